"""The ledger of promises and the curve of delivery, computed by hand."""

import math

import pytest

from chapters.timeline.meetings import belonging, milestone, promise, target, timeline
from helpers.chapters import open_chapter
from helpers.words.say import say


@pytest.mark.parametrize(
    ("due", "delivered", "coded", "state", "late"),
    [
        ("2003-10-01", "2004-05", "delivered", "delivered", (213, 243)),
        ("2024-05", "2024-11-05", "delivered", "delivered", (158, 158)),
        ("2024", "2024-06-30", "delivered", "delivered", (-184, -184)),
        ("2025-12-31", "", "open", "overdue", (1, 1)),
        ("2026-01-01", "", "open", "open", None),
        ("2026", "", "overdue", "open", None),
        ("2025", "", "no-public-evidence", "no-public-evidence", None),
        ("2027", "", "no-public-evidence", "open", None),
        ("", "", "overdue", "open", None),
        ("", "2007", "delivered", "delivered", None),
        ("2020", "", "delivered", "overdue", (1827, 1827)),
    ],
)
def test_the_state_of_a_promise_is_worked_out_for_the_date(tmp_path, due, delivered, coded, state, late):
    row = timeline(tmp_path, promises=[promise(1, "2001", due, delivered, coded)]).ledger.iloc[0]
    assert row["state"] == state
    if late is None:
        assert math.isnan(row["late_low"]) and math.isnan(row["late_high"])
    else:
        assert (row["late_low"], row["late_high"]) == late


def test_a_restated_promise_counts_once_against_its_first_date(tmp_path):
    rows = [
        promise(2, "2024", "2027", what="Line (restated)"),
        promise(1, "2014", "2018", what="Line"),
        promise(3, "2025", "2028", what="line (again)"),
    ]
    (row,) = timeline(tmp_path, promises=rows).ledger.to_dict("records")
    assert (row["promise_id"], row["due"], row["restated"], row["state"]) == ("PM01", "2018", "2028", "overdue")
    assert row["statements"] == 3 and row["row_ids"] == ("promises:PM01", "promises:PM02", "promises:PM03")


def test_the_date_stated_last_is_one_wherever_it_was_stated(tmp_path):
    tables = {
        "promises": [promise(1, "2014", "2018", what="Line"), promise(2, "2024-02", "2027", what="Line (restated)")],
        "milestones": [
            milestone(1, "whole", "2014", "2018", promise_id="PM01"),
            milestone(2, "whole", "2024-02", "2027"),
            milestone(3, "whole", "2025-04-29", "2028"),
        ],
        "programme_memberships": belonging("P", "KAZ", "PAK"),
    }
    (row,) = timeline(tmp_path, **tables).ledger.to_dict("records")
    assert (row["due"], row["restated"]) == ("2018", "2028")


def test_what_one_document_alone_tells_is_no_promise(tmp_path):
    rows = [promise(1, "2019", what="Trade of USD 10 million"), promise(2, "2020", what="Trade of USD 20 million")]
    targets = [target(1, "2019", "", standing="single-source", promise_id="PM01"), target(2, "2020", "")]
    chapter = timeline(tmp_path, promises=rows, targets=targets)
    assert list(chapter.ledger["promise_id"]) == ["PM02"]
    assert list(open_chapter("trade", chapter.edition).announcements["target_id"]) == ["TG2"]


def test_an_absent_outcome_names_the_day_of_the_search_and_no_lateness(tmp_path):
    search = {"search_id": "CO1", "table": "promises", "theme": "P", "parties": "KAZ;PAK", "question": "Held?"}
    search |= {"searched_on": "2026-01-01", "result": "not-found"}
    silent = promise(1, "2001", "2004", status="no-public-evidence", search_id="CO1")
    rows = [silent, promise(2, "2001", "2004", status="no-public-evidence")]
    data = timeline(tmp_path, promises=rows, coverage=[search]).draw("promises").data.set_index("promise_id")
    assert data.loc["PM01", "outcome"] == "no outcome found, looked on 1 Jan 2026"
    assert data.loc["PM02", "outcome"] == "no outcome known to us"
    assert set(data["late"]) == {""}


def test_two_targets_of_one_programme_are_two_promises(tmp_path):
    rows = [promise(1, "2024", "2025", what="USD 100 million"), promise(2, "2025", "2027", what="USD 200 million")]
    assert len(timeline(tmp_path, promises=rows).ledger) == 2


