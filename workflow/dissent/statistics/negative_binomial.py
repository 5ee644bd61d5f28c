"""How often would a theme's words come, if only a few came, and these perhaps in clumps?

A short text says little about how its own hits clump: six segments with three hits fit many degrees
of clumping. So none is estimated and then taken as known; the interval averages over all of them,
each with the weight that the text gives it, and is never narrower than that of independent hits.
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from dissent.statistics.resampling import (
    OVERLAP_GAIN,
    block_length,
    block_sums,
    segment_table,
)

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]

MEAN_POWER = 0.75
"""The prior density of the mean is its power -1/4, between Jeffreys's for a Poisson mean (-1/2) and
a flat one. Chosen by simulation: with Jeffreys's, a text without hits has too low an upper limit
where hits clump much (seven expected, four times the variance: 92 % covered, where this has 95)."""
MEAN_EXCESS = 3.0
"""The prior of phi - 1 is exponential with this mean. With 2, texts of six times the variance of
independent hits are covered too seldom; with heavier tails, such as an even distribution of
1 / phi, no hits in 600 words would have an upper limit of 26 hits, where this one has 9."""

# Where the likelihood is evaluated, as logarithms of the mean and of the concentration over
# (hits + 1): the means close together near 0, for many hits, and far out on both sides, for few.
_PLACE = np.arange(-6.24, 5.1, 0.12)
_MEANS: Floats = 0.05 * np.sinh(_PLACE)
_MEAN_WEIGHTS: Floats = np.exp(MEAN_POWER * _MEANS) * np.cosh(_PLACE)
_CONCENTRATIONS: Floats = np.linspace(-np.log(1_000), np.log(300), 41)
# The total's log likelihood there, with the prior of phi: what stands in all units, and what comes
# to it with every hit.
_EXCESS: Floats = np.exp(_MEANS - _CONCENTRATIONS[:, np.newaxis])
_NO_HIT: Floats = -np.exp(_CONCENTRATIONS[:, np.newaxis]) * np.log1p(_EXCESS)
_OF_ALL: Floats = _NO_HIT + np.log(_EXCESS) - _EXCESS / MEAN_EXCESS
_PER_HIT: Floats = _NO_HIT + np.log(_EXCESS) - np.log1p(_EXCESS)


def clumped_rate(
    hits: ArrayLike, words: ArrayLike, *, level: float = 0.95, length: int | None = None
) -> tuple[Floats, Floats]:
    """Interval for a rate from few hits, over all degrees of clumping that the text allows.

    Hits are taken as negative binomial with mean M * (words of the block) / (all words) and phi
    times the variance of a Poisson count, in blocks of segments as in
    :func:`dissent.statistics.resampling.block_bootstrap`. The likelihood is that of the total
    (negative binomial, size theta = M / (phi - 1)) times that of its spread over the blocks
    (Dirichlet-multinomial, which depends on theta alone). The second is the geometric mean over all
    ways to divide the text into blocks, to the power 1.5 where these overlap. phi is integrated
    out; the prior of phi - 1 is exponential with mean 3, the same for every text, so that no
    document changes another's interval. M has a prior density of M^(-1/4). The limits leave
    (1 - level) / 2 of the distribution of M on either side: an INTEGRATED-LIKELIHOOD (Bayes)
    interval, judged by how often it covers (docs/coverage.md). It is then WIDENED to hold Garwood's
    exact interval of independent hits, since hits that may clump never tell more than these: of one
    hit alone the likelihood would allow no mean below 0.29, Garwood's limit is 0.025. So hits that
    do not clump are missed in at most (1 - level) / 2 of the texts on either side. Where few are
    expected it covers too often, as an interval from whole numbers must that nowhere covers too
    seldom, and what it misses lies below it: the two sides are not equal.

    Parameters
    ----------
    hits
        Hits, shape (segments, units), integers.
    words
        Words of each segment, shape (segments,), integers.
    level
        Confidence level, between 0 and 1.
    length
        Segments per block; by default :func:`dissent.statistics.resampling.block_length`.

    Returns
    -------
    low, high : float64 arrays, shape (units,), hits per word; low is 0 where there are no hits;
    both are ``nan`` for a document without words.

    Raises
    ------
    ValueError
        If the shapes do not fit, a number is negative, a segment has hits but no words, or the
        level is not between 0 and 1.

    References
    ----------
    Berger, J. O., Liseo, B. and Wolpert, R. L. (1999). Integrated likelihood methods for
    eliminating nuisance parameters. Statistical Science 14(1), 1-28. Negative binomial with a
    variance proportional to the mean: McCullagh, P. and Nelder, J. A. (1989). Generalized linear
    models. 2nd ed. London: Chapman and Hall, section 6.2.3. Dirichlet-multinomial word counts:
    Madsen, R. E., Kauchak, D. and Elkan, C. (2005). Modeling word burstiness using the Dirichlet
    distribution. Proceedings of ICML, 545-552. Exact limits: Garwood, F. (1936), see
    :func:`dissent.statistics.intervals.exact_rate`.
    """
    table, sizes = segment_table(hits, words)
    if not 0 < level < 1:
        raise ValueError(f"the confidence level must lie between 0 and 1, not {level}")
    if np.any(table[sizes == 0]):
        raise ValueError("a segment has hits but no words")
    total, all_words = table.sum(axis=0), int(sizes.sum())
    if not all_words or not total.size:
        return np.full(total.shape, np.nan), np.full(total.shape, np.nan)
    # units without hits all have the same interval: it is made once
    place = np.arange(total.size)
    chosen, unit = np.unique(np.where(total > 0, place, np.argmin(total)), return_inverse=True)
    length = block_length(sizes.size) if length is None else length
    density = _mean_density(_of_theta(table[:, chosen], sizes, length), total[chosen])
    low, high = (_quantiles(density, level) * (total[chosen] + 1))[:, unit]
    low = np.minimum(low, special.gammaincinv(total, (1 - level) / 2))
    high = np.maximum(high, special.gammaincinv(total + 1, (1 + level) / 2))
    return np.where(total > 0, low, 0.0) / all_words, high / all_words


def _of_theta(table: Integers, sizes: Integers, length: int) -> Floats:
    """Log likelihood, as far as it depends on theta alone: (units, concentrations).

    The spread over the blocks has the factor Gamma(theta) / Gamma(theta + hits), the total has its
    inverse: it goes out, but for the power that the spread has where blocks overlap.
    """
    total = table.sum(axis=0)
    theta = (total + 1.0)[:, np.newaxis] * np.exp(_CONCENTRATIONS)
    blocks, block_words = block_sums(table, length), block_sums(sizes[:, np.newaxis], length)[:, 0]
    size, kind = np.unique(block_words, return_inverse=True)
    with_next = _blocks_above(blocks, kind)
    unit, kind, hits = np.nonzero(with_next)
    # a block's next hit has the weight (hits it has + its share of theta)
    weights = hits[:, np.newaxis] + theta[unit] * (size / sizes.sum())[kind, np.newaxis]
    found: Floats = np.zeros_like(theta)
    begins = np.flatnonzero(np.diff(unit, prepend=-1))
    terms = np.log(weights) * (with_next[unit, kind, hits] / length)[:, np.newaxis]
    found[unit[begins]] = np.add.reduceat(terms, begins)
    if length == 1:
        return found
    factor = special.gammaln(theta) - special.gammaln(theta + total[:, np.newaxis])
    return np.asarray(OVERLAP_GAIN * found + (OVERLAP_GAIN - 1) * factor, dtype=np.float64)


def _blocks_above(blocks: Integers, kind: Integers) -> Integers:
    """How many blocks have more than 0, 1, 2, ... hits: (units, kinds of block, largest count)."""
    shape = blocks.shape[1], int(kind.max()) + 1, int(blocks.max()) + 1
    places = np.ravel_multi_index((np.arange(shape[0]), kind[:, np.newaxis], blocks), shape)
    cells = np.bincount(places.ravel(), minlength=np.prod(shape)).reshape(shape)
    above = np.cumsum(cells[..., ::-1], axis=-1)[..., ::-1]
    return np.asarray(above[..., 1:], dtype=np.int64)


def _mean_density(of_theta: Floats, total: Integers) -> Floats:
    """Weight of each mean, all degrees of clumping together, up to a factor: (units, means)."""
    density = np.empty((len(total), len(_MEANS)))
    # one by one and not as a matrix product, whose last digit depends on how many units there are
    for unit, hits in enumerate(total.tolist()):
        largest, likelihood = _of_means(hits)
        weight = np.exp(of_theta[unit] + largest - (of_theta[unit] + largest).max())
        density[unit] = (weight[:, np.newaxis] * likelihood).sum(axis=0)
    return density * _MEAN_WEIGHTS


# 4,000 intervals are made for a thousand documents, and most have few hits
@lru_cache(maxsize=256)
def _of_means(hits: int) -> tuple[Floats, Floats]:
    """Likelihood of so many hits: its logarithm's largest at each concentration, and what it is of
    that at each mean, (concentrations, means).
    """
    log_likelihood = _OF_ALL + hits * _PER_HIT
    largest = log_likelihood.max(axis=1)
    return largest, np.exp(log_likelihood - largest[:, np.newaxis])


def _quantiles(density: Floats, level: float) -> Floats:
    """Lower and upper quantile of the mean over (hits + 1): (2, units)."""
    below = np.cumsum(density, axis=1) - density / 2
    below /= density.sum(axis=1, keepdims=True)
    unit, limits = np.arange(len(density)), []
    for share in ((1 - level) / 2, (1 + level) / 2):
        after = np.clip((below < share).sum(axis=1), 1, below.shape[1] - 1)
        # on the scale of the normal distribution, on which the curve is nearly straight
        ends = special.ndtri(np.clip([below[unit, after - 1], below[unit, after]], 1e-300, 1))
        part = np.clip((special.ndtri(share) - ends[0]) / (ends[1] - ends[0]), 0, 1)
        limits.append(np.exp(_MEANS[after - 1] + part * (_MEANS[after] - _MEANS[after - 1])))
    return np.array(limits)
