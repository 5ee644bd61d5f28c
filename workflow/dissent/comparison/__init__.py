"""From what the shards counted to the tables of results."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from dissent.catalogue import read_catalogue
from dissent.comparison.collocates import load_collocates
from dissent.comparison.collocation_tables import collocation_tables
from dissent.comparison.corpus import Corpus, load_corpus
from dissent.comparison.dispersion_table import dispersion_table
from dissent.comparison.diversity_table import diversity_table
from dissent.comparison.documents import documents_table
from dissent.comparison.evidence_tables import hits_table, ledger_table, rules_table
from dissent.comparison.frequency_list import FrequencyList
from dissent.comparison.group_tables import theme_group_contrasts_table, theme_groups_table
from dissent.comparison.grouping import group_documents
from dissent.comparison.keyness_tables import keyness_tables
from dissent.comparison.largest_rules import largest_rules_table
from dissent.comparison.reference import load_reference
from dissent.comparison.rule_checks import rule_checks_table
from dissent.comparison.similarity_tables import similarity_tables
from dissent.comparison.theme_tables import (
    interval_sensitivity_table,
    theme_contrasts_table,
    theme_rates_table,
    theme_terms_table,
)
from dissent.comparison.trend_table import theme_trends_table
from dissent.comparison.validation_tables import validation_tables
from dissent.manifest import read_manifest, shard_names
from dissent.progress import say
from dissent.settings import Settings
from dissent.tables import describe, write_json, write_table
from dissent.themes.files import Theme, read_themes

Tables = Iterator[tuple[str, pd.DataFrame]]


def compare_documents(
    *,
    data: Path,
    catalogue: Path,
    themes: Sequence[Path],
    tables: Path,
    settings: Settings,
    validation: Sequence[Path] = (),
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
    settings
        The project's settings.
    validation
        Keys and coded sheets of the project's validation.
    """
    entries = read_manifest(data / "manifest.csv")
    shards = shard_names(entries)

    def files(kind: str) -> list[Path]:
        return [data / kind / f"{shard}.parquet" for shard in shards]

    corpus = load_corpus(
        read_catalogue(catalogue, models={entry.language for entry in entries}),
        measures=files("measures"),
        counts=files("counts"),
        sequences=files("sequences"),
        hits=files("hits"),
    )
    found = read_themes(themes)
    sha256 = {entry.doc_id: entry.sha256 for entry in entries}
    varied = pq.read_table(files("diversity")).to_pandas()
    near = load_collocates(files("collocates"))
    reference = load_reference(data, settings.reference)
    for name, table in chain(
        _of_documents(corpus, sha256=sha256, varied=varied, settings=settings),
        _of_themes(corpus, found, validation=validation, settings=settings),
        _of_words(corpus, found, near=near, reference=reference, settings=settings),
    ):
        write_table(table, name, tables)
        say(f"compare: {name}, {len(table):,} rows")
        if name == "keyness_unlisted" and len(table):
            say(
                f"compare: the frequency list is cut off: {len(table):,} lemmas of the corpus that "
                f"it lacks ({table['count'].sum():,} occurrences) could not be compared"
            )
    write_json(describe(tables), tables / "datapackage.json")


def _of_documents(
    corpus: Corpus, *, sha256: Mapping[str, str], varied: pd.DataFrame, settings: Settings
) -> Tables:
    """The documents, their size and lexical diversity."""
    yield "documents", documents_table(corpus, sha256=sha256)
    level = settings.intervals.level
    yield "diversity", diversity_table(corpus.doc_ids, varied, level=level)


def _of_themes(
    corpus: Corpus, themes: Sequence[Theme], *, validation: Sequence[Path], settings: Settings
) -> Tables:
    """How often documents and groups speak of the themes, with which words, in which lines."""
    seed, intervals = settings.seed, settings.intervals
    grouping = group_documents(corpus.documents, settings.group)
    rates = theme_rates_table(corpus, themes, seed=seed, intervals=intervals)
    yield "theme_rates", rates
    yield from validation_tables(
        corpus, themes, files=validation, rates=rates, settings=settings
    ).items()
    yield (
        "interval_sensitivity",
        interval_sensitivity_table(corpus, themes, seed=seed, intervals=intervals),
    )
    most = settings.contrasts.max_documents
    yield (
        "theme_contrasts",
        theme_contrasts_table(corpus, themes, seed=seed, max_documents=most, intervals=intervals),
    )
    yield (
        "theme_groups",
        theme_groups_table(corpus, themes, grouping, rates=rates, intervals=intervals),
    )
    yield (
        "theme_group_contrasts",
        theme_group_contrasts_table(corpus, themes, grouping, max_groups=most, intervals=intervals),
    )
    yield (
        "theme_trends",
        theme_trends_table(
            corpus, themes, rates=rates, intervals=intervals, trends=settings.trends
        ),
    )
    yield "theme_terms", theme_terms_table(corpus, themes)
    yield "hits", hits_table(corpus, themes)
    yield "ledger", ledger_table(corpus, themes)
    yield "rules", rules_table(corpus, themes)
    yield "largest_rules", largest_rules_table(corpus, themes)
    yield "rule_checks", rule_checks_table(corpus, themes)


def _of_words(
    corpus: Corpus,
    themes: Sequence[Theme],
    *,
    near: pa.Table,
    reference: Corpus | FrequencyList | None,
    settings: Settings,
) -> Tables:
    """The words that set groups apart, their neighbours, spread, and the likeness of documents."""
    level, keyness = settings.intervals.level, settings.keyness
    grouping = group_documents(corpus.documents, settings.group)
    yield from keyness_tables(
        corpus, themes, grouping, reference=reference, options=keyness, level=level
    ).items()
    yield "dispersion", dispersion_table(corpus, themes, min_count=settings.dispersion.min_count)
    yield from collocation_tables(
        corpus,
        themes,
        grouping,
        near=near,
        options=settings.collocation,
        max_groups=keyness.max_groups,
        level=level,
    ).items()
    yield from similarity_tables(
        corpus, themes, seed=settings.seed, options=settings.similarity, level=level
    ).items()
