"""Which words stand near a theme, and near it in one group of documents rather than in another?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
from scipy import sparse

from dissent.comparison.collocates import Around, Collocates
from dissent.comparison.corpus import Corpus
from dissent.comparison.grouping import Grouping
from dissent.settings import Collocation
from dissent.statistics import collocation, dispersion, keyness, significance
from dissent.tables import PER_WORDS, empty_table, schemas
from dissent.themes.files import Theme
from dissent.themes.nodes import nodes_of

Counts = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Cells = tuple[Counts, Counts, Counts, Counts]
WHOLE_CORPUS, ALL_OTHERS = "*", "*"
OTHERS = -1
# Pairs of groups are many; of each a tenth as many rows is listed as of a group against the rest.
PAIR_SHARE = 10
# Among many groups, a word that one lacks near the node is looked at where at least so many were to
# be expected: with fewer its conservative log ratio is 0 at every level above 0.9, since the chance
# of none at all is then exp(-3) or more.
ABSENT_EXPECTED = 3
COMPARED_AT_ONCE = 256
SAFETY = 2


def collocation_tables(
    corpus: Corpus,
    themes: Sequence[Theme],
    grouping: Grouping,
    *,
    near: pa.Table,
    options: Collocation,
    max_groups: int,
    level: float,
) -> dict[str, pd.DataFrame]:
    """Make `collocations.csv` and `collocation_contrasts.csv`.

    Parameters
    ----------
    corpus
        The corpus.
    themes
        The themes, in their order.
    grouping
        The groups of documents.
    near
        What the shards have counted near the nodes.
    options
        The settings of collocations.
    max_groups
        Up to so many groups, each has its own collocations and each pair is compared.
    level
        Of the intervals.

    Returns
    -------
    dict of str to pandas.DataFrame
        `collocations`: of the words with at least `min_count` occurrences near a node, the `rows`
        strongest by log_dice: first those that are more frequent there than elsewhere with a `q` of
        at most 1 - `level`, then the others that are more frequent, then those that are not. All
        count in `q`, also those that there was no room for.

        `collocation_contrasts`: each group against all others, and each pair of groups. Words are
        compared that occur `min_count` times near the node in both sides together, and `q` takes in
        all of these; those with a `p` of at most 1 - `level` are listed, the `rows` strongest, of a
        pair a tenth as many. With more than `max_groups` groups there are no pairs, of each group a
        tenth of `rows` is listed and only words whose `lrc` is not 0, and a word that the group
        lacks where fewer than three were to be expected counts in `q` as a test with p = 1.
        Intervals allow for words that clump in documents where a side has several documents; the
        words of a single one are taken as independent.
    """
    nodes = nodes_of(themes, options.terms)
    cells = Collocates(corpus, near, nodes)
    many = len(grouping.names) > max_groups
    totals = _Totals(corpus, grouping, alone=many or len(grouping.names) == 1)
    collocations, contrasts = [], []
    for place, node in enumerate(nodes):
        around = cells.around(place, min_count=options.min_count)
        named = {"node": node.name, "kind": node.kind}
        found = _collocations(around, totals, options, level=level)
        collocations.append(found.assign(**named))
        for compared in _contrasts(around, grouping, options, many=many, level=level):
            contrasts.append(compared.assign(**named))
    return {
        "collocations": _table("collocations", collocations, corpus.lemmas),
        "collocation_contrasts": _table("collocation_contrasts", contrasts, corpus.lemmas),
    }


class _Totals:
    """All words, and all occurrences of every lemma, in the corpus and then in each group."""

    def __init__(self, corpus: Corpus, grouping: Grouping, *, alone: bool) -> None:
        self.names = [WHOLE_CORPUS] if alone else [WHOLE_CORPUS, *grouping.names]
        whole = sparse.csr_array(np.ones((1, len(corpus.documents)), dtype=np.int64))
        self.parts = whole if alone else sparse.vstack([whole, _members(grouping)], format="csr")
        segment_doc = np.repeat(np.arange(len(corpus.documents)), corpus.segments)
        self.words = _dense(self.parts @ corpus.words)
        self.lemmas = _dense(self.parts[:, segment_doc] @ corpus.lemma_table)


def _collocations(
    around: Around, totals: _Totals, options: Collocation, *, level: float
) -> pd.DataFrame:
    """The strongest collocates of one node, in the corpus and in each group; lemmas as numbers."""
    parts = totals.parts
    in_windows = _dense(parts @ around.near)
    part, column = np.nonzero(in_windows >= options.min_count)
    outside = totals.lemmas[:, around.lemma] - _dense(parts @ around.own)
    documents = _dense(parts @ (around.near > 0).astype(np.int64))
    count, collocate_count = in_windows[part, column], outside[part, column]
    node_count = _dense(parts @ around.occurrences)[part]
    window_words = _dense(parts @ around.window_words)[part]
    words = (totals.words - _dense(parts @ around.node_words))[part]
    table = (count, window_words, collocate_count, words)
    g2 = keyness.log_likelihood(count, collocate_count - count, window_words, words - window_words)
    p = significance.p_value(g2)
    forward, backward = collocation.delta_p(*table)
    rows = pd.DataFrame(
        {
            "group": np.array(totals.names, dtype=object)[part],
            "collocate": around.lemma[column],
            "count": count,
            "node_count": node_count,
            "collocate_count": collocate_count,
            "window_words": window_words,
            "words": words,
            "expected": collocation.expected(window_words, collocate_count, words),
            "log_dice": collocation.log_dice(count, node_count, collocate_count),
            "mi": collocation.mi(*table),
            "mi3": collocation.mi3(*table),
            "t": collocation.t_score(*table),
            "z": collocation.z_score(*table),
            "g2": g2,
            "delta_p_forward": forward,
            "delta_p_backward": backward,
            "p": p,
            "q": _corrected(p, part),
            "documents": documents[part, column],
        }
    )
    falling = -rows["log_dice"].to_numpy()
    attracted = g2 > 0
    clear = attracted & (rows["q"].to_numpy() <= 1 - level)
    kept = np.flatnonzero(_rank(part, ~clear, ~attracted, falling, column) < options.rows)
    return rows.iloc[kept[np.lexsort((column[kept], falling[kept], part[kept]))]]


def _contrasts(
    around: Around, grouping: Grouping, options: Collocation, *, many: bool, level: float
) -> Iterator[pd.DataFrame]:
    """The words near one node that set each group apart; lemmas as numbers."""
    sides = _Sides(around, grouping, many=many)
    names = np.array([*grouping.names, ALL_OTHERS], dtype=object)
    pair_rows = options.rows // PAIR_SHARE
    for one, other in _comparisons(len(grouping.names), pairs=not many):
        comparison, rows = _compared(sides, one, other, min_count=options.min_count, level=level)
        rest = other[comparison] == OTHERS
        strength = (-rows[name].abs().to_numpy() for name in ("lrc", "g2"))
        rank = _rank(comparison, *strength, rows["collocate"].to_numpy())
        kept = rank < np.where(rest & (not many), options.rows, pair_rows)
        kept &= (rows["lrc"] != 0).to_numpy() | (not many)
        order = np.lexsort((rank, comparison))
        sided = rows.assign(group=names[one[comparison]], other_group=names[other[comparison]])
        yield sided.iloc[order[kept[order]]]


def _compared(
    sides: "_Sides", one: Counts, other: Counts, *, min_count: int, level: float
) -> tuple[Counts, pd.DataFrame]:
    """The words that differ between two sides: the comparison of each row, and the rows."""
    count, reference_count, words, reference_words = sides.counts(one, other)
    tested = count + reference_count >= min_count
    tested &= ((words > 0) & (reference_words > 0))[:, None]
    tests = tested.sum(axis=1)
    if sides.many:
        share = words / np.maximum(words + reference_words, 1)
        expected = (count + reference_count) * share[:, None]
        tested &= (count > 0) | (expected >= ABSENT_EXPECTED)
    comparison, column = np.nonzero(tested)
    own, reference = count[comparison, column], reference_count[comparison, column]
    g2 = keyness.log_likelihood(own, reference, words[comparison], reference_words[comparison])
    p = significance.p_value(g2)
    # Of many groups only words are listed whose conservative log ratio is not 0.
    limit = SAFETY * (1 - level) / tests[comparison] if sides.many else 1 - level
    differs = np.flatnonzero(p <= limit)
    q = _corrected(p, comparison, tests=tests, wanted=comparison[differs])
    comparison, column = comparison[differs], column[differs]
    cells = own[differs], reference[differs], words[comparison], reference_words[comparison]
    table = _Table(cells, *sides.overdispersion(cells, one, other, (comparison, column)))
    low, high = table.log_ratio_interval(level)
    return comparison, pd.DataFrame(
        {
            "collocate": sides.around.lemma[column],
            "count": cells[0],
            "reference_count": cells[1],
            "words": cells[2],
            "reference_words": cells[3],
            "rate": cells[0] / cells[2] * PER_WORDS,
            "reference_rate": cells[1] / cells[3] * PER_WORDS,
            "g2": g2[differs],
            "p": p[differs],
            "q": q[differs],
            "log_ratio": keyness.log_ratio(*cells),
            "log_ratio_low": low,
            "log_ratio_high": high,
            "lrc": _conservative(table, p[differs], comparison, tests=tests, level=level),
        }
    )


@dataclass(frozen=True)
class _Table:
    """Counts and words of two sides, row by row, and how the words clump on each."""

    cells: Cells
    overdispersion: Floats
    reference_overdispersion: Floats

    def at(self, rows: Counts) -> "_Table":
        count, reference_count, words, reference_words = (cell[rows] for cell in self.cells)
        return _Table(
            (count, reference_count, words, reference_words),
            self.overdispersion[rows],
            self.reference_overdispersion[rows],
        )

    def log_ratio_interval(self, level: float) -> tuple[Floats, Floats]:
        return keyness.log_ratio_interval(
            *self.cells,
            overdispersion=self.overdispersion,
            reference_overdispersion=self.reference_overdispersion,
            level=level,
        )

    def lrc(self, level: float) -> Floats:
        return keyness.lrc(
            *self.cells,
            overdispersion=self.overdispersion,
            reference_overdispersion=self.reference_overdispersion,
            level=level,
        )


def _comparisons(groups: int, *, pairs: bool) -> Iterator[tuple[Counts, Counts]]:
    """Each group with all others, then with each later one: the two sides, some at a time."""
    if groups < 2:
        return
    listed = [
        (one, other)
        for one in range(groups)
        for other in [OTHERS, *(range(one + 1, groups) if pairs else [])]
    ]
    for start in range(0, len(listed), COMPARED_AT_ONCE):
        one, other = np.array(listed[start : start + COMPARED_AT_ONCE], dtype=np.int64).T
        yield one, other


class _Sides:
    """The windows around one node, group by group, as sums that can be taken off those of all."""

    def __init__(self, around: Around, grouping: Grouping, *, many: bool) -> None:
        members = _members(grouping)
        squares = around.near.multiply(around.near).multiply(
            1 / np.maximum(around.window_words, 1)[:, None]
        )
        self.around, self.many = around, many
        self.near = sparse.csr_array(members @ around.near)
        self.squares = sparse.csr_array(members @ sparse.csr_array(squares))
        self.window_words = _dense(members @ around.window_words)
        self.documents = _dense(members @ (around.window_words > 0).astype(np.int64))
        self.all_near = _dense(around.near.sum(axis=0))
        self.all_squares = np.asarray(squares.sum(axis=0), dtype=np.float64)

    def counts(self, one: Counts, other: Counts) -> tuple[Counts, Counts, Counts, Counts]:
        """Count, reference count (comparisons, lemmas); words, reference words (comparisons,)."""
        count, words = _dense(self.near[one]), self.window_words[one]
        others = other == OTHERS
        second = _dense(self.near[np.where(others, 0, other)])
        reference = np.where(others[:, None], self.all_near - count, second)
        all_words = self.window_words.sum()
        reference_words = np.where(others, all_words - words, self.window_words[other])
        return count, reference, words, reference_words

    def overdispersion(
        self, cells: Cells, one: Counts, other: Counts, place: tuple[Counts, Counts]
    ) -> tuple[Floats, Floats]:
        """Overdispersion on both sides, documents as parts; `place` is comparison and lemma."""
        comparison, lemma = place
        others = other == OTHERS
        second = np.where(others, 0, other)
        squares = self.squares[one].toarray()[place]
        reference_squares = np.where(
            others[comparison],
            self.all_squares[lemma] - squares,
            self.squares[second].toarray()[place],
        )
        documents = self.documents[one]
        reference_documents = np.where(
            others, self.documents.sum() - documents, self.documents[second]
        )
        count, reference_count, words, reference_words = cells
        return (
            dispersion.overdispersion_of_sums(count, words, squares, documents[comparison]),
            dispersion.overdispersion_of_sums(
                reference_count, reference_words, reference_squares, reference_documents[comparison]
            ),
        )


def _members(grouping: Grouping) -> sparse.csr_array:
    """Which documents each group has, as ones: (groups, documents)."""
    documents = np.arange(len(grouping.of_document))
    ones = np.ones(len(documents), dtype=np.int64)
    shape = len(grouping.names), len(documents)
    return sparse.csr_array((ones, (grouping.of_document, documents)), shape=shape)


def _rank(part: Counts, *keys: npt.NDArray[np.generic]) -> Counts:
    """The place of each row in its part, from 0; the first key is the most important."""
    order = np.lexsort((*reversed(keys), part))
    first = np.searchsorted(part[order], part[order])
    rank = np.empty(len(part), dtype=np.int64)
    rank[order] = np.arange(len(part)) - first
    return rank


def _runs(part: Counts) -> Iterator[tuple[int, slice]]:
    """The rows of each part, which stand together."""
    edges = np.flatnonzero(np.diff(part, prepend=-1, append=-1)).tolist()
    for start, end in pairwise(edges):
        yield int(part[start]), slice(start, end)


def _corrected(
    p: Floats, part: Counts, *, tests: Counts | None = None, wanted: Counts | None = None
) -> Floats:
    """p corrected within each part, or those wanted; `tests` says how many tests each part has."""
    q = np.full(len(p), np.nan)
    parts = None if wanted is None else set(wanted.tolist())
    for place, own in _runs(part):
        if parts is None or place in parts:
            # Tests that are not among the rows count as if they had p = 1.
            more = 1.0 if tests is None else tests[place] / (own.stop - own.start)
            q[own] = np.minimum(significance.false_discovery(p[own]) * more, 1.0)
    return q


def _conservative(table: _Table, p: Floats, part: Counts, *, tests: Counts, level: float) -> Floats:
    """Conservative log ratio of each row, at the level that its part's tests ask for."""
    bound = np.zeros(len(part))
    # The exact interval is never narrower than that of G2 without overdispersion: where G2 is far
    # from clear at this level, the bound is 0, and seeking it would take most of the time.
    clear = np.flatnonzero(p <= SAFETY * (1 - level) / tests[part])
    for place, run in _runs(part[clear]):
        rows = clear[run]
        bound[rows] = table.at(rows).lrc(significance.bonferroni_level(level, int(tests[place])))
    return bound


def _dense(table: Any) -> Counts:
    """Whole numbers, sparse or not, as a plain array."""
    return np.asarray(
        table.toarray() if isinstance(table, sparse.csr_array) else table, dtype=np.int64
    )


def _table(name: str, parts: Sequence[pd.DataFrame], lemmas: Sequence[str]) -> pd.DataFrame:
    """The whole table with its columns in order, lemmas by their names."""
    if not parts:
        return empty_table(name)
    table = pd.concat(parts, ignore_index=True)
    table["collocate"] = np.array(lemmas, dtype=object)[table["collocate"].to_numpy()]
    return table[schemas()[name].names]
