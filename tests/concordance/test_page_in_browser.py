"""The concordance's page, opened from a folder as a reader opens it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.tagged_project import make_tagged_project

from dissent.concordance.choices import Sort
from dissent.concordance.concordance import make_concordance
from dissent.concordance.page import as_html
from dissent.tagged import open_corpus

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")

TEXTS = {"one": "b A HIT q\n\na z hits/hit B\n\nx ’s hit é\n\nhit"}


@pytest.fixture
def page(tmp_path: Path) -> Iterator["playwright.Page"]:
    corpus = open_corpus(make_tagged_project(tmp_path, TEXTS))
    made = make_concordance(
        corpus, "hit", documents=corpus.documents, window=8, sort=Sort.PLACE, limit=None, seed=1
    )
    file = tmp_path / "page.html"
    file.write_text(as_html(made), encoding="utf-8")
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        opened = browser.new_page(viewport={"width": 390, "height": 800}, offline=True)
        complaints: list[str] = []
        opened.on("console", lambda message: complaints.append(message.text))
        opened.on("pageerror", lambda error: complaints.append(str(error)))
        opened.goto(file.as_uri())
        yield opened
        browser.close()
        assert complaints == []


def lines(page: "playwright.Page") -> list[str]:
    return [row.strip() for row in page.locator("#lines tbody td.left").all_inner_texts()]


def test_lines_are_sorted_by_their_words_and_back(page: "playwright.Page") -> None:
    assert lines(page) == ["b A", "a z", "x ’s", ""]
    page.select_option("#sort", "left")
    assert lines(page) == ["", "b A", "x ’s", "a z"]
    page.select_option("#sort", "right")
    assert lines(page) == ["", "a z", "b A", "x ’s"]
    page.select_option("#sort", "match")
    assert lines(page) == ["b A", "x ’s", "", "a z"]
    page.select_option("#sort", "given")
    assert lines(page) == ["b A", "a z", "x ’s", ""]


def test_the_page_is_no_wider_than_a_phone(page: "playwright.Page") -> None:
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
