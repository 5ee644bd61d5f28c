"""Which items set one body of text apart from another, in which order, and with which numbers?"""

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np
import numpy.typing as npt
import pandas as pd

from dissent.comparison.group_counts import GroupCounts
from dissent.comparison.sides import Rest, Side
from dissent.settings import Keyness
from dissent.statistics import keyness
from dissent.statistics.document_variation import class_sums, squared_variation
from dissent.tables import PER_WORDS

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

# An item that the group lacks is only worth a row where at least so many were to be expected.
ABSENT_EXPECTED = 5
# Below so large an expected count chi-squared is no longer close (Cochran 1954).
FISHER_EXPECTED = 5
ONE_DOCUMENT, ONE_PASSAGE = "one document", "one passage"
DOCUMENT_SHARE, PASSAGE_SHARE, PASSAGE_COUNT = 0.8, 0.5, 3
# In a text of fewer passages than this, half of a word's occurrences stand close by chance.
PASSAGES = 10
PASSAGE_WORDS = 200
_NOTHING: Ints = np.zeros(0, dtype=np.int64)


@dataclass(frozen=True)
class Rows:
    """The rows of a table, as far as they are needed to rank them: all arrays (rows,)."""

    group: Ints
    item: Ints
    """Where the item's name stands among all, which are sorted."""
    count: Ints
    reference_count: Ints
    words: Ints
    reference_words: Ints
    overdispersion: Floats
    reference_overdispersion: Floats
    variation: Floats
    """Squared coefficient of variation of the item's rate between documents of a side."""
    g2: Floats
    p: Floats
    q: Floats
    lrc: Floats

    def __len__(self) -> int:
        return len(self.item)

    @property
    def cells(self) -> tuple[Ints, Ints, Ints, Ints]:
        """The table of two by two, as all measures take it."""
        return self.count, self.reference_count, self.words, self.reference_words

    @staticmethod
    def joined(parts: "Sequence[Rows]") -> "Rows":
        """Put rows below each other.

        Parameters
        ----------
        parts
            May be none.

        Returns
        -------
        Rows
            In the order given.
        """
        return Rows(
            **{
                column.name: np.concatenate(
                    [getattr(part, column.name) for part in parts] or [np.zeros(0, dtype=np.int64)]
                )
                for column in fields(Rows)
            }
        )


def strongest(own: Side, other: Side | Rest, *, group: int, limit: int, level: float) -> Rows:
    """Compare two bodies of text and keep the items that set them apart most.

    Parameters
    ----------
    own, other
        The group and what it is compared with.
    group
        The group's number.
    limit
        Rows at most.
    level
        Of intervals; for LRC it is corrected for the number of items (Bonferroni).

    Returns
    -------
    Rows
        By falling |LRC|, then |G2|, then by name. An item that the group lacks has one where at
        least five were to be expected. p is corrected over all items that either side has, before
        any are left out. No rows where a side is empty.
    """
    tests = _Tests.of(own, other)
    g2 = keyness.log_likelihood(tests.count, tests.reference_count, own.words, other.words)
    p = keyness.p_value(g2)
    q = keyness.false_discovery(p, times=tests.times)
    expected = (tests.count + tests.reference_count) * (own.words / max(own.words + other.words, 1))
    wanted = (tests.count > 0) | (expected >= ABSENT_EXPECTED)
    item, test = tests.items(wanted, own, other)
    strict = keyness.bonferroni_level(level, max(int(tests.times.sum()), 1))
    total = tests.count[test] + tests.reference_count[test]
    kept = _in_reach(total, g2[test], limit=limit, level=strict)
    item, test = item[kept], test[kept]
    mine, theirs = own.only(item), other.only(item)
    variation = _variation(own, other, item)
    phi, other_phi = (
        side.overdispersion(expected=_at_equal_rates(side, against), variation=variation)
        for side, against in ((mine, theirs), (theirs, mine))
    )
    lrc = keyness.lrc(
        mine.count,
        theirs.count,
        own.words,
        other.words,
        overdispersion=phi,
        reference_overdispersion=other_phi,
        level=strict,
    )
    best = np.lexsort((item, -np.abs(g2[test]), -np.abs(lrc)))[:limit]
    item, test = item[best], test[best]
    return Rows(
        group=np.full(len(item), group),
        item=item,
        count=mine.count[best],
        reference_count=theirs.count[best],
        words=np.full(len(item), own.words),
        reference_words=np.full(len(item), other.words),
        overdispersion=phi[best],
        reference_overdispersion=other_phi[best],
        variation=variation[best],
        g2=g2[test],
        p=p[test],
        q=q[test],
        lrc=lrc[best],
    )


