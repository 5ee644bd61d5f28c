"""The tables of keyness: the words that set each group of documents apart.

Five tables have the same columns: lemmas, lemmas with their part of speech, sequences of words,
the terms of a theme, and lemmas of two groups side by side.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from dissent.comparison.corpus import Corpus
from dissent.comparison.frequency_list import FrequencyList
from dissent.comparison.group_counts import GroupCounts, group_counts, side_of
from dissent.comparison.grouping import Grouping
from dissent.comparison.keyness_rows import (
    PASSAGE_WORDS,
    Rows,
    against_each,
    strongest,
    table_of,
)
from dissent.comparison.sequences import LENGTHS, count_sequences, frequent_sequences
from dissent.comparison.sides import Rest, Side
from dissent.settings import Keyness
from dissent.tables import empty_table
from dissent.themes.files import Theme

Ints = npt.NDArray[np.int64]

# Of many groups fewer rows each are written: a table of a million rows is of no use to anybody.
MOST_ROWS = 100_000


@dataclass(frozen=True)
class Items:
    """What is compared: its names, sorted, and its occurrences in the segments of the corpus."""

    names: list[str]
    table: sparse.csr_array
    """(segments, items)."""
    sizes: Ints
    """What the rates are per, in each segment: (segments,)."""

    def frequent(self, minimum: int) -> "Items":
        """Leave out the rare ones.

        Parameters
        ----------
        minimum
            Occurrences in the corpus.

        Returns
        -------
        Items
            Those with at least so many.
        """
        return self.only(self.total >= minimum)

    @property
    def total(self) -> Ints:
        """Occurrences in the corpus: (items,)."""
        return np.asarray(self.table.sum(axis=0), dtype=np.int64).ravel()

    def only(self, wanted: npt.NDArray[np.bool_]) -> "Items":
        """Leave out some.

        Parameters
        ----------
        wanted
            Which to keep: (items,).

        Returns
        -------
        Items
            Those.
        """
        kept = np.flatnonzero(wanted)
        names = [self.names[place] for place in kept.tolist()]
        return Items(names, sparse.csr_array(self.table[:, kept]), self.sizes)


def keyness_tables(
    corpus: Corpus,
    themes: Sequence[Theme],
    grouping: Grouping,
    *,
    reference: Corpus | FrequencyList | None,
    options: Keyness,
    level: float,
) -> dict[str, pd.DataFrame]:
    """Make all tables of keyness.

    Parameters
    ----------
    corpus
        The corpus.
    themes
        In their order.
    grouping
        The groups that are compared.
    reference
        What each group is compared with: a reference corpus, a frequency list of one, or nothing,
        which is the rest of the corpus. With a frequency list, lemmas or word forms are compared
        as it lists them, and there are no rows of parts of speech and of sequences, which no list
        has; what a list that is cut off lacks is not compared, because it may occur all the same.
        The terms of themes, and pairs, are always compared within the corpus.
    options
        The settings of keyness. The least number of occurrences (`min_count`, `sequence_count`) is
        in the corpus, without the reference.
    level
        Of intervals.

    Returns
    -------
    dict of str to pandas.DataFrame
        `keyness`, `keyness_pos`, `keyness_sequences`, `keyness_themes`, `keyness_pairs`; empty
        where a group has nothing to be compared with. `keyness_unlisted` has what could not be
        compared with a frequency list.
    """
    comparison = _Comparison(corpus, grouping, options, level)
    return {
        "keyness": _lemmas(comparison, reference),
        "keyness_pos": _tagged_lemmas(comparison, reference),
        "keyness_sequences": _sequences(comparison, reference),
        "keyness_themes": _theme_terms(comparison, themes),
        "keyness_pairs": _pairs(comparison),
        "keyness_unlisted": _unlisted(comparison, reference),
    }


@dataclass(frozen=True)
class _Comparison:
    """The groups of a corpus, and how they are compared."""

    corpus: Corpus
    grouping: Grouping
    options: Keyness
    level: float

    def counts(self, items: Items) -> GroupCounts:
        """Sum up items by groups."""
        doc = _document_of_segment(self.corpus)
        words, segments = self.corpus.segment_words.sum(), max(len(self.corpus.segment_words), 1)
        passage = max(1, round(PASSAGE_WORDS * segments / max(int(words), 1)))
        return group_counts(
            items.table,
            items.sizes,
            group=self.grouping.of_document[doc],
            doc=doc,
            groups=len(self.grouping.names),
            passage=min(passage, PASSAGE_WORDS),
        )

    def with_reference(self, items: Items, reference: Side | None) -> tuple[Rows, pd.DataFrame]:
        """Compare each group with the reference, or with the rest of the corpus."""
        counts = self.counts(items)
        groups = range(len(self.grouping.names))
        limit = min(self.options.rows, MOST_ROWS // len(groups))
        found = [
            strongest(counts.side(group), other, group=group, limit=limit, level=self.level)
            for group, other in zip(groups, _others(counts, reference), strict=False)
        ]
        rows = Rows.joined(found)
        each = np.full(len(rows), np.nan)
        if len(groups) > (2 if reference is None else 1):
            each = against_each(rows, counts, level=self.level)
        return rows, self.columns(rows, counts, each)

    def columns(
        self, rows: Rows, counts: GroupCounts, each: npt.NDArray[np.float64]
    ) -> pd.DataFrame:
        """The columns that all five tables share."""
        groups, own = len(self.grouping.names), self.grouping.of_document
        words = np.bincount(own, weights=self.corpus.words, minlength=groups)
        documents = np.bincount(own[self.corpus.words > 0], minlength=groups)
        return table_of(
            rows,
            counts,
            each=each,
            group_words=words.astype(np.int64),
            group_documents=documents.astype(np.int64),
            options=self.options,
            level=self.level,
        )

    def group_names(self, rows: Rows) -> npt.NDArray[np.object_]:
        """The group of each row."""
        return np.array(self.grouping.names, dtype=object)[rows.group]


def _others(counts: GroupCounts, reference: Side | None) -> Iterator[Side | Rest]:
    """What each group is compared with; nothing for a group that stands alone."""
    groups = len(counts.words)
    if reference is not None:
        yield from [reference] * groups
    elif groups == 2:
        # Not as a difference, so that swapping the groups changes no digit.
        yield from (counts.side(1), counts.side(0))
    elif groups > 2:
        whole = counts.whole()
        yield from (Rest(whole, counts.side(group)) for group in range(groups))


def _lemmas(comparison: _Comparison, reference: Corpus | FrequencyList | None) -> pd.DataFrame:
    corpus = comparison.corpus
    side: Side | None
    if isinstance(reference, FrequencyList):
        items = _as_listed(comparison, reference)
        items = items.only(_can_be_compared(items, reference))
        side = _listed(reference, items.names)
    else:
        items = _lemma_items(corpus).frequent(comparison.options.min_count)
        side = _side(_lemma_items(reference), items.names, reference) if reference else None
    rows, columns = comparison.with_reference(items, side)
    names = {"group": comparison.group_names(rows), "lemma": _named(items.names, rows)}
    return _table("keyness", names, columns)


def _tagged_lemmas(
    comparison: _Comparison, reference: Corpus | FrequencyList | None
) -> pd.DataFrame:
    if isinstance(reference, FrequencyList):
        return empty_table("keyness_pos")
    items = _tagged_items(comparison.corpus).frequent(comparison.options.min_count)
    side = _side(_tagged_items(reference), items.names, reference) if reference else None
    rows, columns = comparison.with_reference(items, side)
    lemmas, tags = ([name.rpartition("_")[part] for name in items.names] for part in (0, 2))
    names = {
        "group": comparison.group_names(rows),
        "lemma": _named(lemmas, rows),
        "pos": _named(tags, rows),
    }
    return _table("keyness_pos", names, columns)


def _sequences(comparison: _Comparison, reference: Corpus | FrequencyList | None) -> pd.DataFrame:
    if isinstance(reference, FrequencyList):
        return empty_table("keyness_sequences")
    words = comparison.corpus.running_words
    wanted = frequent_sequences(words, minimum=comparison.options.sequence_count)
    counted = count_sequences(words, wanted)
    others = count_sequences(reference.running_words, wanted) if reference else {}
    parts, groups = [], []
    for length in LENGTHS:
        found = counted[length]
        other = others.get(length)
        rows, columns = comparison.with_reference(
            Items(found.names, found.table, found.totals),
            side_of(other.table, other.totals, doc=_document_of_segment(reference))
            if reference and other
            else None,
        )
        names = {
            "group": comparison.group_names(rows),
            "length": np.full(len(rows), length),
            "sequence": _named(found.names, rows),
        }
        parts.append(_table("keyness_sequences", names, columns))
        groups.append(rows.group)
    table = pd.concat([part for part in parts if len(part)] or parts[:1], ignore_index=True)
    return table.iloc[np.argsort(np.concatenate(groups), kind="stable")].reset_index(drop=True)


def _theme_terms(comparison: _Comparison, themes: Sequence[Theme]) -> pd.DataFrame:
    parts = []
    for theme in themes:
        items = _terms(comparison.corpus, theme.theme).frequent(comparison.options.min_count)
        rows, columns = comparison.with_reference(items, None)
        names = {
            "group": comparison.group_names(rows),
            "theme": np.full(len(rows), theme.theme, dtype=object),
            "term": _named(items.names, rows),
        }
        parts.append(_table("keyness_themes", names, columns))
    filled = [part for part in parts if len(part)]
    return pd.concat(filled, ignore_index=True) if filled else empty_table("keyness_themes")


def _pairs(comparison: _Comparison) -> pd.DataFrame:
    groups = len(comparison.grouping.names)
    if not 1 < groups <= comparison.options.max_groups:
        return empty_table("keyness_pairs")
    items = _lemma_items(comparison.corpus).frequent(comparison.options.min_count)
    counts = comparison.counts(items)
    sides = [counts.side(group) for group in range(groups)]
    pairs = [(first, second) for first in range(groups) for second in range(first + 1, groups)]
    limit, level = comparison.options.pair_rows, comparison.level
    found = [
        strongest(sides[first], sides[second], group=first, limit=limit, level=level)
        for first, second in pairs
    ]
    rows = Rows.joined(found)
    second = np.repeat([second for _, second in pairs], [len(part) for part in found])
    names = {
        "group": comparison.group_names(rows),
        "other_group": np.array(comparison.grouping.names, dtype=object)[second],
        "lemma": _named(items.names, rows),
    }
    columns = comparison.columns(rows, counts, np.full(len(rows), np.nan))
    return _table("keyness_pairs", names, columns)


def _lemma_items(corpus: Corpus) -> Items:
    return Items(corpus.lemmas, corpus.lemma_table, corpus.segment_words)


def _forms(corpus: Corpus) -> Items:
    return Items(corpus.forms, corpus.form_table, corpus.segment_words)


def _tagged_items(corpus: Corpus) -> Items:
    return Items(corpus.tagged, corpus.tagged_table, corpus.segment_words)


def _terms(corpus: Corpus, theme: str) -> Items:
    """The terms of a theme's hits; what their rates are per are the hits themselves."""
    hits = corpus.hits[corpus.hits["theme"] == theme]
    segment = hits["segment"].to_numpy(dtype=np.int64)
    names, column = np.unique(hits["term"].to_numpy(dtype=object), return_inverse=True)
    shape = (len(corpus.segment_words), len(names))
    cells = np.ones(len(hits), dtype=np.int64), (segment, column)
    table = sparse.csr_array(sparse.coo_array(cells, shape=shape))
    sizes = np.bincount(segment, minlength=len(corpus.segment_words)).astype(np.int64)
    return Items(names.tolist(), table, sizes)


