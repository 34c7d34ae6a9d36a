"""The road network against lengths summed by hand: what is shut, what is left, what a closure costs."""

import pandas as pd
import pytest
from shapely.geometry import LineString, Point

from chapters.connectivity.made import LENGTHS, PLACES, chapter_of, closure, edge, node, scenario
from helpers.chapters.connectivity.exhibits import road_map
from helpers.datapackage.read import InputError
from helpers.methods.geodesy import great_circle_km
from helpers.show import maps
from helpers.words.say import say

SHUT = [closure(1, "HGH", "2026-10-01", seen="2026-11-01")]
STALE = [closure(1, "HGH", "2026-04-01", seen="2026-05-01")]


def texts(chapter):
    return {finding.id: say(finding) for finding in chapter.findings}


def km(chapter):
    roads = chapter.shortest_roads
    return {(row.start, row.condition): row.km for row in roads.itertuples()}


def test_the_shortest_road_is_the_sum_of_its_links(tmp_path):
    roads = chapter_of(tmp_path).shortest_roads.set_index("start")
    port = roads.loc["Port"]
    assert (port["goal"], port["condition"], port["km"], port["via"]) == ("Astana", "today", 300, ("UZB",))
    assert (port["crossings"], port["top_m"], port["months"]) == (2, 4000, 8)
    assert roads.loc["Islamabad", "km"] == 200


def test_roads_start_at_the_side_that_has_ports_and_its_nearest_comes_first(tmp_path):
    ends = chapter_of(tmp_path, pair="KAZ-PAK").ends
    assert ends.set_index("place")["role"].to_dict() == {"Port": "start", "Islamabad": "start", "Astana": "goal"}


def test_a_city_stands_in_for_a_capital_that_is_not_in_the_network(tmp_path):
    places = [node(key, name="Almaty" if key == "AST" else PLACES[key][0]) for key in PLACES]
    assert chapter_of(tmp_path, nodes=places).ends.query("role == 'goal'")["place"].to_list() == ["Almaty"]


def test_a_pair_without_places_has_no_road_and_says_nothing_of_one(tmp_path):
    chapter = chapter_of(tmp_path, nodes=[node("PRT"), node("ISB")], links=[edge("PRT-ISB", 100)])
    assert chapter.shortest_roads.empty and not any("road" in text for text in texts(chapter).values())
    # Nor one whose links are not known, while nothing is known to be shut.
    apart = chapter_of(tmp_path / "apart", links=[edge(key, LENGTHS[key]) for key in ("PRT-ISB", "TAS-AST")])
    assert len(apart.ends) and apart.shortest_roads.empty and "connectivity.no-road" not in texts(apart)
    assert [chapter.draw(name).kind for name in ("corridor", "routes", "disruption", "criticality")] == ["absence"] * 4


def test_a_link_without_a_length_is_its_great_circle_times_the_usual_winding(tmp_path):
    links = [edge(key, None if key == "ISB-LOW" else length) for key, length in LENGTHS.items()]
    network = chapter_of(tmp_path, links=links).road_links.set_index("edge_id")

    def apart(key):
        (a, b, *_), (c, d, *_) = (tuple(map(float, PLACES[name][3:5])) for name in key.split("-"))
        return great_circle_km(a, b, c, d)

    ratios = sorted(length / apart(key) for key, length in LENGTHS.items() if key != "ISB-LOW")
    assert network.loc["ISB-LOW", "km"] == pytest.approx(apart("ISB-LOW") * ratios[2])
    assert network.loc["ISB-LOW", "basis"] == "estimated" and network.loc["PRT-ISB", "basis"] == "published"


@pytest.mark.parametrize(
    "change",
    [{"status": "planned"}, {"opened": "2027"}, {"preferred": "false"}, {"composite": "true"}, {"mode": "rail"}],
)
def test_what_is_not_a_road_in_use_carries_nobody(tmp_path, change):
    links = [edge(key, length, **(change if key == "TAS-AST" else {})) for key, length in LENGTHS.items()]
    assert km(chapter_of(tmp_path, links=links))["Port", "today"] == 500


def test_what_is_shut_today_is_left_out_and_the_detour_counts_from_today(tmp_path):
    chapter = chapter_of(tmp_path, closures=SHUT)
    roads = chapter.shortest_roads.set_index(["start", "condition"])
    assert roads.loc[("Port", "today"), "km"] == 500 and roads.loc[("Port", "open"), "extra_km"] == -200
    said = texts(chapter)
    assert said["connectivity.shortest"].startswith(
        "The shortest open road from Port to Astana runs about 500 km. Published lengths cover"
    )
    assert said["connectivity.shut"] == "High Pass is shut to goods, on 1 November 2026."
    assert "through Uzbekistan would bring Astana about 200 km nearer to Port" in said["connectivity.reopened"]


