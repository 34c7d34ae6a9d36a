import numpy as np
import pandas as pd
import pytest

from helpers.methods.gravity import (
    factor_of_error,
    gravity_draws,
    gravity_prediction,
    prediction_interval,
    rescaled,
    trade_intensity,
)

DONORS = pd.DataFrame(
    {
        "value_usd": [100.0, 40.0],
        "gdp": [10.0, 5.0],
        "distance": [1000.0, 2000.0],
        "landlocked": [False, True],
    }
)


def test_intensity_is_trade_over_both_economies_per_distance():
    assert trade_intensity(12.0, 3.0, 2.0, 10.0) == 20


def test_draws_scale_a_donor_by_size_distance_and_coast():
    first, second = DONORS.iloc[[0]], DONORS.iloc[[1]]
    # Twice the size, half as far at elasticity -1, both on the coast: 100 * 2 * 2.
    assert gravity_draws(first, 20.0, 500.0, False, [-1.0], (0.3, 0.3), draws=3).tolist() == pytest.approx([400.0] * 3)
    # The partner is landlocked and its donor is not: 30% is lost.
    assert gravity_draws(first, 20.0, 500.0, True, [-1.0], (0.3, 0.3), draws=1)[0] == pytest.approx(280)
    # The donor is landlocked and the partner is not: the donor would trade more on a coast.
    assert gravity_draws(second, 5.0, 2000.0, False, [-1.0], (0.2, 0.2), draws=1)[0] == pytest.approx(50)
    assert gravity_draws(second, 5.0, 2000.0, True, [-1.0], (0.2, 0.2), draws=1)[0] == pytest.approx(40)


def test_elasticities_are_drawn_between_the_lowest_and_the_highest_published():
    drawn = gravity_draws(DONORS.iloc[[0]], 10.0, 2000.0, False, [-0.5, -1.5, -0.9], (0.0, 0.0), draws=20_000)
    power = np.log2(drawn / 100)
    assert power.min() == pytest.approx(-1.5, abs=0.01) and power.max() == pytest.approx(-0.5, abs=0.01)
    assert power.mean() == pytest.approx(-1.0, abs=0.01)


def test_penalties_are_drawn_over_their_range():
    drawn = gravity_draws(DONORS.iloc[[0]], 10.0, 1000.0, True, [-1.0], (0.2, 0.4), draws=20_000)
    assert drawn.min() == pytest.approx(60, abs=0.1) and drawn.max() == pytest.approx(80, abs=0.1)


def test_every_donor_is_drawn_alike():
    drawn = gravity_draws(DONORS, 10.0, 1000.0, False, [-1.0], (0.0, 0.0), draws=20_000)
    # The second one: 40 * (10 / 5) * (1000 / 2000) ** -1 = 160.
    assert sorted(set(drawn.round(6))) == [100.0, 160.0]
    assert (drawn > 130).mean() == pytest.approx(0.5, abs=0.02)


def test_the_same_input_gives_the_same_draws():
    given = (DONORS, 10.0, 900.0, True, [-1.0, -0.7], (0.2, 0.4))
    assert (gravity_draws(*given) == gravity_draws(*given)).all()
    assert len(gravity_draws(*given)) == 4000
    assert gravity_draws(DONORS.astype(object), *given[1:]).dtype == float
    assert gravity_draws(*given)[0] == gravity_draws(*given, seed=586)[0]
    assert (gravity_draws(*given) != gravity_draws(*given, seed=2)).any()


# A model of log imports, 2012-2014, estimated over 23,974 flows (in million USD), and its errors out of sample for
# predictions from 1 to 3 and from 3 to 10 million: world/calibration of this project, specification d.
MODEL = pd.Series(
    {
        "Intercept": -45.37484,
        "lgi": 1.0924,
        "lge": 1.25816,
        "ld": -1.43327,
        "border_now": 1.00254,
        "lli": -0.52055,
        "lle": -0.92626,
    }
)
ERRORS = pd.DataFrame(
    {"low": [3.0, 1.0], "high": [10.0, 3.0], "q10": [0.04043, 0.01804], "q50": [1.815, 1.447], "q90": [14.99, 18.23]}
)
GDP_A, GDP_B = {2014: 7_468_102_413, 2023: 13_987_627_909}, {2014: 271_390_474_858, 2023: 338_368_455_318}
WORLD = {2014: 79_894_385_759_929, 2023: 105_435_039_507_024}
WORLD_BASE = 77_749_910_263_619


def flow(importer, exporter, landlocked_importer):
    terms = {"lgi": np.log(importer), "lge": np.log(exporter), "ld": np.log(1510.2), "border_now": 0.0}
    return pd.DataFrame([terms | {"lli": float(landlocked_importer), "lle": float(not landlocked_importer)}])


@pytest.mark.parametrize(
    "year, to_landlocked, expected",
    [
        (2014, True, (4.638, 0.1875, 8.417, 69.52)),
        (2023, True, (8.353, 0.3377, 15.16, 125.2)),
        (2014, False, (1.704, 0.03074, 2.466, 31.06)),
        (2023, False, (3.283, 0.1327, 5.959, 49.21)),
    ],
)
def test_the_prediction_of_the_estimated_model_with_its_interval(year, to_landlocked, expected):
    gdp = (GDP_A[year], GDP_B[year]) if to_landlocked else (GDP_B[year], GDP_A[year])
    predicted = gravity_prediction(flow(*gdp, to_landlocked), MODEL)
    predicted = rescaled(predicted, WORLD[year], WORLD_BASE, MODEL["lgi"] + MODEL["lge"])
    found = prediction_interval(predicted, ERRORS).iloc[0]
    assert found[["predicted", "low", "typical", "high"]].to_list() == pytest.approx(expected, rel=2e-3)


def test_fixed_effects_take_the_place_of_the_constant():
    terms = pd.DataFrame({"ld": [1.0, 2.0]}, index=["x", "y"])
    found = gravity_prediction(terms, pd.Series({"ld": -1.0}), pd.Series([3.0, 5.0], ["x", "y"]))
    assert found.to_dict() == pytest.approx({"x": np.exp(2), "y": np.exp(3)})


def test_a_term_that_is_missing_is_named():
    with pytest.raises(KeyError, match="lgi"):
        gravity_prediction(pd.DataFrame({"ld": [1.0]}), pd.Series({"ld": -1.0, "lgi": 1.0}))


def test_a_prediction_outside_all_bins_has_no_interval():
    found = prediction_interval(pd.Series([0.5, 1.0, 3.0, 10.0], list("abcd")), ERRORS)
    assert found["low"].isna().to_list() == [True, False, False, True]
    assert found["predicted"].to_list() == [0.5, 1.0, 3.0, 10.0]
    assert found.loc["c", "high"] == pytest.approx(3 * 14.99)
    assert list(found.index) == list("abcd")


def test_the_last_bin_has_no_end():
    found = prediction_interval([5, 900], ERRORS.assign(high=[None, 3.0]).astype(object))
    assert found["typical"].to_list() == pytest.approx([5 * 1.815, 900 * 1.815])
    assert found["predicted"].dtype == float


def test_the_factor_of_error_counts_too_much_and_too_little_alike():
    assert factor_of_error([1.0, 1.0, 1.0], [3.0, 1 / 3, 9.0]) == pytest.approx(3)
    assert factor_of_error(pd.Series([2.0]), pd.Series([2.0])) == 1
