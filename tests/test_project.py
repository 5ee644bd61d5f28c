"""A project: what is checked and planned before anything runs, and what is tidied up after."""

import subprocess
import sys
from pathlib import Path

import pytest
from tests.making import write

from dissent.errors import DissentError
from dissent.project import prepare, remove_leftovers

THEME = """\
theme: labour
label: Labour
about: People who work.
categories:
  people: [worker]
"""
CATALOGUE = "doc_id,title,file\na,A,a.txt\nb,B,b.txt\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a small project with a catalogue and a list to compare it with."""
    for folder, text in (("corpus", "The worker wanted bread.\n"), ("other", "Orders came.\n")):
        write(tmp_path / folder / "documents.csv", CATALOGUE)
        write(tmp_path / folder / "a.txt", text)
        write(tmp_path / folder / "b.txt", text * 2)
    write(tmp_path / "config/themes/labour.yaml", THEME)
    write(tmp_path / "words.csv", "word,count\nbread,3\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def message(**config: object) -> str:
    with pytest.raises(DissentError) as caught:
        prepare(config)
    return str(caught.value)


def test_a_reference_catalogue_may_have_documents_of_the_same_names(project: Path) -> None:
    plan = prepare({"reference": "other/documents.csv"})
    assert plan.shards == ["0001-of-0001"]
    assert plan.reference_shards == ["reference-0001-of-0001"]
    assert [entry.file for entry in plan.reference_entries] == ["other/a.txt", "other/b.txt"]
    assert [entry.file for entry in plan.entries] == ["corpus/a.txt", "corpus/b.txt"]


@pytest.mark.parametrize("reference", ["rest", "other/documents.csv", "words.csv"])
def test_a_job_on_a_node_plans_the_same(project: Path, reference: str) -> None:
    prepare({"reference": "other/documents.csv"})
    plan = prepare({"reference": reference})
    assert prepare({"reference": reference}, first=False) == plan


def test_planning_imports_nothing_heavy(project: Path) -> None:
    """A cluster plans again in every job."""
    heavy = ["numpy", "pandas", "spacy", "scipy", "pyarrow"]
    command = (
        "import sys; from dissent.project import prepare;"
        "prepare({'reference': 'words.csv'}, first=False);"
        f"print([name for name in {heavy} if name in sys.modules])"
    )
    ran = subprocess.run(
        [sys.executable, "-c", command], capture_output=True, text=True, check=True
    )
    assert ran.stdout.strip() == "[]"


def test_a_frequency_list_is_checked_before_anything_runs(project: Path) -> None:
    assert prepare({"reference": "words.csv"}).reference_entries == ()
    write(project / "words.csv", "word,count\nbread,x\n")
    assert message(reference="words.csv").startswith("words.csv, row 2: count `x` is no whole")


@pytest.mark.parametrize(
    ("reference", "said"),
    [
        ("none.csv", "setting `reference`: there is no file `none.csv`; write `rest`"),
        (
            "corpus/documents.csv",
            "setting `reference`: corpus/documents.csv is the corpus itself; write `rest` to "
            "compare each group with the other documents",
        ),
        ("config/themes/labour.yaml", "is neither a catalogue, whose first row names"),
    ],
)
def test_a_reference_that_cannot_be_is_refused(project: Path, reference: str, said: str) -> None:
    assert said in message(reference=reference)
    assert not (project / "results").exists()


def test_the_documents_of_the_reference_corpus_are_checked_like_the_others(project: Path) -> None:
    reference = project / "other" / "documents.csv"
    write(reference, CATALOGUE.replace("b.txt", "c.txt"))
    said = message(reference="other/documents.csv")
    assert said == "other/documents.csv, row 3 (b): file `other/c.txt` does not exist"
    write(reference, "doc_id,title,file,language\na,A,a.txt,ru\n")
    said = message(reference="other/documents.csv")
    assert said.startswith("other/documents.csv, row 2: language `ru` has no pipeline")
    write(reference, "doc_id,title\na,A\n")
    said = message(reference="other/documents.csv")
    assert said == "other/documents.csv: the column `file` is missing"


def test_a_term_that_cannot_be_read_is_refused(project: Path) -> None:
    assert "setting `collocation.terms`: " in message(collocation={"terms": ["*"]})


def test_all_documents_may_be_one_group_beside_a_reference_corpus(project: Path) -> None:
    assert "nothing to compare" in message(group="decade")
    plan = prepare({"group": "decade", "reference": "words.csv"})
    assert {entry.group for entry in plan.entries} == {"(none)"}


@pytest.mark.parametrize("later", ["rest", "words.csv"])
def test_what_is_left_of_a_reference_corpus_is_removed(project: Path, later: str) -> None:
    data = project / "results" / "data"
    plan = prepare({"reference": "other/documents.csv"})
    for shard in ("0001-of-0001", "reference-0001-of-0001", "reference-0002-of-0002"):
        write(data / "counts" / f"{shard}.parquet", "")
    remove_leftovers(plan)
    kept = sorted(path.name for path in data.rglob("*.*"))
    assert kept == [
        "0001-of-0001.parquet",
        "manifest.csv",
        "reference-0001-of-0001.parquet",
        "reference.csv",
    ]
    remove_leftovers(prepare({"reference": later}))
    kept = sorted(path.name for path in data.rglob("*.*"))
    assert kept == ["0001-of-0001.parquet", "manifest.csv"]
