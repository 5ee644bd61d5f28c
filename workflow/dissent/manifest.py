"""The manifest: which document lies in which file and shard; every step reads it.

It is made while the workflow is planned. The documents of a reference corpus have a manifest of
their own, and shards whose names begin otherwise.

A shard is a bucket of documents, the unit of parallel work. A document's shard follows from a
stable hash of its doc_id, so one document more or less touches one shard.
"""

import csv
import hashlib
import math
from collections.abc import Iterable
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from dissent.catalogue import Document
from dissent.errors import raise_all
from dissent.reading import problems_of, sha256_of


@dataclass(frozen=True)
class Entry:
    """One document: all that reading it, and planning, needs to know."""

    doc_id: str
    file: str
    sha256: str
    bytes: int
    modified_ns: int
    language: str
    pages: str
    start: str
    end: str
    encoding: str
    date: str
    group: str
    shard: str

    @property
    def content(self) -> tuple[str, ...]:
        """What the text of the document depends on."""
        return (self.doc_id, self.sha256, self.language, self.pages, self.start, self.end,
                self.encoding)  # fmt: skip

    def document(self) -> Document:
        """Give back the part of the catalogue's row that reading needs.

        Returns
        -------
        Document
            With title and other columns empty.
        """
        return Document(
            row=0, doc_id=self.doc_id, title="", file=Path(self.file), language=self.language,
            pages=self.pages, start=self.start, end=self.end, encoding=self.encoding,
        )  # fmt: skip


def update_manifest(
    path: Path,
    documents: list[Document],
    *,
    catalogue: Path,
    group: str,
    shard_megabytes: float,
    prefix: str = "",
) -> list[Entry]:
    """Bring the manifest up to date, checking every document that is new or changed.

    Files whose size and time have not changed are not read again. The file is rewritten only if its
    content changes.

    Parameters
    ----------
    path
        The manifest's file.
    documents
        The catalogue.
    catalogue
        Its file, for messages.
    group
        The column by which documents are put together.
    shard_megabytes
        Text per shard.
    prefix
        How the shards' names begin.

    Returns
    -------
    list of Entry
        In the catalogue's order.

    Raises
    ------
    DissentError
        Where documents cannot be read, or a checksum is not the one stated; names every row.
    """
    before = {entry.doc_id: entry for entry in read_manifest(path)}
    raise_all(
        [
            f"{catalogue}, row {document.row} ({document.doc_id}): file `{document.file}` does "
            "not exist"
            for document in documents
            if not document.file.is_file()
        ],
        heading=str(catalogue),
    )
    count = shard_count(
        sum(size for _, size in {(d.file, d.file.stat().st_size) for d in documents}),
        shard_megabytes=shard_megabytes,
        recorded=_recorded(before.values()),
    )
    entries = [
        _entry(
            document,
            before.get(document.doc_id),
            group=document.group(group),
            shard=shard_of(document.doc_id, count, prefix=prefix),
        )
        for document in documents
    ]
    changed = [
        document
        for document, entry in zip(documents, entries, strict=True)
        if document.doc_id not in before or before[document.doc_id].content != entry.content
    ]
    problems = problems_of(changed, catalogue=catalogue)
    problems += [
        f"{catalogue}, row {document.row} ({document.doc_id}): file `{document.file}` has the "
        f"sha256 {entry.sha256}, not the one in the column `sha256`"
        for document, entry in zip(documents, entries, strict=True)
        if document.sha256 and document.sha256 != entry.sha256
    ]
    raise_all(problems, heading=str(catalogue))
    if entries != list(before.values()):
        _write(path, entries)
    return entries


def read_manifest(path: Path) -> list[Entry]:
    """Read the manifest.

    Parameters
    ----------
    path
        Its file.

    Returns
    -------
    list of Entry
        In the catalogue's order; empty where there is no file.
    """
    if not path.is_file():
        return []
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    if rows and set(rows[0]) != {field.name for field in fields(Entry)}:
        return []
    return [
        Entry(**{**row, "bytes": int(row["bytes"]), "modified_ns": int(row["modified_ns"])})  # type: ignore[arg-type]
        for row in rows
    ]


