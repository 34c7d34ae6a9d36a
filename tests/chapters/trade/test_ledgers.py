"""Both ledgers of a flow, what explains their gap, and what is said and drawn of it, against hand-worked values."""

from math import isnan, nan

import numpy as np
import pandas as pd
import pytest

from chapters.trade.packages import chapter, flow
from helpers.datapackage.read import InputError
from helpers.show import style
from helpers.words.say import say

BOOKS = [
    flow("PAK", "KAZ", "2019", "PAK", 100),
    flow("PAK", "KAZ", "2019", "KAZ", 106),
    flow("PAK", "KAZ", "2020", "PAK", 100),
    flow("PAK", "KAZ", "2020", "KAZ", 300),
    flow("PAK", "KAZ", "2021-07/2022-06", "PAK", 50),
    flow("PAK", "KAZ", "2022-07/2023-06", "PAK", 70),
    flow("PAK", "KAZ", "2022", "KAZ", 110),
    flow("PAK", "KAZ", "2023", "KAZ", 110),
    flow("PAK", "KAZ", "2024", "KAZ", 0),
    flow("KAZ", "PAK", "2020", "KAZ", 10),
    flow("KAZ", "PAK", "2020", "PAK", 40),
]
# Importer over exporter by year: 2, 1.1 (freight), then 1.5, 3 and 4.
GROWING = [
    row
    for year, exported, imported in ((2015, 5, 10), (2016, 10, 11), (2017, 2, 3), (2018, 1, 3), (2019, 5, 20))
    for row in (
        flow("PAK", "KAZ", str(year), "PAK", exported * 1e6),
        flow("PAK", "KAZ", str(year), "KAZ", imported * 1e6),
    )
]


def to_kazakhstan(trade):
    rows = trade.mirror.query("exporter == 'PAK'")
    return rows.set_index("period")


def test_verdict_and_rows_of_each_year(tmp_path):
    rows = to_kazakhstan(chapter(tmp_path, BOOKS))
    expected = {"2019": "freight", "2020": "neither", "2022": "calendar", "2023": "one side", "2024": "zero"}
    assert rows.loc[list(expected), "verdict"].to_dict() == expected
    assert rows.loc["2020", ["x_usd", "m_usd", "ratio"]].tolist() == [100, 300, 3]
    assert rows.loc["2019", "adjusted"] == pytest.approx(1)
    assert rows.loc["2020", "gap"] == pytest.approx((300 - 106) / ((300 + 106) / 2))
    assert rows.loc["2022", "row_ids"] == ("trade:T5", "trade:T6", "trade:T7")
    assert rows.loc["2023", "row_ids"] == ("trade:T8",)


def test_two_fiscal_years_bound_the_calendar_year_between_them_only(tmp_path):
    rows = to_kazakhstan(chapter(tmp_path, BOOKS))
    assert rows.loc["2022", "x_top"] == 120
    assert rows["x_top"].notna().sum() == 1 and rows["m_top"].isna().all()
    assert rows.loc["2021-07/2022-06", "kind"] == "fiscal"


def test_a_bound_is_no_value_and_no_zero(tmp_path):
    bound = flow("PAK", "KAZ", "2019", "PAK", 100, status="upper-bound")
    row = to_kazakhstan(chapter(tmp_path, [bound, BOOKS[1]])).loc["2019"]
    assert isnan(row["x_usd"]) and row["x_bound"] == 100 and row["verdict"] == "one side"
    assert row["x_status"] == "upper-bound" and row["m_status"] == "reported"


def test_what_is_not_preferred_has_no_side_or_measures_months_is_no_flow(tmp_path):
    rows = [
        flow("PAK", "KAZ", "2019", "PAK", 1, preferred="false"),
        flow("PAK", "KAZ", "2019", "", 2),
        flow("PAK", "KAZ", "2019-01/2019-05", "PAK", 3),
        flow("PAK", "KAZ", "2019", "PAK", 4),
    ]
    assert chapter(tmp_path, rows).flows["value_usd"].tolist() == [4]


