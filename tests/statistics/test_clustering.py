"""Dendrograms and the support of their clusters."""

import numpy as np
import pytest
from scipy.cluster import hierarchy
from scipy.spatial.distance import pdist, squareform

from dissent.statistics import clustering

# a and b are 17 apart; e is 22 from both together on average, (23 + 21) / 2; c and d are 28 apart;
# a, b and e are (21 + 30 + 39 + 31 + 34 + 43) / 6 = 33 from c and d
FIVE = np.array(
    [
        [0, 17, 21, 31, 23],
        [17, 0, 30, 34, 21],
        [21, 30, 0, 28, 39],
        [31, 34, 28, 0, 43],
        [23, 21, 39, 43, 0],
    ]
)


def test_average_linkage_by_hand():
    tree = clustering.average_linkage(FIVE)
    assert tree.height.tolist() == [17, 22, 28, 33]
    assert tree.merged.tolist() == [[0, 1], [5, 4], [2, 3], [6, 7]]
    assert [np.flatnonzero(row).tolist() for row in tree.members] == [
        [0, 1],
        [0, 1, 4],
        [2, 3],
        [0, 1, 2, 3, 4],
    ]


def test_average_linkage_keeps_scipys_cophenetic_distances():
    points = np.random.default_rng(1).normal(size=(12, 3))
    tree = clustering.average_linkage(squareform(pdist(points)))
    together = np.zeros((12, 12))
    for height, row in zip(tree.height[::-1], tree.members[::-1], strict=True):
        together[np.ix_(row, row)] = height
    expected = hierarchy.cophenet(hierarchy.average(pdist(points)))
    assert together[np.triu_indices(12, 1)] == pytest.approx(expected)


def test_the_cluster_with_the_first_document_stands_first():
    distances = squareform([9, 9, 9, 9, 1, 9])  # only b and d are near
    tree = clustering.average_linkage(distances)
    assert tree.merged[0].tolist() == [1, 3]
    assert tree.merged[:, 0].tolist()[-1] in (0, 4, 5)
    for one, other in zip(*(first_members(tree, column) for column in (0, 1)), strict=True):
        assert one < other


def first_members(tree, column):
    documents = tree.members.shape[1]
    every = np.concatenate([np.eye(documents, dtype=bool), tree.members])
    return [int(every[place].argmax()) for place in tree.merged[:, column]]


@pytest.mark.parametrize("documents", [0, 1])
def test_a_single_document_has_no_dendrogram(documents):
    tree = clustering.average_linkage(np.zeros((documents, documents)))
    assert len(tree.height) == len(tree.merged) == 0
    assert clustering.bootstrap_support(tree, [np.zeros((documents, documents))]).size == 0


def test_support_is_the_share_of_replicates_with_the_same_documents_together():
    tree = clustering.average_linkage(squareform([1, 5, 5, 5, 5, 2]))  # a b, then c d
    same = squareform([3, 9, 9, 9, 9, 4])
    crossed = squareform([5, 1, 5, 5, 2, 5])  # a c, then b d
    chained = squareform([1, 3, 5, 3, 5, 5])  # a b, then c, then d
    support = clustering.bootstrap_support(tree, [same, same, crossed, chained])
    assert support == pytest.approx([0.75, 0.5, 1])


def test_without_replicates_there_is_no_support():
    tree = clustering.average_linkage(FIVE)
    assert np.isnan(clustering.bootstrap_support(tree, [])).all()
