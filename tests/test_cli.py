"""The command line: every step has help, and a mistake is one message."""

import json
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from tests.making import table_of, write
from typer.testing import CliRunner

from dissent.catalogue import Document
from dissent.cli import app, main
from dissent.manifest import update_manifest
from dissent.tokens import write_tokens

THEME = "theme: labour\nlabel: Labour\nabout: Work.\ncategories:\n  people: [worker]\n"

STEPS = [
    "read",
    "annotate",
    "match",
    "count",
    "compare",
    "figures",
    "report",
    "provenance",
    "init",
]
DOCUMENTS = ("The worker wanted bread . | No bread came .", "A worker sang .")


@pytest.mark.parametrize("step", STEPS)
def test_every_step_says_what_it_takes(step: str) -> None:
    ran = CliRunner().invoke(app, [step, "--help"])
    assert ran.exit_code == 0
    assert "Usage" in ran.output


def test_a_missing_file_is_named_without_a_traceback(tmp_path: Path) -> None:
    options = ["--tokens", "none.parquet", "--lexicon", "none.parquet", "--hits", "o", "t.yaml"]
    ran = CliRunner().invoke(app, ["match", *options])
    assert ran.exit_code == 2
    assert "none.parquet" in ran.output
    assert "Traceback" not in ran.output


def test_an_unknown_shard_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    manifest = write(tmp_path / "manifest.csv", "nothing\n")
    output = tmp_path / "text.parquet"
    command = ["dissent", "read", "--manifest", str(manifest), "--shard", "0002-of-0002"]
    monkeypatch.setattr("sys.argv", [*command, "--output", str(output)])
    with pytest.raises(SystemExit) as ended:
        main()
    assert ended.value.code == 2
    assert "has no shard `0002-of-0002`" in capsys.readouterr().err
    assert not output.exists()


def run(*command: str | Path) -> str:
    ran = CliRunner().invoke(app, [str(part) for part in command], catch_exceptions=False)
    assert ran.exit_code == 0, ran.output
    return ran.output


def shard(folder: Path, *documents: str) -> list[str | Path]:
    """Write a shard's tokens; return the options that name its files."""
    options: list[str | Path] = ["--tokens", folder / "tokens.parquet"]
    options += ["--lexicon", folder / "lexicon.parquet"]
    table = table_of(*documents)
    write_tokens(table, tokens=folder / "tokens.parquet", lexicon=folder / "lexicon.parquet")
    return options


@pytest.mark.parametrize(("documents", "words"), [(DOCUMENTS, 10), ((), 0)])
def test_a_shard_is_counted_in_one_go_even_if_no_document_falls_to_it(
    tmp_path: Path, documents: tuple[str, ...], words: int
) -> None:
    kinds = ["counts", "sequences", "measures", "diversity"]
    outputs = [part for kind in kinds for part in (f"--{kind}", tmp_path / kind / "1.parquet")]
    said = run("count", *shard(tmp_path, *documents), *outputs)
    assert f"count tokens: {words} words" in said
    for kind in kinds:
        assert "doc_id" in pq.read_schema(tmp_path / kind / "1.parquet").names
    assert sum(pq.read_table(tmp_path / "counts/1.parquet")["count"].to_pylist()) == words


def test_matching_also_counts_what_stands_near_themes_and_terms(tmp_path: Path) -> None:
    options = shard(tmp_path, *DOCUMENTS)
    theme = write(tmp_path / "labour.yaml", THEME)
    hits, output = tmp_path / "hits.parquet", tmp_path / "collocates.parquet"
    said = run(
        "match", *options, "--hits", hits, "--collocates", output, "--window", "1",
        "--term=bread", theme,
    )  # fmt: skip
    assert said.endswith("match tokens: 2 spans in 2 documents\n")
    assert pq.read_table(hits)["term"].to_pylist() == ["worker", "worker"]
    near = {
        (row["doc_id"], row["node"], row["lemma"])
        for row in pq.read_table(output).to_pylist()
        if row["in_window"] and row["lemma"]
    }
    labour = {("a", "the"), ("a", "wanted"), ("b", "a"), ("b", "sang")}
    assert near == {
        *((doc, node, lemma) for doc, lemma in labour for node in ("labour", "labour/people")),
        *(("a", "bread", lemma) for lemma in ("wanted", "no", "came")),
    }


def test_the_documents_of_a_reference_corpus_are_read_from_its_own_manifest(tmp_path: Path) -> None:
    path = tmp_path / "reference.csv"
    text = write(tmp_path / "a.txt", "Bread came.\n")
    update_manifest(
        path,
        [Document(row=2, doc_id="a", title="", file=text)],
        catalogue=path,
        group="doc_id",
        shard_megabytes=2,
        prefix="reference-",
    )
    output = tmp_path / "text.parquet"
    run("read", "--manifest", path, "--shard", "reference-0001-of-0001", "--output", output)
    assert pq.read_table(output).num_rows == 1


def test_the_record_takes_the_reference_corpus_as_an_option(tmp_path: Path) -> None:
    theme = write(tmp_path / "labour.yaml", THEME)
    words = write(tmp_path / "words.csv", "word,count\nbread,3\n")
    manifest = write(tmp_path / "manifest.csv", "")
    run(
        "provenance", "--manifest", manifest, "--output", tmp_path / "run.json",
        "--settings", "{}", "--models", "[]", "--reference-list", words, theme,
    )  # fmt: skip
    record = json.loads((tmp_path / "run.json").read_text("utf-8"))
    assert record["reference"][0]["file"] == str(words)
