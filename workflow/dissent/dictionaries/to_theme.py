"""A dictionary as theme files: what `dissent themes import` writes, and what it could not."""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from dissent.dictionaries.entries import Meaning, Tokenise, UnsayableError, meaning_of
from dissent.dictionaries.model import (
    CategoryPath,
    Content,
    Dictionary,
    Division,
    Entry,
    Remark,
    shown,
)
from dissent.dictionaries.scalars import scalar
from dissent.themes.files import cql_name

# Which part of a category's path makes a theme of its own.
_DIVISIONS: dict[Division, Callable[[CategoryPath], CategoryPath]] = {
    Division.ONE: lambda path: (),
    Division.TOP: lambda path: path[:1],
    Division.EACH: lambda path: path,
}


@dataclass(frozen=True)
class ThemeText:
    """A theme file to be written: its theme's name, and its text."""

    theme: str
    text: str


@dataclass(frozen=True)
class Imported:
    """What a dictionary became: theme files, the number of their rules, and what was left out."""

    themes: tuple[ThemeText, ...]
    division: Division
    rules: int
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class _Rule:
    entry: Entry
    meaning: Meaning


def themes_of(
    dictionary: Dictionary,
    *,
    name: str,
    tokenise: Tokenise,
    division: Division | None = None,
    case: bool = False,
    lemmas: bool = False,
) -> Imported:
    """Make theme files of a dictionary.

    Parameters
    ----------
    dictionary
        The dictionary.
    name
        The theme's name, or what the names of several themes begin with.
    tokenise
        Cuts an entry into tokens.
    division
        `one` theme, one for each `top` category, or one for `each` category; without it the first
        of these in which no entry stands in two categories of a theme, where a word counts once.
    case
        Whether capital letters count.
    lemmas
        Whether words without a wildcard are meant in all their forms.

    Returns
    -------
    Imported
        The files' texts, and a remark for everything that is not in them as it was.
    """
    remarks = list(dictionary.content.remarks)
    rules = _rules(dictionary.content, remarks, tokenise=tokenise, case=case, lemmas=lemmas)
    chosen = division or _fewest(rules)
    if chosen is not Division.ONE and division is None:
        remarks.insert(0, _why_divided(rules, chosen))
    rules = _without_doubles(rules, chosen, remarks)
    themes = _themes(rules, dictionary, name, chosen)
    return Imported(themes, chosen, len(rules), tuple(remarks))


def _rules(
    content: Content, remarks: list[Remark], *, tokenise: Tokenise, case: bool, lemmas: bool
) -> list[_Rule]:
    """Say every entry as a rule, category by category in the order of the file."""
    place = {path: number for number, path in enumerate(content.categories)}
    rules: list[_Rule] = []
    met: dict[tuple[CategoryPath, Meaning], int] = {}
    for entry in sorted(content.entries, key=lambda entry: place[entry.category]):
        try:
            meaning = meaning_of(entry.text, tokenise=tokenise, case=case, lemmas=lemmas)
        except UnsayableError as error:
            remarks.append(Remark(entry.line, f"`{entry.text}` is left out: {error}"))
            continue
        first = met.setdefault((entry.category, meaning), entry.line)
        if len(met) > len(rules):
            rules.append(_Rule(entry, meaning))
        else:
            remarks.append(
                Remark(entry.line, f"`{entry.text}` stands already in line {first}; once is enough")
            )
    return rules


def _doubled(rules: Iterable[_Rule], division: Division) -> Counter[Meaning]:
    """The entries that stand in more than one category of a theme."""
    part = _DIVISIONS[division]
    places = Counter((part(rule.entry.category), rule.meaning) for rule in rules)
    return Counter({meaning: count for (_, meaning), count in places.items() if count > 1})


def _fewest(rules: Sequence[_Rule]) -> Division:
    return next(division for division in _DIVISIONS if not _doubled(rules, division))


def _why_divided(rules: Sequence[_Rule], division: Division) -> Remark:
    doubled = _doubled(rules, Division.ONE)
    example = next(rule.entry for rule in rules if rule.meaning in doubled)
    others = f" and {len(doubled) - 1} more stand" if len(doubled) > 1 else " stands"
    return Remark(
        0,
        f"`{example.text}`{others} in several categories, and in a theme a word counts once: so "
        f"{'each top' if division is Division.TOP else 'each'} category is a theme of its own "
        "(--themes one keeps one theme, and the first category)",
    )


