"""Trends: a line only as wavy as the documents demand, in a band that knows how few they are."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dissent.statistics import groups, trends
from dissent.statistics.resampling import seed_sequence

few = settings(max_examples=40, deadline=None)


def rng(*names):
    return np.random.default_rng(seed_sequence(1917, *names))


def documents(number, change, *, mean=0.004, name="", span=40):
    """Documents of 40 years, dated to the year, whose rate is the mean times `change(year)`."""
    generator = rng(name, str(number))
    moments = generator.uniform(1900, 1900 + span, number)
    words = np.maximum(generator.lognormal(8, 0.7, number).round(), 100)
    rates = mean * change(moments) * generator.gamma(4, 1 / 4, number)
    hits = generator.poisson(words * rates)[:, np.newaxis]
    return hits, words, {"earliest": np.floor(moments), "latest": np.floor(moments) + 1}


def level(moments):
    return np.ones_like(moments)


def rising(moments):
    return 0.4 + 1.2 * (moments - 1900) / 40


def waving(moments):
    return 1 + 0.8 * np.sin(2 * np.pi * (moments - 1900) / 20)


class TestSmoothedTrend:
    def test_far_from_others_a_date_has_the_rate_of_its_own_documents(self):
        hits, words = np.array([[9], [1], [2], [5], [5], [5]]), np.full(6, 100)
        dates = np.repeat([1900.0, 1950.0], 3)
        trend = trends.smoothed_trend(
            hits, words, earliest=dates, latest=dates, grid=[1900, 1950], bandwidth=2
        )
        assert trend.rate[:, 0] == pytest.approx([12 / 300, 15 / 300])
        for place, own in enumerate((slice(0, 3), slice(3, 6))):
            _, low, high = groups.group_rate(hits[own], words[own])
            # three of six documents: the jackknife's factor is 5/6 instead of 2/3
            assert trend.low[place] <= low
            assert trend.high[place] >= high
        assert trend.documents == pytest.approx([3, 3])

    def test_midway_between_two_dates_is_their_mean(self):
        dates = np.repeat([1900.0, 1910.0], 4)
        trend = trends.smoothed_trend(
            [[2]] * 4 + [[6]] * 4, [100] * 8, earliest=dates, latest=dates, grid=[1905], bandwidth=5
        )
        assert trend.rate == pytest.approx(0.04)

    def test_a_date_of_a_decade_counts_in_all_of_it(self):
        # the mean of the normal density over 1900 to 1910, against that at 1905
        dates = {"earliest": [1900, 1905, 1905, 1905], "latest": [1910, 1905, 1905, 1905]}
        trend = trends.smoothed_trend(
            [[4], [0], [0], [0]], [100] * 4, **dates, grid=[1905], bandwidth=5
        )
        assert trend.rate == pytest.approx(0.04 * 0.855624 / 3.855624, rel=1e-5)

    def test_the_band_is_that_of_resampled_documents_with_drawn_dates(self):
        hits, words, dates = documents(300, rising)
        early, late = dates["earliest"] - 4, dates["latest"] + 5
        grid, bandwidth = np.array([1905.0, 1920.0]), 5.0
        trend = trends.smoothed_trend(
            hits, words, earliest=early, latest=late, grid=grid, bandwidth=bandwidth
        )
        generator = rng("resampled")
        drawn = generator.integers(300, size=(2_000, 300))
        moments = generator.uniform(early[drawn], late[drawn])
        for place, moment in enumerate(grid):
            kernel = np.exp(-(((moments - moment) / bandwidth) ** 2) / 2)
            rates = (kernel * hits[drawn, 0]).sum(axis=1) / (kernel * words[drawn]).sum(axis=1)
            width = (trend.high - trend.low)[place, 0]
            # a little wider, for Student's t and because a document shapes its own residual
            assert 0.9 < 2 * 1.96 * rates.std() / width < 1
            assert rates.mean() == pytest.approx(trend.rate[place, 0], rel=0.01)

    @pytest.mark.parametrize(("number", "least"), [(20, 0.9), (40, 0.9), (120, 0.9)])
    def test_the_band_covers_a_rate_that_does_not_change(self, number, least):
        # docs/coverage.md has 200 corpora of 20, 40 and 300 documents
        covered = []
        for name in range(40):
            hits, words, dates = documents(number, level, name=str(name))
            trend = _trend(hits, words, dates)
            shown = ~np.isnan(trend.rate)
            covered.append(((trend.low <= 0.004) & (trend.high >= 0.004))[shown])
        assert least < np.mean(np.concatenate(covered)) < 0.99

    def test_the_band_covers_a_rate_that_rises(self):
        covered = []
        for name in range(20):
            hits, words, dates = documents(120, rising, name=str(name))
            trend = _trend(hits, words, dates)
            rate = 0.004 * rising(trends.time_grid(**dates, points=9))[:, np.newaxis]
            covered.append((trend.low <= rate) & (rate <= trend.high))
        assert np.mean(covered) > 0.88

    def test_where_fewer_than_three_documents_bear_on_a_point_there_is_a_gap(self):
        dates = np.array([1900.0, 1901, 1902, 1903, 1950, 1996, 1997, 1998, 1999])
        trend = trends.smoothed_trend(
            [[2]] * 9, [100] * 9, earliest=dates, latest=dates, grid=[1901, 1950, 1998], bandwidth=2
        )
        assert np.isnan(trend.rate[:, 0]).tolist() == [False, True, False]
        assert np.isnan(trend.high[:, 0]).tolist() == [False, True, False]
        assert trend.documents[1] == pytest.approx(1)

    def test_between_two_times_of_many_documents_there_is_a_gap(self):
        dates = np.concatenate([np.arange(1900.0, 1910), np.arange(1990.0, 2000)])
        trend = trends.smoothed_trend(
            [[2]] * 20, [99] * 20, earliest=dates, latest=dates, grid=[1905, 1950], bandwidth=10
        )
        assert trend.documents[1] > 3
        assert np.isnan(trend.rate[:, 0]).tolist() == [False, True]

    def test_a_theme_without_hits_has_a_line_of_nought_with_an_upper_limit(self):
        dates = np.arange(1900.0, 1920)
        trend = trends.smoothed_trend(
            np.zeros((20, 1)), [500] * 20, earliest=dates, latest=dates, grid=[1910], bandwidth=9
        )
        assert (trend.rate, trend.low) == (0, 0)
        assert 3.68 / 10_000 < trend.high < 3.68 / 5_000

    def test_far_points_and_long_times_make_no_noise(self):
        dates = np.arange(1900.0, 1907)
        trend = trends.smoothed_trend(
            [[1]] * 7, [50] * 7, earliest=dates, latest=dates, grid=[-5_000, 1903], bandwidth=1
        )
        assert np.isnan(trend.rate[0])
        assert trend.rate[1] == pytest.approx(0.02)

    def test_a_date_that_ends_before_it_begins_is_refused(self):
        with pytest.raises(ValueError, match="ends before"):
            trends.smoothed_trend([[1]], [9], earliest=[1902], latest=[1901], grid=[1], bandwidth=1)


class TestChooseBandwidth:
    def test_a_wave_needs_a_narrower_one_than_a_level_rate(self):
        chosen = [
            trends.choose_bandwidth(hits, words, **dates)[0]
            for hits, words, dates in (documents(150, change) for change in (level, rising, waving))
        ]
        assert chosen[2] < chosen[1] < chosen[0]
        assert chosen[2] < 4

    def test_it_is_the_best_of_those_tried_by_hand(self):
        # two dates, rates 0.1 and 0.3: each document is best predicted by its own date, so the
        # narrowest counts, a thirtieth of the span, of which seven tenths are taken
        dates = np.repeat([1900.0, 1930.0], 3)
        hits = np.array([[10]] * 3 + [[30]] * 3)
        chosen = trends.choose_bandwidth(hits, [100] * 6, earliest=dates, latest=dates)
        assert chosen <= 0.7 * 5
        same = trends.choose_bandwidth(hits * 0, [100] * 6, earliest=dates, latest=dates)
        assert same == pytest.approx(0.7 * 30)

    def test_a_line_is_not_narrowed_until_it_falls_apart(self):
        dates = np.arange(1900.0, 1930)
        hits = np.where(np.arange(30) // 2 % 2, 30, 1)[:, np.newaxis]
        chosen = trends.choose_bandwidth(hits, [100] * 30, earliest=dates, latest=dates)
        trend = trends.smoothed_trend(
            hits, [100] * 30, earliest=dates, latest=dates, grid=dates, bandwidth=chosen[0]
        )
        assert np.isnan(trend.rate).mean() <= 0.1

    @few
    @given(st.integers(-3000, 3000), st.sampled_from([0.01, 1, 100]))
    def test_it_goes_with_the_scale_of_time(self, shift, scale):
        hits, words, dates = documents(30, rising)
        first = trends.choose_bandwidth(hits, words, **dates)
        moved = {key: 1900 + shift + scale * (value - 1900) for key, value in dates.items()}
        assert trends.choose_bandwidth(hits, words, **moved) == pytest.approx(scale * first)

    def test_at_a_single_date_there_is_none(self):
        assert np.isnan(trends.choose_bandwidth([[1], [2]], [9, 9], earliest=[1, 1], latest=[2, 2]))


def test_the_grid_runs_from_the_first_date_to_the_last():
    grid = trends.time_grid([1920, 1900, 1910], [1921, 1902, 1911], points=3)
    assert grid == pytest.approx([1901, 1910.75, 1920.5])


def _trend(hits, words, dates):
    bandwidth = trends.choose_bandwidth(hits, words, **dates)[0]
    grid = trends.time_grid(**dates, points=9)
    return trends.smoothed_trend(hits, words, **dates, grid=grid, bandwidth=bandwidth)
