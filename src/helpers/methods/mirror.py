"""Mirror statistics: what the importer's ledger of one flow says against the exporter's.

The exporter values goods FOB, the importer CIF, so the importer's value is larger by freight and insurance. What goes
beyond that, or falls short of it, is a gap that another cause must explain.

References
----------
Marini, Dippelsman and Stanger (2018), New Estimates for Direction of Trade Statistics, IMF Working Paper 18/16,
https://www.elibrary.imf.org/view/journals/001/2018/016/001.2018.issue-016-en.xml (CIF/FOB factor). Limão and Venables
(2001), Infrastructure, geographical disadvantage, transport costs, and trade, World Bank Economic Review 15, 451-479,
doi:10.1093/wber/15.3.451 (what freight adds).
"""

import numpy as np
from numpy.typing import ArrayLike

CIF_FOB = 1.06  # CIF over FOB on average (Marini, Dippelsman and Stanger 2018)
FREIGHT_CAP = 0.20  # most that freight and insurance add, as a share of the FOB value
TOLERANCE = 0.05  # log points within which two ledgers count as equal


def mirror_ratio(imported: ArrayLike, exported: ArrayLike) -> ArrayLike:
    """Importer's value over exporter's value, ``M / X``.

    Parameters
    ----------
    imported, exported
        USD, numbers or arrays of one shape.

    Returns
    -------
    ArrayLike
        Of the same shape (a Series for Series); NaN unless both are positive.

    Examples
    --------
    >>> float(mirror_ratio(106.0, 100.0))
    1.06
    >>> mirror_ratio(np.array([5.0, 5.0]), np.array([0.0, np.nan]))
    array([nan, nan])
    """
    known = np.greater(imported, 0) & np.greater(exported, 0)
    return np.true_divide(imported, np.where(known, exported, np.nan))


def symmetric_gap(imported: ArrayLike, exported: ArrayLike, cif_fob: float) -> ArrayLike:
    """Gap after the CIF/FOB factor over the mean size of the two: ``(M - c X) / ((M + c X) / 2)``.

    Parameters
    ----------
    imported, exported
        USD, not negative, numbers or arrays of one shape.
    cif_fob
        CIF over FOB value that freight and insurance explain on average.

    Returns
    -------
    ArrayLike
        From -2 (nothing imported) to 2 (nothing exported), 0 where the factor explains all; NaN if a value is missing or
        both are zero.

    Examples
    --------
    >>> float(symmetric_gap(106.0, 100.0, 1.06))
    0.0
    >>> float(symmetric_gap(7.0, 0.0, 1.06))
    2.0
    """
    fob = np.multiply(exported, cif_fob)
    size = np.add(imported, fob) / 2
    return np.subtract(imported, fob) / np.where(np.greater(size, 0), size, np.nan)


def mirror_verdict(
    imported: ArrayLike,
    exported: ArrayLike,
    import_top: ArrayLike,
    export_top: ArrayLike,
    cap: float,
    tolerance: float = TOLERANCE,
) -> np.ndarray:
    """What explains the two ledgers of a flow in a period.

    Where both values are known, ``freight`` if ``exp(-tolerance) <= M / X <= 1 + cap``, else ``neither``. Where one
    ledger lacks the calendar year but holds the two fiscal years around it, its value lies between nothing and their
    sum; ``calendar`` if some value in that span would pass as freight, else ``neither``.

    Parameters
    ----------
    imported, exported
        USD, NaN where missing, numbers or arrays of one shape.
    import_top, export_top
        USD, the sum of the two fiscal years where the importer's or exporter's calendar year is missing, else NaN.
    cap
        Most that freight and insurance add, as a share of the exporter's value.
    tolerance
        Log points within which the importer's value may fall short of the exporter's.

    Returns
    -------
    numpy.ndarray
        Of text: ``freight``, ``calendar``, ``neither``, ``zero`` (a value is zero), ``one side`` or ``no value``.

    Examples
    --------
    >>> nothing = float("nan")
    >>> mirror_verdict([110, 130, 50, 9], [100, 100, nothing, nothing], nothing, [nothing, nothing, 60, nothing], 0.2)
    array(['freight', 'neither', 'calendar', 'one side'], dtype='<U8')
    """
    m, x, m_top, x_top = np.broadcast_arrays(
        *(np.asarray(values, float) for values in (imported, exported, import_top, export_top))
    )
    floor, ceiling = np.exp(-tolerance), 1 + cap
    ratio = np.asarray(mirror_ratio(m, x))
    plain = (floor <= ratio) & (ratio <= ceiling)
    # An unknown exporter's value of at most its top gives a ratio of at least this; an unknown importer's, at most that.
    least, most = np.asarray(mirror_ratio(m, x_top)), np.asarray(mirror_ratio(m_top, x))
    bounded = ~np.isnan(least) | ~np.isnan(most)
    possible = (least <= ceiling) | (most >= floor)
    both, any_zero, any_known = ~np.isnan(ratio), (m == 0) | (x == 0), ~np.isnan(m) | ~np.isnan(x)
    return np.select(
        [both & plain, both, bounded & possible, bounded, any_zero, any_known],
        ["freight", "neither", "calendar", "neither", "zero", "one side"],
        "no value",
    )
