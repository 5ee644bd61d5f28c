"""In which order do the lines of a concordance stand?"""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from dissent.catalogue import Document
from dissent.concordance.choices import Sort
from dissent.concordance.finding import Found
from dissent.numbered import Ints, as_array
from dissent.themes.places import Places

Numbers = npt.NDArray[np.int64]
BITS = 62


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
    order = np.lexsort((start, doc, *reversed(_ranks(found))))
    if sort is Sort.RANDOM:
        order = order[np.random.default_rng(seed).permutation(len(order))]
    order = order[:limit]
    pairs = zip(shard[order].tolist(), number[order].tolist(), strict=True)
    return [(found[part], hit) for part, hit in pairs]


def _by_title(documents: Sequence[Document]) -> Places:
    """Where each document stands when sorted by title."""
    names = [(document.title.casefold(), document.doc_id) for document in documents]
    return np.argsort(sorted(range(len(names)), key=names.__getitem__))


def _ranks(found: Sequence[Found]) -> list[Numbers]:
    """Numbers in the order of the folded words of each hit's key: the first decides, and so on."""
    depth = max(part.key.shape[1] for part in found)
    if depth == 0:
        return []
    there = [_rows_there(part) for part in found]
    words = [part.table.lexicon.forms.at(rows) for part, rows in zip(found, there, strict=True)]
    rank = as_array(pc.rank(pa.concat_arrays(words), tiebreaker="dense")).astype(np.int64)
    ends = np.cumsum([len(rows) for rows in there])
    keys = []
    for part, rows, of_rows in zip(found, there, np.split(rank, ends[:-1]), strict=True):
        # One more than there are rows: `NO_WORD`, which is -1, stands for the last, of rank 0.
        rank_of_row = np.zeros(len(part.table.lexicon) + 1, dtype=np.int64)
        rank_of_row[rows] = of_rows
        key = np.zeros((len(part), depth), dtype=np.int64)
        key[:, : part.key.shape[1]] = rank_of_row[part.key]
        keys.append(key)
    return _packed(np.concatenate(keys), ranks=int(rank.max(initial=0)) + 1)


def _rows_there(part: Found) -> Ints:
    """The rows of the lexicon that stand in a key."""
    there = np.zeros(len(part.table.lexicon) + 1, dtype=bool)
    there[part.key] = True
    return np.flatnonzero(there[:-1]).astype(np.int32)


def _packed(key: Numbers, *, ranks: int) -> list[Numbers]:
    """As many columns in one number as there is room for, since each one sorted costs time."""
    together = max(BITS // ranks.bit_length(), 1)
    packed = []
    for first in range(0, key.shape[1], together):
        number = np.zeros(len(key), dtype=np.int64)
        for column in key[:, first : first + together].T:
            number = number * ranks + column
        packed.append(number)
    return packed
