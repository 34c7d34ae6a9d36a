"""Contacts, gaps between visits and documents, computed by hand."""

from itertools import pairwise

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapters.timeline.meetings import THIRD, document, event, timeline, treaty
from helpers.chapters.timeline.frames.contacts import _gaps, _spanned
from helpers.show import style
from helpers.words.say import say


def test_a_gap_between_days_is_exact_and_one_with_a_year_is_a_range(tmp_path):
    chapter = timeline(tmp_path, events=[event(1, "1996"), event(2, "2005-01-17"), event(3, "2015-01-17")])
    first, second = chapter.visit_gaps.to_dict("records")
    # 31 Dec 1996 to 17 Jan 2005 is 2939 days; 1 Jan 1996 to 17 Jan 2005 is 3304 days
    assert first["low"] == pytest.approx(2939 / 365.25) and first["high"] == pytest.approx(3304 / 365.25)
    assert second["low"] == second["high"] == pytest.approx(3652 / 365.25)
    assert second["row_ids"] == ("events:E2", "events:E3")
    gap = chapter.find("visit-gap")
    assert gap.value == 10.0 and gap.headline.period == "2005-01-17/2015-01-17" and say(gap, "shown") == "10.0 years"


def test_a_gap_that_is_a_range_is_said_as_one(tmp_path):
    gap = timeline(tmp_path, events=[event(1, "1996"), event(2, "2005-01-17")]).find("visit-gap")
    assert say(gap, "shown") == "8.0 to 9.0 years" and gap.value == 8.05
    assert "8.0 to 9.0 years, from 1996 to 17 January 2005" in say(gap)


def test_overlapping_spans_have_no_certain_gap(tmp_path):
    chapter = timeline(tmp_path, events=[event(1, "1995"), event(2, "1995-08")])
    assert chapter.visit_gaps["low"].to_list() == [0] and chapter.find("visit-gap") is None


@given(st.lists(st.dates(pd.Timestamp(1990, 1, 1).date(), pd.Timestamp(2025, 12, 31).date()), min_size=2, unique=True))
def test_gaps_of_exact_dates_add_up_to_the_whole_span(days):
    rows = pd.DataFrame({"date": [day.isoformat() for day in days]}).assign(row_ids=[("events:E1",)] * len(days))
    gaps = _gaps(_spanned(rows))
    assert gaps["low"].sum() == pytest.approx((max(days) - min(days)).days / 365.25)
    assert (gaps["low"] == gaps["high"]).all()


def test_plans_papers_and_rows_without_a_mode_are_no_contacts(tmp_path):
    rows = [event(1, "2001", lane="ministers", mode="phone"), event(2, "2002", lane="ministers", mode="none")]
    rows += [document(3, "2003"), event(4, "2004", status="planned")]
    assert list(timeline(tmp_path, events=rows).contacts["date"]) == ["2001"]


def test_two_parts_of_one_journey_are_one_contact_and_two_travellers_are_two(tmp_path):
    rows = [
        event(1, "2020-01-13", lane="ministers", end_date="2020-01-16", actors="Minister A"),
        event(2, "2020-01-15", lane="ministers", actors="Minister A;Host"),
        event(3, "2020-01-16", lane="ministers", actors="Minister B"),
        event(4, "2020-03-01", lane="ministers", actors="Minister A"),
        event(5, "2020-01-14", lane="ministers", visitor="PAK", location="KAZ", actors="Minister A"),
    ]
    contacts = timeline(tmp_path, events=rows).contacts
    assert list(contacts["event_id"]) == ["E1", "E5", "E3", "E4"]
    assert contacts["row_ids"].iloc[0] == ("events:E1", "events:E2")


