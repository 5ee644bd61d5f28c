"""Which documents can be told apart on a theme, and by how much."""

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from dissent.report.material import Material
from dissent.report.rates import Cell, Cells

DISTINCT_Q = 0.05
SHOWN_PAIRS = 15


@dataclass(frozen=True)
class Contrast:
    """How many times as often the first document speaks of a theme as the other."""

    one: str
    other: str
    rate_one: float
    rate_other: float
    ratio: float
    low: float
    high: float
    q: float

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
        return Contrast(
            one=self.other,
            other=self.one,
            rate_one=self.rate_other,
            rate_other=self.rate_one,
            ratio=1 / self.ratio,
            low=1 / self.high,
            high=1 / self.low,
            q=self.q,
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
    of the theme.
    """

    theme: str
    label: str
    pairs: int
    silent: int
    apart: int
    shown: tuple[Pair, ...]
    categories_apart: int
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
    columns = (table[name].tolist() for name in names)
    return [Contrast(*values) for values in zip(*columns, strict=True)]


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
    return ContrastTable(
        theme=theme,
        label=label,
        pairs=material.pairs,
        silent=material.pairs - len(contrasts),
        apart=len(apart),
        shown=shown,
        categories_apart=_distinct(parts),
        categories_pairs=categories * material.pairs,
    )


def _distinct(table: pd.DataFrame) -> int:
    outside = (table["low"] > 1) | (table["high"] < 1)
    return int(((table["q"] < DISTINCT_Q) & outside).sum())
