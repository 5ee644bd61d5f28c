"""Maps: documents as points of a plane, so that near means alike as far as two dimensions allow.

The axes of a map can be turned over freely. Here each is turned so that the first point stands on
its negative side: with documents in the order of their dates the earliest is at the left and below.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import linalg
from scipy.spatial import distance

Floats = NDArray[np.float64]

STEPS = 300
"""Steps of the stress's minimisation at most."""


class Correspondence(NamedTuple):
    """Rows and columns of a table of counts as points, axis by axis."""

    rows: Floats
    """Principal coordinates, shape (rows, axes)."""
    columns: Floats
    """Principal coordinates, shape (columns, axes)."""
    row_quality: Floats
    """Squared cosines, shape (rows, axes): the part of the point's distance from the centre that
    the axis shows; ``nan`` for a point in the centre."""
    column_quality: Floats
    """The same of the columns, shape (columns, axes)."""
    inertias: Floats
    """Principal inertias, falling, shape (axes,); their sum is chi-squared divided by the total."""


def classical_scaling(distances: ArrayLike) -> Floats:
    """Map of a distance by its largest principal axes (Torgerson's classical scaling).

    Coordinates are the first two eigenvectors of -J D^2 J / 2 (J centres), times the roots of their
    eigenvalues; an axis whose eigenvalue is not positive is 0.

    Parameters
    ----------
    distances
        Shape (points, points), symmetric, without ``nan``.

    Returns
    -------
    float64 array, shape (points, 2).

    References
    ----------
    Torgerson, W. S. (1952). Multidimensional scaling: I. Theory and method. Psychometrika 17(4),
    401-419.
    """
    squares = np.square(np.asarray(distances, dtype=np.float64))
    points = len(squares)
    if points < 2:
        return np.zeros((points, 2))
    rows = squares - squares.mean(axis=0)
    products = -(rows - rows.mean(axis=1, keepdims=True)) / 2
    largest = (points - 2, points - 1)
    values, vectors = linalg.eigh((products + products.T) / 2, subset_by_index=largest)
    # What is left of an eigenvalue that should be 0 is noise, and so would its axis be.
    real = values > 1e-12 * np.linalg.norm(products)
    plane = np.where(real, vectors, 0) * np.sqrt(np.maximum(values, 0))
    return turned(plane[:, ::-1])


def metric_scaling(distances: ArrayLike) -> Floats:
    """Map whose distances come as near as possible to the given ones (metric MDS, SMACOF).

    Minimises the sum of squared differences between the map's distances and the given ones by
    Guttman's transform, from :func:`classical_scaling` on: no random start, so the same distances
    always give the same map. Turned to its principal axes.

    Parameters
    ----------
    distances
        Shape (points, points), symmetric, without ``nan``.

    Returns
    -------
    float64 array, shape (points, 2).

    References
    ----------
    De Leeuw, J. and Mair, P. (2009). Multidimensional scaling using majorization: SMACOF in R.
    Journal of Statistical Software 31(3), 1-30.
    """
    wanted = np.asarray(distances, dtype=np.float64)
    points = classical_scaling(wanted)
    if len(points) < 2:
        return points
    shown = distance.cdist(points, points)
    raw = np.square(shown - wanted).sum()
    for _ in range(STEPS):
        ratio = np.divide(wanted, shown, out=np.zeros_like(shown), where=shown > 0)
        points = (ratio.sum(axis=1, keepdims=True) * points - ratio @ points) / len(points)
        shown = distance.cdist(points, points)
        before, raw = raw, np.square(shown - wanted).sum()
        if before - raw <= 1e-9 * np.square(wanted).sum():
            break
    centred = points - points.mean(axis=0)
    axes = np.linalg.svd(centred, full_matrices=False)[2]
    return turned(centred @ axes.T)


