"""Exhibits of connectivity."""

from itertools import pairwise
from typing import Any

import networkx as nx
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from helpers.analysis import connectivity as analysis
from helpers.datapackage.read import InputError
from helpers.edition import Edition
from helpers.figures.exhibit import Column, Exhibit, absent, alt_text
from helpers.figures.passage import Note
from helpers.periods import label
from helpers.show import maps, style

LINE_MM = 3.55  # of the list of places beside the map
CONVENTIONS = ("map", "schematic")
MODE_NAMES = {"hvdc": "power line", "hvac": "power line"}
CLASSES = ((0, "seq-1"), (250, "seq-2"), (500, "seq-3"), (1000, "seq-4"), (2000, "seq-5"))


def _ids(frame: pd.DataFrame) -> list[int]:
    return sorted({number for ids in frame["source_ids"] for number in ids})


def corridor(edition: Edition, graph: nx.Graph, routes: pd.DataFrame, map_convention: str = "map") -> Exhibit | Note:
    """Figure 4.1: the shortest route, on a map with its elevation profile, or as a strip that needs no map.

    Parameters
    ----------
    map_convention
        ``map``, or ``schematic`` where a brief must circulate in capitals that draw frontiers differently.

    Raises
    ------
    InputError
        If the convention is neither.
    """
    if map_convention not in CONVENTIONS:
        raise InputError(f"map_convention: found {map_convention!r}, expected {' or '.join(CONVENTIONS)}")
    if not len(routes):
        return absent("4.1", "No road between the two is in the network.", ["nodes", "edges"])
    stops = analysis.stops(graph, routes.iloc[0]["places"])
    placed = stops.dropna(subset=["lat", "lon"])
    if map_convention == "map" and len(placed) > 1 and maps.covers(edition.basemap, placed):
        return _mapped(edition, graph, routes, stops)
    return _schematic(edition, routes, stops)


def _mapped(edition: Edition, graph: nx.Graph, routes: pd.DataFrame, stops: pd.DataFrame) -> Exhibit:
    # As high as the list of places needs, which gets a line each.
    listed = LINE_MM * len(stops)
    height = max(98.0, listed + 40)
    figure, axes = style.new(height)
    axes.remove()
    panels = figure.subplot_mosaic(
        [["map", "key"], ["map", "profile"]], width_ratios=[1.5, 1], height_ratios=[listed, height - 26 - listed]
    )
    chart, key, side = panels["map"], panels["key"], panels["profile"]
    nodes = edition.all.nodes.dropna(subset=["lat", "lon"])
    placed = stops.dropna(subset=["lat", "lon"])
    view = maps.View(placed, aspect=1.0)
    maps.ground(chart, edition.basemap, view)
    edges = analysis.drawn(edition)
    drawn = maps.links(chart, edges, nodes, view)
    maps.way(chart, placed, view)
    modes = {MODE_NAMES.get(mode, mode): mode for mode, _ in drawn}
    states = sorted({state for _, state in drawn}, key=list(maps.PATTERNS).index)
    figure.legend(
        handles=[
            Line2D([], [], color=style.colour("a"), linewidth=2.2, label="shortest road"),
            *(
                Line2D([], [], color=style.colour(maps.MODES.get(mode, "muted")), label=name)
                for name, mode in modes.items()
            ),
            *(
                Line2D(
                    [], [], color=style.colour("ink"), linewidth=1.2, linestyle=maps.PATTERNS.get(state, "-"),
                    label=state.replace("-", " "),
                )
                for state in states
            ),
        ],
        loc="outside lower left", ncols=5, handlelength=2.6, columnspacing=1.2, borderaxespad=0,
    )  # fmt: skip
    _profile(side, stops, numbers=True)
    lines = [f"{row.number}  {row.place}: {_where(row)}" for row in stops.itertuples()]
    key.axis("off")
    key.text(0, 1, "\n".join(lines), va="top", fontsize=8, linespacing=0.9, transform=key.transAxes)
    side.set_xlabel(f"km from {routes.iloc[0]['start']}")
    title = analysis.route_title(routes)
    return Exhibit(
        number="4.1", name="corridor", title=title,
        subtitle=f"Shortest road {routes.iloc[0]['condition']}, links by mode and state, km and altitude, {label(edition.as_of.isoformat())}",
        alt=alt_text("Map and elevation profile", "the shortest road, km and m", edition.name, "now", edition.as_of, title),
        sources=edition.sources, source_ids=sorted({*routes.iloc[0]["source_ids"], *_ids(edges)}), data=stops, drawing=figure,
        modelled=True, note=f"{maps.DISCLAIMER} {edition.basemap['credit']}. Kilometres include estimated legs.",
    )  # fmt: skip


