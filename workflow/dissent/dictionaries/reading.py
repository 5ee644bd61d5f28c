"""Reading a dictionary of any program: which kind of file it is, and what it says."""

from collections.abc import Callable
from pathlib import Path

from dissent.dictionaries.encodings import decoded
from dissent.dictionaries.lexicoder import read_lexicoder
from dissent.dictionaries.liwc import read_liwc
from dissent.dictionaries.model import Content, Dictionary, Format
from dissent.dictionaries.node_xml import read_node_xml
from dissent.dictionaries.quanteda import read_quanteda
from dissent.dictionaries.word_lists import read_table, read_word_list
from dissent.dictionaries.wordstat import read_wordstat
from dissent.errors import DissentError

READERS: dict[Format, Callable[..., Content]] = {
    Format.LIWC: read_liwc,
    Format.WORDSTAT: read_wordstat,
    Format.YOSHIKODER: read_node_xml,
    Format.LEXICODER: read_lexicoder,
    Format.QUANTEDA: read_quanteda,
    Format.LIST: read_word_list,
    Format.TABLE: read_table,
}
ENDINGS = {
    ".dic": Format.LIWC,
    ".cat": Format.WORDSTAT,
    ".ykd": Format.YOSHIKODER,
    ".lcd": Format.YOSHIKODER,
    ".lc3": Format.LEXICODER,
    ".yml": Format.QUANTEDA,
    ".yaml": Format.QUANTEDA,
    ".csv": Format.TABLE,
    ".tsv": Format.TABLE,
    ".tab": Format.TABLE,
}
LARGEST = 64 * 2**20


def read_dictionary(
    path: Path, *, encoding: str | None = None, kind: Format | None = None
) -> Dictionary:
    """Read a dictionary file.

    Parameters
    ----------
    path
        The file.
    encoding
        Its encoding where the user knows it; else it is found out.
    kind
        Its format where the user says it; else the file's ending does (`.lcd` of Lexicoder is what
        Yoshikoder writes), and for `.txt` its first line.

    Returns
    -------
    Dictionary
        Its categories and entries, with remarks on what was left out.

    Raises
    ------
    DissentError
        Where the file cannot be read, its format is unknown, it is malformed, or holds no entry.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DissentError(f"{path}: {error.strerror}") from error
    if len(content) > LARGEST:
        raise DissentError(f"{path}: larger than 64 MB, which no dictionary is")
    text, name, guess = decoded(content, encoding=encoding, source=path.name)
    kind = kind or _kind(path, text)
    said = READERS[kind](text, source=path.name)
    if not said.entries:
        raise DissentError(f"{path.name} holds no word that could be carried over")
    said = Content(said.categories, said.entries, (*guess, *said.remarks))
    return Dictionary(path.name, kind, name, said)


def _kind(path: Path, text: str) -> Format:
    ending = path.suffix.lower()
    if ending in ENDINGS:
        return ENDINGS[ending]
    if ending != ".txt":
        raise DissentError(
            f"{path.name}: what kind of dictionary is it? Say --format {'|'.join(READERS)}"
        )
    first = next((line.strip() for line in text.split("\n") if line.strip()), "")
    if first == "%":
        return Format.LIWC
    return Format.TABLE if "\t" in first else Format.LIST
