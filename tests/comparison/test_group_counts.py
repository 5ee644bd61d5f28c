"""Sums by group, against the measures of dispersion computed one group at a time."""

from dataclasses import fields

import numpy as np
import pytest
from scipy import sparse

from dissent.comparison.group_counts import group_counts, side_of
from dissent.comparison.keyness_rows import Rows, strongest
from dissent.comparison.sides import Rest
from dissent.statistics import dispersion

GROUPS = 4


@pytest.fixture(name="table")
def random_table() -> np.ndarray:
    return np.random.default_rng(5).poisson(0.7, (60, 15))


def sums(table: np.ndarray, *, sizes: np.ndarray, group: np.ndarray, passage: int = 2):
    return group_counts(
        sparse.csr_array(table),
        sizes,
        group=group,
        doc=np.arange(len(table)) // 5,
        groups=GROUPS,
        passage=passage,
    )


def test_each_group_and_the_rest_have_the_clumping_of_their_own_segments(table) -> None:
    rng = np.random.default_rng(6)
    sizes, group = rng.integers(30, 120, 60), np.repeat(rng.integers(0, 3, 12), 5)
    counts, items = sums(table, sizes=sizes, group=group), np.arange(15)
    for number in range(3):
        own = group == number
        side = counts.side(number).only(items)
        rest = Rest(counts.whole(), counts.side(number)).only(items)
        for part, inside in ((side, own), (rest, ~own)):
            expected = dispersion.overdispersion(table[inside], sizes[inside])
            assert part.overdispersion() == pytest.approx(expected)
            assert part.count.tolist() == table[inside].sum(axis=0).tolist()
            assert part.words == sizes[inside].sum()
        dp = dispersion.dp(table[own], sizes[own])
        entry = counts.entries(number, items)
        assert counts.dp[entry] == pytest.approx(dp)
        assert counts.parts[number] == own.sum()


def test_documents_are_summed_up_as_wholes(table) -> None:
    sizes, group = np.tile([20, 60, 40, 80, 50], 12), np.repeat(np.arange(12) % 3, 5)
    counts = sums(table, sizes=sizes, group=group)
    documents, words = table.reshape(12, 5, 15).sum(axis=1), sizes.reshape(12, 5).sum(axis=1)
    for side, own in (
        (counts.side(1).only(np.arange(15)), np.arange(12) % 3 == 1),
        (Rest(counts.whole(), counts.side(1)).only(np.arange(15)), np.arange(12) % 3 != 1),
    ):
        assert side.documents == own.sum()
        expected = dispersion.overdispersion(documents[own], words[own])
        phi = np.maximum(side.document_chi_squared / (side.documents - 1), 1)
        assert phi == pytest.approx(expected)
        assert side.concentration == pytest.approx(1 / own.sum()), "all are equally long"


@pytest.mark.parametrize("documents_in_group", [1, 3])
def test_a_group_against_the_rest_is_as_against_a_text_of_its_own(documents_in_group: int) -> None:
    rng = np.random.default_rng(7)
    table = rng.negative_binomial(0.4, rng.uniform(0.2, 0.7, 80), (60, 80))
    group = np.repeat(np.arange(12) // documents_in_group, 5)
    counts = group_counts(
        sparse.csr_array(table),
        np.full(60, 200),
        group=group,
        doc=np.arange(60) // 5,
        groups=12 // documents_in_group,
        passage=2,
    )
    whole = counts.whole()
    for number in range(12 // documents_in_group):
        own = counts.side(number)
        seen = [
            strongest(own, other, group=number, limit=60, level=0.95)
            for other in (Rest(whole, own), whole.without(own.only(whole.item)))
        ]
        assert len(seen[0]) > 40
        for field in fields(Rows):
            values = [getattr(rows, field.name) for rows in seen]
            assert values[0] == pytest.approx(values[1]), field.name


def test_a_side_of_several_documents_clumps_as_much_as_these_differ(table) -> None:
    sizes, group = np.full(60, 50), np.repeat(np.arange(4), 15)
    side = sums(table, sizes=sizes, group=group).side(0).only(np.arange(15))
    expected = side.count.astype(float)
    among = side.overdispersion(expected=expected, variation=np.full(15, 4.0))
    assert among == pytest.approx(1 + 4 * side.count / 3)
    even = side.overdispersion(expected=expected, variation=np.zeros(15))
    assert even.tolist() == side.overdispersion().tolist()


def test_a_group_without_documents_has_nothing(table) -> None:
    sizes = np.full(60, 50)
    counts = sums(table, sizes=sizes, group=np.zeros(60, dtype=np.int64))
    empty = counts.side(3)
    assert (empty.words, empty.parts, empty.count.sum()) == (0, 0, 0)
    assert set(counts.entries(3, np.arange(15))) == {-1}
    assert empty.only(np.arange(3)).overdispersion().tolist() == [1, 1, 1]


def test_a_side_is_the_sum_of_its_groups(table) -> None:
    sizes, group = np.full(60, 50), np.repeat(np.arange(4), 15)
    whole, side = (
        sums(table, sizes=sizes, group=group).whole(),
        side_of(sparse.csr_array(table), sizes, doc=np.arange(60) // 5),
    )
    assert whole.count.tolist() == side.count.tolist()
    assert whole.squares == pytest.approx(side.squares)
    assert whole.document_squares == pytest.approx(side.document_squares)
    assert (whole.words, whole.parts) == (side.words, side.parts)
    assert (whole.documents, whole.words_squared) == (side.documents, side.words_squared)


def test_most_in_one_document_and_in_one_passage_are_found() -> None:
    # two documents of five segments, one group; the passage does not cross into the next document
    table = np.array([[1, 0, 2, 0, 3, 4, 0, 0, 0, 1]]).T
    counts = group_counts(
        sparse.csr_array(table),
        np.full(10, 20),
        group=np.zeros(10, dtype=np.int64),
        doc=np.repeat([0, 1], 5),
        groups=1,
        passage=3,
    )
    assert counts.documents.tolist() == [2]
    assert counts.in_document.tolist() == [6]
    assert counts.in_passage.tolist() == [5]
