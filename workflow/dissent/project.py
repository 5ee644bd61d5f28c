"""A project: a folder with config/ and corpus/. What is in it, and what has to be done.

Planning is cheap: it reads the catalogues, the theme files and the manifests, and imports nothing
heavy unless a frequency list has to be checked. All mistakes of the user that can be seen without
tagging are found here, before anything runs.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from dissent.catalogue import Document, check_group, read_catalogue
from dissent.errors import DissentError
from dissent.languages import taggers
from dissent.manifest import Entry, read_manifest, update_manifest
from dissent.plan import MANIFEST, REFERENCE_MANIFEST, REFERENCE_SHARDS, Plan
from dissent.reference import REST, reference_kind
from dissent.settings import Settings, read_config, resolve
from dissent.themes.files import read_themes, theme_files
from dissent.themes.nodes import checked_terms

CONFIG = Path("config/config.yaml")
FIGURES = Path("results/figures")


def prepare(overrides: Mapping[str, Any], *, first: bool = True) -> Plan:
    """Check the project in the current folder and plan what has to be done.

    Parameters
    ----------
    overrides
        Settings from the command line; they win over those of the project's file.
    first
        Whether this is the head process, which checks everything and brings the manifests up to
        date; a job on a cluster node only reads them.

    Returns
    -------
    Plan
        For the Snakefile.

    Raises
    ------
    DissentError
        With every mistake in settings, theme files, catalogue, reference, pipelines and documents.
    """
    settings = resolve(read_config(CONFIG, overrides=overrides))
    if not first:
        paths = theme_files(settings.themes, folder=Path())
        has_catalogue = reference_kind(settings.reference) == "catalogue"
        return Plan(
            settings,
            tuple(map(str, paths)),
            tuple(read_manifest(MANIFEST)),
            tuple(read_manifest(REFERENCE_MANIFEST)) if has_catalogue else (),
        )
    documents = checked_catalogue(settings)
    paths = theme_files(settings.themes, folder=Path())
    read_themes(paths)
    checked_terms(settings.collocation.terms)
    reference = _checked_reference(settings)
    taggers({document.language for document in documents + reference}, settings.models)
    entries = update_manifest(
        MANIFEST,
        documents,
        catalogue=Path(settings.catalogue),
        group=settings.group,
        shard_megabytes=settings.shard_megabytes,
    )
    compared = _reference_entries(settings, reference)
    return Plan(settings, tuple(map(str, paths)), tuple(entries), tuple(compared))


def checked_catalogue(settings: Settings) -> list[Document]:
    """Read the catalogue of the project in the current folder.

    Parameters
    ----------
    settings
        The project's settings.

    Returns
    -------
    list of Document
        In the catalogue's order.

    Raises
    ------
    DissentError
        With every faulty row, or where the setting `group` does not fit.
    """
    catalogue = Path(settings.catalogue)
    documents = read_catalogue(catalogue, models=settings.models)
    check_group(documents, settings.group, path=catalogue, one_is_enough=settings.reference != REST)
    return documents


def _checked_reference(settings: Settings) -> list[Document]:
    """Read the documents of the reference corpus; check a frequency list, which has none."""
    kind, path = reference_kind(settings.reference), Path(settings.reference)
    if kind == "list":
        from dissent.comparison.frequency_list import read_frequency_list

        read_frequency_list(path)
    if kind != "catalogue":
        return []
    if path.resolve() == Path(settings.catalogue).resolve():
        raise DissentError(
            f"setting `reference`: {path} is the corpus itself; write `rest` to compare each group "
            "with the other documents"
        )
    return read_catalogue(path, models=settings.models)


def _reference_entries(settings: Settings, documents: list[Document]) -> list[Entry]:
    if not documents:
        return []
    return update_manifest(
        REFERENCE_MANIFEST,
        documents,
        catalogue=Path(settings.reference),
        group="doc_id",
        shard_megabytes=settings.shard_megabytes,
        prefix=REFERENCE_SHARDS,
    )


def remove_leftovers(plan: Plan) -> None:
    """Delete what earlier runs left and this project no longer has: other shards, other figures.

    Called after a whole run has succeeded, never while planning.

    Parameters
    ----------
    plan
        The plan of the run.
    """
    shards = {*plan.shards, *plan.reference_shards}
    for folder in MANIFEST.parent.glob("*/"):
        for path in folder.glob("*-of-*.parquet"):
            if path.stem not in shards:
                path.unlink()
    if not plan.reference_entries:
        REFERENCE_MANIFEST.unlink(missing_ok=True)
    for path in FIGURES.glob("*"):
        if path.stem not in plan.figures:
            path.unlink()
