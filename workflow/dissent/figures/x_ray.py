"""Where in each document do the themes occur?"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import numpy as np
import numpy.typing as npt
import pandas as pd

from dissent.figures.selection import XRAY_AT_MOST, density_bins, in_ticks, longest
from dissent.figures.style import (
    INK,
    NAMES_AT_MOST,
    QUIET,
    SMALL,
    TEXT,
    WIDTH,
    Chart,
    constants,
    key,
    names_width,
    theme_colour,
    theme_names,
    theme_text_colour,
)
from dissent.labels import Label, document_labels
from dissent.themes.files import Theme

FEW, SOME = 8, 16
RIGHT, LINE_AT_LEAST = 82, 120
BAND = "#f1f1f1"


@dataclass(frozen=True)
class Lanes:
    """Where the lanes are: one per theme, in a block per document; pixels from the top."""

    doc_ids: tuple[str, ...]
    themes: tuple[str, ...]
    height: float
    gap: float
    width: float

    @property
    def block(self) -> float:
        """Height of a document's lanes with the gap below."""
        return self.height * len(self.themes) + self.gap

    @property
    def total(self) -> float:
        """Height of all."""
        return self.block * len(self.doc_ids)

    def top(self, doc_id: str, theme: str) -> float:
        """Top of a lane."""
        block = self.doc_ids.index(doc_id) * self.block
        return block + self.themes.index(theme) * self.height


def x_ray_chart(hits: pd.DataFrame, *, documents: pd.DataFrame, themes: Sequence[Theme]) -> Chart:
    """Draw every document as a line from its beginning to its end, with the themes' places on it.

    Up to 1,500 hits are ticks; more are shown as how dense they lie.

    Parameters
    ----------
    hits
        The table of hits.
    documents
        The table of documents, in date order; the 36 longest are shown.
    themes
        The themes, in their order.

    Returns
    -------
    altair.Chart
        The figure.
    """
    shown = longest(documents, at_most=XRAY_AT_MOST, by="tokens")
    few = len(shown) <= FEW
    height, gap = (16, 16) if few else (8, 9) if len(shown) <= SOME else (5.5, 6)
    labels = document_labels(documents)
    beside = names_width([labels[doc_id] for doc_id in shown["doc_id"]], two_lines=few)
    lanes = Lanes(
        tuple(shown["doc_id"]),
        tuple(theme.theme for theme in themes),
        height=height,
        gap=gap,
        width=WIDTH - max(beside, LINE_AT_LEAST if few else 0) - RIGHT,
    )
    marks = _ticks if in_ticks(hits, lanes.doc_ids) else _densities
    layers = [
        *_bands(lanes),
        *marks(hits, shown, lanes),
        *_names(shown, labels, lanes, two_lines=few),
    ]
    layers += [_lane_names(lanes, themes)] if few else []
    chart = alt.layer(*layers).properties(width=lanes.width, height=lanes.total)
    names = theme_names([theme.label for theme in themes], width=lanes.width)
    whole = chart if few else alt.vconcat(names, chart, spacing=6)
    return whole.properties(title=key(*_notes(len(shown), len(documents), marks is _ticks)))


def _notes(shown: int, documents: int, ticks: bool) -> list[str]:
    sign = "Each tick is a hit." if ticks else "The higher, the denser the hits, within a theme."
    part = f" The {shown} longest of {documents} documents." if shown < documents else ""
    return [sign + part]


def _along() -> alt.X:
    return alt.X(
        "from:Q",
        title="place in the document, from its beginning to its end",
        scale=alt.Scale(domain=[0, 100], nice=False),
        axis=alt.Axis(labelExpr="datum.value + ' %'", tickCount=5, grid=True, labelFlush=False),
    )


def _down(field: str, lanes: Lanes) -> alt.Y:
    """Pixels from the top."""
    return alt.Y(field, scale=alt.Scale(domain=[lanes.total, 0], nice=False, zero=False), axis=None)


def _bands(lanes: Lanes) -> list[alt.Chart]:
    """The documents as pale bands, with white lines between the lanes."""
    tops = [lanes.top(doc_id, lanes.themes[0]) for doc_id in lanes.doc_ids]
    bands = pd.DataFrame({"from": 0.0, "to": 100.0, "head": tops})
    bands["foot"] = bands["head"] + lanes.block - lanes.gap
    lines: list[dict[str, object]] = [
        {"from": 0, "to": 100, "line": top + place * lanes.height}
        for top in tops
        for place in range(1, len(lanes.themes))
    ]
    return [
        alt.Chart(bands)
        .mark_rect(color=BAND)
        .encode(x=_along(), x2=alt.X2("to:Q"), y=_down("head:Q", lanes), y2=alt.Y2("foot:Q")),
        constants(*lines)
        .mark_rule(color="white", strokeWidth=1)
        .encode(x=_along(), x2=alt.X2("to:Q"), y=_down("line:Q", lanes)),
    ]


def _placed(hits: pd.DataFrame, documents: pd.DataFrame, lanes: Lanes) -> pd.DataFrame:
    """The hits of the documents shown, with their lane and their place in per cent."""
    own = hits[hits["doc_id"].isin(lanes.doc_ids) & hits["theme"].isin(lanes.themes)]
    tokens = documents.set_index("doc_id")["tokens"].astype(float)
    start = own["start"].to_numpy(dtype=float)
    length = np.maximum(tokens.loc[own["doc_id"]].to_numpy(), 1.0)
    return pd.DataFrame(
        {
            "doc_id": own["doc_id"].to_numpy(),
            "theme": own["theme"].to_numpy(),
            "from": 100 * start / length,
        }
    )


