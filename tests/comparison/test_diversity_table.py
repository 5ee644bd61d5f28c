"""The table of lexical diversity: its order, and intervals from standard deviations."""

import numpy as np
import pandas as pd
import pytest
from scipy import stats

from dissent.comparison.diversity_table import diversity_table
from dissent.tables import schemas


def rows(*given: tuple[object, ...]) -> pd.DataFrame:
    names = ["doc_id", "measure", "words", "samples", "value", "deviation", "freedom"]
    return pd.DataFrame(given, columns=names)


def test_documents_stand_by_date_and_measures_in_their_order() -> None:
    table = diversity_table(
        ["late", "early"],
        rows(
            ("early", "ttr", 100, 9, 0.7, 0.1, 8),
            ("late", "yule_k", 900, 1, 90.0, 2.0, 7),
            ("late", "mattr", 900, 1, 0.7, 0.1, 7),
            ("late", "ttr", 900, 1, 0.4, np.nan, 0),
            ("late", "ttr", 100, 9, 0.7, 0.1, 8),
        ),
        level=0.95,
    )
    assert list(table) == schemas()["diversity"].names
    assert list(zip(table["doc_id"], table["measure"], table["words"], strict=True)) == [
        ("late", "ttr", 100), ("late", "ttr", 900), ("late", "mattr", 900),
        ("late", "yule_k", 900), ("early", "ttr", 100),
    ]  # fmt: skip


@pytest.mark.parametrize("level", [0.9, 0.95])
def test_an_interval_is_students(level: float) -> None:
    table = diversity_table(["a"], rows(("a", "mtld", 900, 1, 80.0, 3.0, 7)), level=level)
    low, high = stats.t.interval(level, 7, loc=80, scale=3)
    assert table.loc[0, ["low", "high"]].tolist() == pytest.approx([low, high])


def test_an_interval_stays_within_what_the_measure_can_be() -> None:
    given = rows(("a", "hdd", 900, 1, 0.9, 0.2, 4), ("a", "yule_k", 900, 1, 20.0, 30.0, 4))
    table = diversity_table(["a"], given, level=0.95)
    assert table["high"][0] == 1
    assert table["low"][1] == 0
    assert table["high"][1] > 100


def test_without_a_deviation_there_is_no_interval() -> None:
    table = diversity_table(["a"], rows(("a", "ttr", 900, 1, 0.4, np.nan, 0)), level=0.95)
    assert table[["low", "high"]].isna().all(axis=None)


def test_a_corpus_without_words_has_an_empty_table() -> None:
    assert diversity_table(["a"], rows(), level=0.95).empty
