"""The table of maps: documents, and categories, as points of a plane."""

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from dissent.comparison.similarity_spaces import Measure
from dissent.statistics import scaling
from dissent.tables import empty_table
from dissent.themes.files import Theme

# With more documents the map is that of classical scaling, which takes one step.
STRESS_DOCUMENTS = 300
Floats = npt.NDArray[np.float64]


def map_table(
    themes: Sequence[Theme],
    names: Sequence[str],
    measures: Sequence[Measure],
    values: Mapping[str, Floats],
    hits: Floats,
) -> pd.DataFrame:
    """Make `map.csv`.

    Parameters
    ----------
    themes
        The themes, in their order.
    names
        The documents, in date order.
    measures
        The measures of similarity that there are.
    values
        Of each measure, all pairs of documents.
    hits
        Hits of each document and category, (documents, categories).

    Returns
    -------
    pandas.DataFrame
        Scaling takes the square root of the Jensen-Shannon divergence, which is a metric (Endres
        and Schindelin 2003), and the theme profiles' distance as it is. Documents without hits and
        categories without hits are not in the correspondence analysis.
    """
    parts = [empty_table("map")]
    for measure in measures:
        inside = values[measure.name][np.ix_(measure.documents, measure.documents)]
        if measure.name == "jensen_shannon":
            parts.append(_scaled("mds_jensen_shannon", np.sqrt(inside), measure, names))
        if measure.name == "theme_profile":
            parts.append(_scaled("mds_theme_profile", inside, measure, names))
    categories = [f"{theme.theme}/{name}" for theme in themes for name in theme.categories]
    parts.append(_correspondence(names, categories, hits))
    filled = [part for part in parts if len(part)]
    return pd.concat(filled, ignore_index=True) if filled else parts[0]


def _scaled(name: str, distances: Floats, measure: Measure, names: Sequence[str]) -> pd.DataFrame:
    few = len(distances) <= STRESS_DOCUMENTS
    points = (scaling.metric_scaling if few else scaling.classical_scaling)(distances)
    return pd.DataFrame(
        {
            "map": name,
            "kind": "document",
            "name": [names[place] for place in measure.documents],
            "x": points[:, 0],
            "y": points[:, 1],
            "quality": scaling.stress_1(distances, points),
            "inertia_x": np.nan,
            "inertia_y": np.nan,
        }
    )


def _correspondence(names: Sequence[str], categories: Sequence[str], hits: Floats) -> pd.DataFrame:
    rows, columns = (np.flatnonzero(hits.any(axis=axis)).tolist() for axis in (1, 0))
    if min(len(rows), len(columns)) < 2:
        return empty_table("map")
    found = scaling.correspondence_analysis(hits[np.ix_(rows, columns)])
    points = np.concatenate([found.rows, found.columns])
    quality = np.concatenate([found.row_quality, found.column_quality])
    plane = np.zeros((len(points), 2))
    plane[:, : points.shape[1]] = points[:, :2]
    total = found.inertias.sum()
    shares = np.zeros(2)
    shares[: len(found.inertias)] = found.inertias[:2]
    shares = shares / total if total > 0 else np.full(2, np.nan)
    return pd.DataFrame(
        {
            "map": "correspondence",
            "kind": ["document"] * len(rows) + ["category"] * len(columns),
            "name": [*(names[place] for place in rows), *(categories[place] for place in columns)],
            "x": plane[:, 0],
            "y": plane[:, 1],
            "quality": quality[:, :2].sum(axis=1),
            "inertia_x": shares[0],
            "inertia_y": shares[1],
        }
    )
