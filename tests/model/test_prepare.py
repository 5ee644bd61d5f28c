"""Training pieces of two treebanks are brought to one habit, and some to the looks of print."""

from __future__ import annotations

import random

import prepare
import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

VOCAB = Vocab()


def piece(treebank: str, *words: tuple[str, str, str]) -> Doc:
    """Make a piece of words with tag and features."""
    forms, tags, features = zip(*words, strict=True)
    return Doc(
        VOCAB,
        words=list(forms),
        tags=list(tags),
        morphs=list(features),
        lemmas=[form.lower() for form in forms],
        sent_starts=[place == 0 for place in range(len(forms))],
        user_data={"treebank": treebank, "relations": ["root"] * len(forms)},
    )


def features(document: Doc) -> list[str]:
    """List the features of a piece."""
    return [str(token.morph) for token in document]


def test_a_settled_word_gets_the_nearest_features_of_the_model_treebank() -> None:
    nominative, accusative = "Case=Nom|Person=2", "Case=Acc|Person=2"
    ewt = piece("EWT", *[("You", "PRP", nominative), ("you", "PRP", accusative)] * 3)
    gum = piece(
        "GUM",
        ("you", "PRP", "Case=Nom|Number=Sing|Person=2"),
        ("You", "PRP", "Case=Acc|Number=Plur|Person=2"),
    )
    changes = prepare.harmonise([ewt, gum])
    assert features(gum) == [nominative, accusative]
    assert features(ewt) == [nominative, accusative] * 3
    assert changes.total() == 2


def test_features_that_are_a_habit_stay() -> None:
    ewt = piece("EWT", *[("all", "DT", "PronType=Tot")] * 5)
    gum = piece("GUM", ("all", "DT", "PronType=Tot"))
    assert not prepare.harmonise([ewt, gum])


def test_of_a_word_hardly_known_features_are_only_taken_away() -> None:
    adverbs = [(word, "RB", "") for word in ("really", "now", "here", "still", "again", "not")]
    ewt = piece("EWT", *adverbs)
    gum = piece("GUM", ("splendidly", "RB", "Degree=Pos"), ("Oh", "UH", "Polarity=Pos"))
    prepare.harmonise([ewt, gum])
    assert features(gum) == ["", "Polarity=Pos"]


@pytest.mark.parametrize(
    ("share", "text"),
    [(1.0, "“ It ’s time ” he said — now"), (0.0, '" It \'s time " he said -- now')],
)
def test_some_pieces_get_the_marks_of_print(
    monkeypatch: pytest.MonkeyPatch, share: float, text: str
) -> None:
    monkeypatch.setattr(prepare, "SHARE_WITH_PRINTED_MARKS", share)
    monkeypatch.setattr(prepare, "SHARE_IN_CAPITALS", 0.0)
    words = ['"', "It", "'s", "time", '"', "he", "said", "--", "now"]
    typed = piece("EWT", *[(word, "X", "") for word in words])
    printed = prepare.as_printed(typed, random.Random(1))
    assert " ".join(token.text for token in printed) == text
    assert [token.lemma_ for token in printed] == [token.lemma_ for token in typed]


def test_some_sentences_get_the_capitals_of_a_heading(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(prepare, "SHARE_WITH_PRINTED_MARKS", 0.0)
    monkeypatch.setattr(prepare, "SHARE_IN_CAPITALS", 1.0)
    typed = piece("EWT", ("Workers", "NNS", "Number=Plur"), ("met", "VBD", "Tense=Past"))
    printed = prepare.as_printed(typed, random.Random(1))
    assert [token.text for token in printed] == ["WORKERS", "MET"]
    assert [token.tag_ for token in printed] == ["NNS", "VBD"]
    assert features(printed) == features(typed)
    assert printed.user_data == typed.user_data
