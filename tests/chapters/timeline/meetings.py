"""Small packages of events, promises and what is scheduled: rows typed by hand, opened as the chapter of one pair."""

from helpers import open_edition
from helpers.chapters import open_chapter
from small import SOURCES, event_row, small_package

AS_OF = "2026-01-01"
# Countries beside the pair PAK-KAZ.
THIRD = "UZB"


def event(number, date, lane="top-level", mode="visit", visitor="KAZ", location="PAK", **more):
    """An event; visits of KAZ to PAK unless told otherwise."""
    row = event_row(number, date=date, lane=lane, mode=mode, visitor=visitor, location=location)
    return {**row, "actors": "President", "title": f"Event {number}", **more}


def document(number, date, **more):
    """An agreement in the table of events."""
    return event(number, date, lane="agreements", mode="document", visitor="", **more)


def treaty(number, date, status="signed", **more):
    """A treaty of the pair."""
    row = {"treaty_id": f"TY{number}", "title": f"Treaty {number}", "type": "other", "parties": "KAZ;PAK"}
    return {**row, "date_signed": date, "status": status, "source_ids": "1", **more}


def promise(number, stated, due="", delivered="", status="open", what="", programme="P", **more):
    """A promise of the pair."""
    row = {"promise_id": f"PM{number:02d}", "programme": programme, "promise": what or f"thing {number}"}
    row |= {"parties": "KAZ;PAK", "stated_on": stated, "due": due, "status": status, "delivered_on": delivered}
    return {**row, "source_ids": "1", **more}


def target(number, day, due, usd="1000000", standing="commitment", **more):
    """A target of trade."""
    row = {"target_id": f"TG{number}", "parties": "KAZ;PAK", "announced": day, "due": due, "target_usd": usd}
    return {**row, "standing": standing, "source_ids": "1", **more}


def milestone(number, component, stated, date, kind="target-completion", programme="P", **more):
    """What somebody said of a part of a programme."""
    row = {"milestone_id": f"MS{number}", "programme": programme, "component": component, "kind": kind}
    return {**row, "stated_on": stated, "date": date, "source_ids": "1", **more}


def belonging(programme, *countries):
    """Countries that belong to a programme."""
    row = {"programme": programme, "role": "party", "date": "2001", "belongs": "true", "source_ids": "1"}
    return [{**row, "country": code} for code in countries]


def coming(number, date, what, parties="KAZ;PAK", announced="2025-06-01", **more):
    """Something that is scheduled."""
    row = {"scheduled_id": f"SC{number}", "date": date, "what": what, "parties": parties}
    return {**row, "announced_on": announced, "status": "scheduled", "source_ids": "1", **more}


def timeline(folder, as_of=AS_OF, window_days=30, **tables):
    """The chapter of PAK-KAZ over the tables given."""
    edition = open_edition("PAK-KAZ", as_of, data=small_package(folder / "data", **{"sources": SOURCES, **tables}))
    return open_chapter("timeline", edition, window_days=window_days)
