"""How varied is the vocabulary of a text, measured so that texts of different length compare?

Every function takes the text as a one-dimensional array of type codes in text order (any integers;
equal codes are the same type) and returns one float. A text that is too short for a measure gives
``nan``: there is no silent fallback to another measure or a smaller window.
"""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse


def ttr(codes: ArrayLike) -> float:
    """Type-token ratio: distinct types divided by tokens; falls as a text grows longer.

    Parameters
    ----------
    codes
        Type codes in text order, shape (tokens,), integers.

    Returns
    -------
    float from 0 to 1; ``nan`` for an empty text.

    Raises
    ------
    ValueError
        If the codes are not a one-dimensional array of integers.
    """
    text = _codes(codes)
    return float(np.unique(text).size / text.size) if text.size else math.nan


def mattr(codes: ArrayLike, *, window: int = 100) -> float:
    """Moving-average type-token ratio: the mean TTR of all windows of ``window`` tokens.

    A token is the first of its type in those windows that begin after the type's previous
    occurrence; adding up how many windows that is, token by token, gives the sum of the types of
    all windows without visiting any window.

    Parameters
    ----------
    codes
        Type codes in text order, shape (tokens,), integers.
    window
        Tokens per window, at least 1; windows move by one token.

    Returns
    -------
    float from 0 to 1; ``nan`` for a text shorter than the window.

    Raises
    ------
    ValueError
        If the codes are not a one-dimensional array of integers or the window is below 1.

    References
    ----------
    Covington, M. A. and McFall, J. D. (2010). Cutting the Gordian knot: the moving-average
    type-token ratio (MATTR). Journal of Quantitative Linguistics 17(2), 94-100.
    """
    if window < 1:
        raise ValueError(f"the window must be at least 1 token, not {window}")
    text = _codes(codes)
    last_start = text.size - window
    if last_start < 0 or text.size == 0:
        return math.nan
    position = np.arange(text.size)
    earliest = np.maximum(_previous(text) + 1, position - window + 1)
    windows_where_new = np.minimum(position, last_start) - earliest + 1
    types = int(np.maximum(windows_where_new, 0).sum())
    return types / (window * (last_start + 1))


def mtld(codes: ArrayLike, *, threshold: float = 0.72) -> float:
    """Measure of textual lexical diversity: how many tokens keep the TTR at the threshold.

    Read from the start, a factor is complete at the token where the running TTR falls STRICTLY
    BELOW the threshold (implementations with "at or below" differ), and the count starts anew
    after it. The rest counts as the partial factor (1 - TTR) / (1 - threshold). MTLD is tokens
    divided by factors, as the MEAN of a forward and a backward reading of the text.

    Parameters
    ----------
    codes
        Type codes in text order, shape (tokens,), integers.
    threshold
        TTR at which a factor is complete, between 0 and 1.

    Returns
    -------
    float, in tokens; ``nan`` for an empty text and for one in which no type is repeated (it has
    no factor, not even a part of one).

    Raises
    ------
    ValueError
        If the codes are not a one-dimensional array of integers or the threshold is not between
        0 and 1.

    References
    ----------
    McCarthy, P. M. and Jarvis, S. (2010). MTLD, vocd-D, and HD-D: a validation study of
    sophisticated approaches to lexical diversity assessment. Behavior Research Methods 42(2),
    381-392.
    """
    if not 0 < threshold < 1:
        raise ValueError(f"the threshold must lie between 0 and 1, not {threshold}")
    text = _codes(codes)
    previous = _previous(text)
    forward = _factors(previous, threshold)
    backward = _factors(_mirrored(previous), threshold)
    if forward == 0 or backward == 0:
        return math.nan
    return (text.size / forward + text.size / backward) / 2


