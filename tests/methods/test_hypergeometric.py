from math import comb

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import hypergeom

from helpers.methods.hypergeometric import bodies_at_least, bodies_for_surprise, hypergeometric_overlap


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


@given(overlaps(), st.sampled_from([0.01, 0.05]))
def test_the_bodies_for_surprise_are_the_first_at_which_chance_is_below_the_level(case, level):
    n_a, n_b, shared, _ = case
    size = bodies_for_surprise(n_a, n_b, shared, level, most=2000)
    if size is None:
        assert hypergeom(2000, n_a, n_b).sf(shared - 1) >= level * (1 - 1e-9) or n_a + n_b - shared > 2000
        return
    assert hypergeom(size, n_a, n_b).sf(shared - 1) < level * (1 + 1e-9)
    if size > n_a + n_b - shared:
        assert hypergeom(size - 1, n_a, n_b).sf(shared - 1) >= level * (1 - 1e-9)


def test_surprise_is_below_five_percent_and_sought_up_to_5000_bodies():
    assert bodies_for_surprise(1, 1, 1) == 21  # one in 20 is not below 5%
    assert bodies_for_surprise(1, 1, 1, level=1 / 4999.5) == 5000
    assert bodies_for_surprise(1, 1, 1, level=1 / 5000) is None
    assert bodies_for_surprise(1, 1, 0) is None


def as_pairs(sets):
    codes = sorted(sets)
    rows = [
        (one, other, len(sets[one]), len(sets[other]), len(sets[one] & sets[other]))
        for place, one in enumerate(codes)
        for other in codes[place + 1 :]
    ]
    return pd.DataFrame(rows, columns=["country_a", "country_b", "n_a", "n_b", "n_shared"])


bodies = st.sets(st.integers(0, 12))


@given(bodies, bodies, bodies, bodies)
def test_the_bound_never_exceeds_the_bodies_that_there_are(a, b, c, d):
    sets = {"A": a, "B": b, "C": c, "D": d}
    bound = bodies_at_least(as_pairs(sets), "A", "B")
    assert max(len(one | other) for one in sets.values() for other in sets.values()) <= bound <= len(a | b | c | d)


def test_a_third_state_adds_what_it_alone_has():
    assert bodies_at_least(as_pairs({"A": {1, 2}, "B": {3, 4}, "C": {5, 6}}), "A", "B") == 6
    assert bodies_at_least(as_pairs({"A": {1, 2}, "B": {2, 3}, "C": {3, 4, 1, 5}}), "A", "B") == 5
    # What all three share is not known from pairs: 7 bodies, told for 6.
    assert bodies_at_least(as_pairs({"A": {0, 1, 2}, "B": {0, 3, 4}, "C": {0, 5, 6}}), "A", "B") == 6


@given(bodies, bodies, bodies)
def test_what_three_must_share_adds_nothing_to_the_bound(a, b, c):
    ab, ac, bc = len(a & b), len(a & c), len(b & c)
    forced = max(0, ab + ac - len(a), ab + bc - len(b), ac + bc - len(c))
    known = max(len(a | b), len(a | c), len(b | c), len(a) + len(b) + len(c) - ab - ac - bc + forced)
    assert bodies_at_least(as_pairs({"A": a, "B": b, "C": c}), "A", "B") == known


def test_a_third_state_without_both_pairs_bounds_nothing():
    pairs = as_pairs({"A": {1, 2}, "B": {3, 4}, "C": {5, 6}})
    for left_out in range(3):
        assert bodies_at_least(pairs.drop(index=left_out), "A", "B") == 4
    assert bodies_at_least(pairs.iloc[:0], "A", "B") == 0


def test_every_third_state_is_tried():
    sets = {"A": {1}, "B": {2}, **{code: {3, 4} for code in "CDEFGHI"}}
    pairs = as_pairs(sets)
    alone = pairs["country_a"].eq("A") & pairs["country_b"].isin(list("CDEFGH"))
    assert bodies_at_least(pairs[~alone], "A", "B") == 4


def test_the_number_of_ways_is_exact_for_hundreds_of_bodies():
    found = hypergeometric_overlap(200, 210, 130, 400)["p"]
    exact = sum(comb(200, k) * comb(200, 210 - k) for k in range(130, 201)) / comb(400, 210)
    assert found == pytest.approx(exact, rel=1e-14)
