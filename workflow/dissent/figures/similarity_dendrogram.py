"""How do the documents group by their vocabulary?"""

from collections.abc import Sequence
from typing import Any

import altair as alt
import pandas as pd

from dissent.figures.likeness import SAME_WORDS, SHOWN_SUPPORT, TOGETHER, Node, tree
from dissent.figures.placing import Box
from dissent.figures.style import (
    HALO,
    INK,
    SMALL,
    TWO_LINES,
    TWO_LINES_STEP,
    WIDTH,
    Chart,
    key,
    name_column,
    names_width,
    sentence,
)
from dissent.labels import document_labels

STEP = 17
BRANCH = "#5a6b78"
JOINED = "Where two branches join, their documents are so far from each other on average."
SUPPORT = (
    "Numbers: in so many of 100 corpora made of the same passages exactly these documents form a "
    "group (from 50 on, where there is room)."
)
NOTHING = "Fewer than three documents have words that can be compared."


def similarity_dendrogram_chart(dendrogram: pd.DataFrame, *, documents: pd.DataFrame) -> Chart:
    """Draw the dendrogram of the documents by Jensen-Shannon divergence.

    Parameters
    ----------
    dendrogram
        The table dendrogram.
    documents
        The table of documents, in date order.

    Returns
    -------
    altair.Chart
        The figure; a sentence instead where too few documents can be compared, or all are alike.
    """
    order, nodes = tree(dendrogram, documents["doc_id"].tolist())
    if len(nodes) < 2:
        return sentence(NOTHING)
    if nodes[-1].height <= TOGETHER:
        return sentence(SAME_WORDS)
    labels = document_labels(documents)
    step = TWO_LINES_STEP if len(order) <= TWO_LINES else STEP
    own = {doc_id: labels[doc_id] for doc_id in order}
    beside = names_width(own.values(), two_lines=step == TWO_LINES_STEP)
    names = name_column(order, labels=own, step=step, width=beside)
    width = WIDTH - beside - 10
    layers = _layers(nodes, rows=len(order), width=width, step=step)
    branches = alt.layer(*layers).properties(width=width, height=step * len(order))
    note = [JOINED, SUPPORT] if any(node.support >= 0 for node in nodes) else [JOINED]
    return alt.hconcat(names, branches, spacing=4, title=key(*note))


def _layers(nodes: Sequence[Node], *, rows: int, width: float, step: float) -> list[alt.Chart]:
    """Branches, the stems that join them, and the support of what they join."""
    end = 1.04 * nodes[-1].height or 1.0
    x = alt.X(
        "start:Q",
        title="Jensen-Shannon divergence in bits; 0 is alike",
        scale=alt.Scale(domain=[0, end], nice=False),
        axis=alt.Axis(tickCount=6, grid=True),
    )
    y = alt.Y("row:Q", axis=None, scale=alt.Scale(domain=[rows, 0], nice=False, zero=False))
    branches = pd.DataFrame(
        [
            {"row": side.middle, "start": side.height, "stop": node.height}
            for node in nodes
            for side in node.joined or ()
        ]
    )
    stems = pd.DataFrame(
        [
            {"start": node.height, "row": node.joined[0].middle, "end": node.joined[1].middle}
            for node in nodes
            if node.joined
        ]
    )
    numbers = pd.DataFrame(
        [
            {"start": node.height, "row": node.middle, "support": f"{100 * node.support:.0f}"}
            for node in _numbered(nodes, scale=width / end, step=step)
        ],
        columns=["start", "row", "support"],
    )
    line: dict[str, Any] = {"color": BRANCH, "strokeWidth": 1.5, "strokeCap": "square"}
    return [
        alt.Chart(branches).mark_rule(**line).encode(x=x, x2=alt.X2("stop:Q"), y=y),
        alt.Chart(stems).mark_rule(**line).encode(x=x, y=y, y2=alt.Y2("end:Q")),
        *(
            alt.Chart(numbers)
            .mark_text(align="left", baseline="bottom", dx=3, dy=-1, fontSize=SMALL, **paint)
            .encode(x=x, y=y, text=alt.Text("support:N"))
            for paint in (HALO | {"strokeWidth": 2}, {"color": INK})
        ),
    ]


def _numbered(nodes: Sequence[Node], *, scale: float, step: float) -> list[Node]:
    """The nodes whose support is written: the largest groups first, as far as there is room."""
    # That all documents together form a group is no finding.
    supported = [node for node in nodes[:-1] if node.support >= SHOWN_SUPPORT]
    taken: list[Box] = []
    shown = []
    for node in sorted(supported, key=lambda node: -len(node.members)):
        left, foot = scale * node.height, step * node.middle
        box = Box(left + 3, foot - 11, left + 16, foot - 1)
        if not any(box.meets(other) for other in taken):
            taken.append(box)
            shown.append(node)
    return shown
