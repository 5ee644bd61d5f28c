"""The written reference of the rule language: each rule finds what is bold below it."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.making import theme_of

from dissent.annotation import Text, annotate
from dissent.reading.paragraphs import Paragraph
from dissent.settings import REPOSITORY
from dissent.themes.hits import COUNTED, match_themes

PAGE = (REPOSITORY / "docs" / "rules.md").read_text(encoding="utf-8")
EXAMPLE = re.compile(r"```yaml rule\n(?P<rules>[^`]*)```\n(?P<lines>(?:> .*\n)+)")
THEME = re.compile(r"```yaml theme\n(?P<theme>.*?)```", re.DOTALL)


@dataclass(frozen=True)
class Example:
    """Rules, and a line with what they find between `**`."""

    rules: str
    line: str

    @property
    def text(self) -> str:
        return self.line.replace("**", "")

    @property
    def found(self) -> list[str]:
        return re.findall(r"\*\*(.+?)\*\*", self.line)


EXAMPLES = [
    Example(block["rules"], " ".join(re.findall(r"^> (.*)$", block["lines"], re.MULTILINE)))
    for block in EXAMPLE.finditer(PAGE)
]


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.rules for example in EXAMPLES])
def test_a_rule_finds_what_is_bold(tmp_path: Path, example: Example) -> None:
    indented = re.sub("^", "    ", example.rules, flags=re.MULTILINE)
    theme = theme_of(tmp_path, f"theme: t\ncategories:\n  c:\n{indented}")
    text = Text("a", "en", (Paragraph(example.text),))
    tokens = annotate([text], models={"en": "en_dissent"})
    spans = match_themes([theme], tokens, context_words=1).to_pylist()
    assert [span["match"] for span in spans if span["status"] == COUNTED] == example.found


def test_every_rule_of_the_page_is_an_example() -> None:
    assert len(EXAMPLES) == PAGE.count("```yaml rule") > 20


def test_the_theme_file_of_the_page_can_be_read(tmp_path: Path) -> None:
    found = THEME.search(PAGE)
    assert found is not None
    theme = theme_of(tmp_path, found["theme"])
    assert theme.categories == ("workers", "owners")
