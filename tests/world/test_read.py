"""The world layer is read when asked for, shows nothing of later, and leads from a row id to rows and sources."""

from datetime import date

import pytest

from helpers.faults import InputError
from helpers.world import World
from world.small_world import roll_call, small_world, spell


def gdp(year, source="229"):
    return {"country": "AAA", "indicator": "gdp_usd", "year": year, "value": 1.5, "unit": "USD", "source_ids": source}


@pytest.fixture
def folder(tmp_path):
    return small_world(
        tmp_path / "world",
        rollcalls=[
            roll_call(1, "2019-12-18", "YYAN"),
            roll_call(2, "2020-01-05", "YNXN"),
            roll_call(3, "2020-06-30", "YYYY"),
        ],
        igo_spells=[spell("AAA", "x", 1950, 2014), spell("AAA", "y", 2011, 2012)],
        indicators=[gdp(2018), gdp(2019), gdp(2020)],
        visas=[{"passport": "AAA", "destination": "BBB", "requirement": "visa free", "days": ""}],
    )


def test_a_damaged_table_is_met_when_it_is_asked_for_and_named(folder):
    (folder / "visas.csv.gz").write_bytes(b"no gzip")
    world = World(folder)
    assert len(world.table("rollcalls")) == 3
    with pytest.raises(InputError, match=r"visas.csv.gz: found a file of sha256:\w+, expected sha256:"):
        world.table("visas")


def test_a_missing_file_and_an_unknown_table_are_named(folder):
    (folder / "visas.csv.gz").unlink()
    with pytest.raises(InputError, match="visas.csv.gz: found No such file"):
        World(folder).table("visas")
    with pytest.raises(InputError, match="found table 'flights', expected one of"):
        World(folder).table("flights")
    with pytest.raises(InputError, match="datapackage.json: found No such file"):
        World(folder / "nowhere")


def test_what_is_handed_out_can_be_changed_without_changing_anybody_elses(folder):
    world = World(folder)
    mine = world.table("rollcalls")
    mine.loc[0, "title"] = "changed"
    mine["votes"] = ""
    assert set(world.table("rollcalls")["title"]) == set(World(folder).whole("rollcalls")["title"]) == {"Peace"}


def test_roll_calls_stop_at_the_day_and_yearly_rows_at_the_last_year_that_ended(folder):
    world = World(folder, date(2020, 6, 29), "latest")
    assert world.table("rollcalls")["record_id"].tolist() == [1, 2]
    assert world.table("indicators")["year"].tolist() == [2018, 2019]
    assert World(folder, date(2020, 12, 31), "latest").table("indicators")["year"].tolist() == [2018, 2019, 2020]


def test_a_run_of_years_is_cut_at_the_last_year_that_ended(folder):
    seen = World(folder, date(2011, 3, 4)).table("igo_spells")
    assert seen[["body", "first_year", "last_year"]].to_numpy().tolist() == [["x", 1950, 2010]]


def test_a_statistic_is_shown_once_its_source_was_published_unless_later_ones_are_wanted(folder):
    day = date(2021, 12, 15)
    assert World(folder, day).table("indicators").empty
    assert len(World(folder, day, "latest").table("indicators")) == 3
    assert World(folder, day).held_back("visas") == "published later"
    # One day's view is of that day: a later view says nothing of an earlier day, whatever the vintage.
    assert World(folder, day, "latest").held_back("visas") == "of a later date"
    assert World(folder, date(2025, 1, 12)).held_back("visas") == ""


def test_a_row_with_sources_of_its_own_follows_them(tmp_path):
    folder = small_world(tmp_path, indicators=[gdp(2018), {**gdp(2017, "703"), "indicator": "population"}])
    assert World(folder, date(2021, 1, 1)).table("indicators")["indicator"].tolist() == ["population"]


def test_a_vote_is_public_on_its_day_though_its_source_is_younger(folder):
    assert len(World(folder, date(2020, 1, 5)).table("rollcalls")) == 2


def test_nothing_beyond_what_a_table_covers_is_shown(tmp_path):
    points = [{"country": "AAA", "year": year, "ideal_point": 0.5} for year in (2023, 2024)]
    sources = [
        {"source_id": 488, "publisher": "Authors", "title": "Points", "published": "2026-04-03", "kind": "academic"}
    ]
    world = World(small_world(tmp_path, ideal_points=points, sources=sources))
    assert world.covered_to("ideal_points") == "2023"
    assert world.table("ideal_points")["year"].tolist() == [2023]


def test_an_as_of_date_beyond_the_cut_off_is_the_cut_off(folder):
    assert World(folder, date(2050, 1, 1)).as_of == World(folder).cutoff


def test_another_vintage_is_refused(folder):
    with pytest.raises(InputError, match="vintage: found 'newest', expected one of as-of, latest"):
        World(folder, vintage="newest")


def test_a_row_id_leads_to_its_row_and_a_shorter_key_to_all_that_begin_with_it(folder):
    world = World(folder)
    ids = world.row_ids("rollcalls", world.table("rollcalls")).tolist()
    assert ids == ["world.rollcalls:2019/1", "world.rollcalls:2020/2", "world.rollcalls:2020/3"]
    assert world.rows(ids[0])["votes"].tolist() == ["YYAN"]
    assert world.rows("world.rollcalls:2020")["record_id"].tolist() == [2, 3]
    with pytest.raises(InputError, match="found no such row, expected a key of year, record_id"):
        world.rows("world.rollcalls:20")
    with pytest.raises(InputError, match="expected world.TABLE:KEY"):
        world.rows("trade:T1")


def test_sources_follow_the_column_and_the_row(folder):
    world = World(folder)
    assert world.sources_of(["world.rollcalls:2020"], "votes") == (485,)
    assert world.sources_of(["world.rollcalls:2020"], "us_important") == (489,)
    assert world.sources_of(["world.indicators:AAA/gdp_usd/2019", "world.igo_spells:AAA"]) == (229, 487)
    assert world.sources.loc[229, "publisher"] == "Bank"


def test_an_empty_frame_has_row_ids_too(folder):
    world = World(folder)
    assert world.row_ids("rollcalls", world.table("rollcalls").iloc[:0]).tolist() == []
