"""Drawings that grow downwards: texts broken to their width, and the same drawing of one row, of 2,000, of long names."""

import pytest

from chapters.connectivity.made import chapter_of, member, milestone, project
from chapters.timeline.meetings import coming, event, promise, timeline
from helpers.show.board import Board, broken
from helpers.show.placement import MM, width
from show.drawn import faults

LONG = [
    "Строительство железнодорожной линии и электропередачи через перевал",
    "Εγκαινιάζεται η σιδηροδρομική γραμμή διά των ορέων",
    "Łączność kolejowa przez przełęcz, ťažká železničná trať, Ağaçsız dağ geçidi",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenbandfabrikationsgenehmigungsverfahren",
]


@pytest.mark.parametrize("text", LONG)
@pytest.mark.parametrize("wide", [12, 30, 60])
def test_a_text_is_broken_to_its_width_and_loses_nothing(text, wide):
    rows = broken(text, wide)
    assert "".join("".join(rows).split()) == "".join(text.split())
    assert all(width(row, 8.0) / MM <= wide for row in rows)


def test_what_does_not_fit_ends_in_an_ellipsis():
    rows = broken("one two three four five six seven", 12, lines=2)
    assert len(rows) == 2 and rows[-1].endswith(" …") and width(rows[-1], 8.0) / MM <= 12


def test_source_numbers_stand_behind_the_text_and_move_to_the_next_line_whole():
    board = Board(40)
    board.write(0, 0, "a text that nearly fills its line", 40, cited="[123]\u00a0[456]")
    assert "[123]\u00a0[456]" in [text.get_text() for text in board.axes.texts]


def both(exhibit):
    return [one for figure in (exhibit.drawing, exhibit.narrow()) for one in faults(figure)]


@pytest.mark.parametrize("n", [1, 2000])
def test_promises_events_and_dates_draw_from_one_row_to_two_thousand(tmp_path, n):
    promises = [
        promise(
            k, f"{2000 + k % 20}", f"{2005 + k % 25}" if k % 2 else "", what=f"{LONG[k % 4]} {k}", programme=f"P{k}"
        )
        for k in range(1, n + 1)
    ]
    events = [event(k, f"{1992 + k % 33}-0{1 + k % 9}-11") for k in range(1, n + 1)]
    dates = [coming(k, f"2026-{1 + k % 12:02d}-{1 + k % 28:02d}", f"{LONG[k % 4]} {k}") for k in range(1, n + 1)]
    chapter = timeline(tmp_path, promises=promises, events=events, scheduled=dates)
    for name in ("promise-ladder", "calendar", "lanes"):
        drawn = chapter.draw(name)
        assert both(drawn) == [], name
        assert drawn.drawing.get_figheight() * 25.4 < 230, name  # it stays within a page
        assert told(drawn), name


def told(exhibit) -> bool:
    """Whether marks tell rows of the exhibit in words, inside the drawing, at both widths."""
    payload = exhibit.payload()
    for figure, marks in ((exhibit.drawing, payload["marks"]), (exhibit.narrow(), payload["marks_narrow"])):
        wide, high = figure.get_size_inches() * 72
        for x, y, row, text, right in marks:
            assert 0 <= x <= right <= wide + 1 and 0 <= y <= high and len(text.split(" · ")) > 1, text
            named = exhibit.data.iloc[row if isinstance(row, list) else [row]]
            keys = {"what", "step", "title"} & set(named)
            assert any(str(value) in text for key in keys for value in named[key]), text
    return bool(payload["marks"] and payload["marks_narrow"])


@pytest.mark.parametrize("n", [1, 700])
def test_the_sheet_of_a_programme_holds_one_row_and_many(tmp_path, n):
    figures = [project(1, "Line", LONG[0], "cost_usd", 3e12, "USD", "2016")]
    figures += [project(k, "Line", f"{LONG[k % 4]} {k}", "financing_usd", k, "USD", "2019") for k in range(2, n)]
    figures += [project(n + k, "Line", f"{LONG[k % 4]} {k}", "count", k, "permits", "2019") for k in range(1, n)]
    dates = [
        milestone(k, "Line", f"{LONG[k % 4]} {k}", "target-completion", f"{2010 + k % 20}", f"{2000 + k % 10}")
        for k in range(1, n + 1)
    ]
    dates += [milestone(9000 + k, "Line", "whole", "target-completion", f"{2010 + k}", f"20{10 + k}") for k in range(5)]
    parties = [member("Line", code, LONG[3]) for code in ("PAK", "KAZ")]
    chapter = chapter_of(tmp_path, programme_memberships=parties, projects=figures, milestones=dates)
    drawn = chapter.draw("programme-sheet")
    assert both(drawn) == [] and drawn.drawing.get_figheight() * 25.4 < 230
    assert told(drawn)
