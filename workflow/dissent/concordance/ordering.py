"""In which order do the lines of a concordance stand?"""

from collections.abc import Sequence

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from dissent.catalogue import Document
from dissent.concordance.choices import Sort
from dissent.concordance.finding import Found
from dissent.numbered import Ints, as_array, as_strings
from dissent.themes.places import Places


def in_order(
    found: Sequence[Found],
    documents: Sequence[Document],
    *,
    sort: Sort,
    limit: int | None,
    seed: int,
) -> list[tuple[Found, int]]:
    """Put the hits of all shards in order.

    Parameters
    ----------
    found
        What each shard holds, found with the same `sort`.
    documents
        Those searched, in date order.
    sort
        The order. Words are compared folded, by the code points of their letters; where there is no
        word, before all others.
    limit
        How many are wanted; None for all.
    seed
        Of the random order.

    Returns
    -------
    list of (Found, int)
        The first hits, each as its number in its shard.
    """
    if not found:
        return []
    shard = np.repeat(np.arange(len(found)), [len(part) for part in found])
    number = np.concatenate([np.arange(len(part)) for part in found])
    doc = np.concatenate([part.doc for part in found])
    start = np.concatenate([part.start for part in found])
    if sort is Sort.DOCUMENT:
        doc = _by_title(documents)[doc]
    words = _ranks(found).T[::-1]
    order = np.lexsort((start, doc, *words))
    if sort is Sort.RANDOM:
        order = order[np.random.default_rng(seed).permutation(len(order))]
    order = order[:limit]
    pairs = zip(shard[order].tolist(), number[order].tolist(), strict=True)
    return [(found[part], hit) for part, hit in pairs]


def _by_title(documents: Sequence[Document]) -> Places:
    """Where each document stands when sorted by title."""
    names = [(document.title.casefold(), document.doc_id) for document in documents]
    return np.argsort(sorted(range(len(names)), key=names.__getitem__))


def _ranks(found: Sequence[Found]) -> Ints:
    """The folded words of each hit's key as numbers in the order of the words: (hits, n)."""
    depth = max(part.key.shape[1] for part in found)
    if depth == 0:
        return np.zeros((sum(map(len, found)), 0), dtype=np.int32)
    there = [np.unique(part.key[part.key >= 0]) for part in found]
    words = pa.concat_arrays(
        [
            as_strings(part.table.lexicon.forms.written(rows))
            for part, rows in zip(found, there, strict=True)
        ]
    )
    rank = as_array(pc.rank(words, tiebreaker="dense")).astype(np.int32)
    parts = np.split(rank, np.cumsum([len(rows) for rows in there])[:-1])
    keys = []
    for part, rows, of_rows in zip(found, there, parts, strict=True):
        key = np.zeros((len(part), depth), dtype=np.int32)
        present = part.key >= 0
        key[:, : part.key.shape[1]][present] = of_rows[np.searchsorted(rows, part.key[present])]
        keys.append(key)
    return np.concatenate(keys)
