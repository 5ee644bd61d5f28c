"""Tables: the same bytes for the same numbers, safe in a spreadsheet, described."""

from pathlib import Path

import pandas as pd
import pytest

from dissent.tables import describe, empty_table, read_table, schemas, write_table


def terms(**columns: list[object]) -> pd.DataFrame:
    given = {"doc_id": ["a"], "theme": ["t"], "category": ["c"], "rule_id": ["r"], "term": ["x"]}
    return pd.DataFrame({**given, "hits": [1], "share": [0.5], **columns})


def test_floats_have_six_significant_digits_and_lines_end_plainly(tmp_path: Path) -> None:
    path = write_table(terms(share=[1 / 3]), "theme_terms", tmp_path)
    expected = "doc_id,theme,category,rule_id,term,hits,share\na,t,c,r,x,1,0.333333\n"
    assert path.read_bytes() == expected.encode()


@pytest.mark.parametrize("name", schemas())
def test_a_table_without_rows_has_its_columns_and_can_be_written(name: str, tmp_path: Path) -> None:
    empty = empty_table(name)
    assert (len(empty), list(empty.columns)) == (0, schemas()[name].names)
    assert read_table(write_table(empty, name, tmp_path)).columns.equals(empty.columns)


def test_missing_numbers_are_empty_and_no_zero_is_negative(tmp_path: Path) -> None:
    for value, text in (
        (float("nan"), ""),
        (-0.0, "0"),
        (1e-12, "1e-12"),
        (123456789.0, "1.23457e+08"),
    ):
        path = write_table(terms(share=[value]), "theme_terms", tmp_path)
        assert path.read_text("utf-8").splitlines()[1].split(",")[-1] == text


@pytest.mark.parametrize("text", ["=1+1", "+x", "-x", "@x", "\tx", "'=x", "'tis", "x=1", ""])
def test_no_cell_is_run_by_a_spreadsheet_and_all_are_read_back(tmp_path: Path, text: str) -> None:
    path = write_table(terms(term=[text]), "theme_terms", tmp_path)
    cell = pd.read_csv(path, dtype=str, keep_default_na=False)["term"][0]
    assert not cell.startswith(("=", "+", "-", "@", "\t"))
    assert read_table(path)["term"][0] == text


def test_text_with_commas_quotes_and_lines_is_read_back(tmp_path: Path) -> None:
    text = 'a, "b"\nNA'
    assert read_table(write_table(terms(term=[text]), "theme_terms", tmp_path))["term"][0] == text


def test_a_table_has_the_columns_of_its_schema(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"missing columns \['share'\]"):
        write_table(terms().drop(columns="share"), "theme_terms", tmp_path)
    with pytest.raises(ValueError, match=r"unknown columns \['extra'\]"):
        write_table(terms(extra=[1]), "theme_terms", tmp_path)


def test_columns_of_the_catalogue_stand_after_the_date(tmp_path: Path) -> None:
    names = schemas()["documents"].names
    table = pd.DataFrame({**{name: [1] for name in names}, "wing": ["left"]})
    header = write_table(table, "documents", tmp_path).read_text("utf-8").splitlines()[0]
    assert header.startswith("doc_id,title,date,wing,tokens,words,")


def test_every_table_and_column_is_described(tmp_path: Path) -> None:
    for name, schema in schemas().items():
        empty = pd.DataFrame({column: [] for column in schema.names})
        write_table(empty, name, tmp_path)
    package = describe(tmp_path)
    assert [resource["path"] for resource in package["resources"]] == [
        f"{name}.csv" for name in schemas()
    ]
    fields = [field for resource in package["resources"] for field in resource["schema"]["fields"]]
    assert all(field["description"] for field in fields)
