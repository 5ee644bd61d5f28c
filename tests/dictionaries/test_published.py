"""Dictionaries are read, and texts looked up, as quanteda's own tests have it, or we say why not.

The numbers and texts are those of the R package quanteda: tests/testthat/test-dictionaries.R and
test-tokens_lookup.R (Benoit et al. 2018, JOSS 3(30), 774). Its fixture files are read beside the
repository; what matters is also tried on small made files in the other tests of this folder.
"""

from pathlib import Path

import pytest
from tests.dictionaries.making import imported, lists, looked_up, read_text, themes_from

from dissent.dictionaries.model import Division
from dissent.dictionaries.reading import read_dictionary
from dissent.settings import REPOSITORY
from dissent.themes.files import Theme

FIXTURES = REPOSITORY.parent / "shared" / "dictionaries" / "fixtures"
needs_fixtures = pytest.mark.skipif(
    not FIXTURES.is_dir(), reason="quanteda's dictionary fixtures are not beside the repository"
)

MARY = {"A CATEGORY": ["more", "lamb", "little"], "ANOTHER CATEGORY": ["had", "mary"]}
MARY_LIWC = {"A_CATEGORY": ["lamb", "little", "more"], "ANOTHER_CATEGORY": ["had", "mary"]}
MARY_TWICE = {
    "A_CATEGORY": ["lamb", "little", "more"],
    "ANOTHER_CATEGORY": ["had", "little", "mary"],
}

TEXTS = (
    "The United States is bordered by the Atlantic Ocean and the Pacific Ocean.",
    "The Supreme Court of the United States is seldom in a united state.",
    "It's Arsenal versus Manchester United, states the announcer.",
    "We need Manchester Unity in the Federal Republic of Germany today.",
    "United statehood is a good state.",
    "luv the united states XXOO!",
)
FIXED = """\
Countries: [United States, Federal Republic of Germany]
oceans: [Atlantic Ocean, Pacific Ocean]
Institutions: [federal government, Supreme Court]
team: [Manchester United, Arsenal]
"""
GLOB = """\
Countries: [United States, Federal * of *]
oceans: ['* Ocean']
Institutions: [federal gover*, Supreme Court]
team: ['Manchester *', Arsenal]
"""
OVERLAP = """\
Countries: [States]
oceans: [Atlantic, Pacific]
gameconsoles: [Xbox, Nintendo]
swords: [States]
"""


def lower(found: dict[str, list[str]]) -> dict[str, list[str]]:
    return {category: [text.lower() for text in texts] for category, texts in found.items()}


@needs_fixtures
@pytest.mark.parametrize("name", ["mary.cat", "mary.ykd", "mary.yml", "mary.lc3"])
def test_programs_files_give_the_published_categories_and_words(name: str) -> None:
    assert lower(lists(read_dictionary(FIXTURES / name))) == MARY


@needs_fixtures
def test_category_names_stay_as_the_file_writes_them() -> None:
    # Published in capitals: quanteda's own comparison ignores names, the file has `A category`.
    found = lists(read_dictionary(FIXTURES / "mary.lcd"))
    assert {name.upper(): words for name, words in found.items()} == MARY


@needs_fixtures
@pytest.mark.parametrize(
    ("name", "published"),
    [
        ("mary.dic", MARY_LIWC),
        ("mary_doubleterm.dic", MARY_TWICE),
        ("mary_multipletabs.dic", MARY_TWICE),
        ("mary_missingcat.dic", MARY_TWICE),
    ],
)
def test_messy_liwc_files_give_the_published_words(
    name: str, published: dict[str, list[str]]
) -> None:
    found = lists(read_dictionary(FIXTURES / name))
    assert {category: sorted(words) for category, words in found.items()} == published


@needs_fixtures
def test_a_number_that_no_category_has_is_reported_as_published() -> None:
    remarks = read_dictionary(FIXTURES / "mary_missingcat.dic").content.remarks
    assert [str(remark) for remark in remarks] == [
        "line 9: `little`: there is no category 03; ignored"
    ]


@needs_fixtures
def test_indented_liwc_categories_are_nested_as_published() -> None:
    content = read_dictionary(FIXTURES / "liwc_hierarchical.dic").content
    children = {
        top[0]: [path[1] for path in content.categories if len(path) == 2 and path[0] == top[0]]
        for top in content.categories
        if len(top) == 1
    }
    # Published: four top categories with 1, 4, 2 and 2 members; the first one's is its own word.
    assert children == {
        "verb": [],
        "misc": ["whatever", "family", "affect", "posemo"],
        "past": ["cogmech", "insight"],
        "else": ["whatever2", "time"],
    }
    said = [str(remark) for remark in content.remarks]
    assert sum("<of>" in remark for remark in said) == 2  # published: one term, here its two codes
    assert sum("(02 134)" in remark for remark in said) == 3
    assert sum("is empty" in remark for remark in said) == 6


