"""Maps: distances and tables as points of a plane."""

import numpy as np
import pytest
from scipy.spatial.distance import pdist, squareform
from sklearn.manifold import smacof

from dissent.statistics import scaling

# Greenacre (1984): staff of a firm (rows) by how much they smoke
SMOKING = np.array([[4, 2, 3, 2], [4, 3, 7, 4], [25, 10, 12, 4], [18, 24, 33, 13], [10, 6, 7, 2]])


def cloud(points: int, dimensions: int) -> np.ndarray:
    return squareform(pdist(np.random.default_rng(points).normal(size=(points, dimensions))))


@pytest.mark.parametrize("method", [scaling.classical_scaling, scaling.metric_scaling])
def test_points_of_a_plane_are_found_again(method):
    distances = cloud(9, 2)
    points = method(distances)
    assert squareform(pdist(points)) == pytest.approx(distances, abs=1e-6)
    assert scaling.stress_1(distances, points) == pytest.approx(0, abs=1e-6)


def test_metric_scaling_reaches_the_stress_of_scikit_learn():
    distances = cloud(15, 5)
    start = scaling.classical_scaling(distances)
    _, stress = smacof(distances, init=start, n_init=1, max_iter=3000, eps=1e-12)
    shown = squareform(pdist(scaling.metric_scaling(distances)))
    assert np.square(shown - distances).sum() / 2 == pytest.approx(stress, rel=1e-4)


def test_minimising_the_stress_improves_on_the_classical_map():
    distances = cloud(15, 5)
    metric, classical = scaling.metric_scaling(distances), scaling.classical_scaling(distances)
    assert scaling.stress_1(distances, metric) < scaling.stress_1(distances, classical)


def test_stress_by_hand():
    # on a line at 0, 1 and 2, of which the last should be 1 from both others
    points = np.array([[0.0, 0], [1, 0], [2, 0]])
    wanted = squareform([1, 1, 1])
    assert scaling.stress_1(wanted, points) == pytest.approx(np.sqrt(1 / 6))


def test_the_first_axis_shows_most_and_the_first_document_stands_left_and_below():
    points = scaling.metric_scaling(cloud(12, 4))
    assert points[:, 0].var() >= points[:, 1].var()
    assert np.all(points[0] < 0)
    assert points.mean(axis=0) == pytest.approx([0, 0], abs=1e-9)


def test_two_documents_lie_on_a_line():
    points = scaling.metric_scaling([[0, 0.5], [0.5, 0]])
    assert points == pytest.approx(np.array([[-0.25, 0], [0.25, 0]]), abs=1e-12)


@pytest.mark.parametrize("documents", [0, 1, 4])
def test_documents_that_do_not_differ_fall_together(documents):
    distances = np.zeros((documents, documents))
    points = scaling.metric_scaling(distances)
    assert points == pytest.approx(np.zeros((documents, 2)))
    assert np.isnan(scaling.stress_1(distances, points))


def test_correspondence_analysis_of_greenacres_smoking_table():
    found = scaling.correspondence_analysis(SMOKING)
    assert found.inertias.sum() == pytest.approx(0.08519, abs=5e-6)
    assert found.inertias == pytest.approx([0.07476, 0.01002, 0.00041], abs=5e-6)


def test_inertias_sum_to_chi_squared_over_the_total():
    found = scaling.correspondence_analysis(SMOKING)
    expected = np.outer(SMOKING.sum(axis=1), SMOKING.sum(axis=0)) / SMOKING.sum()
    chi_squared = np.square(SMOKING - expected) / expected
    assert found.inertias.sum() == pytest.approx(chi_squared.sum() / SMOKING.sum())


def test_distances_of_rows_are_chi_squared_distances():
    found = scaling.correspondence_analysis(SMOKING)
    profiles = SMOKING / SMOKING.sum(axis=1, keepdims=True)
    weighted = profiles / np.sqrt(SMOKING.sum(axis=0) / SMOKING.sum())
    assert pdist(found.rows) == pytest.approx(pdist(weighted))


def test_columns_are_the_rows_of_the_transposed_table():
    found, turned = (scaling.correspondence_analysis(t) for t in (SMOKING, SMOKING.T))
    assert np.abs(found.columns) == pytest.approx(np.abs(turned.rows))
    assert found.column_quality == pytest.approx(turned.row_quality)


def test_rows_of_equal_shares_have_nothing_to_show():
    found = scaling.correspondence_analysis([[1, 2], [2, 4]])
    assert found.rows == pytest.approx(np.zeros((2, 1)))
    assert found.inertias.tolist() == [0]
    assert np.isnan(found.row_quality).all()


@pytest.mark.parametrize("table", [[[1, 0], [2, 0]], [[0, 0], [1, 2]], [[1, -1], [1, 2]]])
def test_empty_rows_and_columns_are_refused(table):
    with pytest.raises(ValueError, match="every row and column"):
        scaling.correspondence_analysis(table)
