"""The record of the rule for leaders' meetings."""

import pytest

from helpers import open_edition
from helpers.chapters import open_chapter
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
    assert finding.quantities["flat"].value == pytest.approx(0.25)


def test_without_forecasts_there_is_no_score(timeline):
    assert timeline.find("track-record", meeting_record=timeline.meeting_record.head(4)) is None
