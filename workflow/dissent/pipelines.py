"""Where a spaCy pipeline lies and which one it is, without loading it."""

import hashlib
import importlib.metadata
import importlib.util
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from dissent.errors import DissentError
from dissent.settings import REPOSITORY

EMBEDDED = {"en_dissent": REPOSITORY / "workflow" / "model" / "en_dissent"}


def pipeline_for(language: str, models: Mapping[str, str]) -> str:
    """Choose the pipeline for a language tag, or for the tag's first part (`en` for `en-GB`).

    Parameters
    ----------
    language
        A language tag of the catalogue.
    models
        The setting `models`.

    Returns
    -------
    str
        The pipeline's name.

    Raises
    ------
    KeyError
        Where neither is set; the catalogue's check has made sure that one is.
    """
    return models.get(language) or models[language.split("-")[0]]


def pipeline_location(name: str) -> str:
    """Find a pipeline.

    Parameters
    ----------
    name
        `en_dissent`, the name of an installed package, or the path of a pipeline's folder.

    Returns
    -------
    str
        What `spacy.load` takes.

    Raises
    ------
    DissentError
        Where it is neither installed nor a folder, with the command that installs it.
    """
    if name in EMBEDDED:
        return str(EMBEDDED[name])
    if (Path(name) / "config.cfg").is_file():
        return name
    if name.isidentifier() and importlib.util.find_spec(name):
        return name
    raise DissentError(
        f"setting `models`: the pipeline `{name}` is not installed, nor a folder with a pipeline; "
        f"install it with `python -m spacy download {name}` into the environment that runs dissent"
    )


@cache
def pipeline_identity(name: str) -> str:
    """Say exactly which pipeline it is, for provenance and for knowing when to tag anew.

    Parameters
    ----------
    name
        As for `pipeline_location`.

    Returns
    -------
    str
        Name and version of a package; name and checksum of a folder's files.
    """
    location = Path(pipeline_location(name))
    if not location.is_dir():
        return f"{name} {importlib.metadata.version(name)}"
    digest = hashlib.sha256()
    for file in sorted(path for path in location.rglob("*") if path.is_file()):
        digest.update(str(file.relative_to(location)).encode())
        digest.update(file.read_bytes())
    return f"{name} sha256:{digest.hexdigest()[:16]}"
