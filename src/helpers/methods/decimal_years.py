"""Days as decimal years, the one time axis of drawings, slopes and durations: a year is 365.25 days."""

from datetime import date

YEAR_DAYS = 365.25


def decimal_year(day: date) -> float:
    """A day on an axis of years: the year and the share of it that had passed before the day.

    Parameters
    ----------
    day
        A day of the Gregorian calendar.

    Returns
    -------
    float
        Years of the common era, always within the calendar year of the day.

    Examples
    --------
    >>> decimal_year(date(2024, 1, 1))
    2024.0
    >>> round(decimal_year(date(2023, 7, 2)), 3)
    2023.498
    """
    return day.year + (day.timetuple().tm_yday - 1) / YEAR_DAYS


def elapsed_years(start: date, end: date) -> float:
    """Years between two days, negative if the second lies before the first.

    Examples
    --------
    >>> elapsed_years(date(2020, 1, 1), date(2024, 1, 1))
    4.0
    """
    return (end - start).days / YEAR_DAYS