def test_the_main_direction_has_most_years_with_both_sides(tmp_path):
    trade = chapter(tmp_path, BOOKS)
    assert set(trade.main_direction["exporter"]) == {"PAK"} and len(trade.main_direction) == 7
    lone = chapter(tmp_path / "lone", [BOOKS[0]])
    assert lone.main_direction.empty and len(lone.mirror) == 1


def test_the_last_run_above_freight_begins_after_the_last_year_within_it(tmp_path):
    assert chapter(tmp_path, GROWING).years_above["period"].tolist() == ["2017", "2018", "2019"]
    calm = chapter(tmp_path / "calm", GROWING[:4])
    assert calm.years_above.empty


def test_comparators_share_one_end_with_the_main_direction(tmp_path):
    rows = [
        *GROWING,
        *(flow("PAK", "UZB", "2019", side, 7) for side in ("PAK", "UZB")),
        *(flow("UZB", "KAZ", "2018", side, 7) for side in ("UZB", "KAZ")),
        *(flow("UZB", "PAK", "2018", side, 7) for side in ("UZB", "PAK")),
        *(flow("PAK", "TJK", "2018", side, 7) for side in ("PAK", "TJK")),
    ]
    found = chapter(tmp_path, rows, others=["TJK"]).comparator_ledgers
    ends = found[["group", "exporter", "importer"]].drop_duplicates().to_numpy().tolist()
    assert ends == [["pair", "PAK", "KAZ"], ["to", "PAK", "TJK"], ["to", "PAK", "UZB"], ["from", "UZB", "KAZ"]]
    chosen = chapter(tmp_path / "chosen", rows, others=["TJK"], comparators=["TJK"]).comparator_ledgers
    assert set(chosen["importer"]) == {"KAZ", "TJK"}


def test_the_published_factor_counts_unless_another_is_asked_for(tmp_path):
    published, asked = chapter(tmp_path, BOOKS).freight, chapter(tmp_path, BOOKS, cif_fob=1.1).freight
    assert (published.factor, published.cap, published.factor_rows) == (1.06, 0.20, ("gravity:G1",))
    assert (asked.factor, asked.cap, asked.factor_rows) == (1.1, 0.20, ())


@pytest.mark.parametrize(
    "value, message",
    [
        *((value, "^cif_fob: found .*, expected a factor from 1 to 2") for value in (0.9, 2.1, nan)),
        *((value, f"found {value!r} for cif_fob, expected a number$") for value in ("1.06", True)),
    ],
)
def test_what_is_no_factor_is_refused(tmp_path, value, message):
    with pytest.raises(InputError, match=message):
        _ = chapter(tmp_path, BOOKS, cif_fob=value).mirror


@pytest.mark.parametrize(
    "value, message",
    [
        (["ZZZ"], "^comparators: found .*, expected .*another country"),
        (["PAK"], "^comparators: found .*, expected .*another country"),
        ("UZB", "found 'UZB' for comparators, expected a list$"),
    ],
)
def test_what_is_no_comparator_is_refused(tmp_path, value, message):
    with pytest.raises(InputError, match=message):
        _ = chapter(tmp_path, BOOKS, comparators=value).comparator_ledgers


def test_the_last_year_with_both_ledgers_is_said_by_who_recorded_what(tmp_path):
    finding = chapter(tmp_path, GROWING).find("mirror-latest")
    assert finding.value == 4 and finding.headline.period == "2019" and finding.conflict
    assert say(finding) == (
        "In 2019, the last year that both published, Kazakhstan recorded USD 20 million of imports from Pakistan. "
        "Pakistan itself recorded USD 5.0 million of exports, so the Kazakh figure is 4.0 times as large."
    )
    assert finding.all_rows == ("trade:T10", "trade:T9")


