"""Which documents can be told apart on a theme, and by how much."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import pandas as pd

from dissent.report.material import ALL_OTHERS, Material
from dissent.report.rates import Cell, Cells
from dissent.report.spread import FEW_HITS

DISTINCT_Q = 0.05
SHOWN_PAIRS = 15


@dataclass(frozen=True)
class Contrast:
    """How many times as often the first document speaks of a theme as the other.

    `hits` are those of both sides together.
    """

    one: str
    other: str
    rate_one: float
    rate_other: float
    ratio: float
    low: float
    high: float
    q: float
    hits: int

    @property
    def rests_on_few(self) -> bool:
        """Whether there are so few hits that another passage or two would change the picture."""
        return self.hits < FEW_HITS

    @property
    def distinct(self) -> bool:
        """Whether the two can be told apart: by q, and by the interval that stands beside it."""
        return self.q < DISTINCT_Q and (self.low > 1 or self.high < 1)

    def seen_from(self, doc_id: str) -> "Contrast":
        """Turn the contrast round, where need be, so that a document comes first.

        Parameters
        ----------
        doc_id
            One of the two.

        Returns
        -------
        Contrast
            With this document first.
        """
        if doc_id == self.one:
            return self
        return replace(
            self,
            one=self.other,
            other=self.one,
            rate_one=self.rate_other,
            rate_other=self.rate_one,
            ratio=1 / self.ratio,
            low=1 / self.high,
            high=1 / self.low if self.low else math.inf,
        )

    @property
    def higher_first(self) -> "Contrast":
        """The same contrast, the higher rate first."""
        return self if self.ratio >= 1 else self.seen_from(self.other)


@dataclass(frozen=True)
class Pair:
    """A contrast with the rates it compares; the rate of all others together has no lines."""

    contrast: Contrast
    one: Cell | None
    other: Cell | None

    @property
    def short(self) -> bool:
        """Whether one of the documents is too short for a ranking."""
        return any(cell is not None and not cell.enough for cell in (self.one, self.other))


@dataclass(frozen=True)
class ContrastTable:
    """The pairs that can be told apart on a theme, the strongest first.

    `pairs` counts all, also those without a ratio; of these, the `silent`, neither document speaks
    of the theme. Of those told apart, `few` rest on few hits; `categories_few` likewise.
    """

    theme: str
    label: str
    pairs: int
    silent: int
    apart: int
    few: int
    shown: tuple[Pair, ...]
    categories_apart: int
    categories_few: int
    categories_pairs: int


def theme_contrasts(material: Material, theme: str) -> list[Contrast]:
    """Collect the contrasts of a whole theme.

    Parameters
    ----------
    material
        The tables.
    theme
        The theme.

    Returns
    -------
    list of Contrast
        In the order of the table, those without a ratio left out.
    """
    names = ["doc_a", "doc_b", "rate_a", "rate_b", "rate_ratio", "low", "high", "q"]
    table = material.theme_contrasts
    table = table[(table["theme"] == theme) & (table["category"] == "")].dropna(subset=names)
    return as_contrasts(table, names, hits_of_both(table, ("doc_a", "doc_b"), material.theme_rates))


def as_contrasts(
    table: pd.DataFrame, names: Sequence[str], hits: npt.NDArray[np.int64]
) -> list[Contrast]:
    """Make contrasts of the rows of a table.

    Parameters
    ----------
    table
        Of contrasts.
    names
        The columns of both sides, both rates, ratio, low, high and q.
    hits
        Of both sides together, shape (rows,).

    Returns
    -------
    list of Contrast
        In the order of the table.
    """
    columns = (table[name].tolist() for name in names)
    return [Contrast(*values) for values in zip(*columns, hits.tolist(), strict=True)]


def hits_of_both(
    table: pd.DataFrame, sides: tuple[str, str], rates: pd.DataFrame
) -> npt.NDArray[np.int64]:
    """Count the hits that contrasts rest on.

    Parameters
    ----------
    table
        Of contrasts.
    sides
        Its columns that name the two sides; `*` is all others together.
    rates
        The table of rates of these documents or groups, named in its first column.

    Returns
    -------
    int64 array, shape (rows,)
        Hits of both sides together.
    """
    unit = ["theme", "category"]
    own = rates.set_index([rates.columns[0], *unit])["hits"]
    one, other = (
        own.reindex(pd.MultiIndex.from_frame(table[[side, *unit]])).to_numpy(dtype=np.float64)
        for side in sides
    )
    every = rates.groupby(unit)["hits"].sum()
    every = every.reindex(pd.MultiIndex.from_frame(table[unit]))
    both = np.where(table[sides[1]] == ALL_OTHERS, every.to_numpy(dtype=np.float64), one + other)
    return both.astype(np.int64)


def contrast_table(
    material: Material, cells: Cells, *, theme: str, label: str, contrasts: Sequence[Contrast]
) -> ContrastTable:
    """List the pairs of documents that can be told apart on a theme.

    Parameters
    ----------
    material
        The tables.
    cells
        All rates.
    theme, label
        The theme.
    contrasts
        As `theme_contrasts` gives them.

    Returns
    -------
    ContrastTable
        The strongest first: by the end of the interval that is nearest to 1, so by what the texts
        bear out at least.
    """
    apart = [contrast.higher_first for contrast in contrasts if contrast.distinct]
    apart.sort(key=lambda contrast: (-contrast.low, contrast.one, contrast.other))
    shown = tuple(
        Pair(
            contrast,
            cells.get((contrast.one, theme, "")),
            cells.get((contrast.other, theme, "")),
        )
        for contrast in apart[:SHOWN_PAIRS]
    )
    categories = next(len(each.categories) for each in material.themes if each.theme == theme)
    parts = material.theme_contrasts
    parts = parts[(parts["theme"] == theme) & (parts["category"] != "")]
    parts = parts[_distinct(parts)]
    hits = hits_of_both(parts, ("doc_a", "doc_b"), material.theme_rates)
    return ContrastTable(
        theme=theme,
        label=label,
        pairs=material.pairs,
        silent=material.pairs - len(contrasts),
        apart=len(apart),
        few=sum(contrast.rests_on_few for contrast in apart),
        shown=shown,
        categories_apart=len(parts),
        categories_few=int((hits < FEW_HITS).sum()),
        categories_pairs=categories * material.pairs,
    )


def _distinct(table: pd.DataFrame) -> "pd.Series[bool]":
    return (table["q"] < DISTINCT_Q) & ((table["low"] > 1) | (table["high"] < 1))
