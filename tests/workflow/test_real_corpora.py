"""Slow: the bundled corpus twice, and the real corpora beside the project, as a user runs them."""

import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest
from tests.workflow.conftest import REPOSITORY, Project

from dissent.tables import read_table

CORPORA = REPOSITORY.parent / "shared" / "corpora"
DISSENT = Path(sys.executable).parent / "dissent"

pytestmark = pytest.mark.slow


def content(folder: Path) -> dict[str, bytes]:
    return {
        f"{kind}/{path.relative_to(folder / kind)}": path.read_bytes()
        for kind in ("tables", "figures", "report")
        for path in sorted((folder / kind).rglob("*"))
        if path.is_file()
    }


def bundled(folder: Path) -> Project:
    for name in ("corpus", "config"):
        shutil.copytree(REPOSITORY / name, folder / name)
    return Project(folder)


def test_the_bundled_corpus_gives_the_same_bytes_again_and_elsewhere(tmp_path: Path) -> None:
    first = bundled(tmp_path / "first")
    first.run(cores=2)
    before = content(first.results)
    shutil.rmtree(first.results)
    first.run(cores=1)
    other = bundled(tmp_path / "an other" / "folder")
    other.run("--config", "shard_megabytes=0.005", cores=2)
    assert len(before) > 20
    for again in (content(first.results), content(other.results)):
        assert again.keys() == before.keys()
        assert [name for name in before if again[name] != before[name]] == []


@pytest.mark.parametrize(
    ("name", "documents", "words"),
    [
        ("witnesses_1918_25", 6, 353_000),
        ("sotu_1913_1945", 33, 173_000),
        ("reed_documents_1917", 168, 43_000),
    ],
)
def test_a_real_corpus_runs_from_its_metadata_to_the_report(
    tmp_path: Path, name: str, documents: int, words: int
) -> None:
    metadata = CORPORA / name / "manifest.csv"
    if not metadata.is_file():
        pytest.skip(f"the corpora are not beside the project: no {metadata}")
    project = Project(tmp_path / name)
    made = subprocess.run(
        [DISSENT, "init", str(project.folder), "--metadata", str(metadata)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr
    project.run()
    tables = {path.stem: read_table(path) for path in (project.results / "tables").glob("*.csv")}
    assert len(tables["documents"]) == documents
    assert tables["documents"]["words"].sum() == pytest.approx(words, rel=0.05)
    check_that_tables_agree(tables)
    before = content(project.results)
    shutil.rmtree(project.results)
    project.run(cores=1)
    assert content(project.results) == before


def check_that_tables_agree(tables: dict[str, pd.DataFrame]) -> None:
    """Check that the same counts come out of every table that holds them."""
    hits, rates, terms = tables["hits"], tables["theme_rates"], tables["theme_terms"]
    whole = rates[rates["category"] == ""].set_index(["doc_id", "theme"])["hits"]
    parts = rates[rates["category"] != ""].groupby(["doc_id", "theme"])["hits"].sum()
    lines = hits.groupby(["doc_id", "theme"]).size().reindex(whole.index, fill_value=0)
    assert whole.sum() == len(hits)
    assert (parts.reindex(whole.index) == whole).all()
    assert (lines == whole).all()
    assert terms["hits"].sum() == len(hits)
    assert tables["rules"]["hits"].sum() == len(hits)
    assert hits["hit_id"].is_unique
    assert (rates["low"] <= rates["rate"]).all()
    assert (rates["rate"] <= rates["high"]).all()
    counted = tables["keyness"].groupby("group")["count"].sum()
    assert (
        counted <= tables["documents"].set_index("doc_id")["words"].reindex(counted.index)
    ).all()
