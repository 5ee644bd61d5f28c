"""What somebody meant who wrote a file that is no YAML: in which line, and what to write."""

import re

from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.scanner import ScannerError

# With one of these YAML begins something else than a text.
SIGNS = "*&!%@`[{"
MOST_SHOWN = 80
_LIST_ITEM = re.compile(r"\s*(?:-\s+)+(?P<value>\S.*?)(?:\s+#.*)?\s*$")
_TOKEN = re.compile(r"""\[[^\]]*=|\[\]|(["'])[^"']+\1\s*["'\[({]""")
_FLOW_VALUE = re.compile(r"[^,\]}]*")


class NestingError(ScannerError):
    """Lists within lists without end."""


def explained(text: str, error: MarkedYAMLError) -> tuple[int, str]:
    """Say what is wrong where reading stopped.

    Parameters
    ----------
    text
        The file.
    error
        Of the parser.

    Returns
    -------
    line : int
        The line that the message is about, from 1.
    message : str
        What is wrong and, for common mistakes, what to write instead.
    """
    mark, context = error.problem_mark, error.context_mark
    place = mark or context
    row, column = (place.line, place.column) if place else (0, 0)
    reason = str(error.problem or error.context)
    lines = text.splitlines()
    line = lines[row] if row < len(lines) else ""
    if r"'\t'" in reason and not line[:column].strip(" -\t"):
        return row + 1, "indent with blanks, not tabs"
    if "duplicate key" in reason:
        first = _first_of(lines, row, column, above=context.line if context else 0)
        key = re.split(r"\s*:(?:\s|$)", line[column:])[0]
        where = "twice here" if first == row else f"already in line {first + 1}"
        return row + 1, f"`{key}` stands {where}; make one of the two"
    for at in (context, mark):
        if at is None or isinstance(error, NestingError):
            continue
        written = _meant_as_text(lines, at.line, at.column)
        if written:
            return at.line + 1, quotation_marks_needed(written)
    return row + 1, f"not YAML: {reason}"


def quotation_marks_needed(written: str) -> str:
    """Say how a text is written that YAML takes for something else.

    Parameters
    ----------
    written
        The text, which begins with one of the signs that YAML uses, or with a quotation mark.

    Returns
    -------
    str
        That it needs quotation marks, and how it looks in them; a query as `cql:`.
    """
    if looks_like_cql(written):
        return f"a query is written {{cql: {_quoted(written)}}}"
    sign = written[0]
    if sign in "\"'":
        inner = written[1:-1] if written.endswith(sign) else written.replace(sign, "")
        return f"put all of it in one pair of quotation marks: {_quoted(inner)}"
    named = "a backtick" if sign == "`" else f"`{sign}`"
    return f"a term that begins with {named} needs quotation marks: {_quoted(written)}"


def _quoted(text: str) -> str:
    shown = text if len(text) <= MOST_SHOWN else text[: MOST_SHOWN - 1] + "…"
    if "'" in shown and '"' not in shown and "\\" not in shown:
        return f'"{shown}"'
    return "'" + shown.replace("'", "''") + "'"


def list_item(line: str) -> str:
    """Say what stands behind the hyphen of a list.

    Parameters
    ----------
    line
        A line of a file.

    Returns
    -------
    str
        The value as written, without its comment; empty where there is none.
    """
    item = _LIST_ITEM.match(line)
    return item["value"] if item else ""


def looks_like_cql(written: str) -> bool:
    """Whether a text has tokens of a query in it, as `[lemma="class"]` or `"new" "class"`.

    Parameters
    ----------
    written
        The text.

    Returns
    -------
    bool
        Whether it is likely meant as a query.
    """
    return _TOKEN.search(written) is not None


def _meant_as_text(lines: list[str], row: int, column: int) -> str:
    """A value that begins with a sign of YAML: the entry of a list, or what stands at the place."""
    line = lines[row] if row < len(lines) else ""
    item = _LIST_ITEM.match(line)
    if item and item["value"][0] in set(SIGNS) - {"{"} | {"'", '"'}:
        return item["value"] if column >= item.start("value") else ""
    if line[column : column + 1] not in set("*&!%@`"):
        return ""
    in_flow = re.search(r"[\[{][^\]}]*$", line[:column])
    value = _FLOW_VALUE.match(line, column) if in_flow else None
    return (value[0] if value else line[column:].split(" #")[0]).strip()


def _first_of(lines: list[str], row: int, column: int, *, above: int) -> int:
    """The line in which a key stands for the first time, at the same depth; else its own."""
    key = re.match(r"[^:]*:", lines[row][column:])
    wanted = key[0] if key else lines[row][column:]
    for number in range(above, row):
        if lines[number][column:].startswith(wanted) and not lines[number][:column].strip(" -{"):
            return number
    return row
