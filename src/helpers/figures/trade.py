"""Exhibits of the trade gap."""

import pandas as pd
from matplotlib.ticker import FuncFormatter, MaxNLocator

from helpers.analysis import trade
from helpers.edition import Edition
from helpers.exhibit import Column, Exhibit, absent, alt_text
from helpers.figures import style
from helpers.findings import Note
from helpers.periods import period
from helpers.writing import usd

MILLION = FuncFormatter(lambda value, _: f"{value / 1e6:g}")


def _sources(frame: pd.DataFrame) -> list[int]:
    return sorted({number for ids in frame["source_ids"] for number in ids})


def mirror(edition: Edition, table: pd.DataFrame) -> Exhibit | Note:
    """Figure 2.1: both records of the flow from the first to the second country, a dumbbell a year."""
    a, b = edition.a, edition.b
    if not len(table):
        return absent("2.1", f"No goods flow from {a.name} to {b.name} is on record.", ["trade"])
    figure, axes = style.new(60)
    positive = table[(table[["import_cif", "export_fob"]] > 0).any(axis=1)]
    years = positive["period"].astype(int)
    for year, row in zip(years, positive.to_dict("records"), strict=True):
        if row["export_fob"] > 0:
            axes.fill_between(
                [year - 0.35, year + 0.35], row["export_fob"], row["export_fob"] * trade.FREIGHT_CAP,
                color=style.colour("context"), linewidth=0,
            )  # fmt: skip
        if row["export_fob"] > 0 and row["import_cif"] > 0:
            axes.plot([year, year], [row["export_fob"], row["import_cif"]], color=style.colour("muted"), linewidth=0.8)
    one = positive["ratio"].isna()
    for role, column, marker in (("a", "export_fob", "o"), ("b", "import_cif", "s")):
        face = [style.colour("paper") if alone else style.colour(role) for alone in one]
        axes.scatter(
            years, positive[column], marker=marker, s=24, facecolors=face, zorder=3,
            edgecolors=style.colour("ink" if role == "b" else "a"), linewidths=0.7,
        )  # fmt: skip
    axes.set_yscale("log")
    axes.set_ylim(top=axes.get_ylim()[1] * 9)
    axes.yaxis.set_major_formatter(MILLION)
    axes.set_ylabel("USD million, log scale")
    axes.grid(axis="y")
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.text(0.01, 0.97, f"square: imports CIF, {b.adjective} side", transform=axes.transAxes, va="top")
    axes.text(
        0.01,
        0.89,
        f"circle: exports FOB, {a.adjective} side",
        transform=axes.transAxes,
        va="top",
        color=style.colour("a"),
    )
    axes.text(
        0.01,
        0.81,
        "grey: FOB to FOB + 20%; hollow: one side only",
        transform=axes.transAxes,
        va="top",
        color=style.colour("muted"),
    )
    title = trade.mirror_title(edition, table)
    span = f"{years.min()} to {years.max()}"
    return Exhibit(
        number="2.1",
        name="mirror",
        title=title,
        subtitle=f"Goods from {a.name} to {b.name}, USD, calendar years {span}, as each side reports them",
        alt=alt_text(
            "Dumbbell chart", "goods trade as both sides record it, USD", edition.name, span, edition.as_of, title
        ),
        sources=edition.sources,
        source_ids=_sources(table),
        data=table,
        drawing=figure,
        note=f"Ratios after a CIF/FOB factor of {trade.CIF_FOB} and a verdict a year are in the CSV.",
    )


