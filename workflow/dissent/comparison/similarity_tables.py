"""The tables of similarity: how alike documents are, how they group, and what sets pairs apart."""

from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from dissent.comparison.corpus import Corpus
from dissent.comparison.similarity_clusters import dendrogram_table
from dissent.comparison.similarity_maps import map_table
from dissent.comparison.similarity_spaces import Measure, Spaces, measures_of, spaces_of
from dissent.comparison.similarity_uncertainty import by_chance, interval_ends
from dissent.settings import Similarity
from dissent.statistics import similarity
from dissent.tables import empty_table
from dissent.themes.files import Theme

# The distances of all pairs are held in memory; with more documents only themes are mapped.
PAIRED_DOCUMENTS = 2_000
OTHERS = "*"
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Values = Mapping[str, Floats]


def similarity_tables(
    corpus: Corpus, themes: Sequence[Theme], *, seed: int, options: Similarity, level: float
) -> dict[str, pd.DataFrame]:
    """Make `similarity.csv`, `dendrogram.csv`, `map.csv` and `word_shift.csv`.

    Up to `options.max_documents` documents each pair is there, with intervals, what chance would
    give, word shifts, and the support of clusters. In a larger corpus only each document's nearest
    neighbours are listed, without these, and there is no word shift; above `PAIRED_DOCUMENTS` only
    the correspondence analysis is made.

    Parameters
    ----------
    corpus
        The corpus. Documents without words, without any frequent lemma or without hits are left out
        of what rests on these.
    themes
        The themes, in their order.
    seed
        From which the random numbers of each document and pair follow.
    options
        The settings.
    level
        Of the intervals.

    Returns
    -------
    dict of str to pandas.DataFrame
        Empty where fewer than two documents can be compared.
    """
    spaces = spaces_of(corpus, themes, most_frequent=options.most_frequent)
    totals, names = spaces.totals, corpus.doc_ids
    measures = measures_of(spaces, totals) if len(names) <= PAIRED_DOCUMENTS else []
    values = {measure.name: _values(measure, totals) for measure in measures}
    columns: dict[str, Values] = {"value": values}
    small = len(names) <= options.max_documents
    if small:
        low, high = interval_ends(spaces, totals, measures, values, level=level)
        columns |= {"low": low, "high": high}
        columns["chance"] = by_chance(spaces, totals, measures, names, seed=seed)
    replicates = options.replicates if small else 0
    return {
        "similarity": _similarity(measures, names, columns, options),
        "dendrogram": dendrogram_table(
            spaces, measures, names, values, seed=seed, replicates=replicates
        ),
        "map": map_table(themes, names, measures, values, totals[:, spaces.columns["themes"]]),
        "word_shift": _word_shift(spaces, totals, names, measures if small else [], options),
    }


def _values(measure: Measure, totals: Floats) -> Floats:
    """A measure of all pairs of documents, nan where one cannot be compared."""
    found = np.full((len(totals), len(totals)), np.nan)
    inside = np.ix_(measure.documents, measure.documents)
    found[inside] = measure.all_pairs(totals)
    # What differs by less is the same but for the rounding of sums.
    return np.round(found, 12)


def _similarity(
    measures: Sequence[Measure],
    names: Sequence[str],
    columns: Mapping[str, Values],
    options: Similarity,
) -> pd.DataFrame:
    doc_ids = np.array(names, dtype=object)
    parts = []
    for measure in measures:
        values = columns["value"][measure.name]
        few = len(names) <= options.max_documents
        most = len(names) if few else options.neighbours
        one, other = _nearest(measure, values, most)
        part = pd.DataFrame({"doc_a": doc_ids[one], "doc_b": doc_ids[other]})
        part = part.assign(space=measure.space, measure=measure.name)
        for name in ("value", "low", "high", "chance"):
            there = name in columns
            part[name] = columns[name][measure.name][one, other] if there else np.nan
        parts.append(part)
    return _together("similarity", parts)


def _nearest(measure: Measure, values: Floats, neighbours: int) -> tuple[Ints, Ints]:
    """Pairs of which one is among the other's nearest, in date order."""
    documents = measure.documents
    distances = measure.distances(values[np.ix_(documents, documents)]).copy()
    np.fill_diagonal(distances, np.inf)
    nearest = np.argsort(distances, axis=1, kind="stable")[:, :neighbours]
    near = np.zeros(distances.shape, dtype=np.bool_)
    np.put_along_axis(near, nearest, True, axis=1)
    one, other = np.nonzero(np.triu(near | near.T, 1))
    return documents[one], documents[other]


def _word_shift(
    spaces: Spaces,
    totals: Floats,
    names: Sequence[str],
    measures: Sequence[Measure],
    options: Similarity,
) -> pd.DataFrame:
    """The strongest lemmas of each pair, and all others together."""
    counts = totals[:, spaces.columns["lemmas"]]
    documents = [m.documents for m in measures if m.name == "jensen_shannon"]
    lemmas = np.array([*spaces.lemmas, OTHERS], dtype=object)
    doc_ids = np.array([*names, ""], dtype=object)
    parts = []
    for one, other in combinations(documents[0].tolist() if documents else [], 2):
        shares = counts[[one, other]] / counts[[one, other]].sum(axis=1, keepdims=True)
        place, numbers = _strongest(shares, most=options.shift_words)
        more_in = np.where(numbers[0] > numbers[1], one, other)
        more_in[-1] = -1
        parts.append(
            (np.full(len(place), one), np.full(len(place), other), place, more_in, numbers)
        )
    if not parts:
        return _together("word_shift", [])
    one, other, place, more_in = (
        np.concatenate([part[column] for part in parts]) for column in range(4)
    )
    numbers = np.concatenate([part[4] for part in parts], axis=1)
    return pd.DataFrame(
        {
            "doc_a": doc_ids[one],
            "doc_b": doc_ids[other],
            "lemma": lemmas[place],
            "share_a": numbers[0],
            "share_b": numbers[1],
            "contribution": numbers[2],
            "more_in": doc_ids[more_in],
        }
    )


def _strongest(shares: Floats, *, most: int) -> tuple[Ints, Floats]:
    """Columns of the lemmas that set a pair apart, then that of all others (the last, plus one).

    With their shares in the two documents and their contributions: (3, lemmas + 1).
    """
    parts = similarity.word_shift(*shares)
    # Lemmas stand by name, so a stable order of rounded parts breaks ties by name.
    falling = -np.round(parts, 12)
    strongest = np.argsort(falling, kind="stable")[:most]
    strongest = strongest[falling[strongest] < 0]
    every = np.stack([*shares, parts])
    rest = every.sum(axis=1) - every[:, strongest].sum(axis=1)
    numbers = np.column_stack([every[:, strongest], np.maximum(rest, 0)])
    return np.append(strongest, len(parts)), numbers


def _together(table: str, parts: Sequence[pd.DataFrame]) -> pd.DataFrame:
    if not parts:
        return empty_table(table)
    return pd.concat(parts, ignore_index=True)
