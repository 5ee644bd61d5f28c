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


def test_keyness_offers_the_same_functions():
    assert keyness.p_value is significance.p_value
    assert keyness.false_discovery is significance.false_discovery


def test_an_impossible_p_is_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        significance.false_discovery([0.5, 1.5])
