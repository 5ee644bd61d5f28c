"""Tables of collocations: whose words, near what, in which group, in which order."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.making import table_of

from dissent.collocating import count_collocates
from dissent.comparison.collocates import load_collocates
from dissent.comparison.collocation_tables import collocation_tables
from dissent.comparison.corpus import Corpus
from dissent.comparison.grouping import group_documents
from dissent.settings import Collocation
from dissent.statistics import keyness, significance
from dissent.tables import read_table, schemas, write_table
from dissent.themes.files import Theme
from dissent.themes.hits import match_themes
from dissent.tokens import write_parquet

Tables = dict[str, pd.DataFrame]
OPTIONS = Collocation(window=2, terms=(), min_count=1, rows=200)
FAR = " | far off away" * 30


@pytest.fixture
def tables_of(corpus_of: Callable[..., Corpus], themes: list[Theme]) -> Callable[..., Tables]:
    """Make both tables of texts; `near` instead of counting, and columns to group by."""

    def make(
        *texts: str,
        options: Collocation = OPTIONS,
        group: str = "doc_id",
        max_groups: int = 20,
        near: pa.Table | None = None,
        **columns: list[str],
    ) -> Tables:
        corpus = corpus_of(*texts, **columns)
        return collocation_tables(
            corpus,
            themes,
            group_documents(corpus.documents, group),
            near=counted(themes, options, *texts) if near is None else near,
            options=options,
            max_groups=max_groups,
            level=0.95,
        )

    return make


TablesOf = Callable[..., Tables]


def counted(themes: list[Theme], options: Collocation, *texts: str) -> pa.Table:
    tokens = table_of(*texts)
    spans = match_themes(themes, tokens, context_words=3)
    window, terms = options.window, options.terms
    return count_collocates(tokens, spans, themes=themes, window=window, terms=terms)


def row_of(table: pd.DataFrame, **wanted: str) -> pd.Series:
    rows = table[np.logical_and.reduce([table[key] == value for key, value in wanted.items()])]
    assert len(rows) == 1
    return rows.iloc[0]


def test_a_collocate_has_the_numbers_of_its_table(tables_of: TablesOf) -> None:
    # the windows: "poor rise", "poor fall"; outside: "poor away", six words in all
    table = tables_of("poor worker rise | poor worker fall | poor away")["collocations"]
    poor = row_of(table, node="class", group="*", collocate="poor")
    names = ["count", "node_count", "collocate_count", "window_words", "words", "documents"]
    assert poor[names].tolist() == [2, 2, 3, 4, 6, 1]
    assert poor["expected"] == 2
    assert poor[["mi", "mi3", "t", "z", "g2"]].tolist() == [0, 2, 0, 0, 0]
    assert poor["log_dice"] == pytest.approx(14 + np.log2(4 / 5))
    assert poor[["delta_p_forward", "delta_p_backward"]].tolist() == [0, 0]
    rise = row_of(table, node="class", group="*", collocate="rise")
    assert rise["expected"] == pytest.approx(4 / 6)
    assert rise["g2"] > 0


def test_the_nodes_own_words_are_outside_of_the_table(tables_of: TablesOf) -> None:
    table = tables_of("working class fights class" + FAR)["collocations"]
    own = row_of(table, node="class", group="*", collocate="class")
    assert own[["count", "collocate_count", "words"]].tolist() == [1, 1, 92]


def test_the_corpus_stands_first_and_then_each_group(tables_of: TablesOf) -> None:
    table = tables_of("poor worker", "rich worker", "rich owner")["collocations"]
    whole_theme = table[table["node"] == "class"]
    assert list(dict.fromkeys(whole_theme["group"])) == ["*", "a", "b", "c"]
    assert list(dict.fromkeys(table["node"])) == ["class", "class/workers", "class/owners"]
    rich = row_of(table, node="class", group="*", collocate="rich")
    assert rich[["count", "documents", "words"]].tolist() == [2, 2, 3]
    assert row_of(table, node="class", group="c", collocate="rich")["words"] == 1


def test_documents_can_be_put_together(tables_of: TablesOf) -> None:
    texts = ("poor worker", "poor worker away", "rich worker")
    table = tables_of(*texts, group="wing", wing=["left", "left", "right"])["collocations"]
    left = row_of(table, node="class", group="left", collocate="poor")
    assert left[["count", "node_count", "words", "documents"]].tolist() == [2, 2, 3, 2]


def test_one_group_or_too_many_have_only_the_corpus(tables_of: TablesOf) -> None:
    assert set(tables_of("poor worker")["collocations"]["group"]) == {"*"}
    texts = ("poor worker", "rich worker", "old worker")
    assert set(tables_of(*texts, max_groups=2)["collocations"]["group"]) == {"*"}


def test_collocates_stand_by_falling_log_dice_and_then_by_name(tables_of: TablesOf) -> None:
    text = "old poor worker rich | poor worker new" + FAR
    table = tables_of(text)["collocations"]
    whole_theme = table[table["node"] == "class"]
    assert whole_theme["collocate"].tolist() == ["poor", "new", "old", "rich"]
    assert whole_theme["log_dice"].is_monotonic_decreasing


def test_words_rarer_near_the_node_than_elsewhere_only_fill_the_room_that_is_left(
    tables_of: TablesOf,
) -> None:
    # `off` has the highest log_dice but is rarer near the node than elsewhere
    text = "off worker poor | off owner | off worker" + " | off" * 9 + " | away" * 2
    everything = tables_of(text)["collocations"]
    off = row_of(everything, node="class", group="*", collocate="off")
    assert off["g2"] < 0
    assert set(everything["collocate"]) == {"off", "poor"}
    one = tables_of(text, options=replace(OPTIONS, rows=1))["collocations"]
    poor = row_of(one, node="class", group="*", collocate="poor")
    assert poor["q"] == row_of(everything, node="class", group="*", collocate="poor")["q"]


def test_words_rare_near_the_node_are_left_out_before_anything_is_tested(
    tables_of: TablesOf,
) -> None:
    text = "poor worker rise | poor worker fall" + FAR
    table = tables_of(text, options=replace(OPTIONS, min_count=2))["collocations"]
    assert set(table["collocate"]) == {"poor"}
    assert (table["q"] == table["p"]).all()


def test_a_term_of_the_settings_is_a_node_after_the_themes(tables_of: TablesOf) -> None:
    options = replace(OPTIONS, terms=("red guard", "class"))
    table = tables_of("poor worker | a red guard came | their class", options=options)
    nodes = table["collocations"][["node", "kind"]].drop_duplicates()
    assert list(nodes.itertuples(index=False, name=None)) == [
        ("class", "theme"),
        ("class/workers", "category"),
        ("red guard", "term"),
        ("class", "term"),
    ]
    theirs = table["collocations"].query("node == 'class' and kind == 'term'")
    assert theirs["collocate"].tolist() == ["their"]


def test_a_corpus_without_hits_has_empty_tables(tables_of: TablesOf) -> None:
    for name, table in tables_of("nothing", "", "to see").items():
        assert table.empty
        assert list(table.columns) == schemas()[name].names


def test_a_group_is_compared_with_all_others_and_then_with_each(tables_of: TablesOf) -> None:
    texts = ["poor worker | " * 30, "rich worker | " * 30, "old worker | " * 30]
    table = tables_of(*texts)["collocation_contrasts"]
    whole_theme = table[table["node"] == "class"]
    sides = whole_theme[["group", "other_group"]].drop_duplicates()
    assert list(sides.itertuples(index=False, name=None)) == [
        ("a", "*"), ("a", "b"), ("a", "c"), ("b", "*"), ("b", "c"), ("c", "*"),
    ]  # fmt: skip
    poor = row_of(whole_theme, group="a", other_group="*", collocate="poor")
    assert poor[["count", "reference_count", "words", "reference_words"]].tolist() == [
        30,
        0,
        30,
        60,
    ]
    assert poor[["rate", "reference_rate"]].tolist() == [1000, 0]
    assert poor["g2"] > 0
    assert 0 < poor["lrc"] < poor["log_ratio"]
    rich = row_of(whole_theme, group="a", other_group="b", collocate="rich")
    assert rich["lrc"] < 0


def test_only_words_that_differ_are_listed_and_all_that_were_compared_count(
    tables_of: TablesOf,
) -> None:
    texts = ["poor worker | " * 30 + "new worker", "rich worker | " * 30 + "new worker"]
    table = tables_of(*texts)["collocation_contrasts"]
    pair = table[(table["node"] == "class") & (table["other_group"] == "b")]
    assert sorted(pair["collocate"]) == ["poor", "rich"]  # `new` is as frequent in both
    assert pair["q"].to_numpy() == pytest.approx(pair["p"].to_numpy() * 3 / 2)


def test_two_groups_are_each_others_rest_with_signs_turned_round(tables_of: TablesOf) -> None:
    texts = ["poor worker | " * 30 + "rich worker | " * 5, "rich worker | " * 20]
    table = tables_of(*texts)["collocation_contrasts"]
    rest = table[(table["node"] == "class") & (table["other_group"] == "*")]
    first, second = (rest[rest["group"] == name].set_index("collocate") for name in "ab")
    for column in ("g2", "log_ratio", "lrc"):
        assert first[column].sort_index().to_numpy() == pytest.approx(
            -second[column].sort_index().to_numpy()
        )
    assert first["log_ratio_low"]["poor"] == pytest.approx(-second["log_ratio_high"]["poor"])


def test_a_word_of_one_document_says_less_of_its_group(tables_of: TablesOf) -> None:
    other = "rich worker | " * 60 + "poor worker | " * 10
    wings = {"group": "wing", "wing": ["left", "left", "right"]}
    even = tables_of(*["poor worker | rich worker | " * 10] * 2, other, **wings)
    uneven = tables_of("poor worker | " * 20, "rich worker | " * 20, other, **wings)
    widths = [
        poor["log_ratio_high"] - poor["log_ratio_low"]
        for tables in (even, uneven)
        for poor in [
            row_of(
                tables["collocation_contrasts"],
                node="class", group="left", other_group="right", collocate="poor",
            )
        ]
    ]  # fmt: skip
    assert widths[1] > 2 * widths[0]


def test_many_groups_are_compared_with_the_rest_only(tables_of: TablesOf) -> None:
    texts = [f"{word} worker | " * 30 for word in ("poor", "rich", "old")]
    few, many = (tables_of(*texts, max_groups=groups)["collocation_contrasts"] for groups in (3, 2))
    assert set(many["other_group"]) == {"*"}
    rest = few[(few["other_group"] == "*") & (few["lrc"] != 0)].reset_index(drop=True)
    assert (many["lrc"] != 0).all()
    columns = ["node", "group", "collocate", "count", "reference_count", "g2", "log_ratio"]
    pd.testing.assert_frame_equal(many[columns], rest[columns])


def test_one_group_has_nothing_to_be_compared_with(tables_of: TablesOf) -> None:
    assert tables_of("poor worker")["collocation_contrasts"].empty


def test_the_number_of_shards_changes_nothing(
    tables_of: TablesOf, themes: list[Theme], tmp_path: Path
) -> None:
    texts = ("poor worker | " * 9, "rich worker | " * 9)
    one = tables_of(*texts)
    paths = []
    for doc_id, text in zip("ab", texts, strict=True):
        near = counted(themes, OPTIONS, text).to_pandas()
        near["doc_id"] = doc_id
        paths.append(tmp_path / f"{doc_id}.parquet")
        shard = pa.Table.from_pandas(near, preserve_index=False)
        write_parquet(shard, paths[-1])
    two = tables_of(*texts, near=load_collocates(paths[::-1]))
    for name, table in one.items():
        pd.testing.assert_frame_equal(table, two[name])


def test_the_tables_can_be_written_and_read_again(tables_of: TablesOf, tmp_path: Path) -> None:
    made = tables_of("poor worker | " * 9 + "away", "rich worker | " * 9 + "away")
    for name, table in made.items():
        read = read_table(write_table(table, name, tmp_path))
        assert len(read) == len(table) > 0
        assert read["collocate"].tolist() == table["collocate"].tolist()


@settings(max_examples=60, deadline=None)
@given(
    sizes=st.tuples(st.integers(10, 3000), st.integers(10, 3000)),
    counts=st.tuples(st.integers(0, 10), st.integers(0, 10)),
    phi=st.tuples(st.floats(1, 4), st.floats(1, 4)),
    tests=st.sampled_from([1, 10, 1000]),
)
def test_a_conservative_log_ratio_is_never_clear_where_g2_is_not(
    sizes: tuple[int, int], counts: tuple[int, int], phi: tuple[float, float], tests: int
) -> None:
    # what lets the table seek the dear bound only where it can be other than 0
    level = significance.bonferroni_level(0.95, tests)
    bound = keyness.lrc(
        *counts, *sizes, overdispersion=phi[0], reference_overdispersion=phi[1], level=level
    )
    p = significance.p_value(keyness.log_likelihood(*counts, *sizes))
    assert bound == 0 or p <= 1 - level
