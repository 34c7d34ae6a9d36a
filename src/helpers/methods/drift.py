r"""The drift method: when a series that grows by a random walk with drift passes a level.

References
----------
Hyndman and Athanasopoulos (2021), Forecasting: Principles and Practice, 3rd ed., OTexts, 5.2 (drift method) and 5.5
(its prediction interval), https://otexts.com/fpp3/.
"""

from math import copysign, inf, nan, sqrt

import numpy as np
from numpy.typing import ArrayLike

FURTHEST = 100.0  # a trend is not carried on over more years than that


def years_to_pass(
    logs: ArrayLike, goal: float, level: float = 0.80, furthest: float = FURTHEST
) -> tuple[float, float, float]:
    r"""Years from the last value of a series until it passes a level, by its middle path and at either end of a band.

    With ``n`` yearly changes of mean ``m`` and standard deviation ``s``, the path after ``h`` years has risen by
    ``m h``, give or take ``t s sqrt(h (1 + h / n))``, ``t`` being the quantile of Student's t with ``n - 1`` degrees of
    freedom. Setting that equal to the gap ``g`` and squaring gives a quadratic in ``h``; the crossing is its smallest
    root on the right side of the middle path.

    Parameters
    ----------
    logs
        Natural logarithms of consecutive yearly values, shape ``(n + 1,)``; the last one is now.
    goal
        Natural logarithm of the value to pass.
    level
        Level of the band, between 0 and 1.
    furthest
        Years after which the path is not followed.

    Returns
    -------
    tuple of float
        Years by the middle path, at the earliest and at the latest: 0 if the level is passed already, ``inf`` where a
        path does not pass within ``furthest`` years, NaN with fewer than two changes.

    Examples
    --------
    Growth of exactly 10% a year doubles a value in 7.27 years, with nothing to spread:

    >>> logs = np.log(1.1) * np.arange(6)
    >>> [round(years, 2) for years in years_to_pass(logs, logs[-1] + np.log(2))]
    [7.27, 7.27, 7.27]
    """
    values = np.asarray(logs, float)
    steps = np.diff(values)
    n, gap = len(steps), float(goal - values[-1])
    if n < 2:
        return nan, nan, nan
    from scipy.special import stdtrit  # heavy, and needed nowhere else

    drift, reach = float(steps.mean()), float(stdtrit(n - 1, 0.5 + level / 2) * steps.std(ddof=1))
    paths = (_crossing(gap, drift, spread, n) for spread in (0.0, reach, -reach))
    middle, earliest, latest = (years if years <= furthest else inf for years in paths)
    return middle, earliest, latest


def _crossing(gap: float, drift: float, reach: float, n: int) -> float:
    """First ``h >= 0`` at which ``drift * h + reach * sqrt(h * (1 + h / n))`` is the gap, or ``inf``."""
    if gap <= 0:
        return 0.0
    # a h² - b h + gap² = 0; the discriminant is written so that nothing cancels.
    a, b = drift**2 - reach**2 / n, 2 * gap * drift + reach**2
    under = reach**2 * (reach**2 + 4 * gap * drift + 4 * gap**2 / n)
    if under < 0:
        return inf
    q = (b + copysign(sqrt(under), b)) / 2
    roots = [gap**2 / q if q else inf, q / a if a else inf]
    # Squaring adds the crossings of the other end of the band, which lie on the other side of the middle path.
    return min((h for h in roots if h >= 0 and (gap - drift * h) * reach >= 0), default=inf)
