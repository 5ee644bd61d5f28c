"""How often does each word occur in a corpus of which there is only a frequency list?"""

import csv
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
import numpy.typing as npt

from dissent.errors import DissentError, raise_all
from dissent.orthography import folded
from dissent.reference import UNITS, rows_of

COUNT_COLUMNS = ("count", "frequency", "freq")
TOTAL = "*"
COUNT = re.compile(r"[0-9]{1,15}")
DIVIDED = re.compile(r"[0-9]{1,3}(?:[.,'’ \u00a0\u202f][0-9]{3})+")


@dataclass(frozen=True)
class FrequencyList:
    """The words of a reference corpus, or its lemmas, with their counts."""

    unit: Literal["lemma", "word"]
    names: tuple[str, ...]
    """Folded like word forms, sorted, each once."""
    counts: npt.NDArray[np.int64]
    """Occurrences: (names,)."""
    words: int
    """All words of the reference corpus, listed or not."""

    @property
    def complete(self) -> bool:
        """Whether it lists all words, so that one that it lacks does not occur."""
        return bool(self.counts.sum() == self.words)


def read_frequency_list(path: Path) -> FrequencyList:
    """Read a frequency list.

    Parameters
    ----------
    path
        CSV or TSV, UTF-8. The first row names the columns: `lemma` or `word`, and `count` (or
        `frequency`, `freq`), in small letters or capitals; others are passed over. The row `*`
        gives the total of all words where the list is cut off and does not hold all of them.

    Returns
    -------
    FrequencyList
        Names that coincide once they are folded are added up. Entries without a letter or digit
        are left out, because punctuation counts nowhere.

    Raises
    ------
    DissentError
        Where a column is missing or no word is listed; one message that names every faulty row.
    """
    rows = _rows(path)
    _, header = next(rows)
    unit, name_at, count_at = _columns(path, header)
    problems: list[str] = []
    counts: dict[str, int] = {}
    total: tuple[int, int] | None = None
    for number, cells in rows:
        found = _row_problem(cells, len(header), name_at, count_at)
        if not found and cells[name_at] == TOTAL and total:
            found = f"the total (`{TOTAL}`) stands already in row {total[0]}"
        if found:
            problems.append(f"{path}, row {number}: {found}")
        elif cells[name_at] == TOTAL:
            total = number, int(cells[count_at])
        elif cells[name_at].isalnum() or any(map(str.isalnum, cells[name_at])):
            name = folded(cells[name_at])
            counts[name] = counts.get(name, 0) + int(cells[count_at])
    listed = sum(counts.values())
    if not problems:
        problems += _total_problems(path, listed, total)
    raise_all(problems, heading=str(path))
    names = tuple(sorted(counts))
    return FrequencyList(
        unit=unit,
        names=names,
        counts=np.array([counts[name] for name in names], dtype=np.int64),
        words=total[1] if total else listed,
    )


def _rows(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Read row by row: a million of them kept at once would take twice as long."""
    try:
        lines = path.read_text(encoding="utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise DissentError(f"{path}, line {line}: not UTF-8; save it as “CSV UTF-8”") from error
    last = 0
    try:
        for last, cells in rows_of(lines):
            yield last, cells
    except csv.Error as error:
        raise DissentError(
            f"{path}, after row {last}: {error}; is a quotation mark not closed?"
        ) from error
    if last == 0:
        raise DissentError(f"{path} is empty: the first row names the columns")


def _columns(path: Path, header: Sequence[str]) -> tuple[Literal["lemma", "word"], int, int]:
    """Find what is counted, its column, and that of the counts."""
    names = [name.lower() for name in header]
    units = [place for place, name in enumerate(names) if name in UNITS]
    counts = [place for place, name in enumerate(names) if name in COUNT_COLUMNS]
    shown = ", ".join(f"`{name}`" for name in header)
    problems = []
    for places, wanted, what in (
        (units, "`lemma` or `word`", "the words"),
        (counts, "`count`", "how often each occurs"),
    ):
        if not places:
            problems.append(
                f"{path}: no column {wanted} says {what}; the first row names {shown}: rename the "
                "one that does"
            )
        elif len(places) > 1:
            several = " and ".join(f"`{header[place]}`" for place in places)
            problems.append(
                f"{path}: the columns {several} could both say {what}; take out or rename the "
                "one that shall not count"
            )
    raise_all(problems, heading=str(path))
    return "lemma" if names[units[0]] == "lemma" else "word", units[0], counts[0]


def _row_problem(cells: Sequence[str], columns: int, name_at: int, count_at: int) -> str:
    """Say what is wrong with a row; nothing where nothing is."""
    if len(cells) != columns:
        return (
            f"{len(cells)} cells, but the first row has {columns}; write numbers without "
            "separators, and a cell that contains a comma in quotation marks"
        )
    name, count = cells[name_at], cells[count_at]
    if not name:
        return "the word is empty"
    if COUNT.fullmatch(count):
        return ""
    if not count:
        return f"`{name}` has no count: write how often it occurs"
    if DIVIDED.fullmatch(count):
        digits = re.sub("[^0-9]", "", count)
        return f"count `{count}`: write a whole number without separators, as in `{digits}`"
    if count.startswith(("-", "−")):
        return f"count `{count}` is below 0: write how often `{name}` occurs"
    return (
        f"count `{count}` is no whole number: write how often `{name}` occurs, not a rate or a "
        "share"
    )


def _total_problems(path: Path, listed: int, total: tuple[int, int] | None) -> list[str]:
    if not listed:
        return [f"{path} lists no words that occur: add a row for each, with its count"]
    if total and total[1] < listed:
        return [
            f"{path}, row {total[0]}: the total (`{TOTAL}`) is {total[1]}, but the counts add up "
            f"to {listed}; write the total of all words, or take out the row"
        ]
    return []
