"""How likely is so large a difference, where a word is too rare for chi-squared to be close?"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import gammaln, xlogy

from dissent.statistics.contingency import checked, divergence

Floats = NDArray[np.float64]

# Tables of equal probability differ by rounding; this keeps them together (as in R's fisher.test).
EQUALLY_LIKELY = 1e-7
# ln n! - n ln n + n for the few n for which Stirling's series is not yet exact.
FEW: Floats = np.array([gammaln(n + 1) - xlogy(n, n) + n for n in range(16)])


def fisher_exact(
    count: ArrayLike, reference_count: ArrayLike, words: ArrayLike, reference_words: ArrayLike
) -> Floats:
    """Two-sided p of Fisher's exact test.

    The probability, with all margins of the table given, of every table that is no more likely
    than the one found (the two-sided rule of R and SciPy; doubling the smaller tail is another).
    The tails are summed outwards from their ends nearest to the middle until nothing more comes,
    so that large counts need no list of all possible tables.

    Parameters
    ----------
    count, reference_count, words, reference_words
        As in :func:`dissent.statistics.contingency.log_likelihood`; whole numbers.

    Returns
    -------
    float64 array of the broadcast shape, from 0 to 1; 1 where the word occurs nowhere or is the
    only one, ``nan`` where the group or the reference is empty.

    Raises
    ------
    ValueError
        If a count is negative or larger than its total.

    References
    ----------
    Fisher, R. A. (1934). Statistical methods for research workers. 5th ed. Edinburgh: Oliver and
    Boyd, section 21.02. Pedersen, T. (1996). Fishing for exactness. Proceedings of the
    South-Central SAS Users Group Conference, 188-200. Probabilities from the deviance and
    Stirling's remainder, after Loader, C. (2000). Fast and accurate computation of binomial
    probabilities. Murray Hill: Bell Laboratories.
    """
    table = checked(count, reference_count, words, reference_words)
    shape = np.broadcast_shapes(*(part.shape for part in table))
    a, b, n_a, n_b = (np.broadcast_to(part, shape).ravel() for part in table)
    item = a + b
    p = np.where((n_a > 0) & (n_b > 0), 1.0, np.nan)
    open_tables = np.flatnonzero((n_a > 0) & (n_b > 0) & (item > 0) & (item < n_a + n_b))
    # Seen from the side that has the word more, the other tail is always the lower one.
    swap = (a * n_b < b * n_a)[open_tables]
    sides = a[open_tables], b[open_tables], n_a[open_tables], n_b[open_tables]
    found = np.where(swap, sides[1], sides[0])
    draws = np.where(swap, sides[3], sides[2])
    margins = _Margins(item[open_tables], draws, sides[2] + sides[3])
    upper = margins.tail(found, upwards=True)
    lower = margins.tail(margins.mirror(found), upwards=False)
    p[open_tables] = np.minimum(upper + lower, 1)
    return p.reshape(shape)


class _Margins:
    """Tables with given margins: how likely each count in the first cell is (hypergeometric)."""

    def __init__(self, item: Floats, draws: Floats, total: Floats) -> None:
        self.item, self.draws, self.total = item, draws, total
        self.lowest = np.maximum(0, item + draws - total)
        self.highest = np.minimum(item, draws)
        remainder = _stirling(item) + _stirling(total - item) - _stirling(total)
        self.margin = remainder + _stirling(draws) + _stirling(total - draws)

    def log_probability(self, count: Floats, at: NDArray[np.int64] | slice = slice(None)) -> Floats:
        """Logarithm of the probability of a count, of all tables or of those at some places."""
        item, draws, total = self.item[at], self.draws[at], self.total[at]
        cells = count, item - count, draws - count, total - draws - item + count
        deviance = divergence(count, item - count, draws, total - draws)
        remainder = sum(_stirling(cell) for cell in cells)
        return np.asarray(self.margin[at] - remainder - deviance)

    def mirror(self, count: Floats) -> Floats:
        """The largest count below the middle that is no more likely than one above it.

        One below the lowest possible where there is none. Bisection: below the middle the
        probabilities rise.
        """
        limit = self.log_probability(count) + EQUALLY_LIKELY
        middle = np.floor((self.item + 1) * (self.draws + 1) / (self.total + 2))
        bottom, top = self.lowest - 1, np.minimum(middle, count - 1)
        at = np.flatnonzero(top > bottom)
        while at.size:
            probe = np.ceil((bottom[at] + top[at]) / 2)
            unlikely = self.log_probability(probe, at) <= limit[at]
            bottom[at] = np.where(unlikely, probe, bottom[at])
            top[at] = np.where(unlikely, top[at], probe - 1)
            at = at[top[at] > bottom[at]]
        return np.asarray(bottom)

    def tail(self, count: Floats, *, upwards: bool) -> Floats:
        """Probability of the count and of all beyond it, above or below."""
        inside = (count >= self.lowest) & (count <= self.highest)
        at = np.flatnonzero(inside)
        sums = np.zeros_like(count)
        k = count[at]
        term = np.exp(self.log_probability(k, at))
        while at.size:
            sums[at] += term
            item, draws, rest = self.item[at], self.draws[at], self.total[at]
            rest = rest - item - draws
            if upwards:
                ratio = (item - k) * (draws - k) / ((k + 1) * (rest + k + 1))
                k = k + 1
            else:
                ratio = k * (rest + k) / ((item - k + 1) * (draws - k + 1))
                k = k - 1
            term = term * ratio
            # What is still to come is less than a geometric series of this ratio.
            more = term > 1e-17 * sums[at] * np.maximum(1 - ratio, 1e-9)
            at, k, term = at[more], k[more], term[more]
        return sums


def _stirling(count: Floats) -> Floats:
    """ln n! - n ln n + n of whole numbers; unlike ln n! itself it loses no digits for large n."""
    small = count < len(FEW)
    n = np.where(small, len(FEW), count)
    square = 1 / n**2
    series = (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square / 1680))) / n
    large = 0.5 * np.log(2 * np.pi * n) + series
    return np.asarray(np.where(small, FEW[np.where(small, count, 0).astype(np.int64)], large))
