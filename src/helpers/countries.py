"""Countries by ISO 3166-1: which codes are assigned, how a country is called, and by which names it may be asked for.

Codes and official names come from Debian's iso-codes (``pycountry``); short names, adjectives, capitals and further
names in use from ``countries.csv`` beside this module. A data package may call its countries otherwise; it goes first.
"""

import csv
import re
import unicodedata
from functools import cache
from pathlib import Path

import pycountry

from helpers.faults import InputError

_TABLE = Path(__file__).with_name("countries.csv")


@cache
def names() -> dict[str, dict[str, str]]:
    """Of every assigned code ``name``, ``official_name``, ``adjective`` and ``capital``; empty where there is none."""
    with _TABLE.open(encoding="utf-8", newline="") as file:
        rows = {row["iso3"]: row for row in csv.DictReader(file)}
    found = {}
    for entry in pycountry.countries:
        row = rows.get(entry.alpha_3, {})
        name = row.get("name") or getattr(entry, "common_name", entry.name)
        found[entry.alpha_3] = {
            "name": name,
            "official_name": getattr(entry, "official_name", name),
            "adjective": row.get("adjective") or name,
            "capital": row.get("capital", ""),
            "aliases": row.get("aliases", ""),
        }
    return found


def _key(name: str) -> str:
    """The name without accents, case, points and double spaces, so that every usual spelling is the same."""
    plain = "".join(
        letter for letter in unicodedata.normalize("NFKD", name) if unicodedata.category(letter) not in ("Mn", "Po")
    )
    return " ".join(plain.casefold().removeprefix("the ").split())


@cache
def _codes() -> dict[str, str]:
    found: dict[str, str] = {}
    for entry in pycountry.countries:
        row = names()[entry.alpha_3]
        used = {entry.name, row["name"], row["official_name"], getattr(entry, "common_name", "")}
        for name in used | set(row["aliases"].split(";")):
            if name:
                found.setdefault(_key(name), entry.alpha_3)
    return found


def code_of(text: str) -> str:
    """The alpha-3 code of a code or a name in any case; empty if it is none.

    >>> code_of("great britain")
    'GBR'
    """
    given = text.strip()
    return given.upper() if given.upper() in names() else _codes().get(_key(given), "")


def parse_pair(text: str) -> tuple[str, str]:
    """Read ``PAK-KGZ`` into two alpha-3 codes, in the order given; names of countries are taken for their codes.

    Raises
    ------
    InputError
        If there are not two different assigned ISO 3166-1 alpha-3 codes or known names.
    """
    parts = re.split(r"\s*[-\u2010-\u2015]\s*", str(text).strip())
    # A name may hold a hyphen: every place where the two could part is tried.
    for place in range(1, len(parts)):
        codes = code_of("-".join(parts[:place])), code_of("-".join(parts[place:]))
        if codes[0] and codes[0] == codes[1]:
            raise InputError(f"pair: found {codes[0]!r} twice, expected two different countries")
        if all(codes):
            return codes
    if len(parts) == 2:
        unknown = next(part for part in parts if not code_of(part))
        raise InputError(f"pair: found {unknown.upper()!r}, expected an assigned ISO 3166-1 alpha-3 code")
    raise InputError(f"pair: found {text!r}, expected two ISO 3166-1 alpha-3 codes with a hyphen")
