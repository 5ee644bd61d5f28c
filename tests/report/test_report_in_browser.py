"""The page in a real browser, opened from its folder: click a rate, read its lines."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.report.report_project import Project

playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome")
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="no chromium on this machine")
SCROLL_WIDTH = "document.documentElement.scrollWidth"
LOADED = "() => !document.getElementById('panel-state').textContent.startsWith('Loading')"


class Reader:
    """A browser's page that notes errors and everything asked of a network."""

    def __init__(self, page: "playwright.Page") -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text))
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("request", self._request)

    def _request(self, request: "playwright.Request") -> None:
        if not request.url.startswith(("file:", "data:")):
            self.complaints.append(request.url)

    def open(self, page: Path, fragment: str = "") -> None:
        self.page.goto(page.as_uri() + fragment)

    def choose(self, document: str, column: int) -> None:
        row = self.page.locator(f"#rates tr[data-doc={document}]").first
        row.locator("button").nth(column).click()
        self.page.wait_for_function(LOADED)

    def choose_rule(self, theme: str, number: int) -> None:
        """Choose a number of hits in the table of a theme's rules, categories counted, too."""
        part = self.page.locator("#themes .theme", has=self.page.get_by_role("heading", name=theme))
        part.locator("summary", has_text="Rules with a hit").click()
        part.locator("button.rate").nth(number).click()
        self.page.wait_for_function(LOADED)

    @property
    def lines(self) -> int:
        return self.page.locator("#lines li").count()

    @property
    def title(self) -> str:
        return self.page.locator("#panel-title").inner_text()


@pytest.fixture(scope="module")
def browser() -> Iterator["playwright.Browser"]:
    with playwright.sync_playwright() as driver:
        made = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield made
        made.close()


@pytest.fixture
def reader(browser: "playwright.Browser") -> Iterator[Reader]:
    made = Reader(browser.new_page(viewport={"width": 1200, "height": 800}))
    yield made
    made.page.close()
    assert made.complaints == []


def test_a_rate_opens_all_its_lines(project: Project, reader: Reader) -> None:
    project.report()
    reader.open(project.page)
    reader.choose("red", 0)
    assert reader.title == "Class in Red: 9 lines"
    assert reader.lines == 9
    reader.page.select_option("#panel-category", "owners")
    assert reader.lines == 2
    assert reader.page.locator("#panel-state").inner_text() == "2 lines of 9"


def test_escape_closes_the_panel_and_returns_to_the_rate(project: Project, reader: Reader) -> None:
    project.report()
    reader.open(project.page)
    reader.choose("white", 0)
    assert reader.page.evaluate("document.activeElement.id") == "panel-title"
    reader.page.keyboard.press("Escape")
    assert not reader.page.locator("#panel").is_visible()
    assert reader.page.evaluate("document.activeElement.innerText").startswith("4 hits")


def test_a_rule_opens_its_lines_in_all_documents(project: Project, reader: Reader) -> None:
    project.report()
    reader.open(project.page)
    reader.choose_rule("Class", 1)
    assert reader.title == "Rule class.workers.worker in all documents: 11 lines"
    assert reader.lines == 11
    documents = reader.page.locator("#lines .about span:first-child").all_inner_texts()
    assert documents == ["Red"] * 7 + ["White"] * 4


def test_a_category_opens_its_lines_in_all_documents(project: Project, reader: Reader) -> None:
    project.report()
    reader.open(project.page)
    reader.choose_rule("Class", 0)
    assert reader.title == "Class, workers in all documents: 11 lines"
    assert reader.lines == 11


def test_a_link_to_a_line_of_a_rule_opens_it(project: Project, reader: Reader) -> None:
    project.report()
    reader.open(project.page)
    reader.choose_rule("Class", 1)
    reader.page.locator("#lines li a").nth(9).click()
    hit_id = project.hits[11]["hit_id"]
    assert reader.page.locator("#lines li.chosen").get_attribute("id") == f"hit={hit_id}"


def test_a_rate_without_hits_says_so(project: Project, reader: Reader) -> None:
    project.report()
    reader.open(project.page)
    reader.choose("green", 0)
    assert reader.title == "Class in Green: 0 lines"
    assert "No line" in reader.page.locator("#panel-state").inner_text()


def test_a_link_opens_its_line(project: Project, reader: Reader) -> None:
    project.report()
    hit_id = project.hits[3]["hit_id"]
    reader.open(project.page, f"#hit={hit_id}")
    reader.page.wait_for_function(LOADED)
    chosen = reader.page.locator("#lines li.chosen")
    assert chosen.get_attribute("id") == f"hit={hit_id}"


def test_all_parts_of_a_document_are_loaded(project: Project, reader: Reader) -> None:
    project.add_hits("white", "mood", "anger", 5_001)
    project.report()
    reader.open(project.page)
    reader.choose("white", 1)
    assert reader.lines == 5_001


def test_hostile_text_is_shown_as_it_is(project: Project, reader: Reader) -> None:
    hostile = (
        "<img src=x onerror=\"document.title='taken'\"><script>document.title='taken'</script>"
    )
    project.documents[0]["title"] = hostile
    project.labels["class"] = hostile
    project.add_hits("red", "class", "owners", 1, left=hostile, match=hostile, right=hostile)
    project.report()
    reader.open(project.page)
    reader.choose("red", 0)
    assert reader.page.locator("#lines mark").last.inner_text() == hostile
    assert hostile in reader.title
    assert "taken" not in reader.page.title()


def test_a_missing_evidence_file_is_named(project: Project, browser: "playwright.Browser") -> None:
    project.report()
    (project.evidence / "red.js").unlink()
    reader = Reader(browser.new_page())
    reader.open(project.page)
    reader.choose("red", 0)
    assert "evidence/red.js could not be opened" in reader.page.locator("#panel-state").inner_text()
    reader.page.close()


@pytest.mark.parametrize("width", [375, 1280])
def test_the_page_never_scrolls_sideways(project: Project, reader: Reader, width: int) -> None:
    project.documents[0]["title"] = "A title of very many words " * 5
    project.documents[0]["source"] = "https://example.org/" + "without-a-space/" * 20
    project.report()
    reader.page.set_viewport_size({"width": width, "height": 800})
    reader.open(project.page)
    assert reader.page.evaluate(SCROLL_WIDTH) <= width
    reader.page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert reader.page.evaluate(SCROLL_WIDTH) <= width


def test_a_link_to_a_statistic_opens_its_family(project: Project, reader: Reader) -> None:
    project.report()
    reader.open(project.page)
    article = reader.page.locator("#statistics .passport").last
    assert not article.is_visible()
    reader.open(project.page, f"#{article.get_attribute('id')}")
    assert article.is_visible()
    assert article.locator("math").is_visible()
