"""How often does each item occur in each group of documents, and how much does it clump there?

Everything that is said of groups comes from these sums, made in one pass over the cells of a table
of segments that are not zero; a group against the rest, or against another group, is then only
arithmetic on them.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from scipy import sparse

from dissent.statistics.document_variation import overdispersion_of_sum, sums_by_class

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Kind = TypeVar("Kind", bound=np.generic)
_NO_ITEM: Ints = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Side:
    """One side of a comparison: what one body of text has of some items, and how it clumps."""

    item: Ints
    """The items listed, as numbers, rising; all others do not occur: (items,)."""
    count: Ints
    """Occurrences: (items,)."""
    squares: Floats
    """Sum over the segments of count² / words: (items,)."""
    words: int
    """What the rates are per: as a rule all words."""
    parts: int
    """Segments that have words."""
    document_squares: Floats
    """Sum over the documents of count² / words: (items,)."""
    documents: int
    """Documents that have words."""
    words_squared: int
    """Sum over the documents of words²."""

    @property
    def concentration(self) -> float:
        """Sum of the squared shares of the documents: 1 over their number if equally long."""
        return self.words_squared / self.words**2 if self.words else 1.0

    @property
    def document_chi_squared(self) -> Floats:
        """Pearson's chi-squared of each item's counts over the documents; 0 without any."""
        return _chi_squared(self.document_squares, self.count, self.words)

    def overdispersion(
        self, *, expected: Floats | None = None, variation: Floats | None = None
    ) -> Floats:
        """Say how much items clump, among segments and, if that is more, among documents.

        Among segments it is `statistics.dispersion.overdispersion`. A side of one document is
        judged by its segments alone: what is said of it is said of its passages.

        Parameters
        ----------
        expected, variation
            As `statistics.document_variation.overdispersion_of_sum` takes them, one per item; only
            segments count without.

        Returns
        -------
        ndarray of float64
            One per item, at least 1.
        """
        if self.parts < 2:
            return np.ones(len(self.count))
        chi_squared = _chi_squared(self.squares, self.count, self.words)
        clumping = np.maximum(chi_squared / (self.parts - 1), 1.0)
        if self.documents < 2 or expected is None or variation is None:
            return clumping
        between = overdispersion_of_sum(self.count, expected, variation, self.concentration)
        return np.maximum(clumping, between)

    def only(self, items: Ints) -> "Side":
        """Look at some items.

        Parameters
        ----------
        items
            Their numbers, rising or not.

        Returns
        -------
        Side
            The same text, with these items in this order.
        """
        place = _Lookup(items, self.item)
        return Side(
            item=items,
            count=place.of(self.count),
            squares=place.of(self.squares),
            words=self.words,
            parts=self.parts,
            document_squares=place.of(self.document_squares),
            documents=self.documents,
            words_squared=self.words_squared,
        )

    def without(self, part: "Side") -> "Side":
        """Take a part of the text out.

        Parameters
        ----------
        part
            Some of the documents of this text, with the same items.

        Returns
        -------
        Side
            The rest.
        """
        return Side(
            item=self.item,
            count=self.count - part.count,
            squares=self.squares - part.squares,
            words=self.words - part.words,
            parts=self.parts - part.parts,
            document_squares=self.document_squares - part.document_squares,
            documents=self.documents - part.documents,
            words_squared=self.words_squared - part.words_squared,
        )

    def counts_of(self, items: Ints) -> Ints:
        """Count the occurrences of some items.

        Parameters
        ----------
        items
            Their numbers.

        Returns
        -------
        ndarray of int64
            One per item.
        """
        return _Lookup(items, self.item).of(self.count)

    def counts_beyond(self, own: "Side") -> tuple[Ints, Ints]:
        """Count the items that another side lacks.

        Parameters
        ----------
        own
            The other side.

        Returns
        -------
        counts, times : ndarray of int64
            How often an item occurs here that the other side lacks, rising from 1, and how many
            items do so.
        """
        counts, times = self._distinct
        shared = self.counts_of(own.item)
        shared = np.searchsorted(counts, shared[shared > 0])
        times = times - np.bincount(shared, minlength=len(counts))
        return counts[times > 0], times[times > 0]

    def at_least(self, least: int, own: "Side") -> Ints:
        """Find the items that are frequent here and that another side lacks.

        Parameters
        ----------
        least
            Occurrences.
        own
            The other side.

        Returns
        -------
        ndarray of int64
            Their numbers, rising.
        """
        order, falling = self._by_count
        frequent = np.sort(self.item[order[: np.searchsorted(falling, -least, side="right")]])
        lacked: Ints = frequent[own.counts_of(frequent) == 0]
        return lacked

    @cached_property
    def class_terms(self) -> Floats:
        """Sums over items by class of frequency: count² / words over documents / count, count, 1.

        What `statistics.document_variation.class_sums` gives follows from them for every number of
        words and documents: (3, classes).
        """
        return self.class_terms_of(self.item[self.count > 0])

    def class_terms_of(self, items: Ints) -> Floats:
        """Sum up some items as `class_terms` does all.

        Parameters
        ----------
        items
            Items that occur.

        Returns
        -------
        ndarray of float64
            (3, classes).
        """
        place = _Lookup(items, self.item)
        count = place.of(self.count).astype(np.float64)
        terms = place.of(self.document_squares) / count, count, np.ones(len(items))
        return sums_by_class(count, terms)

    @cached_property
    def _distinct(self) -> tuple[Ints, Ints]:
        counts, times = np.unique(self.count[self.count > 0], return_counts=True)
        return counts, times

    @cached_property
    def _by_count(self) -> tuple[Ints, Ints]:
        """The places of the items by falling count, and their counts less than 0."""
        order = np.argsort(-self.count, kind="stable")
        return order, -self.count[order]


@dataclass(frozen=True)
class Rest:
    """All of a text but a part of it, in which only the part's items are looked at one by one.

    So a thousand documents are each compared with all others in time that goes with their own
    words.
    """

    whole: Side
    part: Side
    """Some of the documents of the whole, with the same items."""

    @property
    def words(self) -> int:
        """What the rates are per: as a rule all words."""
        return self.whole.words - self.part.words

    @property
    def documents(self) -> int:
        """Documents that have words."""
        return self.whole.documents - self.part.documents

    def only(self, items: Ints) -> Side:
        """Look at some items, as `Side.only` does."""
        return self.whole.only(items).without(self.part.only(items))

    def counts_of(self, items: Ints) -> Ints:
        """Count the occurrences of some items, as `Side.counts_of` does."""
        return self.whole.counts_of(items) - self.part.counts_of(items)

    def counts_beyond(self, own: Side) -> tuple[Ints, Ints]:
        """Count the items that the part lacks, which is `own`, as `Side.counts_beyond` does."""
        return self.whole.counts_beyond(own)

    def at_least(self, least: int, own: Side) -> Ints:
        """Find frequent items that the part lacks, which is `own`, as `Side.at_least` does."""
        return self.whole.at_least(least, own)

    def class_sums_beyond(self) -> Floats:
        """Sum up the items that the part lacks.

        Returns
        -------
        ndarray of float64
            As `statistics.document_variation.class_sums`: (2, classes); all 0 without several
            documents.
        """
        rest = self.only(_NO_ITEM)
        shared = self.whole.class_terms_of(self.part.item)
        ratio, count, items = self.whole.class_terms - shared
        excess = ratio * rest.words - count - items * (rest.documents - 1)
        return np.array([excess, count * (1 - rest.concentration)]) * (rest.documents > 1)


@dataclass(frozen=True)
class GroupCounts:
    """All items in every group; one entry per group and item that occurs there, groups in order."""

    items: int
    words: Ints
    """What each group's rates are per: (groups,)."""
    parts: Ints
    """Segments of each group that have words: (groups,)."""
    size: Ints
    """Documents of each group that have words: (groups,)."""
    words_squared: Ints
    """Sum over each group's documents of words²: (groups,)."""
    bounds: Ints
    """Where each group's entries begin, and the end: (groups + 1,)."""
    item: Ints
    count: Ints
    squares: Floats
    document_squares: Floats
    documents: Ints
    """Documents of the group that have the item."""
    in_document: Ints
    """Occurrences in the one document that has most of them."""
    in_passage: Ints
    """Occurrences in the run of neighbouring segments that has most of them."""
    dp: Floats
    """Deviation of proportions over the group's segments."""

    def side(self, group: int) -> Side:
        """Look at one group.

        Parameters
        ----------
        group
            Its number.

        Returns
        -------
        Side
            With the items that it has.
        """
        own = slice(self.bounds[group], self.bounds[group + 1])
        return Side(
            item=self.item[own],
            count=self.count[own],
            squares=self.squares[own],
            words=int(self.words[group]),
            parts=int(self.parts[group]),
            document_squares=self.document_squares[own],
            documents=int(self.size[group]),
            words_squared=int(self.words_squared[group]),
        )

    def whole(self) -> Side:
        """Look at all groups together.

        Returns
        -------
        Side
            Their sums.
        """
        count, squares, document_squares = (
            np.bincount(self.item, weights=part, minlength=self.items).astype(np.float64)
            for part in (self.count, self.squares, self.document_squares)
        )
        return Side(
            item=np.arange(self.items),
            count=np.rint(count).astype(np.int64),
            squares=squares,
            words=int(self.words.sum()),
            parts=int(self.parts.sum()),
            document_squares=document_squares,
            documents=int(self.size.sum()),
            words_squared=int(self.words_squared.sum()),
        )

    def entries(self, group: int, items: Ints) -> Ints:
        """Find the entries of a group for some items.

        Parameters
        ----------
        group
            Its number.
        items
            The items.

        Returns
        -------
        ndarray of int64
            One per item; -1 where the group lacks it.
        """
        own = slice(self.bounds[group], self.bounds[group + 1])
        place = np.full(self.items, -1, dtype=np.int64)
        place[self.item[own]] = np.arange(own.start, own.stop)
        return place[items]


