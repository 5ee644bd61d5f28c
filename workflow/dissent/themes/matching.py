"""Finding patterns in the token table: conditions become sets of types, tokens are only numbers.

Each condition is answered once per type. Of each pattern the rarest token that it cannot do without
is looked up first; all that follows looks at the few places around it only.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from dissent.themes.automata import Masks, Paths, Successors
from dissent.themes.conditions import AnyToken, Attribute, Condition
from dissent.themes.files import AFTER, BEFORE, INSIDE, Rule
from dissent.themes.patterns import Pattern, Within, positions
from dissent.themes.places import AT_A_TIME, Places, PlacesOfTypes, distinct, stacked
from dissent.themes.resolving import Vocabulary
from dissent.tokens import Bools, Ints, TokenTable

NO_CONTEXT = -1
HYPHEN = Attribute("word", "-|–|‐|‑")


@dataclass(frozen=True)
class Spans:
    """What rules found, before they compete: arrays of equal length, in no order that matters.

    `rule` is the rule's place in the list searched for; `start` and `end` are tokens of the shard,
    end excluded; `context` is the place among its rule's contexts of the first one that cancels it,
    or `NO_CONTEXT`.
    """

    rule: Places
    start: Places
    end: Places
    context: Places

    @property
    def cancelled(self) -> Bools:
        """Whether a `not` context stands beside or around each span."""
        cancelled: Bools = self.context != NO_CONTEXT
        return cancelled

    def __len__(self) -> int:
        return len(self.rule)

    def at(self, order: Places) -> "Spans":
        """Put the spans in another order.

        Parameters
        ----------
        order
            Places of the spans wanted.

        Returns
        -------
        Spans
            These spans.
        """
        return Spans(self.rule[order], self.start[order], self.end[order], self.context[order])


def find(rules: Sequence[Rule], tokens: TokenTable) -> Spans:
    """Find every span of tokens that fits a rule.

    Parameters
    ----------
    rules
        The rules, of one theme or of many.
    tokens
        The token table.

    Returns
    -------
    Spans
        From each token the longest of each rule, overlapping ones too.
    """
    search = _Search(tokens, [pattern for rule in rules for pattern in rule.patterns])
    starts, ends, contexts = [], [], []
    for rule in rules:
        start, end = search.longest(rule.pattern)
        starts.append(start)
        ends.append(end)
        contexts.append(search.cancelling(rule, start, end))
    found = [len(start) for start in starts]
    return Spans(
        rule=np.repeat(np.arange(len(rules)), found),
        start=_handed_over(starts),
        end=_handed_over(ends),
        context=_handed_over(contexts),
    )


def search(pattern: Pattern, tokens: TokenTable) -> tuple[Places, Places]:
    """Find a single pattern.

    Parameters
    ----------
    pattern
        Of a term or a query.
    tokens
        The token table.

    Returns
    -------
    start, end : ndarray of int64
        Tokens of the shard, end excluded; from each token the longest span, in order.
    """
    return _Search(tokens, [pattern]).longest(pattern)


class _Search:
    """The places of one token table at which some patterns can be, in order of type."""

    def __init__(self, tokens: TokenTable, patterns: Iterable[Pattern]) -> None:
        self.tokens = tokens
        self.vocabulary = Vocabulary(tokens.lexicon)
        self.rows: dict[Condition, Places] = {}
        self.anchors = {pattern: self.anchor(pattern) for pattern in patterns}
        self.ends_of_contexts: dict[Pattern, Places] = {}

    @property
    def code(self) -> Ints:
        """The type of each token; not read before a pattern's types are known to occur."""
        return self.tokens.code

    @cached_property
    def places(self) -> PlacesOfTypes:
        """Where the types of all anchors stand."""
        anchoring = np.zeros(len(self.tokens.lexicon), dtype=bool)
        for anchor in self.anchors.values():
            anchoring[anchor.types] = True
        return PlacesOfTypes(self.code, anchoring)

    @cached_property
    def counts(self) -> Places:
        """How often each type occurs."""
        counts = np.zeros(len(self.tokens.lexicon), dtype=np.int64)
        for start in range(0, len(self.code), AT_A_TIME):
            codes = self.code[start : start + AT_A_TIME]
            counts += np.bincount(codes, minlength=len(counts))
        return counts

    @cached_property
    def is_hyphen(self) -> Bools:
        """Whether each type is a hyphen."""
        return self.vocabulary.types(HYPHEN)

    def begins(self, place: Places, within: Within) -> Bools:
        """Whether a sentence or a paragraph begins at each place; true behind the last token."""
        columns = [self.tokens.paragraph, self.tokens.doc]
        if within == "sentence":
            columns.append(self.tokens.sentence)
        begins: Bools = (place <= 0) | (place >= len(self.code))
        inside = np.clip(place, 1, max(len(self.code) - 1, 0))
        for column in columns:
            begins |= column[inside] != column[inside - 1]
        return begins

    def fitting(self, pattern: Pattern, bits: int) -> Places:
        """The types that fit one of some positions."""
        found = []
        for condition in {pattern.conditions[place] for place in positions(bits)}:
            if condition not in self.rows:
                self.rows[condition] = np.flatnonzero(self.vocabulary.types(condition))
            found.append(self.rows[condition])
        return found[0] if len(found) == 1 else distinct(np.concatenate(found))

    def anchor(self, pattern: Pattern) -> "_Anchor":
        """The cheapest set of positions of which every path of a pattern has one."""
        first = _Anchor(self.fitting(pattern, pattern.first), nearest=0, farthest=0)
        if len(pattern.conditions) == 1:
            return first
        anchors = [first]
        for bits, nearest, farthest in Paths(pattern).cuts():
            distant = farthest * 2 if pattern.hyphens else farthest
            anchors.append(_Anchor(self.fitting(pattern, bits), nearest, distant))
        if nowhere := next((anchor for anchor in anchors if not len(anchor.types)), None):
            return nowhere
        return min(anchors, key=lambda anchor: anchor.cost(self.counts))

    def starts(self, pattern: Pattern) -> Places:
        """The tokens at which a pattern can begin, in order, going by its anchor alone."""
        anchor = self.anchors[pattern]
        if not len(anchor.types):
            return anchor.types
        places = self.places.of(anchor.types)
        if anchor.nearest == anchor.farthest:
            return places[np.searchsorted(places, anchor.nearest) :] - anchor.nearest
        shifts = range(anchor.nearest, anchor.farthest + 1)
        starts = distinct(np.concatenate([places - shift for shift in shifts]))
        return starts[np.searchsorted(starts, 0) :]

    def found(self, pattern: Pattern) -> Iterator[tuple[Places, Places]]:
        """Find all spans of a pattern: starts and ends, of every length."""
        starts = self.starts(pattern)
        for first in range(0, len(starts), AT_A_TIME):
            yield from self.found_from(starts[first : first + AT_A_TIME], pattern)

    def found_from(self, start: Places, pattern: Pattern) -> Iterator[tuple[Places, Places]]:
        """Go on from some starts token by token; at each step give the spans that are complete."""
        place = start
        # The starts are known to fit where they were looked up by the pattern's only first token.
        known = self.anchors[pattern].farthest == 0 and pattern.first.bit_count() == 1
        reached = np.full(len(start), pattern.first, dtype=np.uint64)
        reachable = pattern.first
        successors = Successors(pattern)
        while len(start):
            if not known:
                reached &= self.fits(pattern, reachable, place)
            known = False
            complete = (reached & np.uint64(pattern.last)) != 0
            if complete.any():
                yield start[complete], place[complete] + 1
            reachable = successors.of(reachable)
            if not reachable:
                return
            going = np.flatnonzero(reached)
            start, place, reached = start[going], place[going], successors.after(reached[going])
            going, place = self.next_token(place, pattern)
            start, reached = start[going], reached[going]

    def fits(self, pattern: Pattern, reachable: int, place: Places) -> Masks:
        """The positions, of those reachable, that each place's type fits."""
        asked: dict[Condition, int] = {}
        for position in positions(reachable):
            condition = pattern.conditions[position]
            asked[condition] = asked.get(condition, 0) | 1 << position
        fits = np.full(len(place), asked.pop(AnyToken(), 0), dtype=np.uint64)
        codes = self.code[place] if asked else place
        for condition, bits in asked.items():
            fits |= self.vocabulary.types(condition)[codes] * np.uint64(bits)
        return fits

    def next_token(self, place: Places, pattern: Pattern) -> tuple[Places, Places]:
        """Which places have a token behind them that a span may go on with, and these tokens."""
        going = np.flatnonzero(~self.begins(place + 1, pattern.within))
        place = place[going] + 1
        if not pattern.hyphens:
            return going, place
        hyphen = self.is_hyphen[self.code[place]]
        place += hyphen
        there = np.flatnonzero(~(hyphen & self.begins(place, pattern.within)))
        return going[there], place[there]

    def longest(self, pattern: Pattern) -> tuple[Places, Places]:
        """Find a pattern: from each start the longest span, in the order of the text."""
        parts = list(self.found(pattern))
        if len(parts) == 1:
            return parts[0]
        start = stacked([start for start, _ in parts])
        end = stacked([end for _, end in parts])
        del parts
        if (start[1:] > start[:-1]).all():
            return start, end
        order = np.lexsort((end, start))
        start, end = start[order], end[order]
        longest = np.append(start[1:] != start[:-1], np.ones(len(start[:1]), dtype=bool))
        return start[longest], end[longest]

    def cancelling(self, rule: Rule, start: Places, end: Places) -> npt.NDArray[np.int16]:
        """The first of the rule's contexts that stands before, after or around each span."""
        cancelling = np.full(len(start), NO_CONTEXT, dtype=np.int16)
        if not len(start):
            return cancelling
        stands = {BEFORE: self.stands_before, AFTER: self.stands_after, INSIDE: self.covers}
        for number, context in enumerate(rule.contexts):
            there = stands[context.where](start, end, context.pattern)
            cancelling[there & (cancelling == NO_CONTEXT)] = number
        return cancelling

    def stands_before(self, start: Places, _: Places, context: Pattern) -> Bools:
        """Whether a context ends where a span starts, or before the hyphen in front of it."""
        if context not in self.ends_of_contexts:
            found = [end for _, end in self.found(context)]
            self.ends_of_contexts[context] = distinct(stacked(found))
        ends = self.ends_of_contexts[context]
        near = ~self.begins(start, context.within)
        touches = start.copy()
        if context.hyphens:
            touches[near] -= self.is_hyphen[self.code[start[near] - 1]]
            near &= ~self.begins(touches, context.within)
        return near & _among(touches, ends)

    def stands_after(self, _: Places, end: Places, context: Pattern) -> Bools:
        """Whether a context starts where a span ends, or after the hyphen behind it."""
        near = ~self.begins(end, context.within)
        touches = end.copy()
        if context.hyphens:
            touches[near] += self.is_hyphen[self.code[end[near]]]
            near &= ~self.begins(touches, context.within)
        return near & _among(touches, self.longest(context)[0])

    def covers(self, start: Places, end: Places, context: Pattern) -> Bools:
        """Whether a span lies within one of a context's own."""
        context_start, context_end = self.longest(context)
        farthest = np.concatenate([[-1], np.maximum.accumulate(context_end)])
        covered: Bools = farthest[np.searchsorted(context_start, start, side="right")] >= end
        return covered


@dataclass(frozen=True)
class _Anchor:
    """Types of which one stands in every span of a pattern, so many tokens behind its start."""

    types: Places
    nearest: int
    farthest: int

    def cost(self, counts: Places) -> int:
        """How many starts would have to be tried."""
        return int(counts[self.types].sum()) * (self.farthest - self.nearest + 1)


def _handed_over(parts: list[Places] | list[npt.NDArray[np.int16]]) -> Places:
    """Stack arrays and let go of them, so that they are in memory twice for a moment only."""
    whole = stacked(parts)
    parts.clear()
    return whole


def _among(places: Places, listed: Places) -> Bools:
    """Whether each place is in a sorted list."""
    if not len(listed):
        return np.zeros(len(places), dtype=bool)
    near = np.minimum(np.searchsorted(listed, places), len(listed) - 1)
    among: Bools = listed[near] == places
    return among
