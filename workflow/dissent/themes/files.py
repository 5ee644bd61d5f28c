"""Theme files: YAML to themes, categories and rules, with file and line of all that is wrong."""

import difflib
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml.comments import CommentedMap, CommentedSeq

from dissent.errors import DissentError, raise_all
from dissent.themes.patterns import Pattern, PatternError
from dissent.themes.queries import parse_cql
from dissent.themes.terms import parse_term
from dissent.yaml_files import read_yaml
from dissent.yaml_mistakes import SIGNS, list_item, looks_like_cql, quotation_marks_needed

THEME_KEYS = ("theme", "label", "about", "source", "names", "categories")
QUERY_KEYS = ("term", "cql")
RULE_KEYS = (*QUERY_KEYS, "not", "id", "note", "example", "counterexample")
NOT_KEYS = BEFORE, AFTER, INSIDE = ("before", "after", "inside")
NAME = re.compile(r"[a-z][a-z0-9_]*")
RULE_ID = re.compile(r"\w[\w-]*")
_VALUE = re.compile(r"""(?:(\w+)\s*!?=\s*)?["']((?:\\.|[^"'\\])*)["']""")
_ESCAPE = re.compile(r"\\.")


@dataclass(frozen=True)
class Context:
    """What cancels a hit where it stands `before`, `after` or around it (`inside`)."""

    where: str
    written: str
    pattern: Pattern

    @property
    def name(self) -> str:
        """Where it stands, and what: `before: party`."""
        return f"{self.where}: {self.written}"


@dataclass(frozen=True)
class Rule:
    """One entry of a category: a pattern, the contexts that cancel it, and what is known of it.

    `file` (its name) and `line` say where it stands; they are for messages, never for results.
    """

    rule_id: str
    theme: str
    category: str
    written: str
    pattern: Pattern
    contexts: tuple[Context, ...] = ()
    note: str = ""
    examples: tuple[str, ...] = ()
    counterexamples: tuple[str, ...] = ()
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    @property
    def term(self) -> str:
        """The term or query as written, without its contexts."""
        return self.written.removesuffix(_written_contexts(self.contexts))

    @property
    def patterns(self) -> tuple[Pattern, ...]:
        """Its own pattern and those of its contexts."""
        return (self.pattern, *(context.pattern for context in self.contexts))


