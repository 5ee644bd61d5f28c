"""The spread of a measure without each of a text's blocks in turn."""

import itertools
import math

import numpy as np
import pytest

from dissent.statistics import diversity, jackknife
from dissent.statistics.stretches import Floats, Ints, Stretches, Text


def clumped(words: int, *, seed: int) -> Ints:
    """Passages of 50 words, each with its own few favourites."""
    rng = np.random.default_rng(seed)
    passages = -(-words // 50)
    common = rng.zipf(1.4, (passages, 50)) % 500
    own = 500 + 5 * rng.integers(0, 99, (passages, 1)) + rng.integers(0, 5, (passages, 50))
    return np.where(rng.random((passages, 50)) < 0.2, own, common).ravel()[:words]


def documents_of(*texts: Ints) -> Stretches:
    ends = np.cumsum([len(text) for text in texts])
    starts = ends - [len(text) for text in texts]
    return Stretches(Text.of(np.concatenate(texts)), starts, ends)


def deviations(documents: Stretches) -> tuple[dict[str, Floats], Ints]:
    return jackknife.deviations(documents, window=100, threshold=0.72, sample=42)


def by_hand(measure: str, text: Ints, blocks: int) -> float:
    """The text put together anew without each block, and measured."""
    edges = [block * len(text) // blocks for block in range(blocks + 1)]
    rests = [np.delete(text, np.s_[a:b]) for a, b in itertools.pairwise(edges)]
    values = np.array([getattr(diversity, measure)(rest) for rest in rests])
    distance = values - values.mean()
    single = (distance**2).sum()
    joined = ((distance + np.roll(distance, -1)) ** 2).sum() / 2
    return math.sqrt((blocks - 1) / blocks * max(single, joined))


@pytest.mark.parametrize("measure", ["hdd", "yule_k"])
def test_a_measure_of_a_bag_of_words_is_computed_anew_without_each_block(measure: str) -> None:
    one, other = clumped(1_530, seed=1), clumped(4_207, seed=2)
    found, freedom = deviations(documents_of(one, clumped(300, seed=3), other))
    # 15 segments, blocks of 2; 3 segments, no blocks; 42 segments, blocks of 3
    assert freedom.tolist() == [6, 0, 13]
    assert found[measure][0] == pytest.approx(by_hand(measure, one, 7))
    assert math.isnan(found[measure][1])
    assert found[measure][2] == pytest.approx(by_hand(measure, other, 14))


@pytest.mark.parametrize(("measure", "error"), [("msttr", 1e-9), ("mattr", 0.1), ("mtld", 0.1)])
def test_a_measure_in_reading_order_is_that_of_the_rest_joined(measure: str, error: float) -> None:
    # 16 blocks of 4 segments; windows and factors across the seam of the rest are not the text's
    text = clumped(6_400, seed=4)
    found, freedom = deviations(documents_of(text))
    assert freedom[0] == 15
    assert found[measure][0] == pytest.approx(by_hand(measure, text, 16), rel=error)


def test_neighbouring_documents_do_not_matter() -> None:
    one, other = clumped(2_000, seed=5), clumped(3_000, seed=6)
    together, _ = deviations(documents_of(one, other))
    for place, text in enumerate((one, other)):
        alone, _ = deviations(documents_of(text))
        for name, values in together.items():
            assert values[place] == pytest.approx(alone[name][0]), name


def test_a_text_that_repeats_itself_evenly_has_no_uncertainty() -> None:
    found, _ = deviations(documents_of(np.tile(np.arange(100), 50)))
    assert found["mattr"][0] == pytest.approx(0, abs=1e-12)
    assert found["msttr"][0] == pytest.approx(0, abs=1e-12)


def test_a_text_without_a_repeated_word_gives_no_warning() -> None:
    found, freedom = deviations(documents_of(np.arange(2_000)))
    assert freedom[0] > 0
    assert math.isnan(found["mtld"][0])


def test_samples_as_long_as_blocks_give_the_standard_error_of_their_mean() -> None:
    documents = documents_of(clumped(6_000, seed=7), clumped(2_000, seed=8))
    blocks = jackknife.blocks_of_samples(documents, np.array([6, 2]), length=1_000)
    values = np.array([5.0, 1.0, 6.0, 2.0, 7.0, 3.0, 9.0, 4.0])
    found = jackknife.mean_deviation(values, blocks)
    assert blocks.freedom.tolist() == [5, 0]
    assert found[0] == pytest.approx(values[:6].std(ddof=1) / math.sqrt(6))
    assert math.isnan(found[1])


def test_short_samples_are_put_together_to_blocks_of_passages() -> None:
    documents = documents_of(clumped(6_400, seed=9))
    # 64 segments: blocks of 4 segments, which are 4 samples of 100 words
    blocks = jackknife.blocks_of_samples(documents, np.array([64]), length=100)
    assert blocks.freedom.tolist() == [15]
    alike_in_blocks = np.repeat(np.arange(16.0), 4)
    assert jackknife.mean_deviation(alike_in_blocks, blocks)[0] >= np.arange(16.0).std(ddof=1) / 4


def test_an_interval_covers_the_mean_of_such_texts() -> None:
    texts = [clumped(2_000, seed=seed) for seed in range(60)]
    documents = documents_of(*texts)
    found, freedom = deviations(documents)
    assert (freedom == 5).all()
    for measure, deviation in found.items():
        values = diversity.measured(documents, measure)
        covered = np.abs(values - values.mean()) <= 2.5706 * deviation
        assert 0.88 <= covered.mean() <= 1, measure
