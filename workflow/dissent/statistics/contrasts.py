"""How many times as often does one document speak of a theme as another, in closed form?

Made from each document's hits, words and overdispersion alone, so that all pairs of a large corpus
are compared at once; :mod:`dissent.statistics.permutation` compares two by their passages.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special
from scipy.optimize import elementwise

Floats = NDArray[np.float64]
HALVINGS = 50
"""As many halvings take a limit to its last digit."""
EPSILON, TINIEST = np.finfo(np.float64).eps, np.finfo(np.float64).tiny


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


def shared_ratio(
    hits_a: ArrayLike, words_a: ArrayLike, hits_b: ArrayLike, words_b: ArrayLike
) -> Floats:
    """Ratio of two rates as it is reported, finite and above 0 even where one side has no hit.

    ((h_a + w) / n_a) / ((h_b + 1 - w) / n_b) with w = n_a / (n_a + n_b): one hit is added, shared
    out as the words are, so that the ratio is drawn towards 1 and never past it. Halves on both
    sides would give a short document without any hit a high rate.

    Parameters
    ----------
    hits_a, words_a
        Hits and words of the first document; broadcastable.
    hits_b, words_b
        The same of the second.

    Returns
    -------
    float64 array of the broadcast shape; ``nan`` where a side has no words, and where neither has a
    hit.

    References
    ----------
    As if one hit had been seen before at equal rates, like the informative Dirichlet prior of
    Monroe, B. L., Colaresi, M. P. and Quinn, K. M. (2008). Fightin' words. Political Analysis
    16(4), 372-403, equation 17, with a weight of 1.
    """
    h_a, n_a, h_b, n_b = (
        np.asarray(values, np.float64) for values in (hits_a, words_a, hits_b, words_b)
    )
    known = (n_a > 0) & (n_b > 0) & (h_a + h_b > 0)
    with np.errstate(divide="ignore", invalid="ignore"):
        both = n_a + n_b
        # one document over the other, and their lengths apart: with the documents the other way
        # round the ratio is inverted and nothing else
        logarithm = np.log(h_a + n_a / both) - np.log(h_b + n_b / both)
        logarithm -= np.log(n_a) - np.log(n_b)
    return np.asarray(np.exp(np.where(known, logarithm, np.nan)), np.float64)


def signed_root(
    hits_a: ArrayLike,
    words_a: ArrayLike,
    phi_a: ArrayLike,
    hits_b: ArrayLike,
    words_b: ArrayLike,
    phi_b: ArrayLike,
) -> Floats:
    """How far two rates are apart, in standard errors: the signed root of a likelihood ratio.

    With h_a + h_b given, h_a is binomial. Hits and words are first divided by the overdispersion of
    their side, x = h / phi: as many independent hits as the clumped ones are worth. The root is
    sign(x_a - e_a) sqrt(2 (x_a ln(x_a / e_a) + x_b ln(x_b / e_b))), e being what equal rates lead
    to expect. It needs no correction where a side has no hit.

    Parameters
    ----------
    hits_a, words_a, phi_a
        Hits, words and overdispersion (at least 1) of the first document; broadcastable.
    hits_b, words_b, phi_b
        The same of the second.

    Returns
    -------
    float64 array of the broadcast shape, about normal under equal rates where hits are many;
    ``nan`` where a side has no words.

    References
    ----------
    McCullagh, P. and Nelder, J. A. (1989). Generalized Linear Models, 2nd ed. London: Chapman and
    Hall, section 4.5 (overdispersion) and appendix A (signed roots of the likelihood ratio).
    """
    x, y, odds = _worth(hits_a, words_a, phi_a, hits_b, words_b, phi_b)
    with np.errstate(divide="ignore", invalid="ignore"):
        return _root(x, y, np.log(odds))


def likelihood_limits(
    hits_a: ArrayLike,
    words_a: ArrayLike,
    phi_a: ArrayLike,
    hits_b: ArrayLike,
    words_b: ArrayLike,
    phi_b: ArrayLike,
    *,
    reach: ArrayLike,
) -> tuple[Floats, Floats]:
    """Interval of a rate ratio: all ratios from which the counts lie at most so far.

    The ratios at which the root of :func:`signed_root` is `reach`, found by halving.

    Parameters
    ----------
    hits_a, words_a, phi_a, hits_b, words_b, phi_b
        As in :func:`signed_root`.
    reach
        In standard errors, above 0; broadcastable.

    Returns
    -------
    low, high : float64 arrays of the broadcast shape; low is 0 where the first side has no hit,
    high ``inf`` where the second has none; ``nan`` where a side has no words.
    """
    x, y, odds = _worth(hits_a, words_a, phi_a, hits_b, words_b, phi_b)
    x, y, odds, c = np.broadcast_arrays(x, y, odds, np.asarray(reach, np.float64))
    with np.errstate(divide="ignore", invalid="ignore"):
        return _lowest_by_root(x, y, c) / odds, 1 / (_lowest_by_root(y, x, c) * odds)


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

    With h_a + h_b given, h_a is binomial; hits and words are divided by the overdispersion of their
    side, as in :func:`signed_root`. p is two-sided, twice the smaller tail, and the MID-P: half of
    the probability of just what was seen is left out, without which so discrete a test finds
    differences too seldom. The interval holds the ratios that such a test does not reject at
    1 - level. The ratio itself is :func:`shared_ratio`.

    Without degrees of freedom the overdispersions are taken as known. With them they go through
    :func:`clumping_of_two`, and p and interval are widened from the normal distribution to
    Student's t with f_a + f_b + 1 degrees of freedom: the quantile of the normal distribution to
    which p belongs is looked up in that of t.

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
    ratio, low, high, p : float64 arrays of the broadcast shape; low is 0 where the first document
    has no hit, high ``inf`` where the second has none; all ``nan`` where a side has no words, and
    where neither has a hit.

    Raises
    ------
    ValueError
        If a number is negative, phi is below 1 or the level is not between 0 and 1.

    References
    ----------
    Przyborowski, J. and Wilenski, H. (1940). Homogeneity of results in testing samples from Poisson
    series. Biometrika 31(3/4), 313-323. Mid-p: Lancaster, H. O. (1961). Significance tests in
    discrete distributions. Journal of the American Statistical Association 56(294), 223-234.
    """
    if not 0 < level < 1:
        raise ValueError(f"the confidence level must lie between 0 and 1, not {level}")
    counts = hits_a, words_a, hits_b, words_b
    if any(np.any(np.asarray(values) < 0) for values in counts):
        raise ValueError("a number of hits or words is negative")
    if np.any(np.asarray(phi_a) < 1) or np.any(np.asarray(phi_b) < 1):
        raise ValueError("an overdispersion is below 1, the value of unclumped counts")
    freedom: Floats = np.array(np.inf)
    if freedom_a is not None and freedom_b is not None:
        f_a, f_b = np.asarray(freedom_a, np.float64), np.asarray(freedom_b, np.float64)
        phi_a, phi_b = clumping_of_two(np.multiply(phi_a, f_a), f_a, np.multiply(phi_b, f_b), f_b)
        freedom = f_a + f_b + 1
    ratio = shared_ratio(hits_a, words_a, hits_b, words_b)
    known = np.isfinite(ratio)
    chance = np.asarray(special.ndtr(-special.stdtrit(freedom, (1 + level) / 2)), np.float64)
    x, y, odds, chance, freedom = (
        values[known]
        for values in np.broadcast_arrays(
            *_worth(hits_a, words_a, phi_a, hits_b, words_b, phi_b), chance, freedom
        )
    )
    low, high, p = (np.full(ratio.shape, np.nan) for _ in range(3))
    share, other = odds / (1 + odds), 1 / (1 + odds)
    tail = np.minimum(_at_least(x, y, share), _at_least(y, x, other))
    p[known] = np.minimum(2 * special.stdtr(freedom, special.ndtri(tail)), 1)
    with np.errstate(divide="ignore"):
        low[known] = _lowest_by_tail(x, y, chance) / odds
        high[known] = 1 / (_lowest_by_tail(y, x, chance) * odds)
    return ratio, low, high, p