def test_a_report_older_than_ninety_days_is_the_last_known(tmp_path):
    chapter = chapter_of(tmp_path, closures=STALE)
    assert chapter.shut_today["fresh"].to_list() == [False]
    assert "when last reported, on 1 May 2026; we know of nothing newer" in texts(chapter)["connectivity.shut"]


@pytest.mark.parametrize(
    ("rows", "shut"),
    [
        ([closure(1, "HGH", "2025-01-01"), closure(2, "HGH", "2026-01-01", "2026-02-01")], []),
        ([closure(1, "HGH", "2026-01-01", "2026-02-01"), closure(2, "HGH", "2026-03-01")], ["High Pass"]),
        ([closure(1, "HGH", "2026-01-01", "2026-11-24")], ["High Pass"]),
    ],
)
def test_the_last_closure_of_a_place_decides(tmp_path, rows, shut):
    assert chapter_of(tmp_path, closures=rows).shut_today["name"].to_list() == shut


def test_an_interrupted_road_and_a_ban_on_travellers_shut_nothing_to_goods(tmp_path):
    for scope, shut in {"interrupted": [], "travellers": [], "goods": ["High Pass"], "all": ["High Pass"]}.items():
        made = chapter_of(tmp_path / scope, closures=[closure(1, "HGH", "2026-10-01", scope=scope)])
        assert made.shut_today["name"].to_list() == shut


def test_a_standing_scenario_shuts_its_country_while_it_holds(tmp_path):
    rows = [scenario("base", "Uzbekistan shut", countries="UZB")]
    assert km(chapter_of(tmp_path / "a", scenarios=rows))["Port", "today"] == 500
    over = [scenario("base", "Uzbekistan shut", countries="UZB", valid_to="2026-01-31")]
    assert km(chapter_of(tmp_path / "b", scenarios=over))["Port", "today"] == 300


def test_out_of_season_is_shut_on_the_day_unless_the_rule_has_lapsed(tmp_path):
    winter = chapter_of(tmp_path / "a", as_of="2026-01-15")
    assert winter.shut_today["cause"].to_list() == ["season"] and km(winter)["Port", "today"] == 500
    assert texts(winter)["connectivity.season"] == "High Pass is out of season and opens again on 1 April 2026."
    lapsed = [edge(key, length, season_valid_to="2025-06-30") for key, length in LENGTHS.items()]
    after = chapter_of(tmp_path / "b", as_of="2026-01-15", links=lapsed)
    assert after.shut_today.empty and after.shortest_roads.iloc[0]["months"] == 12


def test_a_season_may_run_over_new_year(tmp_path):
    links = [edge(key, length) for key, length in LENGTHS.items()]
    links[1] = edge("ISB-HGH", 50, season_open="11-01", season_close="05-31")
    assert chapter_of(tmp_path / "a", links=links, as_of="2026-01-15").shut_today.empty
    assert len(chapter_of(tmp_path / "b", links=links, as_of="2026-07-15").shut_today) == 1
    assert chapter_of(tmp_path / "c", links=links, as_of="2026-01-15").shortest_roads.iloc[0]["months"] == 7


@pytest.mark.parametrize("asked", ["HGH", "high pass", "Khan Pass", "High", "UZB", "Uzbekistan"])
def test_places_and_countries_close_by_code_and_by_name(tmp_path, asked):
    asked = "High Pass (Khan Pass)" if asked == "Khan Pass" else asked
    assert km(chapter_of(tmp_path, closed=[asked]))["Port", "asked"] == 500


def test_a_miss_names_the_nearest(tmp_path):
    with pytest.raises(InputError, match=r"closed: found 'Tashkant', .* the nearest being Tashkent \(TAS\)"):
        _ = chapter_of(tmp_path / "a", closed=["Tashkant"]).shut_by_choice
    with pytest.raises(InputError, match=r"nearest being Low Gate \(LOW\)"):
        _ = chapter_of(tmp_path / "b", closed=["gate"]).shut_by_choice


def test_a_closure_of_the_reader_is_added_to_what_is_shut_and_none_left_is_said_first(tmp_path):
    chapter = chapter_of(tmp_path, closures=SHUT, closed=["Low Gate"])
    said = texts(chapter)
    assert said["connectivity.no-road"] == (
        "No road from Port and Islamabad to Astana is open while High Pass and Low Gate are shut."
    )
    assert said["connectivity.shortest"].startswith(
        "Were Low Gate open, the shortest road from Port to Astana would run about 500 km"
    )
    assert "connectivity.reopened" not in said and chapter.detours.empty
    assert chapter.draw("routes").title.startswith("No road is left with Low Gate shut")


def test_a_closure_of_the_reader_costs_what_it_adds_to_today(tmp_path):
    said = texts(chapter_of(tmp_path / "a", closed=["HGH"]))
    assert (
        said["connectivity.asked"]
        == "Closing High Pass as well makes the road from Port 200 km longer than it is today."
    )
    idle = texts(chapter_of(tmp_path / "b", closures=SHUT, closed=["Tashkent"]))
    assert idle["connectivity.asked"] == "Closing Tashkent as well does not lengthen the road from Port."


