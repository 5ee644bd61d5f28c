"""Which words set a group of documents apart from what it is compared with?"""

from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from dissent.figures.selection import FALSE_DISCOVERY, keyness_rows
from dissent.figures.style import (
    INK,
    LESS_COLOUR,
    MORE_COLOUR,
    QUIET,
    SMALL,
    TEXT,
    TEXT_COLOURS,
    WIDTH,
    Chart,
    constants,
    key,
    sentence,
)

STEP = 17
GAP_ROWS = 1.2
NAMES, COUNTS = 130, 125
COUNT_COLUMNS = (52, 118)
NEAR_EDGE = 7.7
EDGES = (-8.0, 8.0)  # 256 times; counts of nought reach farther, but say no more by it
COLUMNS = ["place", "lemma", "here", "there", "colour", "paper", "size"]
INKED = alt.Color("colour:N", scale=None)
INKED_FILL = alt.Fill("colour:N", scale=None)
PAPER = alt.Fill("paper:N", scale=None)
KEY = (
    "●  log ratio and its interval, larger the more often the lemma occurs; ►  goes on beyond "
    "the edge;",
    "○  the interval takes in “as often as elsewhere”.",
)
RESTS = "{}   †  rests on one passage, or on one document."
NOTHING = (
    "{label}: no lemma is used so much more or less often than elsewhere",
    f"that this much text can show it (q < {FALSE_DISCOVERY}).",
)


def keyness_chart(keyness: pd.DataFrame, *, group: str, label: str) -> Chart:
    """Draw the lemmas that a group uses more, and less, than what it is compared with.

    Parameters
    ----------
    keyness
        The table keyness.
    group
        The group.
    label
        What the group is called in the figure.

    Returns
    -------
    altair.Chart
        The figure; a sentence instead where no lemma differs.
    """
    table = keyness_rows(keyness, group)
    if table.empty:
        return sentence(*(line.format(label=label) for line in NOTHING))
    more = (table["g2"] > 0).to_numpy()
    place = np.arange(len(table)) + 0.5 + np.where(more, 0, GAP_ROWS if more.any() else 0)
    sure = (table["log_ratio_low"] > 0) | (table["log_ratio_high"] < 0)
    colour = np.where(more, MORE_COLOUR, LESS_COLOUR)
    both = (table["count"] + table["reference_count"]).to_numpy(dtype=float)
    rests = ((table["rests_on"] != "") & (table["log_ratio"] > 0)).to_numpy()
    shown = table.assign(
        place=place,
        lemma=table["lemma"] + np.where(rests, " †", ""),
        colour=colour,
        paper=np.where(sure, colour, "white"),
        size=18 + 110 * np.sqrt(both / both.max()),
        here=[f"{count:,}" for count in table["count"]],
        there=[f"{count:,}" for count in table["reference_count"]],
    )
    shown = shown[COLUMNS].assign(
        start=shown["log_ratio_low"].clip(*EDGES),
        stop=shown["log_ratio_high"].clip(*EDGES),
        shown_ratio=shown["log_ratio"].clip(*EDGES),
        far_more=shown["log_ratio_high"] > EDGES[1],
        far_less=shown["log_ratio_low"] < EDGES[0],
        beyond=shown["log_ratio"].abs() > NEAR_EDGE,
    )
    rows = float(place.max()) + 0.5
    width = WIDTH - NAMES - COUNTS
    layers = [*_marks(shown, rows), *_texts(rows, width), *_heads(rows, width)]
    note = [KEY[0], RESTS.format(KEY[1]) if rests.any() else KEY[1]]
    return alt.layer(*layers, data=shown).properties(
        width=width, height=rows * STEP, title=key(*note)
    )


def _down(rows: float) -> alt.Y:
    return alt.Y("place:Q", axis=None, scale=alt.Scale(domain=[rows, 0], nice=False, zero=False))


def _marks(shown: pd.DataFrame, rows: float) -> list[alt.Chart]:
    """Dots, their intervals, and triangles where these go on beyond the edge."""
    low = min(float(np.floor(shown["start"].min())), -1.0)
    high = max(float(np.ceil(shown["stop"].max())), 1.0)
    step = 1 if high - low <= 10 else 2
    x = alt.X(
        "shown_ratio:Q",
        scale=alt.Scale(domain=[low, high], nice=False),
        axis=alt.Axis(
            values=[value for value in range(int(low), int(high) + 1) if value % step == 0],
            title="times as often as elsewhere (log ratio: equal steps are doublings)",
            labelExpr="datum.value < 0 ? '1/' + pow(2, -datum.value) : pow(2, datum.value)",
            labelFlush=False,
            grid=True,
        ),
    )
    base = alt.Chart().encode(y=_down(rows))
    even = constants({"even": 0}).mark_rule(color=QUIET, strokeWidth=1)
    triangle: dict[str, Any] = {"size": 40, "strokeWidth": 0, "opacity": 1}
    return [
        even.encode(x=alt.X("even:Q")),
        base.mark_rule(strokeWidth=1.6).encode(
            x=alt.X("start:Q"), x2=alt.X2("stop:Q"), color=INKED
        ),
        base.transform_filter("!datum.beyond")
        .mark_point(strokeWidth=1.4, opacity=1)
        .encode(x=x, stroke=INKED, fill=PAPER, size=alt.Size("size:Q", scale=None)),
        base.transform_filter("datum.far_more")
        .mark_point(shape="triangle-right", **triangle)
        .encode(x=alt.X("stop:Q"), fill=INKED_FILL),
        base.transform_filter("datum.far_less")
        .mark_point(shape="triangle-left", **triangle)
        .encode(x=alt.X("start:Q"), fill=INKED_FILL),
    ]


def _texts(rows: float, width: float) -> list[alt.Chart]:
    """The lemma left of its row, both counts right of it."""
    columns = (
        ("lemma", -8.0, INK, TEXT),
        ("here", width + COUNT_COLUMNS[0], INK, SMALL),
        ("there", width + COUNT_COLUMNS[1], QUIET, SMALL),
    )
    return [
        alt.Chart()
        .mark_text(align="right", baseline="middle", fontSize=size, color=ink, limit=NAMES - 8)
        .encode(x=alt.value(at), y=_down(rows), text=alt.Text(f"{field}:N"))
        for field, at, ink, size in columns
    ]


def _heads(rows: float, width: float) -> list[alt.Chart]:
    """What the columns of counts are."""
    sides: tuple[tuple[str, Any, int, str], ...] = (
        ("← used less", "right", -7, TEXT_COLOURS[1]),
        ("used more →", "left", 7, TEXT_COLOURS[0]),
    )
    heads = (
        ("here", width + COUNT_COLUMNS[0], INK),
        ("elsewhere", width + COUNT_COLUMNS[1], QUIET),
    )
    return [
        constants({"text": text, "place": 0})
        .mark_text(align="right", baseline="bottom", dy=-4, fontSize=SMALL, color=ink)
        .encode(x=alt.value(at), y=_down(rows), text=alt.Text("text:N"))
        for text, at, ink in heads
    ] + [
        constants({"text": text, "even": 0, "place": 0})
        .mark_text(align=align, baseline="bottom", dx=dx, dy=-4, fontSize=SMALL, color=ink)
        .encode(x=alt.X("even:Q"), y=_down(rows), text=alt.Text("text:N"))
        for text, align, dx, ink in sides
    ]
