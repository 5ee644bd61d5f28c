"""The table of keyness: the lemmas that set each group of documents apart from the rest."""

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from dissent.comparison.corpus import Corpus
from dissent.statistics import dispersion, keyness, significance

PER_WORDS = 1_000
# A lemma that the group lacks is only worth a row where at least so many were to be expected.
ABSENT_EXPECTED = 5


def keyness_table(
    corpus: Corpus, *, group: str, min_count: int, prior_words: float, level: float
) -> pd.DataFrame:
    """Make `keyness.csv`: each group of documents against all others.

    Parameters
    ----------
    corpus
        The corpus.
    group
        The column by which documents are put together.
    min_count
        Lemmas with fewer occurrences in the corpus are left out, before anything is tested.
    prior_words
        Weight of the prior of the log-odds z-score.
    level
        Of the log ratio's interval.

    Returns
    -------
    pandas.DataFrame
        Groups by the date of their first document; lemmas by falling |g2|, then by name. Empty
        where the corpus has one group only. A lemma that a group lacks has a row where at least
        five were to be expected; the correction for many tests takes in all lemmas.
    """
    names = [document.group(group) for document in corpus.documents]
    total = np.asarray(corpus.lemma_table.sum(axis=0)).ravel()
    frequent = np.flatnonzero(total >= min_count)
    parts = [_empty()]
    groups = list(dict.fromkeys(names))
    for name in groups if len(groups) > 1 else []:
        inside = np.repeat([own == name for own in names], corpus.segments)
        part = _group_rows(corpus, inside, frequent, prior_words=prior_words, level=level)
        part.insert(0, "group", name)
        parts.append(part)
    return pd.concat(parts, ignore_index=True) if len(parts) > 1 else parts[0]


def _group_rows(
    corpus: Corpus,
    inside: npt.NDArray[np.bool_],
    frequent: npt.NDArray[np.int64],
    *,
    prior_words: float,
    level: float,
) -> pd.DataFrame:
    """Compare one group's segments with all others."""
    table = corpus.lemma_table[:, frequent]
    own, rest = table[inside], table[~inside]
    own_sizes, rest_sizes = corpus.segment_words[inside], corpus.segment_words[~inside]
    count, other = (np.asarray(part.sum(axis=0)).ravel() for part in (own, rest))
    words, other_words = int(own_sizes.sum()), int(rest_sizes.sum())
    cells = (count, other, words, other_words)
    g2 = keyness.log_likelihood(*cells)
    p = significance.p_value(g2)
    low, high = keyness.log_ratio_interval(
        *cells,
        overdispersion=dispersion.overdispersion(own, own_sizes),
        reference_overdispersion=dispersion.overdispersion(rest, rest_sizes),
        level=level,
    )
    prior = (count + other) / (words + other_words) * prior_words
    rows = pd.DataFrame(
        {
            "lemma": np.array(corpus.lemmas, dtype=object)[frequent],
            "count": count,
            "reference_count": other,
            "words": words,
            "reference_words": other_words,
            "rate": count / words * PER_WORDS,
            "reference_rate": other / other_words * PER_WORDS,
            "g2": g2,
            "g2_two_cell": keyness.log_likelihood_two_cell(*cells),
            "p": p,
            "q": significance.false_discovery(p),
            "log_ratio": keyness.log_ratio(*cells),
            "log_ratio_low": low,
            "log_ratio_high": high,
            "percent_diff": _finite(keyness.percent_diff(*cells)),
            "odds_ratio": _finite(keyness.odds_ratio(*cells)),
            "bic": keyness.bic(g2, words, other_words),
            "log_odds_z": keyness.log_odds_z(*cells, prior),
            "documents": _documents_with(corpus, own, inside),
            "dp": dispersion.dp(own, own_sizes),
        }
    )
    expected = (count + other) * words / (words + other_words)
    rows = rows[(count > 0) | (expected >= ABSENT_EXPECTED)]
    order = np.lexsort((rows["lemma"].to_numpy(dtype=str), -rows["g2"].abs().to_numpy()))
    return rows.iloc[order]


def _documents_with(
    corpus: Corpus, own: sparse.csr_array, inside: npt.NDArray[np.bool_]
) -> npt.NDArray[np.int64]:
    """In how many of the group's documents each lemma stands."""
    doc_of_segment = np.repeat(np.arange(len(corpus.documents)), corpus.segments)[inside]
    cells = own.tocoo()
    pairs = np.unique(doc_of_segment[cells.row] * own.shape[1] + cells.col)
    return np.bincount(pairs % own.shape[1], minlength=own.shape[1]).astype(np.int64)


def _finite(values: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    return np.where(np.isfinite(values), values, np.nan)


def _empty() -> pd.DataFrame:
    from dissent.tables import schemas

    return pd.DataFrame({name: [] for name in schemas()["keyness"].names})
