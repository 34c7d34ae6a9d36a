"""Distances, people and economy of pairs, from the shipped rows: worked figures and what must never be said."""

from datetime import date

import pytest

from helpers.world import World, economy, geography, people


@pytest.fixture(scope="module")
def world():
    return World()


def test_a_distance_is_the_same_from_both_sides_and_names_both_sources(world):
    there, back = geography.distance(world, "PAK", "KGZ").iloc[0], geography.distance(world, "KGZ", "PAK").iloc[0]
    assert (there["country_a"], back["country_a"]) == ("PAK", "KGZ")
    assert there["distw"] == back["distw"] == 1510.2 and there["capital_km"] == 1030.0
    assert there["row_ids"] == back["row_ids"] == ("world.distances:KGZ/PAK",)
    assert there["source_ids"] == (223, 702)
    assert world.sources_for("distances", "capital_km") == (702,) and world.sources_for("distances", "distw") == (223,)


def test_a_distance_from_a_wrong_place_is_not_given(world):
    row = geography.distance(world, "NZL", "AUS").iloc[0]
    assert row[["dist", "distcap"]].isna().all() and row["capital_km"] > 2000


def test_a_state_outside_the_table_has_no_distance_and_a_pair_with_itself_neither(world):
    assert geography.distance(world, "XKX", "ALB").empty
    assert geography.distance(world, "PAK", "PAK").empty


def test_neighbours_and_the_fewest_borders_between(world):
    assert set(geography.neighbours(world, "KGZ")["neighbour"]) == {"CHN", "KAZ", "TJK", "UZB"}
    assert set(geography.neighbours(world, "XKX")["neighbour"]) == {"ALB", "MKD", "MNE", "SRB"}
    ways = geography.land_ways(world, "PAK", "KGZ")
    assert ways["borders"].tolist() == [2] and ways["way"].tolist() == [("PAK", "CHN", "KGZ")]
    assert ways["row_ids"][0] == ("world.land_boundaries:CHN/PAK", "world.land_boundaries:CHN/KGZ")
    assert geography.border(world, "IND", "PAK")["km"].iloc[0] > 2000
    assert geography.land_ways(world, "ISL", "JPN").empty


def test_a_way_over_land_does_not_leap_to_a_part_that_no_land_joins(world):
    # By Kaliningrad it would be one border to Russia, by Cabinda one from Congo to Angola, by Borneo a way to Asia.
    assert {way[1:-1] for way in geography.land_ways(world, "POL", "RUS")["way"]} == {("BLR",), ("UKR",)}
    assert geography.land_ways(world, "COG", "AGO")["way"].tolist() == [("COG", "COD", "AGO")]
    assert geography.land_ways(world, "IDN", "THA").empty
    assert geography.land_ways(world, "ESP", "MAR")["borders"].unique().tolist() == [13]  # round the sea, not by Ceuta
    assert geography.land_ways(world, "MYS", "THA")["borders"].tolist() == [1]
    assert ("AZE", "GEO", "TUR") in set(geography.land_ways(world, "AZE", "TUR")["way"])
    assert not geography.border(world, "AZE", "TUR").empty


def test_no_row_is_not_recorded_and_never_zero(world):
    # The publisher has a zero for this pair: none, or not recorded.
    assert people.migrants(world, "PAK", "KGZ").empty
    some = people.migrants(world, "IND", "PAK")
    assert set(zip(some["origin"], some["host"], strict=True)) == {("IND", "PAK"), ("PAK", "IND")}
    assert some["migrants"].gt(0).all() and some["year"].max() == 2019


def test_refugees_of_the_newest_year_are_provisional(world):
    frame = people.refugees(world, "AFG", "PAK")
    assert frame.query("provisional")["year"].unique().tolist() == [2025]
    assert not frame.query("year < 2025")["provisional"].any()


def test_a_visa_is_what_the_traveller_of_each_side_needs_on_the_day_of_the_index(world):
    frame = people.visas(world, "KGZ", "PAK")
    assert frame[["passport", "destination", "requirement"]].to_numpy().tolist() == [
        ["KGZ", "PAK", "e-visa"],
        ["PAK", "KGZ", "e-visa"],
    ]
    assert frame["date"].unique().tolist() == ["2025-01-12"]
    assert people.visas(World(as_of=date(2025, 1, 11), vintage="latest"), "KGZ", "PAK").empty


def test_a_partner_outside_the_list_is_told_with_the_smallest_share_in_it(world):
    frame = economy.partner_shares(world, "KAZ", "UZB").set_index(["country", "flow"])
    assert frame.loc[("UZB", "import"), ["rank", "share"]].tolist() == [3, 0.08]
    assert frame.loc[("KAZ", "export"), ["rank", "share"]].isna().all()
    assert frame.loc[("KAZ", "export"), "least_share"] == 0.05
    assert frame.loc[("KAZ", "export"), "row_ids"] == ("world.trade_partners:KAZ/export/2023",)
    assert len(world.rows("world.trade_partners:KAZ/export/2023")) == 5


