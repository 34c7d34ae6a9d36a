"""Both ledgers: drawn by direction, beside those of comparators, and as a table with what explains their gap."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PolyCollection
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator

from helpers.chapters.trade.exhibits.wording import say_times, say_way, say_word, span_of
from helpers.chapters.trade.frames.ledgers import WAY, Freight
from helpers.edition import Edition
from helpers.finding import Quantity, choice, country, number, ratio, share, union, when
from helpers.periods import period
from helpers.show import style
from helpers.show.exhibit import Column, Exhibit
from helpers.show.labels import MILLION, head, log_axis, role_of, runs, side_key, side_mark, write, write_beside
from helpers.words.formats import label
from helpers.words.say import phrase

RATIO_TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50)
FEWEST = 3


def _ways(edition: Edition, rows: pd.DataFrame, main_direction: pd.DataFrame) -> list[tuple[str, str]]:
    """The directions that have rows, the main one first, then that of the pair."""
    main = main_direction[WAY].drop_duplicates().itertuples(index=False, name=None)
    known = set(rows[WAY].itertuples(index=False, name=None))
    return [way for way in dict.fromkeys([*main, edition.pair, edition.pair[::-1]]) if way in known]


def two_ledgers(
    edition: Edition, mirror: pd.DataFrame, main_direction: pd.DataFrame, years_above: pd.DataFrame, freight: Freight
) -> Exhibit | None:
    """Exporter's and importer's value by year and direction, with the band that freight explains."""
    rows = mirror[mirror["kind"].eq("year")]
    positive = rows[["x_usd", "m_usd"]].gt(0).any(axis=1)
    shown = rows[positive | rows["verdict"].eq("zero")]
    if not positive.any():
        return None
    ways = _ways(edition, shown, main_direction)
    figure, axes = style.new(
        66 if len(ways) > 1 else 48,
        nrows=len(ways),
        sharex=True,
        squeeze=False,
        height_ratios=[1.2, 1.0][: len(ways)],
    )
    years = shown["period"].astype(int)
    for panel, (exporter, importer) in zip(axes[:, 0], ways, strict=True):
        own = rows[rows["exporter"].eq(exporter) & rows["importer"].eq(importer)]
        _ledger_panel(panel, edition, freight, own, range(years.min(), years.max() + 1))
    axes[-1, 0].set_xlim(years.min() - 0.8, years.max() + 0.8)
    axes[-1, 0].xaxis.set_major_locator(MaxNLocator(integer=True, nbins=10, min_n_ticks=1))
    both = rows.dropna(subset=["ratio"])
    return Exhibit(
        edition,
        data=rows.drop(columns=["kind"]),
        drawing=figure,
        quantities=_ledger_words(both, years_above, freight) | span_of(shown["period"]),
        rows=union([*shown["row_ids"], freight.cap_rows]),
        conflict=bool(both["verdict"].eq("neither").any()),
    )


def _ledger_words(both: pd.DataFrame, years_above: pd.DataFrame, freight: Freight) -> dict[str, Quantity]:
    told = len(years_above) >= FEWEST
    first = years_above.iloc[0] if told else {"importer": "", "exporter": "", "period": ""}
    ends = years_above["ratio"] if told else both["ratio"]
    return {
        "run": choice("long" if told else "both" if len(both) else "none"),
        "since": when(first["period"]),
        "importer": country(first["importer"]),
        "exporter": country(first["exporter"]),
        "low": ratio(ends.min()),
        "high": ratio(ends.max()),
        "cap": share(freight.cap),
        "added": share(freight.factor - 1),
    }


def _ledger_panel(axes: Axes, edition: Edition, freight: Freight, rows: pd.DataFrame, years: range) -> None:
    exporter, importer = rows[WAY].iloc[0]
    amounts = rows[["x_usd", "m_usd", "x_top", "m_top"]] / MILLION
    log_axis(axes, amounts.to_numpy().ravel(), 0.16)
    floor, muted = axes.get_ylim()[0], style.colour("muted")
    year, sold, bought = rows["period"].astype(int), amounts["x_usd"], amounts["m_usd"]
    both = sold.gt(0) & bought.gt(0)
    own, exports = year[sold > 0], sold[sold > 0]
    bands = [
        [(at - 0.3, x), (at + 0.3, x), (at + 0.3, x * (1 + freight.cap)), (at - 0.3, x * (1 + freight.cap))]
        for at, x in zip(own, exports, strict=True)
    ]
    axes.add_collection(PolyCollection(bands, facecolor=style.colour("context"), linewidth=0), autolim=False)
    axes.hlines(exports * freight.factor, own - 0.3, own + 0.3, color=muted, linewidth=0.7)
    axes.vlines(year[both], sold[both], bought[both], color=muted, linewidth=1.0, zorder=2)
    for side, value in ((exporter, sold), (importer, bought)):
        for chosen, hollow in ((both, False), (value.gt(0) & ~both, True)):
            axes.plot(year[chosen], value[chosen], zorder=3, linestyle="", **side_mark(edition, side, hollow))
        zero = year[value == 0]
        if len(zero):  # the layout cannot measure an unclipped line without points
            tint = style.colour(role_of(edition, side))
            axes.plot(zero, [floor] * len(zero), "x", markersize=5, color=tint, clip_on=False)
    top = amounts["x_top"].fillna(amounts["m_top"])
    capped, top = year[top > 0], top[top > 0]
    axes.vlines(capped, floor, top, linestyle="--", color=muted, linewidth=1.0)
    axes.hlines(top, capped - 0.35, capped + 0.35, color=muted, linewidth=1.4)
    for gap in sorted(set(years) - set(year[sold.ge(0) | bought.ge(0)])):
        hatched = {"facecolor": "none", "edgecolor": style.colour("context"), "hatch": "////", "linewidth": 0}
        axes.axvspan(gap - 0.3, gap + 0.3, **hatched)
    known = rows.dropna(subset=["ratio"])
    for place in {known["ratio"].idxmin(), known["ratio"].idxmax(), known.index[-1]} if len(known) else ():
        at = year[place], amounts.loc[place, ["x_usd", "m_usd"]].max()
        write_beside(axes, at, (0, 4), say_times(edition, known.loc[place, "ratio"]), ha="center", va="bottom")
    words = {
        importer: phrase("exhibit-trade-two-ledgers", "label-imports", edition, side=country(importer)),
        exporter: phrase("exhibit-trade-two-ledgers", "label-exports", edition, side=country(exporter)),
    }
    side_key(axes, edition, words)
    head(axes, say_way(edition, exporter, importer))


def ledgers_of_comparators(edition: Edition, comparator_ledgers: pd.DataFrame, freight: Freight) -> Exhibit | None:
    """The importer-to-exporter ratio by year for the pair and for comparators, as small multiples."""
    rows = comparator_ledgers
    if rows.empty:
        return None
    ways = list(rows.groupby([*WAY, "group"], sort=False))
    figure, axes = style.new(52, ncols=len(ways), sharey=True, sharex=True, squeeze=False)
    low, high = min(rows["ratio"].min(), 0.9) / 1.5, max(rows["ratio"].max(), 1.3) * 1.7
    years = rows["period"].astype(int)
    for panel, ((exporter, importer, group), own) in zip(axes[0], ways, strict=True):
        panel.set_yscale("log")
        panel.set_ylim(low, high)
        panel.yaxis.set_major_locator(FixedLocator([tick for tick in RATIO_TICKS if low < tick < high]))
        panel.yaxis.set_minor_locator(NullLocator())
        panel.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        panel.axhspan(1, 1 + freight.cap, color=style.colour("context"), linewidth=0)
        panel.axhline(freight.factor, color=style.colour("muted"), linewidth=0.7)
        role, marker = ("a", "o") if group == "pair" else ("third", "D")
        for run in runs(own["period"].astype(int), own["ratio"]):
            panel.plot(*run, linewidth=1.2, marker=marker, markersize=3.2, color=style.colour(role))
        last = f"{own['period'].iloc[-1]}: {say_times(edition, own['ratio'].iloc[-1])}"
        write(panel, 0.97, 0.03, last, ha="right", va="bottom", transform=panel.transAxes)
        title = say_way(edition, exporter, importer)
        panel.set_title(title.replace(" to ", "\nto ", 1), loc="left", fontsize=8, pad=3)
        panel.set_xlim(years.min() - 1, years.max() + 1)
        panel.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=3, min_n_ticks=2))
    latest = rows.drop_duplicates(WAY, keep="last")
    return Exhibit(
        edition,
        data=rows.drop(columns=["kind", "x_bound", "m_bound", "x_status", "m_status", "x_top", "m_top"]),
        drawing=figure,
        quantities={
            "flows": number(len(ways), "flows"),
            "within": number(int(latest["verdict"].eq("freight").sum()), "flows"),
            **span_of(rows["period"]),
            "cap": share(freight.cap),
            "added": share(freight.factor - 1),
        },
        rows=union([*rows["row_ids"], freight.cap_rows]),
        conflict=True,
    )


def ledger_verdicts(
    edition: Edition, mirror: pd.DataFrame, main_direction: pd.DataFrame, freight: Freight
) -> Exhibit | None:
    """Both ledgers by direction and period, with what explains their difference."""
    if mirror.empty:
        return None
    first = {way: place for place, way in enumerate(_ways(edition, mirror, main_direction))}
    table = mirror.assign(
        direction=mirror["exporter"] + " to " + mirror["importer"],
        when=mirror["period"].map(label),
        x_million=mirror["x_usd"] / MILLION,
        m_million=mirror["m_usd"] / MILLION,
        reading=[say_word(edition, f"verdict-{name.replace(' ', '-')}") for name in mirror["verdict"]],
        place=[first[way] for way in mirror[WAY].itertuples(index=False, name=None)],
        end=[period(text).end for text in mirror["period"]],
    )
    table = table.sort_values(["place", "end"], ascending=[True, False], kind="stable").drop(columns=["place", "end"])
    judged = mirror["verdict"].isin(["freight", "calendar", "neither"])
    return Exhibit(
        edition,
        data=table,
        columns=[
            Column("direction"),
            Column("when"),
            Column("x_million", "number", 3),
            Column("m_million", "number", 3),
            Column("ratio", "number", 3),
            Column("adjusted", "number", 3),
            Column("gap", "number", 2),
            Column("reading"),
            Column("source_ids", "sources"),
        ],
        quantities={
            "judged": number(int(judged.sum()), "years"),
            "neither": number(int(mirror["verdict"].eq("neither").sum()), "years"),
            "factor": number(freight.factor, "factor"),
            "cap": share(freight.cap),
        },
        rows=union([*mirror["row_ids"], freight.cap_rows]),
        conflict=True,
    )
