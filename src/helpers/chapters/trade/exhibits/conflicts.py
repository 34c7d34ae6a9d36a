"""Published values that differ: totals by period as strips, and every quantity with several values as a table."""

from functools import partial

import numpy as np
import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from helpers.chapters.trade.exhibits.wording import say_times
from helpers.edition import Edition
from helpers.finding import choice, country, number, ratio, union, when
from helpers.show import style
from helpers.show.board import LINE, ROW_GAP, SIZE, Board
from helpers.show.exhibit import Column, Exhibit
from helpers.show.labels import MILLION, publisher, side_mark
from helpers.show.placement import MM, width
from helpers.words.formats import label, usd
from helpers.words.formats import number as written
from helpers.words.say import phrase

__all__ = ["conflicts", "every_conflict"]

STRIP_ROWS = 11
TICKS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
SIGNS = {"approximate": "~"}


def conflicts(edition: Edition, conflicting_totals: pd.DataFrame) -> Exhibit | None:
    """A strip per period with a mark per published total, by side, and at either end its value and who published it."""
    rows = conflicting_totals
    if rows.empty:
        return None
    spreads = rows.groupby("period", sort=False)["spread"].first()[::-1]
    periods = list(spreads.sort_values(ascending=False, kind="stable").index)
    shown = periods[:STRIP_ROWS]
    marked = rows.assign(place=range(len(rows)))[rows["period"].isin(shown)]
    widest = rows[rows["period"].eq(periods[0])]
    less, more = widest["side"].iloc[[0, -1]]
    return Exhibit(
        edition,
        data=rows.drop(columns=["end", "preferred"]),
        drawing=partial(_strips, edition, marked, shown),
        quantities={
            "periods": number(len(periods), "periods"),
            "spread": ratio(spreads.max()),
            "widest": when(periods[0]),
            "told": choice("sides" if {less, more} == set(edition.pair) else "values"),
            "more": country(more),
            "less": country(less),
            "left_out": number(len(periods) - len(shown), "periods"),
        },
        conflict=True,
    )


def _whose(edition: Edition, side: str) -> str:
    return phrase(
        "trade-words", "count-of" if side else "unnamed", edition, **({"side": country(side)} if side else {})
    )


def _who(edition: Edition, row: pd.Series) -> str:
    """The statistics of a side, or who published what was said."""
    if row["basis"] == "statistics":
        return phrase("exhibit-trade-conflicts", "label-statistics", edition, side=country(row["side"]))
    return publisher(edition, row["row_ids"])


def _strips(edition: Edition, rows: pd.DataFrame, shown: list[str], wide: float) -> Figure:
    """A row a period, the widest apart first: its totals over one axis, at either end the value and who published it."""
    board = Board(wide)
    small = wide < style.NARROW
    left, right = (4.0, wide - 4) if small else (85.0, 131.0)
    ends = np.log(rows["value_usd"].min() / MILLION), np.log(rows["value_usd"].max() / MILLION)
    scale = (right - left) / (ends[1] - ends[0] or 1.0)

    def at(millions: float) -> float:
        return left + (np.log(millions) - ends[0]) * scale

    _key(edition, board, rows)
    ticks = [tick for tick in TICKS if ends[0] - 0.05 <= np.log(tick) <= ends[1] + 0.05]
    for tick in ticks:
        board.write(at(tick), board.y, f"{tick:,g}", 12, align="center", role="muted")
    top = board.y = board.y + LINE + 1
    for text in shown:
        own = rows[rows["period"].eq(text)].drop_duplicates(["side", "value_usd", "status", "stated"])
        first, last = own.iloc[0], own.iloc[-1]
        high = board.write(0, board.y, label(text), 17)
        board.write(18, board.y, say_times(edition, first["spread"]), 18, bold=True)
        values, who = ([say(row) for row in (first, last)] for say in (_value, partial(_who, edition)))
        if small:
            high += board.write(0, board.y + high, f"{values[0]} {who[0]}", wide)
            high += board.write(wide, board.y + high, f"{values[1]} {who[1]}", wide, align="right")
        else:
            for edge, end, value, name in zip((43.0, right + 11), (left - 2, wide), values, who, strict=True):
                board.write(edge, board.y, value, 12, align="right")
                high = max(high, board.write(edge + 1.5, board.y, name, end - edge - 1.5))
        y = board.y + high + 1.6 if small else board.y + LINE / 2
        board.bar(at(first["value_usd"] / MILLION), at(last["value_usd"] / MILLION), y, "context")
        for row in own.itertuples():
            x = at(row.value_usd / MILLION)
            _mark(edition, board, x, y, row.side, bool(row.stated) or row.status != "reported")
            told = (label(text), usd(row.value_usd), _whose(edition, row.side), publisher(edition, row.row_ids))
            board.tell(row.place, x, x, y, " · ".join(told))
        board.y += high + ROW_GAP + (3.2 if small else 0.0)
    for tick in ticks:
        board.stem(at(tick), top, board.y, zorder=0)
    return board.done()


