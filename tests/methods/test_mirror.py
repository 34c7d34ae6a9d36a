import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.methods.mirror import mirror_ratio, mirror_verdict, symmetric_gap

NONE = float("nan")
amounts = st.floats(0.01, 1e9)


def test_the_ratio_is_the_importers_over_the_exporters_value():
    assert mirror_ratio(30.0, 12.0) == 2.5
    assert mirror_ratio(0.5, 0.25) == 2


@pytest.mark.parametrize("imported, exported", [(0.0, 5.0), (5.0, 0.0), (NONE, 5.0), (5.0, NONE), (-1.0, 5.0)])
def test_no_ratio_without_two_positive_values(imported, exported):
    assert np.isnan(mirror_ratio(imported, exported))


def test_a_series_gives_a_series_with_its_index():
    imported, exported = pd.Series([2.0, 3.0], [7, 9]), pd.Series([1.0, 0.0], [7, 9])
    pd.testing.assert_series_equal(mirror_ratio(imported, exported), pd.Series([2.0, NONE], [7, 9]))
    pd.testing.assert_series_equal(symmetric_gap(imported, exported, 1.0), pd.Series([2 / 3, 2.0], [7, 9]))


def test_the_gap_by_hand():
    # (9 - 2 * 3) / ((9 + 2 * 3) / 2) = 3 / 7.5
    assert symmetric_gap(9.0, 3.0, 2.0) == pytest.approx(0.4)


def test_no_gap_without_values():
    assert np.isnan(symmetric_gap(0.0, 0.0, 1.06))
    assert np.isnan(symmetric_gap(NONE, 4.0, 1.06))


@given(amounts, amounts, st.floats(1.0, 2.0))
def test_the_gap_lies_within_two_and_turns_with_the_sides(imported, exported, factor):
    gap = float(symmetric_gap(imported, exported, factor))
    assert -2 <= gap <= 2
    turned = float(symmetric_gap(factor * exported, imported / factor, factor))
    assert gap == pytest.approx(-turned, abs=1e-9)


@pytest.mark.parametrize(
    "imported, exported, import_top, export_top, expected",
    [
        (120.0, 100.0, NONE, NONE, "freight"),  # the cap itself
        (120.1, 100.0, NONE, NONE, "neither"),
        (95.13, 100.0, NONE, NONE, "freight"),  # exp(-0.05) = 0.95123
        (95.12, 100.0, NONE, NONE, "neither"),
        (120.0, NONE, NONE, 100.0, "calendar"),  # at most 100 exported: the ratio is at least 1.2
        (120.1, NONE, NONE, 100.0, "neither"),
        (NONE, 100.0, 95.13, NONE, "calendar"),  # at most 95 imported: the ratio is at most 0.9513
        (NONE, 100.0, 95.12, NONE, "neither"),
        (0.0, 100.0, NONE, NONE, "zero"),
        (0.0, NONE, NONE, NONE, "zero"),
        (7.0, 0.0, NONE, NONE, "zero"),
        (7.0, NONE, NONE, NONE, "one side"),
        (NONE, 7.0, NONE, NONE, "one side"),
        (NONE, NONE, NONE, NONE, "no value"),
    ],
)
def test_verdicts_at_their_bounds(imported, exported, import_top, export_top, expected):
    assert mirror_verdict(imported, exported, import_top, export_top, 0.2) == expected


def test_the_cap_and_the_tolerance_are_those_given():
    assert mirror_verdict(140.0, 100.0, NONE, NONE, 0.4) == "freight"
    assert mirror_verdict(80.0, 100.0, NONE, NONE, 0.2, tolerance=0.3) == "freight"
    assert mirror_verdict(NONE, 100.0, 80.0, NONE, 0.2, tolerance=0.3) == "calendar"


def test_equal_ledgers_are_explained_even_without_tolerance():
    assert mirror_verdict(100.0, 100.0, NONE, NONE, 0.2, tolerance=0.0) == "freight"
    assert mirror_verdict(NONE, 100.0, 100.0, NONE, 0.2, tolerance=0.0) == "calendar"


def test_a_column_with_none_for_missing_is_read():
    assert mirror_verdict([None, 3.0], [2.0, None], [None, None], [None, 3.0], 0.2).tolist() == ["one side", "calendar"]


def test_verdicts_of_whole_columns():
    rows = pd.DataFrame({"m": [110.0, 200.0, NONE], "x": [100.0, 100.0, 5.0]})
    assert mirror_verdict(rows["m"], rows["x"], NONE, NONE, 0.2).tolist() == ["freight", "neither", "one side"]
