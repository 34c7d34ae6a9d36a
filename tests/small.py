"""A data package of a few rows that tests may fill, distort and damage, and what a small notebook says of its edition."""

import csv
import io
import json
from pathlib import Path

from helpers.datapackage.read import DEFAULT_DATA, read_descriptor

COUNTRIES = {
    "PAK": ("Pakistan", "Pakistani", "Islamabad"),
    "KAZ": ("Kazakhstan", "Kazakh", "Astana"),
    "UZB": ("Uzbekistan", "Uzbek", "Tashkent"),
}
SOURCES = [
    {"source_id": "1", "publisher": "Office", "title": "Yearbook", "published": "2020", "kind": "official"},
    {"source_id": "2", "publisher": "Agency", "title": "News", "published": "2021-03-04", "kind": "news"},
]
EDITION = {
    "type": "edition",
    "slug": "AAA-BBB",
    "a": {"iso3": "AAA", "name": "Aland", "official_name": "Republic of Aland", "adjective": "Alandic", "capital": "A"},
    "b": {"iso3": "BBB", "name": "Bland", "official_name": "Kingdom of Bland", "adjective": "Blandic", "capital": "B"},
    "as_of": "2026-11-23",
    "cutoff": "2026-11-23",
    "vintage": "as-of",
    "as_of_label": "23 November 2026",
    "cutoff_label": "23 November 2026",
    "vintage_label": "known by then",
}


def trade_row(number, **changes):
    row = {
        "trade_id": f"T{number}",
        "period": str(2019 - (int(number) - 1) % 60),  # a row a year: of one key one is preferred
        "reporter": "PAK",
        "partner": "KAZ",
        "exporter": "PAK",
        "parties": "KAZ;PAK",
        "flow": "export",
        "valuation": "FOB",
        "value_usd": "1500000",
        "status": "reported" if changes.get("value_usd", "1") else "not-recorded",
        "as_published": "" if "value_usd" in changes else "1.5 million",
        "preferred": "true",
        "confidence": "high",
        "source_ids": "1",
    }
    return {**row, **changes}


def event_row(number, **changes):
    row = {
        "event_id": f"E{number}",
        "date": "2019-05-06",
        "title": "Visit of the president",
        "level": "head-of-state",
        "lane": "top-level",
        "mode": "visit",
        "visitor": "KAZ",
        "location": "PAK",
        "status": "occurred",
        "parties": "KAZ;PAK",
        "confidence": "high",
        "source_ids": "1;2",
    }
    return {**row, **changes}


def fields(table):
    """The column names of a table of the project."""
    resources = {resource["name"]: resource for resource in read_descriptor(DEFAULT_DATA)["resources"]}
    return [spec["name"] for spec in resources[table]["schema"]["fields"]]


def text(table, rows):
    """The rows as CSV text with the header of the table."""
    out = io.StringIO()
    writer = csv.DictWriter(out, fields(table), restval="", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def small_package(folder: Path, pair: str = "PAK-KAZ", **tables) -> Path:
    """Write a valid package with ``countries``, ``sources`` and the tables given (rows as dictionaries)."""
    folder.mkdir(parents=True, exist_ok=True)
    countries = [
        {
            "iso3": code,
            "name": name,
            "official_name": name,
            "adjective": adjective,
            "capital": capital,
            "source_ids": "1",
        }
        for code, (name, adjective, capital) in COUNTRIES.items()
    ]
    tables = {"countries": countries, "sources": SOURCES, **tables}
    descriptor = json.loads((DEFAULT_DATA / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["pairs"], descriptor["cutoff"], descriptor["x-earlier-cutoffs"] = [pair], "2026-11-23", []
    del descriptor["x-basemap"]
    descriptor["resources"] = [resource for resource in descriptor["resources"] if resource["name"] in tables]
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    for table, rows in tables.items():
        (folder / f"{table}.csv").write_text(text(table, rows), encoding="utf-8")
    return folder