def _document_of_segment(corpus: Corpus) -> Ints:
    return np.repeat(np.arange(len(corpus.documents)), corpus.segments)


def _side(other: Items, names: Sequence[str], reference: Corpus) -> Side:
    """The reference corpus, of the items that are compared only."""
    place = {name: number for number, name in enumerate(names)}
    column = np.array([place.get(name, -1) for name in other.names], dtype=np.int64)
    cells = other.table.tocoo()
    known = column[cells.col] >= 0
    places = cells.row[known], column[cells.col[known]]
    shape = (len(other.sizes), len(names))
    return side_of(
        sparse.csr_array(sparse.coo_array((cells.data[known], places), shape=shape)),
        other.sizes,
        doc=_document_of_segment(reference),
    )


def _listed(reference: FrequencyList, names: Sequence[str]) -> Side:
    """A frequency list as a side; it cannot say how its words clump."""
    counts = dict(zip(reference.names, reference.counts.tolist(), strict=True))
    return Side(
        item=np.arange(len(names)),
        count=np.array([counts.get(name, 0) for name in names], dtype=np.int64),
        squares=np.zeros(len(names)),
        words=reference.words,
        parts=1,
        document_squares=np.zeros(len(names)),
        documents=1,
        words_squared=reference.words**2,
    )


