"""Theme files: YAML to themes, categories and rules, with file and line of all that is wrong."""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from dissent.errors import DissentError, raise_all
from dissent.themes.terms import Pattern, TermError, parse_term
from dissent.yaml_files import read_yaml

THEME_KEYS = ("theme", "label", "about", "source", "categories")
RULE_KEYS = ("term", "not", "id", "note")
LATER_KEYS = ("cql", "example", "counterexample")
NOT_KEYS = ("before", "after")
NAME = re.compile(r"[a-z][a-z0-9_]*")
RULE_ID = re.compile(r"\w[\w-]*")


@dataclass(frozen=True)
class Rule:
    """One entry of a category: a pattern, and the contexts that cancel it."""

    rule_id: str
    theme: str
    category: str
    written: str
    pattern: Pattern
    not_before: tuple[Pattern, ...] = ()
    not_after: tuple[Pattern, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Theme:
    """One theme file."""

    theme: str
    label: str
    about: str
    source: str
    categories: tuple[str, ...]
    rules: tuple[Rule, ...]


def theme_files(places: Iterable[str], *, folder: Path) -> list[Path]:
    """List the theme files that the settings name.

    Parameters
    ----------
    places
        Folders or files, relative to the project.
    folder
        The project.

    Returns
    -------
    list of Path
        Files in the order given; those of a folder by name.

    Raises
    ------
    DissentError
        Where a place does not exist or holds no theme file.
    """
    found: list[Path] = []
    problems = []
    for place in places:
        path = folder / place
        if path.is_dir():
            inside = sorted([*path.glob("[!.]*.yaml"), *path.glob("[!.]*.yml")])
            problems += [] if inside else [f"setting `themes`: `{place}` holds no .yaml file"]
            found += inside
        elif path.is_file():
            found.append(path)
        else:
            problems.append(f"setting `themes`: there is no file or folder `{place}`")
    raise_all(problems, heading="setting `themes`")
    return found


def read_themes(paths: Sequence[Path]) -> list[Theme]:
    """Read and check theme files.

    Parameters
    ----------
    paths
        The files, in the order that the themes shall have.

    Returns
    -------
    list of Theme
        One per file.

    Raises
    ------
    DissentError
        One message that names every fault with its file and line.
    """
    problems: list[str] = []
    themes = [theme for path in paths if (theme := _read_theme(path, problems)) is not None]
    raise_all(problems, heading="theme files")
    for name in sorted({theme.theme for theme in themes}):
        files = [
            str(path) for path, theme in zip(paths, themes, strict=True) if theme.theme == name
        ]
        if len(files) > 1:
            problems.append(f"{files[1]}: the theme `{name}` is already that of {files[0]}")
    raise_all(problems, heading="theme files")
    return themes


class _Reader:
    """Reads one file, noting every problem with its line instead of stopping at the first."""

    def __init__(self, path: Path, problems: list[str]) -> None:
        self.path = path
        self.problems = problems
        self.written: dict[tuple[object, ...], int] = {}
        self.ids: dict[str, int] = {}

    def problem(self, line: int, message: str) -> None:
        self.problems.append(f"{self.path}, line {line}: {message}")

    def check_keys(self, node: CommentedMap, known: Sequence[str]) -> None:
        for key in node:
            if key in known:
                continue
            near = difflib.get_close_matches(str(key), known, n=1, cutoff=0.5)
            hint = f"did you mean `{near[0]}`?" if near else f"known are {', '.join(known)}"
            self.problem(_line(node, key), f"unknown key `{key}`; {hint}")

    def text(self, node: CommentedMap, key: str, *, default: str = "") -> str:
        value = node.get(key, default)
        if not isinstance(value, str):
            self.problem(_line(node, key), f"`{key}` has to be a text")
            return default
        return " ".join(value.split())

    def name(self, node: CommentedMap, key: object, value: object, what: str) -> str:
        if isinstance(value, str) and NAME.fullmatch(value):
            return value
        self.problem(
            _line(node, key),
            f"{what} `{value}`: only small letters, digits and _, beginning with a letter",
        )
        return "?"

    def pattern(self, line: int, term: object) -> Pattern | None:
        if not isinstance(term, str):
            self.problem(line, f"`{term}` is no term; write a word, or a number in quotation marks")
            return None
        try:
            return parse_term(term)
        except TermError as error:
            self.problem(line, str(error))
            return None

    def rule(self, theme: str, category: str, line: int, entry: object) -> Rule | None:
        if not isinstance(entry, CommentedMap):
            entry = CommentedMap({"term": entry})
        later = [key for key in LATER_KEYS if key in entry]
        if later:
            self.problem(line, f"`{later[0]}` is not supported by this version; use `term`")
            return None
        self.check_keys(entry, RULE_KEYS)
        if "term" not in entry:
            self.problem(line, "a rule needs a `term`")
            return None
        pattern = self.pattern(line, entry["term"])
        if pattern is None:
            return None
        before, after = self.contexts(line, entry.get("not"))
        term = " ".join(entry["term"].split())
        name = self.text(entry, "id") or term.lower()
        if "id" in entry and not RULE_ID.fullmatch(name):
            self.problem(line, f"id `{name}`: only letters, digits, hyphens and _")
        rule_id = f"{theme}.{category}.{name.replace(' ', '-')}"
        self.check_duplicate(line, rule_id, term, (pattern, before, after))
        written = term + _written_contexts(entry.get("not"))
        return Rule(
            rule_id, theme, category, written, pattern, before, after, self.text(entry, "note")
        )

    def contexts(self, line: int, entry: object) -> tuple[tuple[Pattern, ...], tuple[Pattern, ...]]:
        if entry is None:
            return (), ()
        if not isinstance(entry, CommentedMap):
            self.problem(line, "`not` needs `before:` or `after:`, as in {before: first}")
            return (), ()
        self.check_keys(entry, NOT_KEYS)
        found = []
        for key in NOT_KEYS:
            terms = entry.get(key, [])
            terms = terms if isinstance(terms, CommentedSeq | list) else [terms]
            patterns = [self.pattern(line, term) for term in terms]
            found.append(tuple(pattern for pattern in patterns if pattern is not None))
        return found[0], found[1]

    def check_duplicate(
        self, line: int, rule_id: str, term: str, content: tuple[object, ...]
    ) -> None:
        if content in self.written:
            self.problem(line, f"`{term}` stands already in line {self.written[content]}")
        elif rule_id in self.ids:
            self.problem(
                line, f"the rule id `{rule_id}` is that of line {self.ids[rule_id]}; add an `id:`"
            )
        self.written.setdefault(content, line)
        self.ids.setdefault(rule_id, line)


def _read_theme(path: Path, problems: list[str]) -> Theme | None:
    reader = _Reader(path, problems)
    root = _load(path, problems)
    if root is None:
        return None
    reader.check_keys(root, THEME_KEYS)
    for key in ("theme", "categories"):
        if key not in root:
            reader.problem(1, f"`{key}` is missing")
    categories = root.get("categories")
    if "theme" not in root or not isinstance(categories, CommentedMap) or not categories:
        if "categories" in root and not (isinstance(categories, CommentedMap) and categories):
            reader.problem(
                _line(root, "categories"), "`categories` has to be names, each with a list of rules"
            )
        return None
    theme = reader.name(root, "theme", root["theme"], "theme")
    rules: list[Rule] = []
    for category, entries in root["categories"].items():
        rules += _read_category(reader, root["categories"], theme, category, entries)
    label = reader.text(root, "label") or theme.replace("_", " ").capitalize()
    return Theme(
        theme=theme,
        label=label,
        about=reader.text(root, "about"),
        source=reader.text(root, "source"),
        categories=tuple(root["categories"]),
        rules=tuple(rules),
    )


def _read_category(
    reader: _Reader, node: CommentedMap, theme: str, category: object, entries: object
) -> list[Rule]:
    name = reader.name(node, category, category, "category")
    if not isinstance(entries, CommentedSeq) or not entries:
        reader.problem(
            _line(node, category), f"category `{category}` needs a list of rules (- term)"
        )
        return []
    rules = []
    for place, entry in enumerate(entries):
        line = entries.lc.item(place)[0] + 1
        rule = reader.rule(theme, name, line, entry)
        if rule is not None:
            rules.append(rule)
    return rules


def _load(path: Path, problems: list[str]) -> CommentedMap | None:
    try:
        root = read_yaml(path, typ="rt")
    except DissentError as error:
        problems.append(str(error))
        return None
    if not isinstance(root, CommentedMap):
        problems.append(f"{path}: a theme file begins with `theme:` and has `categories:`")
        return None
    return root


def _written_contexts(entry: object) -> str:
    if not isinstance(entry, CommentedMap):
        return ""
    terms = {key: value if isinstance(value, list) else [value] for key, value in entry.items()}
    return "".join(f" (not {key}: {', '.join(map(str, terms[key]))})" for key in terms)


def _line(node: CommentedMap, key: object) -> int:
    try:
        return int(node.lc.key(key)[0]) + 1
    except (KeyError, AttributeError, TypeError):
        return 1
