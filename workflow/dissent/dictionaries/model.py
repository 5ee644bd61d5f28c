"""What a dictionary of any program says: words and patterns in categories, which may be nested."""

from dataclasses import dataclass, field
from enum import StrEnum

# A category by its names, outermost first: ("CULTURE", "CULTURE-HIGH").
CategoryPath = tuple[str, ...]


class Format(StrEnum):
    """What kind of file a dictionary is."""

    LIWC = "liwc"
    WORDSTAT = "wordstat"
    YOSHIKODER = "yoshikoder"
    LEXICODER = "lexicoder"
    QUANTEDA = "quanteda"
    LIST = "list"
    TABLE = "table"


class Division(StrEnum):
    """How many themes a dictionary becomes: one, one per top category, or one per category."""

    ONE = "one"
    TOP = "top"
    EACH = "each"


class Target(StrEnum):
    """Which program shall read an exported dictionary."""

    QUANTEDA = "quanteda"
    LIWC = "liwc"


@dataclass(frozen=True)
class Entry:
    """A word or pattern of a category, as written; `note` keeps what a theme cannot use."""

    category: CategoryPath
    text: str
    line: int
    note: str = ""


@dataclass(frozen=True)
class Remark:
    """What could not be carried over, or only with a doubt; line 0 speaks of the whole file."""

    line: int
    text: str

    def __str__(self) -> str:
        return f"line {self.line}: {self.text}" if self.line else self.text


@dataclass(frozen=True)
class Content:
    """What a reader found in a file: categories and entries in their order, and what it left out.

    `categories` has every category that is named, also those without an entry of their own.
    """

    categories: tuple[CategoryPath, ...]
    entries: tuple[Entry, ...]
    remarks: tuple[Remark, ...]


@dataclass(frozen=True)
class Dictionary:
    """A dictionary file: its name, what kind of file it is, how it was decoded, what it says."""

    file: str
    format: Format
    encoding: str
    content: Content


@dataclass
class Gathering:
    """Collects what a reader finds, line by line."""

    entries: list[Entry] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    _categories: dict[CategoryPath, None] = field(default_factory=dict)

    def category(self, path: CategoryPath) -> CategoryPath:
        """Note a category.

        Parameters
        ----------
        path
            Its names, outermost first; one that is known stays where it is.

        Returns
        -------
        tuple of str
            The names with single blanks.
        """
        plain = tuple(" ".join(name.split()) for name in path)
        self._categories.setdefault(plain, None)
        return plain

    def entry(self, category: CategoryPath, text: str, line: int, *, note: str = "") -> None:
        """Note an entry and its category.

        Parameters
        ----------
        category
            Where it stands.
        text
            As written; runs of blanks become one. An empty one is left out.
        line
            Its line.
        note
            What else was said of it.
        """
        path = self.category(category)
        plain = " ".join(text.split())
        if plain:
            self.entries.append(Entry(path, plain, line, note))
        else:
            self.remark(line, f"an empty entry of {shown(path)} is left out")

    def remark(self, line: int, text: str) -> None:
        """Note what could not be carried over.

        Parameters
        ----------
        line
            Its line; 0 where it is about the whole file.
        text
            What, and why.
        """
        self.remarks.append(Remark(line, text))

    def content(self) -> Content:
        """Close the collection.

        Returns
        -------
        Content
            With a remark for every category that holds nothing, not even in one below it.
        """
        filled = {entry.category[:depth] for entry in self.entries for depth in _depths(entry)}
        empty = [path for path in self._categories if path not in filled]
        remarks = [Remark(0, f"category {shown(path)} is empty and left out") for path in empty]
        return Content(
            categories=tuple(path for path in self._categories if path in filled),
            entries=tuple(self.entries),
            remarks=(*sorted(self.remarks, key=lambda remark: remark.line), *remarks),
        )


def shown(category: CategoryPath) -> str:
    """Write a category for a message.

    Parameters
    ----------
    category
        Its names.

    Returns
    -------
    str
        As in `CULTURE > CULTURE-HIGH`, in backquotes.
    """
    return f"`{' > '.join(category)}`"


def _depths(entry: Entry) -> range:
    return range(1, len(entry.category) + 1)
