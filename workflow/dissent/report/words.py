"""The words that make up a theme, and the rules' account of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dissent.report.material import Material
from dissent.themes.files import Theme

TOP_TERMS = 12


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
