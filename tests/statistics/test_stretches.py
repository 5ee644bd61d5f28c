"""Many stretches of a text at once: each as if it stood alone."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dissent.statistics import diversity
from dissent.statistics.stretches import Stretches, Text


@settings(max_examples=20, deadline=None)
@given(
    text=st.lists(st.integers(0, 12), min_size=1, max_size=300),
    cuts=st.lists(st.integers(0, 300), max_size=50),
)
def test_a_stretch_is_measured_as_if_it_stood_alone(text: list[int], cuts: list[int]) -> None:
    edges = np.unique([min(cut, len(text)) for cut in [0, *cuts]])
    # every third is left out, so that there are words outside
    starts, ends = edges[:-1], edges[1:]
    kept = np.arange(starts.size) % 3 != 1
    starts, ends = starts[kept], ends[kept]
    stretches = Stretches(Text.of(text), starts, ends)
    alone = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    for measure, settings_of in (
        ("ttr", {}), ("root_ttr", {}), ("corrected_ttr", {}), ("maas", {}), ("yule_k", {}),
        ("mattr", {"window": 5}), ("msttr", {"segment": 5}), ("hdd", {"sample": 4}),
        ("mtld", {"threshold": 0.72, "at_or_below": False}),
        ("mtld", {"threshold": 0.6, "at_or_below": True}),
    ):  # fmt: skip
        values = getattr(stretches, measure)(**settings_of)
        expected = [getattr(diversity, measure)(part, **settings_of) for part in alone]
        assert values == pytest.approx(np.array(expected), nan_ok=True), measure


@pytest.mark.parametrize("measure", diversity.MEASURES)
def test_the_standard_settings_are_those_of_the_measures_own_function(measure: str) -> None:
    text = np.random.default_rng(1).zipf(1.4, 700) % 200
    stretches = Stretches(Text.of(text), np.array([0, 300]), np.array([300, 700]))
    alone = [getattr(diversity, measure)(part) for part in (text[:300], text[300:])]
    assert diversity.measured(stretches, measure) == pytest.approx(np.array(alone))


def test_factors_longer_than_one_step_of_reading_are_read_whole() -> None:
    # 300 different words and then only repetitions: the first factor ends at word 417
    text = [*range(300), *range(300)]
    stretches = Stretches(Text.of(text * 20), np.arange(20) * 600, np.arange(1, 21) * 600)
    factors = stretches.factors(0.72, at_or_below=False)
    first = [factors.end[factors.reading == reading].min() for reading in range(20)]
    assert first == [600 * reading + 417 for reading in range(20)]
    assert 300 / 416 >= 0.72 > 300 / 417
