"""The tables of themes: rates with their intervals, contrasts of documents, and the terms used."""

from collections.abc import Callable, Sequence
from functools import partial
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd

from dissent.comparison.corpus import Corpus, hits_per_segment, units_of
from dissent.statistics import intervals, resampling, significance
from dissent.themes.files import Theme

PER_WORDS = 1_000
ALL_OTHERS = "*"
Floats = npt.NDArray[np.float64]


def theme_rates_table(
    corpus: Corpus, themes: Sequence[Theme], *, seed: int, replicates: int, level: float
) -> pd.DataFrame:
    """Make `theme_rates.csv`: each document's rate of each theme and category.

    Parameters
    ----------
    corpus
        The corpus.
    themes
        The themes, in their order.
    seed
        From which each document's and theme's own random numbers follow.
    replicates
        Of the bootstrap.
    level
        Of the intervals.

    Returns
    -------
    pandas.DataFrame
        Documents in date order; within each, units in the order of the theme files.
    """
    units = units_of(themes)
    per_segment = hits_per_segment(corpus, units)
    hits, phi = _per_document(corpus, per_segment, resampling.block_overdispersion)
    enough = _enough_text(corpus, hits, phi)
    parts = []
    for doc, doc_id in enumerate(corpus.doc_ids):
        inside = slice(*corpus.first_segment[doc : doc + 2])
        sizes = corpus.segment_words[inside]
        for theme in themes:
            own = [place for place, unit in enumerate(units) if unit[0] == theme.theme]
            own_hits = per_segment[inside][:, own]
            rng = np.random.default_rng(resampling.seed_sequence(seed, doc_id, theme.theme))
            rate, low, high = intervals.rate_interval(
                own_hits, sizes, replicates=replicates, level=level, rng=rng
            )
            total = hits[doc, own]
            bootstrap = (total >= intervals.BOOTSTRAP_HITS) & (
                len(sizes) >= intervals.BOOTSTRAP_SEGMENTS
            )
            parts.append(
                pd.DataFrame(
                    {
                        "doc_id": doc_id,
                        "theme": theme.theme,
                        "category": [units[place][1] for place in own],
                        "hits": total,
                        "words": int(corpus.words[doc]),
                        "rate": rate * PER_WORDS,
                        "low": low * PER_WORDS,
                        "high": high * PER_WORDS,
                        "interval": np.where(bootstrap, "bootstrap", "exact"),
                        "overdispersion": phi[doc, own],
                        "enough_text": enough[doc, own],
                    }
                )
            )
    return pd.concat(parts, ignore_index=True)


def theme_contrasts_table(
    corpus: Corpus, themes: Sequence[Theme], *, max_documents: int, level: float
) -> pd.DataFrame:
    """Make `theme_contrasts.csv`: how many times as often one document speaks of a theme.

    Parameters
    ----------
    corpus
        The corpus.
    themes
        The themes, in their order.
    max_documents
        In a larger corpus each document is compared with all others together.
    level
        Of the intervals.

    Returns
    -------
    pandas.DataFrame
        Unit by unit, without pairs in which neither has a hit; `q` is corrected within the rows of
        whole themes and within those of categories.
    """
    units = units_of(themes)
    per_segment = hits_per_segment(corpus, units)
    widened = partial(intervals.widened_overdispersion, level=level)
    hits, phi = _per_document(corpus, per_segment, widened)
    words = corpus.words[:, None]
    if len(corpus.documents) <= max_documents:
        pairs = np.array(list(combinations(range(len(corpus.documents)), 2)), dtype=int)
        one, other = pairs.reshape(-1, 2).T
        side_a = hits[one], words[one], phi[one]
        side_b = hits[other], words[other], phi[other]
        names_b = [corpus.doc_ids[place] for place in other]
    else:
        one = np.arange(len(corpus.documents))
        side_a = hits, words, phi
        side_b = hits.sum(axis=0) - hits, words.sum() - words, _rest_overdispersion(hits, phi)
        names_b = [ALL_OTHERS] * len(one)
    ratio, low, high, p = intervals.rate_ratio(*side_a, *side_b, level=level)
    whole = np.array([category == "" for _, category in units])
    columns = {
        "rate_a": side_a[0] / np.maximum(side_a[1], 1) * PER_WORDS,
        "rate_b": side_b[0] / np.maximum(side_b[1], 1) * PER_WORDS,
        "rate_ratio": ratio,
        "low": low,
        "high": high,
        "p": p,
        "q": _corrected(p, whole),
    }
    table = pd.DataFrame(
        {
            "theme": np.repeat([theme for theme, _ in units], len(one)),
            "category": np.repeat([category for _, category in units], len(one)),
            "doc_a": [corpus.doc_ids[place] for place in one] * len(units),
            "doc_b": names_b * len(units),
            **{name: values.T.ravel() for name, values in columns.items()},
        }
    )
    spoken_of = (side_a[0] + side_b[0] > 0).T.ravel()
    return table.iloc[np.flatnonzero(spoken_of)].reset_index(drop=True)


