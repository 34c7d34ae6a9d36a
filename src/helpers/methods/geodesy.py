"""Distances over the earth along great circles.

References
----------
Moritz (2000), Geodetic Reference System 1980, Journal of Geodesy 74, 128-133, doi:10.1007/s001900050278 (mean radius of
6,371 km). The distances themselves come from PROJ (pyproj).
"""

import numpy as np
from numpy.typing import ArrayLike
from pyproj import Geod

RADIUS_M = 6_371_000.0
_SPHERE = Geod(a=RADIUS_M, b=RADIUS_M)


def great_circle_km(lat_a: ArrayLike, lon_a: ArrayLike, lat_b: ArrayLike, lon_b: ArrayLike) -> np.ndarray:
    """Length of the shortest way between two places on a sphere of 6,371 km radius.

    Parameters
    ----------
    lat_a, lon_a, lat_b, lon_b
        Degrees north and east, numbers or arrays of one shape.

    Returns
    -------
    numpy.ndarray
        Kilometres (a number for numbers); NaN where a coordinate is missing.

    Examples
    --------
    A degree of latitude:

    >>> round(float(great_circle_km(0, 0, 1, 0)), 2)
    111.19
    """
    ends = np.broadcast_arrays(*(np.asarray(values, float) for values in (lon_a, lat_a, lon_b, lat_b)))
    return np.asarray(_SPHERE.inv(*ends)[2]) / 1000
