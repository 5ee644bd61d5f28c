"""Keyness against a reference corpus: what of it is done, when again, and what it leaves behind."""

import csv
import json
import re

import pytest
from tests.making import write
from tests.workflow.conftest import Project

OTHER = """\
doc_id,title,file
song,Another song,song.txt
letter,A letter,letter.txt
"""
LETTER = "The worker wanted bread. The town had no bread.\n"
WITH_CATALOGUE = ("--config", "reference=other/documents.csv")
WITH_LIST = ("--config", "reference=words.csv")


def with_references(project: Project) -> Project:
    write(project.folder / "other" / "documents.csv", OTHER)
    write(project.folder / "other" / "song.txt", "Orders came and orders went.\n")
    write(project.folder / "other" / "letter.txt", LETTER)
    write(project.folder / "words.csv", "lemma,count\nbread,3\nthe,60\n*,1000\n")
    return project


def keyness(project: Project) -> list[dict[str, str]]:
    with (project.results / "tables" / "keyness.csv").open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def reference_record(project: Project) -> list[dict[str, str]]:
    record = json.loads((project.results / "provenance" / "run.json").read_text("utf-8"))
    found: list[dict[str, str]] = record["reference"]
    return found


def test_a_reference_corpus_is_tagged_and_counted_but_not_searched(fresh: Project) -> None:
    """Its documents make a shard beside the corpus' two."""
    planned = with_references(fresh).planned(*WITH_CATALOGUE)
    assert (planned["read"], planned["annotate"], planned["count"]) == (3, 3, 3)
    assert (planned["match"], planned["compare"]) == (2, 1)


@pytest.mark.slow
def test_another_reference_runs_only_what_is_its_own(copied: Project) -> None:
    with_references(copied)
    before = (copied.results / "tables" / "keyness.csv").read_bytes()

    said = copied.run(*WITH_CATALOGUE)
    assert {shard[:10] for shard in re.findall(r"annotate (\S+):", said)} == {"reference-"}
    assert {row["reference_words"] for row in keyness(copied)} == {"14"}
    assert [entry["doc_id"] for entry in reference_record(copied)] == ["song", "letter"]
    documents = (copied.results / "tables" / "documents.csv").read_text("utf-8")
    assert "letter" not in documents
    assert copied.planned(*WITH_CATALOGUE) == {}
    with copied.with_file("other/letter.txt", LETTER * 2):
        planned = copied.planned(*WITH_CATALOGUE)
    assert (planned["read"], planned["annotate"], planned["count"]) == (1, 1, 1)
    assert "match" not in planned
    copied.planned(*WITH_CATALOGUE)

    copied.run(*WITH_LIST)
    assert {row["reference_words"] for row in keyness(copied)} == {"1000"}
    assert [entry["file"] for entry in reference_record(copied)] == ["words.csv"]
    assert not list((copied.results / "data").rglob("reference*"))
    with copied.with_file("words.csv", "lemma,count\nbread,4\n*,1000\n"):
        planned = copied.planned(*WITH_LIST)
    assert set(planned) == {"compare", "figures", "report", "provenance"}

    copied.run()
    assert (copied.results / "tables" / "keyness.csv").read_bytes() == before
    assert reference_record(copied) == []
