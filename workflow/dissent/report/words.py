"""The words that make up a theme."""

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


def _values(table: pd.DataFrame, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    return list(zip(*(table[name].tolist() for name in columns), strict=True))
