"""The tables of themes: rates with their intervals, contrasts of documents, and the terms used."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from dissent.comparison.corpus import Corpus, hits_per_segment, units_of
from dissent.settings import Intervals
from dissent.statistics.contrasts import rate_ratio
from dissent.statistics.intervals import enough_text, rate_interval, resampled
from dissent.statistics.permutation import can_be_exchanged, permutation_contrast
from dissent.statistics.resampling import (
    block_freedom,
    block_length,
    block_overdispersion,
    compared_lengths,
    seed_sequence,
)
from dissent.statistics.significance import false_discovery_by_family
from dissent.tables import PER_WORDS
from dissent.themes.files import Theme

ALL_OTHERS = "*"
BOOTSTRAP, NEGATIVE_BINOMIAL = "bootstrap", "negative_binomial"
PERMUTATION, STUDENT = "permutation", "t"
# The pairs of more documents would take minutes; they are compared in closed form.
PERMUTED_DOCUMENTS = 30
Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class _Passages:
    """The hits of every unit in every segment, and what follows from them for the documents."""

    corpus: Corpus
    units: list[tuple[str, str]]

    @cached_property
    def per_segment(self) -> Integers:
        """Hits: (segments, units)."""
        return hits_per_segment(self.corpus, self.units)

    def of(self, doc: int) -> tuple[Integers, Integers]:
        """One document's hits (segments, units) and the words of its segments (segments,)."""
        inside = slice(*self.corpus.first_segment[doc : doc + 2])
        return self.per_segment[inside], self.corpus.segment_words[inside]

    @cached_property
    def hits(self) -> Integers:
        """Hits of each document: (documents, units)."""
        return self._gathered([self.of(doc)[0].sum(axis=0) for doc in self._docs]).astype(np.int64)

    @cached_property
    def overdispersion(self) -> Floats:
        """Overdispersion of each document's hits: (documents, units)."""
        return self._gathered([block_overdispersion(*self.of(doc)) for doc in self._docs])

    @cached_property
    def freedom(self) -> Floats:
        """Degrees of freedom of these: (documents, units)."""
        return block_freedom(self.corpus.segments[:, np.newaxis], self.hits)

    @property
    def _docs(self) -> range:
        return range(len(self.corpus.documents))

    def _gathered(self, rows: Sequence[npt.NDArray[np.generic]]) -> Floats:
        return np.array(rows, dtype=np.float64).reshape(len(rows), len(self.units))


def theme_rates_table(
    corpus: Corpus, themes: Sequence[Theme], *, seed: int, intervals: Intervals
) -> pd.DataFrame:
    """Make `theme_rates.csv`: each document's rate of each theme and category.

    Parameters
    ----------
    corpus
        The corpus.
    themes
        The themes, in their order.
    seed
        From which each document's own random numbers follow.
    intervals
        The settings.

    Returns
    -------
    pandas.DataFrame
        Documents in date order; within each, units in the order of the theme files.
    """
    passages = _Passages(corpus, units_of(themes))
    found = [
        _rates(passages, doc, seed=seed, intervals=intervals)
        for doc in range(len(corpus.documents))
    ]
    segments = corpus.segments.tolist()
    bootstrap = [
        resampled(hits, count) for hits, count in zip(passages.hits, segments, strict=True)
    ]
    rate, low, high = np.array(found).transpose(1, 0, 2) * PER_WORDS
    columns = {
        "hits": passages.hits,
        "words": np.repeat(corpus.words[:, np.newaxis], len(passages.units), axis=1),
        "rate": rate,
        "low": low,
        "high": high,
        "interval": np.where(bootstrap, BOOTSTRAP, NEGATIVE_BINOMIAL),
        "overdispersion": passages.overdispersion,
        "enough_text": _enough_text(passages),
    }
    return pd.DataFrame(
        {
            "doc_id": np.repeat(corpus.doc_ids, len(passages.units)),
            "theme": [theme for theme, _ in passages.units] * len(found),
            "category": [category for _, category in passages.units] * len(found),
            **{name: values.ravel() for name, values in columns.items()},
        }
    )


