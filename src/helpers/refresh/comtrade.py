"""UN Comtrade: annual bilateral totals in goods (HS, all commodities), as each of two countries reports them.

Without a key the preview service is asked, with one (environment variable ``COMTRADE_KEY``) the full one; the calls
are the same: one reporter, partner, flow and year each, so that an empty answer is an answer about that year. Which
years a country has reported is asked first. A total is marked ``isReported = false``, since it is added up from
commodities; a year has ``refMonth`` 52. Codes are Comtrade's own and not always those of ISO 3166-1.
"""

import json
import os
from collections.abc import Callable
from functools import partial
from typing import Any
from urllib.parse import urlencode

from helpers.countries import code_of
from helpers.refresh.fetch import (
    Client,
    Gap,
    RefreshError,
    Retrieval,
    Unusable,
    Value,
    describe,
    number,
    span,
    trade_key,
)

PROVIDER = "UN Comtrade"
KEY = "COMTRADE_KEY"
ADDRESS = "https://comtradeapi.un.org"
PAUSE = 1.1  # about one call a second is allowed
DATASET = "un-comtrade-totals"
LICENCE = "UN Comtrade terms of use; individual figures only"
FLOWS = {"X": ("export", "FOB"), "M": ("import", "CIF")}
# Without these a query returns a row per customs procedure, mode of transport and second partner.
TOTAL = {"cmdCode": "TOTAL", "partner2Code": 0, "customsCode": "C00", "motCode": 0}


def retrieve(
    pair: tuple[str, str], years: tuple[int, int | None], progress: Callable[[], object] | None = None
) -> Retrieval:
    """Exports to and imports from each other as both countries report them, in USD.

    What cannot be had is a gap, with its error among the errors.
    """
    key = os.environ.get(KEY, "")
    headers = {"Ocp-Apim-Subscription-Key": key} if key else {}
    client = Client(PROVIDER, PAUSE, headers, key, progress)
    found = Retrieval(PROVIDER, {})

    def ask(name: str, address: str, read: Callable[[bytes], Any]) -> Any:
        answer, value = client.get(name, address, read)
        found.answers.append(answer)
        return value

    found.source = {
        "publisher": PROVIDER,
        "title": f"Annual totals in goods, HS, as reported by {pair[0]} and {pair[1]}",
        "url": "https://comtradeplus.un.org/",
        "kind": "dataset",
        "licence": LICENCE,
        "redistributable": "false",
        "dataset": DATASET,
        "notes": "Full service of the API." if key else "Preview service of the API.",
    }
    base = f"{ADDRESS}/files/v1/app/reference"
    try:
        reporters = ask("reporters", f"{base}/Reporters.json", lambda body: codes(body, "reporterCode"))
        partners = ask("partners", f"{base}/partnerAreas.json", lambda body: codes(body, "PartnerCode"))
    except RefreshError as error:
        found.failed(error, f"totals of {' and '.join(pair)}")
        return found
    for reporter, partner in (pair, pair[::-1]):
        code, other = reporters.get(reporter), partners.get(partner)
        if code is None or other is None:
            lacks, part = (reporter, "reporters") if code is None else (partner, "partners")
            found.gaps.append(Gap(f"{reporter} with {partner}", None, "no record", f"{lacks} is not among the {part}"))
            continue
        address = f"{ADDRESS}/public/v1/getDA/C/A/HS?{urlencode({'reporterCode': code})}"
        try:
            covered = ask(f"coverage-{reporter}", address, lambda body, code=code: coverage(body, code))
        except RefreshError as error:
            found.failed(error, f"years that {reporter} has reported")
            continue
        last = found.answers[-1].day.year - 1
        for year in span(years, last):
            for flow, (name, _) in FLOWS.items():
                what = describe("trade", dict(trade_key(reporter, partner, name, year)))
                if year not in covered:
                    later = year > max(covered, default=0)
                    why = "not reported yet" if later else "no record"
                    found.gaps.append(Gap(what, year, why, "" if later else "a year that was not reported"))
                    continue
                address = request(code, other, flow, year, bool(key))
                read = partial(total, asked=(reporter, code, partner, other, flow, year))
                try:
                    value = ask(f"{reporter}-{partner}-{name}-{year}", address, read)
                except RefreshError as error:
                    found.failed(error, what, year)
                    continue
                if value is None:
                    found.gaps.append(Gap(what, year, "no record"))
                else:
                    found.values.append(value)
    return found


