"""What the report says of the figures of likeness: dendrogram, maps, word shifts."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from dissent.figures.inputs import Inputs
from dissent.figures.likeness import (
    CLOSEST,
    NO_SHIFT,
    POORLY_SHOWN,
    SAME_THEMES,
    SAME_WORDS,
    SHOWN_SUPPORT,
    TOGETHER,
    all_together,
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
NO_CATEGORIES = "Too few documents and categories have hits."


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
    title = "How the documents group by their vocabulary"
    order, nodes = tree(inputs.dendrogram, inputs.documents["doc_id"].tolist())
    if len(nodes) < 2:
        return _only(title, NOTHING)
    if nodes[-1].height <= TOGETHER:
        return _only(title, SAME_WORDS)
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
    nothing = "No group appears in half of the resampled corpora."
    return FigureText(
        title,
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
    title = "Which documents are near to each other"
    points = map_rows(inputs.map, "mds_jensen_shannon")
    if len(points) < 2:
        return _only(title, NOTHING)
    if all_together(points):
        return _only(title, SAME_WORDS)
    labels = document_labels(inputs.documents)
    return FigureText(
        title,
        f"Map of {len(points)} documents by the Jensen-Shannon divergence of their lemmas (metric "
        "multidimensional scaling of its square root).",
        "The nearer two points, the more alike the documents, as far as two dimensions can show "
        f"it. Stress-1 is {points['quality'].iloc[0]:.2f} (0 is perfect). The directions mean "
        "nothing.",
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
    title = "Which documents speak of which categories"
    points = map_rows(inputs.map, "correspondence")
    if points.empty:
        return _only(title, NO_CATEGORIES)
    if all_together(points):
        return _only(title, SAME_THEMES)
    categories = points[points["kind"] == "category"]
    shown = categories[categories["quality"] >= POORLY_SHOWN]
    ends = [
        f"{axis} axis: from {_category(ordered[0])} to {_category(ordered[-1])}."
        for axis, by in (("First", "x"), ("Second", "y"))
        for ordered in [shown.sort_values(by, kind="stable")["name"].tolist()]
        if len(ordered) > 1 and shown[by].abs().max() > TOGETHER
    ]
    inertia = 100 * float(points[["inertia_x", "inertia_y"]].iloc[0].sum())
    return FigureText(
        title,
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
        return _only(title, NOTHING)
    shift = shift_of(inputs.word_shift, pair)
    labels = document_labels(inputs.documents)
    if shift.words.empty:
        return _only(title, f"{labels[pair[0]].line}, {labels[pair[1]].line}: {NO_SHIFT}")
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


def _only(title: str, said: str) -> FigureText:
    """The text of a figure that has only a sentence to show: there is nothing to read from it."""
    return FigureText(title, said, "", said)


def _category(name: str) -> str:
    return name.partition("/")[2].replace("_", " ")


def _nearest(
    names: Sequence[str], places: "npt.NDArray[np.float64]", labels: Mapping[str, Label]
) -> str:
    """Say which two points lie nearest to each other, and which is farthest from all others."""
    if len(names) == 2:
        return f"Two documents: {labels[names[0]].line} and {labels[names[1]].line}."
    apart = ((places[:, None] - places) ** 2).sum(axis=2) ** 0.5
    lonely = labels[names[int(apart.sum(axis=1).argmax())]].line
    apart[range(len(names)), range(len(names))] = float("inf")
    one, other = divmod(int(apart.argmin()), len(names))
    return (
        f"Nearest to each other: {labels[names[one]].line} and {labels[names[other]].line}. "
        f"Farthest from all others: {lonely}."
    )
