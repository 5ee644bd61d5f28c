"""Intervals from few hits: over all degrees of clumping that these allow."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import integrate, special

from dissent.statistics.intervals import exact_rate
from dissent.statistics.negative_binomial import clumped_rate

few = settings(max_examples=30, deadline=None)


def ends(hits, words=100, **options):
    low, high = clumped_rate(np.array(hits)[:, None], np.full(len(hits), words), **options)
    return low[0] * words * len(hits), high[0] * words * len(hits)


class TestClumpedRate:
    def test_without_hits_only_the_prior_of_the_clumping_counts(self):
        # all that is known: none in the whole text, probability phi^(-M / (phi - 1))
        def density(mean):
            def of_phi(excess):
                return np.exp(-excess / 3 - mean * np.log1p(excess) / excess)

            return mean**-0.25 * integrate.quad(of_phi, 0, np.inf)[0]

        low, high = ends([0] * 6)
        below, above = (integrate.quad(density, *part)[0] for part in ((0, high), (high, 90)))
        assert low == 0
        assert above / (above + below) == pytest.approx(0.025, abs=0.001)

    def test_one_hit_has_the_lower_limit_of_independent_hits(self):
        # of one hit the likelihood alone would rule out all means up to 0.29
        low, high = ends([1] + [0] * 39)
        assert low == pytest.approx(0.0253, abs=1e-4)
        assert high > 5.572

    def test_the_limit_without_hits_does_not_depend_on_how_the_text_is_cut(self):
        assert ends([0] * 6) == pytest.approx(ends([0] * 60))

    def test_many_even_hits_come_near_the_interval_of_independent_ones(self):
        # 150 of them: Garwood's limits are 127.0 and 176.0
        exact = special.gammaincinv(150, 0.025), special.gammaincinv(151, 0.975)
        assert ends([1, 2, 2] * 30) == pytest.approx(exact, rel=0.02)

    def test_hits_in_one_passage_say_less_than_hits_all_over(self):
        together, apart = ends([12] + [0] * 35), ends([1, 0, 0] * 12)
        assert together[1] / together[0] > 3 * apart[1] / apart[0]
        assert together[0] < apart[0]

    def test_clumps_over_two_segments_are_noticed(self):
        side_by_side = ([3, 3] + [0] * 8) * 4
        scattered = ([3] + [0] * 4) * 8
        assert ends(side_by_side)[1] > ends(scattered)[1]
        assert ends(side_by_side)[0] < ends(scattered)[0]

    def test_twice_the_text_narrows_it_by_about_the_root_of_two(self):
        hits = np.random.default_rng(5).negative_binomial(0.5, 0.3, 180).tolist()
        once, twice = ends(hits), ends(hits * 2)
        ratio = (once[1] - once[0]) / ((twice[1] - twice[0]) / 2)
        assert ratio == pytest.approx(np.sqrt(2), rel=0.1)

    @few
    @given(
        hits=st.lists(st.integers(0, 9), min_size=1, max_size=40),
        level=st.floats(0.8, 0.99),
    )
    def test_it_is_never_narrower_than_the_interval_of_independent_hits(self, hits, level):
        low, high = ends(hits, level=level)
        exact_low, exact_high = exact_rate(sum(hits), 1, level=level)
        assert low <= exact_low * (1 + 1e-9)
        assert high >= exact_high * (1 - 1e-9)

    @few
    @given(
        hits=st.lists(st.integers(0, 9), min_size=1, max_size=40),
        level=st.floats(0.8, 0.99),
    )
    def test_the_rate_lies_inside_and_a_higher_level_is_wider(self, hits, level):
        low, high = ends(hits, level=level)
        lower, higher = ends(hits, level=level + 0.009)
        assert low < max(sum(hits), 1e-9) < high
        assert lower <= low
        assert high < higher

    def test_more_hits_give_a_higher_interval(self):
        limits = np.array([ends([often] * 30) for often in range(6)])
        assert np.all(np.diff(limits, axis=0) > 0)

    def test_units_do_not_influence_each_other(self):
        table, words = np.random.default_rng(1).poisson(0.3, (12, 6)), np.full(12, 90)
        table[:, [1, 4]] = 0
        together = np.array(clumped_rate(table, words))
        alone = [clumped_rate(table[:, [unit]], words) for unit in range(6)]
        assert together == pytest.approx(np.array(alone)[:, :, 0].T)

    def test_segments_may_differ_in_length(self):
        # two hits in twice the words are even, in half of them they clump
        even = np.array(clumped_rate([[1], [2], [1]], [50, 100, 50]))
        clumped = np.array(clumped_rate([[1], [2], [1]], [75, 50, 75]))
        assert even[1] / even[0] < clumped[1] / clumped[0]

    def test_a_document_without_words_has_none(self):
        for segments in (0, 2):
            empty = np.zeros((segments, 2), int)
            for limit in clumped_rate(empty, np.zeros(segments, int)):
                assert limit == pytest.approx([np.nan, np.nan], nan_ok=True)

    def test_impossible_tables_and_settings_are_refused(self):
        with pytest.raises(ValueError, match="no words"):
            clumped_rate([[1], [1]], [100, 0])
        with pytest.raises(ValueError, match="level"):
            clumped_rate([[1]], [100], level=1)
