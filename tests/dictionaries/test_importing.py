"""What an entry of a dictionary means as a rule, and how categories become themes."""

from pathlib import Path

import pytest
from tests.dictionaries.making import imported, looked_up, patterns, read_text, themes_from
from tests.making import theme_of

from dissent.dictionaries.entries import Meaning, UnsayableError, meaning_of, tokeniser
from dissent.dictionaries.model import Division
from dissent.dictionaries.to_theme import joined_name
from dissent.errors import DissentError


def meaning(text: str, *, case: bool = False, lemmas: bool = False) -> Meaning:
    return meaning_of(text, tokenise=tokeniser("en"), case=case, lemmas=lemmas)


def found_in(folder: Path, entry: str, text: str) -> int:
    made = imported(read_text(folder, "x.txt", f"{entry}\n"))
    return looked_up(themes_from(made, folder), [text])["x"][0]


@pytest.mark.parametrize(
    ("entry", "key", "text"),
    [
        ("State", "cql", '[lower="state"]'),
        ("bureaucra*", "term", "bureaucra*"),
        ("*deceit*", "term", "*deceit*"),
        ("United States", "cql", '[lower="united"] [lower="states"]'),
        ("Federal * of", "cql", r'[lower="federal"] [word=".*[\pL\pN].*"] [lower="of"]'),
        ("co-operat*", "cql", '[lower="co"] [lower="-"] [lower="operat.*"]'),
        ("wom?n", "cql", '[lower="wom.n"]'),
        ("a*", "cql", '[lower="a.*"]'),
        ("state’s", "cql", '[lower="state"] [lower="\'s"]'),
        ("cannot", "cql", '([lower="cannot"] | [lower="can"] [lower="not"])'),
    ],
)
def test_an_entry_means_forms_token_by_token(entry: str, key: str, text: str) -> None:
    said = meaning(entry)
    assert (said.key, said.text) == (key, text)


def test_with_lemmas_a_word_means_all_its_forms_and_a_wildcard_stays_a_form() -> None:
    assert meaning("State", lemmas=True) == Meaning("term", "state")
    assert meaning("ruling class", lemmas=True) == Meaning("term", "ruling class")
    assert meaning("bureaucra*", lemmas=True) == Meaning("term", "bureaucra*")


def test_with_case_the_form_is_as_written() -> None:
    assert meaning("Soviet*", case=True) == Meaning("cql", '[word="Soviet.*"]')


@pytest.mark.parametrize("entry", ["*", "* *", "**"])
def test_an_entry_that_fits_every_word_is_refused(entry: str) -> None:
    with pytest.raises(UnsayableError, match="it fits every word"):
        meaning(entry)


@pytest.mark.parametrize(
    ("entry", "text", "hits"),
    [
        ("state", "The State and its states", 1),
        ("mr. smith", "Mr. Smith met MR. SMITH", 2),
        ("cannot", "I cannot, and you CANNOT", 2),
        ("don't", "Don't say they don’t", 2),
        ("it's*", "It's a state", 1),
        ("co-operat*", "Co-operation is no cooperation", 1),
        ("u.s. can't", "The U.S. can't, the u.s. CAN'T", 2),
        ("federal * of", "Federal Republic of and federal , of", 1),
        ("state", "state-owned", 1),
        (":)", "well :) then", 1),
    ],
)
def test_an_entry_finds_what_its_dictionary_means(
    tmp_path: Path, entry: str, text: str, hits: int
) -> None:
    assert found_in(tmp_path, entry, text) == hits


def test_nested_categories_are_joined_and_keep_their_own_names(tmp_path: Path) -> None:
    made = imported(read_text(tmp_path, "a.yml", "Culture: {High-Brow: [opera*], low: [pub]}\n"))
    (theme,) = themes_from(made, tmp_path)
    assert theme.categories == ("culture__high_brow", "culture__low")
    assert dict(theme.names)["culture__high_brow"] == ("Culture", "High-Brow")


def test_names_of_any_script_become_names_and_no_two_are_alike(tmp_path: Path) -> None:
    assert joined_name(("Été 1917", "あ")) == "ete_1917__c"
    made = imported(read_text(tmp_path, "a.yml", "A b: [x]\na-b: [y]\n'1917': [z]\nあ: [w]\n"))
    (theme,) = themes_from(made, tmp_path)
    assert theme.categories == ("a_b", "a_b_2", "c_1917", "c")


def test_a_word_in_two_categories_makes_as_few_themes_as_keep_both(tmp_path: Path) -> None:
    across = "A: {B: [x], C: [y]}\nD: {E: [x]}\n"
    within = "A: {B: [x], C: [x]}\nD: {E: [z]}\n"
    made = imported(read_text(tmp_path, "a.yml", across))
    assert [theme.theme for theme in made.themes] == ["x_a", "x_d"]
    assert "so each top category is a theme of its own" in str(made.remarks[0])
    made = imported(read_text(tmp_path, "a.yml", within))
    assert [theme.theme for theme in made.themes] == ["x_a__b", "x_a__c", "x_d__e"]
    assert patterns(themes_from(made, tmp_path)).keys() == {("A", "B"), ("A", "C"), ("D", "E")}


def test_themes_can_be_asked_for(tmp_path: Path) -> None:
    dictionary = read_text(tmp_path, "a.yml", "A: {B: [x], C: [y]}\nD: {E: [z]}\n")
    assert len(imported(dictionary).themes) == 1
    assert len(imported(dictionary, division=Division.TOP).themes) == 2
    assert len(imported(dictionary, division=Division.EACH).themes) == 3


def test_what_is_written_twice_or_fits_everything_is_reported(tmp_path: Path) -> None:
    made = imported(read_text(tmp_path, "a.txt", "state\nState\n*\n"))
    assert [str(remark) for remark in made.remarks] == [
        "line 2: `State` stands already in line 1; once is enough",
        "line 3: `*` is left out: it fits every word",
    ]


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ("[WAR]", "line 2: `names` needs categories, as in {war: [WAR]}"),
        ("{peace: [PEACE]}", "line 2: `names`: there is no category `peace`"),
        ("{war: WAR}", "line 2: `names`: `war` needs a list of texts, as in [WAR]"),
        ("{war: [1914]}", "line 2: `names`: `war` needs a list of texts, as in [WAR]"),
    ],
)
def test_names_in_a_theme_file_are_checked(tmp_path: Path, names: str, said: str) -> None:
    with pytest.raises(DissentError) as caught:
        theme_of(tmp_path, f"theme: a\nnames: {names}\ncategories: {{war: [war]}}\n")
    assert said in str(caught.value)


def test_notes_and_names_of_rules_are_kept(tmp_path: Path) -> None:
    made = imported(read_text(tmp_path, "a.csv", "no,-1\nco-op,-2\nco op*,-2\n1917,2\n"))
    (theme,) = themes_from(made, tmp_path)
    assert [(rule.rule_id, rule.note) for rule in theme.rules] == [
        ("x.negative.no", "score -1"),
        ("x.negative.co-op", "score -2"),
        ("x.negative.co-op-2", "score -2"),
        ("x.positive.1917", "score 2"),
    ]