def test_further_closures_count_from_today_and_are_told_once(tmp_path):
    open_today = chapter_of(tmp_path / "a").detours.pivot(index="name", columns="start", values="extra_km")
    assert open_today["Port"].to_dict() == {
        "High Pass closed": 200, "Low Gate closed": 0, "High Pass and Low Gate closed": float("inf"),
    }  # fmt: skip
    shut = chapter_of(tmp_path / "b", closures=SHUT)
    assert shut.detours["name"].unique().tolist() == ["Low Gate closed"]
    assert set(shut.detours["extra_km"]) == {float("inf")}
    assert texts(shut)["connectivity.cut"] == (
        "One of one further closures would leave no road from Port to Astana: “Low Gate closed”."
    )


def test_the_costliest_closure_is_one_that_leaves_a_road(tmp_path):
    found = chapter_of(tmp_path).find("costliest")
    assert found.value == 200 and "“High Pass closed”" in say(found)


def test_a_place_without_a_way_around_cuts_its_starts_off(tmp_path):
    table = chapter_of(tmp_path).critical_places.set_index("place")
    assert table.loc["Islamabad", ["cut", "starts"]].to_list() == [1, 1]
    assert table.loc["High Pass", ["extra", "cut", "starts"]].to_list() == [200, 0, 2]


def test_ways_are_one_for_each_set_of_countries_with_hours_and_borders(tmp_path):
    speed = {"perf_id": "1", "corridor": "all", "mode": "road", "year": "2020", "metric": "speed_without_delay_kmh"}
    wait = {
        "perf_id": "2",
        "corridor": "x",
        "node_id": "HGH",
        "mode": "road",
        "year": "2020",
        "metric": "border_time_h",
    }
    rest = {"unit": "x", "confidence": "high", "source_ids": "1"}
    rows = [
        {**speed, "value": "50", **rest},
        {**wait, "value": "2", **rest},
        {**wait, "perf_id": "3", "value": "8", **rest},
    ]
    chapter = chapter_of(tmp_path, corridor_performance=rows, closures=SHUT)
    ways = chapter.other_ways.query("start == 'Port'").set_index("km")
    assert ways.loc[300, ["hours_low", "hours_high"]].to_list() == [8, 14] and not ways.loc[300, "open"]
    assert ways.loc[500, ["hours_low", "hours_high", "unknown", "open"]].to_list() == [10, 10, ("Low Gate",), True]
    said = texts(chapter)["connectivity.hours"]
    assert "needs about 10 hours" in said and "We know no waiting time for Low Gate" in said


def test_ways_that_share_no_place(tmp_path):
    counted = chapter_of(tmp_path, closures=SHUT).separate_ways.set_index("start")
    assert counted.loc["Islamabad", ["open", "now"]].to_list() == [2, 1] and counted.loc["Port", "open"] == 1


def test_a_published_whole_stands_beside_the_sum_of_its_links(tmp_path):
    links = [edge(key, length) for key, length in LENGTHS.items()]
    links += [edge("PRT-HGH", 170, composite="true"), edge("ISB-HGH", 60, composite="true", edge_id="short")]
    table = chapter_of(tmp_path, links=links).whole_lengths
    assert table[["start", "end", "summed"]].to_numpy().tolist() == [["Port", "High Pass", 150]]
    assert table.loc[0, "published"] == (170,) and table.loc[0, "row_ids"] == ("edges:PRT-HGH",)


def test_a_changed_frame_reaches_every_sentence_and_drawing(tmp_path):
    chapter = chapter_of(tmp_path)
    links = chapter.road_links
    links.loc[links["edge_id"] == "TAS-AST", "km"] = 150
    changed = chapter.with_frames(road_links=links)
    assert changed.find("shortest").value == 350 and chapter.find("shortest").value == 300
    assert changed.draw("corridor").data["km"].max() == 350


def test_the_strip_needs_no_map_and_a_wrong_convention_is_named(tmp_path):
    chapter = chapter_of(tmp_path)
    assert "no view on sovereignty" in chapter.draw("corridor").payload()["note"]
    chapter.parameters["map_convention"] = "globe"
    with pytest.raises(InputError, match="map_convention: found 'globe', expected map or schematic"):
        chapter.draw("corridor")


def test_kilometres_on_the_map_stand_between_their_stops():
    # Three stops as far apart on the map, the first leg three times as long by road as the second.
    stops = pd.DataFrame({"lat": [30.0, 34.0, 38.0], "lon": [70.0] * 3, "km": [0, 1500, 2000]})
    view = maps.View(stops, 100, 100)
    line = LineString(view.points(stops[["lon", "lat"]].to_numpy()))
    beads = road_map._kilometres(line, stops, view)
    first = line.project(Point(line.coords[1]))
    assert [km for km, _ in beads] == [500, 1000, 1500]
    assert [line.project(point) / first for _, point in beads] == pytest.approx([1 / 3, 2 / 3, 1.0], abs=0.02)
