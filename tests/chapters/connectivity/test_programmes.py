"""Programmes of a pair, what was promised of them and what came of it, on rows made by hand."""

import pandas as pd
import pytest

from chapters.connectivity.made import LENGTHS, chapter_of, edge, member, milestone, project, shipment
from helpers.datapackage.read import InputError
from helpers.words.say import say

DATES = [
    milestone(1, "Line", "whole", "target-completion", "2018", "2016"),
    milestone(2, "Line", "whole", "target-completion", "2017", "2017-06", confidence="low"),
    milestone(3, "Line", "whole", "target-completion", "2021-06", "2019-01-10"),
    milestone(4, "Line", "whole", "target-completion", "2028", "2025"),
    milestone(5, "Line", "tower", "target-completion", "2020", "2019"),
    milestone(6, "Line", "tower", "commissioned", "2019-12", "2020"),
    milestone(7, "Line", "bridge", "target-completion", "2019", "2018"),
    milestone(8, "Line", "bridge", "commissioned", "2020-02", "2020-03"),
    milestone(9, "Line", "gate", "target-completion", "2022", "2021"),
    milestone(10, "Line", "section", "suspended", "2021-08", "2021-09", country="UZB"),
]
FIGURES = [
    project(1, "Line", "north", "progress_pct", 18, "%", "2021-08", country="UZB"),
    project(2, "Line", "north", "progress_pct", 70, "%", "2025-03", country="UZB"),
    project(3, "Line", "south", "progress_pct", 20, "%", "2020", country="PAK"),
    project(4, "Line", "south", "progress_pct", 100, "%", "2024", country="PAK"),
    project(5, "Line", "whole", "cost_usd", 100e6, "USD", "2016"),
    project(6, "Line", "whole", "cost_usd", 120e6, "USD", "2024"),
    project(7, "Line", "whole", "capacity_mw", 1300, "MW", "2014"),
    project(8, "Line", "bank loan", "financing_usd", 40e6, "USD", "2019", country="PAK"),
    project(9, "Line", "permits a year", "count", 200, "permits", "2004"),
]
BOTH = [member("Line", "PAK", "buyer"), member("Line", "KAZ", "seller"), member("Line", "UZB", "transit")]
RUNS = [shipment(1, "2020", "KAZ", "PAK", "Line"), shipment(2, "2023-05", "PAK", "KAZ", "Line"),
        shipment(3, "2021", "PAK", "UZB", "Line")]  # fmt: skip


def line(folder, members=BOTH, **made):
    tables = {"milestones": DATES, "projects": FIGURES, "shipments": RUNS, **made}
    return chapter_of(folder, programme_memberships=members, **tables)


def with_points(chapter, *points):
    columns = ["programme", "country", "kind", "point", "as_of", "row_ids"]
    return chapter.with_frames(programme_points=pd.DataFrame(points, columns=columns))


def test_a_programme_is_told_where_both_sides_have_a_part(tmp_path):
    assert line(tmp_path / "a").told_programmes["ground"].to_list() == ["both"]
    outside = line(tmp_path / "b", members=BOTH[1:])
    assert outside.told_programmes.empty and outside.whole_statements.empty
    assert not any("Line" in say(finding) for finding in outside.findings)


def test_rows_that_say_what_it_gives_the_other_side_tell_it_too(tmp_path):
    chapter = line(tmp_path, members=BOTH[:1])
    gives = ("Line", "KAZ", "gives", "Power in summer.", "2024", ("projects:P1",))
    assert with_points(chapter, gives).told_programmes["ground"].to_list() == ["gives"]
    assert with_points(chapter, ("Line", "KAZ", "friction", "No money.", "2024", ())).told_programmes.empty


def test_a_programme_whose_links_carry_the_road_is_told_with_the_reason(tmp_path):
    links = [edge(key, length, programmes="Line" if key == "PRT-ISB" else "") for key, length in LENGTHS.items()]
    chapter = line(tmp_path, members=BOTH[:1], links=links)
    assert chapter.told_programmes["ground"].to_list() == ["road"]
    assert say(chapter.find("page-outside")) == (
        "Kazakhstan has no part in Line, but the road between the two runs over its links."
    )


def test_pages_may_be_asked_for_and_a_miss_names_the_nearest(tmp_path):
    asked = line(tmp_path / "a", members=BOTH[1:], pages=["line"])
    assert asked.page["programme"].to_list() == ["Line"]
    with pytest.raises(
        InputError, match="pages: found 'Lime', expected a programme of the data, the nearest being Line"
    ):
        _ = line(tmp_path / "b", pages=["Lime"]).told_programmes


def sheet(chapter, panel):
    data = chapter.draw("programme-sheet").data
    return data[data["panel"] == panel].set_index("what")


