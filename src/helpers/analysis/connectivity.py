"""Connectivity: the corridors as a network that can be tested, and the dates that projects were promised for.

The network holds the preferred links of one mode. A link without a published length is estimated as its great circle
times the median circuity of the published links, and counts as estimated wherever it is used. Closing a place or a
country takes its links out; what is lost is the difference to the open network (Mattsson and Jenelius 2015).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, pairwise
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from helpers.datapackage.read import InputError
from helpers.edition import Edition
from helpers.figures.passage import Finding, Judgement
from helpers.periods import label, period
from helpers.words.formats import count, dated, listed, number, percent, sentence_case, usd

DEFAULT = "base"
LOOKED_AT = 400  # simple paths in the order of length among which alternatives are sought
ALTERNATIVES = 4
DRIVING = "speed_without_delay_kmh"
WAITING = "border_time_h"


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


def opened(text: str, day: date) -> bool:
    """Whether a link was open by a day; one without a date of opening counts as open."""
    return not text or period(text).start <= day


def network(edition: Edition, mode: str = "road", closed: Sequence[str] = ()) -> nx.Graph:
    """The preferred single links of a mode; links planned or under construction are left out.

    Parameters
    ----------
    edition
        The edition.
    mode
        ``road`` or another mode of the table ``edges``.
    closed
        Places (``node_id``) and countries (alpha-3) that no route may use, whatever the scenario.

    Edges carry ``km``, ``estimated`` (bool), ``top_m``, ``seasonal``, ``season`` (month and day of opening and closing),
    ``source_ids``; nodes carry ``name``, ``countries``, ``kind``, ``elevation_m``, ``lat`` and ``lon``; the graph
    carries ``closed``, the names of what is closed.

    Raises
    ------
    InputError
        If nothing in the network goes by a name in ``closed``.
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
    usable = usable[usable["opened"].map(lambda text: opened(text, edition.as_of)).astype(bool)]
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
            season=(row["season_open"], row["season_close"]),
            source_ids=row["source_ids"],
        )
    return _without(edition, graph, closed)


def _without(edition: Edition, graph: nx.Graph, closed: Sequence[str]) -> nx.Graph:
    places = {node: graph.nodes[node]["name"] for node in graph if graph.degree(node)}
    countries = {code: edition.country(code).name for node in places for code in graph.nodes[node]["countries"]}
    for name in closed:
        if name not in places and name not in countries:
            known = ", ".join([*sorted(countries), *sorted(places)])
            raise InputError(f"closed: found {name!r}, expected places or countries of the network: {known}")
    scenario = {
        "closed_nodes": [name for name in closed if name in places],
        "closed_countries": [name for name in closed if name not in places],
        "season": "",
    }
    left = close(graph, scenario)
    left.graph["closed"] = tuple(places.get(name) or countries[name] for name in closed)
    return left


def standing_label(graph: nx.Graph) -> str:
    """How things stand in words: ``as things stand``, or with what a parameter closes."""
    closed = graph.graph.get("closed", ())
    return f"with {listed(closed)} closed too" if closed else "as things stand"


def open_label(graph: nx.Graph) -> str:
    """The reference of closures in words: ``everything open``, but for what a parameter closes."""
    closed = graph.graph.get("closed", ())
    return f"everything but {listed(closed)} open" if closed else "everything open"


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
    there = edges["opened"].map(lambda text: opened(text, edition.as_of)).astype(bool)
    return edges[edges["preferred"] & ~edges["composite"] & there].reset_index(drop=True)


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
    return _route(graph, nx.shortest_path(graph, start, goal, weight="km"))


def _route(graph: nx.Graph, places: list[str]) -> Route:
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


def speed(edition: Edition, mode: str = "road") -> tuple[float, int, tuple[int, ...]] | None:
    """Published driving speed (km/h) over all corridors of a mode, without stops, its year and sources; the latest."""
    rows = edition.all.corridor_performance
    rows = rows[
        (rows["metric"] == DRIVING) & (rows["mode"] == mode) & (rows["country"] == "") & (rows["node_id"] == "")
    ]
    if rows.empty:
        return None
    row = rows.loc[rows["year"].idxmax()]
    return float(row["value"]), int(row["year"]), tuple(row["source_ids"])


