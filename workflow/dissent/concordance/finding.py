"""Where a query is found in a shard: places only, for of many hits but a few lines are shown."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dissent.concordance.choices import Sort
from dissent.themes.matching import NO_CONTEXT, Spans, search
from dissent.themes.overlaps import NOBODY, settle
from dissent.themes.patterns import Pattern
from dissent.themes.places import Places
from dissent.tokens import Ints, TokenTable

NO_WORD = -1
SORTED_WORDS = 8
"""Words beside a hit that a sorting looks at."""


@dataclass(frozen=True)
class Found:
    """The hits of a query in one shard, in the order of the shard; arrays have one entry per hit.

    `doc` is the document's place among those searched; `start` and `end` are tokens of the shard.
    """

    table: TokenTable
    doc: Places
    start: Places
    end: Places
    key: Ints
    """(hits, n): rows of the lexicon of the words that lines are sorted by; `NO_WORD` where the
    paragraph has no more. n is 0 where they are not sorted by words."""

    def __len__(self) -> int:
        return len(self.doc)


def find_in(
    table: TokenTable, pattern: Pattern, *, place: Mapping[str, int], sort: Sort
) -> Found | None:
    """Find a pattern in the documents of a shard.

    Parameters
    ----------
    table
        The shard.
    pattern
        What is looked for.
    place
        The documents to be searched, each with its place among them.
    sort
        How the lines will be sorted.

    Returns
    -------
    Found or None
        As a rule would count them: of hits that overlap the longest stands, of equal ones the
        earlier. None where there is none.
    """
    start, end = _not_overlapping(*search(pattern, table))
    if not len(start):
        return None
    doc_place = np.array([place.get(doc_id, -1) for doc_id in table.documents], dtype=np.int64)
    doc = doc_place[table.doc[start]]
    searched = doc >= 0
    if not searched.any():
        return None
    doc, start, end = doc[searched], start[searched], end[searched]
    return Found(table, doc, start, end, key=_key(table, start, end, sort=sort))


def _not_overlapping(start: Places, end: Places) -> tuple[Places, Places]:
    """Let the spans compete as those of a rule do."""
    if not (start[1:] < end[:-1]).any():
        return start, end
    spans = Spans(np.zeros(len(start), dtype=np.int64), start, end, np.full(len(start), NO_CONTEXT))
    standing = settle(spans, theme_of_rule=np.zeros(1, dtype=np.int64)) == NOBODY
    return start[standing], end[standing]


def _key(table: TokenTable, start: Places, end: Places, *, sort: Sort) -> Ints:
    """The words that lines are sorted by: those beside the hit, nearest first, or its own."""
    if sort in (Sort.PLACE, Sort.DOCUMENT, Sort.RANDOM):
        return np.zeros((len(start), 0), dtype=np.int32)
    words = np.flatnonzero(table.is_word)
    if not len(words):
        return np.zeros((len(start), 0), dtype=np.int32)
    first, after = np.searchsorted(words, start), np.searchsorted(words, end)
    if sort is Sort.HIT:
        steps = np.arange(int((after - first).max(initial=0)))
        low, high, number = start, end, first[:, np.newaxis] + steps
    else:
        paragraph = np.searchsorted(table.paragraph_bounds, start, side="right")
        low, high = table.paragraph_bounds[paragraph - 1], table.paragraph_bounds[paragraph]
        steps = np.arange(sort in (Sort.LEFT2, Sort.RIGHT2), SORTED_WORDS)
        leftward = sort in (Sort.LEFT, Sort.LEFT2)
        number = (first - 1)[:, np.newaxis] - steps if leftward else after[:, np.newaxis] + steps
    token = words[np.clip(number, 0, len(words) - 1)]
    there = (number >= 0) & (number < len(words))
    there &= (token >= low[:, np.newaxis]) & (token < high[:, np.newaxis])
    return np.where(there, table.code[token], NO_WORD).astype(np.int32)
