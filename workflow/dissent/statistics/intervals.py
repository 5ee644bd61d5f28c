"""How uncertain is a theme's rate in one document, and is the document long enough to tell?

The uncertainty is about a document's *passages*: the evidence comes from its segments (runs of
about 100 words), because hits clump and words are not independent. ``hits`` has one row per
segment and one column per unit (theme, category, lemma); rates are hits per word.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from dissent.statistics.arrays import floats
from dissent.statistics.negative_binomial import clumped_rate
from dissent.statistics.resampling import (
    block_bootstrap,
    block_length,
    block_sums,
    segment_table,
)

Floats = NDArray[np.float64]

BOOTSTRAP_SEGMENTS = 200
"""A document needs at least this many segments for the bootstrap, ..."""
BOOTSTRAP_HITS = 100
"""... and a unit at least this many hits; below either, a bootstrap covers too seldom in
simulations with clumped texts, and the interval is the negative binomial one."""


def exact_rate(
    hits: ArrayLike, words: ArrayLike, *, overdispersion: ArrayLike = 1.0, level: float = 0.95
) -> tuple[Floats, Floats]:
    """Interval for a rate from a count of hits, right also for few and for no hits.

    Garwood's exact interval for a Poisson mean, from quantiles of the gamma distribution, on the
    hits divided by the overdispersion phi: low = phi * gamma(alpha / 2; h / phi) and
    high = phi * gamma(1 - alpha / 2; h / phi + 1), per word. With phi = 1 it is the exact
    interval; with phi > 1 a quasi-Poisson adaptation of it.

    Parameters
    ----------
    hits, words
        Hits and words; broadcastable.
    overdispersion
        phi, at least 1; broadcastable.
    level
        Confidence level, between 0 and 1.

    Returns
    -------
    low, high : float64 arrays of the broadcast shape, hits per word; low is 0 where there are no
    hits; both are ``nan`` where there are no words.

    Raises
    ------
    ValueError
        If a count is negative, phi is below 1 or the level is not between 0 and 1.

    References
    ----------
    Garwood, F. (1936). Fiducial limits for the Poisson distribution. Biometrika 28(3/4), 437-442.
    """
    h, n = floats(hits), floats(words)
    phi, alpha = _overdispersion(overdispersion), 1 - _level(level)
    if np.any(h < 0) or np.any(n < 0):
        raise ValueError("a number of hits or words is negative")
    with np.errstate(divide="ignore", invalid="ignore"):
        low = phi * special.gammaincinv(h / phi, alpha / 2) / n
        high = phi * special.gammaincinv(h / phi + 1, 1 - alpha / 2) / n
    low = np.where(h > 0, low, 0.0)
    return floats(np.where(n > 0, low, np.nan)), floats(np.where(n > 0, high, np.nan))


def rate_interval(
    hits: ArrayLike,
    words: ArrayLike,
    *,
    replicates: int = 2000,
    level: float = 0.95,
    rng: np.random.Generator,
    length: int | None = None,
) -> tuple[Floats, Floats, Floats]:
    """Rate of each unit in one document, with an interval from the document's segments.

    Where :func:`resampled` says so, the BCa interval of
    :func:`dissent.statistics.resampling.block_bootstrap`, EXPANDED: with
    z = sqrt(m / (m - 1)) * t(1 - alpha / 2; m - 1), m = segments / block length, instead of the
    normal quantile, because plain percentiles are too narrow for few blocks. The limits are the
    quantiles Phi(a + (a -/+ z) / (1 - a * (a -/+ z))) of the replicates. The acceleration a is the
    skewness of the blocks' sums, sum(d^3) / (6 * sum(d^2)^(3/2)), d the hits of a block less those
    expected, the sums over all overlapping blocks divided by the block length; for a mean it is the
    correction of the bias as well. Otherwise
    :func:`dissent.statistics.negative_binomial.clumped_rate`.

    Parameters
    ----------
    hits
        Hits, shape (segments, units), integers.
    words
        Words of each segment, shape (segments,), integers.
    replicates
        Number of bootstrap replicates.
    level
        Confidence level, between 0 and 1.
    rng
        Source of random numbers, see :func:`dissent.statistics.resampling.seed_sequence`.
    length
        Segments per block; by default :func:`dissent.statistics.resampling.block_length`.

    Returns
    -------
    rate, low, high : float64 arrays, shape (units,), hits per word; ``nan`` for a document without
    words.

    Raises
    ------
    ValueError
        If the shapes do not fit, a number is negative, a segment has hits but no words, or the
        level is not between 0 and 1.

    References
    ----------
    Efron, B. (1987). Better bootstrap confidence intervals. Journal of the American Statistical
    Association 82(397), 171-185. Expanded: Hesterberg, T. C. (2015). What teachers should know
    about the bootstrap: resampling in the undergraduate statistics curriculum. The American
    Statistician 69(4), 371-386.
    """
    table, sizes = segment_table(hits, words)
    total, all_words = table.sum(axis=0), sizes.sum()
    length = block_length(sizes.size) if length is None else length
    low, high = np.empty(total.shape), np.empty(total.shape)
    often = resampled(total, sizes.size)
    low[~often], high[~often] = clumped_rate(table[:, ~often], sizes, level=level, length=length)
    if often.any():
        rates = block_bootstrap(
            table[:, often], sizes, replicates=replicates, rng=rng, length=length
        )
        blocks = sizes.size / length
        reach = special.stdtrit(blocks - 1, (1 + level) / 2) * np.sqrt(blocks / (blocks - 1))
        skew = _acceleration(table[:, often], sizes, length)
        low[often], high[often] = _accelerated(rates, skew, reach)
    rate = total / all_words if all_words else np.full(total.shape, np.nan)
    return floats(rate), low, high


def resampled(hits: ArrayLike, segments: int) -> NDArray[np.bool_]:
    """Whether the interval of :func:`rate_interval` is a bootstrap interval.

    Parameters
    ----------
    hits
        All hits of each unit in the document, shape (units,).
    segments
        Segments of the document.

    Returns
    -------
    bool array, shape (units,): whether the document has at least ``BOOTSTRAP_SEGMENTS`` segments
    and the unit ``BOOTSTRAP_HITS`` hits.
    """
    often = np.asarray(hits) >= BOOTSTRAP_HITS
    return np.asarray(often & (segments >= BOOTSTRAP_SEGMENTS), dtype=np.bool_)


def _acceleration(table: NDArray[np.int64], sizes: NDArray[np.int64], length: int) -> Floats:
    """Skewness of the sums of blocks, by which the replicates' quantiles are moved: (units,)."""
    expected = table.sum(axis=0) * (block_sums(sizes[:, np.newaxis], length) / sizes.sum())
    beyond = block_sums(table, length) - expected
    square, cube = (beyond**2).sum(axis=0) / length, (beyond**3).sum(axis=0) / length
    return floats(np.where(square > 0, cube / np.where(square > 0, square, 1) ** 1.5 / 6, 0.0))


