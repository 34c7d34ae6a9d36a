"""The sheet of a programme as a drawing: who is in it, who pays, what it carries, and what was promised of each part."""

from collections.abc import Callable

import pandas as pd
from matplotlib.figure import Figure

from helpers.edition import Edition
from helpers.finding import choice
from helpers.periods import period
from helpers.show import style
from helpers.show.board import LINE, ROW_GAP, Board, cites, middle, years
from helpers.words.formats import label, rounded
from helpers.words.formats import number as written
from helpers.words.say import phrase

CHART = "exhibit-connectivity-programme-sheet"
GUTTER = 8.0  # mm between two columns
BAR = 16.0  # mm of the longest bar of a column
DONE = (74.0, 118.0)  # mm where the bar of what is done begins and ends
TOLD = 27.0  # mm for a value beside its bar
INDENT = 3.0  # mm of the parts of a whole
LEAST_BAR = 0.01  # of the longest: values further apart have no common scale
# Rows of a panel; the rest is in the CSV and the tables.
MOST = {"parties": 8, "cost": 5, "paid": 4, "sizes": 3, "dates": 8}
USED = ("runs", "cargo", "vehicles", "teu", "vessels", "energy")  # sizes that tell what is carried


def draw(edition: Edition, rows: pd.DataFrame, wide: float = 170.0) -> Figure:
    """Panels of the rows (``panel``, ``what``, ``land`` …) in two columns, dates under them over an axis of years.

    Where it is told how far each country is, that panel takes the full width.
    """
    board, rows = Board(wide), rows.assign(place=range(len(rows)))
    lefts = [0.0] if wide < style.NARROW else [0.0, (wide + GUTTER) / 2]
    feet = [0.0] * len(lefts)
    span = wide if len(lefts) == 1 else (wide - GUTTER) / 2
    for name, panel in (("parties", _parties), ("cost", _bars), ("paid", _bars), ("sizes", _bars)):
        own = rows[rows["panel"] == name]
        if len(own):
            column = feet.index(min(feet))
            board.y = feet[column]
            across = name == "parties" and own["value"].notna().any()
            _panel(edition, board, name, own, lefts[column], wide if across else span, panel)
            feet = [board.y + 1.5] * len(feet) if across else feet
            feet[column] = board.y + 1.5
    board.y = max(feet)
    own = rows[rows["panel"] == "dates"]
    if len(own):
        _panel(edition, board, "dates", own, 0.0, wide, _dates)
    return board.done()


def _panel(
    edition: Edition, board: Board, name: str, rows: pd.DataFrame, left: float, wide: float, panel: Callable
) -> None:
    shown = rows.head(MOST[name])
    words = "happened" if name == "dates" and not rows["first"].any() else name
    used = choice("yes" if shown["state"].str.startswith(USED).any() else "no")
    board.head(phrase(CHART, f"label-{words}", edition, used=used), left, wide)
    panel(edition, board, shown, left, wide)


def _cited(edition: Edition, row: dict) -> str:
    return cites(edition.sources_of(row["row_ids"]))


def _parties(edition: Edition, board: Board, rows: pd.DataFrame, left: float, wide: float) -> None:
    """A country a row; what it has done is a bar with its number inside, on a telephone under the country."""
    across = wide > style.NARROW
    start, end = DONE if across else (left, left + wide / 2)
    for row in rows.to_dict("records"):
        known, cited = row["value"] == row["value"], _cited(edition, row)
        high = board.write(left, board.y, row["land"], 23, bold=True)
        room = start - 26 if across and known else wide - 24
        high = max(high, board.write(left + 24, board.y, row["what"], room, lines=2, cited=cited))
        if known:
            top = board.y if across else board.y + high + ROW_GAP
            y, scale = top + LINE / 2, (end - start) / 100
            board.bar(start, end, y, "paper", LINE, edgecolor=style.colour("muted"))
            board.bar(start, start + row["high"] * scale, y, "seq-2", LINE)
            board.bar(start, start + row["low"] * scale, y, "a", LINE)
            at = start + (row["low"] * scale if row["low"] < row["high"] else 0)
            dark = row["low"] == row["high"] > 40
            board.write(at + 1.5, top, row["done"], end - at, role="paper" if dark else "ink", bold=True)
            told = board.write(end + 3, top, row["told"], wide - end - 3, lines=3)
            high = max(high, told) if across else top - board.y + told
            board.tell(row["place"], start, end, y, f"{row['land']} · {row['what']} · {row['done']} {row['told']}")
        board.y += high + ROW_GAP


def _bars(edition: Edition, board: Board, rows: pd.DataFrame, left: float, wide: float) -> None:
    """A value a row; those of one scale (``top``) are bars, pale between the lowest and the highest published.

    Parts of a whole stand under it, set in.
    """
    whole = rows["of"].eq("whole").any()
    for row in rows.to_dict("records"):
        shift = INDENT if whole and row["of"] == "part" else 0.0
        name = wide - BAR - TOLD - 1.5
        high = board.write(left + shift, board.y, row["what"], name - shift, lines=3, cited=_cited(edition, row))
        at, y, drawn = left + name + 1.5, board.y + LINE / 2, row["top"] == row["top"]
        if drawn:
            board.bar(at, at + BAR * row["high"] / row["top"], y, "seq-2")
            board.bar(at, at + BAR * row["low"] / row["top"], y, "a")
        board.tell(row["place"], left, left + wide, y, f"{row['what']} · {row['told']}")
        room = TOLD + (0 if drawn else BAR) - 1
        high = max(high, board.write(left + wide - room, board.y, row["told"], room))
        board.y += high + ROW_GAP


def _dates(edition: Edition, board: Board, rows: pd.DataFrame, left: float, wide: float) -> None:
    """Ring: first promised; disc: promised last; diamond or cross: what is known of the part; large disc: a run."""
    days = [middle(text) for column in ("first", "last", "reached") for text in rows[column] if text]
    narrow, runs = wide < style.NARROW, rows["state"].str.endswith("run").any()
    start, end, told = (0.0, wide, 0.0) if narrow else (60.0, 118.0, 121.0)
    at = years(board, start + 2, end - 2, [*days, edition.as_of], most=8)
    top = board.y
    for row in rows.to_dict("records"):
        run = row["state"].endswith("run")
        cited = _cited(edition, row)
        high = board.write(0, board.y, row["what"], wide if narrow else 58, lines=2, cited=cited, bold=run)
        if narrow:
            high += board.write(0, board.y + high, row["told"], wide, role="muted") + LINE
        else:
            high = max(high, board.write(told, board.y, row["told"], wide - told, bold=run))
        y = board.y + (high - LINE / 2 if narrow else LINE / 2)
        first, last, reached = (at(middle(row[key])) if row[key] else None for key in ("first", "last", "reached"))
        if first is not None and last is not None:
            board.rule(y, first, last, "stalled", linewidth=1.6)
            board.dot(first, y, full=False)
            board.dot(last, y)
        if run:
            board.dot(reached, y, "muted" if "other" in row["state"] else "a", "weak" not in row["state"], size=3.2)
        elif reached is not None and row["state"] != "progress":
            lost = row["state"] == "suspended"
            look = {"marker": "X" if lost else "D", "size": 1.4 if runs else 2.0}
            board.dot(reached, y, "stalled" if lost else "muted" if runs else "a", **look)
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
