"""What must not change a number: the order of the catalogue, and the print of a text."""

import csv
import subprocess
import sys
from pathlib import Path

import pytest
from tests.making import write
from tests.workflow.conftest import REPOSITORY, Project

from dissent.tables import read_table

DISSENT = Path(sys.executable).parent / "dissent"
AS_REPRINTED = {"'": "’", '"': "”", " - ": " — ", ", and": " and", "labour": "labor"}


def test_shuffling_the_catalogue_changes_no_number(copied: Project) -> None:
    before = {path.name: path.read_bytes() for path in (copied.results / "tables").glob("*.csv")}
    catalogue = copied.folder / "corpus" / "documents.csv"
    header, *rows = catalogue.read_text(encoding="utf-8").splitlines()
    write(catalogue, "\n".join([header, *reversed(rows)]) + "\n")
    themes = sorted(map(str, (copied.folder / "config" / "themes").glob("*.yaml")))
    subprocess.run(
        [DISSENT, "compare", "--data", "results/data", "--catalogue", "corpus/documents.csv",
         "--tables", "results/again", "--settings",
         '{"keyness": {"min_count": 1}, "intervals": {"replicates": 200}}', *themes],
        cwd=copied.folder, check=True, capture_output=True,
    )  # fmt: skip
    assert len(before) > 20
    for name, content in before.items():
        assert (copied.results / "again" / name).read_bytes() == content, name


@pytest.mark.slow
def test_two_editions_of_one_text_have_no_strong_keyword(tmp_path: Path) -> None:
    first = "\n\n".join(
        path.read_text(encoding="utf-8")
        for path in sorted((REPOSITORY / "corpus" / "texts").glob("*.md"))
    )
    other = first
    for mark, plain in AS_REPRINTED.items():
        other = other.replace(mark, plain)
    assert other != first
    project = Project(tmp_path)
    write(tmp_path / "corpus" / "first.md", first)
    write(tmp_path / "corpus" / "other.md", other)
    with (tmp_path / "corpus" / "documents.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows(
            [["doc_id", "title", "file"], ["first", "A", "first.md"], ["other", "B", "other.md"]]
        )
    themes = ", ".join(map(str, sorted((REPOSITORY / "config" / "themes").glob("*.yaml"))))
    write(tmp_path / "config" / "config.yaml", f"themes: [{themes}]\n")
    project.run("--until", "compare")
    keyness = read_table(project.results / "tables" / "keyness.csv")
    assert len(keyness) > 200
    assert (keyness["lrc"] == 0).all()
    assert set(keyness.loc[keyness["log_ratio"].abs() > 1, "lemma"]) == {"labour", "labor"}
    divergence = read_table(project.results / "tables" / "similarity.csv").set_index("measure")
    assert divergence.loc["jensen_shannon", "value"] < 0.01
