"""What would other texts made of the same passages look like?

Hits clump: a segment with one is likely to have more, and so is the segment after it. So blocks of
consecutive segments (runs of about 100 words) are resampled, never single words. ``hits`` has one
row per segment and one column per unit (theme, category, lemma).
"""

from __future__ import annotations

import hashlib
import json
import math

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dissent.statistics import dispersion

Floats = NDArray[np.float64]

OVERLAP_GAIN = 1.5
"""All overlapping blocks together say as much as one and a half times as many separate ones."""


def block_length(segments: int) -> int:
    """Segments per block of the bootstrap: the cube root of the number of segments, at least 1.

    n^(1/3) is the optimal rate for the variance of a mean; the constant, which would depend on
    the unknown strength of the dependence, is taken as 1.

    Parameters
    ----------
    segments
        Number of segments in the document.

    Returns
    -------
    int, at least 1.

    References
    ----------
    Hall, P., Horowitz, J. L. and Jing, B.-Y. (1995). On blocking rules for the bootstrap with
    dependent data. Biometrika 82(3), 561-574.
    """
    return max(1, round(math.cbrt(segments)))


def block_freedom(segments: ArrayLike, hits: ArrayLike | None = None) -> Floats:
    """Degrees of freedom of :func:`block_overdispersion`: 1.5 * segments / block length - 1.

    With hits, no more than these: how a long text's hits clump cannot be seen from ten of them. In
    simulations of strongly clumped hits, a contrast that takes all segments for evidence raises up
    to 8 % false alarms where 5 are promised, with this limit 6.

    Parameters
    ----------
    segments
        Number of segments in the document; broadcastable.
    hits
        Hits in the document; broadcastable.

    Returns
    -------
    float64 array of the broadcast shape, at least 1.

    References
    ----------
    The factor 1.5 is the gain of fully overlapping blocks over separate ones in Kuensch (1989), see
    :func:`block_bootstrap`. The limit was chosen by simulation.
    """
    count = np.asarray(segments, dtype=np.float64)
    length = np.maximum(np.rint(np.cbrt(count)), 1)
    freedom = OVERLAP_GAIN * count / length - 1
    if hits is not None:
        freedom = np.minimum(freedom, np.asarray(hits, dtype=np.float64))
    return np.asarray(np.maximum(freedom, 1.0), dtype=np.float64)


