"""What a concordance says of itself: how many hits, in how many documents, how often."""

from collections.abc import Sequence

from dissent.concordance.choices import Sort
from dissent.concordance.concordance import Concordance, DocumentHits

ORDERS = {
    Sort.PLACE: "documents by date, then by place",
    Sort.DOCUMENT: "documents by title, then by place",
    Sort.LEFT: "sorted by the words to the left",
    Sort.LEFT2: "sorted by the words to the left from the second on",
    Sort.RIGHT: "sorted by the words to the right",
    Sort.RIGHT2: "sorted by the words to the right from the second on",
    Sort.HIT: "sorted by the words found",
    Sort.RANDOM: "in random order",
}


def summary(concordance: Concordance) -> str:
    """Say how often a query was found.

    Parameters
    ----------
    concordance
        Of the query.

    Returns
    -------
    str
        As in `12 hits in 3 of 6 documents, 0.81 per 1,000 words (14,800 words)`.
    """
    searched = len(concordance.documents)
    having = sum(each.hits > 0 for each in concordance.documents)
    words = counted(concordance.words, "word")
    if not concordance.hits:
        return f"no hit in {counted(searched, 'document')} ({words})"
    return (
        f"{counted(concordance.hits, 'hit')} in {having:,} of {counted(searched, 'document')}, "
        f"{rate(concordance.rate)} per 1,000 words ({words})"
    )


def order(concordance: Concordance) -> str:
    """Say which lines are shown in which order.

    Parameters
    ----------
    concordance
        With its lines.

    Returns
    -------
    str
        As in `the first 100 lines, sorted by the words to the left`.
    """
    shown = len(concordance.lines)
    how = ORDERS[concordance.sort]
    if shown == concordance.hits:
        return f"all lines, {how}"
    return f"the first {counted(shown, 'line')} of {concordance.hits:,}, {how}"


def most_hits(documents: Sequence[DocumentHits], *, at_most: int) -> list[DocumentHits]:
    """Choose the documents that a short list shows.

    Parameters
    ----------
    documents
        In date order.
    at_most
        How many.

    Returns
    -------
    list of DocumentHits
        All, or of more than these those with the most hits, in date order.
    """
    if len(documents) <= at_most:
        return list(documents)
    ranked = sorted(range(len(documents)), key=lambda place: (-documents[place].hits, place))
    return [documents[place] for place in sorted(ranked[:at_most])]


def counted(number: int, noun: str) -> str:
    """Write a number with what it counts.

    Parameters
    ----------
    number
        How many.
    noun
        In the singular.

    Returns
    -------
    str
        As in `1 hit`, `1,204 hits`.
    """
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def rate(value: float) -> str:
    """Write a rate per 1,000 words.

    Parameters
    ----------
    value
        The rate.

    Returns
    -------
    str
        With two decimals, or as many as show a small one.
    """
    return f"{value:.2f}" if value >= 0.1 or value == 0 else f"{value:.2g}"
