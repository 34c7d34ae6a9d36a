from itertools import pairwise

import numpy as np
import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from helpers.methods.reference_class import apart, growth_windows

series = st.dictionaries(st.integers(1990, 2030), st.floats(0.5, 100), min_size=1, max_size=40)


@given(st.sets(st.integers(1900, 2000), min_size=1), st.integers(1, 9))
def test_windows_that_are_kept_stand_apart_and_none_more_would_fit(starts, length):
    starts = np.array(sorted(starts))
    kept = starts[apart(starts, length)]
    assert kept[0] == starts[0]
    assert all(two >= one + length for one, two in pairwise(kept))
    for start in set(starts) - set(kept):
        assert any(one <= start < one + length for one in kept)


def test_a_window_may_begin_where_the_one_before_ends():
    assert apart([2000, 2003, 2005], 3).tolist() == [True, True, False]


def test_no_window_at_all():
    assert apart([], 3).tolist() == []
    assert growth_windows(pd.Series({2000: 1.0}), 1).empty


def test_windows_by_hand():
    values = pd.Series({2002: 30.0, 2000: 10.0, 2001: 4.0, 2003: 8.0, 2005: 60.0})
    windows = growth_windows(values, 2, 5, 30)
    assert windows.to_dict("list") == {
        "first": [2000, 2003],  # 2001 is below 5; 2002 has no value two years on
        "last": [2002, 2005],
        "base": [10.0, 8.0],
        "end": [30.0, 60.0],
        "multiple": [3.0, 7.5],
    }


def test_both_ends_of_the_span_belong_to_it():
    values = pd.Series({2000: 5.0, 2001: 10.0, 2002: 20.0, 2003: 20.0})
    assert growth_windows(values, 1, 5, 10)["first"].to_list() == [2000, 2001]


def test_small_amounts_count_too():
    assert growth_windows(pd.Series({2000: 0.5, 2001: 1.0}), 1)["multiple"].to_list() == [2.0]
    assert growth_windows(pd.Series({2000: 0.5, 2001: None}, dtype=object), 1).empty


def test_nothing_grows_from_nothing():
    assert growth_windows(pd.Series({2000: 0.0, 2001: 4.0, 2002: 2.0}), 1)["first"].to_list() == [2001]


@given(series, st.integers(1, 6))
def test_windows_are_of_the_series_and_do_not_overlap(values, years):
    windows = growth_windows(pd.Series(values), years)
    for row in windows.to_dict("records"):
        assert row["last"] == row["first"] + years
        assert row["multiple"] == values[row["last"]] / values[row["first"]]
    assert all(one <= two for one, two in zip(windows["last"], windows["first"].iloc[1:], strict=False))


def test_columns_of_objects_are_read_as_numbers():
    assert apart(["2000", "2001"], 2).tolist() == [True, False]
