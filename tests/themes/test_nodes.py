"""Nodes of collocations: themes, categories and the terms of the settings."""

from pathlib import Path

import pytest
from tests.making import theme_of

from dissent.errors import DissentError
from dissent.themes.nodes import Node, checked_terms, nodes_of


def test_themes_come_first_each_with_its_categories_and_then_the_terms(tmp_path: Path) -> None:
    themes = [
        theme_of(tmp_path, "theme: b\ncategories:\n  z: [one]\n  y: [two]\n", name="b.yaml"),
        theme_of(tmp_path, "theme: a\ncategories:\n  z: [three]\n", name="a.yaml"),
    ]
    nodes = nodes_of(themes, ["red  guard", "a"])
    assert [(node.kind, node.name) for node in nodes] == [
        ("theme", "b"),
        ("category", "b/z"),
        ("category", "b/y"),
        ("theme", "a"),
        ("category", "a/z"),
        ("term", "red guard"),
        ("term", "a"),
    ]
    assert nodes[-1] == Node("term", "a")


@pytest.mark.parametrize(
    ("terms", "message"),
    [
        (["worker", "a*"], r"setting `collocation\.terms`: `a\*`: .*nearly every word"),
        (["working class", "working-class"], "`working-class` means the same as `working class`"),
        (["worker", "worker"], "`worker` means the same as `worker`"),
        ([""], "the term is empty"),
        (
            ["", "class_NOUNS"],
            r"setting `collocation\.terms`: 2 problems(.|\n)*did you mean `NOUN`",
        ),
    ],
)
def test_a_term_that_cannot_be_used_is_named_with_its_setting(
    terms: list[str], message: str
) -> None:
    with pytest.raises(DissentError, match=message):
        checked_terms(terms)