def request(reporter: int, partner: int, flow: str, year: int, full: bool) -> str:
    """The address of one total; ``full`` is the service that asks for a key."""
    path = "data/v1/get" if full else "public/v1/preview"
    # The preview service filters by the name in lower case; the echo is checked in either case.
    query = {"reporterCode" if full else "reportercode": reporter, "partnerCode": partner, "period": year}
    query |= {"flowCode": flow, **TOTAL, "breakdownMode": "classic", "includeDesc": "true", "maxRecords": 500}
    return f"{ADDRESS}/{path}/C/A/HS?{urlencode({**query, 'format': 'JSON'})}"


def _records(body: bytes, name: str) -> list[dict[str, Any]]:
    try:
        found = json.loads(body.decode("utf-8-sig"))
    except (UnicodeDecodeError, ValueError) as error:
        raise Unusable(f"found an answer that is no JSON ({error}), expected a list of {name}") from None
    rows = found.get(name) if isinstance(found, dict) else None
    if isinstance(found, dict) and found.get("error"):
        raise Unusable(f"found the error {str(found['error'])[:150]!r} inside the answer, expected {name}")
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise Unusable(f"found an answer without a list of {name}, expected one")
    if "count" in found and found["count"] != len(rows):
        raise Unusable(f"found {len(rows)} rows, expected {found['count']}, the count of the answer")
    return rows


def codes(body: bytes, name: str) -> dict[str, int]:
    """Comtrade's codes by alpha-3 code, of countries that exist, from a reference list.

    ``name`` is ``reporterCode`` or ``PartnerCode``: the two lists spell their columns differently.

    Raises
    ------
    Unusable
        If the list is not one, or lists nobody.
    """
    found: dict[str, int] = {}
    for row in _records(body, "results"):
        iso3, code = row.get(f"{name}IsoAlpha3"), row.get(name)
        if iso3 and isinstance(code, int) and not row.get("isGroup") and not row.get("entryExpiredDate"):
            found[code_of(iso3) or iso3] = code
    if not found:
        raise Unusable(f"found no country with {name}IsoAlpha3, expected a list of them")
    return found


def coverage(body: bytes, reporter: int) -> set[int]:
    """The years for which a country has reported.

    Raises
    ------
    Unusable
        If the answer is about another country.
    """
    years = set()
    for row in _records(body, "data"):
        if row.get("reporterCode") != reporter:
            raise Unusable(f"found coverage of {row.get('reporterCode')!r}, expected that of {reporter}")
        years.add(int(number(row.get("period"), "period") or 0))
    return years - {0}


def total(body: bytes, asked: tuple[str, int, str, int, str, int]) -> Value | None:
    """The total of one reporter, partner, flow and year in USD; None if Comtrade has no record.

    Parameters
    ----------
    body
        The answer.
    asked
        Reporter (alpha-3 and Comtrade's code), partner (the same), flow (``X`` or ``M``) and year.

    Raises
    ------
    Unusable
        If there is an error in the answer, it is about something else, or it holds more than one total.
    """
    reporter, code, partner, other, flow, year = asked
    echo = {"reporterCode": code, "partnerCode": other, "flowCode": flow, "refYear": year}
    rows = _records(body, "data")
    for row in rows:
        for name, expected in echo.items():
            if row.get(name) != expected:
                raise Unusable(f"{name}: found {row.get(name)!r}, expected {expected!r} as asked for")
        for name, expected in (("reporterISO", reporter), ("partnerISO", partner)):
            if row.get(name) is not None and (code_of(row[name]) or row[name]) != expected:
                raise Unusable(f"{name}: found {row[name]!r}, expected {expected!r}")
    rows = [row for row in rows if all(str(row.get(name)) == str(value) for name, value in TOTAL.items())] or rows
    if len(rows) > 1:
        raise Unusable(f"found {len(rows)} rows for one total, expected one")
    value = number(rows[0].get("primaryValue"), "primaryValue") if rows else None
    if value is None:
        return None
    row = rows[0]
    name, valuation = FLOWS[flow]
    if row.get("cifvalue") is None and row.get("fobvalue") is not None:
        valuation = "FOB"
    notes = [f"classification {row['classificationCode']}"] if row.get("classificationCode") else []
    if row.get("legacyEstimationFlag"):
        notes.append(f"estimation flag {row['legacyEstimationFlag']} of the publisher")
    return Value(
        "trade",
        trade_key(reporter, partner, name, year),
        value,
        {
            "valuation": valuation,
            "as_published": f"{row['primaryValue']} (US$)",
            "confidence": "high",
            "notes": "; ".join(notes),
        },
    )
