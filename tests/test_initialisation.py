"""`dissent init`: a project from files and a table of metadata."""

from pathlib import Path

import pytest
from tests.making import write

from dissent.catalogue import read_catalogue
from dissent.errors import DissentError
from dissent.initialisation import make_project
from dissent.reading import read_document
from dissent.settings import REPOSITORY


def corpus(folder: Path) -> list[Path]:
    return [write(folder / name, "Words.") for name in ("Wilson-1913.txt", "Hoover_1929.txt")]


def test_files_alone_give_a_catalogue_with_titles_made_from_their_names(tmp_path: Path) -> None:
    files = corpus(tmp_path / "in")
    said = make_project(tmp_path / "p", files=files, metadata=None, group="doc_id")
    documents = read_catalogue(tmp_path / "p" / "corpus" / "documents.csv")
    assert [document.doc_id for document in documents] == ["wilson-1913", "hoover-1929"]
    assert [document.title for document in documents] == ["Wilson 1913", "Hoover 1929"]
    assert all(document.file.is_file() for document in documents)
    assert "a project of 2 documents" in said


def test_a_project_has_the_bundled_themes_and_a_commented_config(tmp_path: Path) -> None:
    make_project(tmp_path / "p", files=corpus(tmp_path), metadata=None, group="doc_id")
    bundled = {path.name for path in (REPOSITORY / "config" / "themes").iterdir()}
    assert {path.name for path in (tmp_path / "p" / "config" / "themes").iterdir()} == bundled
    assert "group: doc_id" in (tmp_path / "p" / "config" / "config.yaml").read_text("utf-8")


def test_titles_authors_dates_and_groups_come_from_the_metadata(tmp_path: Path) -> None:
    corpus(tmp_path)
    table = write(
        tmp_path / "manifest.csv",
        "id,file,group,author,year,words\n"
        "W_13,Wilson-1913.txt,Democratic,Wilson,1913,3551\n"
        "H_29,Hoover_1929.txt,Republican,Hoover,1929,9\n",
    )
    said = make_project(tmp_path / "p", files=[], metadata=table, group="author")
    first, _ = read_catalogue(tmp_path / "p" / "corpus" / "documents.csv")
    assert (first.doc_id, first.date, first.group("author")) == ("w-13", "1913", "Wilson")
    assert first.columns["given_words"] == "3551"
    assert "`words` is now `given_words`" in said
    assert "Columns carried along: group, given_words" in said


def test_files_given_choose_among_the_rows_of_the_metadata(tmp_path: Path) -> None:
    files = corpus(tmp_path)
    table = write(tmp_path / "m.csv", "file;title\nWilson-1913.txt;A\nHoover_1929.txt;B\n")
    make_project(tmp_path / "p", files=files[1:], metadata=table, group="doc_id")
    (document,) = read_catalogue(tmp_path / "p" / "corpus" / "documents.csv")
    assert document.title == "B"


@pytest.mark.parametrize(
    ("metadata", "said"),
    [
        ("title\nA\n", "a column `file` is needed; there are title"),
        ("file,year\nWilson-1913.txt,spring\n", "file Wilson-1913.txt: date `spring` is not EDTF"),
        ("file,title\nWilson-1913.txt\n", "row 2: 1 cells, but the header has 2"),
        ("file\nnone.txt\n", "there is no file"),
        ('file,title\nWilson-1913.txt,"A\nHoover_1929.txt,B\n', "is a quotation mark not closed?"),
        ("file,Title,title\nWilson-1913.txt,A,B\n", "`Title` and `title` both mean `title`"),
    ],
)
def test_a_faulty_table_is_refused_and_nothing_is_written(
    tmp_path: Path, metadata: str, said: str
) -> None:
    corpus(tmp_path)
    table = write(tmp_path / "m.csv", metadata)
    with pytest.raises(DissentError) as caught:
        make_project(tmp_path / "p", files=[], metadata=table, group="doc_id")
    assert said in str(caught.value)
    assert not (tmp_path / "p").exists()


def test_rows_may_be_sections_of_one_file(tmp_path: Path) -> None:
    write(tmp_path / "book.md", "# One\n\nFirst text.\n\n# Two\n\nSecond text.\n")
    table = write(
        tmp_path / "m.csv", "file,title,start,end\nbook.md,One,One,Two\nbook.md,Two,Two,\n"
    )
    make_project(tmp_path / "p", files=[], metadata=table, group="doc_id")
    one, two = read_catalogue(tmp_path / "p" / "corpus" / "documents.csv")
    assert (one.doc_id, two.doc_id) == ("book", "book-2")
    assert [p.text for p in read_document(one)] == ["One", "First text."]
    assert [p.text for p in read_document(two)] == ["Two", "Second text."]


def test_doc_ids_made_unique_do_not_meet_others(tmp_path: Path) -> None:
    files = [write(tmp_path / name, "Words.") for name in ("a.txt", "a.md", "a-2.txt")]
    make_project(tmp_path / "p", files=files, metadata=None, group="doc_id")
    documents = read_catalogue(tmp_path / "p" / "corpus" / "documents.csv")
    assert [document.doc_id for document in documents] == ["a", "a-2", "a-2-2"]


def test_the_next_command_can_be_pasted(tmp_path: Path) -> None:
    said = make_project(tmp_path / "my p", files=corpus(tmp_path), metadata=None, group="doc_id")
    assert said.endswith(f"--directory '{tmp_path / 'my p'}'")


def test_a_project_is_never_overwritten(tmp_path: Path) -> None:
    files = corpus(tmp_path)
    make_project(tmp_path / "p", files=files, metadata=None, group="doc_id")
    with pytest.raises(DissentError, match="exists already"):
        make_project(tmp_path / "p", files=files, metadata=None, group="doc_id")


def test_a_file_without_a_row_and_an_unknown_group_are_named(tmp_path: Path) -> None:
    files = corpus(tmp_path)
    table = write(tmp_path / "m.csv", "file\nWilson-1913.txt\n")
    with pytest.raises(DissentError, match=r"has no row for the file Hoover_1929\.txt"):
        make_project(tmp_path / "p", files=files, metadata=table, group="doc_id")
    with pytest.raises(DissentError, match="--group: there is no column `wing`"):
        make_project(tmp_path / "p", files=files, metadata=None, group="wing")
