"""Both ledgers: drawn by direction, beside those of comparators, and as a table with what explains their gap."""

from functools import partial
from textwrap import wrap

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator, FuncFormatter, MaxNLocator, NullLocator

from helpers.chapters.trade.exhibits.wording import say_part, say_times, say_way, say_word, span_of
from helpers.chapters.trade.frames.ledgers import WAY, Freight
from helpers.edition import Edition
from helpers.finding import Quantity, choice, country, number, ratio, share, union, when
from helpers.periods import period
from helpers.show import style
from helpers.show.exhibit import Column, Exhibit
from helpers.show.labels import MILLION, draw_line, log_axis, place_of, role_of, runs, side_mark, write
from helpers.show.placement import Label, label_points
from helpers.words.formats import label
from helpers.words.say import phrase

RATIO_TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50)
FEWEST = 3
TOO_NEAR_MM, LEFT_MM, RIGHT_MM = 17.0, 9.4, 29.7  # between two ratios; beside a panel, right of it for names
HIGH_MM = 60.0


def _ways(edition: Edition, rows: pd.DataFrame, main_direction: pd.DataFrame) -> list[tuple[str, str]]:
    """The directions that have rows, the main one first, then that of the pair."""
    main = main_direction[WAY].drop_duplicates().itertuples(index=False, name=None)
    known = set(rows[WAY].itertuples(index=False, name=None))
    return [way for way in dict.fromkeys([*main, edition.pair, edition.pair[::-1]]) if way in known]


def two_ledgers(
    edition: Edition, mirror: pd.DataFrame, main_direction: pd.DataFrame, years_above: pd.DataFrame, freight: Freight
) -> Exhibit | None:
    """Exporter's and importer's value by year in the main direction, from the year before both have one."""
    return _ledgers(edition, mirror, main_direction, 0, _ledger_words(mirror, years_above, freight), freight)


def return_ledgers(
    edition: Edition, mirror: pd.DataFrame, main_direction: pd.DataFrame, freight: Freight
) -> Exhibit | None:
    """The same as two_ledgers in the other direction."""
    ways = _ways(edition, mirror, main_direction)
    quantities = {"exporter": country(ways[1][0]), "importer": country(ways[1][1])} if len(ways) > 1 else {}
    return _ledgers(edition, mirror, main_direction, 1, quantities, freight)


def _ledgers(
    edition: Edition,
    mirror: pd.DataFrame,
    main_direction: pd.DataFrame,
    place: int,
    quantities: dict[str, Quantity],
    freight: Freight,
) -> Exhibit | None:
    rows = mirror[mirror["kind"].eq("year")]
    positive = rows[["x_usd", "m_usd"]].gt(0).any(axis=1)
    shown = rows[positive | rows["verdict"].eq("zero")]
    if not positive.any():
        return None
    ways = _ways(edition, shown, main_direction)
    if place >= len(ways):
        return None
    way = ways[place]
    rows, shown = (frame[frame["exporter"].eq(way[0]) & frame["importer"].eq(way[1])] for frame in (rows, shown))
    paired = rows.dropna(subset=["ratio"])["period"]
    drawn = rows[rows["period"].astype(int) >= paired.astype(int).min() - 1] if len(paired) else rows
    # The fiscal years of a side beside the calendar ones: the same goods, never joined to them.
    fiscal = _of_way(mirror[mirror["kind"].eq("fiscal")], way)
    fiscal = fiscal[fiscal["at"] >= drawn["period"].map(place_of).min()]
    places = [place_of(text) for text in (*drawn["period"], *fiscal["period"])]

    def draw(wide: float) -> Figure:
        figure, across = style.sheet(HIGH_MM, wide), wide - LEFT_MM - RIGHT_MM
        panel = figure.add_axes((LEFT_MM / wide, 6.5 / HIGH_MM, across / wide, 1 - 18.0 / HIGH_MM))
        panel.set_xlim(min(places) - 0.9, max(places) + 0.9)
        _ledger_panel(panel, edition, _of_way(drawn, way), fiscal, way, across)
        return figure

    both = rows.dropna(subset=["ratio"])
    return Exhibit(
        edition,
        data=pd.concat([rows, fiscal[rows.columns]], ignore_index=True).drop(columns=["kind"]),
        drawing=draw,
        quantities=quantities | span_of(drawn["period"]),
        rows=union([*shown["row_ids"], *fiscal["row_ids"], freight.cap_rows]),
        conflict=bool(both["verdict"].eq("neither").any()),
    )


