"""Required growth, past trends and the reference class against hand-worked values, and how they are told."""

from math import inf, isnan

import pytest

from chapters.trade.packages import announced, both_flows, chapter, flow, indicator, total
from helpers.methods.wilson import wilson_interval
from helpers.show import style
from helpers.words.say import say

BOTH = [total("PAK", "2024-07/2025-06", 5e6), total("KAZ", "2024", 20e6)]
DUE = announced(1, 80e6, "2027-07/2028-06")
PARTNERS = [
    "AFG",
    "ARE",
    "ARM",
    "AUS",
    "AZE",
    "BGD",
    "BLR",
    "CHN",
    "DEU",
    "EGY",
    "FRA",
    "GBR",
    "GEO",
    "IDN",
    "IND",
    "IRN",
    "ITA",
    "JPN",
    "KOR",
    "LKA",
    "MYS",
    "NPL",
    "OMN",
    "POL",
    "QAT",
    "ROU",
    "SAU",
]


def doubling(start=2018, n=6, reporter="KAZ", partner="PAK", usd=1e6):
    return [row for at in range(n) for row in both_flows(reporter, partner, start + at, usd * 2.0**at, 0)]


def test_what_leads_from_each_baseline_to_the_target(tmp_path):
    frame = chapter(tmp_path, BOTH, [DUE]).growth_needed.set_index("side")
    assert frame["gap_usd"].to_dict() == {"PAK": 75e6, "KAZ": 60e6}
    assert frame["years"].to_dict() == {"PAK": 3.0, "KAZ": 3.5}
    assert frame["multiple"].to_dict() == {"PAK": 16, "KAZ": 4}
    assert frame.loc["PAK", "growth"] == pytest.approx(16 ** (1 / 3) - 1)
    assert frame.loc["PAK", "target_rows"] == ("targets:TG1",)


def test_within_months_there_is_a_multiple_and_no_rate(tmp_path):
    trade = chapter(tmp_path, BOTH, [announced(1, 80e6, "2025")])
    assert isnan(trade.growth_needed.set_index("side").loc["PAK", "growth"])
    finding = trade.find("required")
    assert (finding.value, finding.headline.unit) == (3, "share a year")
    assert say(finding) == (
        "The target is USD 80 million of trade in 2025. From the Pakistani count for FY2024-25 that takes 16 times as "
        "much within six months. From the Kazakh count for 2024 it takes 4.0 times as much, or 300% a year."
    )
    lone = chapter(tmp_path / "lone", BOTH[:1], [announced(1, 80e6, "2025")]).find("required")
    assert (lone.value, lone.headline.unit) == (16, "multiple") and say(lone, "shown") == "16"
    assert say(lone).endswith("that takes 16 times as much within six months.")


def test_required_growth_is_told_from_both_sides(tmp_path):
    finding = chapter(tmp_path, BOTH, [DUE]).find("required")
    assert finding.value == pytest.approx(1.5198, abs=1e-4) and finding.headline.period == "2027-07/2028-06"
    assert say(finding) == (
        "The target is USD 80 million of trade in FY2027-28. From the Pakistani count for FY2024-25 that takes 16 times "
        "as much, or growth of 152% a year. From the Kazakh count for 2024 it takes 4.0 times as much, or 49% a year."
    )
    assert say(finding, "shown") == "49%–152%"
    assert set(finding.all_rows) == {"targets:TG1", "trade:T1", "trade:T2"}


@pytest.mark.parametrize("aim, said", [(announced(1, 80e6), "has no due date"), (announced(1, 4e6, "2028"), None)])
def test_a_target_without_date_or_already_passed_asks_for_no_rate(tmp_path, aim, said):
    trade = chapter(tmp_path, BOTH, [aim], target_id="TG1")
    finding = trade.find("required")
    assert finding is None if said is None else said in say(finding)
    assert trade.reference_classes.empty and trade.find("required-range") is None


