"""Dictionaries in XML, `cnode` for a category and `pnode` for a pattern: Yoshikoder and Lexicoder.

A document type is refused before anything is read from it, so no entity is ever expanded and no
other file opened.
"""

from xml.parsers import expat

from dissent.dictionaries.model import Content, Gathering
from dissent.errors import DissentError


def read_node_xml(text: str, *, source: str) -> Content:
    """Read a dictionary of Yoshikoder (`.ykd`) or Lexicoder (`.lcd`).

    Parameters
    ----------
    text
        The file, decoded.
    source
        Its name, for messages.

    Returns
    -------
    Content
        Categories nested as the nodes are.

    Raises
    ------
    DissentError
        Where it is not XML, declares a document type, or has a node without a name; with the line.
    """
    reader = _Reader(source)
    try:
        # Encoded here, so that what the XML declaration says of the encoding no longer matters.
        reader.parser.Parse(text.encode("utf-8"), True)
    except expat.ExpatError as error:
        reason = expat.ErrorString(error.code)
        raise DissentError(f"{source}, line {error.lineno}: not XML: {reason}") from error
    return reader.found.content()


class _Reader:
    """Follows the nodes as the parser meets them."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.found = Gathering()
        self.above: list[str] = []
        self.depth = 0
        self.parser = expat.ParserCreate(encoding="utf-8")
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end

    def wrong(self, message: str) -> DissentError:
        return DissentError(f"{self.source}, line {self.parser.CurrentLineNumber}: {message}")

    def doctype(self, *_: object) -> None:
        raise self.wrong("a document type (<!DOCTYPE …>) has no place in a dictionary; take it out")

    def start(self, element: str, attributes: dict[str, str]) -> None:
        line = self.parser.CurrentLineNumber
        if self.depth == 0 and element != "dictionary":
            raise self.wrong(f"<{element}>: the file has to begin with <dictionary>")
        self.depth += 1
        if element == "cnode":
            self.above.append(self.name(element, attributes))
            self.found.category(tuple(self.above))
        elif element == "pnode":
            if not self.above:
                raise self.wrong("a <pnode> that stands in no <cnode>")
            name = self.name(element, attributes)
            self.found.entry(tuple(self.above), name.replace("_", " "), line)
        elif element != "dictionary":
            self.found.remark(line, f"<{element}> is neither a category nor a pattern; ignored")

    def end(self, element: str) -> None:
        self.depth -= 1
        if element == "cnode":
            self.above.pop()

    def name(self, element: str, attributes: dict[str, str]) -> str:
        name = attributes.get("name", "").strip()
        if not name:
            raise self.wrong(f"a <{element}> without a name")
        return name