@needs_fixtures
def test_a_category_called_na_is_a_name() -> None:
    found = lists(read_dictionary(FIXTURES / "issue-459.cat"))
    assert found["SOUTH > NA"] == ["Namibia", "Namibian*", "Windhoek"]


@needs_fixtures
def test_letters_of_central_europe_and_windows_are_read_with_their_encoding_given() -> None:
    windows = read_dictionary(FIXTURES / "windows-1252.cat", encoding="windows-1252")
    assert lists(windows) == {"LATIN": ["S", "Z", "Y"], "NON-LATIN": ["Š", "Ž", "Ÿ"]}
    latin2 = read_dictionary(FIXTURES / "iso-8859-2.cat", encoding="iso-8859-2")
    assert lists(latin2)["NON-LATIN"] == ["Č", "Ď", "Ě"]
    assert not windows.content.remarks


@needs_fixtures
@pytest.mark.parametrize("name", ["windows-1252.cat", "iso-8859-2.cat"])
def test_a_guessed_encoding_is_reported(name: str) -> None:
    dictionary = read_dictionary(FIXTURES / name)
    assert dictionary.encoding == name.removesuffix(".cat")
    assert "a guess" in dictionary.content.remarks[0].text


@needs_fixtures
def test_the_laver_garry_dictionary_has_its_published_categories() -> None:
    wordstat = read_dictionary(FIXTURES / "laver-garry.cat").content.categories
    assert len([path for path in wordstat if len(path) == 1]) == 9
    assert max(map(len, wordstat)) == 2
    assert next(path for path in wordstat if len(path) == 2) == ("CULTURE", "CULTURE-HIGH")
    assert [path for path in wordstat if path[0] == "ECONOMY"][1] == ("ECONOMY", "+STATE+")
    yoshikoder = read_dictionary(FIXTURES / "laver-garry.ykd").content.categories
    assert [path[1] for path in yoshikoder if len(path) == 2] == [
        "State in Economy",
        "Institutions",
        "Values",
        "Law and Order",
        "Environment",
        "Culture",
        "Groups",
        "Rural",
        "Urban",
    ]


def themes(folder: Path, text: str, *, case: bool = False) -> list[Theme]:
    return themes_from(imported(read_text(folder, "x.yml", text), case=case), folder)


def test_phrases_with_capitals_that_count_are_found_as_published(tmp_path: Path) -> None:
    found = looked_up(themes(tmp_path, FIXED, case=True), TEXTS)
    assert found["Countries"] == [1, 1, 0, 1, 0, 0]
    assert found["team"] == [0, 0, 2, 0, 0, 0]


def test_phrases_in_any_case_are_found_as_published_but_not_across_a_comma(tmp_path: Path) -> None:
    found = looked_up(themes(tmp_path, FIXED), TEXTS)
    published = [1, 1, 1, 1, 0, 1]
    # Published with punctuation taken out first, so that *United, states* is *United States*.
    assert found["Countries"] == [1, 1, 0, 1, 0, 1]
    assert [
        text for text, a, b in zip(TEXTS, found["Countries"], published, strict=True) if a != b
    ] == ["It's Arsenal versus Manchester United, states the announcer."]
    assert found["team"][2] == 2


def test_wildcards_with_capitals_that_count_are_found_as_published(tmp_path: Path) -> None:
    found = looked_up(themes(tmp_path, GLOB, case=True), TEXTS)
    assert found["Countries"] == [1, 1, 0, 1, 0, 0]
    assert found["oceans"] == [2, 0, 0, 0, 0, 0]
    assert found["team"] == [0, 0, 2, 1, 0, 0]


def test_a_word_in_two_categories_counts_in_both_as_published(tmp_path: Path) -> None:
    found = looked_up(themes(tmp_path, OVERLAP), TEXTS[:2])
    assert found == {
        "Countries": [1, 1],
        "oceans": [2, 0],
        "gameconsoles": [0, 0],
        "swords": [1, 1],
    }


def test_within_one_theme_it_counts_once_which_is_our_choice(tmp_path: Path) -> None:
    made = imported(read_text(tmp_path, "x.yml", OVERLAP), division=Division.ONE)
    found = looked_up(themes_from(made, tmp_path), TEXTS[:2])
    assert found["Countries"] == [1, 1]
    assert "swords" not in found
    assert [str(remark) for remark in made.remarks] == [
        "line 4: `States` of `swords` is left out: it stands in `Countries`, and in a theme a word "
        "counts once"
    ]
