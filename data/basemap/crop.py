"""Cut the base map of the package from Natural Earth at 1:50 million (public domain).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python data/basemap/crop.py package 40 14 96 52

Writes ``frontiers.json`` beside this file: land as one shape without countries, lines by kind, lakes, rivers, where the
name of each country may stand (its shape made coarse, never drawn), and the land of the world for a small globe. Land
and lines are those of world-atlas; ``lakes.geojson``, ``rivers.geojson`` and ``disputed_lines.geojson`` beside this file
are layers of Natural Earth that it lacks (lakes, rivers with lake centre lines, lines of disputed areas). Arcs that two
countries share are frontiers. The arc that India and Pakistan share carries the Line of Control north of 32.4 N and
west of 77.2 E (a cut of ours: Natural Earth's own line classes are not in the package); the arcs that China and India
share, and those of an area without a country's code, are lines in dispute.
"""

import hashlib
import json
import sys
from itertools import accumulate
from pathlib import Path
from typing import Any

import pycountry
from shapely import LineString, Polygon, box, line_merge, make_valid, union_all
from shapely.geometry import mapping
from shapely.geometry import shape as read_shape

PINNED = "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394"
COUNTRIES, WORLD = "countries-50m.json", "land-110m.json"
INDIA, PAKISTAN, CHINA = "356", "586", "156"
CONTROL = box(60, 32.4, 77.2, 40)
LABELS = {"line-of-control": "Line of Control", "disputed": "Boundary not settled"}
DECIMALS = 3
COARSE = 0.12  # degrees by which the shapes behind names and the globe may be off
RIVER_RANK = 6  # the least river that is drawn, as Natural Earth ranks them


def arcs(topology: dict[str, Any]) -> list[list[tuple[float, float]]]:
    """The arcs of a TopoJSON topology in degrees."""
    (sx, sy), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    decoded = []
    for arc in topology["arcs"]:
        xs, ys = accumulate(step[0] for step in arc), accumulate(step[1] for step in arc)
        decoded.append([(x * sx + tx, y * sy + ty) for x, y in zip(xs, ys, strict=True)])
    return decoded


def rings(geometry: dict[str, Any]) -> list[list[list[int]]]:
    """The polygons of a geometry, each a list of rings, each a list of arc numbers."""
    shapes = {"Polygon": [geometry.get("arcs")], "MultiPolygon": geometry.get("arcs")}
    return shapes.get(geometry["type"], [])


def joined(numbers: list[int], lines: list[list[tuple[float, float]]]) -> list[tuple[float, float]]:
    """The points of a ring from its arcs; ``~n`` is arc ``n`` backwards."""
    points: list[tuple[float, float]] = []
    for number in numbers:
        line = lines[number] if number >= 0 else lines[~number][::-1]
        points += line[1:] if points else line
    return points


def kinds(owners: set[str]) -> str:
    """What the arc between these countries is; an area without a code is ``""``."""
    return "disputed" if "" in owners or owners == {CHINA, INDIA} else "frontier"


def crop(topology: dict[str, Any], west: float, south: float, east: float, north: float) -> dict[str, Any]:
    """Land and lines within an extent in degrees, as plain lists of coordinates."""
    lines = arcs(topology)
    window = box(west, south, east, north)
    owners: dict[int, set[str]] = {}
    land = []
    named: dict[str, list] = {}
    for geometry in topology["objects"]["countries"]["geometries"]:
        for polygon in rings(geometry):
            area = outline(polygon, lines).intersection(window)
            if not area.is_empty:
                land.append(area.buffer(0))
                named.setdefault(geometry.get("id", ""), []).append(area)
            for ring in polygon:
                for number in ring:
                    owners.setdefault(max(number, ~number), set()).add(geometry.get("id", ""))
    found: dict[str, list] = {"frontier": [], "line-of-control": [], "disputed": []}
    for number, between in owners.items():
        line = LineString(lines[number]).intersection(window) if len(between) > 1 else LineString()
        if line.is_empty:
            continue
        if between == {INDIA, PAKISTAN}:
            found["line-of-control"].append(line.intersection(CONTROL))
            found["frontier"].append(line.difference(CONTROL))
        else:
            found[kinds(between)].append(line)
    return {
        "extent": [west, south, east, north],
        "land": parts(union_all(land)),
        "lines": [
            {"kind": kind, "label": LABELS.get(kind, ""), "points": points}
            for kind, shapes in found.items()
            for points in parts(line_merge(union_all(shapes)))
        ],
        "countries": [
            {"code": country.alpha_3, "shape": parts(union_all(shapes).simplify(COARSE), 2)}
            for number, shapes in sorted(named.items())
            if (country := pycountry.countries.get(numeric=number))
        ],
    }


