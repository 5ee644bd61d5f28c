"""How all figures look: font, sizes, colours; and the parts that several of them have."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from typing import Any

import altair as alt
import pandas as pd

from dissent.labels import Label

Chart = alt.Chart | alt.LayerChart | alt.HConcatChart | alt.VConcatChart | alt.FacetChart

# vl-convert carries Liberation Sans, so that text is measured and drawn alike on every machine;
# where a browser lacks it, Arial has the same widths.
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
WIDTH = 690  # pixels; across the text of an A4 page, a font of 10 pixels is then 7 points
TEXT, SMALL, TINY = 10.5, 9.5, 8.5
INK, QUIET, GREY, PALE = "#222222", "#666666", "#8c8c8c", "#e6e6e6"
NAMES_AT_LEAST, NAMES_AT_MOST = 80, 212
TWO_LINES, TWO_LINES_STEP = 12, 30  # so few documents have a line for the name and one for the date

# Okabe and Ito (2008), without the yellow, which is not seen on white; and darker ones for text.
COLOURS = ("#0072b2", "#d55e00", "#009e73", "#b0528a", "#e69f00", "#3a8fc4", "#555555")
TEXT_COLOURS = ("#005a8c", "#a84a00", "#00704f", "#8f3d6f", "#8a5f00", "#1f6e9c", "#444444")
MORE_COLOUR, LESS_COLOUR = COLOURS[0], COLOURS[1]
# Below a text, so that lines do not run through it.
HALO: dict[str, Any] = {
    "color": "white",
    "stroke": "white",
    "strokeWidth": 4,
    "strokeJoin": "round",
}


def theme_colour(place: int) -> str:
    """Colour of a theme's marks.

    Parameters
    ----------
    place
        The theme's place among the themes.

    Returns
    -------
    str
        A colour that colour-blind readers tell from the others.
    """
    return COLOURS[place % len(COLOURS)]


def theme_text_colour(place: int) -> str:
    """Colour of a theme's name: the colour of its marks, dark enough for text.

    Parameters
    ----------
    place
        The theme's place among the themes.

    Returns
    -------
    str
        A colour with a contrast of at least 4.5 to white.
    """
    return TEXT_COLOURS[place % len(TEXT_COLOURS)]


def constants(*rows: dict[str, object]) -> alt.Chart:
    """Start a layer that shows the same few values whatever the table says.

    Parameters
    ----------
    rows
        The values.

    Returns
    -------
    altair.Chart
        To be given a mark.
    """
    return alt.Chart(alt.InlineData(values=list(rows)))


def panel_title(text: str, place: int, *, offset: int = 6) -> alt.TitleParams:
    """Name of a theme above its panel, in the theme's colour.

    Parameters
    ----------
    text
        The theme's label.
    place
        The theme's place among the themes.
    offset
        Pixels between the name and the panel.

    Returns
    -------
    altair.TitleParams
        To be given to a chart.
    """
    return alt.TitleParams(
        text, color=theme_text_colour(place), anchor="start", frame="group", offset=offset
    )


def key(*lines: str) -> alt.TitleParams:
    """Lines below a figure that say what its signs mean.

    Parameters
    ----------
    lines
        The lines.

    Returns
    -------
    altair.TitleParams
        To be given to the outermost chart.
    """
    return alt.TitleParams(
        list(lines),
        orient="bottom",
        anchor="start",
        fontSize=SMALL,
        fontWeight="normal",
        color=QUIET,
        lineHeight=13,
        offset=10,
    )


def sentence(*lines: str) -> alt.Chart:
    """Say something in the place of a figure that has nothing to show.

    Parameters
    ----------
    lines
        The lines.

    Returns
    -------
    altair.Chart
        The text.
    """
    said: alt.Chart = (
        constants({"text": list(lines)})
        .mark_text(align="left", baseline="middle", fontSize=TEXT, lineHeight=15, color=QUIET)
        .encode(x=alt.value(0), y=alt.value(20), text=alt.Text("text:N"))
        .properties(width=WIDTH, height=50)
    )
    return said


def theme_names(names: Sequence[str], *, width: float) -> Chart:
    """The themes' names in their colours, side by side, as a key above a figure.

    Parameters
    ----------
    names
        The themes' labels, in their order.
    width
        Of the figure, in pixels.

    Returns
    -------
    altair.LayerChart
        One line.
    """
    widths = [len(name) * 6.2 + 34 for name in names]
    lefts = list(accumulate(widths[:-1], initial=0.0))
    table = pd.DataFrame(
        {
            "text": list(names),
            "left": lefts,
            "name_left": [left + 13 for left in lefts],
            "colour": [theme_colour(place) for place in range(len(names))],
            "ink": [theme_text_colour(place) for place in range(len(names))],
        }
    )
    scale = alt.Scale(domain=[0, width], nice=False)
    base = alt.Chart(table)
    squares = base.mark_square(size=70, opacity=1).encode(
        x=alt.X("left:Q", scale=scale, axis=None), color=alt.Color("colour:N", scale=None)
    )
    written = base.mark_text(
        align="left", baseline="middle", fontSize=TEXT, fontWeight="bold"
    ).encode(x=alt.X("name_left:Q"), text=alt.Text("text:N"), color=alt.Color("ink:N", scale=None))
    return alt.layer(squares, written).properties(width=width, height=14)


def rows(doc_ids: Sequence[str]) -> alt.Y:
    """One row per document, in the order given.

    Parameters
    ----------
    doc_ids
        The documents.

    Returns
    -------
    altair.Y
        A band scale without an axis: the names stand in a column of their own.
    """
    scale = alt.Scale(type="band", domain=list(doc_ids), padding=0)
    return alt.Y("doc_id:N", sort=None, scale=scale, axis=None)


def names_width(labels: Iterable[Label], *, two_lines: bool) -> int:
    """Tell how wide the column of the documents' names has to be.

    Parameters
    ----------
    labels
        What the documents are called.
    two_lines
        Whether the date stands in a line of its own.

    Returns
    -------
    int
        Pixels; from the number of signs, so the same on every machine.
    """
    signs = max((len(label.name if two_lines else label.line) for label in labels), default=0)
    return min(max(round(signs * 0.54 * TEXT) + 12, NAMES_AT_LEAST), NAMES_AT_MOST)


def name_column(
    doc_ids: Sequence[str], *, labels: Mapping[str, Label], step: float, width: int
) -> Chart:
    """Names and dates of the documents, right-aligned, in a column before the first panel.

    Parameters
    ----------
    doc_ids
        The documents, in their order.
    labels
        What they are called.
    step
        Height of a row in pixels; with room for two lines the date goes below the name.
    width
        Width of the column in pixels.

    Returns
    -------
    altair.Chart
        As high as the panels beside it.
    """
    two = step >= TWO_LINES_STEP
    table = pd.DataFrame(
        {
            "doc_id": list(doc_ids),
            "name": [labels[key].name if two else labels[key].line for key in doc_ids],
            "date": [labels[key].date if two else "" for key in doc_ids],
        }
    )
    place: dict[str, Any] = {"y": rows(doc_ids), "x": alt.value(width - 8)}
    text: dict[str, Any] = {"align": "right", "baseline": "middle", "limit": width - 8}
    plain = alt.Chart().encode(**place)
    lines = [
        ("datum.date == ''", "name:N", 0.0, TEXT if step >= 15 else TINY, INK),
        ("datum.date != ''", "name:N", -6.5, TEXT, INK),
        ("datum.date != ''", "date:N", 6.5, SMALL, QUIET),
    ]
    layers = [
        plain.transform_filter(which)
        .mark_text(dy=dy, fontSize=size, color=colour, **text)
        .encode(text=alt.Text(field))
        for which, field, dy, size, colour in lines[: 3 if two else 1]
    ]
    return alt.layer(*layers, data=table).properties(width=width, height=step * len(table))


# Given to Vega-Lite with the chart, quicker than through Altair's `configure`.
CONFIG: dict[str, Any] = {
    "font": FONT,
    "background": "white",
    "padding": 8,
    "aria": False,
    "view": {"stroke": None},
    "title": {"fontSize": TEXT + 1, "fontWeight": "bold", "color": INK},
    "axis": {
        "labelFontSize": SMALL,
        "titleFontSize": SMALL,
        "titleFontWeight": "normal",
        "labelColor": INK,
        "titleColor": QUIET,
        "gridColor": PALE,
        "domainColor": GREY,
        "tickColor": GREY,
        "tickSize": 3,
        "titlePadding": 4,
    },
}
