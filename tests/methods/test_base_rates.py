from math import isnan

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import beta

from helpers.methods.base_rates import (
    LIKELIHOODS,
    brier_score,
    likelihood_word,
    succession,
)

counts = st.integers(0, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    "probability, word",
    [
        (0.0, "almost no chance"),
        (0.05, "almost no chance"),
        (0.051, "very unlikely"),
        (0.20, "very unlikely"),
        (0.45, "unlikely"),
        (0.50, "roughly even chance"),
        (0.55, "roughly even chance"),
        (0.80, "likely"),
        (0.95, "very likely"),
        (0.96, "almost certain"),
        (1.0, "almost certain"),
    ],
)
def test_words_of_the_scale(probability, word):
    assert likelihood_word(probability) == word


def test_the_seven_steps_of_the_directive():
    assert list(LIKELIHOODS.values()) == [
        (0.01, 0.05), (0.05, 0.20), (0.20, 0.45), (0.45, 0.55), (0.55, 0.80), (0.80, 0.95), (0.95, 0.99)
    ]  # fmt: skip


@pytest.mark.parametrize("probability", [-0.01, 1.01, float("nan")])
def test_what_is_no_probability_has_no_word(probability):
    with pytest.raises(ValueError, match="expected a probability from 0 to 1"):
        likelihood_word(probability)


@given(counts)
def test_the_rule_of_succession_is_the_mean_of_a_uniform_prior_updated(case):
    k, n = case
    assert succession(k, n) == pytest.approx(beta(k + 1, n - k + 1).mean())


@pytest.mark.parametrize("hits, trials", [(-1, 3), (4, 3)])
def test_hits_that_cannot_be_are_refused(hits, trials):
    with pytest.raises(ValueError, match=f"found {hits} hits in {trials} trials"):
        succession(hits, trials)


def test_the_brier_score_by_hand():
    assert brier_score([1.0, 0.5, 0.0], [True, False, True]) == pytest.approx((0 + 0.25 + 1) / 3)
    assert brier_score([0.5] * 4, [0, 1, 1, 0]) == 0.25
    assert isnan(brier_score([], []))
    with pytest.raises(ValueError, match=r"found \(2,\) probabilities and \(1,\) outcomes"):
        brier_score([0.5, 0.5], [1])


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1))
def test_the_brier_score_lies_between_perfect_and_always_wrong(rows):
    p, came = (np.array(column) for column in zip(*rows, strict=True))
    assert 0 <= brier_score(p, came) <= 1
    assert brier_score(came.astype(float), came) == 0
