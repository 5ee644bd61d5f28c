"""LIWC dictionaries (`.dic`): numbered categories between two `%`, then words with their numbers.

The files that are about are messy: a term twice, numbers that no category has, tabs or blanks,
categories indented below others or without a number. What LIWC calls conditional codes,
`like (02 134)125/464` (after a word of these categories) and `kind <of>131/125` (before *of*), has
no counterpart here and is reported; the other numbers of such a line count.
"""

import re

from dissent.dictionaries.model import CategoryPath, Content, Gathering
from dissent.errors import DissentError

_HEADING = re.compile(r"(?P<code>\d+)(?:\s+(?P<name>\S.*))?")
_CODE = r"(?:\d+|\([^)]*\)\S*|<[^>]*>\S*)"
_CODES = re.compile(rf"{_CODE}|\S+")
# Without a tab the term ends where nothing but codes follows.
_UNTABBED = re.compile(rf"(?P<term>\S.*?)\s+(?P<codes>{_CODE}(?:\s+{_CODE})*)")


def read_liwc(text: str, *, source: str) -> Content:
    """Read a LIWC dictionary.

    Parameters
    ----------
    text
        The file.
    source
        Its name, for messages.

    Returns
    -------
    Content
        Categories nested as they are indented.

    Raises
    ------
    DissentError
        Where the two `%` are missing, or the list of categories cannot be read; with the line.
    """
    lines = text.split("\n")
    marks = [number for number, line in enumerate(lines, start=1) if line.strip() == "%"]
    if len(marks) < 2:
        raise DissentError(
            f"{source}, line {marks[0] if marks else 1}: a LIWC dictionary has its categories "
            "between two lines `%`; "
            + ("the second one is missing" if marks else "there is none (another --format?)")
        )
    before = [number for number, line in enumerate(lines[: marks[0] - 1], start=1) if line.strip()]
    if before:
        raise DissentError(
            f"{source}, line {before[0]}: only blank lines may precede the first `%`"
        )
    found = Gathering()
    headings = list(enumerate(lines, start=1))[marks[0] : marks[1] - 1]
    categories = _categories(headings, found, source)
    for number, line in enumerate(lines, start=1):
        if number > marks[1] and line.strip():
            _read_term(line.strip(), number, categories, found)
    return found.content()


def _categories(
    headings: list[tuple[int, str]], found: Gathering, source: str
) -> dict[int, CategoryPath]:
    """Read the numbered categories; the deeper indented belongs to the one above it."""
    above: list[tuple[int, str]] = []
    numbered: dict[int, CategoryPath] = {}
    for number, line in headings:
        if not line.strip():
            continue
        indent = len(line) - len(line.lstrip())
        above = [(width, name) for width, name in above if width < indent]
        heading = _HEADING.fullmatch(line.strip())
        name = " ".join((heading["name"] or "").split()) if heading else line.strip()
        if not name:
            raise DissentError(f"{source}, line {number}: category `{line.strip()}` has no name")
        above.append((indent, name))
        path = tuple(name for _, name in above)
        found.category(path)
        if heading is None:
            continue
        code = int(heading["code"])
        if code in numbered:
            raise DissentError(
                f"{source}, line {number}: the number {heading['code']} is already that of "
                f"`{numbered[code][-1]}`"
            )
        numbered[code] = path
    return numbered


def _read_term(
    line: str, number: int, categories: dict[int, CategoryPath], found: Gathering
) -> None:
    term, _, codes = line.partition("\t")
    if not codes:
        untabbed = _UNTABBED.fullmatch(line)
        if untabbed is None:
            found.remark(number, f"`{line}` stands in no category; left out")
            return
        term, codes = untabbed["term"], untabbed["codes"]
    for code in _CODES.findall(codes):
        if not code.isdecimal():
            found.remark(number, f"`{term}`: {_unusable(code)}")
        elif int(code) not in categories:
            found.remark(number, f"`{term}`: there is no category {code}; ignored")
        else:
            found.entry(categories[int(code)], term, number)


def _unusable(code: str) -> str:
    if code.startswith("<"):
        return f"`{code}` depends on the word that follows; not carried over (see `not:` of rules)"
    if code.startswith("("):
        return f"`{code}` depends on the word before; not carried over (see `not:` of rules)"
    return f"`{code}` is no number of a category; ignored"
