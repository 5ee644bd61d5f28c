"""A project of tables for each test."""

import pytest
from tests.figures.figure_project import Project


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)
