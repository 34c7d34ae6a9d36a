"""How numbers, lists and shares are written in sentences and titles.

Prose has two significant figures, USD values under 20 million one decimal and never "bn"; tables have the
precision of the source. A value that is missing is ``n.f.`` (not found), never zero.
"""

from collections.abc import Iterable
from math import floor, isnan, log10

from helpers.periods import label

NOT_FOUND = "n.f."
WORDS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


def _missing(value: float | None) -> bool:
    return value is None or (isinstance(value, float) and isnan(value))


def rounded(value: float, figures: int = 2) -> float:
    """The value to so many significant figures."""
    if value == 0:
        return 0.0
    return round(value, figures - 1 - floor(log10(abs(value))))


def number(value: float | None, digits: int = 0) -> str:
    """A number with thousands separators and a true minus sign."""
    if _missing(value):
        return NOT_FOUND
    return f"{value:,.{digits}f}".replace("-", "−")


def usd(value: float | None, digits: int | None = None) -> str:
    """An amount in USD for prose: ``USD 200 million``, ``USD 5.2 million``, ``USD 571,000``."""
    if _missing(value):
        return NOT_FOUND
    size = abs(value)
    if size >= 1e6:
        if digits is None:
            digits = 0 if size >= 20e6 else 1
            value = rounded(value, 2) if size >= 20e6 else value
        return f"USD {number(value / 1e6, digits)} million"
    return f"USD {number(value if digits is not None else rounded(value, 3), 0)}"


def percent(share: float | None, digits: int = 0) -> str:
    """A share (0.31) as per cent (``31%``)."""
    return NOT_FOUND if _missing(share) else f"{number(share * 100, digits)}%"


def times(ratio: float | None) -> str:
    """A ratio as a multiple: ``×38.6``."""
    return NOT_FOUND if _missing(ratio) else f"×{number(ratio, 1 if ratio >= 10 else 2)}"


def count(n: int, noun: str, plural: str = "") -> str:
    """A count with its noun: ``one visit``, ``12 visits``, ``no visits``."""
    word = WORDS[n] if 0 <= n <= 10 else number(n)
    return f"{word} {noun if n == 1 else plural or noun + 's'}"


def sentence_case(text: str) -> str:
    """The text with its first letter as a capital, the rest untouched."""
    return text[:1].upper() + text[1:]


def listed(items: Iterable[str], last: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    items = [str(item) for item in items]
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {last} {items[-1]}"


def dated(text: str) -> str:
    """A date with its preposition: ``in 2024``, ``in May 2016``, ``on 29 April 2025``."""
    return f"{'on' if len(text) == 10 else 'in'} {label(text)}"
