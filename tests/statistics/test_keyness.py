"""Keyness against published numbers and against what the measures promise."""

import functools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import stats

from dissent.statistics import keyness

few = settings(max_examples=40, deadline=None)

MILLION = 1_000_000
WAR = (620, 267, 1_017_879, 1_007_532)  # Brezina (2018), ch. 3: "war" in AmE06 and BE06


# Tests of textstat_keyness in the R package quanteda.textstats: words by falling signed score, of
# two texts with the counts below; words of equal score stand as they do in the alphabet.
QUANTEDA_WORDS = "abcdefgh"
QUANTEDA_COUNTS = {"d1": [3, 2, 6, 1, 1, 1, 1, 2], "d2": [2, 1, 2, 4, 1, 1, 0, 1]}
QUANTEDA_ORDERS = {
    ("chi2, default correction", "d1"): "gcbhaefd",
    ("chi2, default correction", "d2"): "defabhcg",
    ("lr, no correction", "d1"): "cgbhaefd",
    ("lr, no correction", "d2"): "defabhgc",
    ("exact", "d1"): "gcbhaefd",
}


@st.composite
def tables(draw):
    words, reference_words = draw(st.integers(1, 10**7)), draw(st.integers(1, 10**7))
    count = draw(st.integers(0, words))
    return count, draw(st.integers(0, reference_words)), words, reference_words


@pytest.mark.parametrize(
    ("table", "g2"),
    [
        # Dunning (1993), the tables of bigrams, as recomputed by NLTK and Wordless
        ((10, 0, 13, 31_764), 167.2298),
        ((8, 24, 13, 31_764), 95.29),
        ((110, 111, 2_552, 29_225), 270.7219),
        # Manning and Schuetze (1999), ch. 5, "powerful computers", as recomputed by NLTK: 1291...
        ((150, 932 - 150, 12_593, 14_307_668 - 12_593), 1291),
        # tests of the R package quanteda.extras
        ((10, 5, 100, 200), 7.329812),
        ((12_000, 10_000, MILLION, MILLION), 184.092),
    ],
)
def test_four_cell_g2_has_the_published_values(table, g2):
    assert keyness.log_likelihood(*table) == pytest.approx(g2, abs=_last_digit(g2))


@pytest.mark.parametrize(
    ("table", "g2"),
    [
        (WAR, 140.865),  # Brezina (2018), ch. 3: 140.87
        ((10, 2, 1_000, 1_000), 5.8221),
        ((10, 5, 100, 200), 6.9315),  # the same table as above: the variants differ
        ((12_000, 10_000, MILLION, MILLION), 182.069),
    ],
)
def test_two_cell_g2_has_the_published_values(table, g2):
    assert keyness.log_likelihood_two_cell(*table) == pytest.approx(g2, abs=_last_digit(g2))


@pytest.mark.parametrize("g2", [keyness.log_likelihood, keyness.log_likelihood_two_cell])
class TestBothFormsOfG2:
    @few
    @given(table=tables())
    def test_swapping_the_sides_flips_the_sign(self, g2, table):
        a, b, n_a, n_b = table
        assert g2(a, b, n_a, n_b) == pytest.approx(-g2(b, a, n_b, n_a), rel=1e-6, abs=1e-6)

    @few
    @given(table=tables())
    def test_doubling_all_text_doubles_the_evidence(self, g2, table):
        doubled = g2(*(2 * number for number in table))
        assert doubled == pytest.approx(2 * g2(*table), rel=1e-6, abs=1e-6)

    @few
    @given(table=tables())
    def test_the_sign_says_who_uses_the_word_more(self, g2, table):
        a, b, n_a, n_b = table
        assert np.sign(g2(*table)) in (0, np.sign(a * n_b - b * n_a))

    def test_equal_rates_are_no_evidence(self, g2):
        assert g2(10, 20, 1_000, 2_000) == 0

    def test_a_word_that_one_side_lacks_gives_a_finite_value(self, g2):
        assert np.all(np.isfinite(g2([5, 0, 0], [0, 5, 0], 100, 200)))

    def test_an_empty_group_gives_nan(self, g2):
        assert np.isnan(g2(0, 3, 0, 100))
        assert np.isnan(g2(3, 0, 100, 0))

    def test_a_vocabulary_is_compared_in_one_call(self, g2):
        counts = np.array([[3, 5, 0], [7, 1, 2]])
        assert g2(counts, counts[::-1], [[10], [12]], [[12], [10]]).shape == (2, 3)

    @pytest.mark.parametrize("table", [(-1, 0, 10, 10), (11, 0, 10, 10), (0, 11, 10, 10)])
    def test_impossible_counts_are_refused(self, g2, table):
        with pytest.raises(ValueError, match="count"):
            g2(*table)


