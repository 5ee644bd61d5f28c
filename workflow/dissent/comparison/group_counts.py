"""How often does each item occur in each group of documents, and how much does it clump there?

Everything that is said of groups comes from these sums, made in one pass over the cells of a table
of segments that are not zero; a group against the rest, or against another group, is then only
arithmetic on them.
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from scipy import sparse

from dissent.comparison.sides import Side

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Kind = TypeVar("Kind", bound=np.generic)


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
