"""What is computed from the world layer equals the rows that were typed into the package before there was one."""

from pathlib import Path

import pandas as pd
import pytest

from helpers.datapackage.read import read_package
from helpers.world import World, bodies, votes

ROUNDING = 5.1e-5


@pytest.fixture(scope="module")
def typed():
    """Tables as they were typed, and those of the package that are typed still."""
    folder = Path(__file__).parent / "typed"
    return {
        **read_package().tables,
        **{path.stem: pd.read_csv(path, keep_default_na=False, na_values=[""]) for path in folder.glob("*.csv")},
    }


@pytest.fixture(scope="module")
def world():
    return World()


def _both(typed: pd.DataFrame, compute) -> pd.DataFrame:
    """Typed rows beside the computed ones of each pair."""
    pairs = typed[["country_a", "country_b"]].drop_duplicates().itertuples(index=False)
    made = pd.concat([compute(*pair) for pair in pairs], ignore_index=True)
    return typed.merge(made, on=["year", "country_a", "country_b"], how="left", suffixes=("", "_made"))


def test_votes_of_682_pairs_and_years(typed, world):
    rows = typed["unga_agreement"].query("universe == 'UNDL'")
    both = _both(rows.drop(columns="universe"), lambda a, b: votes.agreement(world, a, b))
    joint = both[both["n_both"] > 0]
    assert (len(rows), len(joint)) == (714, 682)
    assert both.loc[both["n_both"].eq(0), "n_both_made"].isna().all()
    for name in ("n_rollcalls", "n_both", "n_agree", "n_half", "n_opposed", "partial_year"):
        assert joint[name].eq(joint[f"{name}_made"]).all(), name
    assert (joint["s_score"] - joint["s_score_made"]).abs().max() < ROUNDING
    told = joint.dropna(subset="kappa_w")
    assert len(told) == 680 and joint.loc[joint["kappa_w"].isna(), "kappa_w_made"].isna().all()
    for name in ("kappa_w", "pi_w"):
        assert (told[name] - told[f"{name}_made"]).abs().max() < ROUNDING, name


def test_oppositions_and_key_votes(typed, world):
    listed = votes.vote_list(world, "KGZ", "PAK").query("opposed")
    opposed = typed["unga_opposed"]
    assert set(opposed["rid"]) == set(listed["record_id"]) and len(opposed) == 35
    merged = opposed.merge(listed, left_on="rid", right_on="record_id")
    assert merged["vote_a"].eq(merged["KGZ"]).all() and merged["vote_b"].eq(merged["PAK"]).all()
    cast = typed["unga_key_votes"]
    ballots = votes.vote_list(world, *sorted(cast["country"].unique()), joint=False)
    wide = ballots.melt("record_id", sorted(cast["country"].unique()), "country", "letter")
    merged = cast.merge(wide, left_on=["rid", "country"], right_on=["record_id", "country"], how="left")
    assert len(merged) == 708 and merged["vote"].eq(merged["letter"]).all()


def test_overlap_of_504_pairs_and_years(typed, world):
    rows = typed["igo_overlap"]
    both = _both(rows, lambda a, b: bodies.overlap(world, a, b))
    # The list has one state for the USSR and Russia; here 1991 is the USSR's.
    russia = both["year"].eq(1991) & both[["country_a", "country_b"]].eq("RUS").any(axis=1)
    assert (len(both), russia.sum()) == (504, 2)
    union = _both(rows.loc[russia.to_numpy()].replace("RUS", "SUN"), lambda a, b: bodies.overlap(world, a, b))
    both = pd.concat([both[~russia], union])
    for name in ("n_a", "n_b", "n_shared", "n_union"):
        assert both[name].eq(both[f"{name}_made"]).all(), name
    for name in ("jaccard", "cosine", "weighted_jaccard"):
        told = both[both[f"{name}_made"].notna()]
        assert (told[name] - told[f"{name}_made"]).abs().max() < ROUNDING, name


def test_shared_bodies(typed, world):
    merged = typed["igo_shared"].merge(bodies.shared(world, "KGZ", "PAK"), left_on="igo", right_on="body")
    assert len(merged) == 33 == len(bodies.shared(world, "KGZ", "PAK"))
    assert merged["first_a_x"].eq(merged["first_a_y"]).all() and merged["first_b_x"].eq(merged["first_b_y"]).all()
    assert merged["n_members_2014"].eq(merged["n_members"]).all()


def test_sizes_ideal_points_and_distances(typed, world):
    sizes = typed["indicators"].query("indicator in ['gdp_usd', 'population']")
    merged = sizes.merge(world.table("indicators"), on=["country", "indicator", "year"], suffixes=("", "_made"))
    same = (merged["value"] - merged["value_made"]).abs() <= merged["value"].abs() * 1e-9
    assert same.sum() == 690
    points = typed["ideal_points"].merge(world.whole("ideal_points"), on=["country", "year"], suffixes=("", "_made"))
    assert len(points) == 433
    for name in ("ideal_point", "q5", "q95"):
        assert (points[name] - points[f"{name}_made"]).abs().max() < 1e-5, name
