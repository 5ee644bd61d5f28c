"""How often does a document truly speak of a theme, and how many times as often as another?

A rate of hits, less those that are wrong, plus what the rules miss; the coding's uncertainty and
that of the document's own passages both enter the interval. Rates are hits per word.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy import special

from dissent.statistics.arrays import floats
from dissent.statistics.validation_estimates import Estimate, square_and_add

__all__ = ["corrected_rate", "corrected_ratio"]

Floats = NDArray[np.float64]


def corrected_rate(
    rate: Estimate, precision: Estimate, room: ArrayLike, missed: Estimate
) -> Estimate:
    """Rate of a document less its wrong hits, plus what its sentences without a hit hide.

    c = r p + sum_h q_h m_h: r the rate, p the share of hits that are right, q_h the rate that would
    be added if all sentences of stratum h were true, m_h the share of them that is. Stratified
    estimate whose p and m are those of the whole corpus (synthetic for a single document). The
    interval is that of :func:`dissent.statistics.validation_estimates.square_and_add` on square
    roots, on which counts have an even spread.

    Parameters
    ----------
    rate
        Of each document, shape (documents,), with the interval from its passages.
    precision
        Floats.
    room
        q, shape (strata, documents), in the unit of the rate.
    missed
        m, shape (strata,).

    Returns
    -------
    Estimate
        Shape (documents,), in the unit of the rate. With a precision of 1 and nothing missed, both
        known, it is the rate and its interval.

    References
    ----------
    Cochran, W. G. (1977). Sampling Techniques. 3rd ed. New York: Wiley, chapter 5 (stratified
    estimates); Tenenbein, A. (1970). A double sampling scheme for estimating from binomial data
    with misclassifications. Journal of the American Statistical Association 65(331), 1350-1361.
    """
    q = floats(room)
    parts = _stacked(rate.value.shape, [rate, precision, *_each(missed)])

    def root(numbers: Floats) -> Floats:
        return np.sqrt(_corrected(numbers[0], numbers[1], q, numbers[2:]))

    found = square_and_add(root, parts)
    low = np.maximum(found.low, 0)
    return Estimate(found.value**2, low**2, found.high**2)


def corrected_ratio(
    rates: tuple[Estimate, Estimate],
    words: tuple[ArrayLike, ArrayLike],
    precision: Estimate,
    rooms: tuple[ArrayLike, ArrayLike],
    missed: Estimate,
    *,
    level: float = 0.95,
) -> tuple[Estimate, Floats]:
    """How many times as often one document truly speaks of a theme as another.

    The ratio of two :func:`corrected_rate`, with half a hit added to both sides as in
    ``theme_contrasts``. One precision and one set of missed shares serve both documents, so their
    errors largely cancel; each document's passages are its own. The interval is that of
    :func:`dissent.statistics.validation_estimates.square_and_add` on the logarithmic scale; p is
    the two-sided one of a normal distribution as wide as the interval on the side of 1.

    Parameters
    ----------
    rates
        Of the first and the second document of each pair, shape (pairs,).
    words
        Their words, shape (pairs,).
    precision
        Floats.
    rooms
        As in :func:`corrected_rate`, shape (strata, pairs) each.
    missed
        Shape (strata,).
    level
        Confidence level of the intervals given, between 0 and 1.

    Returns
    -------
    ratio : Estimate
        Shape (pairs,).
    p : float64 array
        Shape (pairs,); below 1 - level exactly where the interval leaves out 1.

    References
    ----------
    As :func:`corrected_rate`; for halves see
    :func:`dissent.statistics.contrasts.log_ratio_deviation`.
    """
    half_a, half_b = (0.5 / floats(count) for count in words)
    room_a, room_b = map(floats, rooms)
    parts = _stacked(rates[0].value.shape, [*rates, precision, *_each(missed)])

    def logarithm(numbers: Floats) -> Floats:
        first = _corrected(numbers[0], numbers[2], room_a, numbers[3:]) + half_a
        second = _corrected(numbers[1], numbers[2], room_b, numbers[3:]) + half_b
        return np.log(first) - np.log(second)

    found = square_and_add(logarithm, parts)
    towards_one = np.where(found.value > 0, found.value - found.low, found.high - found.value)
    z = special.ndtri((1 + level) / 2)
    p = 2 * special.ndtr(-np.abs(found.value) / np.maximum(towards_one, 1e-300) * z)
    return Estimate(*map(np.exp, found)), floats(p)


def _corrected(rate: Floats, precision: Floats, room: Floats, missed: Floats) -> Floats:
    return floats(rate * precision + (room * missed).sum(axis=0))


def _each(missed: Estimate) -> list[Estimate]:
    """The strata one by one."""
    return [Estimate(*ends) for ends in zip(*missed, strict=True)]


def _stacked(shape: tuple[int, ...], parts: list[Estimate]) -> Estimate:
    """Numbers below each other, each as often as there are documents: (numbers, ...)."""
    columns = zip(*parts, strict=True)
    return Estimate(*(np.array([np.broadcast_to(n, shape) for n in ends]) for ends in columns))
