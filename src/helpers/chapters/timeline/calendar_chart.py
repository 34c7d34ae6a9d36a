"""The months ahead as a strip: a flag for a day, a dotted span for a promise or a meeting without a day."""

from datetime import date
from itertools import groupby

import pandas as pd
from matplotlib.figure import Figure

from helpers.chapters.timeline.frames.calendar import MONTHS_AHEAD
from helpers.edition import Edition
from helpers.finding import number, when
from helpers.periods import period
from helpers.show import style
from helpers.show.board import LINE, ROW_GAP, SIZE, Board, cites
from helpers.show.placement import MM, width
from helpers.words.formats import short
from helpers.words.say import phrase

CHART = "exhibit-timeline-calendar"
MOST = 9  # facts that are drawn, the nearest; the others are in the CSV
EDGE = 1.6  # mm between a stem and its words


def draw(edition: Edition, data: pd.DataFrame, wide: float = 170.0) -> Figure:
    """Rows of the calendar with ``when`` and ``step`` in words, over the months from the edition's on."""
    board = Board(wide)
    months = pd.period_range(pd.Timestamp(edition.as_of), periods=MONTHS_AHEAD + 1, freq="M")
    begin, box = months[0].start_time.date(), wide / len(months)

    def at(day: date) -> float:
        whole = (day.year - begin.year) * 12 + day.month - begin.month
        return min(wide, max(0.0, box * (whole + (day.day - 1) / pd.Timestamp(day).days_in_month)))

    shown = data.head(MOST).assign(place=range(min(MOST, len(data)))).to_dict("records")
    spans = [period(row["date"]) for row in shown]
    flags = [(row, span.start) for row, span in zip(shown, spans, strict=True) if span.kind == "day"]
    stems = [(_flag(edition, board, row, at(day)), at(day)) for row, day in flags]
    strip = board.y + 1.5
    for top, x in stems:
        board.stem(x, top, strip, "ink", linewidth=0.7)
        board.dot(x, strip, size=1.7)
    _months(board, months, box, strip)
    free = [(span.start, _last(row), row) for row, span in zip(shown, spans, strict=True) if span.kind != "day"]
    for ends, rows in groupby(sorted(free, key=lambda one: one[:2]), key=lambda one: one[:2]):
        beyond = ends[1] if ends[1] > months[-1].end_time.date() else None
        _open(edition, board, [row for *_, row in rows], at(ends[0]), at(ends[1]), beyond)
    if len(data) > MOST:
        more = phrase(CHART, "label-more", edition, rest=number(len(data) - MOST, "dates"))
        board.y += board.write(0, board.y, more, wide, role="muted")
    return board.done()


def _last(row: dict) -> date:
    """The last day that any of its sources gives it."""
    return max(period(text).end for text in [row["date"], *filter(None, row["also"].split(";"))])


def _flag(edition: Edition, board: Board, row: dict, x: float) -> float:
    """The words of a day, right of its stem or left of it where there is more room; returns where the stem begins."""
    top, to_right = board.y + LINE / 2, x < board.wide / 2
    board.tell(row["place"], x, x, top, f"{short(row['date'])} · {row['step']}")
    text, cited = row["step"], cites(edition.sources_of(row["row_ids"]))
    day = short(row["date"])
    room = (board.wide - x if to_right else x) - EDGE
    inset = width(day, SIZE, "bold") / MM + 1.6
    if to_right and room - inset > 50:
        board.write(x + EDGE, board.y, day, room, bold=True)
        high = board.write(x + EDGE + inset, board.y, text, room - inset, cited=cited)
    else:
        look = {"align": "left" if to_right else "right"}
        place = x + EDGE if to_right else x - EDGE
        high = board.write(place, board.y, day, room, bold=True, **look)
        high += board.write(place, board.y + high, text, room, cited=cited, **look)
    board.axes.plot([x, x + (0.9 if to_right else -0.9)], [top, top], color=style.colour("ink"), linewidth=0.7)
    board.y += high + ROW_GAP
    return top


def _months(board: Board, months: pd.PeriodIndex, box: float, top: float) -> None:
    high = LINE + 0.6
    for place, month in enumerate(months):
        board.bar(place * box + 0.25, (place + 1) * box - 0.25, top + high / 2, "seq-1", high)
        name = month.strftime("%b")[: 3 if box > 6.5 else 1]
        board.write((place + 0.5) * box, top + 0.4, name, box, align="center", role="muted")
        if place == 0 or month.month == 1:
            board.stem(place * box, top, top + high + LINE, "ink", linewidth=0.8)
            if place or months[0].month < 12:
                board.write(place * box + 0.8, top + high + 0.2, f"{month.year}", 12, bold=True)
    board.y = top + high + LINE + 1.4


def _open(
    edition: Edition, board: Board, rows: list[dict], left: float, right: float, beyond: date | None = None
) -> None:
    """What has no day: a dotted line from the first to the last day that it may be, and its words under it.

    A line that goes on ``beyond`` the months drawn ends in an arrow, and its last day is named.
    """
    if not rows:
        return
    board.rule(board.y + 0.5, left, right, "ink", linestyle=":", linewidth=1.0)
    for x in (left, right)[: 1 if beyond else 2]:
        board.stem(x, board.y - 0.3, board.y + 1.3, "ink", linewidth=0.8)
    if beyond:
        board.dot(right - 0.7, board.y + 0.5, marker=">", size=1.6)
    board.y += 1.4
    if beyond:
        until = phrase(CHART, "label-until", edition, day=when(beyond.isoformat()))
        board.write(board.wide, board.y, until, 30, align="right", role="muted")
    place, align, room = (left, "left", board.wide - left) if left < board.wide / 2 else (right, "right", right)
    inset = width(f"{rows[0]['when']}:", SIZE, "bold") / MM + 2.0 if align == "left" else 0.0
    if inset:
        board.write(place, board.y, f"{rows[0]['when']}:", room, bold=True)
    for row in rows:
        board.tell(row["place"], left, right, board.y + LINE / 2, f"{row['when']} · {row['step']}")
        text = row["step"] if inset else f"{row['when']}: {row['step']}"
        cited = cites(edition.sources_of(row["row_ids"]))
        board.y += board.write(place + inset, board.y, text, room - inset, cited=cited, align=align)
    board.y += 0.4
