"""A small project as a finished run of tagging leaves it: catalogue, manifest, token tables."""

import csv
from collections.abc import Mapping
from pathlib import Path

from tests.making import table_of

from dissent.manifest import Entry, shard_of
from dissent.measuring import measure_documents
from dissent.tokens import TokenTable, write_parquet, write_tokens


def make_tagged_project(
    folder: Path,
    texts: Mapping[str, str],
    *,
    dates: Mapping[str, str] | None = None,
    titles: Mapping[str, str] | None = None,
    columns: Mapping[str, Mapping[str, str]] | None = None,
    shards: int = 1,
) -> Path:
    """Write a project of texts, each written as `table_of` reads it, by doc_id.

    `columns` are further columns of the catalogue, each with its values by doc_id.
    """
    rows = [
        {
            "doc_id": doc_id,
            "title": (titles or {}).get(doc_id, doc_id),
            "date": (dates or {}).get(doc_id, ""),
            "file": f"{doc_id}.txt",
            **{name: values.get(doc_id, "") for name, values in (columns or {}).items()},
        }
        for doc_id in texts
    ]
    _write_rows(folder / "corpus" / "documents.csv", rows)
    entries = [
        Entry(doc_id, f"corpus/{doc_id}.txt", "", 0, 0, "en", "", "", "", "", "", doc_id,
              shard_of(doc_id, shards))
        for doc_id in texts
    ]  # fmt: skip
    data = folder / "results" / "data"
    _write_rows(data / "manifest.csv", [vars(entry) for entry in entries])
    for number in range(1, shards + 1):
        name = f"{number:04d}-of-{shards:04d}"
        own = [entry.doc_id for entry in entries if entry.shard == name]
        table = table_of(*(texts[doc_id] for doc_id in own), names=own)
        write_shard(table, data, name)
    return folder


def write_shard(table: TokenTable, data: Path, name: str) -> None:
    """Write a token table and its measures as one shard of a project's data."""
    file = f"{name}.parquet"
    write_tokens(table, tokens=data / "tokens" / file, lexicon=data / "lexicon" / file)
    write_parquet(measure_documents(table, segment_words=100), data / "measures" / file)


def _write_rows(path: Path, rows: list[dict[str, object]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
