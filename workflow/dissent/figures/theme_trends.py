"""How do the rates of the themes change with time?"""

import json
from collections.abc import Sequence

import altair as alt
import numpy as np
import numpy.typing as npt
import pandas as pd

from dissent.figures.selection import (
    DATES_IN_FULL,
    enough_at_date,
    line_pieces,
    time_ticks,
    trend_end,
    trend_rows,
)
from dissent.figures.style import (
    GREY,
    WIDTH,
    Chart,
    key,
    panel_title,
    sentence,
    theme_colour,
    theme_text_colour,
)
from dissent.themes.files import Theme

HEIGHT, GAP, AXIS = 140, 22, 44
ONE_COLUMN = 2
TICKS = (6, 10)  # labels below a panel where two stand side by side, and where one has the width
INKED = alt.Color("ink:N", scale=None)
INKED_FILL = alt.Fill("ink:N", scale=None)
PAPER = alt.Fill("paper:N", scale=None)
POINTS = (
    "●  the documents of one date: rate, its interval (upright), and the time that the date can "
    "mean (across);",
    "○  grey: too little text to rank{};   ▲  goes on beyond the edge. Each panel has its own "
    "scale.",
)
LINE = "Line and band: the smoothed rate and its interval, which holds at each point by itself."


def theme_trends_chart(
    trends: pd.DataFrame, *, rates: pd.DataFrame, themes: Sequence[Theme]
) -> Chart:
    """Draw the rates of all themes by date, a panel per theme.

    Parameters
    ----------
    trends
        The table theme_trends.
    rates
        The table theme_rates, which says how much text is enough.
    themes
        The themes, in their order.

    Returns
    -------
    altair.Chart
        The figure; a sentence instead where no document has a date.
    """
    if trends.empty:
        return sentence("No document has a date.")
    across = 1 if len(themes) <= ONE_COLUMN else 2
    size = {"width": (WIDTH - GAP * (across - 1)) / across - AXIS, "height": HEIGHT}
    x = _along(trends, at_most=TICKS[across == 1])
    panels = [
        _panel(trends, rates, place, theme, x).properties(**size)
        for place, theme in enumerate(themes)
    ]
    lines = [
        alt.hconcat(*panels[first : first + across], spacing=GAP + AXIS, bounds="flush")
        for first in range(0, len(panels), across)
    ]
    many = any(len(trend_rows(trends, t.theme, "observed")) > DATES_IN_FULL for t in themes)
    note = [POINTS[0], POINTS[1].format(", without interval" if many else "")]
    note += [LINE] if (trends["kind"] == "smoothed").any() else []
    return alt.vconcat(*lines, spacing=14, title=key(*note))


def _panel(trends: pd.DataFrame, rates: pd.DataFrame, place: int, theme: Theme, x: alt.X) -> Chart:
    observed = trend_rows(trends, theme.theme, "observed")
    line = trend_rows(trends, theme.theme, "smoothed")
    enough = enough_at_date(observed, rates, theme.theme)
    end = trend_end(observed, line, enough)
    y = alt.Y(
        "shown_rate:Q",
        title="per 1,000 words",
        scale=alt.Scale(domain=[0, end], nice=False),
        axis=alt.Axis(tickCount=4, minExtent=AXIS - 14, maxExtent=AXIS - 14),
    )
    layers = [*_points(observed, enough, place, end, x, y), *_line(line, place, end, x, y)]
    return alt.layer(*layers, title=panel_title(theme.label, place))


def _along(trends: pd.DataFrame, *, at_most: int) -> alt.X:
    observed = trends[trends["kind"] == "observed"]
    first, last = float(observed["earliest"].min()), float(observed["latest"].max())
    margin = 0.02 * (last - first)
    ticks = time_ticks(first, last, at_most=at_most)
    # Vega's expressions write a whole number without a point.
    texts = {f"{at:g}" if at == int(at) else str(at): text for at, text in ticks.items()}
    return alt.X(
        "middle:Q",
        title=None,
        scale=alt.Scale(domain=[first - margin, last + margin], nice=False, zero=False),
        axis=alt.Axis(
            values=list(ticks),
            labelExpr=f"({json.dumps(texts)})[datum.value]",
            grid=False,
            labelFlush=False,
        ),
    )


def _points(
    observed: pd.DataFrame,
    enough: npt.NDArray[np.bool_],
    place: int,
    end: float,
    x: alt.X,
    y: alt.Y,
) -> list[alt.Chart]:
    """What was found at each date; paler, and grey ones without interval, where there are many."""
    colour, rate, high = theme_colour(place), observed["rate"], observed["high"]
    table = pd.DataFrame(
        {
            "middle": (observed["earliest"] + observed["latest"]) / 2,
            "earliest": observed["earliest"],
            "latest": observed["latest"],
            "shown_rate": rate.clip(upper=end),
            "start": observed["low"].clip(upper=end),
            "stop": high.clip(upper=end),
            "beyond": high > end,
            "rate_beyond": rate > end,
            "enough": enough,
            "ink": np.where(enough, colour, GREY),
            "paper": np.where(enough, colour, "white"),
        }
    )
    few = len(table) <= DATES_IN_FULL
    base = alt.Chart(table[rate.notna()])
    ruled = base if few else base.transform_filter("datum.enough")
    rule = ruled.mark_rule(strokeWidth=1.4 if few else 0.8, opacity=1 if few else 0.3)
    return [
        rule.encode(x=x, y=alt.Y("start:Q"), y2=alt.Y2("stop:Q"), color=INKED),
        rule.encode(x=alt.X("earliest:Q"), x2=alt.X2("latest:Q"), y=y, color=INKED),
        base.transform_filter("!datum.rate_beyond")
        .mark_point(size=30 if few else 12, strokeWidth=1.2, opacity=1 if few else 0.7)
        .encode(x=x, y=y, stroke=INKED, fill=PAPER),
        base.transform_filter("datum.beyond" if few else "datum.rate_beyond")
        .mark_point(shape="triangle-up", size=30, strokeWidth=0, opacity=1)
        .encode(x=x, y=alt.Y("stop:Q"), fill=INKED_FILL),
    ]


def _line(line: pd.DataFrame, place: int, end: float, x: alt.X, y: alt.Y) -> list[alt.Chart]:
    """The smoothed rate in its band, in pieces where there are gaps."""
    if line.empty:
        return []
    table = pd.DataFrame(
        {
            "middle": line["earliest"].round(3),
            "shown_rate": line["rate"].clip(upper=end).round(4),
            "start": line["low"].clip(upper=end).round(4),
            "stop": line["high"].clip(upper=end).round(4),
            "piece": line_pieces(line),
        }
    )
    base = alt.Chart(table).encode(x=x, detail=alt.Detail("piece:N"))
    return [
        base.mark_area(color=theme_colour(place), opacity=0.22).encode(
            y=alt.Y("start:Q"), y2=alt.Y2("stop:Q")
        ),
        base.mark_line(color=theme_text_colour(place), strokeWidth=1.8).encode(y=y),
    ]
