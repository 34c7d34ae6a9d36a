"""Published values that differ: totals by period as strips, and every quantity with several values as a table."""

from textwrap import shorten

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from helpers.edition import Edition
from helpers.finding import country, number, ratio, union, when
from helpers.show import style
from helpers.show.exhibit import Column, Exhibit
from helpers.show.labels import MILLION, side_key, side_mark, write_beside
from helpers.words.formats import label
from helpers.words.formats import number as written
from helpers.words.say import phrase

__all__ = ["conflicts", "every_conflict"]

STRIP_ROWS = 8
TICKS = (0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
SIGNS = {"upper-bound": "<", "lower-bound": ">", "approximate": "~"}
LETTERS = 34  # of the name of a publisher


def conflicts(edition: Edition, conflicting_totals: pd.DataFrame) -> Exhibit | None:
    """A strip per period with a mark per published total, by side, and at either end its value and who published it."""
    rows = conflicting_totals
    if rows.empty:
        return None
    periods = list(rows["period"].unique())
    shown = periods[-STRIP_ROWS:]
    marked = rows[rows["period"].isin(shown)]
    millions = marked["value_usd"] / MILLION
    # Room at both ends for the values and who published them.
    reach = millions.max() / millions.min()
    low, high = millions.min() / reach**0.5 / 2, millions.max() * reach**0.5 * 2
    figure, axes = style.new(14 + 6.4 * len(shown))
    axes.set_xscale("log")
    axes.set_xlim(low, high)
    for place, text in enumerate(reversed(shown)):
        own = marked[marked["period"].eq(text)]
        ends = own["value_usd"].iloc[[0, -1]] / MILLION
        axes.plot(ends, [place] * 2, color=style.colour("context"), linewidth=5, solid_capstyle="butt", zorder=1)
        _ends(axes, edition, own, place)
    axes.set_yticks(range(len(shown)), [label(text) for text in reversed(shown)])
    axes.set_ylim(-0.5, len(shown) - 0.1)
    axes.xaxis.set_major_locator(FixedLocator([tick for tick in TICKS if low < tick < high]))
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))
    axes.set_xlabel(phrase("exhibit-trade-conflicts", "label-axis", edition))
    present = [side for side in (*edition.pair, "") if marked["side"].eq(side).any()]
    side_key(axes, edition, {side: _whose(edition, side) for side in present})
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


def _ends(axes: Axes, edition: Edition, rows: pd.DataFrame, place: int) -> None:
    """A mark per value, by side; at either end the value and who published it, in words."""
    drawn = rows.drop_duplicates(["side", "value_usd", "status", "stated"])
    for row in drawn.itertuples():
        hollow = bool(row.stated) or row.status != "reported"
        axes.plot(row.value_usd / MILLION, place, linestyle="", zorder=3, **side_mark(edition, row.side, hollow))
    for row, offset, align in ((drawn.iloc[0], -7, "right"), (drawn.iloc[-1], 7, "left")):
        value = row["value_usd"] / MILLION
        number_said = f"{SIGNS.get(row['status'], '')}{written(value, 1 if value < 20 else 0)}"
        who = shorten(_publisher(edition, row["row_ids"]), LETTERS, placeholder=" …")
        text = f"{who}  {number_said}" if align == "right" else f"{number_said}  {who}"
        write_beside(axes, (value, place), (offset, 0), text, ha=align, va="center", bbox=None)


def _publisher(edition: Edition, row_ids: tuple[str, ...]) -> str:
    """Who published a value: the strongest of its sources."""
    numbers = edition.sources_of(row_ids)
    return edition.sources[numbers[0]]["publisher"].partition(" (")[0] if numbers else ""


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
