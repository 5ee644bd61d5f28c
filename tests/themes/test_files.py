"""Theme files: what they give, and the line of everything that is wrong in them."""

from pathlib import Path

import pytest
from tests.making import theme_of, write

from dissent.errors import DissentError
from dissent.settings import REPOSITORY
from dissent.themes.files import cql_name, read_themes, theme_files

GOOD = """\
theme: class
about: Classes of society.
categories:
  workers:
    - proletari*
    - {term: class_NOUN, not: {before: [first, second], after: of 19*}, note: not trains}
  owners: [bourgeoisie, ruling class]
"""


def said_of(folder: Path, yaml: str) -> str:
    with pytest.raises(DissentError) as caught:
        theme_of(folder, yaml)
    return str(caught.value)


def test_a_theme_has_categories_and_rules_in_their_order(tmp_path: Path) -> None:
    theme = theme_of(tmp_path, GOOD)
    assert (theme.theme, theme.label) == ("class", "Class")
    assert theme.categories == ("workers", "owners")
    assert [rule.rule_id for rule in theme.rules] == [
        "class.workers.proletari*",
        "class.workers.class_noun",
        "class.owners.bourgeoisie",
        "class.owners.ruling-class",
    ]


def test_contexts_that_cancel_are_kept_and_written_out(tmp_path: Path) -> None:
    rule = theme_of(tmp_path, GOOD).rules[1]
    assert rule.written == "class_NOUN (not before: first, second) (not after: of 19*)"
    assert [context.where for context in rule.contexts] == ["before", "before", "after"]
    assert rule.note == "not trains"


def test_a_rule_keeps_what_is_known_of_it_and_where_it_stands(tmp_path: Path) -> None:
    yaml = """\
theme: t
categories:
  c:
    - cql: '[lemma="new"] [lemma="class"]'
      not: {inside: {cql: '"the" []{0,2} "class"'}}
      example: A new
        class.
      counterexample: [One., Two.]
"""
    (rule,) = theme_of(tmp_path, yaml).rules
    assert (rule.file, rule.line) == ("theme.yaml", 4)
    assert rule.examples == ("A new class.",)
    assert rule.counterexamples == ("One.", "Two.")
    assert [context.written for context in rule.contexts] == ['"the" []{0,2} "class"']
    assert rule.written.endswith('[lemma="class"] (not inside: "the" []{0,2} "class")')


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ('[lemma="new"] [pos="ADJ"]{0,2} [lemma="bourgeoisie|bourgeois"]',
         "new-bourgeoisie-bourgeois"),
        ('"One" "two" "three" "four" "five"', "one-two-three-four"),
        (r'[word="U\.S\." & pos="PROPN"]', "u-s"),
        ('[pos="ADJ"] [pos!="NOUN"]', "adj-noun"),
        ('[word=".*"] [word!="."]', "query"),
    ],
)  # fmt: skip
def test_a_query_is_named_by_its_first_words(query: str, name: str) -> None:
    assert cql_name(query) == name


def test_words_that_older_yaml_reads_as_booleans_are_words(tmp_path: Path) -> None:
    theme = theme_of(tmp_path, "theme: answer\ncategories:\n  plain: [no, yes, off]\n")
    assert [rule.written for rule in theme.rules] == ["no", "yes", "off"]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("about:", "abuot:", "line 2: unknown key `abuot`; did you mean `about`?"),
        ("theme: class", "theme: Class War", "line 1: theme `Class War`: only small letters"),
        ("theme: class\n", "", "line 1: `theme` is missing"),
        ("  owners:", "  Owners!:", "category `Owners!`: only small letters"),
        ("[bourgeoisie, ruling class]", "", "line 7: category `owners` needs a list of rules"),
        ("ruling class]", "bourgeoisie]", "line 7: `bourgeoisie` stands already in line 7"),
        ("proletari*", "p*", "line 5: `p*`: `p*` takes in nearly every word"),
        ("proletari*", "1917", "line 5: `1917` is no term; write a word, or a number in quot"),
        ("proletari*", "{cql: '[]'}", "line 5: `[]`: `[]` alone fits every token"),
        ("proletari*", "{note: x}", "line 5: a rule needs a `term` or a `cql`"),
        ("proletari*", "{term: x, id: a; b}", "id `a; b`: only letters, digits"),
        ("term: class_NOUN", "trem: class", "unknown key `trem`; did you mean `term`?"),
        ("before:", "befor:", "line 6: unknown key `befor`; did you mean `before`?"),
        ("not: {before: [first, second], after: of 19*}", "not: first", "needs `before:`,"),
        ("theme: class", "theme: [", "not YAML"),
        ("  owners:", "  workers:", "line 7: `workers` stands already in line 4; make one of"),
        ("  owners:", "\towners:", "line 7: indent with blanks, not tabs"),
    ],
)
def test_a_mistake_is_named_with_its_line(tmp_path: Path, old: str, new: str, said: str) -> None:
    assert said in said_of(tmp_path, GOOD.replace(old, new, 1))


def test_a_file_of_another_kind_says_what_a_theme_file_is(tmp_path: Path) -> None:
    assert "begins with `theme:`" in said_of(tmp_path, "- one\n- two\n")
    assert "`categories` has to be names" in said_of(tmp_path, "theme: a\ncategories: [b]\n")
    assert "`categories` has to be names" in said_of(tmp_path, "theme: a\ncategories: {}\n")
    assert "not YAML: " in said_of(tmp_path, "theme: \x07\n")


@pytest.mark.parametrize("nested", ["[" * 2000, "- " * 2000 + "x", "{a: " * 2000])
def test_brackets_without_end_are_refused_before_they_are_read(tmp_path: Path, nested: str) -> None:
    said = said_of(tmp_path, f"theme: a\ncategories:\n  b:\n    - {nested}\n")
    assert "theme.yaml, line 4: not YAML: more than 50 lists within each other; put" in said
    assert "\n" not in said


def test_two_files_cannot_hold_the_same_theme(tmp_path: Path) -> None:
    paths = [write(tmp_path / name, GOOD) for name in ("a.yaml", "b.yaml")]
    with pytest.raises(DissentError, match=r"b\.yaml: the theme `class` is already that of .*a\."):
        read_themes(paths)


def test_theme_files_are_those_of_a_folder_or_a_list_in_order(tmp_path: Path) -> None:
    for name in ("b.yaml", "a.yaml", "._a.yaml", "notes.txt"):
        write(tmp_path / "themes" / name, GOOD)
    names = [path.name for path in theme_files(["themes"], folder=tmp_path)]
    assert names == ["a.yaml", "b.yaml"]
    listed = theme_files(["themes/b.yaml", "themes/a.yaml"], folder=tmp_path)
    assert [path.name for path in listed] == ["b.yaml", "a.yaml"]
    with pytest.raises(DissentError, match="there is no file or folder `nowhere`"):
        theme_files(["nowhere"], folder=tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(DissentError, match=r"`empty` holds no \.yaml file"):
        theme_files(["empty"], folder=tmp_path)


def test_the_bundled_themes_are_sound() -> None:
    themes = read_themes(theme_files(["config/themes"], folder=REPOSITORY))
    assert [theme.theme for theme in themes] == ["bureaucracy", "class", "degeneration", "mood"]
    for theme in themes:
        assert 4 <= len(theme.categories) <= 8
        assert theme.about
        assert theme.source
