"""Accepted candidates become rules: lines added to a theme file, everything else left as it is."""

import io
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.nodes import CollectionNode, MappingNode, Node, ScalarNode, SequenceNode

from dissent.errors import DissentError
from dissent.themes.files import Theme, read_themes
from dissent.themes.patterns import PatternError
from dissent.themes.terms import parse_term

ENDLESS = 1_000_000


@dataclass(frozen=True)
class NewRule:
    """A term for a category, with a note that says where it comes from."""

    category: str
    term: str
    note: str = ""


def add_rules(path: Path, rules: Sequence[NewRule]) -> list[NewRule]:
    """Write rules into a theme file, each behind the last one of its category.

    The file's other lines, its comments, quoting and order, stay as they are to the byte. The new
    text is read again before it takes the old one's place: it has to say the old rules and the new
    ones, and nothing else.

    Parameters
    ----------
    path
        The theme file, one that can be read.
    rules
        The rules; their categories are in the file.

    Returns
    -------
    list of NewRule
        Those written; one whose term the category's theme has already is left out.

    Raises
    ------
    DissentError
        Where a term cannot be read, or the file is written in a way that a rule cannot be added to.
        The file is then left as it was.
    """
    before = read_themes([path])[0]
    new = _without_known(before, rules)
    if not new:
        return []
    raw = path.read_bytes().decode("utf-8-sig")
    text = raw.replace("\r\n", "\n")
    for category in before.categories:
        own = [rule for rule in new if rule.category == category]
        if own:
            text = _with_rules(text, category, own, path=path)
    if "\r\n" in raw:
        text = text.replace("\n", "\r\n")
    _replace(path, text, before=before, new=new)
    return new


def _without_known(theme: Theme, rules: Sequence[NewRule]) -> list[NewRule]:
    """The rules that mean what no rule of the theme means yet, each once."""
    known = {rule.pattern for rule in theme.rules if not rule.contexts}
    new = []
    for rule in rules:
        try:
            pattern = parse_term(rule.term)
        except PatternError as error:
            raise DissentError(str(error)) from error
        if pattern not in known:
            known.add(pattern)
            new.append(rule)
    return new


def _with_rules(text: str, category: str, rules: Sequence[NewRule], *, path: Path) -> str:
    """The text of a theme file with rules added to one category."""
    entries = _entries(text, category, path=path)
    if entries.flow_style:
        at = entries.end_mark.index - 1
        inside = text[entries.start_mark.index + 1 : at].rstrip()
        comma = "" if inside.endswith(",") else ","
        listed = ", ".join(_written(rule, flow=True) for rule in rules)
        end = entries.start_mark.index + 1 + len(inside)
        return f"{text[:end]}{comma} {listed}{text[end:]}"
    column = entries.start_mark.column
    at = _end_of(text, entries.value[-1])
    lines = [
        " " * column + line for rule in rules for line in _written(rule, flow=False).splitlines()
    ]
    before = text[:at] if text[:at].endswith("\n") else text[:at] + "\n"
    return before + "\n".join(lines) + "\n" + text[at:]


def _entries(text: str, category: str, *, path: Path) -> SequenceNode:
    """The list of a category's rules, as it stands in the text."""
    root = YAML(typ="rt", pure=True).compose(text)
    for name in ("categories", category):
        found = [
            value for key, value in (root.value if isinstance(root, MappingNode) else [])
            if key.value == name
        ]  # fmt: skip
        root = found[0] if found else None
    if not isinstance(root, SequenceNode):
        raise DissentError(f"{path}: no rule can be added to category `{category}`; add it by hand")
    return root


def _end_of(text: str, node: Node) -> int:
    """Where the line ends, in the text, on which a rule says its last."""
    last = node
    while isinstance(last, CollectionNode) and not last.flow_style and last.value:
        inner = last.value[-1]
        if isinstance(inner, tuple):
            key, value = inner
            # What an alias (`*name`) stands for stands elsewhere.
            inner = value if value.start_mark.index > key.start_mark.index else key
        last = inner
    end = last.end_mark.index
    if isinstance(last, ScalarNode) and last.style in ("|", ">"):
        # A block of text ends before the next node; blank lines and comments before it stay there.
        lines = text[:end].splitlines(keepends=True)
        column = node.start_mark.column
        while lines and _is_between(lines[-1], column):
            lines.pop()
        return len("".join(lines))
    newline = text.find("\n", end)
    return len(text) if newline < 0 else newline + 1


def _is_between(line: str, column: int) -> bool:
    """Whether a line is blank, or a comment that stands further left than what a rule says."""
    stripped = line.lstrip(" ")
    if not stripped.strip():
        return True
    return len(line) - len(stripped) < column + 1 and (stripped.startswith("#") or line[-1] != "\n")


def _written(rule: NewRule, *, flow: bool) -> str:
    """A rule in YAML: one item of a list."""
    entry = {"term": rule.term, "note": rule.note} if rule.note else rule.term
    yaml = YAML(typ="rt", pure=True)
    yaml.width = ENDLESS
    yaml.allow_unicode = True
    stream = io.StringIO()
    if flow:
        yaml.default_flow_style = True
        yaml.dump([entry], stream)
        return stream.getvalue().strip()[1:-1]
    yaml.dump([entry], stream)
    return stream.getvalue()


def _replace(path: Path, text: str, *, before: Theme, new: Sequence[NewRule]) -> None:
    """Put a new text in a theme file's place, if it says what it should."""
    mark = "\ufeff" if path.read_bytes().startswith(b"\xef\xbb\xbf") else ""
    temporary = path.with_name(f".{path.name}.part")
    temporary.write_bytes((mark + text).encode("utf-8"))
    try:
        after = read_themes([temporary])[0]
        written = sorted((rule.category, " ".join(rule.term.split())) for rule in new)
        kept = [rule for rule in after.rules if (rule.category, rule.written) not in written]
        added = sorted(
            (rule.category, rule.written)
            for rule in after.rules
            if (rule.category, rule.written) in written
        )
        if (
            tuple(kept) != before.rules
            or added != written
            or replace(after, rules=()) != replace(before, rules=())
        ):
            raise DissentError(
                f"{path}: rules cannot be added without changing others (does an alias `*name` "
                "stand at the end of a list of rules?); add them by hand"
            )
        temporary.replace(path)
    except DissentError as error:
        raise DissentError(str(error).replace(str(temporary), str(path))) from error
    finally:
        temporary.unlink(missing_ok=True)