def side_of(table: sparse.csr_array, sizes: Ints, *, doc: Ints) -> Side:
    """Sum up a table as one body of text.

    Parameters
    ----------
    table
        Occurrences: (segments, items).
    sizes
        Words of each segment: (segments,).
    doc
        Document of each segment: (segments,), in order.

    Returns
    -------
    Side
        All segments together.
    """
    alone = np.zeros(len(sizes), dtype=np.int64)
    return group_counts(table, sizes, group=alone, doc=doc, groups=1, passage=1).side(0)


def group_counts(
    table: sparse.csr_array,
    sizes: Ints,
    *,
    group: Ints,
    doc: Ints,
    groups: int,
    passage: int,
) -> GroupCounts:
    """Sum up a table by groups.

    Parameters
    ----------
    table
        Occurrences: (segments, items), segments in the order of the documents.
    sizes
        Words of each segment, or what else the rates are per: (segments,).
    group, doc
        Group and document of each segment: (segments,).
    groups
        Number of groups.
    passage
        Neighbouring segments that make a passage.

    Returns
    -------
    GroupCounts
        About 80 bytes per group and item that occurs in it; while it is made, 60 bytes per cell of
        the table.
    """
    items = table.shape[1]
    words = np.bincount(group, weights=sizes, minlength=groups).astype(np.int64)
    cells = _in_order(table, group, groups=groups)
    part, item, count = cells.row.astype(np.int64), cells.col.astype(np.int64), cells.data
    new = (np.diff(group[part], prepend=-1) != 0) | (np.diff(item, prepend=-1) != 0)
    runs = np.flatnonzero(new)
    of_group, of_item = group[part[runs]], item[runs]
    total = _sums(np.add, count, runs)
    new_doc = new | (np.diff(doc[part], prepend=-1) != 0)
    doc_runs = np.flatnonzero(new_doc)
    in_doc, first_doc = _sums(np.add, count, doc_runs), np.flatnonzero(new[doc_runs])
    doc_words, doc_group = np.bincount(doc, weights=sizes), np.zeros(doc.max(initial=-1) + 1, int)
    doc_group[doc] = group
    excess = count / np.repeat(total, np.diff(runs, append=len(part)))
    excess -= sizes[part] / words[group[part]]
    return GroupCounts(
        items=items,
        words=words,
        parts=np.bincount(group[sizes > 0], minlength=groups).astype(np.int64),
        size=np.bincount(doc_group[doc_words > 0], minlength=groups).astype(np.int64),
        words_squared=np.bincount(doc_group, doc_words**2, minlength=groups).astype(np.int64),
        bounds=np.searchsorted(of_group, np.arange(groups + 1)).astype(np.int64),
        item=of_item,
        count=total,
        squares=_sums(np.add, count**2 / sizes[part], runs),
        document_squares=_sums(np.add, in_doc**2 / doc_words[doc[part[doc_runs]]], first_doc),
        documents=_sums(np.add, new_doc.astype(np.int64), runs),
        in_document=_sums(np.maximum, in_doc, first_doc),
        in_passage=_sums(
            np.maximum, _passages(count, part, np.cumsum(new_doc), length=passage), runs
        ),
        dp=_sums(np.add, np.maximum(excess, 0), runs),
    )


