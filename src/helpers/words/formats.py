"""How numbers, amounts, dates and lists are written, by the Unicode locale data that Babel carries.

Prose has two significant figures, USD values under 20 million one decimal, billions only from ten and never "bn"; tables have the
precision of the source. A value that is missing is ``n.f.`` (not found), never zero.
"""

import re
from collections.abc import Iterable
from functools import cache
from math import floor, isnan, log10

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal

from helpers.periods import Period, period

LOCALE = "en_GB"
NOT_FOUND = "n.f."
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
UNDATED = "undated"


def missing(value: float | None) -> bool:
    """Whether a number is not there."""
    return value is None or (isinstance(value, float) and isnan(value))


def rounded(value: float, figures: int = 2) -> float:
    """The value to so many significant figures."""
    if value == 0:
        return 0.0
    return round(value, figures - 1 - floor(log10(abs(value))))


@cache
def _pattern(digits: int) -> str:
    return "#,##0." + "0" * digits if digits else "#,##0"


def number(value: float | None, digits: int = 0) -> str:
    """A number with thousands separators and a true minus sign."""
    if missing(value):
        return NOT_FOUND
    return format_decimal(round(float(value), digits), _pattern(digits), locale=LOCALE).replace("-", "−")


def usd(value: float | None, digits: int | None = None) -> str:
    """An amount in USD for prose: ``USD 200 million``, ``USD 5.2 million``, ``USD 571,000``; an economy in billions.

    >>> usd(5_180_000), usd(200e6), usd(571_234), usd(27.4e12)
    ('USD 5.2 million', 'USD 200 million', 'USD 571,000', 'USD 27 trillion')
    """
    if missing(value):
        return NOT_FOUND
    size = abs(value)
    if size >= 1e10 and digits is None:
        unit, name = (1e12, "trillion") if size >= 1e12 else (1e9, "billion")
        part = rounded(value, 2) / unit
        return f"USD {number(part, 0 if abs(part) >= 10 else 1)} {name}"
    if size >= 1e6:
        if digits is None:
            digits = 0 if size >= 20e6 else 1
            value = rounded(value, 2) if size >= 20e6 else value
        return f"USD {number(value / 1e6, digits)} million"
    return f"USD {number(value if digits is not None else rounded(value, 3), 0)}"


def percent(share: float | None, digits: int = 0) -> str:
    """A share (0.31) as per cent (``31%``)."""
    return NOT_FOUND if missing(share) else f"{number(share * 100, digits)}%"


def multiple(ratio: float | None) -> str:
    """A ratio to two significant figures: ``39``, ``4.2``, ``0.12``."""
    if missing(ratio):
        return NOT_FOUND
    digits = max(0, 1 - floor(log10(abs(ratio)))) if ratio else 0
    return number(rounded(ratio), digits)


def times(ratio: float | None) -> str:
    """A ratio as people say it: ``39 times``, ``4.2 times``; below one as a share, ``one twentieth`` being ``5%``."""
    if missing(ratio):
        return NOT_FOUND
    return f"{multiple(ratio)} times" if ratio >= 1 else percent(rounded(ratio), 0 if ratio >= 0.1 else 1)


def one_in(share: float | None) -> str:
    """A share as a natural ratio: ``one in twenty``, ``one in 775``, ``two in three``.

    >>> one_in(0.05), one_in(2 / 3), one_in(1 / 775)
    ('one in twenty', 'two in three', 'one in 780')
    """
    if missing(share):
        return NOT_FOUND
    if share <= 0:
        return "none"
    for parts in range(2, 11):
        whole = round(share * parts)
        if 0 < whole < parts and abs(whole / parts / share - 1) <= 0.04:
            return f"{WORDS[whole]} in {WORDS[parts]}"
    if share >= 0.1:
        return percent(share)
    parts = int(rounded(1 / share))
    return f"one in {'twenty' if parts == 20 else word(parts)}"


def word(n: int | None) -> str:
    """A small count in words, ``no`` to ``ten``; digits beyond."""
    if missing(n):
        return NOT_FOUND
    return WORDS[int(n)] if n == int(n) and 0 <= n <= 10 else number(n)


def none_of(text: str) -> str:
    """A text in which a count of none stands before *of*: ``No of two`` is ``None of two``."""
    return re.sub(r"\b([Nn])o of\b", r"\1one of", text)


def count(n: int, noun: str, plural: str = "") -> str:
    """A count with its noun: ``one visit``, ``12 visits``, ``no visits``."""
    return f"{word(n)} {noun if n == 1 else plural or noun + 's'}"


def ordinal(n: int) -> str:
    """``1st``, ``22nd``, ``113th``."""
    ending = "th" if n % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(n % 10, "th")
    return f"{n}{ending}"


def sentence_case(text: str) -> str:
    """The text with its first letter as a capital, the rest untouched."""
    return text[:1].upper() + text[1:]


def listed(items: Iterable[str], last: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    items = [str(item) for item in items]
    return format_list(items, style="or" if last == "or" else "standard", locale=LOCALE) if items else ""


@cache
def _written(span: Period, day: str, month: str) -> str:
    first, last = span.start, span.end
    if span.kind == "year":
        return f"{first.year}"
    if span.kind == "fiscal":
        return f"FY{first.year}-{last.year % 100:02d}"
    if span.kind == "day":
        return format_date(first, day, locale=LOCALE)
    if (first.year, first.month) == (last.year, last.month):
        return format_date(first, month, locale=LOCALE)
    head = format_date(first, month if first.year != last.year else month.replace(" y", ""), locale=LOCALE)
    return f"{head} to {format_date(last, month, locale=LOCALE)}"


def label(text: str) -> str:
    """The printed form of a date or period: ``2024``, ``FY2024-25``, ``March 2005``, ``17 March 2005``."""
    return _written(period(text), "d MMMM y", "MMMM y") if text else UNDATED


def short(text: str) -> str:
    """The printed form for a narrow column, months by three letters: ``3 Dec 2025``."""
    return _written(period(text), "d MMM y", "MMM y").replace("Sept", "Sep") if text else UNDATED


def dated(text: str) -> str:
    """A date with its preposition: ``in 2024``, ``in May 2016``, ``on 29 April 2025``."""
    return f"{'on' if len(text) == 10 else 'in'} {label(text)}"


def year(text: str) -> str:
    """The year of a date, or the year in which a period ends."""
    return f"{period(text).end.year}" if text else UNDATED