def _mark(edition: Edition, board: Board, x: float, y: float, side: str, hollow: bool = False) -> None:
    look = side_mark(edition, side, hollow)
    board.axes.add_artist(Line2D([x], [y], linestyle="", zorder=4, **look))


def _key(edition: Edition, board: Board, rows: pd.DataFrame) -> None:
    """What the marks stand for, and the unit of the axis."""
    x = 1.0
    for side in (*edition.pair, ""):
        if rows["side"].eq(side).any():
            name = _whose(edition, side)
            _mark(edition, board, x, board.y + LINE / 2, side)
            board.write(x + 2, board.y, name, 60)
            x += 6 + width(name, SIZE) / MM
    unit = phrase("exhibit-trade-conflicts", "label-axis", edition)
    board.y += LINE if x + width(unit, SIZE) / MM > board.wide else 0.0
    board.write(board.wide, board.y, unit, 60, align="right", role="muted")
    board.y += LINE + 1


def _value(row: pd.Series) -> str:
    value = row["value_usd"] / MILLION
    return f"{SIGNS.get(row['status'], '')}{written(value, 2 if value < 1 else 1 if value < 100 else 0)}"


def every_conflict(
    edition: Edition, conflicting_totals: pd.DataFrame, conflicting_flows: pd.DataFrame
) -> Exhibit | None:
    """Every quantity with more than one published value: totals of either side and one-way flows of one side."""
    totals = conflicting_totals.groupby("period", sort=False, as_index=False).agg(
        values=("value_usd", tuple), spread=("spread", "first"), row_ids=("row_ids", union)
    )
    name = "exhibit-trade-every-conflict"
    flows = conflicting_flows.assign(
        quantity=[
            phrase(
                name,
                "cell-flow",
                edition,
                exporter=country(row.exporter),
                importer=country(row.importer),
                reporter=country(row.reporter),
            )
            for row in conflicting_flows.itertuples()
        ]
    )
    parts = [part for part in (totals.assign(quantity=phrase(name, "cell-totals", edition)), flows) if len(part)]
    if not parts:
        return None
    table = pd.concat(parts, ignore_index=True)[["quantity", "period", "values", "spread", "row_ids"]]
    table = table.sort_values("spread", ascending=False, kind="stable", ignore_index=True)
    table = table.assign(
        when=table["period"].map(label),
        listed=[" / ".join(written(value / MILLION, 2) for value in sorted(set(cell))) for cell in table["values"]],
    )
    return Exhibit(
        edition,
        data=table,
        columns=[
            Column("quantity"),
            Column("when"),
            Column("listed"),
            Column("spread", "number", 2),
            Column("source_ids", "sources"),
        ],
        quantities={"quantities": number(len(table), "quantities")},
        conflict=True,
    )
