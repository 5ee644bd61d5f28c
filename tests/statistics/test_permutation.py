"""Exchanging the passages of two documents: exact, symmetric, at one with its interval."""

import itertools

import numpy as np
import pytest
from docs import coverage
from hypothesis import given, settings
from hypothesis import strategies as st

from dissent.statistics import permutation
from dissent.statistics.resampling import seed_sequence

few = settings(max_examples=30, deadline=None)


def rng(*names):
    return np.random.default_rng(seed_sequence(1917, *names))


def contrast(hits_a, hits_b, *, words=100, replicates=2_000, **options):
    """Ratio, low, high and p of one unit."""
    results = permutation.permutation_contrast(
        np.array(hits_a)[:, None],
        np.full(len(hits_a), words),
        np.array(hits_b)[:, None],
        np.full(len(hits_b), words),
        replicates=replicates,
        rng=rng(),
        **options,
    )
    return tuple(float(values[0]) for values in results)


@pytest.mark.parametrize(
    ("segments", "length"),
    [((6, 6), 1), ((11, 4_000), 1), ((15, 15), 2), ((4_000, 40), 3), ((400, 400), 7)],
)
def test_blocks_are_those_of_the_shorter_document_but_at_least_six(segments, length):
    assert permutation.exchanged_length(*segments) == length


def test_documents_of_fewer_than_six_segments_are_not_exchanged():
    assert permutation.can_be_exchanged([5, 6, 600]).tolist() == [False, True, True]


