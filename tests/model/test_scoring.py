"""What is right is counted as spaCy counts it, and every figure is a sum of the counts."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from accuracy import (
    by_class,
    by_document,
    by_familiarity,
    confusion,
    f_score,
    figures,
    intervals,
)
from convert import convert
from evaluate import known_words, read_docs
from scoring import Piece, annotate
from spacy.cli.evaluate import evaluate as benchmark
from spacy.language import Language
from spacy.tokens import Doc, DocBin
from spacy.training import Corpus
from tests.model.small_pipeline import CUT_OTHERWISE, NAMED, RIGHT, conllu, make_pipeline

NAMES = ("upos", "xpos", "lemma", "morph")
SPACY = {
    "token_acc": "token_acc",
    "upos": "pos_acc",
    "xpos": "tag_acc",
    "lemma": "lemma_acc",
    "morph": "morph_acc",
    "sentence_f": "sents_f",
    "sentence_p": "sents_p",
    "sentence_r": "sents_r",
}
UNSAID = ("_ X _ _", "unknown NOUN NN _ +", ". PUNCT . .")


@pytest.fixture(scope="module")
def nlp() -> Language:
    return make_pipeline()


def corpus(folder: Path, *sentences: str) -> Path:
    """Write a `.spacy` file of some sentences in CoNLL-U."""
    source, target = folder / "en_made-ud-test.conllu", folder / "made.spacy"
    source.write_text("".join(sentences), encoding="utf-8")
    convert([source], target)
    return target


def pieces_of(nlp: Language, folder: Path, *sentences: str) -> list[Piece]:
    return annotate(nlp, read_docs(nlp, corpus(folder, *sentences)))


def long_corpus(folder: Path) -> Path:
    """Write documents of more than ten sentences, with every kind of mistake."""
    sentences = [RIGHT, NAMED, CUT_OTHERWISE, UNSAID, RIGHT] * 3
    blocks = [conllu(*sentence) for sentence in sentences]
    opening = [conllu(*RIGHT, document=name) for name in ("weblog-a", "email-b")]
    return corpus(folder, opening[0], *blocks, opening[1], *blocks[:7])


def test_figures_are_those_of_spacys_scorer(nlp: Language, tmp_path: Path) -> None:
    path = long_corpus(tmp_path)
    scores = nlp.evaluate(list(Corpus(path)(nlp)))
    found = figures(annotate(nlp, read_docs(nlp, path)), NAMES)
    assert {name: found[name] for name in SPACY} == pytest.approx(
        {ours: scores[theirs] for ours, theirs in SPACY.items()}, abs=5e-5
    )
    assert all(0 < found[name] < 1 for name in SPACY), "the corpus has mistakes of every kind"


def test_figures_are_those_of_spacy_benchmark_accuracy(
    small_pipeline: Path, nlp: Language, tmp_path: Path
) -> None:
    path = long_corpus(tmp_path)
    scores = benchmark(str(small_pipeline), path)
    found = figures(annotate(nlp, read_docs(nlp, path)), NAMES)
    assert {name: found[name] for name in SPACY} == pytest.approx(
        {ours: scores[theirs] for ours, theirs in SPACY.items()}, abs=5e-5
    )


def test_f_of_the_classes_together_is_the_f_of_all(nlp: Language, tmp_path: Path) -> None:
    pieces = annotate(nlp, read_docs(nlp, long_corpus(tmp_path)))
    together = sum(counts for piece in pieces for counts in piece.classes.values())
    assert f_score(together) == figures(pieces, ["upos"])["upos"]


def test_a_word_in_three_tokens_is_right_where_one_of_them_is(
    nlp: Language, tmp_path: Path
) -> None:
    (piece,) = pieces_of(nlp, tmp_path, conllu("e-mail NOUN NN e-mail"))
    right_wrong_missed = {name: piece.counts[name].tolist() for name in ("upos", "lemma")}
    assert right_wrong_missed == {"upos": [1, 1, 0], "lemma": [0, 3, 1]}
    assert piece.words[0].found_upos is None


def test_two_words_in_one_token_are_missed(nlp: Language, tmp_path: Path) -> None:
    (piece,) = pieces_of(nlp, tmp_path, conllu("work VERB VB work +", "ers X FW ers"))
    assert piece.counts["upos"].tolist() == [0, 0, 2]
    assert piece.counts["token"].tolist() == [0, 1, 0]


def test_what_the_treebank_does_not_say_cannot_be_wrong(nlp: Language, tmp_path: Path) -> None:
    pieces = pieces_of(nlp, tmp_path, conllu("The DET the", "workers NOUN _"))
    found = figures(pieces, ["upos", "xpos", "lemma"])
    assert (found["upos"], found["xpos"], found["lemma"]) == (1.0, None, 1.0)


def test_a_sentence_is_found_where_both_its_ends_are(nlp: Language, tmp_path: Path) -> None:
    pieces = pieces_of(
        nlp,
        tmp_path,
        conllu(*RIGHT),
        conllu("The DET DT the", "workers NOUN NNS worker"),
        conllu(*NAMED),
    )
    found = figures(pieces, [])
    assert (found["sentence_p"], found["sentence_r"], found["sentence_f"]) == (0.5, 0.3333, 0.4)


def test_pieces_of_a_document_are_put_together(nlp: Language, tmp_path: Path) -> None:
    pieces = annotate(nlp, read_docs(nlp, long_corpus(tmp_path)))
    assert [[piece.genre for piece in unit] for unit in by_document(pieces)] == [
        ["weblog", "weblog"],
        ["email"],
    ]


def test_precision_and_recall_of_a_part_of_speech(nlp: Language, tmp_path: Path) -> None:
    found = by_class(pieces_of(nlp, tmp_path, conllu(*RIGHT), conllu(*NAMED)))
    assert found["NOUN"] == {"words": 1, "f": 0.6667, "p": 0.5, "r": 1.0}
    assert found["PROPN"] == {"words": 1, "f": 0.0, "p": None, "r": 0.0}


def test_confusion_has_a_row_for_the_treebank_and_a_column_for_the_pipeline(
    nlp: Language, tmp_path: Path
) -> None:
    sentences = [conllu(*sentence) for sentence in (RIGHT, NAMED, NAMED, CUT_OTHERWISE)]
    table = confusion(pieces_of(nlp, tmp_path, *sentences))
    cells = {
        (gold, found): count
        for gold, row in zip(table["classes"], table["counts"], strict=True)
        for found, count in zip(table["classes"], row, strict=True)
        if count
    }
    assert cells == {
        ("NOUN", "NOUN"): 1,
        ("PROPN", "NOUN"): 2,
        ("VERB", "VERB"): 3,
        ("other", "other"): 6,
    }
    assert table["row_percent"][table["classes"].index("PROPN")][0] == 100.0


def test_a_known_word_is_known_with_a_capital_and_marks_are_no_words(
    nlp: Language, tmp_path: Path
) -> None:
    (tmp_path / "train").mkdir()
    known = known_words(corpus(tmp_path / "train", conllu("WORKERS X x", "the X x", "met X x")))
    found = by_familiarity(pieces_of(nlp, tmp_path, conllu(*NAMED), conllu(*RIGHT)), known, NAMES)
    assert (found["met"]["words"], found["unmet"]["words"]) == (5, 1)
    assert (found["met"]["share"], found["unmet"]["share"]) == (0.8333, 0.1667)
    assert (found["met"]["upos"], found["unmet"]["upos"]) == (1.0, 0.0)
    assert found["met"]["lemma"] == 0.8


def units(*counts: tuple[int, int, int]) -> list[list[Piece]]:
    """Make documents of one piece each, with given counts of right, wrong and missed."""
    return [
        [Piece("", "", str(number), 0, (), {"upos": np.array(count)}, {})]
        for number, count in enumerate(counts)
    ]


def test_an_interval_is_as_wide_as_chance_makes_it() -> None:
    four_hundred_tosses = units(*[(1, 0, 0), (0, 1, 1)] * 200)
    low, high = intervals(four_hundred_tosses, ["upos"], seed_name="tosses")["upos"]
    half_width = 1.96 * (0.25 / 400) ** 0.5
    assert (low, high) == pytest.approx((0.5 - half_width, 0.5 + half_width), abs=0.01)


def test_mistakes_that_hang_together_widen_the_interval() -> None:
    scattered = units(*[(5, 5, 5)] * 39, (5, 4, 4))
    clumped = units(*[(10, 0, 0), (0, 10, 10)] * 20)
    widths = [
        high - low
        for low, high in (
            intervals(documents, ["upos"], seed_name="x")["upos"]
            for documents in (scattered, clumped)
        )
    ]
    assert widths[0] < 0.02 < 0.2 < widths[1]


def test_an_interval_is_the_same_every_time() -> None:
    documents = units(*[(9, 1, 1), (7, 3, 3), (10, 0, 0)] * 5)
    first, second = (intervals(documents, ["upos"], seed_name="again") for _ in range(2))
    assert first == second


@pytest.mark.parametrize("documents", [units((9, 1, 1), (8, 2, 2)), units(*[(10, 0, 0)] * 30)])
def test_no_interval_for_few_documents_or_no_mistake(documents: list[list[Piece]]) -> None:
    assert intervals(documents, ["upos"], seed_name="x") == {"upos": None}


def test_a_document_without_names_is_scored(nlp: Language) -> None:
    doc = Doc(nlp.vocab, words=["The", "workers"], pos=["DET", "NOUN"], sent_starts=[True, False])
    (kept,) = DocBin(docs=[doc], attrs=["POS", "SENT_START"]).get_docs(nlp.vocab)
    (piece,) = annotate(nlp, [kept])
    assert (piece.document, piece.counts["upos"].tolist()) == ("", [2, 0, 0])
