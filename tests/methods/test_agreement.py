import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from helpers.methods.agreement import agreement_measures, joint_votes, yearly_agreement

# Pakistan (down) and Kyrgyzstan (across) in 2014: 77 joint votes of 80 roll calls of the General Assembly.
JOINT = [[63, 1, 0], [6, 4, 0], [2, 1, 0]]
tables = st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=3, max_size=3)
votes = st.lists(st.tuples(st.sampled_from("YANX-"), st.sampled_from("YANX-"), st.integers(1990, 1993)), min_size=1)


def spelled(joint):
    """The votes of both, letter by letter."""
    cells = [(mine, theirs, joint[i][j]) for i, mine in enumerate("YAN") for j, theirs in enumerate("YAN")]
    return "".join(a * n for a, _, n in cells), "".join(b * n for _, b, n in cells)


def test_the_worked_example():
    a, b = spelled(JOINT)
    a, b = a + "YX-", b + "XYY"  # three roll calls in which one side has no vote
    assert joint_votes(list(a), list(b)).tolist() == JOINT
    row = yearly_agreement(list(a), list(b), [2014] * 80).iloc[0]
    assert row[["year", "n_rollcalls", "n_both", "n_agree", "n_half", "n_opposed"]].to_list() == [
        2014,
        80,
        77,
        67,
        8,
        2,
    ]
    assert row["agreement_share"] == pytest.approx(67 / 77)
    assert row["similarity"] == pytest.approx(71 / 77)
    assert row["s_score"] == pytest.approx(1 - 24 / 154)
    assert row["kappa_w"] == pytest.approx(1 - (12 / 77) / (1538 / 5929))
    assert row["pi_w"] == pytest.approx(1 - (12 / 77) / (1509 / 5929))


@given(tables.filter(lambda table: np.sum(table) > 0))
def test_weighted_kappa_is_that_of_statsmodels(table):
    table = np.array(table)
    found = agreement_measures(table)
    if np.isnan(found["kappa_w"]):
        assert table.max() == table.sum() and np.trace(table) == table.sum()
        return
    assert found["kappa_w"] == pytest.approx(cohens_kappa(table, wt="linear", return_results=False), abs=1e-9)


@given(tables)
def test_pi_is_kappa_of_the_pairs_taken_both_ways_round(table):
    table = np.array(table)
    both = table + table.T
    assert agreement_measures(table)["pi_w"] == pytest.approx(agreement_measures(both)["kappa_w"], nan_ok=True)


@given(tables)
def test_measures_do_not_depend_on_who_is_named_first(table):
    found, turned = agreement_measures(table), agreement_measures(np.transpose(table))
    assert list(found) == list(turned)
    assert [float(value) for value in found.values()] == pytest.approx([float(v) for v in turned.values()], nan_ok=True)


@given(tables)
def test_measures_keep_within_their_scales(table):
    found = agreement_measures(table)
    assert found["n_agree"] + found["n_half"] + found["n_opposed"] == found["n_both"] == np.sum(table)
    if found["n_both"]:
        assert 0 <= found["agreement_share"] <= found["similarity"] <= 1
        assert -1 <= found["s_score"] <= 1
        assert not found["kappa_w"] > 1 + 1e-12 and not found["pi_w"] > found["kappa_w"] + 1e-12


def test_without_joint_votes_nothing_is_said():
    found = agreement_measures(np.zeros((3, 3)))
    assert found["n_both"] == 0 and found["n_both"].dtype == int
    assert all(np.isnan(found[name]) for name in ("agreement_share", "similarity", "s_score", "kappa_w", "pi_w"))


def test_a_single_joint_vote_is_a_share():
    found = agreement_measures([[0, 0, 1], [0, 0, 0], [0, 0, 0]])
    assert (found["agreement_share"], found["s_score"], found["kappa_w"]) == (0, -1, 0)


def test_two_that_always_say_yes_leave_nothing_to_chance():
    found = agreement_measures([[9, 0, 0], [0, 0, 0], [0, 0, 0]])
    assert (found["agreement_share"], found["s_score"]) == (1, 1)
    assert np.isnan(found["kappa_w"]) and np.isnan(found["pi_w"])


@given(votes)
def test_each_year_is_measured_by_itself(rows):
    a, b, years = (list(column) for column in zip(*rows, strict=True))
    frame = yearly_agreement(a, b, years)
    assert frame["year"].to_list() == sorted(set(years))
    for row in frame.to_dict("records"):
        own = [(mine, theirs) for mine, theirs, year in rows if year == row["year"]]
        alone = agreement_measures(joint_votes(*(list(side) for side in zip(*own, strict=True))))
        assert row["n_rollcalls"] == len(own)
        assert [row[name] for name in alone] == pytest.approx([float(value) for value in alone.values()], nan_ok=True)


def test_votes_and_years_of_other_roll_calls_are_refused():
    with pytest.raises(ValueError, match="found 2 and 1 votes, expected votes in the same roll calls"):
        joint_votes(["Y", "N"], ["Y"])
    with pytest.raises(ValueError, match="found 2 and 1 votes"):
        yearly_agreement(["Y", "N"], ["Y"], [2000, 2000])
    with pytest.raises(ValueError, match="found 2 votes and 1 years"):
        yearly_agreement(["Y", "N"], ["Y", "N"], [2000])
