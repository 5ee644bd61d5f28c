"""The plan of a run: names of shards, figures and tables, and digests of what they depend on.

The rules of the workflow read it; nothing heavy is imported.
"""

import importlib.metadata
import json
import shlex
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

from dissent import tables
from dissent.languages import Tagger, taggers
from dissent.manifest import Entry, content_digest, digest_of, shard_names
from dissent.pipelines import BY_RULE
from dissent.provenance import code_digest
from dissent.reference import REST
from dissent.settings import Settings
from dissent.slugs import group_slug
from dissent.validation.folder import validation_files

MANIFEST = Path("results/data/manifest.csv")
REFERENCE_MANIFEST = Path("results/data/reference.csv")
REFERENCE_SHARDS = "reference-"
READABLE_LEAVES, PAIRED_DOCUMENTS = 60, 2_000
"""Documents that a dendrogram can show, and of which all pairs are compared."""
COMPARISON_SETTINGS = (
    "group",
    "reference",
    "seed",
    "intervals",
    "contrasts",
    "keyness",
    "dispersion",
    "collocation",
    "similarity",
    "trends",
)


@dataclass(frozen=True)
class Plan:
    """What the workflow needs to know of a project: names of shards and figures, and digests.

    All paths are relative to the project's folder, in which the workflow runs.
    """

    settings: Settings
    theme_paths: tuple[str, ...]
    entries: tuple[Entry, ...]
    reference_entries: tuple[Entry, ...] = ()

    @property
    def summary(self) -> str:
        """What is there to be done, in one line."""
        reference = ", compared with " + (
            _amount(self.reference_entries)
            if self.reference_entries
            else f"the frequency list {self.settings.reference}"
        )
        return (
            f"{_amount(self.entries)}, {len(self.theme_paths)} theme files"
            f"{reference if self.reference_files else ''}"
        )

    @property
    def shards(self) -> list[str]:
        """Names of the corpus' shards."""
        return shard_names(self.entries)

    @property
    def reference_shards(self) -> list[str]:
        """Names of the shards of the reference corpus; none where it has no catalogue."""
        return shard_names(self.reference_entries)

    @property
    def reference_files(self) -> list[str]:
        """The reference corpus' catalogue or frequency list, if there is one."""
        return [] if self.settings.reference == REST else [self.settings.reference]

    @property
    def reference_manifests(self) -> list[str]:
        """The manifest of the reference corpus, if it has a catalogue."""
        return [str(REFERENCE_MANIFEST)] if self.reference_entries else []

    @property
    def reference_option(self) -> str:
        """What the record shall say of the reference corpus, as an option of the command."""
        if self.reference_entries:
            return f"--reference-manifest {shlex.quote(str(REFERENCE_MANIFEST))}"
        return "".join(f"--reference-list {shlex.quote(path)}" for path in self.reference_files)

    def manifest(self, shard: str) -> str:
        """Find the list of documents that a shard belongs to.

        Parameters
        ----------
        shard
            Its name.

        Returns
        -------
        str
            The manifest's path: the corpus', or that of the reference corpus.
        """
        return str(REFERENCE_MANIFEST if shard.startswith(REFERENCE_SHARDS) else MANIFEST)

    @cached_property
    def keyness_figures(self) -> list[str]:
        """Names of the keyness plots: the groups with the longest files, up to the setting."""
        size: dict[str, int] = {}
        for entry in self.entries:
            size[entry.group] = size.get(entry.group, 0) + entry.bytes
        if len(size) < 2 and not self.reference_files:
            return []
        longest = sorted(size, key=lambda name: (-size[name], name))
        return sorted(
            f"keyness-{group_slug(name)}" for name in longest[: self.settings.figures.keyness_plots]
        )

    @cached_property
    def figures(self) -> list[str]:
        """Names of all figures; those of time and likeness where there are documents for them."""
        documents, most = len(self.entries), self.settings.similarity.max_documents
        wanted = {
            "theme-rates": True,
            "category-heatmap": True,
            "x-ray": True,
            "theme-trends": len({entry.date for entry in self.entries if entry.date}) > 1,
            "similarity-dendrogram": 3 <= documents <= READABLE_LEAVES,
            "similarity-map": 3 <= documents <= PAIRED_DOCUMENTS,
            "correspondence-map": documents >= 3,
            "word-shift-closest": 2 <= documents <= most,
            "word-shift-farthest": 3 <= documents <= most,
        }
        return [name for name, there in wanted.items() if there] + self.keyness_figures

    @cached_property
    def validation_files(self) -> list[str]:
        """Keys and coded sheets of the project's validation; none where nothing is coded."""
        return [str(path) for path in validation_files(Path())]

    @property
    def validation_options(self) -> str:
        """These as options of a command: `--validation FILE …`, quoted."""
        return " ".join(f"--validation {shlex.quote(path)}" for path in self.validation_files)

    @property
    def tables(self) -> list[str]:
        """Names of all tables, as schemas/tables.yaml lists them."""
        return list(tables.schemas())

    @property
    def comparison_settings(self) -> str:
        """The settings that the tables depend on, as JSON."""
        record = asdict(self.settings)
        return json.dumps({name: record[name] for name in COMPARISON_SETTINGS}, sort_keys=True)

    @property
    def all_settings(self) -> str:
        """All settings, as JSON, for the record of the run."""
        return json.dumps(asdict(self.settings), sort_keys=True)

    @property
    def theme_options(self) -> str:
        """The theme files as options of a command: `--theme FILE …`, quoted."""
        return " ".join(f"--theme {shlex.quote(path)}" for path in self.theme_paths)

    @property
    def term_options(self) -> str:
        """The setting `collocation.terms` as options of a command: `--term=TERM …`, quoted."""
        return " ".join(f"--term={shlex.quote(term)}" for term in self.settings.collocation.terms)

    @property
    def _read(self) -> tuple[Entry, ...]:
        """All documents that are read: the corpus' and the reference corpus'."""
        return self.entries + self.reference_entries

    @cached_property
    def taggers(self) -> list[Tagger]:
        """The pipelines that tag the languages of the corpus and of the reference corpus."""
        return taggers({entry.language for entry in self._read}, self.settings.models)

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
        there = {entry.language for entry in self._read if entry.shard == shard}
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
        return content_digest(self._read, shard)

    @property
    def corpus_content(self) -> str:
        """Summarise what the text of all documents depends on, and where it lies."""
        return digest_of(
            [
                sorted((entry.file, *entry.content) for entry in entries)
                for entries in (self.entries, self.reference_entries)
            ]
        )

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


def _amount(entries: Sequence[Entry]) -> str:
    documents, shards = len(entries), len(shard_names(entries))
    return (
        f"{documents:,} document{'' if documents == 1 else 's'} in {shards:,} "
        f"shard{'' if shards == 1 else 's'}"
    )
