"""What ran, on what, and what must run again: digests that follow the code a step uses."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.making import write

from dissent import provenance
from dissent.catalogue import Document
from dissent.manifest import update_manifest
from dissent.reading import sha256_of


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "dissent"
    write(folder / "__init__.py", "")
    write(folder / "step.py", "from dissent import used\nx = 1  # why\n")
    write(folder / "used.py", "def f():\n    '''Say.'''\n    return 1\n")
    write(folder / "other.py", "y = 1\n")
    monkeypatch.setattr(provenance, "PACKAGE", folder)
    return folder


def digest() -> str:
    for cached in (provenance._reachable, provenance._parsed, provenance._code):
        cached.cache_clear()
    return provenance.code_digest("dissent.step")


def test_a_change_in_a_module_that_the_step_imports_counts(package: Path) -> None:
    before = digest()
    write(package / "used.py", "def f():\n    '''Say.'''\n    return 2\n")
    assert digest() != before


def test_comments_docstrings_and_other_modules_do_not_count(package: Path) -> None:
    before = digest()
    write(package / "step.py", "from dissent import used\n\n# because\nx = 1\n")
    write(package / "used.py", "def f():\n    '''Tell.'''\n    return 1\n")
    write(package / "other.py", "y = 2\n")
    assert digest() == before


def test_templates_beside_a_package_count(package: Path) -> None:
    write(package / "page" / "__init__.py", "z = 1\n")
    write(package / "page" / "page.html", "<p>")
    write(package / "step.py", "import dissent.page\n")
    before = digest()
    write(package / "page" / "page.html", "<div>")
    assert digest() != before


def record(folder: Path, **reference: Path) -> dict[str, Any]:
    theme = write(folder / "theme.yaml", "theme: office\n")
    provenance.write_record(
        manifest=manifest(folder, "decree"),
        settings='{"seed": 7}',
        models="[]",
        themes=[theme],
        path=folder / "run.json",
        **reference,
    )
    written: dict[str, Any] = json.loads((folder / "run.json").read_text("utf-8"))
    return written


def manifest(folder: Path, doc_id: str) -> Path:
    text = write(folder / f"{doc_id}.txt", f"Words of {doc_id}.\n")
    path = folder / f"{doc_id}.csv"
    document = Document(row=2, doc_id=doc_id, title="", file=text)
    update_manifest(path, [document], catalogue=path, group="doc_id", shard_megabytes=2)
    return path


def checksum(folder: Path, name: str) -> dict[str, str]:
    return {"file": str(folder / name), "sha256": sha256_of(folder / name)}


def test_the_record_names_every_input_with_its_checksum(tmp_path: Path) -> None:
    written = record(tmp_path)
    assert written["documents"] == [{"doc_id": "decree", **checksum(tmp_path, "decree.txt")}]
    assert written["themes"] == [checksum(tmp_path, "theme.yaml")]
    assert written["settings"] == {"seed": 7}
    assert written["reference"] == []


def test_the_record_names_the_documents_of_a_reference_corpus(tmp_path: Path) -> None:
    written = record(tmp_path, reference_manifest=manifest(tmp_path, "other"))
    assert written["reference"] == [{"doc_id": "other", **checksum(tmp_path, "other.txt")}]


def test_the_record_names_a_frequency_list(tmp_path: Path) -> None:
    words = write(tmp_path / "words.csv", "word,count\nbread,3\n")
    assert record(tmp_path, reference_list=words)["reference"] == [checksum(tmp_path, "words.csv")]