class TestSwappingTheSides:
    """Exactly, to the last digit: whichever group is named first, the numbers are the same."""

    @few
    @given(table=tables())
    @pytest.mark.parametrize(
        "measure",
        [
            keyness.log_likelihood,
            keyness.log_likelihood_two_cell,
            keyness.log_likelihood_williams,
            keyness.chi_squared,
            keyness.log_ratio,
            keyness.lrc,
        ],
    )
    def test_flips_the_sign(self, measure, table):
        a, b, n_a, n_b = table
        np.testing.assert_array_equal(measure(a, b, n_a, n_b), -measure(b, a, n_b, n_a))

    @few
    @given(table=tables())
    def test_leaves_fishers_p_as_it_is(self, table):
        a, b, n_a, n_b = (number % 1_000 + 1 for number in table)
        a, b = min(a, n_a), min(b, n_b)
        assert keyness.fisher_exact(a, b, n_a, n_b) == keyness.fisher_exact(b, a, n_b, n_a)


def test_chi_squared_has_the_published_values():
    assert keyness.chi_squared(*WAR) == pytest.approx(136.96, abs=0.005)  # Brezina (2018), ch. 3
    assert keyness.chi_squared(3, 0, 3, 31_774) == pytest.approx(31_777)  # Dunning (1993)
    # Pedersen (1996), p. 10: the group has the word less, hence the sign
    assert keyness.chi_squared(1, 3, 4, 4, correction="yates") == pytest.approx(-0.5)


def quanteda_chi2(count, reference_count, words, reference_words):
    """Yates' correction only where it is needed (an expected count below 5) and does not go past 0.

    It would where the count is nearer than a half to the expected one.
    """
    table = count, reference_count, words, reference_words
    total, item = words + reference_words, count + reference_count
    rare = np.minimum(item, total - item) * min(words, reference_words) / total < 5
    far = np.abs(count - item * words / total) >= 0.5
    corrected = keyness.chi_squared(*table, correction="yates")
    return np.where(rare & far, corrected, keyness.chi_squared(*table))


def conditional_odds_ratio(count, reference_count, words, reference_words):
    """As fisher.test of R estimates it: most likely with all margins of the table given."""
    rows = zip(count, reference_count, strict=True)
    found = [stats.contingency.odds_ratio([[a, b], [words - a, reference_words - b]])
             for a, b in rows]  # fmt: skip
    return np.array([each.statistic for each in found])


def quanteda_order(measure, target):
    """The words as a measure puts them, with the one or the other text as the target."""
    other = {"d1": "d2", "d2": "d1"}[target]
    count, reference_count = (np.array(QUANTEDA_COUNTS[text]) for text in (target, other))
    scores = measure(count, reference_count, count.sum(), reference_count.sum())
    places = np.argsort(-np.round(scores, 12), kind="stable")
    return "".join(QUANTEDA_WORDS[place] for place in places)


@pytest.mark.parametrize(
    ("score", "measure"),
    [
        ("chi2, default correction", quanteda_chi2),
        ("lr, no correction", keyness.log_likelihood),
        # quanteda sorts by fisher.test's odds ratio, which puts the words as that of the counts
        ("exact", keyness.odds_ratio),
        ("exact", conditional_odds_ratio),
    ],
)
def test_words_stand_in_the_order_of_the_quanteda_tests(score, measure):
    targets = [target for name, target in QUANTEDA_ORDERS if name == score]
    for target in targets:
        assert quanteda_order(measure, target) == QUANTEDA_ORDERS[score, target]


def test_the_quanteda_order_by_chi_squared_is_of_neither_form_alone():
    always = functools.partial(keyness.chi_squared, correction="yates")
    assert quanteda_order(keyness.chi_squared, "d1") == "cgbhaefd"
    assert quanteda_order(always, "d1") == "cabefghd"


