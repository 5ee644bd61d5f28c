"""Is a word really more frequent in one text than in another, or is it chance?

All functions compare a word's ``count`` in a group of ``words`` words with its
``reference_count`` in a reference of ``reference_words`` words: the four cells are *word / other
words* by *group / reference*. Arguments broadcast against each other, so one call covers a whole
vocabulary; results are float64 and have the broadcast shape. Every one of these tests takes words
as independent of each other, which clumped words are not.
"""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from dissent.statistics.arrays import floats

Floats = NDArray[np.float64]
Correction = Literal["none", "yates", "williams"]


def log_likelihood(
    count: ArrayLike, reference_count: ArrayLike, words: ArrayLike, reference_words: ArrayLike
) -> Floats:
    """Signed log-likelihood ratio G2 of the full 2 x 2 table (the FOUR-CELL form).

    G2 = 2 * sum of O * ln(O / E) over the four cells *word / other words* x *group / reference*,
    with E from the margins. Positive where the group uses the word more often per word, negative
    where less. Tools that give the two-cell form (UCREL, CLiC) differ: see
    :func:`log_likelihood_two_cell`.

    Parameters
    ----------
    count, reference_count
        Occurrences of the word in the group and in the reference; broadcastable, int64 or float64.
    words, reference_words
        All words of the group and of the reference; broadcastable.

    Returns
    -------
    float64 array of the broadcast shape, signed; ``nan`` where the group or the reference is empty.

    Raises
    ------
    ValueError
        If a count is negative or larger than its total.

    References
    ----------
    Dunning, T. (1993). Accurate methods for the statistics of surprise and coincidence.
    Computational Linguistics 19(1), 61-74.
    """
    a, b, n_a, n_b = checked(count, reference_count, words, reference_words)
    return _signed(2 * divergence(a, b, n_a, n_b), a, b, n_a, n_b)


def log_likelihood_two_cell(
    count: ArrayLike, reference_count: ArrayLike, words: ArrayLike, reference_words: ArrayLike
) -> Floats:
    """Signed log-likelihood G2 from the two cells of the word alone (the TWO-CELL form).

    G2 = 2 * (O1 * ln(O1 / E1) + O2 * ln(O2 / E2)), leaving out the cells of all other words, as
    the UCREL calculator and CLiC do. Close to the four-cell form for rare words, smaller for
    frequent ones. Positive where the group uses the word more often per word.

    Parameters
    ----------
    count, reference_count, words, reference_words
        As in :func:`log_likelihood`.

    Returns
    -------
    float64 array of the broadcast shape, signed; ``nan`` where the group or the reference is empty.

    Raises
    ------
    ValueError
        If a count is negative or larger than its total.

    References
    ----------
    Rayson, P. and Garside, R. (2000). Comparing corpora using frequency profiling. Proceedings of
    the Workshop on Comparing Corpora, 1-6.
    """
    a, b, n_a, n_b = checked(count, reference_count, words, reference_words)
    share = quotient(a + b, n_a + n_b)
    cells = special.kl_div(a, n_a * share) + special.kl_div(b, n_b * share)
    return _signed(2 * cells, a, b, n_a, n_b)


def log_likelihood_williams(
    count: ArrayLike, reference_count: ArrayLike, words: ArrayLike, reference_words: ArrayLike
) -> Floats:
    """Signed four-cell G2 divided by Williams' correction, which brings it nearer to chi-squared.

    :func:`log_likelihood` / :func:`williams_correction`: a little smaller than G2, noticeably so
    only where the word is rare or a text is short.

    Parameters
    ----------
    count, reference_count, words, reference_words
        As in :func:`log_likelihood`.

    Returns
    -------
    float64 array of the broadcast shape, signed; ``nan`` where G2 or the correction is.

    Raises
    ------
    ValueError
        If a count is negative or larger than its total.

    References
    ----------
    Williams, D. A. (1976). Improved likelihood ratio tests for complete contingency tables.
    Biometrika 63(1), 33-37.
    """
    table = (count, reference_count, words, reference_words)
    return floats(log_likelihood(*table) / williams_correction(*table))


def williams_correction(
    count: ArrayLike, reference_count: ArrayLike, words: ArrayLike, reference_words: ArrayLike
) -> Floats:
    """Williams' factor q, by which a test statistic of a small table is too large.

    q = 1 + (N / R1 + N / R2 - 1) * (N / C1 + N / C2 - 1) / (6 N), with R and C the margins of the
    table and N its total.

    Parameters
    ----------
    count, reference_count, words, reference_words
        As in :func:`log_likelihood`.

    Returns
    -------
    float64 array of the broadcast shape, above 1; ``nan`` where a margin is 0.

    Raises
    ------
    ValueError
        If a count is negative or larger than its total.

    References
    ----------
    Williams (1976), see :func:`log_likelihood_williams`; the form for 2 x 2 tables in Sokal, R. R.
    and Rohlf, F. J. (1995). Biometry. 3rd ed. New York: Freeman, 731.
    """
    a, b, n_a, n_b = checked(count, reference_count, words, reference_words)
    total, item = n_a + n_b, a + b
    by_item = quotient(total, item) + quotient(total, total - item) - 1
    by_side = quotient(total, n_a) + quotient(total, n_b) - 1
    factor = 1 + quotient(by_item * by_side, 6 * total)
    return np.where(np.isfinite(factor), factor, np.nan)