def test_a_trip_to_a_summit_is_no_visit_and_third_places_are_neither(tmp_path):
    rows = [
        event(1, "2001"),
        event(2, "2002", mode="margins", forum="SCO"),
        event(3, "2003", mode="margins", visitor="", location=THIRD, forum="SCO"),
        event(4, "2004", mode="meeting", visitor=""),
    ]
    chapter = timeline(tmp_path, events=rows)
    assert list(chapter.visits["date"]) == ["2001"]
    assert list(chapter.journeys["date"]) == ["2001", "2002"]
    assert list(chapter.leader_contacts["date"]) == ["2001", "2002", "2003"]
    assert chapter.find("direction").value == 2
    said = say(chapter.find("direction"))
    assert "Pakistani leaders made no visits to Kazakhstan and no journeys to summits there." in said
    assert "Kazakh leaders made one visit to Pakistan and one journey to a summit there." in said


def test_meetings_at_forums_are_counted_since_the_first(tmp_path):
    rows = [event(1, "2001"), event(5, "2017-12", mode="visit")]
    rows += [event(n, f"201{n}", mode="margins", forum=forum) for n, forum in ((2, "SCO"), (3, "ECO"), (4, "SCO"))]
    bodies = [{"org_id": "SCO", "name": "Shanghai body", "source_ids": "1"}]
    forums = timeline(tmp_path, events=rows, organisations=bodies).find("forums")
    assert forums.value == 3 and forums.headline.period == "2012/2017-12"
    assert say(forums) == (
        "Since 2012, three of the four meetings of leaders that we know of took place on the margins of a forum. "
        "Of these, the Shanghai body hosted two and the ECO hosted one."
    )


def test_a_part_of_a_visit_is_told_with_the_visit_and_so_is_what_was_signed_at_it(tmp_path):
    rows = [
        event(1, "2020-05-01"),
        event(2, "2020-05-01", lane="ministers", mode="meeting", visitor="", part_of="E1"),
        document(3, "2020-05-02", part_of="E1"),
    ]
    signed = [treaty(1, "2020-05-02", event_id="E3"), treaty(2, "2020", event_id="E1")]
    chapter = timeline(tmp_path, events=rows, treaties=signed)
    assert list(chapter.contacts["row_ids"]) == [("events:E1", "events:E2")]
    assert list(chapter.documents["event_id"]) == ["E1", "E1"]
    assert chapter.contact_documents["signed"].to_list() == [2]


def test_a_document_signed_at_one_meeting_is_not_counted_for_another(tmp_path):
    rows = [event(1, "2020-05-01"), event(2, "2020-05-20", visitor="PAK", location="KAZ")]
    table = timeline(tmp_path, events=rows, treaties=[treaty(1, "2020-05-20", event_id="E2")]).contact_documents
    assert dict(zip(table["event_id"], table["signed"], strict=True)) == {"E1": 0, "E2": 1}


def test_contacts_are_counted_by_lane(tmp_path):
    rows = [event(1, "1994"), event(2, "2001", lane="ministers"), event(3, "2003-05", lane="consultations")]
    finding = timeline(tmp_path, events=rows).find("contact-count")
    assert finding.value == 3 and finding.headline.period == "1994/2003-05"
    assert say(finding) == (
        "We know of three dated contacts of the two sides from 1994 to 2003. Leaders, that is heads of state or "
        "government, account for one, ministers for one and commissions and officials for one."
    )


def test_contacts_of_one_source_are_counted(tmp_path):
    rows = [event(1, "2021-03-04", source_ids="1"), event(2, "2022-03-04", source_ids="1;2")]
    assert timeline(tmp_path, events=rows).find("single-source").value == 1


def test_a_decade_without_contacts_is_a_zero_row(tmp_path):
    rows = [event(1, "1995", lane="ministers"), event(2, "2016", lane="crises", mode="none")]
    table = timeline(tmp_path, events=rows).decades
    assert list(table["decade"]) == [1990, 2000, 2010]
    assert list(table["contacts"]) == [1, 0, 0] and list(table["crises"]) == [0, 0, 1]
    assert table["row_ids"].to_list() == [("events:E1",), (), ("events:E2",)]


