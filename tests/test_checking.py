"""`dissent themes check`: a compiler for theme files."""

import csv
import io
from pathlib import Path

import pytest
from tests.making import pipeline_of, write
from tests.tagged_project import make_tagged_project
from typer.testing import CliRunner, Result

from dissent.checking import check_themes
from dissent.cli import app
from dissent.errors import DissentError

LABOUR = """\
theme: labour
categories:
  people:
    - worker
    - peasant
    - {term: class, not: {before: first}}
"""
OFFICE = "theme: office\ncategories:\n  people: [worker]\n"


def project(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        write(folder / "config" / "themes" / f"{name}.yaml", text)
    return folder


def tagged(folder: Path, **files: str) -> Path:
    texts = {"a": "the worker and the first class", "b": "a worker of the class"}
    return project(make_tagged_project(folder, texts), **files)


def check(folder: Path, *options: str) -> Result:
    return CliRunner().invoke(app, ["themes", "check", "--directory", str(folder), *options])


def test_without_a_run_only_the_files_are_checked_and_it_says_so(tmp_path: Path) -> None:
    ran = check(project(tmp_path, labour=LABOUR))
    assert ran.exit_code == 0
    assert "0 errors, 0 warnings in 1 theme file" in ran.stderr
    assert "not the corpus" in ran.stderr
    assert "run the workflow first" in ran.stderr


def test_a_faulty_file_is_told_with_file_and_line_and_fails(tmp_path: Path) -> None:
    faulty = LABOUR.replace("- peasant", "- {term: peasant, nots: x}").replace(
        "worker", "class_NUN"
    )
    ran = check(project(tmp_path, labour=faulty, office=OFFICE))
    path = tmp_path / "config" / "themes" / "labour.yaml"
    assert ran.exit_code == 1
    first, second = ran.stdout.splitlines()
    assert first.startswith(f"{path}:4: error: `class_NUN`: `NUN` is no part of speech")
    assert second == f"{path}:5: error: unknown key `nots`; did you mean `not`? [fault]"
    assert "2 errors, 0 warnings in 2 theme files (2 fault)" in ran.stderr


def test_more_faults_than_one_message_shows_are_all_told(tmp_path: Path) -> None:
    rules = "".join(f"    - {{term: worker{n}, nots: x}}\n" for n in range(30))
    ran = check(project(tmp_path, labour=f"theme: t\ncategories:\n  c:\n{rules}"))
    assert len(ran.stdout.splitlines()) == 30


def test_what_the_corpus_bears_out_is_told_in_the_order_of_files_and_lines(tmp_path: Path) -> None:
    ran = check(tagged(tmp_path, labour=LABOUR, office=OFFICE))
    places = [line.split(": ")[0].rpartition("/")[2] for line in ran.stdout.splitlines()]
    assert places == ["labour.yaml:5", "office.yaml:3"]
    assert "warning: `peasant` finds nothing: the corpus has no such word [no_match]" in ran.stdout
    assert "says the same as `labour.people.worker` (labour.yaml, line 4)" in ran.stdout
    assert ran.exit_code == 0


def test_the_rules_are_tried_as_they_stand_now(tmp_path: Path) -> None:
    folder = tagged(tmp_path, labour=LABOUR)
    assert "no_match" in check(folder).stdout
    project(folder, labour=LABOUR.replace("peasant", "first class"))
    assert check(folder).stdout == ""


def test_warnings_fail_where_that_is_asked_for(tmp_path: Path) -> None:
    folder = tagged(tmp_path, labour=LABOUR)
    assert check(folder, "--strict").exit_code == 1
    assert check(folder, "--strict", "--skip", "no_match").exit_code == 0


def test_only_the_themes_named_are_reported_on(tmp_path: Path) -> None:
    folder = tagged(tmp_path, labour=LABOUR, office=OFFICE)
    ran = check(folder, "office")
    assert [line.partition("office.yaml:")[1] for line in ran.stdout.splitlines()] == [
        "office.yaml:"
    ]
    assert "in 1 theme file" in ran.stderr


@pytest.mark.parametrize(
    ("names", "skip", "message"),
    [
        (["ofice"], [], "there is no theme `ofice`; did you mean `office`?"),
        (["song"], [], "there is no theme `song`; there are labour, office"),
        ([], ["no_mach"], "there is no check `no_mach`; did you mean `no_match`?"),
    ],
)
def test_an_unknown_name_is_refused(
    tmp_path: Path, names: list[str], skip: list[str], message: str
) -> None:
    folder = project(tmp_path, labour=LABOUR, office=OFFICE)
    with pytest.raises(DissentError) as error:
        check_themes(folder, names=names, skip=skip)
    assert str(error.value) == message


def test_findings_are_a_table_for_programs(tmp_path: Path) -> None:
    ran = check(tagged(tmp_path, labour=LABOUR), "--format", "csv")
    (row,) = csv.DictReader(io.StringIO(ran.stdout))
    assert (row["line"], row["level"], row["check"]) == ("5", "warning", "no_match")
    assert row["rule_id"] == "labour.people.peasant"
    assert Path(row["file"]).name == "labour.yaml"


def test_examples_are_tagged_with_the_projects_own_pipeline(tmp_path: Path) -> None:
    pipeline = pipeline_of(tmp_path / "rules", "attribute_ruler", "lemmatizer", "sentencizer")
    write(tmp_path / "config" / "config.yaml", f"models: {{ru: {pipeline}}}\n")
    rules = "{term: рабочий_NOUN, example: Рабочие требуют, counterexample: Наши рабочие}"
    ran = check(project(tmp_path, labour=f"theme: t\ncategories:\n  c:\n    - {rules}\n"))
    (line,) = ran.stdout.splitlines()
    assert line.endswith(
        "yaml:4: error: `рабочий_NOUN` finds `рабочие` in its counterexample `Наши рабочие` "
        "[counterexample]"
    )
    assert ran.exit_code == 1
