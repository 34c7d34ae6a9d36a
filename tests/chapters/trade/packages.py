"""Small packages of trade: rows typed by hand, opened as the chapter of one pair."""

from helpers import open_edition
from helpers.chapters import open_chapter
from small import COUNTRIES, small_package, trade_row

DATA_SET, OFFICIAL, NEWS = "1", "2", "3"
SOURCES = [
    {"source_id": "1", "publisher": "Customs", "title": "Statistics", "published": "2016", "kind": "dataset"},
    {"source_id": "2", "publisher": "Office", "title": "Speech", "published": "2021", "kind": "official"},
    {"source_id": "3", "publisher": "Agency", "title": "News", "published": "2021-03-04", "kind": "news"},
]
FREIGHT = [
    {"gravity_id": "G1", "group": "mirror", "parameter": "cif_fob_factor", "value": "1.06", "unit": "ratio"},
    {"gravity_id": "G2", "group": "mirror", "parameter": "tau_upper_limit", "value": "0.20", "unit": "share"},
]


def flow(exporter, importer, period, reporter, usd, **more):
    """A one-way flow as one side reports it."""
    return {
        "period": period,
        "reporter": reporter,
        "partner": importer if reporter == exporter else exporter,
        "exporter": exporter,
        "parties": ";".join(sorted([exporter, importer])),
        "flow": "export" if reporter == exporter else "import",
        "valuation": "FOB" if reporter == exporter else "CIF",
        "value_usd": str(usd),
        **more,
    }


def total(reporter, period, usd, **more):
    """Exports and imports of PAK and KAZ together, published as one figure."""
    row = {"period": period, "reporter": reporter, "flow": "total", "valuation": "", "exporter": "", "partner": ""}
    return {**row, "parties": "KAZ;PAK", "value_usd": str(usd), "source_ids": OFFICIAL, **more}


def both_flows(reporter, partner, year, sold, bought, **more):
    """Exports and imports of one reporter in a year."""
    return [
        flow(reporter, partner, str(year), reporter, sold, **more),
        flow(partner, reporter, str(year), reporter, bought, **more),
    ]


def announced(number, usd, due="", day="2025-12-03", **more):
    """A target of PAK and KAZ."""
    return {
        "target_id": f"TG{number}",
        "parties": "KAZ;PAK",
        "announced": day,
        "announced_by": "Two presidents",
        "target_usd": str(usd),
        "due": due,
        "standing": "joint",
        "measure": "total",
        "confidence": "high",
        "source_ids": OFFICIAL,
        **more,
    }


def indicator(country, year, name, value):
    """A row of the table ``indicators``."""
    return {
        "indicator_id": f"{country}{year}{name}",
        "country": country,
        "year": str(year),
        "indicator": name,
        "value": str(value),
        "unit": "USD",
        "source_ids": DATA_SET,
    }


def countries(*codes):
    """Rows of the table ``countries``; a country that is not in the small package is named by its code."""
    return [
        {"iso3": code, "name": name, "official_name": name, "adjective": adjective, "capital": "", "source_ids": "1"}
        for code, (name, adjective, _) in ((code, COUNTRIES.get(code, (code, code, ""))) for code in codes)
    ]


def chapter(folder, trade=(), targets=(), indicators=(), as_of="", pair="PAK-KAZ", others=(), **parameters):
    """The chapter of a small package; a package without rows of trade about the pair gets one about another."""
    rows = [trade_row(place, **{"source_ids": DATA_SET, **row}) for place, row in enumerate(trade, 1)]
    tables = {
        "sources": SOURCES,
        "countries": countries("PAK", "KAZ", "UZB", *others),
        "trade": rows,
        "targets": list(targets),
        "indicators": list(indicators),
        "gravity": [{**row, "confidence": "high", "source_ids": DATA_SET} for row in FREIGHT],
    }
    edition = open_edition(pair, as_of, data=small_package(folder / "data", pair, **tables))
    return open_chapter("trade", edition, **parameters)
