"""CQL, the Corpus Query Language: what terms cannot say, as a pattern of tokens.

`[lemma="new"] [pos="ADJ"]{0,2} [lemma="bourgeoisie|bourgeois"] within s`, as the corpus workbench
CWB, Sketch Engine and BlackLab have it. What is not supported is named, never passed over.
"""

import difflib
import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from lark import Lark, Token, Transformer, v_args
from lark.exceptions import UnexpectedInput

from dissent.orthography import plain_apostrophes
from dissent.themes.conditions import (
    ALL_UPOS,
    ATTRIBUTES,
    AnyToken,
    Attribute,
    Condition,
    all_of,
    any_of,
    attributes_of,
    literals,
    nearest_part_of_speech,
    negated,
)
from dissent.themes.contradictions import impossible, parts_of_speech
from dissent.themes.cql_mistakes import QUOTED, explained, pointed
from dissent.themes.patterns import Fragment, Pattern, PatternError, Within, pattern_of
from dissent.themes.regexes import check_regex

LONGEST_QUERY = 50_000
DEEPEST_NESTING = 100
MOST_EXPRESSIONS = 100
GRAMMAR = r"""
start: alternatives ["within" NAME]
alternatives: sequence ("|" sequence)*
sequence: item+
item: unit repetition?
repetition: "?" -> optional
    | BRACE NUMBER "}" -> times
    | BRACE NUMBER "," NUMBER "}" -> between
?unit: token
    | "(" alternatives ")"
token: STRING [FLAG] -> quoted
    | BRACKET "]" -> anything
    | BRACKET either "]" -> bracketed
either: both ("|" both)*
both: negation ("&" negation)*
?negation: "!" negation -> contrary
    | "(" either ")"
    | test
test: NAME RELATION STRING [FLAG]
BRACKET: "["
BRACE: "{"
RELATION: "!=" | "="
STRING: /"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'/
FLAG: /%[a-zA-Z]+/
NAME: /[^\W\d]\w*/
NUMBER: /[0-9]+/
%ignore /\s+/
"""
_UNITS: dict[str, Within] = {
    "s": "sentence", "sentence": "sentence", "p": "paragraph", "paragraph": "paragraph"
}  # fmt: skip
_OTHER_NAMES = {"form": "word", "lc": "lower", "upos": "pos", "xpos": "tag", "hw": "lemma"}
_ESCAPES = re.compile(r"\\[pP]\{[^}]*\}|\\[pP].|\\.|\[[^\]]*\]|\(\?[^):]*", re.DOTALL)
_MOST_DIGITS = 6


class _MisreadError(Exception):
    """What is wrong, and at which character of the query."""

    def __init__(self, where: Token | int, message: str) -> None:
        self.place = where if isinstance(where, int) else where.start_pos or 0
        self.message = message


@dataclass(frozen=True)
class _Query:
    fragment: Fragment
    within: Within


def read_cql(text: str) -> Pattern:
    """Read a CQL query.

    Parameters
    ----------
    text
        The query.

    Returns
    -------
    Pattern
        What it means.

    Raises
    ------
    PatternError
        With the column of what is wrong, and what to write instead.
    """
    query = " ".join(text.split())
    try:
        _check_extent(query)
        # Typed as a tree; with a transformer it is what `start` gives.
        read: Any = _parser().parse(query)
        _check_expressions(read.fragment)
        return pattern_of(read.fragment, within=read.within)
    except _MisreadError as error:
        raise PatternError(pointed(query, error.place, error.message)) from None
    except UnexpectedInput as error:
        raise PatternError(pointed(query, *explained(query, error))) from None
    except PatternError as error:
        raise PatternError(f"`{_short(query)}`: {error}") from None


def _check_extent(query: str) -> None:
    if not query:
        raise _MisreadError(0, "the query is empty")
    if len(query) > LONGEST_QUERY:
        raise _MisreadError(
            0, f"the query has {len(query):,} characters; up to {LONGEST_QUERY:,} go"
        )
    depth = 0
    for found in re.finditer(rf"{QUOTED.pattern}|[()]", query):
        depth += {"(": 1, ")": -1}.get(found[0], 0)
        if depth > DEEPEST_NESTING:
            raise _MisreadError(
                found.start(), f"more than {DEEPEST_NESTING} parentheses in each other"
            )


def _check_expressions(fragment: Fragment) -> None:
    used = {each for condition in fragment.conditions for each in attributes_of(condition)}
    number = sum(attribute.literals is None for attribute in used)
    if number > MOST_EXPRESSIONS:
        raise PatternError(
            f"a query has up to {MOST_EXPRESSIONS} different regular expressions, and this one has "
            f"{number:,}; join some with `|`"
        )


def _short(query: str) -> str:
    return query if len(query) <= 60 else query[:59] + "…"


@cache
def _parser() -> Lark:
    return Lark(GRAMMAR, parser="lalr", transformer=_Builder())


