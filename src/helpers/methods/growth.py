"""Compound growth, and the horizon over which it is counted."""

from datetime import date

import numpy as np
from numpy.typing import ArrayLike


def compound_growth(base: ArrayLike, target: ArrayLike, years: ArrayLike) -> ArrayLike:
    """Growth a year that leads from a base to a target: ``(T / B) ** (1 / h) - 1``.

    Parameters
    ----------
    base, target
        Two amounts of one unit, numbers or arrays of one shape.
    years
        Time between them.

    Returns
    -------
    ArrayLike
        A share a year (2.38 is 238%), a Series for Series; NaN without a positive base, target or horizon.

    Examples
    --------
    >>> round(float(compound_growth(100.0, 121.0, 2.0)), 12)
    0.1
    >>> float(compound_growth(0.0, 121.0, 2.0))
    nan
    """
    known = np.where(np.greater(base, 0) & np.greater(target, 0) & np.greater(years, 0), 1.0, np.nan)
    with np.errstate(divide="ignore", invalid="ignore"):
        return (np.power(np.true_divide(target, base), np.true_divide(1.0, years)) - 1) * known


def horizon(start: date, end: date) -> float:
    """Years from one day to another, counted in whole months; negative if the second lies before the first.

    Totals are of periods, which end with a month, so days would pretend to a precision that they lack.

    Parameters
    ----------
    start, end
        Last days of the two periods.

    Returns
    -------
    float
        Years, a multiple of a twelfth.

    Examples
    --------
    >>> horizon(date(2024, 12, 31), date(2028, 6, 30))
    3.5
    """
    return ((end.year - start.year) * 12 + end.month - start.month) / 12
