"""How alike the documents are: measure by measure, and the words that drive two of them apart."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd

from dissent.report.material import Material

MATRIX_DOCUMENTS = 12
NEIGHBOURS = 3
SHIFT_WORDS = 5
SHOWN_PAIRS = 66
SURE_SUPPORT = 0.95


@dataclass(frozen=True)
class Scale:
    """What a measure compares, and which end of it is alike."""

    label: str
    compares: str
    alike: str
    high_is_alike: bool = False


SCALES = {
    "cosine_tfidf": Scale("Cosine of tf-idf", "lemmas", "1 is alike, 0 nothing in common", True),
    "jensen_shannon": Scale("Jensen-Shannon divergence", "lemmas", "0 is alike, at most 1 bit"),
    "burrows_delta": Scale("Burrows's Delta", "the most frequent word forms", "0 is alike"),
    "cosine_delta": Scale("Cosine Delta", "the most frequent word forms", "0 is alike, at most 2"),
    "theme_profile": Scale("Theme profile", "the shares of the categories", "0 is alike"),
}


@dataclass(frozen=True)
class Likeness:
    """How alike two documents are by one measure, and how alike passages of one pool would be."""

    one: str
    other: str
    value: float
    low: float
    high: float
    chance: float

    @property
    def pair(self) -> frozenset[str]:
        """The two documents."""
        return frozenset((self.one, self.other))


@dataclass(frozen=True)
class Cluster:
    """Documents that group together, with the share of resampled corpora in which they do."""

    members: tuple[str, ...]
    support: float


@dataclass(frozen=True)
class Measure:
    """All pairs by one measure.

    `reach` counts the other pairs whose interval overlaps with that of the most alike, `pooled` the
    pairs that are as alike as passages of one pool would be. `rows` is the lower triangle of a
    matrix of few documents; of many, `neighbours` has the nearest of each.
    """

    scale: Scale
    pairs: int
    closest: Likeness
    farthest: Likeness
    reach: int
    pooled: int
    documents: tuple[str, ...]
    rows: tuple[tuple[Likeness | None, ...], ...]
    neighbours: tuple[tuple[str, tuple[Likeness, ...]], ...]
    clusters: tuple[Cluster, ...]


@dataclass(frozen=True)
class Shift:
    """The words that drive two documents apart: those that the one uses more, and the other."""

    one: str
    other: str
    divergence: float
    more_in_one: tuple[tuple[str, float], ...]
    more_in_other: tuple[tuple[str, float], ...]


def measures(material: Material) -> list[Measure]:
    """Describe how alike the documents are by each measure.

    Parameters
    ----------
    material
        The tables.

    Returns
    -------
    list of Measure
        In the table's order; a measure without a value is left out.
    """
    table = material.similarity.dropna(subset=["value"])
    return [
        _measure(material, SCALES[str(name)], own, _clusters(material, str(name)))
        for name, own in table.groupby("measure", sort=False)
    ]


def shifts(material: Material) -> list[Shift]:
    """List the words that drive each pair of documents apart.

    Parameters
    ----------
    material
        The tables.

    Returns
    -------
    list of Shift
        In the table's order; none where there are more pairs than a page can show.
    """
    pairs = list(material.word_shift.groupby(["doc_a", "doc_b"], sort=False))
    if len(pairs) > SHOWN_PAIRS:
        return []
    labels = material.labels
    return [
        Shift(
            one=labels.get(str(one), str(one)),
            other=labels.get(str(other), str(other)),
            divergence=float(rows["contribution"].sum()),
            more_in_one=_shifting(rows, str(one)),
            more_in_other=_shifting(rows, str(other)),
        )
        for (one, other), rows in pairs
    ]


def _measure(
    material: Material, scale: Scale, own: pd.DataFrame, clusters: tuple[Cluster, ...]
) -> Measure:
    columns = ["doc_a", "doc_b", "value", "low", "high", "chance"]
    found = [Likeness(*row) for row in zip(*(own[c].tolist() for c in columns), strict=True)]
    found.sort(key=lambda each: -each.value if scale.high_is_alike else each.value)
    there = {doc_id for each in found for doc_id in each.pair}
    documents = [doc_id for doc_id in material.documents["doc_id"] if doc_id in there]
    few = len(documents) <= MATRIX_DOCUMENTS
    closest = found[0]
    others = [each for each in found if each.pair != closest.pair]
    return Measure(
        scale=scale,
        pairs=len({each.pair for each in found}),
        closest=closest,
        farthest=found[-1],
        reach=sum(each.low <= closest.high and closest.low <= each.high for each in others),
        pooled=sum(
            each.high >= each.chance if scale.high_is_alike else each.low <= each.chance
            for each in found
        ),
        documents=tuple(documents),
        rows=_triangle(documents, found) if few else (),
        neighbours=() if few else _neighbours(material.shown, found),
        clusters=clusters,
    )


def _triangle(
    documents: Sequence[str], found: Sequence[Likeness]
) -> tuple[tuple[Likeness | None, ...], ...]:
    by_pair = {each.pair: each for each in found}
    return tuple(
        tuple(by_pair.get(frozenset((doc_id, other))) for other in documents[:row])
        for row, doc_id in enumerate(documents)
    )


def _neighbours(
    shown: Sequence[str], found: Sequence[Likeness]
) -> tuple[tuple[str, tuple[Likeness, ...]], ...]:
    nearest: dict[str, dict[str, Likeness]] = {doc_id: {} for doc_id in shown}
    for each in found:
        for doc_id, other in ((each.one, each.other), (each.other, each.one)):
            if doc_id in nearest and len(nearest[doc_id]) < NEIGHBOURS:
                nearest[doc_id].setdefault(other, replace(each, one=doc_id, other=other))
    return tuple((doc_id, tuple(near.values())) for doc_id, near in nearest.items() if near)


def _clusters(material: Material, measure: str) -> tuple[Cluster, ...]:
    """The groups that nearly every resampled corpus shows, without the one of all documents."""
    table = material.dendrogram
    own = table[table["measure"] == measure].iloc[:-1]
    sure = own[own["support"] >= SURE_SUPPORT]
    return tuple(
        Cluster(tuple(material.labels.get(name, name) for name in members.split()), support)
        for members, support in zip(sure["members"], sure["support"], strict=True)
    )


def _shifting(rows: pd.DataFrame, doc_id: str) -> tuple[tuple[str, float], ...]:
    top = rows[rows["more_in"] == doc_id].head(SHIFT_WORDS)
    return tuple(zip(top["lemma"].tolist(), top["contribution"].tolist(), strict=True))
