"""A small project for every test of the report."""

from pathlib import Path

import pytest
from tests.report.report_project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Three documents with a few hits, `red` the most on class, and no contrast yet."""
    return _project(tmp_path)


@pytest.fixture(scope="session")
def plain_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The page of the same project as it is."""
    return _project(tmp_path_factory.mktemp("plain")).report()


def _project(folder: Path) -> Project:
    made = Project(folder)
    for doc_id in ("red", "white", "green"):
        made.add_document(doc_id)
    made.add_hits("red", "class", "workers", 7)
    made.add_hits("red", "class", "owners", 2)
    made.add_hits("white", "class", "workers", 4)
    made.add_hits("green", "mood", "anger", 1)
    return made
