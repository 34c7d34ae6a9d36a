"""Exhibits of connectivity."""

from itertools import pairwise

import networkx as nx
import pandas as pd
from matplotlib.ticker import MaxNLocator

from helpers.analysis import connectivity as analysis
from helpers.edition import Edition
from helpers.exhibit import Column, Exhibit, absent, alt_text
from helpers.figures import style
from helpers.findings import Note
from helpers.periods import label

CLASSES = ((0, "seq-1"), (250, "seq-2"), (500, "seq-3"), (1000, "seq-4"), (2000, "seq-5"))


def _ids(frame: pd.DataFrame) -> list[int]:
    return sorted({number for ids in frame["source_ids"] for number in ids})


def profile(edition: Edition, graph: nx.Graph, routes: pd.DataFrame) -> Exhibit | Note:
    """Figure 4.1: the shortest route as a strip with its km and altitudes; it needs no map."""
    if not len(routes):
        return absent("4.1", "No road between the two is in the network.", ["nodes", "edges"])
    row = routes.iloc[0]
    places, km, points = row["places"], 0.0, []
    for before, place in zip((None, *places), places, strict=False):
        link = graph.edges[before, place] if before else None
        km += link["km"] if link else 0
        points.append(
            (place, graph.nodes[place]["name"], km, graph.nodes[place]["elevation_m"], bool(link and link["estimated"]))
        )
    data = pd.DataFrame(points, columns=["node_id", "place", "km", "elevation_m", "estimated_leg"])
    figure, (high, strip) = style.new(72, nrows=2, sharex=True, height_ratios=[1.1, 1])
    known = data.dropna(subset=["elevation_m"])
    high.plot(known["km"], known["elevation_m"], color=style.colour("a"), marker="o", markersize=3.5, linewidth=1)
    high.fill_between(known["km"], known["elevation_m"], color=style.colour("seq-1"))
    high.set_ylabel("m above sea")
    top = known.loc[known["elevation_m"].idxmax()]
    high.annotate(
        f"{top['place']} {top['elevation_m']:,.0f} m",
        (top["km"], top["elevation_m"]),
        xytext=(-6, 0),
        textcoords="offset points",
        ha="right",
        va="center",
    )
    for start, end in pairwise(data.itertuples()):
        dash = "--" if end.estimated_leg else "-"
        strip.plot([start.km, end.km], [0, 0], color=style.colour("ink"), linewidth=2, linestyle=dash)
    dots = {"s": 26, "facecolor": style.colour("paper"), "edgecolor": style.colour("ink"), "zorder": 3}
    strip.scatter(data["km"], [0] * len(data), **dots)
    leader = {"arrowstyle": "-", "color": style.colour("muted"), "linewidth": 0.5}
    for place, step in enumerate(data.itertuples()):
        # Four levels in turn keep the names of near places apart.
        level = (0.42, -0.42, 0.95, -0.95)[place % 4]
        strip.annotate(step.place, (step.km, 0), xytext=(step.km, level), ha="center", va="center", arrowprops=leader)
    strip.set_ylim(-1.3, 1.3)
    strip.set_yticks([])
    strip.spines["left"].set_visible(False)
    strip.set_xlabel(f"km from {row['start']}; dashed: estimated length")
    title = analysis.route_title(routes)
    return Exhibit(
        number="4.1", name="profile", title=title,
        subtitle=f"Shortest road as things stand, km and altitude, as of {label(edition.as_of.isoformat())}",
        alt=alt_text("Elevation profile", "the shortest road, km and m", edition.name, "now", edition.as_of, title),
        sources=edition.sources, source_ids=row["source_ids"], data=data, drawing=figure, modelled=True,
        note="Names are places on the road and express no view on sovereignty or on the course of any boundary.",
    )  # fmt: skip


def routes(edition: Edition, table: pd.DataFrame) -> Exhibit | Note:
    """Table 4.2: routes from every start, and the ones that avoid the transit countries of the shortest."""
    if not len(table):
        return absent("4.2", "No road between the two is in the network.", ["nodes", "edges"])
    return Exhibit(
        number="4.2", name="routes", title=analysis.route_title(table),
        subtitle=f"Roads by length, km, as of {label(edition.as_of.isoformat())}; cost: n.f. for every route",
        sources=edition.sources, source_ids=_ids(table), data=table.round({"km": 0, "estimated_km": 0, "estimated": 1}),
        columns=[
            Column("start", "From", width=1),
            Column("goal", "To", width=0.9),
            Column("condition", "Condition", width=1.2),
            Column("via", "Through", width=1.9),
            Column("km", "km", "number", width=0.7),
            Column("estimated", "estimated %", "number", width=1),
            Column("crossings", "borders", "number", width=0.7),
            Column("top_m", "highest m", "number", width=0.9),
            Column("source_ids", "Sources", "sources", width=1.8, screen=True),
        ],
        modelled=True,
    )  # fmt: skip


def disruption(edition: Edition, table: pd.DataFrame) -> Exhibit | Note:
    """Figure 4.3: extra km under each scenario, a heat table with the number in every cell."""
    starts = [column for column in table if column not in ("scenario_id", "name", "source_ids")]
    if not len(table) or not starts:
        return absent("4.3", "No scenario or no road between the two is on record.", ["scenarios", "edges"])
    figure, axes = style.new(9 + 4.3 * len(table))
    for y, row in enumerate(table.to_dict("records")):
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
    axes.set_yticks(range(len(table)), table["name"])
    axes.set_xticks([place + 0.5 for place in range(len(starts))], starts)
    axes.set_xlim(0, len(starts))
    axes.set_ylim(len(table) - 0.5, -0.5)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    for side in axes.spines.values():
        side.set_visible(False)
    cut = int((table[starts[0]] == float("inf")).sum())
    title = f"{cut} of {len(table)} closures leave no road from {starts[0]}"
    shown = table.replace(float("inf"), "no route")
    return Exhibit(
        number="4.3", name="disruption", title=title,
        subtitle=f"Extra km against everything open, by start, modelled, as of {label(edition.as_of.isoformat())}",
        alt=alt_text("Heat table", "extra km by closure", edition.name, "all scenarios", edition.as_of, title),
        sources=edition.sources, source_ids=_ids(table), data=shown, drawing=figure, modelled=True,
        note="Classes begin at 0, 250, 500, 1,000 and 2,000 km. Scenarios are rows of data/scenarios.csv.",
    )  # fmt: skip


def slippage(edition: Edition) -> Exhibit | Note:
    """Figure 4.4: completion dates when they were promised."""
    names = analysis.programmes(edition)
    if not names:
        return absent("4.4", "No project has two dated statements of a completion date.", ["milestones"])
    figure, axes = style.new(54)
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
        return absent("4.5", "No shipment is on record.", ["shipments"])
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
