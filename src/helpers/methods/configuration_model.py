"""Shared memberships against chance when how many bodies a state has, and members a body, are held on average.

The bipartite configuration model of maximum entropy (BiCM) gives each membership a probability; the overlap of two
states is then a sum of independent events (Poisson binomial), so nothing is drawn at random.

References
----------
Saracco, Di Clemente, Gabrielli and Squartini (2015), Randomizing bipartite networks: the case of the World Trade Web,
Scientific Reports 5, 10595, doi:10.1038/srep10595. Hong (2013), On computing the distribution function for the Poisson
binomial distribution, Computational Statistics & Data Analysis 59, 41-51, doi:10.1016/j.csda.2012.10.006.
"""

from math import nan, sqrt

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

ROUNDS = 5000  # of the fixed-point iteration, which is done when nothing moves by a part in 1e10


def membership_probabilities(membership: pd.DataFrame, rounds: int = ROUNDS) -> pd.DataFrame:
    """Probability of each membership, ``p = x y / (1 + x y)``, such that rows and columns sum to what is observed.

    Parameters
    ----------
    membership
        True or False, states by bodies.
    rounds
        Most rounds of the iteration.

    Returns
    -------
    pandas.DataFrame
        Probabilities, of the same shape and labels. A body of all states has 1, one of none 0.

    Examples
    --------
    >>> two = pd.DataFrame([[True, False], [False, True]], index=["A", "B"], columns=["X", "Y"])
    >>> membership_probabilities(two).round(6).to_numpy().tolist()
    [[0.5, 0.5], [0.5, 0.5]]
    """
    values = membership.to_numpy(float)
    p = values.copy()
    rows, columns = np.arange(values.shape[0]), np.arange(values.shape[1])
    # What is full or empty is certain; taking it out may make more so.
    while len(rows) and len(columns):
        part = values[np.ix_(rows, columns)]
        row_sum, column_sum = part.sum(1), part.sum(0)
        open_rows = (row_sum > 0) & (row_sum < len(columns))
        open_columns = (column_sum > 0) & (column_sum < len(rows))
        if open_rows.all() and open_columns.all():
            p[np.ix_(rows, columns)] = _fitted(row_sum, column_sum, rounds)
            break
        rows, columns = rows[open_rows], columns[open_columns]
    return pd.DataFrame(p, index=membership.index, columns=membership.columns)


def _fitted(row_sum: np.ndarray, column_sum: np.ndarray, rounds: int) -> np.ndarray:
    """Probabilities with these sums, none of which is empty or full."""
    x, y = row_sum / sqrt(row_sum.sum()), column_sum / sqrt(row_sum.sum())
    for _ in range(rounds):
        before = x
        x = row_sum / (y / (1 + np.outer(x, y))).sum(1)
        y = column_sum / (x[:, None] / (1 + np.outer(x, y))).sum(0)
        if np.allclose(x, before, rtol=1e-10, atol=0):
            break
    return np.outer(x, y) / (1 + np.outer(x, y))


def poisson_binomial(probabilities: ArrayLike) -> np.ndarray:
    """Distribution of the number of successes in independent trials of unequal probability, by convolution.

    Parameters
    ----------
    probabilities
        Of success, shape ``(n,)``.

    Returns
    -------
    numpy.ndarray
        Probabilities of 0, 1, … n successes, shape ``(n + 1,)``.

    Examples
    --------
    >>> poisson_binomial([0.5, 0.5])
    array([0.25, 0.5 , 0.25])
    """
    out = np.array([1.0])
    for p in np.asarray(probabilities, float):
        out = np.convolve(out, [1 - p, p])
    return out


def configuration_overlap(membership: pd.DataFrame, a: str, b: str) -> dict[str, float]:
    """The overlap of two states that the configuration model gives.

    Parameters
    ----------
    membership
        True or False, states by bodies.
    a, b
        Two labels of its rows.

    Returns
    -------
    dict
        ``expected``, ``low`` and ``high`` (5th and 95th percentile), ``lift`` (observed by expected, NaN if nothing is
        expected) and ``p`` (probability of so many or more).

    Raises
    ------
    KeyError
        If a state has no row.

    Examples
    --------
    >>> two = pd.DataFrame([[True, False], [True, False], [False, True]], index=list("ABC"), columns=["X", "Y"])
    >>> round(configuration_overlap(two, "A", "B")["expected"], 3)
    0.556
    """
    p = membership_probabilities(membership)
    shared = int((membership.loc[a] & membership.loc[b]).sum())
    both = p.loc[a].to_numpy() * p.loc[b].to_numpy()
    spread, expected = poisson_binomial(both), float(both.sum())
    below = spread.cumsum()
    return {
        "expected": expected,
        "low": float(np.searchsorted(below, 0.05)),
        "high": float(np.searchsorted(below, 0.95)),
        "lift": shared / expected if expected else nan,
        "p": float(spread[shared:].sum()),
    }
