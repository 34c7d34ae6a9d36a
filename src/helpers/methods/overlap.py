"""Overlap of memberships: how many bodies two states share, plain and weighted by how few states a body has.

References
----------
Jaccard (1912), The distribution of the flora in the alpine zone, New Phytologist 11, 37-50,
doi:10.1111/j.1469-8137.1912.tb05611.x. Spärck Jones (1972), A statistical interpretation of term specificity and its
application in retrieval, Journal of Documentation 28, 11-21, doi:10.1108/eb026526 (weights). Salton and McGill (1983),
Introduction to Modern Information Retrieval, McGraw-Hill (cosine). Tanimoto (1958), An elementary mathematical theory of
classification and prediction, IBM (product form for graded memberships).
"""

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike


def size_weights(membership: pd.DataFrame, states: int | None = None) -> pd.Series:
    """Weight of each body, ``ln(n / m)``: n states, m of them members; 0 for a body of all.

    Parameters
    ----------
    membership
        True or False, states by bodies.
    states
        n, if it is more than the rows.

    Returns
    -------
    pandas.Series
        Weights by body; a body without members weighs like one with one.

    Examples
    --------
    >>> size_weights(pd.DataFrame({"X": [True, True], "Y": [True, False]})).round(4).to_dict()
    {'X': 0.0, 'Y': 0.6931}
    """
    return np.log((states or len(membership)) / membership.sum().clip(lower=1))


def overlap(a: ArrayLike, b: ArrayLike, weights: ArrayLike | None = None) -> dict[str, np.ndarray]:
    """Overlap of two sets of memberships, or of one with many.

    ``jaccard = |A ∩ B| / |A ∪ B|``, ``cosine = |A ∩ B| / sqrt(|A| |B|)``; weighted Jaccard adds up the weights of the
    bodies instead of counting them.

    Parameters
    ----------
    a, b
        True or False for the same bodies, shape ``(n,)`` or ``(..., n)``.
    weights
        Weight of each body, shape ``(n,)``; all 1 if not given.

    Returns
    -------
    dict
        ``n_a``, ``n_b``, ``n_shared``, ``n_union`` (int), ``jaccard``, ``cosine``, ``weighted_jaccard`` (0 to 1, NaN where
        the denominator is 0), arrays of shape ``(...)``.

    Examples
    --------
    >>> found = overlap([True, True, False], [True, False, True], [0.0, 1.0, 1.0])
    >>> int(found["n_shared"]), round(float(found["jaccard"]), 3), float(found["weighted_jaccard"])
    (1, 0.333, 0.0)
    """
    a, b = np.broadcast_arrays(np.asarray(a, bool), np.asarray(b, bool))
    weights = np.ones(a.shape[-1]) if weights is None else np.asarray(weights, float)
    n_a, n_b, shared, union = a.sum(-1), b.sum(-1), (a & b).sum(-1), (a | b).sum(-1)
    return {
        "n_a": n_a,
        "n_b": n_b,
        "n_shared": shared,
        "n_union": union,
        "jaccard": _share(shared, union),
        "cosine": _share(shared, np.sqrt(n_a * n_b)),
        "weighted_jaccard": _share((a & b) @ weights, (a | b) @ weights),
    }


def _share(part: ArrayLike, whole: ArrayLike) -> np.ndarray:
    return part / np.where(np.greater(whole, 0), whole, np.nan)


def overlaps_of(membership: pd.DataFrame, state: str, weights: ArrayLike | None = None) -> pd.DataFrame:
    """The :func:`overlap` of one state with every other.

    Parameters
    ----------
    membership
        True or False, states by bodies.
    state
        A label of its rows.
    weights
        Weight of each body; :func:`size_weights` if not given.

    Returns
    -------
    pandas.DataFrame
        A row per other state in the order of ``membership``: ``partner`` and what :func:`overlap` gives.

    Raises
    ------
    KeyError
        If the state has no row.

    Examples
    --------
    >>> held = pd.DataFrame({"X": [True, True, False], "Y": [True, False, True]}, index=list("ABC"))
    >>> overlaps_of(held, "A")[["partner", "n_shared", "jaccard"]].to_numpy().tolist()
    [['B', 1, 0.5], ['C', 1, 0.5]]
    """
    weights = size_weights(membership) if weights is None else weights
    others = membership.drop(index=state)
    return pd.DataFrame({"partner": others.index, **overlap(membership.loc[state], others, weights)})


def graded_overlap(a: ArrayLike, b: ArrayLike) -> float:
    """Overlap when a status short of membership counts for less: ``sum ab / (sum a² + sum b² - sum ab)``.

    Parameters
    ----------
    a, b
        Weight of each state's status in the same bodies, 0 to 1, shape ``(n,)``; with 0 and 1 only it is the Jaccard
        index.

    Returns
    -------
    float
        0 to 1; NaN without memberships.

    Examples
    --------
    >>> graded_overlap([1.0, 0.5], [1.0, 1.0])
    0.8571428571428571
    """
    a, b = np.asarray(a, float), np.asarray(b, float)
    return float(_share(a @ b, a @ a + b @ b - a @ b))
