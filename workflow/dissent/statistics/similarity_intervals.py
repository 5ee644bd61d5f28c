"""How sure is a similarity, and how unlike would two documents be by chance alone?

A similarity is a number about two whole texts. Its evidence is in their passages, so blocks of
segments (runs of about 100 words) are left out, drawn anew, or shuffled. ``counts`` has one row per
segment and one column per item.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse, special

from dissent.statistics.resampling import block_length

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

JACKKNIFE_BLOCKS = 20
"""A document is cut into at most so many blocks of segments, ..."""
FEWEST_BLOCKS = 4
"""... and needs at least so many for an interval; fewer say next to nothing."""


def jackknife_blocks(segments: int) -> int:
    """Into how many blocks of consecutive segments a document is cut for the jackknife.

    Segments divided by :func:`dissent.statistics.resampling.block_length`, at most
    ``JACKKNIFE_BLOCKS``: a long text has longer blocks, so that its chapters stay whole.

    Parameters
    ----------
    segments
        Number of segments in the document.

    Returns
    -------
    int, at least 1.
    """
    return max(1, min(JACKKNIFE_BLOCKS, round(segments / block_length(segments))))


def without_each_block(counts: sparse.csr_array) -> Floats:
    """Counts of a document without each of its blocks in turn.

    Parameters
    ----------
    counts
        Occurrences, sparse, shape (segments, items).

    Returns
    -------
    float64 array, shape (blocks, items), see :func:`jackknife_blocks`.
    """
    segments = counts.shape[0]
    blocks = jackknife_blocks(segments)
    block = np.arange(segments) * blocks // segments
    kept = (block[np.newaxis] != np.arange(blocks)[:, np.newaxis]).astype(np.float64)
    return np.asarray(kept @ counts, dtype=np.float64)


def jackknife_variance(values: ArrayLike) -> Floats:
    """Variance of a statistic, from its values with each block of the text left out in turn.

    (b - 1) / b times the sum of squared deviations from their mean, with b blocks. It is too large
    rather than too small on average (Efron and Stein 1981), most so where two texts differ by
    little more than chance. The bootstrap would be no help here: texts made of redrawn passages
    have the noise of sampling twice, so that their divergence from another text is larger than the
    divergence in hand; in simulations its standard error was 0.7 to 2.2 times the true one, that of
    the jackknife 0.8 to 1.5 times.

    Parameters
    ----------
    values
        The statistic without each block, shape (blocks, ...).

    Returns
    -------
    float64 array of the shape without the first axis; ``nan`` with fewer than two blocks, and
    where a value is ``nan``.

    References
    ----------
    Tukey, J. W. (1958). Bias and confidence in not quite large samples. Annals of Mathematical
    Statistics 29, 614. Efron, B. and Stein, C. (1981). The jackknife estimate of variance. Annals
    of Statistics 9(3), 586-596. For blocks of dependent data: Kuensch (1989), see
    :func:`dissent.statistics.resampling.block_bootstrap`.
    """
    table = np.asarray(values, dtype=np.float64)
    blocks = len(table)
    if blocks < 2:
        return np.full(table.shape[1:], np.nan)
    squares = np.square(table - table.mean(axis=0)).sum(axis=0)
    return np.asarray((blocks - 1) / blocks * squares, dtype=np.float64)


def jackknife_interval(
    value: ArrayLike,
    variance_a: ArrayLike,
    blocks_a: ArrayLike,
    variance_b: ArrayLike,
    blocks_b: ArrayLike,
    *,
    level: float = 0.95,
) -> tuple[Floats, Floats]:
    """Interval for a similarity, from what each of the two texts' passages contributes to it.

    value +- t * sqrt(v_a + v_b), with Student's t at Satterthwaite's degrees of freedom
    (v_a + v_b)^2 / (v_a^2 / (blocks_a - 1) + v_b^2 / (blocks_b - 1)). It is about the value that
    texts of THESE LENGTHS have on average whose passages are of the same kinds, and always has the
    value in it; it is not about the value of endless texts, which for a divergence would be
    smaller. In simulations with texts of 8 to 60 segments, 95 % intervals cover that
    average in 95 to 100 %; where passages run over five segments in 87 to 99 %, but for the cosine
    of tf-idf in 83 to 88 % (docs/coverage.md).

    Parameters
    ----------
    value
        The similarities; broadcastable.
    variance_a, blocks_a
        :func:`jackknife_variance` of the first text, and its blocks; broadcastable.
    variance_b, blocks_b
        The same of the second.
    level
        Confidence level, between 0 and 1.

    Returns
    -------
    low, high : float64 arrays of the broadcast shape; ``nan`` where a text has fewer than
    ``FEWEST_BLOCKS`` blocks or a variance is ``nan``.

    Raises
    ------
    ValueError
        If the level is not between 0 and 1.

    References
    ----------
    Satterthwaite, F. E. (1946). An approximate distribution of estimates of variance components.
    Biometrics Bulletin 2(6), 110-114.
    """
    if not 0 < level < 1:
        raise ValueError(f"the confidence level must lie between 0 and 1, not {level}")
    middle, first, second = (
        np.asarray(v, dtype=np.float64) for v in (value, variance_a, variance_b)
    )
    free = [np.maximum(np.asarray(blocks) - 1, 1) for blocks in (blocks_a, blocks_b)]
    both = first + second
    with np.errstate(divide="ignore", invalid="ignore"):
        freedom = both**2 / (first**2 / free[0] + second**2 / free[1])
    reach = special.stdtrit(np.where(both > 0, freedom, 1), (1 + level) / 2) * np.sqrt(both)
    enough = np.minimum(blocks_a, blocks_b) >= FEWEST_BLOCKS
    reach = np.where(enough, reach, np.nan)
    return middle - reach, middle + reach


def drawn_segments(segments: int, *, replicates: int, rng: np.random.Generator) -> Ints:
    """How often each segment of a document is drawn in each replicate of the block bootstrap.

    The scheme of :func:`dissent.statistics.resampling.block_bootstrap` (circular moving blocks, the
    last one cut), as weights by which sparse counts of any number of items can be summed.

    Parameters
    ----------
    segments
        Number of segments in the document.
    replicates
        Number of replicates.
    rng
        Source of random numbers, see :func:`dissent.statistics.resampling.seed_sequence`.

    Returns
    -------
    int64 array, shape (replicates, segments); each row sums to the number of segments.
    """
    length = block_length(segments)
    blocks = -(-segments // length)
    starts = rng.integers(segments, size=(replicates, blocks, 1))
    places = (starts + np.arange(length)) % segments
    places = places.reshape(replicates, -1)[:, :segments]
    numbered = places + segments * np.arange(replicates)[:, np.newaxis]
    drawn = np.bincount(numbered.ravel(), minlength=replicates * segments)
    return drawn.reshape(replicates, segments).astype(np.int64)


def shuffled_halves(
    counts_a: sparse.csr_array,
    counts_b: sparse.csr_array,
    *,
    shuffles: int,
    rng: np.random.Generator,
) -> tuple[Floats, Floats]:
    """Counts of two texts of the same lengths, made of the segments of both, shuffled.

    What two such texts differ by is what two documents of these lengths would differ by if all
    their passages came from one pool: the yardstick for a divergence, which is never 0 between
    samples and the larger the shorter they are.

    Parameters
    ----------
    counts_a, counts_b
        Occurrences, sparse, shapes (segments of each document, items).
    shuffles
        How often the segments are shuffled.
    rng
        Source of random numbers, see :func:`dissent.statistics.resampling.seed_sequence`.

    Returns
    -------
    first, second : float64 arrays, shape (shuffles, items), as many segments in each as in the
    document whose place it takes.

    References
    ----------
    The permutation principle of Fisher, R. A. (1935). The design of experiments. Edinburgh: Oliver
    and Boyd, section 21.
    """
    pool = sparse.vstack([counts_a, counts_b], format="csr")
    own = np.arange(pool.shape[0]) < counts_a.shape[0]
    chosen = rng.permuted(np.tile(own, (shuffles, 1)), axis=1).astype(np.float64)
    first = np.asarray(chosen @ pool, dtype=np.float64)
    return first, np.asarray(pool.sum(axis=0), dtype=np.float64) - first
