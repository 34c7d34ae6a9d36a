"""Agreement of two states in roll calls: identical votes, similarity, S, weighted kappa and pi.

Yes, abstention and no are coded 1, 2, 3; a roll call in which either has none of the three is left out: absence is
neither agreement nor abstention.

References
----------
Häge (2011), Choice or circumstance? Adjusting measures of foreign policy similarity for chance agreement, Political
Analysis 19, 287-305, doi:10.1093/pan/mpr023. Signorino and Ritter (1999), Tau-b or not tau-b, International Studies
Quarterly 43, 115-144, doi:10.1111/0020-8833.00113 (S). Cohen (1968), Weighted kappa, Psychological Bulletin 70, 213-220,
doi:10.1037/h0026256. Scott (1955), Reliability of content analysis, Public Opinion Quarterly 19, 321-325,
doi:10.1086/266577 (pi).
"""

import numpy as np
from numpy.typing import ArrayLike

VOTES = ("Y", "A", "N")
_APART = np.abs(np.subtract.outer(np.arange(3), np.arange(3)))


def agreement_measures(joint: ArrayLike) -> dict[str, np.ndarray]:
    """Measures of agreement from tables of joint votes.

    With ``N`` joint votes, codes ``u`` and ``v``: share = identical / N; similarity = (identical + half of those in which
    exactly one abstained) / N; ``S = 1 - 2 sum|u - v| / 2N``; ``1 - D_obs / D_exp`` with ``D_obs = sum|u - v| / N`` and
    ``D_exp = sum p_i q_j |i - j|``, where p and q are the shares of each state's own votes among the joint ones (kappa)
    or both their mean (pi).

    Parameters
    ----------
    joint
        Counts, shape ``(..., 3, 3)``: votes of one state down, of the other across, in the order Y, A, N.

    Returns
    -------
    dict
        Arrays of shape ``(...)``: ``n_both``, ``n_agree``, ``n_half``, ``n_opposed`` (int), ``agreement_share``,
        ``similarity`` (0 to 1), ``s_score`` (-1 to 1), ``kappa_w``, ``pi_w`` (at most 1); NaN without joint votes, kappa
        and pi also where chance leaves no disagreement.

    Examples
    --------
    >>> measures = agreement_measures([[63, 1, 0], [6, 4, 0], [2, 1, 0]])
    >>> [int(measures[name]) for name in ("n_agree", "n_half", "n_opposed")]
    [67, 8, 2]
    >>> [round(float(measures[name]), 4) for name in ("agreement_share", "similarity", "s_score", "kappa_w", "pi_w")]
    [0.8701, 0.9221, 0.8442, 0.3992, 0.3877]
    """
    joint = np.asarray(joint, int)
    n = joint.sum((-2, -1))
    agree, half, opposed = (joint[..., apart == _APART].sum(-1) for apart in range(3))
    whole = np.where(n > 0, n, np.nan)
    mine, theirs = (joint.sum(axis) / whole[..., None] for axis in (-1, -2))
    mean, observed, similarity = (mine + theirs) / 2, (half + 2 * opposed) / whole, (agree + half / 2) / whole
    return {
        "n_both": n,
        "n_agree": agree,
        "n_half": half,
        "n_opposed": opposed,
        "agreement_share": agree / whole,
        "similarity": similarity,
        "s_score": 2 * similarity - 1,
        "kappa_w": _beyond_chance(observed, mine, theirs),
        "pi_w": _beyond_chance(observed, mean, mean),
    }


def _beyond_chance(observed: np.ndarray, p: np.ndarray, q: np.ndarray) -> np.ndarray:
    expected = np.einsum("...i,ij,...j", p, _APART, q)
    return 1 - observed / np.where(expected > 0, expected, np.nan)
