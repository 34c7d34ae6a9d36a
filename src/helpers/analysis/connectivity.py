"""Connectivity: the corridors as a network that can be tested, and the dates that projects were promised for.

The network holds the preferred links of one mode. A link without a published length is estimated as its great circle
times the median circuity of the published links, and counts as estimated wherever it is used. Closing a place or a
country takes its links out; what is lost is the difference to the open network (Mattsson and Jenelius 2015).
"""

from dataclasses import dataclass
from itertools import pairwise

import networkx as nx
import numpy as np
import pandas as pd

from helpers.edition import Edition
from helpers.findings import Finding, Judgement
from helpers.periods import label, period
from helpers.writing import count, dated, number, percent

DEFAULT = "base"


@dataclass(frozen=True)
class Route:
    """A way through the network: places, km, km estimated, border crossings, highest point (m) and sources."""

    places: tuple[str, ...]
    km: float
    estimated_km: float
    crossings: int
    top_m: float
    source_ids: tuple[int, ...]


def circuity(edges: pd.DataFrame, mode: str = "road") -> tuple[float, int]:
    """Median ratio of published length to great circle over preferred single links of a mode, and their number."""
    rows = edges[
        (edges["mode"] == mode)
        & edges["preferred"]
        & ~edges["composite"]
        & edges["distance_km"].notna()
        & (edges["great_circle_km"] > 0)
    ]
    ratios = rows["distance_km"] / rows["great_circle_km"]
    return (float(ratios.median()), len(rows)) if len(rows) else (float("nan"), 0)


def network(edition: Edition, mode: str = "road") -> nx.Graph:
    """The preferred single links of a mode; links planned or under construction are left out.

    Edges carry ``km``, ``estimated`` (bool), ``top_m``, ``seasonal``, ``source_ids``; nodes carry ``name``,
    ``countries``, ``kind``, ``elevation_m``, ``lat`` and ``lon``.
    """
    edges = edition.all.edges
    factor, _ = circuity(edges, mode)
    graph = nx.Graph()
    for row in edition.all.nodes.to_dict("records"):
        graph.add_node(
            row["node_id"],
            name=row["name"].split(" (")[0],
            countries=tuple(row["country"]),
            kind=row["kind"],
            elevation_m=row["elevation_m"],
            lat=row["lat"],
            lon=row["lon"],
        )
    usable = edges[(edges["mode"] == mode) & edges["preferred"] & ~edges["composite"]]
    for row in usable[~usable["status"].isin(["planned", "under-construction"])].to_dict("records"):
        published = row["distance_km"] == row["distance_km"]
        km = row["distance_km"] if published else row["great_circle_km"] * factor
        if km != km or row["from_node"] not in graph or row["to_node"] not in graph:
            continue
        graph.add_edge(
            row["from_node"],
            row["to_node"],
            km=km,
            estimated=not published,
            top_m=row["max_elevation_m"],
            seasonal=row["season_open"] != "",
            source_ids=row["source_ids"],
        )
    return graph


def stops(graph: nx.Graph, places: tuple[str, ...]) -> pd.DataFrame:
    """The places of a route in order.

    Returns
    -------
    pandas.DataFrame
        ``number`` (from one), ``node_id``, ``place``, ``km`` from the start, ``elevation_m``, ``estimated_leg`` (of the
        leg that ends here), ``lat`` and ``lon`` in degrees (NaN where the place has none).
    """
    km, rows = 0.0, []
    for step, (before, place) in enumerate(zip((None, *places), places, strict=False), start=1):
        link = graph.edges[before, place] if before else None
        km += link["km"] if link else 0
        node = graph.nodes[place]
        estimated = bool(link and link["estimated"])
        rows.append((step, place, node["name"], km, node["elevation_m"], estimated, node["lat"], node["lon"]))
    columns = ["number", "node_id", "place", "km", "elevation_m", "estimated_leg", "lat", "lon"]
    return pd.DataFrame(rows, columns=columns)


def drawn(edition: Edition) -> pd.DataFrame:
    """The links that a map shows: preferred, single, of every mode and state, opened by the as-of date."""
    edges = edition.all.edges
    return edges[edges["preferred"] & ~edges["composite"]].reset_index(drop=True)


