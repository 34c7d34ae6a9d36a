"""One cell held against its column: letters, numbers, dates, codes of countries, closed lists of words."""

import re
import unicodedata
from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from helpers.countries import names as countries
from helpers.countries import nearest_code, user_assigned, withdrawn
from helpers.datapackage.words import one_of
from helpers.periods import period

LARGEST = 1e15  # ten times the product of the world in dollars: beyond it a number is a slip
AGGREGATES = frozenset({"WLD", "CA5"})
NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
ISO = {
    "date": "an ISO 8601 date such as 2005, 2005-03 or 2005-03-17",
    "period": "an ISO 8601 period such as 2024, 2024-03, 2024-Q1 or 2024-07/2025-06",
}

Found = tuple[str, str]


def cell_fault(
    cell: str, spec: dict[str, Any], keyed: bool, cutoff: date, named: Collection[str] = frozenset()
) -> Found | None:
    """What was found and expected of a cell that is not what its column holds; ``None`` if it is right.

    Parameters
    ----------
    spec
        The field descriptor.
    keyed
        Whether other cells refer to this one, or it to others.
    named
        Codes that the package itself gives to countries.
    """
    constraints = spec.get("constraints") or {}
    fault = _letters(cell, spec, keyed)
    if fault:
        return fault
    kind = spec["type"]
    if kind in ("integer", "number"):
        return _number(cell, kind, constraints, spec["name"], cutoff)
    if kind == "boolean":
        return None if cell.lower() in ("true", "false") else (repr(cell), "true or false")
    if "enum" in constraints:
        known = constraints["enum"]
        return None if cell in known else (short(cell), one_of(known, cell))
    if spec.get("x-kind") in ISO:
        return _date(cell, spec, cutoff)
    if "[A-Z]{3}" in constraints.get("pattern", ""):
        return _country(cell, named)
    if "pattern" in constraints and not re.fullmatch(constraints["pattern"], cell):
        expected = "an address that starts with http:// or https://" if spec["name"] == "url" else None
        return short(cell), expected or f"text of the form {constraints['pattern']}"
    return None


def short(cell: str) -> str:
    """The cell as it is quoted in a message: every odd letter visible, the length bounded."""
    shown = (
        ascii(cell) if any(unicodedata.category(letter) in ("Cf", "Cc", "Zl", "Zp") for letter in cell) else repr(cell)
    )
    return shown if len(shown) <= 80 else f"{shown[:60]}… ({len(cell):,} characters)"


_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ufdd0-\ufdef\ufffd\ufffe\uffff]")


def _letters(cell: str, spec: dict[str, Any], keyed: bool) -> Found | None:
    """Characters that are no text, or that hide in what other cells refer to."""
    if cell.isascii() and cell.isprintable():
        return None
    odd = _ODD.search(cell)
    if odd:
        what = "a letter lost in a conversion" if odd[0] == "\ufffd" else "a character that is no text"
        return f"{what}, U+{ord(odd[0]):04X}, in {short(cell)}", "plain text in UTF-8"
    constraints = spec.get("constraints") or {}
    if keyed or spec.get("x-references") or "enum" in constraints or "pattern" in constraints:
        for letter in cell:
            if unicodedata.category(letter) in ("Cf", "Mn", "Zs", "Zl", "Zp") and letter != " ":
                return f"an invisible character, U+{ord(letter):04X}, in {short(cell)}", "a key of visible letters"
    return None


def _number(cell: str, kind: str, constraints: dict[str, Any], name: str, cutoff: date) -> Found | None:
    plain = "a whole number" if kind == "integer" else "a plain number"
    if not NUMBER.fullmatch(cell):
        return short(cell), plain + _number_hint(cell)
    value = float(cell)
    if not abs(value) < LARGEST:
        return short(cell), f"{plain} below {LARGEST:.0e}"
    if kind == "integer" and value != int(value):
        return short(cell), plain
    if "minimum" in constraints and value < constraints["minimum"]:
        return short(cell), f"minimum {constraints['minimum']}"
    if "maximum" in constraints and value > constraints["maximum"]:
        return short(cell), f"maximum {constraints['maximum']}"
    if name == "year" and not 1000 <= value <= cutoff.year:
        serial = f" ({_serial(cell)})" if _serial(cell) else ""
        return short(cell), f"a calendar year from 1000 to {cutoff.year}, the year of the cut-off{serial}"
    return None


