"""Rates of groups: what the documents as wholes say of other documents of their kind."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dissent.statistics import groups, intervals
from dissent.statistics.contrasts import rate_ratio
from dissent.statistics.resampling import seed_sequence

few = settings(max_examples=40, deadline=None)


def rng(*names):
    return np.random.default_rng(seed_sequence(1917, *names))


def kind(documents, repeats, *, mean=0.002, varied=0.5, name=""):
    """Documents of unequal length, each with its own rate: hits (documents, repeats), words."""
    generator = rng(name, str(documents), str(varied), str(mean))
    words = np.maximum(generator.lognormal(8, 0.7, documents).round(), 100)
    rates = mean * generator.gamma(varied**-2, varied**2, (documents, repeats))
    return generator.poisson(words[:, np.newaxis] * rates), words


class TestGroupRate:
    def test_a_group_is_its_documents_together(self):
        rate, low, high = groups.group_rate([[3, 0], [5, 2]], [100, 300])
        assert rate == pytest.approx([8 / 400, 2 / 400])
        assert np.all((low < rate) & (rate < high))

    def test_documents_alike_have_the_exact_interval(self):
        found = groups.group_rate([[5]] * 8, [500] * 8)
        low, high = intervals.exact_rate([40], [4_000])
        assert np.array(found) == pytest.approx(np.array([[0.01], low, high]))

    def test_documents_that_differ_widen_it(self):
        even = groups.group_rate([[5]] * 8, [500] * 8)
        uneven = groups.group_rate([[0]] * 6 + [[20]] * 2, [500] * 8)
        assert even[0] == uneven[0]
        assert uneven[2] - uneven[1] > 3 * (even[2] - even[1])

    @pytest.mark.parametrize("documents", [20, 40])
    @pytest.mark.parametrize("varied", [0.3, 0.8])
    def test_it_covers_the_rate_of_the_kind(self, documents, varied):
        # the lengths are new for each name; 54 settings are in docs/coverage.md
        covered = []
        for name in range(30):
            hits, words = kind(documents, 60, varied=varied, name=str(name))
            _, low, high = groups.group_rate(hits, words)
            covered.append((low <= 0.002) & (high >= 0.002))
        assert 0.915 < np.mean(covered) < 0.985

    def test_it_covers_a_rare_theme(self):
        hits, words = kind(20, 2_000, mean=0.00005)
        _, low, high = groups.group_rate(hits, words)
        assert np.mean((low <= 0.00005) & (high >= 0.00005)) > 0.93

    def test_passages_alone_would_promise_too_much(self):
        hits, words = kind(20, 1_000, mean=0.01, varied=0.8)
        low, high = intervals.exact_rate(hits.sum(axis=0), words.sum())
        assert np.mean((low <= 0.01) & (high >= 0.01)) < 0.6

    @few
    @given(order=st.permutations(range(9)))
    def test_the_order_of_the_documents_does_not_matter(self, order):
        hits, words = kind(9, 2)
        shuffled = np.array(groups.group_rate(hits[order], words[order]))
        assert shuffled == pytest.approx(np.array(groups.group_rate(hits, words)))

    def test_no_hits_leave_zero_possible(self):
        rate, low, high = groups.group_rate(np.zeros((20, 1)), [100] * 20)
        assert (rate, low) == (0, 0)
        assert high == pytest.approx(3.689 / 2_000, rel=1e-3)

    def test_a_group_without_words_has_no_rate(self):
        for documents in (0, 3):
            values = groups.group_rate(np.zeros((documents, 2)), [0] * documents)
            assert np.isnan(values).all()

    def test_documents_without_words_say_nothing(self):
        hits, words = kind(9, 2)
        more = np.array(groups.group_rate(np.vstack([hits, [[0, 0]]]), [*words, 0]))
        assert more == pytest.approx(np.array(groups.group_rate(hits, words)))

    def test_what_is_impossible_is_refused(self):
        with pytest.raises(ValueError, match="negative"):
            groups.group_rate([[-1]], [10])
        with pytest.raises(ValueError, match="shape"):
            groups.group_rate([1, 2], [10, 10])
        with pytest.raises(ValueError, match="level"):
            groups.group_rate([[1], [2]], [10, 10], level=1)


class TestDocumentOverdispersion:
    def test_it_is_the_jackknife_by_hand(self):
        # 4 documents of 100 words: R = 0.02; without each 7/300, 7/300, 5/300, 5/300, so
        # V = 3/4 * 4 * (1/300)^2, and phi = V / (0.02 / 400); t with 3 degrees of freedom 3.182446
        phi = groups.document_overdispersion([[1], [1], [3], [3]], [100] * 4)
        assert phi == 1  # 3 / 90,000 / 0.00005 = 0.67 is less than chance gives
        phi = groups.document_overdispersion([[0], [0], [4], [4]], [100] * 4)
        assert phi == pytest.approx(4 * 3 / 90_000 / 0.00005 * (3.182446 / 1.959964) ** 2)

    @few
    @given(st.lists(st.integers(0, 30), min_size=3, max_size=12))
    def test_doubling_hits_in_documents_twice_as_long_doubles_what_exceeds_chance(self, hits):
        once = groups.document_overdispersion(np.array(hits)[:, None], np.full(len(hits), 500))
        twice = groups.document_overdispersion(2 * np.array(hits)[:, None], np.full(len(hits), 500))
        if once[0] > 1:
            assert twice == pytest.approx(2 * once)

    def test_nothing_and_a_single_document_have_none(self):
        assert groups.document_overdispersion([[0], [0]], [10, 10]) == 1
        assert groups.document_overdispersion([[7]], [100]) == 1
        assert groups.document_overdispersion([[7], [0]], [100, 0]) == 1

    @pytest.mark.parametrize(("documents", "others"), [(20, 20), (20, 60)])
    def test_equal_groups_are_seldom_called_different(self, documents, others):
        wrong = []
        for name in range(25):
            sides = []
            for size in (documents, others):
                hits, words = kind(size, 60, name=f"{name} {len(sides)}")
                phi = groups.document_overdispersion(hits, words)
                sides.append((hits.sum(axis=0), words.sum(), phi))
            wrong.append(rate_ratio(*sides[0], *sides[1])[3] < 0.05)
        assert 0.02 < np.mean(wrong) < 0.07


class TestWeightedRate:
    def test_a_document_without_weight_is_as_if_it_were_not_there(self):
        hits, words = kind(9, 2)
        part = groups.weighted_rate(hits, words, weights=[1.0] * 6 + [0.0] * 3)
        whole = groups.weighted_rate(hits[:6], words[:6])
        for one, other in zip(part, whole, strict=True):
            assert one == pytest.approx(other)

    def test_only_the_weights_relative_to_each_other_count(self):
        hits, words = kind(9, 2)
        weights = np.linspace(0.2, 1, 9)
        for one, other in zip(
            groups.weighted_rate(hits, words, weights=weights),
            groups.weighted_rate(hits, words, weights=7 * weights),
            strict=True,
        ):
            assert one == pytest.approx(other)

    def test_documents_alike_count_as_many_as_they_are(self):
        assert groups.weighted_rate([[1]] * 5, [70] * 5)[3] == pytest.approx(5)
        assert groups.weighted_rate([[1]] * 5, [1000, 1, 1, 1, 1])[3] == pytest.approx(1, abs=0.01)
        assert groups.weighted_rate([[0]], [0])[3] == 0
