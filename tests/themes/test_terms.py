"""Terms: what each way of writing one means, and what cannot be written."""

import pytest

from dissent.themes.terms import Condition, TermError, parse_term


def test_a_word_stands_for_its_lemma_and_itself() -> None:
    assert parse_term("Apparatus").conditions == (Condition(word="apparatus"),)


def test_a_wildcard_is_tried_on_the_form() -> None:
    assert parse_term("bureaucra*").conditions == (Condition(form="bureaucra*"),)
    assert parse_term("*ocracy").conditions == (Condition(form="*ocracy"),)


def test_a_part_of_speech_follows_an_underscore() -> None:
    assert parse_term("class_NOUN").conditions == (Condition(word="class", pos="NOUN"),)
    assert parse_term("new *_ADJ bourgeoisie").conditions[1] == Condition(pos="ADJ")


def test_a_hyphen_a_space_and_quotation_marks_write_the_same_sequence() -> None:
    expected = (Condition(word="state"), Condition(word="capitalism"))
    for term in ("state capitalism", "state-capitalism", '"state capitalism"', "state  capitalism"):
        assert parse_term(term).conditions == expected


def test_a_possessive_is_a_word_of_its_own() -> None:
    expected = (Condition(word="worker"), Condition(form="'"), Condition(word="truth"))
    assert parse_term("worker’ truth").conditions == expected
    assert parse_term("people's commissar").conditions[1] == Condition(form="'s")


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("", "the term is empty"),
        ("  - ", "the term is empty"),
        ("*", "takes in nearly every word"),
        ("a*", "takes in nearly every word"),
        ("class_SUBST", "`SUBST` is no part of speech; known are ADJ"),
        ("class_NUON", "did you mean `NOUN`?"),
        ("class *_PUNCT", "`PUNCT` is no part of speech"),
        ("*_NOUN", "names no word"),
        ("class, the", "no word contains `,`"),
        ("(class)", "no word contains `()`"),
        ("...", "is no word"),
    ],
)
def test_a_term_that_cannot_be_meant_is_refused(term: str, said: str) -> None:
    with pytest.raises(TermError) as caught:
        parse_term(term)
    assert said in str(caught.value)
