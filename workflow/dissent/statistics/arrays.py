"""How the statistics take their numbers: in double precision, whatever they are given as."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]


def floats(values: ArrayLike) -> Floats:
    """Take numbers as an array in double precision.

    Parameters
    ----------
    values
        Numbers: one, a list, an array of integers.

    Returns
    -------
    float64 array of the same shape; the one given, not a copy, where it is one already.
    """
    return np.asarray(values, dtype=np.float64)
