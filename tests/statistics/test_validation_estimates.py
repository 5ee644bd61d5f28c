"""Shares from coded samples, and what is computed from several of them."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from dissent.statistics.corrected_rates import corrected_rate, corrected_ratio
from dissent.statistics.validation_estimates import (
    Estimate,
    coded_share,
    rogan_gladen,
    share_limits,
    square_and_add,
    true_share,
)


def estimate(value: object, low: object, high: object) -> Estimate:
    return Estimate(*(np.asarray(end, dtype=np.float64) for end in (value, low, high)))


def known(value: object) -> Estimate:
    return estimate(value, value, value)


def one_coder(*codes: float) -> np.ndarray:
    return np.array(codes, dtype=np.float64)[:, np.newaxis]


@given(st.integers(1, 60), st.data())
def test_the_limits_of_a_share_are_the_exact_ones(draws: int, data: st.DataObject) -> None:
    yes = data.draw(st.integers(0, draws))
    exact = stats.binomtest(yes, draws).proportion_ci(method="exact")
    low, high = share_limits(yes / draws, draws)
    assert (float(low), float(high)) == pytest.approx((exact.low, exact.high), abs=1e-9)


def test_lines_drawn_with_equal_small_chances_give_the_plain_share_and_its_exact_limits() -> None:
    codes = one_coder(*[1] * 16, *[0] * 4)
    found = coded_share(codes, np.full(20, 1e6), np.full(20, 1e-6))
    assert float(found.value) == pytest.approx(0.8)
    assert np.allclose(found[1:], share_limits(0.8, 19), atol=1e-4)


def test_a_line_counts_for_what_it_stands_for() -> None:
    # of ten sentences one in two was drawn, of thirty one in ten
    codes, chance = one_coder(1, 1, 1, 1, 0, 0, 0, 1), np.array([0.5] * 5 + [0.1] * 3)
    found = coded_share(codes, 1 / chance, chance)
    assert float(found.value) == pytest.approx((4 * 2 + 10) / 40)
    assert found.low < 0.4 < found.high


def test_where_all_lines_were_drawn_the_share_is_known() -> None:
    found = coded_share(one_coder(1, 1, 0, 1), np.ones(4), np.ones(4))
    assert tuple(map(float, found)) == (0.75, 0.75, 0.75)


@pytest.mark.parametrize(("drawn", "sentences"), [(3, 4), (9, 10), (24, 30), (100, 200)])
def test_lines_that_are_all_right_do_not_vouch_for_the_few_that_were_not_drawn(
    drawn: int, sentences: int
) -> None:
    chance = np.full(drawn, drawn / sentences)
    low = float(coded_share(one_coder(*[1] * drawn), 1 / chance, chance).low)
    # the exact limit: with so few right ones the draw would be all right less than once in 40 times
    right = np.arange(drawn, sentences + 1)
    chances = stats.hypergeom.pmf(drawn, sentences, right, drawn)
    assert low <= right[chances > 0.025][0] / sentences
    assert low > share_limits(1.0, drawn)[0]


def test_where_all_lines_are_right_the_lower_limit_is_exact() -> None:
    found = coded_share(one_coder(*[1] * 30), np.full(30, 1e6), np.full(30, 1e-6))
    assert tuple(map(float, found)) == pytest.approx((1, 0.025 ** (1 / 30), 1), abs=1e-5)


def test_lines_without_a_code_are_left_out_and_no_line_at_all_says_nothing() -> None:
    codes, weights = one_coder(1, 0, np.nan), np.full(3, 100.0)
    assert coded_share(codes, weights, 1 / weights) == coded_share(
        codes[:2], weights[:2], 1 / weights[:2]
    )
    assert np.isnan(coded_share(codes[2:], weights[2:], 1 / weights[2:])).all()


def test_coders_who_lean_different_ways_widen_the_interval() -> None:
    rng = np.random.default_rng(3)
    true = rng.random(200) < 0.5
    weights = np.full(200, 100.0)
    strict, lax = true & (rng.random(200) < 0.6), true | (rng.random(200) < 0.4)
    alike = np.column_stack([true, true]).astype(float)
    apart = np.column_stack([strict, lax]).astype(float)
    narrow, wide = (coded_share(codes, weights, 1 / weights) for codes in (alike, apart))
    assert wide.high - wide.low > 2 * (narrow.high - narrow.low)


def test_coders_who_differ_only_by_chance_do_not() -> None:
    rng = np.random.default_rng(4)
    true = rng.random(200) < 0.5
    weights = np.full(200, 100.0)
    slips = np.column_stack([true ^ (rng.random(200) < 0.1) for _ in range(2)]).astype(float)
    alone, both = (coded_share(codes, weights, 1 / weights) for codes in (slips[:, :1], slips))
    assert both.high - both.low < 1.15 * (alone.high - alone.low)


@pytest.mark.parametrize(
    ("codes", "weights", "chances", "message"),
    [
        ([[2.0]], [1.0], [1.0], "a code is not between"),
        ([[1.0]], [0.0], [1.0], "a weight is not above 0"),
        ([[1.0]], [1.0], [0.0], "a probability not between"),
        ([1.0], [1.0], [1.0], "the shape"),
    ],
)
def test_what_is_no_coded_sample_is_refused(codes, weights, chances, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        coded_share(codes, weights, chances)


def test_the_interval_of_a_sum_is_that_of_zou_and_donner() -> None:
    parts = estimate([3.0, 1.0], [2.0, 0.5], [5.0, 2.5])
    found = square_and_add(lambda numbers: numbers.sum(axis=0), parts)
    assert found.value == 4
    assert found.low == pytest.approx(4 - np.hypot(1, 0.5))
    assert found.high == pytest.approx(4 + np.hypot(2, 1.5))


def test_recall_is_the_found_share_of_what_is_true() -> None:
    found = true_share(estimate(80, 60, 95), estimate(20, 5, 60))
    assert found.value == pytest.approx(0.8)
    assert 0 < found.low < 0.8 < found.high < 1


def test_nothing_seen_missed_still_leaves_room_for_some() -> None:
    found = true_share(estimate(80, 70, 90), estimate(0, 0, 40))
    assert (float(found.value), float(found.high)) == (1, 1)
    # what is missed may be 40, and what is found a little less
    assert 0.6 < found.low < 80 / 120


def test_a_recall_that_is_known_has_no_width() -> None:
    assert np.allclose(true_share(known(30), known(10)), 0.75)


@given(
    st.floats(0.5, 100), st.floats(0, 1), st.floats(0, 1), st.floats(0, 50), st.floats(0, 1),
    st.floats(0, 200),
)  # fmt: skip
def test_recall_stays_between_its_limits_and_these_between_0_and_1(
    found: float, below: float, above: float, missed: float, less: float, more: float
) -> None:
    result = true_share(
        estimate(found, found * below, found * (1 + above)),
        estimate(missed, missed * less, missed + more),
    )
    assert 0 <= result.low <= result.value + 1e-12
    assert result.value <= result.high + 1e-12
    assert result.high <= 1


def test_rogan_and_gladens_share_by_hand() -> None:
    # of 100 sentences 30 speak of it; 24 of these and 7 of the others have a hit
    found = rogan_gladen(known(0.31), known(0.8), known(0.9))
    assert np.allclose(found, 0.3)


def test_rules_that_tell_nothing_give_no_share() -> None:
    assert np.isnan(rogan_gladen(known(0.3), known(0.4), known(0.6))).all()


def test_a_rate_that_needs_no_correction_stays_as_it_is() -> None:
    rate = estimate([2.0, 0.0], [1.0, 0.0], [4.0, 0.5])
    found = corrected_rate(rate, known(1.0), np.ones((2, 2)), known([0.0, 0.0]))
    assert np.allclose(found, rate)


def test_wrong_hits_are_taken_out_and_missed_ones_added() -> None:
    rate = estimate([10.0], [8.0], [12.0])
    room = np.array([[4.0], [20.0]])
    found = corrected_rate(rate, known(0.8), room, known([0.25, 0.01]))
    assert found.value == pytest.approx([10 * 0.8 + 4 * 0.25 + 20 * 0.01])


def test_what_is_not_well_known_of_the_coding_widens_the_interval() -> None:
    rate, room = estimate([10.0], [8.0], [12.0]), np.array([[4.0], [20.0]])
    sure = corrected_rate(rate, known(0.8), room, known([0.1, 0.0]))
    coded = corrected_rate(
        rate, estimate(0.8, 0.6, 0.9), room, estimate([0.1, 0.0], [0.02, 0.0], [0.3, 0.1])
    )
    assert coded.value == pytest.approx(sure.value)
    assert coded.low < sure.low
    assert coded.high > sure.high


def contrast(precision: Estimate, missed: Estimate) -> tuple[Estimate, np.ndarray]:
    """Two documents of 10,000 words, with 100 and 50 hits, whose rates are known."""
    one, other = known([0.01]), known([0.005])
    room = np.full((2, 1), 0.02)
    words = np.array([10_000])
    return corrected_ratio((one, other), (words, words), precision, (room, room), missed)


def test_an_uncertain_precision_alone_does_not_blur_a_contrast() -> None:
    ratio, _ = contrast(estimate(0.8, 0.5, 0.95), known([0.0, 0.0]))
    assert np.allclose(ratio, 2, atol=0.03)


def test_what_both_documents_miss_draws_them_together() -> None:
    ratio, _ = contrast(known(0.8), estimate([0.1, 0.0], [0.0, 0.0], [0.3, 0.1]))
    assert 1.3 < ratio.value[0] < 2
    assert ratio.low[0] < 1.4 < 1.9 < ratio.high[0]


def test_p_is_small_exactly_where_the_interval_leaves_out_one() -> None:
    rng = np.random.default_rng(5)
    rates = [estimate(v, v * 0.6, v * 1.7) for v in rng.uniform(0.001, 0.01, (2, 300))]
    words, room = np.full(300, 5_000), np.full((1, 300), 0.02)
    missed = estimate([0.02], [0.0], [0.1])
    ratio, p = corrected_ratio(
        (rates[0], rates[1]), (words, words), estimate(0.8, 0.6, 0.9), (room, room), missed
    )
    assert 0 < (p < 0.05).sum() < 300
    assert ((p < 0.05) == ((ratio.low > 1) | (ratio.high < 1))).all()
