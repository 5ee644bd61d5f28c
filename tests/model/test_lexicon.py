"""What packages know of words becomes bits, clusters and lemmas."""

from __future__ import annotations

import pytest
from lexicon import Form, classes, lemma_rows

NOUN, NOUNS, VERB, VERBS, ADJECTIVE, ADJECTIVES = 1, 2, 4, 8, 16, 32

FORMS = [
    Form("strike", "noun", ("strike",)),
    Form("strike", "verb", ("strike",)),
    Form("strikes", "noun", ("strike",)),
    Form("strikes", "verb", ("strike",)),
    Form("struck", "verb", ("strike",)),
    Form("striking", "verb", ("strike",)),
    Form("found", "verb", ("find", "found")),
    Form("Soviet", "noun", ("Soviet",)),
    Form("Soviet", "adj", ("Soviet",)),
    Form("redder", "adj", ("red",)),
    Form("reddest", "adj", ("red",)),
    Form("series", "noun", ("series",)),
    Form("sooner", "adv", ("soon",)),
]


@pytest.mark.parametrize(
    ("word", "bits"),
    [
        ("strike", NOUN + VERB),
        ("strikes", NOUNS + VERBS),
        ("struck", VERBS),
        ("found", VERB + VERBS),
        ("soviet", NOUN + ADJECTIVE),
        ("redder", ADJECTIVES),
    ],
)
def test_a_form_has_a_bit_for_each_thing_it_can_be(word: str, bits: int) -> None:
    assert classes(FORMS)[word] == bits


def test_inflected_forms_have_a_lemma_for_each_tag_where_there_is_but_one() -> None:
    assert set(lemma_rows(FORMS)) == {
        ("strikes", "NNS", "strike"),
        ("strikes", "VBZ", "strike"),
        ("struck", "VBD", "strike"),
        ("struck", "VBN", "strike"),
        ("striking", "VBG", "strike"),
        ("redder", "JJR", "red"),
        ("reddest", "JJS", "red"),
        ("series", "NNS", "series"),
        ("sooner", "RBR", "soon"),
    }
