"""Which spans count where several claim the same words: the longest, then the earlier rule.

Within a theme a token counts once. Every loser is kept, with the rule that beat it, and why it did.
"""

import numpy as np
import numpy.typing as npt

from dissent.themes.matching import Spans
from dissent.themes.places import Places

NOBODY = -1
SHORTER, LATER_RULE, LATER_PLACE = "shorter", "later_rule", "later_place"


def settle(spans: Spans, *, theme_of_rule: npt.NDArray[np.int64]) -> Places:
    """Let the spans of each theme compete for their tokens.

    The longest span wins, then the earlier rule, then the earlier place. In each round, every span
    that is the best claimant of all its tokens wins them, and what overlaps a winner is out: the
    result is that of going through all spans from the best to the worst.

    Parameters
    ----------
    spans
        As found; cancelled ones do not compete.
    theme_of_rule
        The theme of each rule, as a number: (rules,).

    Returns
    -------
    ndarray of int64
        For each span `NOBODY` if it counts (or was cancelled), else the span that beat it.
    """
    beaten_by = np.full(len(spans), NOBODY)
    for theme in np.unique(theme_of_rule):
        own = np.flatnonzero((theme_of_rule[spans.rule] == theme) & ~spans.cancelled)
        beaten_by[own] = _settle_theme(spans, own)
    return beaten_by


def why_beaten(spans: Spans, beaten_by: Places) -> npt.NDArray[np.object_]:
    """Say why each span lost.

    Parameters
    ----------
    spans
        As found.
    beaten_by
        As `settle` gives it.

    Returns
    -------
    ndarray of str
        One per span: `shorter` than the winner; as long, but of a `later_rule`; of the same rule,
        but at a `later_place`. Empty where it was not beaten.
    """
    lost = np.flatnonzero(beaten_by != NOBODY)
    winner = beaten_by[lost]
    length = spans.end - spans.start
    as_long = length[lost] == length[winner]
    same_rule = spans.rule[lost] == spans.rule[winner]
    why = np.full(len(spans), "", dtype=object)
    why[lost] = np.where(as_long, np.where(same_rule, LATER_PLACE, LATER_RULE), SHORTER)
    return why


def _settle_theme(spans: Spans, own: Places) -> Places:
    """Settle one theme: for each of its spans the span that beat it, or `NOBODY`."""
    length = spans.end[own] - spans.start[own]
    best_first = np.lexsort((spans.start[own], spans.rule[own], -length))
    start, length = spans.start[own][best_first], length[best_first]
    _, token = np.unique(_positions(start, length), return_inverse=True)
    claimant = np.repeat(np.arange(len(own)), length)
    beaten = np.full(len(own), NOBODY)
    open_spans = np.ones(len(own), dtype=bool)
    while open_spans.any():
        claims = open_spans[claimant]
        holder = np.full(token.max(initial=-1) + 1, len(own))
        np.minimum.at(holder, token[claims], claimant[claims])
        outranked = np.zeros(len(own), dtype=bool)
        outranked[claimant[claims & (holder[token] != claimant)]] = True
        winner = open_spans & ~outranked
        won = np.full(len(holder), NOBODY)
        won[token[winner[claimant]]] = claimant[winner[claimant]]
        losing = claims & ~winner[claimant] & (won[token] != NOBODY)
        best_winner = np.full(len(own), len(own))
        np.minimum.at(best_winner, claimant[losing], won[token[losing]])
        lost = best_winner < len(own)
        beaten[lost] = best_winner[lost]
        open_spans &= ~winner & ~lost
    settled = np.full(len(own), NOBODY)
    settled[best_first] = np.where(beaten == NOBODY, NOBODY, own[best_first][beaten])
    return settled


def _positions(start: Places, length: Places) -> Places:
    """List the tokens of all spans, one after the other."""
    before: Places = np.cumsum(length) - length
    offset = np.arange(length.sum()) - np.repeat(before, length)
    positions: Places = np.repeat(start, length) + offset
    return positions
