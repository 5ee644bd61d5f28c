"""How do documents group, and which of the groups would other passages of theirs confirm?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.cluster import hierarchy
from scipy.spatial.distance import squareform


class Dendrogram(NamedTuple):
    """Mergers of two clusters, from the closest to the last."""

    merged: NDArray[np.int64]
    """Shape (mergers, 2): numbers below the number of documents are documents, the next ones the
    clusters of earlier mergers. Of the two, that with the first document stands first."""
    height: NDArray[np.float64]
    """Shape (mergers,): the distance at which the two merge."""
    members: NDArray[np.bool_]
    """Shape (mergers, documents): which documents are in the new cluster."""


def average_linkage(distances: ArrayLike) -> Dendrogram:
    """Dendrogram of documents: at each step the two clusters nearest on average are merged.

    VARIANT: unweighted average linkage (UPGMA): the distance of two clusters is the mean distance
    of all their documents, pair by pair. Equal distances are merged in the order of the documents.

    Parameters
    ----------
    distances
        Shape (documents, documents), symmetric, without ``nan``.

    Returns
    -------
    Dendrogram
        Of documents - 1 mergers; none for fewer than two documents.

    References
    ----------
    Sokal, R. R. and Michener, C. D. (1958). A statistical method for evaluating systematic
    relationships. University of Kansas Science Bulletin 38, 1409-1438.
    """
    table = np.asarray(distances, dtype=np.float64)
    documents = len(table)
    if documents < 2:
        none = np.zeros((0, 2), dtype=np.int64)
        return Dendrogram(none, np.zeros(0), np.zeros((0, documents), dtype=np.bool_))
    steps = hierarchy.linkage(squareform(table, checks=False), method="average")
    return _dendrogram(steps, documents)


def bootstrap_support(
    dendrogram: Dendrogram, replicates: Iterable[ArrayLike]
) -> NDArray[np.float64]:
    """Share of resampled corpora in whose dendrogram exactly the same documents form a cluster.

    A document of one segment cannot be resampled and stays as it is. Support is no probability that
    a group is real: it says how far the group depends on which passages the documents have.

    Parameters
    ----------
    dendrogram
        As :func:`average_linkage` gives it.
    replicates
        The distances in each resampled corpus, shape (documents, documents).

    Returns
    -------
    float64 array, shape (mergers,), from 0 to 1; 1 for the last merger, of all documents; ``nan``
    without replicates.

    References
    ----------
    Felsenstein, J. (1985). Confidence limits on phylogenies: an approach using the bootstrap.
    Evolution 39(4), 783-791.
    """
    names = _names(dendrogram)
    found, number = np.zeros(len(names)), 0
    for distances in replicates:
        there = set(_names(average_linkage(distances)))
        found += [name in there for name in names]
        number += 1
    return found / number if number else np.full(len(names), np.nan)


def _dendrogram(steps: NDArray[Any], documents: int) -> Dendrogram:
    merged = steps[:, :2].astype(np.int64)
    members = np.zeros((2 * documents - 1, documents), dtype=np.bool_)
    np.fill_diagonal(members, True)
    first = np.arange(2 * documents - 1)
    for place, (one, other) in enumerate(merged.tolist(), start=documents):
        np.logical_or(members[one], members[other], out=members[place])
        first[place] = min(first[one], first[other])
    turned = np.take_along_axis(merged, np.argsort(first[merged], axis=1), axis=1)
    return Dendrogram(turned, steps[:, 2].astype(np.float64), members[documents:])


def _names(dendrogram: Dendrogram) -> list[bytes]:
    return [row.tobytes() for row in np.packbits(dendrogram.members, axis=1)]
