"""How evenly themes and words are spread, on texts whose counts are plain."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from dissent.comparison.corpus import Corpus
from dissent.comparison.dispersion_table import dispersion_table
from dissent.statistics import dispersion
from dissent.tables import schemas
from dissent.themes.files import Theme

CorpusOf = Callable[..., Corpus]
MEASURES = ["dp", "dp_norm", "juilland_d", "rosengren_s", "carroll_d2", "kld"]


def test_the_corpus_comes_first_then_documents_by_date(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    corpus = corpus_of("worker of of the the the", "owner of of", segment_words=20)
    table = dispersion_table(corpus, themes, min_count=2)
    assert set(table) == set(schemas()["dispersion"].names)
    assert list(zip(table["doc_id"], table["unit"], table["kind"], strict=True)) == [
        ("*", "class", "theme"),
        ("*", "class/workers", "category"),
        ("*", "class/owners", "category"),
        ("*", "of", "lemma"),
        ("*", "the", "lemma"),
        ("a", "class", "theme"),
        ("a", "class/workers", "category"),
        ("a", "the", "lemma"),
        ("a", "of", "lemma"),
        ("b", "class", "theme"),
        ("b", "class/owners", "category"),
        ("b", "of", "lemma"),
    ]


def test_a_documents_parts_are_its_segments_and_the_corpus_documents(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    clumped = " ".join(["worker"] * 20 + ["word"] * 80)
    even = " ".join((["worker"] + ["word"] * 4) * 8)
    table = dispersion_table(corpus_of(clumped, even, segment_words=20), themes, min_count=5)
    rows = table.set_index(["doc_id", "unit"])
    assert rows.loc[("a", "class"), ["count", "parts", "range"]].tolist() == [20, 5, 1]
    assert rows.loc[("a", "class"), "dp"] == pytest.approx(0.8)
    assert rows.loc[("a", "class"), "juilland_d"] == pytest.approx(0)
    assert rows.loc[("a", "class"), "kld"] == pytest.approx(np.log2(5))
    assert rows.loc[("b", "class"), ["count", "parts", "range"]].tolist() == [8, 2, 2]
    assert rows.loc[("b", "class"), "dp"] == 0
    assert rows.loc[("b", "class"), "carroll_d2"] == pytest.approx(1)
    # 20 of 28 in a document of 100 of the 140 words: as even as can be
    assert rows.loc[("*", "class"), ["count", "parts", "range"]].tolist() == [28, 2, 2]
    assert rows.loc[("*", "class"), "kld"] == pytest.approx(0)


def test_every_measure_is_that_of_its_own_function(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    rng = np.random.default_rng(1)
    texts = [" ".join(f"w{n}" for n in rng.zipf(1.5, size) % 30) for size in (310, 90, 205)]
    corpus = corpus_of(*texts, segment_words=20)
    table = dispersion_table(corpus, themes, min_count=3).query("kind == 'lemma'")
    assert len(table) > 30
    for doc_id, own in table.groupby("doc_id"):
        lemma = [corpus.lemmas.index(unit) for unit in own["unit"]]
        if doc_id == "*":
            counts = np.add.reduceat(corpus.lemma_table.toarray(), corpus.first_segment[:-1])
            sizes = corpus.words
        else:
            place = corpus.doc_ids.index(doc_id)
            inside = slice(*corpus.first_segment[place : place + 2])
            counts = corpus.lemma_table.toarray()[inside]
            sizes = corpus.segment_words[inside]
        for name in MEASURES:
            expected = getattr(dispersion, name)(counts[:, lemma], sizes)
            np.testing.assert_allclose(own[name], expected, atol=1e-12)


def test_a_theme_without_a_hit_is_counted_but_not_measured(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    table = dispersion_table(corpus_of("worker", "word", ""), themes, min_count=2)
    absent = table[(table["unit"] == "class") & (table["count"] == 0)]
    assert absent["doc_id"].tolist() == ["b", "c"]
    assert absent["parts"].tolist() == [1, 0]
    assert absent["range"].tolist() == [0, 0]
    assert absent[MEASURES].isna().all(axis=None)
    assert "class/owners" not in set(table["unit"])


def test_a_lemma_needs_its_occurrences_in_the_corpus_or_in_the_document(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    table = dispersion_table(corpus_of("red red blue", "red blue blue"), themes, min_count=3)
    lemmas = table[table["kind"] == "lemma"]
    assert list(zip(lemmas["doc_id"], lemmas["unit"], strict=True)) == [("*", "blue"), ("*", "red")]


def test_a_corpus_of_one_short_document_has_what_one_part_can_have(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    table = dispersion_table(corpus_of("worker word word"), themes, min_count=2)
    assert table["dp"].eq(0).all()
    assert table["kld"].eq(0).all()
    assert table[["dp_norm", "juilland_d", "carroll_d2"]].isna().all(axis=None)


def test_a_document_more_changes_no_other_documents_rows(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    texts = ["worker word word owner", "word worker word word"]
    one = dispersion_table(corpus_of(*texts, segment_words=20), themes, min_count=2)
    more = dispersion_table(corpus_of(*texts, "a b b", segment_words=20), themes, min_count=2)
    parts = [
        table[table["doc_id"].isin(["a", "b"])].reset_index(drop=True) for table in (one, more)
    ]
    pd.testing.assert_frame_equal(*parts)
