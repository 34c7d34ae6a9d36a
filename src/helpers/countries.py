"""Countries by ISO 3166-1: which codes are assigned, how a country is called, and by which names it may be asked for.

Codes and official names come from Debian's iso-codes (``pycountry``); short names, adjectives, capitals, further names
in use and codes of publishers' own from ``countries.csv`` beside this module, which also names a code that ISO 3166-1
leaves to its users and that all use alike. A data package may call its countries otherwise, and name more of such codes; it
goes first.
"""

import csv
import difflib
import re
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pycountry

from helpers.faults import InputError

_TABLE = Path(__file__).with_name("countries.csv")


@cache
def names() -> dict[str, dict[str, str]]:
    """Of every code ``name``, ``official_name``, ``adjective``, ``capital``, ``article``; empty if there is none."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = {row["iso3"]: row for row in csv.DictReader(file)}
    found = {}
    for code in sorted({entry.alpha_3 for entry in pycountry.countries} | set(rows)):
        row, entry = rows.get(code, {}), pycountry.countries.get(alpha_3=code)
        name = row.get("name") or getattr(entry, "common_name", entry.name)
        official = getattr(entry, "official_name", name)
        found[code] = {
            "name": name,
            # What is official may not be another short name, which would take the place of the one chosen here.
            "official_name": name if official == getattr(entry, "name", "") else official,
            "adjective": row.get("adjective") or name,
            **{key: row.get(key, "") for key in ("capital", "article", "aliases", "codes")},
        }
    return found


# Marks that are typed in many ways or left out: apostrophes straight, curly and of modifier letters, points, commas.
_MARKS = frozenset({"Mn", "Po", "Pi", "Pf", "Lm", "Sk"})
_USER = re.compile(r"AAA|Q[M-Z][A-Z]|X[A-Z]{2}|ZZ[A-Z]")


def user_assigned(code: str) -> bool:
    """Whether ISO 3166-1 leaves a code to its users: AAA, QMA to QZZ, XAA to XZZ, ZZA to ZZZ."""
    return bool(_USER.fullmatch(code))


def withdrawn(code: str) -> str:
    """What a code was that ISO 3166-1 has withdrawn, with the year; empty if it is none.

    >>> withdrawn("YUG")
    'YUG was withdrawn in 2003 (Yugoslavia, (Socialist) Federal Republic of)'
    """
    entry = pycountry.historic_countries.get(alpha_3=code.upper())
    if entry is None or code.upper() in names():
        return ""
    year = getattr(entry, "withdrawal_date", "")[:4]
    return f"{code.upper()} was withdrawn{f' in {year}' if year else ''} ({entry.name})"


def _key(name: str) -> str:
    """The name without accents, case, points and double spaces, so that every usual spelling is the same."""
    letters = (letter for letter in unicodedata.normalize("NFKD", name) if unicodedata.category(letter) not in _MARKS)
    plain = "".join(letter for letter in letters if letter not in "`´").replace("&", " and ")
    return " ".join(plain.casefold().removeprefix("the ").split())


@cache
def _codes() -> dict[str, str]:
    found: dict[str, str] = {}
    for code, row in names().items():
        entry = pycountry.countries.get(alpha_3=code)
        used = {getattr(entry, key, "") for key in ("name", "official_name", "common_name", "alpha_2")}
        for name in used | {row["name"], *row["aliases"].split(";"), *row["codes"].split(";")}:
            if name:
                found.setdefault(_key(name), code)
    return found


def in_text(code: str, name: str) -> str:
    """A name as it stands in a sentence.

    >>> in_text("USA", "United States"), in_text("PAK", "Pakistan")
    ('the United States', 'Pakistan')
    """
    article = names().get(code, {}).get("article", "")
    return f"{article} {name}" if article else name


def nearest_code(text: str) -> str:
    """The code of the country whose name or code is most like a text; empty if none is near.

    >>> nearest_code("Kyrgistan"), nearest_code("PK")
    ('KGZ', 'PAK')
    """
    given = code_of(text)
    if given:
        return given
    close = difflib.get_close_matches(_key(text), [name for name in _codes() if len(name) > 3], n=1, cutoff=0.75)
    return _codes()[close[0]] if close else ""


def code_of(text: str, own: Mapping[str, str] | None = None) -> str:
    """The alpha-3 code of a code or a name in any case; empty if it is none.

    ``own`` are names and codes that a data package gives to its countries, with the code that each stands for.

    >>> code_of("great britain"), code_of("PK"), code_of("Cote d\u2019Ivoire")
    ('GBR', 'PAK', 'CIV')
    """
    given = text.strip()
    if given.upper() in names():
        return given.upper()
    named = {_key(name): code for name, code in (own or {}).items()}
    return named.get(_key(given)) or _codes().get(_key(given), "")


# What stands between two countries, the likeliest first, and how it joins the words of one name again.
_BETWEEN = {r"\s*[-\u2010-\u2015]\s*": "-", r"\s*[,;&]\s*": ", ", r"\s+and\s+": " and ", r"\s+": " "}


def parse_pair(text: str, own: Mapping[str, str] | None = None) -> tuple[str, str]:
    """Read ``PAK-KGZ`` or ``Pakistan Kyrgyzstan`` into two alpha-3 codes, in the order given.

    ``own`` are the names and codes of a data package, see :func:`code_of`.

    Raises
    ------
    InputError
        If there are not two different assigned ISO 3166-1 alpha-3 codes or known names; the nearest is named.
    """
    text = str(text).strip()
    for between, joint in _BETWEEN.items():
        parts = re.split(between, text)
        # A name may hold what parts names: every place where the two could part is tried.
        for place in range(1, len(parts)):
            codes = code_of(joint.join(parts[:place]), own), code_of(joint.join(parts[place:]), own)
            if codes[0] and codes[0] == codes[1]:
                raise InputError(f"pair: found {codes[0]!r} twice, expected two different countries")
            if all(codes):
                return codes
    both = next((parts for parts in (re.split(between, text) for between in _BETWEEN) if len(parts) == 2), [])
    unknown = next((part for part in both if part and not code_of(part, own)), "")
    if unknown:
        raise InputError(
            f"pair: found {unknown.upper()!r}, expected an assigned ISO 3166-1 alpha-3 code{_hint(unknown)}"
        )
    raise InputError(f"pair: found {text!r}, expected two countries with a hyphen, such as PAK-KGZ")


def _hint(text: str) -> str:
    code = text.strip().upper()
    if user_assigned(code):
        return f"; {code} is left to its users: name it in countries.csv of the data package"
    near = nearest_code(text)
    return (
        f"; {withdrawn(code)}" if withdrawn(code) else f"; nearest is {near} ({names()[near]['name']})" if near else ""
    )
