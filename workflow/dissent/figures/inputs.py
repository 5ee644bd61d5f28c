"""What the figures are drawn from: the tables, each read once and only when asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from dissent.errors import DissentError
from dissent.figures.likeness import CLOSEST, FARTHEST
from dissent.labels import document_labels
from dissent.slugs import group_slug
from dissent.tables import read_table
from dissent.themes.files import Theme

if TYPE_CHECKING:
    import pandas as pd

CORPUS_FIGURES = (
    "theme-rates",
    "category-heatmap",
    "x-ray",
    "theme-trends",
    "similarity-dendrogram",
    "similarity-map",
    "correspondence-map",
    CLOSEST,
    FARTHEST,
)
KEYNESS = "keyness-"


@dataclass(frozen=True)
class Inputs:
    """The tables' folder and the themes, in their order."""

    folder: Path
    themes: tuple[Theme, ...]

    @cached_property
    def documents(self) -> "pd.DataFrame":
        """The documents, in date order."""
        return read_table(self.folder / "documents.csv")

    @cached_property
    def theme_rates(self) -> "pd.DataFrame":
        """The rates of themes and categories."""
        return read_table(self.folder / "theme_rates.csv")

    @cached_property
    def hits(self) -> "pd.DataFrame":
        """The spans that count."""
        return read_table(self.folder / "hits.csv")

    @cached_property
    def keyness(self) -> "pd.DataFrame":
        """The lemmas that set each group apart."""
        return read_table(self.folder / "keyness.csv")

    @cached_property
    def theme_trends(self) -> "pd.DataFrame":
        """The rates of themes and categories by date."""
        return read_table(self.folder / "theme_trends.csv")

    @cached_property
    def similarity(self) -> "pd.DataFrame":
        """How alike the documents are, pair by pair."""
        return read_table(self.folder / "similarity.csv")

    @cached_property
    def dendrogram(self) -> "pd.DataFrame":
        """How the documents group."""
        return read_table(self.folder / "dendrogram.csv")

    @cached_property
    def map(self) -> "pd.DataFrame":
        """Documents and categories as points of planes."""
        return read_table(self.folder / "map.csv")

    @cached_property
    def word_shift(self) -> "pd.DataFrame":
        """The words that drive each pair of documents apart."""
        return read_table(self.folder / "word_shift.csv")

    def check_names(self, names: Sequence[str]) -> None:
        """Check that every figure asked for can be drawn.

        Parameters
        ----------
        names
            Names of figures.

        Raises
        ------
        DissentError
            Naming the known figures.
        """
        for name in names:
            if name not in CORPUS_FIGURES:
                self.keyness_group(name)

    def keyness_group(self, name: str) -> str:
        """Find the group that a keyness figure is about.

        Parameters
        ----------
        name
            As in `keyness-vlasov`.

        Returns
        -------
        str
            The group as the tables write it. A group of a small corpus may have no row in
            keyness.csv; it is then found among the catalogue's values.

        Raises
        ------
        DissentError
            Where there is no such figure.
        """
        wanted = name.removeprefix(KEYNESS) if name.startswith(KEYNESS) else ""
        groups = (
            {group_slug(group): group for group in self.keyness["group"].unique()} if wanted else {}
        )
        if wanted and wanted not in groups:
            text = self.documents.select_dtypes(exclude=["number", "bool"])
            groups |= {group_slug(value): value for key in text for value in text[key].unique()}
            groups |= {group_slug(value): value for value in _periods(text["date"].tolist())}
            groups |= {group_slug("(none)"): "(none)"}
        if wanted not in groups:
            known = self.keyness["group"].unique()
            shown = ", ".join([*CORPUS_FIGURES, *(KEYNESS + group_slug(group) for group in known)])
            raise DissentError(f"there is no figure `{name}`; known are {shown}")
        return str(groups[wanted])

    def group_label(self, group: str) -> str:
        """Say which documents a group is, for a reader.

        Parameters
        ----------
        group
            A value of keyness.csv's column `group`.

        Returns
        -------
        str
            The document's short title where the group is one document, else the group.
        """
        labels = document_labels(self.documents)
        return labels[group].name if group in labels else group


def _periods(dates: Sequence[str]) -> list[str]:
    """The years and decades that the setting `group` can make of dates."""
    years = {date[:4] for date in dates if date[:4].isdigit()}
    return sorted(years | {f"{year[:3]}0s" for year in years})