def interval_sensitivity_table(
    corpus: Corpus, themes: Sequence[Theme], *, seed: int, intervals: Intervals
) -> pd.DataFrame:
    """Make `interval_sensitivity.csv`: the intervals of whole themes with other block lengths.

    Parameters
    ----------
    corpus
        The corpus.
    themes
        The themes, in their order.
    seed
        As for the table of rates; with the chosen length the intervals are those of that table.
    intervals
        The settings.

    Returns
    -------
    pandas.DataFrame
        Documents in date order; themes as in the theme files; rising block length.
    """
    passages = _Passages(corpus, [(theme.theme, "") for theme in themes])
    rows = []
    for doc, doc_id in enumerate(corpus.doc_ids):
        segments = int(corpus.segments[doc])
        lengths = compared_lengths(segments)
        ends = [
            _rates(passages, doc, seed=seed, intervals=intervals, length=length)[1:] * PER_WORDS
            for length in lengths
        ]
        rows += [
            (doc_id, theme.theme, length, length == block_length(segments), *limits[:, place])
            for place, theme in enumerate(themes)
            for length, limits in zip(lengths, ends, strict=True)
        ]
    columns = ["doc_id", "theme", "block_segments", "chosen", "low", "high"]
    return pd.DataFrame(rows, columns=columns)


def theme_contrasts_table(
    corpus: Corpus,
    themes: Sequence[Theme],
    *,
    seed: int,
    max_documents: int,
    intervals: Intervals,
) -> pd.DataFrame:
    """Make `theme_contrasts.csv`: how many times as often one document speaks of a theme.

    Parameters
    ----------
    corpus
        The corpus.
    themes
        The themes, in their order.
    seed
        From which each pair's own random numbers follow.
    max_documents
        In a larger corpus each document is compared with all others together.
    intervals
        The settings.

    Returns
    -------
    pandas.DataFrame
        Unit by unit, without pairs in which neither has a hit; `q` is corrected within the rows of
        whole themes and within those of categories. Documents of at least six segments are
        compared by permutation in a corpus of up to 30 documents, all others by Student's t.
    """
    passages = _Passages(corpus, units_of(themes))
    documents = len(corpus.documents)
    whole = np.array([category == "" for _, category in passages.units])
    if documents <= max_documents:
        pairs = np.array(list(combinations(range(documents), 2)), dtype=np.int64).reshape(-1, 2)
        one, names_b = pairs[:, 0], [corpus.doc_ids[place] for place in pairs[:, 1]]
        sides = _documents(passages, one), _documents(passages, pairs[:, 1])
    else:
        pairs = np.zeros((0, 2), dtype=np.int64)
        one, names_b = np.arange(documents), [ALL_OTHERS] * documents
        sides = _documents(passages, one), _all_others(passages)
    results = _closed_form(*sides, level=intervals.level)
    test = np.full(results.shape[1:], STUDENT, dtype=object)
    if documents <= PERMUTED_DOCUMENTS:
        exchanged = np.flatnonzero(can_be_exchanged(corpus.segments)[pairs].all(axis=1))
        test[exchanged] = PERMUTATION
        for row in exchanged.tolist():
            first, second = pairs[row].tolist()
            results[:, row] = _permuted(passages, first, second, seed=seed, intervals=intervals)
    ratio, low, high, p = results
    columns = {
        "rate_a": sides[0].hits / np.maximum(sides[0].words, 1) * PER_WORDS,
        "rate_b": sides[1].hits / np.maximum(sides[1].words, 1) * PER_WORDS,
        "rate_ratio": ratio,
        "low": low,
        "high": high,
        "test": test,
        "p": p,
        "q": false_discovery_by_family(p, whole),
    }
    table = pd.DataFrame(
        {
            "theme": np.repeat([theme for theme, _ in passages.units], len(one)),
            "category": np.repeat([category for _, category in passages.units], len(one)),
            "doc_a": [corpus.doc_ids[place] for place in one] * len(passages.units),
            "doc_b": names_b * len(passages.units),
            **{name: values.T.ravel() for name, values in columns.items()},
        }
    )
    spoken_of = (sides[0].hits + sides[1].hits > 0).T.ravel()
    return table.iloc[np.flatnonzero(spoken_of)].reset_index(drop=True)


def theme_terms_table(corpus: Corpus, themes: Sequence[Theme]) -> pd.DataFrame:
    """Make `theme_terms.csv`: with which words each document speaks of a theme.

    Parameters
    ----------
    corpus
        The corpus.
    themes
        The themes, in their order.

    Returns
    -------
    pandas.DataFrame
        Documents in date order; rules as in the theme files; terms by falling hits.
    """
    rule_order = {
        rule.rule_id: place
        for place, rule in enumerate(rule for theme in themes for rule in theme.rules)
    }
    keys = ["doc", "doc_id", "theme", "category", "rule_id", "term"]
    table = corpus.hits.groupby(keys, sort=False).size().rename("hits").reset_index()
    table["rule"] = table["rule_id"].map(rule_order)
    table = table.sort_values(
        ["doc", "rule", "hits", "term"], ascending=[True, True, False, True], ignore_index=True
    )
    of_theme = table.groupby(["doc", "theme"])["hits"].transform("sum")
    return table.assign(share=table["hits"] / of_theme).drop(columns=["doc", "rule"])


