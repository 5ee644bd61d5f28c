"""What the report says of the figure of trends."""

from typing import TYPE_CHECKING

from dissent.dates import year_and_month
from dissent.figures.inputs import Inputs
from dissent.figures.selection import DATES_IN_FULL, enough_at_date, trend_rows
from dissent.figures.texts import FigureText, written_rate
from dissent.labels import written_date
from dissent.themes.files import Theme

if TYPE_CHECKING:
    import pandas as pd


def theme_trends_text(inputs: Inputs) -> FigureText:
    """Write the text of the figure of trends.

    Parameters
    ----------
    inputs
        The tables.

    Returns
    -------
    FigureText
        With the ends of each theme's line, or else its highest and lowest date.
    """
    trends = inputs.theme_trends
    observed = trend_rows(trends, inputs.themes[0].theme, "observed")
    dated, number = int(observed["documents"].sum()), len(inputs.documents)
    smoothed = bool((trends["kind"] == "smoothed").any())
    many = len(observed) > DATES_IN_FULL
    left_out = f"; {number - dated:,} without a date between two ends are left out" * (
        dated < number
    )
    read = (
        "A dot is the rate of all documents of one date, the upright line its interval, the line "
        "across the time that the date can mean: a year is the whole year, a doubtful one (1922?) "
        "also the years before and after. Grey and hollow: too little text to be ranked"
        + (", drawn without interval." if many else ".")
        + " A triangle marks what goes on beyond the edge."
    )
    line = (
        " The line is the rate smoothed over neighbouring dates, as finely as the documents "
        "predict each other; its band is an interval at each point by itself, from the documents "
        "as wholes and from what their dates can mean. What changes faster than the smoothing is "
        "flattened; where fewer than three documents bear on a point there is no line."
        if smoothed
        else " No line is drawn through so few documents."
    )
    return FigureText(
        "How the rates of the themes change with time",
        f"Hits per 1,000 words by date, a panel per theme: {dated:,} documents of "
        f"{len(observed):,} dates{left_out}.",
        f"{read}{line} Each panel has its own scale.",
        " ".join(_found(theme, trends, inputs.theme_rates) for theme in inputs.themes),
    )


def _found(theme: Theme, trends: "pd.DataFrame", rates: "pd.DataFrame") -> str:
    """Say where a theme's line begins and ends, or which dates are highest and lowest."""
    line = trend_rows(trends, theme.theme, "smoothed")
    observed = trend_rows(trends, theme.theme, "observed")
    if not int(observed["hits"].sum()):
        return f"{theme.label}: no hit."
    if len(line):
        ends = [
            f"{_with_interval(row)} in {year_and_month(float(row['earliest']))[:-3]}"
            for row in (line.iloc[0], line.iloc[-1], line.iloc[int(line["rate"].argmax())])
        ]
        return (
            f"{theme.label}: the smoothed rate goes from {ends[0]} to {ends[1]}; highest {ends[2]}."
        )
    ranked = observed[enough_at_date(observed, rates, theme.theme)]
    if ranked.empty:
        return f"{theme.label}: no date has enough text to be ranked."
    top, low = (
        ranked.iloc[int(place)] for place in (ranked["rate"].argmax(), ranked["rate"].argmin())
    )
    said = f"{theme.label}: highest {_with_interval(top)} at {written_date(str(top['date']))}"
    if len(ranked) == 1:
        return said.replace(": highest ", ": ") + "."
    return f"{said}, lowest {_with_interval(low)} at {written_date(str(low['date']))}."


def _with_interval(row: "pd.Series[float]") -> str:
    rate, low, high = (written_rate(float(row[name])) for name in ("rate", "low", "high"))
    return f"{rate} per 1,000 words ({low} to {high})"