def against_each(rows: Rows, counts: GroupCounts, *, level: float) -> Floats:
    """Compare each row's group with every other group, and keep the weakest difference.

    Only the group that has an item most of all, per word, or least of all can differ from each of
    the others in the same direction; and the others are tried from the one with the fewest words,
    whose interval is widest, so that few rows are left after the first.

    Parameters
    ----------
    rows
        The rows.
    counts
        All items in all groups.
    level
        Of intervals; corrected for the number of items.

    Returns
    -------
    ndarray of float64
        The LRC nearest to 0 of those against any single other group, where all have one sign; 0
        elsewhere: (rows,).
    """
    found = np.zeros(len(rows))
    sign = _extremes(rows, counts)
    at = np.flatnonzero(sign)
    found[at] = sign[at] * np.inf
    strict = keyness.bonferroni_level(level, max(counts.items, 1))
    for other in np.argsort(counts.words, kind="stable").tolist():
        if counts.words[other] == 0:
            continue
        side = counts.side(other)
        mine = at[rows.group[at] != other]
        theirs = side.only(rows.item[mine])
        lrc = keyness.lrc(
            rows.count[mine],
            theirs.count,
            rows.words[mine],
            side.words,
            overdispersion=rows.overdispersion[mine],
            reference_overdispersion=theirs.overdispersion(
                expected=(rows.count[mine] + theirs.count)
                * (side.words / (rows.words[mine] + side.words)),
                variation=rows.variation[mine],
            ),
            level=strict,
        )
        weakest = np.minimum(np.abs(found[mine]), np.maximum(lrc * sign[mine], 0))
        found[mine] = np.where(weakest > 0, sign[mine] * weakest, 0)
        at = at[found[at] != 0]
    return found


def table_of(
    rows: Rows,
    counts: GroupCounts,
    *,
    each: Floats,
    group_words: Ints,
    group_documents: Ints,
    options: Keyness,
    level: float,
) -> pd.DataFrame:
    """Make the columns from `count` on.

    Parameters
    ----------
    rows
        The rows.
    counts
        All items in all groups.
    each
        As `against_each` gives it: (rows,).
    group_words, group_documents
        Running words and documents of each group: (groups,).
    options
        The settings of keyness.
    level
        Of the log ratio's interval.

    Returns
    -------
    pandas.DataFrame
        In the order of the rows.
    """
    cells = rows.cells
    low, high = keyness.log_ratio_interval(
        *cells,
        overdispersion=rows.overdispersion,
        reference_overdispersion=rows.reference_overdispersion,
        level=level,
    )
    share = (rows.count + rows.reference_count) / (rows.words + rows.reference_words)
    entry = _entries(rows, counts)
    lacks = entry < 0
    return pd.DataFrame(
        {
            "count": rows.count,
            "reference_count": rows.reference_count,
            "words": rows.words,
            "reference_words": rows.reference_words,
            "rate": rows.count / rows.words * PER_WORDS,
            "reference_rate": rows.reference_count / rows.reference_words * PER_WORDS,
            "g2": rows.g2,
            "g2_two_cell": keyness.log_likelihood_two_cell(*cells),
            "g2_williams": keyness.log_likelihood_williams(*cells),
            "chi_squared": keyness.chi_squared(*cells),
            "chi_squared_yates": keyness.chi_squared(*cells, correction="yates"),
            "fisher_p": _fisher_of_small(rows),
            "p": rows.p,
            "q": rows.q,
            "log_ratio": keyness.log_ratio(*cells),
            "log_ratio_low": low,
            "log_ratio_high": high,
            "lrc": rows.lrc,
            "lrc_each": each,
            "percent_diff": _finite(keyness.percent_diff(*cells)),
            "odds_ratio": _finite(keyness.odds_ratio(*cells)),
            "simple_maths": keyness.simple_maths(*cells, k=options.simple_maths_k),
            "bic": keyness.bic(rows.g2, rows.words, rows.reference_words),
            "log_odds_z": keyness.log_odds_z(
                *cells, share * options.prior_words, weight=options.prior_words
            ),
            "documents": np.where(lacks, 0, counts.documents[entry]) if len(rows) else entry,
            "dp": np.where(lacks, np.nan, counts.dp[entry]) if len(rows) else rows.p,
            "rests_on": _rests_on(rows, counts, entry, group_words, group_documents),
        }
    )


def _in_reach(total: Ints, g2: Floats, *, limit: int, level: float) -> Ints:
    """The items that may have an LRC, or are among the first by G2 if not enough have one."""
    size, last = np.abs(g2), len(g2) - limit
    least = keyness.least_clear_g2(total.max(initial=1), level=level)
    if last > 0:
        least = np.minimum(least, np.partition(size, last)[last])
    return np.flatnonzero(size >= least) if last > 0 else np.arange(len(g2))


def _variation(own: Side, other: Side | Rest, items: Ints) -> Floats:
    """How much each item's rate varies between the documents of one side."""
    several = [side for side in (own, other) if side.documents > 1]
    if not several:
        return np.zeros(len(items))
    if isinstance(other, Rest):
        shared = class_sums(*_over_documents([side.only(own.item) for side in several]))
        sums = shared + other.class_sums_beyond()
    else:
        both = np.union1d(own.item, other.item)
        sums = class_sums(*_over_documents([side.only(both) for side in several]))
    return squared_variation(*_over_documents([side.only(items) for side in several]), sums=sums)


