"""How often are the rules right, and what is left of a rate when both their errors are taken out?

From a stratified sample of lines coded by hand. A share that was coded is a triple `estimate, low,
high`; what is computed from several shares is given an interval by putting theirs together.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from dissent.statistics.arrays import floats

__all__ = [
    "Estimate",
    "coded_share",
    "rogan_gladen",
    "share_limits",
    "square_and_add",
    "true_share",
]

Floats = NDArray[np.float64]
FEW = 5
"""Lines of the rarer answer, below which the variance says too little of a small population."""


class Estimate(NamedTuple):
    """A number with its interval; float64 arrays of one shape, or floats."""

    value: Floats
    low: Floats
    high: Floats


def coded_share(
    codes: ArrayLike, weights: ArrayLike, probabilities: ArrayLike, *, level: float = 0.95
) -> Estimate:
    """Share of a population that the coders call true, from lines drawn with unequal chances.

    p = sum w y / sum w (Hajek's estimator), y the mean of the coders' codes of a line. Its variance
    is V = n / (n - 1) * sum w^2 (1 - pi) (y - p)^2 / (sum w)^2. With several coders V_coders is
    added, because they too are a sample: the variance of their own shares, less what of it the
    single lines on which they differ explain (a component of variance, at least 0), divided by
    their number. The interval is that of :func:`share_limits` with the effective size
    p (1 - p) / V, no larger than (sum w)^2 / sum w^2 (1 - pi), and where fewer than five lines are
    of the rarer answer no larger than -ln(1 - f) / f * (sum w)^2 / sum w^2, f = 1 -
    sum w^2 (1 - pi) / sum w^2 the part that was drawn: of N that are all true but j, n = f N drawn
    miss the j with the probability (1 - f)^j, so that few lines say little about the ones not
    drawn, even where these are few; where V_coders is above 0 it is
    multiplied by (z / t)^2 with the degrees of freedom (coders - 1) (V / V_coders)^2, because few
    coders do not show it well.

    Parameters
    ----------
    codes
        Shape (lines, coders), from 0 (no) to 1 (yes); ``nan`` where there is no code. Lines without
        any code are left out.
    weights
        What each line stands for: 1 / probability, times its hits where hits are counted; above 0.
    probabilities
        With which each line was drawn, above 0 and at most 1.
    level
        Confidence level, between 0 and 1.

    Returns
    -------
    Estimate
        Floats; all ``nan`` where no line is coded. Of lines that were all drawn for sure by one
        coder the share is known, and the interval is the share itself.

    Raises
    ------
    ValueError
        If the shapes do not fit, or a code, weight, probability or the level is out of its range.

    References
    ----------
    Hajek, J. (1971), comment on Basu, in Foundations of Statistical Inference. Toronto: Holt,
    Rinehart and Winston, 236. Effective size and its limit: Korn, E. L. and Graubard, B. I. (1998).
    Confidence intervals for proportions with small expected number of positive counts estimated
    from survey data. Survey Methodology 24(2), 193-201. Degrees of freedom: Satterthwaite, F. E.
    (1946). An approximate distribution of estimates of variance components. Biometrics Bulletin
    2(6), 110-114.
    """
    table, weight, chance = _checked(codes, weights, probabilities)
    if not len(table):
        return Estimate(*(np.asarray(np.nan),) * 3)
    mean = np.nanmean(table, axis=1)
    total = weight.sum()
    share = (weight * mean).sum() / total
    left_to_chance = (weight**2 * (1 - chance)).sum()
    lines = len(mean)
    spread = (weight**2 * (1 - chance) * (mean - share) ** 2).sum() / total**2
    variance = spread * lines / max(lines - 1, 1)
    of_coders, freedom = _coder_variance(table, weight)
    both = variance + of_coders
    rarer = min(mean.sum(), (1 - mean).sum())
    largest = _largest_size(weight, left_to_chance, few=rarer < FEW)
    certain = both == 0 or share in (0, 1)
    size = largest if certain else min(share * (1 - share) / both, largest)
    if of_coders > 0 and not certain:
        size *= _narrowing(freedom * (both / of_coders) ** 2, level)
    low, high = share_limits(share, size, level=level)
    return Estimate(np.asarray(share), low, high)


def share_limits(
    share: ArrayLike, size: ArrayLike, *, level: float = 0.95
) -> tuple[Floats, Floats]:
    """Exact limits of a share: Clopper and Pearson's, with an effective number of draws.

    low = B(alpha / 2; n p, n (1 - p) + 1) and high = B(1 - alpha / 2; n p + 1, n (1 - p)), B the
    quantile of the beta distribution; n need not be whole (Korn and Graubard). Where the share is 1
    low is (alpha / 2)^(1 / n), where it is 0 high is 1 less that.

    Parameters
    ----------
    share
        p, between 0 and 1; broadcastable.
    size
        n, the draws or an effective number of them, above 0; infinite where the share is known.
    level
        Confidence level, between 0 and 1.

    Returns
    -------
    low, high : float64 arrays of the broadcast shape; ``nan`` where the share is.

    Raises
    ------
    ValueError
        If a share, a size or the level is out of its range.

    References
    ----------
    Clopper, C. J. and Pearson, E. S. (1934). The use of confidence or fiducial limits illustrated
    in the case of the binomial. Biometrika 26(4), 404-413; Korn and Graubard (1998), see
    :func:`coded_share`.
    """
    if not 0 < level < 1:
        raise ValueError(f"the confidence level must lie between 0 and 1, not {level}")
    p, n = np.broadcast_arrays(floats(share), floats(size))
    if np.any((p < 0) | (p > 1)) or np.any(n <= 0):
        raise ValueError("a share is not between 0 and 1, or its size is not above 0")
    tail = (1 - level) / 2
    known = np.isinf(n)
    finite = np.where(known, 1.0, n)
    yes, no = finite * p, finite * (1 - p)
    low = special.betaincinv(np.where(p > 0, yes, 1), no + 1, tail)
    high = special.betaincinv(yes + 1, np.where(p < 1, no, 1), 1 - tail)
    low, high = np.where(p > 0, low, 0.0), np.where(p < 1, high, 1.0)
    return floats(np.where(known, p, low)), floats(np.where(known, p, high))


def square_and_add(function: Callable[[Floats], Floats], parts: Estimate) -> Estimate:
    """Interval of what is computed from several independent numbers, from theirs.

    Each number in turn is put at either of its limits, the others staying as estimated; the
    distances by which the result falls are squared and added, and so are those by which it rises
    (MOVER, the method of variance estimates recovery, for any smooth function). Limits that lie
    unevenly around their number, as those of rare things do, remain so.

    Parameters
    ----------
    function
        From the numbers, shape (numbers, ...), to the result, shape (...).
    parts
        The numbers and their limits, shape (numbers, ...) each.

    Returns
    -------
    Estimate
        float64 arrays, shape (...).

    References
    ----------
    Zou, G. Y. and Donner, A. (2008). Construction of confidence limits about effect measures: a
    general approach. Statistics in Medicine 27(10), 1693-1702; Newcombe, R. G. (2001). Estimating
    the difference between differences: measurement of additive scale interaction for proportions.
    Statistics in Medicine 20(19), 2885-2893.
    """
    value = floats(function(parts.value))
    below, above = np.zeros_like(value), np.zeros_like(value)
    for place in range(len(parts.value)):
        moved = []
        for limits in (parts.low, parts.high):
            numbers = parts.value.copy()
            numbers[place] = limits[place]
            moved.append(floats(function(numbers)) - value)
        below += np.minimum(np.minimum(*moved), 0) ** 2
        above += np.maximum(np.maximum(*moved), 0) ** 2
    return Estimate(value, value - np.sqrt(below), value + np.sqrt(above))


def true_share(found: Estimate, missed: Estimate) -> Estimate:
    """Recall: the share of what is true that was found, found / (found + missed).

    The odds missed / found are given Donner and Zou's interval for a ratio, which keeps its limits
    finite and above 0 as a plain ratio of limits would not.

    Parameters
    ----------
    found, missed
        Numbers of true sentences with and without a hit, not negative, with their intervals.

    Returns
    -------
    Estimate
        ``nan`` where nothing true was found or missed; low is 0 where perhaps nothing was found.

    References
    ----------
    Donner, A. and Zou, G. Y. (2012). Closed-form confidence intervals for functions of the normal
    mean and standard deviation. Statistical Methods in Medical Research 21(4), 347-359, on ratios.
    """
    f, f_low, f_high = map(floats, found)
    m, m_low, m_high = map(floats, missed)
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        share = f / (f + m)
        width = f_low * (2 * f - f_low)
        most = (m * f + _root(m * f, m_high * (2 * m - m_high) * width)) / width
        width = m_low * (2 * m - m_low)
        least = width / (m * f + _root(m * f, width * f_high * (2 * f - f_high)))
    low = np.where(f_low > 0, 1 / (1 + most), 0.0)
    high = np.where(m_low > 0, 1 / (1 + least), 1.0)
    unknown = np.isnan(share)
    low, high = np.where(unknown, np.nan, low), np.where(unknown, np.nan, high)
    return Estimate(floats(share), floats(low), floats(high))


def rogan_gladen(
    apparent: Estimate, sensitivity: Estimate, specificity: Estimate, *, level: float = 0.95
) -> Estimate:
    """Share of true sentences from the share with a hit, by the rules' sensitivity and specificity.

    t = (a + sp - 1) / (se + sp - 1), with the variance
    (V(a) + t^2 V(se) + (1 - t)^2 V(sp)) / (se + sp - 1)^2 of Rogan and Gladen, the variances taken
    from the widths of the intervals; normal limits, kept between 0 and 1. It takes it that the
    rules find the same share of what is true in every document, and err as often in what is not.

    Parameters
    ----------
    apparent
        Share of sentences with a hit; float64 arrays, broadcastable.
    sensitivity, specificity
        Share of the true sentences with a hit, and of the others without; broadcastable.
    level
        Confidence level of the intervals given and returned, between 0 and 1.

    Returns
    -------
    Estimate
        float64 arrays of the broadcast shape; ``nan`` where se + sp is not above 1: rules that tell
        nothing.

    References
    ----------
    Rogan, W. J. and Gladen, B. (1978). Estimating prevalence from the results of a screening test.
    American Journal of Epidemiology 107(1), 71-76.
    """
    z = special.ndtri((1 + level) / 2)
    (a, v_a), (se, v_se), (sp, v_sp) = (
        (floats(one.value), ((floats(one.high) - floats(one.low)) / (2 * z)) ** 2)
        for one in (apparent, sensitivity, specificity)
    )
    informed = se + sp - 1
    with np.errstate(divide="ignore", invalid="ignore"):
        share = np.where(informed > 0, (a + sp - 1) / informed, np.nan)
        variance = (v_a + share**2 * v_se + (1 - share) ** 2 * v_sp) / informed**2
    reach = z * np.sqrt(variance)
    return Estimate(*(floats(np.clip(end, 0, 1)) for end in (share, share - reach, share + reach)))


def _largest_size(weight: Floats, left_to_chance: float, *, few: bool) -> float:
    """The size that lines can have at most, more than their number where much of all is drawn."""
    if not left_to_chance > 0:
        return np.inf
    total, squares = weight.sum() ** 2, (weight**2).sum()
    drawn = 1 - left_to_chance / squares
    if few and drawn > 0:
        return float(-np.log1p(-drawn) / drawn * total / squares)
    return float(total / left_to_chance)


def _root(product: Floats, taken: Floats) -> Floats:
    return floats(np.sqrt(np.maximum(product**2 - taken, 0)))


def _coder_variance(table: Floats, weight: Floats) -> tuple[float, int]:
    """Variance of the mean of the coders' own shares beyond chance, and its degrees of freedom."""
    coded = ~np.isnan(table)
    table, coded = table[:, coded.any(axis=0)], coded[:, coded.any(axis=0)]
    lines, coders = table.shape
    if coders < 2 or lines < 2:
        return 0.0, 0
    w = weight[:, np.newaxis] * coded
    own = np.nansum(w * table, axis=0) / w.sum(axis=0)
    # a coder's leaning is in all lines alike; what is left differs from line to line
    differing = np.where(coded, table - np.nanmean(table, axis=1, keepdims=True), 0)
    left = differing - (w * differing).sum(axis=0) / w.sum(axis=0)
    by_chance = ((w * left) ** 2).sum() / (coders - 1) * lines / (lines - 1) / weight.sum() ** 2
    beyond = max(0.0, float(own.var(ddof=1) - by_chance))
    return beyond / coders, coders - 1


def _narrowing(freedom: float, level: float) -> float:
    """(z / t)^2, by which a size shrinks where a variance has few degrees of freedom."""
    upper = (1 + level) / 2
    return float((special.ndtri(upper) / special.stdtrit(freedom, upper)) ** 2)


def _checked(
    codes: ArrayLike, weights: ArrayLike, probabilities: ArrayLike
) -> tuple[Floats, Floats, Floats]:
    """Codes, weights and probabilities of the lines that are coded, checked."""
    table, weight, chance = floats(codes), floats(weights), floats(probabilities)
    if table.ndim != 2 or weight.shape != table.shape[:1] or chance.shape != weight.shape:
        raise ValueError("codes must have the shape (lines, coders), all else (lines,)")
    if np.any((table < 0) | (table > 1)):
        raise ValueError("a code is not between 0 and 1")
    if np.any(weight <= 0) or np.any((chance <= 0) | (chance > 1)):
        raise ValueError("a weight is not above 0, or a probability not between 0 and 1")
    coded = ~np.isnan(table).all(axis=1)
    return table[coded], weight[coded], chance[coded]
