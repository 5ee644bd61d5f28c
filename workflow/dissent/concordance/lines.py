"""The lines that are shown: each hit with the text around it, exactly as it was cleaned."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dissent.concordance.finding import Found
from dissent.themes.places import Places
from dissent.tokens import TokenTable


@dataclass(frozen=True)
class Line:
    """One hit; `left`, `match` and `right` joined are the cleaned text of a part of its paragraph.

    `page`, `paragraph` and `sentence` count from 1; `start` and `end` are tokens of the document,
    counted from 0, end excluded: as in hits.csv.
    """

    doc_id: str
    page: int
    paragraph: int
    sentence: int
    start: int
    end: int
    left: str
    match: str
    right: str


def make_lines(hits: Sequence[tuple[Found, int]], *, window: int) -> list[Line]:
    """Make the lines of some hits.

    Parameters
    ----------
    hits
        Each as its number in its shard.
    window
        Words of context on each side, within the paragraph; at least 1.

    Returns
    -------
    list of Line
        In the same order.
    """
    lines: dict[int, Line] = {}
    for found in {id(part): part for part, _ in hits}.values():
        own = [number for number, (part, _) in enumerate(hits) if part is found]
        chosen = np.array([hits[number][1] for number in own], dtype=np.int64)
        made = _lines(found.table, found.start[chosen], found.end[chosen], window=window)
        lines |= zip(own, made, strict=True)
    return [lines[number] for number in range(len(hits))]


def context_bounds(
    table: TokenTable, start: Places, end: Places, *, window: int, counted: Places
) -> tuple[Places, Places]:
    """Find where the contexts of spans begin and end.

    Parameters
    ----------
    table
        The tokens.
    start, end
        The spans, end excluded.
    window
        How many of the counted tokens stand on each side, at least 1.
    counted
        The tokens that the window counts, in order: all words, so that punctuation comes with them;
        or all tokens, as in quanteda's `kwic`.

    Returns
    -------
    low, high : ndarray of int64
        Tokens, end excluded. A context begins and ends with a counted token or with its paragraph.
    """
    if not len(counted):
        counted = np.zeros(1, dtype=np.int64)
    before = np.searchsorted(counted, start) - window
    after = np.searchsorted(counted, end) + window - 1
    low = np.where(before >= 0, counted[np.maximum(before, 0)], 0)
    high = np.where(
        after < len(counted), counted[np.minimum(after, len(counted) - 1)] + 1, len(table)
    )
    bounds = table.paragraph_bounds
    paragraph = np.searchsorted(bounds, start, side="right")
    return np.maximum(low, bounds[paragraph - 1]), np.minimum(high, bounds[paragraph])


def _lines(table: TokenTable, start: Places, end: Places, *, window: int) -> list[Line]:
    words = np.flatnonzero(table.is_word)
    low, high = context_bounds(table, start, end, window=window, counted=words)
    doc = table.doc[start]
    first = table.bounds[doc]
    texts = _texts(table, low, start, end, high)
    return [
        Line(
            doc_id=table.documents[int(doc[number])],
            page=int(table.page[start[number]]),
            paragraph=int(table.paragraph[start[number]]),
            sentence=int(table.sentence[start[number]]),
            start=int(start[number] - first[number]),
            end=int(end[number] - first[number]),
            left=left,
            match=match,
            right=right,
        )
        for number, (left, match, right) in enumerate(texts)
    ]


def _texts(
    table: TokenTable, low: Places, start: Places, end: Places, high: Places
) -> list[tuple[str, str, str]]:
    """The text to the left of each hit, its own, and to the right; joined, they are the text."""
    length = high - low
    begins = np.cumsum(length) - length
    tokens = np.repeat(low - begins, length) + np.arange(length.sum())
    spelled = table.lexicon.spelled(table.code[tokens])
    spaces = table.ws[tokens].tolist()
    written = [token + " " * space for token, space in zip(spelled, spaces, strict=True)]
    texts = []
    for first, hit, after, last in np.stack(
        [begins, begins + start - low, begins + end - low, begins + length], axis=1
    ).tolist():
        match = "".join(written[hit:after])
        own = match.rstrip()
        right = match[len(own) :] + "".join(written[after:last])
        texts.append(("".join(written[first:hit]), own, right.rstrip()))
    return texts
