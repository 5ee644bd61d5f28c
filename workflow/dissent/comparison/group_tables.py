"""The tables of groups: how often groups of documents speak of each theme, and their contrasts."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import special

from dissent.comparison.corpus import Corpus, hits_per_segment, units_of
from dissent.comparison.grouping import Grouping
from dissent.settings import Intervals
from dissent.statistics.contrasts import rate_ratio
from dissent.statistics.groups import document_overdispersion, group_rate
from dissent.statistics.negative_binomial import clumped_rate
from dissent.statistics.resampling import block_freedom, block_overdispersion
from dissent.statistics.significance import false_discovery_by_family
from dissent.tables import PER_WORDS, empty_table
from dissent.themes.files import Theme

DOCUMENTS, PASSAGES, MIXED = "documents", "passages", "mixed"
Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class ThemeCounts:
    """Hits of every theme and category in all segments and documents."""

    corpus: Corpus
    units: tuple[tuple[str, str], ...]
    """Theme and category, in the order of every table."""
    per_segment: Integers
    """(segments, units)."""
    per_document: Integers
    """(documents, units)."""

    def segments_of(self, docs: Integers) -> tuple[Integers, Integers]:
        """Hits and words of the segments of some documents, one after the other."""
        first = self.corpus.first_segment
        places = np.concatenate([np.arange(first[doc], first[doc + 1]) for doc in docs])
        return self.per_segment[places], self.corpus.segment_words[places]

    def as_wholes(self, docs: Integers, intervals: Intervals) -> bool:
        """Whether these documents are enough to judge by them as wholes."""
        return int(np.count_nonzero(self.corpus.words[docs])) >= intervals.documents


def count_themes(corpus: Corpus, themes: Sequence[Theme]) -> ThemeCounts:
    """Count the hits of every theme and category.

    Parameters
    ----------
    corpus
        The corpus.
    themes
        The themes, in their order.

    Returns
    -------
    ThemeCounts
        In segments and in documents.
    """
    units = units_of(themes)
    per_segment = hits_per_segment(corpus, units)
    before = np.vstack([np.zeros_like(per_segment[:1]), np.cumsum(per_segment, axis=0)])
    first = corpus.first_segment
    return ThemeCounts(corpus, tuple(units), per_segment, before[first[1:]] - before[first[:-1]])


def rates_together(
    counts: ThemeCounts, docs: Integers, *, rates: pd.DataFrame, intervals: Intervals
) -> tuple[Floats, str]:
    """Rate of every theme and category in some documents together, with its interval.

    Enough documents are judged as wholes; fewer by their passages, as if they were one text, so
    that the interval is also wider where they differ; a single one as in the table theme_rates.

    Parameters
    ----------
    counts
        All hits.
    docs
        Places of the documents.
    rates
        The table theme_rates.
    intervals
        The settings.

    Returns
    -------
    values : (3, units)
        Rate, low and high per 1,000 words.
    interval : str
        `documents` or `passages`.
    """
    if len(docs) == 1:
        across = len(counts.units)
        own = rates.iloc[docs[0] * across : (docs[0] + 1) * across]
        return own[["rate", "low", "high"]].to_numpy(dtype=np.float64).T, PASSAGES
    hits, words = counts.per_document[docs], counts.corpus.words[docs]
    if counts.as_wholes(docs, intervals):
        values = group_rate(hits, words, level=intervals.level)
        return PER_WORDS * np.array(values), DOCUMENTS
    total, sizes = hits.sum(axis=0), words.sum()
    low, high = clumped_rate(*counts.segments_of(docs), level=intervals.level)
    return np.array([_per_words(total, sizes), PER_WORDS * low, PER_WORDS * high]), PASSAGES


def theme_groups_table(
    corpus: Corpus,
    themes: Sequence[Theme],
    grouping: Grouping,
    *,
    rates: pd.DataFrame,
    intervals: Intervals,
) -> pd.DataFrame:
    """Make `theme_groups.csv`: each group's rate of each theme and category.

    Parameters
    ----------
    corpus
        The corpus.
    themes
        The themes, in their order.
    grouping
        Which document belongs to which group.
    rates
        The table theme_rates.
    intervals
        The settings.

    Returns
    -------
    pandas.DataFrame
        Groups by the date of their first document; within each, units in the order of the theme
        files. Without rows where every document is its own group.
    """
    counts = count_themes(corpus, themes)
    names = () if grouping.single_documents else grouping.names
    parts = []
    for group, name in enumerate(names):
        docs = np.flatnonzero(grouping.of_document == group)
        (rate, low, high), interval = rates_together(counts, docs, rates=rates, intervals=intervals)
        parts.append(
            pd.DataFrame(
                {
                    "group": name,
                    "theme": [theme for theme, _ in counts.units],
                    "category": [category for _, category in counts.units],
                    "documents": len(docs),
                    "hits": counts.per_document[docs].sum(axis=0),
                    "words": int(corpus.words[docs].sum()),
                    "rate": rate,
                    "low": low,
                    "high": high,
                    "interval": interval,
                }
            )
        )
    if not parts:
        return empty_table("theme_groups")
    return pd.concat(parts, ignore_index=True)


def theme_group_contrasts_table(
    corpus: Corpus,
    themes: Sequence[Theme],
    grouping: Grouping,
    *,
    max_groups: int,
    intervals: Intervals,
) -> pd.DataFrame:
    """Make `theme_group_contrasts.csv`: how many times as often one group speaks of a theme.

    Each group is judged by its documents as wholes where it has enough of them, else by its
    passages.

    Parameters
    ----------
    corpus
        The corpus.
    themes
        The themes, in their order.
    grouping
        Which document belongs to which group.
    max_groups
        With more groups there are no contrasts: the pairs would run into the millions.
    intervals
        The settings.

    Returns
    -------
    pandas.DataFrame
        Unit by unit, without pairs in which neither has a hit; `q` is corrected within the rows of
        whole themes and within those of categories. Without rows where every document is its own
        group.
    """
    if grouping.single_documents or not 2 <= len(grouping.names) <= max_groups:
        return empty_table("theme_group_contrasts")
    counts = count_themes(corpus, themes)
    groups = [np.flatnonzero(grouping.of_document == g) for g in range(len(grouping.names))]
    hits, words = _totals(counts, groups)
    one, other = np.array(list(combinations(range(len(groups)), 2))).T
    wholes = np.array([counts.as_wholes(docs, intervals) for docs in groups])
    ratio, low, high, p = np.where(
        (wholes[one] | wholes[other])[:, np.newaxis],
        _by_documents(counts, groups, wholes, one, other, level=intervals.level),
        _by_passages(counts, groups, one, other, level=intervals.level),
    )
    kind = np.where(wholes[one] & wholes[other], DOCUMENTS, MIXED)
    kind = np.where(wholes[one] | wholes[other], kind, PASSAGES)[:, np.newaxis]
    columns = {
        "rate_a": _per_words(hits[one], words[one]),
        "rate_b": _per_words(hits[other], words[other]),
        "rate_ratio": ratio,
        "low": low,
        "high": high,
        "interval": np.broadcast_to(kind, p.shape),
        "p": p,
        "q": false_discovery_by_family(
            p, np.array([category == "" for _, category in counts.units])
        ),
    }
    names = np.array(grouping.names, dtype=object)
    table = pd.DataFrame(
        {
            "theme": np.repeat([theme for theme, _ in counts.units], len(one)),
            "category": np.repeat([category for _, category in counts.units], len(one)),
            "group_a": np.tile(names[one], len(counts.units)),
            "group_b": np.tile(names[other], len(counts.units)),
            **{name: values.T.ravel() for name, values in columns.items()},
        }
    )
    spoken_of = (hits[one] + hits[other] > 0).T.ravel()
    return table.iloc[np.flatnonzero(spoken_of)].reset_index(drop=True)


def _by_documents(
    counts: ThemeCounts,
    groups: Sequence[Integers],
    wholes: npt.NDArray[np.bool_],
    one: Integers,
    other: Integers,
    *,
    level: float,
) -> Floats:
    """Ratio, low, high and p of each pair, groups of enough documents judged by these as wholes."""
    phi = np.array(
        [
            document_overdispersion(
                counts.per_document[docs], counts.corpus.words[docs], level=level
            )
            if enough
            else _widened_overdispersion(*counts.segments_of(docs), level=level)
            for docs, enough in zip(groups, wholes, strict=True)
        ]
    )
    hits, sizes = _totals(counts, groups)
    sides = ((hits[side], sizes[side], phi[side]) for side in (one, other))
    return np.array(rate_ratio(*next(sides), *next(sides), level=level))


def _widened_overdispersion(hits: Integers, words: Integers, *, level: float) -> Floats:
    """Overdispersion of a group's passages, as wide as Student's t demands: (units,)."""
    chance = (1 + level) / 2
    quantile = special.stdtrit(block_freedom(len(words)), chance) / special.ndtri(chance)
    return np.asarray(block_overdispersion(hits, words) * quantile**2)


def _by_passages(
    counts: ThemeCounts, groups: Sequence[Integers], one: Integers, other: Integers, *, level: float
) -> Floats:
    """Ratio, low, high and p of each pair, each group's passages taken as one text."""
    phi = np.array([block_overdispersion(*counts.segments_of(docs)) for docs in groups])
    segments = [int(counts.corpus.segments[docs].sum()) for docs in groups]
    freedom = np.array([block_freedom(number) for number in segments])[:, np.newaxis]
    hits, sizes = _totals(counts, groups)
    sides = ((hits[side], sizes[side], phi[side]) for side in (one, other))
    return np.array(
        rate_ratio(
            *next(sides),
            *next(sides),
            freedom_a=freedom[one],
            freedom_b=freedom[other],
            level=level,
        )
    )


def _totals(counts: ThemeCounts, groups: Sequence[Integers]) -> tuple[Integers, Integers]:
    """Hits (groups, units) and words (groups, 1) of each group."""
    hits = np.array([counts.per_document[docs].sum(axis=0) for docs in groups])
    words = np.array([counts.corpus.words[docs].sum() for docs in groups])
    return hits, words[:, np.newaxis]


def _per_words(hits: Integers, words: Integers) -> Floats:
    rate = np.full(hits.shape, np.nan)
    return np.asarray(PER_WORDS * np.divide(hits, words, out=rate, where=words > 0))
