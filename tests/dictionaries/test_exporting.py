"""What rules say in the language of dictionaries, and which are left out and named."""

from pathlib import Path

import pytest
from tests.making import theme_of

from dissent.dictionaries.entries import tokeniser
from dissent.dictionaries.exporting import entries_of
from dissent.dictionaries.model import Target
from dissent.dictionaries.writing import dictionary_text
from dissent.errors import DissentError

POWER = """\
theme: power
names: {high: [POWER, High office], low: [POWER]}
categories:
  high:
    - {cql: '[lower="tsar|czar"] [lower="\\.\\.\\."]'}
    - minister*
  low: [state capitalism]
  other: [no]
"""


def said(folder: Path, rule: str, forms: dict[str, list[str]] | None = None) -> list[str]:
    theme = theme_of(folder, f"theme: a\ncategories:\n  b:\n    - {rule}\n")
    entries, unsaid = entries_of([theme], tokenise=tokeniser("en"), forms=forms)
    return [entry.text for entry in entries] or [str(each) for each in unsaid]


@pytest.mark.parametrize(
    ("rule", "texts"),
    [
        ("bureaucra*", ["bureaucra*"]),
        ("state", ["state"]),
        ("state capitalism", ["state-capitalism", "state capitalism"]),
        ("worker's", ["worker's"]),
        ("""{cql: '[lower="state"] [lower="''s"]'}""", ["state's"]),
        (
            """{cql: '[lower="new|old"] [lower="order.*"]?'}""",
            ["new", "new order*", "old", "old order*"],
        ),
        ("""{cql: '[lower="wom.n"]'}""", ["wom?n"]),
        (r"""{cql: '[lower="rule"] [word=".*[\pL\pN].*"] [lower="law"]'}""", ["rule * law"]),
    ],
)
def test_rules_on_forms_are_written_with_wildcards(
    tmp_path: Path, rule: str, texts: list[str]
) -> None:
    assert sorted(said(tmp_path, rule)) == sorted(texts)


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        (
            "class_NOUN",
            "a.b.class_noun: left out: it asks for more than a form, not for forms alone",
        ),
        ("{term: class, not: {before: first}}", "a.b.class: left out: its `not` contexts"),
        ("""{cql: '[lemma="state"]'}""", "it asks for lemma, not for forms alone"),
        ("""{cql: '[word="State"]'}""", "capital letters count in it"),
        ("""{cql: '[lower="a"] [lower="b"] within s'}""", "`within` a sentence"),
        ("""{cql: '[lower="a"] [] [lower="b"]'}""", "it asks for more than a form"),
        ("""{cql: '[lower="stat(e|es)"]'}""", "the regular expression `stat(e|es)`"),
        ("""{cql: '[lower="stat[ei]"]'}""", "the regular expression `stat[ei]`"),
        ("""{cql: '[lower="a"] ([lower="b.*"]? [lower="c.*"]?){0,9}'}""", "more than 200 entries"),
    ],
)
def test_a_rule_that_dictionaries_cannot_say_is_left_out_and_named(
    tmp_path: Path, rule: str, reason: str
) -> None:
    (only,) = said(tmp_path, rule)
    assert reason in only


def test_with_a_corpus_a_lemma_is_written_in_its_forms(tmp_path: Path) -> None:
    forms = {"commissar": ["commissar", "commissars"], "party": ["parties", "party"]}
    assert said(tmp_path, "commissar", forms) == ["commissar", "commissars"]
    assert len(said(tmp_path, "party commissar", forms)) == 8


def test_without_one_it_is_written_as_it_stands_and_that_is_said(tmp_path: Path) -> None:
    theme = theme_of(tmp_path, "theme: a\ncategories: {b: [commissar, red tape here]}\n")
    _, unsaid = entries_of([theme], tokenise=tokeniser("en"), forms=None)
    assert [str(each) for each in unsaid] == [
        "a.b.commissar: written as it stands, without its other forms (--forms takes them from the "
        "tagged corpus)",
        "a.b.red-tape-here: written as it stands, without its other forms (--forms takes them from "
        "the tagged corpus)",
        "a.b.red-tape-here: written with blanks; hyphens between some of its words are not found",
    ]


def test_quanteda_gets_nested_names_and_own_words_below_an_underscore(tmp_path: Path) -> None:
    theme = theme_of(tmp_path, POWER)
    text, _ = dictionary_text([theme], target=Target.QUANTEDA, language="en", corpus=None)
    assert text == (
        "# Written by dissent from power.\n"
        "POWER:\n"
        "  _:\n"
        "    - state capitalism\n"
        "    - state-capitalism\n"
        "  High office:\n"
        "    - 'tsar...'\n"
        "    - 'czar...'\n"
        "    - minister*\n"
        "power:\n"
        "  other:\n"
        "    - 'no'\n"
    )


def test_liwc_gets_numbered_categories_and_each_entry_once(tmp_path: Path) -> None:
    theme = theme_of(
        tmp_path,
        "theme: a\nnames: {b: [A, B], c: [A, C]}\ncategories:\n"
        "  b: [minister*, '*deceit', \"state's\"]\n"
        "  c: [{cql: '[lower=\"minister.*\"]'}, ministers]\n",
    )
    text, unsaid = dictionary_text([theme], target=Target.LIWC, language="en", corpus=None)
    assert text == "%\n1\tA\n\t2\tB\n\t3\tC\n%\nminister*\t2\t3\nstate's\t2\nministers\t3\n"
    assert "a.b.*deceit: `*deceit` left out: LIWC knows a wildcard `*` at the end only" in [
        str(each) for each in unsaid
    ]


def test_a_theme_of_which_nothing_can_be_said_is_refused(tmp_path: Path) -> None:
    theme = theme_of(tmp_path, "theme: a\ncategories: {b: [class_NOUN]}\n")
    with pytest.raises(DissentError, match="no rule of a can be said in a dictionary of quanteda"):
        dictionary_text([theme], target=Target.QUANTEDA, language="en", corpus=None)
