"""`dissent concordance`: what it prints, what it writes, what it says where nothing is found."""

from pathlib import Path

import pytest
from tests.tagged_project import make_tagged_project
from typer.testing import CliRunner

from dissent.cli import app
from dissent.errors import DissentError

TEXTS = {
    "memoir": "the worker/worker/NOUN met workers/worker/NOUN | they work/work/VERB",
    "speech": "Comrades , the factory workers/worker/NOUN",
}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return make_tagged_project(
        tmp_path / "project",
        TEXTS,
        dates={"speech": "1917", "memoir": "1921"},
        titles={"memoir": "A Memoir", "speech": "A Speech"},
        columns={"author": {"memoir": "Reed", "speech": "Lenin"}},
    )


def run(project: Path, *options: str | Path) -> str:
    command = ["concordance", "--directory", str(project), *map(str, options)]
    return CliRunner().invoke(app, command, catch_exceptions=False).stdout


def test_it_prints_heading_lines_and_documents(project: Path) -> None:
    assert run(project, "worker").splitlines() == [
        "worker: 3 hits in 2 of 2 documents, 300.00 per 1,000 words (10 words)",
        "all lines, documents by date, then by place",
        "",
        "document  para",
        "A Speech     1  Comrades , the factory workers",
        "A Memoir     1                     the worker met workers they work",
        "A Memoir     1          the worker met workers they work",
        "",
        "document  hits  words  per 1,000 words",
        "A Speech     1      4           250.00",
        "A Memoir     2      6           333.33",
    ]


def test_a_limit_shows_so_many_lines_and_counts_all(project: Path) -> None:
    printed = run(project, "worker", "--limit", "1", "--sort", "left")
    assert "3 hits" in printed
    assert "the first 1 line of 3, sorted by the words to the left" in printed


def test_nothing_is_an_answer_with_words_that_are_near(project: Path) -> None:
    printed = run(project, "wroker")
    assert printed.startswith("wroker: no hit in 2 documents (10 words)")
    assert "`wroker` does not occur; words spelled like it are worker (1), workers (2)" in printed


def test_nothing_as_this_part_of_speech_says_as_which_there_is(project: Path) -> None:
    assert "`work` is never NOUN here, but VERB (1)" in run(project, "work_NOUN")


def test_a_query_for_a_form_as_a_lemma_is_told_the_lemma(project: Path) -> None:
    assert "no lemma is `workers`; the form `workers` has the lemma `worker`" in run(
        project, '[lemma="workers"]'
    )
    assert 'asked for with [pos="NOUN"]; tags look like `NN`' in run(project, '[tag="NOUN"]')


def test_of_a_sequence_the_word_that_is_missing_is_named(project: Path) -> None:
    printed = run(project, "factory bosses")
    assert "`bosses` does not occur, nor any word spelled like it" in printed
    assert "`factory` does not occur" not in printed


def test_a_group_of_documents_is_searched(project: Path) -> None:
    assert "1 hit in 1 of 1 document" in run(project, "worker", "--group", "author=Lenin")
    assert "2 hits in 1 of 1 document" in run(project, "worker", "--group", "year=1921")


def test_files_are_written_by_their_names(project: Path, tmp_path: Path) -> None:
    for name, beginning in {
        "lines.csv": "doc_id,page,",
        "lines.html": "<!doctype html>",
        "lines.txt": "worker: 3 hits",
    }.items():
        assert run(project, "worker", "--output", tmp_path / name) == ""
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(beginning)
    assert sorted(path.name for path in tmp_path.glob("lines*")) == [
        "lines.csv",
        "lines.html",
        "lines.txt",
    ]


@pytest.mark.parametrize("format", ["text", "csv", "html"])
def test_the_same_query_gives_the_same_bytes(project: Path, format: str) -> None:
    first = run(project, "work*", "--format", format, "--sort", "random")
    assert first == run(project, "work*", "--format", format, "--sort", "random")


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--document", "memor"], "--document memor: no such document; did you mean `memoir`?"),
        (["--group", "Lenin"], "--group Lenin: write column=value, as in `--group author=Lenin`"),
        (["--group", "auther=Lenin"], "has no column `auther`; did you mean `author`?"),
        (["--group", "author=X"], "no document has `X` there; there are Lenin, Reed"),
        (
            ["--document", "memoir", "--group", "author=Lenin"],
            "no document is both in --document memoir and in --group author=Lenin",
        ),
        (["--limit", "many"], "--limit many: write a whole number from 1, or `all`"),
        (["--limit", "0"], "--limit 0: write a whole number from 1, or `all`"),
        (["--output", "x.docx"], "--output x.docx: end its name in .txt, .csv or .html"),
        (["--output", "none/x.csv"], "--output none/x.csv: there is no folder none; make it first"),
        (["--directory", "nowhere"], "nowhere: there is no such folder"),
    ],
)
def test_a_mistake_is_one_message(project: Path, options: list[str], message: str) -> None:
    with pytest.raises(DissentError) as error:
        run(project, "worker", *options)
    assert message in str(error.value)
