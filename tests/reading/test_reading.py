"""Reading: files to clean paragraphs, or a message that says why not."""

from pathlib import Path

import pytest
from tests.making import write

from dissent.catalogue import Document
from dissent.errors import DissentError
from dissent.reading import problems_of, read_document
from dissent.reading.paragraphs import Region


def document(path: Path, **columns: str) -> Document:
    return Document(row=2, doc_id="a", title="A", file=path, **columns)


def texts(path: Path, **columns: str) -> list[str]:
    return [paragraph.text for paragraph in read_document(document(path, **columns))]


def test_blank_lines_divide_the_paragraphs_of_a_wrapped_text(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "One line\nand the next.\n\n  Second\tparagraph. \n \n\nThird")
    assert texts(path) == ["One line and the next.", "Second paragraph.", "Third"]


def test_each_line_is_a_paragraph_where_lines_are_long(tmp_path: Path) -> None:
    long = "word " * 40
    path = write(tmp_path / "a.txt", f"Heading\n{long}\nShort line.\n{long}")
    assert texts(path) == ["Heading", long.strip(), "Short line.", long.strip()]


def test_a_form_feed_begins_a_page(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "First.\n\fSecond.\n\nStill second.")
    assert [p.page for p in read_document(document(path))] == [1, 2, 2]


def test_line_ends_byte_order_marks_and_invisible_signs_vanish(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "\ufeffThe pro\u00adletariat\r\nmarches\u200b on.\r\n")
    assert texts(path) == ["The proletariat marches on."]


def test_underscores_of_emphasis_vanish_and_others_stay(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "See _Pravda_ and _The\nNew Course_, not snake_case_name.")
    assert texts(path) == ["See Pravda and The New Course, not snake_case_name."]


def test_markdown_leaves_words_and_knows_headings(tmp_path: Path) -> None:
    content = "# The *Letter*\n\nHe [wrote](x.html) **often**,\nand `so`.\n\n- first\n- second\n"
    path = write(tmp_path / "a.md", content + "\n<div>html</div>\n")
    found = read_document(document(path))
    assert [p.text for p in found] == ["The Letter", "He wrote often, and so.", "first", "second"]
    assert [p.region for p in found] == [Region.HEADING, Region.BODY, Region.BODY, Region.BODY]


def test_the_encoding_of_the_catalogue_is_obeyed(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "“Café”", encoding="cp1252")
    assert texts(path, encoding="cp1252") == ["“Café”"]


def test_a_section_runs_from_heading_to_heading(tmp_path: Path) -> None:
    content = "Preface\n\nOne\n\nCHAPTER I\n\nTwo\n\nThree\n\nChapter II\n\nFour"
    path = write(tmp_path / "a.txt", content)
    assert texts(path, start="Chapter I", end="chapter ii") == ["CHAPTER I", "Two", "Three"]
    assert texts(path, start=r"Chapter I{2}") == ["Chapter II", "Four"]


def test_a_section_can_be_a_range_of_pages(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "One\fTwo\fThree\fFour")
    assert texts(path, pages="2-3") == ["Two", "Three"]


@pytest.mark.parametrize(
    ("name", "content", "columns", "said"),
    [
        ("a.txt", b"", {}, "`a.txt` contains no word"),
        ("a.txt", b" \n*** \n", {}, "contains no word"),
        ("a.txt", b"fine\ncaf\xe9\n", {}, "line 2: not UTF-8; save it as UTF-8, or name its enc"),
        ("a.txt", b"fine", {"encoding": "latin-77"}, "unknown encoding `latin-77`"),
        ("a.txt", "two bytes".encode("utf-16-le"), {}, "two bytes per letter"),
        ("a.pdf", b"%PDF", {}, "`a.pdf`: this version reads .txt, .text, .md, .markdown"),
        ("a.txt", b"One", {"pages": "3-4"}, "has 1 pages, but `pages` says 3-4"),
        ("a.txt", b"One", {"start": "Chapter (I"}, "no paragraph that is or begins with the start"),
    ],
)
def test_what_cannot_be_read_is_said(
    tmp_path: Path, name: str, content: bytes, columns: dict[str, str], said: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(DissentError) as caught:
        read_document(document(path, **columns))
    assert said in str(caught.value)


def test_problems_name_the_row_of_the_catalogue(tmp_path: Path) -> None:
    write(tmp_path / "empty.txt", "")
    found = problems_of([document(tmp_path / "empty.txt")], catalogue=Path("documents.csv"))
    assert found == ["documents.csv, row 2 (a): file `empty.txt` contains no word"]
