"""What does each size of sheet buy? Intervals to be expected, before anything is coded."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from dissent.statistics.validation_estimates import (
    Estimate,
    share_limits,
    square_and_add,
    true_share,
)
from dissent.validation.design import allocate
from dissent.validation.frame import HIT, NEAR, PLAIN, STRATA
from dissent.validation.key import Key

SIZES = (30, 60, 100, 200, 400)
PLAUSIBLE = {HIT: 0.8, NEAR: 0.1, PLAIN: 0.005}
"""Shares of sentences that speak of the theme, as they are often found."""


@dataclass(frozen=True)
class Expected:
    """The intervals of precision and recall to be expected from a sheet of some lines."""

    lines: int
    precision: Estimate
    recall: Estimate


def expected_precision(key: Key, sizes: Sequence[int] = SIZES) -> list[Expected]:
    """Say what sheets of some sizes would buy in this corpus.

    Parameters
    ----------
    key
        The key of any sheet of the theme, for the sizes of the strata.
    sizes
        Lines.

    Returns
    -------
    list of Expected
        By size, where 80 % of the hits are right, and one in ten near misses and one in 200 plain
        sentences speak of the theme. Sizes above that of the corpus are left out.
    """
    sentences = {name: key.sentences(name) for name in STRATA}
    return [_expected(lines, sentences) for lines in sizes if lines <= sum(sentences.values())]


def _expected(lines: int, sentences: dict[str, int]) -> Expected:
    given = allocate(lines, sentences)
    found: dict[str, Estimate] = {}
    for name in STRATA:
        left = 1 - given[name] / max(sentences[name], 1)
        size = given[name] / left if left > 0 else np.inf
        share = np.asarray(PLAUSIBLE[name] if sentences[name] else 0.0)
        ends = share_limits(share, size) if given[name] else (share, share)
        found[name] = Estimate(share, *ends)
    sizes = np.array([sentences[name] for name in (NEAR, PLAIN)], dtype=np.float64)
    missed = square_and_add(
        lambda rates: sizes @ rates, Estimate(*np.array([found[NEAR], found[PLAIN]]).T)
    )
    hits = Estimate(*(sentences[HIT] * end for end in found[HIT]))
    return Expected(lines, found[HIT], true_share(hits, missed))