def test_the_sheet_of_a_programme_bears_its_name_and_tells_who_is_in_it(tmp_path):
    chapter = line(tmp_path)
    drawn = chapter.draw("programme-sheet")
    assert drawn.name == "connectivity.programme-sheet-line"
    assert drawn.title == "Reports put Line at 100% or more in Pakistan, not in Uzbekistan"
    parties = chapter.page_parties.assign(progress=float("nan"))
    runs = chapter.with_frames(page_parties=parties)
    assert runs.draw("programme-sheet").title == "Two runs under Line between the two are well attested since 2020"
    alone = chapter.with_frames(page_parties=parties.assign(belongs=False, role="interest stated", date="2021"))
    assert (
        alone.draw("programme-sheet").title
        == "Kazakhstan has no seat in Line, for which up to USD 120 million was announced"
    )
    first = sheet(alone, "parties").iloc[0]
    assert first["land"] == "Kazakhstan" and first.name == "not in it: interest stated, 2021"
    plain = runs.with_frames(runs=chapter.runs[:0])
    assert plain.draw("programme-sheet").title == "Line concerns three countries, and the date of one part has moved"
    rows = sheet(chapter, "parties").set_index("land")
    assert rows.loc["Uzbekistan", ["value", "done", "told"]].to_list() == [70, "70%", "of north, Mar 2025"]
    assert rows.loc["Kazakhstan", "told"] == ""


def test_money_and_sizes_are_as_published_with_their_range_and_use(tmp_path):
    chapter = line(tmp_path)
    cost, paid = sheet(chapter, "cost"), sheet(chapter, "paid")
    assert cost.loc["the whole", ["group", "told"]].to_list() == ["Cost", "100–120 (2024)"]
    assert paid.loc["Pakistan: bank loan", ["told", "top"]].to_list() == ["40 (2019)", 120e6]  # one scale for both
    sizes = sheet(chapter, "sizes")
    assert sizes.loc["permits a year", "told"] == "200 permits (2004)"
    assert sizes.loc["runs between the two known to us", "told"] == "2, 2020 to May 2023"
    assert {"progress_pct", "cost_usd"}.isdisjoint(sizes["state"])
    assert say(chapter.find("page-cost")).startswith(
        "The newest cost published for the whole of Line is USD 120 million (2024)"
    )
    assert say(chapter.find("page-use")) == "We know of two runs under Line between the two, from 2020 to May 2023."


def test_the_largest_sums_are_drawn_and_no_part_twice(tmp_path):
    many = [project(20 + n, "Line", f"loan {n}", "financing_usd", n * 1e6, "USD", "2019") for n in range(1, 30)]
    many += [project(60, "Line", "tower", "cost_usd", 9e6, "USD", "2019")]
    many += [project(61, "Line", "tower, east", "financing_usd", 90e6, "USD", "2019")]
    many += [project(62, "Line", "sales", "revenue_usd", 900e6, "USD", "2019")]
    chapter = line(tmp_path, projects=[*FIGURES, *many])
    assert sheet(chapter, "cost").index.to_list() == ["the whole", "tower"]
    paid = sheet(chapter, "paid").index.to_list()
    assert paid[:2] == ["Pakistan: bank loan", "loan 29"] and len(paid) == 30
    assert {"tower, east", "sales"} <= set(sheet(chapter, "").index)  # in the CSV alone


def test_points_stand_in_their_order(tmp_path):
    points = [("Line", "", kind, f"{kind} it", "2024", ("projects:P1",)) for kind in ("open", "friction", "gives")]
    points += [("Line", "UZB", "friction", "newest", "2025", ("projects:P1",))]
    chapter = with_points(line(tmp_path / "a", shipments=[]), *points)
    drawn = chapter.draw("programme-points")
    assert drawn.data["about"].to_list() == ["What it gives", "What comes next", *["What holds it back"] * 2]
    assert drawn.data["land"].to_list() == [*["all parties"] * 2, "Uzbekistan", "all parties"]
    assert drawn.title == "No country is known to gain from Line; it is held back in Uzbekistan"
    used = with_points(line(tmp_path / "b"), *points).draw("programme-points")
    assert used.title == "Two runs under Line are known; it is held back in Uzbekistan"
    doubtful = [*RUNS[:1], {**RUNS[1], "confidence": "low"}]
    weak = with_points(line(tmp_path / "c", shipments=doubtful), *points[:1])
    assert weak.draw("programme-points").title == "One run under Line is known and one weakly"
    told = weak.draw("programme-sheet").data.set_index("state")["told"]
    assert told["weak run"] == "run, May 2023, weak sources alone" and told["run"] == "run, 2020"
    # What concerns a side that is not in it stands first.
    points += [("Line", "KAZ", "use", "uses it", "2024", ("projects:P1",))]
    alone = with_points(chapter, *points).with_frames(page_parties=chapter.page_parties.assign(belongs=False))
    drawn = alone.draw("programme-points")
    assert drawn.title == "Line gives Kazakhstan no seat, and no run between the two under it is known"
    assert drawn.data[["land", "point"]].to_numpy().tolist()[:2] == [
        ["all parties", "gives it"],
        ["Kazakhstan", "uses it"],
    ]


