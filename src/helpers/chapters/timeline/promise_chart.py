"""The promise ladder: a row a promise, from the day it was made to the day it was kept, or to today."""

from datetime import date

import pandas as pd
from matplotlib.figure import Figure

from helpers.edition import Edition
from helpers.finding import Quantity, choice, number, when, wording
from helpers.periods import period
from helpers.show import style
from helpers.show.board import LINE, ROW_GAP, Board, middle, years
from helpers.words.formats import short
from helpers.words.say import phrase

CHART = "exhibit-timeline-promise-ladder"
HIGHEST = 195.0  # mm of the drawing on paper; those with a due date go first
GRID = 5  # years between two upright lines
LEAST_MM = 0.8  # what a bar of a few days is drawn as


def draw(edition: Edition, table: pd.DataFrame, wide: float = 170.0) -> Figure:
    """Rows of the table of promises, with ``what`` and ``late`` in words, drawn over one axis of years."""
    board = Board(wide)
    # On a telephone the words stand above and under the bar, on paper beside it.
    narrow = wide < style.NARROW
    names, left, right, told = (wide, 0.0, wide, 0.0) if narrow else (57.0, 60.0, 124.0, 127.0)
    days = [middle(text) for column in ("stated_on", "due", "delivered_on") for text in table[column] if text]
    at = years(board, left, right, [*days, edition.as_of], most=7)
    top = board.y
    waited = table["late_high"].fillna(-1.0)
    order = table.assign(undated=table["due"] == "", waited=-waited, place=range(len(table)))
    order = order.sort_values(["undated", "waited"], kind="stable")
    group, left_out = None, 0
    for place, row in enumerate(order.to_dict("records")):
        if board.y > HIGHEST * (2 if narrow else 1):
            left_out = len(order) - place
            break
        if row["undated"] != group:
            group = row["undated"]
            board.y += 1.0
            board.head(phrase(CHART, "label-undated" if group else "label-due", edition))
        said = _told(edition, row)
        if narrow:
            board.y += board.write(0, board.y, row["what"], names)
            board.y += board.write(0, board.y, said, wide, role="muted")
            _bar(edition, board, row, board.y + 1.5, at, said)
            board.y += 4.2
            continue
        high = board.write(0, board.y, row["what"], names)
        high = max(high, board.write(told, board.y, said, wide - told))
        _bar(edition, board, row, board.y + LINE / 2, at, said)
        board.y += high + ROW_GAP
    board.stem(at(edition.as_of), top, board.y, "muted", linewidth=0.8)
    for year in range(min(days).year // GRID * GRID + GRID, edition.as_of.year, GRID):
        board.stem(at(date(year, 1, 1)), top, board.y, "grid", zorder=0)
    if left_out:
        rest = number(left_out, "promises")
        board.y += board.write(0, board.y, phrase(CHART, "label-more", edition, rest=rest), wide, role="muted")
    return board.done()


def _bar(edition: Edition, board: Board, row: dict, y: float, at, told: str) -> None:
    """From the day said to the day promised, kept or today: a line; what lies past the day promised: a bar."""
    said, today = at(middle(row["stated_on"])), at(edition.as_of)
    due = at(period(row["due"]).end) if row["due"] else None
    kept = at(middle(row["delivered_on"])) if row["delivered_on"] else None
    silent = row["state"] == "no-public-evidence"
    end = kept if kept is not None else today
    board.stem(said, y - 1.2, y + 1.2, "ink", linewidth=1.0, zorder=3)
    until = end if due is None else min(due, end) if kept is not None else due
    board.rule(y, said, until, "muted", linewidth=1.0, linestyle=":" if due is None and kept is None else "-")
    if due is not None:
        board.stem(due, y - 1.2, y + 1.2, "ink", linewidth=1.0, zorder=3)
        if end > due:
            role = "seq-1" if silent else "late" if kept is not None else "stalled"
            edge = {"edgecolor": style.colour("ink"), "linestyle": ":" if silent else "-"}
            board.bar(due, max(end, due + LEAST_MM), y, role, **edge)
    if kept is not None:
        board.dot(kept, y, size=1.5)
    span = f"{short(row['stated_on'])} – {short(row['due'])}" if row["due"] else short(row["stated_on"])
    board.tell(row["place"], said, max(until, end), y, f"{row['what']} · {span} · {told}")


def _told(edition: Edition, row: dict) -> str:
    late = row["late"]
    quantities: dict[str, Quantity] = {
        "state": choice(row["state"]),
        "late": wording(late),
        "timed": choice("no" if not late else "early" if row["late_high"] <= 0 else "late"),
        "delivered": when(row["delivered_on"]),
        "due": when(row["restated"] or row["due"]),
        "dated": choice("yes" if row["due"] else "no"),
        "moved": choice("yes" if row["restated"] else "no"),
        "looked": choice("yes" if row["searched_on"] else "no"),
        "searched": when(row["searched_on"]),
    }
    return phrase(CHART, "label-row", edition, **quantities)
