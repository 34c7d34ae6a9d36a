"""The Wilson score interval of a share.

References
----------
Wilson (1927), Probable inference, the law of succession, and statistical inference, Journal of the American Statistical
Association 22, 209-212, doi:10.1080/01621459.1927.10502953. Brown, Cai and DasGupta (2001), Interval estimation for a
binomial proportion, Statistical Science 16, 101-133, doi:10.1214/ss/1009213286.
"""

from math import sqrt
from statistics import NormalDist


def wilson_interval(k: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """Interval of the share ``p = k / n``: ``(p + z²/2n ± z sqrt(p (1 - p)/n + z²/4n²)) / (1 + z²/n)``.

    Parameters
    ----------
    k, n
        Hits and trials, ``0 <= k <= n``.
    level
        Level of the interval, between 0 and 1.

    Returns
    -------
    tuple of float
        Lowest and highest share; (0, 1) without a trial.

    Raises
    ------
    ValueError
        If there are more hits than trials, or fewer than none.

    Examples
    --------
    >>> [round(bound, 4) for bound in wilson_interval(5, 10)]
    [0.2366, 0.7634]
    """
    if not 0 <= k <= n:
        raise ValueError(f"found {k} hits in {n} trials, expected no fewer than none and no more than all")
    if n == 0:
        return 0.0, 1.0
    z, share = NormalDist().inv_cdf(0.5 + level / 2), k / n
    centre = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z * sqrt(share * (1 - share) / n + (z / (2 * n)) ** 2) / (1 + z**2 / n)
    # At no and at all hits the bound is the share itself, which rounding would miss.
    return (centre - half if k else 0.0), (centre + half if k < n else 1.0)