def test_admissible_baselines_are_recent_and_sorted_for_print(tmp_path):
    rows = [
        *BOTH,
        total("KAZ", "2023", 10e6),
        total("PAK", "2025", 2e6, status="approximate"),
        total("PAK", "2023", 8e6, status="upper-bound"),
        total("KAZ", "2021", 1e6),
        total("KAZ", "2025-03/2025-03", 40e6),
        total("KAZ", "2024-01/2024-05", 3e6),
    ]
    frame = chapter(tmp_path, rows, [DUE]).admissible_baselines
    assert frame["value_usd"].tolist() == [5e6, 20e6, 2e6, 40e6, 8e6, 10e6]
    assert frame["is_base"].tolist() == [True, True, False, False, False, False]
    assert frame["growth"].idxmax() == 2 and frame["growth"].idxmin() == 3
    old = chapter(tmp_path / "old", rows, [DUE], baseline="KAZ:2021").admissible_baselines
    assert old.loc[old["is_base"], "value_usd"].tolist() == [1e6, 5e6]


def test_the_range_names_whose_figure_gives_either_end(tmp_path):
    rows = [*BOTH, total("", "2025", 10e6)]
    finding = chapter(tmp_path, rows, [DUE]).find("required-range")
    assert finding.value == pytest.approx(16 ** (1 / 3) - 1)
    assert say(finding) == (
        "Counting every published total, rounded ones too, trade must grow by 49% to 152% a year, depending on which "
        "of three one starts from. "
        "The lowest rate starts from the Kazakh figure for 2024, the highest from the Pakistani figure for FY2024-25."
    )
    unnamed = chapter(tmp_path / "unnamed", [*BOTH, total("", "2025", 1e6)], [DUE]).find("required-range")
    assert say(unnamed).endswith("the highest from a figure of no named side for 2025.")


def test_each_total_is_a_mark_of_its_side_and_those_in_use_are_named(tmp_path):
    rows = [*BOTH, total("PAK", "2025", 8e6, status="upper-bound"), total("KAZ", "2025-03/2025-03", 10e6)]
    drawn = chapter(tmp_path, rows, [DUE]).draw("required-growth")
    lines = [line for line in drawn.drawing.axes[0].lines if line.get_marker() in {"o", "s", "D"}]
    assert len(lines) == len(drawn.data) == 4
    hollow = [line.get_markerfacecolor() == style.colour("paper") for line in lines]
    assert hollow.count(True) == 2  # the bound, and the level quoted in a month
    texts = [text.get_text() for text in drawn.drawing.axes[0].texts]
    assert {"Pakistani count", "Kazakh count", "5.0 (FY2024-25)", "8.0"} <= set(texts)
    assert drawn.title.startswith(
        "Trade must grow 4 to 16 times to reach USD 80 million; at best one in four pairs as small"
    )
    assert drawn.words("subtitle").endswith("from those in use 49% to 152% a year; log scale")


# Trends -------------------------------------------------------------------------------------------------------------


def test_steady_growth_passes_an_amount_when_arithmetic_says(tmp_path):
    trade = chapter(tmp_path, doubling(), [announced(1, 128e6, "2028"), announced(2, 8e6)])
    rows = trade.years_of_passing.set_index("target_usd")
    assert rows.loc[8e6, ["passed", "side"]].tolist() == ["2021", "KAZ"] and rows.loc[8e6, "passed_usd"] == 8e6
    assert rows.loc[128e6, ["window", "first", "last", "middle", "low", "high"]].tolist() == [
        5,
        2018,
        2023,
        2025,
        2025,
        2025,
    ]
    assert rows.loc[128e6, "growth"] == pytest.approx(1)
    assert set(rows.loc[128e6, "row_ids"]) == {f"trade:T{place}" for place in range(1, 13)}
    finding = trade.find("trend")
    assert (finding.value, finding.headline.period, finding.kind) == (2025, "2018-01/2023-12", "modelled")
    assert say(finding) == (
        "The Kazakh count would pass USD 130 million in 2025 on the trend of five years. "
        "The 80% band around this trend runs from 2025 to 2025."
    )


