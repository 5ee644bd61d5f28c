"""A document that is a part of a file: by its pages, or from one heading to another."""

import re

from dissent.errors import DissentError
from dissent.reading.paragraphs import Paragraph


def section(
    paragraphs: list[Paragraph], *, pages: str, start: str, end: str, name: str
) -> list[Paragraph]:
    """Cut a section out of a file's paragraphs.

    Parameters
    ----------
    paragraphs
        The whole file.
    pages
        `31-38` or `31`, inclusive; empty for all.
    start
        The heading that begins the section, or a regular expression that finds it at the beginning
        of a paragraph; it belongs to the section. Empty: from the beginning.
    end
        The heading before which the section ends, looked for after `start`. Empty: to the end.
    name
        The file's name, for the messages.

    Returns
    -------
    list of Paragraph
        Those of the section.

    Raises
    ------
    DissentError
        Where the file has no such pages or headings.
    """
    found = _in_pages(paragraphs, pages, name) if pages else paragraphs
    first = _find(found, start, 0, "start", name) if start else 0
    after = first + 1 if start else 0
    last = _find(found, end, after, "end", name) if end else len(found)
    return found[first:last]


def _in_pages(paragraphs: list[Paragraph], pages: str, name: str) -> list[Paragraph]:
    first, _, last = pages.partition("-")
    low, high = int(first), int(last or first)
    there = max((paragraph.page for paragraph in paragraphs), default=0)
    if high > there:
        raise DissentError(f"file `{name}` has {there} pages, but `pages` says {pages}")
    return [paragraph for paragraph in paragraphs if low <= paragraph.page <= high]


def _find(paragraphs: list[Paragraph], heading: str, after: int, column: str, name: str) -> int:
    wanted = " ".join(heading.split()).casefold()
    for index in range(after, len(paragraphs)):
        if paragraphs[index].text.casefold() == wanted:
            return index
    try:
        pattern = re.compile(heading)
    except re.error:
        pattern = re.compile(re.escape(heading))
    for index in range(after, len(paragraphs)):
        if pattern.match(paragraphs[index].text):
            return index
    raise DissentError(
        f"file `{name}` has no paragraph that is or begins with the {column} `{heading}`"
    )
