"""The manifest: stable shards, and files read again only when they change."""

from pathlib import Path

import pytest
from tests.making import write

from dissent.catalogue import Document
from dissent.errors import DissentError
from dissent.manifest import (
    Entry,
    content_digest,
    read_manifest,
    shard_count,
    shard_names,
    shard_of,
    update_manifest,
)


def update(folder: Path, *documents: Document, shard_megabytes: float = 2) -> list[Entry]:
    return update_manifest(
        folder / "manifest.csv",
        list(documents),
        catalogue=Path("documents.csv"),
        group="doc_id",
        shard_megabytes=shard_megabytes,
    )


def document(folder: Path, doc_id: str, text: str = "Some words.", **columns: str) -> Document:
    path = folder / f"{doc_id}.txt"
    if not path.exists():
        write(path, text)
    return Document(row=2, doc_id=doc_id, title=doc_id, file=path, **columns)


def test_the_shard_of_a_document_is_the_same_everywhere() -> None:
    assert [shard_of(name, 4) for name in ("vlasov", "wpsp", "litvinov")] == [
        "0001-of-0004",
        "0001-of-0004",
        "0002-of-0004",
    ]


def test_a_shard_holds_about_so_many_megabytes() -> None:
    assert shard_count(0, shard_megabytes=2) == 1
    assert shard_count(2_000_000, shard_megabytes=2) == 1
    assert shard_count(20_000_001, shard_megabytes=2) == 11


def test_the_shards_of_another_corpus_are_named_otherwise(tmp_path: Path) -> None:
    """A reference corpus may have documents of the same names."""
    written = update_manifest(
        tmp_path / "reference.csv",
        [document(tmp_path, "a"), document(tmp_path, "b")],
        catalogue=Path("reference/documents.csv"),
        group="doc_id",
        shard_megabytes=0.000011,
        prefix="reference-",
    )
    assert shard_names(written) == ["reference-0001-of-0002", "reference-0002-of-0002"]
    assert {entry.shard for entry in written} <= set(shard_names(written))
    assert written[0].shard == "reference-" + shard_of("a", 2)
    assert read_manifest(tmp_path / "reference.csv") == written


def test_no_documents_have_no_shards() -> None:
    assert shard_names([]) == []


def test_the_number_of_shards_stays_until_the_corpus_has_doubled() -> None:
    size = 10_000_000
    recorded = shard_count(size, shard_megabytes=2)
    assert recorded == 5
    assert shard_count(int(size * 1.99), shard_megabytes=2, recorded=recorded) == recorded
    assert shard_count(int(size * 2.1), shard_megabytes=2, recorded=recorded) == 11
    assert shard_count(int(size * 0.3), shard_megabytes=2, recorded=recorded) == 2


def test_a_manifest_is_read_as_it_was_written(tmp_path: Path) -> None:
    entries = update(tmp_path, document(tmp_path, "a"), document(tmp_path, "b"))
    assert read_manifest(tmp_path / "manifest.csv") == entries
    assert [entry.doc_id for entry in entries] == ["a", "b"]


def test_an_unchanged_corpus_leaves_the_manifest_alone(tmp_path: Path) -> None:
    documents = [document(tmp_path, "a")]
    update(tmp_path, *documents)
    before = (tmp_path / "manifest.csv").stat().st_mtime_ns
    update(tmp_path, *documents)
    assert (tmp_path / "manifest.csv").stat().st_mtime_ns == before


def test_one_more_document_changes_the_content_of_one_shard(tmp_path: Path) -> None:
    documents = [document(tmp_path, f"d{number}") for number in range(12)]
    size = sum(d.file.stat().st_size for d in documents) / 1e6
    before = update(tmp_path, *documents, shard_megabytes=size / 4)
    shards = shard_names(before)
    assert len(shards) == 4
    after = update(tmp_path, *documents, document(tmp_path, "new"), shard_megabytes=size / 4)
    changed = [s for s in shards if content_digest(before, s) != content_digest(after, s)]
    assert changed == [shard_of("new", 4)]


def test_the_order_of_the_catalogue_changes_no_content(tmp_path: Path) -> None:
    documents = [document(tmp_path, name) for name in ("a", "b", "c")]
    one, other = update(tmp_path, *documents), update(tmp_path, *reversed(documents))
    shard = shard_names(one)[0]
    assert content_digest(one, shard) == content_digest(other, shard)


def test_another_encoding_is_another_content(tmp_path: Path) -> None:
    plain = update(tmp_path, document(tmp_path, "a"))
    named = update(tmp_path, document(tmp_path, "a", encoding="ascii"))
    shard = shard_names(plain)[0]
    assert content_digest(plain, shard) != content_digest(named, shard)


def test_documents_that_cannot_be_read_are_named_before_anything_is_written(
    tmp_path: Path,
) -> None:
    gone = Document(row=3, doc_id="gone", title="", file=tmp_path / "gone.txt")
    with pytest.raises(DissentError, match=r"row 3 \(gone\): file .*gone.txt` does not exist"):
        update(tmp_path, document(tmp_path, "a"), gone)
    empty = document(tmp_path, "empty", text=" ")
    with pytest.raises(DissentError, match=r"row 2 \(empty\): file `empty.txt` contains no word"):
        update(tmp_path, empty)
    wrong = document(tmp_path, "a", sha256="0" * 64)
    with pytest.raises(DissentError, match="not the one in the column `sha256`"):
        update(tmp_path, wrong)
    assert not (tmp_path / "manifest.csv").exists()


def test_a_file_that_changes_is_read_again(tmp_path: Path) -> None:
    first = update(tmp_path, document(tmp_path, "a"))
    write(tmp_path / "a.txt", "Other and longer words.")
    second = update(tmp_path, document(tmp_path, "a"))
    assert first[0].sha256 != second[0].sha256
