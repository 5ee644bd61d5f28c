"""Small things that tests of dictionaries are made of: files read, imported and looked up."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.making import table_of, write

from dissent.dictionaries.entries import tokeniser
from dissent.dictionaries.model import CategoryPath, Dictionary, Division, Target
from dissent.dictionaries.reading import read_dictionary
from dissent.dictionaries.to_theme import Imported, themes_of
from dissent.dictionaries.writing import dictionary_text
from dissent.themes.files import Theme, read_themes
from dissent.themes.hits import match_themes
from dissent.themes.patterns import Pattern


def read_text(folder: Path, name: str, text: str) -> Dictionary:
    """Read a dictionary of this name and text."""
    return read_dictionary(write(folder / name, text))


def lists(dictionary: Dictionary) -> dict[str, list[str]]:
    """The entries of every category, which is named as in `A > B`."""
    found: dict[str, list[str]] = {}
    for entry in dictionary.content.entries:
        found.setdefault(" > ".join(entry.category), []).append(entry.text)
    return found


def imported(
    dictionary: Dictionary,
    *,
    language: str = "en",
    division: Division | None = None,
    case: bool = False,
    lemmas: bool = False,
) -> Imported:
    """Import a dictionary under the name `x`."""
    return themes_of(
        dictionary,
        name="x",
        tokenise=tokeniser(language),
        division=division,
        case=case,
        lemmas=lemmas,
    )


def themes_from(made: Imported, folder: Path) -> list[Theme]:
    """Write theme files and read them as the workflow does."""
    paths = [write(folder / f"{theme.theme}.yaml", theme.text) for theme in made.themes]
    return read_themes(paths)


def patterns(themes: Sequence[Theme]) -> dict[CategoryPath, set[Pattern]]:
    """What is looked for in every category, by the names that it has in the dictionary."""
    found: dict[CategoryPath, set[Pattern]] = {}
    for theme in themes:
        names = dict(theme.names)
        for rule in theme.rules:
            found.setdefault(names[rule.category], set()).add(rule.pattern)
    return found


def exported(themes: Sequence[Theme], target: Target, *, language: str = "en") -> str:
    """Write themes as a dictionary."""
    return dictionary_text(themes, target=target, language=language, corpus=None)[0]


def looked_up(themes: Sequence[Theme], texts: Sequence[str]) -> dict[str, list[int]]:
    """Count hits in texts: for every category of a dictionary, one number per text."""
    tokenise = tokeniser("en")
    table = table_of(*(" ".join(tokenise(text)) for text in texts))
    rows = match_themes(themes, table, context_words=3).to_pylist()
    names = {(theme.theme, slug): path for theme in themes for slug, path in theme.names}
    counted = Counter(
        (names[row["theme"], row["category"]][-1], row["doc_id"])
        for row in rows
        if row["status"] == "counted"
    )
    return {
        path[-1]: [counted[path[-1], doc] for doc in table.documents] for path in names.values()
    }
