"""The calendar ahead and the chance of a meeting, computed by hand."""

from chapters.timeline.meetings import belonging, coming, event, milestone, promise, target, timeline
from helpers.words.say import say

TABLES = {"programme_memberships": belonging("P", "KAZ", "PAK")}


def on_calendar(chapter):
    return list(chapter.calendar[["fact", "date"]].itertuples(index=False, name=None))


def test_one_fact_has_one_line_with_the_date_stated_last(tmp_path):
    tables = {
        "promises": [
            promise(1, "2014", "2018", what="Line"),
            promise(2, "2024-02-28", "2026-05", what="Line (restated)"),
        ],
        # The same as the promise: stated on one day for one date; so are later statements of the same part.
        "milestones": [
            milestone(1, "whole", "2024-02-28", "2026-05"),
            milestone(2, "whole", "2025-03-01", "2026-11"),
            milestone(3, "tunnel", "2025-03-01", "2026-02"),
        ],
    }
    chapter = timeline(tmp_path, **tables, **TABLES)
    assert on_calendar(chapter) == [("P tunnel target-completion", "2026-02"), ("PM01", "2026-11")]
    line = chapter.calendar.iloc[1]
    assert line["row_ids"] == ("milestones:MS1", "milestones:MS2", "promises:PM01", "promises:PM02")


def test_a_target_is_the_promise_of_the_same_day_and_two_reports_of_it_are_one(tmp_path):
    tables = {
        "promises": [promise(1, "2025-12-04", "2026", what="Trade")],
        "targets": [target(1, "2025-12-04", "2026"), target(2, "2025-12-04", "2026-07/2027-06")],
    }
    chapter = timeline(tmp_path, **tables)
    assert on_calendar(chapter) == [("PM01", "2026")]
    assert chapter.calendar["also"].iloc[0] == "2026-07/2027-06"
    data = chapter.draw("calendar").data
    assert data["when"].iloc[0] == "2026 or FY2026-27" and data["step"].iloc[0] == "Trade of USD 1.0 million"


def test_what_was_delivered_or_lies_beyond_eighteen_months_is_not_ahead(tmp_path):
    tables = {
        "promises": [
            promise(1, "2025", "2026-03", "2025-12", what="Done"),
            promise(2, "2025", "2027-06-30", what="Within"),
            promise(3, "2025", "2027-07-02", what="Beyond"),
            promise(4, "2025", "2025-12-31", what="Past"),
        ],
        "milestones": [
            milestone(1, "bridge", "2024", "2026-04"),
            milestone(2, "bridge", "2025", "2025-10", kind="commissioned"),
        ],
    }
    assert on_calendar(timeline(tmp_path, **tables, **TABLES)) == [("PM02", "2027-06-30")]


def test_a_programme_of_one_side_is_not_told(tmp_path):
    stones = [milestone(1, "whole", "2025", "2026", programme="Q"), milestone(2, "whole", "2025", "2026")]
    members = [*belonging("P", "KAZ", "PAK"), *belonging("Q", "PAK", "UZB")]
    chapter = timeline(tmp_path, milestones=stones, programme_memberships=members)
    assert [fact for fact, _ in on_calendar(chapter)] == ["P whole target-completion"]


def test_scheduled_events_stand_beside_what_was_promised_and_link_to_it(tmp_path):
    scheduled = [
        coming(1, "2026-08", "Summit"),
        coming(2, "2026-05", "Line opens", promise_id="PM01", announced="2025-12-01"),
        coming(3, "2026-02-01", "A term begins", end_date="2029-01-31"),
    ]
    chapter = timeline(tmp_path, scheduled=scheduled, promises=[promise(1, "2025-06-02", "2026-04", what="Line")])
    assert on_calendar(chapter) == [("SC3", "2026-02-01"), ("PM01", "2026-05"), ("SC1", "2026-08")]
    assert chapter.find("next-due").value == "2026-02-01"
    assert say(chapter.find("next-due")) == (
        "Next on the calendar, on 1 February 2026, is this: A term begins. "
        "Three dates lie within the time ahead that we look at."
    )
    assert list(chapter.draw("calendar").data["step"]) == ["A term begins", "Line opens", "Summit"]


def years(*given, **more):
    return [event(n, f"{year}-06-01", **more) for n, year in enumerate(given, 1)]


def test_the_chance_of_a_meeting_is_laplaces_over_twelve_month_spans(tmp_path):
    # From 1 January 2026 back: 2014 lies outside ten spans; 2017 twice and 2019 are two spans.
    rows = [*years(2014, 2017, 2019), event(9, "2017-07-01")]
    chapter = timeline(tmp_path, events=rows)
    (way,) = chapter.meeting_rate.to_dict("records")
    assert (way["hits"], way["spans"], way["low"], way["high"]) == (2, 10, 3 / 12, 3 / 12)
    (judgement,) = chapter.judge().judgements
    assert judgement.probability == 0.25 and judgement.resolves_on == "2027-01-01"
    assert "at 25% (unlikely)" in say(judgement)
    assert say(judgement, "because").startswith("leaders met in two of the last ten years, which allows 6% to 51%.")