def test_an_importer_that_recorded_less_is_told_by_its_share(tmp_path):
    rows = [flow("PAK", "KAZ", "2019", "PAK", 4e6), flow("PAK", "KAZ", "2019", "KAZ", 1e6)]
    assert say(chapter(tmp_path, rows).find("mirror-latest")).endswith("so the Kazakh figure is 25% of it.")


def test_the_range_of_the_ratio_and_how_long_it_lies_above_freight(tmp_path):
    finding = chapter(tmp_path, GROWING).find("mirror-range")
    assert (finding.value, finding.headline.period) == (4, "2019")
    assert say(finding) == (
        "In 2016 Kazakhstan recorded 1.1 times as much as Pakistan recorded as exports to it, the least of any year. The most "
        "was 4.0 times as much, in 2019. Taking off 6% for freight, the usual allowance, leaves 3.8 times for 2019. In all three years "
        "since 2017 that both published, the gap is larger than the 20% that freight can add."
    )
    assert chapter(tmp_path / "few", GROWING[:4]).find("mirror-range") is None


def test_years_that_freight_explains_are_told_apart_from_those_that_nothing_explains(tmp_path):
    finding = chapter(tmp_path, GROWING).find("verdicts")
    assert (finding.value, finding.headline.period) == (4, "2015-01/2019-12")
    assert say(finding) == (
        "Of five years, freight explains the gap between Pakistani exports and Kazakh imports in one and the fiscal "
        "calendar in none. In four neither explains it."
    )
    none = chapter(tmp_path / "none", [row for row in GROWING if row["period"] != "2016"]).find("verdicts")
    assert say(none).startswith("Neither freight nor the fiscal calendar explains in any of four years")


@pytest.mark.parametrize("imported, timing", [(110, "Timing alone can explain"), (200, "Timing does not explain")])
def test_what_the_fiscal_years_allow_is_set_against_the_other_ledger(tmp_path, imported, timing):
    rows = [*BOOKS[:6], flow("PAK", "KAZ", "2022", "KAZ", imported)]
    finding = chapter(tmp_path, rows).find("fiscal-check")
    assert finding.value == 120 and finding.headline.period == "2022"
    text = say(finding)
    assert "For 2022 Pakistan published fiscal years only" in text and timing in text
    assert f"exports of at most USD 120, while Kazakhstan recorded imports of USD {imported}" in text


def test_other_destinations_are_named_and_never_averaged(tmp_path):
    others = [
        *(flow("PAK", "UZB", "2018", side, usd) for side, usd in (("PAK", 10), ("UZB", 9))),
        *(flow("PAK", "UZB", "2019", side, usd) for side, usd in (("PAK", 10), ("UZB", 5))),
        *(flow("PAK", "TJK", "2017", side, usd) for side, usd in (("PAK", 10), ("TJK", 31))),
    ]
    finding = chapter(tmp_path, GROWING + others, others=["TJK"]).find("pattern")
    assert (finding.value, finding.headline.period) == (0.5, "2019")
    assert say(finding).endswith("importers recorded 310% (TJK, 2017) and 50% (Uzbekistan, 2019).")


def test_the_ledgers_are_judged_only_after_three_years_above_freight(tmp_path):
    (judgement,) = chapter(tmp_path, GROWING).judge().judgements
    assert judgement.id == "trade.ledgers" and judgement.confidence == "moderate"
    assert say(judgement, "because").startswith("in all three years that both published it recorded 1.5 to 4.0 times")
    assert chapter(tmp_path / "two", GROWING[:-2]).judge().judgements == []


def test_a_frame_changed_in_sight_changes_what_is_said_and_drawn(tmp_path):
    trade = chapter(tmp_path, GROWING)
    changed = trade.mirror.assign(ratio=lambda rows: rows["ratio"] * 2)
    assert trade.find("mirror-latest", mirror=changed).value == 8 and trade.find("mirror-latest").value == 4


def points(axes, marker):
    """Years of the marks of one form, filled and hollow ones apart."""
    found = {False: set(), True: set()}
    for line in axes.lines:
        if line.get_marker() == marker:
            found[line.get_markerfacecolor() == style.colour("paper")] |= {int(year) for year in line.get_xdata()}
    return found[False], found[True]


