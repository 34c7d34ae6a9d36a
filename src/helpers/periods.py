"""Dates and periods as the data package writes them: ISO 8601, as precise as the source.

A *date* is ``2005``, ``2005-03`` or ``2005-03-17``. A *period* of statistics is a calendar year ``2024``, a month
``2024-03``, a quarter ``2024-Q1``, a fiscal year July to June ``2024-07/2025-06`` or another window ``2023-01/2023-11``.
UN Comtrade writes a month ``202403``; it is taken for the same. The lack of precision
is kept: a year is a span of a year, never its first of January.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date
from functools import cache

from helpers.faults import InputError

MONTHS = [calendar.month_name[month] for month in range(13)]
_QUARTER = re.compile(r"([0-9]{4})-?Q([1-4])")
_COMPACT = re.compile(r"[0-9]{4}(?:0[1-9]|1[0-2])")
_DATE = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


@dataclass(frozen=True, order=True)
class Period:
    """A closed span of days with the precision it was published at.

    ``kind`` is ``day``, ``month``, ``quarter``, ``year``, ``fiscal`` (July to June) or ``window``.
    """

    start: date
    end: date
    kind: str
    text: str

    @property
    def label(self) -> str:
        """The period as it is printed: ``2024``, ``FY2024-25``, ``March 2005``, ``17 March 2005``."""
        first, last = self.start, self.end
        if self.kind == "year":
            return f"{first.year}"
        if self.kind == "fiscal":
            return f"FY{first.year}-{last.year % 100:02d}"
        if self.kind == "quarter":
            return f"{('first', 'second', 'third', 'fourth')[first.month // 3]} quarter of {first.year}"
        if self.kind == "month":
            return f"{MONTHS[first.month]} {first.year}"
        if self.kind == "day":
            return f"{first.day} {MONTHS[first.month]} {first.year}"
        if (first.year, first.month) == (last.year, last.month):
            return f"{MONTHS[first.month]} {first.year}"
        head = MONTHS[first.month] if first.year == last.year else f"{MONTHS[first.month]} {first.year}"
        return f"{head} to {MONTHS[last.month]} {last.year}"

    @property
    def middle(self) -> date:
        """The day in the middle of the span, where a mark for it is drawn."""
        return date.fromordinal((self.start.toordinal() + self.end.toordinal()) // 2)


def _span(text: str) -> tuple[date, date, str]:
    match = _DATE.fullmatch(text)
    if not match or match[1] == "0000":
        raise ValueError(f"found {text!r}, expected an ISO 8601 date such as 2005, 2005-03 or 2005-03-17")
    year, month, day = (int(part) if part else None for part in match.groups())
    if month is None:
        return date(year, 1, 1), date(year, 12, 31), "year"
    if not 1 <= month <= 12:
        raise ValueError(f"found {text!r}, expected a month from 01 to 12")
    last = calendar.monthrange(year, month)[1]
    if day is None:
        return date(year, month, 1), date(year, month, last), "month"
    if not 1 <= day <= last:
        raise ValueError(f"found {text!r}, expected a day from 01 to {last:02d}")
    return date(year, month, day), date(year, month, day), "day"


def iso(text: str) -> str:
    """A period as ISO 8601 has it, from the forms that files of the trade use: ``202403``, ``2024Q1``, ``2024q1``.

    >>> iso("202403"), iso("2024Q1"), iso("2024")
    ('2024-03', '2024-Q1', '2024')
    """
    if _COMPACT.fullmatch(text):
        return f"{text[:4]}-{text[4:]}"
    quarter = _QUARTER.fullmatch(text.upper())
    return f"{quarter[1]}-Q{quarter[2]}" if quarter else text


@cache
def period(text: str) -> Period:
    """Read an ISO 8601 date or period.

    Parameters
    ----------
    text
        ``2005``, ``2005-03``, ``2005-03-17``, ``2005-Q1``, ``2024-07/2025-06``; ``200503`` is ``2005-03``.

    Raises
    ------
    ValueError
        If the text is not such a date or the span ends before it starts.
    """
    text = iso(str(text))
    quarter = _QUARTER.fullmatch(text)
    if quarter and quarter[1] != "0000":
        year, last = int(quarter[1]), 3 * int(quarter[2])
        return Period(date(year, last - 2, 1), date(year, last, calendar.monthrange(year, last)[1]), "quarter", text)
    if "/" not in text:
        start, end, kind = _span(text)
        return Period(start, end, kind, text)
    head, _, tail = text.partition("/")
    start, end = _span(head)[0], _span(tail)[1]
    if end < start:
        raise ValueError(f"found {text!r}, expected a period that does not end before it starts")
    months = (end.year - start.year) * 12 + end.month - start.month + 1
    fiscal = months == 12 and start.month == 7 and start.day == 1
    return Period(start, end, "fiscal" if fiscal else "window", text)


def label(text: str) -> str:
    """The printed form of a date or period; ``undated`` for an empty one."""
    return period(text).label if text else "undated"


def short(text: str) -> str:
    """The printed form for a narrow column, months by three letters: ``3 Dec 2025``."""
    return " ".join(word[:3] if word in MONTHS else word for word in label(text).split())


def parse_as_of(text: str) -> date:
    """Read an as-of date.

    Raises
    ------
    InputError
        If the text is not a full ISO 8601 date.
    """
    try:
        if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(text)):
            raise ValueError
        return date.fromisoformat(str(text))
    except ValueError:
        raise InputError(f"as-of date: found {text!r}, expected an ISO 8601 date such as 2026-11-23") from None