def test_williams_correction_gives_the_value_of_the_quanteda_tests():
    # "b b b b b b b a a a" and "a a a a a a a b b": 3 and 7 of a, 10 and 9 words
    table = (3, 7, 10, 9)
    corrected = keyness.chi_squared(*table, correction="williams")
    assert corrected == pytest.approx(-4.017626, abs=5e-7)
    # q = 1 + (19/10 + 19/9 - 1)^2 / (6 * 19), as both margins are 10 and 9
    factor = 1 + (19 / 10 + 19 / 9 - 1) ** 2 / (6 * 19)
    assert keyness.williams_correction(*table) == pytest.approx(factor)
    expected = keyness.log_likelihood(*table) / factor
    assert keyness.log_likelihood_williams(*table) == pytest.approx(expected)


@few
@given(table=tables())
def test_chi_squared_is_that_of_scipy(table):
    a, b, n_a, n_b = table
    cells = np.array([[a, b], [n_a - a, n_b - b]])
    if (cells.sum(axis=0) == 0).any() or (cells.sum(axis=1) == 0).any():
        assert np.isnan(keyness.chi_squared(*table))
        return
    for correction, yates in (("none", False), ("yates", True)):
        ours = np.abs(keyness.chi_squared(*table, correction=correction))
        theirs = stats.chi2_contingency(cells, correction=yates).statistic
        assert ours == pytest.approx(theirs, rel=1e-9, abs=1e-9)


def test_an_unknown_correction_is_refused():
    with pytest.raises(ValueError, match="williams"):
        keyness.chi_squared(1, 2, 10, 10, correction="welch")


def test_words_are_ranked_as_in_the_quanteda_tests():
    first, second = "aaabbccccccdefghh", "aabccddddefh"
    words = np.array(list("abcdefgh"))
    count, other = ([text.count(word) for word in words] for text in (first, second))
    table = (np.array(count), np.array(other), len(first), len(second))

    def ranked(scores):
        return "".join(words[np.argsort(-scores, kind="stable")])

    assert ranked(keyness.log_likelihood(*table)) == "cgbhaefd"
    assert ranked(-keyness.log_likelihood(*table)) == "defabhgc"
    # quanteda's "exact" ranks by the odds ratio
    assert ranked(keyness.odds_ratio(*table)) == "gcbhaefd"


def test_fisher_has_the_published_value():
    # Pedersen (1996), p. 10; by hand (16 + 1 + 16 + 1) / 70
    assert keyness.fisher_exact(1, 3, 4, 4) == pytest.approx(34 / 70)


@few
@given(st.lists(st.tuples(*[st.integers(0, 60)] * 4), min_size=1, max_size=20))
def test_fisher_is_that_of_scipy(cells):
    a, b, others, other_others = np.array(cells).T
    theirs = [
        stats.fisher_exact([[w, x], [y, z]]).pvalue
        for w, x, y, z in zip(a, b, others, other_others, strict=True)
    ]
    empty = (a + others == 0) | (b + other_others == 0)
    ours = keyness.fisher_exact(a, b, a + others, b + other_others)
    assert np.isnan(ours[empty]).all()
    assert ours[~empty] == pytest.approx(np.array(theirs)[~empty], rel=1e-10)


@pytest.mark.parametrize(
    "table",
    [
        (60_000, 59_700, MILLION, MILLION),
        (40, 12, 10_000, 9_990_000),
        (0, 51_000, 1_000, 9_000_000),
        (2_500, 2_300, 5_000, 5_000),
    ],
)
def test_fisher_needs_no_list_of_all_tables_where_counts_are_large(table):
    a, b, n_a, n_b = table
    theirs = stats.fisher_exact([[a, b], [n_a - a, n_b - b]]).pvalue
    assert keyness.fisher_exact(*table) == pytest.approx(theirs, rel=1e-8)


def test_fisher_of_a_word_that_nobody_or_everybody_has_is_no_surprise():
    assert keyness.fisher_exact([0, 100, 0], [0, 50, 3], [100, 100, 0], 50) == pytest.approx(
        [1, 1, np.nan], nan_ok=True
    )


def test_two_cell_leaves_out_evidence_that_four_cell_sees():
    table = (12_000, 10_000, MILLION, MILLION)
    assert keyness.log_likelihood_two_cell(*table) < keyness.log_likelihood(*table)


