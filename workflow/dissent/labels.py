"""How documents are called: short titles for figures, no two alike; dates as people write them."""

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

TITLE_LENGTH = 38
LETTERS_AT_LEAST = 3
SHORT_WORD = 3  # and, of, the: not left hanging before an ellipsis
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "June", "July", "Aug", "Sep", "Oct", "Nov", "Dec")
EDTF_DAY = re.compile(r"(-?\d{3,4}|\d{3}X|\d{2}XX)(?:-(\d\d))?(?:-(\d\d))?([~?%]?)")


@dataclass(frozen=True)
class Label:
    """What a document is called, and when it was written; `date` is empty if the name says it."""

    name: str
    date: str

    @property
    def line(self) -> str:
        """Name and date in one line."""
        return f"{self.name}, {self.date}" if self.date else self.name


def document_labels(documents: "pd.DataFrame") -> dict[str, Label]:
    """Name every document for the figures.

    A title of fewer than three letters says nothing, and one that two documents have (or would have
    once shortened) tells them not apart: there the doc_id stands.

    Parameters
    ----------
    documents
        The table of documents.

    Returns
    -------
    dict of str to Label
        By doc_id, in the table's order.
    """
    ids, dates = documents["doc_id"].tolist(), documents["date"].tolist()
    short = [shortened(" ".join(title.split())) for title in documents["title"]]
    often = Counter(title.casefold() for title in short)
    labels = {}
    for doc_id, title, date in zip(ids, short, dates, strict=True):
        letters = sum(sign.isalpha() for sign in title)
        telling = letters >= LETTERS_AT_LEAST and often[title.casefold()] == 1
        name = title if telling else shortened(doc_id)
        said = written_date(date)
        labels[doc_id] = Label(name, "" if said and said in name else said)
    return labels


def shortened(text: str, *, length: int = TITLE_LENGTH) -> str:
    """Cut a text after a word of some weight, with an ellipsis.

    Parameters
    ----------
    text
        The text.
    length
        Signs that may stand.

    Returns
    -------
    str
        The text, or its beginning and `…`.
    """
    if len(text) <= length:
        return text
    cut = text[: length - 1]
    words = cut.split(" ")[:-1] if " " in cut[length // 2 :] else [cut]
    while len(words) > 1 and len(words[-1]) <= SHORT_WORD:
        words.pop()
    return " ".join(words).rstrip(" ,;:.-–—(") + "…"


def written_date(date: str) -> str:
    """Write an EDTF date as people do.

    Parameters
    ----------
    date
        As in `1920-09`, `1921~`, `1921/1922`.

    Returns
    -------
    str
        As in `Sep 1920`, `c. 1921`, `1921–1922`; what is not understood stays as it is.
    """
    ends = [_written_day(end) for end in date.split("/")]
    return "–".join(ends) if len(ends) == 2 and all(ends) else _written_day(date)


def _written_day(day: str) -> str:
    found = EDTF_DAY.fullmatch(day)
    if not found:
        return day
    year, month, number, doubt = found.groups()
    text = year.replace("XX", "00s").replace("X", "0s")
    if month and 1 <= int(month) <= len(MONTHS):
        text = f"{MONTHS[int(month) - 1]} {text}"
        text = f"{int(number)} {text}" if number else text
    text = f"c. {text}" if doubt in ("~", "%") else text
    return f"{text}?" if doubt in ("?", "%") else text
