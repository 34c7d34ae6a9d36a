from math import inf, isnan, log

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy.optimize import brentq
from scipy.stats import t

from helpers.methods.drift import _crossing, years_to_pass

# Yearly changes 0.1, 0.3, 0.2: mean 0.2, standard deviation 0.1, three of them.
LOGS = [0.0, 0.1, 0.4, 0.6]


def band(side, years, level):
    steps = np.diff(LOGS)
    spread = t.ppf(0.5 + level / 2, 2) * steps.std(ddof=1)
    return steps.mean() * years + side * spread * np.sqrt(years * (1 + years / 3))


@pytest.mark.parametrize("level", [0.5, 0.8])
def test_the_crossings_are_those_that_a_root_finder_finds(level):
    middle, earliest, latest = years_to_pass(LOGS, 1.6, level)
    assert middle == pytest.approx(5.0)
    assert earliest == pytest.approx(brentq(lambda years: band(1, years, level) - 1.0, 0, 50))
    assert latest == pytest.approx(brentq(lambda years: band(-1, years, level) - 1.0, 5, 100))


def test_the_band_is_of_80_percent_unless_asked():
    assert years_to_pass(LOGS, 1.6) == years_to_pass(LOGS, 1.6, 0.8) != years_to_pass(LOGS, 1.6, 0.5)


def test_a_lower_end_that_falls_for_ever_never_passes():
    # At 95% it loses 4.30 * 0.1 / sqrt(3) = 0.25 a year in the long run, more than the 0.2 of the middle path.
    middle, earliest, latest = years_to_pass(LOGS, 1.6, 0.95)
    assert earliest < middle == pytest.approx(5.0) and latest == inf


def test_a_level_that_is_passed_takes_no_time():
    assert years_to_pass(LOGS, 0.6) == (0, 0, 0)
    assert years_to_pass(LOGS, 0.1) == (0, 0, 0)
    assert years_to_pass([3.0, 2.0, 1.0], 1.0) == (0, 0, 0)
    assert years_to_pass(np.array(LOGS, object), 0.6) == (0, 0, 0)


def test_a_band_that_widens_as_fast_as_the_middle_path_rises():
    # h + 2 sqrt(h (1 + h / 4)) = 1 where the quadratic has no square: 6 h = 1; the lower end stays below for ever.
    assert _crossing(1.0, 1.0, 2.0, 4) == pytest.approx(1 / 6)
    assert _crossing(1.0, 1.0, -2.0, 4) == inf


def test_a_band_that_turns_back_before_the_level():
    # -h + sqrt(h (1 + h / 4)) is 0.134 at most.
    assert _crossing(0.5, -1.0, 1.0, 4) == inf
    assert _crossing(0.1, -1.0, 1.0, 4) == pytest.approx(brentq(lambda h: -h + np.sqrt(h * (1 + h / 4)) - 0.1, 0, 0.15))


def test_a_series_that_falls_may_pass_at_the_earliest_only():
    middle, earliest, latest = years_to_pass([0.0, 0.2, -0.3, -0.1], 0.2)
    assert 0 < earliest < inf and middle == latest == inf


def test_a_fall_without_spread_never_passes():
    assert years_to_pass([3.0, 2.0, 1.0], 2.0) == (inf, inf, inf)
    assert years_to_pass([1.0, 1.0, 1.0], 2.0) == (inf, inf, inf)


def test_a_path_is_followed_as_far_as_asked():
    logs = log(1.01) * np.arange(4)
    goal = logs[-1] + log(1.01) * 120
    assert years_to_pass(logs, goal) == (inf, inf, inf)
    assert years_to_pass(logs, goal, furthest=inf)[0] == pytest.approx(120)
    assert years_to_pass([0.0, 1.0, 2.0], 102.0)[0] == 100  # the hundredth year itself is looked at
    assert years_to_pass([0.0, 1.0, 2.0], 102.5)[0] == inf


def test_two_values_say_nothing_about_the_spread():
    assert all(isnan(years) for years in years_to_pass([0.0, 0.1], 1.0))
    assert not any(isnan(years) for years in years_to_pass([0.0, 0.1, 0.2], 1.0))


@given(st.lists(st.floats(-1, 1), min_size=2, max_size=8), st.floats(0.01, 3), st.floats(0.05, 0.99))
def test_the_first_crossing_is_on_the_band_and_nothing_passes_before_it(steps, gap, level):
    logs = np.concatenate([[0.0], np.cumsum(steps)])
    steps = np.diff(logs)
    assume(steps.std(ddof=1) > 1e-3)
    reach = t.ppf(0.5 + level / 2, len(steps) - 1) * steps.std(ddof=1)
    middle, earliest, latest = years_to_pass(logs, logs[-1] + gap, level)
    assert earliest <= middle <= latest
    for years, spread in ((middle, 0.0), (earliest, reach), (latest, -reach)):
        before = np.linspace(0, min(years, 100), 400)
        if np.isfinite(years):
            assert steps.mean() * years + spread * np.sqrt(years * (1 + years / len(steps))) == pytest.approx(
                gap, abs=1e-6
            )
            before = before[before < years * (1 - 1e-9)]
        path = steps.mean() * before + spread * np.sqrt(before * (1 + before / len(steps)))
        assert (path < gap + 1e-9).all()
