"""The network against lengths summed by hand."""

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import open_edition
from helpers.analysis import connectivity as c


@pytest.fixture(scope="module")
def graph(edition):
    return c.network(edition)


def test_circuity_is_the_median_of_the_published_roads(edition):
    ratio, n = c.circuity(edition.all.edges)
    assert ratio == pytest.approx(1.29, abs=0.02) and n >= 20


def test_the_way_through_china(edition, graph):
    table = c.routes(edition, graph)
    row = table.iloc[0]
    assert (row["start"], row["goal"], row["via"], row["condition"]) == (
        "Karachi",
        "Bishkek",
        "China",
        "as things stand",
    )
    assert row["km"] == pytest.approx(3410, abs=10)
    assert row["estimated_km"] == pytest.approx(220, abs=5)
    assert row["top_m"] == 4693 and row["crossings"] == 2


def test_closing_torugart_leads_through_irkeshtam(edition, graph):
    now = c.standing(edition, graph)
    shut = {"closed_nodes": ("TOR",), "closed_countries": (), "season": "all-year"}
    best, other = c.shortest(now, "KHI", "FRU"), c.shortest(c.close(now, shut), "KHI", "FRU")
    assert {"IRK", "OSH"} <= set(other.places)
    assert other.km - best.km == pytest.approx(490, abs=10)


def test_no_way_is_none_and_said_in_words(edition, graph):
    assert c.shortest(graph, "KHI", "nowhere") is None
    texts = [item.text for item in c.findings(edition)]
    assert not any("inf" in text.split() for text in texts)
    assert any("no road is left" in text for text in texts)


def test_crossings_count_changes_of_country():
    assert c.crossings([("A",), ("A", "B"), ("B",), ("C",), ("C",)]) == 2
    assert c.crossings([("A",), ("A",)]) == 0


def test_a_closed_country_is_not_passed(graph):
    left = c.close(graph, {"closed_nodes": (), "closed_countries": ("AFG",), "season": "all-year"})
    assert not [node for node in left if "AFG" in left.nodes[node]["countries"]]


@settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(closed=st.lists(st.sampled_from(["KHU", "TOR", "IRK", "TKM", "KBL", "OSH", "TAS"]), max_size=4))
def test_closing_never_shortens_a_way(graph, closed):
    best = c.shortest(graph, "ISB", "FRU")
    left = c.shortest(c.close(graph, {"closed_nodes": closed, "closed_countries": (), "season": ""}), "ISB", "FRU")
    assert left is None or left.km >= best.km - 1e-9


def test_slip_rate_by_hand(edition):
    rows = c.slippage(edition, "CASA-1000")
    assert len(rows) >= 10 and rows["stated"].is_monotonic_increasing
    perfect = rows.assign(stated=range(len(rows)), promised=[2.0 * n for n in range(len(rows))])
    assert c.slip_rate(perfect) == pytest.approx(2)
    assert c.slip_rate(rows.iloc[:2]) is None


def test_an_empty_network_says_nothing(edition):
    assert c.shortest(nx.Graph(), "a", "b") is None


@pytest.mark.parametrize(("pair", "as_of"), [("KAZ-PAK", ""), ("ARE-EGY", ""), ("PAK-KGZ", "1996-06-30")])
def test_other_editions_do_not_crash(pair, as_of):
    edition = open_edition(pair, as_of)
    for item in c.findings(edition):
        assert item.source_ids and "nan" not in item.text.split()
    c.judgements(edition)
