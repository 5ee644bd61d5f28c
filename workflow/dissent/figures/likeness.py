"""What of the tables of similarity a figure shows; the captions say the same."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

DISTANCE = "jensen_shannon"
SHIFT_AT_MOST = 24
OTHERS = "*"
SHOWN_SUPPORT = 0.5
POORLY_SHOWN = 0.5
CLOSEST, FARTHEST = "word-shift-closest", "word-shift-farthest"
TOGETHER = 1e-6  # what rounding leaves of a distance of 0
SAME_WORDS = "All documents use the compared lemmas in the same proportions."
SAME_THEMES = "All documents with hits speak of the categories in the same proportions."
NO_SHIFT = "The two documents use the compared lemmas in the same proportions."


@dataclass(frozen=True)
class Node:
    """A cluster of the dendrogram: where its stem stands, from where to where it joins."""

    members: frozenset[str]
    height: float
    middle: float
    """Rows from the top."""
    support: float = float("nan")
    joined: tuple["Node", "Node"] | None = None


def tree(dendrogram: "pd.DataFrame", doc_ids: Sequence[str]) -> tuple[list[str], list[Node]]:
    """Put a dendrogram's documents in an order in which no branches cross.

    Parameters
    ----------
    dendrogram
        The table dendrogram.
    doc_ids
        All documents, in date order.

    Returns
    -------
    order : list of str
        The documents that are grouped, from the top; of two branches the one with the earliest
        document stands above.
    nodes : list of Node
        The mergers, from the closest to the last.
    """
    own = dendrogram[dendrogram["measure"] == DISTANCE]
    rank = {doc_id: place for place, doc_id in enumerate(doc_ids)}
    leaves: dict[str, tuple[str, ...]] = {doc_id: (doc_id,) for doc_id in doc_ids}
    merged: dict[str, tuple[str, ...]] = {}
    sides = []
    for row in own.to_dict("records"):
        members = frozenset(str(row["members"]).split(" "))
        pair = _sides(members, str(row["left"]), str(row["right"]), leaves, merged)
        above, below = sorted(pair, key=lambda side: min(rank[doc_id] for doc_id in side))
        merged[str(row["merger"])] = (*above, *below)
        sides.append((above, below, float(row["height"]), float(row["support"])))
    order = list(sides[-1][0] + sides[-1][1]) if sides else []
    nodes = {
        frozenset([doc_id]): Node(frozenset([doc_id]), 0.0, place + 0.5)
        for place, doc_id in enumerate(order)
    }
    found = []
    for above, below, height, support in sides:
        one, other = nodes[frozenset(above)], nodes[frozenset(below)]
        both = one.members | other.members
        node = Node(both, height, (one.middle + other.middle) / 2, support, (one, other))
        nodes[both] = node
        found.append(node)
    return order, found


def map_rows(points: "pd.DataFrame", name: str) -> "pd.DataFrame":
    """Take the points of one map.

    Parameters
    ----------
    points
        The table map.
    name
        `mds_jensen_shannon` or `correspondence`.

    Returns
    -------
    pandas.DataFrame
        Indexed from 0.
    """
    return points[points["map"] == name].reset_index(drop=True)


def all_together(points: "pd.DataFrame") -> bool:
    """Tell whether all points of a map fall together, so that it has nothing to show.

    Parameters
    ----------
    points
        As `map_rows` gives them.

    Returns
    -------
    bool
        Also true of a map without points.
    """
    return not (points[["x", "y"]].abs() > TOGETHER).any(axis=None)


def extreme_pair(
    similarity: "pd.DataFrame", word_shift: "pd.DataFrame", *, name: str
) -> tuple[str, str] | None:
    """Find the most or the least alike of the pairs whose words are compared.

    Parameters
    ----------
    similarity, word_shift
        The tables.
    name
        The figure: `word-shift-closest` or `word-shift-farthest`.

    Returns
    -------
    pair of str, or None
        doc_a and doc_b as in both tables; None where there is no pair.
    """
    compared = set(zip(word_shift["doc_a"], word_shift["doc_b"], strict=True))
    own = similarity[similarity["measure"] == DISTANCE].dropna(subset="value")
    pairs = list(zip(own["doc_a"], own["doc_b"], strict=True))
    own = own[[pair in compared for pair in pairs]]
    if own.empty:
        return None
    ordered = own.sort_values("value", ascending=name == CLOSEST, kind="stable").iloc[0]
    return str(ordered["doc_a"]), str(ordered["doc_b"])


@dataclass(frozen=True)
class Shift:
    """The words that drive two documents apart."""

    doc_a: str
    doc_b: str
    words: "pd.DataFrame"
    """The strongest, with their `share` of the divergence."""
    divergence: float
    """In bits."""

    @property
    def rest(self) -> float:
        """Share of all words that are not shown."""
        return max(0.0, 1 - float(self.words["share"].sum()))


def shift_of(word_shift: "pd.DataFrame", pair: tuple[str, str]) -> Shift:
    """Take the words of one pair.

    Parameters
    ----------
    word_shift
        The table.
    pair
        doc_a and doc_b.

    Returns
    -------
    Shift
        With the words that contribute most.
    """
    rows = word_shift[(word_shift["doc_a"] == pair[0]) & (word_shift["doc_b"] == pair[1])]
    total = float(rows["contribution"].sum())
    words = rows[rows["lemma"] != OTHERS].head(SHIFT_AT_MOST).reset_index(drop=True)
    return Shift(*pair, words.assign(share=words["contribution"] / (total or 1.0)), total)


def _sides(
    members: frozenset[str],
    left: str,
    right: str,
    leaves: Mapping[str, tuple[str, ...]],
    merged: Mapping[str, tuple[str, ...]],
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What a merger joins: a doc_id may look like a merger's number, so both are tried."""
    either = [[kind[name] for kind in (leaves, merged) if name in kind] for name in (left, right)]
    return next(
        (one, other)
        for one, other in product(*either)
        if len(one) + len(other) == len(members) and members.issuperset((*one, *other))
    )
