"""Which pipeline tags which language; a pipeline that cannot is refused with what to write."""

from pathlib import Path

import pytest
from tests.making import TAGS_AND_LEMMAS, pipeline_files

from dissent.errors import DissentError
from dissent.languages import advice, setting_for, taggers


def refusal(language: str, folder: Path | str) -> str:
    with pytest.raises(DissentError) as caught:
        taggers([language], {language: str(folder)})
    return str(caught.value)


def test_a_language_covers_its_varieties_unless_they_have_their_own() -> None:
    models = {"en": "en_dissent", "en-GB": "en_core_web_sm"}
    assert [setting_for(tag, models) for tag in ("en-US", "en-GB", "de")] == ["en", "en-GB", None]


def test_languages_are_put_together_by_their_pipeline(tmp_path: Path) -> None:
    russian = pipeline_files(tmp_path / "ru", *TAGS_AND_LEMMAS)
    found = taggers(["en", "ru", "en-GB"], {"en": "en_dissent", "ru": str(russian)})
    tagged = {tagger.pipeline.name: tagger.languages for tagger in found}
    assert tagged == {str(russian): ("ru",), "en_dissent": ("en", "en-GB")}


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en-GB", "write `en: en_dissent`, which comes with dissent"),
        ("de", "write `de: de_core_news_sm`, or another pipeline for `de`"),
        ("no", "write `no: nb_core_news_sm`"),
        ("zh", "dissent knows of no spaCy package for `zh` that gives parts of speech and lemmas"),
        ("xx", "give each document its own language in the catalogue"),
    ],
)
def test_what_can_be_written_for_a_language_is_said(language: str, said: str) -> None:
    assert said in advice(language)


def test_a_language_without_pipeline_is_refused() -> None:
    with pytest.raises(DissentError, match="language `de` has no pipeline in the setting `models`"):
        taggers(["de"], {"en": "en_dissent"})


def test_a_pipeline_for_another_language_is_refused(tmp_path: Path) -> None:
    said = refusal("ru", "en_dissent")
    assert said.startswith("setting `models`, `ru: en_dissent`: this pipeline is for `en`, the doc")
    assert "write `ru: ru_core_news_sm`" in said
    assert "in `no`" not in refusal("no", pipeline_files(tmp_path / "nb", language="nb"))


def test_a_pipeline_for_many_languages_is_taken_for_any(tmp_path: Path) -> None:
    folder = pipeline_files(tmp_path / "xx", "morphologizer", "trainable_lemmatizer", language="xx")
    assert taggers(["ru"], {"ru": str(folder)})


def test_what_a_pipeline_lacks_is_named_with_what_it_has(tmp_path: Path) -> None:
    said = refusal("ru", pipeline_files(tmp_path / "ru", "senter", "-tagger"))
    assert "this pipeline gives no parts of speech (UPOS: from a morphologizer, or a tag" in said
    assert "and no lemmas (from a lemmatizer); its components: senter, tagger (switched" in said
    assert said.endswith("write `ru: ru_core_news_sm`, or another pipeline for `ru`")


def test_no_package_is_to_be_installed_that_would_be_refused_then() -> None:
    said = refusal("xx", "xx_sent_ud_sm")
    assert "this package does not give both parts of speech and lemmas" in said
    assert "or name the folder of a multilingual pipeline trained to tag" in said
    assert "download" not in said


@pytest.mark.parametrize(
    ("made_for", "fits"),
    [(">=3.8.0,<3.9.0", True), (">=3.8.9999,<3.9.0", True), (">=3.2.0,<3.3.0", False)],
)
def test_a_pipeline_made_for_another_spacy_is_refused(
    tmp_path: Path, made_for: str, fits: bool
) -> None:
    folder = pipeline_files(tmp_path / "ru", *TAGS_AND_LEMMAS, made_for=made_for)
    if fits:
        assert taggers(["ru"], {"ru": str(folder)})
    else:
        said = refusal("ru", folder)
        assert "this pipeline was made for spaCy >=3.2.0,<3.3.0, installed is 3." in said
        assert "train it anew with spaCy 3.8" in said


def test_all_pipelines_that_cannot_tag_are_told_at_once() -> None:
    with pytest.raises(DissentError) as caught:
        taggers(["en", "ru"], {"en": "en_core_web_sm", "ru": "en_dissent"})
    assert str(caught.value).startswith("setting `models`: 2 problems")
