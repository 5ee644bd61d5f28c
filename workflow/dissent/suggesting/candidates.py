"""Which words might a theme lack? Three sources, one list, the most promising first."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from dissent.suggesting.alike import Floats, Likeness, likeness, space_of
from dissent.suggesting.keyed import Keyness, keyness_of
from dissent.suggesting.relatives import Relative, relatives_of
from dissent.suggesting.survey import Survey, listed_words, single_words
from dissent.suggesting.vocabulary import Places, Vocabulary
from dissent.themes.files import Theme
from dissent.tokens import Bools

KEY, ALIKE, RELATIVE = "key", "alike", "relative"
# How much a source's rank weighs. Chosen by leaving out half of the themes' one-word rules, on six
# books: of 130 words so lost, 29 come back among the first 20 candidates and 48 among the first 60;
# by use alone 29 and 45, by keyness alone 18 and 24, by relatives alone 8 and 12. Measured by
# tests/benchmarks/left_out_words.py.
WEIGHTS = {ALIKE: 1.0, KEY: 0.3, RELATIVE: 0.5}
# As in Cormack, Clarke and Büttcher (2009), Reciprocal rank fusion, SIGIR, 758-759.
RANK_OFFSET = 60
RELATIVES_AT_LEAST = 2
RANKED_AT_MOST = 500
# A word is the theme's, or another's, already where so much of it is in what their rules find.
TAKEN = 0.5


@dataclass(frozen=True)
class Candidate:
    """A word that a theme may lack, and why.

    `ranks` has its rank in each source that offers it, from 1; `like` are the listed words that it
    is used most like, `relative_of` the one that it is formed from.
    """

    term: str
    category: str
    ranks: dict[str, int]
    g2: float
    log_ratio: float
    lrc: float
    cosine: float
    like: tuple[str, ...]
    relative_of: str
    shared: float

    @property
    def score(self) -> float:
        """Sum over the sources of weight / (60 + rank), so scaled that 1 is first in each."""
        best = sum(WEIGHTS.values()) / (RANK_OFFSET + 1)
        score = sum(WEIGHTS[source] / (RANK_OFFSET + rank) for source, rank in self.ranks.items())
        return score / best


def candidates(
    theme: Theme,
    vocabulary: Vocabulary,
    survey: Survey,
    *,
    min_count: int,
    names: bool,
    decided: Iterable[str],
) -> list[Candidate]:
    """List the words that a theme may lack, from all sources.

    Parameters
    ----------
    theme
        The theme.
    vocabulary, survey
        The corpus' words and what was counted.
    min_count
        Occurrences that a word needs; relatives need two.
    names
        Whether names are offered, too.
    decided
        Lemmas that are not offered again.

    Returns
    -------
    list of Candidate
        The best first: by `Candidate.score`, then by the alphabet. Words of which half or more is
        in what this theme's rules find, or in other themes' hits, are not in it.
    """
    open_words = _open(theme, vocabulary, survey, names=names, decided=set(decided))
    often = open_words & (vocabulary.count >= min_count)
    listed = _listed(theme, vocabulary, survey)
    vectors = space_of(survey.contexts)
    like = _likeness(vocabulary, survey.rows, vectors, listed)
    key = keyness_of(survey.beside)
    pairs = _Pairs(vocabulary, survey.rows, vectors)
    related = _related(theme, vocabulary, listed, open_words, pairs)
    ranks: dict[int, dict[str, int]] = {}
    ranked = {
        ALIKE: _ranked(often & (like.cosine > 0), like.cosine),
        KEY: _ranked(often & (key.lrc > 0), key.lrc),
        RELATIVE: list(related),
    }
    for source, numbers in ranked.items():
        for rank, number in enumerate(numbers, start=1):
            ranks.setdefault(number, {})[source] = rank
    found = [
        _candidate(theme, vocabulary, number, own, key, like, related.get(number))
        for number, own in ranks.items()
    ]
    return sorted(found, key=lambda each: (-each.score, each.term))


def _open(
    theme: Theme, vocabulary: Vocabulary, survey: Survey, *, names: bool, decided: set[str]
) -> Bools:
    """Which words are neither the theme's nor another's already, nor decided on."""
    taken = np.maximum(survey.covered, survey.elsewhere) >= TAKEN * vocabulary.count
    known = decided | single_words(theme)
    is_open: Bools = ~taken & np.array(
        [lemma not in known for lemma in vocabulary.lemma], dtype=bool
    )
    return is_open if names else is_open & ~vocabulary.is_name


def _listed(theme: Theme, vocabulary: Vocabulary, survey: Survey) -> list[Places]:
    """The words of each category: those that are hits, and where none is, those its rules name."""
    main = survey.members.argmax(axis=0)
    members = survey.members.max(axis=0, initial=0) >= np.maximum(TAKEN * vocabulary.count, 1)
    if members.any():
        return [np.flatnonzero(members & (main == n)) for n in range(len(theme.categories))]
    named = listed_words(theme)
    numbers = vocabulary.numbers_of_lemma
    return [
        np.array(
            sorted(n for word, own in named.items() if own == name for n in numbers.get(word, [])),
            dtype=np.int64,
        )
        for name in theme.categories
    ]


def _likeness(
    vocabulary: Vocabulary, rows: Places, vectors: Floats, listed: Sequence[Places]
) -> Likeness:
    """How like the listed words all words are; places are those of the vocabulary."""
    own = [np.searchsorted(rows, words[np.isin(words, rows)]) for words in listed]
    there = likeness(vectors, own)
    cosine = np.full(len(vocabulary), -1.0)
    category = np.zeros(len(vocabulary), dtype=np.int64)
    like: list[tuple[int, ...]] = [()] * len(vocabulary)
    cosine[rows], category[rows] = there.cosine, there.category
    for row, places in zip(rows.tolist(), there.like, strict=True):
        like[row] = tuple(rows[list(places)].tolist())
    return Likeness(cosine, category, tuple(like))


class _Pairs:
    """How alike two lemmas are used, whatever their parts of speech."""

    def __init__(self, vocabulary: Vocabulary, rows: Places, vectors: Floats) -> None:
        self.numbers = vocabulary.numbers_of_lemma
        self.row = {number: row for row, number in enumerate(rows.tolist())}
        self.vectors = vectors

    def __call__(self, one: str, other: str) -> float:
        """The largest cosine, rounded; 0 where there is none above 0."""
        cosines = [
            self.vectors[a] @ self.vectors[b] for a in self.rows(one) for b in self.rows(other)
        ]
        return round(max(0.0, *map(float, cosines), 0.0), 6)

    def rows(self, lemma: str) -> list[int]:
        numbers = self.numbers.get(lemma, [])
        return [self.row[number] for number in numbers if number in self.row]


def _related(
    theme: Theme,
    vocabulary: Vocabulary,
    listed: Sequence[Places],
    open_words: Bools,
    alike: "_Pairs",
) -> dict[int, tuple[Relative, int]]:
    """Words formed from listed ones, in their order, with the category of what they are from."""
    category = {
        text: theme.categories.index(own)
        for text, own in listed_words(theme).items()
        if text in single_words(theme)
    }
    for number, words in enumerate(listed):
        category |= dict.fromkeys(vocabulary.lemma[words].tolist(), number)
    related = {}
    for relative in relatives_of(category, vocabulary.lemma.tolist(), alike=alike):
        for number in vocabulary.numbers_of_lemma[relative.word]:
            if open_words[number] and vocabulary.count[number] >= RELATIVES_AT_LEAST:
                related[number] = (relative, category[relative.base])
    return related


def _ranked(offered: Bools, score: Floats) -> list[int]:
    numbers = np.flatnonzero(offered)
    order = np.argsort(-np.round(score[numbers], 6), kind="stable")
    ranked: list[int] = numbers[order][:RANKED_AT_MOST].tolist()
    return ranked


def _candidate(
    theme: Theme,
    vocabulary: Vocabulary,
    number: int,
    ranks: dict[str, int],
    key: Keyness,
    like: Likeness,
    related: tuple[Relative, int] | None,
) -> Candidate:
    nearest = like.like[number]
    category = theme.categories[related[1] if related else like.category[number]]
    return Candidate(
        term=vocabulary.term[number],
        category=category if related or nearest else "",
        ranks=ranks,
        g2=float(key.g2[number]),
        log_ratio=float(key.log_ratio[number]),
        lrc=float(key.lrc[number]),
        cosine=float(like.cosine[number]),
        like=tuple(vocabulary.term[list(nearest)].tolist()) if nearest else (),
        relative_of=related[0].base if related else "",
        shared=related[0].shared if related else 0.0,
    )
