"""The words that stand near a theme's words, in all documents and in each group."""

from dataclasses import dataclass

import pandas as pd

from dissent.report.contrasts import DISTINCT_Q
from dissent.report.material import ALL_OTHERS, Material

EVERYWHERE = "*"
REST = "the rest"
# Times as often as by chance: logDice alone puts function words on top of a frequent theme.
OFTENER = 2
TOP_COLLOCATES = 12
TOP_OF_GROUP = 8
TOP_DIFFERENT = 6
SHOWN_DIFFERENT = 66
SHOWN_GROUPS = 60
PREVIEW = 6


@dataclass(frozen=True)
class Collocate:
    """A word near a node more often than chance has it."""

    word: str
    count: int
    expected: float
    log_dice: float
    documents: int


@dataclass(frozen=True)
class Nearby:
    """What stands near a node in one group, the strongest first; `found` counts all."""

    group: str
    found: int
    top: tuple[Collocate, ...]


@dataclass(frozen=True)
class Difference:
    """A word that is surely more frequent near a node in the first group than in the second."""

    word: str
    lrc: float
    count: int
    reference_count: int


@dataclass(frozen=True)
class Different:
    """The words that stand near a node in one group rather than in another."""

    one: str
    other: str
    words: tuple[Difference, ...]


@dataclass(frozen=True)
class Node:
    """A theme or a term with what stands near it.

    `compared` counts the pairs of groups, with the rest of the corpus, of which words near the node
    were compared; of these some words are sure in `from_rest` and, of two groups, in `from_others`.
    """

    label: str
    occurrences: int
    nearby: Nearby
    groups: tuple[Nearby, ...]
    compared: int
    from_rest: tuple[Different, ...]
    from_others: tuple[Different, ...]

    @property
    def preview(self) -> list[str]:
        """The first few words."""
        return [one.word for one in self.nearby.top[:PREVIEW]]


def collocates(material: Material) -> list[Node]:
    """List, for each theme and each term of the settings, the words that stand near it.

    Parameters
    ----------
    material
        The tables.

    Returns
    -------
    list of Node
        In the table's order; categories are left to the table, and a node near which nothing was
        counted is left out.
    """
    labels = {theme.theme: theme.label for theme in material.themes}
    contrasts = material.collocation_contrasts
    nodes = []
    for (kind, name), own in material.collocations.groupby(["kind", "node"], sort=False):
        label = labels.get(str(name), str(name)) if kind == "theme" else str(name)
        between = contrasts[(contrasts["kind"] == kind) & (contrasts["node"] == name)]
        nodes.append(_node(material, label, own, between))
    return nodes


def _node(material: Material, label: str, own: pd.DataFrame, between: pd.DataFrame) -> Node:
    groups = list(own.groupby("group", sort=False))[: SHOWN_GROUPS + 1]
    near = {str(group): _nearby(material, str(group), rows) for group, rows in groups}
    everywhere = near.pop(EVERYWHERE, Nearby(EVERYWHERE, 0, ()))
    sides = list(between.groupby(["group", "other_group"], sort=False))
    different = [
        found
        for (one, other), rows in sides
        for found in _different(material, str(one), str(other), rows)
    ]
    return Node(
        label=label,
        occurrences=int(own["node_count"].max()),
        nearby=everywhere,
        groups=tuple(near.values()),
        compared=len(sides),
        from_rest=tuple(each for each in different if each.other == REST)[:SHOWN_GROUPS],
        from_others=tuple(each for each in different if each.other != REST)[:SHOWN_DIFFERENT],
    )


def _nearby(material: Material, group: str, rows: pd.DataFrame) -> Nearby:
    more = rows[(rows["count"] >= OFTENER * rows["expected"]) & (rows["q"] < DISTINCT_Q)]
    top = more.head(TOP_COLLOCATES if group == EVERYWHERE else TOP_OF_GROUP)
    columns = ["collocate", "count", "expected", "log_dice", "documents"]
    found = zip(*(top[name].tolist() for name in columns), strict=True)
    return Nearby(
        group=material.group_name(group),
        found=len(more),
        top=tuple(Collocate(*values) for values in found),
    )


def _different(material: Material, one: str, other: str, rows: pd.DataFrame) -> list[Different]:
    """What is sure of a pair of groups, both ways; against the rest only what the group has."""
    first = material.group_name(one)
    second = REST if other == ALL_OTHERS else material.group_name(other)
    more = _differences(rows[rows["lrc"] > 0], "count", "reference_count")
    less = _differences(rows[rows["lrc"] < 0], "reference_count", "count")
    sides = [Different(first, second, more)]
    if other != ALL_OTHERS:
        sides.append(Different(second, first, less))
    return [side for side in sides if side.words]


def _differences(rows: pd.DataFrame, here: str, there: str) -> tuple[Difference, ...]:
    top = rows.head(TOP_DIFFERENT)
    values = zip(
        top["collocate"].tolist(),
        top["lrc"].abs().tolist(),
        top[here].tolist(),
        top[there].tolist(),
        strict=True,
    )
    return tuple(Difference(*each) for each in values)
