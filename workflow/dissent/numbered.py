"""Columns of strings as numbers, so that a question is asked once of each distinct string."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

Ints = npt.NDArray[np.int32]
Bools = npt.NDArray[np.bool_]
Strings = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Numbered:
    """Strings as numbers: the distinct ones, and for each row which of them it has."""

    strings: pa.StringArray
    """One per row."""

    @staticmethod
    def of(strings: Strings | pa.Array) -> "Numbered":
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
        given = isinstance(strings, np.ndarray)
        return Numbered(pa.array(strings, pa.string()) if given else strings)

    def at(self, rows: Ints) -> pa.StringArray:
        """Take the strings of some rows.

        Parameters
        ----------
        rows
            In any order, repeated ones too.

        Returns
        -------
        pyarrow.StringArray
            One for each.
        """
        wanted = np.ascontiguousarray(rows, dtype=np.int32)
        places = pa.Array.from_buffers(pa.int32(), len(wanted), [None, pa.py_buffer(wanted)])
        return self.strings.take(places)

    @property
    def distinct(self) -> pa.StringArray:
        """The distinct strings, in no order."""
        return self._encoded.dictionary

    @cached_property
    def values(self) -> list[str]:
        """The distinct strings, sorted."""
        values: list[str] = self.distinct.take(self._order).to_pylist()
        return values

    @cached_property
    def number(self) -> Ints:
        """For each row the place of its string among `values`."""
        place = np.empty(len(self._order), dtype=np.int32)
        place[self._order] = np.arange(len(self._order), dtype=np.int32)
        return place[self._row] if len(place) else self._row

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
        # To number the strings first takes ten times as long as to look through them once.
        return as_array(pc.is_in(self.strings, value_set=as_strings([value])))

    def rows_where(self, fits: Bools) -> Bools:
        """Find the rows whose string fits.

        Parameters
        ----------
        fits
            One per string of `distinct`.

        Returns
        -------
        ndarray of bool
            One per row.
        """
        return fits[self._row] if len(fits) else np.zeros(len(self._row), dtype=bool)

    @cached_property
    def _encoded(self) -> pa.DictionaryArray:
        return self.strings.dictionary_encode()

    @cached_property
    def _row(self) -> Ints:
        """For each row the place of its string among `distinct`."""
        return as_array(self._encoded.indices).astype(np.int32)

    @cached_property
    def _order(self) -> npt.NDArray[np.int64]:
        """The places of the distinct strings when sorted; Arrow sorts bytes, Python the same."""
        return as_array(pc.sort_indices(self.distinct)).astype(np.int64)


# Arrow's own `pa.array`, `pa.scalar` and `to_numpy` import pandas, which takes longer than many a
# question; these two do not.


def as_strings(texts: Sequence[str]) -> pa.StringArray:
    """Make a column of texts.

    Parameters
    ----------
    texts
        Any.

    Returns
    -------
    pyarrow.StringArray
        Of the same texts.
    """
    encoded = [text.encode("utf-8") for text in texts]
    offsets = np.cumsum([0, *map(len, encoded)], dtype=np.int32)
    buffers = [None, pa.py_buffer(offsets), pa.py_buffer(b"".join(encoded))]
    return pa.Array.from_buffers(pa.string(), len(encoded), buffers)


def encoded(column: pa.ChunkedArray) -> pa.DictionaryArray:
    """Put a column of strings together as numbers into one list of strings.

    Parameters
    ----------
    column
        Strings, or numbers into a list of each chunk.

    Returns
    -------
    pyarrow.DictionaryArray
        With one entry per row.
    """
    if not pa.types.is_dictionary(column.type):
        column = column.dictionary_encode()
    return column.unify_dictionaries().combine_chunks()


def as_array(column: pa.Array) -> npt.NDArray[Any]:
    """Make an array of a column of numbers or truth values.

    Parameters
    ----------
    column
        Without missing values.

    Returns
    -------
    ndarray
        Of the column's type; not to be written to.
    """
    if pa.types.is_boolean(column.type):
        return np.from_dlpack(column.cast(pa.uint8())).view(np.bool_)
    return np.from_dlpack(column)
