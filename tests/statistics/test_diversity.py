"""Lexical diversity against published numbers and against what the measures promise."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dissent.statistics import diversity

few = settings(max_examples=40, deadline=None)

MEASURES = [getattr(diversity, name) for name in diversity.MEASURES]
texts = st.lists(st.integers(0, 8), min_size=1, max_size=60)


def codes(words):
    return np.unique(words.split() if isinstance(words, str) else words, return_inverse=True)[1]


def test_maas_gives_quantedas_when_its_root_is_taken_to_base_ten():
    assert math.sqrt(diversity.maas(codes("b a b a b a b a")) * math.log(10)) == pytest.approx(
        0.8591892942235155
    )


def test_yule_k_of_st_john_is_what_quanteda_has_for_its_tokens():
    # frequency spectrum of the Latin text; Miranda-Garcia and Calle-Martin (2005) print 113.09
    spectrum = {1: 212, 2: 51, 3: 26, 4: 13, 5: 6, 6: 6, 7: 3, 8: 4, 10: 1, 11: 1, 13: 3, 16: 1}
    spectrum |= {17: 1, 19: 1, 21: 1, 59: 1}
    frequencies = np.repeat(list(spectrum), list(spectrum.values()))
    text = np.repeat(np.arange(frequencies.size), frequencies)
    assert text.size == 755
    assert diversity.yule_k(text) == pytest.approx(112.767, abs=5e-4)


def test_an_mtld_factor_ends_strictly_below_the_threshold():
    # after 25 tokens of 18 types the TTR is 0.72 exactly: not yet below
    at_threshold = [*range(18), *range(7)]
    assert diversity.mtld(at_threshold) == pytest.approx(25)
    # one more repetition completes the first factor, and a new one begins with the next token
    assert diversity.mtld([*at_threshold, 7]) == pytest.approx(26)


def test_the_other_convention_ends_a_factor_at_the_threshold():
    at_threshold = [*range(18), *range(7)]
    assert diversity.mtld(at_threshold, at_or_below=True) == pytest.approx(25)
    # with one word more, only the forward reading comes to the threshold
    longer, part = [*at_threshold, 30], (1 - 19 / 26) / 0.28
    assert diversity.mtld(longer, at_or_below=True) == pytest.approx((26 + 26 / part) / 2)
    assert diversity.mtld(longer) == pytest.approx(26 / part)


def test_mtld_is_the_mean_of_both_directions():
    text = codes("a a b c d e f g h")
    assert diversity.mtld(text) == diversity.mtld(text[::-1])
    # forward: "a a" is a factor (0.5), the rest has none; backward: 1 - 8 / 9 at the end
    assert diversity.mtld(text) == pytest.approx((9 + 9 / ((1 / 9) / 0.28)) / 2)


@few
@given(texts, st.integers(1, 70))
def test_mattr_is_the_mean_over_all_windows(text, window):
    windows = [len(set(text[i : i + window])) / window for i in range(len(text) - window + 1)]
    expected = np.mean(windows) if windows else math.nan
    assert diversity.mattr(text, window=window) == pytest.approx(expected, nan_ok=True)


@few
@given(texts, st.integers(1, 70))
def test_msttr_is_the_mean_of_the_complete_segments(text, segment):
    starts = range(0, len(text) - segment + 1, segment)
    ratios = [len(set(text[i : i + segment])) / segment for i in starts]
    expected = np.mean(ratios) if ratios else math.nan
    assert diversity.msttr(text, segment=segment) == pytest.approx(expected, nan_ok=True)


@few
@given(texts)
def test_the_forms_of_the_type_token_ratio_are_functions_of_types_and_tokens(text):
    types, tokens = len(set(text)), len(text)
    assert diversity.ttr(text) == types / tokens
    assert diversity.root_ttr(text) == pytest.approx(types / math.sqrt(tokens))
    assert diversity.corrected_ttr(text) == pytest.approx(types / math.sqrt(2 * tokens))
    if tokens > 1:
        a = (math.log(tokens) - math.log(types)) / math.log(tokens) ** 2
        assert diversity.maas(text) == pytest.approx(a)


@few
@given(texts)
def test_mtld_is_what_reading_word_by_word_gives(text):
    def factors(tokens):
        complete, seen, length = 0.0, set(), 0
        for token in tokens:
            seen.add(token)
            length += 1
            if len(seen) / length < 0.72:
                complete, seen, length = complete + 1, set(), 0
        return complete + ((1 - len(seen) / length) / 0.28 if length else 0)

    forward, backward = factors(text), factors(text[::-1])
    expected = math.nan
    if forward and backward:
        expected = (len(text) / forward + len(text) / backward) / 2
    assert diversity.mtld(text) == pytest.approx(expected, nan_ok=True)


@few
@given(texts)
def test_hdd_of_a_sample_of_two_is_the_chance_of_two_different_types(text):
    tokens = len(text)
    if tokens < 2:
        assert math.isnan(diversity.hdd(text, sample=2))
        return
    same = sum(f * (f - 1) for f in np.bincount(text)) / (tokens * (tokens - 1))
    assert diversity.hdd(text, sample=2) == pytest.approx((2 - same) / 2)


@pytest.mark.parametrize("sample", [1, 7])
def test_hdd_of_a_whole_text_is_its_ttr(sample):
    text = [0, 0, 1, 2, 2, 2, 3][:sample]
    assert diversity.hdd(text, sample=sample) == pytest.approx(diversity.ttr(text))


@pytest.mark.parametrize("measure", MEASURES)
def test_the_numbers_of_the_codes_do_not_matter(measure):
    text = np.random.default_rng(1).zipf(1.4, 500) % 200
    names = np.random.default_rng(2).integers(-(2**60), 2**60, 200)
    assert measure(names[text]) == pytest.approx(measure(text))
    assert measure(text.astype(np.uint16)) == measure(text)


@pytest.mark.parametrize(
    "measure", [m for m in MEASURES if m.__name__ not in ("mattr", "msttr", "mtld")]
)
def test_measures_of_a_bag_of_words_ignore_the_order(measure):
    text = np.random.default_rng(1).zipf(1.4, 500) % 200
    assert measure(np.sort(text)) == pytest.approx(measure(text))


@pytest.mark.parametrize("measure", MEASURES)
def test_an_empty_text_has_no_diversity(measure):
    assert math.isnan(measure([]))


def test_a_text_that_is_too_short_gives_nan_and_not_another_measure():
    assert math.isnan(diversity.mattr(np.arange(99) % 50))
    assert not math.isnan(diversity.mattr(np.arange(100) % 50))
    assert math.isnan(diversity.msttr(np.arange(99) % 50))
    assert not math.isnan(diversity.msttr(np.arange(100) % 50))
    assert math.isnan(diversity.maas([1]))
    assert math.isnan(diversity.hdd(np.arange(41) % 20))
    assert not math.isnan(diversity.hdd(np.arange(42) % 20))


def test_a_text_without_a_repeated_word_has_no_mtld():
    assert math.isnan(diversity.mtld(np.arange(30)))


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("text", [[0.5, 1.5], [[1, 2], [3, 4]], ["a", "b"]])
def test_codes_must_be_a_row_of_integers(measure, text):
    with pytest.raises(ValueError, match="type codes"):
        measure(text)


def test_impossible_settings_are_refused():
    for call in (
        lambda: diversity.mattr([1], window=0),
        lambda: diversity.msttr([1], segment=0),
        lambda: diversity.hdd([1], sample=0),
        lambda: diversity.mtld([1], threshold=1),
    ):
        with pytest.raises(ValueError, match="must"):
            call()
