"""Where does a candidate occur? Its counts as a rule, and lines to judge it by."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from dissent.suggesting.candidates import Candidate
from dissent.suggesting.survey import Marks, marks_of, sentences_of
from dissent.suggesting.vocabulary import Places
from dissent.themes.files import Rule, Theme
from dissent.themes.matching import find
from dissent.themes.patterns import PatternError
from dissent.themes.terms import parse_term
from dissent.tokens import TokenTable

LINES = 3
AROUND = 10


@dataclass(frozen=True)
class Found:
    """What a candidate would find as a rule.

    `count` occurrences in `documents` documents, `covered` of them in what rules of the theme find
    already; `hits` of the theme stand in the sentences of these occurrences, most of them of the
    `category` named (the first of the theme where there is none). `lines` show up to three
    occurrences, from different documents where there are several.
    """

    count: int
    documents: int
    covered: int
    hits: int
    category: str
    lines: tuple[str, ...]


def occurrences(
    listed: Sequence[Candidate],
    theme: Theme,
    themes: Sequence[Theme],
    tables: Iterable[TokenTable],
    *,
    place: Mapping[str, int],
) -> list[Found]:
    """Try candidates as rules.

    Parameters
    ----------
    listed
        The candidates.
    theme, themes
        The theme in question; all themes.
    tables
        The corpus' shards.
    place
        For each document its place in order of date.

    Returns
    -------
    list of Found
        One for each candidate; one that cannot be a term, or is found nowhere, has a count of 0.
    """
    rules = [_rule(candidate) for candidate in listed]
    tried = [(number, rule) for number, rule in enumerate(rules) if rule is not None]
    sums = [_Sums(theme) for _ in listed]
    for tokens in tables:
        marks = marks_of(theme, themes, tokens)
        spans = find([rule for _, rule in tried], tokens)
        sentence, hits = sentences_of(tokens), _Hits(theme, marks, tokens)
        for each, (number, _) in enumerate(tried):
            own = np.flatnonzero(spans.rule == each)
            start, end = spans.start[own], spans.end[own]
            sums[number].add(tokens, marks, hits.beside(sentence[start]), start, end, place=place)
    return [each.found() for each in sums]


class _Hits:
    """The theme's hits in each sentence of a shard, by category."""

    def __init__(self, theme: Theme, marks: Marks, tokens: TokenTable) -> None:
        number = {name: place for place, name in enumerate(theme.categories)}
        of_rule = np.array([number.get(rule.category, 0) for rule in marks.rules], dtype=np.int64)
        self.sentence = sentences_of(tokens)[marks.hits.start]
        self.category = of_rule[marks.hits.rule]
        self.categories = len(number)

    def beside(self, sentences: Places) -> Places:
        """Hits of each category in some sentences, each sentence once."""
        there = np.isin(self.sentence, sentences)
        return np.bincount(self.category[there], minlength=self.categories)


class _Sums:
    """What has been found of one candidate so far."""

    def __init__(self, theme: Theme) -> None:
        self.theme = theme
        self.count = self.documents = self.covered = 0
        self.hits = np.zeros(len(theme.categories), dtype=np.int64)
        self.lines: list[tuple[int, int, str]] = []

    def add(
        self,
        tokens: TokenTable,
        marks: Marks,
        hits: Places,
        start: Places,
        end: Places,
        *,
        place: Mapping[str, int],
    ) -> None:
        """Add what was found in a shard."""
        if not len(start):
            return
        doc, first = np.unique(tokens.doc[start], return_index=True)
        self.count += len(start)
        self.documents += len(doc)
        covered = marks.covered[start]
        self.covered += int(covered.sum())
        self.hits += hits
        # Those not found yet first, one from each document, then others.
        rank = np.ones(len(start), dtype=np.int64)
        rank[first] = 0
        for at in np.lexsort((start, rank, covered))[:LINES].tolist():
            line = _line(tokens, int(start[at]), int(end[at]))
            document = tokens.documents[tokens.doc[start[at]]]
            order = int(covered[at]) * 2 + int(rank[at])
            self.lines.append((order, place[document], f"{line} ({document})"))

    def found(self) -> Found:
        """The sums; of the lines the first ones, those of different documents before others."""
        best = self.theme.categories[int(self.hits.argmax())]
        lines = tuple(line for _, _, line in sorted(self.lines)[:LINES])
        return Found(self.count, self.documents, self.covered, int(self.hits.sum()), best, lines)


def _rule(candidate: Candidate) -> Rule | None:
    """The candidate as a rule; None where it has a character that no term can have."""
    try:
        pattern = parse_term(candidate.term)
    except PatternError:
        return None
    return Rule(
        rule_id=candidate.term, theme="", category="", written=candidate.term, pattern=pattern
    )


def _line(tokens: TokenTable, start: int, end: int) -> str:
    """The text around a span, within its paragraph; the span between brackets."""
    low, high = max(0, start - AROUND), min(len(tokens), end + AROUND)
    here = (tokens.doc[low:high] == tokens.doc[start]) & (
        tokens.paragraph[low:high] == tokens.paragraph[start]
    )
    inside = low + np.flatnonzero(here)
    low, high = int(inside[0]), int(inside[-1]) + 1
    own = tokens.text(start, end)
    space = own[len(own.rstrip()) :]
    text = f"{tokens.text(low, start)}[{own.rstrip()}]{space}{tokens.text(end, high)}"
    return " ".join(text.split())
