"""A small tagged project to be validated, and coders who fill in its sheets."""

import csv
from collections.abc import Callable, Mapping
from pathlib import Path

from openpyxl import load_workbook
from tests.making import write
from tests.tagged_project import make_tagged_project
from typer.testing import CliRunner

from dissent.cli import app
from dissent.tagged import TaggedCorpus, open_corpus
from dissent.themes.files import Theme, read_themes
from dissent.validation.key import Key, KeyLine, read_key

LABOUR = """\
theme: labour
label: Labour
about: People who work for others. Not the work itself.
categories:
  people: [worker, labourer]
  bodies: [trade union]
"""
HIT = "the worker wanted bread/bread/NOUN from the owner/owner/NOUN"
RARE = "a labourer sang =loudly"
UNION = "the trade/trade/NOUN union/union/NOUN struck"
NEAR = "workers/workerdom/NOUN were absent , he said"
PLAIN = "it rained"


def sentences(*counts: tuple[int, str]) -> str:
    """A text of sentences, five to a paragraph."""
    given = [sentence for count, sentence in counts for sentence in [sentence] * count]
    paragraphs = [given[place : place + 5] for place in range(0, len(given), 5)]
    return "\n\n".join(" . | ".join(paragraph) + " ." for paragraph in paragraphs)


TEXTS = {
    "decree": sentences((40, HIT), (4, RARE), (6, UNION), (30, NEAR), (60, PLAIN)),
    "song": sentences((10, HIT), (20, NEAR), (100, PLAIN)),
}


def make_project(folder: Path, texts: Mapping[str, str] = TEXTS, *, shards: int = 1) -> Path:
    """Write the project: two documents, one theme."""
    dates = dict(zip(texts, ("1917", "1920"), strict=False))
    make_tagged_project(folder, texts, dates=dates, shards=shards)
    write(folder / "config" / "themes" / "labour.yaml", LABOUR)
    return folder


def opened(project: Path) -> tuple[TaggedCorpus, Theme]:
    """Its tagged corpus and its theme."""
    return open_corpus(project), read_themes([project / "config" / "themes" / "labour.yaml"])[0]


def run(*command: str | Path) -> str:
    """Run a command, which has to succeed; return what it said."""
    options = [str(part) for part in command]
    ran = CliRunner().invoke(app, options, catch_exceptions=False, env={"COLUMNS": "120"})
    assert ran.exit_code == 0, ran.output
    return ran.output


def key_of_sheet(project: Path, number: int = 1) -> Key:
    """The key of a sheet."""
    return read_key(project / "validation" / "labour" / f"key-{number}.json")


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV sheet."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def code_csv(
    project: Path, coder: str, answer: Callable[[KeyLine], str], *, number: int = 1
) -> Path:
    """Fill in a sheet as a coder who answers so, and put it where it belongs."""
    folder = project / "validation" / "labour"
    lines = {line.line: line for line in key_of_sheet(project, number).lines}
    rows = rows_of(folder / f"sheet-{number}.csv")
    filled = [{**row, "answer": answer(lines[row["line"]])} for row in rows]
    return write_rows(folder / "coded" / f"sheet-{number}-{coder}.csv", filled)


def write_rows(path: Path, rows: list[dict[str, str]], *, delimiter: str = ",") -> Path:
    """Write a sheet as CSV."""
    path.parent.mkdir(exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def code_workbook(project: Path, coder: str, answer: Callable[[KeyLine], object]) -> Path:
    """The same in the workbook."""
    folder = project / "validation" / "labour"
    lines = {line.line: line for line in key_of_sheet(project).lines}
    book = load_workbook(folder / "sheet-1.xlsx")
    for row in book["coding"].iter_rows(min_row=2):
        row[5].value = answer(lines[str(row[0].value)])
    path = folder / "coded" / f"sheet-1-{coder}.xlsx"
    path.parent.mkdir(exist_ok=True)
    book.save(path)
    return path


def by_hits(line: KeyLine) -> str:
    """A coder who takes all hits for right and misses nothing else."""
    return "yes" if line.stratum == "hit" else "no"
