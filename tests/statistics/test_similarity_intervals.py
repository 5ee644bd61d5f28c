"""Intervals of similarities: from blocks left out, and what chance alone would give."""

import numpy as np
import pytest
from scipy import sparse, stats

from dissent.statistics import resampling, similarity, similarity_intervals

DRAWS = np.random.default_rng(resampling.seed_sequence(1917, "similarity"))


def passages(segments: int, *, tilt: float = 0.0, seed: int = 0) -> sparse.csr_array:
    """Segments of a text, each with its own preferences, over 60 words."""
    rng = np.random.default_rng([seed, segments])
    taste = np.exp(tilt * np.linspace(-1, 1, 60)) / np.arange(1, 61)
    shares = rng.dirichlet(20 * taste / taste.sum(), segments)
    return sparse.csr_array(np.stack([rng.multinomial(100, share) for share in shares]))


def interval_of(first: sparse.csr_array, second: sparse.csr_array) -> tuple[float, float, float]:
    whole = [counts.sum(axis=0) for counts in (first, second)]
    parts = []
    for counts, other in ((first, whole[1]), (second, whole[0])):
        rest = similarity_intervals.without_each_block(counts)
        changed = similarity.jensen_shannon(rest, other)
        parts += [similarity_intervals.jackknife_variance(changed), len(rest)]
    value = float(similarity.jensen_shannon(*whole))
    low, high = similarity_intervals.jackknife_interval(value, *parts)
    return value, float(low), float(high)


@pytest.mark.parametrize(
    ("segments", "blocks"), [(1, 1), (6, 3), (8, 4), (20, 7), (100, 20), (1200, 20)]
)
def test_long_texts_have_longer_blocks_not_more(segments, blocks):
    assert similarity_intervals.jackknife_blocks(segments) == blocks


def test_each_block_is_left_out_once():
    counts = sparse.csr_array(np.eye(8, dtype=np.int64))
    rest = similarity_intervals.without_each_block(counts)
    assert rest.tolist()[0] == [0, 0, 1, 1, 1, 1, 1, 1]
    assert rest.sum(axis=0).tolist() == [3] * 8


def test_jackknife_of_a_mean_is_its_textbook_variance():
    sample = np.array([4.0, 7.0, 1.0, 9.0])
    without = [(sample.sum() - one) / 3 for one in sample]
    expected = sample.var(ddof=1) / 4
    assert similarity_intervals.jackknife_variance(without) == pytest.approx(expected)


def test_one_block_says_nothing():
    assert np.isnan(similarity_intervals.jackknife_variance([[0.3]])).all()


def test_intervals_take_students_t_at_the_degrees_of_freedom_of_both_texts():
    # equal variances from 5 and 5 blocks: 8 degrees of freedom
    low, high = similarity_intervals.jackknife_interval(0.5, 0.02, 5, 0.02, 5, level=0.9)
    reach = stats.t.ppf(0.95, 8) * 0.2
    assert (low, high) == (pytest.approx(0.5 - reach), pytest.approx(0.5 + reach))


def test_texts_of_few_blocks_have_no_interval():
    ends = similarity_intervals.jackknife_interval([0.5, 0.5], 0.01, [3, 4], 0.01, 9)
    assert np.isnan(ends).tolist() == [[True, False], [True, False]]


def test_texts_that_nothing_can_change_have_an_interval_of_no_width():
    low, high = similarity_intervals.jackknife_interval(1.0, 0.0, 4, 0.0, 4)
    assert (low, high) == (1, 1)


def test_a_level_that_is_none_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1, not 95"):
        similarity_intervals.jackknife_interval(0.5, 0.01, 5, 0.01, 5, level=95)


def test_intervals_hold_the_value_and_cover_the_mean_of_such_texts():
    pairs = [
        (passages(12, seed=2 * place), passages(20, tilt=1, seed=2 * place + 1))
        for place in range(120)
    ]
    found = np.array([interval_of(*pair) for pair in pairs])
    value, low, high = found.T
    assert np.all((low < value) & (value < high))
    covered = np.mean((low < value.mean()) & (value.mean() < high))
    assert covered >= 0.93


def test_longer_texts_have_narrower_intervals():
    short, long = (np.array([interval_of(passages(n), passages(n, tilt=1))]).T for n in (20, 320))
    assert long[2] - long[1] < (short[2] - short[1]) / 2


@pytest.mark.parametrize("segments", [1, 7, 8, 30])
def test_replicates_are_as_long_as_the_text(segments):
    drawn = similarity_intervals.drawn_segments(segments, replicates=40, rng=DRAWS)
    assert drawn.shape == (40, segments)
    assert np.all(drawn.sum(axis=1) == segments)


def test_neighbouring_segments_are_drawn_together():
    # blocks of two of eight segments: each has one segment of an even number
    drawn = similarity_intervals.drawn_segments(8, replicates=50, rng=DRAWS)
    assert np.all(drawn[:, ::2].sum(axis=1) == 4)
    assert (drawn == 0).any()


def test_shuffled_texts_keep_their_lengths_and_all_passages():
    first, second = passages(5), passages(11, seed=1)
    one, other = similarity_intervals.shuffled_halves(first, second, shuffles=6, rng=DRAWS)
    assert one.sum(axis=1).tolist() == [500] * 6
    assert other.sum(axis=1).tolist() == [1100] * 6
    assert np.all(one + other == first.sum(axis=0) + second.sum(axis=0))
    assert len(np.unique(one, axis=0)) == 6


def test_texts_of_one_source_differ_as_chance_would_have_it():
    values, by_chance = [], []
    for place in range(40):
        pair = passages(10, seed=2 * place), passages(10, seed=2 * place + 1)
        values.append(similarity.jensen_shannon(*(counts.sum(axis=0) for counts in pair)))
        halves = similarity_intervals.shuffled_halves(*pair, shuffles=10, rng=DRAWS)
        by_chance.append(similarity.jensen_shannon(*halves).mean())
    assert np.mean(by_chance) == pytest.approx(np.mean(values), rel=0.05)
