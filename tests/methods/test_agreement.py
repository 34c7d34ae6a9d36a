import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from statsmodels.stats.inter_rater import cohens_kappa

from helpers.methods.agreement import agreement_measures

# Pakistan (down) and Kyrgyzstan (across) in 2014: 77 joint votes of the General Assembly.
JOINT = [[63, 1, 0], [6, 4, 0], [2, 1, 0]]
tables = st.lists(st.lists(st.integers(0, 30), min_size=3, max_size=3), min_size=3, max_size=3)


def test_the_worked_example():
    row = agreement_measures(JOINT)
    assert [int(row[name]) for name in ("n_both", "n_agree", "n_half", "n_opposed")] == [77, 67, 8, 2]
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
