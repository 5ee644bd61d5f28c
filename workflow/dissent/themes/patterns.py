"""What a rule looks for: a pattern of tokens, as a small automaton over conditions on each of them.

A term and a CQL query both become a `Pattern`; `dissent.themes.matching` finds it.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from dissent.themes.conditions import AnyToken, Condition

Within: TypeAlias = Literal["paragraph", "sentence"]
MOST_POSITIONS = 63


class PatternError(ValueError):
    """A term or a query that cannot be read or cannot be meant, with what to write instead."""


@dataclass(frozen=True)
class Pattern:
    """A position automaton (Glushkov 1961): a run of tokens fits if some path fits them in order.

    Position `n` has the condition `conditions[n]`. Sets of positions are bits of whole numbers:
    `first` may begin a path, `last` may end it, `follow[n]` may come after `n`, and always come
    later in `conditions`. With `hyphens`, one hyphen may stand between two tokens of a path. A span
    never leaves the paragraph or sentence that it begins in (`within`).
    """

    conditions: tuple[Condition, ...]
    first: int
    last: int
    follow: tuple[int, ...]
    hyphens: bool = False
    within: Within = "paragraph"


@dataclass(frozen=True)
class Fragment:
    """A piece of a pattern under construction; `optional` says that it fits no token at all too."""

    conditions: tuple[Condition, ...]
    first: int
    last: int
    follow: tuple[int, ...]
    optional: bool = False

    @staticmethod
    def of(condition: Condition) -> "Fragment":
        """Begin with one token.

        Parameters
        ----------
        condition
            What it has to be.

        Returns
        -------
        Fragment
            With one position.
        """
        return Fragment((condition,), first=1, last=1, follow=(0,))

    def then(self, other: "Fragment") -> "Fragment":
        """Put another fragment behind this one.

        Parameters
        ----------
        other
            What follows.

        Returns
        -------
        Fragment
            Both.

        Raises
        ------
        PatternError
            Where that makes too many positions.
        """
        size = _checked_size(len(self.conditions) + len(other.conditions)) - len(other.conditions)
        entry = other.first << size
        own = (
            follow | (entry if self.last >> n & 1 else 0) for n, follow in enumerate(self.follow)
        )
        return Fragment(
            self.conditions + other.conditions,
            first=self.first | (entry if self.optional else 0),
            last=other.last << size | (self.last if other.optional else 0),
            follow=(*own, *(follow << size for follow in other.follow)),
            optional=self.optional and other.optional,
        )

    def or_else(self, other: "Fragment") -> "Fragment":
        """Put another fragment beside this one.

        Parameters
        ----------
        other
            The alternative.

        Returns
        -------
        Fragment
            That fits what either of them fits.

        Raises
        ------
        PatternError
            Where that makes too many positions.
        """
        size = _checked_size(len(self.conditions) + len(other.conditions)) - len(other.conditions)
        return Fragment(
            self.conditions + other.conditions,
            first=self.first | other.first << size,
            last=self.last | other.last << size,
            follow=(*self.follow, *(follow << size for follow in other.follow)),
            optional=self.optional or other.optional,
        )

    def repeated(self, least: int, most: int) -> "Fragment":
        """Repeat the fragment.

        Parameters
        ----------
        least, most
            How often at least and at most; `most` is at least 1 and not less than `least`.

        Returns
        -------
        Fragment
            Copies one after the other, those beyond `least` nested: `a{1,3}` is `a(a(a)?)?`.

        Raises
        ------
        PatternError
            Where that makes too many positions.
        """
        _checked_size(len(self.conditions) * most)
        rest = None
        for copy in range(most, 0, -1):
            rest = self if rest is None else self.then(rest)
            if copy > least:
                rest = replace(rest, optional=True)
        if rest is None:
            raise ValueError(f"most is {most}")
        return rest


def sequence(conditions: Iterable[Condition]) -> Pattern:
    """Make the pattern of a term: one word after the other, hyphens allowed between them.

    Parameters
    ----------
    conditions
        At least one, in order.

    Returns
    -------
    Pattern
        With a position for each.

    Raises
    ------
    PatternError
        Where there are more than a pattern has positions.
    """
    listed = tuple(conditions)
    size = _checked_size(len(listed))
    follow = (*(1 << place for place in range(1, size)), 0)
    return Pattern(listed, first=1, last=1 << size - 1, follow=follow, hyphens=True)


def pattern_of(fragment: Fragment, *, within: Within) -> Pattern:
    """Make the pattern of a query, strictly token by token.

    Parameters
    ----------
    fragment
        The whole query.
    within
        What a span must not leave.

    Returns
    -------
    Pattern
        The fragment as a pattern.

    Raises
    ------
    PatternError
        Where it fits no token at all, or any run of tokens.
    """
    if fragment.optional:
        raise PatternError(
            "every part of it may be left out, so it would find nothing at every place; "
            "make at least one token required"
        )
    pattern = Pattern(
        fragment.conditions, fragment.first, fragment.last, fragment.follow, within=within
    )
    if _takes_in_everything(pattern):
        raise PatternError("`[]` alone fits every token; add a token with a condition")
    return pattern


def _takes_in_everything(pattern: Pattern) -> bool:
    """Whether some path asks nothing of any of its tokens."""
    free = sum(1 << n for n, each in enumerate(pattern.conditions) if each == AnyToken())
    reached = pattern.first & free
    for position in positions(free):
        if reached >> position & 1:
            reached |= pattern.follow[position] & free
    return bool(reached & pattern.last)


def positions(bits: int) -> Iterator[int]:
    """List the members of a set of positions.

    Parameters
    ----------
    bits
        The set.

    Yields
    ------
    int
        Each position in it, in order.
    """
    while bits:
        lowest = bits & -bits
        yield lowest.bit_length() - 1
        bits ^= lowest


def _checked_size(size: int) -> int:
    if size > MOST_POSITIONS:
        raise PatternError(
            f"a pattern has room for {MOST_POSITIONS} tokens, and this one needs {size:,}; "
            'repeat less, or say alternatives within one token: [lemma="a|b"]'
        )
    return size