def _accelerated(rates: Floats, acceleration: Floats, reach: float) -> Floats:
    """Lower and upper BCa limit from (replicates, units): (2, units)."""
    ranked = np.sort(rates, axis=0)
    moved = acceleration + np.array([[-reach], [reach]])
    # so skewed that the formula turns round: only beyond all usual levels
    share = special.ndtr(acceleration + moved / np.maximum(1 - acceleration * moved, 0.05))
    place = share * (len(ranked) - 1)
    before = np.minimum(place.astype(np.int64), len(ranked) - 2)
    first, second = (np.take_along_axis(ranked, before + step, axis=0) for step in (0, 1))
    return floats(first + (place - before) * (second - first))


def enough_text(
    words: ArrayLike,
    other_hits: ArrayLike,
    other_words: ArrayLike,
    *,
    overdispersion: ArrayLike = 1.0,
    ratio: float = 2.0,
    power: float = 0.8,
    level: float = 0.95,
) -> NDArray[np.bool_]:
    """Is a document long enough for a given rate ratio against all others to be seen?

    Square-root transformation of Poisson counts: with E = words * other_hits / other_words (the
    hits to be expected at the others' rate) and d = words / other_words, a true ``ratio`` is found
    at this ``level`` with at least this ``power`` where
    2 * sqrt(E) * (sqrt(ratio) - 1) / sqrt(phi * (1 + d)) >= z(1 - alpha / 2) + z(power).

    Parameters
    ----------
    words
        Words of the document; broadcastable.
    other_hits, other_words
        Hits and words of all other documents together; broadcastable.
    overdispersion
        phi, at least 1; broadcastable.
    ratio
        Rate ratio that is to be seen, above 1.
    power
        Probability with which it is to be seen, between 0 and 1.
    level
        Confidence level of the two-sided test, between 0 and 1.

    Returns
    -------
    bool array of the broadcast shape; False where the others have no hits or no words.

    Raises
    ------
    ValueError
        If a number is negative, phi is below 1, the ratio is not above 1, or power or level is not
        between 0 and 1.

    References
    ----------
    Huffman, M. D. (1984). An improved approximate two-sample Poisson test. Applied Statistics
    33(2), 224-226.
    """
    n, h_other, n_other = floats(words), floats(other_hits), floats(other_words)
    if np.any(n < 0) or np.any(h_other < 0) or np.any(n_other < 0):
        raise ValueError("a number of hits or words is negative")
    if not ratio > 1 or not 0 < power < 1:
        raise ValueError("the ratio must be above 1 and the power between 0 and 1")
    phi = _overdispersion(overdispersion)
    with np.errstate(divide="ignore", invalid="ignore"):
        expected, relative = n * h_other / n_other, n / n_other
        distance = 2 * np.sqrt(expected) * (np.sqrt(ratio) - 1) / np.sqrt(phi * (1 + relative))
        needed = special.ndtri((1 + _level(level)) / 2) + special.ndtri(power)
        seen = distance >= needed
    return np.asarray(seen & (h_other > 0) & (n_other > 0), dtype=np.bool_)


def _level(level: float) -> float:
    if not 0 < level < 1:
        raise ValueError(f"the confidence level must lie between 0 and 1, not {level}")
    return level


def _overdispersion(phi: ArrayLike) -> Floats:
    values = floats(phi)
    if np.any(values < 1):
        raise ValueError("an overdispersion is below 1, the value of unclumped counts")
    return values
