"""The findings in brief: what the rates and contrasts of each theme bear, and no more.

The sentences themselves are in `templates/findings.html`; here is what they may say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from dissent.report.contrasts import Contrast
from dissent.report.material import ALL_OTHERS
from dissent.report.rates import Cell, Cells
from dissent.themes.files import Theme


@dataclass(frozen=True)
class Against:
    """The highest rate against another; `cell` is missing for all others together.

    `contrast` is missing where the two have no ratio.
    """

    cell: Cell | None
    contrast: Contrast | None

    @property
    def distinct(self) -> bool:
        """Whether the two can be told apart."""
        return self.contrast is not None and self.contrast.distinct

    @property
    def more_often(self) -> bool:
        """Whether the highest can be said to speak of the theme more often than the other."""
        return self.contrast is not None and self.contrast.distinct and self.contrast.ratio > 1


@dataclass(frozen=True)
class Finding:
    """What can be said of one theme.

    `unranked` is the highest rate measured in a document too short to be ranked, where it is
    higher than any ranked one; `unranked_above` counts the documents of which that is so. Of the
    pairs told apart, `pairs_few` rest on few hits.
    """

    theme: str
    label: str
    ranked: int
    highest: Cell | None = None
    next: Against | None = None
    lowest: Against | None = None
    others: Against | None = None
    unranked: Cell | None = None
    unranked_above: int = 0
    told_apart: int = 0
    pairs: int = 0
    pairs_apart: int = 0
    pairs_few: int = 0

    @property
    def from_all(self) -> bool:
        """Whether the highest can be told apart from every other document that is ranked."""
        return self.ranked > 1 and self.told_apart == self.ranked - 1


def find(theme: Theme, cells: Cells, contrasts: Sequence[Contrast], *, pairs: int) -> Finding:
    """Find the document whose rate of a theme is highest, and those it can be told apart from.

    Parameters
    ----------
    theme
        The theme.
    cells
        All rates.
    contrasts
        The contrasts of the theme; a pair that is missing cannot be told apart.
    pairs
        How many pairs there are, with those that are missing.

    Returns
    -------
    Finding
        Ranked are documents with enough text only.
    """
    measured = [
        cell
        for (_, name, category), cell in cells.items()
        if name == theme.theme and not category and (cell.enough or cell.hits)
    ]
    measured.sort(key=lambda cell: (-cell.rate, cell.doc_id))
    ranked = [cell for cell in measured if cell.enough]
    above = [
        cell for cell in measured if not cell.enough and (not ranked or cell.rate > ranked[0].rate)
    ]
    apart = [contrast for contrast in contrasts if contrast.distinct]
    start = Finding(
        theme=theme.theme,
        label=theme.label,
        ranked=len(ranked),
        unranked=above[0] if above else None,
        unranked_above=len(above),
        pairs=pairs,
        pairs_apart=len(apart),
        pairs_few=sum(contrast.rests_on_few for contrast in apart),
    )
    if not ranked:
        return start
    return _with_highest(start, ranked, contrasts)


def _with_highest(start: Finding, ranked: Sequence[Cell], contrasts: Sequence[Contrast]) -> Finding:
    highest = ranked[0]
    against: Mapping[str, Contrast] = {
        contrast.other: contrast
        for contrast in (
            each.seen_from(highest.doc_id)
            for each in contrasts
            if highest.doc_id in (each.one, each.other)
        )
    }
    pairs = [Against(cell, against.get(cell.doc_id)) for cell in ranked[1:]]
    others = against.get(ALL_OTHERS)
    return replace(
        start,
        highest=highest,
        next=pairs[0] if pairs else None,
        lowest=pairs[-1] if len(pairs) > 1 else None,
        others=Against(None, others) if others else None,
        told_apart=sum(pair.more_often for pair in pairs),
    )
