"""Totals, baselines and targets: which value counts, and what is said of it, against hand-worked values."""

import json
import re

import pytest

from chapters.trade.packages import DATA_SET, NEWS, OFFICIAL, announced, both_flows, chapter, flow, total
from helpers.datapackage.read import PROJECT, InputError
from helpers.words.say import say

STEADY = [row for year in range(2018, 2024) for row in both_flows("KAZ", "PAK", year, 2 ** (year - 2018), 0)]


def values(frame, *columns):
    return frame[list(columns)].to_numpy().tolist()


def test_both_flows_of_a_side_add_up_to_its_total(tmp_path):
    rows = [*both_flows("PAK", "KAZ", 2019, 30, 50), flow("PAK", "KAZ", "2020", "PAK", 5)]
    frame = chapter(tmp_path, rows).published_totals
    assert values(frame, "side", "period", "value_usd", "basis") == [["PAK", "2019", 80, "statistics"]]
    assert frame["row_ids"].iloc[0] == ("trade:T1", "trade:T2")


@pytest.mark.parametrize(
    "sources, basis", [(DATA_SET, "statistics"), (NEWS, "components"), (f"{DATA_SET};{NEWS}", "components")]
)
def test_flows_that_not_only_data_sets_report_are_components(tmp_path, sources, basis):
    rows = both_flows("PAK", "KAZ", 2019, 30, 50, source_ids=sources)
    assert chapter(tmp_path, rows).totals["basis"].tolist() == [basis]


def test_without_any_total_the_latest_flow_of_each_side_is_told(tmp_path):
    rows = [
        flow("PAK", "KAZ", "2018", "PAK", 3e6),
        flow("PAK", "KAZ", "2019", "PAK", 5e6),
        flow("PAK", "KAZ", "2019", "KAZ", 0),
    ]
    made = chapter(tmp_path, rows)
    assert [say(one) for one in made.find("latest-flows")] == [
        "Pakistan recorded USD 5.0 million of exports to Kazakhstan in 2019.",
        "Kazakhstan recorded no imports from Pakistan in 2019.",
    ]
    both = chapter(tmp_path / "both", both_flows("PAK", "KAZ", 2019, 30, 50))
    assert both.find("latest-flows") == [] and both.find("latest-totals")


def test_every_published_total_is_kept_with_how_it_is_known(tmp_path):
    rows = [
        total("KAZ", "2021", 7),
        total("KAZ", "2021", 8, source_ids=DATA_SET),
        total("KAZ", "2021", 9, status="approximate"),
        total("KAZ", "2021", 10, status="upper-bound"),
        total("", "2021-03/2021-03", 6),
        total("KAZ", "2021-01/2021-05", 3),
    ]
    frame = chapter(tmp_path, rows).published_totals.set_index("value_usd")
    bases = {3: "statement", 6: "statement", 7: "statement", 8: "statistics", 9: "approximate", 10: "bound"}
    assert frame["basis"].to_dict() == bases
    assert frame.loc[6, ["period", "kind", "stated", "side"]].tolist() == ["2021", "year", True, ""]
    assert frame.loc[3, "kind"] == "window" and not frame.loc[7, "stated"]


def test_one_value_of_two_reports_is_one_total_with_the_rows_of_both(tmp_path):
    rows = [total("KAZ", "2021", 7), total("KAZ", "2021", 7, source_ids=NEWS)]
    frame = chapter(tmp_path, rows).published_totals
    assert frame["row_ids"].tolist() == [("trade:T1", "trade:T2")]


def test_lines_are_drawn_from_statistics_before_statements_before_components(tmp_path):
    rows = [
        *both_flows("KAZ", "PAK", 2019, 1, 1, source_ids=NEWS),
        total("KAZ", "2019", 3),
        *both_flows("PAK", "KAZ", 2019, 2, 2),
        total("PAK", "2019", 5),
        total("PAK", "2020", 9, preferred="false"),
        total("PAK", "2020", 8),
    ]
    frame = chapter(tmp_path, rows).totals
    expected = [["KAZ", "2019", 3, "statement"], ["PAK", "2019", 4, "statistics"], ["PAK", "2020", 8, "statement"]]
    assert values(frame, "side", "period", "value_usd", "basis") == expected
    assert frame["conflict"].tolist() == [True, True, True]


def test_values_within_a_tenth_do_not_conflict_and_bounds_never_do(tmp_path):
    rows = [
        total("KAZ", "2021", 100),
        total("KAZ", "2021", 110, preferred="false"),
        total("KAZ", "2021", 900, status="lower-bound"),
    ]
    assert chapter(tmp_path, rows).totals["conflict"].tolist() == [False]
    rows[1]["value_usd"] = "111"
    assert chapter(tmp_path / "wide", rows).totals["conflict"].tolist() == [True]