def standing(edition: Edition, graph: nx.Graph) -> nx.Graph:
    """The network under the default scenario: what is closed as of the information cut-off."""
    rows = edition.all.scenarios
    rows = rows[rows["scenario_id"] == DEFAULT]
    return close(graph, rows.iloc[0].to_dict()) if len(rows) else graph


def ends(edition: Edition, graph: nx.Graph) -> tuple[list[str], str | None]:
    """Where routes start (ports and capital of the first country) and end (capital of the second)."""
    used = [node for node in graph if graph.degree(node)]
    of = {code: [node for node in used if graph.nodes[node]["countries"] == (code,)] for code in edition.pair}
    capitals = {
        country.iso3: [node for node in of[country.iso3] if graph.nodes[node]["name"] == country.capital]
        for country in (edition.a, edition.b)
    }
    ports = [node for node in of[edition.a.iso3] if graph.nodes[node]["kind"] == "port"]
    goal = capitals[edition.b.iso3]
    return [*ports, *capitals[edition.a.iso3]], goal[0] if goal else None


def close(graph: nx.Graph, scenario: dict) -> nx.Graph:
    """The network under a scenario: closed places, places wholly in closed countries, seasonal links in winter."""
    left = graph.copy()
    left.remove_nodes_from(scenario["closed_nodes"])
    shut = set(scenario["closed_countries"])
    left.remove_nodes_from([node for node in list(left) if shut & set(left.nodes[node]["countries"])])
    if scenario["season"] == "winter":
        left.remove_edges_from([(a, b) for a, b, link in left.edges(data=True) if link["seasonal"]])
    return left


def shortest(graph: nx.Graph, start: str, goal: str) -> Route | None:
    """The shortest way by km, or ``None`` if there is none."""
    if start not in graph or goal not in graph or not nx.has_path(graph, start, goal):
        return None
    places = nx.shortest_path(graph, start, goal, weight="km")
    links = [graph.edges[pair] for pair in pairwise(places)]
    tops = [link["top_m"] for link in links] + [graph.nodes[place]["elevation_m"] for place in places]
    return Route(
        tuple(places),
        sum(link["km"] for link in links),
        sum(link["km"] for link in links if link["estimated"]),
        crossings([graph.nodes[place]["countries"] for place in places]),
        float(np.nanmax(tops)) if any(top == top for top in tops) else float("nan"),
        tuple(sorted({number for link in links for number in link["source_ids"]})),
    )


def crossings(countries: list[tuple[str, ...]]) -> int:
    """How often a way passes from one country into another, from the countries of its places in order.

    A place on a frontier belongs to two countries and is passed through, not entered.
    """
    single = [step[0] for step in countries if len(step) == 1]
    return sum(before != after for before, after in pairwise(single))


def via(graph: nx.Graph, route: Route, pair: tuple[str, str]) -> list[str]:
    """The countries that a route passes through, other than the two."""
    seen: list[str] = []
    for place in route.places:
        for code in graph.nodes[place]["countries"]:
            if len(graph.nodes[place]["countries"]) == 1 and code not in pair and code not in seen:
                seen.append(code)
    return seen


def routes(edition: Edition, graph: nx.Graph) -> pd.DataFrame:
    """The shortest road from every start, as things stand and with everything open where that is another one.

    Returns
    -------
    pandas.DataFrame
        ``start``, ``goal``, ``condition``, ``via`` (transit countries), ``km``, ``estimated`` (per cent of the length),
        ``crossings``, ``top_m``, ``places`` and ``source_ids``; the shortest port first, the capital last.
    """
    starts, goal = ends(edition, graph)
    now = standing(edition, graph)
    rows = []
    for start in starts if goal else []:
        ways = {"as things stand": shortest(now, start, goal), "everything open": shortest(graph, start, goal)}
        if ways["everything open"] == ways["as things stand"]:
            del ways["everything open"]
        for condition, way in ways.items():
            if way is not None:
                rows.append(
                    {
                        "start": graph.nodes[start]["name"],
                        "goal": graph.nodes[goal]["name"],
                        "condition": condition,
                        "via": ", ".join(edition.country(code).name for code in via(graph, way, edition.pair)),
                        "km": way.km,
                        "estimated": 100 * way.estimated_km / way.km,
                        "estimated_km": way.estimated_km,
                        "crossings": way.crossings,
                        "top_m": way.top_m,
                        "port": graph.nodes[start]["kind"] == "port",
                        "places": way.places,
                        "source_ids": way.source_ids,
                    }
                )
    columns = ["start", "goal", "condition", "via", "km", "estimated", "estimated_km", "crossings", "top_m", "port"]
    table = pd.DataFrame(rows, columns=[*columns, "places", "source_ids"])
    first = table.groupby("start")["km"].transform("min")
    order = table.assign(first=first).sort_values(["port", "first", "condition"], ascending=[False, True, True])
    return order.drop(columns=["first", "port"]).reset_index(drop=True)


