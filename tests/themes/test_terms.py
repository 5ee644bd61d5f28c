"""Terms: what each way of writing one means, and what cannot be written."""

from itertools import pairwise

import pytest

from dissent.annotation import Text, annotate
from dissent.reading.paragraphs import Paragraph, Region
from dissent.themes.conditions import AnyWord, Form, PartOfSpeech, Wildcard, Word, all_of
from dissent.themes.patterns import PatternError
from dissent.themes.terms import parse_term


def test_a_word_stands_for_its_lemma_and_itself() -> None:
    assert parse_term("Apparatus").conditions == (Word("apparatus"),)


def test_a_wildcard_is_tried_on_the_form() -> None:
    assert parse_term("bureaucra*").conditions == (Wildcard("bureaucra*"),)
    assert parse_term("*ocracy").conditions == (Wildcard("*ocracy"),)


def test_a_part_of_speech_follows_an_underscore() -> None:
    assert parse_term("class_NOUN").conditions == (all_of([Word("class"), PartOfSpeech("NOUN")]),)
    adjective = all_of([AnyWord(), PartOfSpeech("ADJ")])
    assert parse_term("new *_ADJ bourgeoisie").conditions[1] == adjective


def test_a_hyphen_a_space_and_quotation_marks_write_the_same_sequence() -> None:
    expected = (Word("state"), Word("capitalism"))
    for term in ("state capitalism", "state-capitalism", '"state capitalism"', "state  capitalism"):
        assert parse_term(term).conditions == expected


def test_a_possessive_is_a_word_of_its_own() -> None:
    expected = (Word("worker"), Form("'"), Word("truth"))
    assert parse_term("worker’ truth").conditions == expected
    assert parse_term("people's commissar").conditions[1] == Form("'s")


def test_a_short_form_is_cut_as_the_text_is() -> None:
    assert parse_term("don’t").conditions == (Word("do"), Form("n't"))
    assert parse_term("they'll not").conditions == (Word("they"), Form("'ll"), Word("not"))
    assert parse_term("couldn't've").conditions == (Word("could"), Form("n't"), Form("'ve"))
    assert parse_term("o'clock").conditions == (Word("o'clock"),)


def test_short_forms_are_cut_where_the_bundled_pipeline_cuts_them() -> None:
    words = [
        "don't",
        "can't",
        "won't",
        "we'll",
        "they've",
        "you're",
        "people's",
        "workers'",
        "o'clock",
    ]
    text = Text("a", "en", tuple(Paragraph(f"And {word} too.", 1, Region.BODY) for word in words))
    table = annotate([text], models={"en": "en_dissent"})
    bounds = pairwise(table.paragraph_bounds.tolist())
    cut = [table.lexicon.lower[table.code[first + 1 : end - 2]].tolist() for first, end in bounds]
    meant = [[part.text for part in parse_term(word).conditions] for word in words]
    assert meant == cut


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
        ("(class)", "no word contains `()`; groups are CQL, as in ("),
        ("rank(1)", "no word contains `()`; groups are CQL, as in ("),
        ("working class|worker", 'alternatives are CQL, as in [lemma="class|worker"]'),
        ('"Class" within', 'a query is CQL, in brackets, as in [lemma="class"]'),
        ("class_NOUM", "did you mean `NOUN`?"),
        ("class_", "behind `_` a part of speech is missing, as in class_NOUN"),
        ("...", "is no word"),
    ],
)
def test_a_term_that_cannot_be_meant_is_refused(term: str, said: str) -> None:
    with pytest.raises(PatternError) as caught:
        parse_term(term)
    assert said in str(caught.value)
