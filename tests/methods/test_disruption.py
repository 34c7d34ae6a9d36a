from math import inf, isnan

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.methods.disruption import extra_km, place_importance, without
from helpers.methods.routes import route_km, shortest_route

# Two ports A and B; the valley V (short) or the pass P (long) lead to the gate G before the goal Z.
ROADS = [("A", "V", 10), ("B", "V", 12), ("V", "G", 10), ("A", "P", 20), ("P", "G", 15), ("G", "Z", 5)]
graphs = st.builds(nx.gnp_random_graph, st.integers(3, 8), st.floats(0.3, 0.9), seed=st.integers(0, 999))


@pytest.fixture
def roads():
    graph = nx.Graph()
    graph.add_weighted_edges_from(ROADS, weight="km")
    return graph


def test_places_and_links_are_taken_out_of_a_copy(roads):
    left = without(roads, ["V", "nowhere"], [("G", "P"), ("V", "A")])
    assert sorted(left) == ["A", "B", "G", "P", "Z"]
    assert sorted(map(sorted, left.edges)) == [["A", "P"], ["G", "Z"]]
    assert without(roads).edges == roads.edges and len(roads.edges) == 6


def test_a_detour_is_what_the_way_grows_by(roads):
    assert extra_km(roads, without(roads, ["V"]), "A", "Z") == 15  # 40 by the pass, 25 by the valley
    assert extra_km(roads, roads, "A", "Z") == 0
    assert extra_km(roads, without(roads, ["G"]), "A", "Z") == inf
    assert isnan(extra_km(without(roads, ["G"]), without(roads, ["G", "V"]), "A", "Z"))


def test_what_each_place_on_the_shortest_ways_is_worth(roads):
    table = place_importance(roads, ["A", "B", "elsewhere"], "Z")
    expected = pd.DataFrame({"place": ["G", "V"], "extra": [float("nan"), 15.0], "cut": [2, 1], "starts": [2, 2]})
    pd.testing.assert_frame_equal(table, expected)


def test_the_largest_detour_counts_and_the_worst_place_stands_first():
    graph = nx.Graph()
    graph.add_weighted_edges_from(
        [("A", "M", 1), ("B", "M", 1), ("M", "N", 1), ("N", "Z", 1), ("A", "Z", 9), ("B", "Z", 7), ("M", "Z", 4)],
        weight="km",
    )
    table = place_importance(graph, ["A", "B"], "Z").set_index("place")
    assert table["extra"].to_dict() == {"M": 6, "N": 2}
    assert table.index.to_list() == ["M", "N"]
    assert place_importance(graph, ["A"], "M").empty  # a direct way passes no place


@given(graphs)
def test_no_closure_makes_a_way_shorter(graph):
    nx.set_edge_attributes(graph, {edge: float(1 + sum(edge) % 4) for edge in graph.edges}, "km")
    today = shortest_route(graph, 0, 1)
    for place in range(2, len(graph)):
        extra = extra_km(graph, without(graph, [place]), 0, 1)
        assert isnan(extra) == (today is None)
        if today is not None:
            assert extra >= 0
            assert extra == 0 or place in today
            assert extra == inf or route_km(graph, today) + extra < inf
