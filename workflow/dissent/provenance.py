"""What ran, on what, with which versions: for run.json, and to know what must run again."""

import ast
import hashlib
import importlib.metadata
import json
import platform
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path

import dissent
from dissent.manifest import read_manifest
from dissent.reading import sha256_of
from dissent.tables import write_json

PACKAGE = Path(dissent.__file__).parent
NOTED = ("spacy", "thinc", "numpy", "scipy", "pandas", "pyarrow", "altair", "vl-convert-python",
         "jinja2", "markdown-it-py", "snakemake")  # fmt: skip


def code_digest(module: str) -> str:
    """Summarise the code that a step depends on, so that the step runs again when it changes.

    Takes in the module, all modules of the package that it imports, directly or not, and the files
    that lie beside them (templates, styles). Comments and docstrings do not count.

    Parameters
    ----------
    module
        The step's module, as in `dissent.annotation`.

    Returns
    -------
    str
        16 hexadecimal digits.
    """
    digest = hashlib.sha256()
    for name in sorted(_reachable(module)):
        digest.update(name.encode())
        digest.update(_code(_file(name)))
        for path in _files_beside(name):
            digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def versions(packages: Iterable[str] = NOTED) -> dict[str, str]:
    """List the versions of the libraries that results depend on.

    Parameters
    ----------
    packages
        Names of installed packages.

    Returns
    -------
    dict of str to str
        `python` and `dissent` first.
    """
    return {
        "python": platform.python_version(),
        "dissent": dissent.__version__,
        **{name: importlib.metadata.version(name) for name in packages},
    }


def write_record(
    *,
    manifest: Path,
    settings: str,
    models: str,
    themes: Sequence[Path],
    path: Path,
    reference_manifest: Path | None = None,
    reference_list: Path | None = None,
) -> None:
    """Write the record of a run; it holds no time, so that two runs write the same.

    Parameters
    ----------
    manifest
        The manifest.
    settings
        All settings, as JSON.
    models
        Which pipeline tagged which language, as JSON.
    themes
        The theme files.
    path
        Where the record goes (JSON).
    reference_manifest
        The manifest of the reference corpus, if that is a catalogue.
    reference_list
        The reference corpus' frequency list, if it is one.
    """
    reference = _documents(reference_manifest) if reference_manifest else []
    if reference_list:
        reference = [_checksum(reference_list)]
    record = {
        "software": versions(),
        "models": json.loads(models),
        "settings": json.loads(settings),
        "themes": [_checksum(file) for file in themes],
        "documents": _documents(manifest),
        "reference": reference,
    }
    write_json(record, path)


def _documents(manifest: Path) -> list[dict[str, str]]:
    return [
        {"doc_id": entry.doc_id, "file": entry.file, "sha256": entry.sha256}
        for entry in read_manifest(manifest)
    ]


def _checksum(file: Path) -> dict[str, str]:
    return {"file": str(file), "sha256": sha256_of(file)}


@cache
def _reachable(module: str) -> frozenset[str]:
    found: set[str] = set()
    waiting = [module]
    while waiting:
        name = waiting.pop()
        if name in found:
            continue
        found.add(name)
        waiting += [other for other in _imports(_file(name)) if other not in found]
    return frozenset(found)


@cache
def _parsed(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def _imports(path: Path) -> Iterator[str]:
    """Name the modules of this package that a file imports, anywhere in it."""
    for node in ast.walk(_parsed(path)):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom) and node.module:
            names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            if name.split(".")[0] == PACKAGE.name and _file(name).is_file():
                yield name


def _file(module: str) -> Path:
    place = PACKAGE.parent.joinpath(*module.split("."))
    return place / "__init__.py" if place.is_dir() else place.with_suffix(".py")


def _files_beside(module: str) -> list[Path]:
    """Templates and the like: all files in a package's folder that are no Python code."""
    file = _file(module)
    if file.name != "__init__.py" or file.parent == PACKAGE:
        return []
    return sorted(
        path
        for path in file.parent.rglob("*")
        if path.is_file() and path.suffix not in (".py", ".pyc") and _package(path) == file.parent
    )


def _package(path: Path) -> Path:
    """The folder of the package that a file belongs to."""
    return next(folder for folder in path.parents if (folder / "__init__.py").is_file())


@cache
def _code(path: Path) -> bytes:
    """Return the code without comments and docstrings."""
    tree = _parsed(path)
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(
            node
        ):
            node.body = node.body[1:]
    return ast.dump(tree).encode()
