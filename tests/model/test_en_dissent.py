"""The pipeline that the repository holds loads, annotates sensibly, and is what its card says."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

import pytest
import spacy
from card import card_of
from identity import pipeline_digest
from spacy.language import Language

MODEL = Path(__file__).parents[2] / "workflow" / "model"
PIPELINE = MODEL / "en_dissent"
MOST_BYTES = 25_000_000
# Accuracy on raw text below which a newly trained pipeline is not to be handed out.
FLOORS = {
    "EWT test": {"upos": 0.949, "xpos": 0.942, "lemma": 0.957, "morph": 0.950, "sentence_f": 0.76},
    "GUM test": {"upos": 0.968, "xpos": 0.964, "lemma": 0.980, "sentence_f": 0.90},
}
SLOWEST = 0.8


@pytest.fixture(scope="module")
def nlp() -> Language:
    """Load the pipeline once."""
    return spacy.load(PIPELINE)


def test_a_made_up_sentence_is_tagged_sensibly(nlp: Language) -> None:
    doc = nlp("The workers didn't trust the new committees. They left the factory slowly.")
    found = {token.text: (token.pos_, token.lemma_.lower()) for token in doc}
    assert found["workers"] == ("NOUN", "worker")
    assert found["n't"] == ("PART", "not")
    assert found["trust"] == ("VERB", "trust")
    assert found["new"] == ("ADJ", "new")
    assert found["committees"] == ("NOUN", "committee")
    assert found["left"] == ("VERB", "leave")
    assert found["slowly"] == ("ADV", "slowly")
    assert next(t for t in doc if t.text == "workers").tag_ == "NNS"
    assert [sentence[0].text for sentence in doc.sents] == ["The", "They"]


@pytest.mark.parametrize(
    ("text", "form", "lemma"),
    [
        ("They quarrelled bitterly.", "quarrelled", "quarrel"),
        ("We are liquidating the old committees.", "liquidating", "liquidate"),
        ("He read out his theses on the trade unions.", "theses", "thesis"),
        ("The land was expropriated without payment.", "expropriated", "expropriate"),
        ("The banks were nationalised in December.", "nationalised", "nationalise"),
        ("The army crossed the river and withdrew.", "withdrew", "withdraw"),
    ],
)
def test_words_of_the_period_have_their_lemma(
    nlp: Language, text: str, form: str, lemma: str
) -> None:
    assert next(token.lemma_ for token in nlp(text) if token.text == form) == lemma


def test_every_irregular_form_has_its_lemma(nlp: Language) -> None:
    lemma = nlp.get_pipe("lemmatizer").lemma
    with (MODEL / "recipe" / "irregular.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t"))
    assert [row for row in rows if lemma(row["form"], row["tag"]) != row["lemma"]] == []


def test_every_label_can_be_read_back(nlp: Language) -> None:
    for name in ("tagger", "morphologizer"):
        assert all(label in nlp.vocab.strings for label in nlp.pipe_labels[name])


def test_unseen_words_get_a_lemma(nlp: Language) -> None:
    assert all(token.lemma_ for token in nlp("Zubblings quorfed the 17th grelt — “gladly”."))


def test_the_card_has_the_measured_figures() -> None:
    assert (MODEL / "README.md").read_text(encoding="utf-8") == card_of(MODEL)


def test_the_figures_were_measured_on_this_very_pipeline() -> None:
    figures = json.loads((MODEL / "evaluation.json").read_text(encoding="utf-8"))
    assert figures["digest"] == pipeline_digest(PIPELINE)


def test_the_measured_figures_reach_the_floors() -> None:
    tests = json.loads((MODEL / "evaluation.json").read_text(encoding="utf-8"))["tests"]
    low = {
        (test, figure): tests[test][figure]
        for test, floors in FLOORS.items()
        for figure, floor in floors.items()
        if tests[test][figure] < floor
    }
    assert low == {}


def test_no_path_of_a_machine_is_stored() -> None:
    for name in ("config.cfg", "meta.json"):
        text = (PIPELINE / name).read_text(encoding="utf-8")
        assert re.findall(r"(?:[\"'=]\s*)(?:/[a-z]|[A-Z]:\\|results/)\S*", text) == []


def test_meta_data_name_the_licence_and_the_sources() -> None:
    meta = json.loads((PIPELINE / "meta.json").read_text(encoding="utf-8"))
    assert (meta["lang"], meta["name"], meta["version"]) == ("en", "dissent", "0.2.0")
    assert meta["license"] == "CC BY-SA 4.0"
    assert [source["name"].split()[0].strip(",") for source in meta["sources"]] == [
        "UD_English-EWT",
        "GUM",
        "LemmInflect",
        "spacy-lookups-data",
    ]


def test_the_pipeline_is_small() -> None:
    assert sum(f.stat().st_size for f in PIPELINE.rglob("*") if f.is_file()) < MOST_BYTES


def test_it_was_measured_to_be_fast_enough_and_to_tag_alike_with_each_matrix_library() -> None:
    speed = json.loads((MODEL / "evaluation.json").read_text(encoding="utf-8"))["speed"]
    assert speed["ratios"]["pipeline_to_yardstick_numpy"] >= SLOWEST
    assert speed["library_differences"]["annotations"] == 0