def test_log_ratio_without_halves_is_hardies():
    assert keyness.log_ratio(*WAR, halves=False) == pytest.approx(1.2007, abs=5e-5)
    assert keyness.log_ratio(10, 2, 1_000, 1_000, halves=False) == pytest.approx(2.3219, abs=5e-5)
    ratios = keyness.log_ratio([5, 0, 0], [0, 5, 0], 100, 100, halves=False)
    assert ratios == pytest.approx([np.inf, -np.inf, np.nan], nan_ok=True)


def test_log_ratio_with_halves_is_finite_where_a_side_lacks_the_word():
    # (5.5 / 100.5) / (0.5 / 100.5) = 11
    assert keyness.log_ratio(5, 0, 100, 100) == pytest.approx(np.log2(11))
    assert keyness.log_ratio(0, 0, 100, 100) == 0
    assert np.isnan(keyness.log_ratio(0, 3, 0, 100))


@few
@given(table=tables())
def test_swapping_the_sides_flips_the_log_ratio(table):
    a, b, n_a, n_b = table
    forward, backward = keyness.log_ratio(a, b, n_a, n_b), keyness.log_ratio(b, a, n_b, n_a)
    assert forward == pytest.approx(-backward, abs=1e-9)


def test_log_ratio_interval_is_the_hand_computed_one():
    # a = b = 7.5 with halves 8: deviation sqrt(2 / 8) = 0.5, in doublings 0.5 / ln 2
    low, high = keyness.log_ratio_interval(7.5, 7.5, 100, 100)
    assert (low, high) == pytest.approx((-1.959964 * 0.5 / np.log(2), 1.959964 * 0.5 / np.log(2)))


def test_a_clumped_word_gets_a_wider_interval():
    low, high = keyness.log_ratio_interval(40, 20, 10_000, 10_000)
    clumped = keyness.log_ratio_interval(40, 20, 10_000, 10_000, overdispersion=4)
    both = keyness.log_ratio_interval(
        40, 20, 10_000, 10_000, overdispersion=4, reference_overdispersion=4
    )
    assert clumped[0] < low < high < clumped[1]
    assert both[1] - both[0] == pytest.approx(2 * (high - low))


def test_log_ratio_interval_refuses_what_would_narrow_it():
    with pytest.raises(ValueError, match="overdispersion"):
        keyness.log_ratio_interval(4, 2, 100, 100, overdispersion=0.5)
    with pytest.raises(ValueError, match="level"):
        keyness.log_ratio_interval(4, 2, 100, 100, level=95)


def test_log_ratio_interval_covers_the_true_ratio_of_poisson_counts():
    rng = np.random.default_rng(7)
    low, high = keyness.log_ratio_interval(
        rng.poisson(20, 20_000), rng.poisson(10, 20_000), 10_000, 10_000
    )
    assert 0.94 < np.mean((low <= 1) & (high >= 1)) < 0.97


def test_lrc_of_a_word_that_the_reference_lacks_is_the_exact_bound():
    # the bound of 30 out of 30 is (alpha / 2)^(1 / 30); texts of equal size
    bound = 0.025 ** (1 / 30)
    assert keyness.lrc(30, 0, 1_000, 1_000) == pytest.approx(np.log2(bound / (1 - bound)))


@few
@given(table=tables(), level=st.sampled_from([0.5, 0.95, 0.99999]))
def test_lrc_is_the_near_end_of_scipys_clopper_pearson_interval(table, level):
    a, b, n_a, n_b = (number % 2_000 + 1 for number in table)
    a, b = min(a, n_a), min(b, n_b)
    interval = stats.binomtest(a, a + b).proportion_ci(level, method="exact")
    with np.errstate(divide="ignore"):
        ends = [np.log2(np.divide(tau, 1 - tau) * n_b / n_a) for tau in interval]
    expected = max(ends[0], 0) + min(ends[1], 0)
    assert keyness.lrc(a, b, n_a, n_b, level=level) == pytest.approx(expected, rel=1e-6, abs=1e-6)


def test_lrc_is_nearer_to_no_difference_than_the_log_ratio_and_0_where_there_is_doubt():
    table = (*WAR,)
    assert 0 < keyness.lrc(*table) < keyness.log_ratio(*table)
    assert 0 < keyness.lrc(*table, level=0.999999) < keyness.lrc(*table)
    assert keyness.lrc([3, 0, 5], [2, 0, 10], 1_000, [1_000, 1_000, 2_000]).tolist() == [0, 0, 0]
    assert np.isnan(keyness.lrc(0, 3, 0, 100))


