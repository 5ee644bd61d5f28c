"""Checks of rules that need no corpus: the same rule twice, and the rules' own examples."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from tests.making import table_of, theme_of

from dissent.themes.checks import check_examples, same_rules
from dissent.themes.files import Theme
from dissent.tokens import TokenTable

CLASS = """\
theme: class
categories:
  workers:
    - worker
    - {term: hand, not: {before: factory}}
"""


def tagged(texts: Sequence[str]) -> TokenTable:
    return table_of(*texts)


def untagged(_: Sequence[str]) -> TokenTable:
    pytest.fail("nothing has to be tagged")


def theme(folder: Path, *rules: str) -> Theme:
    listed = "\n".join(f"    - {rule}" for rule in rules)
    return theme_of(folder, f"theme: t\ncategories:\n  c:\n{listed}\n", name="t.yaml")


def test_a_rule_that_another_theme_has_is_named_with_its_place(tmp_path: Path) -> None:
    one = theme_of(tmp_path, CLASS, name="class.yaml")
    other = theme_of(tmp_path, CLASS.replace("theme: class", "theme: mood"), name="mood.yaml")
    found = same_rules([one, other])
    assert [(each.file, each.line, each.level) for each in found] == [
        ("mood.yaml", 4, "warning"),
        ("mood.yaml", 5, "warning"),
    ]
    assert found[0].message == (
        "`worker` says the same as `class.workers.worker` (class.yaml, line 4): "
        "each hit counts for both"
    )


def test_the_same_term_with_other_contexts_is_another_rule(tmp_path: Path) -> None:
    one = theme_of(tmp_path, CLASS, name="class.yaml")
    other = theme_of(tmp_path, "theme: mood\ncategories:\n  a: [hand]\n", name="mood.yaml")
    assert same_rules([one, other]) == []


def test_examples_that_hold_are_passed_over(tmp_path: Path) -> None:
    rule = "{term: class, example: the working class, counterexample: [a school, a horse]}"
    assert check_examples([theme(tmp_path, rule)], tagged) == []


def test_an_example_without_a_match_is_an_error_at_its_line(tmp_path: Path) -> None:
    rules = ["worker", "{term: class, example: [the class, the school]}"]
    (found,) = check_examples([theme(tmp_path, *rules)], tagged)
    assert (found.file, found.line, found.level, found.check) == ("t.yaml", 5, "error", "example")
    assert found.message == "`class` does not find its example `the school`"


def test_an_example_that_a_context_cancels_says_which(tmp_path: Path) -> None:
    rule = "{term: class, not: {before: first}, example: the first class}"
    (found,) = check_examples([theme(tmp_path, rule)], tagged)
    assert found.message.endswith("example `the first class`: `not before: first` cancels it")


def test_a_counterexample_with_a_match_says_what_was_found(tmp_path: Path) -> None:
    rule = "{term: clas*, counterexample: a classic case}"
    (found,) = check_examples([theme(tmp_path, rule)], tagged)
    assert (found.level, found.check) == ("error", "counterexample")
    assert found.message == "`clas*` finds `classic` in its counterexample `a classic case`"


def test_an_example_is_found_though_another_rule_would_win_it(tmp_path: Path) -> None:
    rules = ["working class", "{term: class, example: the working class}"]
    assert check_examples([theme(tmp_path, *rules)], tagged) == []


def test_without_examples_nothing_is_tagged(tmp_path: Path) -> None:
    assert check_examples([theme(tmp_path, "class")], untagged) == []
