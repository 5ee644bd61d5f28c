"""Which words does a group use more than the rest, by how much, and how sure can one be?

All functions compare a word's ``count`` in a group of ``words`` words with its
``reference_count`` in a reference of ``reference_words`` words. The reference is the *other* text:
it does not contain the group. Arguments broadcast against each other, so one call covers a whole
vocabulary; results are float64 and have the broadcast shape.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from dissent.statistics.significance import false_discovery, p_value

__all__ = [
    "bic",
    "false_discovery",
    "log_likelihood",
    "log_likelihood_two_cell",
    "log_odds_z",
    "log_ratio",
    "log_ratio_interval",
    "odds_ratio",
    "p_value",
    "percent_diff",
]

Floats = NDArray[np.float64]


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
    a, b, n_a, n_b = _table(count, reference_count, words, reference_words)
    share = _divide(a + b, n_a + n_b)
    cells = (
        special.kl_div(a, n_a * share)
        + special.kl_div(b, n_b * share)
        + special.kl_div(n_a - a, n_a * (1 - share))
        + special.kl_div(n_b - b, n_b * (1 - share))
    )
    return _signed(2 * cells, a, b, n_a, n_b)


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
    a, b, n_a, n_b = _table(count, reference_count, words, reference_words)
    share = _divide(a + b, n_a + n_b)
    cells = special.kl_div(a, n_a * share) + special.kl_div(b, n_b * share)
    return _signed(2 * cells, a, b, n_a, n_b)


def log_ratio(
    count: ArrayLike,
    reference_count: ArrayLike,
    words: ArrayLike,
    reference_words: ArrayLike,
    *,
    halves: bool = True,
) -> Floats:
    """Binary logarithm of the ratio of the two relative frequencies (Hardie's Log Ratio).

    With ``halves`` (the default) 0.5 is added to both counts and to both totals, so that a word
    that one side never uses has a finite value:
    log2(((a + 0.5) / (N_a + 0.5)) / ((b + 0.5) / (N_b + 0.5))). One unit is a doubling.

    Parameters
    ----------
    count, reference_count, words, reference_words
        As in :func:`log_likelihood`.
    halves
        False gives the plain ratio without Hardie's substitute for zeros: ``inf`` where only the
        group has the word, ``-inf`` where only the reference has it, ``nan`` where neither has.

    Returns
    -------
    float64 array of the broadcast shape, in binary logarithms (doublings); ``nan`` where the group
    or the reference is empty.

    Raises
    ------
    ValueError
        If a count is negative or larger than its total.

    References
    ----------
    Hardie, A. (2014). Log Ratio: an informal introduction. ESRC Centre for Corpus Approaches to
    Social Science (CASS), Lancaster. The halves follow Walter, S. D. (1975). The distribution of
    Levin's measure of attributable risk. Biometrika 62, as in Evert's R package
    *corpora*.
    """
    a, b, n_a, n_b = _table(count, reference_count, words, reference_words)
    half = 0.5 if halves else 0.0
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.log2(_divide(a + half, n_a + half)) - np.log2(_divide(b + half, n_b + half))
    return _where_both(ratio, n_a, n_b)


def log_ratio_interval(
    count: ArrayLike,
    reference_count: ArrayLike,
    words: ArrayLike,
    reference_words: ArrayLike,
    *,
    overdispersion: ArrayLike = 1.0,
    reference_overdispersion: ArrayLike = 1.0,
    level: float = 0.95,
) -> tuple[Floats, Floats]:
    """Confidence interval of :func:`log_ratio` (with halves) that clumped words make wider.

    Wald interval on the logarithmic scale in the quasi-Poisson form: the variance of the natural
    logarithm of the ratio is phi_a / (a + 0.5) + phi_b / (b + 0.5). The binomial terms
    -1 / (N + 0.5) are left out: they are below a thousandth of the others for all but the most
    frequent words, and leaving them out errs on the wide side.

    Parameters
    ----------
    count, reference_count, words, reference_words
        As in :func:`log_likelihood`.
    overdispersion, reference_overdispersion
        Variance of the counts relative to Poisson (phi >= 1; broadcastable), as
        :func:`dissent.statistics.dispersion.overdispersion` estimates it from segments.
    level
        Confidence level, between 0 and 1.

    Returns
    -------
    low, high : float64 arrays of the broadcast shape, in binary logarithms; ``nan`` where the group
    or the reference is empty.

    Raises
    ------
    ValueError
        If a count is negative or larger than its total, an overdispersion is below 1, or the level
        is not between 0 and 1.

    References
    ----------
    Delta method for the logarithm of a ratio of two counts; halves after Walter (1975), see
    :func:`log_ratio`. Quasi-likelihood: Wedderburn, R. W. M. (1974). Biometrika 61(3), 439-447.
    """
    a, b, n_a, n_b = _table(count, reference_count, words, reference_words)
    phi_a, phi_b = _floats(overdispersion), _floats(reference_overdispersion)
    if np.any(phi_a < 1) or np.any(phi_b < 1):
        raise ValueError("an overdispersion is below 1, the value of unclumped counts")
    if not 0 < level < 1:
        raise ValueError(f"the confidence level must lie between 0 and 1, not {level}")
    centre = log_ratio(a, b, n_a, n_b)
    deviation = np.sqrt(phi_a / (a + 0.5) + phi_b / (b + 0.5)) / np.log(2)
    reach = special.ndtri((1 + level) / 2) * deviation
    return _floats(centre - reach), _floats(centre + reach)


def percent_diff(
    count: ArrayLike, reference_count: ArrayLike, words: ArrayLike, reference_words: ArrayLike
) -> Floats:
    """%DIFF: by how many per cent the group's relative frequency exceeds the reference's.

    100 * (f_group - f_reference) / f_reference. A word that the reference lacks gives ``inf``;
    the substitution of a very small number for zero that its authors suggest is not made.

    Parameters
    ----------
    count, reference_count, words, reference_words
        As in :func:`log_likelihood`.

    Returns
    -------
    float64 array of the broadcast shape, in per cent, at least -100; ``inf`` where only the group
    has the word, ``nan`` where neither has it or a side is empty.

    Raises
    ------
    ValueError
        If a count is negative or larger than its total.

    References
    ----------
    Gabrielatos, C. and Marchi, A. (2011). Keyness: matching metrics to definitions. Paper given at
    Corpus Linguistics in the South 1, Portsmouth.
    """
    a, b, n_a, n_b = _table(count, reference_count, words, reference_words)
    rate, reference_rate = _divide(a, n_a), _divide(b, n_b)
    return _divide(100 * (rate - reference_rate), reference_rate)


def odds_ratio(
    count: ArrayLike, reference_count: ArrayLike, words: ArrayLike, reference_words: ArrayLike
) -> Floats:
    """Odds of the word in the group divided by its odds in the reference.

    (a / (N_a - a)) / (b / (N_b - b)), the sample odds ratio without any correction for zeros.

    Parameters
    ----------
    count, reference_count, words, reference_words
        As in :func:`log_likelihood`.

    Returns
    -------
    float64 array of the broadcast shape; 0 where only the reference has the word, ``inf`` where
    only the group has it, ``nan`` where neither has it or a side is empty.

    Raises
    ------
    ValueError
        If a count is negative or larger than its total.

    References
    ----------
    Pojanapunya, P. and Watson Todd, R. (2018). Log-likelihood and odds ratio: keyness statistics
    for different purposes of keyword analysis. Corpus Linguistics and Linguistic Theory 14(1),
    133-167 (online 2016).
    """
    a, b, n_a, n_b = _table(count, reference_count, words, reference_words)
    return _where_both(_divide(a * (n_b - b), b * (n_a - a)), n_a, n_b)


def bic(g2: ArrayLike, words: ArrayLike, reference_words: ArrayLike) -> Floats:
    """Bayesian information criterion of a keyness G2: evidence that grows with the corpus removed.

    |G2| - ln(N), with N the words of group and reference together and one degree of freedom.
    Above 2 is positive, above 6 strong, above 10 very strong evidence for a difference; below 0
    the evidence favours equal rates.

    Parameters
    ----------
    g2
        Signed or unsigned G2 (four-cell or two-cell), any shape.
    words, reference_words
        All words of the group and of the reference; broadcastable.

    Returns
    -------
    float64 array of the broadcast shape, unsigned; ``nan`` where G2 is or there are no words.

    References
    ----------
    Wilson, A. (2013). Embracing Bayes factors for key item analysis in corpus linguistics. In New
    Approaches to the Study of Linguistic Variability. Frankfurt: Peter Lang, 3-11.
    """
    total = _floats(words) + _floats(reference_words)
    with np.errstate(divide="ignore", invalid="ignore"):
        return _floats(np.abs(_floats(g2)) - np.where(total > 0, np.log(total), np.nan))


def log_odds_z(
    count: ArrayLike,
    reference_count: ArrayLike,
    words: ArrayLike,
    reference_words: ArrayLike,
    prior: ArrayLike,
) -> Floats:
    """Standardised log-odds ratio with an informative Dirichlet prior ("Fightin' Words").

    With prior pseudo-counts alpha and alpha_0 their sum over the vocabulary,
    delta = ln((a + alpha) / (N_a + alpha_0 - a - alpha))
    - ln((b + alpha) / (N_b + alpha_0 - b - alpha)),
    and z = delta / sqrt(1 / (a + alpha) + 1 / (b + alpha)): the approximate variance of the paper.
    The prior pulls rare words towards no difference. The vocabulary is the LAST axis.

    Parameters
    ----------
    count, reference_count
        Occurrences, shape (..., items); broadcastable.
    words, reference_words
        All words of the group and of the reference, broadcastable to (..., items): a group's total
        has shape (..., 1) where there are several groups.
    prior
        Pseudo-counts per item, shape (..., items), not negative; for example the item's count in
        all text, scaled to the weight that the prior is to have.

    Returns
    -------
    float64 array of the broadcast shape: z scores, positive where the group uses the word more;
    ``nan`` where a word has neither a count nor a prior on one side, or a side is empty.

    Raises
    ------
    ValueError
        If a count is negative or larger than its total, or a prior is negative.

    References
    ----------
    Monroe, B. L., Colaresi, M. P. and Quinn, K. M. (2008). Fightin' Words: lexical feature
    selection and evaluation for identifying the content of political conflict. Political Analysis
    16(4), 372-403, the section on the informative Dirichlet prior.
    """
    a, b, n_a, n_b = _table(count, reference_count, words, reference_words)
    alpha = np.atleast_1d(_floats(prior))
    if np.any(alpha < 0):
        raise ValueError("a prior pseudo-count is negative")
    alpha_0 = alpha.sum(axis=-1, keepdims=True)
    with np.errstate(divide="ignore", invalid="ignore"):
        delta = np.log((a + alpha) / (n_a + alpha_0 - a - alpha)) - np.log(
            (b + alpha) / (n_b + alpha_0 - b - alpha)
        )
        z = delta / np.sqrt(1 / (a + alpha) + 1 / (b + alpha))
    return _where_both(z, n_a, n_b)


def _floats(values: ArrayLike) -> Floats:
    return np.asarray(values, dtype=np.float64)


def _table(
    count: ArrayLike, reference_count: ArrayLike, words: ArrayLike, reference_words: ArrayLike
) -> tuple[Floats, Floats, Floats, Floats]:
    """The four numbers as float64 arrays, or a ValueError if they cannot be counts of a whole."""
    a, b = _floats(count), _floats(reference_count)
    n_a, n_b = _floats(words), _floats(reference_words)
    for part, whole in ((a, n_a), (b, n_b)):
        if np.any(part < 0):
            raise ValueError("a count is negative")
        if np.any(part > whole):
            raise ValueError("a word's count is larger than the number of all words")
    return a, b, n_a, n_b


def _divide(numerator: Floats, denominator: Floats) -> Floats:
    """Quotient in which x / 0 is signed infinity and 0 / 0 is nan, without a warning."""
    with np.errstate(divide="ignore", invalid="ignore"):
        return _floats(np.divide(numerator, denominator))


def _signed(size: Floats, a: Floats, b: Floats, n_a: Floats, n_b: Floats) -> Floats:
    """The size with the sign of the difference of rates; nan where a side is empty."""
    return _where_both(np.sign(_divide(a, n_a) - _divide(b, n_b)) * size, n_a, n_b)


def _where_both(values: Floats, n_a: Floats, n_b: Floats) -> Floats:
    """The values, and nan where the group or the reference has no words."""
    return _floats(np.where((n_a > 0) & (n_b > 0), values, np.nan))
