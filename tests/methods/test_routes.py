import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Geod

from helpers.methods.geodesy import great_circle_km
from helpers.methods.routes import (
    alternative_routes,
    circuity,
    disjoint_routes,
    link_graph,
    route_km,
    shortest_route,
)

# A lowland road S-L-G, a pass S-P-G, a detour S-P-L-G, and a place without a road.
LINKS = pd.DataFrame(
    [
        ("S", "L", 10.0, "l1"),
        ("L", "G", 10.0, "l2"),
        ("S", "P", 5.0, "p1"),
        ("P", "G", 9.0, "p2"),
        ("P", "L", 2.0, "d"),
    ],
    columns=["from_node", "to_node", "km", "edge_id"],
)
GRAPH = link_graph(LINKS)
GRAPH.add_node("X")
graphs = st.builds(nx.gnp_random_graph, st.integers(2, 8), st.floats(0.2, 0.9), seed=st.integers(0, 999))


def test_links_keep_their_columns_and_the_shorter_of_two_counts():
    assert GRAPH.edges["S", "L"] == {"km": 10.0, "edge_id": "l1"}
    twice = pd.DataFrame(
        {"from_node": ["A", "A", "B"], "to_node": ["B", "B", "A"], "km": [4.0, 3.0, 5.0], "edge_id": list("xyz")}
    )
    assert link_graph(twice).edges["A", "B"] == {"km": 3.0, "edge_id": "y"}


def test_of_links_of_one_length_the_last_counts():
    tied = pd.DataFrame({"from_node": "A", "to_node": "B", "km": [3.0, 4.0] * 40, "edge_id": range(80)})
    assert link_graph(tied).edges["A", "B"]["edge_id"] == 78


def test_the_shortest_way_and_its_length():
    assert shortest_route(GRAPH, "S", "G") == ["S", "P", "G"]
    assert route_km(GRAPH, ["S", "P", "G"]) == 14
    assert route_km(GRAPH, ["S"]) == 0
    assert route_km(GRAPH, None) == float("inf")


@pytest.mark.parametrize("start, goal", [("S", "X"), ("S", "?"), ("?", "G")])
def test_no_way_is_none(start, goal):
    assert shortest_route(GRAPH, start, goal) is None
    assert alternative_routes(GRAPH, start, goal, len) == []


@given(graphs)
def test_no_simple_way_is_shorter(graph):
    nx.set_edge_attributes(graph, {edge: float(1 + sum(edge) % 5) for edge in graph.edges}, "km")
    best = shortest_route(graph, 0, 1)
    every = [route_km(graph, way) for way in nx.all_simple_paths(graph, 0, 1)]
    assert (best is None) == (not every)
    if every:
        assert route_km(graph, best) == min(every)


def test_alternatives_are_the_shortest_of_each_kind():
    def passes(places):
        return "P" in places

    assert alternative_routes(GRAPH, "S", "G", passes) == [["S", "P", "G"], ["S", "L", "G"]]
    every = alternative_routes(GRAPH, "S", "G", tuple)
    assert every == [["S", "P", "G"], ["S", "P", "L", "G"], ["S", "L", "G"], ["S", "L", "P", "G"]]
    assert alternative_routes(GRAPH, "S", "G", tuple, most=2) == every[:2]
    assert alternative_routes(GRAPH, "S", "G", passes, looked_at=2) == [["S", "P", "G"]]


def test_four_alternatives_are_enough():
    fan = nx.Graph()
    for place in range(6):
        fan.add_weighted_edges_from([("S", place, place + 1), (place, "G", 1)], weight="km")
    assert [way[1] for way in alternative_routes(fan, "S", "G", tuple)] == [0, 1, 2, 3]


def test_alternatives_are_sought_among_the_400_shortest():
    fan = nx.Graph()
    for place in range(401):
        fan.add_weighted_edges_from([("S", place, place + 1), (place, "G", 1)], weight="km")
    assert len(alternative_routes(fan, "S", "G", lambda way: way[1] == 399)) == 2
    assert len(alternative_routes(fan, "S", "G", lambda way: way[1] == 400)) == 1


def test_ways_that_share_no_place():
    assert disjoint_routes(GRAPH, "S", "G") == 2
    assert disjoint_routes(GRAPH, "S", "X") == 0
    assert disjoint_routes(GRAPH, "S", "?") == disjoint_routes(GRAPH, "?", "S") == 0
    assert disjoint_routes(nx.path_graph(4), 0, 3) == 1


def test_a_direct_link_is_one_way_beside_the_others():
    assert disjoint_routes(nx.complete_graph(4), 0, 1) == 3
    assert disjoint_routes(nx.path_graph(2), 0, 1) == 1


@given(graphs)
def test_ways_that_share_no_place_are_as_many_as_networkx_lists(graph):
    ways = list(nx.node_disjoint_paths(graph, 0, 1)) if nx.has_path(graph, 0, 1) else []
    assert disjoint_routes(graph, 0, 1) == len(ways)


def test_circuity_is_the_median_over_links_that_have_both_lengths():
    assert circuity([12.0, np.nan, 30.0, 5.0, 50.0], [10.0, 4.0, 20.0, 0.0, 10.0]) == (1.5, 3)
    ratio, n = circuity([np.nan], [3.0])
    assert np.isnan(ratio) and n == 0
    assert circuity(pd.Series([6.0]), pd.Series([3.0])) == (2.0, 1)
    assert circuity([1.0, None], np.array([0.5, None], object)) == (2.0, 1)


coordinates = st.tuples(st.floats(-89, 89), st.floats(-179, 179))


@given(coordinates, coordinates)
def test_great_circles_are_those_of_the_haversine_formula(one, other):
    (lat_a, lon_a), (lat_b, lon_b) = np.radians([one, other])
    h = np.sin((lat_b - lat_a) / 2) ** 2 + np.cos(lat_a) * np.cos(lat_b) * np.sin((lon_b - lon_a) / 2) ** 2
    haversine = 2 * 6371 * np.arcsin(np.sqrt(min(h, 1)))
    assert great_circle_km(*one, *other) == pytest.approx(haversine, abs=0.01)
    assert great_circle_km(*one, *other) == pytest.approx(great_circle_km(*other, *one))
    # The ellipsoid differs from the sphere by at most some half a percent.
    ellipsoid = Geod(ellps="WGS84").inv(one[1], one[0], other[1], other[0])[2] / 1000
    assert great_circle_km(*one, *other) == pytest.approx(ellipsoid, rel=0.006, abs=0.01)


def test_great_circles_of_columns_and_of_missing_places():
    km = great_circle_km(np.array([0.0, np.nan]), np.array([0.0, 1.0]), 0.0, np.array([90.0, 1.0]))
    assert km[0] == pytest.approx(6371 * np.pi / 2) and np.isnan(km[1])
    assert isinstance(great_circle_km(0, 0, 0, 0), float)
    assert np.isnan(great_circle_km(*np.array([[0.0, None]] * 4, object))[1])
