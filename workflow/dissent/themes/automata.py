"""Arithmetic on patterns: which tokens every span needs, and where its paths go on."""

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from dissent.themes.patterns import Pattern, positions

Masks = npt.NDArray[np.uint64]


class Paths:
    """The paths through a pattern, counted; positions only ever lead to later ones."""

    def __init__(self, pattern: Pattern) -> None:
        size = len(pattern.conditions)
        self.pattern = pattern
        self.nearest = [0 if pattern.first >> n & 1 else size for n in range(size)]
        self.farthest = [0] * size
        ways_to = [pattern.first >> n & 1 for n in range(size)]
        ways_on = [0] * size
        for place in range(size):
            for following in positions(pattern.follow[place]):
                ways_to[following] += ways_to[place]
                self.nearest[following] = min(self.nearest[following], self.nearest[place] + 1)
                self.farthest[following] = max(self.farthest[following], self.farthest[place] + 1)
        for place in reversed(range(size)):
            ways_on[place] = pattern.last >> place & 1
            ways_on[place] += sum(
                ways_on[following] for following in positions(pattern.follow[place])
            )
        paths = sum(ways_on[place] for place in positions(pattern.first))
        self.needed = [place for place in range(size) if ways_to[place] * ways_on[place] == paths]

    def cuts(self) -> Iterator[tuple[int, int, int]]:
        """Sets of positions of which every path has one, with their distances from the start."""
        for place in self.needed:
            yield 1 << place, self.nearest[place], self.farthest[place]
        last = list(positions(self.pattern.last))
        if len(last) > 1:
            nearest = min(self.nearest[place] for place in last)
            yield self.pattern.last, nearest, max(self.farthest[place] for place in last)


class Successors:
    """The positions that may come after sets of positions, looked up a byte of each at a time."""

    def __init__(self, pattern: Pattern) -> None:
        self.follow = pattern.follow
        self.tables: list[Masks] = []

    def of(self, bits: int) -> int:
        """The positions after any of a single set."""
        after = 0
        for position in positions(bits):
            after |= self.follow[position]
        return after

    def after(self, reached: Masks) -> Masks:
        """The positions after each of many sets."""
        if not self.tables:
            self.tables = [self._table(low) for low in range(0, len(self.follow), 8)]
        if len(self.tables) == 1:
            return self.tables[0][reached.astype(np.intp)]
        after = np.zeros(len(reached), dtype=np.uint64)
        for number, table in enumerate(self.tables):
            byte = (reached >> np.uint64(8 * number)) & np.uint64(255)
            after |= table[byte.astype(np.intp)]
        return after

    def _table(self, low: int) -> Masks:
        table = np.zeros(1, dtype=np.uint64)
        for follow in self.follow[low : low + 8]:
            table = np.concatenate([table, table | np.uint64(follow)])
        return table
