"""Small packages of counts of people, events and visas: rows typed by hand, opened as the chapter of one pair."""

from helpers import open_edition
from helpers.chapters import open_chapter
from small import event_row, small_package

OFFICIAL, PRESS, STUDY = "1", "2", "3"
SOURCES = [
    {"source_id": OFFICIAL, "publisher": "Office", "title": "Yearbook", "published": "2000", "kind": "official"},
    {"source_id": PRESS, "publisher": "Agency", "title": "News", "published": "2000-03-04", "kind": "news"},
    {"source_id": STUDY, "publisher": "Journal", "title": "Study", "published": "2000", "kind": "academic"},
]


def count(number, date, value="", low="", high="", metric="students", **more):
    """A count of Pakistanis in Kazakhstan."""
    row = {"people_id": f"PE{number:02d}", "metric": metric, "origin": "PAK", "host": "KAZ", "parties": "KAZ;PAK"}
    row |= {"date": date, "value": str(value), "value_low": str(low), "value_high": str(high), "unit": "persons"}
    return {**row, "source_ids": PRESS, **more}


def event(number, date, category="crisis", lane="crises", **more):
    """An event of the pair that is no contact."""
    row = event_row(number, date=date, lane=lane, mode="none", visitor="", location="KAZ", category=category)
    return {**row, "level": "", "title": f"Event {number}", "source_ids": PRESS, **more}


def people(folder, as_of="2026-01-01", **tables):
    """The chapter of PAK-KAZ over the tables given."""
    folder = small_package(folder / "data", **{"sources": SOURCES, **tables})
    return open_chapter("people", open_edition("PAK-KAZ", as_of, data=folder))
