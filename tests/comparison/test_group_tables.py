"""Groups of documents: their rates and contrasts, by documents where there are enough of them."""

import numpy as np
import pandas as pd
import pytest
from tests.comparison.dated_corpus import dated_corpus, rates_of, themes_of

from dissent.comparison.corpus import Corpus
from dissent.comparison.group_tables import theme_group_contrasts_table, theme_groups_table
from dissent.comparison.grouping import group_documents
from dissent.settings import Intervals
from dissent.tables import schemas

THEMES = themes_of(**{"class": "workers owners", "mood": "hope"})
UNITS = 5
SETTINGS = Intervals(segment_words=100, replicates=200, documents=6, level=0.95)


def groups(corpus: Corpus, *, column: str = "side") -> pd.DataFrame:
    grouping = group_documents(corpus.documents, column)
    rates = rates_of(corpus, units=UNITS)
    return theme_groups_table(corpus, THEMES, grouping, rates=rates, intervals=SETTINGS)


def contrasts(corpus: Corpus, *, column: str = "side", max_groups: int = 200) -> pd.DataFrame:
    grouping = group_documents(corpus.documents, column)
    return theme_group_contrasts_table(
        corpus, THEMES, grouping, max_groups=max_groups, intervals=SETTINGS
    )


def two_sides(red: list[int], white: list[int]) -> Corpus:
    years = [str(1900 + place) for place in range(len(red) + len(white))]
    side = ["red"] * len(red) + ["white"] * len(white)
    return dated_corpus(years, hits=red + white, side=side)


def test_a_group_is_its_documents_together() -> None:
    table = groups(two_sides([2, 4, 6], [1, 1]))
    assert table.columns.tolist() == schemas()["theme_groups"].names
    assert table["group"].tolist() == ["red"] * UNITS + ["white"] * UNITS
    assert table["category"].tolist()[:UNITS] == ["", "workers", "owners", "", "hope"]
    red = table.iloc[0]
    assert red[["documents", "hits", "words", "rate"]].tolist() == [3, 12, 3_000, 4]
    assert red["low"] < 4 < red["high"]
    assert table.iloc[2][["hits", "rate", "low"]].tolist() == [0, 0, 0]
    assert table.iloc[2]["high"] > 0


def test_only_enough_documents_are_judged_as_wholes() -> None:
    table = groups(two_sides([1, 9] * 3, [1, 9] * 2)).set_index(["group", "category"])
    assert table.loc[("red", "workers"), "interval"] == "documents"
    assert table.loc[("white", "workers"), "interval"] == "passages"


def test_documents_that_differ_widen_the_interval_of_their_kind() -> None:
    even, uneven = groups(two_sides([5] * 8, [5])), groups(two_sides([0, 10] * 4, [5]))
    width = [table.iloc[0]["high"] - table.iloc[0]["low"] for table in (even, uneven)]
    assert even.iloc[0]["rate"] == uneven.iloc[0]["rate"]
    assert width[1] > 2 * width[0]


def test_documents_without_words_do_not_make_a_group_large_enough() -> None:
    corpus = dated_corpus(
        [str(year) for year in range(1900, 1908)],
        hits=[3] * 5 + [0] * 3,
        words=[1_000] * 5 + [0] * 3,
        side=["red"] * 6 + ["white"] * 2,
    )
    table = groups(corpus)
    assert set(table["interval"]) == {"passages"}
    white = table[table["group"] == "white"]
    assert white[["rate", "low", "high"]].isna().all(axis=None)
    assert contrasts(corpus)[["rate_b", "rate_ratio", "p", "q"]].isna().all(axis=None)


def test_a_group_of_one_document_has_its_rate_from_the_table_of_rates() -> None:
    corpus = two_sides([2, 4], [1])
    found = groups(corpus).query("group == 'white'")[["rate", "low", "high"]]
    expected = rates_of(corpus, units=UNITS).iloc[2 * UNITS :]
    np.testing.assert_array_equal(found.to_numpy(), expected.to_numpy())


def test_where_every_document_is_its_own_group_there_is_nothing_to_add() -> None:
    corpus = two_sides([2, 4], [1])
    for table, name in (
        (groups(corpus, column="doc_id"), "theme_groups"),
        (contrasts(corpus, column="doc_id"), "theme_group_contrasts"),
    ):
        assert table.empty
        assert table.columns.tolist() == schemas()[name].names


def test_groups_are_contrasted_two_by_two() -> None:
    corpus = dated_corpus(
        [str(year) for year in range(1900, 1906)],
        hits=[6, 8, 2, 3, 4, 4],
        side=["red", "red", "white", "white", "green", "green"],
    )
    table = contrasts(corpus)
    assert table.columns.tolist() == schemas()["theme_group_contrasts"].names
    assert set(table["category"]) == {"", "workers"}  # of nothing else is there a hit
    whole = table[table["category"] == ""]
    assert list(zip(whole["group_a"], whole["group_b"], strict=True)) == [
        ("red", "white"), ("red", "green"), ("white", "green"),
    ]  # fmt: skip
    first = whole.iloc[0]
    assert first[["rate_a", "rate_b"]].tolist() == [7, 2.5]
    assert first["rate_ratio"] == pytest.approx(14.5 / 5.5)
    assert first["low"] < first["rate_ratio"] < first["high"]
    assert (whole["q"] >= whole["p"]).all()


def test_each_group_is_judged_by_its_documents_where_they_are_enough() -> None:
    hits = [1, 9] * 6 + [1, 9]
    side = ["red"] * 6 + ["white"] * 6 + ["green"] * 2
    corpus = dated_corpus([str(1900 + place) for place in range(14)], hits=hits, side=side)
    whole = contrasts(corpus).query("category == ''").set_index(["group_a", "group_b"])
    assert whole["interval"].tolist() == ["documents", "mixed", "mixed"]
    reach = np.log(whole["high"] / whole["low"])
    assert reach[("red", "white")] > reach[("white", "green")] / 2


def test_swapping_the_groups_inverts_the_ratio() -> None:
    years = [str(year) for year in range(1900, 1912)]
    hits, side = [3, 5, 2, 8, 4, 4, 1, 0, 2, 2, 3, 1], ["red"] * 6 + ["white"] * 6
    one = contrasts(dated_corpus(years, hits=hits, side=side)).iloc[0]
    other = contrasts(dated_corpus(years[::-1], hits=hits, side=side)).iloc[0]
    assert (other["group_a"], other["rate_ratio"]) == (
        "white",
        pytest.approx(1 / one["rate_ratio"]),
    )
    assert (other["low"], other["high"]) == pytest.approx((1 / one["high"], 1 / one["low"]))
    assert other["p"] == pytest.approx(one["p"])


def test_too_many_groups_are_not_contrasted() -> None:
    corpus = two_sides([2, 4], [1, 1])
    assert len(contrasts(corpus, max_groups=2)) == 2
    assert contrasts(corpus, max_groups=1).empty


def test_groups_of_one_kind_are_seldom_called_different() -> None:
    generator = np.random.default_rng(1917)
    p = []
    for _ in range(6):
        hits = generator.poisson(5 * generator.gamma(4, 1 / 4, 72))
        side = [f"{number % 12}" for number in range(72)]
        corpus = dated_corpus(["1900"] * 72, hits=hits.tolist(), side=side)
        p += contrasts(corpus).query("category == ''")["p"].tolist()
    assert len(p) == 396
    assert np.mean(np.array(p) < 0.05) < 0.07
