"""Finding rules in the token table: conditions become sets of types, and tokens are only numbers.

Each condition is answered once per row of the lexicon. The tokens are then read once to find those
that can begin any rule; all that follows looks at these few places only.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fnmatch import translate

import numpy as np
import numpy.typing as npt

from dissent.themes.files import Rule
from dissent.themes.terms import Condition, Pattern
from dissent.tokens import Bools, Lexicon, TokenTable

Places = npt.NDArray[np.int64]
HYPHENS = ("-", "–", "‐", "‑")


@dataclass(frozen=True)
class Spans:
    """What rules found, before they compete: arrays of equal length, in no order that matters.

    `rule` is the rule's place in the list searched for; `start` and `end` are tokens of the shard,
    end excluded; `cancelled` says that a `not` context stands beside it.
    """

    rule: Places
    start: Places
    end: Places
    cancelled: Bools

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
        return Spans(self.rule[order], self.start[order], self.end[order], self.cancelled[order])


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
        All of them, overlapping ones too. A span never leaves its paragraph; between two words of
        it a hyphen may stand.
    """
    contexts = [p for rule in rules for p in (*rule.not_before, *rule.not_after)]
    search = _Search(tokens, [*(rule.pattern for rule in rules), *contexts])
    parts = []
    for place, rule in enumerate(rules):
        start, end = search.spans(rule.pattern)
        cancelled = np.zeros(len(start), dtype=bool)
        for context in rule.not_before:
            cancelled |= search.stands_before(start, search.spans(context)[1])
        for context in rule.not_after:
            cancelled |= search.stands_after(end, search.spans(context)[0])
        parts.append(Spans(np.full(len(start), place), start, end, cancelled))
    return Spans(
        rule=_stacked([part.rule for part in parts]),
        start=_stacked([part.start for part in parts]),
        end=_stacked([part.end for part in parts]),
        cancelled=_stacked([part.cancelled for part in parts]).astype(bool),
    )


def types_of(condition: Condition, lexicon: Lexicon) -> Bools:
    """Answer a condition for every row of a lexicon.

    Parameters
    ----------
    condition
        On lemma or form, wildcard or part of speech.
    lexicon
        The types.

    Returns
    -------
    ndarray of bool
        One per row.
    """
    fits = lexicon.is_word.copy() if condition.form is None else np.ones(len(lexicon), dtype=bool)
    if condition.word is not None:
        word = condition.word
        fits &= lexicon.lemmas.rows_with(word) | lexicon.forms.rows_with(word)
    elif condition.form is not None:
        fits &= _wildcard(condition.form, lexicon)
    if condition.pos is not None:
        fits &= lexicon.pos == condition.pos
    return fits


def _wildcard(form: str, lexicon: Lexicon) -> Bools:
    """Try a wildcard on the distinct forms that begin as it does."""
    forms = lexicon.forms
    literal = re.split(r"[*?]", form, maxsplit=1)[0]
    matches = re.compile(translate(form)).match
    fitting = np.zeros(len(forms.values), dtype=bool)
    for number in forms.beginning_with(literal):
        fitting[number] = matches(forms.values[number]) is not None
    return fitting[forms.number]


class _Search:
    """The places of one token table at which any of some patterns can begin, in order of type."""

    def __init__(self, tokens: TokenTable, patterns: Iterable[Pattern]) -> None:
        self.tokens = tokens
        self.code = tokens.code
        self.types: dict[Condition, Bools] = {}
        self.is_hyphen = np.isin(tokens.lexicon.token, HYPHENS)
        beginnings = np.zeros(len(tokens.lexicon), dtype=bool)
        for pattern in patterns:
            beginnings |= self.condition(pattern.conditions[0])
        places: Places = np.flatnonzero(beginnings[self.code])
        by_code = np.argsort(self.code[places], kind="stable")
        self.places = places[by_code]
        self.codes_there = self.code[self.places]

    def condition(self, condition: Condition) -> Bools:
        if condition not in self.types:
            self.types[condition] = types_of(condition, self.tokens.lexicon)
        return self.types[condition]

    def beginnings(self, condition: Condition) -> Places:
        """The places whose type fits, in the order of the text; each costs only its own reading."""
        codes = np.flatnonzero(self.condition(condition)).astype(np.int32)
        first, last = (np.searchsorted(self.codes_there, codes, side=s) for s in ("left", "right"))
        runs = [self.places[a:b] for a, b in zip(first.tolist(), last.tolist(), strict=True)]
        return np.sort(_stacked(runs))

    def spans(self, pattern: Pattern) -> tuple[Places, Places]:
        """Find a pattern: starts and ends (excluded), in the order of the text."""
        start = self.beginnings(pattern.conditions[0])
        last = start
        for condition in pattern.conditions[1:]:
            following = self.next_word(last)
            inside = following < len(self.code)
            start, following, last = start[inside], following[inside], last[inside]
            fits = self.condition(condition)[self.code[following]] & self.same_paragraph(
                last, following
            )
            start, last = start[fits], following[fits]
        return start, last + 1

    def next_word(self, place: Places) -> Places:
        """The token after each place, or the one after that where a hyphen stands between."""
        after = place + 1
        return after + self.hyphen_at(after)

    def hyphen_at(self, place: Places) -> Bools:
        inside = (place >= 0) & (place < len(self.code))
        found = np.zeros(len(place), dtype=bool)
        found[inside] = self.is_hyphen[self.code[place[inside]]]
        return found

    def same_paragraph(self, one: Places, other: Places) -> Bools:
        doc, paragraph = self.tokens.doc, self.tokens.paragraph
        same: Bools = (doc[one] == doc[other]) & (paragraph[one] == paragraph[other])
        return same

    def stands_before(self, start: Places, ends: Places) -> Bools:
        """Whether a context ends where a span starts, or before the hyphen in front of it."""
        touches = start - self.hyphen_at(start - 1)
        before = np.isin(touches, ends)
        return before & self.same_paragraph(np.maximum(touches - 1, 0), start)

    def stands_after(self, end: Places, starts: Places) -> Bools:
        """Whether a context starts where a span ends, or after the hyphen behind it."""
        touches = end + self.hyphen_at(end)
        after = np.isin(touches, starts)
        return after & self.same_paragraph(end - 1, np.minimum(touches, len(self.code) - 1))


def _stacked(arrays: Sequence[Places | Bools]) -> Places:
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=np.int64)
