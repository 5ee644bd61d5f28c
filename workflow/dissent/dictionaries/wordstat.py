"""WordStat dictionaries (`.cat`): categories and entries indented by tabs, entries with a weight.

An underscore stands for a blank. Rules (`@…`) and weights other than 1 have no counterpart here and
are reported.
"""

import re

from dissent.dictionaries.model import CategoryPath, Content, Gathering
from dissent.errors import DissentError

_ENTRY = re.compile(r"(?P<text>.*?)\s*\((?P<weight>-?\d+(?:[.,]\d+)?)\)")


def read_wordstat(text: str, *, source: str) -> Content:
    """Read a WordStat dictionary.

    Parameters
    ----------
    text
        The file.
    source
        Its name, for messages.

    Returns
    -------
    Content
        Categories nested as they are indented.

    Raises
    ------
    DissentError
        Where a line is indented by blanks, or deeper than the category above it; with the line.
    """
    found = Gathering()
    above: CategoryPath = ()
    for number, line in enumerate(text.split("\n"), start=1):
        written = line.strip()
        if not written:
            continue
        depth = len(line) - len(line.lstrip("\t"))
        if line[depth] == " ":
            raise DissentError(f"{source}, line {number}: indented by blanks; WordStat writes tabs")
        if depth > len(above):
            raise DissentError(
                f"{source}, line {number}: `{written}` is indented by {depth} tabs, "
                f"but the category above it by {len(above) - 1}"
                if above
                else f"{source}, line {number}: `{written}` is indented, but no category is above"
            )
        entry = _ENTRY.fullmatch(written)
        if entry is None and not written.startswith("@"):
            above = (*above[:depth], written)
            found.category(above)
        elif depth == 0:
            raise DissentError(f"{source}, line {number}: `{written}` stands in no category")
        elif entry is None or written.startswith("@"):
            found.remark(number, f"`{written}` is a rule of WordStat; not carried over")
        else:
            note = _weight(entry["weight"], entry["text"], number, found)
            found.entry(above[:depth], entry["text"].replace("_", " "), number, note=note)
    return found.content()


def _weight(weight: str, text: str, number: int, found: Gathering) -> str:
    if float(weight.replace(",", ".")) == 1:
        return ""
    found.remark(number, f"`{text}`: a theme counts and does not weigh; weight {weight} is a note")
    return f"weight {weight}"
