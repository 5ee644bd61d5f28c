"""Plain text: its encoding, its pages (form feeds) and its paragraphs."""

import re

from dissent.errors import DissentError
from dissent.reading.paragraphs import Paragraph

# A line longer than this was not wrapped by hand at a page's width.
WRAPPED_AT_MOST = 120
# Where so large a share of the lines is longer, each line is a paragraph of its own.
LONG_LINES = 0.05
# _Emphasis_ as Project Gutenberg and others mark it, at most a paragraph long.
EMPHASIS = re.compile(r"(?<!\w)_(?=\S)([^_]+)(?<=\S)_(?!\w)")


def decode(content: bytes, *, encoding: str, name: str) -> str:
    """Decode a text file, strictly.

    Parameters
    ----------
    content
        The file's bytes.
    encoding
        `utf-8`, or what the catalogue's `encoding` says.
    name
        The file's name, for the message.

    Returns
    -------
    str
        The text, with `\\n` line ends and no byte-order mark.

    Raises
    ------
    DissentError
        Where the bytes are not in that encoding (with the line), or it is unknown.
    """
    if encoding.lower().replace("_", "-") in ("utf-8", "utf8"):
        encoding = "utf-8-sig"
    try:
        text = content.decode(encoding)
    except LookupError as error:
        raise DissentError(
            f"file `{name}`: unknown encoding `{encoding}`; write cp1252, latin-1, koi8-r, …"
        ) from error
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise DissentError(
            f"file `{name}`, line {line}: not {encoding.removesuffix('-sig').upper()}; save it as "
            "UTF-8, or name its encoding (cp1252, latin-1, koi8-r, …) in the column `encoding`"
        ) from error
    if "\0" in text:
        raise DissentError(
            f"file `{name}` is no text, or in an encoding of two bytes per letter; name it in the "
            "column `encoding`, as in utf-16-le"
        )
    return text.replace("\r\n", "\n").replace("\r", "\n")


def paragraphs_of_text(text: str) -> list[Paragraph]:
    """Divide plain text into paragraphs.

    Blank lines divide paragraphs. Where at least one line in twenty is longer than 120 characters
    the text was not wrapped by hand, and each line is a paragraph. A form feed begins a new page.
    Underscores that mark emphasis are taken away.

    Parameters
    ----------
    text
        The text with `\\n` line ends.

    Returns
    -------
    list of Paragraph
        Cleaned, none of them empty.
    """
    lines = [line for line in text.replace("\f", "\n").split("\n") if line.strip()]
    long_lines = sum(len(line) > WRAPPED_AT_MOST for line in lines)
    divider = r"\n" if long_lines > LONG_LINES * len(lines) else r"\n[ \t]*\n"
    found = [
        Paragraph(EMPHASIS.sub(r"\1", block), page=page).cleaned()
        for page, content in enumerate(text.split("\f"), start=1)
        for block in re.split(divider, content)
    ]
    return [paragraph for paragraph in found if paragraph.text]
