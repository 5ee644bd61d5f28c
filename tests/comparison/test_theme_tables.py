"""Rates, contrasts and terms of themes, on texts whose counts are plain."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from dissent.comparison.corpus import Corpus
from dissent.comparison.theme_tables import (
    theme_contrasts_table,
    theme_rates_table,
    theme_terms_table,
)
from dissent.themes.files import Theme

CorpusOf = Callable[..., Corpus]
FILLER = " ".join(["word"] * 95)
RICH = f"worker worker worker working class owner {FILLER[: 93 * 5 - 1]}"
POOR = f"worker {FILLER} one two three four"


def rates(corpus: Corpus, themes: list[Theme]) -> pd.DataFrame:
    return theme_rates_table(corpus, themes, seed=1, replicates=500, level=0.95)


def test_a_rate_is_hits_per_thousand_words(corpus_of: CorpusOf, themes: list[Theme]) -> None:
    table = rates(corpus_of(RICH, POOR), themes).set_index(["doc_id", "category"])
    assert table.loc[("a", ""), ["hits", "words", "rate"]].tolist() == [5, 99, 5 / 99 * 1000]
    assert table.loc[("a", "workers"), "hits"] == 4
    assert table.loc[("a", "owners"), "hits"] == 1
    assert table.loc[("b", ""), ["hits", "words", "rate"]].tolist() == [1, 100, 10]


def test_every_rate_lies_in_its_interval(corpus_of: CorpusOf, themes: list[Theme]) -> None:
    table = rates(corpus_of(RICH * 30, POOR * 30, "owner"), themes)
    assert (table["low"] <= table["rate"]).all()
    assert (table["rate"] <= table["high"]).all()
    assert (table["high"] > 0).all()


def test_a_document_more_changes_no_other_documents_rate_or_interval(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    columns = ["doc_id", "category", "hits", "rate", "low", "high", "interval"]
    one = rates(corpus_of(f"{RICH} " * 120, POOR), themes)
    more = rates(corpus_of(f"{RICH} " * 120, POOR, "worker owner"), themes)
    assert "bootstrap" in set(one["interval"])
    pd.testing.assert_frame_equal(one[columns], more[more["doc_id"] != "c"][columns])


def test_a_short_document_has_not_enough_text(corpus_of: CorpusOf, themes: list[Theme]) -> None:
    corpus = corpus_of(f"{RICH} " * 50, f"{RICH} " * 50, "worker word")
    enough = rates(corpus, themes).query("category == ''").set_index("doc_id")["enough_text"]
    assert enough.tolist() == [True, True, False]


def test_documents_are_contrasted_two_by_two(corpus_of: CorpusOf, themes: list[Theme]) -> None:
    table = theme_contrasts_table(corpus_of(RICH, POOR, POOR), themes, max_documents=3, level=0.95)
    whole = table[table["category"] == ""]
    assert list(zip(whole["doc_a"], whole["doc_b"], strict=True)) == [
        ("a", "b"), ("a", "c"), ("b", "c"),
    ]  # fmt: skip
    first = whole.iloc[0]
    assert first["rate_ratio"] == pytest.approx((5.5 / 99.5) / (1.5 / 100.5))
    assert first["low"] < first["rate_ratio"] < first["high"]
    assert whole.iloc[2]["rate_ratio"] == 1
    assert whole.iloc[2]["p"] == 1


def test_in_a_large_corpus_each_document_is_contrasted_with_all_others(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    table = theme_contrasts_table(corpus_of(RICH, POOR, POOR), themes, max_documents=2, level=0.95)
    whole = table[table["category"] == ""]
    assert whole["doc_b"].tolist() == ["*"] * 3
    assert whole.iloc[0]["rate_b"] == pytest.approx(2 / 200 * 1000)


def test_q_is_corrected_within_themes_and_within_categories(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    table = theme_contrasts_table(
        corpus_of(RICH * 9, POOR, POOR), themes, max_documents=9, level=0.95
    )
    for _, family in table.groupby(table["category"] == ""):
        ordered = np.sort(family["p"].to_numpy())
        expected = np.minimum.accumulate(
            (ordered * len(ordered) / np.arange(1, len(ordered) + 1))[::-1]
        )
        np.testing.assert_allclose(np.sort(family["q"].to_numpy()), expected[::-1])


def test_terms_are_lemma_sequences_with_their_share(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    table = theme_terms_table(corpus_of("Workers/worker worker working class owner", POOR), themes)
    first = table[table["doc_id"] == "a"]
    assert first["term"].tolist() == ["worker", "working class", "owner"]
    assert first["hits"].tolist() == [2, 1, 1]
    assert first["share"].tolist() == [0.5, 0.25, 0.25]


def test_a_corpus_without_a_hit_has_rates_of_zero(corpus_of: CorpusOf, themes: list[Theme]) -> None:
    corpus = corpus_of("some words", "other words")
    assert rates(corpus, themes)["hits"].sum() == 0
    assert theme_terms_table(corpus, themes).empty
    assert theme_contrasts_table(corpus, themes, max_documents=9, level=0.95).empty


def test_two_documents_without_a_hit_are_not_contrasted(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    corpus = corpus_of("worker word", "word", "word word " * 50)
    table = theme_contrasts_table(corpus, themes, max_documents=9, level=0.95)
    whole = table[table["category"] == ""]
    assert list(zip(whole["doc_a"], whole["doc_b"], strict=True)) == [("a", "b"), ("a", "c")]
    assert table["q"].notna().all()


def test_documents_of_one_length_are_all_ranked_or_none(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    texts = [("worker " * n + "word " * (100 - n)) * 80 for n in (6, 2, 0)]
    table = rates(corpus_of(*texts), themes)
    for _, unit in table.groupby("category"):
        assert unit["enough_text"].nunique() == 1
    assert table.query("category == ''")["enough_text"].all()