def _ticks(hits: pd.DataFrame, documents: pd.DataFrame, lanes: Lanes) -> list[alt.Chart]:
    """A tick per hit; a layer per theme."""
    placed = _placed(hits, documents, lanes)
    pairs = zip(placed["doc_id"], placed["theme"], strict=True)
    placed["top"] = [lanes.top(*pair) for pair in pairs]
    placed["foot"] = placed["top"] + lanes.height - 1
    placed["from"] = placed["from"].round(2)
    placed["top"] += 0.5
    return [
        alt.Chart(placed[placed["theme"] == theme][["from", "top", "foot"]])
        .mark_rule(color=theme_colour(place), strokeWidth=1.4, opacity=0.85)
        .encode(x=_along(), y=_down("top:Q", lanes), y2=alt.Y2("foot:Q"))
        for place, theme in enumerate(lanes.themes)
    ]


def _densities(hits: pd.DataFrame, documents: pd.DataFrame, lanes: Lanes) -> list[alt.Chart]:
    """A skyline per document and theme; within a theme, heights can be compared."""
    placed = _placed(hits, documents, lanes)
    bins = density_bins(len(lanes.doc_ids))
    width = 100 / bins
    placed["bin"] = np.minimum(placed["from"] // width, bins - 1).astype(int)
    tokens = documents.set_index("doc_id")["tokens"].astype(float)
    layers = []
    for place, theme in enumerate(lanes.themes):
        curves = {
            doc_id: _counts(placed, doc_id, theme, bins) / max(tokens[doc_id], 1.0)
            for doc_id in lanes.doc_ids
        }
        top = max((curve.max() for curve in curves.values()), default=0.0) or 1.0
        table = pd.concat(
            [
                pd.DataFrame(
                    {
                        "doc_id": doc_id,
                        "from": np.round(np.arange(bins + 1) * width, 2),
                        "foot": lanes.top(doc_id, theme) + lanes.height - 1,
                        "top": np.round(
                            lanes.top(doc_id, theme)
                            + (lanes.height - 1) * (1 - np.append(curve, curve[-1]) / top),
                            1,
                        ),
                    }
                )
                for doc_id, curve in curves.items()
            ]
        )
        layers.append(
            alt.Chart(table)
            .mark_area(color=theme_colour(place), interpolate="step-after", opacity=1)
            .encode(
                x=_along(),
                y=_down("top:Q", lanes),
                y2=alt.Y2("foot:Q"),
                detail=alt.Detail("doc_id:N"),
            )
        )
    return layers


def _counts(placed: pd.DataFrame, doc_id: str, theme: str, bins: int) -> npt.NDArray[np.float64]:
    """Hits of a theme in every piece of a document."""
    own = placed.loc[(placed["doc_id"] == doc_id) & (placed["theme"] == theme), "bin"]
    return np.bincount(own.to_numpy(dtype=np.int64), minlength=bins).astype(np.float64)


def _names(
    shown: pd.DataFrame, labels: Mapping[str, Label], lanes: Lanes, *, two_lines: bool
) -> list[alt.Chart]:
    """What the documents are called, left of their lanes; the length below, or right of them."""
    middles = [
        lanes.top(doc_id, lanes.themes[0]) + (lanes.block - lanes.gap) / 2
        for doc_id in lanes.doc_ids
    ]
    own = [labels[doc_id] for doc_id in lanes.doc_ids]
    table = pd.DataFrame({"middle": middles, "name": [label.line for label in own]})
    table["length"] = [f"{words:,} words" for words in shown["words"]]
    if two_lines:
        table["name"] = [label.name for label in own]
        dates = [f"{label.date}, " if label.date else "" for label in own]
        table["length"] = dates + table["length"]
    at_length: tuple[float, float, str] = (
        (-8.0, 6.5, "right") if two_lines else (lanes.width + 6, 0.0, "left")
    )
    columns: tuple[tuple[str, float, float, Any, float, str], ...] = (
        ("name", -8.0, -6.5 if two_lines else 0.0, "right", TEXT, INK),
        ("length", *at_length, SMALL, QUIET),
    )
    return [
        alt.Chart(table[["middle", field]])
        .mark_text(
            align=align, baseline="middle", dy=dy, fontSize=size, color=ink, limit=NAMES_AT_MOST - 8
        )
        .encode(x=alt.value(x), y=_down("middle:Q", lanes), text=alt.Text(f"{field}:N"))
        for field, x, dy, align, size, ink in columns
    ]


def _lane_names(lanes: Lanes, themes: Sequence[Theme]) -> alt.Chart:
    """The themes' names right of every lane."""
    table = pd.DataFrame(
        [
            (
                theme.label,
                lanes.top(doc_id, theme.theme) + lanes.height / 2,
                theme_text_colour(place),
            )
            for doc_id in lanes.doc_ids
            for place, theme in enumerate(themes)
        ],
        columns=["text", "middle", "ink"],
    )
    names: alt.Chart = (
        alt.Chart(table)
        .mark_text(align="left", baseline="middle", fontSize=SMALL, limit=RIGHT)
        .encode(
            x=alt.value(lanes.width + 6),
            y=_down("middle:Q", lanes),
            text=alt.Text("text:N"),
            color=alt.Color("ink:N", scale=None),
        )
    )
    return names
