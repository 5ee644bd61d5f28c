"""A dictionary that is imported, exported and imported again says the same in every category."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.dictionaries.making import exported, imported, lists, patterns, read_text, themes_from

from dissent.dictionaries.exporting import Said
from dissent.dictionaries.model import CategoryPath, Dictionary, Target
from dissent.dictionaries.reading import read_dictionary
from dissent.dictionaries.to_quanteda import quanteda_text
from dissent.settings import REPOSITORY

SHARED = REPOSITORY.parent / "shared" / "dictionaries"
FIXTURES = sorted([*SHARED.glob("fixtures/*"), *SHARED.glob("populism*.yml")])
ENDINGS = {Target.QUANTEDA: "yml", Target.LIWC: "dic"}

PIECES = st.sampled_from(
    ["state", "Class", "U.S.", "don't", "can't", "co-operat*", "*ism", "wom?n", "no", "1917", "*",
     "worker's", "été", "государств*", "cannot", "mr.", ":)", "a/b", "it's*", "gonna", "#", "'tis",
     "\"so\"", "x&y", "[a]", "%", "&", "-", "true", "100%", "(b)"]
)  # fmt: skip
ENTRIES = st.lists(PIECES, min_size=1, max_size=3).map(" ".join)
NAMES = st.text(
    st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=6
).filter(lambda name: name != "_")
PATHS = st.lists(NAMES, min_size=1, max_size=3).map(tuple)


def same_again(dictionary: Dictionary, target: Target, folder: Path) -> None:
    made = imported(dictionary)
    themes = themes_from(made, folder)
    again = read_text(folder, f"again.{ENDINGS[target]}", exported(themes, target))
    assert patterns(themes_from(imported(again), folder)) == patterns(themes)


@pytest.mark.parametrize("target", list(Target))
@pytest.mark.parametrize("path", FIXTURES or [None], ids=lambda path: path.name if path else "none")
def test_every_fixture_comes_back(path: Path | None, target: Target, tmp_path: Path) -> None:
    if path is None:
        pytest.skip("the dictionary fixtures are not beside the repository")
    if target is Target.LIWC and path.name.startswith("populism"):
        pytest.skip("LIWC has no wildcard at the beginning of a word")
    same_again(read_dictionary(path), target, tmp_path)


def test_entries_come_back_as_they_were_written(tmp_path: Path) -> None:
    text = "A: [co-operat*, don't, u.s., united states, federal * of *, cannot, 'cannot :)']\n"
    themes = themes_from(imported(read_text(tmp_path, "a.yml", text)), tmp_path)
    again = read_text(tmp_path, "b.yml", exported(themes, Target.QUANTEDA))
    assert lists(again) == lists(read_text(tmp_path, "a.yml", text))


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.tuples(PATHS, ENTRIES), min_size=1, max_size=6))
def test_any_dictionary_comes_back_from_quanteda(said: list[tuple[CategoryPath, str]]) -> None:
    text = quanteda_text([Said("r", path, entry) for path, entry in said], heading="made")
    with TemporaryDirectory() as name:
        folder = Path(name)
        dictionary = read_text(folder, "a.yml", text)
        if imported(dictionary).rules:
            same_again(dictionary, Target.QUANTEDA, folder)
