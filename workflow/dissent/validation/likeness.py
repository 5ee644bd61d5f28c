"""Which words are like a theme's? Sentences that have one and no hit are its near misses."""

from collections import Counter
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from dissent.statistics.keyness import log_likelihood
from dissent.tokens import Lexicon, TokenTable

CONTENT = ("NOUN", "PROPN", "VERB", "ADJ")
LETTERS, STEM = 4, 6
KEY_WORDS, KEY_G2, KEY_SENTENCES = 20, 15.13, 3
"""At most so many key words, with a log-likelihood that has p < 0.0001, in so many sentences."""
Counts = npt.NDArray[np.int64]


def content_words(lexicon: Lexicon) -> npt.NDArray[np.bool_]:
    """Find the types that can carry a theme: nouns, names, verbs and adjectives of some length.

    Parameters
    ----------
    lexicon
        The types.

    Returns
    -------
    ndarray of bool
        One per row of the lexicon; lemmas of fewer than four letters are left out.
    """
    long = np.array([len(lemma) >= LETTERS for lemma in lexicon.lemma], dtype=bool)
    return long & lexicon.is_word & np.isin(lexicon.pos.astype(str), CONTENT)


class ThemeWords:
    """Collects, shard by shard, the lemmas that are like a theme's.

    These are the lemmas of the hits themselves, single words of longer hits among them; lemmas that
    begin with the same six letters as one of these; and the 20 lemmas that are most typical of
    sentences with a hit, at least twice as frequent in them as in others (log-likelihood of the
    numbers of sentences above 15.13, at least three sentences with a hit).
    """

    def __init__(self) -> None:
        self.of_hits: set[str] = set()
        self.with_hit: Counter[str] = Counter()
        self.without: Counter[str] = Counter()
        self.sentences = np.zeros(2, dtype=np.int64)

    def add(
        self,
        terms: Iterable[str],
        tokens: TokenTable,
        edges: Counts,
        has_hit: npt.NDArray[np.bool_],
    ) -> None:
        """Take in a shard.

        Parameters
        ----------
        terms
            The lemmas of each hit, separated by spaces.
        tokens
            The shard.
        edges
            Where each sentence begins, and the last ends: (sentences + 1,).
        has_hit
            Whether each sentence has a hit.
        """
        words = {word for term in set(terms) for word in term.split() if len(word) >= LETTERS}
        self.of_hits |= words
        values = tokens.lexicon.lemmas.values
        there = np.flatnonzero(content_words(tokens.lexicon)[tokens.code])
        sentence = np.searchsorted(edges, there, side="right") - 1
        lemma = tokens.lexicon.lemmas.number[tokens.code[there]].astype(np.int64)
        pairs = np.unique(sentence * len(values) + lemma)
        sentence, lemma = np.divmod(pairs, max(len(values), 1))
        for counter, chosen in (
            (self.with_hit, has_hit[sentence]),
            (self.without, ~has_hit[sentence]),
        ):
            count = np.bincount(lemma[chosen], minlength=len(values))
            counter.update({values[n]: int(count[n]) for n in np.flatnonzero(count).tolist()})
        self.sentences += np.array([has_hit.sum(), (~has_hit).sum()])

    def chosen(self) -> frozenset[str]:
        """Choose the lemmas like the theme's.

        Returns
        -------
        frozenset of str
            Of all shards taken in.
        """
        stems = {word[:STEM] for word in self.of_hits if len(word) >= STEM}
        related = {
            lemma
            for counter in (self.with_hit, self.without)
            for lemma in counter
            if lemma in self.of_hits or lemma[:STEM] in stems
        }
        return frozenset(related | self._key())

    def _key(self) -> set[str]:
        """The lemmas most typical of sentences with a hit."""
        names = sorted(name for name, count in self.with_hit.items() if count >= KEY_SENTENCES)
        if not names or not self.sentences.all():
            return set()
        found = np.array([self.with_hit[name] for name in names])
        others = np.array([self.without[name] for name in names])
        g2 = np.asarray(log_likelihood(found, others, *self.sentences.tolist()))
        twice = found * self.sentences[1] >= 2 * others * self.sentences[0]
        ranked = np.argsort(-np.where(twice, g2, 0), kind="stable")[:KEY_WORDS].tolist()
        return {names[place] for place in ranked if twice[place] and g2[place] > KEY_G2}
