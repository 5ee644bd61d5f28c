"""The report: one page that works offline, in which every rate opens the lines behind it."""

from collections.abc import Sequence
from pathlib import Path

from dissent.progress import say
from dissent.report.evidence import write_evidence
from dissent.report.material import read_material
from dissent.report.page import render_page
from dissent.report.plates import read_plates


def write_report(
    *, tables: Path, figures: Path, record: Path, themes: Sequence[Path], folder: Path
) -> None:
    """Write `index.html`, and beside it the folder `evidence` with the lines behind the numbers.

    Parameters
    ----------
    tables
        The folder of the tables.
    figures
        The folder of the figures: of each its SVG, PNG and JSON.
    record
        The run's record, `provenance/run.json`.
    themes
        The theme files, in their order.
    folder
        Where the report goes; its folder `evidence` is made anew.

    Raises
    ------
    DissentError
        Where the tables do not fit each other, so that a rate would not have its lines, or a figure
        has no texts beside it.
    """
    material = read_material(tables=tables, record=record, themes=themes)
    plates = read_plates(figures, material)
    page = render_page(material, plates)
    folder.mkdir(parents=True, exist_ok=True)
    write_evidence(material, folder / "evidence")
    temporary = folder / "index.html.part"
    temporary.write_text(page, encoding="utf-8", newline="\n")
    temporary.replace(folder / "index.html")
    say(f"report: {len(material.documents):,} documents, {len(material.hits):,} lines of evidence")
