"""The tables of rates: documents by themes, and by each theme's categories."""

from collections.abc import Sequence
from dataclasses import dataclass

from dissent.labels import written_date
from dissent.report.material import Material
from dissent.report.wording import name_of
from dissent.themes.files import Theme


@dataclass(frozen=True)
class Cell:
    """One document's rate of one theme or category: what is shown, and how its lines are found."""

    doc_id: str
    label: str
    theme: str
    category: str
    hits: int
    words: int
    rate: float
    low: float
    high: float
    enough: bool

    @property
    def unit(self) -> str:
        """The theme, or theme/category."""
        return f"{self.theme}/{self.category}" if self.category else self.theme


@dataclass(frozen=True)
class Row:
    """One document's line in a table of rates."""

    doc_id: str
    label: str
    date: str
    words: int
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True)
class RateTable:
    """A table of rates, one column per unit (theme, or theme/category)."""

    units: tuple[str, ...]
    names: tuple[str, ...]
    rows: tuple[Row, ...]

    @property
    def some_short(self) -> bool:
        """Whether any rate is from a document too short for it."""
        return any(cell and not cell.enough for row in self.rows for cell in row.cells)


Cells = dict[tuple[str, str, str], Cell]


def all_cells(material: Material) -> Cells:
    """Collect every rate.

    Parameters
    ----------
    material
        With the table of rates.

    Returns
    -------
    dict
        By document, theme and category (empty for the whole theme).
    """
    names = ["doc_id", "theme", "category", "hits", "words", "rate", "low", "high", "enough_text"]
    table = material.theme_rates[names]
    return {
        (doc_id, theme, category): Cell(
            doc_id=doc_id,
            label=material.labels.get(doc_id, doc_id),
            theme=theme,
            category=category,
            hits=int(hits),
            words=int(words),
            rate=rate,
            low=low,
            high=high,
            enough=bool(enough),
        )
        for doc_id, theme, category, hits, words, rate, low, high, enough in zip(
            *(table[name].tolist() for name in names), strict=True
        )
    }


def headline_table(material: Material, cells: Cells) -> RateTable:
    """Lay out documents by themes.

    Parameters
    ----------
    material
        The tables.
    cells
        As `all_cells` gives them.

    Returns
    -------
    RateTable
        One column per theme.
    """
    units = [(theme.theme, "") for theme in material.themes]
    return _table(material, cells, units, [theme.label for theme in material.themes])


def category_table(material: Material, cells: Cells, theme: Theme) -> RateTable:
    """Lay out documents by the categories of a theme.

    Parameters
    ----------
    material
        The tables.
    cells
        As `all_cells` gives them.
    theme
        The theme.

    Returns
    -------
    RateTable
        One column per category.
    """
    units = [(theme.theme, category) for category in theme.categories]
    return _table(material, cells, units, [name_of(category) for category in theme.categories])


def _table(
    material: Material, cells: Cells, units: Sequence[tuple[str, str]], names: Sequence[str]
) -> RateTable:
    dates = dict(zip(material.documents["doc_id"], material.documents["date"], strict=True))
    words = dict(zip(material.documents["doc_id"], material.documents["words"], strict=True))
    rows = tuple(
        Row(
            doc_id=doc_id,
            label=material.labels[doc_id],
            date=written_date(dates[doc_id]),
            words=int(words[doc_id]),
            cells=tuple(cells.get((doc_id, *unit)) for unit in units),
        )
        for doc_id in material.shown
    )
    shown = tuple(f"{theme}/{category}" if category else theme for theme, category in units)
    return RateTable(shown, tuple(names), rows)
