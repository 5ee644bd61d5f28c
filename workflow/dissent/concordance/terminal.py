"""A concordance in the terminal: keywords in context, as wide as there is room.

The hit stands in the same columns of every line. Widths are counted in cells of the screen, so that
Chinese characters, which take two, and combining marks, which take none, keep the columns straight.
"""

import os
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from rich.cells import cell_len, get_character_cell_size
from rich.console import Console
from rich.text import Text

from dissent.catalogue import Document
from dissent.concordance.concordance import Concordance, DocumentHits
from dissent.concordance.legible import legible
from dissent.concordance.wording import counted, most_hits, order, rate, summary

GAP = "  "
NAME_CELLS, NAME_SHARE = 24, 4
"""A document's name takes at most so many cells, and at most this part of the line."""
DOCUMENTS_LISTED = 20
LEAST_CONTEXT = 8
HIT, QUIET = "bold red", "dim"


def show(concordance: Concordance, console: Console) -> None:
    """Print a concordance; on a terminal that it does not fit on, through the pager.

    Parameters
    ----------
    concordance
        What was found.
    console
        Where it goes. Its width is that of the lines; where it is no terminal and no `COLUMNS` is
        set, lines are as long as they are.
    """
    fixed = console.is_terminal or "COLUMNS" in os.environ
    text = render(concordance, width=console.width if fixed else None)
    if console.is_terminal and text.plain.count("\n") >= console.height:
        # `less` shows colours only if told to; what the user has set, wins.
        os.environ.setdefault("LESS", "FRX")
        with console.pager(styles=console.color_system is not None):
            _print(text, console)
    else:
        _print(text, console)


def render(concordance: Concordance, *, width: int | None) -> Text:
    """Lay out a concordance.

    Parameters
    ----------
    concordance
        What was found.
    width
        Cells of a line; None for lines that nothing is cut from.

    Returns
    -------
    rich.text.Text
        Heading, lines, and the hits of the documents.
    """
    text = Text()
    text.append(legible(concordance.query), style="bold")
    text.append(f": {summary(concordance)}\n")
    for sentence in concordance.advice:
        text.append(f"{legible(sentence)}\n")
    if not concordance.lines:
        return text
    text.append(f"{order(concordance)}\n\n", style=QUIET)
    text.append_text(_lines(concordance, width=width))
    text.append_text(_documents(concordance))
    return text


def _print(text: Text, console: Console) -> None:
    console.print(text, soft_wrap=True, highlight=False, end="")


def _lines(concordance: Concordance, *, width: int | None) -> Text:
    """The lines below each other, each with its document, page and paragraph."""
    lines = concordance.lines
    room = NAME_CELLS if width is None else min(NAME_CELLS, width // NAME_SHARE)
    names = _names([each.document for each in concordance.documents], cells=room)
    places: list[tuple[str, ...]] = [
        (names[line.doc_id], str(line.page), str(line.paragraph)) for line in lines
    ]
    heading: tuple[str, ...] = ("document", "page", "para")
    if all(line.page == 1 for line in lines):
        # Files without pages have all their text on the first.
        places, heading = [(name, para) for name, _, para in places], ("document", "para")
    columns = [max(map(cell_len, column)) for column in zip(heading, *places, strict=True)]
    left_cells, right_cells = _room(
        concordance, width, taken=sum(columns) + len(GAP) * len(columns)
    )
    text = Text(no_wrap=True)
    text.append(f"{_row(heading, columns)}\n", style=QUIET)
    for line, place in zip(lines, places, strict=True):
        match = _cut(legible(line.match), right_cells, keep="first")
        right = _cut(legible(line.right), right_cells - cell_len(match), keep="first")
        text.append(_row(place, columns) + GAP, style=QUIET)
        text.append(_padded(_cut(legible(line.left), left_cells, keep="last"), left_cells, ">"))
        text.append(match, style=HIT)
        text.append(f"{right.rstrip()}\n")
    return text


def _room(concordance: Concordance, width: int | None, *, taken: int) -> tuple[int, int]:
    """Cells to the left of the hits, and from where they begin to the right."""
    if width is None:
        left = max(cell_len(legible(line.left)) for line in concordance.lines)
        match = max(cell_len(legible(line.match + line.right)) for line in concordance.lines)
        return left, match
    free = max(width - taken, 2 * LEAST_CONTEXT)
    hit = min(max(cell_len(legible(line.match)) for line in concordance.lines), free // 3)
    left = (free - hit) // 2
    return left, free - left


def _row(cells: Sequence[str], columns: Sequence[int]) -> str:
    """A document's name, left-aligned, and numbers, right-aligned."""
    pairs = list(zip(cells, columns, strict=True))
    numbers = [_padded(cell, size, ">") for cell, size in pairs[1:]]
    return GAP.join([_padded(*pairs[0], "<"), *numbers])


def _names(documents: Sequence[Document], *, cells: int) -> Mapping[str, str]:
    """Short titles, or the doc_id where two would have the same or one has none that says much."""
    titles = {each.doc_id: _shortened(legible(each.title), cells) for each in documents}
    often = Counter(titles.values())
    return {
        doc_id: title if often[title] == 1 else _shortened(doc_id, cells)
        for doc_id, title in titles.items()
    }


def _shortened(text: str, cells: int) -> str:
    if cell_len(text) <= cells:
        return text
    return _characters(text, cells - 1, keep="first").rstrip(" ,;:.-–—(") + "…"


def _padded(text: str, cells: int, side: Literal["<", ">"]) -> str:
    space = " " * max(cells - cell_len(text), 0)
    return space + text if side == ">" else text + space


def _cut(text: str, cells: int, *, keep: Literal["first", "last"]) -> str:
    """Cut a context at its far end: between words where that leaves at least half of the room."""
    if cell_len(text) <= cells:
        return text
    cut = _characters(text, cells, keep=keep)
    words = cut.rpartition(" ")[0] if keep == "first" else cut.partition(" ")[2]
    return words if 2 * cell_len(words) >= cells else cut


def _characters(text: str, cells: int, *, keep: Literal["first", "last"]) -> str:
    """As much of a text as there is room for; no mark is parted from its letter."""
    taken = 0
    for place, character in enumerate(text if keep == "first" else reversed(text)):
        taken += get_character_cell_size(character)
        if taken > cells:
            kept = text[:place] if keep == "first" else text[len(text) - place :]
            return kept if keep == "first" else kept.lstrip("".join(filter(_is_mark, kept)))
    return text


def _is_mark(character: str) -> bool:
    return get_character_cell_size(character) == 0


def _documents(concordance: Concordance) -> Text:
    """The hits of each document; of many documents those with the most."""
    listed = most_hits(concordance.documents, at_most=DOCUMENTS_LISTED)
    names = _names([each.document for each in concordance.documents], cells=NAME_CELLS)
    rows = [
        ("document", "hits", "words", "per 1,000 words"),
        *(_tally(each, names) for each in listed),
    ]
    columns = [max(map(cell_len, column)) for column in zip(*rows, strict=True)]
    text = Text("\n", no_wrap=True)
    for number, row in enumerate(rows):
        text.append(f"{_row(row, columns)}\n", style="" if number else QUIET)
    if left_out := len(concordance.documents) - len(listed):
        text.append(f"and {counted(left_out, 'document')} with fewer hits\n", style=QUIET)
    return text


def _tally(each: DocumentHits, names: Mapping[str, str]) -> tuple[str, str, str, str]:
    return names[each.document.doc_id], f"{each.hits:,}", f"{each.words:,}", rate(each.rate)
