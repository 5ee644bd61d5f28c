"""What must run again: digests that follow the code a step uses."""

from pathlib import Path

import pytest
from tests.making import write

from dissent import provenance


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
