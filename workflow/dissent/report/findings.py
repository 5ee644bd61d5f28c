"""The findings in brief: what the rates and contrasts of each theme bear, and no more.

The sentences themselves are in `templates/findings.html`; here is what they may say.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dissent.report.contrasts import ALL_OTHERS, Contrast
from dissent.report.rates import Cell, Cells
from dissent.themes.files import Theme


@dataclass(frozen=True)
class Against:
    """The highest rate against another; `cell` is missing for all others together."""

    cell: Cell | None
    contrast: Contrast


@dataclass(frozen=True)
class Finding:
    """What can be said of one theme."""

    theme: str
    label: str
    ranked: int
    highest: Cell | None = None
    next: Against | None = None
    lowest: Against | None = None
    others: Against | None = None
    told_apart: int = 0
    pairs: int = 0
    pairs_apart: int = 0

    @property
    def from_all(self) -> bool:
        """Whether the highest can be told apart from every other document that is ranked."""
        return self.ranked > 1 and self.told_apart == self.ranked - 1


def find(theme: Theme, cells: Cells, contrasts: Sequence[Contrast]) -> Finding:
    """Find the document whose rate of a theme is highest, and those it can be told apart from.

    Parameters
    ----------
    theme
        The theme.
    cells
        All rates.
    contrasts
        The contrasts of the theme.

    Returns
    -------
    Finding
        Of documents with enough text only.
    """
    ranked = [
        cell
        for (_, name, category), cell in cells.items()
        if name == theme.theme and not category and cell.enough
    ]
    ranked.sort(key=lambda cell: (-cell.rate, cell.doc_id))
    apart = sum(contrast.distinct for contrast in contrasts)
    start = Finding(
        theme=theme.theme,
        label=theme.label,
        ranked=len(ranked),
        pairs=len(contrasts),
        pairs_apart=apart,
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
    pairs = [Against(cell, against[cell.doc_id]) for cell in ranked[1:] if cell.doc_id in against]
    others = against.get(ALL_OTHERS)
    return Finding(
        theme=start.theme,
        label=start.label,
        ranked=start.ranked,
        highest=highest,
        next=pairs[0] if pairs else None,
        lowest=pairs[-1] if len(pairs) > 1 else None,
        others=Against(None, others) if others else None,
        told_apart=sum(pair.contrast.distinct and pair.contrast.ratio > 1 for pair in pairs),
        pairs=start.pairs,
        pairs_apart=start.pairs_apart,
    )
