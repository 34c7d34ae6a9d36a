"""The sheet of a programme as a drawing: who is in it, who pays, what it carries, and what was promised of each part."""

from collections.abc import Callable

import pandas as pd
from matplotlib.figure import Figure

from helpers.edition import Edition
from helpers.finding import number
from helpers.periods import period
from helpers.show import style
from helpers.show.board import LINE, ROW_GAP, Board, cites, middle, years
from helpers.words.formats import label, rounded
from helpers.words.formats import number as written
from helpers.words.say import phrase

CHART = "exhibit-connectivity-programme-sheet"
GUTTER = 8.0  # mm between two columns
BAR = 20.0  # mm of the longest bar of a column
TOLD = 27.0  # mm for a value beside its bar
LEAST_BAR = 0.01  # of the longest: values further apart have no common scale
MOST = {"parties": 8, "money": 8, "sizes": 3, "dates": 8}  # rows of a panel; the rest is in the CSV and the tables
NARROW = 120.0


def draw(edition: Edition, rows: pd.DataFrame, wide: float = 170.0) -> Figure:
    """Panels of the rows (``panel``, ``what``, ``land`` …) in two columns, dates under them over an axis of years."""
    board, rows = Board(wide), rows.assign(place=range(len(rows)))
    lefts = [0.0] if wide < NARROW else [0.0, (wide + GUTTER) / 2]
    feet = [0.0] * len(lefts)
    span = wide if len(lefts) == 1 else (wide - GUTTER) / 2
    for name, panel in (("parties", _parties), ("money", _bars), ("sizes", _bars)):
        own = rows[rows["panel"] == name]
        if len(own):
            column = feet.index(min(feet))
            board.y = feet[column]
            _panel(edition, board, name, own, lefts[column], span, panel)
            feet[column] = board.y + 1.5
    board.y = max(feet)
    own = rows[rows["panel"] == "dates"]
    if len(own):
        _panel(edition, board, "dates", own, 0.0, wide, _dates)
    return board.done()


def _panel(
    edition: Edition, board: Board, name: str, rows: pd.DataFrame, left: float, wide: float, panel: Callable
) -> None:
    words = "happened" if name == "dates" and not rows["first"].any() else name
    board.head(phrase(CHART, f"label-{words}", edition), left, wide)
    panel(edition, board, rows.head(MOST[name]), left, wide)
    if len(rows) > MOST[name]:
        more = phrase(CHART, "label-more", edition, rest=number(len(rows) - MOST[name], "rows"))
        board.y += board.write(left, board.y, more, wide, role="muted")


def _cited(edition: Edition, row: dict) -> str:
    return cites(edition.sources_of(row["row_ids"]))


def _parties(edition: Edition, board: Board, rows: pd.DataFrame, left: float, wide: float) -> None:
    for row in rows.to_dict("records"):
        high = board.write(left, board.y, row["land"], 23, bold=True)
        high = max(high, board.write(left + 24, board.y, row["what"], wide - 24, lines=2, cited=_cited(edition, row)))
        if row["value"] == row["value"]:
            y = board.y + high + LINE / 2
            board.bar(left, left + BAR, y, "paper", edgecolor=style.colour("muted"))
            board.bar(left, left + BAR * row["high"] / 100, y, "seq-2")
            board.bar(left, left + BAR * row["low"] / 100, y, "a")
            high += board.write(left + 24, board.y + high, row["told"], wide - 24, lines=3, role="muted")
            board.tell(row["place"], left, left + BAR, y, f"{row['land']} · {row['what']} · {row['told']}")
        board.y += high + ROW_GAP


def _bars(edition: Edition, board: Board, rows: pd.DataFrame, left: float, wide: float) -> None:
    """A value a row; those of one unit are bars of one scale, pale between the lowest and the highest published."""
    units = rows.groupby("unit")["high"]
    several = (units.transform("size") > 1) & (units.transform("min") > LEAST_BAR * units.transform("max"))
    tops = rows[several & ((rows["group"] == "") | (rows["unit"] == "USD"))].groupby("unit")["high"].max()
    group = None
    for row in rows.to_dict("records"):
        if row["group"] != group:
            group = row["group"]
            if group:
                board.y += board.write(left, board.y, group, wide, role="muted")
        name = wide - BAR - TOLD - 1.5
        high = board.write(left, board.y, row["what"], name, lines=2, cited=_cited(edition, row))
        at, y = left + name + 1.5, board.y + LINE / 2
        if row["unit"] in tops:
            scale = BAR / tops[row["unit"]]
            board.bar(at, at + row["high"] * scale, y, "seq-2")
            board.bar(at, at + row["low"] * scale, y, "a")
        group_of = f"{row['group']} · " if row["group"] else ""
        board.tell(row["place"], left, left + wide, y, f"{group_of}{row['what']} · {row['told']}")
        room = wide - name - 1.5 - (BAR + 1 if row["unit"] in tops else 0)
        high = max(high, board.write(left + wide - room, board.y, row["told"], room))
        board.y += high + ROW_GAP


def _dates(edition: Edition, board: Board, rows: pd.DataFrame, left: float, wide: float) -> None:
    """Ring: the date first promised; disc: the date promised last; diamond or cross: what is known of the part."""
    days = [middle(text) for column in ("first", "last", "reached") for text in rows[column] if text]
    narrow = wide < NARROW
    start, end, told = (0.0, wide, 0.0) if narrow else (60.0, 118.0, 121.0)
    at = years(board, start + 2, end - 2, [*days, edition.as_of], most=8)
    top = board.y
    for row in rows.to_dict("records"):
        high = board.write(0, board.y, row["what"], wide if narrow else 58, lines=2, cited=_cited(edition, row))
        if narrow:
            high += board.write(0, board.y + high, row["told"], wide, role="muted") + LINE
        else:
            high = max(high, board.write(told, board.y, row["told"], wide - told))
        y = board.y + (high - LINE / 2 if narrow else LINE / 2)
        first, last, reached = (at(middle(row[key])) if row[key] else None for key in ("first", "last", "reached"))
        if first is not None and last is not None:
            board.rule(y, first, last, "stalled", linewidth=1.6)
            board.dot(first, y, full=False)
            board.dot(last, y)
        if reached is not None and row["state"] != "progress":
            lost = row["state"] == "suspended"
            board.dot(reached, y, "stalled" if lost else "a", marker="X" if lost else "D", size=2.0)
        ends = [day for day in (first, last, reached) if day is not None]
        if ends:
            board.tell(row["place"], min(ends), max(ends), y, f"{row['what']} · {row['told']}")
        board.y += high + ROW_GAP
    board.stem(at(edition.as_of), top, board.y, "muted", linewidth=0.8)


def amount(low: float, high: float, unit: str, currency: bool) -> str:
    """A value or the span of values: sums in millions without the dollar, anything else with its unit."""
    scale = 1e6 if currency else 1
    whole = (currency and high >= 20e6) or (float(high).is_integer() and float(low).is_integer())
    ends = [written(rounded(value, 4) / scale, 0 if whole else 1 if currency else 2) for value in (low, high)]
    text = ends[0] if ends[0] == ends[1] else "–".join(ends)
    return f"{unit} {text}" if currency and unit != "USD" else text if currency else f"{text} {unit}"


def newest(last: str) -> str:
    """The year of the newest value in brackets; nothing if it has no date."""
    return f" ({period(last).end.year if '/' not in last else label(last)})" if last else ""