def _chi_squared(squares: Floats, count: Ints, words: int) -> Floats:
    """Pearson's, of counts over parts against the parts' words; 0 for an item without any."""
    return squares * words / np.maximum(count, 1) - count


def _in_order(table: sparse.csr_array, group: Ints, *, groups: int) -> sparse.coo_array:
    """The cells by group, then by item, then by segment: two passes, without sorting."""
    by_item = table.tocsc()
    places = np.arange(by_item.nnz)
    shape = (groups, table.shape[1])
    by_group = sparse.csc_array((places, group[by_item.indices], by_item.indptr), shape=shape)
    order = by_group.tocsr().data
    cells = by_item.tocoo()
    return sparse.coo_array(
        (cells.data[order], (cells.row[order], cells.col[order])), shape=table.shape
    )


def _passages(count: Ints, part: Ints, run: Ints, *, length: int) -> Ints:
    """For each cell, what stands in its segment and in the next few of the same document."""
    inside = count.copy()
    for step in range(1, length):
        near = (run[step:] == run[:-step]) & (part[step:] - part[:-step] < length)
        inside[:-step] += np.where(near, count[step:], 0)
    return inside


def _sums(operation: np.ufunc, values: npt.NDArray[Kind], runs: Ints) -> npt.NDArray[Kind]:
    """Reduce runs of values to one each; no runs, no values."""
    reduced: npt.NDArray[Kind] = operation.reduceat(values, runs) if len(runs) else values[:0]
    return reduced


class _Lookup:
    """Where some items stand among those that a side lists."""

    def __init__(self, items: Ints, listed: Ints) -> None:
        self.place: Ints = items
        self.lacks: npt.NDArray[np.bool_] | None = None
        if not len(listed) or listed[-1] != len(listed) - 1 or items.max(initial=0) > listed[-1]:
            self.place = np.minimum(np.searchsorted(listed, items), max(len(listed) - 1, 0))
            self.lacks = np.append(listed, -1)[self.place] != items

    def of(self, column: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
        """The values of a column for the items; 0 for one that is not listed."""
        values = column[self.place] if len(column) else np.zeros(len(self.place), column.dtype)
        if self.lacks is not None:
            values[self.lacks] = 0
        return values
