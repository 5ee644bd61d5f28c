"""The measures of :mod:`dissent.statistics.similarity` for all pairs of two sets of documents.

Each function gives the same numbers as the measure of the same name, faster: a thousand documents
make half a million pairs. One set alone is compared with itself; its diagonal is exact.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.spatial import distance

Floats = NDArray[np.floating[Any]]

# Documents compared with one other at a time: so many that the numbers stay in the cache.
_TOGETHER = 64


def cosine_matrix(vectors: ArrayLike, others: ArrayLike | None = None) -> Floats:
    """Cosines of all pairs of rows, see :func:`dissent.statistics.similarity.cosine`.

    Parameters
    ----------
    vectors
        Shape (documents, items).
    others
        Shape (other documents, items); the same documents where it is left out.

    Returns
    -------
    float64 array, shape (documents, other documents); ``nan`` for rows that are all zero.
    """
    rows = _unit(vectors)
    columns = rows if others is None else _unit(others)
    cosines = np.clip(rows @ columns.T, -1, 1)
    if others is None:
        np.fill_diagonal(cosines, np.where(np.isnan(cosines.diagonal()), np.nan, 1.0))
    return cosines


def jensen_shannon_matrix(counts: ArrayLike, others: ArrayLike | None = None) -> Floats:
    """Divergences of all pairs of rows, see :func:`dissent.statistics.similarity.jensen_shannon`.

    With f(x) = x log2(x), the divergence is 1 - sum of (f(p + q) - f(p) - f(q)) / 2, and an item
    that one of the two lacks adds nothing: only the items of the first are looked at.

    Parameters
    ----------
    counts
        Occurrences, shape (documents, items). In float32 the logarithms are taken in float32: twice
        as fast and right to about 1e-6, enough for replicates.
    others
        Shape (other documents, items); the same documents where it is left out.

    Returns
    -------
    float64 (for float32, float32) array, shape (documents, other documents), in bits; ``nan`` for
    rows without any item.
    """
    shares = _shares(counts)
    # Of a pair the document with fewer items comes first: only its items are looked at.
    order = np.argsort((shares > 0).sum(axis=1), kind="stable")
    shares = shares[order] if others is None else shares
    second = shares if others is None else _shares(others)
    surprise, their_surprise = _surprise(shares), _surprise(second)
    alone = surprise.sum(axis=1)
    # What each pair's shared items have on their own, from the side of the second document.
    theirs = (shares > 0).astype(shares.dtype) @ np.nan_to_num(their_surprise).T
    items = [np.flatnonzero(row > 0) for row in shares]
    found = np.empty((len(shares), len(second)), dtype=shares.dtype)
    for start in range(0, len(second), _TOGETHER):
        inside = slice(start, start + _TOGETHER)
        by_item = np.ascontiguousarray(second[inside].T)
        for place in range(min(start + _TOGETHER, len(shares)) if others is None else len(shares)):
            joint = np.take(by_item, items[place], axis=0)
            joint += shares[place, items[place], np.newaxis]
            together = np.einsum("ij,ij->j", joint, np.log2(joint))
            found[place, inside] = 1 - (together - alone[place] - theirs[place, inside]) / 2
    if others is None:
        found = np.triu(found, 1) + np.triu(found, 1).T
    found = np.clip(found, 0, 1)
    found[np.isnan(alone)] = np.nan
    found[:, np.isnan(their_surprise.sum(axis=1))] = np.nan
    if others is None:
        back = np.argsort(order, kind="stable")
        found = found[np.ix_(back, back)]
    return found


def hellinger_matrix(counts: ArrayLike, others: ArrayLike | None = None) -> Floats:
    """Distances of all pairs of rows, see :func:`dissent.statistics.similarity.hellinger`.

    Parameters
    ----------
    counts
        Occurrences, shape (documents, items).
    others
        Shape (other documents, items); the same documents where it is left out.

    Returns
    -------
    float64 array, shape (documents, other documents); ``nan`` for rows without any item.
    """
    roots = np.sqrt(_shares(counts))
    second = roots if others is None else np.sqrt(_shares(others))
    return np.asarray(distance.cdist(roots, second) / np.sqrt(2), dtype=np.float64)


def burrows_delta_matrix(z_scores: ArrayLike, others: ArrayLike | None = None) -> Floats:
    """Deltas of all pairs of rows, see :func:`dissent.statistics.similarity.burrows_delta`.

    Parameters
    ----------
    z_scores
        Shape (documents, words).
    others
        Shape (other documents, words); the same documents where it is left out.

    Returns
    -------
    float64 array, shape (documents, other documents).
    """
    rows = _table(z_scores)
    sums = distance.cdist(rows, rows if others is None else _table(others), "cityblock")
    return np.asarray(sums / rows.shape[1], dtype=np.float64)


def cosine_delta_matrix(z_scores: ArrayLike, others: ArrayLike | None = None) -> Floats:
    """Deltas of all pairs of rows, see :func:`dissent.statistics.similarity.cosine_delta`.

    Parameters
    ----------
    z_scores
        Shape (documents, words).
    others
        Shape (other documents, words); the same documents where it is left out.

    Returns
    -------
    float64 array, shape (documents, other documents); ``nan`` for rows that are all zero.
    """
    return 1 - cosine_matrix(z_scores, others)


def _unit(vectors: ArrayLike) -> Floats:
    rows = _table(vectors)
    return _divided(rows, np.sqrt(np.square(rows).sum(axis=1, keepdims=True)))


def _shares(counts: ArrayLike) -> Floats:
    rows = _table(counts)
    return _divided(rows, rows.sum(axis=1, keepdims=True))


def _surprise(shares: Floats) -> Floats:
    """x log2(x), 0 where x is 0, nan where it is nan."""
    return np.asarray(shares * np.log2(shares + (shares == 0)))


def _divided(rows: Floats, by: Floats) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.true_divide(rows, by)


def _table(values: ArrayLike) -> Floats:
    table = np.asarray(values)
    return table if table.dtype == np.float32 else table.astype(np.float64)
