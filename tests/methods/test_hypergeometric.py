from math import comb

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from helpers.methods.hypergeometric import hypergeometric_overlap


@st.composite
def overlaps(draw):
    total = draw(st.integers(1, 300))
    n_a, n_b = draw(st.integers(0, total)), draw(st.integers(0, total))
    return n_a, n_b, draw(st.integers(max(0, n_a + n_b - total), min(n_a, n_b))), total


@given(overlaps())
def test_the_overlap_by_chance_is_that_of_scipy(case):
    n_a, n_b, shared, total = case
    found, oracle = hypergeometric_overlap(*case), hypergeom(total, n_a, n_b)
    counts = np.arange(min(n_a, n_b) + 1)
    assert found["expected"] == pytest.approx(counts @ oracle.pmf(counts), abs=1e-12)
    assert found["p"] == pytest.approx(oracle.sf(shared - 1), rel=1e-9, abs=1e-300)
    # The percentile is the first count whose cumulated probability is not below the level, rounding apart.
    for name, level in (("low", 0.05), ("high", 0.95)):
        assert oracle.cdf(found[name]) >= level - 1e-9
        assert oracle.cdf(found[name] - 1) < level + 1e-9
    if found["expected"]:
        assert found["lift"] == pytest.approx(shared * total / (n_a * n_b))


def test_a_percentile_that_is_met_exactly():
    # One of 20 bodies each: the chance to share none is 19 / 20, exactly 95%.
    assert hypergeometric_overlap(1, 1, 1, 20) == {"expected": 0.05, "low": 0, "high": 0, "lift": 20, "p": 0.05}
    # 19 of 20 and 1: the chance to share none is 1 / 20, exactly 5%.
    assert hypergeometric_overlap(19, 1, 1, 20)["low"] == 0
    assert hypergeometric_overlap(18, 1, 1, 19)["low"] == 0
    assert hypergeometric_overlap(20, 1, 1, 21)["low"] == 1


def test_nothing_is_expected_of_a_state_without_bodies():
    found = hypergeometric_overlap(0, 5, 0, 9)
    assert (found["expected"], found["p"]) == (0, 1) and np.isnan(found["lift"])
    assert hypergeometric_overlap(0, 0, 0, 0)["expected"] == 0


@pytest.mark.parametrize("case", [(3, 4, -1, 10), (3, 4, 4, 10), (4, 3, 4, 10), (6, 6, 1, 10)])
def test_counts_that_cannot_be_are_refused(case):
    with pytest.raises(ValueError, match="expected counts that can be"):
        hypergeometric_overlap(*case)


def test_the_number_of_ways_is_exact_for_hundreds_of_bodies():
    found = hypergeometric_overlap(200, 210, 130, 400)["p"]
    exact = sum(comb(200, k) * comb(200, 210 - k) for k in range(130, 201)) / comb(400, 210)
    assert found == pytest.approx(exact, rel=1e-14)
