"""The sheet of suggestions: what a user may write in it, and what is said of the rest."""

import pytest

from dissent.errors import DissentError
from dissent.suggesting.sheet import COLUMNS, Row, read_sheet, write_sheet

CATEGORIES = ("war", "people")


def sheet(folder, *lines, header="theme,term,category,decision"):
    path = folder / "war.csv"
    path.write_text("\n".join([header, *lines]) + "\n", encoding="utf-8")
    return path


def decisions(path):
    rows = read_sheet(path, theme="war", categories=CATEGORIES)
    return {row.term: row.decision for row in rows}


def test_a_sheet_is_read_as_it_was_written(tmp_path):
    rows = [
        Row("war", "=SUM(A1)", "war", note="-1", line_1='"Fire!" he said, ‘now’'),
        Row("war", "army", "people", "accept", line_3="@home"),
    ]
    path = tmp_path / "suggestions" / "war.csv"
    write_sheet(rows, path)
    assert read_sheet(path, theme="war", categories=CATEGORIES) == rows
    assert "\n'" not in path.read_text(encoding="utf-8").splitlines()[0]
    assert ",'=SUM(A1)," in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("written", "meant"),
    [("accept", "accept"), ("A", "accept"), ("yes", "accept"), (" r ", "reject"), ("NO", "reject"),
     ("accepted", "accepted"), ("", "")],
)  # fmt: skip
def test_a_decision_may_be_written_in_several_ways(tmp_path, written, meant):
    assert decisions(sheet(tmp_path, f"war,army,people,{written}")) == {"army": meant}


def test_semicolons_and_blank_lines_of_a_spreadsheet_are_no_matter(tmp_path):
    path = sheet(tmp_path, ";;;", "war;army;people;a", header="\ufefftheme;term;category;decision")
    assert decisions(path) == {"army": "accept"}


def test_every_row_that_cannot_be_meant_is_named_with_what_to_write(tmp_path):
    path = sheet(
        tmp_path, "war,army,poeple,a", "war,gun,war,perhaps", "mood,joy,hope,a", "war,,war,a"
    )
    with pytest.raises(DissentError) as error:
        read_sheet(path, theme="war", categories=CATEGORIES)
    message = str(error.value)
    assert "row 2: `army`: the theme has no category `poeple`; it has war, people" in message
    assert "row 3: decision `perhaps` of `gun`: write `accept` or `reject`" in message
    assert "row 4: this line is about the theme `mood`, not `war`" in message
    assert "row 5: there is no term" in message


def test_the_category_of_what_is_not_accepted_does_not_matter(tmp_path):
    assert decisions(sheet(tmp_path, "war,army,poeple,r")) == {"army": "reject"}


def test_a_sheet_without_a_needed_column_is_told_apart(tmp_path):
    path = sheet(tmp_path, "war,army", header="theme,term")
    with pytest.raises(DissentError, match="no column `category`"):
        read_sheet(path, theme="war", categories=CATEGORIES)


def test_a_missing_sheet_says_how_to_make_it(tmp_path):
    with pytest.raises(DissentError, match="dissent themes suggest war"):
        read_sheet(tmp_path / "war.csv", theme="war", categories=CATEGORIES)


def test_the_users_columns_stand_before_the_reasons():
    assert COLUMNS[:6] == ("theme", "term", "category", "decision", "note", "remark")
