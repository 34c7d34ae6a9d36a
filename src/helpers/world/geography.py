"""Where two states lie: distances, borders, the fewest land borders between them.

Distances are of the world as it is: GeoDist is of 2011, borders and capitals of the last Factbook (January 2026).
"""

from itertools import pairwise

import networkx as nx
import pandas as pd

from helpers.world.read import World

_WRONG_PLACE = ["dist", "distcap"]  # of rows flagged ``coordinates``: GeoDist has a wrong place for a side


def distance(world: World, a: str, b: str) -> pd.DataFrame:
    """Distances and ties of two states.

    Returns
    -------
    pandas.DataFrame
        One row, or none: the columns of the table ``distances`` with ``a`` as ``country_a``; ``dist`` and ``distcap``
        are NaN where GeoDist has a wrong place for a side; ``row_ids``, ``source_ids``. ``capital_km`` (great circle
        between the capitals) and ``border_now`` are from the Factbook, the rest from GeoDist.
    """
    frame = world.table("distances")
    frame = frame[frame["country_a"].isin([a, b]) & frame["country_b"].isin([a, b]) & (a != b)].reset_index(drop=True)
    frame["row_ids"] = [(row_id,) for row_id in world.row_ids("distances", frame)]
    frame["source_ids"] = [world.sources_for("distances")] * len(frame)
    frame["country_a"], frame["country_b"] = a, b
    frame.loc[frame["flag"].eq("coordinates"), _WRONG_PLACE] = float("nan")
    return frame


def neighbours(world: World, country: str) -> pd.DataFrame:
    """Land neighbours of a state, the longest border first.

    Returns
    -------
    pandas.DataFrame
        ``country``, ``neighbour``, ``km`` (mean of what the two sides are listed with), ``date``, ``row_ids``,
        ``source_ids``.
    """
    frame = world.table("land_boundaries")
    frame = frame[frame["country_a"].eq(country) | frame["country_b"].eq(country)].reset_index(drop=True)
    frame["neighbour"] = frame["country_b"].where(frame["country_a"].eq(country), frame["country_a"])
    frame["country"], frame["date"] = country, world.covered_to("land_boundaries")
    frame["row_ids"] = [(row_id,) for row_id in world.row_ids("land_boundaries", frame)]
    frame["source_ids"] = [world.sources_for("land_boundaries")] * len(frame)
    columns = ["country", "neighbour", "km", "date", "row_ids", "source_ids"]
    return frame.sort_values("km", ascending=False)[columns].reset_index(drop=True)


def border(world: World, a: str, b: str) -> pd.DataFrame:
    """The common land border of two states as a row of :func:`neighbours`; no row if none is listed."""
    near = neighbours(world, a)
    return near[near["neighbour"].eq(b)].reset_index(drop=True)


def land_ways(world: World, a: str, b: str) -> pd.DataFrame:
    """Every way over land from one state to another that crosses the fewest borders.

    Whether a border can be crossed is not known here.

    Returns
    -------
    pandas.DataFrame
        ``borders`` (number crossed), ``way`` (tuple of states from a to b), ``row_ids``, ``source_ids``; sorted by
        ``way``; no row if the two hang together by no land border.
    """
    borders = world.table("land_boundaries")
    borders["row_id"] = world.row_ids("land_boundaries", borders)
    graph = nx.from_pandas_edgelist(borders, "country_a", "country_b", edge_attr="row_id")
    ways = []
    if a in graph and b in graph and nx.has_path(graph, a, b):
        ways = sorted(tuple(way) for way in nx.all_shortest_paths(graph, a, b))
    frame = pd.DataFrame({"borders": [len(way) - 1 for way in ways], "way": ways})
    frame["row_ids"] = [tuple(graph.edges[step]["row_id"] for step in pairwise(way)) for way in ways]
    frame["source_ids"] = [world.sources_for("land_boundaries")] * len(ways)
    return frame


def states(world: World, *countries: str) -> pd.DataFrame:
    """Names, region, groups and capitals of states, in the order asked for.

    Returns
    -------
    pandas.DataFrame
        The columns of the table ``states``, ``row_ids``, ``source_ids``. A state that is no UN member has its row in
        the table ``non_members`` and none here.
    """
    frame = world.table("states").set_index("country", drop=False)
    frame = frame.loc[[code for code in countries if code in frame.index]].reset_index(drop=True)
    frame["row_ids"] = [(row_id,) for row_id in world.row_ids("states", frame)]
    frame["source_ids"] = [world.sources_for("states")] * len(frame)
    return frame
