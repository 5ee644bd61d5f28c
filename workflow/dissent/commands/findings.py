"""Findings about theme rules on the terminal: as a compiler writes them, or as CSV."""

import csv
import sys

from rich.console import Console
from rich.text import Text

from dissent.checking import Checked, lines, rows
from dissent.tables import guarded
from dissent.themes.checks import ERROR

STYLES = {ERROR: "bold red", "": "dim"}


def show_findings(checked: Checked) -> None:
    """Print findings, `file:line: level: message [check]`, and a summary.

    Parameters
    ----------
    checked
        What was found.
    """
    console = Console(soft_wrap=True, highlight=False)
    for place, level, message in lines(checked):
        if place:
            console.print(Text.assemble(f"{place}: ", (level, STYLES.get(level, "yellow")),
                                        f": {message}"))  # fmt: skip
        else:
            console.print(Text(f"    {message}", style="dim"))
    for text in filter(None, (checked.summary, checked.note)):
        Console(stderr=True, soft_wrap=True, highlight=False).print(Text(text))


def write_findings(checked: Checked) -> None:
    """Print findings as CSV, no cell of which a spreadsheet would run.

    Parameters
    ----------
    checked
        What was found.
    """
    writer = csv.writer(sys.stdout, lineterminator="\n")
    for row in rows(checked):
        writer.writerow(map(guarded, row))
    if checked.note:
        print(checked.note, file=sys.stderr)
