"""Intervals for rates: exact where they must be, wide where hits clump, honest by simulation."""

import itertools
import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special

from dissent.statistics import intervals

few = settings(max_examples=40, deadline=None)


def rng(*names):
    return np.random.default_rng(intervals.seed_sequence(1917, *names))


def clumped(segments, units, *, mean, phi, name):
    """Hits per segment of the given mean and variance phi * mean."""
    if phi == 1:
        return rng(name).poisson(mean, (segments, units))
    return rng(name).negative_binomial(mean / (phi - 1), 1 / phi, (segments, units))


def passages(segments, units, *, mean, name):
    """Hits whose density stays the same over two segments on average: clumps of passages."""
    generator = rng(name)
    density = generator.gamma(mean, 1, (segments, units))
    for earlier, later in itertools.pairwise(density):
        same = generator.random(units) < 0.5
        later[same] = earlier[same]
    return generator.poisson(density)


def coverage(hits, rate):
    words = np.full(len(hits), 100)
    _, low, high = intervals.rate_interval(hits, words, replicates=500, rng=rng("coverage"))
    return np.mean((low <= rate) & (rate <= high))


class TestExactRate:
    @pytest.mark.parametrize(
        ("hits", "low", "high"),
        # Garwood (1936), 95 %: the familiar table of exact Poisson limits
        [(0, 0, 3.689), (1, 0.0253, 5.572), (5, 1.623, 11.668), (10, 4.795, 18.390)],
    )
    def test_it_has_the_limits_of_the_poisson_table(self, hits, low, high):
        assert intervals.exact_rate(hits, 1) == pytest.approx((low, high), abs=6e-4)

    @few
    @given(hits=st.integers(1, 1000), level=st.floats(0.5, 0.999))
    def test_each_limit_makes_the_count_just_improbable_enough(self, hits, level):
        low, high = intervals.exact_rate(hits, 1, level=level)
        tail = (1 - level) / 2
        assert special.pdtrc(hits - 1, low) == pytest.approx(tail, rel=1e-6)
        assert special.pdtr(hits, high) == pytest.approx(tail, rel=1e-6)

    def test_a_clumped_word_gets_a_wider_interval(self):
        low, high = intervals.exact_rate(20, 5_000, overdispersion=[1, 3])
        assert low[1] < low[0] < 20 / 5_000 < high[0] < high[1]

    def test_no_hits_leave_zero_possible_and_no_words_leave_everything_open(self):
        low, high = intervals.exact_rate([0, 0], [600, 0], overdispersion=2)
        assert low == pytest.approx([0, np.nan], nan_ok=True)
        assert high == pytest.approx([2 * -np.log(0.025) / 600, np.nan], nan_ok=True)

    def test_impossible_settings_are_refused(self):
        with pytest.raises(ValueError, match="negative"):
            intervals.exact_rate(-1, 10)
        with pytest.raises(ValueError, match="overdispersion"):
            intervals.exact_rate(1, 10, overdispersion=0.9)
        with pytest.raises(ValueError, match="level"):
            intervals.exact_rate(1, 10, level=0)


