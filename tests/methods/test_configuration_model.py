from itertools import product

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.optimize import root
from scipy.stats import binom

from helpers.methods.configuration_model import configuration_overlap, membership_probabilities, poisson_binomial

matrices = st.tuples(st.integers(1, 6), st.integers(1, 7)).flatmap(
    lambda shape: st.lists(
        st.lists(st.booleans(), min_size=shape[1], max_size=shape[1]), min_size=shape[0], max_size=shape[0]
    )
)


@given(st.lists(st.floats(0, 1), max_size=7))
def test_the_distribution_is_that_of_all_outcomes(probabilities):
    brute = np.zeros(len(probabilities) + 1)
    for outcome in product((0, 1), repeat=len(probabilities)):
        chances = [p if hit else 1 - p for p, hit in zip(probabilities, outcome, strict=True)]
        brute[sum(outcome)] += np.prod(chances)
    assert poisson_binomial(probabilities) == pytest.approx(brute, abs=1e-12)


def test_equal_chances_give_the_binomial_of_scipy():
    assert poisson_binomial(np.array([0.5], object)).dtype == float
    assert poisson_binomial([0.3] * 20) == pytest.approx(binom(20, 0.3).pmf(range(21)), abs=1e-12)


@given(matrices)
def test_rows_and_columns_sum_to_what_is_observed(rows):
    membership = pd.DataFrame(rows)
    p = membership_probabilities(membership)
    assert ((p >= 0) & (p <= 1)).all(axis=None)
    assert p.sum(axis=1).to_numpy() == pytest.approx(membership.sum(axis=1).to_numpy(), abs=0.02)
    assert p.sum().to_numpy() == pytest.approx(membership.sum().to_numpy(), abs=0.02)


NESTED = pd.DataFrame(
    [[1, 1, 1, 1, 0], [1, 1, 0, 0, 1], [1, 0, 1, 0, 0], [1, 1, 0, 0, 0]], index=list("ABCD"), columns=list("VWXYZ")
).astype(bool)


def test_the_probabilities_are_those_of_maximum_entropy():
    # V is a body of all; the rest by a root finder on the logarithms of the multipliers.
    part = NESTED.drop(columns="V").to_numpy(float)

    def missed(logs):
        odds = np.exp(np.add.outer(logs[:4], logs[4:]))
        p = odds / (1 + odds)
        return np.concatenate([p.sum(1) - part.sum(1), (p.sum(0) - part.sum(0))[:-1], [logs[4]]])

    logs = root(missed, np.zeros(8), tol=1e-12).x
    odds = np.exp(np.add.outer(logs[:4], logs[4:]))
    p = membership_probabilities(NESTED)
    assert p.drop(columns="V").to_numpy() == pytest.approx(odds / (1 + odds), abs=1e-6)
    assert (p["V"] == 1).all()
    assert list(p.index) == list("ABCD") and list(p.columns) == list("VWXYZ")


def test_what_is_certain_is_taken_out_until_nothing_is():
    # C has nothing; then V is a body of all the others; then A has all that is left, and B nothing of it.
    membership = pd.DataFrame([[1, 1, 1], [1, 0, 0], [0, 0, 0]], index=list("ABC"), columns=list("VWX")).astype(bool)
    assert membership_probabilities(membership).equals(membership.astype(float))


@pytest.mark.parametrize("turned", [False, True])
def test_a_body_of_all_that_have_any_is_certain(turned):
    # C has nothing; V is a body of both others, who differ in the rest.
    membership = pd.DataFrame([[1, 1, 0], [1, 0, 1], [0, 0, 0]], index=list("ABC"), columns=list("VWX")).astype(bool)
    expected = pd.DataFrame([[1.0, 0.5, 0.5], [1.0, 0.5, 0.5], [0.0, 0.0, 0.0]], index=list("ABC"), columns=list("VWX"))
    found = membership_probabilities(membership.T).T if turned else membership_probabilities(membership)
    pd.testing.assert_frame_equal(found, expected, atol=1e-9, rtol=0)


def test_fewer_rounds_are_less_exact():
    exact = membership_probabilities(NESTED)
    assert membership_probabilities(NESTED, rounds=1).sub(exact).abs().max(axis=None) > 1e-3
    assert membership_probabilities(NESTED, rounds=5000).sub(exact).abs().max(axis=None) == 0


def test_the_overlap_of_two_states_against_the_model():
    found = configuration_overlap(NESTED, "A", "B")
    p = membership_probabilities(NESTED)
    both = (p.loc["A"] * p.loc["B"]).to_numpy()
    spread = poisson_binomial(both)
    assert found["expected"] == pytest.approx(both.sum())
    assert found["lift"] == pytest.approx(2 / both.sum())
    assert found["p"] == pytest.approx(1 - spread[0] - spread[1])
    assert spread[: int(found["low"]) + 1].sum() >= 0.05 > spread[: int(found["low"])].sum()
    assert spread[: int(found["high"]) + 1].sum() >= 0.95 > spread[: int(found["high"])].sum()


def test_nothing_is_expected_where_nothing_can_be_shared():
    found = configuration_overlap(NESTED.assign(**dict.fromkeys("VWXYZ", False)), "A", "B")
    assert (found["expected"], found["p"], found["low"], found["high"]) == (0, 1, 0, 0)
    assert np.isnan(found["lift"])


def test_a_state_that_has_no_row_is_named():
    with pytest.raises(KeyError, match="Q"):
        configuration_overlap(NESTED, "A", "Q")
