"""Files that analysts hold, recognised by their header, as values of the tables ``trade`` and ``indicators``.

Each layout is a function from rows to :class:`Found` values; :data:`LAYOUTS` has it with the columns by which it is
known. A country is read from its ISO code, its number or its name; what is no country (a group, an area that a
publisher does not specify, bunkers) is left out and counted, the world is ``WLD``. Layouts that hold no figure of
these tables are known too (:data:`ELSEWHERE`), so that the answer can say where they belong.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache

from helpers.countries import code_of
from helpers.refresh.imf import FLOWS as IMF_FLOWS
from helpers.refresh.worldbank import INDICATORS
from helpers.world.read import World

WORLD = "WLD"
_WORLDS = {"0", "00", "w00", "wld", "world", "1w"}
_FLOWS = {
    "x": "export",
    "export": "export",
    "exports": "export",
    "m": "import",
    "import": "import",
    "imports": "import",
}
_VALUATION = {"export": "FOB", "import": "CIF"}
Row = dict[str, str]


@dataclass(frozen=True)
class Found:
    """A value of a file: its table, key, value, unit as published, and what else is to be told of it."""

    table: str
    country: str
    partner: str
    name: str  # flow, or indicator
    year: int
    value: float
    shown: str
    valuation: str = ""
    notes: str = ""


@dataclass(frozen=True)
class Layout:
    """A layout: publisher, title, licence, the data set whose vintages it continues, its columns and its reader."""

    publisher: str
    title: str
    url: str
    licence: str
    redistributable: bool
    dataset: str
    columns: frozenset[str]
    read: Callable[[list[Row]], Iterator[Found | str]]


@cache
def _by_number() -> dict[str, str]:
    states = World().whole("states")
    return {str(int(number)): code for number, code in zip(states["m49"], states["country"], strict=True)}


def country_of(*texts: str) -> str:
    """The alpha-3 code of the first of several texts that is a country, ``WLD`` for the world; empty if none is."""
    for text in (text.strip() for text in texts if text):
        if text.lower() in _WORLDS:
            return WORLD
        found = code_of(text.lstrip("0")) or _by_number().get(text.lstrip("0"), "")
        if found:
            return found
    return ""


def _value(text: str) -> float | None:
    plain = text.strip().replace("\u00a0", "")
    if plain in ("", "..", "...", "n/a", "NA", "-"):
        return None
    if (plain.count(",") and "." in plain) or plain.count(",") > 1:
        plain = plain.replace(",", "")
    return float(plain)


def _flow(
    row: Row, text: str, scale: float, shown: str, *names: tuple[str, ...], year: str, notes: str = ""
) -> Found | str:
    """One flow; the reason why a row is none."""
    reporter, partner = (country_of(*(row.get(name, "") for name in part)) for part in names)
    flow, value = _FLOWS.get(text.strip().lower(), ""), _value(row.get(shown, ""))
    if not flow:
        return "re-exports, re-imports and other flows"
    if not reporter or not partner:
        return "a reporter or partner that is no country"
    if value is None:
        return "without a value"
    unit = "US$" if scale == 1 else f"US$, times {scale:,.0f}"
    return Found(
        "trade", reporter, partner, flow, int(year), value * scale, f"{row[shown]} ({unit})", _VALUATION[flow], notes
    )


def _comtrade(rows: list[Row]) -> Iterator[Found | str]:
    for row in rows:
        whole = row.get("cmdCode", "TOTAL") == "TOTAL" and row.get("partner2Code", "0") in ("0", "")
        whole &= row.get("motCode", "0") in ("0", "") and row.get("customsCode", "C00") in ("C00", "")
        if not whole:
            yield "a part of a total (product, way of transport, second partner)"
        elif row.get("freqCode", "A") != "A":
            yield "of a month"
        else:
            notes = "estimated by the publisher" if row.get("legacyEstimationFlag", "0") not in ("", "0") else ""
            sides = ("reporterISO", "reporterCode", "reporterDesc"), ("partnerISO", "partnerCode", "partnerDesc")
            flow = row.get("flowCode", "")
            yield _flow(row, flow, 1, "primaryValue", *sides, year=row.get("refYear") or row["period"], notes=notes)


def _comtrade_old(rows: list[Row]) -> Iterator[Found | str]:
    for row in rows:
        if row["Commodity Code"] != "TOTAL":
            yield "a part of a total (product, way of transport, second partner)"
            continue
        sides = ("Reporter ISO", "Reporter Code", "Reporter"), ("Partner ISO", "Partner Code", "Partner")
        yield _flow(row, row["Trade Flow"].rstrip("s"), 1, "Trade Value (US$)", *sides, year=row["Year"])


def _wits(rows: list[Row]) -> Iterator[Found | str]:
    for row in rows:
        if row.get("ProductCode", "Total").lower() not in ("total", "all", "999999"):
            yield "a part of a total (product, way of transport, second partner)"
            continue
        sides, flow = (("ReporterISO3", "ReporterName"), ("PartnerISO3", "PartnerName")), row["TradeFlowName"]
        yield _flow(row, flow, 1000, "TradeValue in 1000 USD", *sides, year=row["Year"])


def _wits_summary(rows: list[Row]) -> Iterator[Found | str]:
    for row in rows:
        text = row["Indicator"]
        flow = "export" if text.startswith("Export(US$ Thousand)") or text.startswith("Exports (in US$") else ""
        flow = "import" if text.startswith("Import(US$ Thousand)") or text.startswith("Imports (in US$") else flow
        whole = next((row[name] for name in row if name.startswith("Product")), "All Products")
        if not flow or whole.strip() not in ("All Products", "Total"):
            yield "another figure than total exports or imports"
            continue
        for year in (name for name in row if name.isdigit() and len(name) == 4):
            yield _flow(row, flow, 1000, year, ("Reporter",), ("Partner",), year=year)


def _worldbank(rows: list[Row]) -> Iterator[Found | str]:
    for row in rows:
        code, country = row.get("Indicator Code") or row.get("Series Code") or "", country_of(row["Country Code"])
        if code not in INDICATORS:
            yield "another indicator" if code else "a line of notes"
            continue
        if not country or country == WORLD:
            yield "a reporter or partner that is no country"
            continue
        name, unit = INDICATORS[code]
        for head in row:
            value = _value(row[head]) if head[:4].isdigit() else None
            if value is not None:
                yield Found("indicators", country, "", name, int(head[:4]), value, row[head], unit)


def _imf(rows: list[Row]) -> Iterator[Found | str]:
    for row in rows:
        known = IMF_FLOWS.get(row["INDICATOR"])
        if row.get("FREQUENCY", "A") != "A" or not row["TIME_PERIOD"].isdigit():
            yield "of a month or quarter"
        elif not known:
            yield "another figure than total exports or imports"
        else:
            yield _flow(row, known[0], 1, "OBS_VALUE", ("COUNTRY",), ("COUNTERPART_COUNTRY",), year=row["TIME_PERIOD"])


def _imf_bulk(rows: list[Row]) -> Iterator[Found | str]:
    flows = {"TXG_FOB_USD": "export", "TMG_CIF_USD": "import"}
    for row in rows:
        if not row["Time Period"].isdigit():
            yield "of a month or quarter"
        elif row["Indicator Code"] not in flows:
            yield "another figure than total exports or imports"
        else:
            # The codes are the IMF's own numbers, so the names decide.
            names = ("Country Name",), ("Counterpart Country Name",)
            yield _flow(row, flows[row["Indicator Code"]], 1, "Value", *names, year=row["Time Period"])


def _layout(
    publisher: str, title: str, url: str, licence: str, shared: bool, dataset: str, columns: str, read
) -> Layout:
    return Layout(publisher, title, url, licence, shared, dataset, frozenset(columns.split("|")), read)


_UN = ("UN Comtrade", "https://comtradeplus.un.org/", "UN Comtrade terms; not for redistribution", False, "un-comtrade")
_WB = ("World Bank", "https://data.worldbank.org/", "CC BY 4.0", True, "worldbank-wdi")
_IMF = (
    "International Monetary Fund",
    "https://data.imf.org/",
    "IMF copyright; individual figures only",
    False,
    "imf-imts",
)
_WITS = ("World Bank WITS", "https://wits.worldbank.org/", "WITS terms; goes back to UN Comtrade", False, "wits")


def _of(house: tuple, title: str, columns: str, read) -> Layout:
    publisher, url, licence, shared, dataset = house
    return _layout(publisher, title, url, licence, shared, dataset, columns, read)


LAYOUTS: dict[str, Layout] = {
    "UN Comtrade, download or bulk file": _of(
        _UN, "Merchandise trade, annual totals", "refYear|reporterCode|flowCode|partnerCode|primaryValue", _comtrade
    ),
    "UN Comtrade, download before 2023": _of(
        _UN, "Merchandise trade, annual totals",
        "Year|Trade Flow|Reporter|Reporter ISO|Partner|Partner ISO|Commodity Code|Trade Value (US$)", _comtrade_old,
    ),
    "WITS, query": _of(
        _WITS, "Merchandise trade by partner",
        "ReporterISO3|PartnerISO3|Year|TradeFlowName|TradeValue in 1000 USD", _wits,
    ),
    "WITS, summary of a country": _of(_WITS, "Trade summary by partner", "Reporter|Partner|Indicator", _wits_summary),
    "World Development Indicators, file of an indicator or country": _of(
        _WB, "World Development Indicators", "Country Name|Country Code|Indicator Name|Indicator Code", _worldbank
    ),
    "World Bank DataBank, export": _of(
        _WB, "World Development Indicators", "Country Name|Country Code|Series Name|Series Code", _worldbank
    ),
    "IMF, goods by partner (SDMX-CSV)": _of(
        _IMF, "International Trade in Goods by partner country",
        "COUNTRY|INDICATOR|COUNTERPART_COUNTRY|TIME_PERIOD|OBS_VALUE", _imf,
    ),
    "IMF, Direction of Trade Statistics, bulk file": _of(
        _IMF, "Direction of Trade Statistics",
        "Country Name|Indicator Code|Counterpart Country Name|Time Period|Value", _imf_bulk,
    ),
}  # fmt: skip

# What is known by its header and holds no row of the two tables: columns and what to do with it.
_LAYER = "a table of the world layer, which holds it for every pair: python -m helpers.refresh.world"
ELSEWHERE: dict[str, tuple[frozenset[str], str]] = {
    "CEPII GeoDist": (frozenset({"iso_o", "iso_d", "contig", "distw"}), f"{_LAYER} distances FILE"),
    "CEPII Gravity": (
        frozenset({"iso3_o", "iso3_d", "year", "distw_harmonic"}),
        "flows that its authors took from Comtrade and the IMF: import those, so that each has its own reporter",
    ),
    "CEPII BACI": (
        frozenset({"t", "i", "j", "k", "v", "q"}),
        "flows that neither side reported (the two reports are reconciled), so they belong to no ledger",
    ),
    "votes of the General Assembly (Voeten)": (
        frozenset({"rcid", "ccode", "vote"}), "single votes; the world layer has the UN Library's own roll calls",
    ),
    "ideal points (Bailey, Strezhnev and Voeten)": (
        frozenset({"ccode", "session", "IdealPointAll"}), f"{_LAYER} ideal-points FILE",
    ),
    "Correlates of War, memberships": (frozenset({"ccode", "state", "year", "AAAID"}), f"{_LAYER} igo FILE"),
}  # fmt: skip
