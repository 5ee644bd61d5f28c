"""Resampling of passages: reproducible, block by block, and noticing clumps."""

import numpy as np
import pytest

from dissent.statistics import dispersion, resampling


def rng(*names):
    return np.random.default_rng(resampling.seed_sequence(1917, *names))


@pytest.mark.parametrize(
    ("segments", "length"), [(0, 1), (1, 1), (6, 2), (20, 3), (100, 5), (400, 7), (1000, 10)]
)
def test_blocks_grow_with_the_cube_root_of_the_segments(segments, length):
    assert resampling.block_length(segments) == length


@pytest.mark.parametrize(
    ("segments", "lengths"),
    [(1, (1,)), (3, (1,)), (6, (1, 2)), (8, (1, 2, 4)), (40, (1, 3, 6)), (400, (3, 7, 14))],
)
def test_an_interval_is_made_again_with_half_and_double_the_length(segments, lengths):
    assert resampling.compared_lengths(segments) == lengths


def test_overlapping_blocks_have_half_as_many_degrees_of_freedom_again():
    # 400 segments are 400 / 7 separate blocks
    assert resampling.block_freedom(400) == pytest.approx(1.5 * 400 / 7 - 1)
    assert resampling.block_freedom(1) == 1
    # but ten hits do not show how they clump
    assert resampling.block_freedom(400, [0, 10, 1_000])[:2].tolist() == [1, 10]
    assert resampling.block_freedom(400, 1_000) == resampling.block_freedom(400)


def test_the_same_names_give_the_same_numbers_on_every_machine():
    # not a published value: if it changes, every interval of earlier results changes with it
    state = resampling.seed_sequence(1917, "lenin-1920", "bureaucracy").generate_state(4)
    assert state.tolist() == [4108439659, 2345930084, 3349757604, 1107604745]


def test_other_names_and_another_seed_give_other_numbers():
    first = {
        tuple(sequence.generate_state(4))
        for sequence in (
            resampling.seed_sequence(1, "ab", "c"),
            resampling.seed_sequence(1, "a", "bc"),
            resampling.seed_sequence(1, "abc"),
            resampling.seed_sequence(1, "c", "ab"),
            resampling.seed_sequence(2, "ab", "c"),
        )
    }
    assert len(first) == 5


def test_a_negative_seed_is_refused():
    with pytest.raises(ValueError, match="non-negative"):
        resampling.seed_sequence(-1, "a")


def test_replicates_scatter_around_the_rate():
    hits, words = rng("hits").poisson(1, (200, 3)), np.full(200, 100)
    rates = resampling.block_bootstrap(hits, words, replicates=4_000, rng=rng("replicates"))
    assert rates.shape == (4_000, 3)
    assert rates.mean(axis=0) == pytest.approx(hits.sum(axis=0) / 20_000, rel=0.01)


@pytest.mark.parametrize("segments", [7, 8])
def test_every_replicate_is_as_long_as_the_document(segments):
    rates = resampling.block_bootstrap(
        np.ones((segments, 1), int), np.ones(segments, int), replicates=50, rng=rng()
    )
    assert np.all(rates == 1)


def test_neighbouring_segments_are_drawn_together():
    # with blocks of two of eight segments, each block has one segment of an even number
    even = np.tile([[1], [0]], (4, 1))
    rates = resampling.block_bootstrap(even, np.ones(8, int), replicates=50, rng=rng())
    assert np.all(rates == 0.5)
    # and all segments can be drawn, the last together with the first
    single = resampling.block_bootstrap(np.eye(8, dtype=int), [1] * 8, replicates=500, rng=rng())
    assert single.mean(axis=0) == pytest.approx(np.full(8, 1 / 8), abs=0.02)
    assert ((single[:, 0] > 0) & (single[:, 7] > 0) & (single[:, 1] == 0)).any()


def test_the_length_of_the_blocks_can_be_chosen():
    halves = np.repeat([[1], [0]], 4, axis=0)
    whole = resampling.block_bootstrap(halves, [1] * 8, replicates=50, rng=rng(), length=8)
    single = resampling.block_bootstrap(halves, [1] * 8, replicates=50, rng=rng(), length=1)
    assert np.all(whole == 0.5)
    assert np.unique(single).size > 3
    with pytest.raises(ValueError, match="blocks of 9 segments"):
        resampling.block_bootstrap(halves, [1] * 8, replicates=5, rng=rng(), length=9)


def test_a_document_of_one_segment_has_one_rate():
    rates = resampling.block_bootstrap([[3, 0]], [60], replicates=5, rng=rng())
    assert rates == pytest.approx(np.tile([0.05, 0], (5, 1)))


def test_a_document_without_words_has_no_rate():
    none = np.zeros((0, 2), int)
    assert np.isnan(resampling.block_bootstrap(none, [], replicates=3, rng=rng())).all()
    zero = np.zeros((4, 1), int)
    assert np.isnan(resampling.block_bootstrap(zero, [0] * 4, replicates=3, rng=rng())).all()


def test_block_overdispersion_is_the_variance_that_the_bootstrap_has():
    segments, length = 343, 7
    hits = rng("clumps").negative_binomial(0.5, 0.2, (segments, 4))
    words = np.full(segments, 100)
    rates = resampling.block_bootstrap(hits, words, replicates=20_000, rng=rng("many"))
    total = hits.sum(axis=0)
    blocks = segments / length
    phi = rates.var(axis=0) * words.sum() ** 2 / total * blocks / (blocks - 1)
    single = dispersion.overdispersion(hits, words)
    expected = np.maximum(phi, single)
    assert resampling.block_overdispersion(hits, words) == pytest.approx(expected, rel=0.05)


def test_clumps_that_run_over_several_segments_are_noticed():
    passages = np.repeat(rng("passages").negative_binomial(1, 0.5, (100, 5)), 4, axis=0)
    words = np.full(400, 100)
    phi = resampling.block_overdispersion(passages, words)
    assert np.all(phi > 1.5 * dispersion.overdispersion(passages, words))


def test_hits_that_come_singly_have_an_overdispersion_near_one():
    hits = rng("single").poisson(0.5, (1_000, 50))
    phi = resampling.block_overdispersion(hits, np.full(1_000, 100))
    assert np.all(phi >= 1)
    assert phi.mean() < 1.15


@pytest.mark.parametrize("segments", [0, 1, 2, 4])
def test_a_unit_without_hits_is_not_overdispersed(segments):
    hits, words = np.zeros((segments, 2), int), np.full(segments, 100)
    assert resampling.block_overdispersion(hits, words).tolist() == [1, 1]
    assert resampling.block_overdispersion(hits, np.zeros(segments, int)).tolist() == [1, 1]


@pytest.mark.parametrize(
    ("hits", "words"), [([1, 2], [10, 10]), ([[1], [2]], [10]), ([[-1]], [10]), ([[1]], [-10])]
)
def test_tables_that_do_not_fit_are_refused(hits, words):
    with pytest.raises(ValueError, match=r"shape|negative"):
        resampling.block_bootstrap(hits, words, replicates=3, rng=rng())
