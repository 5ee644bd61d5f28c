"""The tagged corpus: what a finished run left is found, and an unfinished one says what to do."""

from pathlib import Path

import pytest
from tests.tagged_project import make_tagged_project

from dissent.errors import DissentError
from dissent.tagged import open_corpus

TEXTS = {"late": "the state withers", "early": "the party , the state", "undated": "a soviet"}
DATES = {"late": "1925", "early": "1919-05"}


def test_documents_stand_in_date_order_and_shards_hold_their_tokens(tmp_path: Path) -> None:
    make_tagged_project(tmp_path, TEXTS, dates=DATES, shards=2)
    corpus = open_corpus(tmp_path)
    assert [document.doc_id for document in corpus.documents] == ["early", "late", "undated"]
    assert corpus.place == {"early": 0, "late": 1, "undated": 2}
    texts = {
        doc_id: table.text(*table.bounds[number : number + 2]).strip()
        for table in corpus.tables()
        for number, doc_id in enumerate(table.documents)
    }
    assert texts == TEXTS


def test_a_shard_without_documents_is_a_shard(tmp_path: Path) -> None:
    make_tagged_project(tmp_path, {"only": "one text"}, shards=5)
    corpus = open_corpus(tmp_path)
    assert [len(table) for table in corpus.tables()].count(0) == 4


def test_a_folder_that_does_not_exist_is_named(tmp_path: Path) -> None:
    with pytest.raises(DissentError, match="/nowhere: there is no such folder"):
        open_corpus(tmp_path / "nowhere")


def test_a_project_that_has_not_run_says_how_to_run_it(tmp_path: Path) -> None:
    make_tagged_project(tmp_path, TEXTS)
    (tmp_path / "results/data/manifest.csv").unlink()
    with pytest.raises(DissentError) as error:
        open_corpus(tmp_path)
    assert str(error.value) == (
        f"{tmp_path} has no tagged corpus yet: run the workflow first, with "
        f"`snakemake -c2 --directory {tmp_path}`"
    )


def test_a_run_that_was_planned_and_not_done_says_so(tmp_path: Path) -> None:
    make_tagged_project(tmp_path, TEXTS)
    for path in (tmp_path / "results/data/tokens").iterdir():
        path.unlink()
    with pytest.raises(DissentError, match="is not tagged yet: run the workflow"):
        open_corpus(tmp_path)


def test_a_run_that_stopped_half_way_names_the_shards_that_are_missing(tmp_path: Path) -> None:
    make_tagged_project(tmp_path, TEXTS, shards=3)
    (tmp_path / "results/data/lexicon/0002-of-0003.parquet").unlink()
    with pytest.raises(DissentError, match=r"1 of 3 shards are not \(0002-of-0003\): run the"):
        open_corpus(tmp_path)


def test_documents_added_and_removed_since_the_run_are_named(tmp_path: Path) -> None:
    make_tagged_project(tmp_path, TEXTS)
    catalogue = tmp_path / "corpus/documents.csv"
    rows = catalogue.read_text(encoding="utf-8").replace("early,early", "new,new")
    catalogue.write_text(rows, encoding="utf-8")
    with pytest.raises(
        DissentError, match=r"1 added \(new\) and 1 removed \(early\): run it again"
    ):
        open_corpus(tmp_path)


def test_a_document_that_is_planned_and_not_tagged_makes_its_shard_unfinished(
    tmp_path: Path,
) -> None:
    make_tagged_project(tmp_path, TEXTS, shards=2)
    make_tagged_project(tmp_path / "more", {**TEXTS, "added": "the soviets"}, shards=2)
    for file in ("corpus/documents.csv", "results/data/manifest.csv"):
        (tmp_path / "more" / file).replace(tmp_path / file)
    with pytest.raises(DissentError, match="tagged in part only, 1 of 2 shards"):
        open_corpus(tmp_path)


def test_a_faulty_setting_is_told_with_its_file(tmp_path: Path) -> None:
    make_tagged_project(tmp_path, TEXTS)
    config = tmp_path / "config/config.yaml"
    config.parent.mkdir()
    config.write_text("catalog: other.csv", encoding="utf-8")
    with pytest.raises(DissentError, match=r"config\.yaml: unknown setting `catalog`"):
        open_corpus(tmp_path)
