"""How surprising is a difference, and how surprising among so many that were looked at?"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

Floats = NDArray[np.float64]


def p_value(g2: ArrayLike) -> Floats:
    """Probability of a G2 at least this large (either sign) under equal rates.

    Upper tail of the chi-squared distribution with one degree of freedom at ``|g2|``, which is
    erfc(sqrt(|g2| / 2)). It treats words as independent, which they are not: clumped words get too
    small a p.

    Parameters
    ----------
    g2
        Signed or unsigned G2, any shape.

    Returns
    -------
    float64 array of the same shape, between 0 and 1; ``nan`` stays ``nan``.

    References
    ----------
    Wilks, S. S. (1938). The large-sample distribution of the likelihood ratio for testing
    composite hypotheses. Annals of Mathematical Statistics 9(1), 60-62.
    """
    return np.asarray(special.erfc(np.sqrt(np.abs(g2) / 2)), dtype=np.float64)


def false_discovery(p: ArrayLike, *, times: ArrayLike | None = None) -> Floats:
    """Benjamini-Hochberg q of many p values: the false discovery rate at which each would pass.

    The step-up procedure for independent or positively dependent tests. All values of the array
    are one family of tests; ``nan`` marks no test and does not count.

    Parameters
    ----------
    p
        Probabilities, any shape; ``nan`` allowed.
    times
        How many tests of the family have each of these p, where like ones are given once; whole
        numbers of the same shape. Once each by default.

    Returns
    -------
    float64 array of the same shape; ``nan`` where p is.

    Raises
    ------
    ValueError
        If a p lies outside 0 to 1.

    References
    ----------
    Benjamini, Y. and Hochberg, Y. (1995). Controlling the false discovery rate. Journal of the
    Royal Statistical Society B 57(1), 289-300.
    """
    probabilities = np.asarray(p, dtype=np.float64)
    if np.any((probabilities < 0) | (probabilities > 1)):
        raise ValueError("a probability must lie between 0 and 1")
    q = np.full(probabilities.shape, np.nan)
    tested = ~np.isnan(probabilities)
    family = probabilities[tested]
    tests = np.ones_like(family) if times is None else np.asarray(times)[tested]
    order = np.argsort(family)
    rank = np.cumsum(tests[order])
    scaled = family[order] * rank[-1:] / rank
    stepped = np.empty_like(family)
    stepped[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1)
    q[tested] = stepped
    return q


def false_discovery_by_family(p: ArrayLike, family: ArrayLike) -> Floats:
    """Benjamini-Hochberg q within families of columns, each corrected on its own.

    Parameters
    ----------
    p
        Probabilities, shape (rows, columns); ``nan`` marks no test.
    family
        Family of each column, shape (columns,).

    Returns
    -------
    float64 array, shape (rows, columns).

    Raises
    ------
    ValueError
        If a p lies outside 0 to 1.

    References
    ----------
    See :func:`false_discovery`.
    """
    probabilities, families = np.asarray(p, dtype=np.float64), np.asarray(family)
    q = np.full_like(probabilities, np.nan)
    for own in np.unique(families):
        q[:, families == own] = false_discovery(probabilities[:, families == own])
    return q


def bonferroni_level(level: float, tests: int) -> float:
    """Confidence level of each of many intervals that together hold with the level given.

    1 - (1 - level) / tests: all intervals of the family take in their true values at once with at
    least the level.

    Parameters
    ----------
    level
        Of the family, between 0 and 1.
    tests
        Number of intervals, at least 1.

    Returns
    -------
    float
        At least the level.

    Raises
    ------
    ValueError
        If the level is not between 0 and 1 or there are no tests.

    References
    ----------
    Dunn, O. J. (1961). Multiple comparisons among means. Journal of the American Statistical
    Association 56(293), 52-64.
    """
    if not 0 < level < 1:
        raise ValueError(f"the confidence level must lie between 0 and 1, not {level}")
    if tests < 1:
        raise ValueError("a family of tests has at least one")
    return 1 - (1 - level) / tests