def test_sources_are_counted_once_by_year_of_publication(tmp_path):
    rows = [event(1, "2021-03-04"), event(2, "2021-03-05", lane="ministers")]
    table = timeline(tmp_path, events=rows).reporting_sources
    assert table.to_dict("list") == {"source_id": [1, 2], "year": [2020, 2021]}


@pytest.mark.parametrize(("before", "after", "word"), [(1, 3, "rise"), (3, 1, "fall")])
def test_if_sources_move_with_contacts_the_report_may_be_what_changed(tmp_path, before, after, word):
    years = ["2015"] * before + ["2025"] * after
    sources = [
        {"source_id": str(n), "publisher": f"P{n}", "title": "T", "published": year, "kind": "news"}
        for n, year in enumerate(years, 1)
    ]
    events = [
        event(n, f"{year}-01-{n:02d}", lane="ministers", visitor="", source_ids=str(n))
        for n, year in enumerate(years, 1)
    ]
    finding = timeline(tmp_path, sources=sources, events=events).find("reporting")
    assert finding.value == after and finding.headline.period == "2010/2026"
    assert word in say(finding)


def test_a_document_belongs_to_a_meeting_within_the_window_only(tmp_path):
    rows = [event(1, "2020-05-01", end_date="2020-05-03"), event(2, "2022"), event(3, "2024-05")]
    signed = [treaty(1, "2020-05-01"), treaty(2, "2020-06-02"), treaty(3, "2020-06-03"), treaty(4, "2020-04-30")]
    signed += [treaty(5, "2022-05-01"), treaty(6, "2024-06-15"), treaty(7, "2020-05-02", status="announced")]
    table = timeline(tmp_path, events=rows, treaties=signed).contact_documents
    assert list(table["event_id"]) == ["E3", "E2", "E1"]
    # 3 May plus 30 days is 2 June; May ends 15 days before 15 June; a year does not tell what followed
    assert list(table["signed"].fillna(-1)) == [1, -1, 2]
    assert table["documents"].iloc[2] == "Treaty 1; Treaty 2"
    assert table["row_ids"].iloc[2] == ("events:E1", "treaties:TY1", "treaties:TY2")
    chapter = timeline(tmp_path, events=rows, treaties=signed)
    assert (chapter.find("documents-signed").value, chapter.find("documents-signed").quantities["meetings"].value) == (
        2,
        2,
    )


def test_a_shorter_window_holds_fewer_documents(tmp_path):
    rows, signed = [event(1, "2020-05-01")], [treaty(1, "2020-05-01"), treaty(2, "2020-05-20")]
    counts = [
        timeline(tmp_path, window_days=days, events=rows, treaties=signed).contact_documents["signed"].iloc[0]
        for days in (0, 18, 19)
    ]
    assert counts == [1, 1, 2]


def test_an_agreement_that_a_treaty_stands_for_is_one_document(tmp_path):
    rows = [event(1, "2020-05-01"), document(2, "2020-05-01"), document(3, "2020-05-04"), document(4, "2020")]
    titles = timeline(tmp_path, events=rows, treaties=[treaty(1, "2020-05-01"), treaty(2, "2020")]).documents["title"]
    assert list(titles) == ["Treaty 1", "Event 3"]


def test_history_needs_rows_that_touch_both_sides(tmp_path):
    rows = [
        event(1, "1526", lane="history", mode="none", parties=f"PAK;{THIRD}"),
        event(2, "1497", lane="history", mode="none", parties="KAZ"),
    ]
    assert list(timeline(tmp_path, events=rows).history["date"]) == ["1497", "1526"]
    assert timeline(tmp_path, events=rows[:1]).history.empty


@pytest.fixture
def drawn(tmp_path):
    rows = [event(1, "1994"), event(2, "2005-01-17", source_ids="1"), event(3, "2015-05-21")]
    rows += [event(4, "2015-05-22", lane="crises", mode="none"), document(5, "2016-02")]
    return timeline(tmp_path, events=rows)


def circles(drawing):
    marks = [line for line in drawing.axes[0].lines if line.get_marker() == "o"]
    ink = style.colour("ink")
    return [line for line in marks if line.get_markerfacecolor() != ink and line.get_color() != ink]


