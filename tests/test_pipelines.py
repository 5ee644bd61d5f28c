"""Pipelines: what their own files say, without spaCy; and what is no pipeline."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.making import TAGS_AND_LEMMAS, pipeline_files, pipeline_of, write

from dissent.errors import DissentError
from dissent.pipelines import read_pipeline


def message(name: str) -> str:
    with pytest.raises(DissentError) as caught:
        read_pipeline(name)
    return str(caught.value)


def test_the_embedded_pipeline_gives_all_that_is_needed() -> None:
    pipeline = read_pipeline("en_dissent")
    assert pipeline.language == "en"
    assert pipeline.lacking == []
    assert pipeline.sentence_breaks == "by the pipeline's senter"


@pytest.mark.parametrize(
    ("components", "lacking", "sentence_breaks"),
    [
        (TAGS_AND_LEMMAS, [], "by rule (full stop, question mark, exclamation mark): the pipe"),
        (("morphologizer", "trainable_lemmatizer", "parser"), [], "by the pipeline's parser"),
        (("-parser", "-senter"), ["POS", "LEMMA"], "by the pipeline's senter"),
        (("parser", "-senter"), ["POS", "LEMMA"], "by the pipeline's parser"),
        (("tagger", "lemmatizer"), ["POS"], "by rule"),
        (("morphologizer", "sentencizer"), ["LEMMA"], "by the pipeline's sentencizer"),
    ],
)
def test_what_a_pipeline_can_give_follows_from_its_components(
    tmp_path: Path, components: tuple[str, ...], lacking: list[str], sentence_breaks: str
) -> None:
    pipeline = read_pipeline(str(pipeline_files(tmp_path / "ru", *components)))
    assert pipeline.lacking == lacking
    assert pipeline.sentence_breaks.startswith(sentence_breaks)


def test_components_of_others_making_may_give_anything(tmp_path: Path) -> None:
    pipeline = read_pipeline(str(pipeline_files(tmp_path / "ru", "udpipe")))
    assert pipeline.lacking == []
    assert pipeline.divided_by_rule is None
    assert pipeline.sentence_breaks.startswith("by components of the pipeline's own, or by rule")


def test_spacys_own_files_are_read(tmp_path: Path) -> None:
    pipeline = read_pipeline(str(pipeline_of(tmp_path / "ru", *TAGS_AND_LEMMAS, "-sentencizer")))
    assert (pipeline.language, pipeline.version) == ("ru", "0.0.0")
    assert list(pipeline.components) == ["attribute_ruler", "lemmatizer"]
    assert list(pipeline.disabled) == ["sentencizer"]


def test_a_folder_with_other_content_has_another_identity(tmp_path: Path) -> None:
    one, two = (pipeline_files(tmp_path / name) for name in ("one", "two"))
    write(two / "LICENSE", "Mine.")
    first, other = (read_pipeline(str(folder)) for folder in (one, two))
    assert first.identity == f"{one} 1.2 {first.checksum}"
    assert first.checksum.startswith("sha256:")
    assert first.checksum != other.checksum


def test_an_installed_package_is_told_by_its_version(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pipeline_files(tmp_path / "ru_listed" / "ru_listed-1.2", *TAGS_AND_LEMMAS)
    write(tmp_path / "ru_listed" / "__init__.py", "")
    monkeypatch.syspath_prepend(tmp_path)
    pipeline = read_pipeline("ru_listed")
    assert (pipeline.language, pipeline.identity) == ("ru", "ru_listed 1.2")


def test_a_missing_package_gives_the_command_that_installs_it() -> None:
    said = message("ru_core_news_sm")
    assert "this pipeline is not installed; install it into the environment that runs d" in said
    assert f"`{sys.executable} -m spacy download ru_core_news_sm`" in said


def test_a_package_that_spacy_does_not_publish_is_left_to_pip() -> None:
    assert f"with `{sys.executable} -m pip install FILE_OR_ADDRESS_OF_IT`" in message("la_core_lg")


def test_a_folder_that_is_no_pipeline_points_to_the_one_inside_it(tmp_path: Path) -> None:
    training = pipeline_files(tmp_path / "training" / "model-best").parent
    said = message(str(training))
    assert f"the folder {training} is no spaCy pipeline" in said
    assert said.endswith(f"; write `{training}/model-best`, which is")


def test_a_folder_that_does_not_exist_and_a_package_of_another_kind_are_named() -> None:
    assert message("pipelines/ru").startswith("there is no folder pipelines/ru")
    assert message("json").startswith("the Python package json is no spaCy pipeline")


def test_a_broken_config_is_named_without_a_traceback(tmp_path: Path) -> None:
    folder = pipeline_files(tmp_path / "ru")
    write(folder / "config.cfg", '[nlp]\nlang = "ru')
    assert message(str(folder)).startswith(f"config.cfg or meta.json in {folder} cannot be read")


def test_reading_a_pipelines_files_does_not_import_spacy() -> None:
    code = "import sys, dissent.project, dissent.languages as l; "
    code += "l.taggers(['en'], {'en': 'en_dissent'}); print('spacy' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


@pytest.mark.parametrize("name", ["", "  "])
def test_an_empty_name_is_not_the_project_itself(name: str) -> None:
    with pytest.raises(DissentError, match="no pipeline is named"):
        read_pipeline(name)
