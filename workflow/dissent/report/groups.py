"""How often each group of documents speaks of each theme, and which groups can be told apart."""

from dataclasses import dataclass

from dissent.report.contrasts import SHOWN_PAIRS, Contrast, as_contrasts, hits_of_both
from dissent.report.material import Material

DOCUMENTS = "documents"


@dataclass(frozen=True)
class GroupCell:
    """A group's rate of a theme; `of_documents` says what its interval is made from."""

    hits: int
    rate: float
    low: float
    high: float
    of_documents: bool


@dataclass(frozen=True)
class GroupRow:
    """A group's line."""

    name: str
    documents: int
    words: int
    cells: tuple[GroupCell | None, ...]


@dataclass(frozen=True)
class GroupContrasts:
    """The pairs of groups that can be told apart on a theme, the strongest first.

    Of those told apart, `few` rest on few hits.
    """

    label: str
    pairs: int
    apart: int
    few: int
    shown: tuple[Contrast, ...]


@dataclass(frozen=True)
class Groups:
    """Groups by themes, and the contrasts of each theme."""

    themes: tuple[str, ...]
    rows: tuple[GroupRow, ...]
    contrasts: tuple[GroupContrasts, ...]

    @property
    def of_documents(self) -> list[str]:
        """The groups whose intervals speak of other documents of their kind."""
        return [row.name for row in self.rows if any(c and c.of_documents for c in row.cells)]

    @property
    def of_passages(self) -> list[str]:
        """The groups whose intervals speak of their own passages only."""
        return [row.name for row in self.rows if any(c and not c.of_documents for c in row.cells)]


def theme_groups(material: Material) -> Groups | None:
    """Lay out the rates of groups.

    Parameters
    ----------
    material
        The tables.

    Returns
    -------
    Groups or None
        None where every document is its own group.
    """
    table = material.theme_groups[material.theme_groups["category"] == ""]
    if table.empty:
        return None
    columns = ["group", "theme", "hits", "rate", "low", "high", "interval"]
    cells = {
        (group, theme): GroupCell(int(hits), rate, low, high, interval == DOCUMENTS)
        for group, theme, hits, rate, low, high, interval in zip(
            *(table[name].tolist() for name in columns), strict=True
        )
    }
    first = table.drop_duplicates("group")
    names = ["group", "documents", "words"]
    return Groups(
        themes=tuple(theme.label for theme in material.themes),
        rows=tuple(
            GroupRow(
                group,
                int(documents),
                int(words),
                tuple(cells.get((group, theme.theme)) for theme in material.themes),
            )
            for group, documents, words in zip(
                *(first[name].tolist() for name in names), strict=True
            )
        ),
        contrasts=tuple(
            _contrasts(material, theme.theme, theme.label, groups=len(first))
            for theme in material.themes
        ),
    )


def _contrasts(material: Material, theme: str, label: str, *, groups: int) -> GroupContrasts:
    names = ["group_a", "group_b", "rate_a", "rate_b", "rate_ratio", "low", "high", "q"]
    table = material.theme_group_contrasts
    table = table[(table["theme"] == theme) & (table["category"] == "")].dropna(subset=names)
    hits = hits_of_both(table, ("group_a", "group_b"), material.theme_groups)
    every = as_contrasts(table, names, hits)
    apart = [contrast.higher_first for contrast in every if contrast.distinct]
    apart.sort(key=lambda contrast: (-contrast.low, contrast.one, contrast.other))
    return GroupContrasts(
        label=label,
        pairs=groups * (groups - 1) // 2,
        apart=len(apart),
        few=sum(contrast.rests_on_few for contrast in apart),
        shown=tuple(apart[:SHOWN_PAIRS]),
    )
