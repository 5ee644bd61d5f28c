"""Which documents lie near each other, and near which categories?"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
import numpy.typing as npt
import pandas as pd

from dissent.figures.likeness import (
    POORLY_SHOWN,
    SAME_THEMES,
    SAME_WORDS,
    all_together,
    map_rows,
)
from dissent.figures.placing import LED_FROM, RINGS, place_names
from dissent.figures.style import (
    COLOURS,
    GREY,
    HALO,
    INK,
    PALE,
    SMALL,
    WIDTH,
    Chart,
    constants,
    key,
    sentence,
    theme_colour,
    theme_names,
    theme_text_colour,
)
from dissent.labels import document_labels
from dissent.themes.files import Theme

LOWEST, HIGHEST_FEW, HIGHEST = 260, 400, 520
MARGIN = 34  # pixels around the outermost points, for their names
ALL_NAMED = 15
CROWD, NAMED_IN_CROWD = 150, 60  # of so many points only the names of those apart are tried
MARK: dict[str, Any] = {"size": 46, "strokeWidth": 1.4, "opacity": 1}
MARK_IN_CROWD: dict[str, Any] = {"size": 16, "strokeWidth": 1, "opacity": 0.7}
ROOM = 46  # pixels for an axis on the left
LINE_HEIGHT = 12.0
WIDTH_OF_SIGN = 0.55
MDS, CORRESPONDENCE = "mds_jensen_shannon", "correspondence"
POINT_COLUMNS = [
    "x", "y", "text", "colour", "paper", "ink", "shape", "side", "led",
    "name_x", "name_y", "edge_x", "edge_y",
]  # fmt: skip
NOTHING = "Too few documents have words that can be compared for a map."
NO_CATEGORIES = "Too few documents and categories have hits for a map."
NEAR = "The nearer two documents, the more alike their vocabulary; the directions mean nothing."
SYMBOLS = (
    "●  document;   diamond: category, in its theme's colour;   hollow: less than half of what "
    "sets it apart lies in this plane.",
    "Documents that lie in the direction of a category, seen from the centre, speak of it more "
    "than the others do.",
)


def similarity_map_chart(points: pd.DataFrame, *, documents: pd.DataFrame) -> Chart:
    """Draw the documents as points of a plane, so far apart as their vocabularies are.

    Parameters
    ----------
    points
        The table map.
    documents
        The table of documents.

    Returns
    -------
    altair.Chart
        The figure; a sentence instead where too few documents can be compared, or all are alike.
    """
    own = map_rows(points, MDS)
    if len(own) < 2:
        return sentence(NOTHING)
    if all_together(own):
        return sentence(SAME_WORDS)
    labels = document_labels(documents)
    shown = own.assign(
        text=[labels[doc_id].name for doc_id in own["name"]],
        colour=COLOURS[0],
        paper=COLOURS[0],
        ink=INK,
        shape="circle",
    )
    plane = _plane(shown)
    placed = _placed(shown, plane)
    return _drawn(_marks(placed, plane), plane, [NEAR, *_unnamed(placed)])


def correspondence_map_chart(
    points: pd.DataFrame, *, documents: pd.DataFrame, themes: Sequence[Theme]
) -> Chart:
    """Draw documents and categories in one plane (correspondence analysis).

    Parameters
    ----------
    points
        The table map.
    documents
        The table of documents.
    themes
        The themes, in their order.

    Returns
    -------
    altair.Chart
        The figure; a sentence instead where there are too few of either, or all are alike.
    """
    own = map_rows(points, CORRESPONDENCE)
    if own.empty:
        return sentence(NO_CATEGORIES)
    if all_together(own):
        return sentence(SAME_THEMES)
    labels = document_labels(documents)
    number = {theme.theme: place for place, theme in enumerate(themes)}
    parts = [str(name).partition("/") for name in own["name"]]
    is_document = (own["kind"] == "document").to_numpy()
    theme = [number.get(before, 0) for before, _, _ in parts]
    colour = np.where(is_document, "#444444", [theme_colour(place) for place in theme])
    shown = own.assign(
        text=[
            category.replace("_", " ") if category else labels[whole].name
            for whole, _, category in parts
        ],
        colour=colour,
        paper=np.where(own["quality"] >= POORLY_SHOWN, colour, "white"),
        ink=np.where(is_document, INK, [theme_text_colour(place) for place in theme]),
        shape=np.where(is_document, "circle", "diamond"),
    )
    share_x, share_y = (100 * float(own[name].iloc[0]) for name in ("inertia_x", "inertia_y"))
    axes = (
        alt.Axis(title=f"first axis: {share_x:.0f} % of the differences", tickCount=6, grid=False),
        alt.Axis(title=f"second axis: {share_y:.0f} %", tickCount=6, grid=False),
    )
    plane = _plane(shown, axes=axes)
    placed = _placed(shown, plane)
    layers = [*_cross(plane), *_marks(placed, plane)]
    drawn = _drawn(layers, plane, [*SYMBOLS, *_unnamed(placed)])
    names = theme_names([theme.label for theme in themes], width=plane.width)
    return alt.vconcat(names, drawn, spacing=6)


@dataclass(frozen=True)
class Plane:
    """A part of the plane and how large it is drawn; a unit is as long across as up."""

    left: float
    top: float
    unit: float
    """Pixels per unit of the coordinates."""
    width: float
    height: float
    axes: tuple[alt.Axis | None, alt.Axis | None] = (None, None)

    def across(self, x: float) -> float:
        """Pixels from the left."""
        return (x - self.left) * self.unit

    def down(self, y: float) -> float:
        """Pixels from the top."""
        return (self.top - y) * self.unit

    def at(self, across: float, down: float) -> tuple[float, float]:
        """Coordinates of a pixel."""
        return self.left + across / self.unit, self.top - down / self.unit

    def x(self, field: str) -> alt.X:
        """Across, by a column."""
        domain = [self.left, self.left + self.width / self.unit]
        scale = alt.Scale(domain=domain, nice=False, zero=False)
        return alt.X(f"{field}:Q", axis=self.axes[0], scale=scale)

    def y(self, field: str) -> alt.Y:
        """Up, by a column."""
        domain = [self.top - self.height / self.unit, self.top]
        scale = alt.Scale(domain=domain, nice=False, zero=False)
        return alt.Y(f"{field}:Q", axis=self.axes[1], scale=scale)


def _plane(
    shown: pd.DataFrame, *, axes: tuple[alt.Axis | None, alt.Axis | None] = (None, None)
) -> Plane:
    """The part of the plane with all points, as large as the page allows."""
    low_x, high_x = float(shown["x"].min()), float(shown["x"].max())
    low_y, high_y = float(shown["y"].min()), float(shown["y"].max())
    long, tall = high_x - low_x, high_y - low_y
    width = WIDTH - ROOM
    inside = width - 2 * MARGIN
    highest = HIGHEST_FEW if len(shown) <= ALL_NAMED else HIGHEST
    height = float(np.clip(inside * tall / (long or 1.0) + 2 * MARGIN, LOWEST, highest))
    unit = min(inside / (long or 1.0), (height - 2 * MARGIN) / (tall or 1.0))
    left = (low_x + high_x) / 2 - width / 2 / unit
    top = (low_y + high_y) / 2 + height / 2 / unit
    return Plane(left, top, unit, width, height, axes)


def _placed(shown: pd.DataFrame, plane: Plane) -> pd.DataFrame:
    """The points with the middle of their names, and the line that leads there from afar."""
    points = [(plane.across(x), plane.down(y)) for x, y in zip(shown["x"], shown["y"], strict=True)]
    sizes = [(WIDTH_OF_SIGN * SMALL * len(text) + 2, LINE_HEIGHT) for text in shown["text"]]
    is_document = (shown["kind"] == "document").to_numpy()
    rings = np.where(is_document, len(RINGS) if is_document.sum() <= ALL_NAMED else 1, 1)
    if len(points) > CROWD:
        lonely = np.argsort(-_to_next(points), kind="stable")[:NAMED_IN_CROWD]
        rings = np.bincount(lonely, minlength=len(points))
    boxes = place_names(points, sizes, width=plane.width, height=plane.height, rings=rings.tolist())
    rows = []
    for point, box in zip(points, boxes, strict=True):
        edge = box.nearest(*point) if box else point
        side, anchor = box.anchor(*point) if box else ("", point)
        led = math.dist(edge, point) > LED_FROM
        rows.append((side, led, *plane.at(*anchor), *plane.at(*edge)))
    columns = ["side", "led", "name_x", "name_y", "edge_x", "edge_y"]
    return pd.concat([shown, pd.DataFrame(rows, columns=columns)], axis=1)


def _to_next(points: Sequence[tuple[float, float]]) -> npt.NDArray[np.float64]:
    """Distance of each point to the one next to it."""
    place = np.array(points)
    distance = np.hypot(*(place[:, np.newaxis] - place).transpose(2, 0, 1))
    np.fill_diagonal(distance, np.inf)
    return np.asarray(distance.min(axis=1), dtype=np.float64)


def _marks(placed: pd.DataFrame, plane: Plane) -> list[alt.Chart]:
    """Points and names."""
    base = alt.Chart(placed[POINT_COLUMNS])
    led = base.transform_filter("datum.led")
    sides: tuple[Any, ...] = ("left", "center", "right")
    paints: tuple[dict[str, Any], ...] = (HALO, {})
    ink = alt.Color("ink:N", scale=None)
    return [
        led.mark_rule(color=GREY, strokeWidth=0.8).encode(
            x=plane.x("x"), x2=alt.X2("edge_x:Q"), y=plane.y("y"), y2=alt.Y2("edge_y:Q")
        ),
        *(
            base.transform_filter(f"datum.side == '{side}'")
            .mark_text(fontSize=SMALL, baseline="middle", align=side, **paint)
            .encode(
                x=plane.x("name_x"),
                y=plane.y("name_y"),
                text=alt.Text("text:N"),
                **({} if paint else {"color": ink}),
            )
            for paint in paints
            for side in sides
        ),
        base.mark_point(**(MARK if len(placed) <= CROWD else MARK_IN_CROWD)).encode(
            x=plane.x("x"),
            y=plane.y("y"),
            stroke=alt.Stroke("colour:N", scale=None),
            fill=alt.Fill("paper:N", scale=None),
            shape=alt.Shape("shape:N", scale=None),
        ),
    ]


def _cross(plane: Plane) -> list[alt.Chart]:
    """The axes through the centre, where a point would lie that is like all others together."""
    line: dict[str, Any] = {"color": PALE, "strokeWidth": 1}
    return [
        constants({"zero": 0}).mark_rule(**line).encode(x=plane.x("zero")),
        constants({"zero": 0}).mark_rule(**line).encode(y=plane.y("zero")),
    ]


def _unnamed(placed: pd.DataFrame) -> list[str]:
    left = int((placed["side"] == "").sum())
    return [f"{left} of {len(placed)} points have no room for their name."] if left else []


def _drawn(layers: Sequence[alt.Chart], plane: Plane, notes: Sequence[str]) -> Chart:
    chart = alt.layer(*layers).properties(width=plane.width, height=plane.height)
    return chart.properties(title=key(*notes))
