"""Which sentences are coded? A seeded, stratified sample whose every line has a known chance."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dissent.errors import DissentError
from dissent.validation.frame import HIT, NEAR, PLAIN, STRATA, Frame

SHARES = {HIT: 0.4, NEAR: 0.3, PLAIN: 0.3}
FEWEST_LINES = 10
ENOUGH_SENTENCES = 3
"""A rule with hits in so many sentences gets a line where the size allows."""
Floats = npt.NDArray[np.float64]
Counts = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Draw:
    """The sentences drawn: rows of the frame, and the probability with which each was drawn."""

    place: Counts
    probability: Floats


def allocate(lines: int, sizes: dict[str, int]) -> dict[str, int]:
    """Divide the lines among the strata: 40 % hits, 30 % near misses, 30 % plain sentences.

    Parameters
    ----------
    lines
        Lines of the sheet.
    sizes
        Sentences of each stratum; what one has too few of goes to the others.

    Returns
    -------
    dict of str to int
        Lines of each stratum; they add up to `lines` where there are so many sentences.
    """
    given = dict.fromkeys(STRATA, 0)
    while (left := lines - sum(given.values())) > 0:
        room = {name: sizes[name] - given[name] for name in STRATA if sizes[name] > given[name]}
        if not room:
            break
        whole = sum(SHARES[name] for name in room)
        for name in room:
            given[name] += min(room[name], int(left * SHARES[name] / whole))
        if left == lines - sum(given.values()):
            given[max(room, key=lambda name: (SHARES[name], room[name]))] += 1
    return given


def draw(frame: Frame, *, lines: int, rng: np.random.Generator) -> Draw:
    """Draw the sentences of a sheet.

    Near misses and plain sentences are drawn with equal chances, evenly over the documents. Those
    with hits are ordered by rule (of several, the one with hits in the fewest sentences), then by
    document; a rule with hits in three sentences or more gets a line as long as half of the lines
    suffice for that, and large rules in proportion. All are systematic samples: every n-th of a
    list from a random start.

    Parameters
    ----------
    frame
        The sentences.
    lines
        How many.
    rng
        Source of random numbers.

    Returns
    -------
    Draw
        In random order; fewer lines where there are not so many sentences.

    Raises
    ------
    DissentError
        Where there are no sentences, none with a hit, or the sheet is too small.
    """
    stratum = frame.sentences["stratum"].to_numpy()
    places = {name: np.flatnonzero(stratum == name) for name in STRATA}
    if lines < FEWEST_LINES:
        raise DissentError(f"a sheet of {lines} lines says nothing; take at least {FEWEST_LINES}")
    if not len(places[HIT]):
        raise DissentError(
            f"the theme `{frame.theme.theme}` has no hit in this corpus: there is nothing to code"
        )
    given = allocate(lines, {name: len(where) for name, where in places.items()})
    chances = {name: np.full(len(w), given[name] / max(len(w), 1)) for name, w in places.items()}
    group = rarest_rule(frame)[places[HIT]]
    by_rule = np.argsort(group, kind="stable")
    places[HIT] = places[HIT][by_rule]
    chances[HIT] = rule_chances(np.bincount(group), lines=given[HIT])[group[by_rule]]
    drawn = {name: systematic(chances[name], rng=rng) for name in STRATA}
    place = np.concatenate([places[name][drawn[name]] for name in STRATA])
    chance = np.concatenate([chances[name][drawn[name]] for name in STRATA])
    order = rng.permutation(len(place))
    return Draw(place[order], chance[order])


def rarest_rule(frame: Frame) -> Counts:
    """Name for each sentence that of its rules which has hits in the fewest sentences.

    Parameters
    ----------
    frame
        The sentences.

    Returns
    -------
    ndarray of int64
        One per sentence: the rule's number among those with hits, in the order of their names; -1
        without a hit.
    """
    rule = frame.hits["rule_id"]
    names = sorted(set(rule))
    number = rule.map({name: place for place, name in enumerate(names)}).to_numpy(dtype=np.int64)
    sentences = np.bincount(number, minlength=len(names))
    order = np.lexsort((-number, -sentences[number]))
    rarest = np.full(len(frame.sentences), -1)
    rarest[frame.hits["place"].to_numpy()[order]] = number[order]
    return rarest


def rule_chances(sentences: Counts, *, lines: int) -> Floats:
    """Chance of a sentence of each rule: in proportion, but a line for each rule if possible.

    Parameters
    ----------
    sentences
        Sentences of each rule.
    lines
        Lines to be divided among them.

    Returns
    -------
    ndarray of float64
        One per rule; times the sentences they add up to the lines.
    """
    floor = np.where(sentences >= ENOUGH_SENTENCES, 1.0, 0.0)
    largest_first = np.argsort(-sentences, kind="stable")
    floor[largest_first[lines // 2 :]] = 0
    target = min(lines, int(sentences.sum()))
    low, high = 0.0, 1.0
    for _ in range(100):
        share = (low + high) / 2
        expected = np.clip(share * sentences, floor, sentences)
        low, high = (share, high) if expected.sum() < target else (low, share)
    drawn = np.clip(high * sentences, floor, sentences)
    return np.asarray(drawn / np.maximum(sentences, 1), dtype=np.float64)


def systematic(chances: Floats, *, rng: np.random.Generator) -> Counts:
    """Draw every n-th of a list, with the chances given.

    Parameters
    ----------
    chances
        Of each entry, at most 1; they add up to the whole number of entries to draw.
    rng
        Source of random numbers.

    Returns
    -------
    ndarray of int64
        The entries drawn, each once (Madow 1949).
    """
    wanted = round(float(chances.sum()))
    if wanted >= len(chances):
        return np.arange(len(chances))
    if not wanted:
        return np.zeros(0, dtype=np.int64)
    reached = np.cumsum(chances) * (wanted / chances.sum())
    drawn = np.searchsorted(reached, rng.random() + np.arange(wanted), side="right")
    return np.unique(np.minimum(drawn, len(chances) - 1))
