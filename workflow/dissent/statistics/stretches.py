"""How varied are the words of each of many stretches of a text, all measured in one pass?

The measures themselves are described in :mod:`dissent.statistics.diversity`, where each is a
function of one text; here they are computed, for whole documents or for samples of one length.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import sparse

from dissent.statistics.mtld_factors import Factors, read_factors

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Int32s = NDArray[np.int32]
Bools = NDArray[np.bool_]


@dataclass(frozen=True)
class Text:
    """Type codes in text order, numbered from 0; equal codes are the same type."""

    codes: Int32s
    _windows: dict[int, Ints] = field(default_factory=dict, compare=False, repr=False)

    @staticmethod
    def of(codes: ArrayLike) -> Text:
        """Check the codes, any integers, and number the types from 0."""
        text = np.asarray(codes)
        if text.ndim != 1 or (text.size and text.dtype.kind not in "iu"):
            raise ValueError("type codes must be a one-dimensional array of integers")
        if text.size and (text.min() < 0 or text.max() >= 4 * text.size):
            text = np.unique(text, return_inverse=True)[1]
        return Text(text.astype(np.int32))

    @property
    def words(self) -> int:
        """Its length."""
        return int(self.codes.size)

    @cached_property
    def by_type(self) -> Int32s:
        """All positions, by type, then in text order.

        By a counting sort, which scipy has as the conversion of a sparse matrix (rows: types,
        columns: positions): 7 times as fast as a stable ``argsort``.
        """
        types = int(self.codes.max(initial=-1)) + 1
        marks, places = np.ones(self.words, dtype=np.int8), np.arange(self.words)
        table = sparse.csr_array((marks, (self.codes, places)), shape=(types, self.words))
        return table.indices.astype(np.int32)

    @cached_property
    def same_type(self) -> Bools:
        """Whether each position in `by_type` but the first has the type of the one before it."""
        codes = self.codes[self.by_type]
        return np.equal(codes[1:], codes[:-1])

    @cached_property
    def previous(self) -> Int32s:
        """For each word the position of the previous word of its type, or -1."""
        previous = np.full(self.words, -1, dtype=np.int32)
        previous[self.by_type[1:][self.same_type]] = self.by_type[:-1][self.same_type]
        return previous

    @cached_property
    def previous_both_ways(self) -> Int32s:
        """`previous` of the text and, after it, of the text read backward from its end."""
        later = np.flatnonzero(self.previous >= 0)
        backward = np.full(self.words, -1, dtype=np.int32)
        backward[self.words - 1 - self.previous[later]] = 2 * self.words - 1 - later
        return np.concatenate([self.previous, backward])

    def types_in_windows(self, window: int) -> Ints:
        """Distinct types in each window, by the place where it begins.

        A word is the first of its type in those windows that begin after the type's previous
        occurrence: adding that up, word by word, visits no window.
        """
        if window in self._windows:
            return self._windows[window]
        windows = max(self.words - window + 1, 0)
        place = np.arange(self.words)
        earliest = np.maximum(self.previous, place - window) + 1
        latest = np.minimum(place, windows - 1)
        seen = earliest <= latest
        change = np.bincount(earliest[seen], minlength=windows + 1)
        change -= np.bincount(latest[seen] + 1, minlength=windows + 1)
        self._windows[window] = np.cumsum(change)[:windows]
        return self._windows[window]


@dataclass(frozen=True)
class Stretches:
    """Stretches of a text, in order, which do not overlap: `starts` to `ends`, the end excluded.

    Each measure is an array, one value per stretch, ``nan`` where a stretch is too short for it.
    """

    text: Text
    starts: Ints
    ends: Ints

    @staticmethod
    def whole(text: Text) -> Stretches:
        """The text as its only stretch."""
        return Stretches(text, np.array([0]), np.array([text.words]))

    @cached_property
    def words(self) -> Ints:
        """Length of each."""
        return self.ends - self.starts

    @cached_property
    def types(self) -> Ints:
        """Distinct types in each."""
        return np.bincount(self.frequencies[0], minlength=self.words.size).astype(np.int64)

    @cached_property
    def frequencies(self) -> tuple[Ints, Ints, Ints]:
        """Frequency of each type in each stretch: the stretch, the type, its occurrences there.

        By type, then by stretch.
        """
        owner = self._owner[self.text.by_type]
        new = np.ones(owner.size, dtype=bool)
        np.not_equal(owner[1:], owner[:-1], out=new[1:])
        new[1:] |= ~self.text.same_type
        first = np.flatnonzero(new)
        frequency = np.diff(first, append=owner.size)
        inside = owner[first] >= 0
        first = first[inside]
        stretch, code = owner[first], self.text.codes[self.text.by_type[first]]
        return stretch.astype(np.int64), code.astype(np.int64), frequency[inside]

    def ttr(self) -> Floats:
        """Type-token ratio."""
        return _ratio(self.types, self.words)

    def root_ttr(self) -> Floats:
        """Guiraud's root type-token ratio."""
        return _ratio(self.types, np.sqrt(self.words))

    def corrected_ttr(self) -> Floats:
        """Carroll's corrected type-token ratio."""
        return _ratio(self.types, np.sqrt(2 * self.words))

    def maas(self) -> Floats:
        """Maas's a squared, natural logarithms."""
        words = np.log(np.maximum(self.words, 1))
        return _ratio(words - np.log(np.maximum(self.types, 1)), words**2)

    def mattr(self, window: int) -> Floats:
        """Moving-average type-token ratio."""
        total = np.concatenate([[0], np.cumsum(self.text.types_in_windows(window))])
        windows = np.maximum(self.words - window + 1, 0)
        first = np.minimum(self.starts, total.size - 1)
        last = np.minimum(first + windows, total.size - 1)
        return _ratio(total[last] - total[first], window * windows)

    def msttr(self, segment: int) -> Floats:
        """Mean segmental type-token ratio; the remainder is left out."""
        begin, owner = spread(self.starts, self.words // segment, step=segment)
        types = self.text.types_in_windows(segment)[begin]
        total = np.bincount(owner, weights=types, minlength=self.words.size)
        return _ratio(total, self.words // segment * segment)

    def mtld(self, threshold: float, *, at_or_below: bool) -> Floats:
        """Measure of textual lexical diversity, mean of forward and backward."""
        factors = self.factors(threshold, at_or_below=at_or_below)
        forward, backward = factors.counts.reshape(2, -1)
        return (_ratio(self.words, forward) + _ratio(self.words, backward)) / 2

    def factors(self, threshold: float, *, at_or_below: bool) -> Factors:
        """The factors of MTLD in the stretches read forward, then in the stretches read backward.

        The places of the backward readings are those of `previous_both_ways`.
        """
        twice = 2 * self.text.words
        return read_factors(
            self.text.previous_both_ways,
            np.concatenate([self.starts, twice - self.ends]),
            np.concatenate([self.ends, twice - self.starts]),
            threshold=threshold,
            at_or_below=at_or_below,
        )

    def hdd(self, sample: int) -> Floats:
        """HD-D on the scale of a type-token ratio."""
        stretch, _, frequency = self.frequencies
        lengths, kind = np.unique(self.words, return_inverse=True)
        missed = chance_missed(lengths, kind[stretch], frequency, sample=sample)
        types = np.bincount(stretch, weights=1 - missed, minlength=self.words.size)
        return np.where(self.words >= sample, types / sample, np.nan)

    def yule_k(self) -> Floats:
        """Yule's characteristic K."""
        stretch, _, frequency = self.frequencies
        squares = np.bincount(stretch, weights=frequency**2.0, minlength=self.words.size)
        return 1e4 * _ratio(squares - self.words, self.words.astype(np.float64) ** 2)

    @cached_property
    def _owner(self) -> Int32s:
        """The stretch of every word of the text, -1 outside."""
        place, owner = spread(self.starts, self.words)
        owners = np.full(self.text.words, -1, dtype=np.int32)
        owners[place] = owner
        return owners


def spread(starts: Ints, counts: Ints, *, step: int = 1) -> tuple[Ints, Ints]:
    """Places that begin at each start and follow at equal steps, and the start each belongs to."""
    owner = np.repeat(np.arange(starts.size), counts)
    before = np.cumsum(counts) - counts
    return starts[owner] + (np.arange(owner.size) - before[owner]) * step, owner


def chance_missed(lengths: Ints, kind: Ints, frequency: Ints, *, sample: int) -> Floats:
    """Chance that a random sample, without replacement, has none of a type's words.

    Parameters
    ----------
    lengths
        The different lengths of text that occur, shape (lengths,), words.
    kind
        Which of these lengths each type is drawn from, shape (types,).
    frequency
        Occurrences of each type in its text, shape (types,).
    sample
        Words of the sample.

    Returns
    -------
    float64 array, shape (types,); of no meaning where a text is shorter than the sample.
    """
    most = np.zeros(lengths.size, dtype=np.int64)
    np.maximum.at(most, kind, frequency)
    offset = np.cumsum(most + 1) - (most + 1)
    left = np.repeat(lengths, most + 1).astype(np.float64)
    remaining = left - (np.arange(left.size) - np.repeat(offset, most + 1))
    missed = np.ones(left.size)
    for drawn in range(sample):
        missed *= np.maximum(remaining - drawn, 0) / np.maximum(left - drawn, 1)
    chances: Floats = missed[offset[kind] + frequency]
    return chances


def _ratio(above: NDArray[np.generic], below: NDArray[np.generic]) -> Floats:
    """Their ratio, nan where there is nothing to divide by."""
    ratio = np.full(below.shape, np.nan)
    np.divide(above, below, out=ratio, where=np.greater(below, 0))
    return ratio