@v_args(inline=True)
class _Builder(Transformer[Token, Any]):
    """Builds the automaton while the query is read, from the innermost pieces outwards."""

    def start(self, fragment: Fragment, unit: Token | None) -> "_Query":
        if unit is None:
            return _Query(fragment, "paragraph")
        if unit not in _UNITS:
            raise _MisreadError(
                unit, f"`within {unit}` is not supported; write `within s` (sentence) or "
                "`within p` (paragraph)",
            )  # fmt: skip
        return _Query(fragment, _UNITS[unit])

    def alternatives(self, *sequences: Fragment) -> Fragment:
        """Alternatives of a single token are alternatives within it, and need one position."""
        single: list[Fragment] = []
        longer: list[Fragment] = []
        for one in sequences:
            (longer if len(one.conditions) > 1 or one.optional else single).append(one)
        merged = [Fragment.of(any_of(one.conditions[0] for one in single))] if single else []
        found, *others = [*merged, *longer]
        for other in others:
            found = found.or_else(other)
        return found

    def sequence(self, *items: Fragment) -> Fragment:
        found, *others = items
        for item in others:
            found = found.then(item)
        return found

    def item(self, unit: Fragment, often: tuple[int, int] = (1, 1)) -> Fragment:
        return unit.repeated(*often)

    def optional(self) -> tuple[int, int]:
        return 0, 1

    def times(self, brace: Token, number: Token) -> tuple[int, int]:
        return self.between(brace, number, number)

    def between(self, brace: Token, least: Token, most: Token) -> tuple[int, int]:
        if max(len(least), len(most)) > _MOST_DIGITS:
            raise _MisreadError(brace, "that is more repetition than any text has")
        low, high = int(least), int(most)
        if high == 0:
            raise _MisreadError(brace, "repeated no times it asks for nothing; leave it out")
        if low > high:
            raise _MisreadError(
                brace, f"`{{{low},{high}}}` goes from more to less; "
                f"write `{{{high},{low}}}`",
            )  # fmt: skip
        return low, high

    def quoted(self, string: Token, flag: Token | None) -> Fragment:
        return Fragment.of(_attribute("word", string, flag))

    def anything(self, _: Token) -> Fragment:
        return Fragment.of(AnyToken())

    def bracketed(self, bracket: Token, condition: Condition) -> Fragment:
        if impossible(condition):
            raise _MisreadError(bracket, "no token can fit all of this at once")
        return Fragment.of(condition)

    def either(self, *parts: Condition) -> Condition:
        return any_of(parts)

    def both(self, *parts: Condition) -> Condition:
        return all_of(parts)

    def contrary(self, part: Condition) -> Condition:
        return negated(part)

    def test(self, name: Token, relation: Token, string: Token, flag: Token | None) -> Condition:
        if name not in ATTRIBUTES:
            near = difflib.get_close_matches(name.lower(), ATTRIBUTES, n=1, cutoff=0.5)
            meant = _OTHER_NAMES.get(name.lower()) or (near[0] if near else None)
            hint = f"did you mean `{meant}`?" if meant else f"known are {', '.join(ATTRIBUTES)}"
            raise _MisreadError(name, f"unknown attribute `{name}`; {hint}")
        condition = _attribute(name.value, string, flag)
        return negated(condition) if relation == "!=" else condition


def _attribute(name: str, string: Token, flag: Token | None) -> Attribute:
    if flag is not None and flag != "%c":
        raise _MisreadError(flag, f"`{flag}` is not supported; only `%c` (ignore case) is")
    quote = string[0]
    regex = string[1:-1].replace(f"\\{quote}", quote)
    if name == "lower":
        regex = plain_apostrophes(regex)
    try:
        check_regex(regex)
    except PatternError as error:
        raise _MisreadError(string, str(error)) from None
    condition = Attribute(name, regex, flag is not None)
    mistake = _silent_miss(condition)
    if mistake:
        raise _MisreadError(string, mistake)
    return condition


def _silent_miss(condition: Attribute) -> str:
    """Why no token ever has the value asked for; empty where one may."""
    name, regex = condition.name, condition.regex
    if name == "pos":
        return _no_part_of_speech(condition)
    if name == "tag":
        return ""
    if not regex:
        return f"`{name}` is never empty; `[]` is any token"
    if any(" " in value for value in literals(regex) or ()):
        return 'a token contains no space; write a token for each word, as in "state" "power"'
    capitals = name != "word" and not condition.ignore_case
    if capitals and any(map(str.isupper, _ESCAPES.sub("", regex))):
        small = regex.lower() if _ESCAPES.search(regex) is None else "small letters"
        return f"`{name}` has small letters only; write `{small}`, or %c behind the value"
    return ""


def _no_part_of_speech(condition: Attribute) -> str:
    listed = condition.literals
    for value in listed or ():
        if value not in ALL_UPOS:
            near = nearest_part_of_speech(value, ALL_UPOS)
            hint = f"did you mean `{near}`?" if near else f"known are {', '.join(ALL_UPOS)}"
            return f"`{value}` is no part of speech; {hint}"
    if not parts_of_speech(condition):
        return f"`{condition.regex}` fits no part of speech; known are {', '.join(ALL_UPOS)}"
    return ""