def waiting(edition: Edition) -> pd.DataFrame:
    """Published hours at each border place, over all years and both directions.

    Returns
    -------
    pandas.DataFrame
        Index ``node_id``; ``low``, ``high`` (hours), ``first``, ``last`` (years), ``n`` (published values; the number of
        trucks behind each is not published) and ``source_ids``.
    """
    rows = edition.all.corridor_performance
    rows = rows[(rows["metric"] == WAITING) & (rows["node_id"] != "")]
    return rows.groupby("node_id").agg(
        low=("value", "min"), high=("value", "max"), first=("year", "min"), last=("year", "max"), n=("value", "size"),
        source_ids=("source_ids", lambda ids: tuple(sorted({number for row in ids for number in row}))),
    )  # fmt: skip


def hours(edition: Edition, graph: nx.Graph, route: Route) -> dict[str, Any] | None:
    """Hours of a route: its length at the published driving speed, and the published hours at its borders.

    Returns
    -------
    dict
        ``low``, ``high`` (hours), ``borders`` (place with hours, values and years), ``unknown`` (border places without a value) and
        ``source_ids``; ``None`` without a published speed.
    """
    driving, queue = speed(edition), waiting(edition)
    if driving is None:
        return None
    borders = [
        place
        for place in route.places
        if (graph.nodes[place]["kind"] in ("border", "pass") and len(graph.nodes[place]["countries"]) != 1)
        or graph.nodes[place]["kind"] == "border"
    ]
    known = [place for place in borders if place in queue.index]
    ids = {*driving[2], *(number for place in known for number in queue.loc[place, "source_ids"])}
    return {
        "low": route.km / driving[0] + sum(queue.loc[place, "low"] for place in known),
        "high": route.km / driving[0] + sum(queue.loc[place, "high"] for place in known),
        "borders": [f"{graph.nodes[place]['name']} ({_queue(queue.loc[place])})" for place in known],
        "unknown": [graph.nodes[place]["name"] for place in borders if place not in queue.index],
        "source_ids": tuple(sorted(ids)),
    }


def _queue(row: pd.Series) -> str:
    years = f"{int(row['first'])}" if row["first"] == row["last"] else f"{int(row['first'])} to {int(row['last'])}"
    low, high = number(row["low"], 1), number(row["high"], 1)
    span = low if low == high else f"{low} to {high}"
    return f"{span} h, {count(int(row['n']), 'value')}, {years}"


def months_open(graph: nx.Graph, route: Route) -> int:
    """Months of the year in which every link of a route is in season; a month counts if it is open to its end."""
    months = set(range(1, 13))
    for pair in pairwise(route.places):
        first, last = graph.edges[pair]["season"]
        if first and last:
            start, end = int(first[:2]), int(last[:2])
            months &= set(range(start, end + 1)) if start <= end else {*range(start, 13), *range(1, end + 1)}
    return len(months)


def alternatives(graph: nx.Graph, start: str, goal: str, pair: tuple[str, str]) -> list[Route]:
    """The shortest way through each set of transit countries, shortest first, at most :data:`ALTERNATIVES`.

    Sought among the :data:`LOOKED_AT` shortest simple paths (Yen 1971, as networkx has it).
    """
    if start not in graph or goal not in graph or not nx.has_path(graph, start, goal):
        return []
    found: dict[frozenset[str], Route] = {}
    for places in islice(nx.shortest_simple_paths(graph, start, goal, weight="km"), LOOKED_AT):
        way = _route(graph, places)
        found.setdefault(frozenset(via(graph, way, pair)), way)
        if len(found) == ALTERNATIVES:
            break
    return list(found.values())


def disjoint(graph: nx.Graph, start: str, goal: str) -> int:
    """How many ways there are that share no place but the ends (Menger 1927)."""
    if start not in graph or goal not in graph or graph.has_edge(start, goal):
        return int(start in graph and goal in graph)
    return nx.node_connectivity(graph, start, goal)


