"""Coded sheets are an input of the comparison: the next run knows them, and no other step runs."""

import csv

import pytest
from tests.workflow.conftest import Project
from typer.testing import CliRunner

from dissent.cli import app


def rows_of(project: Project, table: str) -> list[dict[str, str]]:
    with (project.results / "tables" / f"{table}.csv").open(encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


@pytest.mark.slow
def test_a_coded_sheet_corrects_the_rates_of_the_next_run(copied: Project) -> None:
    assert rows_of(copied, "validation") == rows_of(copied, "corrected_rates") == []
    command = ["validate", "sheet", "labour", "--directory", str(copied.folder)]
    assert CliRunner().invoke(app, command, catch_exceptions=False).exit_code == 0
    assert copied.planned() == {}  # a sheet that nobody has coded changes nothing

    folder = copied.folder / "validation" / "labour"
    with (folder / "sheet-1.csv").open(encoding="utf-8-sig", newline="") as stream:
        header, *lines = list(csv.reader(stream))
    (folder / "coded").mkdir()
    with (folder / "coded" / "sheet-1-anna.csv").open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([header, *([*line[:5], "yes", ""] for line in lines)])
    assert set(copied.planned()) == {"compare", "figures", "report"}

    copied.run()
    whole = rows_of(copied, "validation")[0]
    assert (whole["theme"], whole["coders"], whole["precision"]) == ("labour", "1", "1")
    rates = rows_of(copied, "corrected_rates")
    assert [row["doc_id"] for row in rates] == ["decree", "song"]
    # every sentence was coded, and all are said to speak of the theme
    assert {row["corrected_share"] for row in rates} == {"1"}
