"""Which types of a vocabulary fit a condition? Answered once per type, however long the text."""

import re
import time
from bisect import bisect_left
from functools import cached_property

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dissent.errors import DissentError
from dissent.numbered import Bools, Ints, Numbered, as_array
from dissent.themes.conditions import (
    All,
    AnyToken,
    AnyWord,
    Attribute,
    Condition,
    Either,
    Form,
    Not,
    PartOfSpeech,
    Wildcard,
    Word,
)
from dissent.tokens import Lexicon

# To look up a value among unsorted ones takes a fifth of the time of sorting them (measured).
SCANS_BEFORE_SORTING = 5
VALUES_AT_FIRST = 128
SECONDS_AT_MOST = 0.5
_LETTERS = re.compile(r"\w*")
_PLAIN_WILDCARD = re.compile(r"(\*?)([^*?]+)(\*?)")


def types_of(condition: Condition, lexicon: Lexicon) -> Bools:
    """Answer a condition for every row of a lexicon.

    Parameters
    ----------
    condition
        On a single token.
    lexicon
        The types.

    Returns
    -------
    ndarray of bool
        One per row.
    """
    return Vocabulary(lexicon).types(condition)


class Vocabulary:
    """A lexicon of which many things are asked; each answer is kept."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.answers: dict[Condition, Bools] = {}

    def types(self, condition: Condition) -> Bools:
        """Answer a condition for every row.

        Parameters
        ----------
        condition
            On a single token.

        Returns
        -------
        ndarray of bool
            One per row.
        """
        if condition not in self.answers:
            self.answers[condition] = self._answer(condition)
        return self.answers[condition]

    def _answer(self, condition: Condition) -> Bools:
        match condition:
            case Word(text):
                fits = self.lemma.rows_with(text) | self.lower.rows_with(text)
                return fits & self.lexicon.is_word
            case Wildcard(form):
                return self.lower.rows_like(form)
            case Form(text):
                return self.lower.rows_with(text)
            case PartOfSpeech(pos):
                return self.pos.rows_with(pos)
            case Attribute(name):
                column: _Column = getattr(self, name)
                listed = condition.literals
                if listed is None:
                    return column.rows_fitting(condition.regex, ignore_case=condition.ignore_case)
                return column.rows_with(*listed)
            case AnyWord():
                return self.lexicon.is_word
            case AnyToken():
                return np.ones(len(self.lexicon), dtype=bool)
            case All(parts):
                return _all([self.types(part) for part in parts])
            case Either(parts):
                return ~_all([~self.types(part) for part in parts])
            case Not(part):
                return ~self.types(part)

    # One column for each of the attributes of a query.

    @cached_property
    def word(self) -> "_Column":
        """The tokens as written."""
        return _Column(self.lexicon.spellings)

    @cached_property
    def lower(self) -> "_Column":
        """The folded forms."""
        return _Column(self.lexicon.forms)

    @cached_property
    def lemma(self) -> "_Column":
        """The lemmas."""
        return _Column(self.lexicon.lemmas)

    @cached_property
    def pos(self) -> "_Column":
        """The parts of speech."""
        return _Column(self.lexicon.parts_of_speech)

    @cached_property
    def tag(self) -> "_Column":
        """The fine tags."""
        return _Column(self.lexicon.tags)


class _Column:
    """The values of one attribute; they are sorted as soon as much is looked up in them."""

    def __init__(self, values: Numbered) -> None:
        self.values = values
        self.looked_up = 0

    @property
    def sorting_pays(self) -> bool:
        self.looked_up += 1
        return self.looked_up > SCANS_BEFORE_SORTING

    @cached_property
    def sorted(self) -> pa.StringArray:
        return self.values.distinct.take(self.order)

    @cached_property
    def order(self) -> pa.Array:
        return pc.sort_indices(self.values.distinct)

    @cached_property
    def listed(self) -> list[str]:
        listed: list[str] = self.sorted.to_pylist()
        return listed

    @cached_property
    def rank(self) -> Ints:
        """For each row the place of its value among the sorted ones."""
        return self.values.number

    def rows_with(self, *wanted: str) -> Bools:
        """The rows that have one of some values."""
        if len(wanted) > 1:
            return self.where(pc.is_in(self.values.distinct, pa.array(wanted, pa.string())))
        if not self.sorting_pays:
            return self.values.rows_with(wanted[0])
        place = bisect_left(self.listed, wanted[0])
        there = place < len(self.listed) and self.listed[place] == wanted[0]
        return np.equal(self.rank, place if there else -1)

    def rows_like(self, wildcard: str) -> Bools:
        """The rows whose value fits a wildcard."""
        plain = _PLAIN_WILDCARD.fullmatch(wildcard)
        if plain is None:
            return self.rows_fitting(re.escape(wildcard).replace(r"\*", ".*").replace(r"\?", "."))
        before, text, after = plain.groups()
        if not before:
            return self.rows_beginning(text)
        matching = pc.match_substring if after else pc.ends_with
        return self.where(matching(self.values.distinct, pattern=text))

    def rows_beginning(self, text: str) -> Bools:
        if not self.sorting_pays:
            return self.where(pc.starts_with(self.values.distinct, pattern=text))
        low, high = self.range_of(text)
        return (self.rank >= low) & (self.rank < high)

    def rows_fitting(self, regex: str, *, ignore_case: bool = False) -> Bools:
        """The rows whose value fits an expression; RE2 takes time in proportion to their length."""
        expression = whole(regex)
        begins = "" if ignore_case else _beginning(regex)
        if not begins or not self.sorting_pays:
            fits = _tried(expression, self.values.distinct, ignore_case=ignore_case)
            return self.values.rows_where(fits)
        low, high = self.range_of(begins)
        fits = np.zeros(len(self.sorted), dtype=bool)
        fits[low:high] = _tried(expression, self.sorted[low:high], ignore_case=False)
        return fits[self.rank]

    def range_of(self, beginning: str) -> tuple[int, int]:
        low = bisect_left(self.listed, beginning)
        return low, bisect_left(self.listed, beginning + chr(0x10FFFF), lo=low)

    def where(self, fits: pa.BooleanArray) -> Bools:
        return self.values.rows_where(as_array(fits))


def _all(answers: list[Bools]) -> Bools:
    together: Bools = np.logical_and.reduce(answers)
    return together


def _tried(expression: str, values: pa.StringArray, *, ignore_case: bool) -> Bools:
    """Try an expression on values, in runs that grow, and give up where it takes too long.

    RE2 takes time in proportion to the length of the expression times that of the values; an
    ordinary expression takes 3 to 10 ms for 30,000 values, one made to be slow a minute.
    """
    began = time.process_time()
    parts = [np.zeros(0, dtype=bool)]
    start, size = 0, VALUES_AT_FIRST
    while start < len(values):
        fits = pc.match_substring_regex(
            values[start : start + size], expression, ignore_case=ignore_case
        )
        parts.append(as_array(fits))
        start, size = start + size, size * 2
        if time.process_time() - began > SECONDS_AT_MOST and start < len(values):
            raise DissentError(
                f"the regular expression `{_shown(expression)}` takes more than {SECONDS_AT_MOST} "
                f"seconds for {len(values):,} types; write a simpler one, or several rules"
            )
    return np.concatenate(parts)


def _shown(expression: str) -> str:
    regex = expression.removeprefix(r"\A(?:").removesuffix(r")\z")
    return regex if len(regex) <= 60 else regex[:59] + "…"


def _beginning(regex: str) -> str:
    """The letters with which every value that fits begins; one that may be absent is none."""
    letters = _LETTERS.match(regex)
    if letters is None or "|" in regex:
        return ""
    optional = regex[letters.end() : letters.end() + 1] in {"?", "*", "{"}
    return letters[0][:-1] if optional else letters[0]


def whole(regex: str) -> str:
    """Bind an expression to the whole of a value.

    Parameters
    ----------
    regex
        A regular expression (RE2).

    Returns
    -------
    str
        That fits where the expression fits all of it.
    """
    return rf"\A(?:{regex})\z"
