"""From what the shards counted to the tables of results."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from dissent.catalogue import read_catalogue
from dissent.comparison.corpus import load_corpus
from dissent.comparison.documents import documents_table
from dissent.comparison.evidence_tables import hits_table, rules_table
from dissent.comparison.keyness_table import keyness_table
from dissent.comparison.theme_tables import (
    theme_contrasts_table,
    theme_rates_table,
    theme_terms_table,
)
from dissent.manifest import read_manifest, shard_names
from dissent.progress import say
from dissent.tables import describe, write_json, write_table
from dissent.themes.files import read_themes


@dataclass(frozen=True)
class Options:
    """The settings of the comparison; config/README.md says what each means."""

    group: str
    seed: int
    replicates: int
    level: float
    max_documents: int
    min_count: int
    prior_words: float


def compare_documents(
    *, data: Path, catalogue: Path, themes: Sequence[Path], tables: Path, options: Options
) -> None:
    """Make all tables and their description.

    Parameters
    ----------
    data
        The folder with the manifest and the shards' files.
    catalogue
        The catalogue's file.
    themes
        The theme files, in their order.
    tables
        The folder to write to.
    options
        The settings.
    """
    entries = read_manifest(data / "manifest.csv")
    languages = {entry.language for entry in entries}
    shards = shard_names(entries)
    corpus = load_corpus(
        read_catalogue(catalogue, models=languages),
        measures=[data / "measures" / f"{shard}.parquet" for shard in shards],
        counts=[data / "counts" / f"{shard}.parquet" for shard in shards],
        hits=[data / "hits" / f"{shard}.parquet" for shard in shards],
    )
    found = read_themes(themes)
    sampling = {"seed": options.seed, "replicates": options.replicates}
    made = {
        "documents": documents_table(corpus, sha256={e.doc_id: e.sha256 for e in entries}),
        "theme_rates": theme_rates_table(corpus, found, level=options.level, **sampling),
        "theme_contrasts": theme_contrasts_table(
            corpus, found, max_documents=options.max_documents, level=options.level
        ),
        "theme_terms": theme_terms_table(corpus, found),
        "hits": hits_table(corpus, found),
        "rules": rules_table(corpus, found),
        "keyness": keyness_table(
            corpus,
            group=options.group,
            min_count=options.min_count,
            prior_words=options.prior_words,
            level=options.level,
        ),
    }
    for name, table in made.items():
        write_table(table, name, tables)
        say(f"compare: {name}, {len(table):,} rows")
    write_json(describe(tables), tables / "datapackage.json")
