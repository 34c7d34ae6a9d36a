"""Schedule slippage: how fast a promised date moves while time passes.

References
----------
A description, not an estimate of what will be: the slope is fitted by least squares, Legendre (1805), Nouvelles méthodes
pour la détermination des orbites des comètes, Firmin Didot.
"""

from math import nan

import numpy as np
from numpy.typing import ArrayLike

LEAST = 3  # statements below which no slope is told


def slip_rate(stated: ArrayLike, promised: ArrayLike) -> float:
    """Years by which the promised date moves for each year that passes: the least-squares slope of promised on stated.

    0 is a date that holds, 1 one that stays as far away as ever; a negative slope is a date that comes closer.

    Parameters
    ----------
    stated
        When each statement was made, decimal years (:func:`helpers.methods.decimal_years.decimal_year`), shape ``(n,)``.
    promised
        The date that it promised, decimal years, shape ``(n,)``.

    Returns
    -------
    float
        Years a year; NaN with fewer than three statements or all of one day.

    Raises
    ------
    ValueError
        If the two differ in length.

    Examples
    --------
    >>> round(slip_rate([2014.0, 2016.0, 2018.0], [2018.0, 2019.0, 2020.0]), 6)
    0.5
    """
    x, y = np.asarray(stated, float), np.asarray(promised, float)
    if x.shape != y.shape:
        raise ValueError(f"found {len(x)} days of statements and {len(y)} dates, expected one date a statement")
    if len(x) < LEAST or np.ptp(x) == 0:
        return nan
    away = x - x.mean()
    return float(away @ (y - y.mean()) / (away @ away))