class TestPermutationContrast:
    def test_it_agrees_with_all_ways_to_deal_out_the_passages(self):
        hits_a, hits_b = [3, 0, 2, 4, 1, 2], [1, 0, 0, 2, 0, 1]
        pooled = np.array(hits_a + hits_b)
        sides = [list(side) for side in itertools.combinations(range(12), 6)]
        # equal lengths: the more uneven the hits are dealt out, the larger |T|, but for the
        # clumping of the sides; so the share of sides as uneven is near the p
        uneven = np.array([abs(2 * pooled[side].sum() - pooled.sum()) for side in sides])
        observed = abs(2 * sum(hits_a) - pooled.sum())
        exact = np.mean(uneven > observed) + np.mean(uneven == observed) / 2
        assert contrast(hits_a, hits_b, replicates=20_000)[3] == pytest.approx(exact, abs=0.01)

    def test_the_ratio_has_one_hit_added_in_proportion(self):
        ratio = (20 + 1 / 3) / 1_000 / ((20 + 2 / 3) / 2_000)
        assert contrast([2] * 10, [1] * 20)[0] == pytest.approx(ratio)

    def test_one_hit_against_none_is_no_difference_though_passages_differ_in_length(self):
        # 3,567 words in 36 passages against 4,546 in 45, and the other way round
        one, none = np.zeros((36, 1), int), np.zeros((45, 1), int)
        one[5] = 1
        sizes = np.full(36, 99), np.full(45, 101)
        there = permutation.permutation_contrast(one, sizes[0], none, sizes[1], rng=rng())
        back = permutation.permutation_contrast(none, sizes[1], one, sizes[0], rng=rng())
        assert (there[3], back[3]) == (pytest.approx(0.22, abs=0.02), pytest.approx(0.22, abs=0.02))
        assert there[1] < 1 < there[2] == np.inf

    def test_a_document_without_hits_can_be_told_apart(self):
        ratio, low, high, p = contrast([0] * 12, [2] * 60)
        assert (low, p) == (0, pytest.approx(0, abs=0.001))
        assert 0 < ratio < high < 1

    def test_documents_that_are_alike_have_a_p_of_one(self):
        ratio, low, high, p = contrast([1, 0, 2, 0, 1, 3] * 2, [1, 0, 2, 0, 1, 3] * 2)
        assert (ratio, p) == (1, 1)
        assert low == pytest.approx(1 / high)

    def test_documents_that_are_plainly_different_have_a_small_p(self):
        often = rng("often").poisson(3, 60)
        seldom = rng("seldom").poisson(0.3, 60)
        ratio, low, _, p = contrast(often, seldom)
        assert p < 1e-4
        assert ratio > low > 4

    def test_p_is_never_smaller_than_the_ways_to_deal_out_the_passages_allow(self):
        # six of twelve: 924 ways
        assert contrast([9] * 6, [0] * 6)[3] >= 0.5 / 924

    def test_one_clumped_passage_is_no_difference(self):
        assert contrast([12] + [0] * 11, [0] * 12)[3] > 0.2
        assert contrast([1] * 12, [0] * 12)[3] < 0.01

    @few
    @given(
        hits_a=st.lists(st.integers(0, 5), min_size=6, max_size=15),
        hits_b=st.lists(st.integers(0, 5), min_size=6, max_size=30),
        level=st.sampled_from([0.8, 0.95, 0.99]),
    )
    def test_interval_and_p_never_contradict_each_other(self, hits_a, hits_b, level):
        ratio, low, high, p = contrast(hits_a, hits_b, replicates=200, level=level)
        if sum(hits_a) + sum(hits_b) == 0:
            assert np.isnan([ratio, low, high, p]).all()
            return
        assert low <= ratio <= high
        # also as printed, with six digits
        low, high = float(f"{low:.6g}"), float(f"{high:.6g}")
        assert (p < 1 - level) == ((low > 1) | (high < 1))

    def test_a_higher_level_gives_a_wider_interval(self):
        hits = rng("a").poisson(2, 30), rng("b").poisson(1, 30)
        widths = [np.log(contrast(*hits, level=level)[2]) for level in (0.8, 0.95, 0.999)]
        assert widths == sorted(widths)

    def test_twice_the_text_leaves_the_ratio_and_narrows_its_interval(self):
        hits = [rng(side).negative_binomial(1, 0.4, 240).tolist() for side in "ab"]
        once, twice = contrast(*hits), contrast(hits[0] * 2, hits[1] * 2)
        widths = [np.log(high / low) for _, low, high, _ in (once, twice)]
        assert twice[0] == pytest.approx(once[0], rel=0.005)
        assert widths[0] / widths[1] == pytest.approx(np.sqrt(2), rel=0.15)

    def test_a_short_document_is_drawn_from_a_long_one_as_any_other(self):
        # so much shorter that its passages are drawn one by one
        long = rng("long").negative_binomial(0.5, 0.4, 400)
        found = [
            permutation.permutation_contrast(
                rng(name).negative_binomial(0.5, 0.4, (6, 300)),
                np.full(6, 100),
                np.repeat(long[:, None], 300, axis=1),
                np.full(400, 100),
                replicates=400,
                rng=rng(),
            )[3]
            for name in "xy"
        ]
        # the long one has its own deviation from the rate, which all pairs share
        assert 0.02 < np.mean(np.concatenate(found) < 0.05) < 0.1

    def test_units_do_not_influence_each_other(self):
        hits_a, hits_b = rng("a").poisson(1, (8, 4)), rng("b").poisson(1, (9, 4))
        sizes = np.full(8, 100), np.full(9, 100)

        def made(units):
            return np.array(
                permutation.permutation_contrast(
                    hits_a[:, units], sizes[0], hits_b[:, units], sizes[1],
                    replicates=200, rng=rng(),
                )
            )  # fmt: skip

        assert np.array_equal(made([0, 1, 2, 3])[:, [2, 0]], made([2, 0]))

    def test_a_document_without_words_has_no_ratio(self):
        assert np.isnan(contrast([0] * 6, [1] * 6, words=0)).all()

    def test_an_impossible_level_is_refused(self):
        with pytest.raises(ValueError, match="level"):
            contrast([1] * 6, [1] * 6, level=0)


@pytest.mark.parametrize("words", [(1_500, 1_500), (600, 4_000)])
def test_clumped_documents_of_one_rate_are_called_different_in_one_case_of_twenty(words):
    # 1,500 pairs; docs/coverage.md has 4,000 for each of many settings
    effort = coverage.Effort(texts=0, pairs=1_500, replicates=200)
    permuted, closed, independent, inside = coverage.alarms(words, 15, (2.5, 2.5), effort)
    assert 0.035 < permuted < 0.065
    assert closed < 0.06
    assert independent > 0.15
    assert inside == pytest.approx(1 - permuted)
