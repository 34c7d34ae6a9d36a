"""Gravity: the trade that two economies would have by their size and distance, and how far that is from certain.

Two readings are kept apart. *Draws* scale what the same reporter trades with others over elasticities that others
published. A *prediction* comes from a model estimated once over all pairs, and has the interval that its errors out of
sample had.

References
----------
Head and Mayer (2014), Gravity equations: workhorse, toolkit, and cookbook, Handbook of International Economics 4,
131-195, doi:10.1016/B978-0-444-54314-1.00003-3. Limão and Venables (2001), Infrastructure, geographical disadvantage,
transport costs, and trade, World Bank Economic Review 15, 451-479, doi:10.1093/wber/15.3.451. Santos Silva and Tenreyro
(2006), The log of gravity, Review of Economics and Statistics 88, 641-658, doi:10.1162/rest.88.4.641.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

DRAWS = 4000
SEED = 586


def trade_intensity(trade: ArrayLike, gdp_a: ArrayLike, gdp_b: ArrayLike, km: ArrayLike) -> ArrayLike:
    """Trade over the product of the economies per distance: ``X / (Y_a Y_b / D)``, to compare pairs by.

    Parameters
    ----------
    trade, gdp_a, gdp_b
        USD, numbers or arrays of one shape.
    km
        Distance, positive.

    Returns
    -------
    ArrayLike
        Kilometres per USD, meaningful only beside another pair's.

    Examples
    --------
    >>> trade_intensity(8.0, 2.0, 4.0, 100.0)
    100.0
    """
    return trade / (gdp_a * gdp_b / km)


def gravity_draws(
    donors: pd.DataFrame,
    gdp: float,
    distance: float,
    landlocked: bool,
    elasticities: Sequence[float],
    penalty: tuple[float, float],
    draws: int = DRAWS,
    seed: int = SEED,
) -> np.ndarray:
    """Trade with one partner as inferred from others of the same reporter, drawn over published elasticities.

    Each draw takes one donor partner and scales its trade by the ratio of the GDPs (elasticity one), by the ratio of the
    distances to the power of an elasticity drawn between the lowest and the highest published one, and by the published
    penalty of landlocked economies, also drawn from its published range.

    Parameters
    ----------
    donors
        Columns ``value_usd``, ``gdp``, ``distance`` (km), ``landlocked``, a row a partner.
    gdp, distance, landlocked
        Of the partner in question.
    elasticities
        Published distance elasticities (negative).
    penalty
        Lowest and highest published share of trade lost by being landlocked (0.27, 0.41).
    draws, seed
        Number of draws and seed of the generator: the same input gives the same draws.

    Returns
    -------
    numpy.ndarray
        USD, shape ``(draws,)``.

    Examples
    --------
    >>> donor = pd.DataFrame({"value_usd": [100.0], "gdp": [10.0], "distance": [1000.0], "landlocked": [False]})
    >>> gravity_draws(donor, 20.0, 2000.0, False, [-1.0], (0.3, 0.3), draws=2)
    array([100., 100.])
    """
    chance = np.random.default_rng(seed)
    pick = chance.integers(0, len(donors), draws)
    power = chance.uniform(min(elasticities), max(elasticities), draws)
    kept = 1 - chance.uniform(*penalty, draws)
    drawn = donors.iloc[pick]
    own = kept if landlocked else np.ones(draws)
    theirs = np.where(drawn["landlocked"].to_numpy(bool), kept, 1.0)
    scale = gdp / drawn["gdp"].to_numpy(float)
    near = (distance / drawn["distance"].to_numpy(float)) ** power
    return drawn["value_usd"].to_numpy(float) * scale * near * own / theirs


def gravity_prediction(terms: pd.DataFrame, coefficients: pd.Series, fixed_effects: ArrayLike = 0.0) -> pd.Series:
    """Mean trade of an estimated model: ``exp(constant + sum of coefficient times term + fixed effects)``.

    Parameters
    ----------
    terms
        A row a flow, a column a term of the model (``ld`` the natural logarithm of km, ``border_now`` 0 or 1, …).
    coefficients
        By term; ``Intercept`` is the constant.
    fixed_effects
        Sum of the effects of importer and exporter of each flow, if the model has them.

    Returns
    -------
    pandas.Series
        In the unit of the model's dependent variable, by the index of ``terms``.

    Raises
    ------
    KeyError
        If a term of the model is missing.

    Examples
    --------
    >>> flow = pd.DataFrame({"ld": [0.0], "lgi": [2.0]})
    >>> float(gravity_prediction(flow, pd.Series({"Intercept": -1.0, "ld": -1.4, "lgi": 0.5})).iloc[0])
    1.0
    """
    slopes = coefficients.drop("Intercept", errors="ignore")
    return np.exp(terms[slopes.index] @ slopes + coefficients.get("Intercept", 0.0) + fixed_effects)


def rescaled(predicted: ArrayLike, world_gdp: float, world_gdp_base: float, elasticity: float) -> ArrayLike:
    """A prediction with the GDPs of another year, so that dollars that grow everywhere do not grow trade by themselves.

    ``prediction * (W / W_0) ** (1 - e)`` with the sum ``e`` of the elasticities of importer's and exporter's GDP.

    Parameters
    ----------
    predicted
        Predictions with the GDPs of the year.
    world_gdp, world_gdp_base
        World GDP of that year and of the years of the estimate, one unit.
    elasticity
        Sum of the two coefficients of GDP.

    Examples
    --------
    >>> rescaled(100.0, 4.0, 1.0, 1.5)
    50.0
    """
    return predicted * (world_gdp / world_gdp_base) ** (1 - elasticity)


def prediction_interval(predicted: ArrayLike, errors: pd.DataFrame) -> pd.DataFrame:
    """The interval of predictions, from how far actual values were from predictions of their size out of sample.

    A model of means lies far above the typical pair, so a prediction says nothing without it.

    Parameters
    ----------
    predicted
        Predictions, positive, shape ``(n,)``.
    errors
        A row a bin of predictions: ``low`` (in), ``high`` (out; NaN for no end), and quantiles of actual over predicted
        as columns ``q10``, ``q50``, ``q90``.

    Returns
    -------
    pandas.DataFrame
        ``predicted``, ``low``, ``typical``, ``high`` (10th, 50th and 90th percentile); NaN where no bin holds the value.

    Examples
    --------
    >>> errors = pd.DataFrame({"low": [0, 10], "high": [10, None], "q10": [0.1, 0.2], "q50": [0.5, 1], "q90": [2, 3]})
    >>> prediction_interval([4.0, 20.0], errors).to_numpy().tolist()
    [[4.0, 0.4, 2.0, 8.0], [20.0, 4.0, 20.0, 60.0]]
    """
    bins = errors.sort_values("low").astype(float)
    values = pd.Series(predicted, dtype=float)
    place = np.searchsorted(bins["low"], values, side="right") - 1
    row = bins.iloc[np.maximum(place, 0)].set_axis(values.index)
    held = pd.Series(place >= 0, values.index) & (values < row["high"].fillna(np.inf))
    quantiles = row[["q10", "q50", "q90"]].where(held).mul(values, axis=0)
    return quantiles.set_axis(["low", "typical", "high"], axis=1).assign(predicted=values)[
        ["predicted", "low", "typical", "high"]
    ]


def factor_of_error(actual: ArrayLike, predicted: ArrayLike) -> float:
    """Median factor by which predictions miss: ``exp(median |ln(actual / predicted)|)``; 1 is no error.

    Examples
    --------
    >>> round(factor_of_error([10.0, 10.0, 10.0], [5.0, 10.0, 40.0]), 6)
    2.0
    """
    return float(np.exp(np.median(np.abs(np.log(np.divide(actual, predicted))))))
