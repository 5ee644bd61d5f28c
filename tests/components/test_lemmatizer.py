"""The lemma of a form hangs on its tag: attested, or by the rule of the longest known ending."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example

from dissent.components.lemmatizer import FormLemmatizer

ATTESTED = {
    ("labelled", "VBD"): "label",
    ("travelled", "VBD"): "travel",
    ("cancelled", "VBD"): "cancel",
    ("modelled", "VBD"): "model",
    ("walked", "VBD"): "walk",
    ("talked", "VBD"): "talk",
    ("marched", "VBD"): "march",
    ("cheered", "VBD"): "cheer",
    ("formed", "VBD"): "form",
    ("stated", "VBD"): "state",
    ("voted", "VBD"): "vote",
    ("united", "VBD"): "unite",
    ("created", "VBD"): "create",
    ("went", "VBD"): "go",
    ("treat", "VB"): "treat",
    ("workers", "NNS"): "worker",
    ("employees", "NNS"): "employee",
    ("peasants", "NNS"): "peasant",
    ("parties", "NNS"): "party",
    ("cities", "NNS"): "city",
    ("armies", "NNS"): "army",
    ("enemies", "NNS"): "enemy",
    ("soldiers", "NNS"): "soldier",
    ("days", "NNS"): "day",
    ("theses", "NNS"): "thesis",
    ("crises", "NNS"): "crisis",
    ("analyses", "NNS"): "analysis",
    ("hypotheses", "NNS"): "hypothesis",
    ("saw", "NN"): "saw",
    ("saw", "VBD"): "see",
    ("Petrograd", "NNP"): "Petrograd",
    ("Bolsheviks", "NNPS"): "Bolshevik",
    ("Cadets", "NNPS"): "Cadet",
    ("Russians", "NNPS"): "Russian",
    ("Germans", "NNPS"): "German",
    ("The", "DT"): "the",
    ("the", "DT"): "the",
    ("OF", "IN"): "of",
    ("of", "IN"): "of",
}


@pytest.fixture(scope="module")
def lemmatizer() -> FormLemmatizer:
    """Learn from a few words."""
    component = FormLemmatizer(spacy.blank("en").vocab)
    component.learn(ATTESTED)
    return component


@pytest.mark.parametrize(("form", "tag"), ATTESTED)
def test_an_attested_form_has_its_lemma(lemmatizer: FormLemmatizer, form: str, tag: str) -> None:
    assert lemmatizer.lemma(form, tag) == ATTESTED[form, tag]


@pytest.mark.parametrize(
    ("form", "tag", "lemma"),
    [
        ("quarrelled", "VBD", "quarrel"),
        ("stalked", "VBD", "stalk"),
        ("liquidated", "VBD", "liquidate"),
        ("committees", "NNS", "committee"),
        ("bureaucracies", "NNS", "bureaucracy"),
        ("syntheses", "NNS", "synthesis"),
        ("Mensheviks", "NNPS", "Menshevik"),
        ("Moscow", "NNP", "Moscow"),
    ],
)
def test_other_forms_follow_the_longest_known_ending(
    lemmatizer: FormLemmatizer, form: str, tag: str, lemma: str
) -> None:
    assert lemmatizer.lemma(form, tag) == lemma


def test_the_tag_decides_between_two_lemmas_of_a_form(lemmatizer: FormLemmatizer) -> None:
    assert (lemmatizer.lemma("saw", "NN"), lemmatizer.lemma("saw", "VBD")) == ("saw", "see")


def test_capitals_do_not_hide_a_word_but_a_name_keeps_them(lemmatizer: FormLemmatizer) -> None:
    assert lemmatizer.lemma("Went", "VBD") == "go"
    assert lemmatizer.lemma("WORKERS", "NNS") == "worker"
    assert lemmatizer.lemma("Kronstadt", "NNP") == "Kronstadt"


def test_a_shorter_ending_wins_where_only_it_gives_an_attested_lemma(
    lemmatizer: FormLemmatizer,
) -> None:
    """*treated* ends like *created*, but *treat* is a known verb and *treate* is none."""
    assert lemmatizer.lemma("treated", "VBD") == "treat"
    assert lemmatizer.lemma("berated", "VBD") == "berate"


def test_a_rule_that_holds_of_few_words_is_kept_for_those() -> None:
    component = FormLemmatizer(spacy.blank("en").vocab)
    component.learn(ATTESTED | {("led", "VBD"): "lead"})
    assert component.lemma("led", "VBD") == "lead"
    assert component.lemma("fled", "VBD") != "flead"


def test_irregular_forms_are_known_but_teach_nothing() -> None:
    component = FormLemmatizer(spacy.blank("en").vocab)
    sang = {(f"{start}ang", "VBD"): f"{start}ing" for start in ("s", "r", "spr", "overs")}
    component.learn(ATTESTED, sang)
    assert component.lemma("Sprang", "VBD") == "spring"
    assert component.lemma("harangued", "VBD") != "haringued"
    assert component.lemma("twang", "VBD") == "twang"


def test_nothing_is_left_of_no_word(lemmatizer: FormLemmatizer) -> None:
    assert lemmatizer.lemma("s", "NNS") == "s"
    assert lemmatizer.lemma("ies", "NNS") != ""


def tagged(nlp: Language, *words: tuple[str, str, str]) -> Example:
    """Make an example of words with tag and lemma."""
    forms, tags, lemmas = zip(*words, strict=True)
    reference = Doc(nlp.vocab, words=list(forms), tags=list(tags), lemmas=list(lemmas))
    return Example(Doc(nlp.vocab, words=list(forms), tags=list(tags)), reference)


def test_in_a_pipeline_it_learns_annotates_and_is_scored() -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("dissent_lemmatizer", name="lemmatizer")
    examples = [
        tagged(nlp, ("Workers", "NNS", "worker"), ("went", "VBD", "go")),
        tagged(nlp, ("peasants", "NNS", "peasant"), ("left", "VBD", "leave")),
        tagged(nlp, ("sailors", "NNS", "sailor"), ("teachers", "NNS", "teacher")),
        tagged(nlp, ("people", "NNS", "people"), ("left", "VBN", "leave")),
        tagged(nlp, ("people", "NNS", "person"), ("left", "JJ", "left")),
        tagged(nlp, ("poets", "NNS", "poet"), ("voted", "VBD", "vote")),
    ]
    nlp.get_pipe("lemmatizer").initialize(lambda: examples, nlp=nlp)
    doc = Doc(nlp.vocab, words=["Soldiers", "left"], tags=["NNS", "VBD"], sent_starts=[True, False])
    assert [token.lemma_ for token in nlp(doc)] == ["soldier", "leave"]
    assert [token.tag_ for token in doc] == ["NNS", "VBD"]
    assert nlp.evaluate(examples)["lemma_acc"] == pytest.approx(11 / 12)


def test_it_can_be_saved_and_loaded(lemmatizer: FormLemmatizer, tmp_path: Path) -> None:
    lemmatizer.to_disk(tmp_path / "lemmatizer")
    loaded = FormLemmatizer(spacy.blank("en").vocab).from_disk(tmp_path / "lemmatizer")
    again = FormLemmatizer(spacy.blank("en").vocab).from_bytes(lemmatizer.to_bytes())
    for component in (loaded, again):
        assert component.lemma("quarrelled", "VBD") == "quarrel"
        assert component.lemma("went", "VBD") == "go"
        assert component.to_bytes() == lemmatizer.to_bytes()


def test_a_list_goes_before_the_treebank_where_it_is_sure_or_the_treebank_seldom_has_the_form(
    tmp_path: Path,
) -> None:
    file = tmp_path / "irregular.tsv"
    rows = ["fled\tVBD\tflee\t1", "leaned\tVBD\tlean\t0", "media\tNNS\tmedium\t0"]
    file.write_text("\n".join(["form\ttag\tlemma\tsure", *rows]), encoding="utf-8")
    nlp = spacy.blank("en")
    component = nlp.add_pipe("dissent_lemmatizer", name="lemmatizer")
    often = [("fled", "VBD", "flead"), ("media", "NNS", "media")] * 6
    examples = [tagged(nlp, *often, ("leaned", "VBD", "learn"))]
    component.initialize(lambda: examples, nlp=nlp, irregular=str(file))
    assert component.lemma("fled", "VBD") == "flee"
    assert component.lemma("Leaned", "VBD") == "lean"
    assert component.lemma("media", "NNS") == "media"


def test_a_lemma_has_a_vowel(lemmatizer: FormLemmatizer) -> None:
    assert lemmatizer.lemma("bred", "VBD") == "bred"


def test_what_is_learned_does_not_depend_on_the_order_of_words() -> None:
    component = FormLemmatizer(spacy.blank("en").vocab)
    component.learn(dict(reversed(ATTESTED.items())))
    other = FormLemmatizer(spacy.blank("en").vocab)
    other.learn(ATTESTED)
    assert component.to_bytes() == other.to_bytes()
