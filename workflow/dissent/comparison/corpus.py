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
from dissent.comparison.sequences import RunningWords
from dissent.numbered import encoded
from dissent.themes.files import Theme
from dissent.themes.hits import SCHEMA
from dissent.tokens import segment_of, segment_sizes

Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Corpus:
    """All that the comparison looks at: documents, their measures, their words, spans found.

    The tables of forms, lemmas and tagged lemmas are made when they are first asked for, and kept:
    each takes about 12 bytes per row of `word_counts`, which is 80 MB for ten million words.
    """

    documents: tuple[Document, ...]
    measures: pd.DataFrame
    word_counts: pa.Table
    """As `count_words` makes it, of all shards."""
    word_order: pa.Table
    """As `running_words` makes it, of all shards."""
    spans: pd.DataFrame

    @cached_property
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
        """Occurrences of every lemma in every segment: (segments, lemmas), int64."""
        return self._lemma_cells[1]

    @cached_property
    def forms(self) -> list[str]:
        """All lower-cased word forms, sorted."""
        return self._form_cells[0]

    @cached_property
    def form_table(self) -> sparse.csr_array:
        """Occurrences of every form in every segment: (segments, forms), int64."""
        return self._form_cells[1]

    @cached_property
    def tagged(self) -> list[str]:
        """All lemmas with their part of speech, as in `state_NOUN`, sorted."""
        return self._tagged_cells[0]

    @cached_property
    def tagged_table(self) -> sparse.csr_array:
        """Occurrences of every lemma with its part of speech: (segments, tagged), int64."""
        return self._tagged_cells[1]

    @cached_property
    def running_words(self) -> RunningWords:
        """The words in their order, from which sequences are counted."""
        doc_names, doc_codes = _dictionary(self.word_order["doc_id"])
        form_names, form_codes = _dictionary(self.word_order["form"])
        doc = self._places(doc_names)[doc_codes]
        begins = np.flatnonzero(np.diff(doc, prepend=-1))
        rank = np.arange(len(doc)) - np.repeat(begins, np.diff(begins, append=len(doc)))
        inside = segment_of(rank, self.words[doc], self.segments[doc])
        forms, number = _sorted(form_names)
        return RunningWords(
            forms=forms,
            form=number[form_codes].astype(np.int32),
            follows=self.word_order["follows"].to_numpy(),
            segment=(self.first_segment[doc] + inside).astype(np.int32),
            segments=len(self.segment_words),
        )

    @cached_property
    def _lemma_cells(self) -> tuple[list[str], sparse.csr_array]:
        names, codes = _dictionary(self.word_counts["lemma"])
        return self._cells(names, codes)

    @cached_property
    def _form_cells(self) -> tuple[list[str], sparse.csr_array]:
        names, codes = _dictionary(self.word_counts["form"])
        return self._cells(names, codes)

    @cached_property
    def _tagged_cells(self) -> tuple[list[str], sparse.csr_array]:
        lemma_names, lemma_codes = _dictionary(self.word_counts["lemma"])
        pos_names, pos_codes = _dictionary(self.word_counts["pos"])
        many = max(len(pos_names), 1)
        codes, pairs = pd.factorize(lemma_codes * many + pos_codes)
        lemma, pos = np.divmod(pairs, many)
        names = [
            f"{lemma_names[one]}_{pos_names[other]}"
            for one, other in zip(lemma.tolist(), pos.tolist(), strict=True)
        ]
        return self._cells(names, codes)

    def _cells(self, names: list[str], codes: Counts) -> tuple[list[str], sparse.csr_array]:
        """Count by segment what each row of `word_counts` has; the names come out sorted."""
        doc_names, doc_codes = _dictionary(self.word_counts["doc_id"])
        first = self.first_segment[:-1][self._places(doc_names)]
        ordered, number = _sorted(names)
        row = (first[doc_codes] + self.word_counts["segment"].to_numpy()).astype(np.int32)
        count = self.word_counts["count"].to_numpy().astype(np.int64)
        cells = (count, (row, number[codes].astype(np.int32)))
        shape = (len(self.segment_words), len(ordered))
        return ordered, sparse.csr_array(sparse.coo_array(cells, shape=shape))

    def _places(self, doc_names: list[str]) -> Counts:
        """Where documents stand in date order."""
        place = {doc_id: number for number, doc_id in enumerate(self.doc_ids)}
        return np.array([place[name] for name in doc_names], dtype=np.int64)


def load_corpus(
    documents: Sequence[Document],
    *,
    measures: Sequence[Path],
    counts: Sequence[Path],
    sequences: Sequence[Path],
    hits: Sequence[Path],
) -> Corpus:
    """Read what the shards have written.

    Parameters
    ----------
    documents
        The catalogue.
    measures, counts, sequences, hits
        The shards' Parquet files; no files of hits for a corpus in which no themes are sought.

    Returns
    -------
    Corpus
        With documents in date order. Ten million words take about 300 MB.
    """
    ordered = tuple(in_date_order(documents))
    measured = pd.concat([pq.read_table(path).to_pandas() for path in measures])
    measured = measured.set_index("doc_id").loc[[document.doc_id for document in ordered]]
    spans = [pq.read_table(path).to_pandas() for path in hits] or [SCHEMA.empty_table().to_pandas()]
    return Corpus(
        documents=ordered,
        measures=measured.reset_index(),
        word_counts=_read(counts, names=["doc_id", "form", "lemma", "pos"]),
        word_order=_read(sequences, names=["doc_id", "form"]),
        spans=pd.concat(spans, ignore_index=True),
    )


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
        As `units_of` lists them, or some of these.

    Returns
    -------
    ndarray of int64
        (segments, units).
    """
    table = np.zeros((len(corpus.segment_words), len(units)), dtype=np.int64)
    number = {f"{theme}/{category}": place for place, (theme, category) in enumerate(units)}
    hits = corpus.hits
    segment = hits["segment"].to_numpy()
    for names in (hits["theme"] + "/", hits["theme"] + "/" + hits["category"]):
        code, distinct = pd.factorize(names)
        unit = np.array([number.get(name, -1) for name in distinct], dtype=np.int64)[code]
        np.add.at(table, (segment[unit >= 0], unit[unit >= 0]), 1)
    return table


def _read(paths: Sequence[Path], *, names: list[str]) -> pa.Table:
    """Read the same columns of all shards, names as numbers into one list of names each."""
    tables = [pq.read_table(path, read_dictionary=names) for path in paths]
    return pa.concat_tables(tables).unify_dictionaries().combine_chunks()


def _dictionary(column: pa.ChunkedArray) -> tuple[list[str], Counts]:
    """The names and the codes of a column of names."""
    if column.num_chunks == 0:
        return [], np.zeros(0, dtype=np.int64)
    array = encoded(column)
    return array.dictionary.to_pylist(), array.indices.to_numpy().astype(np.int64)


def _sorted(names: list[str]) -> tuple[list[str], Counts]:
    """Names in order, and where each of them then stands."""
    order = sorted(range(len(names)), key=names.__getitem__)
    place = np.empty(len(names), dtype=np.int64)
    place[order] = np.arange(len(names))
    return [names[number] for number in order], place
