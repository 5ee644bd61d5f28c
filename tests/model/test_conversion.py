"""Treebank sentences become spaCy documents that are spaced as the text was written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import spacy
from convert import (
    Sentence,
    TreebankError,
    convert,
    genre_of,
    group_documents,
    make_doc,
    read_sentences,
    split_surface,
    treebank_of,
)
from spacy.tokens import Doc, DocBin
from spacy.training import Corpus
from spacy.vocab import Vocab


def row(number: str, form: str, *, misc: str = "_", **columns: str) -> str:
    """Write one line of ten columns."""
    lemma, upos = columns.get("lemma", form.lower()), columns.get("upos", "X")
    xpos, features = columns.get("xpos", "XX"), columns.get("features", "_")
    return "\t".join([number, form, lemma, upos, xpos, features, "_", "_", "_", misc])


def block(text: str, *rows: str, new_document: bool = False) -> str:
    """Write one sentence with its comments."""
    comments = ["# newdoc id = made-up"] * new_document + [f"# text = {text}"]
    return "\n".join([*comments, *rows]) + "\n\n"


def read(*blocks: str) -> list[Sentence]:
    """Read sentences from blocks of CoNLL-U."""
    return list(read_sentences("".join(blocks).splitlines()))


DO_NOT = block(
    "Workers don't wait.",
    row("1", "Workers", lemma="worker", upos="NOUN", xpos="NNS", features="Number=Plur"),
    row("2-3", "don't"),
    row("2", "do", upos="AUX", xpos="VBP"),
    row("3", "n't", lemma="not", upos="PART", xpos="RB"),
    row("4", "wait", upos="VERB", xpos="VB", misc="SpaceAfter=No"),
    row("5", ".", upos="PUNCT", xpos="."),
)


def words_of(sentence: Sentence) -> list[tuple[str, bool]]:
    """List a sentence's words and whether a space follows."""
    return [(word.form, word.space_after) for word in sentence.words]


def test_words_of_a_multi_word_token_have_no_space_between() -> None:
    (sentence,) = read(DO_NOT)
    assert words_of(sentence)[1:3] == [("do", False), ("n't", True)]


def test_space_after_of_the_written_token_goes_to_its_last_word() -> None:
    (sentence,) = read(
        block(
            "(can't)",
            row("1", "(", misc="SpaceAfter=No"),
            row("2-3", "can't", misc="Entity=x|SpaceAfter=No"),
            row("2", "ca"),
            row("3", "n't"),
            row("4", ")"),
        )
    )
    assert sentence.spelled == "(can't)"


def test_space_after_in_a_part_of_a_written_token_is_not_heard() -> None:
    (sentence,) = read(
        block(
            "gonna go",
            row("1-2", "gonna"),
            row("1", "gon"),
            row("2", "na", misc="SpaceAfter=No"),
            row("3", "go"),
        )
    )
    assert sentence.spelled == "gonna go"


def test_empty_nodes_are_left_out_and_counted() -> None:
    (sentence,) = read(
        block("I tea", row("1", "I"), row("1.1", "drink", lemma="drink"), row("2", "tea"))
    )
    assert [word.form for word in sentence.words] == ["I", "tea"]
    assert sentence.empty_nodes == 1


def test_words_spell_the_text() -> None:
    (sentence,) = read(DO_NOT)
    assert sentence.spelled == sentence.text == "Workers don't wait."


@pytest.mark.parametrize(
    ("surface", "forms", "pieces"),
    [
        ("don't", ["do", "n't"], ["do", "n't"]),
        ("won't", ["will", "not"], ["won'", "t"]),
        ("du", ["de", "le"], ["d", "u"]),
        ("gimme that", ["give", "me", "that"], ["gimm", "e ", "that"]),
        ("x", ["a", "b"], ["x"]),
    ],
)
def test_a_written_token_is_cut_into_its_words(
    surface: str, forms: list[str], pieces: list[str]
) -> None:
    assert split_surface(surface, forms) == pieces
    assert "".join(pieces) == surface


def test_words_that_do_not_spell_their_token_are_reported() -> None:
    (sentence,) = read(
        block("I won't", row("1", "I"), row("2-3", "won't"), row("2", "will"), row("3", "not"))
    )
    assert sentence.cut_tokens == ("won't",)
    assert sentence.spelled == "I won't"


def numbered(*borders: bool) -> Iterator[Sentence]:
    """Make one-word sentences, some of which open a document."""
    return (Sentence((), str(i), opens) for i, opens in enumerate(borders))


def test_a_document_never_crosses_a_border() -> None:
    groups = list(group_documents(numbered(True, False, True, False, False), size=2))
    assert [[s.text for s in group] for group in groups] == [["0", "1"], ["2", "3"], ["4"]]


def test_newdoc_opens_a_document() -> None:
    first, second = read(
        block("Yes", row("1", "Yes"), new_document=True), block("No", row("1", "No"))
    )
    assert (first.opens_document, second.opens_document) == (True, False)


def test_no_sentences_give_no_documents() -> None:
    assert list(group_documents(read())) == []


def doc_of(*blocks: str) -> Doc:
    """Make a spaCy document of the sentences in some blocks."""
    return make_doc(Vocab(), read(*blocks))


