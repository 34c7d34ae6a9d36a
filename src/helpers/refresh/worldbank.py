"""World Bank, World Development Indicators: GDP, GDP a head and population of every country of the package.

A value that is not there yet is null, not absent; an error comes with status 200 as a list of one; a long answer
comes in pages, all of which must be there and of one update. ``country.id`` is alpha-2, ``countryiso3code`` alpha-3.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from helpers.refresh.fetch import Client, Gap, RefreshError, Retrieval, Unusable, Value, describe, number

PROVIDER = "World Bank"
ADDRESS = "https://api.worldbank.org/v2"
PAUSE = 0.2
PER_PAGE = 1000
LAST = 2100  # asked for where no end is given; the answer ends where the data do
DATASET = "worldbank-wdi"
LICENCE = "CC BY 4.0"
# Code of the publisher to the name and unit in the table ``indicators``.
INDICATORS = {
    "NY.GDP.MKTP.CD": ("gdp_usd", "USD"),
    "NY.GDP.PCAP.CD": ("gdp_per_capita_usd", "USD"),
    "SP.POP.TOTL": ("population", "persons"),
}


@dataclass(frozen=True)
class Page:
    """One page of an answer: the number of pages and of rows altogether, the day of the last update, its rows."""

    number: int
    pages: int
    total: int
    updated: str
    rows: list[dict[str, Any]]


def retrieve(
    countries: Iterable[str],
    years: tuple[int, int | None],
    units: dict[str, str],
    progress: Callable[[], object] | None = None,
) -> Retrieval:
    """The :data:`INDICATORS` of all ``countries`` (alpha-3), one call an indicator and page.

    ``units`` names the unit of an indicator where the package has another word for it. An indicator that cannot be
    had whole is a gap.
    """
    client = Client(PROVIDER, PAUSE, progress=progress)
    found = Retrieval(PROVIDER, {})
    updates = set()
    chosen = sorted(countries)
    for code, (name, unit) in INDICATORS.items():
        try:
            pages = [_page(client, found, chosen, code, years, 1)]
            for place in range(2, pages[0].pages + 1):
                pages.append(_page(client, found, chosen, code, years, place))
                if pages[-1].updated != pages[0].updated:
                    raise RefreshError(
                        PROVIDER, found.answers[-1].address, 200,
                        f"found a page updated {pages[-1].updated}, expected {pages[0].updated} as of the first",
                    )  # fmt: skip
            rows = [row for page in pages for row in page.rows]
            if len(rows) != pages[0].total:
                raise RefreshError(
                    PROVIDER, found.answers[-1].address, 200,
                    f"found {len(rows)} rows on all pages, expected {pages[0].total}",
                )  # fmt: skip
        except RefreshError as error:
            found.failed(error, name)
            continue
        updates.add(pages[0].updated)
        values, gaps = read(rows, code, units.get(name, unit))
        found.values += values
        found.gaps += gaps
    found.source = {
        "publisher": PROVIDER,
        "title": "World Development Indicators: GDP, GDP a head (current US$), population",
        "url": "https://data.worldbank.org/",
        "kind": "dataset",
        "licence": LICENCE,
        "redistributable": "true",
        "dataset": DATASET,
        "notes": f"Last updated by the publisher {', '.join(sorted(updates))}." if updates else "",
    }
    return found


def _page(client: Client, found: Retrieval, countries: list[str], code: str, years: tuple, place: int) -> Page:
    name = f"{code}{f'-page-{place}' if place > 1 else ''}"
    address = request(countries, code, years, place)

    def usable(body: bytes) -> Page:
        page = parse(body, code, set(countries), place)
        # A value that is no number is a fault of this answer, not of the sum of all.
        read(page.rows, code, "")
        return page

    answer, page = client.get(name, address, usable)
    found.answers.append(answer)
    return page


def request(countries: Iterable[str], code: str, years: tuple[int, int | None], page: int) -> str:
    """The address of one page of an indicator."""
    last = LAST if years[1] is None else years[1]
    query = {"format": "json", "date": f"{years[0]}:{last}", "per_page": PER_PAGE, "page": page}
    return f"{ADDRESS}/country/{';'.join(countries)}/indicator/{code}?{urlencode(query, safe=':')}"


def parse(body: bytes, code: str, countries: set[str], page: int) -> Page:
    """Read one page.

    Raises
    ------
    Unusable
        If it holds an error, is another page or indicator, or has fewer rows than it says.
    """
    try:
        found = json.loads(body.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError):
        start = " ".join(body.decode("utf-8-sig", "replace").split())[:120]
        raise Unusable(f"found {start!r}, expected JSON") from None
    if not isinstance(found, list) or not found or not isinstance(found[0], dict):
        raise Unusable("found an answer of another shape, expected a head and rows")
    head = found[0]
    if "message" in head:
        said = "; ".join(str(part.get("value", part)) for part in head["message"] if isinstance(part, dict))
        raise Unusable(f"found the error {said[:150]!r} inside the answer, expected rows")
    rows = found[1] if len(found) > 1 and found[1] is not None else []
    try:
        number_, pages, total, size = (int(head[name]) for name in ("page", "pages", "total", "per_page"))
    except (KeyError, TypeError, ValueError):
        raise Unusable(f"found the head {head!r:.120}, expected page, pages, per_page and total") from None
    if number_ != page and total:
        raise Unusable(f"found page {number_}, expected page {page}")
    expected = min(size, total - (page - 1) * size) if total else 0
    if len(rows) != expected:
        raise Unusable(f"found {len(rows)} rows on page {page}, expected {expected}")
    for row in rows:
        indicator = (row.get("indicator") or {}).get("id")
        if indicator != code:
            raise Unusable(f"found the indicator {indicator!r}, expected {code!r}")
        if row.get("countryiso3code") not in countries:
            raise Unusable(f"found the country {row.get('countryiso3code')!r}, expected one that was asked for")
    return Page(number_, pages, total, str(head.get("lastupdated") or ""), rows)


def read(rows: list[dict[str, Any]], code: str, unit: str) -> tuple[list[Value], list[Gap]]:
    """Values of the table ``indicators``, and a gap for each null, from the rows of all pages.

    Raises
    ------
    Unusable
        If a value is no number.
    """
    name = INDICATORS[code][0]
    values, gaps = [], []
    for row in sorted(rows, key=lambda one: (one["countryiso3code"], one["date"])):
        year = int(row["date"])
        key = (("country", row["countryiso3code"]), ("year", str(year)), ("indicator", name))
        value = number(row.get("value"), f"{code} {row['countryiso3code']} {year}")
        if value is None:
            gaps.append(Gap(describe("indicators", dict(key)), year, "no record", "null in the answer"))
        else:
            values.append(Value("indicators", key, value, {"unit": unit}))
    return values, gaps
