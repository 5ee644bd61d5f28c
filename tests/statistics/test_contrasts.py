"""The ratio of two rates in closed form: hand-computed, symmetric, never at odds with its p."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from dissent.statistics import contrasts

few = settings(max_examples=40, deadline=None)


class TestRateRatio:
    def test_it_is_the_hand_computed_one(self):
        # halves: 8 against 4 in equal words; deviation sqrt(1 / 8 + 1 / 4)
        ratio, low, high, p = contrasts.rate_ratio(7.5, 1_000, 1, 3.5, 1_000, 1)
        deviation = np.sqrt(3 / 8)
        assert ratio == pytest.approx(2)
        assert (low, high) == pytest.approx(
            (2 * np.exp(-1.959964 * deviation), 2 * np.exp(1.959964 * deviation))
        )
        assert p == pytest.approx(2 * special.ndtr(-np.log(2) / deviation))

    def test_few_degrees_of_freedom_make_it_wider(self):
        # 5 + 4 + 1 degrees of freedom: the familiar 2.228 of Student's table
        sides = (7.5, 1_000, 1, 3.5, 1_000, 1)
        ratio, low, high, _ = contrasts.rate_ratio(*sides, freedom_a=5, freedom_b=4)
        reach = 2.228 * np.sqrt(3 / 8)
        assert (low, high) == pytest.approx((2 * np.exp(-reach), 2 * np.exp(reach)), rel=1e-3)
        many = contrasts.rate_ratio(*sides, freedom_a=1e9, freedom_b=1e9)
        assert np.array(many) == pytest.approx(np.array(contrasts.rate_ratio(*sides)))
        assert ratio == pytest.approx(2)

    @few
    @given(
        hits=st.tuples(st.integers(0, 500), st.integers(0, 500)),
        phi=st.floats(1, 9),
        level=st.floats(0.5, 0.999),
        freedom=st.none() | st.floats(1, 90),
    )
    def test_interval_and_p_never_contradict_each_other(self, hits, phi, level, freedom):
        _, low, high, p = contrasts.rate_ratio(
            hits[0], 10_000, phi, hits[1], 7_000, phi,
            freedom_a=freedom, freedom_b=freedom, level=level,
        )  # fmt: skip
        if abs(p - (1 - level)) > 1e-9:
            assert (p < 1 - level) == ((low > 1) | (high < 1))

    def test_swapping_the_documents_inverts_the_ratio(self):
        ratio, low, high, p = contrasts.rate_ratio(
            30, 9_000, 2, 12, 8_000, 1.5, freedom_a=7, freedom_b=11
        )
        swapped = contrasts.rate_ratio(12, 8_000, 1.5, 30, 9_000, 2, freedom_a=11, freedom_b=7)
        assert np.array(swapped) == pytest.approx(np.array([1 / ratio, 1 / high, 1 / low, p]))
        assert np.log(swapped[0]) == -np.log(ratio)

    def test_a_theme_that_one_document_lacks_still_has_a_finite_ratio(self):
        assert np.all(np.isfinite(contrasts.rate_ratio([0, 5], 900, 1, [5, 0], 900, 1)))

    def test_a_theme_that_both_documents_lack_has_no_ratio(self):
        assert np.isnan(contrasts.rate_ratio(0, 90, 1, 0, 9_000, 1)).all()

    def test_a_document_without_words_has_no_ratio(self):
        assert np.isnan(contrasts.rate_ratio(0, 0, 1, 5, 900, 1)).all()

    def test_all_pairs_are_compared_in_one_call(self):
        hits, words, phi = np.arange(1, 5), np.full(4, 1_000), np.ones(4)
        results = contrasts.rate_ratio(
            hits[:, None], words[:, None], phi[:, None], hits, words, phi
        )
        assert all(values.shape == (4, 4) for values in results)
        assert np.diag(results[3]) == pytest.approx(1)

    def test_twice_the_text_leaves_the_ratio_and_narrows_its_interval(self):
        once = contrasts.rate_ratio(300, 90_000, 2, 120, 80_000, 2)
        twice = contrasts.rate_ratio(600, 180_000, 2, 240, 160_000, 2)
        widths = [np.log(high / low) for _, low, high, _ in (once, twice)]
        assert twice[0] == pytest.approx(once[0], rel=0.005)
        assert widths[0] / widths[1] == pytest.approx(np.sqrt(2), rel=0.01)

    def test_impossible_settings_are_refused(self):
        with pytest.raises(ValueError, match="negative"):
            contrasts.rate_ratio(-1, 10, 1, 1, 10, 1)
        with pytest.raises(ValueError, match="overdispersion"):
            contrasts.rate_ratio(1, 10, 0.5, 1, 10, 1)
        with pytest.raises(ValueError, match="level"):
            contrasts.rate_ratio(1, 10, 1, 1, 10, 1, level=1)


class TestClumpingOfTwo:
    def test_it_is_the_hand_computed_one(self):
        # both together (20 + 44) / (5 + 11) = 4; (20 + 4) / 6 and (44 + 4) / 12
        assert contrasts.clumping_of_two(20, 5, 44, 11) == (4, 4)
        # both together 3: (12 + 3) / 6 and (36 + 3) / 12
        assert contrasts.clumping_of_two(12, 5, 36, 11) == (2.5, 3.25)

    def test_evenness_is_taken_for_luck(self):
        assert contrasts.clumping_of_two(0, 5, 0, 11) == (1, 1)

    def test_a_long_document_keeps_its_own(self):
        phi_a, phi_b = contrasts.clumping_of_two(2 * 5, 5, 4 * 5_000, 5_000)
        assert phi_b == pytest.approx(4, abs=0.001)
        assert 2 < phi_a < 3
