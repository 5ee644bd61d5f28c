"""How evenly is a word spread over the parts of a corpus, and how strongly does it clump?

``counts`` holds one row per part (document, segment) and one column per item (word, theme), dense
or scipy.sparse; ``sizes`` holds the words of each part. Only the cells that are not zero are
looked at, so a vocabulary of tens of thousands over thousands of parts needs no dense matrix.
Parts without words are left out, as if they were not there.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from dissent.statistics.cells import Cells, Counts, Floats, Ints, cells_of, split_by_group


@dataclass(frozen=True)
class Dispersions:
    """The dispersion of each item over the parts of one group: arrays of equal length.

    `group` and `item` are numbers, as given; `count`, `parts` (with words) and `range` are
    integers; the others are what the functions of their names give.
    """

    group: Ints
    item: Ints
    count: Ints
    parts: Ints
    range: Ints
    dp: Floats
    dp_norm: Floats
    juilland_d: Floats
    rosengren_s: Floats
    carroll_d2: Floats
    kld: Floats


def within_groups(
    counts: Counts, sizes: ArrayLike, groups: ArrayLike, *, min_count: int = 1
) -> Dispersions:
    """All measures of each item within each group of parts (the segments of each document).

    The same as each measure's own function on the group's rows alone, in one pass over all groups.

    Parameters
    ----------
    counts
        Occurrences, shape (parts, items), dense or sparse.
    sizes
        Words of each part, shape (parts,).
    groups
        Number of each part's group, shape (parts,), integers from 0; the parts of a group stand
        together, in the order of the groups.
    min_count
        Occurrences in a group that an item needs there to be measured, at least 1.

    Returns
    -------
    Dispersions
        One entry per item and group with enough occurrences, by item, then by group.

    Raises
    ------
    ValueError
        If the shapes do not fit, a number is negative, a part has occurrences but no words, or the
        groups do not stand in their order.
    """
    cells = cells_of(counts, sizes)
    group = np.asarray(groups, dtype=np.int64)
    if group.shape != cells.size.shape or np.any(np.diff(group, prepend=0) < 0):
        raise ValueError("groups must have one number per part, in their order from 0")
    cells, item, own_group = split_by_group(cells, group, min_count=min_count)
    return Dispersions(
        group=own_group,
        item=item,
        count=cells.total.astype(np.int64),
        parts=cells.parts,
        range=cells.occupied,
        dp=_dp(cells),
        dp_norm=_dp_norm(cells),
        juilland_d=_juilland_d(cells),
        rosengren_s=_rosengren_s(cells),
        carroll_d2=_carroll_d2(cells),
        kld=_kld(cells),
    )


def document_range(counts: Counts) -> Ints:
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
    return cells_of(counts).occupied


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
    return _dp(cells_of(counts, sizes))


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
    return _dp_norm(cells_of(counts, sizes))


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
    return _juilland_d(cells_of(counts, sizes))


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
    return _rosengren_s(cells_of(counts, sizes))


def carroll_d2(counts: Counts, sizes: ArrayLike) -> Floats:
    """Carroll's D2: 1 is perfectly even, 0 is all in one part.

    The entropy of the parts' shares in the item, -sum of p log p, divided by the logarithm of the
    number of parts. VARIANT: p is the part's share of the item's RATES (count / size), not of its
    counts, so parts may differ in size; with equal parts the two are the same.

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
    Carroll, J. B. (1970). An alternative to Juilland's usage coefficient for lexical frequencies,
    and a proposal for a standard frequency index. Computer Studies in the Humanities and Verbal
    Behavior 3(2), 61-65.
    """
    return _carroll_d2(cells_of(counts, sizes))


def kld(counts: Counts, sizes: ArrayLike) -> Floats:
    """Kullback-Leibler divergence KLD: 0 is perfectly even; the more it clumps, the larger.

    The sum over the parts of v log2(v / s), in bits, with v the part's share of the item's
    occurrences and s the part's share of all words; parts without an occurrence add nothing.
    VARIANT: not standardised, so its largest value is log2(1 / min(s)). In use to bring it into 0
    to 1 are KLD / (1 + KLD), 1 - e^-KLD and 1 - 2^-KLD (Gries 2024); the R package tlda takes the
    first, and by default turns it round: 1 / (1 + KLD).

    Parameters
    ----------
    counts
        Occurrences, shape (parts, items), dense or sparse.
    sizes
        Words of each part, shape (parts,).

    Returns
    -------
    float64 array, shape (items,), bits, at least 0; ``nan`` for an item that never occurs.

    Raises
    ------
    ValueError
        If the shapes do not fit, a number is negative, or a part has occurrences but no words.

    References
    ----------
    Gries, S. Th. (2020). Analyzing dispersion. In M. Paquot and S. Th. Gries (eds), A practical
    handbook of corpus linguistics. Cham: Springer, 99-118. Gries, S. Th. (2024). Frequency,
    dispersion, association, and keyness. Amsterdam: Benjamins, 90-92, for the standardisations.
    """
    return _kld(cells_of(counts, sizes))


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
    cells = cells_of(counts, sizes)
    squares = cells.sum_by_item(cells.count**2 / cells.cell_share)
    return overdispersion_of_sums(cells.total, 1, squares, cells.parts)


def overdispersion_of_sums(
    count: ArrayLike, words: ArrayLike, squares: ArrayLike, parts: ArrayLike
) -> Floats:
    """Overdispersion phi of a word among parts of which only sums are at hand.

    Pearson's chi-squared of the word's counts x against its total spread by the size n of the
    parts, divided by parts - 1: (W / X * sum(x^2 / n) - X) / (k - 1), at least 1. It is
    :func:`overdispersion`, from sums that add up over groups of documents and can be taken off
    again, so that each group's rest needs no count of its own.

    Parameters
    ----------
    count
        X, occurrences of the word in all parts; broadcastable.
    words
        W, words of all parts.
    squares
        Sum over the parts of the word's squared occurrences divided by the part's words.
    parts
        k, number of parts that have words.

    Returns
    -------
    float64 array of the broadcast shape, at least 1; exactly 1 where the word never occurs and
    where there are fewer than two parts.

    References
    ----------
    McCullagh, P. and Nelder, J. A. (1989). Generalized linear models. 2nd ed. London: Chapman and
    Hall: the moment estimator of the dispersion parameter, for a model with only a mean.
    """
    total, size, squared, number = (
        np.asarray(given, dtype=np.float64) for given in (count, words, squares, parts)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        phi = (size * squared / total - total) / (number - 1)
    return np.where((total > 0) & (number > 1), np.maximum(phi, 1.0), 1.0)


def _dp(cells: Cells) -> Floats:
    return cells.defined(cells.sum_by_item(np.maximum(cells.own_share - cells.cell_share, 0)))


def _dp_norm(cells: Cells) -> Floats:
    return cells.compared(_dp(cells) / cells.compared(1 - cells.least_share))


def _juilland_d(cells: Cells) -> Floats:
    rate = cells.count / cells.size[cells.part]
    with np.errstate(divide="ignore", invalid="ignore"):
        mean = cells.sum_by_item(rate) / cells.parts
        squares = cells.sum_by_item((rate - mean[cells.item]) ** 2)
        squares += (cells.parts - cells.occupied) * mean**2
        variation = np.sqrt(squares / cells.parts) / mean
        return cells.compared(np.maximum(1 - variation / np.sqrt(cells.parts - 1), 0))


def _rosengren_s(cells: Cells) -> Floats:
    roots = cells.sum_by_item(np.sqrt(cells.cell_share * cells.count))
    with np.errstate(invalid="ignore"):
        return cells.defined(roots**2 / cells.total)


def _carroll_d2(cells: Cells) -> Floats:
    rate = cells.count / cells.size[cells.part]
    own = rate / cells.sum_by_item(rate)[cells.item]
    with np.errstate(divide="ignore", invalid="ignore"):
        return cells.compared(cells.sum_by_item(own * -np.log2(own)) / np.log2(cells.parts))


def _kld(cells: Cells) -> Floats:
    bits = cells.sum_by_item(cells.own_share * np.log2(cells.own_share / cells.cell_share))
    return cells.defined(np.maximum(bits, 0))
