"""What was compared: the documents as the catalogue names them, and which to be wary of."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dissent.labels import written_date
from dissent.report.material import READ, Material

CATALOGUE_COLUMNS = ("author", "genre")
TEXT_STATUS = {"precis": "précis", "excerpt": "excerpt", "full": "full text", "": "not stated"}


@dataclass(frozen=True)
class DocumentRow:
    """One document of the table."""

    doc_id: str
    title: str
    date: str
    columns: tuple[str, ...]
    words: int
    sentences: int
    text_status: str
    note: str


@dataclass(frozen=True)
class Compared:
    """The documents compared."""

    total: int
    words: int
    columns: tuple[str, ...]
    rows: tuple[DocumentRow, ...]
    has_dates: bool
    has_status: bool
    has_notes: bool
    precis: tuple[str, ...]
    excerpts: tuple[str, ...]
    unread: tuple[str, ...]
    too_short: tuple[str, ...]
    long_enough: tuple[str, ...]
    sources: Mapping[tuple[str, str], tuple[str, ...]]


def compared(material: Material) -> Compared:
    """Describe the documents compared.

    Parameters
    ----------
    material
        The tables.

    Returns
    -------
    Compared
        With the catalogue's columns that say who wrote what, and the one that makes the groups.
    """
    table = material.documents
    columns = _columns(material)
    records = table.fillna({"words": 0, "sentences": 0}).to_dict("records")
    rows = [
        DocumentRow(
            doc_id=entry["doc_id"],
            title=entry["title"] or entry["doc_id"],
            date=written_date(entry["date"]),
            columns=tuple(entry[name] for name in columns),
            words=int(entry["words"]),
            sentences=int(entry["sentences"]),
            text_status=TEXT_STATUS.get(entry.get("text_status", ""), entry.get("text_status", "")),
            note=entry["note"],
        )
        for entry in records
    ]
    shown = set(material.shown)
    every, ranked = table["doc_id"], _ranked(material)
    status = table["text_status"] if "text_status" in table else table["title"].map(lambda _: "")
    return Compared(
        total=len(table),
        words=int(table["words"].fillna(0).sum()),
        columns=columns,
        rows=tuple(row for row in rows if row.doc_id in shown),
        has_dates=bool((table["date"] != "").any()),
        has_status=bool((status != "").any()),
        has_notes=bool((table["note"] != "").any()),
        precis=_labels(material, table.loc[status == "precis", "doc_id"]),
        excerpts=_labels(material, table.loc[status == "excerpt", "doc_id"]),
        unread=_labels(material, table.loc[table["status"] != READ, "doc_id"]),
        too_short=_labels(material, every[~every.isin(ranked)]),
        long_enough=_labels(material, every[every.isin(ranked)]),
        sources=_sources(material),
    )


def _columns(material: Material) -> tuple[str, ...]:
    wanted = dict.fromkeys([*CATALOGUE_COLUMNS, str(material.settings["group"])])
    table = material.documents
    return tuple(
        name
        for name in wanted
        if name in table and name not in ("doc_id", "title", "date") and (table[name] != "").any()
    )


def _ranked(material: Material) -> set[str]:
    """The documents that are long enough for at least one of the themes."""
    rates = material.theme_rates
    return set(rates[(rates["category"] == "") & rates["enough_text"]]["doc_id"])


def _sources(material: Material) -> dict[tuple[str, str], tuple[str, ...]]:
    """Where the texts are from and under which licence, with the documents of each."""
    table = material.documents
    empty = [""] * len(table)
    sources = table.get("source", empty)
    licences = table.get("licence", empty)
    found: dict[tuple[str, str], list[str]] = {}
    for doc_id, source, licence in zip(table["doc_id"], sources, licences, strict=True):
        if source or licence:
            found.setdefault((source, licence), []).append(material.labels[doc_id])
    return {key: tuple(names) for key, names in found.items()}


def _labels(material: Material, doc_ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(material.labels[doc_id] for doc_id in doc_ids)