def chi_squared(
    count: ArrayLike,
    reference_count: ArrayLike,
    words: ArrayLike,
    reference_words: ArrayLike,
    *,
    correction: Correction = "none",
) -> Floats:
    """Signed Pearson chi-squared of the four cells.

    X2 = sum of (O - E)^2 / E = N * D^2 / (R1 * R2 * C1 * C2), with D = O11 * O22 - O12 * O21, R and
    C the margins and N the total. With ``yates``, |D| is first made smaller by N / 2 (not below 0),
    in every table; tools that correct only small tables differ. With ``williams``, X2 is divided by
    :func:`williams_correction`.

    Parameters
    ----------
    count, reference_count, words, reference_words
        As in :func:`log_likelihood`.
    correction
        ``none``, ``yates`` (for continuity) or ``williams``.

    Returns
    -------
    float64 array of the broadcast shape, signed like G2; ``nan`` where a margin is 0.

    Raises
    ------
    ValueError
        If a count is negative or larger than its total, or there is no such correction.

    References
    ----------
    Pearson, K. (1900). Philosophical Magazine 50, 157-175. Yates, F. (1934). Contingency tables
    involving small numbers and the chi-squared test. Supplement to the Journal of the Royal
    Statistical Society 1(2), 217-235. Williams (1976), see :func:`log_likelihood_williams`.
    """
    a, b, n_a, n_b = checked(count, reference_count, words, reference_words)
    if correction not in ("none", "yates", "williams"):
        raise ValueError(f"no correction is called {correction!r}: none, yates, williams")
    total, item = n_a + n_b, a + b
    distance = np.abs(a * n_b - b * n_a)
    if correction == "yates":
        distance = np.maximum(distance - total / 2, 0)
    size = quotient(total * distance**2, (n_a * n_b) * (item * (total - item)))
    if correction == "williams":
        size = size / williams_correction(a, b, n_a, n_b)
    return _signed(size, a, b, n_a, n_b)


def checked(
    count: ArrayLike, reference_count: ArrayLike, words: ArrayLike, reference_words: ArrayLike
) -> tuple[Floats, Floats, Floats, Floats]:
    """Take the four numbers as float64 arrays, and refuse those that cannot be counts of a whole.

    Parameters
    ----------
    count, reference_count, words, reference_words
        As in :func:`log_likelihood`.

    Returns
    -------
    four float64 arrays, each of its own shape.

    Raises
    ------
    ValueError
        If a count is negative or larger than its total.
    """
    a, b = floats(count), floats(reference_count)
    n_a, n_b = floats(words), floats(reference_words)
    for part, whole in ((a, n_a), (b, n_b)):
        if (part < 0).any():
            raise ValueError("a count is negative")
        if (part > whole).any():
            raise ValueError("a word's count is larger than the number of all words")
    return a, b, n_a, n_b


def quotient(numerator: Floats, denominator: Floats) -> Floats:
    """Divide so that x / 0 is signed infinity and 0 / 0 is nan, without a warning.

    Parameters
    ----------
    numerator, denominator
        Broadcastable.

    Returns
    -------
    float64 array of the broadcast shape.
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        return floats(np.divide(numerator, denominator))


def where_both(values: Floats, n_a: Floats, n_b: Floats) -> Floats:
    """Keep values where both sides have words.

    Parameters
    ----------
    values, n_a, n_b
        The values, and the words of group and reference; broadcastable.

    Returns
    -------
    float64 array of the broadcast shape; ``nan`` where the group or the reference has no words.
    """
    return floats(np.where((n_a > 0) & (n_b > 0), values, np.nan))


def divergence(a: Floats, b: Floats, n_a: Floats, n_b: Floats) -> Floats:
    """Half of the four-cell G2, unsigned.

    Parameters
    ----------
    a, b, n_a, n_b
        Counts and totals of the two sides, broadcastable.

    Returns
    -------
    float64 array of the broadcast shape.
    """
    share = quotient(a + b, n_a + n_b)
    other = 1 - share
    # Added in pairs, so that swapping the sides changes no digit.
    word = special.kl_div(a, n_a * share) + special.kl_div(b, n_b * share)
    others = special.kl_div(n_a - a, n_a * other) + special.kl_div(n_b - b, n_b * other)
    return floats(word + others)


def _signed(size: Floats, a: Floats, b: Floats, n_a: Floats, n_b: Floats) -> Floats:
    """The size with the sign of the difference of rates; nan where a side is empty."""
    return where_both(np.sign(a * n_b - b * n_a) * size, n_a, n_b)
