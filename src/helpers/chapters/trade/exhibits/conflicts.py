"""Published values that differ: totals by period as strips, and every quantity with several values as a table."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from helpers.edition import Edition
from helpers.finding import country, number, ratio, union, when
from helpers.show import style
from helpers.show.exhibit import Column, Exhibit
from helpers.show.labels import MILLION, role_of, side_key, write
from helpers.words.formats import label, times
from helpers.words.formats import number as written
from helpers.words.say import phrase

__all__ = ["conflicts", "every_conflict"]

STRIP_ROWS = 8
TICKS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
SIGNS = {"upper-bound": "<", "lower-bound": ">", "approximate": "~"}
CHARACTER = 0.013  # share of the axis that a character of a label needs
BROKEN = (0, (0.8, 0.6))


def conflicts(edition: Edition, conflicting_totals: pd.DataFrame) -> Exhibit | None:
    """A strip per period with a tick per published total, coloured by side, its value above it."""
    rows = conflicting_totals
    if rows.empty:
        return None
    periods = list(rows["period"].unique())
    shown = periods[-STRIP_ROWS:]
    marked = rows[rows["period"].isin(shown)]
    millions = marked["value_usd"] / MILLION
    low, high = millions.min() / 1.25, millions.max() * 2
    figure, axes = style.new(16 + 6.8 * len(shown))
    axes.set_xscale("log")
    axes.set_xlim(low, high)
    for place, text in enumerate(reversed(shown)):
        own = marked[marked["period"].eq(text)]
        ends = own["value_usd"].iloc[[0, -1]] / MILLION
        axes.plot(ends, [place] * 2, color=style.colour("context"), linewidth=5, solid_capstyle="butt", zorder=1)
        _ticks(axes, edition, own, place, high / low)
        spread = times(own["spread"].iloc[0])
        write(axes, 1.01, place, spread, transform=axes.get_yaxis_transform(), va="center")
    axes.set_yticks(range(len(shown)), [label(text) for text in reversed(shown)])
    axes.set_ylim(-0.5, len(shown) - 0.1)
    axes.xaxis.set_major_locator(FixedLocator([tick for tick in TICKS if low < tick < high]))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))
    axes.set_xlabel(phrase("exhibit-trade-conflicts", "label-axis", edition))
    present = [side for side in (*edition.pair, "") if marked["side"].eq(side).any()]
    side_key(axes, edition, {side: _whose(edition, side) for side in present}, bars=True)
    axes.grid(axis="x")
    widest = marked.loc[marked["spread"].idxmax()]
    return Exhibit(
        edition,
        data=rows.drop(columns=["end", "preferred"]),
        drawing=figure,
        quantities={
            "periods": number(len(periods), "periods"),
            "spread": ratio(widest["spread"]),
            "widest": when(widest["period"]),
            "first": when(shown[0]),
            "last": when(shown[-1]),
            "left_out": number(len(periods) - len(shown), "periods"),
        },
        conflict=True,
    )


def _whose(edition: Edition, side: str) -> str:
    return phrase(
        "trade-words", "count-of" if side else "unnamed", edition, **({"side": country(side)} if side else {})
    )


def _ticks(axes: Axes, edition: Edition, rows: pd.DataFrame, place: int, reach: float) -> None:
    """A tick per value with the value above it; values that stand close share one label."""
    drawn = rows.drop_duplicates(["side", "value_usd", "status", "stated"])
    butt, values = {"capstyle": "butt"}, drawn["value_usd"] / MILLION
    axes.vlines(values, place - 0.27, place + 0.27, color=style.colour("ink"), linewidth=3.2, zorder=2, **butt)
    for (side, stated), own in values.groupby([drawn["side"], drawn["stated"]]):
        low, high, tint = place - 0.25, place + 0.25, style.colour(role_of(edition, side))
        if stated:
            axes.vlines(own, low, high, color=style.colour("paper"), linewidth=2.4, zorder=3, **butt)
        axes.vlines(own, low, high, color=tint, linewidth=2.4, zorder=4, linestyle=BROKEN if stated else "-", **butt)
    labels: list[list] = []
    for status, value in zip(drawn["status"], values, strict=True):
        text = f"{SIGNS.get(status, '')}{written(value, 1 if value < 20 else 0)}"
        if labels and value / labels[-1][1] < reach ** (CHARACTER * (1 + len(labels[-1][2]))):
            labels[-1][1] = value
            labels[-1][2] += f" {text}" if text not in labels[-1][2].split() else ""
        else:
            labels.append([value, value, text])
    for first, _, text in labels:
        write(axes, first, place + 0.27, text, va="bottom", ha="left", bbox=None)


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
    table = table.assign(
        when=table["period"].map(label),
        listed=[" / ".join(written(value / MILLION, 2) for value in sorted(set(cell))) for cell in table["values"]],
    )
    return Exhibit(
        edition,
        data=table,
        columns=[
            Column("quantity", width=2),
            Column("when"),
            Column("listed", width=2),
            Column("spread", "number", 2),
            Column("source_ids", "sources"),
        ],
        quantities={"quantities": number(len(table), "quantities")},
        conflict=True,
    )
