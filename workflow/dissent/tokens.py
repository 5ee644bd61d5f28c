"""The token table: every token of a shard as a number into a lexicon of its types.

Two Parquet files hold it. The *lexicon* has one row per distinct (token, lemma, pos, tag), with
`lower` and `is_word`. The *tokens* stand in order, each with its number in the lexicon and its
place: document, page, paragraph, sentence. A question about a type is answered once per lexicon
row; a token is only ever a number.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from dissent.numbered import Bools, Ints, Numbered, Strings, as_array
from dissent.orthography import folded

__all__ = [
    "LEXICON", "Bools", "Ints", "Lexicon", "Strings", "TokenTable", "documents_of", "read_tokens",
    "segment_counts", "segment_of", "segment_sizes", "write_parquet", "write_tokens",
]  # fmt: skip
LEXICON = pa.schema(
    {name: pa.string() for name in ("token", "lower", "lemma", "pos", "tag")}
    | {"is_word": pa.bool_()}
)
COLUMNS = ("code", "doc", "page", "paragraph", "sentence", "ws", "quoted", "region")


@dataclass(frozen=True)
class Lexicon:
    """The distinct (token, lemma, pos, tag) of a shard, sorted: arrays of equal length.

    `lower` is the folded form, lower-cased and with plain apostrophes; `is_word` says whether a
    token has at least one letter or digit.
    """

    token: Strings
    lower: Strings
    lemma: Strings
    pos: Strings
    tag: Strings
    is_word: Bools

    @staticmethod
    def of(types: Sequence[tuple[str, str, str, str]]) -> "Lexicon":
        """Make a lexicon.

        Parameters
        ----------
        types
            Token, lemma, part of speech and tag of each type; sorted.

        Returns
        -------
        Lexicon
            With a row for each.
        """
        token, lemma, pos, tag = (
            np.array(column, dtype=object)
            for column in (zip(*types, strict=True) if types else [()] * 4)
        )
        lower = np.array([folded(text) for text in token], dtype=object)
        is_word = np.array([any(map(str.isalnum, text)) for text in token], dtype=bool)
        return Lexicon(token, lower, lemma, pos, tag, is_word)

    @cached_property
    def lemmas(self) -> "Numbered":
        """The distinct lemmas, and which of them each row has."""
        return Numbered.of(self._strings("lemma"))

    @cached_property
    def forms(self) -> "Numbered":
        """The distinct folded forms, and which of them each row has."""
        return Numbered.of(self._strings("lower"))

    @cached_property
    def spellings(self) -> "Numbered":
        """The distinct tokens as written, and which of them each row has."""
        return Numbered.of(self._strings("token"))

    @cached_property
    def parts_of_speech(self) -> "Numbered":
        """The distinct parts of speech, and which of them each row has."""
        return Numbered.of(self._strings("pos"))

    @cached_property
    def tags(self) -> "Numbered":
        """The distinct fine tags, and which of them each row has."""
        return Numbered.of(self._strings("tag"))

    def spelled(self, rows: Ints) -> list[str]:
        """Write out the tokens of some rows.

        Parameters
        ----------
        rows
            In any order, repeated ones too.

        Returns
        -------
        list of str
            As they stand in the text.
        """
        tokens: list[str] = self.spellings.at(rows).to_pylist()
        return tokens

    def _strings(self, name: str) -> Strings | pa.Array:
        strings: Strings = getattr(self, name)
        return strings

    def __len__(self) -> int:
        return len(self.is_word)


@dataclass(frozen=True)
class TokenTable:
    """The tokens of a shard, in order; all arrays have one entry per token.

    `code` is the token's row in the lexicon, `doc` its document's place in `documents`; `page`,
    `paragraph` and `sentence` count from 1 in each document; `ws` says whether a space follows,
    `quoted` whether it stands inside quotation marks; `region` is body 0, heading 1 or note 2.
    """

    documents: tuple[str, ...]
    lexicon: Lexicon
    code: Ints
    doc: Ints
    page: Ints
    paragraph: Ints
    sentence: Ints
    ws: Bools
    quoted: Bools
    region: npt.NDArray[np.int8]

    def __len__(self) -> int:
        return len(self.code)

    @cached_property
    def is_word(self) -> Bools:
        """Whether each token is a word."""
        return self.lexicon.is_word[self.code]

    @cached_property
    def bounds(self) -> npt.NDArray[np.int64]:
        """Where each document begins, and at the end where the last one ends: (documents + 1,)."""
        return np.searchsorted(self.doc, np.arange(len(self.documents) + 1))

    @cached_property
    def paragraph_bounds(self) -> npt.NDArray[np.int64]:
        """Where each paragraph begins, and at the end where the last one ends."""
        begins = np.ones(len(self) + 1, dtype=bool)
        begins[1:-1] = np.diff(self.paragraph) != 0
        begins[self.bounds] = True
        return np.flatnonzero(begins)

    @cached_property
    def word_rank(self) -> npt.NDArray[np.int64]:
        """How many words of its document stand before each token."""
        before: npt.NDArray[np.int64] = np.cumsum(self.is_word) - self.is_word
        starts = self.bounds[:-1]
        first = np.append(before, before[-1:])[starts] if len(before) else np.zeros_like(starts)
        return before - np.repeat(first, np.diff(self.bounds))

    @cached_property
    def words(self) -> npt.NDArray[np.int64]:
        """Words in each document: (documents,)."""
        counts = np.bincount(self.doc[self.is_word], minlength=len(self.documents))
        return counts.astype(np.int64)

    def text(self, start: int, end: int) -> str:
        """Rebuild the cleaned text of a run of tokens.

        Parameters
        ----------
        start, end
            Tokens of the shard, end excluded.

        Returns
        -------
        str
            The text, with the space after its last token where there is one.
        """
        tokens = self.lexicon.token[self.code[start:end]]
        spaces = self.ws[start:end]
        parts = (
            token + " " if space else token for token, space in zip(tokens, spaces, strict=True)
        )
        return "".join(parts)


def segment_counts(words: npt.NDArray[np.int64], *, segment_words: int) -> npt.NDArray[np.int64]:
    """Say into how many segments each document is cut.

    Parameters
    ----------
    words
        Words of each document.
    segment_words
        Words that a segment should have.

    Returns
    -------
    ndarray of int64
        The nearest whole number of segments, at least 1 each.
    """
    return np.maximum(1, np.rint(words / segment_words)).astype(np.int64)


def segment_of(
    rank: npt.NDArray[np.int64], words: npt.NDArray[np.int64], segments: npt.NDArray[np.int64]
) -> npt.NDArray[np.int64]:
    """Find the segment of a word by its place in its document.

    Parameters
    ----------
    rank
        Words of its document before it; for a token that is no word, of the word that follows.
    words
        Words of that document.
    segments
        Segments of that document.

    Returns
    -------
    ndarray of int64
        From 0 to segments − 1; segments of one document differ by at most one word.
    """
    place: npt.NDArray[np.int64] = rank * segments // np.maximum(words, 1)
    return np.minimum(place, segments - 1)


def segment_sizes(words: int, segments: int) -> npt.NDArray[np.int64]:
    """Count the words of each segment of a document.

    Parameters
    ----------
    words
        Words of the document.
    segments
        Its segments.

    Returns
    -------
    ndarray of int64
        (segments,); they add up to `words`.
    """
    edges: npt.NDArray[np.int64] = -(-np.arange(segments + 1) * words // segments)
    return np.diff(edges)


def write_tokens(table: TokenTable, *, tokens: Path, lexicon: Path) -> None:
    """Write a token table to its two files.

    Parameters
    ----------
    table
        The table.
    tokens, lexicon
        The files; folders are made if need be.
    """
    columns = pa.table({name: getattr(table, name) for name in COLUMNS})
    documents = json.dumps(table.documents)
    write_parquet(columns.replace_schema_metadata({"documents": documents}), tokens)
    types = {name: getattr(table.lexicon, name) for name in LEXICON.names}
    # Of the other columns nearly every string is another: a dictionary of them only costs time.
    write_parquet(pa.table(types, schema=LEXICON), lexicon, repeated=["pos", "tag"])


def read_tokens(*, tokens: Path, lexicon: Path) -> TokenTable:
    """Open a token table; each of its columns is read when it is first asked for.

    Parameters
    ----------
    tokens, lexicon
        The files that `write_tokens` wrote.

    Returns
    -------
    TokenTable
        As it was.
    """
    return _StoredTokens(pq.ParquetFile(tokens), _StoredLexicon(pq.ParquetFile(lexicon)))


def documents_of(tokens: Path) -> tuple[str, ...]:
    """List the documents of a token table without reading a token.

    Parameters
    ----------
    tokens
        The file of tokens that `write_tokens` wrote.

    Returns
    -------
    tuple of str
        Their names, in the order of the table.
    """
    return tuple(json.loads(pq.read_schema(tokens).metadata[b"documents"]))


class _StoredLexicon(Lexicon):
    """A lexicon of which columns are read when they are first asked for."""

    def __init__(self, file: pq.ParquetFile) -> None:
        object.__setattr__(self, "file", file)

    def __getattr__(self, name: str) -> Any:
        """Read a column; called only where it has not been read yet."""
        if name not in LEXICON.names:
            raise AttributeError(name)
        column = self._strings(name)
        return _kept(self, name, as_array(column) if name == "is_word" else _texts(column))

    def _strings(self, name: str) -> pa.Array:
        return _column(self.file, name)


class _StoredTokens(TokenTable):
    """A token table of which columns are read when they are first asked for."""

    def __init__(self, file: pq.ParquetFile, lexicon: Lexicon) -> None:
        documents = tuple(json.loads(file.schema_arrow.metadata[b"documents"]))
        for name, value in {"file": file, "lexicon": lexicon, "documents": documents}.items():
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        """Read a column; called only where it has not been read yet."""
        if name not in COLUMNS:
            raise AttributeError(name)
        return _kept(self, name, as_array(_column(self.file, name)))


def _column(file: pq.ParquetFile, name: str) -> pa.Array:
    return file.read(columns=[name], use_threads=False)[name].combine_chunks()


def _texts(column: pa.StringArray) -> Strings:
    texts: Strings = column.to_numpy(zero_copy_only=False)
    return texts


def _kept(table: object, name: str, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    object.__setattr__(table, name, values)
    return values


def write_parquet(table: pa.Table, path: Path, *, repeated: Sequence[str] | None = None) -> None:
    """Write a Parquet file, whole or not at all.

    Parameters
    ----------
    table
        The columns.
    path
        The file; its folder is made if need be.
    repeated
        The columns with few distinct values; None where all may be such.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".parquet.part")
    dictionary = True if repeated is None else list(repeated)
    pq.write_table(table, temporary, compression="zstd", use_dictionary=dictionary)
    temporary.replace(path)
