"""A term or a CQL query? Whatever is asked for, as a pattern."""

from dissent.themes.patterns import Pattern
from dissent.themes.terms import parse_term


def parse_query(text: str) -> Pattern:
    """Read what is looked for.

    Parameters
    ----------
    text
        CQL where there is a `[` in it, else a term.

    Returns
    -------
    Pattern
        What it means.

    Raises
    ------
    PatternError
        Where it cannot be read or cannot be meant.
    """
    return parse_cql(text) if "[" in text else parse_term(text)


def parse_cql(text: str) -> Pattern:
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
        Where it cannot be read or cannot be meant.
    """
    # Whoever reads theme files to plan a run need not load the grammar.
    from dissent.themes.cql import read_cql

    return read_cql(text)