class TestRateInterval:
    @pytest.mark.parametrize("phi", [1, 2, 4])
    @pytest.mark.parametrize("segments", [20, 120, 400])
    def test_it_covers_the_true_rate_of_a_clumped_theme(self, segments, phi):
        # 12,000 such documents give 93.8 to 97.7 %; less three standard errors of 1,000
        hits = clumped(segments, 1_000, mean=1.5, phi=phi, name=f"{segments} {phi}")
        assert 0.915 < coverage(hits, 0.015) < 0.995

    @pytest.mark.parametrize("segments", [40, 400])
    def test_it_covers_nearly_as_well_when_clumps_run_over_segments(self, segments):
        # 91 to 93 % of 8,000 such documents; plain percentiles have 86 to 92
        hits = passages(segments, 1_000, mean=1, name=str(segments))
        assert coverage(hits, 0.01) > 0.88

    def test_it_covers_the_rate_of_a_short_document(self):
        assert coverage(clumped(6, 2_000, mean=0.5, phi=2, name="short"), 0.005) > 0.95

    def test_the_rate_lies_inside(self):
        hits = clumped(150, 30, mean=0.8, phi=2, name="inside")
        rate, low, high = intervals.rate_interval(hits, np.full(150, 100), rng=rng())
        assert rate == pytest.approx(hits.sum(axis=0) / 15_000)
        assert np.all((low < rate) & (rate < high))

    def test_a_clumped_theme_gets_a_wider_interval(self):
        together, apart = np.zeros((40, 1), int), np.zeros((40, 1), int)
        together[:4] = 5
        apart[::2] = 1
        hits = np.hstack([together, apart])
        rate, low, high = intervals.rate_interval(hits, np.full(40, 100), rng=rng())
        assert rate[0] == rate[1]
        assert (high - low)[0] > 1.5 * (high - low)[1]

    def test_a_higher_level_gives_a_wider_interval(self):
        often = clumped(150, 1, mean=2, phi=2, name="often")
        seldom = clumped(150, 1, mean=0.1, phi=2, name="seldom")
        hits, words = np.hstack([often, seldom]), np.full(150, 100)
        _, low, high = intervals.rate_interval(hits, words, rng=rng(), level=0.8)
        _, lower, higher = intervals.rate_interval(hits, words, rng=rng(), level=0.99)
        assert np.all((lower < low) & (high < higher))

    def test_the_same_seed_gives_the_same_interval(self):
        hits, words = clumped(150, 3, mean=1, phi=2, name="seed"), np.full(150, 100)
        first = intervals.rate_interval(hits, words, rng=rng("a"))
        again = intervals.rate_interval(hits, words, rng=rng("a"))
        assert np.array_equal(first, again)

    def test_no_hits_give_a_rate_of_zero_with_an_upper_limit(self):
        rate, low, high = intervals.rate_interval(np.zeros((6, 1), int), [100] * 6, rng=rng())
        assert (rate, low) == (0, 0)
        assert high == pytest.approx(3.689 / 600, rel=1e-3)

    def test_a_document_without_words_has_no_rate(self):
        for segments in (0, 1, 3):
            empty = np.zeros((segments, 2), int)
            for values in intervals.rate_interval(empty, np.zeros(segments, int), rng=rng()):
                assert values == pytest.approx([np.nan, np.nan], nan_ok=True)

    def test_hits_in_a_segment_without_words_are_refused(self):
        with pytest.raises(ValueError, match="no words"):
            intervals.rate_interval([[1], [1]], [100, 0], rng=rng())

    def test_ten_documents_take_a_moment(self):
        hits, words = clumped(400, 40, mean=1, phi=2, name="speed"), np.full(400, 100)
        began = time.perf_counter()
        for _ in range(10):
            intervals.rate_interval(hits, words, replicates=2_000, rng=rng())
        assert time.perf_counter() - began < 2


def test_few_segments_widen_more_than_many():
    hits = clumped(1_000, 1, mean=1, phi=3, name="widened")
    for segments, least, most in ((6, 1.5, 3), (1_000, 1, 1.02)):
        part, words = hits[:segments], np.full(segments, 100)
        factor = intervals.widened_overdispersion(part, words) / intervals.block_overdispersion(
            part, words
        )
        assert least < factor < most


def test_what_is_not_clumped_is_not_widened():
    words = np.full(6, 100)
    assert intervals.widened_overdispersion(np.ones((6, 1), int), words) == 1