def _where(row: Any) -> str:
    """Kilometres from the start, and the altitude where it is known."""
    return f"km {row.km:,.0f}" + (f", {row.elevation_m:,.0f} m" if row.elevation_m == row.elevation_m else "")


def _profile(axes: Axes, stops: pd.DataFrame, numbers: bool = False) -> None:
    known = stops.dropna(subset=["elevation_m"])
    axes.plot(known["km"], known["elevation_m"], color=style.colour("a"), marker="o", markersize=3.5, linewidth=1)
    axes.fill_between(known["km"], known["elevation_m"], color=style.colour("seq-1"))
    axes.set_ylabel("m above sea")
    axes.yaxis.set_major_formatter("{x:,.0f}")
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.set_ylim(bottom=0)
    axes.margins(y=0.18)
    if not numbers:
        return
    high = known["elevation_m"].to_list()
    least = 0.1 * (max(high) - min(high))
    for place, row in enumerate(known.itertuples()):
        # Ends and the tops that stand out: the others would stand on one another or on the line.
        beside = [row.elevation_m - high[other] for other in (place - 1, place + 1) if 0 <= other < len(high)]
        if len(beside) < 2 or min(beside) > least:
            axes.annotate(
                str(row.number), (row.km, row.elevation_m), xytext=(0, 4), textcoords="offset points", ha="center"
            )


def _schematic(edition: Edition, routes: pd.DataFrame, stops: pd.DataFrame) -> Exhibit:
    row = routes.iloc[0]
    figure, (high, strip) = style.new(72, nrows=2, sharex=True, height_ratios=[1.1, 1])
    _profile(high, stops)
    known = stops.dropna(subset=["elevation_m"])
    if len(known):
        top = known.loc[known["elevation_m"].idxmax()]
        high.annotate(
            f"{top['place']} {top['elevation_m']:,.0f} m", (top["km"], top["elevation_m"]),
            xytext=(-6, 0), textcoords="offset points", ha="right", va="center",
        )  # fmt: skip
    for start, end in pairwise(stops.itertuples()):
        dash = "--" if end.estimated_leg else "-"
        strip.plot([start.km, end.km], [0, 0], color=style.colour("ink"), linewidth=2, linestyle=dash)
    dots = {"s": 26, "facecolor": style.colour("paper"), "edgecolor": style.colour("ink"), "zorder": 3}
    strip.scatter(stops["km"], [0] * len(stops), **dots)
    leader = {"arrowstyle": "-", "color": style.colour("muted"), "linewidth": 0.5}
    for place, step in enumerate(stops.itertuples()):
        # Four levels in turn keep the names of near places apart.
        level = (0.42, -0.42, 0.95, -0.95)[place % 4]
        strip.annotate(step.place, (step.km, 0), xytext=(step.km, level), ha="center", va="center", arrowprops=leader)
    strip.set_ylim(-1.3, 1.3)
    strip.set_yticks([])
    strip.spines["left"].set_visible(False)
    strip.set_xlabel(f"km from {row['start']}; dashed: estimated length")
    title = analysis.route_title(routes)
    return Exhibit(
        number="4.1", name="corridor", title=title,
        subtitle=f"Shortest road {row['condition']}, km and altitude, as of {label(edition.as_of.isoformat())}",
        alt=alt_text("Elevation profile", "the shortest road, km and m", edition.name, "now", edition.as_of, title),
        sources=edition.sources, source_ids=row["source_ids"], data=stops, drawing=figure, modelled=True,
        note="Names are places on the road and express no view on sovereignty or on the course of any boundary.",
    )  # fmt: skip


