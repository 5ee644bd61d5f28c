"""Which words stand side by side often, and how often in every segment?"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

Ints = npt.NDArray[np.int64]
Places = npt.NDArray[np.int32]
LENGTHS = (2, 3)
NONE = -1


@dataclass(frozen=True)
class RunningWords:
    """All words of a corpus in the order in which they stand in the documents."""

    forms: list[str]
    """The lower-cased forms, sorted."""
    form: npt.NDArray[np.int32]
    """Which form each word has: (words,)."""
    follows: npt.NDArray[np.bool_]
    """Whether it stands right after the word before it, in the same sentence: (words,)."""
    segment: npt.NDArray[np.int32]
    """The segment of the corpus in which it stands: (words,)."""
    segments: int


@dataclass(frozen=True)
class FrequentSequences:
    """The sequences of two and of three words that are to be counted.

    A sequence is numbered as its beginning, without the last word, followed by that word: `keys`
    has, by length, the sorted numbers *beginning* × *number of forms* + *last word*, where the
    beginning of two words is a form and that of three a sequence of two. So the numbers stay far
    below 2^63 however many forms there are.
    """

    forms: list[str]
    keys: dict[int, Ints]
    words: RunningWords
    """Those in which they were sought."""
    begin: dict[int, Places]
    """By length, the place among `keys` of the sequence that begins at each word, or `NONE`."""

    def names(self, length: int) -> list[str]:
        """Spell the sequences of a length.

        Parameters
        ----------
        length
            2 or 3.

        Returns
        -------
        list of str
            The words of each, joined by spaces.
        """
        beginnings = self.forms if length == LENGTHS[0] else self.names(length - 1)
        first, last = np.divmod(self.keys[length], max(len(self.forms), 1))
        return [
            f"{beginnings[one]} {self.forms[other]}"
            for one, other in zip(first.tolist(), last.tolist(), strict=True)
        ]


@dataclass(frozen=True)
class SequenceCounts:
    """Sequences of one length in every segment of a corpus."""

    names: list[str]
    """Sorted."""
    table: sparse.csr_array
    """Occurrences: (segments, sequences), int64."""
    totals: Ints
    """Sequences of this length that begin in each segment, rare ones included: (segments,)."""


def frequent_sequences(words: RunningWords, *, minimum: int) -> FrequentSequences:
    """Find the sequences of two and of three words that occur often enough.

    A long sequence is nowhere more frequent than what it begins with, so only frequent beginnings
    are followed up. Takes about 50 bytes per running word.

    Parameters
    ----------
    words
        The running words.
    minimum
        Occurrences in the whole corpus, at least 1.

    Returns
    -------
    FrequentSequences
        Those with at least so many.
    """
    frequent = np.bincount(words.form, minlength=len(words.forms)) >= minimum
    number = np.where(frequent, np.cumsum(frequent) - 1, NONE)
    forms = [words.forms[place] for place in np.flatnonzero(frequent).tolist()]
    word = number[words.form]
    begins, keys, begin = word, {}, {}
    for length in LENGTHS:
        found = _followed(begins, word, words.follows, length=length, forms=len(forms))
        values, counts = np.unique(found[found != NONE], return_counts=True)
        keys[length] = values[counts >= minimum]
        begins = begin[length] = _numbered(found, keys[length])
    return FrequentSequences(forms, keys, words, begin)


def count_sequences(words: RunningWords, sequences: FrequentSequences) -> dict[int, SequenceCounts]:
    """Count sequences in every segment. One that runs on into the next counts where it begins.

    Parameters
    ----------
    words
        The running words, of the corpus in which the sequences were found or of another.
    sequences
        What is counted.

    Returns
    -------
    dict of int to SequenceCounts
        By length.
    """
    counted = {}
    begin = sequences.begin if words is sequences.words else _beginnings(words, sequences)
    for length, found in begin.items():
        names = sequences.names(length)
        order = sorted(range(len(names)), key=names.__getitem__)
        column = np.empty(len(names), dtype=np.int32)
        column[order] = np.arange(len(names), dtype=np.int32)
        there = np.flatnonzero(found != NONE)
        cells = np.ones(len(there), np.int64), (words.segment[there], column[found[there]])
        table = sparse.coo_array(cells, shape=(words.segments, len(names)))
        counted[length] = SequenceCounts(
            names=[names[place] for place in order],
            table=sparse.csr_array(table),
            totals=_totals(words, length),
        )
    return counted


def _beginnings(words: RunningWords, sequences: FrequentSequences) -> dict[int, Places]:
    """As `FrequentSequences.begin`, in another corpus than that in which they were sought."""
    known = {form: number for number, form in enumerate(sequences.forms)}
    number = np.array([known.get(form, NONE) for form in words.forms], dtype=np.int64)
    word = number[words.form]
    begins: Ints | Places = word
    begin = {}
    for length, keys in sequences.keys.items():
        found = _followed(begins, word, words.follows, length=length, forms=len(sequences.forms))
        begins = begin[length] = _numbered(found, keys)
    return begin


def _followed(
    begins: Ints | Places, word: Ints, follows: npt.NDArray[np.bool_], *, length: int, forms: int
) -> Ints:
    """The key of the sequence that begins at each word, `NONE` where there is none."""
    found = np.full(len(begins), NONE, dtype=np.int64)
    reach = length - 1
    first, last = begins[: len(begins) - reach], word[reach:]
    whole = (first != NONE) & (last != NONE) & follows[reach:]
    found[: len(first)][whole] = first[whole].astype(np.int64) * forms + last[whole]
    return found


def _numbered(found: Ints, keys: Ints) -> Places:
    """The place of each key among the sorted keys, `NONE` where it is not among them."""
    numbers = np.full(len(found), NONE, dtype=np.int32)
    there = np.flatnonzero(found != NONE)
    place = np.minimum(np.searchsorted(keys, found[there]), max(len(keys) - 1, 0))
    same = keys[place] == found[there] if len(keys) else np.zeros(len(there), dtype=bool)
    numbers[there[same]] = place[same]
    return numbers


def _totals(words: RunningWords, length: int) -> Ints:
    """All sequences of a length, by the segment in which they begin."""
    reach = length - 1
    starts = max(len(words.follows) - reach, 0)
    whole = np.ones(starts, dtype=bool)
    for step in range(1, length):
        whole &= words.follows[step : step + starts]
    counts = np.bincount(words.segment[:starts][whole], minlength=words.segments)
    return counts.astype(np.int64)
