"""The design: who gets how many lines, and that every line's chance is what the key says."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dissent.validation.design import allocate, rule_chances, systematic


def test_lines_are_divided_four_three_three() -> None:
    sizes = {"hit": 500, "near": 900, "plain": 5_000}
    assert allocate(60, sizes) == {"hit": 24, "near": 18, "plain": 18}


def test_what_one_stratum_has_too_few_of_goes_to_the_others() -> None:
    given_lines = allocate(60, {"hit": 500, "near": 4, "plain": 5_000})
    assert given_lines["near"] == 4
    assert sum(given_lines.values()) == 60
    assert given_lines["hit"] > 24
    assert allocate(60, {"hit": 5, "near": 0, "plain": 7}) == {"hit": 5, "near": 0, "plain": 7}


@given(st.integers(10, 400), st.tuples(*[st.integers(0, 500)] * 3))
def test_no_line_is_lost_and_none_invented(lines: int, sizes: tuple[int, int, int]) -> None:
    strata = dict(zip(("hit", "near", "plain"), sizes, strict=True))
    found = allocate(lines, strata)
    assert sum(found.values()) == min(lines, sum(sizes))
    assert all(0 <= found[name] <= strata[name] for name in strata)


def test_small_rules_get_a_line_and_large_ones_in_proportion() -> None:
    sentences = np.array([600, 300, 5, 3, 2])
    expected = rule_chances(sentences, lines=24) * sentences
    assert expected.sum() == pytest.approx(24)
    assert expected[2:4].tolist() == pytest.approx([1, 1])
    assert expected[4] < 0.2
    assert expected[0] == pytest.approx(2 * expected[1])


def test_where_there_are_more_rules_than_lines_the_largest_come_first() -> None:
    sentences = np.arange(60, 0, -1)
    expected = rule_chances(sentences, lines=10) * sentences
    assert expected.sum() == pytest.approx(10)
    assert (expected[:5] >= 1).all()


@given(st.lists(st.integers(1, 200), min_size=1, max_size=20), st.integers(1, 100))
def test_chances_are_chances_and_add_up(sentences: list[int], lines: int) -> None:
    chance = rule_chances(np.array(sentences), lines=lines)
    assert ((chance >= 0) & (chance <= 1 + 1e-12)).all()
    assert (chance * sentences).sum() == pytest.approx(min(lines, sum(sentences)), abs=1e-6)


def test_every_entry_is_drawn_as_often_as_its_chance_says() -> None:
    chances = np.array([0.9, 0.5, 0.1, 0.3, 0.2, 1.0])
    drawn = np.zeros(6)
    for seed in range(4_000):
        chosen = systematic(chances, rng=np.random.default_rng(seed))
        assert len(chosen) == 3
        drawn[chosen] += 1
    assert drawn / 4_000 == pytest.approx(chances, abs=0.03)


def test_all_or_nothing_is_drawn_where_the_chances_say_so() -> None:
    rng = np.random.default_rng(0)
    assert systematic(np.ones(4), rng=rng).tolist() == [0, 1, 2, 3]
    assert systematic(np.zeros(4), rng=rng).tolist() == []