def _worth(
    hits_a: ArrayLike,
    words_a: ArrayLike,
    phi_a: ArrayLike,
    hits_b: ArrayLike,
    words_b: ArrayLike,
    phi_b: ArrayLike,
) -> tuple[Floats, Floats, Floats]:
    """The hits as independent ones, and the odds of the first side under equal rates."""
    h_a, n_a, phi_a, h_b, n_b, phi_b = (
        np.asarray(values, np.float64)
        for values in (hits_a, words_a, phi_a, hits_b, words_b, phi_b)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        odds = np.where((n_a > 0) & (n_b > 0), (n_a / phi_a) / (n_b / phi_b), np.nan)
    return h_a / phi_a, h_b / phi_b, odds


def _root(x: Floats, y: Floats, log_odds: Floats) -> Floats:
    """Signed root of the likelihood ratio of x and y against odds of the first side."""
    log_share, log_other = -np.logaddexp(0, -log_odds), -np.logaddexp(0, log_odds)
    both = x + y
    with np.errstate(divide="ignore", invalid="ignore"):
        own, other = np.log(x / both) - log_share, np.log(y / both) - log_other
        half = np.where(x > 0, x * own, 0) + np.where(y > 0, y * other, 0)
    side = np.sign(np.where(x > 0, own, -1))
    return np.asarray(side * np.sqrt(2 * np.maximum(half, 0)) + 0 * log_odds, np.float64)


def _lowest_by_root(x: Floats, y: Floats, reach: Floats) -> Floats:
    """Lowest odds of the first side from which x and y lie no further than `reach`; 0 for no x."""
    both, found = x + y, np.zeros(x.shape)
    at = x > 0
    x, y, both, reach = x[at], y[at], both[at], reach[at]
    highest = np.log(x / both)
    # there the first side alone makes the likelihood ratio large enough
    lowest = highest - (reach**2 / 2 - special.xlogy(y, y / both)) / x
    for _ in range(HALVINGS):
        middle = (lowest + highest) / 2
        share = np.exp(middle)
        outside = _root(x, y, middle - np.log1p(-np.minimum(share, 1 - EPSILON))) > reach
        lowest, highest = np.where(outside, middle, lowest), np.where(outside, highest, middle)
    share = np.exp(highest)
    found[at] = share / (1 - np.minimum(share, 1 - EPSILON))
    return found


def _at_least(x: Floats, y: Floats, share: Floats) -> Floats:
    """Probability of x or more of x + y, and half of that of x: the upper mid-tail."""
    with_x = np.where(x > 0, special.betainc(np.where(x > 0, x, 1), y + 1, share), 1.0)
    beyond = np.where(y > 0, special.betainc(x + 1, np.where(y > 0, y, 1), share), 0.0)
    return np.asarray((with_x + beyond) / 2, np.float64)


def _beyond_chance(log_share: Floats, *given: Floats) -> Floats:
    """By how much the upper mid-tail of x and y exceeds the chance."""
    x, y, chance = given
    return _at_least(x, y, np.exp(log_share)) - chance


def _lowest_by_tail(x: Floats, y: Floats, chance: Floats) -> Floats:
    """Lowest odds of the first side at which x or more have such a chance; 0 where x is 0."""
    found = np.zeros(x.shape)
    at = x > 0
    x, y, chance = x[at], y[at], chance[at]
    # the mid-tail lies between the tails with and without x itself
    lowest = special.betaincinv(x, y + 1, chance)
    highest = np.where(y > 0, special.betaincinv(x + 1, np.where(y > 0, y, 1), chance), 1.0)
    lowest, highest = np.log(np.maximum(lowest, TINIEST)), np.log(np.maximum(highest, TINIEST))
    sought = elementwise.find_root(
        _beyond_chance,
        (lowest, highest),
        args=(x, y, chance),
        tolerances={"xatol": 1e-13, "xrtol": 0, "fatol": 0},
    )
    # so little to go by that the tail is above the chance at the smallest share there is
    never = _at_least(x, y, np.exp(lowest)) >= chance
    share = np.exp(np.where(never, lowest, sought.x))
    found[at] = share / (1 - np.minimum(share, 1 - EPSILON))
    return found
