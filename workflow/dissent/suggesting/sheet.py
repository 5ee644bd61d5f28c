"""The sheet on which candidates are accepted or rejected: `suggestions/THEME.csv` of a project."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from dissent.errors import DissentError, raise_all
from dissent.tables import guarded, unguarded

FOLDER = Path("suggestions")
ACCEPT, REJECT, ACCEPTED, REJECTED = "accept", "reject", "accepted", "rejected"
SAID = {
    **dict.fromkeys(("accept", "a", "yes", "y"), ACCEPT),
    **dict.fromkeys(("reject", "r", "no", "n"), REJECT),
    ACCEPTED: ACCEPTED,
    REJECTED: REJECTED,
    "": "",
}
NEEDED = ("theme", "term", "category", "decision")


@dataclass(frozen=True)
class Row:
    """One candidate, as it stands in the sheet: the columns, in their order.

    `decision`, `category` and `note` are the user's; `remark` and all that follows say why the word
    is offered. `lrc`, `g2` and `log_ratio` compare sentences with a hit with others, `alike` is the
    cosine with the theme's words, `like` names the nearest ones.
    """

    theme: str
    term: str
    category: str
    decision: str = ""
    note: str = ""
    remark: str = ""
    sources: str = ""
    score: str = ""
    lrc: str = ""
    g2: str = ""
    log_ratio: str = ""
    alike: str = ""
    like: str = ""
    relative_of: str = ""
    count: str = ""
    documents: str = ""
    hits_beside: str = ""
    line_1: str = ""
    line_2: str = ""
    line_3: str = ""

    @property
    def lemma(self) -> str:
        """The term without its part of speech: by this it is remembered."""
        return self.term.partition("_")[0].lower()


COLUMNS = tuple(field.name for field in fields(Row))


def sheet_file(project: Path, theme: str) -> Path:
    """Say where a theme's sheet is.

    Parameters
    ----------
    project
        The project's folder.
    theme
        The theme's name.

    Returns
    -------
    Path
        The file, whether it exists or not.
    """
    return project / FOLDER / f"{theme}.csv"


def read_sheet(path: Path, *, theme: str, categories: Sequence[str]) -> list[Row]:
    """Read a sheet as the user left it.

    Parameters
    ----------
    path
        The file.
    theme
        The theme that it has to be about.
    categories
        The theme's categories.

    Returns
    -------
    list of Row
        In the order of the file; `decision` is `accept`, `reject`, `accepted`, `rejected` or empty.

    Raises
    ------
    DissentError
        With the row of every decision, category or theme that cannot be meant; where the file is
        no such sheet.
    """
    header, rows = _read(path)
    missing = [name for name in NEEDED if name not in header]
    if missing:
        raise DissentError(
            f"{path} has no column `{missing[0]}`; make the sheet anew with "
            f"`dissent themes suggest {theme}`, in another file's place"
        )
    problems: list[str] = []
    read = []
    for number, cells in rows:
        row = Row(**{name: cells.get(name, "").strip() for name in COLUMNS})
        said = row.decision.lower()
        problem = _problem(row, said, theme, categories)
        if problem:
            problems.append(f"{path}, row {number}: {problem}")
        else:
            read.append(Row(**(vars(row) | {"decision": SAID[said]})))
    raise_all(problems, heading=str(path))
    return read


def write_sheet(rows: Iterable[Row], path: Path) -> None:
    """Write a sheet, whole or not at all; no cell that a spreadsheet would run.

    Parameters
    ----------
    rows
        The candidates, in their order.
    path
        The file; its folder is made if need be.
    """
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows([guarded(getattr(row, name)) for name in COLUMNS] for row in rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(path.name + ".part")
    temporary.write_text(stream.getvalue(), encoding="utf-8", newline="")
    temporary.replace(path)


def _read(path: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    """The header, and each row that says anything with its number in a spreadsheet."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise DissentError(
            f"there is no {path}; make it first, with `dissent themes suggest {path.stem}`"
        ) from None
    except UnicodeDecodeError as error:
        raise DissentError(f"{path}: not UTF-8; save it as CSV UTF-8") from error
    # Some spreadsheets write semicolons.
    first = text.partition("\n")[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    header = [name.strip() for name in next(reader, [])]
    rows = [
        (number, dict(zip(header, map(unguarded, cells), strict=False)))
        for number, cells in enumerate(reader, start=2)
        if any(map(str.strip, cells))
    ]
    return header, rows


def _problem(row: Row, said: str, theme: str, categories: Sequence[str]) -> str:
    if row.theme != theme:
        return f"this line is about the theme `{row.theme}`, not `{theme}`; take it out"
    if not row.term:
        return "there is no term"
    if said not in SAID:
        return (
            f"decision `{row.decision}` of `{row.term}`: write `accept` or `reject`, or leave it "
            "empty"
        )
    if SAID[said] == ACCEPT and row.category not in categories:
        return (
            f"`{row.term}`: the theme has no category `{row.category}`; it has "
            f"{', '.join(categories)}"
        )
    return ""
