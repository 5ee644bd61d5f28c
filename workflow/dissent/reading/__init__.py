"""From the researcher's files to paragraphs of clean text: one module per format."""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from dissent.catalogue import Document
from dissent.errors import DissentError
from dissent.reading.markdown import paragraphs_of_markdown
from dissent.reading.paragraphs import Paragraph
from dissent.reading.plain_text import decode, paragraphs_of_text
from dissent.reading.sections import section

FORMATS: dict[str, Callable[[str], list[Paragraph]]] = {
    ".txt": paragraphs_of_text,
    ".text": paragraphs_of_text,
    ".md": paragraphs_of_markdown,
    ".markdown": paragraphs_of_markdown,
}


def read_document(document: Document) -> list[Paragraph]:
    """Read one document of the catalogue.

    Parameters
    ----------
    document
        Its row; `encoding`, `pages`, `start` and `end` are obeyed.

    Returns
    -------
    list of Paragraph
        In the order of the text; never empty.

    Raises
    ------
    DissentError
        Where the file is missing, of a kind that cannot be read, not in its encoding, or without a
        word.
    """
    path = document.file
    if not path.is_file():
        raise DissentError(f"file `{path}` does not exist")
    read = FORMATS.get(path.suffix.lower())
    if read is None:
        raise DissentError(
            f"file `{path.name}`: this version reads {', '.join(FORMATS)}; save the document as "
            "UTF-8 text"
        )
    text = decode(path.read_bytes(), encoding=document.encoding or "utf-8", name=path.name)
    found = section(
        read(text), pages=document.pages, start=document.start, end=document.end, name=path.name
    )
    if not any(character.isalnum() for paragraph in found for character in paragraph.text):
        raise DissentError(f"file `{path.name}` contains no word")
    return found


def sha256_of(path: Path) -> str:
    """Compute a file's checksum.

    Parameters
    ----------
    path
        The file.

    Returns
    -------
    str
        64 hexadecimal digits.
    """
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def problems_of(documents: Iterable[Document], *, catalogue: Path) -> list[str]:
    """Try to read documents, and say which cannot be read and why.

    Parameters
    ----------
    documents
        Rows of the catalogue.
    catalogue
        Its file, for the messages.

    Returns
    -------
    list of str
        One message per document that fails, with its row.
    """
    problems = []
    for document in documents:
        try:
            read_document(document)
        except DissentError as error:
            problems.append(f"{catalogue}, row {document.row} ({document.doc_id}): {error}")
    return problems
