"""What can be said of a theme over time: only where there are enough dates for a line."""

from dataclasses import dataclass

import pandas as pd

from dissent.labels import written_date
from dissent.report.material import Material


@dataclass(frozen=True)
class Point:
    """A point of a smoothed line, with its band."""

    date: str
    rate: float
    low: float
    high: float


@dataclass(frozen=True)
class Trend:
    """The line of a theme, from its first to its last point, with its highest and lowest."""

    label: str
    first: Point
    last: Point
    lowest: Point
    highest: Point

    @property
    def ends_apart(self) -> bool:
        """Whether the bands at both ends leave no rate in common."""
        return self.first.high < self.last.low or self.last.high < self.first.low

    @property
    def varies(self) -> bool:
        """Whether the bands at the highest and the lowest point leave no rate in common.

        The bands hold point by point and these two points are chosen, so that a rate that does not
        change is taken to vary in up to 11 of 100 lines (simulations, 20 to 400 documents); the
        ends, which are not chosen, come apart in at most 1.
        """
        return self.lowest.high < self.highest.low


@dataclass(frozen=True)
class Trends:
    """The lines that the dates bear; `dates` and `documents` count what they are drawn from."""

    dates: int
    documents: int
    lines: tuple[Trend, ...]


def theme_trends(material: Material) -> Trends | None:
    """Describe the themes over time.

    Parameters
    ----------
    material
        The tables.

    Returns
    -------
    Trends or None
        None where no document, or only documents of one date, can be placed in time.
    """
    table = material.theme_trends[material.theme_trends["category"] == ""]
    observed = table[table["kind"] == "observed"].drop_duplicates("date")
    if len(observed) < 2:
        return None
    smoothed = table[table["kind"] == "smoothed"].dropna(subset=["rate", "low", "high"])
    lines = []
    for theme in material.themes:
        own = smoothed[smoothed["theme"] == theme.theme]
        if len(own) > 1:
            lines.append(_trend(theme.label, own))
    return Trends(
        dates=len(observed), documents=int(observed["documents"].sum()), lines=tuple(lines)
    )


def _trend(label: str, own: pd.DataFrame) -> Trend:
    columns = zip(*(own[name].tolist() for name in ("date", "rate", "low", "high")), strict=True)
    points = [Point(written_date(date), rate, low, high) for date, rate, low, high in columns]
    return Trend(
        label=label,
        first=points[0],
        last=points[-1],
        lowest=min(points, key=lambda point: point.rate),
        highest=max(points, key=lambda point: point.rate),
    )