def test_annotations_reach_the_document() -> None:
    token = doc_of(DO_NOT)[0]
    assert (token.pos_, token.tag_, token.lemma_) == ("NOUN", "NNS", "worker")
    assert str(token.morph) == "Number=Plur"


def test_sentences_start_where_the_treebank_says() -> None:
    doc = doc_of(DO_NOT, DO_NOT)
    assert doc.text.rstrip() == "Workers don't wait. Workers don't wait."
    assert [token.i for token in doc if token.is_sent_start] == [0, 5]


def test_a_lemma_that_is_not_given_stays_empty() -> None:
    doc = doc_of(block("with out _", *[row(str(i), w, lemma="_") for i, w in enumerate("w_", 1)]))
    assert [token.lemma_ for token in doc] == ["", "_"]


def test_a_line_without_ten_columns_is_an_error_with_its_place() -> None:
    with pytest.raises(TreebankError, match="line 2: 3 columns"):
        read("# text = a\n1\ta\ta\n\n")


def test_a_range_beyond_the_sentence_is_an_error() -> None:
    with pytest.raises(TreebankError, match="not there"):
        read(block("am", row("1-2", "am"), row("1", "a")))


def test_a_sentence_knows_its_document_and_genre() -> None:
    sentences = read(
        "# newdoc id = weblog-example.org_1\n" + block("Yes", row("1", "Yes")),
        block("No", row("1", "No")),
        "# newdoc id = x\n# meta::genre = court\n" + block("Oh", row("1", "Oh")),
    )
    assert [(s.document, s.genre) for s in sentences] == [
        ("weblog-example.org_1", "weblog"),
        ("weblog-example.org_1", "weblog"),
        ("x", "court"),
    ]


@pytest.mark.parametrize(
    ("document", "genre"),
    [
        ("weblog-blogspot.com_x_2004", "weblog"),
        ("email-enronsent23_09", "email"),
        ("GUM_academic_exposure", "academic"),
        ("1917", ""),
    ],
)
def test_the_genre_is_read_off_the_documents_name(document: str, genre: str) -> None:
    assert genre_of(document) == genre


def test_documents_without_a_name_are_told_apart() -> None:
    sentences = read(*["# newdoc\n" + block("Yes", row("1", "Yes"))] * 2)
    assert [s.document for s in sentences] == ["1", "2"]


def test_a_paragraph_opens_where_the_treebank_says() -> None:
    marks = ["# newdoc id = a", "# newpar_block = p (2 s)", "# newpar", "# speaker = x"]
    sentences = read(*[f"{mark}\n" + block("Yes", row("1", "Yes")) for mark in marks])
    assert [s.opens_passage for s in sentences] == [True, False, True, False]
    assert [s.opens_document for s in sentences] == [True, False, False, False]


@pytest.mark.parametrize(
    ("file", "treebank"), [("en_ewt-ud-train.conllu", "EWT"), ("made-up.conllu", "made-up")]
)
def test_the_treebank_is_read_off_the_files_name(file: str, treebank: str) -> None:
    assert treebank_of(Path(file)) == treebank


def two_documents(folder: Path) -> Path:
    """Write a treebank of an e-mail of eleven sentences and a review of one."""
    source = folder / "en_ewt-ud-train.conllu"
    email, review = (f"# newdoc id = {genre}-1\n" for genre in ("email", "reviews"))
    source.write_text(email + DO_NOT * 11 + review + DO_NOT, encoding="utf-8")
    return source


def test_a_piece_remembers_where_it_is_from(tmp_path: Path) -> None:
    convert([two_documents(tmp_path)], tmp_path / "train.spacy")
    docs = DocBin().from_disk(tmp_path / "train.spacy").get_docs(Vocab())
    names = ("treebank", "genre", "document")
    assert [tuple(doc.user_data[name] for name in names) for doc in docs] == [
        ("EWT", genre, f"{genre}-1") for genre in ("email", "email", "reviews")
    ]


def test_training_reads_the_pieces_as_before(tmp_path: Path) -> None:
    convert([two_documents(tmp_path)], tmp_path / "train.spacy")
    examples = list(Corpus(tmp_path / "train.spacy")(spacy.blank("en")))
    assert [len(list(example.reference.sents)) for example in examples] == [10, 1, 1]
    assert examples[0].get_aligned("TAG", as_string=True)[:2] == ["NNS", "VBP"]


def test_words_are_counted_by_treebank_and_genre(tmp_path: Path) -> None:
    counts = convert([two_documents(tmp_path)], tmp_path / "train.spacy")
    assert (counts["documents"], counts["pieces"]) == (2, 3)
    assert counts["genres"] == {
        "EWT": {
            "email": {"documents": 1, "sentences": 11, "words": 55},
            "reviews": {"documents": 1, "sentences": 1, "words": 5},
        }
    }


def test_files_are_converted_and_counted(tmp_path: Path) -> None:
    source, target = tmp_path / "made-up.conllu", tmp_path / "made-up.spacy"
    source.write_text(DO_NOT * 11 + block("other", row("1", "words")), encoding="utf-8")
    counts = convert([source], target)
    docs = list(DocBin().from_disk(target).get_docs(Vocab()))
    assert [len(list(doc.sents)) for doc in docs] == [10, 2]
    assert {key: counts[key] for key in ("pieces", "sentences", "words", "text_differs")} == {
        "pieces": 2,
        "sentences": 12,
        "words": 56,
        "text_differs": 1,
    }
