"""Ways through the network: the shortest road from each start, other ways, and what can be said of each."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import networkx as nx
import numpy as np
import pandas as pd

from helpers.edition import Edition
from helpers.finding import union
from helpers.methods.routes import alternative_routes, disjoint_routes, link_graph, shortest_route

DRIVING = "speed_without_delay_kmh"
WAITING = "border_time_h"
CONDITIONS = ("asked", "today", "open")  # with what the reader closes, as things stand, with everything open
LENGTHS = ("km", "km_low", "km_high")
WAY = ["via", *LENGTHS, "estimated_km", "derived_km", "crossings", "top_m", "months", "places", "row_ids"]


def _alone(codes: tuple[str, ...]) -> str:
    """The country of a place that lies in one; empty for a place on a frontier, which is passed, not entered."""
    return codes[0] if len(codes) == 1 else ""


def _entered(path: Iterable[str], country: pd.Series) -> list[str]:
    """The countries of a way in their order, the first included, each as often as it is entered."""
    inside = [code for code in map(_alone, country[list(path)]) if code]
    return [code for place, code in enumerate(inside) if not place or code != inside[place - 1]]


def _months(seasons: Iterable[tuple[str, str]]) -> int:
    """Months of the year in which all links are in season; a month counts if the season lasts to its end."""
    months = set(range(1, 13))
    for first, last in seasons:
        if first and last:
            start, end = int(first[:2]), int(last[:2])
            months &= set(range(start, end + 1)) if start <= end else {*range(start, 13), *range(1, end + 1)}
    return len(months)


def _way(graph: nx.Graph, at: pd.DataFrame, path: list[str], pair: tuple[str, str]) -> dict[str, Any]:
    """What is known of a way: see the columns :data:`WAY`."""
    legs = pd.DataFrame([graph.edges[leg] for leg in pairwise(path)])
    stops = at.loc[path]
    entered = _entered(path, at["country"])
    tops = pd.concat([legs["top_m"], stops["elevation_m"]]).astype(float)
    return {
        "via": tuple(code for code in dict.fromkeys(entered) if code not in pair),
        **{name: legs[name].sum() for name in LENGTHS},
        "estimated_km": legs.loc[legs["basis"] == "estimated", "km"].sum(),
        "derived_km": legs.loc[legs["basis"] == "derived", "km"].sum(),
        "crossings": len(entered) - 1,
        "top_m": tops.max(),
        "months": _months(zip(legs["season_open"], legs["season_close"], strict=True)),
        "places": tuple(path),
        "row_ids": union(legs["row_ids"]),
    }


def ends(edition: Edition, places: pd.DataFrame, road_links: pd.DataFrame) -> pd.DataFrame:
    """Where roads start and end: from the ports and capital of the side that has ports, to the capital of the other.

    A capital that is not in the network is stood in for by the city with most roads. The first side starts if both or
    neither have a port.

    Returns
    -------
    pandas.DataFrame
        ``node_id``, ``place``, ``country``, ``role`` (``start`` or ``goal``), ``port`` and ``row_ids``; empty if a side
        has no place.
    """
    degree = pd.concat([road_links["from_node"], road_links["to_node"]]).value_counts()
    used = places.assign(roads=places["node_id"].map(degree).fillna(0), country=places["country"].map(_alone))
    used = used[(used["roads"] > 0) & used["country"].isin(edition.pair)]
    used = used.assign(
        port=used["kind"] == "port",
        capital=used["place"] == used["country"].map({code: edition.country(code).capital for code in edition.pair}),
    )
    cities = used[used["kind"].isin(["city", "port"])]
    order = cities.sort_values(["capital", "roads", "node_id"], ascending=[False, False, True])
    main = order.drop_duplicates("country")
    with_port = [code for code in edition.pair if used.loc[used["country"] == code, "port"].any()]
    first = with_port[0] if len(with_port) == 1 else edition.pair[0]
    starts = pd.concat([used[used["port"]], main]).query("country == @first").drop_duplicates("node_id")
    goal = main[main["country"] != first]
    both = pd.concat([starts.assign(role="start"), goal.assign(role="goal")], ignore_index=True)
    both = both if len(starts) and len(goal) else both.iloc[:0]
    return both[["node_id", "place", "country", "role", "port", "row_ids"]]


def _trips(ends: pd.DataFrame) -> pd.DataFrame:
    """Each start with the goal: ``start_id``, ``start``, ``goal_id``, ``goal``, ``port``."""
    starts = ends[ends["role"] == "start"].rename(columns={"node_id": "start_id", "place": "start"})
    goal = ends[ends["role"] == "goal"].rename(columns={"node_id": "goal_id", "place": "goal"})
    return starts[["start_id", "start", "port"]].merge(goal[["goal_id", "goal"]], how="cross")


def shortest_roads(
    edition: Edition,
    ends: pd.DataFrame,
    places: pd.DataFrame,
    road_links: pd.DataFrame,
    today_links: pd.DataFrame,
    open_links: pd.DataFrame,
    shut_by_choice: pd.DataFrame,
) -> pd.DataFrame:
    """The shortest road from each start: as things stand, with what the reader closes, and with everything open.

    Returns
    -------
    pandas.DataFrame
        ``start``, ``goal``, ``start_id``, ``goal_id``, ``port``, ``condition`` (``today``, ``asked``, ``open``), ``via``
        (transit countries), ``km``, ``km_low``, ``km_high``, ``estimated_km``, ``derived_km``, ``crossings``, ``top_m``, ``months``, ``places``,
        ``extra_km`` (more than today) and ``row_ids``. A road that is not there has no row, the one with everything open
        only if it is another one. The shortest port comes first, the capital last.
    """
    at = places.set_index("node_id")
    networks = {"today": today_links, "open": road_links} | ({"asked": open_links} if len(shut_by_choice) else {})
    rows = []
    for condition, links in networks.items():
        graph = link_graph(links)
        for trip in _trips(ends).itertuples(index=False):
            path = shortest_route(graph, trip.start_id, trip.goal_id)
            if path:
                rows.append({**trip._asdict(), "condition": condition, **_way(graph, at, path, edition.pair)})
    columns = ["start", "goal", "start_id", "goal_id", "port", "condition", *WAY]
    roads = pd.DataFrame(rows, columns=columns)
    today = roads[roads["condition"] == "today"].set_index("start_id")
    same = (roads["condition"] == "open") & (roads["places"] == roads["start_id"].map(today["places"]))
    roads = roads[~same].assign(
        extra_km=roads["km"] - roads["start_id"].map(today["km"]),
        shortest=roads.groupby("start_id")["km"].transform("min"),
        order=roads["condition"].map(CONDITIONS.index),
    )
    roads = roads.sort_values(["port", "shortest", "order"], ascending=[False, True, True], kind="stable")
    return roads.reset_index(drop=True)[[*columns[:-1], "extra_km", "row_ids"]]


def base_roads(shortest_roads: pd.DataFrame, shut_by_choice: pd.DataFrame) -> pd.DataFrame:
    """The roads from which closures are counted: those of today, or with what the reader closes."""
    return shortest_roads[shortest_roads["condition"] == ("asked" if len(shut_by_choice) else "today")]


def road_in_use(base_roads: pd.DataFrame, shortest_roads: pd.DataFrame, shut_by_choice: pd.DataFrame) -> pd.DataFrame:
    """The road that leads, one row: the shortest from a port as things stand, or else as it would be.

    Returns
    -------
    pandas.DataFrame
        The columns of ``shortest_roads`` and ``standing``: ``today``, ``asked``, ``without`` (what the reader closes leaves
        no road: this is the one of today), ``open`` (no road is open today).
    """
    road = (base_roads if len(base_roads) else shortest_roads).head(1)
    lost = len(shut_by_choice) > 0 and base_roads.empty
    return road.assign(standing=road["condition"].where(~(lost & (road["condition"] == "today")), "without"))


def itinerary(road_in_use: pd.DataFrame, places: pd.DataFrame, road_links: pd.DataFrame) -> pd.DataFrame:
    """The places of the road in use, in order.

    Returns
    -------
    pandas.DataFrame
        ``number`` (from one), ``node_id``, ``place``, ``km`` from the start, ``elevation_m``, ``estimated_leg`` (of the
        leg that ends here), ``lat`` and ``lon`` in degrees (NaN where the place has none), ``row_ids``.
    """
    columns = ["number", "node_id", "place", "km", "elevation_m", "estimated_leg", "lat", "lon", "row_ids"]
    if road_in_use.empty:
        return pd.DataFrame(columns=columns)
    path, graph = list(road_in_use.iloc[0]["places"]), link_graph(road_links)
    legs = pd.DataFrame([graph.edges[leg] for leg in pairwise(path)])
    stops = places.set_index("node_id").loc[path].rename_axis("node_id").reset_index()
    return stops.assign(
        number=range(1, len(stops) + 1),
        km=[0.0, *legs["km"].cumsum()],
        estimated_leg=[False, *(legs["basis"] == "estimated")],
        row_ids=[union(ids) for ids in zip(stops["row_ids"], [(), *legs["row_ids"]], strict=True)],
    )[columns]


def driving_speed(edition: Edition) -> pd.DataFrame:
    """The latest published driving speed over all roads, without stops: ``year``, ``value`` (km/h), ``row_ids``."""
    rows = edition.all.corridor_performance
    everywhere = (rows["country"] == "") & (rows["node_id"] == "") & (rows["mode"] == "road")
    rows = rows[everywhere & (rows["metric"] == DRIVING)]
    return rows.sort_values("year").tail(1)[["year", "value", "row_ids"]].reset_index(drop=True)


def border_hours(edition: Edition) -> pd.DataFrame:
    """Published hours at each border place, over all years and both directions.

    Returns
    -------
    pandas.DataFrame
        ``node_id``, ``low``, ``high`` (hours), ``first``, ``last`` (years), ``values`` (how many are published; the number
        of trucks behind each is not) and ``row_ids``.
    """
    rows = edition.all.corridor_performance
    rows = rows[(rows["metric"] == WAITING) & (rows["node_id"] != "")]
    return rows.groupby("node_id", as_index=False).agg(
        low=("value", "min"),
        high=("value", "max"),
        first=("year", "min"),
        last=("year", "max"),
        values=("value", "size"),
        row_ids=("row_ids", union),
    )


def _on_border(at: pd.DataFrame) -> pd.Series:
    return (at["kind"] == "border") | ((at["kind"] == "pass") & (at["country"].map(len) != 1))


def queues(road_in_use: pd.DataFrame, places: pd.DataFrame, border_hours: pd.DataFrame) -> pd.DataFrame:
    """The borders of the road in use in order: the columns of ``border_hours`` (NaN where none are published), ``place``."""
    path = list(road_in_use.iloc[0]["places"]) if len(road_in_use) else []
    at = places.set_index("node_id").loc[path]
    return at.loc[_on_border(at), ["place"]].reset_index().merge(border_hours, on="node_id", how="left")


def other_ways(
    edition: Edition,
    ends: pd.DataFrame,
    places: pd.DataFrame,
    road_links: pd.DataFrame,
    open_links: pd.DataFrame,
    shut_by_choice: pd.DataFrame,
    driving_speed: pd.DataFrame,
    border_hours: pd.DataFrame,
) -> pd.DataFrame:
    """The shortest way from each start through each set of transit countries, with everything open.

    Returns
    -------
    pandas.DataFrame
        ``start``, ``via``, ``km``, ``km_low``, ``km_high``, ``estimated`` (per cent), ``crossings``, ``top_m``, ``hours_low``,
        ``hours_high`` (km at the published speed plus the published hours at the borders; NaN without a speed), ``unknown`` (borders without
        published hours), ``months``, ``open`` (whether it stands today), ``places`` and ``row_ids``.
    """
    at, waits = places.set_index("node_id"), border_hours.set_index("node_id")
    asked = road_links[~road_links["edge_id"].isin(shut_by_choice["edges"].explode())]
    graph, now, rows = link_graph(asked), link_graph(open_links), []

    def passed(path: list[str]) -> frozenset[str]:
        return frozenset(_entered(path, at["country"])) - set(edition.pair)

    for trip in _trips(ends).itertuples(index=False):
        for path in alternative_routes(graph, trip.start_id, trip.goal_id, kind=passed):
            stops = at.loc[path]
            borders = stops.index[_on_border(stops)]
            known = waits.loc[waits.index.isin(borders)]
            rows.append(
                {
                    "start": trip.start,
                    **_way(graph, at, path, edition.pair),
                    "waiting": (known["low"].sum(), known["high"].sum()),
                    "unknown": tuple(at.loc[borders.difference(waits.index, sort=False), "place"]),
                    "open": nx.is_path(now, path),
                    "border_rows": union(known["row_ids"]),
                }
            )
    ways = pd.DataFrame(rows, columns=["start", *WAY, "waiting", "unknown", "open", "border_rows"])
    pace = driving_speed["value"].to_list() or [np.nan]
    behind = union(driving_speed["row_ids"])
    ways = ways.assign(
        estimated=100 * ways["estimated_km"].astype(float) / ways["km"].astype(float),
        hours_low=ways["km"].astype(float) / pace[0] + ways["waiting"].str[0].astype(float),
        hours_high=ways["km"].astype(float) / pace[0] + ways["waiting"].str[1].astype(float),
        row_ids=[union([*ids, behind]) for ids in zip(ways["row_ids"], ways["border_rows"], strict=True)],
    )
    ways = ways.sort_values(["start", "open", "km"], ascending=[True, False, True], ignore_index=True)
    columns = [
        "start",
        "via",
        *LENGTHS,
        "estimated",
        "crossings",
        "top_m",
        "hours_low",
        "hours_high",
        "unknown",
        "months",
    ]
    return ways[[*columns, "open", "places", "row_ids"]]


def separate_ways(
    ends: pd.DataFrame, road_links: pd.DataFrame, open_links: pd.DataFrame, shortest_roads: pd.DataFrame
) -> pd.DataFrame:
    """How many ways share no place but their ends, from each start.

    Returns
    -------
    pandas.DataFrame
        ``start``, ``goal``, ``open`` (with everything open), ``now`` (as things stand) and ``row_ids``.
    """
    graphs = {"open": link_graph(road_links), "now": link_graph(open_links)}
    trips = _trips(ends)
    counted = {
        condition: [disjoint_routes(graph, *trip) for trip in zip(trips["start_id"], trips["goal_id"], strict=True)]
        for condition, graph in graphs.items()
    }
    behind = shortest_roads.groupby("start")["row_ids"].agg(union)
    table = trips.assign(**counted)
    table = table.assign(row_ids=[behind.get(start, ()) for start in table["start"]])
    return table[["start", "goal", "open", "now", "row_ids"]]


def whole_lengths(edition: Edition, itinerary: pd.DataFrame) -> pd.DataFrame:
    """Lengths published for a stretch of the road in use as a whole, beside the sum of its links.

    Returns
    -------
    pandas.DataFrame
        ``start``, ``end`` (of the stretch), ``published`` (tuple, km, the longest first), ``summed`` (km of the links),
        ``estimated_km`` (of the sum) and ``row_ids``; only stretches of more than one link.
    """
    edges = edition.all.edges
    wholes = edges[edges["composite"] & (edges["mode"] == "road") & edges["distance_km"].notna()]
    wholes = wholes.groupby(["from_node", "to_node"], as_index=False).agg(
        published=("distance_km", lambda values: tuple(sorted(set(values), reverse=True))),
        row_ids=("row_ids", union),
    )
    legs = itinerary.assign(estimated=itinerary["km"].diff().where(itinerary["estimated_leg"].astype(bool), 0.0))
    along = legs.assign(estimated_so_far=legs["estimated"].fillna(0).cumsum()).drop(columns="row_ids")
    stretch = wholes.merge(along.add_suffix("_from"), left_on="from_node", right_on="node_id_from")
    stretch = stretch.merge(along.add_suffix("_to"), left_on="to_node", right_on="node_id_to")
    forward = stretch["number_from"] < stretch["number_to"]
    stretch = stretch.assign(
        start=stretch["place_from"].where(forward, stretch["place_to"]),
        end=stretch["place_to"].where(forward, stretch["place_from"]),
        summed=(stretch["km_to"] - stretch["km_from"]).abs(),
        estimated_km=(stretch["estimated_so_far_to"] - stretch["estimated_so_far_from"]).abs(),
    )
    several = (stretch["number_to"] - stretch["number_from"]).abs() > 1
    return stretch.loc[several, ["start", "end", "published", "summed", "estimated_km", "row_ids"]].reset_index(
        drop=True
    )