def _rates(
    passages: _Passages, doc: int, *, seed: int, intervals: Intervals, length: int | None = None
) -> Floats:
    """Rate, low and high of one document, hits per word: (3, units)."""
    # the draws depend on the document alone, so that no theme changes another's interval
    sequence = seed_sequence(seed, passages.corpus.doc_ids[doc])
    found = rate_interval(
        *passages.of(doc),
        replicates=intervals.replicates,
        level=intervals.level,
        rng=np.random.default_rng(sequence),
        length=length,
    )
    return np.array(found)


@dataclass(frozen=True)
class _Side:
    """One side of every contrast: (contrasts, units), the words (contrasts, 1)."""

    hits: Integers
    words: Integers
    overdispersion: Floats
    freedom: Floats


def _documents(passages: _Passages, docs: Integers) -> _Side:
    return _Side(
        passages.hits[docs],
        passages.corpus.words[docs, np.newaxis],
        passages.overdispersion[docs],
        passages.freedom[docs],
    )


def _all_others(passages: _Passages) -> _Side:
    """All documents but one; their overdispersion is the mean of theirs, weighted by hits."""
    hits, words, phi = passages.hits, passages.corpus.words, passages.overdispersion
    rest = hits.sum(axis=0) - hits
    weighted = (hits * phi).sum(axis=0) - hits * phi
    mean: Floats = np.divide(weighted, rest, out=np.ones_like(phi), where=rest > 0)
    return _Side(
        rest,
        (words.sum() - words)[:, np.newaxis],
        np.maximum(1.0, mean),
        np.maximum(passages.freedom.sum() - passages.freedom, 1.0),
    )


def _closed_form(a: _Side, b: _Side, *, level: float) -> Floats:
    """Ratio, low, high and p of every contrast: (4, contrasts, units)."""
    return np.array(
        rate_ratio(
            a.hits,
            a.words,
            a.overdispersion,
            b.hits,
            b.words,
            b.overdispersion,
            freedom_a=a.freedom,
            freedom_b=b.freedom,
            level=level,
        )
    )


def _permuted(passages: _Passages, one: int, other: int, seed: int, intervals: Intervals) -> Floats:
    """Ratio, low, high and p of one pair: (4, units)."""
    doc_ids = passages.corpus.doc_ids
    # the order of the names, so that the same draws serve whichever document comes first
    first, second = sorted((one, other), key=doc_ids.__getitem__)
    sequence = seed_sequence(seed, "contrast", doc_ids[first], doc_ids[second])
    (hits_a, words_a), (hits_b, words_b) = passages.of(first), passages.of(second)
    results = np.full((4, len(passages.units)), np.nan)
    found = np.flatnonzero(hits_a.any(axis=0) | hits_b.any(axis=0))
    ratio, low, high, p = permutation_contrast(
        hits_a[:, found],
        words_a,
        hits_b[:, found],
        words_b,
        replicates=intervals.replicates,
        level=intervals.level,
        rng=np.random.default_rng(sequence),
    )
    turned = (1 / ratio, 1 / high, 1 / low, p)
    results[:, found] = (ratio, low, high, p) if first == one else turned
    return results


def _enough_text(passages: _Passages) -> npt.NDArray[np.bool_]:
    """Whether each document is long enough for each unit: (documents, units).

    Whether a document is ranked must not depend on what it says, so the rate to be seen against is
    that of all documents together, and equally long documents get the same answer. A short document
    cannot say how its own hits clump, so the overdispersion is the documents' mean, weighted by
    hits.
    """
    hits, words = passages.hits, passages.corpus.words[:, np.newaxis]
    total, other_words = hits.sum(axis=0), words.sum() - words
    clumping: Floats = (hits * passages.overdispersion).sum(axis=0) / np.maximum(total, 1)
    return enough_text(
        words,
        total * (other_words / words.sum()),
        other_words,
        overdispersion=np.maximum(clumping, 1.0),
    )
