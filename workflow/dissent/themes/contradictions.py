"""Can any token at all fit a condition? `[pos="NOUN" & pos="VERB"]` cannot be meant."""

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dissent.themes.conditions import (
    ALL_UPOS,
    All,
    AnyToken,
    Attribute,
    Condition,
    Either,
    Not,
    attributes_of,
)
from dissent.themes.resolving import whole
from dissent.tokens import Bools


def impossible(condition: Condition) -> bool:
    """Say whether no token can fit.

    Parameters
    ----------
    condition
        Of a query.

    Returns
    -------
    bool
        True where one of the attributes alone, whatever the others are, has no value that fits.
        False says nothing: two attributes may still never go together in a language.
    """
    attributes = attributes_of(condition)
    for name in dict.fromkeys(attribute.name for attribute in attributes):
        values = _values(name, attributes)
        may_fit, _ = _answers(condition, name, values)
        # The last answer is for any value that is not named; parts of speech are all known.
        if not (may_fit[:-1] if name == "pos" else may_fit).any():
            return True
    return False


def parts_of_speech(condition: Attribute) -> list[str]:
    """List the parts of speech that fit.

    Parameters
    ----------
    condition
        On the part of speech.

    Returns
    -------
    list of str
        Universal parts of speech.
    """
    return [pos for pos, fits in zip(ALL_UPOS, _fits(condition, ALL_UPOS), strict=True) if fits]


def _values(name: str, attributes: list[Attribute]) -> tuple[str, ...]:
    """The values that can make a difference."""
    if name == "pos":
        return ALL_UPOS
    named = [each.literals or () for each in attributes if each.name == name]
    return tuple(dict.fromkeys(value for values in named for value in values))


def _answers(condition: Condition, name: str, values: tuple[str, ...]) -> tuple[Bools, Bools]:
    """For each value of one attribute, and for any other: can the token fit, can it fail to?"""
    match condition:
        case Attribute() if condition.name == name:
            fits = _fits(condition, values)
            return np.append(fits, condition.literals is None), np.append(~fits, True)
        case All(parts):
            fit, miss = zip(*(_answers(part, name, values) for part in parts), strict=True)
            return np.logical_and.reduce(fit), np.logical_or.reduce(miss)
        case Either(parts):
            fit, miss = zip(*(_answers(part, name, values) for part in parts), strict=True)
            return np.logical_or.reduce(fit), np.logical_and.reduce(miss)
        case Not(part):
            may_fit, may_miss = _answers(part, name, values)
            return may_miss, may_fit
        case _:
            some = np.ones(len(values) + 1, dtype=bool)
            return some, ~some if condition == AnyToken() else some


def _fits(condition: Attribute, values: tuple[str, ...]) -> Bools:
    listed = condition.literals
    if listed is not None:
        wanted = set(listed)
        return np.array([value in wanted for value in values], dtype=bool)
    array = pa.array(values, pa.string())
    fits: Bools = pc.match_substring_regex(
        array, whole(condition.regex), ignore_case=condition.ignore_case
    ).to_numpy(zero_copy_only=False)
    return fits
