import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import linregress

from helpers.methods.slippage import slip_rate

statements = st.lists(st.tuples(st.floats(2000, 2030), st.floats(2000, 2060)), min_size=3, max_size=12)


@given(statements)
def test_the_rate_is_the_slope_of_scipy(rows):
    stated, promised = zip(*rows, strict=True)
    if np.ptp(stated) < 0.01:
        return
    assert slip_rate(stated, promised) == pytest.approx(linregress(stated, promised).slope, rel=1e-6, abs=1e-6)


def test_a_date_that_holds_and_one_that_stays_as_far_away():
    assert slip_rate([2010, 2012, 2015], [2020, 2020, 2020]) == 0
    assert slip_rate([2010, 2012, 2015], [2015, 2017, 2020]) == 1
    assert slip_rate([2010, 2012, 2015], [2020, 2019, 2017.5]) == pytest.approx(-0.5)


def test_columns_of_objects_are_read_as_numbers():
    assert slip_rate(*np.array([[2010, 2012, 2015], [2015, 2017, 2020]], object)) == 1


def test_too_few_statements_tell_no_rate():
    assert np.isnan(slip_rate([2010, 2012], [2015, 2017]))
    assert np.isnan(slip_rate([2010, 2010, 2010], [2015, 2016, 2017]))
    assert not np.isnan(slip_rate([2010, 2010.5, 2011], [2015, 2017, 2017]))


def test_a_statement_without_its_date_is_refused():
    with pytest.raises(ValueError, match="found 3 days of statements and 2 dates"):
        slip_rate([2010, 2011, 2012], [2015, 2017])