def stress_1(distances: ArrayLike, points: ArrayLike) -> float:
    """Kruskal's stress-1: how far a map's distances are from the given ones; 0 is perfect.

    sqrt(sum of (d - delta)^2 / sum of d^2) over all pairs, with delta the given distances and d
    those on the map. Kruskal called 0.2 poor, 0.1 fair, 0.05 good.

    Parameters
    ----------
    distances
        The given ones, shape (points, points).
    points
        Coordinates, shape (points, dimensions).

    Returns
    -------
    float; ``nan`` where all points fall together.

    References
    ----------
    Kruskal, J. B. (1964). Multidimensional scaling by optimizing goodness of fit to a nonmetric
    hypothesis. Psychometrika 29(1), 1-27.
    """
    wanted, place = np.asarray(distances, dtype=np.float64), np.asarray(points, dtype=np.float64)
    shown = distance.cdist(place, place)
    size = float(np.square(shown).sum())
    return float(np.sqrt(np.square(shown - wanted).sum() / size)) if size > 0 else float("nan")


def correspondence_analysis(counts: ArrayLike) -> Correspondence:
    """Correspondence analysis of a table of counts: rows and columns in one space.

    Singular value decomposition of the standardised residuals (P - r c') / sqrt(r c'), with P the
    shares of the table's total and r and c those of its rows and columns. VARIANT: principal
    coordinates of both (the symmetric map): distances between rows, or between columns, are
    chi-squared distances; those between a row and a column are not defined, only their directions.

    Parameters
    ----------
    counts
        Shape (rows, columns), each with at least one count.

    Returns
    -------
    Correspondence
        With min(rows, columns) - 1 axes.

    Raises
    ------
    ValueError
        If a number is negative, or a row or a column has no counts.

    References
    ----------
    Greenacre, M. J. (2007). Correspondence analysis in practice. 2nd ed. Boca Raton: Chapman and
    Hall, appendix A. Nenadic, O. and Greenacre, M. (2007). Correspondence analysis in R, with two-
    and three-dimensional graphics: the ca package. Journal of Statistical Software 20(3), 1-13.
    """
    table = np.asarray(counts, dtype=np.float64)
    if np.any(table < 0) or not (table.any(axis=0).all() and table.any(axis=1).all()):
        raise ValueError("every row and column of the table needs counts, and none below 0")
    shares = table / table.sum()
    row, column = shares.sum(axis=1), shares.sum(axis=0)
    expected = np.outer(row, column)
    residuals = (shares - expected) / np.sqrt(expected)
    left, values, right = np.linalg.svd(residuals, full_matrices=False)
    axes = min(table.shape) - 1
    values = np.where(values > 1e-12, values, 0)[:axes]
    rows = left[:, :axes] * values / np.sqrt(row)[:, np.newaxis]
    columns = right[:axes].T * values / np.sqrt(column)[:, np.newaxis]
    sign = _signs(rows)
    return Correspondence(
        rows * sign,
        columns * sign,
        _squared_cosines(rows),
        _squared_cosines(columns),
        values**2,
    )


def turned(points: Floats) -> Floats:
    """A map with each axis turned so that the first point off its middle is on the negative side.

    Parameters
    ----------
    points
        Coordinates, shape (points, dimensions).

    Returns
    -------
    float64 array of the same shape.
    """
    return np.asarray(points * _signs(points), dtype=np.float64)


def _signs(points: Floats) -> Floats:
    """-1 or 1 for each axis; a coordinate that is 0 but for rounding does not decide it."""
    off = np.abs(points) > 1e-6 * np.abs(points).max(axis=0, initial=0)
    first = np.take_along_axis(points, off.argmax(axis=0)[np.newaxis], axis=0)[0]
    return np.asarray(np.where(first > 0, -1.0, 1.0), dtype=np.float64)


def _squared_cosines(points: Floats) -> Floats:
    squares = np.square(points)
    lengths = squares.sum(axis=1, keepdims=True)
    found: Floats = np.divide(
        squares, lengths, out=np.full_like(squares, np.nan), where=lengths > 0
    )
    return found
