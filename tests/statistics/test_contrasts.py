"""The ratio of two rates in closed form: hand-computed, symmetric, never at odds with its p."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special, stats

from dissent.statistics import contrasts

few = settings(max_examples=40, deadline=None)


class TestSharedRatio:
    def test_it_is_the_hand_computed_one(self):
        # one hit shared out as 900 to 100 words: 9.9 / 900 against 2.1 / 100
        assert contrasts.shared_ratio(9, 900, 2, 100) == pytest.approx((9.9 / 900) / (2.1 / 100))

    def test_a_short_document_without_a_hit_is_never_said_to_have_more(self):
        assert 0 < contrasts.shared_ratio(0, 41, 8, 87_000) < 1

    def test_equal_rates_stay_equal_whatever_the_lengths(self):
        assert contrasts.shared_ratio([1, 10], [100, 1_000], [9, 1], [900, 100]) == pytest.approx(1)


class TestSignedRoot:
    def test_it_is_the_root_of_two_cell_log_likelihood(self):
        root = contrasts.signed_root(620, 1_017_879, 1, 267, 1_007_532, 1)
        # Brezina's "war", two-cell G2
        assert root**2 == pytest.approx(140.865, abs=0.001)

    def test_clumped_hits_are_worth_fewer(self):
        whole, half = (contrasts.signed_root(40, 1_000, phi, 20, 1_000, phi) for phi in (1, 2))
        assert half == pytest.approx(contrasts.signed_root(20, 500, 1, 10, 500, 1))
        assert whole == pytest.approx(half * np.sqrt(2))

    def test_its_sign_is_that_of_the_difference(self):
        there = contrasts.signed_root([9, 0, 5], 100, 1, [5, 3, 5], 100, 1)
        assert np.sign(there).tolist() == [1, -1, 0]
        assert contrasts.signed_root([5, 3, 5], 100, 1, [9, 0, 5], 100, 1) == pytest.approx(-there)


class TestLikelihoodLimits:
    @pytest.mark.parametrize("reach", [0.5, 1.96, 4.0])
    def test_at_its_ends_the_root_is_the_reach(self, reach):
        sides = (np.array([3.0, 12.0]), 900, 1.5, np.array([7.0, 2.0]), 1_300, 1.2)
        hits_a, words_a, phi_a, hits_b, words_b, phi_b = sides
        low, high = contrasts.likelihood_limits(*sides, reach=reach)
        at_low = contrasts.signed_root(hits_a, words_a * low, phi_a, hits_b, words_b, phi_b)
        at_high = contrasts.signed_root(hits_a, words_a * high, phi_a, hits_b, words_b, phi_b)
        assert at_low == pytest.approx(reach)
        assert at_high == pytest.approx(-reach)

    def test_a_side_without_hits_leaves_the_interval_open(self):
        low, high = contrasts.likelihood_limits([0, 4], 900, 1, [4, 0], 900, 1, reach=2)
        assert (low[0], high[1]) == (0, np.inf)
        assert np.isfinite([high[0], low[1]]).all()


class TestRateRatio:
    @pytest.mark.parametrize(("hits", "words"), [((8, 3), (900, 1_300)), ((15, 41), (19, 28))])
    def test_p_and_interval_are_those_of_binomial_sums(self, hits, words):
        _, low, high, p = contrasts.rate_ratio(hits[0], words[0], 1, hits[1], words[1], 1)

        def upper(ratio):
            share = ratio * words[0] / (ratio * words[0] + words[1])
            drawn = stats.binom(sum(hits), share)
            return drawn.sf(hits[0]) + drawn.pmf(hits[0]) / 2

        assert p == pytest.approx(2 * min(upper(1), 1 - upper(1)))
        assert (upper(low), upper(high)) == pytest.approx((0.025, 0.975))

    def test_all_hits_on_one_side_are_the_hand_computed_case(self):
        # five of five at even odds: twice half of 1 / 32
        ratio, low, high, p = contrasts.rate_ratio(5, 900, 1, 0, 900, 1)
        assert (ratio, high, p) == (pytest.approx(11), np.inf, pytest.approx(1 / 32))
        assert low > 1
        assert contrasts.rate_ratio(0, 900, 1, 5, 900, 1)[1] == 0

    def test_clumped_hits_are_worth_fewer(self):
        clumped = contrasts.rate_ratio(40, 9_000, 2, 20, 7_000, 2)
        fewer = contrasts.rate_ratio(20, 4_500, 1, 10, 3_500, 1)
        assert np.array(clumped[1:]) == pytest.approx(np.array(fewer[1:]))

    def test_few_degrees_of_freedom_make_it_wider(self):
        # 5 + 4 + 1 degrees of freedom: the familiar 2.228 of Student's table instead of 1.96
        sides = (8, 1_000, 1, 4, 1_000, 1)
        _, low, high, p = contrasts.rate_ratio(*sides, freedom_a=5, freedom_b=4)
        level = 1 - 2 * special.ndtr(-2.228139)
        wider = contrasts.rate_ratio(*sides, level=level)
        assert np.array([low, high]) == pytest.approx(np.array(wider[1:3]))
        quantile = special.ndtri(contrasts.rate_ratio(*sides)[3] / 2)
        assert p == pytest.approx(2 * special.stdtr(10, quantile))
        many = contrasts.rate_ratio(*sides, freedom_a=1e9, freedom_b=1e9)
        assert np.array(many) == pytest.approx(np.array(contrasts.rate_ratio(*sides)))

    def test_a_tiny_document_without_a_hit_says_nothing(self):
        ratio, low, high, p = contrasts.rate_ratio(0, 41, 1, 8, 87_000, 1)
        assert (low, p) == (0, pytest.approx(1, abs=0.01))
        assert ratio < 1 < high

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
        assert p == swapped[3]

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
