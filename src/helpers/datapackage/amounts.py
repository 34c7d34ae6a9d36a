"""Amounts of money as a publisher words them: ``3406.2 (thousand US dollars)``, ``$445.9 mln``, ``Rs 2.5 crore``."""

import re
from dataclasses import dataclass

# What a word multiplies by. Longer words are looked for first, so that "million" is not read as "m".
SCALES = {
    "thousand": 1e3,
    "thousands": 1e3,
    "thsd": 1e3,
    "ths": 1e3,
    "k": 1e3,
    "lakh": 1e5,
    "lakhs": 1e5,
    "lac": 1e5,
    "million": 1e6,
    "millions": 1e6,
    "mln": 1e6,
    "mn": 1e6,
    "mio": 1e6,
    "m": 1e6,
    "crore": 1e7,
    "crores": 1e7,
    "billion": 1e9,
    "billions": 1e9,
    "bln": 1e9,
    "bn": 1e9,
    "mrd": 1e9,
    "milliard": 1e9,
    "trillion": 1e12,
    "trn": 1e12,
    "тыс": 1e3,
    "млн": 1e6,
    "млрд": 1e9,
}
_NUMBER = r"(?<![\w.,])(\d{1,3}(?:[,\u202f\u00a0 ']\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
_AMOUNT = re.compile(
    rf"{_NUMBER}\s*\(?\s*(?:US\$|USD|\$)?\s*({'|'.join(sorted(SCALES, key=len, reverse=True))})?(?![^\W\d_])", re.I
)
_HEAD = re.compile(rf"\(\s*(?:US\$|USD|\$)?\s*({'|'.join(sorted(SCALES, key=len, reverse=True))})(?![^\W\d_])", re.I)
DOLLARS = re.compile(r"US\s?\$|\bUSD\b|\$|\bdollars?\b|долл", re.I)
OTHER = re.compile(
    r"€|£|¥|₽|₨|₹|₸|\b(?:EUR|GBP|PKR|INR|RUB|CNY|RMB|KGS|KZT|JPY|Rs\.?|rupees?|euros?|roubles?|rubles?|soms?|yuan|tenge|pounds?|yen)(?!\w)|сом|руб|евро",
    re.I,
)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True)
class Worded:
    """An amount in a text: its value in full units, and half a unit of its last printed digit."""

    value: float
    half_digit: float


def amounts(text: str) -> list[Worded]:
    """The amounts that a text holds, each with the scale that is said beside it or once for all in brackets.

    A year is no amount unless a scale stands beside it.

    Examples
    --------
    >>> [amount.value for amount in amounts("3406 (thousand US dollars)")]
    [3406000.0]
    >>> [amount.value for amount in amounts("from under $10 million to $12.5 mln in 2019")]
    [10000000.0, 12500000.0]
    """
    head = _HEAD.search(text)
    common = SCALES[head[1].lower()] if head else 1.0
    found = []
    for match in _AMOUNT.finditer(text):
        plain, word = re.sub(r"[^\d.]", "", match[1]), match[2]
        if not word and _YEAR.fullmatch(plain) and not head and re.search(r"[^\W\d_]{4,}", text):
            continue
        scale = SCALES[word.lower()] if word else common
        digits = len(plain.partition(".")[2])
        found.append(Worded(float(plain) * scale, 0.5 * scale / 10**digits))
    return found


def other_currency(text: str) -> str:
    """The currency other than the dollar that a text is in; empty if it is in dollars, or does not say."""
    other = OTHER.search(text)
    return other[0] if other and not DOLLARS.search(text) else ""
