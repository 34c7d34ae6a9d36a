"""The server in place of the publishers, a small package, and no waiting between tries."""

import pytest

from helpers.refresh import comtrade, fetch, imf, worldbank
from publishers import Publishers
from small import small_package, trade_row

COUNTRIES = ("KGZ", "PAK")


@pytest.fixture
def server(monkeypatch):
    """A server that all three providers are asked at; an address that nobody mapped fails the test."""
    made = Publishers()
    monkeypatch.setattr(comtrade, "ADDRESS", made.address)
    monkeypatch.setattr(comtrade, "PAUSE", 0)
    monkeypatch.setattr(worldbank, "ADDRESS", f"{made.address}/v2")
    monkeypatch.setattr(worldbank, "PAUSE", 0)
    monkeypatch.setattr(imf, "ADDRESS", f"{made.address}/imf")
    monkeypatch.setattr(fetch, "BACKOFF", 0)
    monkeypatch.delenv(comtrade.KEY, raising=False)
    yield made
    made.close()
    assert not made.unmapped


@pytest.fixture
def package(tmp_path):
    """Pakistan and Kyrgyzstan with two values of Comtrade, one of the other side's office, and a population."""
    comtrade_source = {
        "source_id": "3",
        "publisher": "UN Comtrade",
        "title": "Totals",
        "kind": "dataset",
        "dataset": "un-comtrade-totals",
        "redistributable": "false",
    }
    bank = {"source_id": "4", "publisher": "World Bank", "title": "WDI", "kind": "dataset", "dataset": "worldbank-wdi"}
    office = {"source_id": "1", "publisher": "Office", "title": "Yearbook", "published": "2020", "kind": "official"}
    ours = {"partner": "KGZ", "parties": "KGZ;PAK", "source_ids": "3"}
    rows = [
        trade_row(1, **ours, period="2018", value_usd="1000000"),
        trade_row(2, **ours, period="2019", value_usd="2000000"),
        trade_row(
            3, period="2019", reporter="KGZ", partner="PAK", exporter="PAK", parties="KGZ;PAK", flow="import",
            valuation="CIF", value_usd="3000000", source_ids="1",
        ),
    ]  # fmt: skip
    people = [
        {"indicator_id": f"IN{place:04d}", "country": "KGZ", "year": str(year), "indicator": "population",
         "value": str(value), "unit": "persons", "source_ids": "4"}
        for place, (year, value) in enumerate([(2018, 6_300_000), (2019, 6_400_000)], 1)
    ]  # fmt: skip
    countries = [
        {"iso3": code, "name": name, "official_name": name, "adjective": name, "capital": capital, "source_ids": "1"}
        for code, name, capital in (("KGZ", "Kyrgyzstan", "Bishkek"), ("PAK", "Pakistan", "Islamabad"))
    ]
    sources = [office, comtrade_source, bank]
    return small_package(
        tmp_path / "data", "PAK-KGZ", countries=countries, sources=sources, trade=rows, indicators=people
    )