def choices(edition: Edition, routes: pd.DataFrame, table: pd.DataFrame) -> Exhibit | Note:
    """Table 4.2: the ways from every start, one for each set of transit countries, by what can be said of each."""
    if not len(table):
        return absent("4.2", "No road between the two is in the network.", ["nodes", "edges"])
    return Exhibit(
        number="4.2", name="routes", title=analysis.route_title(routes),
        subtitle=f"Ways with {table.attrs['open']}, shortest by transit countries, {label(edition.as_of.isoformat())}; cost: n.f.",
        sources=edition.sources, source_ids=_ids(table),
        data=table.round({"km": 0, "estimated": 1, "hours_low": 1, "hours_high": 1}),
        columns=[
            Column("start", "From", width=0.9),
            Column("via", "Through", width=3.2),
            Column("km", "km", "number", width=0.65),
            Column("estimated", "estimated %", "number", width=0.8),
            Column("crossings", "borders", "number", width=0.7),
            Column("top_m", "highest m", "number", width=0.75),
            Column("hours", "hours", width=1),
            Column("unknown", "hours n.f. at", width=1.2, screen=True),
            Column("months", "months", "number", width=0.7),
            Column("open", "open now", width=0.6),
            Column("source_ids", "Sources", "sources", width=1.8, screen=True),
        ],
        print_rows=6, modelled=True,
        note="Hours: km at the published driving speed and the range published at the borders, see the text. Months: by "
        "the seasons on record; a source says year-round. Open now: by the default scenario.",
    )  # fmt: skip


def disruption(edition: Edition, table: pd.DataFrame) -> Exhibit | Note:
    """Figure 4.3: extra km under each scenario, a heat table with the number in every cell."""
    starts = [column for column in table if column not in ("scenario_id", "name", "source_ids")]
    if not len(table) or not starts:
        return absent("4.3", "No scenario or no road between the two is on record.", ["scenarios", "edges"])
    felt = table[(table[starts] >= 0.5).any(axis=1)]
    idle = [name for name in table["name"] if name not in set(felt["name"])]
    if felt.empty:
        felt, idle = table, []
    figure, axes = style.new(9 + 4.1 * len(felt))
    for y, row in enumerate(felt.to_dict("records")):
        for x, start in enumerate(starts):
            value = row[start]
            lost = value == float("inf")
            role = "paper" if lost else [name for edge, name in CLASSES if value >= edge][-1]
            axes.barh(
                y,
                1,
                left=x,
                height=1,
                color=style.colour(role),
                edgecolor=style.colour("muted"),
                linewidth=0.5,
                hatch="////" if lost else "",
            )
            text = "no route" if lost else f"+{value:,.0f}" if value >= 0.5 else "0"
            ink = style.colour("paper") if role in ("seq-4", "seq-5") else style.colour("ink")
            box = {"facecolor": style.colour("paper"), "edgecolor": "none", "pad": 1} if lost else None
            axes.text(x + 0.5, y, text, ha="center", va="center", color=ink, bbox=box)
    axes.set_yticks(range(len(felt)), felt["name"])
    axes.set_xticks([place + 0.5 for place in range(len(starts))], starts)
    axes.set_xlim(0, len(starts))
    axes.set_ylim(len(felt) - 0.5, -0.5)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    cut = int((table[starts[0]] == float("inf")).sum())
    title = f"{cut} of {len(table)} closures leave no road from {starts[0]}"
    shown = table.replace(float("inf"), "no route")
    return Exhibit(
        number="4.3", name="disruption", title=title,
        subtitle=f"Extra km against {table.attrs['open']}, by start, modelled, as of {label(edition.as_of.isoformat())}",
        alt=alt_text("Heat table", "extra km by closure", edition.name, "all scenarios", edition.as_of, title),
        sources=edition.sources, source_ids=_ids(table), data=shown, drawing=figure, modelled=True,
        note="Classes begin at 0, 250, 500, 1,000 and 2,000 km. "
        + (f"No change, not drawn: {'; '.join(idle)}. " if idle else "")
        + "Scenarios are rows of data/scenarios.csv.",
    )  # fmt: skip


