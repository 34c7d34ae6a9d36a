"""The record of the rules for leaders' meetings and dated promises."""

import pytest

from helpers import open_edition
from helpers.chapters import open_chapter
from helpers.words.say import say
from small import event_row, small_package

SOURCES = [{"source_id": "1", "publisher": "Office", "title": "Calendar", "published": "2000", "kind": "official"}]


@pytest.fixture
def timeline(tmp_path):
    days = ["2004-05-06", "2009-05-06", "2012-05-06", "2015-05-06", "2015-12-24"]
    rows = [event_row(n, date=day, title=f"Visit {n}", source_ids="1", known_from=day) for n, day in enumerate(days)]
    data = small_package(tmp_path / "data", events=rows, sources=SOURCES)
    return open_chapter("timeline", open_edition("PAK-KAZ", as_of="2017-01-31", data=data))


def test_each_past_day_knows_only_what_was_public_then(timeline):
    record = timeline.meeting_record.set_index("asked")
    assert list(record.index) == [f"{year}-06-30" for year in range(2010, 2017)][:6]
    # Laplace on the ten spans before: 2004 and 2009 lie in them on 30 June 2010, so (2 + 1) / (10 + 2).
    assert record.loc["2010-06-30", "chance"] == pytest.approx(3 / 12)
    assert record["came"].tolist() == [False, True, False, False, True, True]


def test_the_score_is_the_mean_squared_miss(timeline):
    record = timeline.meeting_record
    finding = timeline.find("track-record")
    by_hand = ((record["chance"] - record["came"].astype(float)) ** 2).mean()
    assert finding.value == pytest.approx(by_hand, abs=5e-4)
    assert finding.quantities["better"].value == ("yes" if by_hand < 0.25 else "no")
    assert f"Its error score is {by_hand:.2f}" in say(finding)


def test_without_forecasts_there_is_no_score(timeline):
    assert timeline.find("track-record", meeting_record=timeline.meeting_record.head(4)) is None


def promise(number, stated, due, delivered=""):
    return {
        "promise_id": f"P{number}",
        "programme": "Trade",
        "promise": f"Bridge {number}",
        "stated_on": stated,
        "due": due,
        "status": "delivered" if delivered else "overdue",
        "delivered_on": delivered,
        "parties": "KAZ;PAK",
        "known_from": stated,
        "source_ids": "1",
    }


def test_a_promise_is_asked_about_while_it_is_open_and_scored_once_its_outcome_is_known(tmp_path):
    rows = [promise(1, "2001", "2005"), promise(2, "2008", "2011", "2011-03"), promise(3, "2016", "2018")]
    data = small_package(tmp_path / "data", promises=rows, sources=SOURCES)
    record = open_chapter("timeline", open_edition("PAK-KAZ", as_of="2017-01-31", data=data)).promise_record
    # Of the first, which was broken, nothing could be asked; the third is open still.
    assert record[["asked", "about"]].to_numpy().tolist() == [["2010-06-30", "Bridge 2"]]
    assert record["chance"].tolist() == pytest.approx([1 / 3]) and record["came"].all()
