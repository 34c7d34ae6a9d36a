"""Votes of pairs: counted where both voted, a predecessor apart, ranks among all members."""

from datetime import date

import numpy as np
import pytest

from helpers.faults import InputError
from helpers.world import World, votes
from world.small_world import roll_call, small_world

ROLLS = [
    roll_call(1, "2018-03-01", "YYNY", us_important="true"),
    roll_call(2, "2018-12-20", "YAN-", us_important="false"),
    roll_call(3, "2018-12-21", "YNY-"),
    roll_call(4, "2018-12-21", "YXA-", us_important="true"),
    roll_call(5, "2019-05-02", "-YYY"),
    roll_call(6, "2020-05-02", "NNAY"),
]


@pytest.fixture
def world(tmp_path):
    return World(small_world(tmp_path, rollcalls=ROLLS))


def test_a_roll_call_counts_if_both_voted_and_silence_neither_agrees_nor_abstains(world):
    frame = votes.agreement(world, "AAA", "BBB").set_index("year")
    assert frame.index.tolist() == [2018, 2020]
    counts = frame[["n_rollcalls", "n_both", "n_agree", "n_half", "n_opposed"]]
    assert counts.to_numpy().tolist() == [[4, 3, 1, 1, 1], [1, 1, 1, 0, 0]]
    assert frame.loc[2018, "agreement_share"] == pytest.approx(1 / 3)
    assert frame.loc[2018, "similarity"] == pytest.approx(0.5)
    assert frame.loc[2018, "s_score"] == pytest.approx(0.0)
    assert np.isnan(frame.loc[2020, "kappa_w"])  # both said no to all: chance leaves no disagreement
    assert frame.loc[2018, "row_ids"] == ("world.rollcalls:2018",)
    assert frame.loc[2018, "source_ids"] == (485,)


def test_order_of_the_two_changes_nothing(world):
    one, two = votes.agreement(world, "AAA", "CCC"), votes.agreement(world, "CCC", "AAA")
    columns = ["year", "n_both", "n_agree", "n_half", "n_opposed", "kappa_w", "pi_w"]
    assert one[columns].equals(two[columns])


def test_important_votes_are_a_universe_of_their_own_with_the_source_of_the_flag(world):
    frame = votes.agreement(world, "AAA", "CCC", "us_important")
    assert frame[["n_rollcalls", "n_both", "n_half", "n_opposed"]].to_numpy().tolist() == [[2, 2, 1, 1]]
    assert frame["source_ids"].tolist() == [(485, 489)]
    with pytest.raises(InputError, match="universe: found 'key', expected one of all, us_important"):
        votes.agreement(world, "AAA", "CCC", "key")


def test_partners_are_present_members_with_enough_joint_votes(world):
    partners = votes.agreement_by_partner(world, "AAA", 2018, 2020, fewest=1)
    assert set(partners["country_b"]) == {"BBB", "CCC"}  # DDD is no present member
    assert partners.groupby("country_b")["n_both"].sum().to_dict() == {"BBB": 4, "CCC": 5}
    assert partners["row_ids"][0] == ("world.rollcalls:2018",)
    assert votes.agreement_by_partner(world, "AAA", 2018, 2020).empty


def test_votes_are_listed_newest_first_and_oppositions_marked(world):
    listed = votes.vote_list(world, "AAA", "CCC")
    assert listed["record_id"].tolist() == [6, 4, 3, 2, 1]
    assert listed.query("opposed")["record_id"].tolist() == [2, 1]
    assert listed["us_important"].tolist() == [None, True, None, False, True]
    assert votes.vote_list(world, "AAA", "BBB", joint=False)["BBB"].tolist() == ["N", "Y", "X", "N", "A", "Y"]
    assert listed["row_ids"][0] == ("world.rollcalls:2020/6",)


def test_a_state_that_was_never_listed_has_no_votes(world):
    assert votes.agreement(world, "AAA", "ZZZ").empty
    assert votes.agreement(world, "ZZZ", "AAA").empty
    assert votes.vote_list(world, "AAA", "ZZZ").empty
    assert votes.agreement_by_partner(world, "ZZZ", 2018, 2020, fewest=1).empty


def test_a_year_is_partial_until_all_its_roll_calls_are_held(tmp_path):
    rolls = [roll_call(1, "2024-03-01", "YYYY"), roll_call(2, "2025-03-01", "YYYY")]
    folder = small_world(tmp_path, rollcalls=rolls)
    assert votes.agreement(World(folder), "AAA", "BBB")["partial_year"].tolist() == [False, True]
    assert votes.agreement(World(folder, date(2024, 6, 1)), "AAA", "BBB")["partial_year"].tolist() == [True]
    assert votes.last_whole_year(World(folder)) == 2024


# --- the shipped rows


@pytest.fixture(scope="module")
def shipped():
    return World()


def test_the_worked_example_of_pakistan_and_kyrgyzstan_in_2014(shipped):
    row = votes.agreement(shipped, "PAK", "KGZ").set_index("year").loc[2014]
    assert row[["n_rollcalls", "n_both", "n_agree", "n_half", "n_opposed"]].tolist() == [80, 77, 67, 8, 2]
    measures = [round(row[name], 4) for name in ("agreement_share", "similarity", "s_score", "kappa_w", "pi_w")]
    assert measures == [0.8701, 0.9221, 0.8442, 0.3992, 0.3877]
    listed = votes.vote_list(shipped, "PAK", "KGZ").query("date.str.startswith('2014')")
    table = listed.groupby(["PAK", "KGZ"]).size().to_dict()
    assert table == {("Y", "Y"): 63, ("Y", "A"): 1, ("A", "Y"): 6, ("A", "A"): 4, ("N", "Y"): 2, ("N", "A"): 1}


def test_a_predecessors_votes_are_not_the_successors(shipped):
    russia, union = (votes.agreement(shipped, code, "PAK")["year"] for code in ("RUS", "SUN"))
    assert russia.min() == 1992 and union.max() == 1991
    assert votes.agreement(shipped, "SRB", "PAK")["year"].min() == 2006
    assert votes.agreement(shipped, "YUG", "PAK")["year"].max() == 1992
    told = shipped.notes("RUS")
    assert told["country"].tolist() == ["RUS", "SUN"] and "continued the seat" in told["note"][1]
    assert shipped.notes("XKX")["country"].tolist() == ["XKX"]


def test_under_ten_joint_votes_a_year_of_a_partner_is_left_out(shipped):
    assert votes.FEWEST == 10
    kept = votes.agreement_by_partner(shipped, "GMB", 2025, 2025)
    assert kept["n_both"].min() >= 10
    assert len(kept) == 179 < len(votes.agreement_by_partner(shipped, "GMB", 2025, 2025, fewest=1)) == 190


def test_ideal_points_end_where_the_deposit_dates_them_right(shipped):
    frame = votes.ideal_point_distance(shipped, "PAK", "KGZ")
    assert (frame["year"].min(), frame["year"].max()) == (1992, 2023)
    last = frame.iloc[-1]
    assert last["distance"] == pytest.approx(abs(last["ideal_point_a"] - last["ideal_point_b"]))
    assert last["low"] < last["distance"] < last["high"]
    assert last["row_ids"] == ("world.ideal_points:PAK/2023", "world.ideal_points:KGZ/2023")
