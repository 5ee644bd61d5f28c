"""Can a theme be trusted? Its badge, its rules with what each found, won and lost, and warnings."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from dissent.report.material import Material
from dissent.themes.files import Theme

ALL_DOCUMENTS = "*"
OUTDATED = "outdated"
SHOWN_FORMS = 5


@dataclass(frozen=True)
class Badge:
    """How often coders found a theme's rules right, and how much the rules miss."""

    coders: int
    lines: int
    precision: float
    precision_low: float
    precision_high: float
    recall: float
    recall_low: float
    recall_high: float
    alpha: float
    status: str

    @property
    def outdated(self) -> bool:
        """Whether the rules or the texts have changed since the lines were drawn."""
        return self.status == OUTDATED


@dataclass(frozen=True)
class RuleRow:
    """One rule with its account; shares are from 0 to 1; `why` says why it has no hit."""

    rule_id: str
    term: str
    contexts: str
    hits: int
    documents: int
    only_in: str
    types: str
    types_matched: int
    beaten: int
    lost_to: str
    cancelled: int
    share_of_category: float
    share_of_theme: float
    note: str
    why: str

    @property
    def forms(self) -> str:
        """Its most frequent forms, the first few."""
        forms = self.types.split("; ")
        more = self.types_matched - SHOWN_FORMS
        return "; ".join(forms[:SHOWN_FORMS]) + (f"; {more} more" if more > 0 else "")


@dataclass(frozen=True)
class CategoryRules:
    """The rules of a category that have a hit, and those that have none."""

    category: str
    hits: int
    share: float
    heard: tuple[RuleRow, ...]
    silent: tuple[RuleRow, ...]


@dataclass(frozen=True)
class Warned:
    """A warning about a rule; `types` lists what an over-broad wildcard takes in."""

    file: str
    line: int
    message: str
    types: str


@dataclass(frozen=True)
class Largest:
    """What is left of a rate without the theme's largest rule; rates per 1,000 words."""

    document: str
    term: str
    share: float
    rate: float
    rate_without: float


@dataclass(frozen=True)
class ThemePage:
    """All that the report says of a theme's rules.

    `warnings` are those about rules with a hit; `largest` begins with all documents together.
    """

    theme: str
    label: str
    badge: Badge | None
    hits: int
    categories: tuple[CategoryRules, ...]
    warnings: tuple[Warned, ...]
    largest: tuple[Largest, ...]

    @property
    def rules(self) -> int:
        """How many rules the theme has."""
        return sum(len(part.heard) + len(part.silent) for part in self.categories)

    @property
    def silent(self) -> int:
        """How many of them have no hit."""
        return sum(len(part.silent) for part in self.categories)

    @property
    def lonely(self) -> int:
        """How many of them have several hits, all in one of several documents."""
        return sum(row.only_in != "" for part in self.categories for row in part.heard)


def theme_pages(material: Material) -> list[ThemePage]:
    """Put together what the report says of each theme's rules.

    Parameters
    ----------
    material
        The tables.

    Returns
    -------
    list of ThemePage
        In the order of the themes.
    """
    return [_theme_page(material, theme) for theme in material.themes]


def badges(material: Material) -> dict[str, Badge | None]:
    """Say of each theme whether it is validated.

    Parameters
    ----------
    material
        With the table `validation`.

    Returns
    -------
    dict of str to Badge or None
        By theme; None where nobody has coded lines of it.
    """
    table = material.validation
    whole = table[(table["category"] == "") & (table["rule_id"] == "")]
    names = ["coders", "lines", "precision", "precision_low", "precision_high", "recall",
             "recall_low", "recall_high", "alpha", "status"]  # fmt: skip
    known = dict(zip(whole["theme"], _values(whole, names), strict=True))
    return {
        theme.theme: Badge(*known[theme.theme]) if theme.theme in known else None
        for theme in material.themes
    }


def _theme_page(material: Material, theme: Theme) -> ThemePage:
    own = material.rules[material.rules["theme"] == theme.theme]
    hits = int(own["hits"].sum())
    return ThemePage(
        theme=theme.theme,
        label=theme.label,
        badge=badges(material)[theme.theme],
        hits=hits,
        categories=tuple(
            _category(material, own[own["category"] == name], theme, name, of_theme=hits)
            for name in theme.categories
        ),
        warnings=_warnings(material, theme),
        largest=_largest(material, theme),
    )


def _category(
    material: Material, table: pd.DataFrame, theme: Theme, name: str, *, of_theme: int
) -> CategoryRules:
    why = material.rule_checks.groupby("rule_id")["message"].first().to_dict()
    rules = {rule.rule_id: rule for rule in theme.rules}
    terms = [rules[rule_id].term for rule_id in table["rule_id"]]
    named = table.assign(
        term=terms,
        contexts=[
            pattern.removeprefix(term).strip()
            for pattern, term in zip(table["pattern"], terms, strict=True)
        ],
        only_in=[material.labels.get(doc_id, doc_id) for doc_id in table["only_in"]],
        why=[
            why.get(rule_id, "").removeprefix(f"`{term}` ")
            for rule_id, term in zip(table["rule_id"], terms, strict=True)
        ],
    )
    columns = ["rule_id", "term", "contexts", "hits", "documents", "only_in", "types",
               "types_matched", "beaten", "lost_to", "cancelled", "share_of_category",
               "share_of_theme", "note", "why"]  # fmt: skip
    rows = [RuleRow(*values) for values in _values(named, columns)]
    hits = sum(row.hits for row in rows)
    return CategoryRules(
        category=name,
        hits=hits,
        share=hits / of_theme if of_theme else 0.0,
        heard=tuple(sorted((row for row in rows if row.hits), key=lambda row: -row.hits)),
        silent=tuple(row for row in rows if not row.hits),
    )


def _warnings(material: Material, theme: Theme) -> tuple[Warned, ...]:
    table = material.rule_checks
    heard = material.rules.loc[material.rules["hits"] > 0, "rule_id"]
    own = table[(table["theme"] == theme.theme) & table["rule_id"].isin(heard)]
    return tuple(Warned(*row) for row in _values(own, ["file", "line", "message", "types"]))


def _largest(material: Material, theme: Theme) -> tuple[Largest, ...]:
    table = material.largest_rules
    shown = {ALL_DOCUMENTS, *material.shown}
    own = table[(table["theme"] == theme.theme) & table["doc_id"].isin(shown)]
    terms = {rule.rule_id: rule.term for rule in theme.rules}
    names = {**material.labels, ALL_DOCUMENTS: "All documents together"}
    named = own.assign(doc_id=own["doc_id"].map(names), rule_id=own["rule_id"].map(terms))
    columns = ["doc_id", "rule_id", "share", "rate", "rate_without"]
    return tuple(Largest(*row) for row in _values(named, columns))


def _values(table: pd.DataFrame, columns: Sequence[str]) -> list[tuple[Any, ...]]:
    return list(zip(*(table[name].tolist() for name in columns), strict=True))
