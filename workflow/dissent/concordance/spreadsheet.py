"""A concordance as a table, for spreadsheets and other programs."""

import csv
import io
from dataclasses import fields

from dissent.concordance.concordance import Concordance
from dissent.concordance.lines import Line
from dissent.tables import guarded

COLUMNS = (*(field.name for field in fields(Line)), "title", "date")
"""The columns of a line are those of hits.csv."""


def as_csv(concordance: Concordance) -> str:
    """Write a concordance as CSV.

    Parameters
    ----------
    concordance
        Its lines, in their order.

    Returns
    -------
    str
        A header and a row per line; text that a spreadsheet would run as a formula is guarded by an
        apostrophe, as in all tables of dissent.
    """
    documents = {each.document.doc_id: each.document for each in concordance.documents}
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for line in concordance.lines:
        document = documents[line.doc_id]
        cells = [getattr(line, field.name) for field in fields(Line)]
        cells += [document.title, document.date]
        writer.writerow([guarded(cell) if isinstance(cell, str) else cell for cell in cells])
    return stream.getvalue()
