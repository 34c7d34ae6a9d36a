"""The frames of the timeline: contacts and documents, promises, the calendar ahead."""

from helpers.chapters.timeline.frames.calendar import (
    calendar,
    date_statements,
    meeting_rate,
    scheduled,
    shared_programmes,
    summits_ahead,
)
from helpers.chapters.timeline.frames.contacts import (
    contact_documents,
    contacts,
    dated_events,
    decades,
    documents,
    history,
    journey_gaps,
    journeys,
    leader_contacts,
    marks,
    reporting_sources,
    turning_points,
    visit_gaps,
    visits,
)
from helpers.chapters.timeline.frames.promises import delivery_curve, fallen_due, ledger, promise_statements
from helpers.chapters.timeline.frames.record import meeting_record, past_chapters, promise_record

__all__ = [
    "calendar",
    "contact_documents",
    "contacts",
    "date_statements",
    "dated_events",
    "decades",
    "delivery_curve",
    "documents",
    "fallen_due",
    "history",
    "journey_gaps",
    "journeys",
    "leader_contacts",
    "ledger",
    "marks",
    "meeting_rate",
    "meeting_record",
    "past_chapters",
    "promise_record",
    "promise_statements",
    "reporting_sources",
    "scheduled",
    "shared_programmes",
    "summits_ahead",
    "turning_points",
    "visit_gaps",
    "visits",
]
