"""International Monetary Fund, International Trade in Goods by partner (IMTS): both directions in one call.

The key of a series is ``COUNTRY.INDICATOR.COUNTERPART_COUNTRY.FREQUENCY`` with alpha-3 codes. A key in another order
is answered with status 200 and no rows, as is a pair without trade, so an answer without any row tells nothing and
counts as not retrieved. ``OBS_VALUE`` is in whole dollars whatever ``SCALE`` says. The IMF fills what a country did
not report from its partners; ``DERIVATION_TYPE`` is noted as given, and no row is preferred to a country's own.
"""

import csv
import io
from collections.abc import Callable

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

PROVIDER = "International Monetary Fund"
ADDRESS = "https://api.imf.org/external/sdmx/2.1/data/IMF.STA,IMTS,1.0.0"
ACCEPT = "application/vnd.sdmx.data+csv;version=1.0.0"
DATASET = "imf-imts"
LICENCE = "IMF copyright; terms of the data portal not checked; individual figures only"
FLOWS = {"XG_FOB_USD": ("export", "FOB"), "MG_CIF_USD": ("import", "CIF")}
COLUMNS = ("COUNTRY", "INDICATOR", "COUNTERPART_COUNTRY", "TIME_PERIOD", "OBS_VALUE")


def retrieve(
    pair: tuple[str, str], years: tuple[int, int | None], progress: Callable[[], object] | None = None
) -> Retrieval:
    """Exports and imports of both countries with each other, in USD."""
    client = Client(PROVIDER, headers={"Accept": ACCEPT}, progress=progress)
    found = Retrieval(PROVIDER, {})
    try:
        answer, values = client.get("IMTS", request(pair, years), lambda body: parse(body, pair))
        found.answers.append(answer)
    except RefreshError as error:
        found.failed(error, f"exports and imports of {' and '.join(pair)}")
        values = []
    found.values = [value for value in values if int(dict(value.key)["period"]) in _within(years, found)]
    known = {value.key for value in found.values}
    for reporter, partner in (pair, pair[::-1]) if found.answers else ():
        for name, _ in FLOWS.values():
            for year in _within(years, found):
                key = trade_key(reporter, partner, name, year)
                if key not in known:
                    found.gaps.append(Gap(describe("trade", dict(key)), year, "no record"))
    found.source = {
        "publisher": PROVIDER,
        "title": f"International Trade in Goods by partner country, {pair[0]} and {pair[1]}",
        "url": "https://data.imf.org/",
        "kind": "dataset",
        "licence": LICENCE,
        "redistributable": "false",
        "dataset": DATASET,
        "notes": "What a country did not report is filled by the publisher from its partners.",
    }
    return found


def _within(years: tuple[int, int | None], found: Retrieval) -> range:
    return span(years, found.answers[-1].day.year - 1 if found.answers else years[0])


def request(pair: tuple[str, str], years: tuple[int, int | None]) -> str:
    """The address of all four series."""
    both = "+".join(pair)
    end = f"&endPeriod={years[1]}" if years[1] is not None else ""
    return f"{ADDRESS}/{both}.{'+'.join(FLOWS)}.{'+'.join(reversed(pair))}.A?startPeriod={years[0]}{end}"


def parse(body: bytes, pair: tuple[str, str]) -> list[Value]:
    """Values of the table ``trade`` from SDMX-CSV; a country with itself is left out.

    Raises
    ------
    Unusable
        If a column is missing, a row is about other countries, or there is no row at all.
    """
    try:
        rows = list(csv.DictReader(io.StringIO(body.decode("utf-8-sig")), strict=True))
    except (UnicodeDecodeError, csv.Error) as error:
        raise Unusable(f"found an answer that cannot be read ({error}), expected SDMX-CSV") from None
    if not rows:
        raise Unusable("found no observation, which a key that is not understood is answered with too")
    for name in COLUMNS:
        if name not in rows[0]:
            raise Unusable(f"found the columns {', '.join(map(str, rows[0]))[:120]}, expected {name} among them")
    values: dict[tuple, Value] = {}
    for row in rows:
        if None in row or None in row.values():
            raise Unusable("found a row that breaks off, expected as many cells as columns")
        reporter, partner, code = row["COUNTRY"], row["COUNTERPART_COUNTRY"], row["INDICATOR"]
        if reporter == partner:
            continue
        if {reporter, partner} != set(pair) or code not in FLOWS:
            raise Unusable(f"found {reporter}.{code}.{partner}, expected the series asked for")
        value = number(row["OBS_VALUE"], f"{reporter}.{code}.{partner} {row['TIME_PERIOD']}")
        if value is None:
            continue
        name, valuation = FLOWS[code]
        derived = row.get("DERIVATION_TYPE", "")
        key = trade_key(reporter, partner, name, int(row["TIME_PERIOD"]))
        if key in values:
            raise Unusable(f"found two rows for {reporter}.{code}.{partner} {row['TIME_PERIOD']}, expected one")
        notes = f"derivation type {derived} of the publisher" if derived else ""
        columns = {
            "valuation": valuation,
            "as_published": f"{row['OBS_VALUE']} (US$)",
            "confidence": "moderate",
            "notes": notes,
        }
        values[key] = Value("trade", key, value, columns)
    return list(values.values())
