"""What the shards have counted near the nodes of collocations, put together for the corpus."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from scipy import sparse

from dissent.comparison.corpus import Corpus
from dissent.themes.nodes import CATEGORY, TERM, THEME, Node

Counts = npt.NDArray[np.int64]


def load_collocates(paths: Sequence[Path]) -> pa.Table:
    """Read what the shards have counted near the nodes.

    Parameters
    ----------
    paths
        The Parquet files that `dissent collocate` wrote.

    Returns
    -------
    pyarrow.Table
        The rows of all of them, as `collocating.count_collocates` describes them.
    """
    names = ["doc_id", "kind", "node", "lemma"]
    return pa.concat_tables([pq.read_table(path, read_dictionary=names) for path in paths])


@dataclass(frozen=True)
class Around:
    """What stands near one node: by document, and by document and candidate lemma.

    `lemma` are the candidates' columns in the corpus' table; `near` counts them in the windows,
    `own` in the node's own words: (documents, candidates).
    """

    occurrences: Counts
    window_words: Counts
    node_words: Counts
    lemma: Counts
    near: sparse.csr_array
    own: sparse.csr_array


class Collocates:
    """The rows of all shards as numbers, in the order of nodes."""

    def __init__(self, corpus: Corpus, near: pa.Table, nodes: Sequence[Node]) -> None:
        self.documents, self.lemmas = len(corpus.doc_ids), len(corpus.lemmas)
        node = _nodes(near, nodes)
        order = np.argsort(node, kind="stable")
        self.bounds = np.searchsorted(node[order], np.arange(len(nodes) + 1))
        self.doc = _places(near["doc_id"], corpus.doc_ids)[order]
        self.lemma = _places(near["lemma"], corpus.lemmas)[order]
        self.is_sum = near["lemma"].is_null().to_numpy()[order]
        names = ("occurrences", "in_window", "in_node")
        self.counts = {name: near[name].fill_null(0).to_numpy()[order] for name in names}

    def around(self, node: int, *, min_count: int) -> Around:
        """What stands near a node, words with fewer occurrences there left out."""
        rows = np.arange(*self.bounds[node : node + 2])
        sums, rows = rows[self.is_sum[rows]], rows[~self.is_sum[rows]]
        in_window = np.bincount(
            self.lemma[rows], weights=self.counts["in_window"][rows], minlength=self.lemmas
        )
        lemma = np.flatnonzero(in_window >= min_count)
        column = np.full(self.lemmas, -1)
        column[lemma] = np.arange(len(lemma))
        rows = rows[column[self.lemma[rows]] >= 0]

        return Around(
            occurrences=self._by_document(sums, "occurrences"),
            window_words=self._by_document(sums, "in_window"),
            node_words=self._by_document(sums, "in_node"),
            lemma=lemma,
            near=self._by_lemma(rows, "in_window", column, size=len(lemma)),
            own=self._by_lemma(rows, "in_node", column, size=len(lemma)),
        )

    def _by_document(self, rows: Counts, name: str) -> Counts:
        per_document = np.zeros(self.documents, dtype=np.int64)
        np.add.at(per_document, self.doc[rows], self.counts[name][rows])
        return per_document

    def _by_lemma(self, rows: Counts, name: str, column: Counts, *, size: int) -> sparse.csr_array:
        values = self.counts[name][rows].astype(np.int64)
        place = self.doc[rows], column[self.lemma[rows]]
        table = sparse.csr_array((values, place), shape=(self.documents, size))
        table.eliminate_zeros()
        return table


def _nodes(near: pa.Table, nodes: Sequence[Node]) -> Counts:
    """The node of each row, by its kind and its name."""
    kinds = [THEME, CATEGORY, TERM]
    names = sorted({node.name for node in nodes})
    number = np.full((len(kinds), max(len(names), 1)), len(nodes))
    for place, node in enumerate(nodes):
        number[kinds.index(node.kind), names.index(node.name)] = place
    found: Counts = number[_places(near["kind"], kinds), _places(near["node"], names)]
    return found


def _places(column: pa.ChunkedArray, values: Sequence[str]) -> Counts:
    """The places of a dictionary column's values among those given; -1 where there is none."""
    known = pa.array(values, pa.string())
    parts = [np.zeros(0, dtype=np.int64)]
    for chunk in column.chunks:
        place = pc.index_in(chunk.dictionary, value_set=known).fill_null(-1).to_numpy()
        codes = chunk.indices.fill_null(len(place)).to_numpy()
        parts.append(np.append(place, -1).astype(np.int64)[codes])
    return np.concatenate(parts)
