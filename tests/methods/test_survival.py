import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm
from statsmodels.duration.survfunc import SurvfuncRight

from helpers.methods.survival import kaplan_meier

# Weeks to relapse of leukemia patients on maintained chemotherapy (Miller, Survival Analysis, 1981, p. 49), and the
# 95% intervals of lifelines 0.30.3 on the log-minus-log scale.
WEEKS = [9, 13, 13, 18, 23, 28, 31, 34, 45, 48, 161]
RELAPSED = [True, True, False, True, True, False, True, True, False, True, False]
PUBLISHED = {
    9: (0.909091, 0.508080, 0.986674),
    13: (0.818182, 0.447429, 0.951162),
    18: (0.715909, 0.350190, 0.899024),
    23: (0.613636, 0.265752, 0.835299),
    31: (0.490909, 0.167331, 0.753400),
    34: (0.368182, 0.092830, 0.657041),
    48: (0.184091, 0.011738, 0.525015),
}
followed = st.lists(st.tuples(st.integers(0, 12), st.booleans()), min_size=1, max_size=40)


def test_the_published_curve():
    curve = kaplan_meier(WEEKS, RELAPSED, 0.95)
    assert curve.index.to_list() == list(range(8))
    curve = curve.set_index("time")
    assert curve.index.to_list() == [0, *PUBLISHED]
    for week, expected in PUBLISHED.items():
        assert curve.loc[week, ["share", "low", "high"]].to_list() == pytest.approx(expected, abs=1e-6)
    assert curve["at_risk"].to_list() == [11, 11, 10, 8, 7, 5, 4, 2]
    assert curve["ended"].to_list() == [0, 1, 1, 1, 1, 1, 1, 1]


@given(followed)
def test_share_and_interval_are_those_of_statsmodels(rows):
    time, ended = (np.array(column) for column in zip(*rows, strict=True))
    curve = kaplan_meier(time, ended, 0.9)
    assert curve.iloc[0].to_list() == [0, len(time), 0, 1, 1, 1]
    if not ended.any():
        assert len(curve) == 1
        return
    oracle, curve = SurvfuncRight(time, ended.astype(int)), curve.iloc[1:]
    assert curve["time"].to_list() == oracle.surv_times.tolist()
    assert curve["share"].to_list() == pytest.approx(oracle.surv_prob, abs=1e-12)
    assert curve["at_risk"].to_list() == oracle.n_risk.tolist()
    assert curve["ended"].to_list() == oracle.n_events.tolist()
    open_part = (oracle.surv_prob > 1e-12) & (oracle.surv_prob < 1)
    share, error = oracle.surv_prob[open_part], oracle.surv_prob_se[open_part]
    half = norm.ppf(0.95) * error / (share * np.log(share))
    assert curve["low"][open_part].to_list() == pytest.approx(share ** np.exp(-half), abs=1e-9)
    assert curve["high"][open_part].to_list() == pytest.approx(share ** np.exp(half), abs=1e-9)


def test_flags_may_be_numbers_and_durations_any_column():
    by_hand = kaplan_meier(np.array([1, 2, 2], object), [1, 0, 1])
    assert by_hand.equals(kaplan_meier([1.0, 2.0, 2.0], [True, False, True]))


def test_where_all_have_ended_the_bounds_are_zero_too():
    assert kaplan_meier([1, 2], [True, True]).iloc[-1].to_list() == [2, 1, 1, 0, 0, 0]


def test_the_interval_is_of_90_percent_unless_asked():
    one, other = kaplan_meier(WEEKS, RELAPSED), kaplan_meier(WEEKS, RELAPSED, 0.9)
    assert one.equals(other) and not one.equals(kaplan_meier(WEEKS, RELAPSED, 0.95))


@pytest.mark.parametrize("durations, observed", [([1.0, -0.5], [True, True]), ([np.nan], [True]), ([1.0, 2.0], [True])])
def test_durations_that_cannot_be_are_refused(durations, observed):
    found = f"found {len(durations)} durations and {len(observed)} flags, expected a duration from 0 on for each flag"
    with pytest.raises(ValueError, match=found):
        kaplan_meier(durations, observed)
