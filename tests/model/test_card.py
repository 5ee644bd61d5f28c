"""The card says what was measured, and on which pipeline."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import evaluate
import pytest
from card import NO_SAMPLE, CardError, card_of, publish, wrap
from card_tables import agreement, percent, settings_table, table
from convert import convert
from identity import pipeline_digest
from tests.model.small_pipeline import CUT_OTHERWISE, NAMED, RIGHT, conllu

SENTENCES = [conllu(*sentence) for sentence in (RIGHT, NAMED, CUT_OTHERWISE)]


@pytest.fixture(scope="module")
def measured(small_pipeline: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Measure the small pipeline on made-up test files and a made-up sample."""
    folder = tmp_path_factory.mktemp("measured")
    for name in ("en_ewt-ud-test", "en_gum-ud-test", "sample"):
        opening = conllu(*RIGHT, document="weblog-1" if "ewt" in name else "GUM_bio_1")
        (folder / f"{name}.conllu").write_text(opening + "".join(SENTENCES), encoding="utf-8")
    for part in ("ewt", "gum"):
        convert([folder / f"en_{part}-ud-test.conllu"], folder / f"{part}.spacy")
    sources = [folder / f"en_{part}-ud-test.conllu" for part in ("ewt", "gum")]
    counts = convert(sources, folder / "train.spacy")
    (folder / "train.json").write_text(json.dumps(counts), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("OPENBLAS_NUM_THREADS", "1")
        patch.setenv("OMP_NUM_THREADS", "1")
        patch.setattr(evaluate, "load_seconds", lambda model: 0.25)
        figures = evaluate.evaluate(
            small_pipeline,
            {"EWT test": folder / "ewt.spacy", "GUM test": folder / "gum.spacy"},
            train=folder / "train.spacy",
            counts=folder / "train.json",
            rounds=1,
        )
    sample = evaluate.evaluate_sample(small_pipeline, [folder / "sample.conllu"])
    (folder / "evaluation.json").write_text(evaluate.as_json(figures), encoding="utf-8")
    (folder / "period.json").write_text(evaluate.as_json(sample), encoding="utf-8")
    return folder


@pytest.fixture
def published(small_pipeline: Path, measured: Path, tmp_path: Path) -> Path:
    """Hand the small pipeline out."""
    publish(small_pipeline, measured / "evaluation.json", tmp_path, period=measured / "period.json")
    return tmp_path


def card_in(folder: Path) -> str:
    return (folder / "README.md").read_text(encoding="utf-8")


def test_the_card_has_figures_of_every_test_file_and_genre(published: Path) -> None:
    figures = json.loads((published / "evaluation.json").read_text(encoding="utf-8"))
    card = card_in(published)
    for name, scores in figures["tests"].items():
        (row,) = [line for line in card.splitlines() if line.startswith(f"| {name} | 1 |")]
        assert percent(scores["upos"]) in row
    assert "| EWT | weblog | 15 | 1 | 15 |" in card
    assert "| GUM | bio | 15 | 1 | 15 |" in card


def test_the_card_has_settings_from_the_pipelines_own_configuration(published: Path) -> None:
    assert "| sentencizer | factory sentencizer, " in card_in(published)


def test_the_card_names_the_sources(published: Path) -> None:
    assert "| made up | nobody | CC0 | https://example.org |" in card_in(published)


def test_nothing_in_the_card_is_left_to_fill_in(published: Path) -> None:
    assert "$" not in card_in(published)
    assert "None" not in card_in(published)


def test_handing_out_again_changes_nothing(
    published: Path, small_pipeline: Path, measured: Path
) -> None:
    before = card_in(published)
    publish(small_pipeline, measured / "evaluation.json", published)
    assert card_in(published) == before == card_of(published)


def test_the_digest_is_the_same_with_figures_in_the_meta_data(
    published: Path, small_pipeline: Path
) -> None:
    handed_out = published / "en_small"
    meta = json.loads((handed_out / "meta.json").read_text(encoding="utf-8"))
    assert set(meta["performance"]) == {"EWT test", "GUM test", "tokens_per_second"}
    assert pipeline_digest(handed_out) == pipeline_digest(small_pipeline)


def changed(pipeline: Path, folder: Path) -> Path:
    """Copy a pipeline and change one of its files by a letter."""
    copy = folder / "changed"
    shutil.copytree(pipeline, copy)
    file = copy / "vocab" / "strings.json"
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    return copy


def measured_again(pipeline: Path, evaluation: Path, folder: Path) -> Path:
    """Give figures out as those of another pipeline."""
    figures = json.loads(evaluation.read_text(encoding="utf-8"))
    figures["digest"] = pipeline_digest(pipeline)
    again = folder / "again.json"
    again.write_text(json.dumps(figures), encoding="utf-8")
    return again


def test_the_card_says_where_the_sample_was_measured_on_another_version(
    published: Path, small_pipeline: Path, measured: Path, tmp_path: Path
) -> None:
    assert "another version" not in card_in(published)
    pipeline = changed(small_pipeline, tmp_path)
    again = measured_again(pipeline, measured / "evaluation.json", tmp_path)
    publish(pipeline, again, published)
    said = " ".join(card_in(published).split())
    old = pipeline_digest(small_pipeline)[:16]
    assert f"measured on another version of the pipeline (version 1.2.3, digest {old})" in said


def test_figures_of_another_pipeline_are_not_handed_out(
    small_pipeline: Path, measured: Path, tmp_path: Path
) -> None:
    with pytest.raises(CardError, match="another pipeline"):
        publish(changed(small_pipeline, tmp_path), measured / "evaluation.json", tmp_path / "out")


def test_without_a_sample_the_card_says_so(
    small_pipeline: Path, measured: Path, tmp_path: Path
) -> None:
    publish(small_pipeline, measured / "evaluation.json", tmp_path)
    assert NO_SAMPLE in card_in(tmp_path)
    assert not (tmp_path / "period_sample.json").exists()


def test_without_a_yardstick_the_card_says_so(published: Path) -> None:
    said = " ".join(card_in(published).split())
    assert "The yardstick was not measured with this version." in said


def test_agreement_of_two_passes_is_told_where_it_is_known() -> None:
    assert agreement(None) == ""
    assert agreement({"words": 900, "upos": 0.981, "sentences": 1.0}) == (
        "Two passes of tagging by hand agree on: UPOS 98.1 %, sentences 100.0 %."
    )


def test_settings_are_read_however_deep_they_lie() -> None:
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": 96, "upstream": "*"}
    block = {
        "factory": "tagger",
        "label_smoothing": 0.05,
        "scorer": {"@scorers": "x"},
        "model": {"@architectures": "spacy.Tagger.v2", "nO": None, "tok2vec": listener},
    }
    training = {"seed": 1917, "batcher": {"@batchers": "words", "size": {"start": 250}}}
    config = {"nlp": {"pipeline": ["tagger"]}, "components": {"tagger": block}}
    rows = settings_table(config | {"training": training}).splitlines()[2:]
    assert rows == [
        "| tagger | factory tagger, label_smoothing 0.05, model spacy.Tagger.v2, "
        "model.tok2vec spacy.Tok2VecListener.v1 |",
        "| training | seed 1917 |",
        "| training: batcher | batchers words, size.start 250 |",
    ]


def test_paragraphs_are_broken_anew_and_nothing_else() -> None:
    row = "| " + "x " * 80 + "|"
    text = f"# Title\nSome\nwords.\n\n- item\n  goes on\n- other\n{row}\n```\na\nb\n```\n"
    assert wrap(text) == (
        f"# Title\nSome words.\n\n- item goes on\n- other\n{row}\n```\na\nb\n```\n"
    )
    assert max(map(len, wrap("word " * 100).splitlines())) <= 100


def test_a_table_of_no_rows_has_its_head() -> None:
    assert table(["a", "b"], []) == "| a | b |\n| --- | ---: |"