@settings(max_examples=300, deadline=None)
@given(
    counts=st.tuples(st.integers(0, 300), st.integers(0, 300)),
    words=st.tuples(st.integers(300, 10**6), st.integers(300, 10**6)),
    phi=st.tuples(st.floats(1, 5), st.floats(1, 5)),
    level=st.sampled_from([0.8, 0.95, 1 - 1e-6]),
)
def test_a_word_of_less_than_the_least_clear_g2_has_no_lrc(counts, words, phi, level):
    lrc = keyness.lrc(
        *counts, *words, overdispersion=phi[0], reference_overdispersion=phi[1], level=level
    )
    if abs(keyness.log_likelihood(*counts, *words)) < keyness.least_clear_g2(
        sum(counts), level=level
    ):
        assert lrc == 0


def test_the_least_clear_g2_is_not_far_below_that_of_words_with_an_lrc():
    # 30 occurrences against 12: clear at 95 %, and at a level for 40,000 words not
    assert keyness.least_clear_g2(42, level=0.95) < keyness.log_likelihood(30, 12, 1_000, 1_000)
    assert keyness.lrc(30, 12, 1_000, 1_000) > 0
    strict = 1 - 0.05 / 40_000
    assert keyness.least_clear_g2(42, level=strict) > keyness.log_likelihood(30, 12, 1_000, 1_000)


def test_clumped_occurrences_count_for_fewer_in_lrc():
    # thirty times in one passage of a hundred: as good as one occurrence
    assert keyness.lrc(30, 0, 10_000, 10_000) > 2
    assert keyness.lrc(30, 0, 10_000, 10_000, overdispersion=30) == 0
    # both sides clump alike: as if everything had been counted in bundles of five
    clumped = keyness.lrc(
        100, 20, 10_000, 10_000, overdispersion=5, reference_overdispersion=5, level=0.9
    )
    assert clumped == pytest.approx(keyness.lrc(20, 4, 2_000, 2_000, level=0.9))


def test_lrc_of_equal_rates_errs_as_often_as_its_level_allows():
    rng = np.random.default_rng(11)
    lrc = keyness.lrc(rng.poisson(20, 20_000), rng.poisson(40, 20_000), 10_000, 20_000)
    assert 0.02 < np.mean(lrc != 0) <= 0.05


def test_simple_maths_has_the_published_values():
    assert keyness.simple_maths(*WAR, k=100) == pytest.approx(1.94, abs=0.005)
    # Kilgarriff (2009), as recomputed by Wordless
    published = keyness.simple_maths(35, 263, 112_289_811, 1_559_717_242, k=1)
    assert published == pytest.approx(1.1224, abs=5e-5)


def test_simple_maths_is_1_at_equal_rates_and_finite_where_a_side_lacks_the_word():
    assert keyness.simple_maths([10, 0, 0], [20, 0, 20], 1_000, 2_000)[:2].tolist() == [1, 1]
    # (0 + 100) / (10,000 + 100)
    assert keyness.simple_maths(0, 20, 1_000, 2_000) == pytest.approx(100 / 10_100)
    assert np.isnan(keyness.simple_maths(0, 3, 0, 100))
    with pytest.raises(ValueError, match="k must be above 0"):
        keyness.simple_maths(1, 1, 10, 10, k=0)


@few
@given(table=tables())
def test_doubling_all_text_leaves_the_sizes_of_differences_as_they_are(table):
    doubled = tuple(2 * number for number in table)
    for measure in (keyness.percent_diff, keyness.odds_ratio, keyness.simple_maths):
        assert measure(*doubled) == pytest.approx(measure(*table), nan_ok=True)
    plain = keyness.log_ratio(*table, halves=False)
    assert keyness.log_ratio(*doubled, halves=False) == pytest.approx(plain, nan_ok=True)
    assert np.abs(keyness.lrc(*doubled)) >= np.abs(keyness.lrc(*table)) - 1e-9


def test_percent_diff_has_the_published_values():
    assert keyness.percent_diff(*WAR) == pytest.approx(129.849, abs=5e-4)
    # Gabrielatos and Marchi (2011)
    published = keyness.percent_diff(206_523, 178_174, 959_641, 1_562_358)
    assert published == pytest.approx(88.7, abs=0.05)


