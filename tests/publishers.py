"""A local server in place of the publishers: answers of the documented shapes, written by hand, and every trap.

An address that no test has mapped is an error of the test. The clock of the server is fixed, so a retrieval is dated.
"""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, urlsplit

DATE = "Sat, 05 Dec 2026 08:30:00 GMT"
CODES = {"PAK": 586, "KGZ": 417, "IND": 699}
HEAD = {"pages": 1, "per_page": 1000, "sourceid": "2", "lastupdated": "2026-10-14"}


class Publishers:
    """Maps addresses to answers; each is (status, headers, body) and the last one of a list stays."""

    def __init__(self):
        self.routes, self.asked, self.unmapped = {}, [], []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self):
                outer.answer(self)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()

    def map(self, path, *answers, **query):
        """Answer a path, and the query parameters given, in turn; bodies that are no bytes are sent as JSON."""
        self.routes[path, frozenset((name, str(value)) for name, value in query.items())] = [
            one if isinstance(one, tuple) else (200, {}, one) for one in answers
        ]

    def answer(self, request):
        parts = urlsplit(request.path)
        query = set(parse_qsl(parts.query, keep_blank_values=True))
        self.asked.append((parts.path, dict(query), dict(request.headers)))
        fitting = [key for key in self.routes if key[0] == parts.path and key[1] <= query]
        if not fitting:
            self.unmapped.append(request.path)
            request.send_error(418)
            return
        answers = self.routes[max(fitting, key=lambda key: len(key[1]))]
        status, headers, body = answers.pop(0) if len(answers) > 1 else answers[0]
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        request.send_response_only(status)
        for name, value in {"Date": DATE, "Content-Length": str(len(body)), **headers}.items():
            if value is not None:
                request.send_header(name, value)
        request.end_headers()
        request.wfile.write(body)

    def close(self):
        self.server.shutdown()
        self.server.server_close()


# ---- UN Comtrade


def references(server):
    """The two lists of codes, which spell their columns differently and hold groups and countries that are gone."""
    base = "/files/v1/app/reference"
    reporters = [
        {"id": code, "text": iso3, "reporterCode": code, "reporterCodeIsoAlpha3": iso3, "isGroup": False}
        for iso3, code in CODES.items()
    ]
    gone = {"reporterCode": 356, "reporterCodeIsoAlpha3": "IND", "entryExpiredDate": "1974-12-31T00:00:00"}
    group = {"reporterCode": 97, "reporterCodeIsoAlpha3": "EUR", "isGroup": True}
    partners = [
        {"id": code, "text": iso3, "PartnerCode": code, "PartnerCodeIsoAlpha3": iso3, "isGroup": False}
        for iso3, code in CODES.items()
    ]
    server.map(f"{base}/Reporters.json", {"more": False, "results": [*reporters, gone, group]})
    server.map(f"{base}/partnerAreas.json", {"more": False, "results": partners})


def covered(server, reporter, *years):
    rows = [{"datasetCode": 1, "freqCode": "A", "period": year, "reporterCode": CODES[reporter]} for year in years]
    server.map("/public/v1/getDA/C/A/HS", coverage(rows), reporterCode=CODES[reporter])


def coverage(rows):
    return {"elapsedTime": "0.1 secs", "count": len(rows), "data": rows, "error": ""}


def record(reporter, partner, flow, year, value, **changes):
    """One annual total with the fields that the publisher documents."""
    row = {
        "typeCode": "C", "freqCode": "A", "refPeriodId": year * 10000 + 101, "refYear": year, "refMonth": 52,
        "period": str(year), "reporterCode": CODES[reporter], "reporterISO": reporter, "flowCode": flow,
        "partnerCode": CODES[partner], "partnerISO": partner, "partner2Code": 0, "classificationCode": "H5",
        "isOriginalClassification": True, "cmdCode": "TOTAL", "aggrLevel": 0, "customsCode": "C00", "motCode": 0,
        "qty": None, "netWgt": None, "cifvalue": value if flow == "M" else None,
        "fobvalue": value if flow == "X" else None, "primaryValue": value, "legacyEstimationFlag": 0,
        "isReported": False, "isAggregate": True,
    }  # fmt: skip
    return {**row, **changes}


def total(*records, **changes):
    return {"elapsedTime": "0.27 secs", "count": len(records), "data": list(records), "error": "", **changes}


def trade(server, reporter, partner, flow, year, *answers, full=False):
    path = "/data/v1/get/C/A/HS" if full else "/public/v1/preview/C/A/HS"
    name = "reporterCode" if full else "reportercode"
    query = {name: CODES[reporter], "partnerCode": CODES[partner], "flowCode": flow, "period": year}
    server.map(path, *answers, **query)


# ---- World Bank


def point(country, code, year, value):
    row = {"indicator": {"id": code, "value": code}, "country": {"id": country[:2], "value": country}}
    return {**row, "countryiso3code": country, "date": str(year), "value": value, "unit": "", "obs_status": ""}


def pages(code, rows, size=1000, **changes):
    """The answers of the World Bank, a page each."""
    parts = [rows[start : start + size] for start in range(0, len(rows), size)] or [[]]
    head = {**HEAD, "pages": len(parts), "per_page": size, "total": len(rows), **changes}
    return [[{**head, "page": place}, part] for place, part in enumerate(parts, 1)]


def indicator(server, countries, code, answers):
    for place, body in enumerate(answers, 1):
        server.map(f"/v2/country/{';'.join(sorted(countries))}/indicator/{code}", body, page=place)


# ---- IMF

COLUMNS = "DATAFLOW,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE,DERIVATION_TYPE"


def series(*rows):
    """SDMX-CSV; a row is country, indicator, counterpart, year, value."""
    lines = [f"IMF.STA:IMTS(1.0.0),{a},{code},{b},A,{year},{value},6,M" for a, code, b, year, value in rows]
    return "\r\n".join([COLUMNS, *lines, ""]).encode()


def imts(server, pair, *answers, **query):
    both = "+".join(pair)
    path = f"/imf/{both}.XG_FOB_USD+MG_CIF_USD.{'+'.join(reversed(pair))}.A"
    server.map(path, *answers, **query)
