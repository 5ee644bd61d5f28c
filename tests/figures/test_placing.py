"""Names beside points: none covers another, and few points are all named."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dissent.figures.placing import RINGS, place_names

inside = st.tuples(st.integers(0, 600), st.integers(0, 400))


def placed(points, *, width=90, rings=1):
    sizes = [(width, 12)] * len(points)
    return place_names(points, sizes, width=600, height=400, rings=[rings] * len(points))


@settings(max_examples=60, deadline=None)
@given(points=st.lists(inside, max_size=30, unique=True), rings=st.sampled_from([1, 3, len(RINGS)]))
def test_no_name_covers_another_name_a_point_or_the_edge(points, rings):
    boxes = placed(points, rings=rings)
    shown = [box for box in boxes if box]
    assert not any(one.meets(other) for one, other in combinations(shown, 2))
    assert not any(box.holds(point) for box in shown for point in points)
    assert all(box.left >= 0 and box.right <= 600 for box in shown)
    assert all(box.top >= 0 and box.bottom <= 400 for box in shown)


def test_a_name_stands_right_of_its_point_or_left_at_the_right_edge():
    middle, edge = placed([(300, 200), (590, 100)])
    assert middle.left == 307
    assert edge.right == 583
    assert middle.anchor(300, 200) == ("left", (307, 200))
    assert edge.anchor(590, 100) == ("right", (583, 100))


def test_fifteen_crowded_points_are_all_named():
    points = [(180 + 60 * (number % 5), 160 + 24 * (number // 5)) for number in range(15)]
    assert all(placed(points, rings=len(RINGS)))
    assert not all(placed(points, rings=1))


@pytest.mark.parametrize("points", [[], [(20, 20)]])
def test_without_neighbours_there_is_room(points):
    assert all(placed(points))


def test_a_name_that_is_not_wanted_takes_no_room():
    boxes = place_names(
        [(300, 200), (300, 210)], [(90, 12)] * 2, width=600, height=400, rings=[0, 1]
    )
    assert boxes[0] is None
    assert boxes[1].left == 307
