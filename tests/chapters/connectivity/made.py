"""A small network, summed by hand: from the port over Islamabad to Astana, by a pass or by a low crossing.

Port -100- Islamabad -50- High Pass (in season April to November) -50- Tashkent -100- Astana: 300 km.
Port -100- Islamabad -200- Low Gate -200- Astana: 500 km.
"""

from helpers import open_edition
from helpers.chapters import open_chapter
from small import small_package

PLACES = {
    "PRT": ("Port", "port", "PAK", "25.0", "67.0", "0"),
    "ISB": ("Islamabad", "city", "PAK", "33.7", "73.0", "500"),
    "HGH": ("High Pass (Khan Pass)", "pass", "PAK;UZB", "36.0", "73.0", "4000"),
    "TAS": ("Tashkent", "city", "UZB", "41.3", "69.2", "400"),
    "LOW": ("Low Gate", "border", "KAZ;PAK", "36.0", "75.0", "700"),
    "AST": ("Astana", "city", "KAZ", "43.0", "76.0", "300"),
}
LENGTHS = {"PRT-ISB": 100, "ISB-HGH": 50, "HGH-TAS": 50, "TAS-AST": 100, "ISB-LOW": 200, "LOW-AST": 200}


def node(key, **changes):
    name, kind, country, lat, lon, elevation = PLACES[key]
    row = {"node_id": key, "name": name, "kind": kind, "country": country, "lat": lat, "lon": lon}
    return {
        **row,
        "elevation_m": elevation,
        "position_basis": "gazetteer",
        "confidence": "high",
        "source_ids": "1",
        **changes,
    }


def edge(key, km, **changes):
    start, end = key.split("-")
    row = {
        "edge_id": key,
        "from_node": start,
        "to_node": end,
        "mode": "road",
        "distance_km": str(km) if km else "",
        "distance_basis": "published" if km else "estimated",
        "programmes": "",
        "status": "operational",
        "composite": "false",
        "preferred": "true",
        "confidence": "high",
        "source_ids": "1",
    }
    season = {"season_open": "04-01", "season_close": "11-30"} if key == "ISB-HGH" else {}
    return {**row, **season, **changes}


def closure(number, place, start, end="", seen="", **changes):
    row = {"closure_id": f"C{number}", "node_id": place, "closed_from": start, "closed_to": end, "last_confirmed": seen}
    return {**row, "cause": "snow", "confidence": "high", "source_ids": "2", **changes}


def scenario(key, name, nodes="", countries="", season="all-year", **changes):
    row = {"scenario_id": key, "name": name, "closed_nodes": nodes, "closed_countries": countries, "season": season}
    return {**row, "description": "", "source_ids": "1", **changes}


def milestone(number, programme, component, kind, date, stated, **changes):
    row = {"milestone_id": f"M{number}", "programme": programme, "component": component, "kind": kind, "date": date}
    return {**row, "stated_on": stated, "confidence": "high", "source_ids": "2", **changes}


def project(number, programme, component, metric, value, unit, as_of, **changes):
    row = {"project_id": f"P{number}", "programme": programme, "component": component, "metric": metric}
    return {
        **row,
        "value": str(value),
        "unit": unit,
        "as_of": as_of,
        "confidence": "high",
        "source_ids": "2",
        **changes,
    }


def member(programme, country, role="party", date="2020"):
    row = {"programme": programme, "country": country, "role": role, "belongs": "true"}
    return {**row, "date": date, "source_ids": "1"}


def shipment(number, date, start, end, agreements):
    row = {"shipment_id": f"S{number}", "date": date, "route": f"{start}-{end}", "origin": start, "destination": end}
    return {**row, "agreements": agreements, "carrier": "", "cargo": "", "confidence": "high", "source_ids": "2"}


SCENARIOS = [
    scenario("high", "High Pass closed", "HGH"),
    scenario("low", "Low Gate closed", "LOW"),
    scenario("both", "High Pass and Low Gate closed", "HGH;LOW"),
]


def edition_of(folder, as_of="", links=None, pair="PAK-KAZ", **tables):
    """An edition of the small network."""
    links = links or [edge(key, km) for key, km in LENGTHS.items()]
    network = {"nodes": [node(key) for key in PLACES], "edges": links, "scenarios": SCENARIOS}
    return open_edition(pair, as_of, data=small_package(folder / "data", **{**network, **tables}))


def chapter_of(folder, closed=(), pages=(), **made):
    """The chapter on the small network, drawn without a map."""
    edition = edition_of(folder, **made)
    return open_chapter("connectivity", edition, closed=closed, pages=pages, map_convention="schematic")
