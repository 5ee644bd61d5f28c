"""How surprising is a difference, and how surprising among so many that were looked at?"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

Floats = NDArray[np.float64]


def p_value(g2: ArrayLike) -> Floats:
    """Probability of a G2 at least this large (either sign) under equal rates.

    Upper tail of the chi-squared distribution with one degree of freedom at ``|g2|``. It treats
    words as independent, which they are not: clumped words get too small a p.

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
    return np.asarray(special.chdtrc(1.0, np.abs(g2)), dtype=np.float64)


def false_discovery(p: ArrayLike) -> Floats:
    """Benjamini-Hochberg q of many p values: the false discovery rate at which each would pass.

    The step-up procedure for independent or positively dependent tests. All values of the array
    are one family of tests; ``nan`` marks no test and does not count.

    Parameters
    ----------
    p
        Probabilities, any shape; ``nan`` allowed.

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
    order = np.argsort(family)
    scaled = family[order] * family.size / np.arange(1, family.size + 1)
    stepped = np.empty_like(family)
    stepped[order] = np.minimum(np.minimum.accumulate(scaled[::-1])[::-1], 1)
    q[tested] = stepped
    return q
