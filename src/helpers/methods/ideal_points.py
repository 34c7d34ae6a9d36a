"""Distance of two states' ideal points in the General Assembly, with its interval.

References
----------
Bailey, Strezhnev and Voeten (2017), Estimating dynamic state preferences from United Nations voting data, Journal of
Conflict Resolution 61, 430-456, doi:10.1177/0022002715595700.
"""

import numpy as np
import pandas as pd


def ideal_point_distance(a: pd.DataFrame, b: pd.DataFrame) -> pd.DataFrame:
    """Distance ``|x - y|`` of two series of ideal points with an interval of the same level as that of the points.

    The two estimates are taken as independent and normal: half widths ``u`` and ``v`` of their intervals give the half
    width ``sqrt(u² + v²)`` of the difference. An interval that reaches below zero is cut there. Estimates of one model
    and year are in truth somewhat alike in their errors, so the interval is rather too wide.

    Parameters
    ----------
    a, b
        Columns ``ideal_point``, ``q5``, ``q95`` (estimate, 5th and 95th percentile), indexed by year.

    Returns
    -------
    pandas.DataFrame
        ``distance``, ``low``, ``high``, indexed by the years that both have, ascending.

    Examples
    --------
    >>> a = pd.DataFrame({"ideal_point": [0.5], "q5": [0.2], "q95": [0.8]}, index=[2014])
    >>> b = pd.DataFrame({"ideal_point": [-0.5], "q5": [-0.9], "q95": [-0.1]}, index=[2014])
    >>> ideal_point_distance(a, b).loc[2014].round(3).to_dict()
    {'distance': 1.0, 'low': 0.5, 'high': 1.5}
    """
    columns = ["ideal_point", "q5", "q95"]
    both = a[columns].add_suffix("_a").join(b[columns].add_suffix("_b"), how="inner").sort_index()
    distance = (both["ideal_point_a"] - both["ideal_point_b"]).abs()
    half = np.hypot((both["q95_a"] - both["q5_a"]) / 2, (both["q95_b"] - both["q5_b"]) / 2)
    return pd.DataFrame({"distance": distance, "low": (distance - half).clip(lower=0), "high": distance + half})