def choices(edition: Edition, graph: nx.Graph) -> pd.DataFrame:
    """Ways from every start with everything open, the shortest through each set of countries, with hours and months.

    Returns
    -------
    pandas.DataFrame
        ``start``, ``via``, ``km``, ``estimated`` (per cent), ``crossings``, ``top_m``, ``hours`` (printed range; modelled),
        ``hours_low``, ``hours_high``, ``unknown`` (borders without published hours), ``months``, ``open`` (whether it
        stands under the default scenario), ``places`` and ``source_ids``.
    """
    starts, goal = ends(edition, graph)
    now = standing(edition, graph)
    rows = []
    for start in starts if goal else []:
        for way in alternatives(graph, start, goal, edition.pair):
            time = hours(edition, graph, way)
            rows.append(
                {
                    "start": graph.nodes[start]["name"],
                    "via": ", ".join(edition.country(code).name for code in via(graph, way, edition.pair)) or "none",
                    "km": way.km,
                    "estimated": 100 * way.estimated_km / way.km,
                    "crossings": way.crossings,
                    "top_m": way.top_m,
                    "hours": _span(time["low"], time["high"]) if time else "",
                    "hours_low": time["low"] if time else float("nan"),
                    "hours_high": time["high"] if time else float("nan"),
                    "unknown": ", ".join(time["unknown"]) if time else "",
                    "months": months_open(graph, way),
                    "open": "yes" if nx.is_path(now, way.places) else "no",
                    "places": way.places,
                    "source_ids": tuple(sorted({*way.source_ids, *(time["source_ids"] if time else ())})),
                }
            )
    columns = ["start", "via", "km", "estimated", "crossings", "top_m", "hours", "hours_low", "hours_high", "unknown"]
    table = pd.DataFrame(rows, columns=[*columns, "months", "open", "places", "source_ids"])
    # What is open and the next best of every start come first: a short print shows each start.
    table = table.sort_values(["start", "open", "km"], ascending=[True, False, True], ignore_index=True)
    rank = table.groupby("start", sort=False).cumcount()
    order = table.assign(late=rank > 1, first=table.groupby("start")["km"].transform("min"))
    order = order.sort_values(["late", "first"], kind="stable")
    order = order.drop(columns=["late", "first"]).reset_index(drop=True)
    order.attrs["open"] = open_label(graph)
    return order


def _span(low: float, high: float) -> str:
    return number(round(low)) if round(low) == round(high) else f"{number(round(low))} to {number(round(high))}"


def criticality(edition: Edition, graph: nx.Graph) -> pd.DataFrame:
    """What each place on a shortest way is worth: the extra km without it, and how many starts it would cut off.

    The extra km is the insurance value of the second-best way: what it spares against having none
    (Jenelius, Petersen and Mattsson 2006, importance of a link).

    Returns
    -------
    pandas.DataFrame
        ``place``, ``extra`` (km, the largest over the starts that keep a way; NaN if none does), ``cut`` (starts left
        without a way), ``starts`` (starts whose shortest way passes) and ``source_ids``; the worst first.
    """
    starts, goal = ends(edition, graph)
    now = standing(edition, graph)
    best = {start: shortest(now, start, goal) for start in starts if goal}
    best = {start: way for start, way in best.items() if way is not None}
    rows = []
    for place in dict.fromkeys(place for way in best.values() for place in way.places[1:-1]):
        without = now.copy()
        without.remove_node(place)
        users = [start for start, way in best.items() if place in way.places[1:-1]]
        ways = {start: shortest(without, start, goal) for start in users}
        extra = [way.km - best[start].km for start, way in ways.items() if way is not None]
        rows.append(
            {
                "place": now.nodes[place]["name"],
                "extra": max(extra) if extra else float("nan"),
                "cut": sum(way is None for way in ways.values()),
                "starts": len(users),
                "source_ids": tuple(sorted({n for start in users for n in best[start].source_ids})),
            }
        )
    table = pd.DataFrame(rows, columns=["place", "extra", "cut", "starts", "source_ids"])
    table = table.sort_values(["cut", "extra"], ascending=False, na_position="last", ignore_index=True)
    table.attrs["standing"] = standing_label(graph)
    return table


