"""Intervals for rates: exact where they must be, wide where hits clump, honest by simulation."""

import numpy as np
import pytest
from docs import coverage
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import special
from statsmodels.stats.rates import confint_poisson

from dissent.statistics import intervals
from dissent.statistics.resampling import seed_sequence

few = settings(max_examples=40, deadline=None)


def rng(*names):
    return np.random.default_rng(seed_sequence(1917, *names))


def clumped(segments, units, *, mean, phi, name):
    """Hits per segment of the given mean and variance phi * mean."""
    if phi == 1:
        return rng(name).poisson(mean, (segments, units))
    return rng(name).negative_binomial(mean / (phi - 1), 1 / phi, (segments, units))


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


@pytest.mark.parametrize(
    ("ours", "method"), [(intervals.exact_rate, "exact-c"), (coverage.score, "score")]
)
def test_intervals_of_independent_hits_are_those_of_statsmodels(ours, method):
    hits = np.arange(1, 200)
    theirs = confint_poisson(hits, 3_000, method=method, alpha=0.1)
    assert np.array(ours(hits, 3_000, level=0.9)) == pytest.approx(np.array(theirs), rel=1e-9)


class TestRateInterval:
    @pytest.mark.parametrize(
        ("words", "rate", "phi"),
        [(600, 5, 2.5), (600, 15, 4), (1_500, 15, 1.5), (4_000, 2, 4), (40_000, 5, 2.5)],
    )
    def test_it_covers_the_true_rate_of_a_clumped_theme(self, words, rate, phi):
        # 4,000 such texts in docs/coverage.md; here 600, less three standard errors
        rng = coverage.rng_for("test", words, rate, phi)
        rates = coverage.varied(rate, 600, rng)
        hits = coverage.clumped(words, rates, phi, rng)
        ours, exact, score = coverage.coverage(hits, words, rates, 300, rng)
        assert 0.92 < ours < 0.985
        assert max(exact, score) < ours

    @pytest.mark.parametrize("phi", [1, 1.5, 2.5, 4])
    @pytest.mark.parametrize("expected", [0.25, 1, 5])
    def test_it_covers_few_hits_and_is_missed_by_few_on_either_side(self, expected, phi):
        # 4,000 texts of four lengths in docs/coverage.md; here 1,500 of one
        rng = coverage.rng_for("few", expected, phi)
        rates = np.full(1_500, expected)
        hits = coverage.clumped(1_000, rates, phi, rng)
        (below, above), *_ = coverage.misses(hits, 1_000, rates, 300, rng)
        assert below < (0.035 if phi == 1 else 0.065)
        assert above < 0.02
        assert below + above < 0.07

    @pytest.mark.parametrize("words", [4_000, 40_000])
    def test_it_covers_nearly_as_well_when_clumps_run_over_segments(self, words):
        rng = coverage.rng_for("test", words)
        rates = coverage.varied(5, 600, rng)
        hits = coverage.passages(words, rates, rng)
        ours, exact, _ = coverage.coverage(hits, words, rates, 300, rng)
        assert ours > 0.9
        assert exact < ours - 0.05

    def test_bootstrap_limits_are_skewed_as_the_passages_are(self):
        # a few passages full of hits: more may well be missing than are there too many
        clumps = np.zeros((400, 1), int)
        clumps[::40] = 20
        rate, low, high = intervals.rate_interval(clumps, np.full(400, 100), rng=rng())
        assert intervals.resampled([200], 400).all()
        assert (high - rate)[0] > 1.2 * (rate - low)[0]

    def test_few_hits_or_few_segments_are_not_resampled(self):
        assert intervals.resampled([99, 100, 5_000], 200).tolist() == [False, True, True]
        assert intervals.resampled([99, 100, 5_000], 199).tolist() == [False] * 3

    def test_a_block_of_other_length_gives_another_interval(self):
        hits, words = clumped(400, 1, mean=2, phi=3, name="length"), np.full(400, 100)
        limits = {
            length: intervals.rate_interval(hits, words, rng=rng(), length=length)[1][0]
            for length in (3, 7, 14, None)
        }
        assert limits[None] == limits[7]
        assert len(set(limits.values())) == 3

    def test_twice_the_text_narrows_it_by_about_the_root_of_two(self):
        hits = clumped(300, 1, mean=1, phi=3, name="twice")
        widths = []
        for text in (hits, np.concatenate([hits, hits])):
            rate, low, high = intervals.rate_interval(text, np.full(len(text), 100), rng=rng())
            assert rate == pytest.approx(hits.sum() / 30_000)
            widths.append(high - low)
        assert widths[0] / widths[1] == pytest.approx(np.sqrt(2), rel=0.1)

    def test_the_rate_lies_inside(self):
        hits = clumped(250, 30, mean=0.45, phi=2, name="inside")
        rate, low, high = intervals.rate_interval(hits, np.full(250, 100), rng=rng())
        assert rate == pytest.approx(hits.sum(axis=0) / 25_000)
        assert np.all((low < rate) & (rate < high))

    def test_a_clumped_theme_gets_a_wider_interval(self):
        together, apart = np.zeros((400, 1), int), np.zeros((400, 1), int)
        together[::10] = 5
        apart[::2] = 1
        hits = np.hstack([together, apart])
        rate, low, high = intervals.rate_interval(hits, np.full(400, 100), rng=rng())
        assert rate[0] == rate[1]
        assert (high - low)[0] > 1.5 * (high - low)[1]

    def test_a_higher_level_gives_a_wider_interval(self):
        often = clumped(250, 1, mean=2, phi=2, name="often")
        seldom = clumped(250, 1, mean=0.1, phi=2, name="seldom")
        hits, words = np.hstack([often, seldom]), np.full(250, 100)
        _, low, high = intervals.rate_interval(hits, words, rng=rng(), level=0.8)
        _, lower, higher = intervals.rate_interval(hits, words, rng=rng(), level=0.99)
        assert np.all((lower < low) & (high < higher))

    def test_the_same_seed_gives_the_same_interval(self):
        hits, words = clumped(250, 3, mean=1, phi=2, name="seed"), np.full(250, 100)
        first = intervals.rate_interval(hits, words, rng=rng("a"))
        again = intervals.rate_interval(hits, words, rng=rng("a"))
        assert np.array_equal(first, again)

    def test_no_hits_give_a_rate_of_zero_with_an_upper_limit(self):
        rate, low, high = intervals.rate_interval(np.zeros((6, 1), int), [100] * 6, rng=rng())
        assert (rate, low) == (0, 0)
        # more than the 3.689 of independent hits, because these may come in clumps
        assert 6 / 600 < high < 10 / 600

    def test_a_document_without_words_has_no_rate(self):
        for segments in (0, 1, 3):
            empty = np.zeros((segments, 2), int)
            for values in intervals.rate_interval(empty, np.zeros(segments, int), rng=rng()):
                assert values == pytest.approx([np.nan, np.nan], nan_ok=True)

    def test_hits_in_a_segment_without_words_are_refused(self):
        with pytest.raises(ValueError, match="no words"):
            intervals.rate_interval([[1], [1]], [100, 0], rng=rng())


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
