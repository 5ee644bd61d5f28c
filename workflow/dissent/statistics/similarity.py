"""How alike are two documents in vocabulary, in style, in themes, and which words make it so?

A document is a row of counts (of lemmas, word forms, categories). The measures compare two rows, or
many at once (the last axis is the items'); :mod:`dissent.statistics.pairwise` gives the same for
all pairs of a corpus. Nothing here knows how sure a value is: see
:mod:`dissent.statistics.similarity_intervals`.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from dissent.statistics.arrays import floats

Floats = NDArray[np.float64]


def cosine(a: ArrayLike, b: ArrayLike) -> Floats:
    """Cosine of the angle between two vectors: 1 is the same direction, 0 nothing in common.

    a . b / (|a| |b|). On counts it does not depend on the lengths of the texts.

    Parameters
    ----------
    a, b
        Vectors along the last axis, shape (..., items); broadcastable.

    Returns
    -------
    float64 array of the broadcast shape without the last axis; ``nan`` where a vector is all zero.

    References
    ----------
    Salton, G. and McGill, M. J. (1983). Introduction to modern information retrieval. New York:
    McGraw-Hill, p. 121.
    """
    first, second = floats(a), floats(b)
    products = np.einsum("...i,...i->...", first, second)
    squares = [np.einsum("...i,...i->...", one, one) for one in (first, second)]
    return _ratio(products, np.sqrt(squares[0] * squares[1]))


def inverse_document_frequency(counts: ArrayLike) -> Floats:
    """Weight of an item that few documents have: ln((1 + documents) / (1 + documents with it)) + 1.

    VARIANT: smoothed, as if one more document had every item (``smooth_idf=True``, the default of
    scikit-learn's ``TfidfTransformer``); the 1 at the end keeps items that all documents have.

    Parameters
    ----------
    counts
        Occurrences, shape (documents, items).

    Returns
    -------
    float64 array, shape (items,), at least 1 where an item is in no more than all documents.

    References
    ----------
    Spaerck Jones, K. (1972). A statistical interpretation of term specificity and its application
    in retrieval. Journal of Documentation 28(1), 11-21, in the variant of Pedregosa, F. et al.
    (2011). Scikit-learn: machine learning in Python. Journal of Machine Learning Research 12.
    """
    table = floats(counts)
    having = np.count_nonzero(table, axis=0)
    return floats(np.log((1 + table.shape[0]) / (1 + having)) + 1)


def tf_idf(counts: ArrayLike, idf: ArrayLike | None = None) -> Floats:
    """Counts weighted by how few documents have the item, each document scaled to length 1.

    VARIANT: plain counts times :func:`inverse_document_frequency`, divided by the root of the sum
    of their squares (l2): scikit-learn's defaults. Not sublinear: with ln(count) a text said twice
    would not equal itself, and a long text would differ from a short one for its length.

    Parameters
    ----------
    counts
        Occurrences, shape (..., documents, items).
    idf
        The items' weights, shape (items,), where they are those of another set of documents; else
        they are found from these counts, of two dimensions.

    Returns
    -------
    float64 array of the shape of the counts; ``nan`` in the row of a document without any item.

    References
    ----------
    See :func:`inverse_document_frequency`.
    """
    table = floats(counts)
    weighted = table * (inverse_document_frequency(table) if idf is None else floats(idf))
    return _ratio(weighted, np.sqrt(np.square(weighted).sum(axis=-1, keepdims=True)))


def jensen_shannon(counts_a: ArrayLike, counts_b: ArrayLike) -> Floats:
    """Jensen-Shannon divergence of two vocabularies, in bits: 0 the same shares, 1 no shared item.

    H((p + q) / 2) - (H(p) + H(q)) / 2 with p and q the shares of the items in each text and H the
    entropy to base 2. VARIANT: the divergence, NOT its square root (the distance that scipy's
    ``jensenshannon`` gives), and both texts weigh the same whatever their length.

    Plug-in estimate from the shares as counted: two samples of one source differ by chance, and the
    more so the shorter they are.

    Parameters
    ----------
    counts_a, counts_b
        Occurrences (or shares) along the last axis, shape (..., items); broadcastable.

    Returns
    -------
    float64 array of the broadcast shape without the last axis, from 0 to 1; ``nan`` where a text
    has none of the items.

    References
    ----------
    Lin, J. (1991). Divergence measures based on the Shannon entropy. IEEE Transactions on
    Information Theory 37(1), 145-151, eq. 4.1 with both weights 1/2.
    """
    p, q = _shares(counts_a), _shares(counts_b)
    mean = (p + q) / 2
    gained = _surprise(p) + _surprise(q) - 2 * _surprise(mean)
    return floats(np.clip(gained.sum(axis=-1) / 2, 0, 1))


def word_shift(counts_a: ArrayLike, counts_b: ArrayLike) -> Floats:
    """Contribution of each item to the Jensen-Shannon divergence of two texts, in bits.

    (p log2(p / m) + q log2(q / m)) / 2 with p and q the item's shares and m their mean: never
    negative, 0 only where the shares are equal, and summing to :func:`jensen_shannon`. Which text
    uses the item more, the shares say.

    Parameters
    ----------
    counts_a, counts_b
        Occurrences (or shares) along the last axis, shape (..., items); broadcastable.

    Returns
    -------
    float64 array of the broadcast shape; ``nan`` where a text has none of the items.

    References
    ----------
    Gallagher, R. J., Frank, M. R., Mitchell, L., Schwartz, A. J., Reagan, A. J., Danforth, C. M.
    and Dodds, P. S. (2021). Generalized word shift graphs: a method for visualizing and explaining
    pairwise comparisons between texts. EPJ Data Science 10, 4, eq. 8.
    """
    p, q = _shares(counts_a), _shares(counts_b)
    mean = (p + q) / 2
    return floats((special.rel_entr(p, mean) + special.rel_entr(q, mean)) / (2 * np.log(2)))


def hellinger(counts_a: ArrayLike, counts_b: ArrayLike) -> Floats:
    """Hellinger distance of two profiles: 0 the same shares, 1 no shared item.

    sqrt(sum of (sqrt(p) - sqrt(q))^2 / 2) with p and q the shares of the items. Chosen for profiles
    of few hits because it needs no smoothing of zeros and because the root evens out sampling
    noise: the variance of sqrt(p) is about 1 / (4 n) whatever p is.

    Parameters
    ----------
    counts_a, counts_b
        Occurrences (or shares) along the last axis, shape (..., items); broadcastable.

    Returns
    -------
    float64 array of the broadcast shape without the last axis, from 0 to 1; ``nan`` where a text
    has none of the items.

    References
    ----------
    Rao, C. R. (1995). A review of canonical coordinates and an alternative to correspondence
    analysis using Hellinger distance. Questiio 19(1-3), 23-63; scaled to at most 1.
    """
    difference = np.sqrt(_shares(counts_a)) - np.sqrt(_shares(counts_b))
    return floats(np.sqrt(np.square(difference).sum(axis=-1) / 2))


def z_scores(rates: ArrayLike, others: ArrayLike | None = None) -> Floats:
    """How many standard deviations each document's rate of each word lies from the corpus' mean.

    VARIANT: the SAMPLE standard deviation (divisor: documents - 1), as stylo and pydelta have it;
    with the population's, every Delta would be larger by sqrt(n / (n - 1)) and no order, cluster or
    cosine would change. The mean is that of the documents, each weighing the same. A word with the
    same rate in all documents tells nothing and gets 0.

    Parameters
    ----------
    rates
        Occurrences per word of text, shape (..., documents, words).
    others
        Further documents of the corpus, whose scores are not wanted, shape (others, words).

    Returns
    -------
    float64 array of the shape of the rates.

    Raises
    ------
    ValueError
        With fewer than three documents: with two, every z-score is plus or minus 0.71 whatever the
        texts say, and every Delta is the same.

    References
    ----------
    Burrows, J. (2002). 'Delta': a measure of stylistic difference and a guide to likely authorship.
    Literary and Linguistic Computing 17(3), 267-287.
    """
    mean, deviation = standards(rates, others)
    return (floats(rates) - mean[..., np.newaxis, :]) / deviation[..., np.newaxis, :]


def standards(rates: ArrayLike, others: ArrayLike | None = None) -> tuple[Floats, Floats]:
    """Mean and standard deviation by which :func:`z_scores` measures.

    Parameters
    ----------
    rates
        Occurrences per word of text, shape (..., documents, words).
    others
        Further documents of the corpus, shape (others, words).

    Returns
    -------
    mean, deviation : float64 arrays, shape (..., words); the deviation is ``inf`` for a word with
    the same rate in all documents.

    Raises
    ------
    ValueError
        With fewer than three documents.
    """
    table = floats(rates)
    rest = np.zeros((0, table.shape[-1])) if others is None else floats(others)
    documents = table.shape[-2] + len(rest)
    if documents < 3:
        raise ValueError(f"z-scores need at least three documents, not {documents}")
    mean = (table.sum(axis=-2) + rest.sum(axis=0)) / documents
    squares = np.square(table - mean[..., np.newaxis, :]).sum(axis=-2)
    if len(rest):
        own_mean = rest.mean(axis=0)
        own_squares = np.square(rest - own_mean).sum(axis=0)
        squares += own_squares + len(rest) * np.square(own_mean - mean)
    deviation = np.sqrt(squares / (documents - 1))
    # Equal rates leave rounding errors of the mean behind, which are no differences.
    return mean, np.where(deviation > 1e-9 * np.abs(mean), deviation, np.inf)


def burrows_delta(z_a: ArrayLike, z_b: ArrayLike) -> Floats:
    """Burrows's Delta: the mean absolute difference of two documents' z-scores; 0 is alike.

    Parameters
    ----------
    z_a, z_b
        Z-scores of the most frequent words along the last axis, see :func:`z_scores`;
        broadcastable.

    Returns
    -------
    float64 array of the broadcast shape without the last axis.

    References
    ----------
    Burrows (2002), see :func:`z_scores`; as a mean of absolute differences in Argamon, S. (2008).
    Interpreting Burrows's Delta: geometric and probabilistic foundations. Literary and Linguistic
    Computing 23(2), 131-147, eq. 2.
    """
    return floats(np.abs(floats(z_a) - floats(z_b)).mean(axis=-1))


def cosine_delta(z_a: ArrayLike, z_b: ArrayLike) -> Floats:
    """Cosine Delta: 1 minus the cosine of two documents' z-scores; 0 is alike, 2 is opposite.

    Parameters
    ----------
    z_a, z_b
        Z-scores of the most frequent words along the last axis, see :func:`z_scores`;
        broadcastable.

    Returns
    -------
    float64 array of the broadcast shape without the last axis; ``nan`` where all are zero.

    References
    ----------
    Smith, P. W. H. and Aldridge, W. (2011). Improving authorship attribution: optimizing Burrows'
    Delta method. Journal of Quantitative Linguistics 18(1), 63-88. Evert, S., Proisl, T., Jannidis,
    F., Reger, I., Pielstroem, S., Schoech, C. and Vitt, T. (2017). Understanding and explaining
    Delta measures for authorship attribution. Digital Scholarship in the Humanities 32(suppl. 2),
    ii4-ii16.
    """
    return floats(1 - cosine(z_a, z_b))


def _shares(counts: ArrayLike) -> Floats:
    values = floats(counts)
    if np.any(values < 0):
        raise ValueError("a count is negative")
    return _ratio(values, values.sum(axis=-1, keepdims=True))


def _surprise(shares: Floats) -> Floats:
    """x log2(x), 0 where x is 0."""
    return floats(shares * np.log2(shares + (shares == 0)))


def _ratio(over: ArrayLike, under: ArrayLike) -> Floats:
    with np.errstate(divide="ignore", invalid="ignore"):
        return floats(np.true_divide(over, under))