def test_growth_is_counted_from_the_latest_exact_total(tmp_path):
    rows = [total("KAZ", "2021", 5e6), total("KAZ", "2022", 9e6, status="approximate"), total("PAK", "2020", 3e6)]
    trade = chapter(tmp_path, rows)
    assert values(trade.baselines, "side", "period") == [["PAK", "2020"], ["KAZ", "2021"]]
    everything = trade.with_frames(exact_totals=trade.totals)
    assert values(everything.baselines, "side", "period") == [["PAK", "2020"], ["KAZ", "2022"]]
    assert everything.find("latest-totals")[1].value == 9e6


def test_a_baseline_asked_for_changes_that_side_alone(tmp_path):
    rows = [total("KAZ", "2020", 4e6), total("KAZ", "2021", 5e6), total("PAK", "2020", 3e6)]
    trade = chapter(tmp_path, rows, baseline="KAZ:2020")
    assert values(trade.baselines, "side", "value_usd") == [["PAK", 3e6], ["KAZ", 4e6]]


@pytest.mark.parametrize(
    "value, message",
    [
        ("KAZ", "^baseline: found .*, expected .*a reporter and a period such as KAZ:2020"),
        ("UZB:2020", "^baseline: found .*, expected .*KAZ:2020"),
        (2020, "found 2020 for baseline, expected text$"),
    ],
)
def test_what_is_no_baseline_is_refused(tmp_path, value, message):
    with pytest.raises(InputError, match=message):
        _ = chapter(tmp_path, [total("KAZ", "2020", 4e6)], baseline=value).baselines


def test_the_notebook_shows_the_rule_for_baselines_that_the_chapter_has(tmp_path):
    cells = json.loads((PROJECT / "notebooks" / "02_trade.ipynb").read_text(encoding="utf-8"))["cells"]
    (source,) = ("".join(cell["source"]) for cell in cells if "exact_totals" in "".join(cell["source"]))
    rule = re.search(r'query\("(.+)"\)', source)[1]
    rows = [total("KAZ", "2020", 4e6), total("KAZ", "2021", 5e6, status="approximate"), total("PAK", "2020", 0)]
    trade = chapter(tmp_path, rows)
    assert trade.totals.query(rule).equals(trade.exact_totals) and len(trade.exact_totals) == 1


def test_statistics_are_the_last_unbroken_run_of_each_side(tmp_path):
    rows = [row for year in (2017, 2019, 2020) for row in both_flows("KAZ", "PAK", year, year, 0)]
    rows += both_flows("PAK", "KAZ", 2015, 1, 1)
    rows += both_flows("PAK", "KAZ", 2021, 2, 2, source_ids=NEWS)
    frame = chapter(tmp_path, rows).statistics
    assert values(frame, "side", "year", "value_usd") == [["KAZ", 2019, 2019], ["KAZ", 2020, 2020], ["PAK", 2015, 2]]


def test_each_side_is_quoted_by_how_its_total_is_known(tmp_path):
    rows = [total("KAZ", "2021", 5.2e6), *both_flows("PAK", "KAZ", 2020, 1e6, 2e6)]
    a, b = chapter(tmp_path, rows).find("latest-totals")
    assert (a.id, a.value, b.id, b.value) == ("trade.latest-a", 3e6, "trade.latest-b", 5.2e6)
    assert say(a) == "Pakistan counted USD 3.0 million of trade with Kazakhstan in 2020, its latest full count."
    assert say(b) == "The last exact figure that Kazakhstan gave for trade with Pakistan is USD 5.2 million, for 2021."
    rows.append(total("KAZ", "2022", 15e6, status="approximate"))
    assert say(chapter(tmp_path / "later", rows).find("latest-totals")[1]).endswith(
        "for 2021. For 2022 it named a round sum, USD 15 million."
    )
    assert (
        say(a, "label") == "trade with Kazakhstan by the Pakistani count, 2020" and say(a, "shown") == "USD 3.0 million"
    )
    news = chapter(tmp_path / "news", both_flows("PAK", "KAZ", 2020, 1e6, 2e6, source_ids=NEWS)).find("latest-totals")
    assert [say(one) for one in news] == [
        "The flows that Pakistan published for 2020 add up to USD 3.0 million of trade with Kazakhstan."
    ]


