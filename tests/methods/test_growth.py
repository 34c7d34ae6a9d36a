from datetime import date

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.methods.decimal_years import YEAR_DAYS, decimal_year, elapsed_years
from helpers.methods.growth import compound_growth, horizon

amounts = st.floats(0.01, 1e9)
days = st.dates(date(1800, 1, 1), date(2200, 12, 31))


@given(amounts, amounts, st.floats(2, 50))
def test_growing_at_the_rate_leads_to_the_target(base, target, years):
    rate = float(compound_growth(base, target, years))
    assert np.log1p(rate) * years == pytest.approx(np.log(target / base), rel=1e-6, abs=1e-9)


@pytest.mark.parametrize(
    "base, target, years", [(0, 1, 1), (1, 0, 1), (1, 1, 0), (-1, 1, 1), (-1, 1, 2), (np.nan, 1, 1), (1, 2, -1)]
)
def test_no_rate_without_a_positive_base_target_and_horizon(base, target, years):
    assert np.isnan(compound_growth(base, target, years))


def test_a_rate_within_half_a_year_is_of_a_whole_year():
    assert compound_growth(1.0, 2.0, 0.5) == 3.0


def test_a_series_of_rates_keeps_its_index():
    rates = compound_growth(pd.Series([1.0, 0.0], [3, 5]), 8.0, pd.Series([3.0, 3.0], [3, 5]))
    pd.testing.assert_series_equal(rates, pd.Series([1.0, np.nan], [3, 5]))


def test_the_horizon_counts_whole_months():
    assert horizon(date(2023, 12, 31), date(2025, 6, 30)) == 1.5
    assert horizon(date(2023, 6, 30), date(2023, 11, 30)) == pytest.approx(5 / 12)
    assert horizon(date(2025, 1, 31), date(2024, 1, 31)) == -1


def test_a_day_as_a_decimal_year():
    assert decimal_year(date(2021, 1, 1)) == 2021
    assert decimal_year(date(2021, 2, 1)) == 2021 + 31 / 365.25
    assert decimal_year(date(2024, 12, 31)) == 2024 + 365 / 365.25


@given(days, days)
def test_decimal_years_keep_the_order_of_days(one, other):
    assert (decimal_year(one) < decimal_year(other)) == (one < other)
    assert int(decimal_year(one)) == one.year


@given(days, days)
def test_elapsed_years_turn_their_sign_with_the_days(one, other):
    assert elapsed_years(one, other) == -elapsed_years(other, one) == (other - one).days / YEAR_DAYS
