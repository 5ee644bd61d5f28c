"""Where do the factors of MTLD end, in many stretches of a text, read forward and backward?

The measure itself is described in :func:`dissent.statistics.diversity.mtld`. `previous` has, for
each word, the position of the previous word of its type, or -1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Int32s = NDArray[np.int32]

AHEAD = 96
"""Words that are looked at in one step: most factors are shorter."""
FEW = 16
"""Fewer readings than these are faster one by one than side by side."""
NEVER = np.iinfo(np.int32).max


@dataclass(frozen=True)
class Factors:
    """The factors that readings of a text have."""

    reading: Ints
    """Number of the reading that each complete factor belongs to."""
    end: Ints
    """Position after each complete factor's last word."""
    partial: Floats
    """What each reading leaves as a part of a factor."""

    @property
    def counts(self) -> Floats:
        """Factors of each reading, complete and partial."""
        return np.bincount(self.reading, minlength=self.partial.size) + self.partial


def read_factors(
    previous: Int32s, starts: Ints, ends: Ints, *, threshold: float, at_or_below: bool
) -> Factors:
    """Read stretches of a text, and note where each factor is complete.

    All are read side by side, some words at a time: as many steps as the longest has factors,
    however many there are. The last few, which only whole books keep going, are read one by one.

    Parameters
    ----------
    previous
        Shape (words,).
    starts, ends
        First word of each reading and the word after its last, shape (readings,).
    threshold
        Type-token ratio at which a factor is complete.
    at_or_below
        Whether it is complete at the threshold, or only below it.

    Returns
    -------
    Factors
        The complete factors in any order.
    """
    longest = int((ends - starts).max(initial=0))
    needed = _repeats_needed(longest, threshold, at_or_below=at_or_below)
    rows, needed_rows = _rows_ahead(previous, fill=-1), _rows_ahead(needed, fill=NEVER)
    partial = np.zeros(starts.size)
    reading = np.flatnonzero(ends > starts)
    start, stop = starts[reading], ends[reading]
    place, repeats = start, np.zeros_like(start)
    complete = [(reading[:0], start[:0])]
    while reading.size >= FEW:
        repeated = np.cumsum(rows[place] >= start[:, np.newaxis], axis=1, dtype=np.int32)
        repeated += repeats[:, np.newaxis].astype(np.int32)
        reached = repeated >= needed_rows[place - start]
        row, first = np.arange(reading.size), reached.argmax(axis=1)
        full = reached[row, first] & (place + first < stop)
        unread = np.minimum(stop - place, AHEAD)
        repeats = np.where(full, 0, repeated[row, unread - 1])
        place = place + np.where(full, first + 1, unread)
        complete.append((reading[full], place[full]))
        start = np.where(full, place, start)
        done = place == stop
        rest = np.maximum(stop[done] - start[done], 1)
        partial[reading[done]] = repeats[done] / rest / (1 - threshold)
        if done.any():
            reading, start, stop, place, repeats = (
                values[~done] for values in (reading, start, stop, place, repeats)
            )
    for number, first_word, end in zip(
        reading.tolist(), start.tolist(), stop.tolist(), strict=True
    ):
        own, partial[number] = _read_one(previous, needed, first_word, end, threshold)
        complete.append((np.full(own.size, number), own))
    of, ended = (np.concatenate(column) for column in zip(*complete, strict=True))
    return Factors(reading=of, end=ended, partial=partial)


def _read_one(
    previous: Int32s, needed: Int32s, start: int, stop: int, threshold: float
) -> tuple[Ints, float]:
    """Read one stretch: where its factors end, and the part of a factor that is left.

    The ratio can only fall at a word whose type already occurred in the running factor, so only
    words that occurred before are looked at.
    """
    places = start + np.flatnonzero(previous[start:stop] >= start)
    needs, ends, repeats = needed.tolist(), [], 0
    for place, earlier in zip(places.tolist(), previous[places].tolist(), strict=True):
        if earlier >= start:
            repeats += 1
            if repeats >= needs[place - start]:
                start, repeats = place + 1, 0
                ends.append(start)
    rest = repeats / max(stop - start, 1) / (1 - threshold)
    return np.array(ends, dtype=np.int64), rest


def _rows_ahead(values: Int32s, *, fill: int) -> Int32s:
    """At each place the next `AHEAD` values: (places, AHEAD), a view; filled up at the end."""
    filled = np.concatenate([values, np.full(AHEAD, fill, dtype=np.int32)])
    return np.lib.stride_tricks.sliding_window_view(filled, AHEAD)


def _repeats_needed(most: int, threshold: float, *, at_or_below: bool) -> Int32s:
    """Repeated words that bring the ratio of 1, 2, … `most` words to the threshold."""
    words = np.arange(1, most + 1)
    least = np.maximum((words * (1 - threshold)).astype(np.int32) - 1, 0)
    for _ in range(3):
        ratio = (words - least) / words
        least += (ratio > threshold) if at_or_below else (ratio >= threshold)
    return least.astype(np.int32)
