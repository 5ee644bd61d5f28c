"""Collocation against published numbers and against what the measures promise."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dissent.statistics import collocation, dispersion, keyness

few = settings(max_examples=40, deadline=None)

# bigrams of Manning and Schütze (1999), ch. 5, as count, row, column, total
NEW_COMPANIES = (8, 15_828, 4_675, 14_307_668)
AYATOLLAH_RUHOLLAH = (20, 42, 20, 14_307_668)
OF_COURSE = (5_610, 174_548, 7_867, 10_409_868)  # Gries (2013), p. 144
MEASURES = (collocation.mi, collocation.mi3, collocation.t_score, collocation.z_score)


@st.composite
def tables(draw: st.DrawFn) -> tuple[int, int, int, int]:
    cells = [draw(st.integers(1, 10**5)) for _ in range(4)]
    return cells[0], cells[0] + cells[1], cells[0] + cells[2], sum(cells)


def test_mutual_information_has_the_published_values() -> None:
    assert collocation.mi(*AYATOLLAH_RUHOLLAH) == pytest.approx(18.38, abs=0.005)
    assert collocation.mi(8, 1_105, 44, 15_000_000) == pytest.approx(11.3, abs=0.05)


def test_the_t_score_has_the_published_values() -> None:
    assert collocation.t_score(*NEW_COMPANIES) == pytest.approx(0.999932, abs=5e-7)
    assert collocation.t_score(*AYATOLLAH_RUHOLLAH) == pytest.approx(4.4721, abs=5e-5)


def test_delta_p_has_the_published_values_in_both_directions() -> None:
    forward, backward = collocation.delta_p(*OF_COURSE)
    assert forward == pytest.approx(0.032, abs=5e-4)
    assert backward == pytest.approx(0.697, abs=5e-4)


def test_all_measures_of_one_table_by_hand() -> None:
    # 4 of 8 occurrences stand in windows of 32 among 1,024 words: 0.25 were to be expected
    table = (4, 32, 8, 1_024)
    assert collocation.expected(*table[1:]) == 0.25
    assert collocation.mi(*table) == 4
    assert collocation.mi3(*table) == 8
    assert collocation.t_score(*table) == pytest.approx(3.75 / 2)
    assert collocation.z_score(*table) == pytest.approx(3.75 / 0.5)
    forward, backward = collocation.delta_p(*table)
    assert forward == pytest.approx(4 / 32 - 4 / 992)
    assert backward == pytest.approx(4 / 8 - 28 / 1_016)
    assert collocation.log_dice(4, 24, 8) == 12


def test_log_dice_is_14_where_the_two_only_come_together() -> None:
    assert collocation.log_dice(300, 300, 300) == 14
    assert collocation.log_dice(150, 300, 300) == 13
    assert collocation.log_dice(6, 2, 6) > 14  # three times beside each node


@few
@given(table=tables())
def test_the_measures_agree_on_the_direction(table: tuple[int, int, int, int]) -> None:
    count, window_words, collocate_count, words = table
    g2 = keyness.log_likelihood(count, collocate_count - count, window_words, words - window_words)
    signs = {
        int(np.sign(np.round(measure(*table), 9)))
        for measure in MEASURES
        if measure.__name__ != "mi3"
    }
    signs |= {int(np.sign(np.round(each, 12))) for each in collocation.delta_p(*table)}
    if abs(g2) > 1e-6:
        assert signs == {int(np.sign(g2))}


@few
@given(table=tables())
def test_the_measures_are_related_as_their_formulas_say(table: tuple[int, int, int, int]) -> None:
    count, expected = table[0], collocation.expected(*table[1:])
    mi = collocation.mi(*table)
    assert collocation.mi3(*table) == pytest.approx(mi + 2 * np.log2(count), abs=1e-9)
    ratio = np.sqrt(count / expected)
    assert collocation.z_score(*table) == pytest.approx(
        collocation.t_score(*table) * ratio, rel=1e-9, abs=1e-9
    )


@few
@given(table=tables(), factor=st.integers(2, 9))
def test_a_corpus_times_as_large_leaves_the_effect_sizes_as_they_are(
    table: tuple[int, int, int, int], factor: int
) -> None:
    larger = [factor * cell for cell in table]
    assert collocation.mi(*larger) == pytest.approx(collocation.mi(*table), abs=1e-9)
    assert collocation.log_dice(*larger[:3]) == pytest.approx(collocation.log_dice(*table[:3]))
    assert collocation.delta_p(*larger) == pytest.approx(collocation.delta_p(*table))
    assert collocation.t_score(*larger) == pytest.approx(
        collocation.t_score(*table) * np.sqrt(factor), abs=1e-6
    )


def test_measures_take_arrays_and_broadcast() -> None:
    counts = np.array([4, 2, 0])
    assert collocation.mi(counts, 32, 8, 1_024).tolist() == [4, 3, -np.inf]
    assert collocation.log_dice(counts, 24, 8).tolist() == [12, 11, -np.inf]
    assert collocation.expected(np.array([[32], [64]]), [8, 16], 1_024).shape == (2, 2)


def test_what_is_not_defined_is_nan_without_a_warning() -> None:
    with np.errstate(all="raise"):
        for measure in MEASURES:
            assert np.isnan(measure(0, 0, 8, 100))
            assert np.isnan(measure(0, 10, 0, 100))
        assert np.isnan(collocation.expected(0, 0, 0))
        assert np.isnan(collocation.log_dice(0, 0, 0))
        assert np.isnan(collocation.delta_p(0, 0, 8, 100)[0])
        assert np.isnan(collocation.delta_p(0, 10, 0, 100)[1])
        assert np.isnan(collocation.delta_p(8, 100, 8, 100)[0])  # all words are near the node


def test_a_word_that_is_never_near_though_expected_is_as_low_as_can_be() -> None:
    assert collocation.mi(0, 10, 8, 100) == -np.inf
    assert collocation.t_score(0, 10, 8, 100) == -np.inf
    assert collocation.z_score(0, 10, 8, 100) == pytest.approx(-np.sqrt(0.8))


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ((-1, 10, 8, 100), "negative"),
        ((11, 10, 12, 100), "larger than the windows"),
        ((9, 10, 8, 100), "all of the collocate"),
        ((1, 101, 8, 100), "more words than there are"),
        ((1, 60, 60, 100), "together"),
    ],
)
def test_numbers_that_are_no_table_are_refused(
    table: tuple[int, int, int, int], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        collocation.mi(*table)


def test_log_dice_refuses_a_count_above_that_of_the_collocate() -> None:
    with pytest.raises(ValueError, match="larger than all occurrences"):
        collocation.log_dice(9, 10, 8)


@few
@given(
    sizes=st.lists(st.integers(0, 50), min_size=1, max_size=8),
    seed=st.integers(0, 10**6),
)
def test_overdispersion_from_sums_is_that_of_the_parts(sizes: list[int], seed: int) -> None:
    counts = np.random.default_rng(seed).binomial(np.array(sizes)[:, None], [0.0, 0.02, 0.3])
    squares = (counts**2 / np.maximum(sizes, 1)[:, None]).sum(axis=0)
    parts = np.count_nonzero(sizes)
    phi = dispersion.overdispersion_of_sums(counts.sum(axis=0), sum(sizes), squares, parts)
    assert phi == pytest.approx(dispersion.overdispersion(counts, sizes))