def test_an_implausible_partner_is_left_out(world):
    assert "GMB" not in set(economy.main_partners(world, "KAZ")["partner"])
    assert "GMB" in set(world.table("trade_partners").query("country == 'KAZ'")["partner"])


def test_sizes_name_their_series_and_sources(world):
    frame = economy.indicators(world, "PAK", "KGZ")
    assert set(frame["indicator"]) == {"gdp_usd", "population"}
    assert frame.groupby("indicator")["year"].max().to_dict() == {"gdp_usd": 2023, "population": 2024}
    assert frame.groupby("indicator")["source_ids"].first().to_dict() == {"gdp_usd": (229,), "population": (703,)}


FLAGSHIP = [  # importer, exporter, spec, period, predicted, typical, low, high: the notes of the calibration, million USD
    ("KGZ", "PAK", "a", "2012-2014", 13.2, 1.8, 0.01, 23),
    ("KGZ", "PAK", "c", "2012-2014", 10.3, 17.0, 3.0, 105),
    ("KGZ", "PAK", "b", "2014", 25.5, 2.0, 0.01, 32),
    ("KGZ", "PAK", "b", "2023", 43.8, 7.5, 0.1, 70),
    ("KGZ", "PAK", "d", "2014", 4.6, 8.4, 0.2, 70),
    ("KGZ", "PAK", "d", "2023", 8.4, 15.2, 0.3, 125),
    ("PAK", "KGZ", "c", "2012-2014", 1.0, 1.1, 0.03, 16),
    ("PAK", "KGZ", "d", "2023", 3.3, 6.0, 0.1, 49),
]


@pytest.mark.parametrize("row", FLAGSHIP, ids=lambda row: "-".join(row[:4]))
def test_the_gravity_model_gives_the_published_prediction_with_its_interval(world, row):
    (importer, exporter, spec, period), expected = row[:4], row[4:]
    frame = economy.gravity(world, importer, exporter).set_index(["spec", "period"]).loc[(spec, period)]
    found = [frame[name] / 1e6 for name in ("predicted_usd", "typical_usd", "low80_usd", "high80_usd")]
    assert found == pytest.approx(expected, rel=0.06, abs=0.06)
    assert 0.8 < frame["coverage_80"] < 0.9 and frame["median_factor"] > 3


def test_the_model_reproduces_every_prediction_that_was_made_with_gdp(world):
    made = world.table("gravity_predictions").query("spec in ['b', 'd'] and importer in ['KGZ', 'PAK']")
    for (importer, exporter), part in made.groupby(["importer", "exporter"]):
        years = sorted(set(map(int, part["period"])))
        found = economy.gravity(world, importer, exporter, *years).set_index(["spec", "period"])
        wanted = part.set_index(["spec", "period"])
        for name, column in (("predicted_usd", "predicted_musd"), ("high80_usd", "high80_musd")):
            assert (found[name].reindex(wanted.index) / 1e6).to_list() == pytest.approx(
                wanted[column].to_list(), rel=1e-3
            )


def test_no_prediction_without_all_its_terms(world):
    assert economy.gravity(world, "LIE", "TUV").empty  # not in GeoDist
    assert set(economy.gravity(world, "PRK", "USA")["spec"]) == set()  # no GDP, no report
    assert economy.gravity(world, "XKX", "ALB").empty
    assert economy.gravity(world, "PAK", "KGZ").query("spec == 'd'")["period"].tolist() == ["2014", "2023"]


def test_a_frequency_stands_beside_its_noise_floor(world):
    frame = economy.growth_windows(world, 5.18e6, 38.6, 3)
    assert frame[["kind", "reached", "windows", "pairs_reached", "pairs"]].to_numpy().tolist() == [
        ["time", 6, 1263, 6, 1041],
        ["noise", 3, 439, 3, 439],
        ["noise", 1, 481, 1, 481],
    ]
    assert [row[0] for row in frame["row_ids"]] == [
        f"world.reference_windows:{row}" for row in ("W8178", "W0006", "W0018")
    ]
    second = economy.growth_windows(world, 16e6, 12.5, 4).iloc[0]
    assert (second["reached"], second["windows"]) == (13, 809)
    assert second["row_ids"] == ("world.reference_windows:W8193",)


def test_a_multiple_between_two_of_the_table_is_bracketed(world):
    frame = economy.growth_windows(world, 30e6, 4, 3).query("kind == 'time'")
    assert frame["multiple"].tolist() == [3.0, 5.0]
    assert frame["reached"].is_monotonic_decreasing
    assert economy.growth_windows(world, 30e6, 400, 3).query("kind == 'time'")["multiple"].tolist() == [50.0]
    assert economy.growth_windows(world, 1e12, 2, 3).empty