def _as_listed(comparison: _Comparison, reference: FrequencyList) -> Items:
    """What the corpus has of what a list counts, word forms or lemmas, without the rare ones."""
    corpus = comparison.corpus
    items = _forms(corpus) if reference.unit == "word" else _lemma_items(corpus)
    return items.frequent(comparison.options.min_count)


def _can_be_compared(items: Items, reference: FrequencyList) -> npt.NDArray[np.bool_]:
    """All where the list is complete; where it is cut off, those that it has."""
    if reference.complete:
        return np.ones(len(items.names), dtype=bool)
    listed = frozenset(reference.names)
    return np.array([name in listed for name in items.names], dtype=bool)


def _unlisted(comparison: _Comparison, reference: Corpus | FrequencyList | None) -> pd.DataFrame:
    if not isinstance(reference, FrequencyList):
        return empty_table("keyness_unlisted")
    items = _as_listed(comparison, reference)
    items = items.only(~_can_be_compared(items, reference))
    table = pd.DataFrame({"lemma": np.array(items.names, dtype=object), "count": items.total})
    return table.sort_values("count", ascending=False, kind="stable", ignore_index=True)


def _named(names: Sequence[str], rows: Rows) -> npt.NDArray[np.object_]:
    return np.array(names, dtype=object)[rows.item]


def _table(
    table: str, names: Mapping[str, npt.NDArray[np.generic]], columns: pd.DataFrame
) -> pd.DataFrame:
    if columns.empty:
        return empty_table(table)
    return pd.concat([pd.DataFrame(dict(names)), columns], axis=1)
