"""How evenly the talk of each theme is spread over a document, and over the documents."""

from dataclasses import dataclass

from dissent.report.material import Material

CORPUS = "*"
FEW_HITS = 10


@dataclass(frozen=True)
class SpreadCell:
    """DPnorm of one theme in one document, with the hits that it rests on."""

    dp_norm: float
    hits: int
    range: int
    parts: int
    equal_parts: bool

    @property
    def least(self) -> float:
        """About the least value possible, where there are fewer hits than parts; 0 elsewhere."""
        if not self.equal_parts or self.hits >= self.parts:
            return 0.0
        return (self.parts - self.hits) / (self.parts - 1)

    @property
    def few(self) -> bool:
        """Whether there are too few hits to call them clumped."""
        return self.hits < FEW_HITS


@dataclass(frozen=True)
class SpreadRow:
    """One document's line; the corpus, whose parts are the documents, comes first."""

    label: str
    cells: tuple[SpreadCell | None, ...]


@dataclass(frozen=True)
class Spread:
    """Documents by themes."""

    themes: tuple[str, ...]
    rows: tuple[SpreadRow, ...]

    @property
    def some_few(self) -> bool:
        """Whether any cell rests on few hits."""
        return any(cell and cell.few for row in self.rows for cell in row.cells)


def spread(material: Material) -> Spread | None:
    """Lay out how evenly the themes are spread.

    Parameters
    ----------
    material
        The tables.

    Returns
    -------
    Spread or None
        None where no theme has a hit.
    """
    table = material.dispersion
    table = table[table["count"] > 0].dropna(subset=["dp_norm"])
    if table.empty:
        return None
    columns = ["doc_id", "unit", "dp_norm", "count", "range", "parts"]
    cells = {
        (doc_id, theme): SpreadCell(
            dp_norm, int(hits), int(places), int(parts), equal_parts=doc_id != CORPUS
        )
        for doc_id, theme, dp_norm, hits, places, parts in zip(
            *(table[name].tolist() for name in columns), strict=True
        )
    }
    there = {doc_id for doc_id, _ in cells}
    return Spread(
        themes=tuple(theme.label for theme in material.themes),
        rows=tuple(
            SpreadRow(
                material.labels.get(doc_id, "Over the documents"),
                tuple(cells.get((doc_id, theme.theme)) for theme in material.themes),
            )
            for doc_id in (CORPUS, *material.shown)
            if doc_id in there
        ),
    )