class TestRateRatio:
    def test_it_is_the_hand_computed_one(self):
        # halves: 8 against 4 in equal words; deviation sqrt(1 / 8 + 1 / 4)
        ratio, low, high, p = intervals.rate_ratio(7.5, 1_000, 1, 3.5, 1_000, 1)
        deviation = np.sqrt(3 / 8)
        assert ratio == pytest.approx(2)
        assert (low, high) == pytest.approx(
            (2 * np.exp(-1.959964 * deviation), 2 * np.exp(1.959964 * deviation))
        )
        assert p == pytest.approx(2 * special.ndtr(-np.log(2) / deviation))

    @few
    @given(
        hits=st.tuples(st.integers(0, 500), st.integers(0, 500)),
        phi=st.floats(1, 9),
        level=st.floats(0.5, 0.999),
    )
    def test_interval_and_p_never_contradict_each_other(self, hits, phi, level):
        _, low, high, p = intervals.rate_ratio(
            hits[0], 10_000, phi, hits[1], 7_000, phi, level=level
        )
        if abs(p - (1 - level)) > 1e-9:
            assert (p < 1 - level) == ((low > 1) | (high < 1))

    def test_swapping_the_documents_inverts_the_ratio(self):
        ratio, low, high, p = intervals.rate_ratio(30, 9_000, 2, 12, 8_000, 1.5)
        swapped = intervals.rate_ratio(12, 8_000, 1.5, 30, 9_000, 2)
        assert np.array(swapped) == pytest.approx(np.array([1 / ratio, 1 / high, 1 / low, p]))

    def test_a_theme_that_one_document_lacks_still_has_a_finite_ratio(self):
        assert np.all(np.isfinite(intervals.rate_ratio([0, 5], 900, 1, [5, 0], 900, 1)))

    def test_a_theme_that_both_documents_lack_has_no_ratio(self):
        assert np.isnan(intervals.rate_ratio(0, 90, 1, 0, 9_000, 1)).all()

    def test_a_document_without_words_has_no_ratio(self):
        assert np.isnan(intervals.rate_ratio(0, 0, 1, 5, 900, 1)).all()

    def test_all_pairs_are_compared_in_one_call(self):
        hits, words, phi = np.arange(1, 5), np.full(4, 1_000), np.ones(4)
        results = intervals.rate_ratio(
            hits[:, None], words[:, None], phi[:, None], hits, words, phi
        )
        assert all(values.shape == (4, 4) for values in results)
        assert np.diag(results[3]) == pytest.approx(1)

    @pytest.mark.parametrize("phi", [1, 3])
    def test_equal_documents_are_seldom_called_different(self, phi):
        words = np.full(60, 100)
        documents = [clumped(60, 2_000, mean=1, phi=phi, name=f"{side} {phi}") for side in "ab"]
        sides = [
            (hits.sum(axis=0), words.sum(), intervals.widened_overdispersion(hits, words))
            for hits in documents
        ]
        p = intervals.rate_ratio(*sides[0], *sides[1])[3]
        assert np.mean(p < 0.05) < 0.06


class TestEnoughText:
    def test_the_threshold_is_the_hand_computed_one(self):
        # against endless other text: E = ((1.959964 + 0.841621) / (2 * (sqrt(2) - 1)))^2 = 11.44
        other = 10**9, 10**12
        assert not intervals.enough_text(11_430, *other)
        assert intervals.enough_text(11_440, *other)

    def test_what_it_promises_is_what_simulation_finds(self):
        words, other_words = 3_000, 30_000
        expected = next(
            e for e in range(1, 99) if intervals.enough_text(words, e * 10, other_words)
        )
        found = rng("power").poisson(2 * expected, 20_000)
        others = rng("others").poisson(10 * expected, 20_000)
        difference = 2 * (np.sqrt(found) - np.sqrt(others / 10)) / np.sqrt(1.1)
        assert np.mean(difference > 1.959964) == pytest.approx(0.8, abs=0.03)

    @few
    @given(words=st.integers(0, 10**6), hits=st.integers(0, 10**4), phi=st.floats(1, 9))
    def test_longer_documents_and_more_hits_help_and_clumps_hurt(self, words, hits, phi):
        seen = intervals.enough_text(words, hits, 10**6, overdispersion=phi)
        assert intervals.enough_text(2 * words, 2 * hits, 10**6, overdispersion=phi) >= seen
        assert intervals.enough_text(words, hits, 10**6) >= seen
        assert intervals.enough_text(words, hits, 10**6, overdispersion=phi, ratio=3) >= seen

    def test_nothing_to_compare_with_is_not_enough(self):
        assert (
            intervals.enough_text([500, 500, 0], [0, 0, 9], [900, 0, 900]).tolist() == [False] * 3
        )

    def test_impossible_settings_are_refused(self):
        for setting in ({"ratio": 1}, {"power": 1}, {"level": 1}, {"overdispersion": 0}):
            with pytest.raises(ValueError, match=r"between|overdispersion"):
                intervals.enough_text(100, 5, 900, **setting)


def test_the_rule_of_three_bounds_what_was_not_found():
    assert intervals.upper_bound_absent(1_000) == pytest.approx(2.9957 / 1_000, rel=1e-4)
    # a text at that rate has no hit in one case of twenty
    assert np.exp(-1_000 * intervals.upper_bound_absent(1_000)) == pytest.approx(0.05)
    assert intervals.upper_bound_absent([0]) == np.inf
    with pytest.raises(ValueError, match="negative"):
        intervals.upper_bound_absent(-1)
