"""Around what do we look? The nodes of the collocations: themes, their categories, single terms."""

from collections.abc import Sequence
from dataclasses import dataclass

from dissent.errors import raise_all
from dissent.themes.files import Theme
from dissent.themes.patterns import Pattern, PatternError
from dissent.themes.terms import parse_term

THEME, CATEGORY, TERM = "theme", "category", "term"
SETTING = "setting `collocation.terms`"


@dataclass(frozen=True)
class Node:
    """What collocates are looked for: a theme, `theme/category`, or a term as it is written.

    A term may be called as a theme is; the kind tells them apart.
    """

    kind: str
    name: str


def nodes_of(themes: Sequence[Theme], terms: Sequence[str]) -> list[Node]:
    """List the nodes: each theme, then its categories; then the terms.

    Parameters
    ----------
    themes
        In their order.
    terms
        The setting `collocation.terms`.

    Returns
    -------
    list of Node
        In the order of the tables.

    Raises
    ------
    DissentError
        Where a term cannot be read or stands twice.
    """
    nodes = []
    for theme in themes:
        nodes.append(Node(THEME, theme.theme))
        nodes += [Node(CATEGORY, f"{theme.theme}/{name}") for name in theme.categories]
    return [*nodes, *(Node(TERM, term) for term in checked_terms(terms))]


def checked_terms(terms: Sequence[str]) -> dict[str, Pattern]:
    """Read the terms of the settings.

    Parameters
    ----------
    terms
        The setting `collocation.terms`.

    Returns
    -------
    dict of str to Pattern
        By the term as it is written, in its order.

    Raises
    ------
    DissentError
        With every term that cannot be read or that means the same as an earlier one.
    """
    patterns: dict[str, Pattern] = {}
    earlier: dict[Pattern, str] = {}
    problems = []
    for written in terms:
        term = " ".join(written.split())
        try:
            pattern = parse_term(term)
        except PatternError as error:
            problems.append(f"{SETTING}: {error}")
            continue
        if pattern in earlier:
            problems.append(f"{SETTING}: `{term}` means the same as `{earlier[pattern]}`")
        patterns[term] = pattern
        earlier.setdefault(pattern, term)
    raise_all(problems, heading=SETTING)
    return patterns
