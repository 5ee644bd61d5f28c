"""What the report is made from: the tables, the themes and the run's record, read once."""

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from dissent.tables import read_table
from dissent.themes.files import Theme, read_themes

TABLES = (
    "documents",
    "theme_rates",
    "theme_contrasts",
    "theme_terms",
    "hits",
    "rules",
    "largest_rules",
    "rule_checks",
    "validation",
    "keyness",
    "keyness_pos",
    "keyness_sequences",
    "keyness_themes",
    "keyness_pairs",
    "keyness_unlisted",
    "theme_groups",
    "theme_group_contrasts",
    "theme_trends",
    "interval_sensitivity",
    "dispersion",
    "diversity",
    "collocations",
    "collocation_contrasts",
    "similarity",
    "dendrogram",
    "word_shift",
)
# The page names so many documents one by one; the tables hold all of them.
SHOWN_DOCUMENTS = 300
READ = "read"
ALL_OTHERS = "*"
LETTERS_AT_LEAST = 3
YEAR = re.compile(r"\d{4}")


@dataclass(frozen=True)
class Material:
    """All that the report tells, as read."""

    documents: pd.DataFrame
    theme_rates: pd.DataFrame
    theme_contrasts: pd.DataFrame
    theme_terms: pd.DataFrame
    hits: pd.DataFrame
    rules: pd.DataFrame
    largest_rules: pd.DataFrame
    rule_checks: pd.DataFrame
    validation: pd.DataFrame
    keyness: pd.DataFrame
    keyness_pos: pd.DataFrame
    keyness_sequences: pd.DataFrame
    keyness_themes: pd.DataFrame
    keyness_pairs: pd.DataFrame
    keyness_unlisted: pd.DataFrame
    theme_groups: pd.DataFrame
    theme_group_contrasts: pd.DataFrame
    theme_trends: pd.DataFrame
    interval_sensitivity: pd.DataFrame
    dispersion: pd.DataFrame
    diversity: pd.DataFrame
    collocations: pd.DataFrame
    collocation_contrasts: pd.DataFrame
    similarity: pd.DataFrame
    dendrogram: pd.DataFrame
    word_shift: pd.DataFrame
    themes: tuple[Theme, ...]
    record: Mapping[str, Any]

    @cached_property
    def labels(self) -> dict[str, str]:
        """A name to print for each document, by doc_id: its title, with the doc_id where several
        documents have the same, or where it has fewer than three letters.
        """
        titles = dict(zip(self.documents["doc_id"], self.documents["title"], strict=True))
        often = Counter(_plain(title) for title in titles.values())
        return {
            doc_id: title
            if often[_plain(title)] == 1 and sum(map(str.isalpha, title)) >= LETTERS_AT_LEAST
            else f"{title} [{doc_id}]"
            if title
            else doc_id
            for doc_id, title in titles.items()
        }

    def group_name(self, group: object) -> str:
        """Name a group for reading.

        Parameters
        ----------
        group
            A value of a table's column for groups.

        Returns
        -------
        str
            The document's label where every document is its own group.
        """
        name = str(group)
        return self.labels.get(name, name) if self.settings["group"] == "doc_id" else name

    @property
    def against_others(self) -> bool:
        """Whether each document was compared with all others together, not two by two."""
        return bool((self.theme_contrasts["doc_b"] == ALL_OTHERS).any())

    @property
    def pairs(self) -> int:
        """How many contrasts of a unit there can be; one that is not in the table has no hit."""
        number = self.theme_rates["doc_id"].nunique()
        return number if self.against_others else number * (number - 1) // 2

    @cached_property
    def shown(self) -> list[str]:
        """The documents that the page names one by one: all, or the longest of very many."""
        words = self.documents.set_index("doc_id")["words"].fillna(0)
        longest = words.sort_values(ascending=False, kind="stable").index[:SHOWN_DOCUMENTS]
        kept = set(longest)
        return [doc_id for doc_id in self.documents["doc_id"] if doc_id in kept]

    @cached_property
    def years(self) -> str:
        """The first and last year of the documents' dates, or nothing where none has one."""
        found = [int(year) for date in self.documents["date"] for year in YEAR.findall(date)]
        if not found:
            return ""
        first, last = min(found), max(found)
        return str(first) if first == last else f"{first}–{last}"

    @property
    def settings(self) -> Mapping[str, Any]:
        """The run's settings."""
        settings: Mapping[str, Any] = self.record["settings"]
        return settings

    @property
    def level(self) -> float:
        """The level of the intervals."""
        return float(self.settings["intervals"]["level"])


def read_material(*, tables: Path, record: Path, themes: Sequence[Path]) -> Material:
    """Read all that the report needs.

    Parameters
    ----------
    tables
        The folder of the tables.
    record
        The run's record.
    themes
        The theme files, in their order.

    Returns
    -------
    Material
        The tables as they were written, of the largest only the rows that the page can use.
    """
    return Material(
        **{name: _needed(read_table(tables / f"{name}.csv"), name) for name in TABLES},
        themes=tuple(read_themes(themes)),
        record=json.loads(record.read_text(encoding="utf-8")),
    )


def _needed(table: pd.DataFrame, name: str) -> pd.DataFrame:
    """Leave out what the page never shows: of many documents these tables have millions of rows."""
    if name == "dispersion":
        return table[table["kind"] == "theme"]
    if name.startswith("collocation"):
        return table[table["kind"] != "category"]
    # Of `keyness` itself it also says which words are not sure.
    ranked = name.startswith("keyness_") and name != "keyness_unlisted"
    return table[table["lrc"] != 0] if ranked else table


def _plain(title: str) -> str:
    return " ".join(title.split()).casefold()
