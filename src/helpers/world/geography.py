"""Where two states lie: distances, borders, the fewest land borders between them.

Distances are of the world as it is: GeoDist is of 2011, borders and capitals of the last Factbook (January 2026).
"""

from itertools import pairwise, product

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

    A way starts and ends in the main parts of the two and never leaps between parts of a state that no land joins
    (Kaliningrad, Borneo). Whether a border can be crossed is not known here.

    Returns
    -------
    pandas.DataFrame
        ``borders`` (number crossed), ``way`` (tuple of states from a to b), ``row_ids``, ``source_ids``; sorted by
        ``way``; no row if no land joins the two.
    """
    graph, start, end = _land(world), (a, ""), (b, "")
    ways: dict[tuple[str, ...], tuple[str, ...]] = {}
    if start in graph and end in graph and nx.has_path(graph, start, end):
        for path in nx.all_shortest_paths(graph, start, end):
            ways[tuple(code for code, _ in path)] = tuple(graph.edges[step]["row_id"] for step in pairwise(path))
    frame = pd.DataFrame({"borders": [len(way) - 1 for way in sorted(ways)], "way": sorted(ways)})
    frame["row_ids"] = [ways[way] for way in sorted(ways)]
    frame["source_ids"] = [world.sources_for("land_boundaries")] * len(ways)
    return frame


def _land(world: World) -> nx.Graph:
    """States, those with separate parts a node a part, joined by their borders."""
    borders, parts = world.table("land_boundaries"), world.table("separate_parts")
    touching: dict[tuple[str, str], list[str]] = {}
    for row in parts.itertuples():
        touching.setdefault((row.country, row.neighbour), [""] if row.main_too else []).append(row.part)
    graph = nx.Graph()
    for one, two, row_id in zip(
        borders["country_a"], borders["country_b"], world.row_ids("land_boundaries", borders), strict=True
    ):
        sides = touching.get((one, two), [""]), touching.get((two, one), [""])
        graph.add_edges_from((((one, mine), (two, theirs)) for mine, theirs in product(*sides)), row_id=row_id)
    return graph


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
