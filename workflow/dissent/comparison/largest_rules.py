"""How much of a theme's rate hangs on one rule? The rates with the largest rule left out."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from dissent.comparison.corpus import Corpus, Counts
from dissent.tables import PER_WORDS
from dissent.themes.files import Theme
from dissent.themes.hits import CANCELLED, COUNTED
from dissent.themes.matching import NO_CONTEXT, Spans
from dissent.themes.overlaps import NOBODY, settle

ALL_DOCUMENTS = "*"


def largest_rules_table(corpus: Corpus, themes: Sequence[Theme]) -> pd.DataFrame:
    """Make `largest_rules.csv`: each theme's rate without the rule that has the most hits.

    The spans that the rule had beaten compete again, so that what is left out is the rule, not the
    words that others find as well.

    Parameters
    ----------
    corpus
        The corpus.
    themes
        The themes, in their order.

    Returns
    -------
    pandas.DataFrame
        For each theme with a hit there: all documents together (`*`), then documents in date order.
    """
    tables = [_of_theme(corpus, theme) for theme in themes]
    table = pd.concat(tables).sort_values("place", kind="stable", ignore_index=True)
    words = np.concatenate([[corpus.words.sum()], corpus.words])[table["place"]]
    names = np.array([ALL_DOCUMENTS, *corpus.doc_ids], dtype=object)
    return table.assign(
        doc_id=names[table["place"]],
        share=table["rule_hits"] / table["hits"],
        rate=table["hits"] / words * PER_WORDS,
        rate_without=table["hits_without"] / words * PER_WORDS,
    ).drop(columns="place")


def _of_theme(corpus: Corpus, theme: Theme) -> pd.DataFrame:
    """One theme, its `place` 0 for all documents together, then documents from 1."""
    found = _Found(corpus, theme)
    hits = np.concatenate([found.hits.sum(axis=0, keepdims=True), found.hits])
    spoken_of = np.flatnonzero(hits.any(axis=1))
    largest = np.argmax(hits, axis=1)
    without = np.zeros(len(hits), dtype=np.int64)
    for rule in np.unique(largest[spoken_of]).tolist():
        theirs = spoken_of[largest[spoken_of] == rule]
        left = found.without(rule)
        without[theirs] = np.concatenate([[left.sum()], left])[theirs]
    return pd.DataFrame(
        {
            "place": spoken_of,
            "theme": theme.theme,
            "rule_id": [theme.rules[rule].rule_id for rule in largest[spoken_of]],
            "rule_hits": hits[spoken_of, largest[spoken_of]],
            "hits": hits[spoken_of].sum(axis=1),
            "hits_without": without[spoken_of],
        }
    )


class _Found:
    """The spans of a theme that may compete, and its hits: (documents, rules)."""

    def __init__(self, corpus: Corpus, theme: Theme) -> None:
        spans = corpus.spans
        own = spans[(spans["theme"] == theme.theme) & (spans["status"] != CANCELLED)]
        number = {rule.rule_id: place for place, rule in enumerate(theme.rules)}
        place = {doc_id: doc for doc, doc_id in enumerate(corpus.doc_ids)}
        self.doc = own["doc_id"].map(place).to_numpy(dtype=np.int64)
        # documents one behind the other, so that no span of one overlaps with one of another
        offset = self.doc * (own["end"].max() if len(own) else 0)
        self.spans = Spans(
            rule=np.array([number[rule_id] for rule_id in own["rule_id"]], dtype=np.int64),
            start=own["start"].to_numpy(dtype=np.int64) + offset,
            end=own["end"].to_numpy(dtype=np.int64) + offset,
            context=np.full(len(own), NO_CONTEXT),
        )
        counted = (own["status"] == COUNTED).to_numpy()
        self.hits = np.zeros((len(corpus.documents), len(theme.rules)), dtype=np.int64)
        np.add.at(self.hits, (self.doc[counted], self.spans.rule[counted]), 1)

    def without(self, rule: int) -> Counts:
        """Count the hits of each document with a rule left out: (documents,)."""
        others = np.flatnonzero(self.spans.rule != rule)
        rest = self.spans.at(others)
        beaten = settle(rest, theme_of_rule=np.zeros(self.hits.shape[1], dtype=np.int64))
        winners = self.doc[others][beaten == NOBODY]
        return np.bincount(winners, minlength=len(self.hits)).astype(np.int64)