def facts(edition: Edition) -> pd.DataFrame:
    """What is published of each programme: a row a quantity of the whole, with the span of values and of dates.

    Returns
    -------
    pandas.DataFrame
        ``programme``, ``component``, ``metric``, ``published`` (values as a range), ``unit``, ``when``, ``values`` (how
        many), ``conflict`` (values differ) and ``source_ids``.
    """
    rows = []
    for key, part in edition.all.projects.groupby(["programme", "component", "metric", "unit"], sort=False):
        programme, component, metric, unit = key
        low, high = part["value"].min(), part["value"].max()
        dates = sorted(text for text in part["as_of"] if text)
        span = (
            ""
            if not dates
            else label(dates[0])
            if dates[0] == dates[-1]
            else f"{label(dates[0])} to {label(dates[-1])}"
        )
        rows.append(
            {
                "programme": programme,
                "component": component,
                "metric": metric.removesuffix("_usd").removesuffix("_km").removesuffix("_pct").replace("_", " "),
                "published": _amount(low, unit) if low == high else f"{_amount(low, unit)} to {_amount(high, unit)}",
                "unit": "" if unit == "USD" else unit,
                "when": span or "undated",
                "values": len(part),
                "conflict": low != high,
                "source_ids": tuple(sorted({number for ids in part["source_ids"] for number in ids})),
            }
        )
    columns = ["programme", "component", "metric", "published", "unit", "when", "values", "conflict", "source_ids"]
    return pd.DataFrame(rows, columns=columns)


def _amount(value: float, unit: str) -> str:
    return usd(value) if unit == "USD" else number(value, 0 if value == int(value) else 1)


def progress(edition: Edition, programme: str) -> pd.DataFrame:
    """Published progress of a programme by country, per cent: every value with its date, no average.

    Returns
    -------
    pandas.DataFrame
        ``where``, ``component``, ``value``, ``as_of``, ``when``, ``notes`` and ``source_ids``, by country and date.
    """
    rows = edition.all.projects
    rows = rows[(rows["programme"] == programme) & (rows["metric"] == "progress_pct")].copy()
    rows["where"] = [edition.country(code).name if code else "whole" for code in rows["country"]]
    rows["when"] = [label(text) for text in rows["as_of"]]
    return rows.sort_values(["where", "as_of"])[
        ["where", "component", "value", "as_of", "when", "notes", "source_ids"]
    ].reset_index(drop=True)


def interrupted(edition: Edition, programme: str) -> pd.DataFrame:
    """When work on a programme was suspended and resumed: ``kind``, ``component``, ``date``, ``source_ids``, by date."""
    rows = edition.all.milestones
    rows = rows[(rows["programme"] == programme) & rows["kind"].isin(["suspended", "resumed"])]
    return rows.sort_values("date")[["kind", "component", "date", "source_ids"]].reset_index(drop=True)


def rules(edition: Edition) -> pd.DataFrame:
    """What each agreement on transit allows the pair, and what is recorded of its use.

    Returns
    -------
    pandas.DataFrame
        ``programme``, ``parties`` (the two sides with role and date), ``permits`` (published numbers), ``moved``
        (recorded runs between the two) and ``source_ids``; programmes in which both sides have a role.
    """
    members, projects, ships = edition.programme_memberships, edition.all.projects, edition.all.shipments
    ours = ships[ships["origin"].isin(edition.pair) & ships["destination"].isin(edition.pair)]
    rows = []
    for programme, part in members.groupby("programme", sort=False):
        if set(part["country"]) != set(edition.pair):
            continue
        short = programme.split()[0]
        permits = projects[(projects["programme"] == short) & (projects["unit"] == "permits")]
        runs = ours[ours["agreements"].map(lambda names, short=short: short in names).astype(bool)]
        rows.append(
            {
                "programme": programme,
                "parties": "; ".join(
                    f"{edition.country(row.country).name} {row.role}" + (f" {label(row.date)}" if row.date else "")
                    for row in part.itertuples()
                ),
                "permits": "; ".join(f"{row.component}: {number(row.value)}" for row in permits.itertuples()),
                "moved": len(runs),
                "source_ids": tuple(
                    sorted({n for frame in (part, permits, runs) for ids in frame["source_ids"] for n in ids})
                ),
            }
        )
    return pd.DataFrame(rows, columns=["programme", "parties", "permits", "moved", "source_ids"])