def outline(polygon: list[list[int]], lines: list[list[tuple[float, float]]]) -> Any:
    """The shape of a polygon given by the numbers of its arcs."""
    return make_valid(Polygon(joined(polygon[0], lines), [joined(ring, lines) for ring in polygon[1:]]))


def water(folder: Path, window: Any) -> dict[str, Any]:
    """Lakes and rivers within a window, and the lines that a state claims or that split away."""

    def features(name: str) -> list[tuple[dict[str, Any], Any]]:
        rows = json.loads((folder / name).read_text(encoding="utf-8"))["features"]
        return [(row["properties"], read_shape(row["geometry"]).intersection(window)) for row in rows]

    rivers = [shape for row, shape in features("rivers.geojson") if row["scalerank"] <= RIVER_RANK]
    lakes = [make_valid(shape).buffer(0) for _, shape in features("lakes.geojson")]
    claims = [shape for _, shape in features("disputed_lines.geojson")]
    return {
        "lakes": parts(union_all(lakes)),
        "rivers": parts(line_merge(union_all(rivers)).simplify(0.01), 2),
        "claims": [{"kind": "claim", "label": "", "points": points} for points in parts(union_all(claims))],
    }


def globe(topology: dict[str, Any]) -> list[Any]:
    """The land of the world, coarse."""
    lines = arcs(topology)
    shapes = [outline(polygon, lines) for one in topology["objects"]["land"]["geometries"] for polygon in rings(one)]
    return [polygon[:1] for polygon in parts(union_all(shapes).simplify(0.5), 1) if len(polygon[0]) > 7]


def parts(shape: Any, decimals: int = DECIMALS) -> list[Any]:
    """The parts of a shape, rounded: lines as points, polygons as rings."""
    found = []
    for part in getattr(shape, "geoms", [shape]):
        if part.is_empty or part.geom_type not in ("LineString", "Polygon"):
            continue
        coordinates = mapping(part)["coordinates"]
        rounded = (
            [[[round(x, decimals), round(y, decimals)] for x, y in ring] for ring in coordinates]
            if (part.geom_type == "Polygon")
            else [[round(x, decimals), round(y, decimals)] for x, y in coordinates]
        )
        found.append(rounded)
    return sorted(found, key=len, reverse=True)


def main(folder: str, *extent: str) -> None:
    """Cut the files of world-atlas in a folder and write the result beside this script."""
    data = (Path(folder) / COUNTRIES).read_bytes()
    if hashlib.sha256(data).hexdigest() != PINNED:
        raise SystemExit(f"{folder}/{COUNTRIES}: found another file, expected that of world-atlas 2.0.2")
    west, south, east, north = map(float, extent)
    made = crop(json.loads(data), west, south, east, north)
    wet = water(Path(__file__).parent, box(west, south, east, north))
    world = json.loads((Path(folder) / WORLD).read_text(encoding="utf-8"))
    result = {
        "title": "Land, frontiers, lakes and rivers, 1:50 million",
        "credit": "Made with Natural Earth",
        "licence": "Public domain (Natural Earth); land and frontiers packaged by world-atlas 2.0.2, ISC",
        "sha256": PINNED,
        **made,
        "lines": made["lines"] + wet.pop("claims"),
        **wet,
        "globe": globe(world),
    }
    target = Path(__file__).with_name("frontiers.json")
    target.write_text(json.dumps(result, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
