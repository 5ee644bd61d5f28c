"""How does the rate of a theme change with time, as far as the documents can tell?

A document's date is often only known within bounds, so a document counts at all its possible dates
alike. Dates are years with decimals: 1921.5 is the middle of 1921.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from dissent.statistics.groups import weighted_rate

Floats = NDArray[np.float64]

BANDWIDTHS = 20
"""So many bandwidths are tried, ..."""
NARROWEST = 1 / 30
"""... in equal ratios, from this part of the documents' span of time up to the whole of it."""
CELLS = 1_000
"""In choosing the bandwidth, dates nearer than this part of the span count as one."""
UNDERSMOOTHED = 0.7
"""The best predicting bandwidth is narrowed to this part, so that what smoothing flattens is small
beside the band."""
DOCUMENTS_AT_LEAST = 3.0
"""Where fewer documents (effective number) bear on a point, the line has a gap, ..."""
MAY_BE_THIN = 0.1
"""... which may be so at this part of the documents' own dates; ..."""
REACH = 1.0
"""... and so it has where the documents' weights do not sum to that of one at the very point."""


@dataclass(frozen=True)
class Trend:
    """A smoothed rate at the points of a grid, with its pointwise band."""

    rate: Floats
    """Hits per word, (points, units); ``nan`` in a gap."""
    low: Floats
    """Lower end of the band, (points, units)."""
    high: Floats
    """Upper end of the band, (points, units)."""
    documents: Floats
    """Effective number of documents, (points,)."""


def smoothed_trend(
    hits: ArrayLike,
    words: ArrayLike,
    *,
    earliest: ArrayLike,
    latest: ArrayLike,
    grid: ArrayLike,
    bandwidth: float,
    level: float = 0.95,
) -> Trend:
    """Rate of each unit through time, smoothed, with a band that holds the dates' uncertainty.

    Nadaraya-Watson regression of hits on words with a Gaussian kernel K of standard deviation b:
    R(t) = sum of w_i(t) h_i / sum of w_i(t) n_i, where the weight w_i(t) is the mean of
    K((t - s) / b) over all moments s from the document's earliest to its latest date. The band is
    :func:`dissent.statistics.groups.weighted_rate` with these weights and the means of K^2 for
    their squares, which gives the variance of a resampling of documents as wholes in which every
    document drawn gets a date drawn evenly between its bounds. It holds at each point by itself,
    not along the whole line; it speaks of the smoothed rate, in which peaks and dips narrower than
    the bandwidth are flattened.

    Parameters
    ----------
    hits
        Hits, shape (documents, units), integers.
    words
        Words of each document, shape (documents,), integers.
    earliest, latest
        Bounds of each document's date in years, shape (documents,).
    grid
        Moments in years, shape (points,).
    bandwidth
        b, in years, above 0.
    level
        Confidence level of the band at each point, between 0 and 1.

    Returns
    -------
    Trend
        With ``nan`` where the effective number of documents is below ``DOCUMENTS_AT_LEAST``, and in
        times without documents, where the weights w_i sum to less than ``REACH``.

    Raises
    ------
    ValueError
        If the shapes do not fit, a number is negative, a date ends before it begins, or the level
        is not between 0 and 1.

    Notes
    -----
    In simulations with 20, 40 and 300 documents of unequal length over 40 years, with the bandwidth
    of :func:`choose_bandwidth`, 95 % bands hold a rate that does not change at 92 to 95 % of the
    points, and one that rises evenly from a fifth of its mean to nine fifths at 89 to 94 %. One
    that goes up and down by six tenths every 20 years they hold at 93 % of the points with 300
    documents, but only at 68 to 82 % with 20 and 40, from which such a wave cannot be made out.

    References
    ----------
    Nadaraya, E. A. (1964). On estimating regression. Theory of Probability and Its Applications
    9(1), 141-142; Watson, G. S. (1964). Smooth regression analysis. Sankhya A 26(4), 359-372.
    """
    table = np.asarray(hits)
    begin, end = _bounds(earliest, latest)
    points = np.asarray(grid, dtype=np.float64)
    shape = (points.size, table.shape[1])
    rate, low, high = (np.full(shape, np.nan) for _ in range(3))
    trend = Trend(rate, low, high, documents=np.zeros(points.size))
    for place, point in enumerate(points):
        weights = _mean_kernel(point, begin, end, bandwidth)
        # The square of a Gaussian kernel is one of a bandwidth smaller by the root of two.
        squares = _mean_kernel(point, begin, end, bandwidth / np.sqrt(2))
        found = weighted_rate(table, words, weights=weights, squares=squares, level=level)
        trend.documents[place] = found[3]
        if found[3] >= DOCUMENTS_AT_LEAST and weights.sum() >= REACH:
            rate[place], low[place], high[place] = found[:3]
    return trend


