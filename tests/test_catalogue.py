"""The catalogue: what is read, and the message for everything that cannot be right."""

from pathlib import Path

import pytest
from tests.making import write

from dissent.catalogue import Document, check_group, in_date_order, read_catalogue
from dissent.errors import DissentError

HEADER = "doc_id,title,file,date,language,text_status\n"


def catalogue(folder: Path, *rows: str, header: str = HEADER) -> Path:
    return write(folder / "documents.csv", header + "".join(f"{row}\n" for row in rows))


def message(folder: Path, *rows: str, header: str = HEADER) -> str:
    with pytest.raises(DissentError) as caught:
        read_catalogue(catalogue(folder, *rows, header=header))
    return str(caught.value)


def test_a_row_becomes_a_document_with_its_file_beside_the_catalogue(tmp_path: Path) -> None:
    path = catalogue(tmp_path, "a-letter,A letter,texts/a.txt,1920-09,en,precis")
    (document,) = read_catalogue(path)
    assert document.doc_id == "a-letter"
    assert document.file == tmp_path / "texts" / "a.txt"
    assert document.earliest == "1920-09-01"
    assert document.row == 2


def test_a_column_of_the_users_own_can_be_a_group(tmp_path: Path) -> None:
    path = catalogue(tmp_path, "a,A,a.txt,left", header="doc_id,title,file,wing\n")
    assert read_catalogue(path)[0].group("wing") == "left"


def test_year_and_decade_are_groups_made_from_the_date(tmp_path: Path) -> None:
    path = catalogue(tmp_path, "a,A,a.txt,1921/1922,,", "b,B,b.txt,,,")
    dated, undated = read_catalogue(path)
    assert (dated.group("year"), dated.group("decade")) == ("1921", "1920s")
    assert undated.group("year") == "(none)"


def test_an_open_beginning_is_undated(tmp_path: Path) -> None:
    (document,) = read_catalogue(catalogue(tmp_path, "a,A,a.txt,../1922,,"))
    assert document.earliest == "9999"


def test_documents_stand_by_their_earliest_date_and_undated_ones_last() -> None:
    def dated(doc_id: str, earliest: str) -> Document:
        return Document(2, doc_id, "", Path(), earliest=earliest)

    documents = [dated("c", "9999"), dated("b", "1921-01-01"), dated("a", "1920-09-01")]
    assert [document.doc_id for document in in_date_order(documents)] == ["a", "b", "c"]


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("A Letter,A,a.txt,,,", "row 2: doc_id `A Letter`: only small letters"),
        (",A,a.txt,,,", "row 2: `doc_id` is empty"),
        ("a,,a.txt,,,", "row 2: `title` is empty"),
        ("a,A,,,,", "row 2: `file` is empty"),
        ("a,A,a.txt,Sept 1920,,", "row 2: date `Sept 1920` is not EDTF; write 1920-09"),
        ("a,A,a.txt,1920-13,,", "row 2: date `1920-13` is not EDTF"),
        ("a,A,a.txt,1922/1920,,", "row 2: date `1922/1920` is not EDTF"),
        ("a,A,a.txt,,english,", "row 2: language `english` is no language tag"),
        ("a,A,a.txt,,ru,", "row 2: language `ru` has no pipeline in the setting `models`; write"),
        ("a,A,a.txt,,,summary", "text_status `summary`: it can be full, excerpt, precis"),
        ("a,A,https://example.org/a.txt,,,", "addresses are not fetched yet"),
        ("a,A, b,a.txt,,,", "row 2: 7 cells, but the header has 6"),
    ],
)
def test_a_faulty_row_is_named_with_what_to_write(tmp_path: Path, row: str, said: str) -> None:
    assert said in message(tmp_path, row)


def test_a_doc_id_that_stands_twice_names_both_rows(tmp_path: Path) -> None:
    said = message(tmp_path, "a,A,a.txt,,,", "b,B,b.txt,,,", "a,C,c.txt,,,")
    assert said.endswith("row 4: doc_id `a` is already that of row 2")


def test_a_language_without_pipeline_is_named_once_with_what_to_write(tmp_path: Path) -> None:
    said = message(tmp_path, "a,A,a.txt,,ru,", "b,B,b.txt,,en-GB,", "c,C,c.txt,,ru,")
    assert "row 2 and 1 more: language `ru` has no pipeline" in said
    assert said.endswith("write `ru: ru_core_news_sm`, or another pipeline for `ru`")


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    said = message(tmp_path, "a,A,a.txt,yesterday,,", "B,B,b.txt,,,nothing")
    assert "3 problems" in said
    assert "row 2: date `yesterday`" in said
    assert "row 3: text_status `nothing`" in said


@pytest.mark.parametrize(
    ("header", "said"),
    [
        ("doc_id,title\n", "the column `file` is missing"),
        ("doc_id;title;file\n", "separated by `;`"),
        ("doc_id,title,file,file\n", "`file` stands there twice"),
        ("doc_id,title,file,words\n", "`words` is a column that dissent computes"),
    ],
)
def test_a_faulty_header_is_named(tmp_path: Path, header: str, said: str) -> None:
    assert said in message(tmp_path, header=header)


def test_a_catalogue_that_is_not_utf_8_names_the_line(tmp_path: Path) -> None:
    path = write(tmp_path / "d.csv", "doc_id,title,file\na,Prä,a.txt\n", encoding="latin-1")
    with pytest.raises(DissentError, match="line 2: not UTF-8"):
        read_catalogue(path)


def test_a_catalogue_without_rows_or_without_file_says_what_to_do(tmp_path: Path) -> None:
    assert "lists no documents" in message(tmp_path)
    with pytest.raises(DissentError, match="dissent init"):
        read_catalogue(tmp_path / "none.csv")


def test_an_unknown_group_names_the_columns_there_are(tmp_path: Path) -> None:
    documents = read_catalogue(catalogue(tmp_path, "a,A,a.txt,,,", "b,B,b.txt,,,"))
    with pytest.raises(DissentError, match=r"no column `party`; it can be doc_id, .*year, decade"):
        check_group(documents, "party", path=tmp_path)
    with pytest.raises(DissentError, match="nothing to compare"):
        check_group(documents, "language", path=tmp_path)