def disruption(edition: Edition, graph: nx.Graph) -> pd.DataFrame:
    """Extra km from each start under each scenario, against everything open; ``inf`` where no route is left."""
    starts, goal = ends(edition, graph)
    rows = []
    for scenario in edition.all.scenarios.to_dict("records"):
        left = close(graph, scenario)
        row = {key: scenario[key] for key in ("scenario_id", "name", "source_ids")}
        for start in starts if goal else []:
            best, now = shortest(graph, start, goal), shortest(left, start, goal)
            if best is not None:
                row[graph.nodes[start]["name"]] = now.km - best.km if now else float("inf")
        rows.append(row)
    table = pd.DataFrame(rows)
    places = [column for column in table if column not in ("scenario_id", "name", "source_ids")]
    return table.sort_values(places, ascending=False, ignore_index=True) if places else table


def slippage(edition: Edition, programme: str, component: str = "whole") -> pd.DataFrame:
    """Statements of a completion date: ``stated`` and ``promised`` as decimal years, ``source_ids``; oldest first."""
    rows = edition.all.milestones
    rows = rows[
        (rows["programme"] == programme)
        & (rows["component"] == component)
        & (rows["kind"] == "target-completion")
        & (rows["stated_on"] != "")
    ].copy()
    rows["stated"] = [_decimal(text) for text in rows["stated_on"]]
    rows["promised"] = [period(text).end.year + period(text).end.timetuple().tm_yday / 366 for text in rows["date"]]
    return rows.sort_values(["stated", "promised"]).reset_index(drop=True)


def _decimal(text: str) -> float:
    middle = period(text).middle
    return middle.year + (middle.timetuple().tm_yday - 1) / 365.25


def slip_rate(rows: pd.DataFrame) -> float | None:
    """Years of completion date lost per year passed: the least-squares slope of ``promised`` on ``stated``."""
    if len(rows) < 3 or rows["stated"].nunique() < 2:
        return None
    return float(np.polyfit(rows["stated"], rows["promised"], 1)[0])


def of_others(edition: Edition, programme: str) -> bool:
    """Whether a programme has members on record and neither side of the pair is one of them."""
    rows = edition.all.programme_memberships
    members = set(rows.loc[rows["programme"].str.startswith(programme), "country"])
    return bool(members) and members.isdisjoint(edition.pair)


def programmes(edition: Edition) -> list[str]:
    """Programmes with at least two statements of a completion date, most statements first; not those of others."""
    rows = edition.all.milestones
    rows = rows[(rows["kind"] == "target-completion") & (rows["component"] == "whole") & (rows["stated_on"] != "")]
    tally = rows["programme"].value_counts()
    return [name for name in tally[tally >= 2].index if not of_others(edition, name)]