def test_ten_years_give_a_second_trend_and_what_falls_never_passes(tmp_path):
    rows = [row for at in range(11) for row in both_flows("KAZ", "PAK", 2013 + at, 2.0 ** (20 - at), 0)]
    trade = chapter(tmp_path, rows, [announced(1, 128e6, "2028")])
    assert trade.trends["window"].tolist() == [5, 10]
    assert trade.years_of_passing[["middle", "low", "high"]].eq(inf).all(axis=None)
    finding = trade.find("trend")
    assert finding.value is None
    assert "not within a century on the trend of five years and not within a century" in say(finding)
    assert "beyond a century" in trade.draw("years-of-passing").payload()["csv"]


def test_old_statistics_give_no_trend(tmp_path):
    trade = chapter(tmp_path, doubling(start=2016), [announced(1, 128e6, "2028")])
    assert trade.trends["fresh"].tolist() == [False] and trade.find("trend") is None
    assert trade.find("past-growth") is not None


def test_the_table_of_years_tells_what_was_passed_and_what_will_be(tmp_path):
    exhibit = chapter(tmp_path, doubling(), [announced(1, 128e6, "2028"), announced(2, 8e6)]).draw("years-of-passing")
    rows = [[cell["text"] for cell in row] for row in exhibit.payload()["rows"]]
    assert rows[0][1:6] == ["Kazakh count", "reported total", "–", "2021", "–"]
    assert rows[1][1:6] == ["Kazakh count", "trend 2018 to 2023", "100.0%", "2025", "2025 to 2025"]
    assert exhibit.title.startswith("On the trend of five years the Kazakh count passes") and exhibit.modelled


# Reference class ----------------------------------------------------------------------------------------------------


def others(n=20, multiple=2.0, first=2010):
    """Trade of Kazakhstan with n partners that grows from 6 million by a multiple in three years."""
    return [
        row
        for partner in PARTNERS[:n]
        for row in both_flows("KAZ", partner, first, 6e6, 0) + both_flows("KAZ", partner, first + 3, 6e6 * multiple, 0)
    ]


def test_series_are_totals_where_both_flows_are_known_and_exports_beside(tmp_path):
    rows = [
        *both_flows("KAZ", "UZB", 2010, 3, 4),
        flow("KAZ", "UZB", "2011", "KAZ", 5),
        flow("KAZ", "WLD", "2011", "KAZ", 9),
    ]
    frame = chapter(tmp_path, rows).yearly_series
    found = frame[["measure", "year", "value_usd"]].to_numpy().tolist()
    assert found == [["export", 2010, 3], ["export", 2011, 5], ["total", 2010, 7]]
    assert frame["row_ids"].tolist() == [("trade:T1",), ("trade:T3",), ("trade:T1", "trade:T2")]


def test_windows_begin_near_the_baseline_do_not_overlap_and_leave_the_pair_out(tmp_path):
    grown = {2010: 6, 2011: 7, 2013: 12, 2014: 40, 2016: 30, 2017: 8, 2020: 2}
    rows = [row for year, usd in grown.items() for row in both_flows("KAZ", "UZB", year, usd * 1e6, 0)]
    rows += [row for year in (2010, 2013) for row in both_flows("KAZ", "PAK", year, 6e6, 0)]
    trade = chapter(tmp_path, [*BOTH[:1], *rows], [DUE], baseline="PAK:2024-07/2025-06")
    frame = trade.reference_windows.query("side == 'PAK'")
    found = frame[["pair", "first", "last", "base_usd", "end_usd", "multiple"]].to_numpy().tolist()
    assert found == [["KAZ-UZB", 2010, 2013, 6e6, 12e6, 2], ["KAZ-UZB", 2017, 2020, 8e6, 2e6, 0.25]]
    assert frame["years"].eq(3).all() and frame["needed"].eq(16).all() and not frame["reached"].any()
    assert len(frame["row_ids"].iloc[0]) == 4


