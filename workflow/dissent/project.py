"""A project: a folder with config/ and corpus/. What is in it, and what has to be done.

Planning is cheap: it reads the catalogue, the theme files and the manifest, and imports nothing
heavy. All mistakes of the user that can be seen without tagging are found here, before anything
runs.
"""

import importlib.metadata
import shlex
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from dissent import tables
from dissent.catalogue import Document, check_group, read_catalogue
from dissent.languages import Tagger, taggers
from dissent.manifest import (
    Entry,
    content_digest,
    digest_of,
    read_manifest,
    shard_names,
    update_manifest,
)
from dissent.pipelines import BY_RULE
from dissent.provenance import code_digest
from dissent.settings import Settings, read_config, resolve
from dissent.slugs import group_slug
from dissent.themes.files import read_themes, theme_files

CONFIG = Path("config/config.yaml")
MANIFEST = Path("results/data/manifest.csv")
FIGURES = Path("results/figures")


@dataclass(frozen=True)
class Plan:
    """What the workflow needs to know of a project: names of shards and figures, and digests.

    All paths are relative to the project's folder, in which the workflow runs.
    """

    settings: Settings
    theme_paths: tuple[str, ...]
    entries: tuple[Entry, ...]

    @property
    def summary(self) -> str:
        """What is there to be done, in one line."""
        documents, shards = len(self.entries), len(self.shards)
        return (
            f"{documents:,} document{'' if documents == 1 else 's'} in {shards:,} "
            f"shard{'' if shards == 1 else 's'}, {len(self.theme_paths)} theme files"
        )

    @property
    def shards(self) -> list[str]:
        """Names of all shards."""
        return shard_names(self.entries)

    @cached_property
    def keyness_figures(self) -> list[str]:
        """Names of the keyness plots: the groups with the longest files, up to the setting."""
        size: dict[str, int] = {}
        for entry in self.entries:
            size[entry.group] = size.get(entry.group, 0) + entry.bytes
        if len(size) < 2:
            return []
        longest = sorted(size, key=lambda name: (-size[name], name))
        return sorted(
            f"keyness-{group_slug(name)}" for name in longest[: self.settings.keyness_plots]
        )

    @property
    def theme_options(self) -> str:
        """The theme files as options of a command: `--theme FILE …`, quoted."""
        return " ".join(f"--theme {shlex.quote(path)}" for path in self.theme_paths)

    @cached_property
    def taggers(self) -> list[Tagger]:
        """The pipelines that tag the corpus' languages."""
        return taggers({entry.language for entry in self.entries}, self.settings.models)

    @property
    def notes(self) -> list[str]:
        """What dissent adds to pipelines that lack it, to be said when a run begins."""
        return [
            f"sentence breaks in `{'`, `'.join(tagger.languages)}` {BY_RULE}: "
            f"the pipeline {tagger.pipeline.name} has none"
            for tagger in self.taggers
            if tagger.pipeline.divided_by_rule
        ]

    def models(self, shard: str) -> list[str]:
        """List the pipelines of a shard as `annotate` takes them: `en=en_dissent`, `ru=…`.

        Parameters
        ----------
        shard
            Its name.

        Returns
        -------
        list of str
            One for each language of its documents.
        """
        return [
            f"{language}={tagger.pipeline.name}"
            for tagger, languages in self._taggers_of(shard)
            for language in languages
        ]

    def model_identity(self, shard: str) -> str:
        """Say exactly which pipelines tag a shard.

        Parameters
        ----------
        shard
            Its name.

        Returns
        -------
        str
            With version and checksum, so that the shard is tagged anew when one changes.
        """
        return "; ".join(tagger.pipeline.identity for tagger, _ in self._taggers_of(shard))

    def _taggers_of(self, shard: str) -> list[tuple[Tagger, list[str]]]:
        there = {entry.language for entry in self.entries if entry.shard == shard}
        found = [(tagger, sorted(there.intersection(tagger.languages))) for tagger in self.taggers]
        return [(tagger, languages) for tagger, languages in found if languages]

    def content(self, shard: str) -> str:
        """Summarise what the text of a shard depends on.

        Parameters
        ----------
        shard
            Its name.

        Returns
        -------
        str
            A digest.
        """
        return content_digest(self.entries, shard)

    @property
    def corpus_content(self) -> str:
        """Summarise what the text of all documents depends on, and where it lies."""
        return digest_of(sorted((entry.file, *entry.content) for entry in self.entries))

    @staticmethod
    def libraries(*names: str) -> str:
        """Say which versions of libraries a step runs with, so that it runs again with others.

        Parameters
        ----------
        names
            Installed packages.

        Returns
        -------
        str
            Names and versions.
        """
        return ", ".join(f"{name} {importlib.metadata.version(name)}" for name in names)

    @staticmethod
    def columns() -> str:
        """Summarise the description of all tables, which the tables are written from.

        Returns
        -------
        str
            A digest.
        """
        return digest_of(tables.SCHEMA_FILE.read_text(encoding="utf-8"))

    @staticmethod
    def code(module: str) -> str:
        """Summarise the code that a step depends on.

        Parameters
        ----------
        module
            The step's module.

        Returns
        -------
        str
            A digest.
        """
        return code_digest(module)


def prepare(overrides: Mapping[str, Any], *, first: bool = True) -> Plan:
    """Check the project in the current folder and plan what has to be done.

    Parameters
    ----------
    overrides
        Settings from the command line; they win over those of the project's file.
    first
        Whether this is the head process, which checks everything and brings the manifest up to
        date; a job on a cluster node only reads it.

    Returns
    -------
    Plan
        For the Snakefile.

    Raises
    ------
    DissentError
        With every mistake in settings, theme files, catalogue, pipelines and documents.
    """
    settings = resolve(read_config(CONFIG, overrides=overrides))
    if not first:
        paths = theme_files(settings.themes, folder=Path())
        return Plan(settings, tuple(map(str, paths)), tuple(read_manifest(MANIFEST)))
    catalogue = Path(settings.catalogue)
    documents = checked_catalogue(settings)
    paths = theme_files(settings.themes, folder=Path())
    read_themes(paths)
    taggers({document.language for document in documents}, settings.models)
    entries = update_manifest(
        MANIFEST,
        documents,
        catalogue=catalogue,
        group=settings.group,
        shard_megabytes=settings.shard_megabytes,
    )
    return Plan(settings, tuple(map(str, paths)), tuple(entries))


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
    check_group(documents, settings.group, path=catalogue)
    return documents


def settings_record(settings: Settings) -> dict[str, Any]:
    """List all settings for the record of a run.

    Parameters
    ----------
    settings
        The project's settings.

    Returns
    -------
    dict
        Name to value.
    """
    return asdict(settings)


def remove_leftovers(plan: Plan) -> None:
    """Delete what earlier runs left and this project no longer has: other shards, other figures.

    Called after a whole run has succeeded, never while planning.

    Parameters
    ----------
    plan
        The plan of the run.
    """
    for folder in MANIFEST.parent.glob("*/"):
        for path in folder.glob("*-of-*.parquet"):
            if path.stem not in plan.shards:
                path.unlink()
    for path in FIGURES.glob("keyness-*"):
        if path.stem not in plan.keyness_figures:
            path.unlink()