def test_the_runs_between_the_two_lead_what_happened_and_those_of_another_agreement_are_told_apart(tmp_path):
    other = shipment(4, "2024", "PAK", "KAZ", "TIR")
    rows = sheet(line(tmp_path, shipments=[*RUNS, other]), "dates")
    assert rows["state"].to_list()[:3] == ["other run", "run", "run"]
    assert rows["told"].to_list()[:3] == ["run under TIR, 2024", "run, May 2023", "run, 2020"]
    assert set(sheet(line(tmp_path / "b", shipments=[other]), "dates")["state"]).isdisjoint({"run", "other run"})


def test_a_promise_of_a_year_is_a_year_long_and_2018_is_2018(tmp_path):
    row = line(tmp_path).whole_statements.iloc[0]
    assert row["promised_from"] == 2018 and 2018.99 < row["promised"] < 2019
    assert line(tmp_path / "b").draw("slippage").data["stated"].is_monotonic_increasing


def test_the_slip_is_told_by_its_ends_without_a_slope_and_weak_statements_aside(tmp_path):
    chapter = line(tmp_path)
    row = chapter.slips.iloc[0]
    assert row[["first", "last", "earliest", "latest", "moved", "statements"]].to_list() == [
        "2018",
        "2028",
        "2018",
        "2028",
        10,
        3,
    ]
    assert say(chapter.find("slip")) == (
        "In 2016 Line was promised for 2018. In 2025 it was promised for 2028. In 9 years the finish moved 10 years away. "
        "The 3 dated promises run from 2018 to 2028."
    )


def test_outcomes_are_kept_broken_or_left_out(tmp_path):
    outcomes = line(tmp_path).promise_outcomes.set_index(["component", "date"])["outcome"].to_dict()
    assert outcomes == {
        ("whole", "2018"): "broken",  # 2021 was stated in 2019
        ("whole", "2017"): "broken",
        ("whole", "2021-06"): "broken",  # 2028 was stated in 2025
        ("tower", "2020"): "kept",
        ("bridge", "2019"): "broken",
    }


def test_the_chance_of_completion_is_the_base_rate_of_kept_dates(tmp_path):
    judged = line(tmp_path).find("judgement-completion")
    assert judged.probability == pytest.approx((1 + 1) / (5 + 2)) and judged.resolves_on == "2028-12-31"
    assert "of five finishing dates that fell due, over all programmes, one was kept" in say(judged, "because")


def test_nothing_is_judged_once_the_last_date_has_passed_or_without_outcomes(tmp_path):
    assert line(tmp_path / "a", milestones=DATES[:3]).find("judgement-completion") is None
    fresh = [DATES[3], milestone(11, "Line", "whole", "target-completion", "2027", "2026")]
    assert line(tmp_path / "b", milestones=fresh).find("judgement-completion") is None


def test_promised_stands_against_what_is_known_of_each_part(tmp_path):
    told = sheet(line(tmp_path, shipments=[]), "dates")["told"]
    assert told["the whole"] == "2018 became 2028" and told.index[0] == "the whole"
    assert told["bridge"] == "was due 2019; reached Feb 2020"
    assert "north" not in told  # its progress is told of the country, it has no day
    assert told["gate"] == "was due 2022"


def test_next_dates_are_the_last_given_of_each_part(tmp_path):
    ahead = line(tmp_path).next_dates
    assert ahead[["what", "date", "kind"]].to_numpy().tolist() == [["whole", "2028", "completion"]]


def test_values_of_progress_far_apart_conflict_unless_the_part_is_finished(tmp_path):
    found = {finding.id: finding for finding in line(tmp_path).find("progress-conflicts")}
    assert list(found) == ["connectivity.progress-uzbekistan"]
    said = say(found["connectivity.progress-uzbekistan"])
    assert "anywhere from 18% to 70%" in said and "north (18%, Aug 2021)" in said


def test_runs_between_the_two_are_counted_as_known(tmp_path):
    chapter = line(tmp_path)
    assert (
        say(chapter.find("shipments"))
        == "We know of two runs by land between the two, the first in 2020, the last in May 2023."
    )
    assert chapter.draw("shipments").data["own"].to_list() == ["yes", "", "yes"]
    assert chapter.transit_rules[["programme", "moved", "permits"]].to_numpy().tolist() == [
        ["Line", 2, (("permits a year", 200),)]
    ]


def test_every_finding_rests_on_rows_with_sources(tmp_path):
    chapter = line(tmp_path)
    for finding in chapter.findings:
        assert finding.all_rows and chapter.edition.sources_of(finding.all_rows), finding.id
