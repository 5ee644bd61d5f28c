"""A dictionary in LIWC's form."""

from collections.abc import Sequence

from dissent.dictionaries.exporting import Said, Unsaid
from dissent.dictionaries.model import CategoryPath


def liwc_text(said: Sequence[Said]) -> tuple[str, list[Unsaid]]:
    """Write a dictionary for LIWC.

    Parameters
    ----------
    said
        Its entries.

    Returns
    -------
    tuple of str and list of Unsaid
        The file, its categories indented below those they belong to, an entry with the number of
        its own category only; and the entries that LIWC cannot say, which knows `*` at an entry's
        end and no other wildcard.
    """
    sayable = [entry for entry in said if _reason(entry.text) is None]
    unsaid = [
        Unsaid(entry.rule_id, f"`{entry.text}` left out: {reason}")
        for entry in said
        if (reason := _reason(entry.text)) is not None
    ]
    numbers = {path: number for number, path in enumerate(_in_order(sayable), start=1)}
    codes: dict[str, list[int]] = {}
    for entry in sayable:
        codes.setdefault(entry.text, []).append(numbers[entry.category])
    indents = ["\t" * (len(path) - 1) for path in numbers]
    heading = [
        f"{indent}{number}\t{path[-1]}"
        for indent, (path, number) in zip(indents, numbers.items(), strict=True)
    ]
    terms = ["\t".join([text, *map(str, listed)]) for text, listed in codes.items()]
    return "\n".join(["%", *heading, "%", *terms, ""]), unsaid


def _in_order(said: Sequence[Said]) -> list[CategoryPath]:
    """All categories, each behind the one it belongs to."""
    paths = [
        entry.category[:depth] for entry in said for depth in range(1, len(entry.category) + 1)
    ]
    first = {path: place for place, path in reversed(list(enumerate(dict.fromkeys(paths))))}
    return sorted(
        first, key=lambda path: [first[path[:depth]] for depth in range(1, len(path) + 1)]
    )


def _reason(text: str) -> str | None:
    if "?" in text or "*" in text[:-1]:
        return "LIWC knows a wildcard `*` at the end only"
    if text == "%" or any(_is_code(piece) for piece in text.split()[1:]):
        return "LIWC would take a part of it for a category's number"
    return None


def _is_code(piece: str) -> bool:
    return piece.isdecimal() or piece[0] in "(<"
