"""Ways through a network of links: the shortest, the next ones, and those that share no place.

References
----------
Dijkstra (1959), A note on two problems in connexion with graphs, Numerische Mathematik 1, 269-271,
doi:10.1007/BF01386390. Yen (1971), Finding the k shortest loopless paths in a network, Management Science 17, 712-716,
doi:10.1287/mnsc.17.11.712. Menger (1927), Zur allgemeinen Kurventheorie, Fundamenta Mathematicae 10, 96-115,
doi:10.4064/fm-10-1-96-115. Ballou, Rahardja and Sakai (2002), Selected country circuity factors for road travel distance
estimation, Transportation Research A 36, 843-848, doi:10.1016/S0965-8564(01)00044-1. The searches are those of networkx.
"""

from collections.abc import Callable, Hashable, Sequence
from itertools import islice, pairwise
from math import inf, nan

import networkx as nx
import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

LOOKED_AT = 400  # simple ways in the order of length among which alternatives are sought


def circuity(published_km: ArrayLike, great_circle_km: ArrayLike, quantile: float = 0.5) -> tuple[float, int]:
    """Median ratio of published lengths to great circles, or another quantile of it, and of how many links.

    Parameters
    ----------
    published_km, great_circle_km
        Kilometres, shape ``(n,)``, NaN where missing.
    quantile
        Between 0 and 1.

    Returns
    -------
    tuple
        Ratio (NaN without links) and number of links that have both.

    Examples
    --------
    >>> circuity([120, 150, float("nan")], [100, 100, 100])
    (1.35, 2)
    """
    published, direct = np.asarray(published_km, float), np.asarray(great_circle_km, float)
    known = ~np.isnan(published) & (direct > 0)
    ratios = published[known] / direct[known]
    return (float(np.quantile(ratios, quantile)), len(ratios)) if len(ratios) else (nan, 0)


def link_graph(links: pd.DataFrame) -> nx.Graph:
    """The network of links; of several between the same two places the shortest counts.

    Parameters
    ----------
    links
        A row per link: ``from_node``, ``to_node``, ``km``; the other columns become attributes of the edge.

    Returns
    -------
    networkx.Graph
        Edges carry the columns of ``links``.

    Examples
    --------
    >>> links = pd.DataFrame({"from_node": ["A", "B"], "to_node": ["B", "A"], "km": [5.0, 3.0]})
    >>> link_graph(links).edges["A", "B"]["km"]
    3.0
    """
    longest_first = links.sort_values("km", ascending=False, kind="stable")
    return nx.from_pandas_edgelist(longest_first, "from_node", "to_node", edge_attr=True)


def shortest_route(graph: nx.Graph, start: str, goal: str) -> list[str] | None:
    """The places of the shortest way by ``km``; ``None`` where there is no way.

    Examples
    --------
    >>> links = pd.DataFrame({"from_node": ["A", "B", "A"], "to_node": ["B", "C", "C"], "km": [1.0, 1.0, 3.0]})
    >>> shortest_route(link_graph(links), "A", "C")
    ['A', 'B', 'C']
    """
    if start not in graph or goal not in graph or not nx.has_path(graph, start, goal):
        return None
    return nx.shortest_path(graph, start, goal, weight="km")


def route_km(graph: nx.Graph, places: Sequence[str] | None) -> float:
    """Length of a way in km; ``inf`` where there is none.

    Examples
    --------
    >>> route_km(nx.Graph(), None)
    inf
    """
    return inf if places is None else float(sum(graph.edges[link]["km"] for link in pairwise(places)))


def alternative_routes(
    graph: nx.Graph,
    start: str,
    goal: str,
    kind: Callable[[list[str]], Hashable],
    most: int = 4,
    looked_at: int = LOOKED_AT,
) -> list[list[str]]:
    """The shortest way of each kind, the shortest first, sought among the shortest simple ways.

    Parameters
    ----------
    graph, start, goal
        As for :func:`shortest_route`.
    kind
        What makes two ways alike, given the places of a way, e.g. the set of countries that it passes.
    most
        Ways at most.
    looked_at
        Simple ways among which they are sought.

    Returns
    -------
    list of list of str
        Places of each way; empty where there is none.

    Examples
    --------
    >>> links = pd.DataFrame({"from_node": ["A", "B", "A"], "to_node": ["B", "C", "C"], "km": [1.0, 1.0, 3.0]})
    >>> alternative_routes(link_graph(links), "A", "C", kind=len)
    [['A', 'B', 'C'], ['A', 'C']]
    """
    if shortest_route(graph, start, goal) is None:
        return []
    found: dict[Hashable, list[str]] = {}
    for places in islice(nx.shortest_simple_paths(graph, start, goal, weight="km"), looked_at):
        found.setdefault(kind(places), places)
        if len(found) == most:
            break
    return list(found.values())


def disjoint_routes(graph: nx.Graph, start: str, goal: str) -> int:
    """How many ways there are that share no place but the ends; a direct link counts as one of them.

    Examples
    --------
    >>> disjoint_routes(nx.cycle_graph(5), 0, 2)
    2
    """
    return nx.node_connectivity(graph, start, goal) if start in graph and goal in graph else 0