@dataclass(frozen=True)
class Theme:
    """One theme file.

    `names` gives, for categories that come from a dictionary, how they are called there, the
    outermost name first; `dissent themes export` uses it.
    """

    theme: str
    label: str
    about: str
    source: str
    categories: tuple[str, ...]
    rules: tuple[Rule, ...]
    names: tuple[tuple[str, tuple[str, ...]], ...] = ()


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
            near = difflib.get_close_matches(str(key), known, n=1, cutoff=0.6)
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

    def sentences(self, node: CommentedMap, key: str) -> tuple[str, ...]:
        value = node.get(key, [])
        listed = value if isinstance(value, list) else [value]
        if not all(isinstance(each, str) and each.strip() for each in listed):
            self.problem(_line(node, key), f"`{key}` has to be a sentence, or a list of them")
            return ()
        return tuple(" ".join(each.split()) for each in listed)

    def query(
        self, line: int, entry: object, *, cancels: bool = False
    ) -> tuple[str, Pattern] | None:
        """Read a term, or what a mapping has as `term:` or `cql:`: as it is written, and meant."""
        key = "term"
        if isinstance(entry, CommentedMap):
            keys = [key for key in QUERY_KEYS if key in entry]
            if len(keys) != 1:
                self.query_problem(line, entry, keys)
                return None
            key, entry = keys[0], entry[keys[0]]
        if not isinstance(entry, str):
            self.problem(line, self.no_text(line, key, entry))
            return None
        if key == "term" and looks_like_cql(entry):
            self.problem(line, quotation_marks_needed(entry))
            return None
        try:
            pattern = parse_cql(entry) if key == "cql" else parse_term(entry, cancels=cancels)
        except PatternError as error:
            self.problem(line, str(error))
            return None
        return " ".join(entry.split()), pattern

    def no_text(self, line: int, key: str, entry: object) -> str:
        """Say what YAML has made of something that was meant as a text."""
        item = list_item(self.path.read_text(encoding="utf-8-sig").splitlines()[line - 1])
        if item[:1] in set(SIGNS) - {"{"}:
            return quotation_marks_needed(item)
        if isinstance(entry, list):
            written = f"[{', '.join(map(str, entry))}]"
            if looks_like_cql(written):
                return quotation_marks_needed(written)
        if entry is None and item not in ("null", "~"):
            return "an empty item; delete the line or write a term"
        meant = "a query" if key == "cql" else "a word, or a number"
        return f"`{item if entry is None else entry}` is no {key}; write {meant} in quotation marks"

    def query_problem(self, line: int, entry: CommentedMap, keys: Sequence[str]) -> None:
        if keys:
            self.problem(line, "a rule has a `term` or a `cql`, not both; make two rules of it")
        elif all(key in RULE_KEYS for key in entry):
            self.problem(line, "a rule needs a `term` or a `cql`")

    def rule(self, theme: str, category: str, line: int, entry: object) -> Rule | None:
        if not isinstance(entry, CommentedMap):
            entry = CommentedMap({"term": entry})
        self.check_keys(entry, RULE_KEYS)
        query = self.query(line, entry)
        if query is None:
            return None
        written, pattern = query
        contexts = self.contexts(line, entry.get("not"))
        name = self.text(entry, "id") or (
            written.lower().replace(" ", "-") if "term" in entry else cql_name(written)
        )
        if "id" in entry and not RULE_ID.fullmatch(name):
            self.problem(line, f"id `{name}`: only letters, digits, hyphens and _")
        rule_id = f"{theme}.{category}.{name}"
        content = (pattern, *((context.where, context.pattern) for context in contexts))
        self.check_duplicate(line, rule_id, written, content)
        return Rule(
            rule_id,
            theme,
            category,
            written + _written_contexts(contexts),
            pattern,
            contexts,
            note=self.text(entry, "note"),
            examples=self.sentences(entry, "example"),
            counterexamples=self.sentences(entry, "counterexample"),
            file=self.path.name,
            line=line,
        )

    def contexts(self, line: int, entry: object) -> tuple[Context, ...]:
        if entry is None:
            return ()
        if not isinstance(entry, CommentedMap) or not entry:
            self.problem(
                line, "`not` needs `before:`, `after:` or `inside:`, as in {before: first}"
            )
            return ()
        self.check_keys(entry, NOT_KEYS)
        contexts = []
        for where in NOT_KEYS:
            listed = entry.get(where, [])
            for each in listed if isinstance(listed, list) else [listed]:
                query = self.context(line, each)
                contexts += [Context(where, *query)] if query else []
        return tuple(contexts)

    def context(self, line: int, entry: object) -> tuple[str, Pattern] | None:
        if isinstance(entry, CommentedMap):
            self.check_keys(entry, QUERY_KEYS)
        return self.query(line, entry, cancels=True)

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
        names=tuple(_names(reader, root)),
    )


def _names(reader: _Reader, root: CommentedMap) -> Iterator[tuple[str, tuple[str, ...]]]:
    """How categories are called in the dictionary that they come from."""
    listed = root.get("names", CommentedMap())
    if not isinstance(listed, CommentedMap):
        reader.problem(_line(root, "names"), "`names` needs categories, as in {war: [WAR]}")
        return
    for category, path in listed.items():
        if category not in root["categories"]:
            reader.problem(_line(listed, category), f"`names`: there is no category `{category}`")
        elif not isinstance(path, list) or not path or not all(isinstance(n, str) for n in path):
            reader.problem(
                _line(listed, category), f"`names`: `{category}` needs a list of texts, as in [WAR]"
            )
        else:
            yield category, tuple(path)


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


def cql_name(query: str) -> str:
    """Name a CQL rule that has no `id`.

    Parameters
    ----------
    query
        As it is written.

    Returns
    -------
    str
        The first words in it, up to four, joined by hyphens: those asked for as word, form or
        lemma; where there are none, the other values. `query` where there is no word at all.
    """
    values = _VALUE.findall(query)
    named = [value for name, value in values if name not in {"pos", "tag"}]
    texts = named or [value for _, value in values]
    words = [word for text in texts for word in re.findall(r"\w+", _ESCAPE.sub(" ", text).lower())]
    return "-".join(words[:4]) or "query"


def _written_contexts(contexts: Sequence[Context]) -> str:
    listed = {
        where: [context.written for context in contexts if context.where == where]
        for where in NOT_KEYS
    }
    return "".join(f" (not {where}: {', '.join(all_)})" for where, all_ in listed.items() if all_)


def _line(node: CommentedMap, key: object) -> int:
    try:
        return int(node.lc.key(key)[0]) + 1
    except (KeyError, AttributeError, TypeError):
        return 1
