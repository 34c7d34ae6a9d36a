"""Labels: they never touch one another or a mark, take a leader or a shorter form, or leave."""

from itertools import combinations

import numpy as np
import pytest
from shapely import box
from shapely.geometry import LineString, Point

from helpers.show import placement
from helpers.show.placement import GAP, MM, Label

FRAME = box(0, 0, 300, 200)


def crowd(count):
    spots = np.random.default_rng(3).uniform((10, 10), (290, 190), (count, 2))
    return [Label(tuple(at), (f"Place {number}", "second line")) for number, at in enumerate(spots)]


@pytest.mark.parametrize("count", [1, 30, 120])
def test_labels_keep_a_millimetre_apart_and_inside_the_frame(count):
    placed = placement.place(crowd(count), FRAME)
    assert placed
    assert all(FRAME.contains(one.box) for one in placed)
    for one, other in combinations(placed, 2):
        assert one.box.distance(other.box) >= GAP * MM * 0.97


def test_a_label_without_room_takes_its_shorter_form_then_leaves():
    narrow = box(0, 0, 60, 30)
    long = Label((5, 15), ("A very long name that does not fit",), short=("Short",))
    assert [one.lines for one in placement.place([long], narrow)] == [("Short",)]
    assert placement.place([Label((5, 15), ("A very long name that does not fit",))], narrow) == []


def test_a_label_shut_in_takes_a_leader():
    ring = Point(150, 100).buffer(25).boundary.buffer(6)
    wall = ring.difference(box(150, 98, 200, 102))
    (one,) = placement.place([Label((150, 100), ("Enclosed place",))], FRAME, taken=[wall])
    assert one.leader is not None and not one.box.intersects(wall)


def test_no_label_stands_on_a_barred_line_or_on_a_mark():
    road, mark = LineString([(0, 100), (300, 100)]).buffer(2), box(140, 95, 160, 105)
    placed = placement.place([Label((150, 100), ("Bridge",), reach=10)], FRAME, taken=[mark], barred=[road])
    assert len(placed) == 1
    assert not placed[0].box.intersects(road) and not placed[0].box.intersects(mark)


def test_letters_are_measured_in_the_chart_face():
    assert placement.width("mm", 8) == pytest.approx(2 * placement.width("m", 8), rel=0.1)
    assert placement.width("Map", 8, "bold") > placement.width("Map", 8)
    assert placement.width("", 8) == 0


def test_a_name_of_several_lines_is_level_with_its_point_or_has_a_leader():
    pole = box(155, 0, 300, 98)  # no room to the right of the point but above it
    for taken in ([], [pole]):
        (one,) = placement.place([Label((150, 100), ("High Pass", "open in summer"))], FRAME, taken=taken)
        middle = one.corner[1] + one.extent[1] - one.label.size * placement.LEADING / 2
        assert one.leader or middle == pytest.approx(100) or one.align == "center"
