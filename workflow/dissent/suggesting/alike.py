"""Which words are used like those of a theme? Neighbours in a space made of their contexts.

Words that stand among the same words are alike (Harris 1954). The space is made from this corpus
alone: how often each word has each other within a window, and which words stand right before and
after it; as positive pointwise mutual information, reduced to few dimensions.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse
from sklearn.utils.extmath import randomized_svd
from threadpoolctl import threadpool_limits

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
NOTHING = -1
WINDOW = 5
# Up to two places away, it matters on which side a neighbour stands.
PLACES_NEAR = (-2, -1, 1, 2)
# Chosen by leaving out half of the themes' words and looking where they come back, on six books.
# With 50 dimensions a quarter of a category's words come back among the first 20 of 4,300, with 100
# or 200 a fifth, and a fifth at most without the neighbours by place. All words of a theme taken
# together find 23 % of those left out among their first 20 by the mean of the ten nearest, 20 % by
# that of three; category by category it is 13 %.
DIMENSIONS = 50
NEAREST_IN_THEME, NEAREST_IN_CATEGORY = 10, 3
# Pairs are counted for the most frequent words; 20,000 and 10,000 fill a few hundred megabytes.
MOST_WORDS, MOST_CONTEXTS = 20_000, 10_000
SMOOTHING = 0.75
ITERATIONS = 4


class Contexts:
    """Counts, shard by shard, what stands around words; all numbers are rows and columns."""

    def __init__(self, *, words: int, contexts: int, neighbours: int) -> None:
        self.around: sparse.csr_array = sparse.csr_array((words, contexts), dtype=np.float64)
        shape = (words, len(PLACES_NEAR) * neighbours)
        self.beside: sparse.csr_array = sparse.csr_array(shape, dtype=np.float64)
        self.neighbours = neighbours

    def add(self, word: Places, context: Places, neighbour: Places, sentence: Places) -> None:
        """Count the running words of a shard.

        Parameters
        ----------
        word, context, neighbour
            For each running word its row, its column as a context, and its column as a neighbour;
            `NOTHING` where it has none.
        sentence
            The number of its sentence.
        """
        pairs = []
        for distance in range(1, WINDOW + 1):
            pairs.append(_pairs(word[distance:], context, sentence, distance))
            pairs.append(_pairs(word, context[distance:], sentence, distance))
        self.around = (self.around + _table(pairs, self.around.shape)).tocsr()
        placed = []
        for number, place in enumerate(PLACES_NEAR):
            column = np.where(neighbour == NOTHING, NOTHING, neighbour + number * self.neighbours)
            shifted = (word, column[place:]) if place > 0 else (word[-place:], column)
            placed.append(_pairs(*shifted, sentence, abs(place)))
        self.beside = (self.beside + _table(placed, self.beside.shape)).tocsr()


@dataclass(frozen=True)
class Likeness:
    """How like a theme's words each word is: (words,) each.

    `cosine` is the mean of its cosines with the ten nearest words of the theme; -1 where nothing is
    known. `category` is the one whose three nearest words are nearer than those of any other, and
    `like` has the places of these words, the nearest first.
    """

    cosine: Floats
    category: Places
    like: tuple[tuple[int, ...], ...]


def space_of(contexts: Contexts) -> Floats:
    """Give every word its place in a space in which words with the same contexts are near.

    Positive pointwise mutual information of word and context, with the contexts' probabilities
    raised to the power of 0.75; truncated singular value decomposition (randomised, with a fixed
    seed), the left singular vectors weighted by the root of their values; length 1.

    Parameters
    ----------
    contexts
        The counts.

    Returns
    -------
    ndarray of float64
        (words, dimensions); zeros for a word without contexts.

    References
    ----------
    Levy, O., Goldberg, Y. and Dagan, I. (2015). Improving distributional similarity with lessons
    learned from word embeddings. Transactions of the ACL 3, 211-225: context distribution
    smoothing, eigenvalue weighting 0.5. Bullinaria, J. A. and Levy, J. P. (2012). Extracting
    semantic representations from word co-occurrence statistics: stop-lists, stemming, and SVD.
    Behavior Research Methods 44, 890-907.
    """
    weights = sparse.hstack([_ppmi(contexts.around), _ppmi(contexts.beside)]).tocsr()
    dimensions = min(DIMENSIONS, min(weights.shape) - 1)
    if dimensions < 1 or weights.nnz == 0:
        return np.zeros((weights.shape[0], 1))
    # One thread: sums in the same order on every machine, and no waiting for busy cores.
    with threadpool_limits(1):
        left, values, _ = randomized_svd(
            weights, dimensions, n_iter=ITERATIONS, random_state=0, flip_sign=True
        )
    vectors = left * np.sqrt(values)
    length = np.linalg.norm(vectors, axis=1, keepdims=True)
    return np.asarray(vectors / np.where(length > 0, length, 1), dtype=np.float64)


def likeness(vectors: Floats, listed: Sequence[Places]) -> Likeness:
    """Find out how like the words of a theme all words are, and to which category.

    Parameters
    ----------
    vectors
        As `space_of` gives them.
    listed
        For each category the rows of its words; may be empty.

    Returns
    -------
    Likeness
        Of two categories that are as near, the first counts. A word is not like itself.
    """
    present: npt.NDArray[np.bool_] = np.any(vectors, axis=1)
    every = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *listed]))
    cosine, _ = _nearest(vectors, every[present[every]], NEAREST_IN_THEME)
    nearest = np.full(len(vectors), -1.0)
    category = np.zeros(len(vectors), dtype=np.int64)
    like: list[tuple[int, ...]] = [()] * len(vectors)
    for number, rows in enumerate(listed):
        mean, words = _nearest(vectors, rows[present[rows]], NEAREST_IN_CATEGORY)
        nearer = np.flatnonzero(present & (mean > nearest))
        nearest[nearer], category[nearer] = mean[nearer], number
        for row in nearer.tolist():
            like[row] = tuple(words[row].tolist())
    return Likeness(np.where(present, cosine, -1.0), category, tuple(like))


def _nearest(vectors: Floats, words: Places, most: int) -> tuple[Floats, Places]:
    """For each row the mean cosine with the nearest of some words, and these words."""
    if not len(words):
        return np.full(len(vectors), -1.0), np.zeros((len(vectors), 0), dtype=np.int64)
    cosines = vectors @ vectors[words].T
    cosines[words, np.arange(len(words))] = -1.0
    nearest = np.argsort(-cosines, axis=1, kind="stable")[:, :most]
    mean = np.take_along_axis(cosines, nearest, axis=1).mean(axis=1)
    return np.round(mean, 6), words[nearest]


def _pairs(row: Places, column: Places, sentence: Places, distance: int) -> tuple[Places, Places]:
    """Rows and columns of pairs of words that stand so far apart in one sentence."""
    size = max(len(sentence) - distance, 0)
    row, column = row[:size], column[:size]
    together = (row != NOTHING) & (column != NOTHING)
    together &= sentence[:size] == sentence[distance:]
    return row[together], column[together]


def _table(pairs: Sequence[tuple[Places, Places]], shape: tuple[int, int]) -> sparse.csr_array:
    row, column = (np.concatenate([pair[side] for pair in pairs]) for side in (0, 1))
    return sparse.coo_array((np.ones(len(row)), (row, column)), shape=shape).tocsr()


def _ppmi(counts: sparse.csr_array) -> sparse.csr_array:
    cells = counts.tocoo()
    row, column = cells.coords
    rows = np.bincount(row, weights=cells.data, minlength=counts.shape[0])
    columns = np.bincount(column, weights=cells.data, minlength=counts.shape[1]) ** SMOOTHING
    expected = rows[row] * columns[column] / max(columns.sum(), 1)
    information = np.log(cells.data / expected)
    positive = information > 0
    return sparse.csr_array(
        (information[positive], (row[positive], column[positive])), shape=counts.shape
    )
