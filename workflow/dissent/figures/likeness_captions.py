"""What the report says of the figures of likeness: dendrogram, maps, word shifts."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dissent.figures.inputs import Inputs
from dissent.figures.likeness import (
    CLOSEST,
    POORLY_SHOWN,
    SHOWN_SUPPORT,
    extreme_pair,
    map_rows,
    shift_of,
    tree,
)
from dissent.figures.texts import FigureText
from dissent.labels import Label, document_labels

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

NAMED_AT_MOST = 5
NOTHING = "Too few documents can be compared."


def similarity_dendrogram_text(inputs: Inputs) -> FigureText:
    """Write the text of the dendrogram.

    Parameters
    ----------
    inputs
        The tables.

    Returns
    -------
    FigureText
        With the groups that most resampled corpora show.
    """
    order, nodes = tree(inputs.dendrogram, inputs.documents["doc_id"].tolist())
    labels = document_labels(inputs.documents)
    sure = sorted(
        (node for node in nodes[:-1] if node.support >= SHOWN_SUPPORT),
        key=lambda node: (-node.support, node.height),
    )
    found = [
        f"{', '.join(labels[doc_id].name for doc_id in order if doc_id in node.members)}: "
        f"{100 * node.support:.0f} %."
        for node in sure[:NAMED_AT_MOST]
    ]
    more = f" {len(sure) - NAMED_AT_MOST} more." if len(sure) > NAMED_AT_MOST else ""
    nothing = "No group appears in half of the resampled corpora." if len(nodes) > 1 else NOTHING
    return FigureText(
        "How the documents group by their vocabulary",
        f"Dendrogram of {len(order)} documents by the Jensen-Shannon divergence of their lemmas "
        "(average linkage).",
        "The farther to the left two branches join, the more alike are their documents. A number "
        "says in how many of 100 corpora, made anew of the documents' own passages, exactly these "
        "documents form a group; below 50, or where there is no room, none is written. Of two "
        "branches the one with the earliest document stands above; the order says nothing else.",
        f"Groups and their support: {' '.join(found)}{more}" if found else nothing,
    )


def similarity_map_text(inputs: Inputs) -> FigureText:
    """Write the text of the map of documents.

    Parameters
    ----------
    inputs
        The tables.

    Returns
    -------
    FigureText
        With how well the plane shows the distances, and the two nearest points.
    """
    points = map_rows(inputs.map, "mds_jensen_shannon")
    labels = document_labels(inputs.documents)
    stress = f" Stress-1 is {points['quality'].iloc[0]:.2f} (0 is perfect)." if len(points) else ""
    return FigureText(
        "Which documents are near to each other",
        f"Map of {len(points)} documents by the Jensen-Shannon divergence of their lemmas (metric "
        "multidimensional scaling of its square root).",
        "The nearer two points, the more alike the documents, as far as two dimensions can show "
        f"it.{stress} The directions mean nothing.",
        _nearest(points["name"].tolist(), points[["x", "y"]].to_numpy(), labels),
    )


def correspondence_map_text(inputs: Inputs) -> FigureText:
    """Write the text of the map of documents and categories.

    Parameters
    ----------
    inputs
        The tables.

    Returns
    -------
    FigureText
        With the categories at the ends of the axes.
    """
    points = map_rows(inputs.map, "correspondence")
    categories = points[points["kind"] == "category"]
    shown = categories[categories["quality"] >= POORLY_SHOWN]
    ends = [
        f"{axis} axis: from {_category(ordered[0])} to {_category(ordered[-1])}."
        for axis, by in (("First", "x"), ("Second", "y"))
        for ordered in [shown.sort_values(by, kind="stable")["name"].tolist()]
        if len(ordered) > 1
    ]
    inertia = 100 * float(points[["inertia_x", "inertia_y"]].iloc[0].sum()) if len(points) else 0.0
    return FigureText(
        "Which documents speak of which categories",
        f"Correspondence analysis of {len(points) - len(categories)} documents by "
        f"{len(categories)} categories; the plane shows {inertia:.0f} % of the differences "
        "(inertia).",
        "At the centre lies a document that speaks of each category as much as all together. "
        "Documents that lie in the direction of a category, seen from the centre, speak of it more "
        "than the others do; how near a document is to a category means nothing by itself. Hollow "
        "points lie mostly outside this plane and should not be read.",
        " ".join(ends) or "No category is well shown in the plane.",
    )


def word_shift_text(inputs: Inputs, name: str) -> FigureText:
    """Write the text of a word shift.

    Parameters
    ----------
    inputs
        The tables.
    name
        The figure: `word-shift-closest` or `word-shift-farthest`.

    Returns
    -------
    FigureText
        With the strongest words of both sides, and what the others contribute.
    """
    least = "most" if name == CLOSEST else "least"
    title = f"The words that set the two {least} similar documents apart"
    pair = extreme_pair(inputs.similarity, inputs.word_shift, name=name)
    if not pair:
        return FigureText(title, NOTHING, NOTHING, NOTHING)
    shift = shift_of(inputs.word_shift, pair)
    labels = document_labels(inputs.documents)
    sides = [
        f"More in {labels[doc_id].line}: {', '.join(words[:NAMED_AT_MOST])}."
        for doc_id in pair
        if (words := shift.words.loc[shift.words["more_in"] == doc_id, "lemma"].tolist())
    ]
    return FigureText(
        title,
        f"{labels[pair[0]].line} (left) and {labels[pair[1]].line} (right): the lemmas that "
        f"contribute most to their Jensen-Shannon divergence of {shift.divergence:.3f} bits. The "
        f"{len(shift.words)} shown make up {100 * (1 - shift.rest):.0f} % of it, all others "
        f"together {100 * shift.rest:.0f} %.",
        "The longer a bar, the more the word sets the two documents apart; it points to the one "
        "that uses it more. The columns give occurrences per 1,000 words in both. The parts "
        "of all words sum to the divergence; a frequent word can have a large one by a small "
        "difference.",
        " ".join(sides),
    )


def _category(name: str) -> str:
    return name.partition("/")[2].replace("_", " ")


def _nearest(
    names: Sequence[str], places: "npt.NDArray[np.float64]", labels: Mapping[str, Label]
) -> str:
    """Say which two points lie nearest to each other, and which is farthest from all others."""
    if len(names) < 2:
        return NOTHING
    apart = ((places[:, None] - places) ** 2).sum(axis=2) ** 0.5
    lonely = labels[names[int(apart.sum(axis=1).argmax())]].line
    apart[range(len(names)), range(len(names))] = float("inf")
    one, other = divmod(int(apart.argmin()), len(names))
    return (
        f"Nearest to each other: {labels[names[one]].line} and {labels[names[other]].line}. "
        f"Farthest from all others: {lonely}."
    )
