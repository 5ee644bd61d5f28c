"""From the tables to figures, each as SVG and PNG, with its texts beside it."""

from collections.abc import Callable, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from dissent.figures.inputs import Inputs
from dissent.figures.likeness import CLOSEST, FARTHEST
from dissent.progress import say
from dissent.tables import write_json
from dissent.themes.files import read_themes

if TYPE_CHECKING:
    from dissent.figures.style import Chart


def draw_figures(
    *, tables: Path, folder: Path, themes: Sequence[Path], names: Sequence[str]
) -> None:
    """Draw figures from the tables, and write what is to be said of each.

    Parameters
    ----------
    tables
        The folder of the tables.
    folder
        The folder to write `<name>.svg`, `<name>.png` and `<name>.json` (title, caption,
        how_to_read, alt) to; made if need be.
    themes
        The theme files, in their order.
    names
        The figures: those in `dissent.figures.inputs.CORPUS_FIGURES`, and `keyness-` with a group.

    Raises
    ------
    DissentError
        Where a name is none of these; nothing is drawn then.
    """
    inputs = Inputs(tables, tuple(read_themes(themes)))
    inputs.check_names(names)

    from dissent.figures.captions import figure_text
    from dissent.figures.drawing import draw

    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        draw(_chart(name, inputs), folder / name)
        write_json(asdict(figure_text(name, inputs)), folder / f"{name}.json")
        say(f"figures: {name}")


def _chart(name: str, inputs: Inputs) -> "Chart":
    """Make the chart of that name."""
    from dissent.figures.category_heatmap import category_heatmap_chart
    from dissent.figures.keyness import keyness_chart
    from dissent.figures.similarity_dendrogram import similarity_dendrogram_chart
    from dissent.figures.similarity_map import correspondence_map_chart, similarity_map_chart
    from dissent.figures.theme_rates import theme_rates_chart
    from dissent.figures.theme_trends import theme_trends_chart
    from dissent.figures.word_shift import word_shift_chart
    from dissent.figures.x_ray import x_ray_chart

    documents, themes = inputs.documents, inputs.themes
    charts: dict[str, Callable[[], Chart]] = {
        "theme-rates": lambda: theme_rates_chart(
            inputs.theme_rates, documents=documents, themes=themes
        ),
        "category-heatmap": lambda: category_heatmap_chart(
            inputs.theme_rates, documents=documents, themes=themes
        ),
        "x-ray": lambda: x_ray_chart(inputs.hits, documents=documents, themes=themes),
        "theme-trends": lambda: theme_trends_chart(
            inputs.theme_trends, rates=inputs.theme_rates, themes=themes
        ),
        "similarity-dendrogram": lambda: similarity_dendrogram_chart(
            inputs.dendrogram, documents=documents
        ),
        "similarity-map": lambda: similarity_map_chart(inputs.map, documents=documents),
        "correspondence-map": lambda: correspondence_map_chart(
            inputs.map, documents=documents, themes=themes
        ),
    }
    if name in (CLOSEST, FARTHEST):
        return word_shift_chart(
            name, similarity=inputs.similarity, word_shift=inputs.word_shift, documents=documents
        )
    if name in charts:
        return charts[name]()
    group = inputs.keyness_group(name)
    return keyness_chart(inputs.keyness, group=group, label=inputs.group_label(group))
