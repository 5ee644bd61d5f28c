"""Do several coders code the same passages alike, beyond what chance would give?

Codes are small whole numbers, one row per line coded and one column per coder; `MISSING` stands
where a coder has not coded a line.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["MISSING", "alpha_interval", "krippendorff_alpha", "raw_agreement"]

MISSING = -1
Floats = NDArray[np.float64]
Counts = NDArray[np.int64]


def krippendorff_alpha(codes: ArrayLike) -> float:
    """Krippendorff's alpha for nominal codes: 1 - observed over expected disagreement.

    With o_ck the coincidences of the codes c and k (each line with m >= 2 codes gives its ordered
    pairs, each divided by m - 1), n_c their row sums and n their total,
    alpha = 1 - (n - 1) * sum_{c != k} o_ck / sum_{c != k} n_c n_k. Any number of coders, missing
    codes allowed. 1 is perfect agreement, 0 that of codes dealt out by chance.

    Parameters
    ----------
    codes
        Shape (lines, coders), integers from 0; ``MISSING`` where there is no code.

    Returns
    -------
    float
        ``nan`` where no line has two codes, and where all codes are the same: without variation
        nothing tells agreement from habit.

    Raises
    ------
    ValueError
        If the codes have not this shape or one is below ``MISSING``.

    References
    ----------
    Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability. University of Pennsylvania,
    section C. The nominal form, not the ordinal, interval or ratio one.
    """
    return float(_alphas(_code_counts(codes)[np.newaxis])[0])


def alpha_interval(
    codes: ArrayLike, *, replicates: int = 2000, level: float = 0.95, rng: np.random.Generator
) -> tuple[float, float]:
    """Interval of Krippendorff's alpha: percentiles of a bootstrap of the lines.

    Lines, each with the codes of all coders, are drawn anew with replacement as often as there are
    lines with two codes. Replicates in which all codes are the same are left out. This is the
    bootstrap of Zapf and others, not Krippendorff's own, which draws pairs of codes.

    Parameters
    ----------
    codes
        As for :func:`krippendorff_alpha`.
    replicates
        Number of replicates.
    level
        Confidence level, between 0 and 1.
    rng
        Source of random numbers.

    Returns
    -------
    low, high : float
        ``nan`` where alpha is.

    Raises
    ------
    ValueError
        If the codes have not the right shape or the level is not between 0 and 1.

    References
    ----------
    Zapf, A., Castell, S., Morawietz, L. and Karch, A. (2016). Measuring inter-rater reliability for
    nominal data - which coefficients and confidence intervals are appropriate? BMC Medical Research
    Methodology 16, article 93.
    """
    if not 0 < level < 1:
        raise ValueError(f"the confidence level must lie between 0 and 1, not {level}")
    counts = _code_counts(codes)
    counts = counts[counts.sum(axis=1) >= 2]
    if np.isnan(_alphas(counts[np.newaxis])[0]):
        return np.nan, np.nan
    lines = len(counts)
    drawn = _alphas(counts[rng.integers(lines, size=(replicates, lines))])
    low, high = np.nanquantile(drawn, [(1 - level) / 2, (1 + level) / 2])
    return float(low), float(high)


def raw_agreement(codes: ArrayLike) -> tuple[float, int]:
    """Share of the pairs of codes of the same line that are equal, as a mean over lines.

    Parameters
    ----------
    codes
        As for :func:`krippendorff_alpha`.

    Returns
    -------
    share : float
        ``nan`` where no line has two codes. With two coders it is the plain share of lines coded
        alike (Holsti's).
    lines : int
        Lines with at least two codes.

    Raises
    ------
    ValueError
        If the codes have not the right shape or one is below ``MISSING``.

    References
    ----------
    Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological
    Bulletin 76(5), 378-382: the observed agreement.
    """
    counts = _code_counts(codes)
    given = counts.sum(axis=1)
    counts, given = counts[given >= 2], given[given >= 2]
    if not len(given):
        return np.nan, 0
    equal = (counts * (counts - 1)).sum(axis=1) / (given * (given - 1))
    return float(equal.mean()), len(given)


def _code_counts(codes: ArrayLike) -> Counts:
    """How many coders gave each line each code: (lines, codes)."""
    table = np.asarray(codes)
    if table.ndim != 2 or not np.issubdtype(table.dtype, np.integer):
        raise ValueError("codes must be integers of the shape (lines, coders)")
    if table.size and table.min() < MISSING:
        raise ValueError(f"a code is below {MISSING}")
    values = range(int(table.max(initial=MISSING)) + 1)
    columns = [(table == value).sum(axis=1) for value in values]
    return np.array(columns, dtype=np.int64).reshape(len(values), len(table)).T


def _alphas(counts: Counts) -> Floats:
    """Alpha of each replicate: (replicates, lines, codes) to (replicates,)."""
    given = counts.sum(axis=2)
    paired = counts * (given >= 2)[..., np.newaxis]
    per_pair = np.maximum(given - 1, 1)
    disagreeing = (paired * (given[..., np.newaxis] - paired)).sum(axis=2) / per_pair
    observed = disagreeing.sum(axis=1)
    of_code = paired.sum(axis=1)
    total = of_code.sum(axis=1)
    expected = total**2 - (of_code**2).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        alpha = 1 - (total - 1) * observed / expected
    return np.asarray(np.where(expected > 0, alpha, np.nan), dtype=np.float64)