def _number_hint(cell: str) -> str:
    if cell.strip("+-").lower() in ("nan", "na", "n/a", "inf", "infinity", "null", "none", "", "n.a.", "#n/a"):
        return "; an empty cell where there is none"
    if re.fullmatch(r"[0-9]{4}[-/][0-9]{2,4}|FY.*", cell, re.IGNORECASE):
        return "; a fiscal year does not belong in a column of calendar years"
    if re.fullmatch(r"[+-]?[0-9]{1,3}([,.'’\s\u202f][0-9]{3})+([.,][0-9]+)?", cell):
        return " such as 1234567.8, without thousands separators"
    if re.fullmatch(r"[+-]?[0-9]+,[0-9]+", cell):
        return " such as 1234567.8, with a point before decimals"
    if re.search(r"[^\W\d_]|[%$€£¥₽₨]", cell) and re.search(r"[0-9]", cell):
        return " such as 1234567.8, without a unit or words"
    return " such as 1234567.8"


def _serial(cell: str) -> str:
    """What a spreadsheet's day number would mean as a date."""
    if not re.fullmatch(r"[0-9]{5}(\.[0-9]+)?", cell):
        return ""
    day = date(1899, 12, 30) + timedelta(days=int(float(cell)))
    return f"{cell} is the day number of {day.isoformat()} in a spreadsheet"


def _date(cell: str, spec: dict[str, Any], cutoff: date) -> Found | None:
    kind = spec["x-kind"]
    hint = ""
    if _serial(cell):
        hint = f"; {_serial(cell)}"
    elif re.fullmatch(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}", cell):
        first, second = (int(part) for part in re.split(r"[./-]", cell)[:2])
        hint = "; day and month cannot be told apart" if first <= 12 and second <= 12 and first != second else ""
    elif re.match(r"(FY|F\.Y\.)", cell, re.IGNORECASE) or re.fullmatch(r"[0-9]{4}/[0-9]{2,4}", cell):
        hint = "; a fiscal year from July to June is written 2024-07/2025-06"
    pattern = (spec.get("constraints") or {}).get("pattern", "")
    if hint or (pattern and not re.fullmatch(pattern, cell, re.ASCII)):
        return short(cell), ISO[kind] + hint
    try:
        span = period(cell)
    except ValueError as error:
        found, parted, expected = str(error).partition(", expected ")
        if not parted:
            return short(cell), ISO[kind]
        fiscal = kind == "date" and re.fullmatch(r"([0-9]{2})([0-9]{2})-([0-9]{2})", cell)
        if fiscal and int(fiscal[3]) == (int(fiscal[2]) + 1) % 100:
            expected += "; a fiscal year does not belong in a column of dates"
        return found.removeprefix("found "), expected
    if span.start > cutoff and not spec.get("x-forward") and not spec.get("x-ahead"):
        return short(cell), f"nothing after the information cut-off {cutoff.isoformat()}"
    return None


def _country(cell: str, named: Collection[str]) -> Found | None:
    if cell in countries() or cell in AGGREGATES or (user_assigned(cell) and cell in named):
        return None
    if user_assigned(cell):
        return short(cell), "an assigned ISO 3166-1 alpha-3 code, or this one with a row in countries.csv"
    gone = withdrawn(cell)
    if gone:
        return short(cell), f"an assigned ISO 3166-1 alpha-3 code; {gone}"
    near = nearest_code(cell)
    hint = f", such as {near} for {countries()[near]['name']}" if near else ""
    return short(cell), f"an assigned ISO 3166-1 alpha-3 code{hint}"
