import numpy as np
import pandas as pd
import pytest

from helpers.methods.ideal_points import ideal_point_distance


def points(year, *values):
    return pd.DataFrame([values], index=[year], columns=["ideal_point", "q5", "q95"])


def test_the_distance_and_its_interval_by_hand():
    # Half widths 0.3 and 0.4: together 0.5.
    found = ideal_point_distance(points(2000, -1.0, -1.3, -0.7), points(2000, 1.0, 0.6, 1.4)).loc[2000]
    assert found.to_dict() == pytest.approx({"distance": 2.0, "low": 1.5, "high": 2.5})


def test_the_interval_is_that_of_a_difference_of_two_normal_estimates():
    # 90% intervals are 1.645 standard errors either way.
    one, other = np.random.default_rng(1).normal([[0.2], [1.4]], [[0.12], [0.31]], (2, 200_000))
    q = [np.quantile(side, [0.05, 0.95]) for side in (one, other)]
    found = ideal_point_distance(points(1, 0.2, *q[0]), points(1, 1.4, *q[1])).loc[1]
    low, high = np.quantile(other - one, [0.05, 0.95])
    assert (found["low"], found["high"]) == pytest.approx((low, high), abs=0.01)


def test_an_interval_does_not_reach_below_zero():
    found = ideal_point_distance(points(1, 0.1, -0.2, 0.4), points(1, 0.3, -0.1, 0.7)).loc[1]
    assert found["low"] == 0 and found["high"] == pytest.approx(0.7)


def test_only_years_that_both_have_and_in_order():
    a = pd.concat([points(year, 1.0, 0.5, 1.5) for year in (2003, 2001, 2002)])
    b = pd.concat([points(year, 2.0, 1.5, 2.5) for year in (2001, 2003, 2004)])
    assert ideal_point_distance(a.assign(n_votes=70), b).index.to_list() == [2001, 2003]