def hdd(codes: ArrayLike, *, sample: int = 42) -> float:
    """HD-D: the TTR to be expected in a random sample of ``sample`` tokens.

    The sum over the types of the probability (hypergeometric, without replacement) that the type
    occurs in the sample, divided by the sample size: the scale of a TTR.

    Parameters
    ----------
    codes
        Type codes in text order, shape (tokens,), integers.
    sample
        Tokens in the sample, at least 1.

    Returns
    -------
    float from 0 to 1; ``nan`` for a text shorter than the sample.

    Raises
    ------
    ValueError
        If the codes are not a one-dimensional array of integers or the sample is below 1.

    References
    ----------
    McCarthy, P. M. and Jarvis, S. (2007). vocd: a theoretical and empirical evaluation. Language
    Testing 24(4), 459-488; McCarthy and Jarvis (2010), see :func:`mtld`.
    """
    if sample < 1:
        raise ValueError(f"the sample must be at least 1 token, not {sample}")
    text = _codes(codes)
    if text.size < sample:
        return math.nan
    frequency, types = _spectrum(text)
    left = text.size - np.arange(sample, dtype=np.float64)
    missed = np.prod(np.maximum(left - frequency[:, np.newaxis], 0) / left, axis=1)
    return float(np.sum(types * (1 - missed)) / sample)


def yule_k(codes: ArrayLike) -> float:
    """Yule's characteristic K: how often two random tokens are the same type; high is repetitive.

    10,000 * (sum of f^2 over the types - N) / N^2, with f a type's frequency and N the tokens.

    Parameters
    ----------
    codes
        Type codes in text order, shape (tokens,), integers.

    Returns
    -------
    float, at least 0; ``nan`` for an empty text.

    Raises
    ------
    ValueError
        If the codes are not a one-dimensional array of integers.

    References
    ----------
    Yule, G. U. (1944). The statistical study of literary vocabulary. Cambridge: Cambridge
    University Press.
    """
    text = _codes(codes)
    if not text.size:
        return math.nan
    frequency, types = _spectrum(text)
    tokens = float(text.size)
    return float(1e4 * (np.sum(types * frequency**2) - tokens) / tokens**2)


def _codes(codes: ArrayLike) -> NDArray[np.int64]:
    text = np.asarray(codes)
    if text.ndim != 1 or (text.size and text.dtype.kind not in "iu"):
        raise ValueError("type codes must be a one-dimensional array of integers")
    return text.astype(np.int64, copy=False)


def _spectrum(text: NDArray[np.int64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The distinct frequencies of the text, and how many types have each."""
    frequency, types = np.unique(np.unique(text, return_counts=True)[1], return_counts=True)
    return frequency.astype(np.float64), types.astype(np.float64)


def _previous(text: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each token the position of the previous token of its type, or -1.

    The positions are put in order of type by a counting sort, which scipy has as the conversion of
    a sparse matrix (rows: types, columns: positions): 7 times as fast as a stable ``argsort``.
    """
    tokens = text.size
    if tokens and (text.min() < 0 or text.max() >= 4 * tokens):
        text = np.unique(text, return_inverse=True)[1]
    types = int(text.max()) + 1 if tokens else 0
    marks = np.ones(tokens, dtype=np.int8)
    by_type = sparse.csr_array((marks, (text, np.arange(tokens))), shape=(types, tokens))
    order = by_type.indices.astype(np.int64)
    previous = np.full(tokens, -1, dtype=np.int64)
    previous[order[1:]] = order[:-1]
    previous[order[by_type.indptr[:-1][np.diff(by_type.indptr) > 0]]] = -1
    return previous


def _mirrored(previous: NDArray[np.int64]) -> NDArray[np.int64]:
    """What :func:`_previous` gives for the text read backward."""
    tokens = previous.size
    later = np.flatnonzero(previous >= 0)
    mirrored = np.full(tokens, -1, dtype=np.int64)
    mirrored[tokens - 1 - previous[later]] = tokens - 1 - later
    return mirrored


def _factors(previous: NDArray[np.int64], threshold: float) -> float:
    """Number of MTLD factors, whole and partial, in reading order.

    The TTR can only fall at a token whose type already occurred in the running factor, so only
    such tokens are looked at.
    """
    repeated = np.flatnonzero(previous >= 0)
    factors, start, repeats = 0, 0, 0
    for position, earlier in zip(repeated.tolist(), previous[repeated].tolist(), strict=True):
        if earlier >= start:
            repeats += 1
            length = position - start + 1
            if (length - repeats) / length < threshold:
                factors, start, repeats = factors + 1, position + 1, 0
    length = previous.size - start
    return factors + (repeats / length / (1 - threshold) if length else 0.0)
