"""The two sides of a comparison: a body of text with what it has of each item.

A side lists the items that it has; the rest of a corpus is all of it and the part left out, so that
comparing a part with the rest takes time that goes with the part's own items.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from dissent.statistics.document_variation import overdispersion_of_sum, sums_by_class

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]
Kind = TypeVar("Kind", bound=np.generic)
_NO_ITEM: Ints = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Side:
    """One side of a comparison: what one body of text has of some items, and how it clumps."""

    item: Ints
    """The items listed, as numbers, rising; all others do not occur: (items,)."""
    count: Ints
    """Occurrences: (items,)."""
    squares: Floats
    """Sum over the segments of count² / words: (items,)."""
    words: int
    """What the rates are per: as a rule all words."""
    parts: int
    """Segments that have words."""
    document_squares: Floats
    """Sum over the documents of count² / words: (items,)."""
    documents: int
    """Documents that have words."""
    words_squared: int
    """Sum over the documents of words²."""

    @property
    def concentration(self) -> float:
        """Sum of the squared shares of the documents: 1 over their number if equally long."""
        return self.words_squared / self.words**2 if self.words else 1.0

    @property
    def document_chi_squared(self) -> Floats:
        """Pearson's chi-squared of each item's counts over the documents; 0 without any."""
        return _chi_squared(self.document_squares, self.count, self.words)

    def overdispersion(
        self, *, expected: Floats | None = None, variation: Floats | None = None
    ) -> Floats:
        """Say how much items clump, among segments and, if that is more, among documents.

        Among segments it is `statistics.dispersion.overdispersion`. A side of one document is
        judged by its segments alone: what is said of it is said of its passages.

        Parameters
        ----------
        expected, variation
            As `statistics.document_variation.overdispersion_of_sum` takes them, one per item; only
            segments count without.

        Returns
        -------
        ndarray of float64
            One per item, at least 1.
        """
        if self.parts < 2:
            return np.ones(len(self.count))
        chi_squared = _chi_squared(self.squares, self.count, self.words)
        clumping = np.maximum(chi_squared / (self.parts - 1), 1.0)
        if self.documents < 2 or expected is None or variation is None:
            return clumping
        between = overdispersion_of_sum(self.count, expected, variation, self.concentration)
        return np.maximum(clumping, between)

    def only(self, items: Ints) -> "Side":
        """Look at some items.

        Parameters
        ----------
        items
            Their numbers, rising or not.

        Returns
        -------
        Side
            The same text, with these items in this order.
        """
        place = _Lookup(items, self.item)
        return Side(
            item=items,
            count=place.of(self.count),
            squares=place.of(self.squares),
            words=self.words,
            parts=self.parts,
            document_squares=place.of(self.document_squares),
            documents=self.documents,
            words_squared=self.words_squared,
        )

    def without(self, part: "Side") -> "Side":
        """Take a part of the text out.

        Parameters
        ----------
        part
            Some of the documents of this text, with the same items.

        Returns
        -------
        Side
            The rest.
        """
        return Side(
            item=self.item,
            count=self.count - part.count,
            squares=self.squares - part.squares,
            words=self.words - part.words,
            parts=self.parts - part.parts,
            document_squares=self.document_squares - part.document_squares,
            documents=self.documents - part.documents,
            words_squared=self.words_squared - part.words_squared,
        )

    def counts_of(self, items: Ints) -> Ints:
        """Count the occurrences of some items.

        Parameters
        ----------
        items
            Their numbers.

        Returns
        -------
        ndarray of int64
            One per item.
        """
        return _Lookup(items, self.item).of(self.count)

    def counts_beyond(self, own: "Side") -> tuple[Ints, Ints]:
        """Count the items that another side lacks.

        Parameters
        ----------
        own
            The other side.

        Returns
        -------
        counts, times : ndarray of int64
            How often an item occurs here that the other side lacks, rising from 1, and how many
            items do so.
        """
        counts, times = self._distinct
        shared = self.counts_of(own.item)
        shared = np.searchsorted(counts, shared[shared > 0])
        times = times - np.bincount(shared, minlength=len(counts))
        return counts[times > 0], times[times > 0]

    def at_least(self, least: int, own: "Side") -> Ints:
        """Find the items that are frequent here and that another side lacks.

        Parameters
        ----------
        least
            Occurrences.
        own
            The other side.

        Returns
        -------
        ndarray of int64
            Their numbers, rising.
        """
        order, falling = self._by_count
        frequent = np.sort(self.item[order[: np.searchsorted(falling, -least, side="right")]])
        lacked: Ints = frequent[own.counts_of(frequent) == 0]
        return lacked

    @cached_property
    def class_terms(self) -> Floats:
        """Sums over items by class of frequency: count² / words over documents / count, count, 1.

        What `statistics.document_variation.class_sums` gives follows from them for every number of
        words and documents: (3, classes).
        """
        return self.class_terms_of(self.item[self.count > 0])

    def class_terms_of(self, items: Ints) -> Floats:
        """Sum up some items as `class_terms` does all.

        Parameters
        ----------
        items
            Items that occur.

        Returns
        -------
        ndarray of float64
            (3, classes).
        """
        place = _Lookup(items, self.item)
        count = place.of(self.count).astype(np.float64)
        terms = place.of(self.document_squares) / count, count, np.ones(len(items))
        return sums_by_class(count, terms)

    @cached_property
    def _distinct(self) -> tuple[Ints, Ints]:
        counts, times = np.unique(self.count[self.count > 0], return_counts=True)
        return counts, times

    @cached_property
    def _by_count(self) -> tuple[Ints, Ints]:
        """The places of the items by falling count, and their counts less than 0."""
        order = np.argsort(-self.count, kind="stable")
        return order, -self.count[order]


@dataclass(frozen=True)
class Rest:
    """All of a text but a part of it, in which only the part's items are looked at one by one.

    So a thousand documents are each compared with all others in time that goes with their own
    words.
    """

    whole: Side
    part: Side
    """Some of the documents of the whole, with the same items."""

    @property
    def words(self) -> int:
        """What the rates are per: as a rule all words."""
        return self.whole.words - self.part.words

    @property
    def documents(self) -> int:
        """Documents that have words."""
        return self.whole.documents - self.part.documents

    def only(self, items: Ints) -> Side:
        """Look at some items, as `Side.only` does."""
        return self.whole.only(items).without(self.part.only(items))

    def counts_of(self, items: Ints) -> Ints:
        """Count the occurrences of some items, as `Side.counts_of` does."""
        return self.whole.counts_of(items) - self.part.counts_of(items)

    def counts_beyond(self, own: Side) -> tuple[Ints, Ints]:
        """Count the items that the part lacks, which is `own`, as `Side.counts_beyond` does."""
        return self.whole.counts_beyond(own)

    def at_least(self, least: int, own: Side) -> Ints:
        """Find frequent items that the part lacks, which is `own`, as `Side.at_least` does."""
        return self.whole.at_least(least, own)

    def class_sums_beyond(self) -> Floats:
        """Sum up the items that the part lacks.

        Returns
        -------
        ndarray of float64
            As `statistics.document_variation.class_sums`: (2, classes); all 0 without several
            documents.
        """
        rest = self.only(_NO_ITEM)
        shared = self.whole.class_terms_of(self.part.item)
        ratio, count, items = self.whole.class_terms - shared
        excess = ratio * rest.words - count - items * (rest.documents - 1)
        return np.array([excess, count * (1 - rest.concentration)]) * (rest.documents > 1)


def _chi_squared(squares: Floats, count: Ints, words: int) -> Floats:
    """Pearson's, of counts over parts against the parts' words; 0 for an item without any."""
    return squares * words / np.maximum(count, 1) - count


class _Lookup:
    """Where some items stand among those that a side lists."""

    def __init__(self, items: Ints, listed: Ints) -> None:
        self.place: Ints = items
        self.lacks: npt.NDArray[np.bool_] | None = None
        if not len(listed) or listed[-1] != len(listed) - 1 or items.max(initial=0) > listed[-1]:
            self.place = np.minimum(np.searchsorted(listed, items), max(len(listed) - 1, 0))
            self.lacks = np.append(listed, -1)[self.place] != items

    def of(self, column: npt.NDArray[Kind]) -> npt.NDArray[Kind]:
        """The values of a column for the items; 0 for one that is not listed."""
        values = column[self.place] if len(column) else np.zeros(len(self.place), column.dtype)
        if self.lacks is not None:
            values[self.lacks] = 0
        return values
