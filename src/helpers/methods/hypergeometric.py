"""Shared memberships against chance when only how many each side has is held: the hypergeometric null.

References
----------
Tumminello, Miccichè, Lillo, Piilo and Mantegna (2011), Statistically validated networks in bipartite complex systems,
PLoS ONE 6(3), e17994, doi:10.1371/journal.pone.0017994. Neal (2014), The backbone of bipartite projections, Social
Networks 39, 84-97, doi:10.1016/j.socnet.2014.06.001. Galambos (1977), Bonferroni inequalities, Annals of Probability 5,
577-581, doi:10.1214/aop/1176995765.
"""

from bisect import bisect_left
from itertools import accumulate
from math import comb, nan

import pandas as pd


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
    ways = _ways(n_a, n_b, total)
    every, below = sum(ways), list(accumulate(ways))
    expected = n_a * n_b / total if total else 0.0
    return {
        "expected": expected,
        "low": float(next(place for place, sofar in enumerate(below) if 20 * sofar >= every)),
        "high": float(next(place for place, sofar in enumerate(below) if 20 * sofar >= 19 * every)),
        "lift": shared / expected if expected else nan,
        "p": _tail(n_a, n_b, shared, total),
    }


def _ways(n_a: int, n_b: int, total: int) -> list[int]:
    """In how many ways 0, 1, 2, … bodies in common come about."""
    return [comb(n_a, k) * comb(total - n_a, n_b - k) for k in range(min(n_a, n_b) + 1)]


def _tail(n_a: int, n_b: int, shared: int, total: int) -> float:
    """Probability of so many bodies or more in common."""
    ways = _ways(n_a, n_b, total)
    return sum(ways[shared:]) / sum(ways)


def bodies_for_surprise(n_a: int, n_b: int, shared: int, level: float = 0.05, most: int = 5000) -> int | None:
    """The smallest number of bodies at which the overlap would come by chance with less than some probability.

    The more bodies there are, the rarer an overlap by chance, so the number is found by halving.

    Parameters
    ----------
    n_a, n_b, shared
        As for :func:`hypergeometric_overlap`.
    level
        Probability of so many or more by chance.
    most
        Number of bodies up to which it is sought.

    Returns
    -------
    int or None
        Bodies; ``None`` if not even ``most`` are enough.

    Examples
    --------
    >>> bodies_for_surprise(5, 4, 3)
    18
    """
    sizes = range(n_a + n_b - shared, most + 1)
    place = bisect_left(sizes, True, key=lambda size: _tail(n_a, n_b, shared, size) < level)
    return sizes[place] if place < len(sizes) else None


def bodies_at_least(pairs: pd.DataFrame, a: str, b: str) -> int:
    """A lower bound on the number of bodies that exist, from what pairs of states share in one year.

    The union of any pair is such a bound, ``a + b - ab``; with a third state so is ``a + b + c - ab - ac - bc``, as what
    all three share is left out (Bonferroni). Where it is known that they must share some, as ``ab + ac > a``, that adds
    nothing: the bound is then the union of the other two.

    Parameters
    ----------
    pairs
        A row per pair of states: ``country_a``, ``country_b``, ``n_a``, ``n_b``, ``n_shared`` (numbers of bodies).
    a, b
        The pair that a third state is added to.

    Returns
    -------
    int
        The largest of these bounds; 0 without rows.

    Examples
    --------
    >>> rows = [("X", "Y", 4, 3, 2), ("X", "Z", 4, 5, 1), ("Y", "Z", 3, 5, 1)]
    >>> bodies_at_least(pd.DataFrame(rows, columns=["country_a", "country_b", "n_a", "n_b", "n_shared"]), "X", "Y")
    8
    """
    if pairs.empty:
        return 0
    single = pd.concat([pairs.set_index("country_a")["n_a"], pairs.set_index("country_b")["n_b"]]).to_dict()
    ends = pairs[["country_a", "country_b", "n_shared"]].itertuples(index=False)
    both = {frozenset((one, other)): n for one, other, n in ends}
    bounds = [int((pairs["n_a"] + pairs["n_b"] - pairs["n_shared"]).max())]
    for c in set(single) - {a, b}:
        shared = [both.get(frozenset(ends)) for ends in ((a, b), (a, c), (b, c))]
        if None not in shared:
            bounds.append(int(single[a] + single[b] + single[c] - sum(shared)))
    return max(bounds)