def test_percent_diff_is_bounded_below_and_infinite_above():
    values = keyness.percent_diff([0, 5, 0], [5, 0, 0], 100, 100)
    assert values == pytest.approx([-100, np.inf, np.nan], nan_ok=True)


def test_odds_ratio_has_the_published_value():
    # Pojanapunya and Watson Todd (2016)
    assert keyness.odds_ratio(16_217, 735, 2_796_938, 2_087_946) == pytest.approx(16.6, abs=0.05)


def test_odds_ratio_is_zero_infinite_or_missing_at_the_edges():
    values = keyness.odds_ratio([0, 5, 0], [5, 0, 0], 100, 100)
    assert values == pytest.approx([0, np.inf, np.nan], nan_ok=True)
    assert keyness.odds_ratio(100, 5, 100, 100) == np.inf


def test_bic_takes_the_size_of_the_corpus_from_the_evidence():
    assert keyness.bic([20, -20], 1_000, 9_000) == pytest.approx([20 - np.log(10_000)] * 2)
    assert np.isnan(keyness.bic(20, 0, 0))


def test_log_odds_z_has_the_values_of_the_fightin_words_package():
    # README of the package fightin_words (Wigder, after Hessel), uninformative prior 0.05:
    # "the quick brown fox jumps over the lazy pig" against
    # "the lazy purple pig jumps over the lazier donkey"; items: the, jumps, brown, purple, ...
    first = np.array([2, 1, 1, 1, 1, 1, 1, 1, 0, 0, 0])
    second = np.array([2, 1, 1, 1, 1, 0, 0, 0, 1, 1, 1])
    z = keyness.log_odds_z(first, second, 9, 9, np.full(11, 0.05))
    assert z == pytest.approx([0] * 5 + [0.6894227886807968] * 3 + [-0.6894227886807968] * 3)


def test_log_odds_z_is_the_hand_computed_one():
    # alpha = (1, 3): delta = ln(5 / 9) - ln(2 / 12), variance = 1 / 5 + 1 / 2
    z = keyness.log_odds_z([4, 6], [1, 9], 10, 10, [1, 3])
    expected = (np.log(5 / 9) - np.log(2 / 12)) / np.sqrt(0.7)
    assert z[0] == pytest.approx(expected)
    assert z[0] > 0 > z[1]


def test_a_heavier_prior_pulls_towards_no_difference():
    counts = np.array([4, 6]), np.array([1, 9]), 10, 10
    light, heavy = (keyness.log_odds_z(*counts, np.array([1, 3]) * k)[0] for k in (1, 100))
    assert 0 < heavy < light


def test_some_words_of_a_vocabulary_have_the_z_that_they_have_among_all():
    counts, prior = (np.array([4, 6]), np.array([1, 9]), 10, 10), np.array([1, 3])
    whole = keyness.log_odds_z(*counts, prior)
    assert keyness.log_odds_z(4, 1, 10, 10, 1, weight=4) == pytest.approx(whole[:1])


def test_log_odds_z_takes_several_groups_at_once():
    counts = np.array([[4, 6], [1, 9]])
    z = keyness.log_odds_z(counts, counts[::-1], [[10], [10]], [[10], [10]], [1, 3])
    assert z[0] == pytest.approx(-z[1])


def test_log_odds_z_of_a_word_that_nobody_and_no_prior_has_is_missing():
    assert np.isnan(keyness.log_odds_z([0, 5], [0, 5], 5, 5, [0, 1])[0])
    with pytest.raises(ValueError, match="prior"):
        keyness.log_odds_z([0, 5], [0, 5], 5, 5, [-1, 1])


def test_g2_of_equal_rates_follows_chi_squared():
    rng = np.random.default_rng(3)
    g2 = keyness.log_likelihood(
        rng.binomial(20_000, 0.01, 5_000), rng.binomial(20_000, 0.01, 5_000), 20_000, 20_000
    )
    p = keyness.p_value(g2)
    for level in (0.01, 0.05, 0.2, 0.5):
        assert np.mean(p < level) == pytest.approx(level, abs=4 * np.sqrt(level / 5_000))


def _last_digit(number: float) -> float:
    """Half a unit of the last digit that was printed."""
    return 0.501 * 10.0 ** -len(str(number).partition(".")[2])
