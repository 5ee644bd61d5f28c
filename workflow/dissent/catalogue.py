"""The catalogue of documents: who wrote what when, in which file. Every error names its row."""

import csv
import re
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from dissent.dates import Day, plain_days
from dissent.errors import raise_all
from dissent.languages import setting_for, without_pipeline
from dissent.slugs import slug
from dissent.tables import computed_columns

REQUIRED = ("doc_id", "title", "file")
KNOWN = (
    "doc_id", "title", "file", "author", "date", "language", "genre", "pages", "start", "end",
    "encoding", "sha256", "translator", "source", "licence", "text_status",
)  # fmt: skip
TEXT_STATUS = ("full", "excerpt", "precis")
DOC_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
PAGES = re.compile(r"(\d+)(?:-(\d+))?")
UNDATED = "9999"


@dataclass(frozen=True)
class Document:
    """One row of the catalogue, checked."""

    row: int
    doc_id: str
    title: str
    file: Path
    language: str = "en"
    date: str = ""
    earliest: str = UNDATED
    text_status: str = ""
    pages: str = ""
    start: str = ""
    end: str = ""
    encoding: str = ""
    sha256: str = ""
    columns: Mapping[str, str] = field(default_factory=dict)

    def group(self, column: str) -> str:
        """Name the group that this document belongs to.

        Parameters
        ----------
        column
            A column of the catalogue, or `year` or `decade`, made from the earliest date.

        Returns
        -------
        str
            The value; `(none)` where the document has none.
        """
        if column == "doc_id":
            return self.doc_id
        if column in ("year", "decade") and column not in self.columns:
            if not self.date:
                return "(none)"
            year = self.earliest[:4]
            return year if column == "year" else f"{year[:3]}0s"
        return self.columns.get(column, "") or "(none)"


def read_catalogue(path: Path, *, models: Iterable[str] = ("en",)) -> list[Document]:
    """Read and check the catalogue, in its own order.

    Parameters
    ----------
    path
        The CSV file, UTF-8, with a header row.
    models
        The languages for which a pipeline is set.

    Returns
    -------
    list of Document
        One per row.

    Raises
    ------
    DissentError
        One message that names every faulty row and what to write instead.
    """
    header, rows = _read_rows(path)
    problems = _header_problems(path, header)
    raise_all(problems, heading=str(path))
    documents: list[Document] = []
    first_row: dict[str, int] = {}
    for number, row in rows:
        document, found = _document(path, number, row)
        doc_id = document.doc_id
        if doc_id in first_row:
            found.append(f"doc_id `{doc_id}` is already that of row {first_row[doc_id]}")
        first_row.setdefault(doc_id, number)
        problems += [f"{path}, row {number}: {problem}" for problem in found]
        documents.append(document)
    problems += _without_pipeline(path, documents, frozenset(models))
    if not documents and not problems:
        problems.append(f"{path} lists no documents: add a row for each")
    raise_all(problems, heading=str(path))
    return documents


def check_group(
    documents: list[Document], column: str, *, path: Path, one_is_enough: bool = False
) -> None:
    """Check that documents can be grouped by a column.

    Parameters
    ----------
    documents
        The catalogue.
    column
        The setting `group`.
    path
        The catalogue's file, for the message.
    one_is_enough
        Whether all documents may be in one group, because a reference corpus stands beside it.

    Raises
    ------
    DissentError
        Where no such column exists, naming those that do; where all documents are in one group.
    """
    known = ["doc_id", *documents[0].columns, "year", "decade"]
    problems = []
    if column not in known:
        problems.append(
            f"setting `group`: {path} has no column `{column}`; it can be {', '.join(known)}"
        )
    elif (
        len(documents) > 1
        and not one_is_enough
        and len({document.group(column) for document in documents}) == 1
    ):
        problems.append(
            f"setting `group`: all documents have the same `{column}`: nothing to compare"
        )
    raise_all(problems, heading="setting `group`")


@cache
def earliest_date(date: str) -> str:
    """Find the first day that an EDTF date can mean.

    Parameters
    ----------
    date
        `1920-09`, `1922`, `1921/1922`, `1922?`, …

    Returns
    -------
    str
        `YYYY-MM-DD`; `9999` where the beginning is open, as in `../1922`.

    Raises
    ------
    ValueError
        Where the text is no EDTF date, or an interval that ends before it begins.
    """
    if plain := plain_days(date):
        return _written(plain[0])

    from edtf import EDTFParseException, parse_edtf

    try:
        parsed = parse_edtf(date)
        first, last = parsed.lower_strict(), parsed.upper_strict()
    except EDTFParseException as error:
        raise ValueError(date) from error
    if not isinstance(first, time.struct_time):
        return UNDATED
    if isinstance(last, time.struct_time) and last < first:
        raise ValueError(date)
    return _written(first[:3])