def shard_count(size: int, *, shard_megabytes: float, recorded: int | None = None) -> int:
    """Choose the number of shards.

    Parameters
    ----------
    size
        Bytes of all files.
    shard_megabytes
        Megabytes of text per shard.
    recorded
        The number used so far; kept as long as the corpus has not halved or doubled since.

    Returns
    -------
    int
        At least 1.
    """
    full_shards = size / (shard_megabytes * 1e6)
    smallest = recorded / 2 if recorded and recorded > 1 else 0
    if recorded is not None and smallest <= full_shards < 2 * recorded:
        return recorded
    return max(1, math.ceil(full_shards))


def shard_names(entries: Iterable[Entry]) -> list[str]:
    """Name all shards, those without a document included.

    Parameters
    ----------
    entries
        The manifest.

    Returns
    -------
    list of str
        `0001-of-0003`, …; none where there is no document.
    """
    entry = next(iter(entries), None)
    if entry is None:
        return []
    prefix, count = _parts(entry.shard)
    return [_shard_name(number, count, prefix) for number in range(1, count + 1)]


def content_digest(entries: Iterable[Entry], shard: str) -> str:
    """Summarise what the text of a shard depends on.

    Parameters
    ----------
    entries
        The manifest.
    shard
        A shard's name.

    Returns
    -------
    str
        16 hexadecimal digits; another text, another digest.
    """
    return digest_of(sorted(entry.content for entry in entries if entry.shard == shard))


def digest_of(content: object) -> str:
    """Summarise a value that says what a step depends on.

    Parameters
    ----------
    content
        Text, numbers, and lists and tuples of them.

    Returns
    -------
    str
        16 hexadecimal digits; another value, another digest.
    """
    return hashlib.sha256(repr(content).encode()).hexdigest()[:16]


def shard_of(doc_id: str, count: int, *, prefix: str = "") -> str:
    """Find the shard of a document.

    Parameters
    ----------
    doc_id
        The document.
    count
        The number of shards.
    prefix
        How the shards' names begin.

    Returns
    -------
    str
        The shard's name; the same on every machine.
    """
    number = int.from_bytes(hashlib.sha256(doc_id.encode()).digest()[:8], "big") % count
    return _shard_name(number + 1, count, prefix)


def _shard_name(number: int, count: int, prefix: str) -> str:
    return f"{prefix}{number:04d}-of-{count:04d}"


def _parts(shard: str) -> tuple[str, int]:
    """How a shard's name begins, and how many shards there are."""
    name, _, count = shard.rpartition("-of-")
    return name.rstrip("0123456789"), int(count)


def _recorded(entries: Iterable[Entry]) -> int | None:
    return next((_parts(entry.shard)[1] for entry in entries), None)


def _entry(document: Document, before: Entry | None, *, group: str, shard: str) -> Entry:
    status = document.file.stat()
    unchanged = (
        before is not None
        and before.file == str(document.file)
        and (before.bytes, before.modified_ns) == (status.st_size, status.st_mtime_ns)
    )
    return Entry(
        doc_id=document.doc_id,
        file=str(document.file),
        sha256=before.sha256 if before and unchanged else sha256_of(document.file),
        bytes=status.st_size,
        modified_ns=status.st_mtime_ns,
        language=document.language,
        pages=document.pages,
        start=document.start,
        end=document.end,
        encoding=document.encoding,
        date=document.date,
        group=group,
        shard=shard,
    )


def _write(path: Path, entries: list[Entry]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".csv.part")
    with temporary.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(
            stream, [field.name for field in fields(Entry)], lineterminator="\n"
        )
        writer.writeheader()
        writer.writerows(asdict(entry) for entry in entries)
    temporary.replace(path)