def choose_bandwidth(
    hits: ArrayLike, words: ArrayLike, *, earliest: ArrayLike, latest: ArrayLike
) -> Floats:
    """Bandwidth of each unit's trend: seven tenths of the one that best predicts each document.

    Leave-one-document-out cross-validation: of ``BANDWIDTHS`` bandwidths, the one with the smallest
    sum of (h_i - n_i R_without_i(t_i))^2 / n_i, the squared error of the rate weighted by words,
    with t_i the middle of the document's possible dates; the widest where several are as good.
    Bandwidths so narrow that the line would have a gap at more than one document of ten are not
    considered. What predicts best flattens too much for a band, which is why it is narrowed
    (``UNDERSMOOTHED``).

    Parameters
    ----------
    hits
        Hits, shape (documents, units), integers.
    words
        Words of each document, shape (documents,), integers.
    earliest, latest
        Bounds of each document's date in years, shape (documents,).

    Returns
    -------
    float64 array, shape (units,), years; ``nan`` where all documents have the same date.

    Raises
    ------
    ValueError
        If a date ends before it begins.

    References
    ----------
    Stone, M. (1974). Cross-validatory choice and assessment of statistical predictions. Journal of
    the Royal Statistical Society B 36(2), 111-147. Narrowing: Hall, P. (1992). Effect of bias
    estimation on coverage accuracy of bootstrap confidence intervals for a probability density.
    Annals of Statistics 20(2), 675-694.
    """
    table, sizes = np.asarray(hits, dtype=np.float64), np.asarray(words, dtype=np.float64)
    begin, end = _bounds(earliest, latest)
    middle = (begin + end) / 2
    span = float(np.ptp(middle)) if middle.size else 0.0
    if not span > 0:
        return np.full(table.shape[1], np.nan)
    kept = sizes > 0
    table, sizes = table[kept], sizes[kept, np.newaxis]
    cells, cell = np.unique(
        np.round((middle[kept] - middle.min()) / span * CELLS), return_inverse=True
    )
    summed = np.zeros((cells.size, table.shape[1] + 2))
    np.add.at(summed, cell, np.hstack([table, sizes, sizes**2]))
    distance = (cells[:, np.newaxis] - cells) / CELLS
    tried = np.geomspace(1, NARROWEST, BANDWIDTHS)
    error = np.array([_error(table, sizes, cell, summed, distance / share) for share in tried])
    return np.asarray(UNDERSMOOTHED * span * tried[np.argmin(error, axis=0)], dtype=np.float64)


def time_grid(earliest: ArrayLike, latest: ArrayLike, *, points: int = 60) -> Floats:
    """Moments at which a trend is drawn, from the first document to the last.

    Parameters
    ----------
    earliest, latest
        Bounds of each document's date in years, shape (documents,), not empty.
    points
        How many.

    Returns
    -------
    float64 array, shape (points,), years, evenly spaced from the middle of the first date to the
    middle of the last.

    Raises
    ------
    ValueError
        If a date ends before it begins.
    """
    begin, end = _bounds(earliest, latest)
    middle = (begin + end) / 2
    return np.linspace(middle.min(), middle.max(), points)


def _error(
    table: Floats, sizes: Floats, cell: NDArray[np.intp], summed: Floats, distance: Floats
) -> Floats:
    """Weighted squared error of each unit in predicting every document from the others.

    `summed` has the hits, words and squared words of each cell; `distance` is in bandwidths.
    """
    near = (np.exp(-(distance**2) / 2) @ summed[:, :-1])[cell]
    others = near[:, -1:] - sizes
    with np.errstate(divide="ignore", invalid="ignore"):
        predicted = (near[:, :-1] - table) / others
    error = ((table - sizes * predicted) ** 2 / sizes).sum(axis=0)
    narrowed = np.exp(-((distance / UNDERSMOOTHED) ** 2) / 2)
    documents = (narrowed @ summed[:, -2]) ** 2 / (narrowed**2 @ summed[:, -1])
    thin = np.mean(documents[cell] < DOCUMENTS_AT_LEAST) > MAY_BE_THIN
    # Less than a word of all others together is what rounding leaves of none.
    return np.asarray(np.where(thin or (others < 1).any(), np.inf, error), dtype=np.float64)


def _mean_kernel(point: float, begin: Floats, end: Floats, bandwidth: float) -> Floats:
    """Mean of exp(-((point - s) / bandwidth)^2 / 2) over s between two bounds."""
    low, high = (begin - point) / bandwidth, (end - point) / bandwidth
    # On the left side the normal distribution function keeps its digits.
    right = low + high > 0
    low, high = np.where(right, -high, low), np.where(right, -low, high)
    width = high - low
    area = np.sqrt(2 * np.pi) * (special.ndtr(high) - special.ndtr(low))
    point_like = np.exp(-((low + high) ** 2) / 8)
    return np.where(width > 1e-6, area / np.maximum(width, 1e-6), point_like)


def _bounds(earliest: ArrayLike, latest: ArrayLike) -> tuple[Floats, Floats]:
    begin, end = np.asarray(earliest, dtype=np.float64), np.asarray(latest, dtype=np.float64)
    if begin.shape != end.shape or np.any(end < begin):
        raise ValueError("a date ends before it begins")
    return begin, end
