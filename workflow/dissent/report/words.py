"""The words: those that set a group apart, those that make up a theme, and the rules' account."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dissent.report.contrasts import DISTINCT_Q
from dissent.report.material import SHOWN_DOCUMENTS, Material
from dissent.themes.files import Theme

TOP_WORDS = 10
TOP_TERMS = 12
PREVIEW = 5


@dataclass(frozen=True)
class KeyWord:
    """A lemma that a group uses more than the rest."""

    lemma: str
    count: int
    reference_count: int
    rate: float
    reference_rate: float
    log_ratio: float
    low: float
    high: float
    g2: float
    documents: int
    dp: float

    @property
    def one_passage(self) -> bool:
        """Whether its interval, which allows for clumping, takes in no difference."""
        return self.low <= 0


@dataclass(frozen=True)
class KeyGroup:
    """A group with the words that set it apart; `found` counts all of them."""

    name: str
    words: int
    found: int
    top: tuple[KeyWord, ...]

    @property
    def preview(self) -> list[str]:
        """The first few lemmas."""
        return [word.lemma for word in self.top[:PREVIEW]]


@dataclass(frozen=True)
class Term:
    """Words with which the documents speak of a theme."""

    term: str
    category: str
    hits: int
    share: float
    documents: int


@dataclass(frozen=True)
class ThemeTerms:
    """The most frequent terms of a theme; `different` counts all."""

    label: str
    hits: int
    different: int
    top: tuple[Term, ...]


@dataclass(frozen=True)
class RuleRow:
    """One rule with its account."""

    rule_id: str
    pattern: str
    category: str
    hits: int
    documents: int
    types: int
    lost_to: str
    cancelled: int
    share: float
    note: str


@dataclass(frozen=True)
class ThemeRules:
    """The rules of a theme."""

    label: str
    rows: tuple[RuleRow, ...]

    @property
    def silent(self) -> list[str]:
        """The rules without a hit, as they are written."""
        return [row.pattern for row in self.rows if row.hits == 0]


def key_groups(material: Material) -> list[KeyGroup]:
    """List, for each group, the words that it uses more than the rest.

    Parameters
    ----------
    material
        The tables.

    Returns
    -------
    list of KeyGroup
        In the table's order, words by falling G2.
    """
    table = material.keyness
    words = table.groupby("group", sort=False)["words"].first()
    more = table[(table["g2"] > 0) & (table["q"] < DISTINCT_Q)]
    more = more.sort_values("g2", ascending=False, kind="stable")
    found = more["group"].value_counts()
    top: dict[str, list[KeyWord]] = {}
    columns = ["group", "lemma", "count", "reference_count", "rate", "reference_rate", "log_ratio",
               "log_ratio_low", "log_ratio_high", "g2", "documents", "dp"]  # fmt: skip
    for group, *values in _values(more.groupby("group", sort=False).head(TOP_WORDS), columns):
        top.setdefault(group, []).append(KeyWord(*values))
    labels = material.labels if material.settings["group"] == "doc_id" else {}
    return [
        KeyGroup(
            name=labels.get(group, group),
            words=int(count),
            found=int(found.get(group, 0)),
            top=tuple(top.get(group, [])),
        )
        for group, count in list(zip(words.index.tolist(), words.tolist(), strict=True))[
            :SHOWN_DOCUMENTS
        ]
    ]


def theme_terms(material: Material) -> list[ThemeTerms]:
    """List the terms that make up each theme.

    Parameters
    ----------
    material
        The tables.

    Returns
    -------
    list of ThemeTerms
        Themes in their order, terms by falling hits.
    """
    return [_theme_terms(material.theme_terms, theme) for theme in material.themes]


def theme_rules(material: Material) -> list[ThemeRules]:
    """List the rules of each theme with what they found and lost.

    Parameters
    ----------
    material
        The tables.

    Returns
    -------
    list of ThemeRules
        In the order of the theme files.
    """
    table = material.rules
    return [
        ThemeRules(theme.label, tuple(_rule_rows(table[table["theme"] == theme.theme])))
        for theme in material.themes
    ]


def _theme_terms(table: pd.DataFrame, theme: Theme) -> ThemeTerms:
    own = table[table["theme"] == theme.theme]
    summed = own.groupby(["term", "category"], sort=False).agg(
        hits=("hits", "sum"), documents=("doc_id", "nunique")
    )
    summed = summed.reset_index().sort_values(
        ["hits", "term", "category"], ascending=[False, True, True]
    )
    hits = int(summed["hits"].sum())
    top = _values(summed.head(TOP_TERMS), ["term", "category", "hits", "documents"])
    return ThemeTerms(
        label=theme.label,
        hits=hits,
        different=len(summed),
        top=tuple(
            Term(term, category, int(count), count / hits, int(documents))
            for term, category, count, documents in top
        ),
    )


def _rule_rows(table: pd.DataFrame) -> list[RuleRow]:
    columns = ["rule_id", "pattern", "category", "hits", "documents", "types_matched", "lost_to",
               "cancelled", "share_of_theme", "note"]  # fmt: skip
    return [RuleRow(*values) for values in _values(table, columns)]


def _values(table: pd.DataFrame, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    return list(zip(*(table[name].tolist() for name in columns), strict=True))