def test_a_single_press_report_does_not_lead_while_a_better_total_is_recent(tmp_path):
    rows = [
        *both_flows("PAK", "KAZ", 2022, 1e6, 2e6),
        total("PAK", "2024", 9e6, source_ids=NEWS),
        total("KAZ", "2024", 5e6, source_ids=NEWS),
    ]
    trade = chapter(tmp_path, rows)
    assert [say(one) for one in trade.find("latest-totals")] == [
        "Pakistan counted USD 3.0 million of trade with Kazakhstan in 2022, its latest full count. "
        "A single press report has USD 9.0 million for 2024.",
        "The last exact figure that Kazakhstan gave for trade with Pakistan is USD 5.0 million, for 2024, "
        "by a single press report.",
    ]
    assert values(trade.baselines, "side", "period") == [["PAK", "2022"], ["KAZ", "2024"]]
    two = [{**rows[2], "source_ids": f"{OFFICIAL};{NEWS}"}, *both_flows("PAK", "KAZ", 2010, 1e6, 2e6)]
    assert chapter(tmp_path / "two", two).find("latest-totals")[0].value == 9e6
    old = [*two[1:], rows[2]]
    assert chapter(tmp_path / "old", old).find("latest-totals")[0].value == 9e6


def test_a_weak_finding_does_not_open_a_chapter(tmp_path):
    rows = [total("PAK", "2024", 9e6, source_ids=NEWS), total("KAZ", "2024", 5e6)]
    first = chapter(tmp_path, rows).answer("latest-totals").findings
    assert [one.id for one in first] == ["trade.latest-b", "trade.latest-a"]


# Targets ------------------------------------------------------------------------------------------------------------


def test_the_last_target_announced_with_a_due_date_is_measured(tmp_path):
    aims = [
        announced(1, 10e6, "2025", day="2020-01-01"),
        announced(2, 20e6, "2028", day="2024-01-01"),
        announced(3, 30e6, "2027", day="2024-01-01"),
        announced(4, 40e6, day="2025-01-01"),
    ]
    assert chapter(tmp_path, targets=aims).target["target_id"].tolist() == ["TG2"]
    assert chapter(tmp_path, targets=aims, target_id="TG4").target["target_id"].tolist() == ["TG4"]
    assert chapter(tmp_path / "open", targets=aims[3:]).target.empty


@pytest.mark.parametrize(
    "value, message",
    [("TG9", "^target_id: found .*, expected one of TG1"), (9, "found 9 for target_id, expected text$")],
)
def test_what_is_no_target_is_refused(tmp_path, value, message):
    with pytest.raises(InputError, match=message):
        _ = chapter(tmp_path, targets=[announced(1, 10e6)], target_id=value).target
    with pytest.raises(InputError, match="none, because no target is announced"):
        _ = chapter(tmp_path / "none", target_id="TG1").target


@pytest.mark.parametrize(
    "aims, text",
    [
        (
            [("", "2020-02-03")],
            "We know of one announcement of a trade target since 3 February 2020. It names no due date.",
        ),
        ([("2027", "")], "We know of one announcement of a trade target. It names a due date."),
        (
            [("", "2020-02-03"), ("2027", "2021-02-03")],
            "We know of two announcements of a trade target since 3 February 2020. One of them names a due date.",
        ),
        (
            [("2026", "2020-02-03"), ("2027", "2021-02-03"), ("", "2022")],
            "We know of three announcements of a trade target since 3 February 2020. Two of them name a due date.",
        ),
    ],
)
def test_announcements_are_counted_in_the_singular_and_the_plural(tmp_path, aims, text):
    rows = [announced(place, 10e6, due, day) for place, (due, day) in enumerate(aims, 1)]
    finding = chapter(tmp_path, targets=rows).find("targets")
    assert finding.value == len(aims) and say(finding) == text


def test_the_distance_is_told_from_both_sides_the_farther_first(tmp_path):
    rows = [total("PAK", "2024", 60e6), total("KAZ", "2024", 40e6)]
    finding = chapter(tmp_path, rows, [announced(1, 100e6, "2027")]).find("distance")
    assert (finding.value, finding.headline.period) == (60e6, "2027")
    assert say(finding) == (
        "The Kazakh count for 2024 is USD 60 million short of the target of USD 100 million for 2027. "
        "The Pakistani count for 2024 is USD 40 million short of it."
    )
    assert say(finding, "shown") == "USD 40 to 60 million"
    past = chapter(tmp_path / "past", rows, [announced(1, 50e6)], target_id="TG1").find("distance")
    assert say(past) == (
        "The Kazakh count for 2024 is USD 10 million short of the target of USD 50 million that has no due date. "
        "The Pakistani count for 2024 is already above it."
    )
    assert say(past, "shown") == "reached"


