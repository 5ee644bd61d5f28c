"""What have the coders answered? Filled sheets, CSV or XLSX, every fault named by file and row."""

import codecs
import csv
import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import BadZipFile

from dissent.errors import DissentError
from dissent.validation.folder import CodedSheet
from dissent.validation.key import Key, sentence_digest

NO, YES, UNCLEAR = 0, 1, 2
MEANING = {
    YES: "yes y 1 true ja j oui o sí si sì s sim да д x ✓ ✔",
    NO: "no n 0 false nein non não нет н",
    UNCLEAR: "unclear ? u unsure maybe unklar incertain dudoso неясно",
}
CODES = {word: code for code, words in MEANING.items() for word in words.split()}
WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
"""Marks of UTF-16: "Unicode text" of spreadsheets, with tabs."""
LINE, ANSWER, SENTENCE = "line", "answer", "sentence"


@dataclass(frozen=True)
class Coding:
    """The answers of one coder to one sheet: by line, `YES`, `NO` or `UNCLEAR`."""

    sheet: CodedSheet
    answers: Mapping[str, int]
    missing: tuple[str, ...]
    """Lines of the sheet that are not there or have no answer."""
    edited: tuple[str, ...] = ()
    """Lines whose sentence is not the one that was drawn, where that can be told."""


def read_coding(sheet: CodedSheet, key: Key, problems: list[str]) -> Coding:
    """Read a filled sheet.

    Parameters
    ----------
    sheet
        The file and whose it is.
    key
        The key of the sheet.
    problems
        To which all that is wrong is added: answers that cannot be read, lines that are not of
        this sheet, lines that come twice.

    Returns
    -------
    Coding
        What can be read.
    """
    known = {line.line: line.digest for line in key.lines}
    answers: dict[str, int] = {}
    seen: dict[str, int] = {}
    edited = []
    for row, line, answer, sentence in _rows(sheet.path, problems):
        where = f"{sheet.path}, row {row}"
        if line not in known:
            problems.append(f"{where}: `{line}` is no line of sheet {key.sheet} of `{key.theme}`")
        elif line in seen:
            problems.append(f"{where}: the line `{line}` stands already in row {seen[line]}")
        elif answer and answer.casefold() not in CODES:
            problems.append(f"{where}: `{answer}` is no answer; write yes, no or unclear")
        elif answer:
            answers[line] = CODES[answer.casefold()]
            if sentence and known[line] and sentence_digest(sentence) != known[line]:
                edited.append(line)
        seen.setdefault(line, row)
    missing = tuple(line.line for line in key.lines if line.line not in answers)
    return Coding(sheet, answers, missing, tuple(edited))


def _rows(path: Path, problems: list[str]) -> Iterator[tuple[int, str, str, str]]:
    """Row, line, answer and sentence (empty where it cannot be told) of the rows not empty."""
    try:
        rows = _workbook_rows(path) if path.suffix.lower() == ".xlsx" else _csv_rows(path)
    except DissentError as error:
        problems.append(str(error))
        return
    header = [cell.strip().casefold() for cell in rows[0]] if rows else []
    lacking = [name for name in (LINE, ANSWER) if name not in header]
    if lacking:
        problems.append(
            f"{path}: there is no column `{lacking[0]}` in the first row; keep the header of the "
            "sheet as it was"
        )
        return
    line, answer = header.index(LINE), header.index(ANSWER)
    told = SENTENCE in header and _is_unicode(path)
    sentence = header.index(SENTENCE) if told else line
    for number, cells in enumerate(rows[1:], start=2):
        padded = [cell.strip() for cell in cells] + [""] * len(header)
        if any(padded):
            yield number, padded[line], padded[answer], padded[sentence] if told else ""


def _is_unicode(path: Path) -> bool:
    """Whether a sheet keeps all letters; in other encodings spreadsheets write ? for some."""
    if path.suffix.lower() == ".xlsx":
        return True
    raw = path.read_bytes()
    if raw.startswith(WIDE):
        return True
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _csv_rows(path: Path) -> list[list[str]]:
    """The rows of a CSV as a spreadsheet may have saved it: commas, semicolons or tabs."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-16" if raw.startswith(WIDE) else "utf-8-sig")
    except UnicodeDecodeError:
        # what spreadsheets write where they do not write UTF-8; the answers are plain letters
        text = raw.decode("cp1252", errors="replace")
    header = text.partition("\n")[0]
    delimiter = max(",;\t", key=header.count)
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))


def _workbook_rows(path: Path) -> list[list[str]]:
    # takes a quarter of a second to import, and most projects have no workbook
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except (BadZipFile, InvalidFileException, KeyError, OSError, ValueError) as error:
        raise DissentError(f"{path}: this is no workbook (.xlsx) that can be read") from error
    name = "coding" if "coding" in book.sheetnames else book.sheetnames[0]
    rows = [[_text(value) for value in row] for row in book[name].iter_rows(values_only=True)]
    book.close()
    return rows


def _text(value: object) -> str:
    """A cell as text: whole numbers and truth values as people write them."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def check_coders(codings: Sequence[Coding]) -> list[str]:
    """Find sheets that one coder has handed in twice.

    Parameters
    ----------
    codings
        Of one theme.

    Returns
    -------
    list of str
        A message for each.
    """
    first: dict[tuple[int, str], Path] = {}
    problems = []
    for coding in codings:
        sheet = coding.sheet
        earlier = first.setdefault((sheet.number, sheet.coder), sheet.path)
        if earlier != sheet.path:
            problems.append(f"{sheet.path}: `{sheet.coder}` has coded this sheet in {earlier}")
    return problems
