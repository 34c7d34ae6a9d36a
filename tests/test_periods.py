from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.periods import label, period


@pytest.mark.parametrize(
    ("text", "start", "end", "kind", "printed"),
    [
        ("2024", date(2024, 1, 1), date(2024, 12, 31), "year", "2024"),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month", "February 2024"),
        ("2005-03-17", date(2005, 3, 17), date(2005, 3, 17), "day", "17 March 2005"),
        ("2024-07/2025-06", date(2024, 7, 1), date(2025, 6, 30), "fiscal", "FY2024-25"),
        ("1999-07/2000-06", date(1999, 7, 1), date(2000, 6, 30), "fiscal", "FY1999-00"),
        ("2023-01/2023-11", date(2023, 1, 1), date(2023, 11, 30), "window", "January to November 2023"),
        ("2023-07/2024-02", date(2023, 7, 1), date(2024, 2, 29), "window", "July 2023 to February 2024"),
        ("2019-03/2019-03", date(2019, 3, 1), date(2019, 3, 31), "window", "March 2019"),
    ],
)
def test_reads_and_prints(text, start, end, kind, printed):
    span = period(text)
    assert (span.start, span.end, span.kind, span.label) == (start, end, kind, printed)


@pytest.mark.parametrize("text", ["", "24", "2021-13", "2021-02-30", "2024-25", "2021-06/2020-05", "44197", "3/4/2021"])
def test_refuses_what_is_not_a_date(text):
    with pytest.raises(ValueError, match="found"):
        period(text)


def test_a_year_is_a_span_not_its_first_day():
    assert period("1995").middle == date(1995, 7, 2)


def test_undated_is_said():
    assert label("") == "undated"


@given(st.dates(min_value=date(1000, 1, 1)))
def test_a_day_is_read_back(day):
    assert period(day.isoformat()).start == period(day.isoformat()).end == day
