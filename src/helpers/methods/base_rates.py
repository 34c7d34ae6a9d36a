"""Base rates: the chance of an event from how often it came, the words for it, and how good such chances were.

References
----------
Laplace (1814), Essai philosophique sur les probabilités (rule of succession). Office of the Director of National
Intelligence (2015), Intelligence Community Directive 203, Analytic Standards. Brier (1950), Verification of forecasts
expressed in terms of probability, Monthly Weather Review 78, 1-3,
doi:10.1175/1520-0493(1950)078<0001:VOFEIT>2.0.CO;2.
"""

from math import nan

import numpy as np
from numpy.typing import ArrayLike

# Word, lowest and highest probability (ICD 203).
LIKELIHOODS = {
    "almost no chance": (0.01, 0.05),
    "very unlikely": (0.05, 0.20),
    "unlikely": (0.20, 0.45),
    "roughly even chance": (0.45, 0.55),
    "likely": (0.55, 0.80),
    "very likely": (0.80, 0.95),
    "almost certain": (0.95, 0.99),
}


def likelihood_word(probability: float) -> str:
    """The word of the ICD 203 scale for a probability; a bound belongs to the lower word.

    Raises
    ------
    ValueError
        If it is no probability.

    Examples
    --------
    >>> likelihood_word(0.30)
    'unlikely'
    >>> likelihood_word(0.99)
    'almost certain'
    """
    if not 0 <= probability <= 1:
        raise ValueError(f"found {probability!r}, expected a probability from 0 to 1")
    return next((word for word, (_, top) in LIKELIHOODS.items() if probability <= top), "almost certain")


def succession(hits: int, trials: int) -> float:
    """The chance of one more hit after ``k`` of ``n``, by Laplace's rule: ``(k + 1) / (n + 2)``.

    Raises
    ------
    ValueError
        If there are more hits than trials, or fewer than none.

    Examples
    --------
    >>> succession(8, 10)
    0.75
    """
    if not 0 <= hits <= trials:
        raise ValueError(f"found {hits} hits in {trials} trials, expected no fewer than none and no more than all")
    return (hits + 1) / (trials + 2)


def brier_score(probabilities: ArrayLike, outcomes: ArrayLike) -> float:
    """Mean squared distance of probabilities from what came: 0 is perfect, 0.25 is what always saying a half gives.

    Parameters
    ----------
    probabilities
        Of the event, 0 to 1, shape ``(n,)``.
    outcomes
        1 or True where it came, else 0, shape ``(n,)``.

    Returns
    -------
    float
        0 to 1; NaN without forecasts.

    Raises
    ------
    ValueError
        If the two differ in length.

    Examples
    --------
    >>> round(brier_score([0.9, 0.2], [1, 0]), 3)
    0.025
    """
    p, came = np.asarray(probabilities, float), np.asarray(outcomes, float)
    if p.shape != came.shape:
        raise ValueError(f"found {p.shape} probabilities and {came.shape} outcomes, expected as many of either")
    return float(np.mean((p - came) ** 2)) if len(p) else nan