def side_by_side(edition: Edition, graph: nx.Graph, routes: pd.DataFrame) -> pd.DataFrame:
    """Published lengths of a stretch of the shortest road as a whole, beside the sum of its links.

    Returns
    -------
    pandas.DataFrame
        ``stretch``, ``published`` (km, every published whole length), ``summed`` (km of the links), ``estimated_km``
        (of the sum) and ``source_ids``; only stretches of more than one link.
    """
    if not len(routes):
        return pd.DataFrame(columns=["stretch", "published", "summed", "estimated_km", "source_ids"])
    along = stops(graph, routes.iloc[0]["places"]).set_index("node_id")
    wholes = edition.all.edges
    wholes = wholes[wholes["composite"] & (wholes["mode"] == "road") & wholes["distance_km"].notna()]
    rows = []
    for (one, other), part in wholes.groupby(["from_node", "to_node"], sort=False):
        if one not in along.index or other not in along.index:
            continue
        first, last = sorted((along.loc[one], along.loc[other]), key=lambda stop: stop["km"])
        between = along[(along["km"] > first["km"]) & (along["km"] <= last["km"])]
        legs = between["km"].diff().fillna(between["km"].iloc[0] - first["km"])
        if len(between) < 2:
            continue
        rows.append(
            {
                "stretch": f"{first['place']} to {last['place']}",
                "published": " or ".join(number(value) for value in sorted(set(part["distance_km"]), reverse=True)),
                "summed": last["km"] - first["km"],
                "estimated_km": float(legs[between["estimated_leg"]].sum()),
                "source_ids": tuple(sorted({number for ids in part["source_ids"] for number in ids})),
            }
        )
    return pd.DataFrame(rows, columns=["stretch", "published", "summed", "estimated_km", "source_ids"])


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
        everything = f"with {open_label(graph)}"
        ways = {standing_label(graph): shortest(now, start, goal), everything: shortest(graph, start, goal)}
        if ways[everything] == ways[standing_label(graph)]:
            del ways[everything]
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
    order = table.assign(first=first, open=table["condition"] != standing_label(graph))
    order = order.sort_values(["port", "first", "open"], ascending=[False, True, True], kind="stable")
    return order.drop(columns=["first", "port", "open"]).reset_index(drop=True)


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
    table = table.sort_values(places, ascending=False, ignore_index=True) if places else table
    table.attrs["open"] = open_label(graph)
    return table


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


def findings(edition: Edition, closed: Sequence[str] = ()) -> list[Finding]:
    """Shortest route, what a closed pass costs, use of the corridor, slippage; ``closed`` as in :func:`network`."""
    out: list[Finding] = []
    when = edition.as_of.isoformat()
    graph = network(edition, closed=closed)
    table = routes(edition, graph)
    if len(table):
        row = table.iloc[0]
        ids = row["source_ids"]
        out.append(
            Finding(
                "connectivity.shortest",
                f"{sentence_case(row['condition'])} the shortest road from {row['start']} to {row['goal']} runs through {row['via']}: "
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
        out += _time_findings(edition, graph, table)
    for programme in programmes(edition)[:1]:
        out += _work_findings(edition, programme)
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
                text + (f", {moved(rate)} for each year that passed." if rate is not None else "."),
                rate, "years per year", str(last["stated_on"])[:4], ids[:4], edition.confidence(ids),
                label=f"{programme}: years by which completion moved for each year passed, to {label(last['stated_on'])}",
                shown=number(rate, 1) if rate is not None else "", exhibit="4.4",
            )
        )  # fmt: skip
    return out


def _time_findings(edition: Edition, graph: nx.Graph, table: pd.DataFrame) -> list[Finding]:
    """Hours and season of the shortest road, ways that share no place, and the place that costs most."""
    row, when, out = table.iloc[0], edition.as_of.isoformat(), []
    way = _route(graph, list(row["places"]))
    time, driving = hours(edition, graph, way), speed(edition)
    if time and driving:
        borders = f", with published hours at {listed(time['borders'])}" if time["borders"] else ""
        missing = f"; hours at {listed(time['unknown'])} n.f." if time["unknown"] else ""
        out.append(
            Finding(
                "connectivity.hours",
                f"At the published {number(driving[0])} km/h of {driving[1]} that road takes about "
                f"{_span(time['low'], time['high'])} hours{borders}{missing}, modelled.",
                float(time["high"]), "hours", str(driving[1]), time["source_ids"][:5], "low", exhibit="4.2",
            )
        )  # fmt: skip
    start, goal = way.places[0], way.places[-1]
    open_ways, now = disjoint(graph, start, goal), disjoint(standing(edition, graph), start, goal)
    out.append(
        Finding(
            "connectivity.disjoint",
            f"From {row['start']} {count(open_ways, 'way')} share no place with {open_label(graph)}, and {count(now, 'way')} "
            f"{standing_label(graph)}, {label(when)}; season on record for that road: {count(months_open(graph, way), 'month')}.",
            now, "ways", when, way.source_ids[:5], "low", exhibit="4.2",
        )
    )  # fmt: skip
    return out


