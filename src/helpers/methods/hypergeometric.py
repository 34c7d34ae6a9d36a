"""Shared memberships against chance when only how many each side has is held: the hypergeometric null.

References
----------
Tumminello, Miccichè, Lillo, Piilo and Mantegna (2011), Statistically validated networks in bipartite complex systems,
PLoS ONE 6(3), e17994, doi:10.1371/journal.pone.0017994.
"""

from itertools import accumulate
from math import comb, nan


def hypergeometric_overlap(n_a: int, n_b: int, shared: int, total: int) -> dict[str, float]:
    """The overlap that two sets of memberships drawn at random from the same bodies would have.

    ``P(k) = C(a, k) C(N - a, b - k) / C(N, b)``, in whole numbers and so exact.

    Parameters
    ----------
    n_a, n_b
        Memberships of either side, ``a`` and ``b``.
    shared
        Bodies observed in common.
    total
        Bodies to choose from, ``N``.

    Returns
    -------
    dict
        ``expected`` (``a b / N``), ``low`` and ``high`` (5th and 95th percentile), ``lift`` (observed by expected, NaN
        if nothing is expected) and ``p`` (probability of so many or more).

    Raises
    ------
    ValueError
        If the numbers cannot be: fewer bodies than memberships, or more in common than either side has.

    Examples
    --------
    >>> hypergeometric_overlap(5, 4, 3, 10) | {"p": round(hypergeometric_overlap(5, 4, 3, 10)["p"], 4)}
    {'expected': 2.0, 'low': 1.0, 'high': 3.0, 'lift': 1.5, 'p': 0.2619}
    """
    if not 0 <= shared <= min(n_a, n_b) or total < n_a + n_b - shared:
        raise ValueError(f"found {n_a}, {n_b}, {shared} shared of {total} bodies, expected counts that can be")
    ways = [comb(n_a, k) * comb(total - n_a, n_b - k) for k in range(min(n_a, n_b) + 1)]
    every, below = sum(ways), list(accumulate(ways))
    expected = n_a * n_b / total if total else 0.0
    return {
        "expected": expected,
        "low": float(next(place for place, sofar in enumerate(below) if 20 * sofar >= every)),
        "high": float(next(place for place, sofar in enumerate(below) if 20 * sofar >= 19 * every)),
        "lift": shared / expected if expected else nan,
        "p": sum(ways[shared:]) / every,
    }
