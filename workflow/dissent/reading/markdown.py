"""Markdown: headings and paragraphs, without the marks."""

from typing import TYPE_CHECKING

from dissent.reading.paragraphs import Paragraph, Region

if TYPE_CHECKING:
    from markdown_it.token import Token

_TEXT = ("text", "code_inline")
_BREAKS = ("softbreak", "hardbreak")


def paragraphs_of_markdown(text: str) -> list[Paragraph]:
    """Divide Markdown (CommonMark with tables) into headings and paragraphs.

    Links and emphasis leave their words, images their description; HTML, code blocks and rules are
    left out. A form feed begins a new page.

    Parameters
    ----------
    text
        The text with `\\n` line ends.

    Returns
    -------
    list of Paragraph
        Cleaned, none of them empty.
    """
    # Whoever reads no Markdown need not load its parser.
    from markdown_it import MarkdownIt

    parser = MarkdownIt("commonmark").enable("table")
    found = []
    for page, content in enumerate(text.split("\f"), start=1):
        region = Region.BODY
        for token in parser.parse(content):
            if token.type == "heading_open":
                region = Region.HEADING
            elif token.type == "heading_close":
                region = Region.BODY
            elif token.type == "inline":
                found.append(Paragraph(_words(token), page=page, region=region).cleaned())
    return [paragraph for paragraph in found if paragraph.text]


def _words(token: "Token") -> str:
    parts = []
    for child in token.children or []:
        if child.type in _TEXT or child.type == "image":
            parts.append(child.content)
        elif child.type in _BREAKS:
            parts.append(" ")
    return "".join(parts)
