"""Concordances as they are shown: columns that stay straight, and nothing that runs."""

import csv
import io
import re

import pytest
from rich.cells import cell_len

from dissent.catalogue import Document
from dissent.concordance.choices import Sort
from dissent.concordance.concordance import Concordance, DocumentHits
from dissent.concordance.legible import legible
from dissent.concordance.lines import Line
from dissent.concordance.page import as_html
from dissent.concordance.spreadsheet import as_csv
from dissent.concordance.terminal import render

LONG = "one two three four five six seven eight nine ten eleven twelve"


def made(*lines: tuple[str, str, str], title: str = "A Title", page: int = 1) -> Concordance:
    document = Document(row=2, doc_id="a-title", title=title, file=None, date="1921-03")  # type: ignore[arg-type]
    return Concordance(
        query="class",
        sort=Sort.PLACE,
        window=8,
        lines=tuple(
            Line("a-title", page, number, number, number, number + 1, *line)
            for number, line in enumerate(lines, start=1)
        ),
        documents=(DocumentHits(document, len(lines), 2000),),
    )


def body(concordance: Concordance, *, width: int | None) -> list[str]:
    """The lines of the concordance, without heading and the list of documents."""
    text = render(concordance, width=width).plain
    return text.split("\n\n")[1].split("\n")[1:]


@pytest.mark.parametrize("width", [40, 60, 100, 180])
@pytest.mark.parametrize(
    "left",
    [
        "",
        "short ",
        f"{LONG} ",
        "中华人民共和国万岁世界人民大团结万岁中华人民共和国万岁世界人民大团结万岁",
        "e\u0301" * 90,
        "ü" * 200 + " ",
    ],
)
def test_hits_stand_below_each_other_and_lines_fit(width: int, left: str) -> None:
    lines = body(
        made((left, "class", f" {LONG}"), ("the ", "class", "."), ("x" * 300, "class", "y" * 300)),
        width=width,
    )
    columns = {cell_len(line[: line.index("class")]) for line in lines}
    assert len(columns) == 1
    assert max(map(cell_len, lines)) <= width


def test_contexts_are_cut_between_words() -> None:
    (line,) = body(made((f"{LONG} ", "class", f" {LONG}")), width=60)
    assert re.fullmatch(r"A Title +1 +ten eleven twelve class one two three four", line)


def test_a_mark_is_not_parted_from_its_letter() -> None:
    for width in range(40, 60):
        (line,) = body(made(("e\u0301" * 90, "class", "")), width=width)
        assert not line.split()[2].startswith("\u0301")


def test_a_hit_that_is_longer_than_the_line_is_cut_too() -> None:
    (line,) = body(made(("the ", LONG * 3, " end")), width=60)
    assert cell_len(line) <= 60


def test_where_nothing_limits_the_width_the_text_is_whole() -> None:
    (line,) = body(made((f"{LONG} ", "class", f", {LONG}")), width=None)
    assert line.endswith(f"{LONG} class, {LONG}")


def test_pages_are_named_where_a_text_has_pages() -> None:
    assert " page " in render(made(("a ", "b", " c"), page=3), width=80).plain
    assert " page " not in render(made(("a ", "b", " c"), page=1), width=80).plain


def test_what_would_command_the_screen_is_replaced() -> None:
    assert legible("a\x1b[31mb\u202ec\td\ne\x9b") == "a�[31mb�c d e�"
    text = render(made(("\x1b[2J ", "cla\x07ss", " \u2067x"), title="T\x1b]0;x"), width=80).plain
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


def test_a_query_that_looks_like_markup_is_shown_as_it_is() -> None:
    concordance = made(("[red]a ", "class", " [/red]"))
    assert "[red]a class [/red]" in render(concordance, width=80).plain


def test_the_table_has_a_row_per_line_and_no_formulas() -> None:
    concordance = made(('=cmd|"x" ', "class", "\n+1"), ("a, ", "class", " b"))
    header, first, second = csv.reader(io.StringIO(as_csv(concordance)))
    names = "doc_id,page,paragraph,sentence,start,end,left,match,right,title,date"
    assert header == names.split(",")
    assert first[6:9] == ['\'=cmd|"x" ', "class", "\n+1"]
    assert second[:6] == ["a-title", "1", "2", "2", "2", "3"]
    assert second[6:] == ["a, ", "class", " b", "A Title", "1921-03"]


def test_the_page_escapes_what_documents_say_and_loads_nothing() -> None:
    page = as_html(made(("<script>x</script> ", "<b>class</b>", " &amp;"), title='"><img>'))
    assert "<script>x" not in page
    assert "<b>class" not in page
    assert "<img" not in page
    assert "&lt;b&gt;class" in page
    assert not re.search(r"""(?:src|href)\s*=|url\(|@import|https?:""", page)
    (policy,) = re.findall(r'Content-Security-Policy" content="([^"]*)"', page)
    assert policy.startswith("default-src &#39;none&#39;; style-src &#39;sha256-")
    assert "unsafe" not in policy


def test_the_text_on_the_page_is_exact() -> None:
    page = as_html(made(("a working-", "class", ", too")))
    row = page.split("<tbody>")[1].split("</tr>")[0].split("</th>")[1]
    assert re.sub("<[^>]*>", "", row).strip() == "a working-class, too"