def test_the_horizon_is_rounded_up_to_whole_years(tmp_path):
    rows = [row for year, usd in ((2010, 20), (2014, 80)) for row in both_flows("KAZ", "UZB", year, usd * 1e6, 0)]
    frame = chapter(tmp_path, [BOTH[1], *rows], [DUE]).reference_windows
    assert frame[["side", "first", "last", "reached"]].to_numpy().tolist() == [["KAZ", 2010, 2014, True]]


def test_a_pair_gives_its_longest_series_totals_before_exports(tmp_path):
    short = [row for year in (2010, 2013) for row in both_flows("UZB", "KAZ", year, 6e6, 0)]
    exports = [flow("KAZ", "UZB", str(year), "KAZ", 7e6) for year in range(2005, 2016)]
    frame = chapter(tmp_path, [*BOTH, *short, *exports], [DUE]).reference_windows
    assert frame[["reporter", "measure"]].drop_duplicates().to_numpy().tolist() == [["UZB", "total"]]


def test_pass_through_is_imports_above_half_of_gdp_from_either_source(tmp_path):
    rows = [
        flow("WLD", "KAZ", "2013", "KAZ", 60, parties="KAZ;WLD"),
        flow("WLD", "UZB", "2013", "UZB", 60, parties="UZB;WLD"),
        flow("WLD", "UZB", "2014", "UZB", 40, parties="UZB;WLD"),
    ]
    facts = [indicator(code, year, "gdp_usd", 100) for code in ("KAZ", "UZB", "PAK") for year in (2013, 2014)]
    facts += [indicator("UZB", 2013, "imports_usd", 50), indicator("PAK", 2014, "imports_usd", 51)]
    frame = chapter(tmp_path, rows, indicators=facts).pass_through
    assert frame[["country", "year"]].to_numpy().tolist() == [["KAZ", 2013], ["PAK", 2014]]
    assert frame["row_ids"].tolist()[0] == ("trade:T1", "indicators:KAZ2013gdp_usd")


def test_windows_are_counted_by_window_by_pair_and_without_pass_through(tmp_path):
    rows = [*others(3, 20.0), *others(3, 2.0, first=2015), *(row for row in both_flows("KAZ", "UZB", 2010, 6e6, 0))]
    facts = [indicator("AFG", 2013, "gdp_usd", 100), indicator("AFG", 2013, "imports_usd", 80)]
    trade = chapter(tmp_path, [*BOTH[:1], *rows], [DUE], facts, others=PARTNERS[:3])
    row = trade.reference_classes.iloc[0]
    assert row[["windows", "windows_reached", "pairs", "pairs_reached"]].tolist() == [6, 3, 3, 3]
    assert row[["clear", "clear_reached"]].tolist() == [5, 2]
    assert row[["pairs_low", "pairs_high"]].tolist() == pytest.approx(list(wilson_interval(3, 3)))
    text = say(trade.find("reference-growth")[0])
    assert text.startswith(
        "Other pairs that we know of have stood six times where this one stands by the Pakistani count"
    )
    assert "Three of them then grew to 16 times as much in three years. They are too few" in text
    assert "two of five did" in text and text.endswith("rose most, to 20 times as much from 2010 to 2013.")