def _work_findings(edition: Edition, programme: str) -> list[Finding]:
    """Progress where the published values conflict, and when work was suspended and resumed."""
    out = []
    table = progress(edition, programme)
    for where, part in table.groupby("where"):
        low, high = part["value"].min(), part["value"].max()
        late = part[part["as_of"] >= part["as_of"].max()[:4]]
        if high - low < 40 or late["value"].max() >= 99:
            continue
        ids = tuple(sorted({number for row in part["source_ids"] for number in row}))
        apart = part.drop_duplicates("value")
        said = [f"{percent(row.value / 100)} ({row.component}, {row.when})" for row in apart.itertuples()]
        out.append(
            Finding(
                f"connectivity.progress-{where.lower()}",
                f"Published progress of {programme} in {where} conflicts: {listed(said)}.",
                float(high), "%", part["as_of"].max(), ids, "low", exhibit="4.8",
            )
        )  # fmt: skip
    claims = edition.claims
    against = claims[claims["claim"].str.contains(programme, regex=False) & (claims["verdict"] == "contradicted")]
    for row in against.to_dict("records"):
        out.append(
            Finding(
                f"connectivity.claim-{row['claim_id'].lower()}",
                f"The statement “{row['claim']}” is contradicted by what is on record.",
                None, "", "", row["source_ids"][:4], edition.confidence(row["source_ids"]), exhibit="6.2",
            )
        )  # fmt: skip
    stops = interrupted(edition, programme)
    if len(stops):
        ids = tuple(sorted({number for row in stops["source_ids"] for number in row}))
        said = [f"{row.kind} {dated(row.date)} ({row.component})" for row in stops.itertuples()]
        out.append(
            Finding(
                "connectivity.interrupted",
                f"Work on {programme} was {listed(said)}.",
                len(stops), "dates", f"{stops['date'].iloc[0][:4]}", ids, edition.confidence(ids), exhibit="4.8",
            )
        )  # fmt: skip
    return out


def headline(edition: Edition, closed: Sequence[str] = ()) -> list[Finding]:
    """Route, closure and slippage; ``closed`` as in :func:`network`."""
    chosen = {finding.id: finding for finding in findings(edition, closed)}
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


def criticality_title(table: pd.DataFrame) -> str:
    """Title of the table of places."""
    alone = int((table["cut"] > 0).sum())
    return f"{alone} of {len(table)} places on the shortest roads have no way around them {table.attrs['standing']}"


def progress_title(programme: str, table: pd.DataFrame) -> str:
    """Title of the table of progress: where published values lie furthest apart."""
    spread = table.groupby("where")["value"].agg(lambda values: values.max() - values.min())
    if len(table) < 3 or not spread.max() > 0:
        return f"Published progress of {programme}"
    part = table[table["where"] == spread.idxmax()]["value"]
    return f"{programme}: from {number(part.min())}% to {number(part.max())}% published for {spread.idxmax()}"


def rules_title(table: pd.DataFrame) -> str:
    """Title of the table of agreements."""
    used = int((table["moved"] > 0).sum())
    return f"{used} of {len(table)} agreements of both sides have a recorded run between them"


def moved(rate: float) -> str:
    """A slip rate in words: ``1.0 years later``, ``0.1 years earlier``."""
    return f"{number(abs(rate), 1)} years {'later' if rate > 0 else 'earlier'}"


def slip_title(programme: str, rate: float | None) -> str:
    """Title of the slippage chart."""
    if rate is None:
        return "Completion dates when they were promised"
    return f"{programme}: completion moved {moved(rate)} for each year that passed"
