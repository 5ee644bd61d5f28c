"""How varied each document's words are, at equal lengths first: longer texts repeat more."""

from dataclasses import dataclass

import pandas as pd

from dissent.report.material import Material

# The measures of the page and their digits; the table has more measures.
SHOWN = {"mattr": 3, "mtld": 1, "hdd": 3, "yule_k": 1}
NAMES = {"mattr": "MATTR", "mtld": "MTLD", "hdd": "HD-D", "yule_k": "Yule's K"}
FALLING = "ttr"


@dataclass(frozen=True)
class Measured:
    """A measure of one document with its interval; `digits` are those to print."""

    value: float
    low: float
    high: float
    digits: int


@dataclass(frozen=True)
class VarietyRow:
    """One document's line."""

    label: str
    words: int
    cells: tuple[Measured | None, ...]


@dataclass(frozen=True)
class Falling:
    """How the type-token ratio of the longest document falls with length."""

    label: str
    short_words: int
    at_short: float
    all_words: int
    at_all: float


@dataclass(frozen=True)
class VarietyTable:
    """Documents by measures, in samples of so many words; of the whole texts where that is 0.

    `sure` says whether a shorter length was taken so that every document has an interval.
    """

    words: int
    sure: bool
    names: tuple[str, ...]
    rows: tuple[VarietyRow, ...]


@dataclass(frozen=True)
class Variety:
    """The measures at a length that all documents have, if there is one, and of whole texts."""

    common: VarietyTable | None
    whole: VarietyTable
    falling: Falling | None


def variety(material: Material) -> Variety | None:
    """Describe how varied the documents' words are.

    Parameters
    ----------
    material
        The tables.

    Returns
    -------
    Variety or None
        None where nothing was measured.
    """
    table = material.diversity.dropna(subset=["value"])
    if table.empty:
        return None
    sizes = dict(zip(material.documents["doc_id"], material.documents["words"], strict=True))
    shown = table[table["measure"].isin(SHOWN)]
    documents = shown["doc_id"].nunique()
    bounded = _common_length(shown.dropna(subset=["low", "high"]), documents)
    words = bounded or _common_length(shown, documents)
    common = shown[shown["words"] == words]
    return Variety(
        common=_table(material, common, words, sure=bounded > 0) if words else None,
        whole=_table(material, shown[shown["words"] == shown["doc_id"].map(sizes)], 0),
        falling=_falling(material, table, words),
    )


def _common_length(shown: pd.DataFrame, documents: int) -> int:
    """The greatest length at which every document was measured by some measure; 0 if none."""
    counted = shown.groupby(["words", "measure"])["doc_id"].count()
    return max((int(words) for words, _ in counted[counted == documents].index), default=0)


def _table(
    material: Material, shown: pd.DataFrame, words: int, *, sure: bool = False
) -> VarietyTable:
    measures = [name for name in SHOWN if (shown["measure"] == name).any()]
    sizes = dict(zip(material.documents["doc_id"], material.documents["words"], strict=True))
    columns = ["doc_id", "measure", "value", "low", "high"]
    cells = {
        (doc_id, measure): Measured(value, low, high, SHOWN[measure])
        for doc_id, measure, value, low, high in zip(
            *(shown[name].tolist() for name in columns), strict=True
        )
    }
    there = {doc_id for doc_id, _ in cells}
    return VarietyTable(
        words=words,
        sure=sure,
        names=tuple(NAMES[measure] for measure in measures),
        rows=tuple(
            VarietyRow(
                material.labels[doc_id],
                int(sizes[doc_id]),
                tuple(cells.get((doc_id, measure)) for measure in measures),
            )
            for doc_id in material.shown
            if doc_id in there
        ),
    )


def _falling(material: Material, table: pd.DataFrame, common_words: int) -> Falling | None:
    ratios = table[table["measure"] == FALLING].sort_values("words", kind="stable")
    if ratios.empty:
        return None
    longest = ratios.iloc[-1]
    own = ratios[ratios["doc_id"] == longest["doc_id"]]
    short = own[own["words"] == common_words] if common_words else own.head(1)
    if short.empty or int(short.iloc[0]["words"]) == int(longest["words"]):
        return None
    return Falling(
        label=material.labels[longest["doc_id"]],
        short_words=int(short.iloc[0]["words"]),
        at_short=float(short.iloc[0]["value"]),
        all_words=int(longest["words"]),
        at_all=float(longest["value"]),
    )
