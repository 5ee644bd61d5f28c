"""Word lists: one word or phrase a line, or a table of two columns, word and category or score."""

import csv
import io
import re
from collections.abc import Iterator
from pathlib import PurePath

from dissent.dictionaries.model import Content, Gathering
from dissent.errors import DissentError

TERM_COLUMNS = ("term", "word", "entry", "pattern", "token", "lemma")
CATEGORY_COLUMNS = ("category", "class", "theme", "score", "value", "valence", "sentiment")
_SCORE = re.compile(r"[+-]?\d+(?:\.\d+)?")


def read_word_list(text: str, *, source: str) -> Content:
    """Read a list of words.

    Parameters
    ----------
    text
        One word or phrase a line; lines that begin with `#` are comments.
    source
        The file's name, which names the one category.

    Returns
    -------
    Content
        One category.

    Raises
    ------
    DissentError
        Where there is no word.
    """
    found = Gathering()
    category = (PurePath(source).stem,)
    for number, line in enumerate(text.split("\n"), start=1):
        if line.strip() and not line.lstrip().startswith("#"):
            found.entry(category, line, number)
    if not found.entries:
        raise DissentError(f"{source} holds no word")
    return found.content()


def read_table(text: str, *, source: str) -> Content:
    """Read a table of two columns, a word or phrase and its category.

    Where every second cell is a number, these are scores: the words go to the categories
    `negative`, `neutral` and `positive`, and the score is a note, since a theme counts and does not
    weigh.

    Parameters
    ----------
    text
        The table; cells divided by tabs, semicolons or commas. A header is known by its names
        (term, word, …; category, score, …), and has to be there where there are more columns.
    source
        The file's name, for messages.

    Returns
    -------
    Content
        Categories on one level, in the order of their first word.

    Raises
    ------
    DissentError
        Where a row has not two cells, or an empty one; with the line.
    """
    rows = list(_rows(text, source))
    if not rows:
        raise DissentError(f"{source} holds no word")
    term, category = _columns(rows[0][1], source)
    if {rows[0][1][term].lower(), rows[0][1][category].lower()} & {
        *TERM_COLUMNS,
        *CATEGORY_COLUMNS,
    }:
        header, rows = rows[0][1], rows[1:]
    else:
        header = rows[0][1]
    found = Gathering()
    scored = all(_SCORE.fullmatch(cells[category]) for _, cells in rows if len(cells) > category)
    if scored and rows:
        found.remark(
            0,
            "the second column holds scores: a theme counts and does not weigh, so the words stand "
            "in `negative`, `neutral` and `positive`, each with its score as a note",
        )
    for number, cells in rows:
        if len(cells) != len(header) or not cells[term] or not cells[category]:
            raise DissentError(
                f"{source}, line {number}: a word and its category are wanted, not `"
                f"{' | '.join(cells)}`"
            )
        kind = cells[category]
        name = _sign(kind) if scored else " ".join(kind.split())
        found.entry((name,), cells[term], number, note=f"score {kind}" if scored else "")
    return found.content()


def _rows(text: str, source: str) -> Iterator[tuple[int, list[str]]]:
    first = next((line for line in text.split("\n") if line.strip()), "")
    delimiter = next((sign for sign in "\t;," if sign in first), ",")
    reader = csv.reader(io.StringIO(text), delimiter=delimiter, strict=True)
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                yield reader.line_num, [cell.strip() for cell in cells]
    except csv.Error as error:
        raise DissentError(f"{source}, line {reader.line_num}: not a table: {error}") from error


def _columns(header: list[str], source: str) -> tuple[int, int]:
    """The places of the word and of its category."""
    names = [name.lower() for name in header]
    terms = [place for place, name in enumerate(names) if name in TERM_COLUMNS]
    categories = [place for place, name in enumerate(names) if name in CATEGORY_COLUMNS]
    if terms and categories:
        return terms[0], categories[0]
    if len(header) == 2:
        return (0, 1)
    raise DissentError(
        f"{source}, line 1: {len(header)} columns; two are wanted, a word and its category, or a "
        "header with `term` and `category`"
    )


def _sign(score: str) -> str:
    value = float(score)
    return "negative" if value < 0 else "positive" if value > 0 else "neutral"