def theme_terms_table(corpus: Corpus, themes: Sequence[Theme]) -> pd.DataFrame:
    """Make `theme_terms.csv`: with which words each document speaks of a theme.

    Parameters
    ----------
    corpus
        The corpus.
    themes
        The themes, in their order.

    Returns
    -------
    pandas.DataFrame
        Documents in date order; rules as in the theme files; terms by falling hits.
    """
    rule_order = {
        rule.rule_id: place
        for place, rule in enumerate(rule for theme in themes for rule in theme.rules)
    }
    keys = ["doc", "doc_id", "theme", "category", "rule_id", "term"]
    table = corpus.hits.groupby(keys, sort=False).size().rename("hits").reset_index()
    table["rule"] = table["rule_id"].map(rule_order)
    table = table.sort_values(
        ["doc", "rule", "hits", "term"], ascending=[True, True, False, True], ignore_index=True
    )
    of_theme = table.groupby(["doc", "theme"])["hits"].transform("sum")
    return table.assign(share=table["hits"] / of_theme).drop(columns=["doc", "rule"])


def _per_document(
    corpus: Corpus,
    per_segment: npt.NDArray[np.int64],
    overdispersion: Callable[[npt.NDArray[np.int64], npt.NDArray[np.int64]], Floats],
) -> tuple[npt.NDArray[np.int64], Floats]:
    """Hits and overdispersion of each document and unit: two arrays (documents, units)."""
    shape = (len(corpus.documents), per_segment.shape[1])
    hits, phi = np.zeros(shape, dtype=np.int64), np.ones(shape)
    for doc in range(len(corpus.documents)):
        inside = slice(*corpus.first_segment[doc : doc + 2])
        own = per_segment[inside]
        hits[doc] = own.sum(axis=0)
        phi[doc] = overdispersion(own, corpus.segment_words[inside])
    return hits, phi


def _rest_overdispersion(hits: npt.NDArray[np.int64], phi: Floats) -> Floats:
    """Overdispersion of all other documents together: the mean of theirs, weighted by hits."""
    rest = hits.sum(axis=0) - hits
    weighted = (hits * phi).sum(axis=0) - hits * phi
    mean: Floats = np.divide(weighted, rest, out=np.ones_like(phi), where=rest > 0)
    return np.maximum(1.0, mean)


def _enough_text(corpus: Corpus, hits: npt.NDArray[np.int64], phi: Floats) -> npt.NDArray[np.bool_]:
    """Whether each document is long enough for each unit: (documents, units).

    Whether a document is ranked must not depend on what it says, so the rate to be seen against is
    that of all documents together, and equally long documents get the same answer. A short document
    cannot say how its own hits clump, so the overdispersion is the documents' mean, weighted by
    hits.
    """
    words = corpus.words[:, None]
    total, other_words = hits.sum(axis=0), words.sum() - words
    clumping: Floats = (hits * phi).sum(axis=0) / np.maximum(total, 1)
    return intervals.enough_text(
        words,
        total * (other_words / words.sum()),
        other_words,
        overdispersion=np.maximum(clumping, 1.0),
    )


def _corrected(p: Floats, whole: npt.NDArray[np.bool_]) -> Floats:
    q = np.full_like(p, np.nan)
    for family in (whole, ~whole):
        q[:, family] = significance.false_discovery(p[:, family].ravel()).reshape(-1, family.sum())
    return q
