"""Pages planned from heights: nothing is lost, parted from its heading or moved out of its chapter, and pages are full."""

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.publish.pagination import BLANK, Pages

HEIGHT = 254.0
GAPS = {"text": (2, 2), "aside": (2, 2), "heading": (5, 2), "figure": (5, 5), "table": (5, 5), "small": (3, 3)}
GAPS |= {"chapter": (9, 2), "break": (0, 0)}
LINES = {"text": (2.4, 4.4), "aside": (2.0, 3.4), "small": (1.8, 3.0)}
ROW = 5.0


def item(kind, high=3.0, name="", level=0, **more):
    return {"kind": kind, "high": high, "name": name, "level": level, "own": False, **more}


def text(lines):
    return item("text", 2.4 + 4.4 * (lines - 1))


def figure(high, name):
    return item("figure", high, name)


def table(rows, name, total=0):
    told = {"rows": rows, "total": total or rows, "tall": [ROW] * (total or rows), "heads": 4.0, "again": 0.0}
    return item("table", 20 + ROW * rows, name, foot=6.0, cut=6.0, **told)


def pages(*items):
    items = [item("chapter"), *items, item("small"), item("chapter")]
    return Pages({"height": HEIGHT, "gaps": GAPS, "lines": LINES, "items": items})


def sheets(planned):
    """The steps between two turns."""
    found = [[]]
    for step in planned.plan:
        if "turn" in step:
            found.append([])
        else:
            found[-1].append(step)
    return found


def height(planned, steps):
    """How high the steps stand on each other, in mm."""
    items = [(planned.items[step["item"]], step) for step in steps]
    own = sum(
        one["high"] + (sum(one["tall"][: step["rows"]]) - sum(one["tall"][: one["rows"]]) if "tall" in one else 0)
        for one, step in items
    )
    between = (
        max(GAPS[one["kind"]][1], GAPS[two["kind"]][0]) + step["extra"] for (one, _), (two, step) in pairwise(items)
    )
    return own + sum(between)


def test_text_goes_on_while_a_large_figure_waits():
    planned = pages(item("heading"), text(40), figure(200, "a.large"), text(20), text(30))
    assert [step["item"] for step in planned.plan if "item" in step] == [0, 1, 2, 4, 3, 5, 6, 7]


def test_a_section_that_is_an_exhibit_stands_behind_the_next_one_and_the_numbers_follow():
    large = (item("heading"), figure(180, "a.large"))
    planned = pages(item("heading"), text(30), *large, item("heading"), text(4), figure(60, "a.small"), text(30))
    assert planned.order == ["a.small", "a.large"]
    order = [step["item"] for step in planned.plan if "item" in step]
    assert order.index(3) + 1 == order.index(4)


def test_a_table_takes_more_of_its_rows_where_room_is_left():
    planned = pages(item("heading"), text(20), table(8, "a.rows", total=40), figure(150, "a.large"))
    rows = next(step["rows"] for step in planned.plan if step.get("item") == 3)
    assert 8 < rows <= 40
    assert HEIGHT - ROW - 2 <= height(planned, sheets(planned)[0]) <= HEIGHT


def test_a_table_is_cut_only_if_it_must_be():
    cut = pages(item("heading"), text(20), table(90, "a.long"))
    assert next(step["begins"] for step in cut.plan if step.get("item") == 3)
    whole = pages(item("heading"), text(20), table(12, "a.short"), text(60))
    assert not any(step.get("begins") for step in whole.plan)


def test_an_exhibit_of_an_own_cell_stays_where_the_cell_is():
    planned = pages(text(45), figure(100, "own.1") | {"own": True}, text(20))
    order = [step["item"] for step in planned.plan if "item" in step]
    assert order == sorted(order)


PARTS = st.lists(
    st.one_of(
        st.builds(lambda lines: [text(lines)], st.integers(1, 20)),
        st.builds(lambda high: [figure(high, "figure")], st.integers(20, 225)),
        st.builds(lambda rows, more: [table(rows, "table", rows + more)], st.integers(1, 60), st.integers(0, 20)),
        st.builds(lambda high: [item("heading", level=2), figure(high, "figure")], st.integers(20, 225)),
        st.builds(lambda lines: [item("heading", level=2), item("aside", 5.4), text(lines)], st.integers(2, 20)),
        st.builds(lambda high: [item("heading", level=3), figure(high, "figure"), text(3)], st.integers(20, 200)),
        st.just([item("small"), item("chapter")]),
    ),
    max_size=25,
)


@settings(max_examples=40)
@given(PARTS)
def test_whatever_the_chapters_hold_each_item_is_set_once_in_its_chapter_under_its_heading(parts):
    planned = pages(item("heading"), text(5), *(one for part in parts for one in part))
    order = [step["item"] for step in planned.plan if "item" in step]
    assert sorted(order) == list(range(len(planned.items)))
    kinds = [one["kind"] for one in planned.items]
    chapters = [place for place, kind in enumerate(kinds) if kind == "chapter"]
    for begin, end in pairwise(chapters):
        assert set(order[begin:end]) == set(range(begin, end))
    texts = [place for place in order if kinds[place] not in ("figure", "table", "heading", "aside")]
    assert texts == sorted(texts)
    for place, kind in enumerate(kinds):
        if kind == "heading" and kinds[place + 1] not in ("figure", "table"):
            assert order.index(place) + 1 == order.index(place + 1)
    for steps in sheets(planned):
        assert steps
        last = kinds[steps[-1]["item"]]
        assert last != "heading" or steps is sheets(planned)[-1]
        if not any(kinds[step["item"]] in LINES or step["begins"] for step in steps):
            assert height(planned, steps) <= HEIGHT + 3 * len(steps)


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(3, 9), st.integers(40, 170), st.integers(8, 16)), min_size=2, max_size=9))
def test_where_text_stands_beside_the_exhibits_no_page_is_more_than_an_eighth_blank(sections):
    parts = [
        (item("heading", level=2), text(above), figure(high, f"a.{place}"), text(below), text(below))
        for place, (above, high, below) in enumerate(sections)
    ]
    planned = pages(*(one for part in parts for one in part))
    for steps in sheets(planned)[:-1]:
        used = height(planned, steps)
        assert used > HEIGHT or used >= HEIGHT * (1 - BLANK) - 1 or steps[-1]["item"] >= len(planned.items) - 2
