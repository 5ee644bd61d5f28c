"""How sure the similarity of two documents is, and what it would be by chance."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt

from dissent.comparison.similarity_spaces import Measure, Spaces
from dissent.statistics import resampling, similarity_intervals

# Shufflings of each pair's segments, of whose values the mean is taken: for lemmas and word forms
# ten shufflings know it to about 1 %, for theme profiles to about 10 %.
SHUFFLES = 10
# Fewer segments of both together cannot be shuffled in many ways.
FEWEST_SEGMENTS = 8
Floats = npt.NDArray[np.float64]
Values = Mapping[str, Floats]


def interval_ends(
    spaces: Spaces, totals: Floats, measures: Sequence[Measure], values: Values, *, level: float
) -> tuple[Values, Values]:
    """Find the intervals of all pairs, from leaving out each document's blocks in turn.

    Parameters
    ----------
    spaces
        What is compared.
    totals
        Each document's counts, (documents, items).
    measures
        The measures.
    values
        Of each measure, all pairs: (documents, documents).
    level
        Of the intervals.

    Returns
    -------
    low, high
        Of each measure, (documents, documents); nan where a document has too few passages or hits.
    """
    documents = len(totals)
    variance = {measure.name: np.full((documents, documents), np.nan) for measure in measures}
    blocks = np.ones(documents, dtype=np.int64)
    for place in range(documents):
        rest = similarity_intervals.without_each_block(spaces.of_document(place))
        blocks[place] = len(rest)
        for measure in measures:
            if place in measure.documents:
                changed = measure.changed(totals, place, rest)
                found = similarity_intervals.jackknife_variance(changed)
                variance[measure.name][place, measure.documents] = found
    lows, highs = {}, {}
    for measure in measures:
        own = variance[measure.name]
        low, high = similarity_intervals.jackknife_interval(
            values[measure.name], own, blocks[:, np.newaxis], own.T, blocks, level=level
        )
        sure = measure.sure[:, np.newaxis] & measure.sure
        lows[measure.name] = np.where(sure, np.maximum(low, 0), np.nan)
        highs[measure.name] = np.where(sure, np.minimum(high, measure.largest), np.nan)
    return lows, highs


def by_chance(
    spaces: Spaces,
    totals: Floats,
    measures: Sequence[Measure],
    names: Sequence[str],
    *,
    seed: int,
) -> Values:
    """Find what each pair's values would be if the passages of both were shuffled.

    Parameters
    ----------
    spaces
        What is compared.
    totals
        Each document's counts, (documents, items).
    measures
        The measures.
    names
        The documents.
    seed
        From which the random numbers of each pair follow.

    Returns
    -------
    dict of str to ndarray
        Of each measure, (documents, documents), above the diagonal; nan for two documents of fewer
        than eight segments together.
    """
    found = {measure.name: np.full((len(names), len(names)), np.nan) for measure in measures}
    members = {measure.name: set(measure.documents.tolist()) for measure in measures}
    parts = [spaces.of_document(place) for place in range(len(names))]
    for one, other in combinations(range(len(names)), 2):
        here = [measure for measure in measures if {one, other} <= members[measure.name]]
        if not here or parts[one].shape[0] + parts[other].shape[0] < FEWEST_SEGMENTS:
            continue
        sequence = resampling.seed_sequence(seed, "shuffled", names[one], names[other])
        rng = np.random.default_rng(sequence)
        halves = similarity_intervals.shuffled_halves(
            parts[one], parts[other], shuffles=SHUFFLES, rng=rng
        )
        for measure in here:
            made = measure.paired(totals, (one, other), halves)
            # A half may have got no hit at all, and then is like nothing.
            known = made[~np.isnan(made)]
            if len(known):
                found[measure.name][one, other] = known.mean()
    return found
