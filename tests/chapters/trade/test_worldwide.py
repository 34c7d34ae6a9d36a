"""The pair against all states: the shipped world layer, with reports made by hand."""

import pandas as pd
import pytest

from helpers import open_edition
from helpers.chapters import open_chapter
from helpers.words.say import say


@pytest.fixture(scope="module")
def trade():
    return open_chapter("trade", open_edition("PAK-KGZ"))


def test_growth_is_counted_among_all_pairs_with_the_noise_floor_beside_it(trade):
    needed = pd.DataFrame(
        {
            "side": ["PAK"],
            "period": ["2024"],
            "value_usd": [5.18e6],
            "years": [3.0],
            "multiple": [38.61],
            "row_ids": [()],
        }
    )
    own = trade.with_frames(growth_needed=needed)
    time, *noise = own.world_windows.to_dict("records")
    assert (time["windows"], time["reached"], time["pairs"]) == (1263, 6, 1041)
    assert [round(row["pair_share"], 3) for row in noise] == [0.007, 0.002]
    # The multiple nearest to the one needed, at most a tenth above it: 8 and 10 are known beside others.
    for multiple, nearest in ((9.9, 10), (9.2, 10), (8.3, 8), (8.95, 8)):
        rows = trade.with_frames(
            growth_needed=needed.assign(value_usd=20e6, years=5.0, multiple=multiple)
        ).world_windows
        assert set(rows["multiple"]) == {nearest}, multiple
    (found,) = own.find("world-growth")
    assert "is perhaps bookkeeping" in say(found)
    assert found.quantities["share"].value == pytest.approx(6 / 1041)


def test_without_windows_of_that_horizon_nothing_is_said(trade):
    needed = pd.DataFrame(
        {"side": ["PAK"], "period": ["2024"], "value_usd": [5e6], "years": [49.0], "multiple": [2.0], "row_ids": [()]}
    )
    own = trade.with_frames(growth_needed=needed)
    assert own.world_windows.empty and own.find("world-growth") == []


def test_the_model_stands_with_its_interval_its_error_and_what_the_importer_reported(trade):
    rows = trade.expected_flows.set_index(["exporter", "importer", "spec"])
    row = rows.loc[("PAK", "KGZ", "c")]
    assert [round(row[name] / 1e6) for name in ("typical_usd", "low80_usd", "high80_usd")] == [17, 3, 106]
    assert row["held_out"] and row["median_factor"] == pytest.approx(3.4, abs=0.05)
    flows = trade.flows
    reported = flows.query("importer == 'KGZ' and reporter == 'KGZ' and period in ['2012', '2013', '2014']")[
        "value_usd"
    ]
    assert row["reported_usd"] == pytest.approx(reported.mean())
    *ways, error = trade.find("expected")
    assert {way.quantities["place"].value for way in ways} <= {"below", "inside", "above"}
    assert "factor of 3.4" in say(error)


def test_without_a_report_there_is_nothing_to_set_the_model_against(trade):
    none = trade.with_frames(flows=trade.flows.head(0))
    assert none.find("expected") == []
    assert none.draw("expected-trade").kind == "absence"
    assert trade.draw("expected-trade").kind == "table"


def test_of_very_many_countries_those_to_compare_with_are_chosen():
    from helpers.world import World
    from helpers.world.comparators import MOST, comparators

    found = comparators(World(), "PAK", "KGZ")
    assert len(found) <= MOST and {"CHN", "AFG", "UZB", "KAZ"} <= set(found) and not {"PAK", "KGZ"} & set(found)
    assert len(comparators(World(), "DEU", "FRA")) == MOST
