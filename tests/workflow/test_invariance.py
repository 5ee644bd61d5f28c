"""What must not change a number: the order of the catalogue, and the print of a text."""

import csv
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from tests.benchmarks.made_corpus import make_corpus
from tests.benchmarks.ten_million import KINDS, PER_SHARD
from tests.making import write
from tests.workflow.conftest import REPOSITORY, Project

from dissent.tables import read_table

DISSENT = Path(sys.executable).parent / "dissent"
THEMES = str(REPOSITORY / "config" / "themes" / "class.yaml")
AS_REPRINTED = {"'": "’", '"': "”", " - ": " — ", ", and": " and", "labour": "labor"}


@pytest.fixture(scope="module")
def counted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Eight made documents in two shards, matched and counted, on which `compare` can be run."""
    folder = tmp_path_factory.mktemp("made")
    make_corpus(folder, documents=8, tokens=8_000, shards=2, seed=1921)
    data = folder / "results" / "data"
    for kind in KINDS:
        (data / kind).mkdir(exist_ok=True)
    for shard in (data / "tokens").glob("*.parquet"):
        files = {kind: data / kind / shard.name for kind in KINDS}
        for step, pattern in PER_SHARD.items():
            dissent(step, *pattern.format(**files, themes=THEMES).split())
    return folder


def dissent(*arguments: object) -> None:
    subprocess.run([DISSENT, *map(str, arguments)], check=True, capture_output=True)


def compared(folder: Path, rows: Sequence[dict[str, str]], name: str) -> dict[str, bytes]:
    """The tables that `compare` makes with the rows of the catalogue in this order."""
    catalogue = folder / "corpus" / f"{name}.csv"
    with catalogue.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.DictWriter(stream, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
    settings = '{"keyness": {"min_count": 3}, "intervals": {"replicates": 200}, "group": "kind"}'
    dissent("compare", "--data", folder / "results" / "data", "--catalogue", catalogue,
            "--tables", folder / name, "--settings", settings, *THEMES.split())  # fmt: skip
    return {path.name: path.read_bytes() for path in (folder / name).glob("*.csv")}


@pytest.mark.slow
def test_no_order_of_the_catalogue_changes_a_number(counted: Path) -> None:
    with (counted / "corpus" / "documents.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    # Documents of one date or of none have no order but that of their names.
    for row, date, kind in zip(rows, ("1920", "", "1920", "1919") * 2, "aabbccab", strict=True):
        row |= {"date": date, "kind": kind}
    before = compared(counted, rows, "as-made")
    assert sum(len(content.splitlines()) > 1 for content in before.values()) > 20
    for seed in (1, 2):
        order = np.random.default_rng(seed).permutation(len(rows))
        again = compared(counted, [rows[place] for place in order], f"shuffled-{seed}")
        assert [name for name in before if again[name] != before[name]] == []


def test_turning_the_catalogue_round_changes_no_number(copied: Project) -> None:
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
