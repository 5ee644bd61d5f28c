"""How much the intervals depend on the length of the blocks that are resampled."""

from dataclasses import dataclass

from dissent.report.material import Material

SHOWN = 20


@dataclass(frozen=True)
class Changed:
    """An interval with another block length; `change` is that of its width, as a share."""

    document: str
    theme: str
    chosen_segments: int
    chosen_low: float
    chosen_high: float
    segments: int
    low: float
    high: float
    change: float


@dataclass(frozen=True)
class Sensitivity:
    """The changes of all intervals, and those that change the most."""

    intervals: int
    fewest_segments: int
    most_segments: int
    median: float
    strongest: tuple[Changed, ...]


def sensitivity(material: Material) -> Sensitivity | None:
    """Describe how much the intervals depend on the block length.

    Parameters
    ----------
    material
        The tables.

    Returns
    -------
    Sensitivity or None
        None where no interval was made with another length.
    """
    table = material.interval_sensitivity.dropna(subset=["low", "high"])
    both = table[~table["chosen"]].merge(
        table[table["chosen"]], on=["doc_id", "theme"], suffixes=("", "_chosen")
    )
    both = both[both["high_chosen"] > both["low_chosen"]]
    if both.empty:
        return None
    width = (both["high"] - both["low"]) / (both["high_chosen"] - both["low_chosen"])
    both = both.assign(change=width - 1, size=(width - 1).abs())
    strongest = both.sort_values("size", ascending=False, kind="stable").head(SHOWN)
    labels = {theme.theme: theme.label for theme in material.themes}
    columns = ["doc_id", "theme", "block_segments_chosen", "low_chosen", "high_chosen",
               "block_segments", "low", "high", "change"]  # fmt: skip
    return Sensitivity(
        intervals=len(both.drop_duplicates(["doc_id", "theme"])),
        fewest_segments=int(table["block_segments"].min()),
        most_segments=int(table["block_segments"].max()),
        median=float(both["size"].median()),
        strongest=tuple(
            Changed(material.labels[doc_id], labels[theme], *values)
            for doc_id, theme, *values in zip(
                *(strongest[name].tolist() for name in columns), strict=True
            )
        ),
    )
