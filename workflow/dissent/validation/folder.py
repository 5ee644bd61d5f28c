"""Where do a project's coding sheets, their keys and the coded sheets lie?"""

import re
from dataclasses import dataclass
from pathlib import Path

from dissent.errors import DissentError

FOLDER = Path("validation")
CODED = "coded"
KEY = re.compile(r"key-(\d+)\.json")
READ = (".csv", ".xlsx")
NOT_READ = (".ods", ".xls", ".xlsm", ".xlsb", ".numbers", ".tsv", ".txt")
"""What spreadsheets write as well; named with what to do, never passed over."""
CODED_SHEET = re.compile(r"sheet-(\d+)-(\w[\w.-]*)\.(csv|xlsx)", flags=re.IGNORECASE)


@dataclass(frozen=True)
class Sheet:
    """The files of one coding sheet: for the coders, and the key that is kept from them."""

    theme: str
    number: int
    folder: Path

    @property
    def csv(self) -> Path:
        """The sheet as CSV."""
        return self.folder / f"sheet-{self.number}.csv"

    @property
    def xlsx(self) -> Path:
        """The sheet as a workbook."""
        return self.folder / f"sheet-{self.number}.xlsx"

    @property
    def instructions(self) -> Path:
        """What the coders are asked, for those who use the CSV."""
        return self.folder / f"sheet-{self.number}-instructions.txt"

    @property
    def key(self) -> Path:
        """What each line is, and how it was drawn."""
        return self.folder / f"key-{self.number}.json"

    @property
    def files(self) -> tuple[Path, ...]:
        """All of them."""
        return (self.csv, self.xlsx, self.instructions, self.key)


@dataclass(frozen=True)
class CodedSheet:
    """A sheet that a coder has filled in."""

    path: Path
    theme: str
    number: int
    coder: str


def next_sheet(project: Path, theme: str) -> Sheet:
    """Name the files of a theme's next sheet.

    Parameters
    ----------
    project
        The project's folder.
    theme
        The theme's name.

    Returns
    -------
    Sheet
        With the first number above all that are there.
    """
    folder = project / FOLDER / theme
    taken = [
        int(found[1]) for path in folder.glob("*-*") if (found := re.search(r"-(\d+)", path.name))
    ]
    return Sheet(theme, max(taken, default=0) + 1, folder)


def key_files(project: Path) -> list[Path]:
    """Find the keys of all sheets.

    Parameters
    ----------
    project
        The project's folder.

    Returns
    -------
    list of Path
        By theme, then by number.
    """
    found = [
        (path.parent.name, int(name[1]), path)
        for path in (project / FOLDER).glob("*/key-*.json")
        if (name := KEY.fullmatch(path.name))
    ]
    return [path for _, _, path in sorted(found)]


def coded_files(project: Path) -> list[Path]:
    """Find the sheets that coders have filled in, in `validation/THEME/coded`.

    Parameters
    ----------
    project
        The project's folder.

    Returns
    -------
    list of Path
        CSV, XLSX and what other formats `coded_sheet` refuses, by theme, then by name; hidden files
        and a spreadsheet's own lock files are left out.
    """
    inside = (project / FOLDER).glob(f"*/{CODED}/*")
    return sorted(path for path in inside if path.name[0] not in ".~" and _is_sheet(path))


def _is_sheet(path: Path) -> bool:
    """Whether a file is a spreadsheet; of plain texts only what is called like a coded sheet."""
    suffix = path.suffix.lower()
    if suffix == ".txt":
        return path.name.startswith("sheet-") and not path.stem.endswith("-instructions")
    return suffix in READ + NOT_READ


def validation_files(project: Path) -> list[Path]:
    """Find what the workflow needs of a project's validation.

    Parameters
    ----------
    project
        The project's folder.

    Returns
    -------
    list of Path
        Keys and coded sheets; none where no sheet is coded.
    """
    coded = coded_files(project)
    return [*key_files(project), *coded] if coded else []


def coded_sheet(path: Path) -> CodedSheet:
    """Tell sheet and coder from the name of a coded sheet.

    Parameters
    ----------
    path
        As `validation/THEME/coded/sheet-1-anna.csv`.

    Returns
    -------
    CodedSheet
        The coder's name in small letters.

    Raises
    ------
    DissentError
        Where the name is not of this form, or the format is not read.
    """
    if path.suffix.lower() in NOT_READ:
        raise DissentError(
            f"{path}: a coded sheet cannot be read as {path.suffix}; save it as .xlsx or .csv, and "
            "take this file away"
        )
    found = CODED_SHEET.fullmatch(path.name)
    if found is None:
        raise DissentError(
            f"{path}: a coded sheet is called sheet-NUMBER-CODER.csv or .xlsx, as in "
            "sheet-1-anna.xlsx"
        )
    return CodedSheet(path, path.parent.parent.name, int(found[1]), found[2].lower())
