"""The significance of one difference and of one among many."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dissent.statistics import keyness, significance

few = settings(max_examples=40, deadline=None)


def test_p_value_is_that_of_chi_squared_and_ignores_the_sign():
    # the critical values of chi-squared with one degree of freedom
    assert significance.p_value([3.841459, -6.634897]) == pytest.approx([0.05, 0.01], abs=1e-6)
    assert significance.p_value(0) == 1
    assert np.isnan(significance.p_value(np.nan))


def test_q_values_are_those_of_benjamini_and_hochberg():
    # by hand: p * 5 / rank is 0.005, 0.02, 0.065, 0.05125, 0.6; then the minimum from the right
    q = significance.false_discovery([0.001, 0.008, 0.039, 0.041, 0.6])
    assert q == pytest.approx([0.005, 0.02, 0.05125, 0.05125, 0.6])


def test_the_four_differences_of_benjamini_and_hochbergs_example_pass_and_no_more():
    # Benjamini and Hochberg (1995), section 4.2: fifteen comparisons of two treatments
    p = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344]
    p += [0.0459, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    q = significance.false_discovery(p)
    assert np.count_nonzero(q <= 0.05) == 4
    # p(4) * 15 / 4, and p(7) * 15 / 7 for the sixth too, because ranks keep their order
    assert q[[3, 5, 6]] == pytest.approx([0.035625, 0.0638571, 0.0638571], abs=5e-8)


def test_a_missing_p_is_no_test():
    q = significance.false_discovery([[0.01, np.nan], [0.02, np.nan]])
    assert q == pytest.approx(np.array([[0.02, np.nan], [0.02, np.nan]]), nan_ok=True)
    assert np.isnan(significance.false_discovery([np.nan, np.nan])).all()
    assert significance.false_discovery([]).shape == (0,)


@few
@given(st.lists(st.floats(0, 1), min_size=1, max_size=30))
def test_q_is_never_below_p_and_keeps_its_order(p):
    q = significance.false_discovery(p)
    assert np.all(q >= np.array(p) - 1e-15)
    assert np.all(np.diff(q[np.argsort(p)]) >= 0)


@few
@given(st.lists(st.tuples(st.floats(0, 1), st.integers(1, 5)), min_size=1, max_size=20))
def test_like_tests_can_be_given_once(pairs):
    p, times = (np.array(part) for part in zip(*pairs, strict=True))
    q = significance.false_discovery(p, times=times)
    each = significance.false_discovery(np.repeat(p, times))
    assert np.repeat(q, times) == pytest.approx(each, rel=1e-12)


def test_many_intervals_hold_together_at_a_higher_level_each():
    assert significance.bonferroni_level(0.95, 1) == pytest.approx(0.95)
    assert significance.bonferroni_level(0.95, 100) == pytest.approx(0.9995)
    with pytest.raises(ValueError, match="at least one"):
        significance.bonferroni_level(0.95, 0)
    with pytest.raises(ValueError, match="level"):
        significance.bonferroni_level(95, 10)


def test_keyness_offers_the_same_functions():
    assert keyness.p_value is significance.p_value
    assert keyness.false_discovery is significance.false_discovery


def test_an_impossible_p_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        significance.false_discovery([0.5, 1.5])
