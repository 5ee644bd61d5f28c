"""From coded sheets to the tables of a run: validation, corrected rates, corrected contrasts."""

from pathlib import Path

import pandas as pd
import pytest
from tests.making import write
from tests.validation.coded_project import (
    LABOUR,
    code_csv,
    make_project,
    run,
)

from dissent.tables import read_table
from dissent.validation.folder import validation_files
from dissent.validation.key import KeyLine

SHARD = "0001-of-0001.parquet"
TABLES = ("validation", "corrected_rates", "corrected_contrasts")


def wrong_and_missed(line: KeyLine) -> str:
    """Hits of one rule are wrong, and all near misses are true."""
    return "yes" if line.stratum == "near" or "labour.people.worker" in line.hits else "no"


def compared(project: Path) -> dict[str, pd.DataFrame]:
    """The tables after what the workflow does, step by step."""
    data, tables = project / "results" / "data", project / "results" / "tables"
    theme = project / "config" / "themes" / "labour.yaml"
    shard = ["--tokens", data / "tokens" / SHARD, "--lexicon", data / "lexicon" / SHARD]
    found = ["hits", "collocates"]
    run("match", *shard, *(p for n in found for p in (f"--{n}", data / n / SHARD)), theme)
    counted = ["counts", "sequences", "measures", "diversity"]
    run("count", *shard, *(p for n in counted for p in (f"--{n}", data / n / SHARD)))
    files = [part for path in validation_files(project) for part in ("--validation", path)]
    catalogue = project / "corpus" / "documents.csv"
    run("compare", "--data", data, "--catalogue", catalogue, "--tables", tables, *files, theme)
    return {name: read_table(tables / f"{name}.csv") for name in (*TABLES, "theme_rates")}


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose sheet of 200 lines is coded."""
    folder = make_project(tmp_path_factory.mktemp("validated"))
    run("validate", "sheet", "labour", "--lines", "200", "--directory", folder)
    code_csv(folder, "anna", wrong_and_missed)
    code_csv(folder, "ben", wrong_and_missed)
    return folder


@pytest.fixture(scope="module")
def tables(project: Path) -> dict[str, pd.DataFrame]:
    return compared(project)


def test_where_nothing_is_coded_the_tables_have_no_rows(tmp_path: Path) -> None:
    found = compared(make_project(tmp_path))
    assert [len(found[name]) for name in TABLES] == [0, 0, 0]


def test_theme_categories_and_rules_have_their_precision_and_recall(
    tables: dict[str, pd.DataFrame],
) -> None:
    table = tables["validation"]
    names = list(zip(table["category"], table["rule_id"], strict=True))
    assert names[:3] == [("", ""), ("bodies", ""), ("people", "")]
    assert len(names) == 6
    whole = table.iloc[0]
    # 50 of 60 hits are right, which is known, because all their sentences were drawn
    known = [whole[name] for name in ("precision", "precision_low", "precision_high")]
    assert known == [pytest.approx(50 / 60, abs=1e-5)] * 3
    # 50 of 100 true sentences are found
    assert whole["recall"] == pytest.approx(0.5, abs=0.03)
    assert whole["recall_low"] <= 0.5 <= whole["recall_high"]
    assert (whole["coders"], whole["lines"], whole["alpha"]) == (2, 200, 1)
    assert set(table["status"]) == {"current"}
    assert table["alpha"].isna().sum() == 5


def test_a_corrected_rate_takes_wrong_hits_out_and_adds_what_is_missed(
    tables: dict[str, pd.DataFrame],
) -> None:
    rows = tables["corrected_rates"].set_index("doc_id")
    measured = tables["theme_rates"].query("category == ''").set_index("doc_id")
    for name in ("rate", "low", "high"):
        assert rows[name].tolist() == measured[name].tolist()
    per_word = 1_000 / rows["words"]
    # in both documents 5/6 of the hits are right, and every near miss is true
    true = per_word * (rows["hits"] * 5 / 6 + pd.Series({"decree": 30, "song": 20}))
    assert rows["corrected_rate"].tolist() == pytest.approx(true[rows.index].tolist(), rel=0.05)
    assert (rows["corrected_low"] < true).all()
    assert (true < rows["corrected_high"]).all()


def test_the_cross_check_agrees_with_the_corrected_share(
    tables: dict[str, pd.DataFrame],
) -> None:
    rows = tables["corrected_rates"].set_index("doc_id")
    assert rows["sentences"].to_dict() == {"decree": 140, "song": 130}
    assert rows["sentence_share"].tolist() == pytest.approx([50 / 140, 10 / 130], rel=1e-5)
    weights = rows["sentences"] / rows["sentences"].sum()
    ours, check = ((rows[name] * weights).sum() for name in ("corrected_share", "rogan_gladen"))
    assert ours == pytest.approx(check, rel=1e-4)
    assert ours == pytest.approx(100 / 270, rel=0.05)
    assert (rows["rogan_gladen_low"] <= rows["rogan_gladen"]).all()
    assert (rows["rogan_gladen"] <= rows["rogan_gladen_high"]).all()


def test_documents_are_compared_by_their_corrected_rates(
    tables: dict[str, pd.DataFrame],
) -> None:
    (row,) = tables["corrected_contrasts"].to_dict("records")
    assert (row["theme"], row["doc_a"], row["doc_b"]) == ("labour", "decree", "song")
    rates = tables["corrected_rates"].set_index("doc_id")
    plain = rates["rate"]["decree"] / rates["rate"]["song"]
    corrected = rates["corrected_rate"]["decree"] / rates["corrected_rate"]["song"]
    # what both miss draws them together
    assert row["rate_ratio"] == pytest.approx(corrected, rel=0.05)
    assert corrected < 0.7 * plain
    assert row["low"] < row["rate_ratio"] < row["high"]
    assert row["p"] == row["q"]


def test_score_tells_the_corrected_rates_of_the_last_run(
    project: Path, tables: dict[str, pd.DataFrame]
) -> None:
    said = run("validate", "score", "--directory", project)
    rows = tables["corrected_rates"]
    for row in rows.to_dict("records"):
        assert row["doc_id"] in said
        assert f"{row['corrected_rate']:.2f} ({row['corrected_low']:.2f} to" in said


def test_after_a_change_of_rules_precision_is_outdated_and_no_rate_is_corrected(
    tmp_path: Path,
) -> None:
    project = make_project(tmp_path)
    run("validate", "sheet", "labour", "--lines", "60", "--directory", project)
    code_csv(project, "anna", wrong_and_missed)
    changed = LABOUR.replace("worker, labourer", "worker")
    write(project / "config" / "themes" / "labour.yaml", changed)
    found = compared(project)
    assert set(found["validation"]["status"]) == {"outdated"}
    assert len(found["corrected_rates"]) == len(found["corrected_contrasts"]) == 0
