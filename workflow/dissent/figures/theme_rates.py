"""How often does each document speak of each theme, and how sure is that?"""

import json
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from dissent.figures.selection import (
    DOTS_AT_MOST,
    ROWS_AT_MOST,
    axis_end,
    dots_end,
    in_runs,
    pooled_rate,
    rates_of,
    strongest,
)
from dissent.figures.style import (
    GREY,
    HALO,
    QUIET,
    SMALL,
    TWO_LINES,
    TWO_LINES_STEP,
    WIDTH,
    Chart,
    constants,
    key,
    name_column,
    names_width,
    panel_title,
    rows,
    theme_colour,
    theme_text_colour,
)
from dissent.labels import Label, document_labels
from dissent.themes.files import Theme

PANELS_IN_A_ROW = 4
STRIP_HEIGHT = 110
GAP = 16
# Names stand to the right of dots in the left half, and the other way round.
SIDES: tuple[tuple[str, Any, int], ...] = (("<=", "left", -5), (">", "right", 5))
INKED = alt.Color("ink:N", scale=None)
INKED_FILL = alt.Fill("ink:N", scale=None)
PAPER = alt.Fill("paper:N", scale=None)
TOGETHER = "Dashed: the rate of all documents together. Each panel has its own scale."
ROWS_KEY = (
    "●  rate and its interval;   ○  grey: too little text to rank;   ►  goes on beyond the edge.",
    TOGETHER,
)
DOTS_KEY = (
    "●  rate and its interval;   ○  grey: too little text to rank, without interval;   "
    "▲  above the edge. The longer the document, the larger the dot.",
    TOGETHER,
)
BINS_KEY = (
    "●  rate of neighbouring documents together;   band: the middle half of these documents' own "
    "rates.",
    TOGETHER,
)


def theme_rates_chart(
    rates: pd.DataFrame, *, documents: pd.DataFrame, themes: Sequence[Theme]
) -> Chart:
    """Draw the rates of all themes, a panel per theme.

    Up to 40 documents have a row each; up to 600 a dot each, side by side; beyond that,
    neighbouring documents are put together.

    Parameters
    ----------
    rates
        The table theme_rates.
    documents
        The table of documents, in date order.
    themes
        The themes, in their order.

    Returns
    -------
    altair.Chart
        The figure.
    """
    tables = [rates_of(rates, theme.theme, documents) for theme in themes]
    labels = document_labels(documents)
    if len(documents) <= ROWS_AT_MOST:
        return _row_panels(tables, themes, labels)
    panel, note = (
        (_dots_panel, DOTS_KEY) if len(documents) <= DOTS_AT_MOST else (_runs_panel, BINS_KEY)
    )
    panels = [
        panel(table, place, theme, labels, last=theme is themes[-1])
        for place, (table, theme) in enumerate(zip(tables, themes, strict=True))
    ]
    return alt.vconcat(*panels, spacing=10, title=key(*note))


