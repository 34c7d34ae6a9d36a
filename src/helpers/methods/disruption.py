"""What a closure costs: the extra kilometres without a place, and whether a way is left at all.

A closure is added to what is closed already, and the detour counts from the shortest way that is left today; a closure
of what is shut already costs nothing more.

References
----------
Jenelius, Petersen and Mattsson (2006), Importance and exposure in road network vulnerability analysis, Transportation
Research A 40, 537-560, doi:10.1016/j.tra.2005.11.003. Mattsson and Jenelius (2015), Vulnerability and resilience of
transport systems, Transportation Research A 81, 16-34, doi:10.1016/j.tra.2015.06.002.
"""

from collections.abc import Iterable, Sequence
from math import inf, nan

import networkx as nx
import pandas as pd

from helpers.methods.routes import route_km, shortest_route


def without(graph: nx.Graph, places: Iterable[str] = (), links: Iterable[tuple[str, str]] = ()) -> nx.Graph:
    """The network without some places and links; what it does not hold is passed over.

    Examples
    --------
    >>> sorted(without(nx.path_graph(4), places=[1, 9]))
    [0, 2, 3]
    """
    left = graph.copy()
    left.remove_nodes_from(places)
    left.remove_edges_from(links)
    return left


def extra_km(today: nx.Graph, left: nx.Graph, start: str, goal: str) -> float:
    """Kilometres that the shortest way grows by when the network of today shrinks to what is left of it.

    Parameters
    ----------
    today, left
        The network before and after the closure, edges with ``km``.
    start, goal
        Two places.

    Returns
    -------
    float
        Kilometres; ``inf`` if no way is left, NaN if there is none today.

    Examples
    --------
    >>> ring = nx.Graph()
    >>> ring.add_weighted_edges_from([("A", "B", 1), ("B", "C", 1), ("A", "C", 5)], weight="km")
    >>> extra_km(ring, without(ring, ["B"]), "A", "C")
    3.0
    """
    now = shortest_route(today, start, goal)
    if now is None:
        return nan
    return route_km(left, shortest_route(left, start, goal)) - route_km(today, now)


def place_importance(today: nx.Graph, starts: Sequence[str], goal: str) -> pd.DataFrame:
    """What each place on a shortest way is worth: the extra km without it, and the starts that it would cut off.

    Parameters
    ----------
    today
        The network as it stands, edges with ``km``.
    starts, goal
        Where ways begin and end; starts without a way today are left out.

    Returns
    -------
    pandas.DataFrame
        The worst first: ``place``, ``extra`` (km, the largest over the starts that keep a way; NaN if none does), ``cut``
        (starts left without a way), ``starts`` (starts whose shortest way passes).

    Examples
    --------
    >>> ring = nx.Graph()
    >>> ring.add_weighted_edges_from([("A", "B", 1), ("B", "C", 1), ("A", "C", 5), ("C", "D", 1)], weight="km")
    >>> place_importance(ring, ["A"], "D").to_numpy().tolist()
    [['C', nan, 1, 1], ['B', 3.0, 0, 1]]
    """
    ways = {start: shortest_route(today, start, goal) for start in starts}
    inner = {start: way[1:-1] for start, way in ways.items() if way is not None}
    rows = []
    for place in dict.fromkeys(place for way in inner.values() for place in way):
        users = [start for start, way in inner.items() if place in way]
        left = without(today, [place])
        costs = pd.Series([extra_km(today, left, start, goal) for start in users])
        kept = costs[costs < inf]
        rows.append((place, float(kept.max()), len(costs) - len(kept), len(users)))
    table = pd.DataFrame(rows, columns=["place", "extra", "cut", "starts"])
    return table.sort_values(["cut", "extra"], ascending=False, ignore_index=True)
