"""What the shards have counted, put together for the whole corpus, documents in date order."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
from scipy import sparse

from dissent.catalogue import Document, in_date_order
from dissent.themes.files import Theme
from dissent.tokens import segment_of, segment_sizes

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Corpus:
    """All that the comparison looks at: documents, their measures, lemma counts, spans found."""

    documents: tuple[Document, ...]
    measures: pd.DataFrame
    lemma_counts: pa.Table
    spans: pd.DataFrame

    @property
    def doc_ids(self) -> list[str]:
        """The documents' names, in date order."""
        return [document.doc_id for document in self.documents]

    @cached_property
    def words(self) -> Counts:
        """Words of each document: (documents,)."""
        return self.measures["words"].to_numpy(dtype=np.int64)

    @cached_property
    def segments(self) -> Counts:
        """Segments of each document: (documents,)."""
        return self.measures["segments"].to_numpy(dtype=np.int64)

    @cached_property
    def first_segment(self) -> Counts:
        """Where each document's segments begin among all, and the end: (documents + 1,)."""
        return np.concatenate([[0], np.cumsum(self.segments)]).astype(np.int64)

    @cached_property
    def segment_words(self) -> Counts:
        """Words of every segment of the corpus, documents in order: (segments,)."""
        sizes = [segment_sizes(*pair) for pair in zip(self.words, self.segments, strict=True)]
        return np.concatenate(sizes) if sizes else np.zeros(0, dtype=np.int64)

    @cached_property
    def hits(self) -> pd.DataFrame:
        """The spans that count, with `doc` (the document's place) and `segment` (in the corpus)."""
        counted = self.spans[self.spans["status"] == "counted"].reset_index(drop=True)
        place = {doc_id: number for number, doc_id in enumerate(self.doc_ids)}
        doc = counted["doc_id"].map(place).to_numpy(dtype=np.int64)
        inside = segment_of(counted["word"].to_numpy(), self.words[doc], self.segments[doc])
        return counted.assign(doc=doc, segment=self.first_segment[doc] + inside)

    @cached_property
    def lemmas(self) -> list[str]:
        """All lemmas, sorted."""
        return self._lemma_cells[0]

    @cached_property
    def lemma_table(self) -> sparse.csr_array:
        """Occurrences of every lemma in every segment: (segments, lemmas)."""
        return self._lemma_cells[1]

    @cached_property
    def _lemma_cells(self) -> tuple[list[str], sparse.csr_array]:
        table = self.lemma_counts.unify_dictionaries().combine_chunks()
        place = {doc_id: number for number, doc_id in enumerate(self.doc_ids)}
        doc_names, doc_codes = _dictionary(table["doc_id"])
        lemma_names, lemma_codes = _dictionary(table["lemma"])
        doc = np.array([place[name] for name in doc_names], dtype=np.int64)[doc_codes]
        lemmas = sorted(lemma_names)
        number = {lemma: place for place, lemma in enumerate(lemmas)}
        column = np.array([number[name] for name in lemma_names], dtype=np.int64)[lemma_codes]
        row = self.first_segment[doc] + table["segment"].to_numpy()
        cells = (table["count"].to_numpy().astype(np.int64), (row, column))
        return lemmas, sparse.csr_array(cells, shape=(len(self.segment_words), len(lemmas)))


def load_corpus(
    documents: Sequence[Document],
    *,
    measures: Sequence[Path],
    counts: Sequence[Path],
    hits: Sequence[Path],
) -> Corpus:
    """Read what the shards have written.

    Parameters
    ----------
    documents
        The catalogue.
    measures, counts, hits
        The shards' Parquet files.

    Returns
    -------
    Corpus
        With documents in date order.
    """
    ordered = tuple(in_date_order(documents))
    measured = pd.concat([pq.read_table(path).to_pandas() for path in measures])
    measured = measured.set_index("doc_id").loc[[document.doc_id for document in ordered]]
    tables = [pq.read_table(path, read_dictionary=["doc_id", "lemma"]) for path in counts]
    spans = pd.concat([pq.read_table(path).to_pandas() for path in hits], ignore_index=True)
    return Corpus(ordered, measured.reset_index(), pa.concat_tables(tables), spans)


def units_of(themes: Sequence[Theme]) -> list[tuple[str, str]]:
    """List what is counted: each theme as a whole (category empty), then its categories.

    Parameters
    ----------
    themes
        In their order.

    Returns
    -------
    list of (theme, category)
        In the order of every table.
    """
    return [(theme.theme, category) for theme in themes for category in ("", *theme.categories)]


def hits_per_segment(corpus: Corpus, units: Sequence[tuple[str, str]]) -> Counts:
    """Count the hits of each theme and category in every segment.

    Parameters
    ----------
    corpus
        The corpus.
    units
        As `units_of` lists them.

    Returns
    -------
    ndarray of int64
        (segments, units).
    """
    table = np.zeros((len(corpus.segment_words), len(units)), dtype=np.int64)
    number = {unit: place for place, unit in enumerate(units)}
    hits = corpus.hits
    segment = hits["segment"].to_numpy()
    whole = hits["theme"].map(lambda theme: number[theme, ""]).to_numpy(dtype=np.int64)
    part = [number[pair] for pair in zip(hits["theme"], hits["category"], strict=True)]
    np.add.at(table, (segment, whole), 1)
    np.add.at(table, (segment, np.array(part, dtype=np.int64)), 1)
    return table


def _dictionary(column: pa.ChunkedArray) -> tuple[list[str], Counts]:
    """The names and the codes of a dictionary column in one piece."""
    if column.num_chunks == 0:
        return [], np.zeros(0, dtype=np.int64)
    array = column.chunk(0) if column.num_chunks == 1 else column.combine_chunks()
    return array.dictionary.to_pylist(), array.indices.to_numpy().astype(np.int64)
