"""How many times as often does one document speak of a theme as another, in closed form?

Made from each document's hits, words and overdispersion alone, so that all pairs of a large corpus
are compared at once; :mod:`dissent.statistics.permutation` compares two by their passages.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

Floats = NDArray[np.float64]


def clumping_of_two(
    spread_a: ArrayLike, freedom_a: ArrayLike, spread_b: ArrayLike, freedom_b: ArrayLike
) -> tuple[Floats, Floats]:
    """Overdispersion of two documents, each drawn a little towards that of both together.

    From Pearson's chi-squared X of each document's passages and its degrees of freedom f, the
    overdispersion of both together is m = (X_a + X_b) / (f_a + f_b), and each document's is
    max(1, (X + m) / (f + 1)): as if one passage more had clumped like those of both. A long
    document keeps its own, while a short one in which few hits fell evenly by luck does not pass
    for unclumped.

    Parameters
    ----------
    spread_a, spread_b
        Pearson's chi-squared of the hits against an even spread, not negative; broadcastable.
    freedom_a, freedom_b
        Degrees of freedom of these, not negative and not both 0.

    Returns
    -------
    phi_a, phi_b : float64 arrays of the broadcast shape, at least 1.

    References
    ----------
    A weighted mean of a document's own and the pooled estimate as in empirical Bayes methods:
    Smyth, G. K. (2004). Linear models and empirical Bayes methods for assessing differential
    expression in microarray experiments. Statistical Applications in Genetics and Molecular
    Biology 3(1), article 3. The one degree of freedom was chosen by simulation.
    """
    x_a, f_a = np.asarray(spread_a, np.float64), np.asarray(freedom_a, np.float64)
    x_b, f_b = np.asarray(spread_b, np.float64), np.asarray(freedom_b, np.float64)
    both = (x_a + x_b) / (f_a + f_b)
    phi_a, phi_b = (x_a + both) / (f_a + 1), (x_b + both) / (f_b + 1)
    return np.maximum(phi_a, 1.0), np.maximum(phi_b, 1.0)


def log_ratio_deviation(
    hits_a: ArrayLike,
    words_a: ArrayLike,
    phi_a: ArrayLike,
    hits_b: ArrayLike,
    words_b: ArrayLike,
    phi_b: ArrayLike,
) -> tuple[Floats, Floats]:
    """Natural logarithm of the ratio of two rates, and its standard error.

    ln(((h_a + 0.5) / (n_a + 0.5)) / ((h_b + 0.5) / (n_b + 0.5))), with halves as in
    :func:`dissent.statistics.keyness.log_ratio`, so that no hits on one side still gives a finite
    ratio; and sqrt(phi_a / (h_a + 0.5) + phi_b / (h_b + 0.5)), quasi-Poisson.

    Parameters
    ----------
    hits_a, words_a, phi_a
        Hits, words and overdispersion of the first document; broadcastable.
    hits_b, words_b, phi_b
        The same of the second.

    Returns
    -------
    logarithm, deviation : float64 arrays of the broadcast shape.

    References
    ----------
    See :func:`rate_ratio`.
    """
    h_a, n_a, h_b, n_b = (
        np.asarray(values, np.float64) + 0.5 for values in (hits_a, words_a, hits_b, words_b)
    )
    # one document over the other, and their lengths apart: with the documents the other way round
    # the sign changes and nothing else
    logarithm = np.log(h_a) - np.log(h_b) - (np.log(n_a) - np.log(n_b))
    variance = np.asarray(phi_a, np.float64) / h_a + np.asarray(phi_b, np.float64) / h_b
    return np.asarray(logarithm, np.float64), np.asarray(np.sqrt(variance), np.float64)


def rate_ratio(
    hits_a: ArrayLike,
    words_a: ArrayLike,
    phi_a: ArrayLike,
    hits_b: ArrayLike,
    words_b: ArrayLike,
    phi_b: ArrayLike,
    *,
    freedom_a: ArrayLike | None = None,
    freedom_b: ArrayLike | None = None,
    level: float = 0.95,
) -> tuple[Floats, Floats, Floats, Floats]:
    """Ratio of the rates of two documents, with interval and p that cannot contradict each other.

    Quasi-Poisson Wald interval on the logarithmic scale, see :func:`log_ratio_deviation`. Without
    degrees of freedom the overdispersions are taken as known, and the quantile is the normal one.
    With them, the overdispersions go through :func:`clumping_of_two`, and the quantile is that of
    Student's t with f_a + f_b + 1 degrees of freedom. The two-sided p is from the same quotient, so
    p < 1 - level exactly where the interval leaves out 1.

    Parameters
    ----------
    hits_a, words_a, phi_a
        Hits, words and overdispersion (at least 1) of the first document; broadcastable.
    hits_b, words_b, phi_b
        The same of the second.
    freedom_a, freedom_b
        Degrees of freedom of the overdispersions, above 0; broadcastable. Both or neither.
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
    Delta method for the logarithm of a ratio of counts; halves after Walter, S. D. (1975). The
    distribution of Levin's measure of attributable risk. Biometrika 62; quasi-likelihood after
    Wedderburn, R. W. M. (1974). Biometrika 61(3), 439-447.
    """
    if not 0 < level < 1:
        raise ValueError(f"the confidence level must lie between 0 and 1, not {level}")
    h_a, n_a, h_b, n_b, phi_a, phi_b = (
        np.asarray(values, np.float64)
        for values in (hits_a, words_a, hits_b, words_b, phi_a, phi_b)
    )
    if any(np.any(values < 0) for values in (h_a, n_a, h_b, n_b)):
        raise ValueError("a number of hits or words is negative")
    if np.any(phi_a < 1) or np.any(phi_b < 1):
        raise ValueError("an overdispersion is below 1, the value of unclumped counts")
    freedom: Floats = np.array(np.inf)
    if freedom_a is not None and freedom_b is not None:
        f_a, f_b = np.asarray(freedom_a, np.float64), np.asarray(freedom_b, np.float64)
        phi_a, phi_b = clumping_of_two(phi_a * f_a, f_a, phi_b * f_b, f_b)
        freedom = f_a + f_b + 1
    logarithm, deviation = log_ratio_deviation(h_a, n_a, phi_a, h_b, n_b, phi_b)
    known = (n_a > 0) & (n_b > 0) & (h_a + h_b > 0)
    logarithm = np.where(known, logarithm, np.nan)
    reach = special.stdtrit(freedom, (1 + level) / 2) * deviation
    p = np.asarray(2 * special.stdtr(freedom, -np.abs(logarithm) / deviation), np.float64)
    return np.exp(logarithm), np.exp(logarithm - reach), np.exp(logarithm + reach), p
