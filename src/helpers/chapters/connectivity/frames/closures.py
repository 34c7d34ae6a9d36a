"""What a further closure would cost, added to what is shut today and counted from today's road."""

import pandas as pd

from helpers.chapters.connectivity.frames.network import _in_force, _meant, _touching
from helpers.chapters.connectivity.frames.roads import _trips
from helpers.edition import Edition
from helpers.finding import union
from helpers.methods.disruption import extra_km, place_importance, without
from helpers.methods.routes import link_graph

NO_ROAD = float("inf")


def scenarios(
    edition: Edition, places: pd.DataFrame, road_links: pd.DataFrame, open_links: pd.DataFrame
) -> pd.DataFrame:
    """Closures worth asking about: the scenarios that shut something which is open today.

    Of several that would shut the same the one that names least is kept.

    Returns
    -------
    pandas.DataFrame
        ``scenario_id``, ``name``, ``edges`` (the open links that it shuts) and ``row_ids``.
    """
    rows = edition.all.scenarios
    rows = rows[_in_force(rows, edition.as_of, "valid_from", "valid_to")]
    seasonal = set(road_links.loc[road_links["season_open"] != "", "edge_id"])
    keys = rows["closed_nodes"] + rows["closed_countries"]
    shut = [
        {edge for key in named for edge in _touching(road_links, _meant(key, places))}
        | (seasonal if season == "winter" else set())
        for named, season in zip(keys, rows["season"], strict=True)
    ]
    still_open = set(open_links["edge_id"])
    rows = rows.assign(edges=[tuple(sorted(edges & still_open)) for edges in shut], named=keys.map(len))
    rows = rows[rows["edges"].map(len) > 0].sort_values(["named", "scenario_id"]).drop_duplicates("edges")
    return rows[["scenario_id", "name", "edges", "row_ids"]].reset_index(drop=True)


def detours(
    scenarios: pd.DataFrame,
    ends: pd.DataFrame,
    open_links: pd.DataFrame,
    shut_today: pd.DataFrame,
    base_roads: pd.DataFrame,
) -> pd.DataFrame:
    """Extra km of each closure from each start that has a road today.

    A closure that cuts a road is not told again with others added to it.

    Returns
    -------
    pandas.DataFrame
        ``scenario_id``, ``name``, ``start``, ``goal``, ``port``, ``extra_km`` (``inf`` where no road is left) and
        ``row_ids``; a row per scenario and start, the worst first.
    """
    trips = _trips(ends).merge(base_roads[["start_id", "row_ids"]], on="start_id")
    behind, today = union(shut_today["row_ids"]), link_graph(open_links)
    pairs = open_links.set_index("edge_id")[["from_node", "to_node"]]
    rows, cutting = [], []
    ordered = scenarios.sort_values("edges", key=lambda column: column.map(len), kind="stable")
    for scenario, edges in zip(ordered.to_dict("records"), ordered["edges"].map(frozenset), strict=True):
        if any(cut < edges for cut in cutting):
            continue
        left = without(today, links=pairs.loc[list(edges)].itertuples(index=False))
        extra = [extra_km(today, left, *trip) for trip in zip(trips["start_id"], trips["goal_id"], strict=True)]
        if extra and min(extra) == NO_ROAD:
            cutting.append(edges)
        ids = [union([scenario["row_ids"], behind, road]) for road in trips["row_ids"]]
        rows.append(
            trips.assign(**{key: scenario[key] for key in ("scenario_id", "name")}, extra_km=extra, row_ids=ids)
        )
    columns = ["scenario_id", "name", "start", "goal", "port", "extra_km", "row_ids"]
    table = pd.concat([pd.DataFrame(columns=columns), *rows]) if rows else pd.DataFrame(columns=columns)
    worst = table.groupby("scenario_id")["extra_km"].transform("max")
    order = table.assign(worst=worst).sort_values(["worst", "name"], ascending=[False, True], kind="stable")
    return order[columns].reset_index(drop=True)


def critical_places(
    ends: pd.DataFrame, places: pd.DataFrame, open_links: pd.DataFrame, base_roads: pd.DataFrame
) -> pd.DataFrame:
    """What each place on a shortest road is worth: the extra km without it, and how many starts it would cut off.

    Returns
    -------
    pandas.DataFrame
        ``place``, ``extra`` (km, the largest over the starts that keep a way; NaN if none does), ``cut`` (starts left
        without a way), ``starts`` (starts whose road passes) and ``row_ids``; the worst first.
    """
    trips = _trips(ends)
    if trips.empty:
        return pd.DataFrame(columns=["place", "extra", "cut", "starts", "row_ids"])
    table = place_importance(link_graph(open_links), trips["start_id"], trips["goal_id"].iloc[0])
    behind = base_roads.explode("places").groupby("places")["row_ids"].agg(union)
    names = places.set_index("node_id")["place"]
    return table.assign(row_ids=table["place"].map(behind), place=table["place"].map(names))