def _row_panels(
    tables: Sequence[pd.DataFrame], themes: Sequence[Theme], labels: Mapping[str, Label]
) -> Chart:
    """Documents below each other, themes side by side, four at most in a line."""
    doc_ids = list(labels)
    step = TWO_LINES_STEP if len(doc_ids) <= TWO_LINES else 17
    lines_needed = -(-len(themes) // PANELS_IN_A_ROW)
    across = -(-len(themes) // lines_needed)
    beside = names_width(labels.values(), two_lines=step == TWO_LINES_STEP)
    size = {
        "width": (WIDTH - beside - GAP * across) / across,
        "height": step * len(doc_ids),
    }
    lines = []
    for first in range(0, len(themes), across):
        places = range(first, min(first + across, len(themes)))
        panels = [
            _rows_panel(tables[place], place, themes[place], doc_ids).properties(**size)
            for place in places
        ]
        names = name_column(doc_ids, labels=labels, step=step, width=beside)
        lines.append(alt.hconcat(names, *panels, spacing=GAP))
    note = ROWS_KEY if len(doc_ids) > 1 else ROWS_KEY[:1]
    return alt.vconcat(*lines, spacing=18, title=key(*note))


def _rows_panel(table: pd.DataFrame, place: int, theme: Theme, doc_ids: Sequence[str]) -> Chart:
    end = axis_end(table)
    shown = _inked(table, place, end=end).assign(start=table["low"].clip(upper=end))
    x = alt.X(
        "start:Q",
        title="per 1,000 words",
        scale=alt.Scale(domain=[0, end], nice=False),
        axis=alt.Axis(tickCount=4, grid=True, labelFlush=False),
    )
    y = rows(doc_ids)
    base = alt.Chart()
    layers = [
        _together(table).encode(x=alt.X("pooled:Q")),
        base.mark_rule(strokeWidth=1.6).encode(x=x, x2=alt.X2("stop:Q"), y=y, color=INKED),
        base.transform_filter("!datum.rate_beyond")
        .mark_point(size=42, strokeWidth=1.4, opacity=1)
        .encode(x=alt.X("shown_rate:Q"), y=y, stroke=INKED, fill=PAPER),
        base.transform_filter("datum.beyond")
        .mark_point(shape="triangle-right", size=40, strokeWidth=0, opacity=1)
        .encode(x=alt.X("stop:Q"), y=y, fill=INKED_FILL),
    ]
    return alt.layer(*layers, data=shown, title=panel_title(theme.label, place))


def _dots_panel(
    table: pd.DataFrame, place: int, theme: Theme, labels: Mapping[str, Label], *, last: bool
) -> Chart:
    end = dots_end(table)
    words = table["words"].to_numpy(dtype=float)
    shown = _inked(table, place, end=end).assign(
        number=np.arange(1, len(table) + 1),
        size=(8 + 50 * words / max(words.max(), 1.0)).round(1),
        name=_names_of_strongest(table, labels),
    )
    x = _along([labels[doc_id].date for doc_id in table["doc_id"]], last=last)
    y = _upward("shown_rate:Q", end)
    base = alt.Chart().encode(x=x)
    named = base.transform_filter("datum.name != ''")
    half = len(table) / 2
    layers = [
        _together(table).encode(y=alt.Y("pooled:Q")),
        base.transform_filter("datum.enough_text")
        .mark_rule(strokeWidth=1.2)
        .encode(y=alt.Y("low:Q"), y2=alt.Y2("stop:Q"), color=INKED),
        base.transform_filter("!datum.rate_beyond")
        .mark_point(strokeWidth=1, opacity=1)
        .encode(y=y, stroke=INKED, fill=PAPER, size=alt.Size("size:Q", scale=None)),
        base.transform_filter("datum.rate_beyond")
        .mark_point(shape="triangle-up", size=26, strokeWidth=0, opacity=1)
        .encode(y=y, fill=INKED_FILL),
        *(
            named.transform_filter(f"datum.number {side} {half}")
            .mark_text(align=align, dx=dx, dy=-3, baseline="bottom", fontSize=SMALL, **paint)
            .encode(y=alt.Y("stop:Q"), text=alt.Text("name:N"))
            for side, align, dx in SIDES
            for paint in (HALO, {"color": theme_text_colour(place)})
        ),
    ]
    return _strip(layers, shown, theme, place)


def _runs_panel(
    table: pd.DataFrame, place: int, theme: Theme, labels: Mapping[str, Label], *, last: bool
) -> Chart:
    runs = in_runs(table)
    end = float(runs[["rate", "upper"]].max().max()) or 1.0
    x = _along([labels[doc_id].date for doc_id in runs["first"]], last=last)
    y = _upward("rate:Q", end)
    base = alt.Chart().encode(x=x)
    colour = theme_colour(place)
    layers = [
        base.mark_area(color=colour, opacity=0.25).encode(
            y=_upward("lower:Q", end), y2=alt.Y2("upper:Q")
        ),
        _together(table).encode(y=alt.Y("pooled:Q")),
        base.mark_line(color=colour, strokeWidth=1).encode(y=y),
        base.mark_point(color=colour, filled=True, size=16, opacity=1).encode(y=y),
    ]
    return _strip(layers, runs.drop(columns="first"), theme, place)


def _inked(table: pd.DataFrame, place: int, *, end: float) -> pd.DataFrame:
    """Colour the marks (hollow and grey with too little text) and cut them off at the edge."""
    enough = table["enough_text"].to_numpy(dtype=bool)
    return pd.DataFrame(
        {
            "doc_id": table["doc_id"],
            "low": table["low"],
            "stop": table["high"].clip(upper=end),
            "beyond": table["high"] > end,
            "shown_rate": table["rate"].clip(upper=end),
            "rate_beyond": table["rate"] > end,
            "enough_text": enough,
            "ink": np.where(enough, theme_colour(place), GREY),
            "paper": np.where(enough, theme_colour(place), "white"),
        }
    )


def _names_of_strongest(table: pd.DataFrame, labels: Mapping[str, Label]) -> list[str]:
    chosen = strongest(table)
    return [labels[doc_id].line if doc_id in chosen else "" for doc_id in table["doc_id"]]


def _together(table: pd.DataFrame) -> alt.Chart:
    """The rate of all documents together, as a dashed line; none for a single document."""
    values: list[dict[str, object]] = [{"pooled": pooled_rate(table)}] if len(table) > 1 else []
    together: alt.Chart = constants(*values).mark_rule(
        strokeDash=[3, 3], color=QUIET, strokeWidth=1
    )
    return together


def _upward(field: str, end: float) -> alt.Y:
    return alt.Y(
        field,
        title="per 1,000 words",
        scale=alt.Scale(domain=[0, end], nice=False),
        axis=alt.Axis(tickCount=4, minExtent=28, maxExtent=28),
    )


def _along(dates: Sequence[str], *, last: bool) -> alt.X:
    """The documents side by side; below the last panel a few dates (or, undated, their numbers)."""
    number = len(dates)
    places = [int(at) for at in np.unique(np.linspace(1, number, 8).round())]
    texts = {at: dates[at - 1] if any(dates) else str(at) for at in places}
    title = "documents, in date order" if any(dates) else "documents, in the order of the tables"
    return alt.X(
        "number:Q",
        title=title if last else None,
        scale=alt.Scale(domain=[0, number + 1], nice=False),
        axis=alt.Axis(
            values=places,
            labelExpr=f"({json.dumps(texts)})[datum.value]",
            labels=last,
            ticks=last,
            grid=False,
        ),
    )


def _strip(layers: Sequence[alt.Chart], table: pd.DataFrame, theme: Theme, place: int) -> Chart:
    title = panel_title(theme.label, place)
    return alt.layer(*layers, data=table, title=title).properties(
        width=WIDTH - 50, height=STRIP_HEIGHT
    )
