"""The period's prose is tagged a paragraph at a time; no sentence of it gets into the figures."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import evaluate
import pytest
from convert import convert, make_doc
from evaluate import evaluate_sample, known_words
from identity import pipeline_digest
from period import SampleError, measure_sample, passage_doc, read_passages
from spacy.language import Language
from spacy.vocab import Vocab
from tests.model.small_pipeline import CUT_OTHERWISE, NAMED, RIGHT, conllu, make_pipeline

# As a hand tags them: no fine tags.
PLAIN_RIGHT, PLAIN_NAMED, PLAIN_CUT = (
    tuple(" ".join(part for n, part in enumerate(row.split()) if n != 2) for row in sentence)
    for sentence in (RIGHT, NAMED, CUT_OTHERWISE)
)


@pytest.fixture(scope="module")
def nlp() -> Language:
    return make_pipeline()


def sample(folder: Path, name: str, *sentences: str) -> Path:
    file = folder / f"{name}.conllu"
    file.write_text("".join(sentences), encoding="utf-8")
    return file


@pytest.fixture
def files(tmp_path: Path) -> list[Path]:
    """Write two texts: one of two paragraphs, one of a single paragraph."""
    first = sample(
        tmp_path,
        "first",
        conllu(*PLAIN_RIGHT, document="first", paragraph=True),
        conllu(*PLAIN_NAMED),
        conllu(*PLAIN_NAMED, paragraph=True),
    )
    return [first, sample(tmp_path, "second", conllu(*PLAIN_CUT, document="second"))]


def test_a_paragraph_is_one_text_and_ends_without_a_space(files: list[Path]) -> None:
    texts = [passage_doc(Vocab(), passage).text for passage in read_passages(files[0])]
    assert texts == ["The workers met. The Soviet met.", "The Soviet met."]


def test_the_pipeline_gets_no_more_than_a_paragraph(nlp: Language, files: list[Path]) -> None:
    found = measure_sample(nlp, files)
    assert {name: text["passages"] for name, text in found["texts"].items()} == {
        "first": 2,
        "second": 1,
    }
    assert (found["together"]["passages"], found["together"]["sentences"]) == (3, 4)


def test_lemmas_are_compared_with_and_without_capitals(nlp: Language, files: list[Path]) -> None:
    text = measure_sample(nlp, files)["texts"]["first"]
    # Of twelve lemmas, "met" for "meet" is wrong; two "Soviet" are wrong in their capitals.
    assert (text["lemma"], text["lemma_any_case"]) == (0.75, 0.9167)
    assert text["upos"] == 0.8333
    assert text["sentence_f"] == 1.0


def test_mistakes_are_counted_by_kind(nlp: Language, files: list[Path]) -> None:
    found = measure_sample(nlp, files)
    assert found["mistakes"] == {"cut_otherwise": 3, "upos": 2, "lemma": 1, "lemma_capitals": 2}
    assert found["mistaken_classes"] == [
        {"gold": "PROPN", "found": "NOUN", "count": 2, "forms": ["Soviet"]}
    ]
    assert found["mistaken_lemmas"] == [{"form": "met", "gold": "met", "found": "meet", "count": 1}]


def test_words_that_training_met_are_told_from_the_others(nlp: Language, files: list[Path]) -> None:
    found = measure_sample(nlp, files, known={"the", "workers", "met"})["familiarity"]
    assert (found["met"]["words"], found["unmet"]["words"]) == (7, 5)
    assert measure_sample(nlp, files)["familiarity"] is None


def strings_in(value: Any) -> Iterator[str]:
    """Give all texts in figures, names included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, part in value.items():
            yield name
            yield from strings_in(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings_in(part)


def test_the_figures_hold_no_two_words_of_the_text(nlp: Language, files: list[Path]) -> None:
    assert [text for text in strings_in(measure_sample(nlp, files)) if " " in text] == []


def test_a_text_without_a_name_is_an_error(nlp: Language, tmp_path: Path) -> None:
    with pytest.raises(SampleError, match=r"nameless\.conllu does not begin with `# newdoc id"):
        measure_sample(nlp, [sample(tmp_path, "nameless", conllu(*PLAIN_RIGHT))])


def test_an_empty_sample_is_an_error(nlp: Language, tmp_path: Path) -> None:
    with pytest.raises(SampleError, match="no sentence"):
        measure_sample(nlp, [sample(tmp_path, "empty", "")])


def test_the_measured_pipeline_and_sample_are_named(
    small_pipeline: Path, files: list[Path], tmp_path: Path
) -> None:
    passes = tmp_path / "passes.json"
    passes.write_text('{"upos": 0.98}', encoding="utf-8")
    found = evaluate_sample(small_pipeline, files, passes=passes)
    assert (found["model"], found["version"]) == ("en_small", "1.2.3")
    assert found["digest"] == pipeline_digest(small_pipeline)
    assert sorted(found["files"]) == ["first.conllu", "second.conllu"]
    assert found["passes"] == {"upos": 0.98}


def test_the_command_writes_json(
    small_pipeline: Path,
    files: list[Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    target = tmp_path / "period_sample.json"
    arguments = [small_pipeline, "--sample", *files, "--output", target]
    monkeypatch.setattr(sys, "argv", ["evaluate.py", *map(str, arguments)])
    evaluate.main()
    text = target.read_text(encoding="utf-8")
    assert json.loads(text) == evaluate_sample(small_pipeline, files)
    assert "[0, 0, 0, 0, 0, 0]" in text, "a list of numbers is on one line"


def test_known_words_are_those_of_the_training_file(tmp_path: Path) -> None:
    target = tmp_path / "train.spacy"
    convert([sample(tmp_path, "en_made-ud-train", conllu(*RIGHT))], target)
    assert known_words(target) == {"the", "workers", "met", "."}


def test_a_passage_keeps_its_annotations(files: list[Path]) -> None:
    passage = next(read_passages(files[0]))
    kept = [(t.text, t.pos_, t.lemma_, t.is_sent_start) for t in passage_doc(Vocab(), passage)]
    assert kept == [(t.text, t.pos_, t.lemma_, t.is_sent_start) for t in make_doc(Vocab(), passage)]
