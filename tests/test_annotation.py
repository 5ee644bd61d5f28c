"""Annotation: tokens with lemma and part of speech, the text kept, quotations marked."""

from pathlib import Path

import pytest
import spacy

from dissent.annotation import Text, annotate, load_pipeline, read_text, write_text
from dissent.errors import DissentError
from dissent.pipelines import pipeline_identity, pipeline_location
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


def test_a_pipeline_that_lacks_something_is_refused_by_name(tmp_path: Path) -> None:
    spacy.blank("en").to_disk(tmp_path / "bare")
    with pytest.raises(
        DissentError, match="has no tagger or morphologizer and no lemmatizer and no sent"
    ):
        load_pipeline(str(tmp_path / "bare"))


def test_a_missing_pipeline_gives_the_command_that_installs_it() -> None:
    with pytest.raises(DissentError, match="python -m spacy download ru_core_news_sm"):
        pipeline_location("ru_core_news_sm")


def test_another_pipeline_has_another_identity(tmp_path: Path) -> None:
    for name, language in (("one", "en"), ("two", "de")):
        spacy.blank(language).to_disk(tmp_path / name)
    one, two = (pipeline_identity(str(tmp_path / name)) for name in ("one", "two"))
    assert one != two
    assert pipeline_identity("en_dissent").startswith("en_dissent sha256:")
