"""What runs again after what: matching for a theme, one shard for a document, else nothing."""

import os
import re
import signal
import time
from pathlib import Path

import pytest
from tests.workflow.conftest import CATALOGUE, CONFIG, LABOUR, Project

AFTER_MATCHING = {"match", "compare", "figures", "report"}


def test_a_run_says_how_far_it_is_and_where_the_report_is(finished: Project) -> None:
    done = re.findall(r"annotate (\d+)-of-0002: (\d) of (\d) document", finished.said)
    assert sum(int(documents) for _, documents, _ in set(done)) == 2
    assert f"The report is in {finished.results / 'report' / 'index.html'}" in finished.said


def test_a_second_run_does_nothing(finished: Project) -> None:
    assert finished.planned() == {}


def test_a_comment_in_the_settings_runs_nothing_again(finished: Project) -> None:
    with finished.with_file("config/config.yaml", CONFIG + "# A thought.\n"):
        assert finished.planned() == {}


def test_an_edited_theme_is_matched_anew_and_nothing_is_tagged(finished: Project) -> None:
    with finished.with_file("config/themes/b_labour.yaml", LABOUR + "    - toiler\n"):
        planned = finished.planned()
    assert set(planned) - {"provenance"} == AFTER_MATCHING


def test_a_setting_of_the_comparison_counts_nothing_again(finished: Project) -> None:
    planned = finished.planned("--config", "seed=7")
    assert set(planned) == {"compare", "figures", "report", "provenance"}


def test_a_new_document_is_tagged_in_one_shard(finished: Project) -> None:
    row = "ballad,A ballad,texts/ballad.txt,1922,\n"
    new = finished.folder / "corpus" / "texts" / "ballad.txt"
    new.write_text("A ballad of bread.\n", encoding="utf-8")
    try:
        with finished.with_file("corpus/documents.csv", CATALOGUE + row):
            planned = finished.planned()
    finally:
        new.unlink()
        finished.planned()
    assert (planned["read"], planned["annotate"], planned["match"], planned["count"]) == (
        1,
        1,
        1,
        1,
    )


@pytest.mark.slow
def test_a_document_that_is_taken_out_leaves_nothing_behind(copied: Project) -> None:
    (copied.folder / "corpus" / "documents.csv").write_text(
        CATALOGUE.replace("song,A song,texts/song.txt,1921,\n", ""), encoding="utf-8"
    )
    copied.run()
    for path in (copied.results / "tables").glob("*.csv"):
        assert "song" not in path.read_text("utf-8")
    left = [path.name for path in copied.results.rglob("*song*") if path.suffix != ".log"]
    assert left == []


def test_a_dry_run_deletes_nothing(copied: Project) -> None:
    before = sorted((copied.results / "data").rglob("*.parquet"))
    copied.run("--dry-run", "--config", "shard_megabytes=0.00001")
    assert sorted((copied.results / "data").rglob("*.parquet")) == before


@pytest.mark.slow
def test_a_killed_run_is_taken_up_where_it_was(fresh: Project) -> None:
    with fresh.started() as running:
        wait_for(fresh.results / "data" / "measures")
        os.killpg(running.pid, signal.SIGKILL)
        running.wait()
    assert "--unlock" in fresh.snakemake().stderr
    fresh.run("--unlock")
    planned = fresh.planned()
    assert planned["report"] == 1
    assert planned.get("annotate", 0) < 4
    assert not list(fresh.results.rglob("*.part"))
    fresh.run()
    assert (fresh.results / "report" / "index.html").is_file()


def wait_for(path: Path) -> None:
    """Wait until a file or folder is there, at most a minute."""
    for _ in range(600):
        if path.exists():
            return
        time.sleep(0.1)
    raise AssertionError(f"{path} has not appeared")
