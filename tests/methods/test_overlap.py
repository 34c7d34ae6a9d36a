import networkx as nx
import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.spatial.distance import cosine, jaccard

from helpers.methods.overlap import graded_overlap, overlap, overlaps_of, size_weights

sides = st.lists(st.tuples(st.booleans(), st.booleans(), st.floats(0.01, 5)), min_size=1, max_size=20)
HELD = pd.DataFrame(
    {"P": [True, True, True, True], "Q": [True, True, False, False], "R": [True, False, True, False]},
    index=list("ABCD"),
)


def test_weights_fall_with_the_size_of_a_body():
    assert size_weights(HELD).to_dict() == pytest.approx({"P": 0, "Q": np.log(2), "R": np.log(2)})
    assert size_weights(HELD, states=8)["P"] == pytest.approx(np.log(2))
    assert size_weights(pd.DataFrame({"X": [False, False]}))["X"] == pytest.approx(np.log(2))


@given(sides)
def test_overlaps_are_those_of_scipy(rows):
    a, b, weights = (np.array(column) for column in zip(*rows, strict=True))
    found = overlap(a, b, weights)
    assert (found["n_a"], found["n_b"]) == (a.sum(), b.sum())
    assert (found["n_shared"], found["n_union"]) == ((a & b).sum(), (a | b).sum())
    if found["n_union"]:
        assert found["jaccard"] == pytest.approx(1 - jaccard(a, b))
        assert found["weighted_jaccard"] == pytest.approx(1 - jaccard(a, b, weights))
        assert overlap(a, b)["weighted_jaccard"] == pytest.approx(found["jaccard"])
    if a.any() and b.any():
        assert found["cosine"] == pytest.approx(1 - cosine(a.astype(float), b.astype(float)))


def test_the_jaccard_index_is_that_of_networkx():
    graph = nx.Graph([(state, body) for state in HELD.index for body in HELD.columns if HELD.loc[state, body]])
    for one, other, expected in nx.jaccard_coefficient(graph, [("A", "B"), ("B", "C"), ("A", "D")]):
        assert overlap(HELD.loc[one], HELD.loc[other])["jaccard"] == pytest.approx(expected)


def test_memberships_may_be_numbers():
    assert overlap([1.0, 1.0, 0.0], [1.0, 0.0, 1.0], np.array([1, 2, 3], object))["weighted_jaccard"] == 1 / 6


def test_without_memberships_there_is_no_overlap_to_measure():
    found = overlap([False, False], [False, False], [1.0, 1.0])
    assert found["n_union"] == 0
    assert all(np.isnan(found[name]) for name in ("jaccard", "cosine", "weighted_jaccard"))
    assert np.isnan(overlap([True], [True], [0.0])["weighted_jaccard"])


def test_one_state_beside_every_other():
    found = overlaps_of(HELD, "A").set_index("partner")
    assert list(found.index) == list("BCD")
    assert found["n_a"].to_list() == [3, 3, 3] and found["n_b"].to_list() == [2, 2, 1]
    assert found["jaccard"].to_list() == pytest.approx([2 / 3, 2 / 3, 1 / 3])
    assert found["weighted_jaccard"].to_list() == pytest.approx([0.5, 0.5, 0.0])
    plain = overlaps_of(HELD, "A", [1.0, 1.0, 2.0])
    assert plain["weighted_jaccard"].to_list() == pytest.approx([2 / 4, 3 / 4, 1 / 4])


def test_a_state_that_has_no_row_is_named():
    with pytest.raises(KeyError, match="Z"):
        overlaps_of(HELD, "Z")


def test_an_observer_counts_for_less():
    # sum ab = 0.5 + 0.25, sum a² = 1.25, sum b² = 0.5
    assert graded_overlap([1.0, 0.5], [0.5, 0.5]) == pytest.approx(0.75 / (1.25 + 0.5 - 0.75))
    assert np.isnan(graded_overlap([0.0], [0.0]))


@given(sides)
def test_with_full_members_only_the_graded_overlap_is_the_jaccard_index(rows):
    a, b, _ = zip(*rows, strict=True)
    assert graded_overlap(a, b) == pytest.approx(float(overlap(a, b)["jaccard"]), nan_ok=True)
