"""Which words does a group use more than the rest, by how much, and how sure can one be?

All functions compare a word's ``count`` in a group of ``words`` words with its
``reference_count`` in a reference of ``reference_words`` words. The reference is the *other* text:
it does not contain the group. Arguments broadcast against each other, so one call covers a whole
vocabulary; results are float64 and have the broadcast shape. Here are the sizes of the difference
and their intervals; the tests are in :mod:`dissent.statistics.contingency`, and can be had from
here too.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from dissent.statistics.arrays import floats
from dissent.statistics.contingency import (
    checked,
    chi_squared,
    log_likelihood,
    log_likelihood_two_cell,
    log_likelihood_williams,
    quotient,
    where_both,
    williams_correction,
)
from dissent.statistics.fisher import fisher_exact
from dissent.statistics.significance import bonferroni_level, false_discovery, p_value

__all__ = [
    "bic",
    "bonferroni_level",
    "chi_squared",
    "false_discovery",
    "fisher_exact",
    "log_likelihood",
    "log_likelihood_two_cell",
    "log_likelihood_williams",
    "log_odds_z",
    "log_ratio",
    "log_ratio_interval",
    "lrc",
    "odds_ratio",
    "p_value",
    "percent_diff",
    "simple_maths",
    "williams_correction",
]

Floats = NDArray[np.float64]
MILLION = 1_000_000


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
    a, b, n_a, n_b = checked(count, reference_count, words, reference_words)
    half = 0.5 if halves else 0.0
    with np.errstate(divide="ignore", invalid="ignore"):
        ratio = np.log2(quotient(a + half, n_a + half)) - np.log2(quotient(b + half, n_b + half))
    return where_both(ratio, n_a, n_b)


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
        :func:`dissent.statistics.dispersion.overdispersion` estimates it from segments, or
        :func:`dissent.statistics.document_variation.overdispersion_of_sum` from documents.
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
    a, b, n_a, n_b = checked(count, reference_count, words, reference_words)
    phi_a, phi_b = _clumping(overdispersion, reference_overdispersion, level)
    centre = log_ratio(a, b, n_a, n_b)
    deviation = np.sqrt(phi_a / (a + 0.5) + phi_b / (b + 0.5)) / np.log(2)
    reach = special.ndtri((1 + level) / 2) * deviation
    return floats(centre - reach), floats(centre + reach)


def lrc(
    count: ArrayLike,
    reference_count: ArrayLike,
    words: ArrayLike,
    reference_words: ArrayLike,
    *,
    overdispersion: ArrayLike = 1.0,
    reference_overdispersion: ArrayLike = 1.0,
    level: float = 0.95,
) -> Floats:
    """Conservative log ratio (Evert's LRC): the end of an exact interval that is nearer to 0.

    With a + b given, a is binomial with share tau, and the ratio of the rates is
    r = tau / (1 - tau) * N_b / N_a. LRC is the binary logarithm of r at the Clopper-Pearson bound
    of tau that lies nearer to equal rates, and 0 where the interval takes in equal rates. No halves
    are added. VARIANT: with overdispersion, counts and totals are first divided by it, each side's
    by its own: so many independent occurrences are worth what the clumped ones are. Without it (1,
    the default) the measure is Evert's own.

    Parameters
    ----------
    count, reference_count, words, reference_words
        As in :func:`log_likelihood`.
    overdispersion, reference_overdispersion
        As in :func:`log_ratio_interval`.
    level
        Confidence level, between 0 and 1; for a vocabulary the one that
        :func:`dissent.statistics.significance.bonferroni_level` corrects for the number of words.

    Returns
    -------
    float64 array of the broadcast shape, in binary logarithms, signed like :func:`log_ratio`;
    ``nan`` where the group or the reference is empty.

    Raises
    ------
    ValueError
        If a count is negative or larger than its total, an overdispersion is below 1, or the level
        is not between 0 and 1.

    References
    ----------
    Evert, S. (2022). Measuring keyness. Digital Humanities 2022, Tokyo; measure LRC of the R
    package *corpora*. Clopper, C. J. and Pearson, E. S. (1934). The use of confidence or fiducial
    limits illustrated in the case of the binomial. Biometrika 26(4), 404-413.
    """
    a, b, n_a, n_b = checked(count, reference_count, words, reference_words)
    phi_a, phi_b = _clumping(overdispersion, reference_overdispersion, level)
    sign = np.sign(a * n_b - b * n_a)
    ours, theirs, ours_all, theirs_all = (
        np.where(sign >= 0, mine, other)
        for mine, other in (
            (a / phi_a, b / phi_b),
            (b / phi_b, a / phi_a),
            (n_a / phi_a, n_b / phi_b),
            (n_b / phi_b, n_a / phi_a),
        )
    )
    chance, equal = (1 - level) / 2, quotient(ours_all, ours_all + theirs_all)
    ratio = np.zeros(np.broadcast_shapes(ours.shape, theirs_all.shape))
    # The bound, which is dear, is sought only where the interval leaves out equal rates.
    clear = (ours > 0) & (special.betainc(ours, theirs + 1, equal) < chance)
    share = special.betaincinv(ours[clear], theirs[clear] + 1, chance)
    ratio[clear] = np.log2(share / (1 - share) * (theirs_all[clear] / ours_all[clear]))
    return where_both(np.where(ratio > 0, sign * ratio, 0), n_a, n_b)


def least_clear_g2(total: ArrayLike, *, level: float) -> Floats:
    """G2 that a word needs to have an :func:`lrc` other than 0, whatever its overdispersion.

    The tail of the binomial beyond what was seen is at least exp(-D / 2) / sqrt(8 n), D being the
    two-cell G2 and n the occurrences on both sides; so LRC is 0 up to
    D = -2 ln((1 - level) / 2 * sqrt(8 n)). Four-cell G2 is never smaller than two-cell G2, nor does
    dividing counts by an overdispersion make it larger.

    Parameters
    ----------
    total
        Occurrences on both sides, any shape.
    level
        Confidence level of the LRC, between 0 and 1.

    Returns
    -------
    float64 array of the same shape; it falls as the total rises.

    References
    ----------
    Ash, R. B. (1965). Information Theory. New York: Interscience, lemma 4.7.2 (a lower bound of
    binomial probabilities).
    """
    occurrences = np.maximum(np.asarray(total, dtype=np.float64), 1)
    return floats(-2 * np.log((1 - level) / 2 * np.sqrt(8 * occurrences)))


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
    a, b, n_a, n_b = checked(count, reference_count, words, reference_words)
    rate, reference_rate = quotient(a, n_a), quotient(b, n_b)
    return quotient(100 * (rate - reference_rate), reference_rate)


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
    a, b, n_a, n_b = checked(count, reference_count, words, reference_words)
    return where_both(quotient(a * (n_b - b), b * (n_a - a)), n_a, n_b)


def simple_maths(
    count: ArrayLike,
    reference_count: ArrayLike,
    words: ArrayLike,
    reference_words: ArrayLike,
    *,
    k: float = 100,
) -> Floats:
    """Kilgarriff's simple maths: the ratio of the rates per million words, k added to both.

    (10^6 * a / N_a + k) / (10^6 * b / N_b + k). A small k favours rare words, a large one common
    words.

    Parameters
    ----------
    count, reference_count, words, reference_words
        As in :func:`log_likelihood`.
    k
        Occurrences per million words, above 0.

    Returns
    -------
    float64 array of the broadcast shape; 1 at equal rates, ``nan`` where the group or the reference
    is empty.

    Raises
    ------
    ValueError
        If a count is negative or larger than its total, or k is not above 0.

    References
    ----------
    Kilgarriff, A. (2009). Simple maths for keywords. Proceedings of Corpus Linguistics 2009,
    Liverpool.
    """
    if k <= 0:
        raise ValueError(f"k must be above 0, not {k}")
    a, b, n_a, n_b = checked(count, reference_count, words, reference_words)
    ratio = (MILLION * quotient(a, n_a) + k) / (MILLION * quotient(b, n_b) + k)
    return where_both(ratio, n_a, n_b)


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
    total = floats(words) + floats(reference_words)
    with np.errstate(divide="ignore", invalid="ignore"):
        return floats(np.abs(floats(g2)) - np.where(total > 0, np.log(total), np.nan))


def log_odds_z(
    count: ArrayLike,
    reference_count: ArrayLike,
    words: ArrayLike,
    reference_words: ArrayLike,
    prior: ArrayLike,
    *,
    weight: ArrayLike | None = None,
) -> Floats:
    """Standardised log-odds ratio with an informative Dirichlet prior ("Fightin' Words").

    With prior pseudo-counts alpha and alpha_0 their sum over the whole vocabulary,
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
    weight
        alpha_0, where the items given are only some of the vocabulary; otherwise the sum of the
        prior over the last axis is taken.

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
    a, b, n_a, n_b = checked(count, reference_count, words, reference_words)
    alpha = np.atleast_1d(floats(prior))
    if np.any(alpha < 0):
        raise ValueError("a prior pseudo-count is negative")
    alpha_0 = alpha.sum(axis=-1, keepdims=True) if weight is None else floats(weight)
    with np.errstate(divide="ignore", invalid="ignore"):
        delta = np.log((a + alpha) / (n_a + alpha_0 - a - alpha)) - np.log(
            (b + alpha) / (n_b + alpha_0 - b - alpha)
        )
        z = delta / np.sqrt(1 / (a + alpha) + 1 / (b + alpha))
    return where_both(z, n_a, n_b)


def _clumping(phi_a: ArrayLike, phi_b: ArrayLike, level: float) -> tuple[Floats, Floats]:
    """Both overdispersions as arrays, or a ValueError if one would narrow an interval."""
    if np.any(np.less(phi_a, 1)) or np.any(np.less(phi_b, 1)):
        raise ValueError("an overdispersion is below 1, the value of unclumped counts")
    if not 0 < level < 1:
        raise ValueError(f"the confidence level must lie between 0 and 1, not {level}")
    return floats(phi_a), floats(phi_b)