def slippage(edition: Edition) -> Exhibit | Note:
    """Figure 4.4: completion dates when they were promised."""
    names = analysis.programmes(edition)
    if not names:
        return absent("4.4", "No project has two dated statements of a completion date.", ["milestones"])
    figure, axes = style.new(46)
    frames = []
    looks = (("a", "o", "-"), ("b", "s", "-"), ("third", "D", "-."))
    edge = {"markeredgecolor": style.colour("ink"), "markeredgewidth": 0.4, "markersize": 4}
    for (role, marker, dash), name in zip(looks, names, strict=False):
        rows = analysis.slippage(edition, name)
        frames.append(rows)
        axes.plot(rows["stated"], rows["promised"], marker=marker, linestyle=dash, color=style.colour(role), **edge)
    free, side = -1e9, edition.as_of.year + 0.4
    for rows in sorted(frames, key=lambda rows: rows["promised"].iloc[-1]):
        last = rows.iloc[-1]
        free = max(last["promised"], free + 1.2)
        axes.annotate(last["programme"], (side + 0.1, free), va="center", annotation_clip=False)
        axes.plot([last["stated"], side], [last["promised"], free], color=style.colour("context"), linewidth=0.6)
    data = pd.concat(frames)
    low, high = data["stated"].min(), edition.as_of.year + 1
    axes.plot([low, high], [low, high], color=style.colour("ink"), linestyle=":", linewidth=1)
    axes.annotate(
        "due on the day",
        (low + (high - low) * 0.28, low + (high - low) * 0.28),
        xytext=(4, -10),
        textcoords="offset points",
    )
    axes.set_xlabel("year of the statement")
    axes.set_ylabel("completion promised for")
    axes.grid(axis="y")
    axes.margins(x=0.08)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.yaxis.set_major_locator(MaxNLocator(integer=True, nbins=7))
    title = analysis.slip_title(names[0], analysis.slip_rate(frames[0]))
    return Exhibit(
        number="4.4", name="slippage", title=title,
        subtitle="Date of the statement against the completion date promised then, whole projects, as published",
        alt=alt_text("Line chart", "promised completion by date", edition.name, f"to {high}", edition.as_of, title),
        sources=edition.sources, source_ids=_ids(data),
        data=data[["programme", "stated_on", "date", "stated", "promised", "source_ids"]], drawing=figure,
    )  # fmt: skip


def shipments(edition: Edition) -> Exhibit | Note:
    """Table 4.5: recorded shipments and openings of services on the corridors."""
    table = edition.all.shipments.sort_values("date", ascending=False)
    if not len(table):
        return absent("4.5", "No shipment is on record.", ["shipments"], screen=True)
    table = table.assign(
        shown=[label(text) for text in table["date"]], under=[", ".join(names) for names in table["agreements"]]
    )
    return Exhibit(
        number="4.5", name="shipments",
        title=f"{len(table)} shipments or services on record since {table['date'].min()[:4]}",
        subtitle=f"Recorded runs on the corridors, latest first, as of {label(edition.as_of.isoformat())}",
        sources=edition.sources, source_ids=_ids(table),
        data=table[["shown", "date", "route", "under", "carrier", "cargo", "days", "notes", "source_ids"]],
        columns=[
            Column("shown", "Date", width=1.1),
            Column("route", "Route", width=2.6),
            Column("under", "Agreement", width=1.2),
            Column("carrier", "Carrier", width=1),
            Column("cargo", "Cargo", width=1.6),
            Column("days", "Days", "number", width=0.5),
            Column("source_ids", "Sources", "sources", width=0.8),
        ],
        screen=True,
    )  # fmt: skip


def criticality(edition: Edition, table: pd.DataFrame) -> Exhibit | Note:
    """Table 4.6: what each place on a shortest road is worth."""
    if not len(table):
        return absent("4.6", "No road between the two is in the network.", ["nodes", "edges"], screen=True)
    shown = table.assign(extra=[value if value == value else float("nan") for value in table["extra"]])
    return Exhibit(
        number="4.6", name="criticality", title=analysis.criticality_title(table),
        subtitle=f"Without the place: km that the second-best way costs, and starts cut off, {label(edition.as_of.isoformat())}",
        sources=edition.sources, source_ids=_ids(table), data=shown.round({"extra": 0}),
        columns=[
            Column("place", "Place", width=2),
            Column("extra", "extra km", "number", width=1),
            Column("cut", "starts without a way", "number", width=1),
            Column("starts", "starts that pass", "number", width=1),
        ],
        screen=True, modelled=True,
    )  # fmt: skip