def test_only_delivery_by_the_last_day_promised_is_in_time(tmp_path):
    rows = [promise(1, "2001", "2004", "2004"), promise(2, "2001", "2004", "2005"), promise(3, "2001", "2004")]
    # The whole of a month counts: delivery some day in it may have come after a day in it.
    rows += [promise(4, "2001", "2004-05-10", "2004-05"), promise(5, "2001", "2027")]
    due = timeline(tmp_path, promises=rows).fallen_due
    assert list(due["promise_id"]) == ["PM01", "PM02", "PM03", "PM04"]
    assert list(due["in_time"]) == [True, False, False, False]


def test_promises_kept_are_told_with_those_without_a_date(tmp_path):
    rows = [promise(1, "2001", "2004", "2004"), promise(2, "2001", "2004", "2005"), promise(3, "2001", "2004")]
    rows += [promise(4, "2002", "2005", status="no-public-evidence"), promise(5, "2003", "", "2006")]
    chapter = timeline(tmp_path, promises=rows)
    kept = chapter.find("promises-kept")
    assert kept.value == 2 and kept.headline.period == "2001/2026-01-01" and say(kept, "shown") == "2 of 4"
    assert say(kept) == (
        "Of five promises of the two sides that we know of, three were delivered. Four due dates have passed: two "
        "promises were delivered, one in time; one is late; of one no outcome is public."
    )
    assert say(chapter.find("undated-promises")) == "One promise named no date: one was delivered."


def test_promises_that_have_not_fallen_due_are_not_called_broken(tmp_path):
    kept = timeline(tmp_path, promises=[promise(1, "2025", "2027"), promise(2, "2025", "2028")]).find("promises-kept")
    assert kept.value == 0
    assert say(kept) == "We know of two promises of the two sides; no due date has passed yet."


def test_one_promise_is_said_as_one(tmp_path):
    kept = timeline(tmp_path, promises=[promise(1, "2001", "2004", "2005")]).find("promises-kept")
    assert say(kept) == "We know of one promise of the two sides. Its due date has passed, and it was delivered late."


def test_kaplan_meier_against_a_hand_computed_curve(tmp_path):
    # 20 promises of 1 Jan 2020: 4 delivered after 1 year, 4 after 2 years, 12 open: S = 16/20, then 12/16 of it
    rows = [promise(n, "2020-01-01", "", "2021-01-01") for n in range(4)]
    rows += [promise(n, "2020-01-01", "", "2022-01-01") for n in range(4, 8)]
    rows += [promise(n, "2020-01-01") for n in range(8, 20)]
    chapter = timeline(tmp_path, promises=rows)
    curve = chapter.delivery_curve
    assert list(curve["share"]) == pytest.approx([1, 0.8, 0.6]) and list(curve["at_risk"]) == [20, 20, 16]
    # 1 January 2020 to 2021 is 366 days, to 2022 it is 731
    assert list(curve["years"]) == pytest.approx([0, 366 / 365.25, 731 / 365.25])
    assert "60%" in chapter.draw("survival").title


def test_no_curve_below_twenty_promises(tmp_path):
    chapter = timeline(tmp_path, promises=[promise(n, "2020", "", "2021") for n in range(19)])
    assert chapter.delivery_curve.empty and chapter.draw("survival").kind == "absence"


def test_the_table_puts_promises_with_a_date_first_and_tells_time_in_words(tmp_path):
    rows = [
        promise(1, "2001", "", programme="rail link", what="Line open"),
        promise(2, "2001", "2003-10-01", "2004-05", programme="road", what="Road open"),
        promise(3, "2020", "2024-05-01", "2024-05-20"),
        promise(4, "2001-05-05", "2018", what="Trade of USD 1 million", programme="trade target"),
        promise(5, "2014", "2027", what="Late thing"),
    ]
    chapter = timeline(tmp_path, promises=rows, targets=[target(1, "2001-05-05", "2018", standing="proposal")])
    data = chapter.draw("promises").data.set_index("promise_id")
    assert list(data.index) == ["PM02", "PM03", "PM04", "PM05", "PM01"]
    assert data["late"].to_dict() == {
        "PM02": "7 to 8 months",
        "PM03": "19 days",
        "PM04": "7 years",
        "PM05": "",
        "PM01": "",
    }
    assert data.loc["PM04", "what"] == "Trade of USD 1 million (proposal of one side)"
    assert data.loc["PM02", "what"] == "Road open" and data.loc["PM01", "what"] == "Rail link: Line open"
    assert data.loc["PM01", "promised"] == "no date" and data.loc["PM04", "outcome"] == "late, not delivered"
