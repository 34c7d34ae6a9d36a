"""The product-limit estimate of how long something takes, when some of it is not done yet.

References
----------
Kaplan and Meier (1958), Nonparametric estimation from incomplete observations, Journal of the American Statistical
Association 53, 457-481, doi:10.1080/01621459.1958.10501452. Kalbfleisch and Prentice (2002), The Statistical Analysis of
Failure Time Data, 2nd ed., Wiley, 1.4 (interval on the log-minus-log scale), doi:10.1002/9781118032985.
"""

from statistics import NormalDist

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike


def kaplan_meier(durations: ArrayLike, observed: ArrayLike, level: float = 0.90) -> pd.DataFrame:
    """Share that has not yet ended, by time: ``S(t) = prod(1 - d_i / n_i)`` over the times of endings up to ``t``.

    The interval is ``S ** exp(± z sqrt(V) / ln S)`` with Greenwood's ``V = sum(d_i / (n_i (n_i - d_i)))``.

    Parameters
    ----------
    durations
        Time from begin to end, or to the day up to which it was followed, not negative, shape ``(n,)``.
    observed
        True where the end was seen, False where it was not (censored), shape ``(n,)``.
    level
        Level of the interval, between 0 and 1.

    Returns
    -------
    pandas.DataFrame
        ``time``, ``at_risk`` (not ended before), ``ended``, ``share``, ``low``, ``high``: the beginning and a row per
        time at which something ended. Where the share is 0 so are its bounds.

    Raises
    ------
    ValueError
        If a duration is missing or negative, or the two differ in length.

    Examples
    --------
    >>> kaplan_meier([1, 2, 2, 4], [True, True, False, True])["share"].round(3).to_list()
    [1.0, 0.75, 0.5, 0.0]
    """
    time, seen = np.asarray(durations, float), np.asarray(observed, bool)
    if time.shape != seen.shape or not (time >= 0).all():
        raise ValueError(
            f"found {len(time)} durations and {len(seen)} flags, expected a duration from 0 on for each flag"
        )
    ends = np.unique(time[seen])
    at_risk = (time >= ends[:, None]).sum(1)
    ended = (time[seen] == ends[:, None]).sum(1)
    share = np.cumprod(1 - ended / at_risk)
    with np.errstate(divide="ignore", invalid="ignore"):
        variance = np.cumsum(ended / (at_risk * (at_risk - ended)))
        spread = NormalDist().inv_cdf(0.5 + level / 2) * np.sqrt(variance) / np.log(share)
        low, high = (np.where(share > 0, share ** np.exp(sign * spread), 0.0) for sign in (-1, 1))
    curve = pd.DataFrame({"time": ends, "at_risk": at_risk, "ended": ended, "share": share, "low": low, "high": high})
    begin = pd.DataFrame({"time": [0.0], "at_risk": len(time), "ended": 0, "share": 1.0, "low": 1.0, "high": 1.0})
    return pd.concat([begin, curve], ignore_index=True)