def test_the_year_in_course_counts(tmp_path):
    rows = [event(n, f"{year}-06-01") for n, year in enumerate((2023, 2024, 2025), 1)]
    assert timeline(tmp_path, as_of="2025-09-01", events=rows).meeting_rate["hits"].iloc[0] == 3


def test_a_meeting_of_several_leaders_in_a_third_country_widens_the_range(tmp_path):
    rows = [*years(2017, 2019, 2021), event(8, "2023-06-01", mode="meeting", visitor="", location="UZB")]
    rows += [event(9, "2024-06-01", mode="meeting", visitor="", location="PAK")]
    chapter = timeline(tmp_path, events=rows)
    (way,) = chapter.meeting_rate.to_dict("records")
    assert (way["low"], way["high"]) == (4 / 12, 5 / 12)
    (judgement,) = chapter.judge().judgements
    assert judgement.probability == 0.33 and "at 33% (unlikely)." in say(judgement)
    assert "With meetings of several leaders in a third country the chance would be 42%" in say(judgement, "because")


def test_a_scheduled_summit_of_a_forum_at_which_they_met_is_named_and_changes_no_chance(tmp_path):
    rows = [*years(2019, 2022, 2024, mode="margins", forum="SCO"), event(9, "2025-05-01")]
    scheduled = [
        coming(1, "2026-12/2027-01", "SCO summit"),
        coming(2, "2026-07", "SCORE fair"),
        coming(3, "2026", "ECO summit"),
        coming(4, "2028", "SCO summit of 2028"),
    ]
    chapter = timeline(tmp_path, scheduled=scheduled, events=rows)
    assert chapter.summits_ahead["what"].tolist() == ["SCO summit"]
    (judgement,) = chapter.judge().judgements
    assert judgement.probability == round(5 / 12, 2)
    assert "lie ahead: SCO summit, in December 2026 to January 2027" in say(judgement, "because")


def test_too_few_meetings_are_not_judged(tmp_path):
    assert timeline(tmp_path, events=years(2020, 2024)).judge().judgements == []


def test_the_next_promise_is_named_and_silence_is_no_failure(tmp_path):
    rows = [promise(n, "2001", "2004", "2005") for n in range(1, 5)] + [promise(5, "2001", "2004", "2004")]
    rows += [promise(6, "2001", "2005", status="no-public-evidence"), promise(7, "2025", "2026-06", what="Bridge")]
    rows += [promise(8, "2025", "2027", what="Tunnel")]
    (judgement,) = timeline(tmp_path, promises=rows).judge().judgements
    # One of five known outcomes in time: 2 of 7; with the silent one 2 of 8.
    assert judgement.probability == round(2 / 7, 2) and judgement.resolves_on == "2026-06-30"
    assert "29% (unlikely): Bridge, due in June 2026" in say(judgement)
    assert "the chance is 25%" in say(judgement, "because")


def test_with_few_known_outcomes_the_next_promise_is_not_judged(tmp_path):
    rows = [promise(n, "2001", "2004", "2005") for n in range(1, 5)]
    rows += [promise(5, "2001", "2005", status="no-public-evidence"), promise(7, "2025", "2026-06")]
    assert timeline(tmp_path, promises=rows).judge().judgements == []


def test_a_promise_of_trade_is_left_to_the_chapter_of_trade(tmp_path):
    rows = [promise(n, "2001", "2004", "2005") for n in range(1, 6)] + [promise(7, "2025-06-01", "2026")]
    chapter = timeline(tmp_path, promises=rows, targets=[target(1, "2025-06-01", "2026")])
    assert chapter.judge().judgements == []


def test_of_what_is_scheduled_only_the_pairs_is_told(tmp_path):
    rows = [
        coming(1, "2026-02", "Of both", "KAZ;PAK;UZB"),
        coming(2, "2026-03", "Election", "KAZ"),
        coming(3, "2026-04", "Of a programme of one", "KAZ", programme="Q"),
        coming(4, "2026-05", "Of a programme of both", "PAK", programme="P"),
        coming(5, "2026-06", "With others", "KAZ;UZB"),
        coming(6, "2026-07", "Held", status="past-outcome-not-found"),
        coming(7, "", "Without a date", status="no-date"),
    ]
    chapter = timeline(tmp_path, scheduled=rows, **TABLES)
    assert list(chapter.scheduled["what"]) == ["Of both", "Election", "Of a programme of both"]


def test_no_rows_give_no_calendar(tmp_path):
    chapter = timeline(tmp_path, events=years(2019))
    assert chapter.calendar.empty and chapter.draw("calendar").kind == "absence" and chapter.find("next-due") is None
