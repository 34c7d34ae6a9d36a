"""The network against lengths summed by hand."""

import networkx as nx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from helpers import open_edition
from helpers.analysis import connectivity as c
from helpers.datapackage.read import InputError


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


def toy():
    """Two roads from A to D: over B (short, in season only) and over C; E hangs on D."""
    made = nx.Graph()
    for name, country in (("A", ("X",)), ("B", ("X", "Y")), ("C", ("Z",)), ("D", ("Y",)), ("E", ("Y",))):
        kind = "pass" if name == "B" else "city"
        made.add_node(name, name=name, countries=country, kind=kind, elevation_m=100.0, lat=0.0, lon=0.0)
    link = {"estimated": False, "top_m": float("nan"), "source_ids": (1,), "seasonal": False, "season": ("", "")}
    made.add_edge("A", "B", km=10.0, **{**link, "season": ("04-01", "11-30"), "seasonal": True})
    made.add_edge("B", "D", km=10.0, **link)
    made.add_edge("A", "C", km=20.0, **link)
    made.add_edge("C", "D", km=20.0, **link)
    made.add_edge("D", "E", km=5.0, **link)
    return made


def test_months_are_those_in_which_every_link_is_open():
    made = toy()
    assert c.months_open(made, c.shortest(made, "A", "E")) == 8
    made.edges["B", "D"]["season"] = ("11-01", "05-31")
    assert c.months_open(made, c.shortest(made, "A", "E")) == 3
    made.remove_node("B")
    assert c.months_open(made, c.shortest(made, "A", "E")) == 12


def test_alternatives_are_one_for_each_set_of_transit_countries():
    found = c.alternatives(toy(), "A", "E", ("X", "Y"))
    assert [(way.km, way.places) for way in found] == [(25.0, ("A", "B", "D", "E")), (45.0, ("A", "C", "D", "E"))]
    assert c.alternatives(toy(), "A", "nowhere", ("X", "Y")) == []


def test_ways_that_share_no_place():
    made = toy()
    assert c.disjoint(made, "A", "D") == 2 and c.disjoint(made, "A", "E") == 1
    made.remove_nodes_from(["B", "C"])
    assert c.disjoint(made, "A", "E") == 0 and c.disjoint(made, "A", "nowhere") == 0


def test_hours_are_distance_at_speed_and_published_queues(edition, graph):
    way = c.shortest(graph, "ISB", "FRU")
    speed, year, _ = c.speed(edition)
    assert (speed, year) == (42.0, 2022)
    time = c.hours(edition, graph, c.shortest(c.standing(edition, graph), "KHI", "FRU"))
    queue = c.waiting(edition)
    assert time["low"] == pytest.approx(3410.99 / 42 + queue.loc[["KHU", "TOR"], "low"].sum(), abs=0.1)
    assert time["high"] - time["low"] == pytest.approx(50.1 - 2.4)
    assert time["unknown"] == [] and any("Torugart" in text and "3 values" not in text for text in time["borders"])
    assert way is not None


def test_a_border_without_published_hours_is_named(edition, graph):
    table = c.choices(edition, graph)
    through = table[table["via"].str.contains("Afghanistan")]
    assert (through["unknown"] != "").all() and (through["open"] == "no").all()
    assert table[table["open"] == "yes"]["via"].unique().tolist() == ["China"]


def test_what_has_no_way_around_is_counted(edition, graph):
    table = c.criticality(edition, graph).set_index("place")
    assert table.loc["Khunjerab Pass", "cut"] == table.loc["Khunjerab Pass", "starts"] == 3
    assert table.loc["Torugart Pass", "extra"] == pytest.approx(486, abs=5) and table.loc["Torugart Pass", "cut"] == 0


def test_a_link_opened_later_is_not_there():
    early = open_edition("PAK-KGZ", "2017-06-30", "latest")
    edges = early.all.edges
    later = edges[(edges["opened"] > "2017-06-30")]
    assert len(later) and not set(later["edge_id"]) & set(c.drawn(early)["edge_id"])


def test_progress_shows_every_value_and_the_conflict(edition):
    table = c.progress(edition, "CASA-1000")
    afghan = table[table["where"] == "Afghanistan"]
    assert sorted(set(afghan["value"])) == [18.0, 70.0, 95.0]
    found = {finding.id: finding for finding in c.findings(edition)}
    assert "18%" in found["connectivity.progress-afghanistan"].text
    assert "70%" in found["connectivity.progress-afghanistan"].text
    assert "suspended in August 2021" in found["connectivity.interrupted"].text
    assert found["connectivity.claim-cl31"].value is None and "contradicted" in found["connectivity.claim-cl31"].text


def test_published_wholes_stand_beside_the_sum(edition, graph):
    table = c.side_by_side(edition, graph, c.routes(edition, graph)).set_index("stretch")
    row = table.loc["Torugart Pass to Bishkek"]
    assert row["published"].startswith("539 or 500") and row["summed"] == pytest.approx(485, abs=1)
    assert row["estimated_km"] == pytest.approx(135, abs=1)


def test_rules_set_permits_against_runs(edition):
    table = c.rules(edition).set_index("programme")
    assert table.loc["QTTA", "moved"] == 3 and "permits issued by Pakistan by 2007: 25" in table.loc["QTTA", "permits"]
    assert "accession 21 July 2015" in table.loc["TIR Convention 1975", "parties"]


def test_capacity_of_the_line(edition):
    table = c.facts(edition)
    row = table[(table["programme"] == "CASA-1000") & (table["component"] == "whole") & table["unit"].eq("MW")].iloc[0]
    assert row["published"] == "1,300" and not row["conflict"]


def test_what_a_parameter_closes_is_closed_everywhere_and_said(edition, graph):
    without = c.network(edition, closed=["TOR"])
    table = c.routes(edition, without)
    assert not any("TOR" in places for places in table["places"])
    assert table.iloc[0]["condition"] == "with Torugart Pass closed too"
    open_now = c.routes(edition, graph)
    assert table.iloc[0]["km"] > open_now.iloc[0]["km"] and open_now.iloc[0]["condition"] == "as things stand"
    texts = {finding.id: finding.text for finding in c.findings(edition, ["TOR"])}
    assert texts["connectivity.shortest"].startswith("With Torugart Pass closed too the shortest road")
    assert c.disruption(edition, without).attrs["open"] == "everything but Torugart Pass open"


def test_a_closed_country_is_a_parameter_too_and_an_unknown_place_is_named(edition):
    assert "CHN" not in {
        code for _, node in c.network(edition, closed=["CHN"]).nodes(data=True) for code in node["countries"]
    }
    with pytest.raises(InputError, match="closed: found 'XX', expected places or countries of the network: AFG, "):
        c.network(edition, closed=["XX"])
