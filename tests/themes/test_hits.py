"""Why a span does not count: what beat it, and how; what cancelled it."""

from pathlib import Path

from tests.making import table_of, theme_of

from dissent.themes.hits import match_themes


def settled(folder: Path, text: str, *rules: str) -> list[tuple[str, str, str, str]]:
    """Match, rival, status and why of every span, in the order of the text."""
    listed = "\n".join(f"    - {rule}" for rule in rules)
    theme = theme_of(folder, f"theme: t\ncategories:\n  c:\n{listed}\n")
    spans = match_themes([theme], table_of(text), context_words=2).to_pylist()
    return [(span["match"], span["rival"], span["status"], span["why"]) for span in spans]


def test_a_shorter_span_loses_to_the_longer(tmp_path: Path) -> None:
    assert settled(tmp_path, "working class", "class", "working class") == [
        ("working class", "t.c.class(shorter)", "counted", ""),
        ("class", "t.c.working-class", "lost", "shorter"),
    ]


def test_of_spans_as_long_the_later_rule_loses(tmp_path: Path) -> None:
    assert settled(tmp_path, "class", "clas*", "class") == [
        ("class", "t.c.class(later_rule)", "counted", ""),
        ("class", "t.c.clas*", "lost", "later_rule"),
    ]


def test_of_spans_of_one_rule_the_later_place_loses(tmp_path: Path) -> None:
    assert settled(tmp_path, "ha ha ha", "ha ha") == [
        ("ha ha", "t.c.ha-ha(later_place)", "counted", ""),
        ("ha ha", "t.c.ha-ha", "lost", "later_place"),
    ]


def test_a_cancelled_span_names_the_first_context_that_cancels_it(tmp_path: Path) -> None:
    rule = "{term: class, not: {before: [first, the first], after: carriage}}"
    assert settled(tmp_path, "the first class carriage", rule) == [
        ("class", "", "cancelled", "before: first")
    ]
