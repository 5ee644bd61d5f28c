"""Relatives of listed words, found in the corpus' own vocabulary."""

from hypothesis import given, settings
from hypothesis import strategies as st

from dissent.suggesting.relatives import relatives_of

SUFFIXED = ["democrat", "democratise", "autocrat", "autocratise", "aristocrat", "aristocratise"]
PREFIXED = ["overload", "load", "overcome", "come", "overlook", "look"]


def unknown(one: str, other: str) -> float:
    return 0.0


def words_of(bases, vocabulary, *, alike=unknown):
    return {each.word: each.base for each in relatives_of(bases, vocabulary, alike=alike)}


def test_a_word_with_an_ending_that_alternates_elsewhere_is_a_relative():
    found = words_of(["bureaucrat"], ["bureaucrat", "bureaucratise", *SUFFIXED])
    assert found == {"bureaucratise": "bureaucrat"}


def test_an_ending_that_only_one_word_has_makes_no_relative():
    assert words_of(["ration"], ["ration", "rational", "state", "train"]) == {}


def test_a_prefix_that_stands_before_other_words_makes_a_relative():
    assert words_of(["state", "centralise"], ["overcentralise", *PREFIXED]) == {
        "overcentralise": "centralise"
    }


def test_a_compound_of_a_short_word_and_another_word_is_a_relative():
    assert words_of(["war"], ["war", "ship", "warship", "ward", "ward", "rant"]) == {
        "warship": "war"
    }


def test_a_short_stem_needs_words_that_are_used_alike():
    vocabulary = ["warm", *(f"{stem}{end}" for stem in ("far", "for", "ter", "nor", "har", "dor")
                            for end in ("", "m"))]  # fmt: skip
    assert words_of(["war"], vocabulary) == {}
    assert words_of(["war"], vocabulary, alike=lambda one, other: 0.4) == {"warm": "war"}


def test_listed_words_are_no_relatives_of_each_other():
    assert words_of(["bureaucrat", "bureaucratise"], ["bureaucratise", *SUFFIXED]) == {}


@settings(max_examples=200)
@given(
    bases=st.lists(st.text("abr", min_size=1, max_size=5), max_size=4),
    vocabulary=st.lists(st.text("abr", max_size=8), max_size=25),
)
def test_relatives_are_words_of_the_vocabulary_and_independent_of_its_order(bases, vocabulary):
    found = relatives_of(bases, vocabulary, alike=unknown)
    assert found == relatives_of(bases, vocabulary[::-1], alike=unknown)
    assert {each.word for each in found} <= set(vocabulary) - set(bases)
    assert {each.base for each in found} <= set(bases)
    assert all(0 < each.shared <= 1 for each in found)