def test_each_event_is_a_circle_in_its_lane_and_lanes_without_any_are_left_out(drawn):
    drawing = drawn.draw("lanes").drawing
    assert len(circles(drawing)) == len(drawn.marks) == 5
    words = {text.get_text() for text in drawing.axes[0].texts}
    assert {"Agreements", "Crises"} <= words and "Ministers" not in words


def test_a_meeting_beside_a_forum_is_hollow(tmp_path):
    rows = [event(1, "1994"), event(2, "2005-01-17", mode="margins", forum="SCO")]
    rows += [event(3, "2007-01-17", mode="meeting", visitor="", forum="CASA-1000")]
    faces = [line.get_markerfacecolor() for line in circles(timeline(tmp_path, events=rows).draw("lanes").drawing)]
    assert sorted(faces) == sorted([style.colour("a"), *[style.colour("paper")] * 2])


def test_the_turning_points_keep_apart_and_the_first_event_is_one(drawn):
    named = drawn.turning_points
    assert list(named["event_id"]) == ["E1", "E2", "E3", "E5"]  # the crisis came a day after the visit
    days = named["first"].to_list()
    assert all((later - earlier).days >= 180 for earlier, later in pairwise(days))


@pytest.mark.parametrize("count", [1, 7, 2000])
def test_the_chart_holds_for_one_event_and_for_thousands(tmp_path, count):
    days = pd.date_range("1992-01-01", "2019-12-31", periods=count).strftime("%Y-%m-%d")
    rows = [event(number, day, lane="ministers", level="minister") for number, day in enumerate(days, 1)]
    drawing = timeline(tmp_path, events=rows).draw("lanes").drawing
    assert len(circles(drawing)) == (count if count < 100 else 0)  # counts in shades take over
    texts = [text for text in drawing.axes[0].texts if text.get_text()]
    frame = drawing.axes[0].get_window_extent()
    renderer = drawing._get_renderer()
    assert all(frame.x0 - 1 <= text.get_window_extent(renderer).x0 for text in texts)


def test_text_of_the_chart_is_at_least_eight_points(drawn):
    from matplotlib.text import Text

    sizes = [text.get_fontsize() for text in drawn.draw("lanes").drawing.findobj(Text) if text.get_text()]
    assert min(sizes) >= 8


def test_meetings_with_documents_stand_first_and_many_documents_are_cut(tmp_path):
    signed = [treaty(n, "2020-05-01") for n in range(1, 6)]
    met = [event(1, "2020-05-01"), event(2, "1994"), event(3, "2023-05-01", mode="margins", visitor="", forum="SCO")]
    exhibit = timeline(tmp_path, events=met, treaties=signed).draw("top-level")
    assert list(exhibit.data["date"]) == ["2020-05-01", "2023-05-01", "1994"]
    assert exhibit.data["meeting"].iloc[0].endswith(".\u2002Treaty 1; Treaty 2; Treaty 3; and 2 more")
    assert exhibit.data["documents"].iloc[0].count(";") == 4
    assert exhibit.data["setting"].to_list() == ["to\u00a0Pakistan", "SCO", "to\u00a0Pakistan"]
    groups = ["With documents signed", "No document known", "Known by the year only, so what followed is not known"]
    assert exhibit.data["signed"].to_list() == groups


def test_no_rows_say_and_draw_nothing(tmp_path):
    chapter = timeline(tmp_path, events=[])
    assert chapter.findings == [] and chapter.judge().judgements == []
    assert {chapter.draw(name).kind for name in chapter.exhibits} == {"absence"}


def test_a_day_that_is_that_of_the_report_is_told_as_a_bound(tmp_path):
    rows = [event(1, "2020-05-01", date_basis="report"), event(2, "2021-05-01", date_basis="event")]
    assert list(timeline(tmp_path, events=rows).draw("top-level").data["when"]) == ["1 May 2021", "by 1 May 2020"]
