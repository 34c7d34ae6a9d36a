"""Bodies of pairs: full and associate members, what is missing is not known, chance, and the Factbook as a lead."""

from datetime import date

import numpy as np
import pytest

from helpers.world import World, bodies
from world.small_world import small_world, spell

SPELLS = [
    spell("AAA", "x", 2000, 2014), spell("BBB", "x", 2001, 2014, "associate"), spell("CCC", "x", 2000, 2014),
    spell("AAA", "y", 2000, 2014), spell("BBB", "y", 2000, 2000), spell("BBB", "y", 2003, 2014),
    spell("AAA", "z", 2000, 2014), spell("BBB", "z", 2000, 2014, "missing"),
    spell("BBB", "w", 2000, 2014, "observer"), spell("AAA", "w", 2000, 2014),
]  # fmt: skip
NAMES = [
    {"body": body, "ionum": 1, "name": body.upper(), "long_name": body, "political": 1, "social": 0, "economic": 0}
    for body in "wxyz"
]
STATES = [
    {"ccode": number, "name": code, "country": code, "first_year": 2000, "last_year": last}
    for number, (code, last) in enumerate([("AAA", 2014), ("BBB", 2014), ("CCC", 2014), ("DDD", 2001)])
]


@pytest.fixture
def small(tmp_path):
    return small_world(tmp_path, igo_spells=SPELLS, igo_bodies=NAMES, igo_states=STATES)


def test_overlap_counts_full_and_associate_members_and_tells_what_is_missing(small):
    frame = bodies.overlap(World(small), "AAA", "BBB").set_index("year")
    assert (frame.index.min(), frame.index.max()) == (2000, 2014)
    columns = ["n_a", "n_b", "n_shared", "n_union", "n_states", "n_missing"]
    assert frame.loc[[2000, 2001, 2003], columns].to_numpy().tolist() == [
        [4, 1, 1, 4, 4, 1],
        [4, 1, 1, 4, 4, 1],
        [4, 2, 2, 4, 3, 1],
    ]
    # 2003: of three states three are in x, two in y, one in z and in w.
    weight = {"x": np.log(3 / 3), "y": np.log(3 / 2), "z": np.log(3), "w": np.log(3)}
    expected = (weight["x"] + weight["y"]) / sum(weight.values())
    assert frame.loc[2003, "weighted_jaccard"] == pytest.approx(expected)
    assert frame.loc[2003, "row_ids"] == ("world.igo_spells:AAA", "world.igo_spells:BBB")


def test_a_missing_cell_and_an_observer_are_no_shared_membership(small):
    shared = bodies.shared(World(small), "AAA", "BBB", 2014)
    assert shared["body"].tolist() == ["y", "x"]
    assert shared["n_members"].tolist() == [2, 3]
    assert shared[["first_b", "since_b"]].to_numpy().tolist() == [[2000, 2003], [2001, 2001]]
    assert shared["row_ids"][0] == ("world.igo_spells:AAA/y/2000", "world.igo_spells:BBB/y/2003")


def test_the_last_year_that_had_ended_is_taken(small):
    assert bodies.shared(World(small, date(2002, 5, 6)), "AAA", "BBB")["year"].unique().tolist() == [2001]
    assert bodies.shared(World(small), "AAA", "BBB")["year"].unique().tolist() == [2014]


def test_a_state_without_memberships_has_no_overlap_with_itself_alone(small):
    assert bodies.overlap(World(small), "DDD", "ZZZ").empty
    assert bodies.shared(World(small), "DDD", "AAA").empty


# --- the shipped rows


@pytest.fixture(scope="module")
def world():
    return World()


def test_the_flagships_overlap_is_what_chance_gives(world):
    row = bodies.chance(world, "PAK", "KGZ").iloc[0]
    assert (row["n_a"], row["n_b"], row["shared"], row["n_union"]) == (75, 48, 33, 90)
    assert (row["curveball_q05"], row["curveball_q95"], row["verdict"]) == (28, 36, "at")
    assert (row["rank_weighted_a"], row["rank_weighted_b"], row["of"]) == (74, 18, 192)
    assert row["row_ids"] == ("world.igo_null:KGZ/PAK",)


def test_chance_is_told_from_the_side_that_asks(world):
    there, back = bodies.chance(world, "PAK", "KGZ").iloc[0], bodies.chance(world, "KGZ", "PAK").iloc[0]
    assert (there["country_a"], there["country_b"]) == ("PAK", "KGZ")
    assert there["rank_weighted_a"] == back["rank_weighted_b"] and there["n_a"] == back["n_b"] == 75
    assert bodies.chance(world, "IND", "KGZ")["verdict"].tolist() == ["below"]
    assert bodies.chance(world, "KAZ", "KGZ")["verdict"].tolist() == ["above"]
    assert bodies.chance(world, "XKX", "ALB").empty


def test_ranks_of_overlap_are_those_of_the_pair(world):
    ranked = bodies.overlap_ranks(world, "KGZ").set_index("partner")
    assert len(ranked) == 192 and ranked["of"].eq(192).all()
    assert ranked.loc["PAK", "rank"] == 18 and ranked["rank"].min() == 1


def test_the_null_agrees_with_the_spells(world):
    for a, b in (("PAK", "KGZ"), ("DEU", "FRA"), ("CHN", "USA"), ("IDN", "KEN")):
        last, null = bodies.overlap(world, a, b).iloc[-1], bodies.chance(world, a, b).iloc[0]
        assert last[["n_a", "n_b", "n_shared"]].tolist() == null[["n_a", "n_b", "shared"]].tolist()
        assert last["weighted_jaccard"] == pytest.approx(null["weighted_jaccard"], abs=5.1e-5)


def test_a_body_missing_for_every_state_is_neither_shared_nor_particular_to_few(world):
    listed = world.whole("igo_bodies").set_index("body")
    missing = listed.index[listed["missing_years"].str.contains("2014")]
    assert len(missing) == 26 and "icao" in missing
    held = bodies.members(world, 2014)
    assert not set(missing) & set(held["body"])


def test_comparators_are_chosen_by_common_groupings_customs_unions_first(world):
    common = bodies.groupings(world, "KAZ", "KGZ")
    assert common["grouping"].iloc[0] == "EAEU" and common["customs_union"].iloc[0]
    assert common["members"].iloc[0] == ("ARM", "BLR", "KAZ", "KGZ", "RUS")
    assert set(bodies.groupings(world, "PAK", "KGZ")["grouping"]) == {"SCO", "ECO", "OIC"}
    assert bodies.groupings(world, "LIE", "TUV").empty
