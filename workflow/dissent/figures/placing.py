"""Where names can stand beside points so that none covers another."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

Point = tuple[float, float]
POINT = 6.0
LED_FROM = 12.0
"""From this distance on a line leads from a point to its name."""
STEP = 4.0
ROUNDS = 8
"""So often those without a place are put first and all is tried anew."""
RINGS = (7.0, 16.0, 28.0, 40.0, 52.0, 64.0, 80.0, 100.0)
# Right, left, above, below, then between these; a full turn is 2.
TURNS = (0.0, 1.0, 0.5, 1.5, 0.25, 0.75, 1.75, 1.25, *(eighth / 8 for eighth in range(1, 16, 2)))


@dataclass(frozen=True)
class Box:
    """A rectangle in pixels from the upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    def anchor(self, x: float, y: float) -> tuple[str, tuple[float, float]]:
        """How a text in it is aligned, and where, so that it stands close to a point outside."""
        middle = (self.top + self.bottom) / 2
        if x <= self.left:
            return "left", (self.left, middle)
        if x >= self.right:
            return "right", (self.right, middle)
        return "center", ((self.left + self.right) / 2, middle)

    def meets(self, other: "Box") -> bool:
        """Whether the two have a pixel in common."""
        across = self.left < other.right and other.left < self.right
        return across and self.top < other.bottom and other.top < self.bottom

    def holds(self, point: Point) -> bool:
        """Whether a point lies in it."""
        return self.left < point[0] < self.right and self.top < point[1] < self.bottom

    def nearest(self, x: float, y: float) -> tuple[float, float]:
        """The point of it that is nearest to a point outside."""
        return min(max(x, self.left), self.right), min(max(y, self.top), self.bottom)


def place_names(
    points: Sequence[Point],
    sizes: Sequence[tuple[float, float]],
    *,
    width: float,
    height: float,
    rings: Sequence[int],
) -> list[Box | None]:
    """Find a place for the name of each point, those that may go far and are crowded first.

    Parameters
    ----------
    points
        x and y in pixels, from the upper left corner.
    sizes
        Width and height of each name.
    width, height
        Of the panel in pixels.
    rings
        How far from its point each name may stand: in the first of so many `RINGS` where it fits;
        0 for no name.

    Returns
    -------
    list of Box or None
        None where nothing is free. No box, and no straight way to it from its point, meets another
        box, another way, a point, or the panel's edge.
    """
    order = _crowded_first(points, rings)
    best: list[Box | None] = [None] * len(points)
    for _ in range(ROUNDS):
        found = _in_order(order, points, sizes, width, height, rings)
        if sum(box is not None for box in found) > sum(box is not None for box in best):
            best = found
        without = [place for place in order if found[place] is None]
        if not without:
            break
        order = without + [place for place in order if found[place] is not None]
    return best


def _in_order(
    order: Sequence[int],
    points: Sequence[Point],
    sizes: Sequence[tuple[float, float]],
    width: float,
    height: float,
    rings: Sequence[int],
) -> list[Box | None]:
    """Give each point's name the first place that is free."""
    marks = [Box(x - POINT, y - POINT, x + POINT, y + POINT) for x, y in points]
    taken: list[Box] = []
    ways: list[Point] = []
    found: list[Box | None] = [None] * len(points)
    for place in order:
        others = [*taken, *(mark for other, mark in enumerate(marks) if other != place)]
        free = (
            box
            for ring in RINGS[: rings[place]]
            for turn in TURNS
            for box in [_beside(points[place], sizes[place], ring, turn)]
            if box.left >= 0 and box.top >= 0 and box.right <= width and box.bottom <= height
            if not any(box.meets(other) for other in others)
            if not any(box.holds(step) for step in ways)
            if _free(_way(points[place], box), others, ways)
        )
        box = next(free, None)
        if box:
            taken.append(box)
            ways += _way(points[place], box)
        found[place] = box
    return found


def _crowded_first(points: Sequence[Point], rings: Sequence[int]) -> list[int]:
    """Places of the points: those whose names may go far, by the distance to the next point."""
    near = [
        min((math.dist(point, other) for at, other in enumerate(points) if at != place), default=0)
        for place, point in enumerate(points)
    ]
    named = [place for place, reach in enumerate(rings) if reach]
    return sorted(named, key=lambda place: (-rings[place], near[place], place))


def _free(way: Sequence[Point], boxes: Sequence[Box], ways: Sequence[Point]) -> bool:
    """Whether a way meets no box and crosses no other way."""
    return not any(
        any(box.holds(step) for box in boxes)
        or any(math.dist(step, other) < STEP for other in ways)
        for step in way
    )


def _way(point: Point, box: Box) -> list[Point]:
    """Steps on the straight way from a point to a box; none where the two are side by side."""
    end = box.nearest(*point)
    steps = math.ceil(math.dist(point, end) / STEP)
    if math.dist(point, end) <= LED_FROM:
        return []
    across, down = (end[0] - point[0]) / steps, (end[1] - point[1]) / steps
    return [(point[0] + across * step, point[1] + down * step) for step in range(1, steps)]


def _beside(point: Point, size: tuple[float, float], ring: float, turn: float) -> Box:
    """A box whose nearest edge is so far from a point, in that direction."""
    step_x, step_y = math.cos(turn * math.pi), -math.sin(turn * math.pi)
    x = point[0] + step_x * ring + math.copysign(size[0] / 2, step_x) * (abs(step_x) > 0.1)
    y = point[1] + step_y * ring + math.copysign(size[1] / 2, step_y) * (abs(step_y) > 0.1)
    return Box(x - size[0] / 2, y - size[1] / 2, x + size[0] / 2, y + size[1] / 2)
