"""Dispersion against published numbers and against what the measures promise."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import sparse

from dissent.statistics import dispersion

few = settings(max_examples=40, deadline=None)

MEASURES = [
    dispersion.dp,
    dispersion.dp_norm,
    dispersion.juilland_d,
    dispersion.rosengren_s,
    dispersion.carroll_d2,
    dispersion.kld,
    dispersion.overdispersion,
]

# the corpus of 50 "words" in five parts, Gries (2008)
TOY = ["bamnibeup", "basatbewqn", "bcagabesta", "baghabeaat", "bahaabeaxat"]
TOY_SIZES = [9, 10, 10, 10, 11]


def toy(words):
    return np.array([[part.count(word) for word in words] for part in TOY])


def column(*counts):
    return np.array(counts)[:, np.newaxis]


def test_range_counts_the_parts_that_have_the_word():
    assert dispersion.document_range(toy("abiqxz")).tolist() == [5, 5, 1, 1, 1, 0]


def test_the_divergence_gives_what_tlda_makes_of_it():
    # README of the R package tlda (Soenning), Lyne's "allemand": odds to probability, turned round
    counts = column(2, 0, 1, 1, 3, 0, 3, 0, 0, 0)
    sizes = [8143, 8058, 8271, 8125, 7959, 7941, 8146, 8001, 8003, 7930]
    bits = dispersion.kld(counts, sizes)
    assert 1 / (1 + bits) == pytest.approx(0.4665078, abs=5e-8)
    assert bits / (1 + bits) == pytest.approx(0.5334922, abs=5e-8)


def test_all_in_one_part_is_as_uneven_as_can_be():
    counts, sizes = column(0, 7, 0, 0), [20, 10, 30, 40]
    assert dispersion.dp(counts, sizes) == pytest.approx(0.9)
    assert dispersion.dp_norm(counts, sizes) == pytest.approx(1)
    assert dispersion.carroll_d2(counts, sizes) == 0
    assert dispersion.rosengren_s(counts, sizes) == pytest.approx(0.1)
    assert dispersion.kld(counts, sizes) == pytest.approx(np.log2(10))


def test_the_same_rate_everywhere_is_perfectly_even_also_in_unequal_parts():
    counts, sizes = column(2, 1, 3, 4), [20, 10, 30, 40]
    for even in (dispersion.juilland_d, dispersion.rosengren_s, dispersion.carroll_d2):
        assert even(counts, sizes) == pytest.approx(1)
    for uneven in (dispersion.dp, dispersion.dp_norm, dispersion.kld):
        assert uneven(counts, sizes) == pytest.approx(0)


@few
@given(
    counts=hnp.arrays(np.int64, st.tuples(st.integers(2, 6), st.integers(1, 5)),
                      elements=st.integers(0, 9)),
    data=st.data(),
)  # fmt: skip
def test_each_measure_is_its_textbook_formula(counts, data):
    parts = counts.shape[0]
    sizes = np.array(data.draw(st.lists(st.integers(10, 99), min_size=parts, max_size=parts)))
    counts = counts[:, counts.sum(axis=0) > 0]
    share, total = (sizes / sizes.sum())[:, np.newaxis], counts.sum(axis=0)
    rate = counts / sizes[:, np.newaxis]
    expected = total * share
    deviation = np.abs(counts / total - share).sum(axis=0) / 2
    assert dispersion.dp(counts, sizes) == pytest.approx(deviation)
    assert dispersion.dp_norm(counts, sizes) == pytest.approx(deviation / (1 - share.min()))
    d = 1 - rate.std(axis=0) / rate.mean(axis=0) / np.sqrt(parts - 1)
    assert dispersion.juilland_d(counts, sizes) == pytest.approx(d, abs=1e-9)
    s = np.sqrt(share * counts).sum(axis=0) ** 2 / total
    assert dispersion.rosengren_s(counts, sizes) == pytest.approx(s)
    with np.errstate(divide="ignore", invalid="ignore"):
        own, p = counts / total, rate / rate.sum(axis=0)
        d2 = -np.nansum(p * np.log2(p), axis=0) / np.log2(parts)
        bits = np.nansum(own * np.log2(own / share), axis=0)
    assert dispersion.carroll_d2(counts, sizes) == pytest.approx(d2)
    assert dispersion.kld(counts, sizes) == pytest.approx(bits, abs=1e-9)
    phi = ((counts - expected) ** 2 / expected).sum(axis=0) / (parts - 1)
    assert dispersion.overdispersion(counts, sizes) == pytest.approx(np.maximum(phi, 1))


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("layout", [sparse.csc_array, sparse.csr_array, sparse.csc_matrix])
def test_sparse_and_dense_counts_agree(measure, layout):
    counts = np.random.default_rng(1).poisson(0.4, (30, 50))
    sizes = np.arange(100, 130)
    expected = measure(counts, sizes)
    assert measure(layout(counts), sizes) == pytest.approx(expected, nan_ok=True)


def test_stored_zeros_and_duplicates_of_a_sparse_matrix_do_not_count_as_parts():
    entries = ([0, 2, 1], ([0, 1, 1], [0, 0, 0]))
    assert dispersion.document_range(sparse.coo_array(entries, shape=(3, 1))) == 1


def test_the_counts_given_are_left_as_they_were():
    counts = sparse.csr_array(np.array([[0, 3], [1, 0]]))
    counts.data[0] = 0
    dispersion.dp(counts, [10, 10])
    assert counts.nnz == 2


def test_a_large_sparse_vocabulary_is_never_made_dense():
    parts, items = 5_000, 20_000
    rng = np.random.default_rng(2)
    where = rng.integers(parts, size=100_000), rng.integers(items, size=100_000)
    counts = sparse.csr_array((np.ones(100_000), where), shape=(parts, items))
    values = dispersion.dp(counts, np.full(parts, 1_000))
    assert values.shape == (items,)
    assert np.nanmin(values) > 0.9


@pytest.mark.parametrize("measure", MEASURES)
def test_doubling_all_counts_changes_only_the_overdispersion(measure):
    counts, sizes = toy("abe"), TOY_SIZES
    if measure is dispersion.overdispersion:
        counts = counts * 10
        assert np.all(measure(2 * counts, sizes) >= measure(counts, sizes))
    else:
        assert measure(2 * counts, sizes) == pytest.approx(measure(counts, sizes))


@pytest.mark.parametrize("measure", MEASURES)
def test_an_empty_part_is_as_if_it_were_not_there(measure):
    with_empty = np.vstack([toy("abi"), [0, 0, 0]])
    expected = measure(toy("abi"), TOY_SIZES)
    assert measure(with_empty, [*TOY_SIZES, 0]) == pytest.approx(expected)


@pytest.mark.parametrize("measure", MEASURES[:-1])
def test_a_word_that_never_occurs_has_no_dispersion(measure):
    assert np.isnan(measure(toy("z"), TOY_SIZES)).all()


def test_one_part_has_no_dispersion_and_no_overdispersion():
    assert np.isnan(dispersion.dp_norm([[3]], [10])).all()
    assert np.isnan(dispersion.juilland_d([[3]], [10])).all()
    assert np.isnan(dispersion.carroll_d2([[3]], [10])).all()
    assert dispersion.overdispersion([[3]], [10]) == 1
    assert dispersion.dp([[3]], [10]) == 0
    assert dispersion.kld([[3]], [10]) == 0


def test_no_parts_at_all_give_no_warning():
    assert np.isnan(dispersion.dp(np.zeros((0, 2), int), [])).all()
    assert dispersion.overdispersion(np.zeros((2, 1), int), [0, 0]) == 1


def test_even_spread_is_not_less_than_poisson():
    assert dispersion.overdispersion(column(3, 3, 3, 3), np.ones(4)) == 1


def test_overdispersion_finds_the_clumping_that_was_put_in():
    rng = np.random.default_rng(5)
    # negative binomial of mean 2 and variance 6: phi 3
    counts = rng.negative_binomial(1, 1 / 3, (2_000, 20))
    assert dispersion.overdispersion(counts, np.full(2_000, 100)).mean() == pytest.approx(
        3, rel=0.05
    )


@pytest.mark.parametrize(
    ("counts", "sizes", "message"),
    [
        ([1, 2], [10, 10], "two dimensions"),
        ([[1], [2]], [10], "one entry per part"),
        ([[-1], [2]], [10, 10], "negative"),
        ([[1], [2]], [10, 0], "no words"),
    ],
)
def test_impossible_counts_are_refused(counts, sizes, message):
    with pytest.raises(ValueError, match=message):
        dispersion.dp(counts, sizes)


GROUPED = ["dp", "dp_norm", "juilland_d", "rosengren_s", "carroll_d2", "kld"]


@few
@given(
    counts=hnp.arrays(np.int64, st.tuples(st.integers(1, 9), st.integers(1, 4)),
                      elements=st.integers(0, 4)),
    layout=st.sampled_from([np.asarray, sparse.csr_array, sparse.csc_array]),
    data=st.data(),
)  # fmt: skip
def test_within_groups_each_word_has_what_it_has_in_the_group_alone(counts, layout, data):
    parts = counts.shape[0]
    sizes = np.array(data.draw(st.lists(st.integers(5, 9), min_size=parts, max_size=parts)))
    sizes[counts.sum(axis=1) == 0] = 0
    groups = np.sort(data.draw(st.lists(st.integers(0, 3), min_size=parts, max_size=parts)))
    found = dispersion.within_groups(layout(counts), sizes, groups, min_count=2)
    place = 0
    for item in range(counts.shape[1]):
        for group in np.unique(groups):
            own, own_sizes = counts[groups == group][:, [item]], sizes[groups == group]
            if own.sum() < 2:
                continue
            assert (found.item[place], found.group[place]) == (item, group)
            assert found.count[place] == own.sum()
            assert found.parts[place] == np.count_nonzero(own_sizes)
            assert found.range[place] == np.count_nonzero(own)
            for name in GROUPED:
                alone = getattr(dispersion, name)(own, own_sizes)[0]
                value = getattr(found, name)[place]
                assert value == pytest.approx(alone, abs=1e-12, nan_ok=True), name
            place += 1
    assert place == len(found.item)


def test_groups_out_of_their_order_are_refused():
    for groups in ([1, 0, 1], [0, 1], [-1, 0, 0]):
        with pytest.raises(ValueError, match="in their order"):
            dispersion.within_groups(column(1, 2, 3), [10, 10, 10], groups)
