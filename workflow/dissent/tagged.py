"""The tagged corpus of a project: what a finished run has left for questions asked by hand."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyarrow.parquet as pq

from dissent.catalogue import Document, in_date_order, read_catalogue
from dissent.errors import DissentError
from dissent.manifest import Entry, read_manifest, shard_names
from dissent.settings import read_config, resolve
from dissent.tokens import TokenTable, documents_of, read_tokens

CONFIG = Path("config/config.yaml")
DATA = Path("results/data")
NAMED_AT_MOST = 3


@dataclass(frozen=True)
class Shard:
    """One shard of a tagged corpus, and the documents in it."""

    name: str
    doc_ids: tuple[str, ...]
    tokens: Path
    lexicon: Path
    measures: Path

    def table(self) -> TokenTable:
        """Open the shard's tokens.

        Returns
        -------
        TokenTable
            Each of its columns is read when it is first asked for, and kept as long as the table.
        """
        return read_tokens(tokens=self.tokens, lexicon=self.lexicon)


@dataclass(frozen=True)
class TaggedCorpus:
    """The documents of a project in date order, and the shards in which their tokens lie."""

    project: Path
    documents: tuple[Document, ...]
    shards: tuple[Shard, ...]

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Where each document stands in date order, by its doc_id."""
        return {document.doc_id: place for place, document in enumerate(self.documents)}

    @cached_property
    def words(self) -> Mapping[str, int]:
        """How many words each document has, by its doc_id.

        Raises
        ------
        DissentError
            Where the workflow has tagged the corpus and not counted it yet.
        """
        words: dict[str, int] = {}
        for shard in self.shards:
            if not shard.measures.is_file():
                raise DissentError(
                    f"{self.project} is tagged and not counted yet: run the workflow to its end, "
                    f"with `{run_command(self.project)}`"
                )
            counted = pq.ParquetFile(shard.measures).read(columns=["doc_id", "words"])
            words |= zip(counted["doc_id"].to_pylist(), counted["words"].to_pylist(), strict=True)
        return words

    def tables(self) -> Iterator[TokenTable]:
        """Open the shards one after the other.

        Yields
        ------
        TokenTable
            Of each shard; its documents are named, not in date order.
        """
        for shard in self.shards:
            yield shard.table()


def open_corpus(project: Path) -> TaggedCorpus:
    """Open the tagged corpus of a project in which the workflow has run.

    Parameters
    ----------
    project
        The project's folder, as after `--directory`.

    Returns
    -------
    TaggedCorpus
        Nothing of its tokens is read yet.

    Raises
    ------
    DissentError
        Where there is no such folder; where the workflow has not run, has not run to its end, or
        has not run since the catalogue changed. Says how to run it.
    """
    if not project.is_dir():
        raise DissentError(f"{project}: there is no such folder; `--directory` takes a project's")
    command = f"`{run_command(project)}`"
    entries = read_manifest(project / DATA / "manifest.csv")
    if not entries:
        raise DissentError(
            f"{project} has no tagged corpus yet: run the workflow first, with {command}"
        )
    settings = resolve(read_config(project / CONFIG, overrides={}), source=str(project / CONFIG))
    documents = in_date_order(read_catalogue(project / settings.catalogue, models=settings.models))
    _check_catalogue(documents, entries, command=command)
    shards = [_shard(project / DATA, name, entries) for name in shard_names(entries)]
    _check_shards(project, shards, command=command)
    return TaggedCorpus(project, tuple(documents), tuple(shards))


def run_command(project: Path) -> str:
    """Say how the workflow is run on a project.

    Parameters
    ----------
    project
        Its folder.

    Returns
    -------
    str
        The command.
    """
    folder = "" if project == Path() else f" --directory {project}"
    return f"snakemake -c2{folder}"


def _shard(data: Path, name: str, entries: Sequence[Entry]) -> Shard:
    file = f"{name}.parquet"
    doc_ids = tuple(sorted(entry.doc_id for entry in entries if entry.shard == name))
    tokens, lexicon, measures = (data / kind / file for kind in ("tokens", "lexicon", "measures"))
    return Shard(name, doc_ids, tokens=tokens, lexicon=lexicon, measures=measures)


def _check_catalogue(
    documents: Sequence[Document], entries: Sequence[Entry], *, command: str
) -> None:
    """Compare the catalogue with the manifest of the last run."""
    listed, tagged = {d.doc_id for d in documents}, {entry.doc_id for entry in entries}
    changes = [
        f"{len(names)} {what} ({_named(names)})"
        for names, what in (
            (sorted(listed - tagged), "added"),
            (sorted(tagged - listed), "removed"),
        )
        if names
    ]
    if changes:
        raise DissentError(
            f"the catalogue has changed since the workflow ran, {' and '.join(changes)}: "
            f"run it again, with {command}"
        )


def _check_shards(project: Path, shards: Sequence[Shard], *, command: str) -> None:
    """Find shards that are not tagged, or were tagged before their documents changed."""
    behind = [
        shard.name
        for shard in shards
        if not (shard.lexicon.is_file() and shard.tokens.is_file())
        or set(documents_of(shard.tokens)) != set(shard.doc_ids)
    ]
    if len(behind) == len(shards):
        raise DissentError(f"{project} is not tagged yet: run the workflow, with {command}")
    if behind:
        raise DissentError(
            f"{project} is tagged in part only, {len(behind)} of {len(shards)} shards are not "
            f"({_named(behind)}): run the workflow to its end, with {command}"
        )


def _named(names: Sequence[str]) -> str:
    more = len(names) - NAMED_AT_MOST
    return ", ".join(names[:NAMED_AT_MOST]) + (f" and {more} more" if more > 0 else "")
