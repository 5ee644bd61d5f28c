"""Annotation: tokens with lemma and part of speech, the text kept, quotations marked."""

import shutil
from pathlib import Path

import pytest
from tests.making import TAGS_AND_LEMMAS, pipeline_of, write

from dissent.annotation import Text, annotate, load_pipeline, read_text, write_text
from dissent.errors import DissentError
from dissent.reading.paragraphs import Paragraph, Region
from dissent.tokens import TokenTable

MODELS = {"en": "en_dissent"}
SPEECH = "“The party,” he said, “has lost its workers.” They don’t know it."


def annotated(*paragraphs: str, doc_id: str = "a") -> TokenTable:
    text = Text(doc_id, "en", tuple(Paragraph(paragraph) for paragraph in paragraphs))
    return annotate([text], models=MODELS)


def test_tokens_have_lower_cased_lemmas_and_parts_of_speech() -> None:
    table = annotated("The Workers left the parties.")
    lexicon = table.lexicon
    rows = [(lexicon.token[c], lexicon.lemma[c], lexicon.pos[c]) for c in table.code]
    assert rows[1] == ("Workers", "worker", "NOUN")
    assert rows[-1] == (".", ".", "PUNCT")


def test_the_text_is_rebuilt_exactly() -> None:
    table = annotated(SPEECH, "Second – paragraph (with signs), No. 5!")
    (end,) = set(table.bounds[1:].tolist())
    first = int((table.paragraph == 1).sum())
    assert table.text(0, first) == SPEECH
    assert table.text(first, end) == "Second – paragraph (with signs), No. 5!"


def test_places_count_from_one_in_each_document() -> None:
    texts = [
        Text("a", "en", (Paragraph("One. Two.", page=3), Paragraph("Three."))),
        Text("b", "en", (Paragraph("Title", region=Region.HEADING), Paragraph("Four."))),
    ]
    table = annotate(texts, models=MODELS)
    assert table.paragraph.tolist() == [1, 1, 1, 1, 2, 2, 1, 2, 2]
    assert table.sentence.tolist() == [1, 1, 2, 2, 3, 3, 1, 2, 2]
    assert table.page.tolist()[:4] == [3, 3, 3, 3]
    assert table.region.tolist() == [0, 0, 0, 0, 0, 0, 1, 0, 0]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        (SPEECH, "“ The party , ” “ has lost its workers . ”"),
        ('He wrote "we perish" and left.', '" we perish "'),
        ("The workers’ party and the people’s anger.", ""),
        ("Nothing is quoted here.", ""),
        ("“It goes on to the end", "“ It goes on to the end"),
    ],
)
def test_what_stands_in_quotation_marks_is_marked(text: str, inside: str) -> None:
    table = annotated(text)
    assert " ".join(table.lexicon.token[table.code[table.quoted]]) == inside


def test_the_tags_of_a_document_do_not_depend_on_its_neighbours() -> None:
    alone = annotated(SPEECH)
    texts = [Text(name, "en", (Paragraph(SPEECH),) * 3) for name in ("a", "b", "c")]
    together = annotate(texts, models=MODELS)
    tags = [table.lexicon.tag[table.code] for table in (alone, together)]
    assert tags[0].tolist() == tags[1][: len(alone)].tolist()


def test_no_document_and_no_paragraph_give_an_empty_table() -> None:
    assert len(annotate([], models=MODELS)) == 0
    assert annotate([Text("a", "en", ())], models=MODELS).words.tolist() == [0]


def test_paragraphs_are_read_as_they_were_written(tmp_path: Path) -> None:
    texts = [
        Text("a", "en", (Paragraph("Title", region=Region.HEADING), Paragraph("Text", page=2))),
        Text("b", "en-GB", (Paragraph("More"),)),
    ]
    write_text(texts, tmp_path / "text.parquet")
    assert read_text(tmp_path / "text.parquet") == texts


@pytest.fixture(scope="module")
def russian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return pipeline_of(tmp_path_factory.mktemp("pipelines") / "ru", *TAGS_AND_LEMMAS)


def test_a_pipeline_without_sentence_breaks_is_completed_by_rule(russian: Path) -> None:
    text = Text("a", "ru", (Paragraph("Рабочие голодны? Да. Рабочие ждут"),))
    table = annotate([text], models={"ru": str(russian)})
    assert table.sentence.tolist() == [1, 1, 1, 2, 2, 3, 3]


def test_a_token_without_lemma_has_its_form_and_one_without_fine_tag_has_none(
    russian: Path,
) -> None:
    table = annotate([Text("a", "ru", (Paragraph("Рабочие Ждут"),))], models={"ru": str(russian)})
    assert table.lexicon.lemma[table.code].tolist() == ["рабочий", "ждут"]
    assert table.lexicon.pos[table.code].tolist() == ["NOUN", "NOUN"]
    assert table.lexicon.tag[table.code].tolist() == ["", ""]


def test_sentence_breaks_that_are_switched_off_are_switched_on(tmp_path: Path) -> None:
    folder = pipeline_of(tmp_path / "ru", *TAGS_AND_LEMMAS, "-sentencizer")
    assert "sentencizer" in load_pipeline(str(folder)).pipe_names


@pytest.mark.filterwarnings("ignore:.*W036")
def test_a_pipeline_whose_rules_give_no_part_of_speech_is_refused_when_loaded(
    russian: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(russian, tmp_path / "ru")
    (folder / "attribute_ruler" / "patterns").write_bytes(b"\x90")  # an empty list
    with pytest.raises(DissentError, match="gives no parts of speech") as caught:
        annotate([Text("a", "ru", ())], models={"ru": str(folder)})
    assert "no lemmas" not in str(caught.value)


def test_a_pipeline_that_spacy_cannot_load_is_refused_with_spacys_reason(
    russian: Path, tmp_path: Path
) -> None:
    folder = shutil.copytree(russian, tmp_path / "ru")
    config = (folder / "config.cfg").read_text("utf-8")
    write(folder / "config.cfg", config.replace('"lookup"', '"pymorphy3"'))
    with pytest.raises(DissentError, match=r"spaCy cannot use it; .* pip install pymorphy"):
        load_pipeline(str(folder))


def test_an_installed_package_is_loaded_by_its_own_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "ru_packed"
    inside = pipeline_of(package / "ru_packed-0.0.0", *TAGS_AND_LEMMAS, name="packed")
    write(package / "meta.json", (inside / "meta.json").read_text("utf-8"))
    code = "from spacy.util import load_model_from_init_py\n\n"
    code += "def load(**options):\n    return load_model_from_init_py(__file__, **options)\n"
    write(package / "__init__.py", code)
    monkeypatch.syspath_prepend(tmp_path)
    assert load_pipeline("ru_packed")("Рабочие")[0].lemma_ == "рабочий"
