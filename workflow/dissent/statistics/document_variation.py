"""How much do the documents of one kind differ in how often they use a word?

Words clump in passages, and documents differ as wholes. Where few documents are compared, their
own counts say little of the second; what other words of the same frequency do is then the better
guide.
"""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import ArrayLike, NDArray

from dissent.statistics.arrays import floats

Floats = NDArray[np.float64]

# What words of the same frequency say is worth so many degrees of freedom of a word's own.
PRIOR_FREEDOM = 4
# Words are alike in frequency between the same powers of 2; no count has more.
CLASSES = 64


def squared_variation(
    count: ArrayLike,
    chi_squared: ArrayLike,
    documents: ArrayLike,
    concentration: ArrayLike,
    *,
    sums: ArrayLike | None = None,
) -> Floats:
    """Squared coefficient of variation of words' rates between documents, moderated.

    With the negative-binomial variance m + alpha * m^2 of a document's count, Pearson's chi-squared
    of a side's d documents is d - 1 + alpha * x * (1 - s) on average, for x occurrences and s the
    sum of the squared shares of the documents in the words. Solved for alpha over the sides, each
    about its own rate, this is a word's own estimate; the same over all words whose count lies
    between the same powers of 2 is what it is drawn towards (the "common dispersion"). Their
    weights are the word's degrees of freedom, those of the sides as its occurrences are divided
    between them, and :data:`PRIOR_FREEDOM`.

    Parameters
    ----------
    count
        Occurrences, shape (sides, words), on those sides of a comparison that have several
        documents: one or both.
    chi_squared
        Pearson's chi-squared of the counts over the documents of a side against its words, shape
        (sides, words).
    documents
        Number of documents of each side, shape (sides,), at least 2.
    concentration
        Sum of the squared shares of the documents in the words of a side, shape (sides,).
    sums
        What :func:`class_sums` gives for all words of the sides, where these are only some of them;
        those of the words given if left out.

    Returns
    -------
    float64 array, one per word, not negative; 0 for a word that does not occur. Exactly the same
    when the sides are swapped.

    Notes
    -----
    Made for :func:`dissent.statistics.keyness.lrc` at a family-wise level of 95 %. Random halves of
    33 speeches have a word that is sure (not 0) in 0 to 12 % of the splits, from 2 against 2 to 16
    against 17 documents; without variation between documents in 70 to 98 %. 95 % intervals of the
    log ratio leave out equal rates for 1 to 5 % of the words, in simulations with coefficients of
    variation of 0.5 and 1 and 3 to 20 documents on a side; without, for 12 to 25 %.

    References
    ----------
    The moderation of dispersions, by weights instead of a weighted likelihood: Robinson, M. D. and
    Smyth, G. K. (2007). Moderated statistical tests for assessing differences in tag abundance.
    Bioinformatics 23(21), 2881-2887. Degrees of freedom as weights: Smyth, G. K. (2004). Linear
    models and empirical Bayes methods for assessing differential expression in microarray
    experiments. Statistical Applications in Genetics and Molecular Biology 3(1), 3.
    """
    x, freedom = floats(count), floats(documents)[:, np.newaxis] - 1
    total, excess, exposure = _terms(x, floats(chi_squared), freedom, floats(concentration))
    above, below = sums_by_class(total, (excess, exposure)) if sums is None else floats(sums)
    common = np.maximum(_quotient(above, below), 0)
    own = _quotient(excess, exposure)
    weight = _quotient((x * freedom).sum(axis=0), total)
    alpha = weight * own + PRIOR_FREEDOM * common[_frequency_class(total)]
    return floats(np.maximum(alpha / (weight + PRIOR_FREEDOM), 0))


def class_sums(
    count: ArrayLike, chi_squared: ArrayLike, documents: ArrayLike, concentration: ArrayLike
) -> Floats:
    """Add up, over words of like frequency, what their common variation follows from.

    Parameters
    ----------
    count, chi_squared, documents, concentration
        As in :func:`squared_variation`.

    Returns
    -------
    float64 array, shape (2, CLASSES): chi-squared less its degrees of freedom, and x * (1 - s), of
    the words whose count on all sides lies between the same powers of 2. The sums of some words
    and of others add up to those of all.
    """
    freedom = floats(documents)[:, np.newaxis] - 1
    total, *terms = _terms(floats(count), floats(chi_squared), freedom, floats(concentration))
    return sums_by_class(total, terms)


def sums_by_class(total: Floats, terms: Iterable[Floats]) -> Floats:
    """Add up terms of words whose count lies between the same powers of 2.

    Parameters
    ----------
    total
        Occurrences, shape (words,).
    terms
        Arrays of the same shape.

    Returns
    -------
    float64 array, shape (terms, CLASSES).
    """
    like = _frequency_class(total)
    return np.array([np.bincount(like, weights=term, minlength=CLASSES) for term in terms])


def overdispersion_of_sum(
    count: ArrayLike, expected: ArrayLike, variation: ArrayLike, concentration: ArrayLike
) -> Floats:
    """Overdispersion phi of the sum of counts of documents whose rates vary.

    phi = 1 + alpha * m * s: the negative-binomial variance of the sum over its mean m. As m serves
    the count x, or where more was to be expected the middle between both, (x + e) / 2: a word that
    a side lacks by chance would otherwise seem not to vary there.

    Parameters
    ----------
    count
        Occurrences x.
    expected
        Those to be expected at equal rates, e; broadcastable, like the others.
    variation
        Squared coefficient of variation between documents, as :func:`squared_variation` gives it.
    concentration
        Sum of the squared shares of the documents in the words, s: 1 over their number where they
        are equally long.

    Returns
    -------
    float64 array of the broadcast shape, at least 1.

    References
    ----------
    McCullagh, P. and Nelder, J. A. (1989). Generalized linear models. 2nd ed. London: Chapman and
    Hall, section 6.2.3 (the negative-binomial variance).
    """
    x = floats(count)
    mean = np.maximum(x, (x + floats(expected)) / 2)
    return floats(1 + floats(variation) * mean * floats(concentration))


def _terms(
    x: Floats, chi_squared: Floats, freedom: Floats, concentration: Floats
) -> tuple[Floats, Floats, Floats]:
    """Over the sides: occurrences, chi-squared less its degrees of freedom, and x * (1 - s)."""
    excess = ((chi_squared - freedom) * (x > 0)).sum(axis=0)
    exposure = ((1 - concentration[:, np.newaxis]) * x).sum(axis=0)
    return x.sum(axis=0), excess, exposure


def _frequency_class(total: Floats) -> NDArray[np.intp]:
    return np.frexp(total)[1].astype(np.intp)


def _quotient(above: ArrayLike, below: ArrayLike) -> Floats:
    """0 where there is nothing to divide by."""
    parts = floats(below)
    return np.divide(floats(above), parts, out=np.zeros(parts.shape), where=parts > 0)