def targets(edition: Edition, target: dict | None, number: str = "2.2", height: float = 62) -> Exhibit | Note:
    """Total trade as reported, calendar and fiscal years on separate panels, and the announced targets."""
    table = trade.totals(edition)
    if not len(table):
        return absent(number, "No total of goods trade is on record.", ["trade"])
    figure, (left, right) = style.new(height, ncols=2, sharey=True, width_ratios=[2.2, 1])
    for axes, kind, name in ((left, "year", "Calendar years"), (right, "fiscal", "Fiscal years, July to June")):
        for role, country in (("a", edition.a), ("b", edition.b)):
            rows = table[(table["kind"] == kind) & (table["reporter"] == country.iso3)]
            rows = rows.assign(year=[period(text).end.year for text in rows["period"]])
            summed = rows[rows["basis"].str.startswith("sum")].set_index("year")["value_usd"]
            if len(summed):
                # A year without a figure breaks the line.
                whole = summed.reindex(range(summed.index.min(), summed.index.max() + 1))
                axes.plot(whole.index, whole, markersize=3.5, **style.line(role))
            stated = rows[~rows["basis"].str.startswith("sum")]
            look = {**style.line(role), "linestyle": "", "markerfacecolor": style.colour("paper")}
            axes.plot(stated["year"], stated["value_usd"], markersize=4.5, **look)
        axes.set_title(name, loc="left")
        axes.grid(axis="y")
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=6))
        axes.margins(x=0.06)
    left.set_yscale("log")
    left.yaxis.set_major_formatter(MILLION)
    left.set_ylabel("USD million, log scale")
    for row in edition.targets.drop_duplicates("target_usd").to_dict("records"):
        start = period(row["announced"]).start.year
        end = period(row["due"]).end.year if row["due"] else start + 2
        left.plot([start, end], [row["target_usd"]] * 2, **style.line("ink"))
        due = period(row["due"]).label if row["due"] else "no date"
        left.annotate(
            f"{usd(row['target_usd'])}, {due}", (start, row["target_usd"]), xytext=(-3, 0), textcoords="offset points",
            ha="right", va="center",
        )  # fmt: skip
    left.text(
        0.02, 0.97, f"circle: {edition.a.adjective} side", transform=left.transAxes, va="top", color=style.colour("a")
    )
    left.text(0.02, 0.88, f"square: {edition.b.adjective} side", transform=left.transAxes, va="top")
    left.text(0.02, 0.79, "hollow: total as stated", transform=left.transAxes, va="top", color=style.colour("muted"))
    title = trade.target_title(edition, target)
    span = f"{table['period'].min()[:4]} to {table['period'].max()[:4]}"
    return Exhibit(
        number=number,
        name="targets",
        title=title,
        subtitle="Exports plus imports, USD, by the side that reports them; dotted: announced targets",
        alt=alt_text("Line chart", "total goods trade by side and targets", edition.name, span, edition.as_of, title),
        sources=edition.sources,
        source_ids=sorted({*_sources(table), *_sources(edition.targets)}),
        data=table,
        drawing=figure,
    )


def growth(edition: Edition, target: dict | None) -> Exhibit | Note:
    """Table 2.3: growth that the target needs, from every admissible baseline."""
    table = trade.required_growth(edition, target) if target is not None and target["due"] else pd.DataFrame()
    if not len(table):
        return absent("2.3", "No target with a due date and a baseline before it is on record.", ["targets", "trade"])
    return Exhibit(
        number="2.3",
        name="required-growth",
        title=trade.growth_title(table),
        subtitle=f"Required growth to {usd(target['target_usd'])} in {period(target['due']).label}, % a year",
        sources=edition.sources,
        source_ids=sorted({*_sources(table), *target["source_ids"]}),
        data=table,
        columns=[
            Column("baseline", "Baseline", width=1.5),
            Column("period", "Period", width=1.4),
            Column("side", "Reported by", width=1.3),
            Column("status", "How", width=1.8),
            Column("multiple", "Multiple", "number", 1, width=0.8),
            Column("growth", "% a year", "number", 0, width=0.8),
            Column("source_ids", "Sources", "sources", width=0.9),
        ],
        print_rows=8,
        conflict=True,
    )


def conflicts(edition: Edition) -> Exhibit | Note:
    """Table 2.4: periods with more than one published total."""
    table = trade.conflicts(edition)
    if not len(table):
        return absent("2.4", "No period has more than one published total.", ["trade"])
    table = table.assign(shown=[", ".join(f"{value / 1e6:.2f}" for value in values) for values in table["values"]])
    return Exhibit(
        number="2.4",
        name="conflicts",
        title=f"Published totals disagree for {len(table)} periods",
        subtitle="Total goods trade, USD million, every published value of a period; none is averaged",
        sources=edition.sources,
        source_ids=_sources(table),
        data=table,
        columns=[
            Column("label", "Period", width=1.5),
            Column("shown", "Values", width=2),
            Column("ratio", "Highest to lowest", "number", 2),
            Column("source_ids", "Sources", "sources", width=1.5),
        ],
        conflict=True,
    )