def facts(edition: Edition) -> Exhibit | Note:
    """Table 4.7: what is published of each programme, ranges where sources differ."""
    table = analysis.facts(edition)
    if not len(table):
        return absent("4.7", "No figure of a programme is on record.", ["projects"], screen=True)
    differ = int(table["conflict"].sum())
    return Exhibit(
        number="4.7", name="programmes", title=f"{differ} of {len(table)} quantities have more than one published value",
        subtitle=f"Programmes by part and quantity, as published, to {label(edition.as_of.isoformat())}",
        sources=edition.sources, source_ids=_ids(table), data=table.drop(columns="conflict"),
        columns=[
            Column("programme", "Programme", width=1),
            Column("component", "Part", width=1.8),
            Column("metric", "Quantity", width=1),
            Column("published", "Published", width=1.6),
            Column("unit", "Unit", width=0.6),
            Column("when", "When", width=1.6),
            Column("values", "Values", "number", width=0.5),
            Column("source_ids", "Sources", "sources", width=1),
        ],
        screen=True,
    )  # fmt: skip


def progress(edition: Edition) -> Exhibit | Note:
    """Table 4.8: progress by country, every published value."""
    names = analysis.programmes(edition)
    table = analysis.progress(edition, names[0]) if names else pd.DataFrame()
    if not len(table):
        return absent("4.8", "No progress of a project is on record.", ["projects"], screen=True)
    return Exhibit(
        number="4.8", name="progress", title=analysis.progress_title(names[0], table),
        subtitle=f"{names[0]}, per cent done as published, by country and date; no value is averaged",
        sources=edition.sources, source_ids=_ids(table), data=table,
        columns=[
            Column("where", "Country", width=1),
            Column("component", "Part", width=2),
            Column("value", "%", "number", width=0.5),
            Column("when", "When", width=1),
            Column("notes", "Notes", width=2),
            Column("source_ids", "Sources", "sources", width=0.8),
        ],
        screen=True,
    )  # fmt: skip


def rules(edition: Edition) -> Exhibit | Note:
    """Table 4.9: what the agreements allow, and what moved."""
    table = analysis.rules(edition)
    if not len(table):
        return absent(
            "4.9", "No agreement on transit in which both sides have a part.", ["programme_memberships"], screen=True
        )
    return Exhibit(
        number="4.9", name="rules", title=analysis.rules_title(table),
        subtitle=f"Agreements and programmes of both sides, permits and recorded runs, to {label(edition.as_of.isoformat())}",
        sources=edition.sources, source_ids=_ids(table), data=table,
        columns=[
            Column("programme", "Agreement", width=1.4),
            Column("parties", "Part of each side", width=2.4),
            Column("permits", "Permits", width=2),
            Column("moved", "Runs", "number", width=0.5),
            Column("source_ids", "Sources", "sources", width=1),
        ],
        screen=True,
    )  # fmt: skip


def side_by_side(edition: Edition, table: pd.DataFrame) -> Exhibit | Note:
    """Table 4.10: lengths published for a whole stretch beside the sum of its links."""
    if not len(table):
        return absent("4.10", "No stretch of the road has a published length of its own.", ["edges"], screen=True)
    return Exhibit(
        number="4.10", name="lengths", title=f"{len(table)} stretches have a published length beside the sum of their links",
        subtitle="Length of the whole as published, and the sum that the routes use, km",
        sources=edition.sources, source_ids=_ids(table), data=table.round({"summed": 0, "estimated_km": 0}),
        columns=[
            Column("stretch", "Stretch", width=2),
            Column("published", "published", width=1.2),
            Column("summed", "summed", "number", width=0.8),
            Column("estimated_km", "of it estimated", "number", width=0.9),
            Column("source_ids", "Sources", "sources", width=1),
        ],
        screen=True, modelled=True,
    )  # fmt: skip
