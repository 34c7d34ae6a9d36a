import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import binomtest
from statsmodels.stats.proportion import proportion_confint

from helpers.methods.wilson import wilson_interval

trials = st.integers(1, 2000).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@given(trials, st.sampled_from([0.5, 0.8, 0.95, 0.99]))
def test_the_interval_is_that_of_statsmodels_and_scipy(case, level):
    k, n = case
    found = wilson_interval(k, n, level)
    assert found == pytest.approx(proportion_confint(k, n, 1 - level, "wilson"), abs=1e-12)
    own = binomtest(k, n).proportion_ci(level, "wilson")
    assert found == pytest.approx((own.low, own.high), abs=1e-12)


def test_the_interval_is_of_95_percent_unless_asked():
    assert wilson_interval(3, 20) == wilson_interval(3, 20, 0.95) != wilson_interval(3, 20, 0.9)


def test_no_hit_and_all_hits_reach_the_end_exactly():
    assert wilson_interval(0, 10)[0] == 0
    assert wilson_interval(10, 10)[1] == 1
    assert wilson_interval(1, 10)[0] > 0
    assert wilson_interval(9, 10)[1] < 1


def test_without_a_trial_anything_is_possible():
    assert wilson_interval(0, 0) == (0, 1)


@pytest.mark.parametrize("k, n", [(-1, 4), (5, 4)])
def test_counts_that_cannot_be_are_refused(k, n):
    with pytest.raises(ValueError, match=f"found {k} hits in {n} trials"):
        wilson_interval(k, n)


@given(trials)
def test_the_interval_holds_the_share(case):
    low, high = wilson_interval(*case)
    assert 0 <= low <= case[0] / case[1] <= high <= 1
