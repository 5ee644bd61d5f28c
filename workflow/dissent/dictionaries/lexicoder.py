"""Lexicoder 3 dictionaries (`.lc3`): a line `+CATEGORY`, then its patterns, one a line.

Lexicoder compares letters, so that a blank on a pattern's side ends a word there: ` lie ` is a word
and ` lie` begins one. Programs that read these files take both as the word *lie*, and so does this
one; a blank on one side only is reported, with the wildcard that would say what Lexicoder does.
"""

from dissent.dictionaries.model import CategoryPath, Content, Gathering
from dissent.errors import DissentError


def read_lexicoder(text: str, *, source: str) -> Content:
    """Read a Lexicoder 3 dictionary.

    Parameters
    ----------
    text
        The file.
    source
        Its name, for messages.

    Returns
    -------
    Content
        Categories on one level.

    Raises
    ------
    DissentError
        Where a pattern precedes the first category, or a category has no name; with the line.
    """
    found = Gathering()
    category: CategoryPath = ()
    one_sided: list[tuple[int, str]] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        if line.startswith("+"):
            name = line[1:].strip()
            if not name:
                raise DissentError(f"{source}, line {number}: a category without a name")
            category = (name,)
            found.category(category)
        elif not category:
            raise DissentError(
                f"{source}, line {number}: `{line.strip()}` stands before the first `+CATEGORY`"
            )
        else:
            found.entry(category, line, number)
            if line.startswith(" ") != line.endswith(" "):
                one_sided.append((number, line))
    for number, line in one_sided:
        wanted = f"{line.strip()}*" if line.startswith(" ") else f"*{line.strip()}"
        found.remark(
            number,
            f"`{line}` has a blank on one side: read as the word `{line.strip()}`; where it shall "
            f"go on like in Lexicoder, write `{wanted}`",
        )
    return found.content()