def _without_doubles(
    rules: Sequence[_Rule], division: Division, remarks: list[Remark]
) -> list[_Rule]:
    """Keep the first of entries that stand in two categories of a theme."""
    part = _DIVISIONS[division]
    first: dict[tuple[CategoryPath, Meaning], CategoryPath] = {}
    kept = []
    for rule in rules:
        category = rule.entry.category
        owner = first.setdefault((part(category), rule.meaning), category)
        if owner == category:
            kept.append(rule)
        else:
            remarks.append(
                Remark(
                    rule.entry.line,
                    f"`{rule.entry.text}` of {shown(category)} is left out: it stands in "
                    f"{shown(owner)}, and in a theme a word counts once",
                )
            )
    return kept


def _themes(
    rules: Sequence[_Rule], dictionary: Dictionary, name: str, division: Division
) -> tuple[ThemeText, ...]:
    part = _DIVISIONS[division]
    grouped: dict[CategoryPath, list[_Rule]] = {}
    for rule in rules:
        grouped.setdefault(part(rule.entry.category), []).append(rule)
    taken: set[str] = set()
    texts = []
    for above, members in grouped.items():
        theme = _free("_".join([name, *([joined_name(above)] if above else [])]), taken)
        label = above[-1] if above else name.replace("_", " ").capitalize()
        texts.append(ThemeText(theme, _text(members, dictionary, theme, label, len(above))))
    return tuple(texts)


def joined_name(path: CategoryPath) -> str:
    """Name a nested category in a theme file, which has one level of categories.

    Parameters
    ----------
    path
        Its names, outermost first.

    Returns
    -------
    str
        Small letters, digits and _, with `__` between the levels: `culture__culture_high`.
    """
    return "__".join(theme_name(part) for part in path)


def theme_name(text: str) -> str:
    """Make a name for a theme or category of any text.

    Parameters
    ----------
    text
        A title, or a file's name.

    Returns
    -------
    str
        Small Latin letters, digits and single _, beginning with a letter.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")
    return name if name[:1].isalpha() else f"c_{name}".rstrip("_")


def _free(name: str, taken: set[str], *, link: str = "_") -> str:
    """The name, or with a number where it is taken."""
    candidates = [name, *(f"{name}{link}{number}" for number in range(2, len(taken) + 3))]
    free = next(candidate for candidate in candidates if candidate not in taken)
    taken.add(free)
    return free


def _text(
    rules: Sequence[_Rule], dictionary: Dictionary, theme: str, label: str, depth: int
) -> str:
    """Write a theme file; `depth` is how many names of a category's path the theme itself says."""
    taken: set[str] = set()
    names: dict[str, CategoryPath] = {}
    blocks: list[str] = []
    for path, members in groupby(rules, key=lambda rule: rule.entry.category):
        category = _free(joined_name(path[depth:] or path[-1:]), taken)
        names[category] = path
        blocks += [f"  {scalar(category)}:", *_lines(list(members))]
    return "\n".join(
        [
            f"# Imported by `dissent themes import` from {dictionary.file} ({dictionary.format}, "
            f"{dictionary.encoding}).",
            "# `names` keeps the dictionary's own names, for `dissent themes export`.",
            f"theme: {scalar(theme)}",
            f"label: {scalar(label)}",
            f"source: {scalar(f'The dictionary {dictionary.file}.')}",
            "names:",
            *(
                f"  {scalar(category)}: [{', '.join(map(scalar, path))}]"
                for category, path in names.items()
            ),
            "categories:",
            *blocks,
            "",
        ]
    )


def _lines(rules: Sequence[_Rule]) -> list[str]:
    taken: set[str] = set()
    return [f"    - {_written(rule, taken)}" for rule in rules]


def _written(rule: _Rule, taken: set[str]) -> str:
    """Write a rule; a query is called by the entry's own words."""
    parts: dict[str, str] = {rule.meaning.key: rule.meaning.text}
    if rule.meaning.key == "cql":
        words = re.sub(r"[\W_]+", "-", rule.entry.text.lower()).strip("-")
        name = _free(words or "entry", taken, link="-")
        if name != cql_name(rule.meaning.text):
            parts["id"] = name
    if rule.entry.note:
        parts["note"] = rule.entry.note
    if list(parts) == ["term"]:
        return scalar(rule.meaning.text)
    return "{" + ", ".join(f"{key}: {scalar(value)}" for key, value in parts.items()) + "}"
