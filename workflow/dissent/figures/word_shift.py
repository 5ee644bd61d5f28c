"""Which words drive two documents apart?"""

from collections.abc import Mapping
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from dissent.figures.likeness import NO_SHIFT, Shift, extreme_pair, shift_of
from dissent.figures.style import (
    INK,
    LESS_COLOUR,
    MORE_COLOUR,
    QUIET,
    SMALL,
    TEXT_COLOURS,
    WIDTH,
    Chart,
    constants,
    key,
    sentence,
)
from dissent.labels import Label, document_labels, shortened
from dissent.tables import PER_WORDS

STEP = 16
COUNTS = 150
COUNT_COLUMNS = (66, 140)
HEAD = 26  # signs of a document's name above its side
COLUMNS = ["place", "lemma", "from_left", "to_right", "colour", "in_a", "in_b", "right"]
KEY = "A bar is the word's part of the divergence, on the side of the document that uses it more."
NOTHING = "No two documents have words that can be compared."


def word_shift_chart(
    name: str, *, similarity: pd.DataFrame, word_shift: pd.DataFrame, documents: pd.DataFrame
) -> Chart:
    """Draw the words that drive apart the two most, or the two least similar documents.

    Parameters
    ----------
    name
        The figure: `word-shift-closest` or `word-shift-farthest`.
    similarity, word_shift
        The tables.
    documents
        The table of documents.

    Returns
    -------
    altair.Chart
        The figure; a sentence instead where no two documents can be compared, or these two use
        the same words.
    """
    pair = extreme_pair(similarity, word_shift, name=name)
    if pair is None:
        return sentence(NOTHING)
    shift = shift_of(word_shift, pair)
    if shift.words.empty:
        return sentence(NO_SHIFT)
    words = shift.words
    right = (words["more_in"] == shift.doc_b).to_numpy()
    share = 100 * words["share"].to_numpy(dtype=float)
    shown = words.assign(
        place=np.arange(len(words)) + 0.5,
        from_left=np.where(right, 0, -share),
        to_right=np.where(right, share, 0),
        colour=np.where(right, MORE_COLOUR, LESS_COLOUR),
        right=right,
        in_a=[_per_words(value) for value in words["share_a"]],
        in_b=[_per_words(value) for value in words["share_b"]],
    )[COLUMNS]
    rows, width = float(len(words)), WIDTH - COUNTS
    labels = document_labels(documents)
    layers = [
        *_bars(shown, rows),
        *_counts(rows, width),
        *_heads(shift, labels, rows, width),
    ]
    return alt.layer(*layers, data=shown).properties(
        width=width, height=rows * STEP, title=key(KEY)
    )


def _down(rows: float) -> alt.Y:
    return alt.Y("place:Q", axis=None, scale=alt.Scale(domain=[rows, 0], nice=False, zero=False))


def _bars(shown: pd.DataFrame, rows: float) -> list[alt.Chart]:
    """Bars from the middle, the word at the end of each."""
    # Words stand beyond the bars, so these leave a third of the room to them.
    end = 1.5 * float(np.maximum(shown["to_right"], -shown["from_left"]).max()) or 1.0
    x = alt.X(
        "from_left:Q",
        scale=alt.Scale(domain=[-end, end], nice=False),
        axis=alt.Axis(
            title="part of the divergence, in per cent",
            labelExpr="abs(datum.value)",
            tickCount=7,
            grid=True,
        ),
    )
    base = alt.Chart().encode(y=_down(rows))
    text: dict[str, Any] = {"baseline": "middle", "fontSize": SMALL, "color": INK}
    return [
        base.mark_bar(height=STEP - 5).encode(
            x=x, x2=alt.X2("to_right:Q"), color=alt.Color("colour:N", scale=None)
        ),
        constants({"even": 0}).mark_rule(color=QUIET, strokeWidth=1).encode(x=alt.X("even:Q")),
        base.transform_filter("datum.right")
        .mark_text(align="left", dx=4, **text)
        .encode(x=alt.X("to_right:Q"), text=alt.Text("lemma:N")),
        base.transform_filter("!datum.right")
        .mark_text(align="right", dx=-4, **text)
        .encode(x=alt.X("from_left:Q"), text=alt.Text("lemma:N")),
    ]


def _counts(rows: float, width: float) -> list[alt.Chart]:
    """How often each document has the word."""
    columns = (
        ("in_a", COUNT_COLUMNS[0], TEXT_COLOURS[1]),
        ("in_b", COUNT_COLUMNS[1], TEXT_COLOURS[0]),
    )
    return [
        alt.Chart()
        .mark_text(align="right", baseline="middle", fontSize=SMALL, color=ink)
        .encode(x=alt.value(width + at), y=_down(rows), text=alt.Text(f"{field}:N"))
        for field, at, ink in columns
    ]


def _heads(shift: Shift, labels: Mapping[str, Label], rows: float, width: float) -> list[alt.Chart]:
    """Which document is on which side, and what the columns are."""
    left, right = (shortened(labels[key].name, length=HEAD) for key in (shift.doc_a, shift.doc_b))
    heads: tuple[tuple[str, float, Any, str], ...] = (
        (f"← more in {left}", width / 2 - 8, "right", TEXT_COLOURS[1]),
        (f"more in {right} →", width / 2 + 8, "left", TEXT_COLOURS[0]),
        ("per 1,000: left", width + COUNT_COLUMNS[0], "right", QUIET),
        ("right", width + COUNT_COLUMNS[1], "right", QUIET),
    )
    return [
        constants({"text": text, "place": 0})
        .mark_text(align=align, baseline="bottom", dy=-5, fontSize=SMALL, color=ink)
        .encode(x=alt.value(at), y=_down(rows), text=alt.Text("text:N"))
        for text, at, align, ink in heads
    ]


def _per_words(share: float) -> str:
    rate = PER_WORDS * share
    if rate < 0.005:
        return "<0.01" if rate else "0"
    return f"{rate:.2f}" if rate < 9.995 else f"{rate:.1f}"