def _over_documents(
    sides: Sequence[Side],
) -> tuple[list[Ints], list[Floats], list[int], list[float]]:
    """What the functions of `document_variation` take of the sides that have several documents."""
    return (
        [side.count for side in sides],
        [side.document_chi_squared for side in sides],
        [side.documents for side in sides],
        [side.concentration for side in sides],
    )


def _at_equal_rates(side: Side, other: Side) -> Floats:
    """Occurrences that one side would have if both had the same rate."""
    both: Floats = (side.count + other.count).astype(np.float64)
    return both * (side.words / max(side.words + other.words, 1))


@dataclass(frozen=True)
class _Tests:
    """The comparisons of all items, those of items that the group lacks put together by count."""

    own: Ints
    """The items that the group has; their tests come first."""
    count: Ints
    reference_count: Ints
    times: Ints
    """How many items each test stands for."""

    @staticmethod
    def of(own: Side, other: Side | Rest) -> "_Tests":
        """Collect the tests of all items that a side has; none where a side is empty."""
        if not own.words or not other.words:
            return _Tests(_NOTHING, _NOTHING, _NOTHING, _NOTHING)
        there = own.count > 0
        has = own.item[there]
        absent, times = other.counts_beyond(own)
        return _Tests(
            own=has,
            count=np.concatenate([own.count[there], np.zeros_like(absent)]),
            reference_count=np.concatenate([other.counts_of(has), absent]),
            times=np.concatenate([np.ones_like(has), times]),
        )

    def items(
        self, wanted: npt.NDArray[np.bool_], own: Side, other: Side | Rest
    ) -> tuple[Ints, Ints]:
        """The items of some tests, and which test is each one's."""
        first = len(self.own)
        absent = self.reference_count[first:][wanted[first:]]
        item = other.at_least(int(absent[0]), own) if len(absent) else _NOTHING
        lacked = other.counts_of(item)
        test = first + np.searchsorted(self.reference_count[first:], lacked)
        mine = np.flatnonzero(wanted[:first])
        return np.concatenate([self.own[mine], item]), np.concatenate([mine, test])


def _extremes(rows: Rows, counts: GroupCounts) -> Ints:
    """1 where a row's group has the highest rate of all groups, alone; -1 the lowest; else 0."""
    high, low = np.zeros((2, counts.items)), np.full((2, counts.items), np.inf)
    groups = np.flatnonzero(counts.words)
    for group in groups.tolist():
        entries = slice(counts.bounds[group], counts.bounds[group + 1])
        item, rate = counts.item[entries], counts.count[entries] / counts.words[group]
        high[1, item] = np.maximum(high[1, item], np.minimum(high[0, item], rate))
        high[0, item] = np.maximum(high[0, item], rate)
        low[1, item] = np.minimum(low[1, item], np.maximum(low[0, item], rate))
        low[0, item] = np.minimum(low[0, item], rate)
    lacking = len(groups) - np.bincount(counts.item, minlength=counts.items)
    low[1] = np.where(lacking > 0, np.where(lacking > 1, 0, low[0]), low[1])
    low[0] = np.where(lacking > 0, 0, low[0])
    own = rows.count / rows.words
    highest = (own == high[0, rows.item]) & (own > high[1, rows.item])
    lowest = (own == low[0, rows.item]) & (own < low[1, rows.item])
    return np.where(highest, 1, np.where(lowest, -1, 0))


def _entries(rows: Rows, counts: GroupCounts) -> Ints:
    """Where each row's group and item stand among the groups' counts, -1 where nowhere."""
    entry = np.full(len(rows), -1, dtype=np.int64)
    edges = np.flatnonzero(np.diff(rows.group, prepend=-1, append=-1))
    for start, end in zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True):
        entry[start:end] = counts.entries(int(rows.group[start]), rows.item[start:end])
    return entry


def _fisher_of_small(rows: Rows) -> Floats:
    """Fisher's p where one of the four expected counts is small."""
    item, total = rows.count + rows.reference_count, rows.words + rows.reference_words
    rarer = np.minimum(item, total - item) / total
    small = rarer * np.minimum(rows.words, rows.reference_words) < FISHER_EXPECTED
    p = np.full(len(rows), np.nan)
    p[small] = keyness.fisher_exact(*(part[small] for part in rows.cells))
    return p


def _rests_on(
    rows: Rows, counts: GroupCounts, entry: Ints, group_words: Ints, group_documents: Ints
) -> npt.NDArray[np.object_]:
    """Mark the items that a group owes to one of its documents, or to one passage."""
    marks = np.full(len(rows), "", dtype=object)
    at = np.flatnonzero(entry >= 0)
    own, group, count = entry[at], rows.group[at], rows.count[at]
    several = group_documents[group] > 1
    marks[at[several & (counts.in_document[own] >= DOCUMENT_SHARE * count)]] = ONE_DOCUMENT
    long = group_words[group] >= PASSAGES * PASSAGE_WORDS
    close = counts.in_passage[own] >= PASSAGE_SHARE * count
    marks[at[long & close & (count >= PASSAGE_COUNT)]] = ONE_PASSAGE
    return marks


def _finite(values: Floats) -> Floats:
    return np.where(np.isfinite(values), values, np.nan)
