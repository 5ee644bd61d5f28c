"""The token table: every token of a shard as a number into a lexicon of its types.

Two Parquet files hold it. The *lexicon* has one row per distinct (token, lemma, pos, tag), with
`lower` and `is_word`. The *tokens* stand in order, each with its number in the lexicon and its
place: document, page, paragraph, sentence. A question about a type is answered once per lexicon
row; a token is only ever a number.
"""

import json
import sys
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.parquet as pq

from dissent.orthography import folded

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]
Strings = npt.NDArray[np.object_]

LEXICON = pa.schema(
    {name: pa.string() for name in ("token", "lower", "lemma", "pos", "tag")}
    | {"is_word": pa.bool_()}
)


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
        return Numbered.of(self.lemma)

    @cached_property
    def forms(self) -> "Numbered":
        """The distinct folded forms, and which of them each row has."""
        return Numbered.of(self.lower)

    def __len__(self) -> int:
        return len(self.token)


@dataclass(frozen=True)
class Numbered:
    """Strings as numbers: the distinct ones, sorted, and for each row which of them it has."""

    values: list[str]
    number: Ints

    @staticmethod
    def of(strings: Strings) -> "Numbered":
        """Number strings.

        Parameters
        ----------
        strings
            One per row.

        Returns
        -------
        Numbered
            With as many numbers as rows.
        """
        values = sorted(set(strings.tolist()))
        place = {value: number for number, value in enumerate(values)}
        return Numbered(values, np.array([place[value] for value in strings], dtype=np.int32))

    def rows_with(self, value: str) -> Bools:
        """Find the rows that have a string.

        Parameters
        ----------
        value
            The string.

        Returns
        -------
        ndarray of bool
            One per row.
        """
        place = bisect_left(self.values, value)
        there = place < len(self.values) and self.values[place] == value
        return np.equal(self.number, place if there else -1)

    def beginning_with(self, prefix: str) -> range:
        """Find the distinct strings that begin in one way.

        Parameters
        ----------
        prefix
            May be empty.

        Returns
        -------
        range
            Their numbers.
        """
        last = bisect_left(self.values, prefix + chr(sys.maxunicode))
        return range(bisect_left(self.values, prefix), last)


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
    names = ("code", "doc", "page", "paragraph", "sentence", "ws", "quoted", "region")
    columns = pa.table({name: getattr(table, name) for name in names})
    documents = json.dumps(table.documents)
    write_parquet(columns.replace_schema_metadata({"documents": documents}), tokens)
    types = {name: getattr(table.lexicon, name) for name in LEXICON.names}
    write_parquet(pa.table(types, schema=LEXICON), lexicon)


def read_tokens(*, tokens: Path, lexicon: Path) -> TokenTable:
    """Read a token table from its two files.

    Parameters
    ----------
    tokens, lexicon
        The files that `write_tokens` wrote.

    Returns
    -------
    TokenTable
        As it was.
    """
    columns = pq.read_table(tokens)
    documents = tuple(json.loads(columns.schema.metadata[b"documents"]))
    arrays = {name: columns[name].to_numpy() for name in columns.column_names}
    types = pq.read_table(lexicon)
    of_types = Lexicon(**{name: types[name].to_numpy() for name in LEXICON.names})
    return TokenTable(documents=documents, lexicon=of_types, **arrays)


def write_parquet(table: pa.Table, path: Path) -> None:
    """Write a Parquet file, whole or not at all.

    Parameters
    ----------
    table
        The columns.
    path
        The file; its folder is made if need be.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_suffix(".parquet.part")
    pq.write_table(table, temporary, compression="zstd")
    temporary.replace(path)
