"""Projects that the tests make, and the workflow run on them as a user would."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from tests.making import write

REPOSITORY = Path(__file__).parents[2]
SNAKEMAKE = Path(sys.executable).parent / "snakemake"

DECREE = """\
The bureaucrats gave orders. Bureaucracy ruled the town.

The working class was hungry. A worker wanted bread and got "orders" again.

First-class wagons carried the bureaucrats.
"""
SONG = "Bread and bread and bread. No orders came.\n"
OFFICE = """\
theme: office
label: Office
about: People who rule from desks.
categories:
  bureaucrats: [bureaucra*]
  orders: [order_NOUN]
"""
LABOUR = """\
theme: labour
label: Labour
about: People who work.
categories:
  people:
    - worker
    - {term: class_NOUN, not: {before: first}}
    - working class
    - peasant
"""
CATALOGUE = """\
doc_id,title,file,date,text_status
song,A song,texts/song.txt,1921,
decree,A decree,texts/decree.txt,1920-09,precis
"""
CONFIG = """\
# A small project.
keyness: {min_count: 1}
intervals: {replicates: 200}
shard_megabytes: 0.00012
"""


@dataclass(frozen=True)
class Project:
    """A project's folder, and what its first run said."""

    folder: Path
    said: str = ""

    @property
    def results(self) -> Path:
        """Where the results are."""
        return self.folder / "results"

    def snakemake(self, *options: str, cores: int = 2) -> subprocess.CompletedProcess[str]:
        """Run the workflow from the repository, as `make` does."""
        command = [SNAKEMAKE, f"-c{cores}", "--directory", str(self.folder), *options]
        return subprocess.run(command, cwd=REPOSITORY, capture_output=True, text=True, check=False)

    def run(self, *options: str, cores: int = 2) -> str:
        """Run the workflow, which has to succeed; return what it said."""
        ran = self.snakemake(*options, cores=cores)
        assert ran.returncode == 0, ran.stdout + ran.stderr
        return ran.stdout + ran.stderr

    def started(self) -> subprocess.Popen[bytes]:
        """Start the workflow in a session of its own, so that all of it can be killed."""
        command = [SNAKEMAKE, "-c2", "--directory", str(self.folder)]
        quiet = subprocess.DEVNULL
        return subprocess.Popen(
            command, cwd=REPOSITORY, stdout=quiet, stderr=quiet, start_new_session=True
        )

    def planned(self, *options: str) -> dict[str, int]:
        """Say which rules would run how often, `all` left out."""
        said = self.run("--dry-run", *options)
        table = said.partition("Job stats:")[2].partition("\n\n")[0]
        found = re.findall(r"^(\w+) +(\d+)$", table, flags=re.MULTILINE)
        return {rule: int(count) for rule, count in found if rule not in ("all", "total")}

    @contextmanager
    def with_file(self, name: str, content: str) -> Iterator[None]:
        """Put another content into a file for a while, and then all as it was, times included."""
        path = self.folder / name
        before = (path.read_bytes(), path.stat()) if path.exists() else None
        write(path, content)
        try:
            yield
        finally:
            path.unlink()
            if before:
                path.write_bytes(before[0])
                os.utime(path, ns=(before[1].st_atime_ns, before[1].st_mtime_ns))


def make_project(folder: Path) -> Project:
    """Make the small project of two documents and two themes whose every count is known."""
    write(folder / "corpus" / "documents.csv", CATALOGUE)
    write(folder / "corpus" / "texts" / "decree.txt", DECREE)
    write(folder / "corpus" / "texts" / "song.txt", SONG)
    write(folder / "config" / "config.yaml", CONFIG)
    write(folder / "config" / "themes" / "a_office.yaml", OFFICE)
    write(folder / "config" / "themes" / "b_labour.yaml", LABOUR)
    return Project(folder)


@pytest.fixture(scope="session")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """The small project after one whole run; tests leave it as they found it."""
    project = make_project(tmp_path_factory.mktemp("small project") / "of ours")
    return Project(project.folder, said=project.run())


@pytest.fixture
def copied(finished: Project, tmp_path: Path) -> Project:
    """A copy of the small project after its run, to be changed."""
    shutil.copytree(finished.folder, tmp_path / "copy")
    return Project(tmp_path / "copy")


@pytest.fixture
def fresh(tmp_path: Path) -> Project:
    """The small project before any run."""
    return make_project(tmp_path / "project")
