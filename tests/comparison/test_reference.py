"""The reference corpus: nothing, a catalogue's documents, or a frequency list."""

from pathlib import Path

import pytest
from tests.making import table_of, write

from dissent.catalogue import read_catalogue
from dissent.comparison.corpus import Corpus
from dissent.comparison.frequency_list import FrequencyList
from dissent.comparison.reference import load_reference
from dissent.counting import count_words, running_words
from dissent.manifest import update_manifest
from dissent.measuring import measure_documents
from dissent.tokens import write_parquet


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What the shards of a reference corpus of two documents have written."""
    monkeypatch.chdir(tmp_path)
    catalogue = write(
        tmp_path / "other/documents.csv",
        "doc_id,title,file,date,language\na,A,a.txt,1922,ru\nb,B,b.txt,1920,en\n",
    )
    for name in ("a", "b"):
        write(tmp_path / f"other/{name}.txt", "Words.\n")
    folder = tmp_path / "data"
    update_manifest(
        folder / "reference.csv",
        read_catalogue(catalogue, models=["en", "ru"]),
        catalogue=catalogue,
        group="doc_id",
        shard_megabytes=2,
        prefix="reference-",
    )
    table, shard = (
        table_of("The worker sang .", "No bread came , no bread ."),
        "reference-0001-of-0001",
    )
    for kind, counted in (
        ("counts", count_words(table, segment_words=100)),
        ("sequences", running_words(table)),
        ("measures", measure_documents(table, segment_words=100)),
    ):
        write_parquet(counted, folder / kind / f"{shard}.parquet")
    return folder


def test_the_documents_of_a_catalogue_are_a_corpus_without_hits(data: Path) -> None:
    reference = load_reference(data, "other/documents.csv")
    assert isinstance(reference, Corpus)
    assert reference.doc_ids == ["b", "a"]
    assert reference.words.tolist() == [5, 3]
    occurrences = dict(zip(reference.lemmas, reference.lemma_table.sum(axis=0), strict=True))
    assert (occurrences["bread"], occurrences["worker"]) == (2, 1)
    assert sum(occurrences.values()) == 8
    assert len(reference.hits) == 0


def test_a_frequency_list_is_read(data: Path) -> None:
    write(Path("words.csv"), "word,count\nbread,3\n*,100\n")
    reference = load_reference(data, "words.csv")
    assert isinstance(reference, FrequencyList)
    assert (reference.names, reference.words) == (("bread",), 100)


def test_the_rest_of_the_corpus_is_no_reference_corpus(data: Path) -> None:
    assert load_reference(data, "rest") is None
