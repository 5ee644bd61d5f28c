"""How uncertain is a theme's rate in one document, and can two documents be told apart?

The uncertainty is about a document's *passages*: the evidence comes from its segments (runs of
about 100 words), because hits clump and words are not independent. ``hits`` has one row per
segment and one column per unit (theme, category, lemma); rates are hits per word.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from dissent.statistics.resampling import (
    block_bootstrap,
    block_length,
    block_overdispersion,
    seed_sequence,
    segment_table,
)

__all__ = [
    "block_bootstrap",
    "block_length",
    "block_overdispersion",
    "enough_text",
    "exact_rate",
    "rate_interval",
    "rate_ratio",
    "seed_sequence",
    "upper_bound_absent",
    "widened_overdispersion",
]

Floats = NDArray[np.float64]

BOOTSTRAP_SEGMENTS = 100
"""A document needs at least this many segments for the bootstrap, ..."""
BOOTSTRAP_HITS = 50
"""... and a unit at least this many hits; below either, percentiles of a bootstrap cover too
seldom in simulations with clumped texts, and the interval is the exact one, widened."""


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
    h, n = _floats(hits), _floats(words)
    phi, alpha = _overdispersion(overdispersion), 1 - _level(level)
    if np.any(h < 0) or np.any(n < 0):
        raise ValueError("a number of hits or words is negative")
    with np.errstate(divide="ignore", invalid="ignore"):
        low = phi * special.gammaincinv(h / phi, alpha / 2) / n
        high = phi * special.gammaincinv(h / phi + 1, 1 - alpha / 2) / n
    low = np.where(h > 0, low, 0.0)
    return _floats(np.where(n > 0, low, np.nan)), _floats(np.where(n > 0, high, np.nan))


def widened_overdispersion(hits: ArrayLike, words: ArrayLike, *, level: float = 0.95) -> Floats:
    """Overdispersion that also pays for being estimated from few segments.

    :func:`dissent.statistics.resampling.block_overdispersion`, where above 1 multiplied by
    (t / z)^2, the squared ratio of the quantiles of Student's t and of the normal distribution, so
    that an interval which uses the normal quantile becomes as wide as one that uses t. The degrees
    of freedom are 1.5 * segments / block length - 1 (at least 1): overlapping blocks are worth one
    and a half times as many separate ones. Made for :func:`exact_rate` and :func:`rate_ratio`.

    Parameters
    ----------
    hits
        Hits, shape (segments, units), integers.
    words
        Words of each segment, shape (segments,), integers.
    level
        Confidence level of the interval it is for, between 0 and 1.

    Returns
    -------
    float64 array, shape (units,), at least 1.

    Raises
    ------
    ValueError
        If the shapes do not fit, a number is negative, a segment has hits but no words, or the
        level is not between 0 and 1.

    References
    ----------
    The factor 1.5 is the gain of fully overlapping blocks in Kuensch (1989), see
    :func:`dissent.statistics.resampling.block_bootstrap`; the rest was chosen by simulation.
    """
    phi = block_overdispersion(hits, words)
    segments = np.asarray(words).size
    freedom = max(1.5 * segments / block_length(segments) - 1, 1.0)
    upper = (1 + _level(level)) / 2
    widening = (special.stdtrit(freedom, upper) / special.ndtri(upper)) ** 2
    return _floats(np.where(phi > 1, phi * widening, 1.0))


def rate_interval(
    hits: ArrayLike,
    words: ArrayLike,
    *,
    replicates: int = 2000,
    level: float = 0.95,
    rng: np.random.Generator,
) -> tuple[Floats, Floats, Floats]:
    """Rate of each unit in one document, with an interval from the document's segments.

    Where the document has at least ``BOOTSTRAP_SEGMENTS`` segments and the unit at least
    ``BOOTSTRAP_HITS`` hits: EXPANDED percentile interval of
    :func:`dissent.statistics.resampling.block_bootstrap`, its tail
    Phi(-sqrt(m / (m - 1)) * t(1 - alpha / 2; m - 1)) with m = segments / block length, because
    plain percentiles are too narrow for few blocks. Otherwise :func:`exact_rate` with
    :func:`widened_overdispersion`.

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
    Hesterberg, T. C. (2015). What teachers should know about the bootstrap: resampling in the
    undergraduate statistics curriculum. The American Statistician 69(4), 371-386, for expanded
    percentiles.
    """
    table, sizes = segment_table(hits, words)
    total, all_words = table.sum(axis=0), sizes.sum()
    phi = widened_overdispersion(table, sizes, level=level)
    low, high = exact_rate(total, all_words, overdispersion=phi, level=level)
    often = total >= BOOTSTRAP_HITS
    if sizes.size >= BOOTSTRAP_SEGMENTS and often.any():
        rates = block_bootstrap(table[:, often], sizes, replicates=replicates, rng=rng)
        blocks = sizes.size / block_length(sizes.size)
        reach = special.stdtrit(blocks - 1, (1 + level) / 2) * np.sqrt(blocks / (blocks - 1))
        tail = special.ndtr(-reach)
        low[often], high[often] = np.quantile(rates, [tail, 1 - tail], axis=0)
    rate = total / all_words if all_words else np.full(total.shape, np.nan)
    return _floats(rate), low, high


def rate_ratio(
    hits_a: ArrayLike,
    words_a: ArrayLike,
    phi_a: ArrayLike,
    hits_b: ArrayLike,
    words_b: ArrayLike,
    phi_b: ArrayLike,
    *,
    level: float = 0.95,
) -> tuple[Floats, Floats, Floats, Floats]:
    """Ratio of the rates of two documents, with interval and p that cannot contradict each other.

    Halves are added to hits and words of both, as in :func:`dissent.statistics.keyness.log_ratio`,
    so that no hits on one side still gives a finite ratio. Quasi-Poisson Wald interval on the
    logarithmic scale: the variance of the logarithm is phi_a / (h_a + 0.5) + phi_b / (h_b + 0.5).
    The two-sided p is from the same z, so p < 1 - level exactly where the interval leaves out 1.

    Parameters
    ----------
    hits_a, words_a, phi_a
        Hits, words and overdispersion (at least 1) of the first document; broadcastable.
    hits_b, words_b, phi_b
        The same of the second.
    level
        Confidence level, between 0 and 1.

    Returns
    -------
    ratio, low, high, p : float64 arrays of the broadcast shape; ``nan`` where a side has no words,
    and where neither has a hit (the halves alone would compare the lengths).

    Raises
    ------
    ValueError
        If a number is negative, phi is below 1 or the level is not between 0 and 1.

    References
    ----------
    Delta method for the logarithm of a ratio of counts; halves after Walter, S. D. (1975).
    Biometrika 62; quasi-likelihood after Wedderburn, R. W. M. (1974). Biometrika
    61(3), 439-447.
    """
    h_a, n_a, h_b, n_b = (_floats(values) for values in (hits_a, words_a, hits_b, words_b))
    if any(np.any(values < 0) for values in (h_a, n_a, h_b, n_b)):
        raise ValueError("a number of hits or words is negative")
    variance = _overdispersion(phi_a) / (h_a + 0.5) + _overdispersion(phi_b) / (h_b + 0.5)
    logarithm = np.log((h_a + 0.5) / (n_a + 0.5)) - np.log((h_b + 0.5) / (n_b + 0.5))
    known = (n_a > 0) & (n_b > 0) & (h_a + h_b > 0)
    logarithm = np.where(known, logarithm, np.nan)
    deviation = np.sqrt(variance)
    reach = special.ndtri((1 + _level(level)) / 2) * deviation
    p = 2 * special.ndtr(-np.abs(logarithm) / deviation)
    ratio, low, high = (np.exp(logarithm + shift) for shift in (0, -reach, reach))
    return _floats(ratio), _floats(low), _floats(high), _floats(p)


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
    n, h_other, n_other = _floats(words), _floats(other_hits), _floats(other_words)
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


def upper_bound_absent(words: ArrayLike, *, level: float = 0.95) -> Floats:
    """Largest rate with which a text of this length could still have no hit (rule of three).

    The exact one-sided Poisson bound -ln(1 - level) / words, about 3 / words at 95 %. It takes the
    hits as independent; for what comes in clumps the true bound is higher.

    Parameters
    ----------
    words
        Words of the document, any shape.
    level
        Confidence level, between 0 and 1.

    Returns
    -------
    float64 array of the same shape, hits per word; ``inf`` where there are no words.

    Raises
    ------
    ValueError
        If a number of words is negative or the level is not between 0 and 1.

    References
    ----------
    Hanley, J. A. and Lippman-Hand, A. (1983). If nothing goes wrong, is everything all right?
    JAMA 249(13), 1743-1745.
    """
    n = _floats(words)
    if np.any(n < 0):
        raise ValueError("a number of words is negative")
    with np.errstate(divide="ignore"):
        return _floats(-np.log1p(-_level(level)) / n)


def _floats(values: ArrayLike) -> Floats:
    return np.asarray(values, dtype=np.float64)


def _level(level: float) -> float:
    if not 0 < level < 1:
        raise ValueError(f"the confidence level must lie between 0 and 1, not {level}")
    return level


def _overdispersion(phi: ArrayLike) -> Floats:
    values = _floats(phi)
    if np.any(values < 1):
        raise ValueError("an overdispersion is below 1, the value of unclumped counts")
    return values