def test_a_target_that_was_passed_and_lost_again_is_told_with_who_and_when(tmp_path):
    rows = [
        *(total("KAZ", str(year), usd) for year, usd in ((2020, 9e6), (2021, 11e6), (2022, 12e6))),
        *(total("PAK", str(year), usd) for year, usd in ((2021, 10e6), (2022, 5.2e6))),
    ]
    aims = [announced(1, 10e6), announced(2, 200e6)]
    finding = chapter(tmp_path, rows, aims).find("passed")
    assert (finding.value, finding.headline.period) == (10e6, "2021")
    assert say(finding) == (
        "Trade once exceeded one sum aimed at, USD 10 million: "
        "by the Pakistani count in 2021 and by the Kazakh count in 2021. "
        "Since then the Pakistani count has fallen back to USD 5.2 million (2022)."
    )
    assert chapter(tmp_path / "none", rows, aims[1:]).find("passed") is None


def test_past_growth_is_that_of_the_last_five_years(tmp_path):
    finding = chapter(tmp_path, STEADY).find("past-growth")
    assert finding.value == pytest.approx(1) and finding.headline.period == "2018-01/2023-12"
    assert say(finding) == "The Kazakh count grew by 100% a year from 2018 to 2023. It went from USD 1 to USD 32."
    assert chapter(tmp_path / "short", STEADY[:-2]).find("past-growth") is None


def test_the_table_of_targets_says_who_when_and_from_what(tmp_path):
    aims = [announced(1, 10e6, baseline_wording="4 million"), announced(2, 20e6, "2024-07/2025-06")]
    payload = chapter(tmp_path, targets=aims).draw("targets").payload()
    assert payload["title"] == "A trade target was announced twice, once with a due date"
    cells = [[cell["text"] for cell in row] for row in payload["rows"]]
    assert cells[0][0].startswith("3 Dec 2025") and cells[0][1:5] == ["Two presidents", "10", "no date", "4 million"]
    assert payload["rows"][1][3]["text"] == "FY2024-25" and payload["rows"][1][6]["sources"] == [int(OFFICIAL)]


def test_totals_stand_to_scale_beside_the_aim_and_a_line_never_crosses_a_gap(tmp_path):
    rows = [row for year in (2015, 2016, 2018) for row in both_flows("KAZ", "PAK", year, 1e6, 2e6)]
    rows += [total("PAK", "2022-07/2023-06", 4e6)]
    exhibit = chapter(tmp_path, rows, [announced(1, 12e6, "2027")]).draw("targets-and-actual")
    history, bars = exhibit.drawing.axes
    joined = [tuple(map(int, line.get_xdata())) for line in history.lines if line.get_linestyle() == "-"]
    assert (2015, 2016) in joined and not any({2016, 2018} <= set(years) for years in joined)
    assert "12 for 2027" in {text.get_text() for text in history.texts}
    assert [round(bar.get_width(), 3) for bar in bars.patches] == [3.0, 4.0, 12.0]  # to scale, the aim last
    assert exhibit.title == "Trade would have to grow 3 to 4 times to reach the USD 12.0 million aimed at"
    assert "targets as dotted lines" in exhibit.alt
    bare = chapter(tmp_path / "bare", rows).draw("targets-and-actual")
    assert bare.title == "What either side counts as trade of the two" and "target" not in bare.alt


def test_months_within_a_year_are_a_series_of_their_own_beside_the_same_months_before(tmp_path):
    rows = [
        total("KAZ", "2022-01/2022-11", 10e6, status="approximate"),
        total("KAZ", "2023-01/2023-11", 18e6),
        total("KAZ", "2023-05/2023-05", 3e6),
        flow("PAK", "KAZ", "2024-07/2024-12", "PAK", 5e6),
        flow("PAK", "KAZ", "2025-07/2025-12", "PAK", 4e6, status="upper-bound"),
    ]
    found = chapter(tmp_path, rows).find("parts-of-years")
    assert [say(part) for part in found] == [
        "In July to December 2025 Pakistan counted at most USD 4.0 million of goods sent to Kazakhstan.",
        "In January to November 2023 Kazakhstan counted USD 18.0 million of trade with Pakistan, after USD 10.0 million "
        "in the same months of 2022.",
    ]
    assert found[1].all_rows == ("trade:T1", "trade:T2") and found[0].all_rows == ("trade:T5",)
