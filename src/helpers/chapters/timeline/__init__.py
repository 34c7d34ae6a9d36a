"""Contacts, visits and promises of a pair over time, and what comes next.

A *contact* is a dated meeting, call or visit of leaders, ministers or officials of both sides that took place; the
parts of one journey are one contact. Dates keep the precision of their source: a year is a span of a year, so the gap
between two visits is a range. A *promise* is an announced deliverable with a due date or an event by which delivery
can be told; its state is worked out for the date of the edition. Restatements of one promise count once, against the
date that was promised first. The *calendar* has one line for each fact that is due or scheduled, whatever tables it
stands in.
"""

PARAMETERS = {
    "window_days": 30,  # days after a meeting of leaders in which a document counts as signed close to it
}