def test_twenty_windows_give_a_share_and_a_judgement(tmp_path):
    trade = chapter(tmp_path, [*BOTH[:1], *others()], [DUE], others=PARTNERS)
    (finding,) = trade.find("reference-growth")
    assert (finding.id, finding.value, finding.headline.period) == ("trade.reference-a", 0, "2024-07/2025-06")
    assert "None of them then grew to 16 times as much in three years. Counted once for each of 20 pairs" in say(
        finding
    )
    assert "the chance of such growth is 0% to 16% (interval of 95%)" in say(finding)
    # Without a window of all states of that size, the pairs of the package count: Laplace's rule on 0 of 20.
    none = trade.world_windows.head(0)
    (judgement,) = (one for one in trade.judge(world_windows=none).judgements if one.id == "trade.target")
    assert judgement.probability == pytest.approx(1 / 22)
    assert judgement.resolves_on == "2028-06-30"
    assert say(judgement) == (
        "We see almost no chance that trade, as Pakistan counts it, reaches USD 80 million in FY2027-28."
    )
    assert say(judgement, "because").startswith(
        "none of 20 other pairs of states at about this level of trade grew to 16 times"
    )
    assert say(judgement, "change") == "the Pakistani count for 2026 came to USD 12.6 million"


def test_nineteen_windows_give_no_judgement(tmp_path):
    trade = chapter(tmp_path, [*BOTH[:1], *others(19)], [DUE], others=PARTNERS)
    assert trade.judge(world_windows=trade.world_windows.head(0)).judgements == []


def test_the_chance_is_that_of_all_pairs_of_states_where_they_are_known(tmp_path):
    trade = chapter(tmp_path, [*BOTH[:1], *others()], [DUE], others=PARTNERS)
    (row,) = trade.world_windows.query("kind == 'time'").to_dict("records")
    (judgement,) = (one for one in trade.judge().judgements if one.id == "trade.target")
    assert judgement.probability == pytest.approx((row["pairs_reached"] + 1) / (row["pairs"] + 2))
    assert f"{row['pairs']:,} other pairs of states at about this level of trade grew" in say(judgement, "because")


def test_the_share_of_rises_is_asked_of_past_years_and_scored(tmp_path):
    rows = []
    for year in range(2004, 2016):
        rows += both_flows("PAK", "KAZ", year, (year - 2000) * 1e6, 1e6, known_from=f"{year + 1}-07")
    record = chapter(tmp_path, rows, []).rise_record
    # On 30 June 2010 the figures of 2004 to 2008 were public: four rises of four.
    assert record["asked"].iloc[0] == "2010-06-30" and record["chance"].iloc[0] == pytest.approx(5 / 6)
    assert record["came"].all() and record["asked"].iloc[-1] == "2016-06-30"


def test_the_chance_is_that_of_the_class_that_favours_the_target(tmp_path):
    rows = [*others(), *(row for partner in PARTNERS[:20] for row in both_flows("KAZ", partner, 2014, 24e6, 0))]
    rows += [row for partner in PARTNERS[:20] for row in both_flows("KAZ", partner, 2018, 200e6, 0)]
    trade = chapter(tmp_path, [*BOTH, *rows], [DUE], others=PARTNERS)
    judgements = trade.judge(world_windows=trade.world_windows.head(0)).judgements
    assert judgements[0].probability == pytest.approx(21 / 22)
    assert say(judgements[0]).startswith("We judge it almost certain that trade, as Kazakhstan counts it, reaches")


def test_what_was_due_before_the_edition_is_not_foretold(tmp_path):
    aim = announced(1, 80e6, "2026-01/2026-06", day="2020-01-01")
    trade = chapter(tmp_path, [total("PAK", "2023", 5e6), *others()], [aim], others=PARTNERS)
    assert trade.reference_classes["windows"].tolist() == [20] and trade.judge().judgements == []


def test_every_window_stands_in_the_table(tmp_path):
    exhibit = chapter(tmp_path, [*BOTH, *others(4)], [DUE], others=PARTNERS).draw("reference-class")
    payload = exhibit.payload()
    assert len(payload["rows"]) == 4
    assert [cell["text"] for cell in payload["rows"][0]][:9] == [
        "Pakistani", "Kazakhstan with AFG", "total", "2010–2013", "6.0", "12.0", "2.00", "16.0", "no",
    ]  # fmt: skip
    assert exhibit.title == "Of four times that another pair stood where this one stands, none grew as fast as needed"
    assert "By the Pakistani count none of four pairs (0% to 49%) grew enough." in payload["note"]
