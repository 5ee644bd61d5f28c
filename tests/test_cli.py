"""The command line: every step has help, and a mistake is one message."""

from pathlib import Path

import pytest
from tests.making import write
from typer.testing import CliRunner

from dissent.cli import app, main

STEPS = ["read", "annotate", "match", "count", "compare", "figures", "report", "provenance", "init"]


@pytest.mark.parametrize("step", STEPS)
def test_every_step_says_what_it_takes(step: str) -> None:
    ran = CliRunner().invoke(app, [step, "--help"])
    assert ran.exit_code == 0
    assert "Usage" in ran.output


def test_a_missing_file_is_named_without_a_traceback(tmp_path: Path) -> None:
    options = ["--tokens", "none.parquet", "--lexicon", "none.parquet", "--output", "o", "t.yaml"]
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
