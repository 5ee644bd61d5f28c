"""How often does each item occur in each part: the cells that are not zero, and their margins.

What the measures of dispersion are computed from.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Counts = ArrayLike | sparse.sparray | sparse.spmatrix


@dataclass(frozen=True)
class Cells:
    """The cells that are not zero, by item and then by part, and the margins of their table."""

    part: Ints
    item: Ints
    count: Floats
    items: int
    size: Floats
    """Words of each part."""
    share: Floats
    """Each part's share of the words of all parts that its items are spread over."""
    parts: Ints
    """Parts with words that each item is spread over."""
    least_share: Floats
    """The smallest share of these parts."""

    @cached_property
    def total(self) -> Floats:
        """Occurrences of each item."""
        return self.sum_by_item(self.count)

    @cached_property
    def occupied(self) -> Ints:
        """Parts in which each item occurs."""
        return np.bincount(self.item, minlength=self.items).astype(np.int64)

    @cached_property
    def own_share(self) -> Floats:
        """Share of its item's occurrences that each cell has."""
        return np.asarray(self.count / self.total[self.item], dtype=np.float64)

    @cached_property
    def cell_share(self) -> Floats:
        """Share of the words that each cell's part has."""
        return self.share[self.part]

    def sum_by_item(self, values: Floats) -> Floats:
        """Sums over the cells of each item."""
        sums = np.bincount(self.item, weights=values, minlength=self.items)
        return np.asarray(sums, dtype=np.float64)

    def defined(self, values: Floats) -> Floats:
        """The values, and nan for items that never occur."""
        return np.where(self.total > 0, values, np.nan)

    def compared(self, values: Floats) -> Floats:
        """The values, and nan for items that never occur or have only one part to occur in."""
        return np.where((self.total > 0) & (self.parts > 1), values, np.nan)


def cells_of(counts: Counts, sizes: ArrayLike | None = None) -> Cells:
    """Find the cells of dense or sparse counts, and check them.

    Parameters
    ----------
    counts
        Occurrences, shape (parts, items), dense or sparse; not changed.
    sizes
        Words of each part, shape (parts,); the same for all parts where None.

    Returns
    -------
    Cells

    Raises
    ------
    ValueError
        If the shapes do not fit, a number is negative, or a part has occurrences but no words.
    """
    part, item, count, (parts, items) = _not_zero(counts)
    size = np.ones(parts) if sizes is None else np.asarray(sizes, dtype=np.float64)
    if size.shape != (parts,):
        raise ValueError(f"sizes must have one entry per part: {parts}, not shape {size.shape}")
    if np.any(count < 0) or np.any(size < 0):
        raise ValueError("a count or a size is negative")
    if np.any(size[part] == 0):
        raise ValueError("a part has occurrences but no words")
    share = size / max(float(size.sum()), 1.0)
    return Cells(
        part=part,
        item=item,
        count=count,
        items=items,
        size=size,
        share=share,
        parts=np.full(items, np.count_nonzero(size), dtype=np.int64),
        least_share=np.full(items, share[size > 0].min(initial=1.0)),
    )


def split_by_group(cells: Cells, group: Ints, *, min_count: int) -> tuple[Cells, Ints, Ints]:
    """Take each pair of an item and a group of parts as an item of its own.

    Parameters
    ----------
    cells
        Of all groups.
    group
        Number of each part's group, shape (parts,), not falling.
    min_count
        Pairs with fewer occurrences are left out.

    Returns
    -------
    Cells
        Their items are the pairs, by item and then by group.
    item, group : int64 arrays, shape (pairs,)
        What each pair is made of.
    """
    cell_group = group[cells.part]
    new = np.ones(cells.item.size, dtype=bool)
    new[1:] = (cells.item[1:] != cells.item[:-1]) | (cell_group[1:] != cell_group[:-1])
    pair = np.cumsum(new) - 1
    often = np.bincount(pair, weights=cells.count) >= min_count
    kept = often[pair]
    item, own_group = cells.item[new][often], cell_group[new][often]
    share, parts, least_share = _margins_by_group(cells.size, group)
    split = Cells(
        part=cells.part[kept],
        item=(np.cumsum(often) - 1)[pair[kept]],
        count=cells.count[kept],
        items=item.size,
        size=cells.size,
        share=share,
        parts=parts[own_group],
        least_share=least_share[own_group],
    )
    return split, item, own_group


def _margins_by_group(size: Floats, group: Ints) -> tuple[Floats, Ints, Floats]:
    """Each part's share of its group's words; the parts of each group, and their least share."""
    groups = int(group.max(initial=-1)) + 1
    words = np.bincount(group, weights=size, minlength=groups)[group]
    share = np.divide(size, words, out=np.zeros_like(size), where=words > 0)
    there = size > 0
    least_share = np.ones(groups)
    np.minimum.at(least_share, group[there], share[there])
    parts = np.bincount(group[there], minlength=groups).astype(np.int64)
    return share, parts, least_share


def _not_zero(counts: Counts) -> tuple[Ints, Ints, Floats, tuple[int, int]]:
    """Part, item and count of the cells that are not zero, by item, then by part; and the shape."""
    if isinstance(counts, sparse.sparray | sparse.spmatrix):
        table = sparse.csc_array(counts, copy=True)
        table.sum_duplicates()
        table.eliminate_zeros()
        items = np.repeat(np.arange(table.shape[1]), np.diff(table.indptr))
        return table.indices.astype(np.int64), items, table.data.astype(np.float64), table.shape
    dense = np.asarray(counts)
    if dense.ndim != 2:
        raise ValueError(f"counts must have two dimensions (parts, items), not {dense.ndim}")
    item, part = np.nonzero(dense.T)
    return part, item, dense[part, item].astype(np.float64), dense.shape
