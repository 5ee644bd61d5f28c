"""How evenly is a word spread over the parts of a corpus, and how strongly does it clump?

``counts`` holds one row per part (document, segment) and one column per item (word, theme), dense
or scipy.sparse; ``sizes`` holds the words of each part. Only the cells that are not zero are
looked at, so a vocabulary of tens of thousands over thousands of parts needs no dense matrix.
Parts without words are left out, as if they were not there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

Floats = NDArray[np.float64]
Counts = ArrayLike | sparse.sparray | sparse.spmatrix


def document_range(counts: Counts) -> NDArray[np.int64]:
    """Range: the number of parts in which each item occurs at all.

    Parameters
    ----------
    counts
        Occurrences, shape (parts, items), dense or sparse.

    Returns
    -------
    int64 array, shape (items,).

    Raises
    ------
    ValueError
        If the counts are not two-dimensional or one is negative.
    """
    cells = _cells(counts)
    return np.bincount(cells.item, minlength=cells.items).astype(np.int64)


def dp(counts: Counts, sizes: ArrayLike) -> Floats:
    """Gries's deviation of proportions DP: 0 is as even as can be, near 1 is all in one small part.

    Half the sum over the parts of |v - s|, with v the part's share of the item's occurrences and
    s the part's share of all words. Computed as the sum of the positive v - s, which is the same
    number because both kinds of share sum to 1. NOT the normalised form (:func:`dp_norm`), and not
    the modification of Egbert, Burch and Biber (2020).

    Parameters
    ----------
    counts
        Occurrences, shape (parts, items), dense or sparse.
    sizes
        Words of each part, shape (parts,).

    Returns
    -------
    float64 array, shape (items,), from 0 to 1 - min(s); ``nan`` for an item that never occurs.

    Raises
    ------
    ValueError
        If the shapes do not fit, a number is negative, or a part has occurrences but no words.

    References
    ----------
    Gries, S. Th. (2008). Dispersions and adjusted frequencies in corpora. International Journal of
    Corpus Linguistics 13(4), 403-437.
    """
    cells = _cells(counts, sizes)
    with np.errstate(invalid="ignore"):
        excess = cells.count / cells.total[cells.item] - cells.share[cells.part]
    return cells.defined(cells.sum_by_item(np.maximum(excess, 0)))


def dp_norm(counts: Counts, sizes: ArrayLike) -> Floats:
    """DP divided by its largest possible value, so that it reaches 1: DP / (1 - min(s)).

    Parameters
    ----------
    counts
        Occurrences, shape (parts, items), dense or sparse.
    sizes
        Words of each part, shape (parts,).

    Returns
    -------
    float64 array, shape (items,), from 0 to 1; ``nan`` for an item that never occurs and where
    there are fewer than two parts with words.

    Raises
    ------
    ValueError
        If the shapes do not fit, a number is negative, or a part has occurrences but no words.

    References
    ----------
    Lijffijt, J. and Gries, S. Th. (2012). Correction to Stefan Th. Gries' "Dispersions and
    adjusted frequencies in corpora". International Journal of Corpus Linguistics 17(1), 147-149.
    """
    deviation = dp(counts, sizes)
    whole = np.asarray(sizes, dtype=np.float64)
    whole = whole[whole > 0]
    if whole.size < 2:
        return np.full(deviation.shape, np.nan)
    return np.asarray(deviation / (1 - whole.min() / whole.sum()), dtype=np.float64)


def juilland_d(counts: Counts, sizes: ArrayLike) -> Floats:
    """Juilland's D: 1 is perfectly even, 0 is all in one part.

    1 - V / sqrt(parts - 1), with V the coefficient of variation of the item's relative frequencies
    in the parts. VARIANT: the POPULATION standard deviation (divisor: parts), on PROPORTIONS
    (count / size), so parts may differ in size.

    Parameters
    ----------
    counts
        Occurrences, shape (parts, items), dense or sparse.
    sizes
        Words of each part, shape (parts,).

    Returns
    -------
    float64 array, shape (items,), from 0 to 1; ``nan`` for an item that never occurs and where
    there are fewer than two parts with words.

    Raises
    ------
    ValueError
        If the shapes do not fit, a number is negative, or a part has occurrences but no words.

    References
    ----------
    Juilland, A., Brodin, D. and Davidovitch, C. (1970). Frequency dictionary of French words. The
    Hague: Mouton. As given for parts of unequal size in Gries (2008), see :func:`dp`.
    """
    cells = _cells(counts, sizes)
    if cells.parts < 2:
        return np.full(cells.items, np.nan)
    rate = cells.count / cells.size[cells.part]
    mean = cells.sum_by_item(rate) / cells.parts
    empty_parts = cells.parts - np.bincount(cells.item, minlength=cells.items)
    squares = cells.sum_by_item((rate - mean[cells.item]) ** 2) + empty_parts * mean**2
    with np.errstate(invalid="ignore"):
        variation = np.sqrt(squares / cells.parts) / mean
    return cells.defined(np.maximum(1 - variation / np.sqrt(cells.parts - 1), 0))


def rosengren_s(counts: Counts, sizes: ArrayLike) -> Floats:
    """Rosengren's S: 1 is perfectly even, the smallest part's share is the least possible.

    (sum over the parts of sqrt(s * f))^2 / f, with s the part's share of all words, f the item's
    count in the part and, outside, in all parts: the form for parts of unequal size.

    Parameters
    ----------
    counts
        Occurrences, shape (parts, items), dense or sparse.
    sizes
        Words of each part, shape (parts,).

    Returns
    -------
    float64 array, shape (items,); ``nan`` for an item that never occurs.

    Raises
    ------
    ValueError
        If the shapes do not fit, a number is negative, or a part has occurrences but no words.

    References
    ----------
    Rosengren, I. (1971). The quantitative concept of language and its relation to the structure of
    frequency dictionaries. Etudes de linguistique appliquee (N.S.) 1, 103-127. As given in Gries
    (2008), see :func:`dp`.
    """
    cells = _cells(counts, sizes)
    roots = cells.sum_by_item(np.sqrt(cells.share[cells.part] * cells.count))
    with np.errstate(invalid="ignore"):
        return cells.defined(roots**2 / cells.total)


def overdispersion(counts: Counts, sizes: ArrayLike) -> Floats:
    """Overdispersion phi: how many times larger than Poisson the variance between the parts is.

    Pearson's chi-squared of the item's counts against its total spread by the size of the parts,
    divided by parts - 1. Values below 1 are set to 1, so that clumping can widen an interval and
    evenness never narrows it.

    Parameters
    ----------
    counts
        Occurrences, shape (parts, items), dense or sparse; the parts are usually segments.
    sizes
        Words of each part, shape (parts,).

    Returns
    -------
    float64 array, shape (items,), at least 1; exactly 1 for an item that never occurs and where
    there are fewer than two parts with words.

    Raises
    ------
    ValueError
        If the shapes do not fit, a number is negative, or a part has occurrences but no words.

    References
    ----------
    McCullagh, P. and Nelder, J. A. (1989). Generalized linear models. 2nd ed. London: Chapman and
    Hall: the moment estimator of the dispersion parameter, for a model with only a mean.
    """
    cells = _cells(counts, sizes)
    if cells.parts < 2:
        return np.ones(cells.items)
    with np.errstate(invalid="ignore"):
        scaled = cells.count**2 / (cells.total[cells.item] * cells.share[cells.part])
    chi_squared = cells.sum_by_item(scaled) - cells.total
    return np.maximum(chi_squared / (cells.parts - 1), 1.0)


@dataclass(frozen=True)
class _Cells:
    """The cells that are not zero, and the margins of the table they come from."""

    part: NDArray[np.int64]
    item: NDArray[np.int64]
    count: Floats
    items: int
    size: Floats

    @property
    def parts(self) -> int:
        return int(np.count_nonzero(self.size > 0))

    @property
    def share(self) -> Floats:
        return self.size / max(float(self.size.sum()), 1.0)

    @property
    def total(self) -> Floats:
        return self.sum_by_item(self.count)

    def sum_by_item(self, values: Floats) -> Floats:
        sums = np.bincount(self.item, weights=values, minlength=self.items)
        return np.asarray(sums, dtype=np.float64)

    def defined(self, values: Floats) -> Floats:
        """The values, and nan for items that never occur."""
        return np.where(self.total > 0, values, np.nan)


def _cells(counts: Counts, sizes: ArrayLike | None = None) -> _Cells:
    """The non-zero cells of dense or sparse counts, checked against the sizes."""
    table = counts if sparse.issparse(counts) else np.asarray(counts)
    if table.ndim != 2:
        raise ValueError(f"counts must have two dimensions (parts, items), not {table.ndim}")
    cells = sparse.coo_array(table, copy=True)
    cells.sum_duplicates()
    cells.eliminate_zeros()
    part, item = (axis.astype(np.int64) for axis in cells.coords)
    count = cells.data.astype(np.float64)
    parts, items = cells.shape
    size = np.ones(parts) if sizes is None else np.asarray(sizes, dtype=np.float64)
    if size.shape != (parts,):
        raise ValueError(f"sizes must have one entry per part: {parts}, not shape {size.shape}")
    if np.any(count < 0) or np.any(size < 0):
        raise ValueError("a count or a size is negative")
    if np.any(size[part] == 0):
        raise ValueError("a part has occurrences but no words")
    return _Cells(part=part, item=item, count=count, items=items, size=size)
