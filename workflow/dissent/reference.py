"""The setting `reference`: is it the rest of the corpus, a catalogue, or a frequency list?

Planning asks, so nothing heavy is imported here; `comparison.reference` loads what it names.
"""

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Literal

from dissent.catalogue import REQUIRED
from dissent.errors import DissentError

REST = "rest"
UNITS = ("lemma", "word")
SHOWN_OF_HEADER = 60

Kind = Literal["rest", "catalogue", "list"]


def reference_kind(setting: str) -> Kind:
    """Tell what a group's vocabulary is compared with.

    Parameters
    ----------
    setting
        The setting `reference`: `rest`, or the path of a file.

    Returns
    -------
    {"rest", "catalogue", "list"}
        By the names in the file's first row. What else is wrong with it is told when it is read.

    Raises
    ------
    DissentError
        Where there is no such file, or it is neither a catalogue nor a frequency list.
    """
    if setting == REST:
        return "rest"
    path = Path(setting)
    if not path.is_file():
        raise DissentError(
            f"setting `reference`: there is no file `{setting}`; write `rest`, or the path of a "
            "catalogue or of a frequency list, relative to the project's folder"
        )
    header = _first_row(path)
    names = _names(header)
    if set(REQUIRED) <= set(names):
        return "catalogue"
    if any(name.lower() in UNITS for name in names):
        return "list"
    if "doc_id" in names:
        return "catalogue"
    shown = header[:SHOWN_OF_HEADER] + ("…" if len(header) > SHOWN_OF_HEADER else "")
    raise DissentError(
        f"setting `reference`: `{setting}` is neither a catalogue, whose first row names at least "
        f"{_listed(REQUIRED)}, nor a frequency list, whose first row names `lemma` or `word`, and "
        f"`count`; its first row is `{shown}`"
    )


def rows_of(lines: Sequence[str]) -> Iterator[tuple[int, list[str]]]:
    """Divide the lines of a table into cells, separated by whatever its first line has most often.

    Parameters
    ----------
    lines
        At least one.

    Yields
    ------
    (int, list of str)
        Number of the line, from 1, and its cells, without blanks or quotation marks around them;
        no line without content.

    Raises
    ------
    csv.Error
        Where a quotation mark is not closed. Between tabs marks may stand alone: word lists have
        them as entries.
    """
    delimiter = max(",;\t", key=lines[0].count)
    if delimiter == "\t":
        for number, line in enumerate(lines, start=1):
            if line and not line.isspace():
                yield number, [_unquoted(cell.strip()) for cell in line.split("\t")]
    else:
        reader = csv.reader(lines, delimiter=delimiter, strict=True)
        for row in reader:
            cells = list(map(str.strip, row))
            if any(cells):
                yield reader.line_num, cells


def _unquoted(cell: str) -> str:
    quoted = len(cell) > 1 and cell[0] == cell[-1] == '"'
    return cell[1:-1].replace('""', '"') if quoted else cell


def _first_row(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig") as stream:
            return next(stream, "").strip()
    except UnicodeDecodeError as error:
        raise DissentError(
            f"setting `reference`: {path} is not UTF-8; save it as “CSV UTF-8”"
        ) from error


def _names(header: str) -> list[str]:
    try:
        return [name for _, cells in rows_of([header]) for name in cells]
    except csv.Error:
        return []


def _listed(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)