def test_two_lines_shade_the_gap_of_the_years_that_both_report_and_a_zero_is_a_cross(tmp_path):
    rows = [*BOOKS[:4], flow("PAK", "KAZ", "2022", "KAZ", 110), flow("PAK", "KAZ", "2024", "KAZ", 0)]
    axes = chapter(tmp_path, rows).draw("two-ledgers").drawing.axes[0]
    shades = [made.get_paths()[0].get_extents() for made in axes.collections if made.get_paths()]
    assert min(one.x0 for one in shades) == pytest.approx(2019.5) and max(one.x1 for one in shades) == pytest.approx(
        2020.5
    )
    crosses = [int(year) for line in axes.lines if line.get_marker() == "x" for year in line.get_xdata()]
    assert crosses == [2024]
    lines = {tuple(map(int, line.get_xdata())) for line in axes.lines if line.get_linestyle() == "-"}
    assert (2019, 2020) in lines and not any({2020, 2022} <= set(years) for years in lines)


@pytest.mark.parametrize("count", [1, 60])
def test_the_ledgers_hold_for_one_year_and_for_sixty(tmp_path, count):
    rows = [flow("PAK", "KAZ", f"{2024 - year}", side, 100 + year) for year in range(count) for side in ("PAK", "KAZ")]
    drawing = chapter(tmp_path, rows).draw("two-ledgers").drawing
    assert any("Kazakhstan:" in text.get_text() for text in drawing.axes[0].texts)


def test_titles_state_what_the_rows_show(tmp_path):
    trade = chapter(tmp_path, GROWING)
    assert trade.draw("two-ledgers").title == (
        "Since 2017 Kazakhstan has recorded 1.5 to 4.0 times what Pakistan says it ships"
    )
    assert trade.draw("ledger-verdicts").title == (
        "Neither freight nor the fiscal calendar explains the gap in four of five comparisons"
    )
    assert trade.draw("ledgers-of-comparators").title == (
        "Freight explains the latest gap between the two ledgers in none of one flow"
    )
    lone = chapter(tmp_path / "lone", BOOKS[:1]).draw("two-ledgers")
    assert lone.title == "What the two trade, as either side records it" and not lone.conflict


def test_the_table_of_verdicts_has_the_main_direction_first_and_the_latest_on_top(tmp_path):
    payload = chapter(tmp_path, BOOKS, cif_fob=1.1).draw("ledger-verdicts").payload()
    assert [row[0]["text"] for row in payload["rows"]] == ["PAK to KAZ"] * 7 + ["KAZ to PAK"]
    assert [row[1]["text"] for row in payload["rows"]][:3] == ["2024", "2023", "FY2022-23"]
    assert payload["rows"][0][7]["text"] == "reported zero" and "1.10" in payload["note"]
    assert "T5;" in payload["csv"].replace("trade:", "")


def test_without_rows_nothing_is_said_or_drawn(tmp_path):
    trade = chapter(tmp_path, [flow("UZB", "KAZ", "2019", "KAZ", 5)])
    assert trade.mirror.empty and list(trade.mirror.columns)[:4] == ["exporter", "importer", "period", "kind"]
    assert trade.findings == [] and trade.judge().judgements == []
    assert {type(trade.draw(name)).__name__ for name in trade.exhibits} == {"Absence"}


def test_frames_are_whole_when_a_ledger_is_missing(tmp_path):
    rows = chapter(tmp_path, [BOOKS[0], BOOKS[4]]).mirror
    assert rows[["m_usd", "m_bound", "x_top", "m_top", "ratio"]].isna().all(axis=None)
    assert rows["m_status"].eq("").all() and rows["verdict"].eq("one side").all()
    assert pd.api.types.is_float_dtype(rows["m_usd"]) and np.isfinite(rows["x_usd"]).all()
