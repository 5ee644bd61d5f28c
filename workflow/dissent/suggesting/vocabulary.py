"""Which words of a corpus could be terms? Its content words, as a theme file would write them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from dissent.tokens import Lexicon, Strings, TokenTable

Places = npt.NDArray[np.int64]
NO_WORD = -1
NAME = "PROPN"
# Nouns and names are one kind, because taggers often disagree about them.
KINDS = {"NOUN": "noun", NAME: "noun", "ADJ": "adjective", "VERB": "verb", "ADV": "adverb"}
LETTERS_AT_LEAST = 2
COMMONEST = 300
# A lemma is written without its part of speech where so much of it is of one kind.
ONE_KIND = 0.85
# A kind of a lemma that makes up less than this is taken for the tagger's mistake.
KIND_AT_LEAST = 0.15


@dataclass(frozen=True)
class Vocabulary:
    """The words that could be terms, sorted: arrays of equal length.

    `term` is what a theme file would say, the lemma or, where the lemma is used as several parts of
    speech, `lemma_POS`; `pos` is the most frequent part of speech, but NOUN rather than PROPN where
    a lemma is often enough both. `number` says which word a lemma
    with a part of speech is. `commonest` are the most frequent lemmas of all, function words too.
    """

    term: Strings
    lemma: Strings
    pos: Strings
    count: Places
    number: Mapping[tuple[str, str], int]
    commonest: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.term)

    @property
    def is_name(self) -> npt.NDArray[np.bool_]:
        """Whether each word is a name, and hardly ever a common noun."""
        return np.equal(self.pos, NAME)

    @cached_property
    def numbers_of_lemma(self) -> Mapping[str, list[int]]:
        """The words that each lemma is: one, or one per kind."""
        numbers: dict[str, list[int]] = defaultdict(list)
        for number, lemma in enumerate(self.lemma.tolist()):
            numbers[lemma].append(number)
        return numbers

    def of_types(self, lexicon: Lexicon) -> Places:
        """Say which word each row of a lexicon is.

        Parameters
        ----------
        lexicon
            Of a shard.

        Returns
        -------
        ndarray of int64
            One per row: the word's number, `NO_WORD` where it could not be a term.
        """
        rows = zip(lexicon.lemma, lexicon.pos, lexicon.is_word, strict=True)
        return np.array(
            [
                self.number.get((lemma, pos), NO_WORD) if word else NO_WORD
                for lemma, pos, word in rows
            ],
            dtype=np.int64,
        )


def vocabulary_of(tables: Iterable[TokenTable]) -> Vocabulary:
    """List the words of a corpus that could be terms.

    Parameters
    ----------
    tables
        The shards.

    Returns
    -------
    Vocabulary
        Function words, numbers and single letters are not in it.
    """
    counts: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for table in tables:
        lexicon = table.lexicon
        count = np.bincount(table.code, minlength=len(lexicon))
        for row in np.flatnonzero(lexicon.is_word & (count > 0)).tolist():
            counts[lexicon.lemma[row]][lexicon.pos[row]] += int(count[row])
    rows: list[tuple[str, str, str, int]] = []
    number: dict[tuple[str, str], int] = {}
    for lemma in sorted(filter(_is_wordlike, counts)):
        for written, main, uses, parts in _kinds_of(lemma, counts[lemma]):
            number |= {(lemma, pos): len(rows) for pos in parts}
            rows.append((written, lemma, main, uses))
    term, lemmas, main_pos = (np.array([row[n] for row in rows], dtype=object) for n in range(3))
    counted = np.array([row[3] for row in rows], dtype=np.int64)
    totals = {lemma: sum(by_pos.values()) for lemma, by_pos in counts.items()}
    commonest = sorted(totals, key=lambda lemma: (-totals[lemma], lemma))[:COMMONEST]
    return Vocabulary(term, lemmas, main_pos, counted, number, tuple(commonest))


def _is_wordlike(lemma: str) -> bool:
    letters = sum(map(str.isalpha, lemma))
    return letters >= LETTERS_AT_LEAST and not any(map(str.isdigit, lemma))


def _kinds_of(lemma: str, counts: Mapping[str, int]) -> Iterable[tuple[str, str, int, list[str]]]:
    """The words that a lemma is: term, main part of speech, count, parts of speech taken in."""
    whole = sum(counts.values())
    for kind in sorted(set(KINDS.values())):
        own = {pos: counts[pos] for pos in sorted(counts) if KINDS.get(pos) == kind}
        if not own:
            continue
        main = max(own, key=lambda pos: own[pos])
        if sum(own.values()) >= ONE_KIND * whole:
            # The *Navy* is a word, too, where there are navies; *Germany* is nothing but a name.
            if main == NAME and own.get("NOUN", 0) >= KIND_AT_LEAST * sum(own.values()):
                main = "NOUN"
            yield lemma, main, whole, sorted(counts)
        elif sum(own.values()) >= KIND_AT_LEAST * whole:
            yield f"{lemma}_{main}", main, own[main], [main]