def findings(edition: Edition) -> list[Finding]:
    """Shortest route, what a closed pass costs, use of the corridor, slippage."""
    out: list[Finding] = []
    when = edition.as_of.isoformat()
    graph = network(edition)
    table = routes(edition, graph)
    if len(table):
        row = table.iloc[0]
        ids = row["source_ids"]
        out.append(
            Finding(
                "connectivity.shortest",
                f"As things stand the shortest road from {row['start']} to {row['goal']} runs through {row['via']}: "
                f"about {number(round(row['km'], -1))} km, {percent(row['estimated'] / 100)} of it estimated, "
                f"as of {label(when)}.",
                float(row["km"]), "km", when, ids[:5], edition.confidence(ids),
                label=f"road {row['start']}–{row['goal']} via {row['via']}, as of {label(when)}",
                shown=f"{number(round(row['km'], -1))} km", exhibit="4.2",
            )
        )  # fmt: skip
        losses = disruption(edition, graph)
        name = row["start"]
        single = losses[losses[name].between(1, float("inf"), inclusive="left")]
        if len(single):
            worst = single.loc[single[name].idxmax()]
            out.append(
                Finding(
                    "connectivity.costliest",
                    f"The costliest closure that leaves a road from {name} is “{worst['name']}”: about "
                    f"{number(round(worst[name], -1))} km more, modelled as of {label(when)}.",
                    float(worst[name]), "km", when, tuple(worst["source_ids"]), "low", exhibit="4.3",
                )
            )  # fmt: skip
        cut = losses[losses[name] == float("inf")]
        if len(cut):
            out.append(
                Finding(
                    "connectivity.cut",
                    f"Under {count(len(cut), 'scenario')} of {len(losses)} no road is left from {name}, "
                    f"modelled as of {label(when)}.",
                    len(cut), "scenarios", when, tuple(cut.iloc[0]["source_ids"]), "low", exhibit="4.3",
                )
            )  # fmt: skip
    ships = edition.all.shipments
    ours = ships[ships["origin"].isin(edition.pair) & ships["destination"].isin(edition.pair)]
    if len(ours):
        ids = tuple(sorted({number for row in ours["source_ids"] for number in row}))
        out.append(
            Finding(
                "connectivity.shipments",
                f"Public sources record {count(len(ours), 'shipment')} between the two by land, "
                f"{label(ours['date'].min())} to {label(ours['date'].max())}.",
                len(ours), "shipments", f"{ours['date'].min()[:4]}", ids, edition.confidence(ids), exhibit="4.5",
            )
        )  # fmt: skip
    for programme in programmes(edition)[:1]:
        rows = slippage(edition, programme)
        rate, ids = slip_rate(rows), tuple(sorted({number for row in rows["source_ids"] for number in row}))
        first, last = rows.iloc[0], rows.iloc[-1]
        text = (
            f"{programme} was promised for {label(first['date'])} {dated(first['stated_on'])} and for "
            f"{label(last['date'])} {dated(last['stated_on'])}"
        )
        out.append(
            Finding(
                "connectivity.slip",
                text + (f", {number(rate, 1)} years later for each year that passed." if rate is not None else "."),
                rate, "years per year", str(last["stated_on"])[:4], ids[:4], edition.confidence(ids),
                label=f"{programme}: years lost for each year passed, to {label(last['stated_on'])}",
                shown=number(rate, 1) if rate is not None else "", exhibit="4.4",
            )
        )  # fmt: skip
    return out


def headline(edition: Edition) -> list[Finding]:
    """Route, closure and slippage."""
    chosen = {finding.id: finding for finding in findings(edition)}
    return [
        chosen[key] for key in ("connectivity.shortest", "connectivity.shipments", "connectivity.slip") if key in chosen
    ]


def judgements(edition: Edition) -> list[Judgement]:
    """A judgement on the project whose date has moved most."""
    for programme in programmes(edition)[:1]:
        rows = slippage(edition, programme)
        rate = slip_rate(rows)
        if rate is not None and rate > 0.5:
            last = rows.iloc[-1]
            return [
                Judgement(
                    "connectivity.completion",
                    f"It is unlikely that {programme} is complete in {label(last['date'])}: its date has moved by "
                    f"{number(rate, 1)} years for each year passed.",
                    "Power or traffic reported over the whole length.", "4.4", tuple(last["source_ids"]),
                    likelihood="unlikely",
                )
            ]  # fmt: skip
    return []


def route_title(table: pd.DataFrame) -> str:
    """Title of the route table."""
    if not len(table):
        return "Routes by road"
    row = table.iloc[0]
    km = number(round(row["km"], -1))
    return f"{row['start']} to {row['goal']}: {km} km via {row['via']}, {number(row['estimated'])}% estimated"


def slip_title(programme: str, rate: float | None) -> str:
    """Title of the slippage chart."""
    if rate is None:
        return "Completion dates when they were promised"
    return f"{programme} lost {number(rate, 1)} years for each year that passed"
