"""Which words stand beside a theme? Those key in sentences with a hit against all others."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import sparse

from dissent.statistics.dispersion import overdispersion
from dissent.statistics.keyness import log_likelihood, log_ratio, lrc

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Beside:
    """Words in sentences with a hit and in the others, by document.

    `near` and `far` are counts of shape (documents, words); `near_words` and `far_words` are all
    words of each kind of sentence: (documents,).
    """

    near: sparse.csr_array
    near_words: Floats
    far: sparse.csr_array
    far_words: Floats


@dataclass(frozen=True)
class Keyness:
    """How much more each word is used in sentences with a hit: (words,) each."""

    g2: Floats
    log_ratio: Floats
    lrc: Floats


def keyness_of(beside: Beside) -> Keyness:
    """Compare sentences with a hit with the others.

    Parameters
    ----------
    beside
        The counts; those of sentences with a hit are without the words of the hits themselves.

    Returns
    -------
    Keyness
        G2 (four cells, signed), log ratio (with halves), and the conservative log ratio (LRC) at
        95 % for each word alone, with the overdispersion between documents of either kind of
        sentence; `nan` where there are no sentences of one kind.
    """
    near, far = (np.asarray(each.sum(axis=0)).ravel() for each in (beside.near, beside.far))
    words, other_words = float(beside.near_words.sum()), float(beside.far_words.sum())
    conservative = lrc(
        near,
        far,
        words,
        other_words,
        overdispersion=overdispersion(beside.near, beside.near_words),
        reference_overdispersion=overdispersion(beside.far, beside.far_words),
    )
    return Keyness(
        log_likelihood(near, far, words, other_words),
        log_ratio(near, far, words, other_words),
        conservative,
    )