def compared_lengths(segments: int) -> tuple[int, ...]:
    """Block lengths at which an interval is made again, to see how far it depends on the length.

    Half of :func:`block_length`, the length itself and its double, rounded down to whole segments
    and at least 1; lengths above half of the document are left out.

    Parameters
    ----------
    segments
        Number of segments in the document.

    Returns
    -------
    tuple of int, rising, without repetition; always with the chosen length.
    """
    chosen = block_length(segments)
    others = {length for length in (chosen // 2, 2 * chosen) if 1 <= length <= segments / 2}
    return tuple(sorted({chosen} | others))


def seed_sequence(seed: int, *names: str) -> np.random.SeedSequence:
    """Seed of the random numbers for one named thing, the same on every machine.

    The names enter through SHA-256, so the numbers drawn for one document and theme do not depend
    on which other documents and themes there are. Use ``numpy.random.default_rng`` on it.

    Parameters
    ----------
    seed
        The run's seed, not negative.
    *names
        What the numbers are for, in order, for example the document and the theme.

    Returns
    -------
    numpy.random.SeedSequence

    Raises
    ------
    ValueError
        If the seed is negative.
    """
    digest = hashlib.sha256(json.dumps(names).encode("ascii")).digest()
    words = np.frombuffer(digest, dtype="<u4").tolist()
    return np.random.SeedSequence([seed, *words])


def block_bootstrap(
    hits: ArrayLike,
    words: ArrayLike,
    *,
    replicates: int,
    rng: np.random.Generator,
    length: int | None = None,
) -> Floats:
    """Rates in texts of the same length put together from blocks of the document's segments.

    Circular moving-block bootstrap: blocks of :func:`block_length` consecutive segments begin at
    random segments, the last segment being followed by the first, until as many segments are
    drawn as the document has (the last block is cut). Each replicate's rate is its hits divided by
    its words. All units share the replicates, so differences between units can be formed from
    them.

    Parameters
    ----------
    hits
        Hits, shape (segments, units), integers.
    words
        Words of each segment, shape (segments,), integers.
    replicates
        Number of replicates.
    rng
        Source of random numbers, see :func:`seed_sequence`.
    length
        Segments per block, at most as many as there are; by default :func:`block_length`.

    Returns
    -------
    float64 array, shape (replicates, units), hits per word; ``nan`` where a replicate has no words.

    Raises
    ------
    ValueError
        If the shapes do not fit, a number is negative, or the length is not between 1 and the
        number of segments.

    References
    ----------
    Kuensch, H. R. (1989). The jackknife and the bootstrap for general stationary observations.
    Annals of Statistics 17(3), 1217-1241. Circular form: Politis, D. N. and Romano, J. P. (1992).
    A circular block-resampling procedure for stationary data. In Exploring the Limits of Bootstrap.
    New York: Wiley, 263-270.
    """
    table, sizes = segment_table(hits, words)
    segments = sizes.size
    if segments == 0:
        return np.full((replicates, table.shape[1]), np.nan)
    length = block_length(segments) if length is None else length
    if not 1 <= length <= segments:
        raise ValueError(f"blocks of {length} segments cannot be drawn from {segments}")
    blocks = -(-segments // length)
    columns = np.column_stack([table, sizes])
    whole = block_sums(columns, length)
    last = block_sums(columns, segments - (blocks - 1) * length)
    starts = rng.integers(segments, size=(blocks, replicates))
    drawn = last[starts[-1]]
    for start in starts[:-1]:
        drawn += whole[start]
    with np.errstate(invalid="ignore"):
        return np.asarray(drawn[:, :-1] / drawn[:, -1:], dtype=np.float64)


def block_overdispersion(hits: ArrayLike, words: ArrayLike) -> Floats:
    """Overdispersion phi of a document's hits, clumping over several segments included.

    The larger of two estimates, each Pearson's chi-squared by its degrees of freedom: from the
    single segments (:func:`dissent.statistics.dispersion.overdispersion`) and from all overlapping
    circular blocks of :func:`block_length` segments. The second is the variance that
    :func:`block_bootstrap` has with infinitely many replicates, up to its correction for few
    blocks; it notices that neighbouring segments resemble each other. In simulations with such
    texts the first alone covers 82 to 86 % where 95 are promised.

    Parameters
    ----------
    hits
        Hits, shape (segments, units), integers.
    words
        Words of each segment, shape (segments,), integers.

    Returns
    -------
    float64 array, shape (units,), at least 1; exactly 1 for a unit without hits and for a document
    of fewer than two segments.

    Raises
    ------
    ValueError
        If the shapes do not fit, a number is negative, or a segment has hits but no words.

    References
    ----------
    Kuensch (1989), see :func:`block_bootstrap`, for the variance from overlapping blocks;
    McCullagh and Nelder (1989), see :func:`dissent.statistics.dispersion.overdispersion`.
    """
    table, sizes = segment_table(hits, words)
    single = dispersion.overdispersion(table, sizes)
    segments, total = sizes.size, table.sum(axis=0)
    length = block_length(segments)
    if segments <= length or not sizes.any():
        return single
    drawn, drawn_words = block_sums(table, length), block_sums(sizes[:, np.newaxis], length)
    expected = total * (drawn_words / sizes.sum())
    squares = (drawn - expected) ** 2 / np.where(expected > 0, expected, 1)
    blocks = segments / length
    joined = squares.sum(axis=0) / length / (blocks - 1)
    return np.asarray(np.maximum(single, joined), dtype=np.float64)


def segment_table(hits: ArrayLike, words: ArrayLike) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Hits and words as int64, checked to be one row of hits per segment."""
    table, sizes = np.asarray(hits), np.asarray(words)
    if table.ndim != 2 or sizes.shape != table.shape[:1]:
        raise ValueError("hits must have the shape (segments, units), words the shape (segments,)")
    if np.any(table < 0) or np.any(sizes < 0):
        raise ValueError("a number of hits or words is negative")
    return table.astype(np.int64), sizes.astype(np.int64)


def block_sums(columns: NDArray[np.int64], length: int) -> NDArray[np.int64]:
    """Sums over ``length`` consecutive rows from each row on, the last followed by the first."""
    circle = np.concatenate([np.zeros_like(columns[:1]), columns, columns[: length - 1]])
    running = np.cumsum(circle, axis=0)
    return np.asarray(running[length:] - running[:-length], dtype=np.int64)
