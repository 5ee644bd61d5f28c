"""Similarity of documents as wholes: who is near whom, how surely, and by which words."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from dissent.comparison.corpus import Corpus
from dissent.comparison.similarity_tables import similarity_tables
from dissent.settings import Similarity, resolve
from dissent.tables import schemas
from dissent.themes.files import Theme

CorpusOf = Callable[..., Corpus]
OPTIONS = replace(resolve({}).similarity, replicates=50, shift_words=5)
MEASURES = ["cosine_tfidf", "jensen_shannon", "burrows_delta", "cosine_delta", "theme_profile"]


def tables(
    corpus: Corpus, themes: list[Theme], options: Similarity = OPTIONS, seed: int = 1
) -> dict[str, pd.DataFrame]:
    return similarity_tables(corpus, themes, seed=seed, options=options, level=0.95)


def text(seed: int, segments: int = 8, **weights: float) -> str:
    """Segments of 20 words, each with its own mixture; `weights` for some of the words."""
    words = ["the", "of", "worker", "owner", "bread", "land", "peace", "and", "in"]
    rng = np.random.default_rng([1917, seed])
    base = np.array([weights.get(word, 1.0) for word in words])
    shares = rng.dirichlet(9 * base, segments)
    return " ".join(" ".join(rng.choice(words, 20, p=share)) for share in shares)


@pytest.fixture
def four(corpus_of: CorpusOf) -> Corpus:
    """a and b speak of workers, c and d of owners and land."""
    left, right = {"worker": 4.0, "peace": 3.0}, {"owner": 4.0, "land": 3.0}
    texts = [text(1, **left), text(2, **left), text(3, **right), text(4, **right)]
    return corpus_of(*texts, segment_words=20)


@pytest.fixture
def made(four: Corpus, themes: list[Theme]) -> dict[str, pd.DataFrame]:
    return tables(four, themes)


def test_the_tables_have_the_columns_of_the_contract(made: Mapping[str, pd.DataFrame]) -> None:
    for name, table in made.items():
        assert table.columns.tolist() == schemas()[name].names


def test_every_pair_has_every_measure_in_order(made: Mapping[str, pd.DataFrame]) -> None:
    table = made["similarity"]
    assert table["measure"].unique().tolist() == MEASURES
    pairs = ["a b", "a c", "a d", "b c", "b d", "c d"]
    for _, rows in table.groupby("measure"):
        assert (rows["doc_a"] + " " + rows["doc_b"]).tolist() == pairs


def test_documents_of_one_kind_are_nearer(made: Mapping[str, pd.DataFrame]) -> None:
    for measure, rows in made["similarity"].groupby("measure"):
        value = rows.set_index(["doc_a", "doc_b"])["value"]
        within, across = value[[("a", "b"), ("c", "d")]], value[[("a", "c"), ("b", "d")]]
        if measure == "cosine_tfidf":
            assert within.min() > across.max()
        else:
            assert within.max() < across.min()


def test_intervals_hold_the_value_and_stay_within_the_scale(
    made: Mapping[str, pd.DataFrame],
) -> None:
    table = made["similarity"]
    assert (table["low"] <= table["value"]).all()
    assert (table["value"] <= table["high"]).all()
    assert (table["low"] >= 0).all()
    assert (table.loc[table["measure"] == "cosine_tfidf", "high"] <= 1).all()


def test_documents_of_different_kinds_differ_by_more_than_chance(
    made: Mapping[str, pd.DataFrame],
) -> None:
    table = made["similarity"].set_index(["measure", "doc_a", "doc_b"])
    for measure in ("jensen_shannon", "burrows_delta"):
        far, near = table.loc[(measure, "a", "c")], table.loc[(measure, "a", "b")]
        assert far["value"] > far["chance"]
        assert near["low"] < near["chance"] < near["high"]
    surely = table.loc["jensen_shannon", "a", "c"]
    assert surely["low"] > surely["chance"]


def test_dendrograms_find_the_two_kinds(made: Mapping[str, pd.DataFrame]) -> None:
    tree = made["dendrogram"]
    assert tree["measure"].unique().tolist() == MEASURES
    rows = tree[tree["measure"] == "jensen_shannon"]
    assert rows["merger"].tolist() == [1, 2, 3]
    assert set(rows["members"]) == {"a b", "c d", "a b c d"}
    last = rows.iloc[-1]
    assert {last["left"], last["right"]} == {"1", "2"}
    assert last["support"] == 1
    assert (rows["support"] > 0.9).all()
    assert rows["height"].is_monotonic_increasing


def test_a_cosine_becomes_a_distance_in_the_dendrogram(made: Mapping[str, pd.DataFrame]) -> None:
    table, tree = made["similarity"], made["dendrogram"]
    nearest = table.loc[table["measure"] == "cosine_tfidf", "value"].max()
    assert tree.loc[tree["measure"] == "cosine_tfidf", "height"].iloc[0] == pytest.approx(
        1 - nearest
    )


def test_maps_hold_documents_and_categories(made: Mapping[str, pd.DataFrame]) -> None:
    table = made["map"].set_index(["map", "name"])
    assert table.loc["mds_jensen_shannon"].index.tolist() == ["a", "b", "c", "d"]
    assert table.loc["correspondence"].index.tolist() == [
        *"abcd",
        "class/workers",
        "class/owners",
    ]
    x = table.loc["correspondence", "x"]
    assert x["a"] < 0 < x["c"]  # the earliest document stands at the left
    assert x["class/workers"] < 0 < x["class/owners"]
    # two categories have one axis only, which shows all
    assert table.loc["correspondence", "inertia_x"].unique() == pytest.approx([1])
    assert (table.loc["correspondence", "y"] == 0).all()
    stress = table.loc["mds_jensen_shannon", "quality"]
    assert stress.nunique() == 1
    assert 0 <= stress.iloc[0] < 0.2
    assert table.loc["mds_jensen_shannon", "inertia_x"].isna().all()


def test_word_shifts_sum_to_the_divergence(made: Mapping[str, pd.DataFrame]) -> None:
    values = made["similarity"].set_index(["measure", "doc_a", "doc_b"])["value"]
    shifts = made["word_shift"].groupby(["doc_a", "doc_b"])
    summed = shifts[["contribution", "share_a", "share_b"]].sum()
    for pair, row in summed.iterrows():
        assert row["contribution"] == pytest.approx(values["jensen_shannon"][pair], abs=1e-9)
        assert row[["share_a", "share_b"]].tolist() == pytest.approx([1, 1])


def test_word_shifts_name_the_words_and_the_document_that_uses_them_more(
    made: Mapping[str, pd.DataFrame],
) -> None:
    shift = made["word_shift"]
    pair = shift[(shift["doc_a"] == "a") & (shift["doc_b"] == "c")]
    assert pair["lemma"].iloc[-1] == "*"
    assert pair["more_in"].iloc[-1] == ""
    assert len(pair) == OPTIONS.shift_words + 1
    assert pair["contribution"].iloc[:-1].is_monotonic_decreasing
    more = dict(zip(pair["lemma"], pair["more_in"], strict=True))
    assert (more["worker"], more["owner"]) == ("a", "c")


def test_rare_words_are_not_compared(corpus_of: CorpusOf, themes: list[Theme]) -> None:
    corpus = corpus_of("rise rise rise fall fall fall fall", "rise rise stay stay stay stay")
    shift = tables(corpus, themes)["word_shift"]
    # fall and stay have four occurrences only, so that nothing sets the two apart
    assert shift["lemma"].tolist() == ["*"]
    assert shift[["share_a", "share_b", "contribution"]].iloc[0].tolist() == [1, 1, 0]


def test_two_documents_have_no_delta(corpus_of: CorpusOf, themes: list[Theme]) -> None:
    made = tables(corpus_of(text(1), text(2)), themes)
    left = ["cosine_tfidf", "jensen_shannon", "theme_profile"]
    assert made["similarity"]["measure"].tolist() == left
    assert made["dendrogram"]["members"].tolist() == ["a b"] * 3


@pytest.mark.parametrize("texts", [[], ["rise " * 9], ["rise " * 9, ""], ["rise", "fall"]])
def test_with_nothing_to_compare_the_tables_are_empty(
    texts: list[str], corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    made = tables(corpus_of(*texts), themes)
    assert {name: len(table) for name, table in made.items()} == dict.fromkeys(made, 0)
    assert made["word_shift"].columns.tolist() == schemas()["word_shift"].names


def test_documents_without_hits_or_words_are_left_out(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    corpus = corpus_of(text(1), text(2), "bread land " * 40, "", segment_words=20)
    made = tables(corpus, themes)
    pairs = made["similarity"].groupby("measure").size()
    assert pairs["theme_profile"] == 1
    assert pairs["jensen_shannon"] == pairs["burrows_delta"] == 3
    profile = made["map"]
    assert profile.loc[profile["map"] == "mds_theme_profile", "name"].tolist() == ["a", "b"]


def test_short_documents_have_values_without_intervals(
    corpus_of: CorpusOf, themes: list[Theme]
) -> None:
    table = tables(corpus_of(text(1, 3), text(2, 3), segment_words=20), themes)["similarity"]
    assert table["value"].notna().all()
    assert table[["low", "high", "chance"]].isna().all(axis=None)


def test_few_hits_have_no_interval(corpus_of: CorpusOf, themes: list[Theme]) -> None:
    few = "bread land of and the in and peace " * 24 + "owner worker " * 4
    table = tables(corpus_of(text(1), few, segment_words=20), themes)["similarity"]
    by_measure = table.set_index("measure")
    assert np.isnan(by_measure.loc["theme_profile", "low"])
    assert not np.isnan(by_measure.loc["jensen_shannon", "low"])


def test_equal_documents_do_not_differ(corpus_of: CorpusOf, themes: list[Theme]) -> None:
    same = text(1)
    corpus = corpus_of(same, same, text(2, owner=5.0), segment_words=20)
    table = tables(corpus, themes)["similarity"]
    pair = table[(table["doc_a"] == "a") & (table["doc_b"] == "b")].set_index("measure")["value"]
    assert pair.to_dict() == {**dict.fromkeys(MEASURES, 0.0), "cosine_tfidf": 1.0}


def test_a_large_corpus_lists_neighbours_only(four: Corpus, themes: list[Theme]) -> None:
    made = tables(four, themes, replace(OPTIONS, max_documents=3, neighbours=1))
    table = made["similarity"]
    pairs = table[table["measure"] == "jensen_shannon"]
    assert list(zip(pairs["doc_a"], pairs["doc_b"], strict=True)) == [("a", "b"), ("c", "d")]
    assert table[["low", "high", "chance"]].isna().all(axis=None)
    assert made["word_shift"].empty
    assert made["dendrogram"]["support"].isna().all()
    assert len(made["dendrogram"]) == 3 * len(MEASURES)
    assert set(made["map"]["map"]) == {"mds_jensen_shannon", "mds_theme_profile", "correspondence"}


def test_the_same_seed_gives_the_same_tables(four: Corpus, themes: list[Theme]) -> None:
    first, again, other = (tables(four, themes, seed=seed) for seed in (1, 1, 2))
    for name, table in first.items():
        pd.testing.assert_frame_equal(table, again[name])
    assert not first["similarity"]["chance"].equals(other["similarity"]["chance"])


def test_the_order_of_the_shards_changes_no_number(four: Corpus, themes: list[Theme]) -> None:
    rows = np.random.default_rng(1).permutation(len(four.word_counts))
    shuffled = replace(
        four,
        spans=four.spans.sample(frac=1, random_state=1),
        word_counts=four.word_counts.take(rows),
    )
    first, again = tables(four, themes), tables(shuffled, themes)
    for name, table in first.items():
        pd.testing.assert_frame_equal(table, again[name])