def in_date_order(documents: Iterable[Document]) -> list[Document]:
    """Sort documents by their earliest date, then by doc_id; undated ones last.

    Parameters
    ----------
    documents
        In any order.

    Returns
    -------
    list of Document
        In the order of every table and figure.
    """
    return sorted(documents, key=lambda document: (document.earliest, document.doc_id))


def _written(day: Day) -> str:
    return "{:04d}-{:02d}-{:02d}".format(*day)


def _read_rows(path: Path) -> tuple[list[str], list[tuple[int, dict[str, str]]]]:
    if not path.is_file():
        raise_all([f"no catalogue at {path}: make one with `dissent init`"], heading="catalogue")
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = path.read_bytes()[: error.start].count(b"\n") + 1
        raise_all([f"{path}, line {line}: not UTF-8; save it as “CSV UTF-8”"], heading="catalogue")
    reader = csv.reader(text.splitlines(keepends=True), strict=True)
    try:
        lines = [(reader.line_num, cells) for cells in reader]
    except csv.Error as error:
        raise_all([f"{path}, line {reader.line_num}: {error}"], heading="catalogue")
    if not lines:
        raise_all([f"{path} is empty: the first row names the columns"], heading="catalogue")
    header = [name.strip() for name in lines[0][1]]
    problems, rows = [], []
    for line, cells in lines[1:]:
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(header):
            problems.append(
                f"{path}, row {line}: {len(cells)} cells, but the header has {len(header)}; "
                "put a cell that contains a comma in quotation marks"
            )
            continue
        rows.append((line, dict(zip(header, (cell.strip() for cell in cells), strict=True))))
    raise_all(problems, heading=str(path))
    return header, rows


def _header_problems(path: Path, header: list[str]) -> list[str]:
    problems = [
        f"{path}: the column `{name}` is missing" for name in REQUIRED if name not in header
    ]
    if ";" in "".join(header) and len(header) == 1:
        return [f"{path}: the cells are separated by `;`; save it with commas"]
    problems += [f"{path}: a column has no name" for name in header if not name]
    problems += [
        f"{path}: the column `{name}` stands there twice"
        for name in sorted({name for name in header if header.count(name) > 1})
    ]
    problems += [
        f"{path}: `{name}` is a column that dissent computes; rename yours, as in `given_{name}`"
        for name in header
        if name not in KNOWN and name in computed_columns("documents")
    ]
    return problems


def _document(path: Path, number: int, row: dict[str, str]) -> tuple[Document, list[str]]:
    """Make the record of one row, with what is wrong with it."""
    problems = [f"`{name}` is empty" for name in REQUIRED if not row[name]]
    doc_id = row["doc_id"]
    if doc_id and not DOC_ID.fullmatch(doc_id):
        problems.append(
            f"doc_id `{doc_id}`: only small letters, digits and single hyphens, as in "
            f"`{slug(doc_id)}`"
        )
    earliest = UNDATED
    if row.get("date"):
        try:
            earliest = earliest_date(row["date"])
        except ValueError:
            problems.append(
                f"date `{row['date']}` is not EDTF; write 1920-09, 1922, 1921/1922, 1922? "
                "or leave it empty"
            )
    language = row.get("language") or "en"
    if not LANGUAGE.fullmatch(language):
        problems.append(f"language `{language}` is no language tag; write en, ru, de, …")
    status = row.get("text_status", "")
    if status and status not in TEXT_STATUS:
        problems.append(f"text_status `{status}`: it can be {', '.join(TEXT_STATUS)} or empty")
    problems += _section_problems(row)
    document = Document(
        row=number, doc_id=doc_id, title=row["title"], file=path.parent / row["file"],
        language=language, date=row.get("date", ""), earliest=earliest, text_status=status,
        pages=row.get("pages", ""), start=row.get("start", ""), end=row.get("end", ""),
        encoding=row.get("encoding", ""), sha256=row.get("sha256", "").lower(), columns=row,
    )  # fmt: skip
    return document, problems


def _without_pipeline(path: Path, documents: list[Document], models: frozenset[str]) -> list[str]:
    """Say once of each language that nothing tags it, with the first row that has it."""
    rows: dict[str, list[int]] = {}
    for document in documents:
        if LANGUAGE.fullmatch(document.language) and not setting_for(document.language, models):
            rows.setdefault(document.language, []).append(document.row)
    return [
        f"{path}, row {first}{f' and {len(others)} more' if others else ''}: "
        f"{without_pipeline(language)}"
        for language, (first, *others) in rows.items()
    ]


def _section_problems(row: dict[str, str]) -> list[str]:
    problems = []
    pages = row.get("pages", "")
    if pages:
        found = PAGES.fullmatch(pages)
        if not found or (found[2] and int(found[2]) < int(found[1])):
            problems.append(f"pages `{pages}`: write a page or a range, as in `31-38`")
    if row["file"].startswith(("http://", "https://")):
        problems.append(
            "file: addresses are not fetched yet; download the file and name it here relative to "
            "the catalogue"
        )
    return problems
