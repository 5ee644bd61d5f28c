"""Of what within a theme does each document speak?"""

from collections.abc import Sequence

import altair as alt
import numpy as np
import numpy.typing as npt
import pandas as pd

from dissent.figures.selection import HEATMAP_AT_MOST, heatmap_lines, longest
from dissent.figures.style import (
    GREY,
    INK,
    SMALL,
    TINY,
    TWO_LINES,
    TWO_LINES_STEP,
    WIDTH,
    Chart,
    key,
    name_column,
    names_width,
    panel_title,
    rows,
    theme_colour,
    theme_text_colour,
)
from dissent.labels import document_labels
from dissent.themes.files import Theme

GAP = 12
CELL_AT_MOST = 42
NUMBERS_FROM = (21, 14)
KEY = (
    "Hits per 1,000 words. Coloured and framed: enough text to rank; grey, without a frame: too "
    "little.",
    "The darker, the more often, within a theme.",
)


def category_heatmap_chart(
    rates: pd.DataFrame, *, documents: pd.DataFrame, themes: Sequence[Theme]
) -> Chart:
    """Draw the rates of the categories: documents by categories, a panel per theme.

    Parameters
    ----------
    rates
        The table theme_rates.
    documents
        The table of documents, in date order; the 40 longest are shown.
    themes
        The themes, in their order.

    Returns
    -------
    altair.Chart
        The figure.
    """
    labels = document_labels(documents)
    doc_ids = longest(documents, at_most=HEATMAP_AT_MOST, by="words")["doc_id"].tolist()
    step = TWO_LINES_STEP if len(doc_ids) <= TWO_LINES else 16
    lines = heatmap_lines([len(theme.categories) for theme in themes])
    most = max(sum(len(themes[place].categories) for place in line) for line in lines)
    beside = names_width([labels[doc_id] for doc_id in doc_ids], two_lines=step == TWO_LINES_STEP)
    room = WIDTH - beside - GAP * max(len(line) for line in lines)
    cell = min(room / most, CELL_AT_MOST)
    shown = rates[rates["doc_id"].isin(doc_ids) & (rates["category"] != "")]
    heads = 9 + 4.1 * max(len(name) for theme in themes for name in theme.categories)
    drawn = []
    for line in lines:
        names = name_column(doc_ids, labels=labels, step=step, width=beside)
        panels = [
            _panel(shown, place, themes[place], doc_ids, cell=cell, step=step, heads=heads)
            for place in line
        ]
        drawn.append(alt.hconcat(names, *panels, spacing=GAP, bounds="flush"))
    part = [f"The {len(doc_ids)} longest of {len(documents)} documents."]
    lines_below = KEY + tuple(part if len(doc_ids) < len(documents) else [])
    return alt.vconcat(*drawn, spacing=16, title=key(*lines_below))


def _panel(
    rates: pd.DataFrame,
    place: int,
    theme: Theme,
    doc_ids: Sequence[str],
    *,
    cell: float,
    step: float,
    heads: float,
) -> Chart:
    own = rates[rates["theme"] == theme.theme]
    enough = own["enough_text"].to_numpy(dtype=bool)
    table = pd.DataFrame(
        {
            "doc_id": own["doc_id"],
            "name": own["category"].str.replace("_", " "),
            "enough_text": enough,
            **_paint(own["rate"].fillna(0).to_numpy(dtype=float), enough, place),
        }
    )
    x = alt.X(
        "name:N",
        title=None,
        sort=None,
        scale=alt.Scale(
            domain=[category.replace("_", " ") for category in theme.categories], padding=0
        ),
        axis=alt.Axis(
            orient="top",
            labelAngle=-55,
            labelLimit=110,
            ticks=False,
            domain=False,
            labelPadding=6,
            minExtent=heads,
            maxExtent=heads,
        ),
    )
    base = alt.Chart().encode(x=x, y=rows(doc_ids))
    layers = [
        base.mark_rect(stroke="white", strokeWidth=1).encode(
            color=alt.Color("paint:N", scale=None)
        ),
        base.transform_filter("datum.enough_text").mark_rect(
            filled=False, stroke=theme_text_colour(place), strokeWidth=1
        ),
    ]
    if cell >= NUMBERS_FROM[0] and step >= NUMBERS_FROM[1]:
        text = base.mark_text(fontSize=TINY if cell < 28 else SMALL, baseline="middle")
        layers.append(text.encode(text=alt.Text("number:N"), color=alt.Color("ink:N", scale=None)))
    size = {"width": cell * len(theme.categories), "height": step * len(doc_ids)}
    return alt.layer(*layers, data=table, title=panel_title(theme.label, place)).properties(**size)


def _paint(
    rate: npt.NDArray[np.float64], enough: npt.NDArray[np.bool_], place: int
) -> dict[str, list[str]]:
    """Give each cell its shade, its number, and a colour in which the number is read."""
    top = rate.max(initial=0.0) or 1.0
    shade = np.sqrt(rate / top)
    paint = [
        _mixed(theme_colour(place) if ranked else GREY, share if ranked else 0.75 * share)
        for ranked, share in zip(enough, shade, strict=True)
    ]
    return {
        "paint": paint,
        "ink": [
            _readable_on(colour) if value else GREY
            for colour, value in zip(paint, rate, strict=True)
        ],
        "number": [_number(value) for value in rate],
    }


def _number(rate: float) -> str:
    if rate == 0:
        return "0"
    if rate < 0.05:
        return "<.1"
    return f"{rate:.1f}" if rate < 9.95 else f"{rate:.0f}"


def _mixed(colour: str, share: float) -> str:
    """Mix a colour into near-white; the last fifth goes darker, so that steps show in print."""
    start = np.array([246, 246, 246])
    end = np.array([int(colour[at : at + 2], 16) for at in (1, 3, 5)])
    if share <= 0.8:
        mixed = start + (end - start) * share / 0.8
    else:
        mixed = end * (1 - 0.35 * (share - 0.8) / 0.2)
    return "#" + "".join(f"{round(value):02x}" for value in mixed)


def _readable_on(colour: str) -> str:
    """Take the one of dark and white that has the higher contrast (WCAG 2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    luminance = 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
    return INK if luminance > 0.2 else "white"
