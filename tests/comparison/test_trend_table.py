"""Rates by date: what was observed, and the line only where the documents bear one."""

import numpy as np
import pandas as pd
import pytest
from tests.comparison.dated_corpus import dated_corpus, rates_of, themes_of

from dissent.comparison.corpus import Corpus
from dissent.comparison.trend_table import theme_trends_table
from dissent.settings import Intervals, Trends
from dissent.tables import schemas

THEMES = themes_of(**{"class": "workers owners", "mood": "hope"})
UNITS = 5
SETTINGS = Intervals(segment_words=100, replicates=200, documents=6, level=0.95)


def trends(corpus: Corpus, *, documents: int = 20) -> pd.DataFrame:
    rates = rates_of(corpus, units=UNITS)
    return theme_trends_table(
        corpus, THEMES, rates=rates, intervals=SETTINGS, trends=Trends(documents)
    )


def whole(corpus: Corpus, kind: str, **options: int) -> pd.DataFrame:
    table = trends(corpus, **options)
    assert table.columns.tolist() == schemas()["theme_trends"].names
    chosen = (table["theme"] == "class") & (table["category"] == "") & (table["kind"] == kind)
    return table[chosen].reset_index(drop=True)


def test_documents_of_one_date_are_put_together() -> None:
    table = whole(dated_corpus(["1922", "1921-03", "1922"], hits=[4, 1, 8]), "observed")
    assert table["date"].tolist() == ["1921-03", "1922"]
    assert table["documents"].tolist() == [1, 2]
    assert table.loc[1, ["hits", "words", "rate"]].tolist() == [12, 2_000, 6]
    assert table.loc[1, "low"] < 6 < table.loc[1, "high"]
    assert table.loc[1, ["earliest", "latest"]].tolist() == [1922, 1923]
    assert table.loc[0, "earliest"] == pytest.approx(1921 + 59 / 365)


def test_a_single_documents_rate_is_that_of_the_table_of_rates() -> None:
    corpus = dated_corpus(["1921", "1922"], hits=[4, 1])
    table = trends(corpus).query("date == '1922'")
    expected = rates_of(corpus, units=UNITS).iloc[UNITS:]
    np.testing.assert_array_equal(table[["rate", "low", "high"]].to_numpy(), expected.to_numpy())


def test_rows_go_by_theme_category_and_date() -> None:
    table = trends(dated_corpus(["1923?", "1920/1925", "1923"], hits=[1, 1, 1]))
    assert table["date"].tolist() == ["1920/1925", "1923?", "1923"] * UNITS
    assert table.loc[::3, "theme"].tolist() == ["class"] * 3 + ["mood"] * 2
    assert table.loc[::3, "category"].tolist() == ["", "workers", "owners", "", "hope"]


def test_documents_without_a_bounded_date_are_left_out() -> None:
    table = whole(dated_corpus(["", "1922/..", "1922"], hits=[1, 1, 1]), "observed")
    assert table["date"].tolist() == ["1922"]
    assert trends(dated_corpus(["", ""], hits=[1, 1])).empty


def test_there_is_no_line_through_few_documents_or_few_dates() -> None:
    few = dated_corpus([str(1900 + place) for place in range(19)], hits=[3] * 19)
    crowded = dated_corpus([str(1900 + place % 9) for place in range(40)], hits=[3] * 40)
    for corpus in (few, crowded):
        assert set(trends(corpus)["kind"]) == {"observed"}
    assert set(trends(few, documents=19)["kind"]) == {"observed", "smoothed"}


def test_the_line_runs_within_the_dates_and_inside_its_band() -> None:
    dates = [f"{1900 + place}-06" for place in range(30)]
    corpus = dated_corpus(dates, hits=[place % 7 + place // 5 for place in range(30)])
    line = whole(corpus, "smoothed")
    assert 50 < len(line) <= 60
    assert line["earliest"].between(1900.45, 1929.46).all()
    assert (line["earliest"] == line["latest"]).all()
    assert line["date"].str.fullmatch(r"19[012]\d-[01]\d").all()
    assert ((line["low"] < line["rate"]) & (line["rate"] < line["high"])).all()
    assert line[["hits", "words"]].isna().all(axis=None)
    assert line["rate"].iloc[-1] > line["rate"].iloc[0] + 3
    assert line["documents"].between(3, 30).all()


def test_a_themes_categories_are_smoothed_like_the_theme() -> None:
    dates = [str(1900 + place) for place in range(30)]
    table = trends(dated_corpus(dates, hits=[5] * 30)).query("kind == 'smoothed'")
    documents = table.groupby(["theme", "category"])["documents"].apply(list)
    assert documents[("class", "")] == documents[("class", "owners")]


def test_where_there_are_no_documents_the_line_has_a_gap() -> None:
    years = [*range(1900, 1915), *range(1985, 2000)]
    hits = [*range(15), *range(14, -1, -1)]
    line = whole(dated_corpus([str(year) for year in years], hits=hits), "smoothed")
    assert not line.empty
    assert not line["earliest"].between(1935, 1965).any()


def test_the_order_of_the_catalogue_does_not_matter() -> None:
    dates, hits = [str(1900 + place) for place in range(24)], list(range(24))
    there = whole(dated_corpus(dates, hits=hits), "smoothed")
    back = whole(dated_corpus(dates[::-1], hits=hits[::-1]), "smoothed")
    np.testing.assert_allclose(
        there[["rate", "low", "high"]], back[["rate", "low", "high"]], rtol=1e-12
    )
