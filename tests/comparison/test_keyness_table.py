"""Keyness of groups: whose words, against what, in which order."""

from collections.abc import Callable

import pandas as pd
import pytest

from dissent.comparison.corpus import Corpus
from dissent.comparison.keyness_table import keyness_table

CorpusOf = Callable[..., Corpus]


def keyness(corpus: Corpus, *, group: str = "doc_id", min_count: int = 1) -> pd.DataFrame:
    return keyness_table(corpus, group=group, min_count=min_count, prior_words=100, level=0.95)


def test_each_document_is_compared_with_the_rest(corpus_of: CorpusOf) -> None:
    table = keyness(corpus_of("rise rise fall", "fall fall stay stay"))
    rise = table[(table["group"] == "a") & (table["lemma"] == "rise")].iloc[0]
    assert rise[["count", "reference_count", "words", "reference_words"]].tolist() == [2, 0, 3, 4]
    assert rise["rate"] == pytest.approx(2 / 3 * 1000)
    assert rise["g2"] > 0
    assert pd.isna(rise["percent_diff"])


def test_the_strongest_lemmas_stand_first_and_ties_by_name(corpus_of: CorpusOf) -> None:
    table = keyness(corpus_of("rise rise fall arise arise", "fall stay stay stay"))
    own = table[table["group"] == "a"]
    assert own["lemma"].tolist()[:2] == ["arise", "rise"]
    assert own["g2"].abs().is_monotonic_decreasing


def test_documents_can_be_put_together_by_a_column(corpus_of: CorpusOf) -> None:
    texts = ("rise", "rise fall", "stay stay")
    table = keyness(corpus_of(*texts, wing=["left", "left", "right"]), group="wing")
    assert table["group"].unique().tolist() == ["left", "right"]
    rise = table[(table["group"] == "left") & (table["lemma"] == "rise")].iloc[0]
    assert rise[["count", "documents", "words"]].tolist() == [2, 2, 3]


def test_rare_lemmas_are_left_out_before_anything_is_tested(corpus_of: CorpusOf) -> None:
    corpus = corpus_of("rise rise rise fall", "rise stay stay")
    assert set(keyness(corpus, min_count=3)["lemma"]) == {"rise"}


def test_a_lemma_that_is_absent_where_it_was_to_be_expected_has_a_row(corpus_of: CorpusOf) -> None:
    table = keyness(corpus_of("stay " * 20, "rise " * 20 + "stay " * 20))
    absent = table[(table["group"] == "a") & (table["lemma"] == "rise")].iloc[0]
    assert absent["count"] == 0
    assert absent["g2"] < 0
    assert pd.isna(absent["dp"])


def test_one_group_has_nothing_to_be_compared_with(corpus_of: CorpusOf) -> None:
    assert keyness(corpus_of("rise fall")).empty
