"""Reference class forecasting: how often comparable series grew by what is needed, whatever the plan says.

References
----------
Flyvbjerg (2006), From Nobel Prize to project management: getting risks right, Project Management Journal 37, 5-15,
doi:10.1177/875697280603700302. Kahneman and Tversky (1979), Intuitive prediction: biases and corrective procedures, TIMS
Studies in Management Science 12, 313-327.
"""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike


def apart(starts: ArrayLike, length: int) -> np.ndarray:
    """Which of a series' windows to keep so that none overlaps another, the earliest first.

    Parameters
    ----------
    starts
        First years of windows, ascending, shape ``(n,)``.
    length
        Years from the first to the last year of a window; a window may begin where the one before it ends.

    Returns
    -------
    numpy.ndarray
        Of bool, shape ``(n,)``.

    Examples
    --------
    >>> apart([2000, 2001, 2002, 2003, 2006], 2)
    array([ True, False,  True, False,  True])
    """
    kept, free = [], -np.inf
    for start in np.asarray(starts, float):
        kept.append(start >= free)
        if kept[-1]:
            free = start + length
    return np.array(kept, bool)


def growth_windows(values: pd.Series, years: int, low: float = 0.0, high: float = np.inf) -> pd.DataFrame:
    """Windows of one series that begin within a span of values and do not overlap.

    Parameters
    ----------
    values
        Positive amounts by year (int), in any order; years may be missing.
    years
        Length of a window.
    low, high
        Span of the first value, both included.

    Returns
    -------
    pandas.DataFrame
        A row per window, the earliest first: ``first``, ``last`` (years), ``base``, ``end`` (amounts), ``multiple``.

    Examples
    --------
    >>> growth_windows(pd.Series({2000: 5.0, 2001: 8.0, 2002: 20.0, 2003: 30.0, 2004: 10.0}), 2)["multiple"].to_list()
    [4.0, 0.5]
    """
    values = values.sort_index()
    frame = pd.DataFrame({"first": values.index, "last": values.index + years, "base": values.to_numpy(float)})
    frame["end"] = frame["last"].map(values).astype(float)
    frame = frame[frame["base"].between(low, high) & frame["base"].gt(0) & frame["end"].notna()]
    frame = frame[apart(frame["first"], years)]
    return frame.assign(multiple=frame["end"] / frame["base"]).reset_index(drop=True)