def _ledger_words(mirror: pd.DataFrame, years_above: pd.DataFrame, freight: Freight) -> dict[str, Quantity]:
    both = mirror[mirror["kind"].eq("year")].dropna(subset=["ratio"])
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


def _of_way(rows: pd.DataFrame, way: tuple[str, str]) -> pd.DataFrame:
    own = rows[rows["exporter"].eq(way[0]) & rows["importer"].eq(way[1])]
    return own.assign(at=own["period"].map(place_of), x=own["x_usd"] / MILLION, m=own["m_usd"] / MILLION)


def _ledger_panel(
    axes: Axes, edition: Edition, rows: pd.DataFrame, fiscal: pd.DataFrame, way: tuple[str, str], across: float
) -> None:
    """Two lines with the gap between them shaded in the colour of the side that counts more, and ratios in words."""
    values = pd.concat([rows[["x", "m"]], fiscal[["x", "m"]]]).to_numpy().ravel()
    log_axis(axes, values)
    top, lines, marks = axes.get_ylim()[1], [], []
    roles = [role_of(edition, side) for side in way]
    both = rows[rows["x"].gt(0) & rows["m"].gt(0)]
    for years, _ in runs(both["period"].astype(int), both["x"]):
        _shade(axes, both[both["period"].astype(int).isin(years)], roles)
    labels = []
    for key, side, role, name in zip(("x", "m"), way, roles, ("exports", "imports"), strict=True):
        known = rows[rows[key].gt(0)]
        for years, amounts in runs(known["period"].astype(int), known[key]):
            points = [(year + 0.5, amount) for year, amount in zip(years, amounts, strict=True)]
            if len(points) > 1:
                draw_line(axes, points, role)
                lines.append(points)
            else:
                axes.plot(*points[0], linestyle="", zorder=4, **side_mark(edition, side, False, 4.2))
                marks += points
        apart = fiscal[fiscal[key].gt(0)]
        axes.plot(apart["at"], apart[key], linestyle="", zorder=4, **side_mark(edition, side, False, 4.2))
        marks += list(zip(apart["at"], apart[key], strict=True))
        zero = rows.loc[rows[key].eq(0), "at"]
        axes.plot(zero, [axes.get_ylim()[0]] * len(zero), "x", markersize=5, color=style.colour(role), clip_on=False)
        if len(known):
            last = known.iloc[-1]
            words = phrase("exhibit-trade-two-ledgers", f"label-{name}", edition, side=country(side))
            tint = "a" if role == "a" else "ink"
            at = (last["at"], last[key])
            told = phrase(
                "exhibit-trade-two-ledgers",
                "label-end",
                edition,
                value=number(last[key], "million"),
                year=when(last["period"]),
            )
            labels.append(Label(at, (*_folded(words), told), bold=True, role=tint, reach=2))
    if len(fiscal.dropna(subset=["x", "m"], how="all")):
        ends = fiscal.assign(value=fiscal["x"].fillna(fiscal["m"])).dropna(subset=["value"])
        low = ends.loc[ends["value"].idxmin()]
        text = tuple(wrap(say_word(edition, "kind-fiscal"), 16))
        labels.append(Label((low["at"], low["value"]), text, role="muted"))
    _ratios(axes, edition, both, top, lines, TOO_NEAR_MM / across)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=max(4, int(across / 14)), min_n_ticks=1))
    axes.xaxis.set_major_formatter("{x:.0f}")
    axes.set_title(say_way(edition, *way), loc="left", fontsize=8.5, fontweight="bold", pad=18)  # over the ratios
    label_points(axes, labels, lines, marks, beyond=(0, 0, RIGHT_MM, 0))


def _folded(words: str) -> tuple[str, ...]:
    """A label in lines: whose it is over what it is."""
    whose, mark, what = words.partition(": ")
    return (whose + ":", what) if mark else tuple(wrap(words, 16))


