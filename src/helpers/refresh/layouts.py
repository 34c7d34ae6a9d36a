"""Files that analysts hold, recognised by their header, as values of ``trade``, ``indicators`` and ``unga_agreement``.

Each layout is a function from rows to :class:`Found` values; :data:`LAYOUTS` has it with the columns by which it is
known. A country is read from its ISO code, its number or its name; what is no country (a group, an area that a
publisher does not specify, bunkers) is left out and counted, the world is ``WLD``. What the world layer holds of every
state is known too (:data:`LAYER`), with the recipe that makes its table again.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Set
from dataclasses import dataclass
from functools import cache
from itertools import combinations

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
    reported: bool = True  # by the country; not what a publisher made of the reports of both
    counts: tuple[tuple[str, int], ...] = ()  # of a year of votes


@dataclass(frozen=True)
class Layout:
    """A layout: publisher, title, licence, the data set whose vintages it continues, its columns and its reader.

    The reader takes the rows and the countries that are wanted, and gives values, or why a row has none.
    """

    publisher: str
    title: str
    url: str
    licence: str
    redistributable: bool
    dataset: str
    columns: frozenset[str]
    read: Callable[[Iterable[Row], Set[str]], Iterator[Found | str]]


@cache
def _by_number() -> dict[str, str]:
    states = World().whole("states")
    return {str(int(number)): code for number, code in zip(states["m49"], states["country"], strict=True)}


@cache
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


def _comtrade(rows: Iterable[Row], _: Set[str]) -> Iterator[Found | str]:
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


def _comtrade_old(rows: Iterable[Row], _: Set[str]) -> Iterator[Found | str]:
    for row in rows:
        if row["Commodity Code"] != "TOTAL":
            yield "a part of a total (product, way of transport, second partner)"
            continue
        sides = ("Reporter ISO", "Reporter Code", "Reporter"), ("Partner ISO", "Partner Code", "Partner")
        yield _flow(row, row["Trade Flow"].rstrip("s"), 1, "Trade Value (US$)", *sides, year=row["Year"])


def _wits(rows: Iterable[Row], _: Set[str]) -> Iterator[Found | str]:
    for row in rows:
        if row.get("ProductCode", "Total").lower() not in ("total", "all", "999999"):
            yield "a part of a total (product, way of transport, second partner)"
            continue
        sides, flow = (("ReporterISO3", "ReporterName"), ("PartnerISO3", "PartnerName")), row["TradeFlowName"]
        yield _flow(row, flow, 1000, "TradeValue in 1000 USD", *sides, year=row["Year"])


def _wits_summary(rows: Iterable[Row], _: Set[str]) -> Iterator[Found | str]:
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


def _worldbank(rows: Iterable[Row], _: Set[str]) -> Iterator[Found | str]:
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


def _imf(rows: Iterable[Row], _: Set[str]) -> Iterator[Found | str]:
    for row in rows:
        known = IMF_FLOWS.get(row["INDICATOR"])
        if row.get("FREQUENCY", "A") != "A" or not row["TIME_PERIOD"].isdigit():
            yield "of a month or quarter"
        elif not known:
            yield "another figure than total exports or imports"
        else:
            yield _flow(row, known[0], 1, "OBS_VALUE", ("COUNTRY",), ("COUNTERPART_COUNTRY",), year=row["TIME_PERIOD"])


def _imf_bulk(rows: Iterable[Row], _: Set[str]) -> Iterator[Found | str]:
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


def _gravity(rows: Iterable[Row], _: Set[str]) -> Iterator[Found | str]:
    for row in rows:
        if "0" in (row.get("country_exists_o"), row.get("country_exists_d")):
            yield "of a state that there was not in the year"
            continue
        first, second = ("iso3_o",), ("iso3_d",)
        yield _flow(row, "export", 1000, "tradeflow_comtrade_o", first, second, year=row["year"])
        yield _flow(row, "import", 1000, "tradeflow_comtrade_d", second, first, year=row["year"])


def _baci(rows: Iterable[Row], _: Set[str]) -> Iterator[Found | str]:
    sums: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        exporter, importer = country_of(row["i"]), country_of(row["j"])
        if not exporter or not importer:
            yield "a reporter or partner that is no country"
        else:
            sums[exporter, importer, row["t"]] += float(row["v"])
    for (exporter, importer, year), value in sums.items():
        shown, notes = f"{value:.3f} (US$, times 1,000; sum of products)", "the publisher reconciled both reports"
        yield Found("trade", exporter, importer, "export", int(year), round(value * 1000), shown, "FOB", notes, False)


_OWN_VOTES = {"RUS": 1992, "SRB": 2006}  # years before are those of a predecessor under the same number


def _votes(rows: Iterable[Row], countries: Set[str]) -> Iterator[Found | str]:
    states = World().whole("igo_states")
    code = dict(zip(states["ccode"].astype(int).astype(str), states["country"], strict=True))
    cast: dict[str, dict[str, dict[str, int]]] = {}
    for row in rows:
        year, country = (row.get("year") or row.get("date", ""))[:4], code.get(row["ccode"].partition(".")[0], "")
        if not year.isdigit():
            yield "without a year"
            continue
        rolls = cast.setdefault(year, {}).setdefault(row["rcid"], {})
        vote = row["vote"].partition(".")[0]
        if country not in countries or int(year) < _OWN_VOTES.get(country, 0):
            yield "of a country that the package does not have"
        elif vote in ("1", "2", "3"):
            rolls[country] = int(vote)
        else:
            yield "absent, or not yet a member"
    for year, rolls in cast.items():
        for a, b in combinations(sorted(countries), 2):
            apart = Counter(abs(votes[a] - votes[b]) for votes in rolls.values() if a in votes and b in votes)
            if apart:
                counts = {"n_rollcalls": len(rolls), "n_both": apart.total(), "n_half": apart[1], "n_opposed": apart[2]}
                yield Found(
                    "unga_agreement", a, b, "VOETEN", int(year), apart[0], str(apart[0]), counts=tuple(counts.items())
                )


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
_CEPII = ("CEPII", "https://www.cepii.fr/", "Etalab Open Licence 2.0; goes back to UN Comtrade", True)
_VOETEN = (
    "E. Voeten, A. Strezhnev and M. Bailey",
    "https://doi.org/10.7910/DVN/LEJUQZ",
    "cite the authors",
    True,
    "unvotes",
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
    "CEPII Gravity": _of(
        (*_CEPII, "cepii-gravity"), "Gravity, flows that each side reported",
        "year|iso3_o|iso3_d|tradeflow_comtrade_o|tradeflow_comtrade_d", _gravity,
    ),
    "CEPII BACI": _of((*_CEPII, "cepii-baci"), "BACI, total of all products", "t|i|j|k|v|q", _baci),
    "votes of the General Assembly (Voeten)": _of(_VOETEN, "General Assembly votes", "rcid|ccode|vote", _votes),
}  # fmt: skip

# What the world layer holds: columns of each of its files, and the recipe that makes its tables from them in this order.
LAYER: dict[str, tuple[frozenset[str], str]] = {
    "CEPII GeoDist, pairs": (frozenset({"iso_o", "iso_d", "contig", "distw"}), "distances"),
    "CEPII GeoDist, places": (frozenset({"iso3", "cap", "lat", "lon"}), "distances"),
    "ideal points (Bailey, Strezhnev and Voeten)": (frozenset({"iso3c", "year", "IdealPointFP"}), "ideal-points"),
    "Correlates of War, memberships by state": (frozenset({"ccode", "state", "year", "AAAID"}), "igo"),
    "Correlates of War, memberships by body": (frozenset({"ioname", "orgname", "year", "sdate"}), "igo-bodies"),
}
