"""Rates, contrasts and terms of themes, on texts whose counts are plain."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from tests.making import theme_of

from dissent.comparison.corpus import Corpus
from dissent.comparison.theme_tables import (
    interval_sensitivity_table,
    theme_contrasts_table,
    theme_rates_table,
    theme_terms_table,
)
from dissent.settings import Intervals
from dissent.themes.files import Theme

CorpusOf = Callable[..., Corpus]
FILLER = " ".join(["word"] * 95)
RICH = f"worker worker worker working class owner {FILLER[: 93 * 5 - 1]}"
POOR = f"worker {FILLER} one two three four"


INTERVALS = Intervals(segment_words=100, replicates=400, documents=20, level=0.95)
VALUES = ["rate_ratio", "low", "high", "p"]


def rates(corpus: Corpus, themes: list[Theme]) -> pd.DataFrame:
    return theme_rates_table(corpus, themes, seed=1, intervals=INTERVALS)


def contrasts(corpus: Corpus, themes: list[Theme], *, max_documents: int = 9) -> pd.DataFrame:
    return theme_contrasts_table(
        corpus, themes, seed=1, max_documents=max_documents, intervals=INTERVALS
    )


def speaking(*per_segment: int) -> str:
    """A text of segments of 100 words with so many hits each."""
    return " ".join("worker " * hits + "word " * (100 - hits) for hits in per_segment)


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
    one = rates(corpus_of(f"{RICH} " * 210, POOR), themes)
    more = rates(corpus_of(f"{RICH} " * 210, POOR, "worker owner"), themes)
    assert set(one["interval"]) == {"bootstrap", "negative_binomial"}
    pd.testing.assert_frame_equal(one[columns], more[more["doc_id"] != "c"][columns])


def test_a_short_document_has_not_enough_text(corpus_of: CorpusOf, themes: list[Theme]) -> None:
    corpus = corpus_of(f"{RICH} " * 50, f"{RICH} " * 50, "worker word")
    enough = rates(corpus, themes).query("category == ''").set_index("doc_id")["enough_text"]
    assert enough.tolist() == [True, True, False]


def test_documents_are_contrasted_two_by_two(corpus_of: CorpusOf, themes: list[Theme]) -> None:
    table = contrasts(corpus_of(RICH, POOR, POOR), themes, max_documents=3)
    whole = table[table["category"] == ""]
    assert list(zip(whole["doc_a"], whole["doc_b"], strict=True)) == [
        ("a", "b"), ("a", "c"), ("b", "c"),
    ]  # fmt: skip
    first = whole.iloc[0]
    assert first["rate_ratio"] == pytest.approx(((5 + 99 / 199) / 99) / ((1 + 100 / 199) / 100))
    assert first["low"] < first["rate_ratio"] < first["high"]
    assert whole.iloc[2]["rate_ratio"] == 1
    assert whole.iloc[2]["p"] == 1


def test_in_a_large_corpus_each_document_is_contrasted_with_all_others(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    table = contrasts(corpus_of(RICH, POOR, POOR), themes, max_documents=2)
    whole = table[table["category"] == ""]
    assert whole["doc_b"].tolist() == ["*"] * 3
    assert whole.iloc[0]["rate_b"] == pytest.approx(2 / 200 * 1000)


def test_q_is_corrected_within_themes_and_within_categories(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    table = contrasts(corpus_of(RICH * 9, POOR, POOR), themes, max_documents=9)
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
    assert contrasts(corpus, themes, max_documents=9).empty


def test_two_documents_without_a_hit_are_not_contrasted(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    corpus = corpus_of("worker word", "word", "word word " * 50)
    table = contrasts(corpus, themes, max_documents=9)
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


def test_documents_of_six_segments_are_compared_by_permutation_shorter_ones_by_t(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    corpus = corpus_of(speaking(*[5] * 12), speaking(*[1] * 12), speaking(1, 1))
    table = contrasts(corpus, themes).query("category == ''")
    assert table["test"].tolist() == ["permutation", "t", "t"]
    assert table.iloc[0]["p"] < 0.005
    others = contrasts(corpus, themes, max_documents=2).query("category == ''")
    assert set(others["test"]) == {"t"}


def test_a_ratio_turns_round_with_the_order_of_the_documents(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    texts = speaking(*[3, 0, 2, 1] * 4), speaking(*[0, 1, 0, 2, 0] * 5)
    corpus = corpus_of(*texts)
    turned = replace(corpus, documents=corpus.documents[::-1], measures=corpus.measures.iloc[::-1])
    there, back = (contrasts(c, themes).iloc[0] for c in (corpus, turned))
    assert (there["doc_a"], back["doc_a"]) == ("a", "b")
    assert there["test"] == "permutation"
    assert back["p"] == there["p"]
    assert back[["rate_ratio", "low", "high"]].tolist() == pytest.approx(
        [1 / there["rate_ratio"], 1 / there["high"], 1 / there["low"]]
    )


def test_a_document_more_changes_no_other_contrast(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    texts = speaking(*[3, 0, 2, 1] * 4), speaking(*[0, 1, 0, 2, 0] * 5)
    columns = ["theme", "category", "doc_a", "doc_b", "test", *VALUES]
    one = contrasts(corpus_of(*texts), themes)
    more = contrasts(corpus_of(*texts, POOR * 9), themes)
    same = more[(more["doc_a"] == "a") & (more["doc_b"] == "b")].reset_index(drop=True)
    pd.testing.assert_frame_equal(one[columns], same[columns])


def test_a_theme_more_changes_no_other_interval_or_contrast(
    corpus_of: CorpusOf, themes: list[Theme], tmp_path: Path
) -> None:
    other = theme_of(tmp_path, "theme: words\ncategories:\n  all: [word]\n")
    corpus = corpus_of(speaking(*[3, 0, 2, 1] * 50), speaking(*[0, 1, 0, 2, 0] * 5))
    for made in (rates, contrasts):
        alone, beside = made(corpus, themes), made(corpus, [other, *themes])
        same = beside[beside["theme"] == "class"].reset_index(drop=True)
        columns = [name for name in alone.columns if name != "q"]
        pd.testing.assert_frame_equal(alone[columns], same[columns])


def test_the_same_text_twice_narrows_the_interval_by_about_the_root_of_two(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    text = speaking(*np.random.default_rng(3).negative_binomial(1, 0.3, 120).tolist())
    once, twice = rates(corpus_of(text, f"{text} {text}"), themes).query("category == ''").iloc
    assert twice["rate"] == once["rate"]
    narrower = (once["high"] - once["low"]) / (twice["high"] - twice["low"])
    assert narrower == pytest.approx(np.sqrt(2), rel=0.12)


def test_the_interval_is_made_again_with_other_blocks(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    corpus = corpus_of(speaking(*[3, 0, 2, 1] * 60), POOR)
    table = interval_sensitivity_table(corpus, themes, seed=1, intervals=INTERVALS)
    assert table["doc_id"].tolist() == ["a"] * 3 + ["b"]
    assert table["block_segments"].tolist() == [3, 6, 12, 1]
    assert table["chosen"].tolist() == [False, True, False, True]
    used = rates(corpus, themes).query("category == ''")
    chosen = table[table["chosen"]]
    assert chosen[["low", "high"]].to_numpy().tolist() == used[["low", "high"]].to_numpy().tolist()
    assert table["low"].nunique() == 4
