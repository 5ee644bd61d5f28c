"""How evenly themes and words are spread, over each document's segments and over the documents."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from dissent.comparison.corpus import Corpus, hits_per_segment, units_of
from dissent.statistics import dispersion
from dissent.statistics.cells import Counts
from dissent.themes.files import Theme

WHOLE_CORPUS = "*"
Ints = npt.NDArray[np.int64]


def dispersion_table(corpus: Corpus, themes: Sequence[Theme], *, min_count: int) -> pd.DataFrame:
    """Make `dispersion.csv`: how evenly themes, categories and frequent lemmas are spread.

    Parameters
    ----------
    corpus
        The corpus.
    themes
        The themes, in their order.
    min_count
        Occurrences in a document (for the rows of the whole corpus: in the corpus) that a lemma
        needs.

    Returns
    -------
    pandas.DataFrame
        The whole corpus (`*`, its parts the documents) first, then the documents in date order
        (their parts the segments). In each all themes, the categories that have a hit there, and
        the lemmas by falling count, then by name. A theme without a hit has the count 0, and its
        measures are empty.
    """
    units = sorted(units_of(themes), key=lambda unit: unit[1] != "")
    hits = hits_per_segment(corpus, units)
    documents, segments = len(corpus.documents), len(corpus.segment_words)
    document = np.repeat(np.arange(documents), corpus.segments)
    ones = np.ones(segments, dtype=np.int64)
    sums = sparse.csr_array((ones, (document, np.arange(segments))), shape=(documents, segments))
    together, sizes = np.zeros(documents, dtype=np.int64), corpus.segment_words
    over_documents = [
        _unit_rows(np.asarray(sums @ hits), corpus.words, together, units=units),
        _lemma_rows(corpus, sums @ corpus.lemma_table, corpus.words, together, min_count),
    ]
    over_segments = [
        _unit_rows(hits, sizes, document, units=units),
        _lemma_rows(corpus, corpus.lemma_table, sizes, document, min_count),
    ]
    levels = []
    for names, rows in (([WHOLE_CORPUS], over_documents), (corpus.doc_ids, over_segments)):
        level = pd.concat(rows, ignore_index=True).sort_values("group", kind="stable")
        levels.append(level.assign(doc_id=np.array(names, dtype=object)[level["group"]]))
    return pd.concat(levels, ignore_index=True).drop(columns=["group", "item"])


def _unit_rows(
    counts: Counts, sizes: Ints, groups: Ints, *, units: Sequence[tuple[str, str]]
) -> pd.DataFrame:
    """Themes (also those without a hit) and the categories with a hit, in their order."""
    found = pd.DataFrame(vars(dispersion.within_groups(counts, sizes, groups)))
    themes = sum(category == "" for _, category in units)
    parts = np.bincount(groups, weights=sizes > 0).astype(np.int64)
    there = np.zeros((len(parts), len(units)), dtype=bool)
    there[found["group"], found["item"]] = True
    group, item = np.nonzero(~there[:, :themes])
    absent = pd.DataFrame(
        {"group": group, "item": item, "count": 0, "parts": parts[group], "range": 0}
    )
    rows = pd.concat([found, absent], ignore_index=True).sort_values(["group", "item"])
    names = ["/".join(unit).removesuffix("/") for unit in units]
    kinds = np.where(np.arange(len(units)) < themes, "theme", "category")
    return rows.assign(unit=np.array(names, dtype=object)[rows["item"]], kind=kinds[rows["item"]])


def _lemma_rows(
    corpus: Corpus, counts: Counts, sizes: Ints, groups: Ints, min_count: int
) -> pd.DataFrame:
    """The lemmas with enough occurrences, by falling count, then by name."""
    rows = pd.DataFrame(vars(dispersion.within_groups(counts, sizes, groups, min_count=min_count)))
    rows = rows.sort_values(["count", "item"], ascending=[False, True])
    return rows.assign(unit=np.array(corpus.lemmas, dtype=object)[rows["item"]], kind="lemma")
