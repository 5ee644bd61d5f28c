"""A user's mistake ends with one clear message, before any tagging, and nothing half-written."""

import pytest
from tests.workflow.conftest import CATALOGUE, Project


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (
            "corpus/documents.csv",
            CATALOGUE.replace("song,A song", "decree,A song"),
            "corpus/documents.csv, row 3: doc_id `decree` is already that of row 2",
        ),
        ("corpus/texts/song.txt", "", "row 2 (song): file `song.txt` contains no word"),
        (
            "config/themes/a_office.yaml",
            "theme: office\ncategories:\n  desk: [a*]\n",
            "config/themes/a_office.yaml, line 3: `a*`: `a*` takes in nearly every word",
        ),
        ("config/config.yaml", "sed: 7\n", "unknown setting `sed`; did you mean `seed`?"),
        (
            "config/config.yaml",
            "models: {en: en_core_web_sm}\n",
            "python -m spacy download en_core_web_sm",
        ),
    ],
)
def test_a_mistake_stops_the_run_at_once(
    fresh: Project, name: str, content: str, said: str
) -> None:
    with fresh.with_file(name, content):
        ran = fresh.snakemake()
    assert ran.returncode != 0
    assert said in ran.stderr
    assert "Traceback" not in ran.stdout + ran.stderr
    assert not (fresh.results / "data" / "tokens").exists()
    assert not (fresh.results / "tables").exists()
