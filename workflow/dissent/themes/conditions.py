"""What can be asked of a single token, whatever stands around it.

A condition is a plain value: `dissent.themes.resolving` answers it, once per type of a vocabulary.
"""

import difflib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

# Universal parts of speech of words; a term finds words, never punctuation (PUNCT) or signs (SYM).
UPOS = ("ADJ", "ADP", "ADV", "AUX", "CCONJ", "DET", "INTJ", "NOUN", "NUM", "PART", "PRON", "PROPN",
        "SCONJ", "VERB", "X")  # fmt: skip
ALL_UPOS = (*UPOS, "PUNCT", "SYM")
ATTRIBUTES = ("word", "lower", "lemma", "pos", "tag")
_NO_LITERAL = re.compile(r"[.\[\]{}()*+?^$]")
_CHARACTER = re.compile(r"\\.|.", re.DOTALL)


@dataclass(frozen=True)
class Word:
    """A word whose lemma or whose folded form this is, so that what is written is found."""

    text: str


@dataclass(frozen=True)
class Wildcard:
    """A folded form with `*` (any run of characters) and `?` (one character) in it."""

    form: str


@dataclass(frozen=True)
class Form:
    """A folded form alone, whatever its lemma, as the possessive `'s`."""

    text: str


@dataclass(frozen=True)
class PartOfSpeech:
    """A universal part of speech."""

    pos: str


@dataclass(frozen=True)
class Attribute:
    """A regular expression (RE2) on the whole value of one of `ATTRIBUTES`."""

    name: str
    regex: str
    ignore_case: bool = False

    @property
    def literals(self) -> tuple[str, ...] | None:
        """The values meant where the expression is only these, divided by `|`; else None."""
        return None if self.ignore_case else literals(self.regex)


@dataclass(frozen=True)
class AnyWord:
    """A token with at least one letter or digit."""


@dataclass(frozen=True)
class AnyToken:
    """Any token, punctuation too."""


@dataclass(frozen=True)
class All:
    """A token that fits every part; made by `all_of`."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class Either:
    """A token that fits at least one part; made by `any_of`."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True)
class Not:
    """A token that does not fit; made by `negated`."""

    part: "Condition"


Condition: TypeAlias = (
    Word | Wildcard | Form | PartOfSpeech | Attribute | AnyWord | AnyToken | All | Either | Not
)


def all_of(parts: Iterable[Condition]) -> Condition:
    """Ask for all of some conditions.

    Parameters
    ----------
    parts
        The conditions.

    Returns
    -------
    Condition
        `AnyToken` where nothing is asked, the condition itself where it is the only one. What is
        excluded is put together: neither one nor the other is not either of them.
    """
    flat: dict[Condition, None] = {}
    excluded: list[Condition] = []
    for part in parts:
        for each in part.parts if isinstance(part, All) else (part,):
            if isinstance(each, Not):
                excluded.append(each.part)
            else:
                flat[each] = None
    if excluded:
        flat[Not(any_of(excluded))] = None
    flat.pop(AnyToken(), None)
    if not flat:
        return AnyToken()
    return next(iter(flat)) if len(flat) == 1 else All(tuple(flat))


def any_of(parts: Iterable[Condition]) -> Condition:
    """Ask for at least one of some conditions.

    Parameters
    ----------
    parts
        At least one condition. Expressions on the same attribute become one, so that a thousand
        alternatives are tried in one go.

    Returns
    -------
    Condition
        The condition itself where it is the only one.
    """
    flat: dict[Condition, None] = {}
    for part in parts:
        flat |= dict.fromkeys(part.parts if isinstance(part, Either) else (part,))
    if AnyToken() in flat:
        return AnyToken()
    grouped: dict[tuple[str, bool, bool], list[str]] = {}
    other: list[Condition] = []
    for part in flat:
        if isinstance(part, Attribute):
            plain = part.literals is not None
            grouped.setdefault((part.name, part.ignore_case, plain), []).append(part.regex)
        else:
            other.append(part)
    merged = [
        Attribute(name, _joined(expressions, plain=plain), ignore_case)
        for (name, ignore_case, plain), expressions in grouped.items()
    ]
    alternatives = (*merged, *other)
    return alternatives[0] if len(alternatives) == 1 else Either(alternatives)


def _joined(expressions: list[str], *, plain: bool) -> str:
    if plain or len(expressions) == 1:
        return "|".join(expressions)
    return "|".join(f"(?:{expression})" for expression in expressions)


def negated(part: Condition) -> Condition:
    """Ask for the contrary of a condition.

    Parameters
    ----------
    part
        The condition.

    Returns
    -------
    Condition
        Its negation; of a negation the condition that it negates.
    """
    return part.part if isinstance(part, Not) else Not(part)


def attributes_of(condition: Condition) -> list[Attribute]:
    """List what a condition asks of attributes.

    Parameters
    ----------
    condition
        The condition.

    Returns
    -------
    list of Attribute
        All that stand in it, at any depth.
    """
    match condition:
        case Attribute():
            return [condition]
        case All(parts) | Either(parts):
            return [attribute for part in parts for attribute in attributes_of(part)]
        case Not(part):
            return attributes_of(part)
        case _:
            return []


def nearest_part_of_speech(written: str, known: Sequence[str]) -> str:
    """Say which part of speech was meant.

    Parameters
    ----------
    written
        What is none.
    known
        Those that there are.

    Returns
    -------
    str
        The one that the fewest changes of a letter lead to, and of these one of the same length,
        so that `NOUM` is `NOUN`, not `NUM`; empty where none is like it.
    """
    near = difflib.get_close_matches(written.upper(), known, n=len(known), cutoff=0.6)
    return min(
        near,
        key=lambda each: (_changes(written.upper(), each), abs(len(each) - len(written))),
        default="",
    )


def _changes(one: str, other: str) -> int:
    """How many letters to put in, leave out or replace lead from one word to the other."""
    row = list(range(len(other) + 1))
    for letter in one:
        above = row
        row = [above[0] + 1]
        for place, each in enumerate(other):
            row.append(min(above[place] + (letter != each), above[place + 1] + 1, row[-1] + 1))
    return row[-1]


def literals(regex: str) -> tuple[str, ...] | None:
    r"""Say which values a regular expression means where it only lists them.

    Parameters
    ----------
    regex
        The expression, as `state|party` or `U\.S\.`.

    Returns
    -------
    tuple of str or None
        The values in their order; None where the expression uses more than `|` and escaped signs.
    """
    values = [""]
    for character in _CHARACTER.findall(regex):
        if character == "|":
            values.append("")
        elif len(character) == 2 and not (character[1].isalnum() or character[1] == "_"):
            values[-1] += character[1]
        elif character[0] == "\\" or _NO_LITERAL.match(character):
            return None
        else:
            values[-1] += character
    return tuple(values)