def _shade(axes: Axes, run: pd.DataFrame, roles: list[str]) -> None:
    """The gap of a run of years; where the lines cross, they do so on the log axis."""
    at, x, m = (run[key].to_numpy(float) for key in ("at", "x", "m"))
    if len(run) == 1:
        axes.plot([at[0]] * 2, [x[0], m[0]], color=style.colour("muted"), linewidth=1.0, zorder=1)
        return
    # On a logarithmic axis the lines are straight: beside the years only the places where they cross are needed.
    gap, at = np.log(x) - np.log(m), np.asarray(at, float)
    cross = np.flatnonzero(gap[:-1] * gap[1:] < 0)
    corners = np.sort([*at, *(at[cross] + (at[cross + 1] - at[cross]) * gap[cross] / (gap[cross] - gap[cross + 1]))])
    x, m = (np.exp(np.interp(corners, at, np.log(values))) for values in (x, m))
    near = 1 + 1e-9
    for role, more in zip(roles, (x * near >= m, m * near >= x), strict=True):
        axes.fill_between(corners, x, m, where=more, color=style.colour(role), alpha=0.24, linewidth=0, zorder=1)


def _ratios(axes: Axes, edition: Edition, both: pd.DataFrame, top: float, lines: list, near: float) -> None:
    """The ends of the ratio, the smallest excess and the latest, in words above the frame, with a line through their gap."""
    if both.empty:
        return
    over = both[both["ratio"] > 1]["ratio"]
    chosen = [both["ratio"].idxmax(), both["ratio"].idxmin(), *([over.idxmin()] if len(over) else []), both.index[-1]]
    height, placed = top * (top / axes.get_ylim()[0]) ** 0.03, []
    low, near = axes.get_xlim()[0], near * np.ptp(axes.get_xlim())
    for row in both.loc[list(dict.fromkeys(chosen))].itertuples():
        # In the middle over its year, but within the axes.
        middle = max(row.at, low + near * 0.6)
        if any(abs(middle - other) < near for other in placed):
            continue
        placed.append(middle)
        axes.plot(
            [row.at] * 2, [min(row.x, row.m), max(row.x, row.m)], color=style.colour("ink"), linewidth=1.3, zorder=5
        )
        muted = {"color": style.colour("muted"), "linewidth": 0.6, "zorder": 1, "clip_on": False}
        axes.plot([row.at] * 2, [max(row.x, row.m), height], **muted)
        text = f"{row.period}: {say_part(edition, row.ratio)}"
        write(axes, middle, height, text, ha="center", va="bottom", fontweight="bold")
        lines.append([(row.at, min(row.x, row.m)), (row.at, height)])


def ledgers_of_comparators(edition: Edition, comparator_ledgers: pd.DataFrame, freight: Freight) -> Exhibit | None:
    """The importer-to-exporter ratio by year for the pair and for comparators, as small multiples."""
    rows = comparator_ledgers
    if rows.empty:
        return None
    latest = rows.drop_duplicates(WAY, keep="last")
    return Exhibit(
        edition,
        data=rows.drop(columns=["kind", "x_bound", "m_bound", "x_status", "m_status", "x_top", "m_top"]),
        drawing=partial(_comparators, edition, rows, freight),
        quantities={
            "flows": number(rows.groupby(WAY).ngroups, "flows"),
            "within": number(int(latest["verdict"].eq("freight").sum()), "flows"),
            **span_of(rows["period"]),
            "cap": share(freight.cap),
            "added": share(freight.factor - 1),
        },
        rows=union([*rows["row_ids"], freight.cap_rows]),
        conflict=True,
    )


def _comparators(edition: Edition, rows: pd.DataFrame, freight: Freight, wide: float) -> Figure:
    """A panel a flow: in one row, on a telephone two in a row."""
    ways = list(rows.groupby([*WAY, "group"], sort=False))
    across = len(ways) if wide > style.NARROW else min(2, len(ways))
    down = -(-len(ways) // across)
    figure, axes = style.new(
        52 if down == 1 else 40 * down, wide, ncols=across, nrows=down, sharey=True, sharex=True, squeeze=False
    )
    low, high = min(rows["ratio"].min(), 0.9) / 1.5, max(rows["ratio"].max(), 1.3) * 1.7
    years = rows["period"].astype(int)
    for place, empty in enumerate(axes.flat[len(ways) :], len(ways)):
        empty.axis("off")
        axes.flat[place - across].tick_params(labelbottom=True)
    for panel, ((exporter, importer, group), own) in zip(axes.flat, ways, strict=False):
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
    return figure


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
