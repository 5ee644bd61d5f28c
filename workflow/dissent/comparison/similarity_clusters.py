"""The table of clusters: how documents group, and how far it depends on their passages."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from dissent.comparison.similarity_spaces import Measure, Numbers, Spaces
from dissent.statistics import clustering, resampling, similarity_intervals
from dissent.tables import empty_table

# Replicates whose counts are in memory at a time.
TOGETHER = 25
Floats = npt.NDArray[np.float64]
Singles = npt.NDArray[np.float32]


def dendrogram_table(
    spaces: Spaces,
    measures: Sequence[Measure],
    names: Sequence[str],
    values: Mapping[str, Floats],
    *,
    seed: int,
    replicates: int,
) -> pd.DataFrame:
    """Make `dendrogram.csv`.

    Parameters
    ----------
    spaces
        What is compared.
    measures
        The measures.
    names
        The documents, in date order.
    values
        Of each measure, all pairs: (documents, documents).
    seed
        From which the random numbers of each document follow.
    replicates
        Resampled corpora for the support of clusters; with none the support is nan.

    Returns
    -------
    pandas.DataFrame
        Measure by measure, from the closest merger to the last.
    """
    trees = {}
    for measure in measures:
        inside = values[measure.name][np.ix_(measure.documents, measure.documents)]
        trees[measure.name] = clustering.average_linkage(measure.distances(inside))
    distances: dict[str, list[Numbers]] = {measure.name: [] for measure in measures}
    resampled = _resampled(spaces, names, seed=seed, replicates=replicates)
    for counts in resampled if measures and replicates else ():
        for measure in measures:
            found = measure.all_pairs(counts)
            # A document that has drawn nothing to compare stands apart from all others.
            distances[measure.name].append(np.nan_to_num(measure.distances(found), nan=1.0))
    parts = [empty_table("dendrogram")]
    for measure in measures:
        tree = trees[measure.name]
        support = clustering.bootstrap_support(tree, distances[measure.name])
        own = [names[place] for place in measure.documents]
        parts.append(_rows(measure.name, own, tree, support))
    return pd.concat(parts[1:], ignore_index=True) if len(parts) > 1 else parts[0]


def _rows(
    measure: str, names: Sequence[str], tree: clustering.Dendrogram, support: Floats
) -> pd.DataFrame:
    clusters = np.array([*names, *map(str, range(1, len(names)))], dtype=object)
    members = [" ".join(np.array(names, dtype=object)[row]) for row in tree.members]
    return pd.DataFrame(
        {
            "measure": measure,
            "merger": np.arange(1, len(names)),
            "left": clusters[tree.merged[:, 0]],
            "right": clusters[tree.merged[:, 1]],
            "height": tree.height,
            "members": members,
            "support": support,
        }
    )


def _resampled(
    spaces: Spaces, names: Sequence[str], *, seed: int, replicates: int
) -> Iterator[Singles]:
    """The counts of each resampled corpus in turn: (documents, items).

    Each document has random numbers of its own, so another one more changes none of them. Counts
    are whole numbers and exact in single precision.
    """
    table = spaces.counts.astype(np.float32)
    drawn = []
    for name, segments in zip(names, np.diff(spaces.first_segment).tolist(), strict=True):
        rng = np.random.default_rng(resampling.seed_sequence(seed, "clusters", name))
        weights = similarity_intervals.drawn_segments(segments, replicates=replicates, rng=rng)
        drawn.append(weights.astype(np.float32))
    edges = spaces.first_segment
    for start in range(0, replicates, TOGETHER):
        parts = [
            weights[start : start + TOGETHER] @ table[slice(*edges[place : place + 2])]
            for place, weights in enumerate(drawn)
        ]
        yield from np.stack(parts, axis=1)
