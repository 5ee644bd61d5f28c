"""Where a concordance goes: to the terminal or a file, as text, as a table, or as a page."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from dissent.concordance.choices import Format
from dissent.errors import DissentError

if TYPE_CHECKING:
    from dissent.concordance.concordance import Concordance


LIMITS = {Format.TEXT: 100, Format.HTML: 2_000, Format.CSV: None}
SUFFIXES = {".txt": Format.TEXT, ".csv": Format.CSV, ".html": Format.HTML, ".htm": Format.HTML}


def choose_format(given: Format | None, output: Path | None) -> Format:
    """Choose how a concordance is written.

    Parameters
    ----------
    given
        What the user says, if anything.
    output
        The file it goes to, if any.

    Returns
    -------
    Format
        What the user says; else by the file's name; else text.

    Raises
    ------
    DissentError
        Where the file's name does not tell, or it cannot be made.
    """
    if output is None:
        return given or Format.TEXT
    if not output.parent.is_dir():
        raise DissentError(f"--output {output}: there is no folder {output.parent}; make it first")
    if output.is_dir():
        raise DissentError(f"--output {output}: that is a folder; name a file in it")
    if given is None and output.suffix.lower() not in SUFFIXES:
        raise DissentError(
            f"--output {output}: end its name in .txt, .csv or .html, or say --format"
        )
    return given or SUFFIXES[output.suffix.lower()]


def read_limit(written: str, format: Format) -> int | None:
    """Read how many lines are shown.

    Parameters
    ----------
    written
        A whole number, `all`, or nothing.
    format
        How the concordance is written.

    Returns
    -------
    int or None
        None for all; where nothing is written, what suits the format.

    Raises
    ------
    DissentError
        Where it is none of these.
    """
    if not written:
        return LIMITS[format]
    if written == "all":
        return None
    if not (written.isascii() and written.isdigit()) or int(written) == 0:
        raise DissentError(f"--limit {written}: write a whole number from 1, or `all`")
    return int(written)


def write(concordance: "Concordance", *, format: Format, output: Path | None) -> None:
    """Write a concordance.

    Parameters
    ----------
    concordance
        What was found.
    format
        How it is written.
    output
        The file, written whole or not at all; None for the terminal, or for what reads the output.
    """
    if format is Format.TEXT and output is None:
        from rich.console import Console

        from dissent.concordance.terminal import show

        show(concordance, Console())
        return
    text = _text(concordance, format)
    if output is None:
        sys.stdout.write(text)
        return
    temporary = output.with_name(f"{output.name}.part")
    temporary.write_text(text, encoding="utf-8", newline="")
    temporary.replace(output)
    print(f"{len(concordance.lines):,} of {concordance.hits:,} hits: {output}", file=sys.stderr)


def _text(concordance: "Concordance", format: Format) -> str:
    if format is Format.CSV:
        from dissent.concordance.spreadsheet import as_csv

        return as_csv(concordance)
    if format is Format.HTML:
        from dissent.concordance.page import as_html

        return as_html(concordance)

    from dissent.concordance.terminal import render

    return render(concordance, width=None).plain
