"""Where do some types stand? Their places in a token table, read once and kept in order of type."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from dissent.tokens import Bools, Ints

Places = npt.NDArray[np.int64]
# So many at a time stay near the processor, and take little memory however long the text.
AT_A_TIME = 1 << 16


class PlacesOfTypes:
    """The places of some types, to be had for any of these types."""

    def __init__(self, code: Ints, types: Bools) -> None:
        """Read the tokens.

        Parameters
        ----------
        code
            Of the token table.
        types
            For each row of the lexicon, whether it will be asked for.
        """
        size = int(types.sum())
        # The smaller the numbers, the faster they are sorted: 16 bits are sorted by counting.
        self.rank = np.zeros(len(types), dtype=np.min_scalar_type(size))
        self.rank[types] = np.arange(size)
        parts = [
            (np.flatnonzero(types[code[start : start + AT_A_TIME]]) + start).astype(np.int32)
            for start in range(0, len(code), AT_A_TIME)
        ]
        counts = [np.bincount(self.rank[code[part]], minlength=size) for part in parts]
        total = sum(counts, start=np.zeros(size, dtype=np.int64))
        self.bounds = np.concatenate([[0], np.cumsum(total)])
        # Sorted part by part, each type's places going on where those of the part before ended.
        self.places = np.empty(sum(map(len, parts)), dtype=np.int32)
        free = self.bounds[:-1].copy()
        for part, count in zip(parts, counts, strict=True):
            order = np.argsort(self.rank[code[part]], kind="stable")
            into = np.repeat(free - (np.cumsum(count) - count), count) + np.arange(len(part))
            self.places[into] = part[order]
            free += count

    def of(self, types: Places) -> Places:
        """List the places of types.

        Parameters
        ----------
        types
            Rows of the lexicon, among those that were announced.

        Returns
        -------
        ndarray of int64
            Tokens, in order.
        """
        ranks = self.rank[types].astype(np.int64)
        first, last = self.bounds[ranks], self.bounds[ranks + 1]
        there = np.flatnonzero(first != last)
        runs = zip(first[there].tolist(), last[there].tolist(), strict=True)
        places = stacked([self.places[a:b] for a, b in runs])
        places.sort()
        return places


def stacked(arrays: Sequence[npt.NDArray[np.integer]]) -> Places:
    """Put arrays of places one behind the other.

    Parameters
    ----------
    arrays
        Any number, none too.

    Returns
    -------
    ndarray of int64
        All of them.
    """
    return np.concatenate([np.zeros(0, dtype=np.int64), *arrays])


def distinct(places: Places) -> Places:
    """Sort places and leave out what stands twice.

    Parameters
    ----------
    places
        In any order; may be changed.

    Returns
    -------
    ndarray of int64
        Each once, in order. (By sorting: numpy's `unique` takes ten times as long for places.)
    """
    places.sort()
    new = np.ones(len(places), dtype=bool)
    new[1:] = places[1:] != places[:-1]
    return places[new]
