"""Cut the base map of the package from the borders of Natural Earth at 1:50 million.

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz
    python data/basemap/crop.py package/countries-50m.json 40 14 96 52

Writes ``frontiers.json`` beside this file: land as one shape without countries, and lines by kind. Arcs that two
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

from shapely import LineString, Polygon, box, line_merge, make_valid, union_all
from shapely.geometry import mapping

PINNED = "04342cdc1e3016bcd7db1630de95684d67b79fe3c8c460321e87aef469502394"
INDIA, PAKISTAN, CHINA = "356", "586", "156"
CONTROL = box(60, 32.4, 77.2, 40)
LABELS = {"line-of-control": "Line of Control"}
DECIMALS = 3


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
    for geometry in topology["objects"]["countries"]["geometries"]:
        for polygon in rings(geometry):
            shape = make_valid(Polygon(joined(polygon[0], lines), [joined(ring, lines) for ring in polygon[1:]]))
            if shape.intersects(window):
                land.append(shape.intersection(window).buffer(0))
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
    }


def parts(shape: Any) -> list[Any]:
    """The parts of a shape, rounded: lines as points, polygons as rings."""
    found = []
    for part in getattr(shape, "geoms", [shape]):
        if part.is_empty or part.geom_type not in ("LineString", "Polygon"):
            continue
        coordinates = mapping(part)["coordinates"]
        rounded = (
            [[[round(x, DECIMALS), round(y, DECIMALS)] for x, y in ring] for ring in coordinates]
            if (part.geom_type == "Polygon")
            else [[round(x, DECIMALS), round(y, DECIMALS)] for x, y in coordinates]
        )
        found.append(rounded)
    return sorted(found, key=len, reverse=True)


def main(source: str, *extent: str) -> None:
    """Crop a file and write the result beside this script."""
    data = Path(source).read_bytes()
    if hashlib.sha256(data).hexdigest() != PINNED:
        raise SystemExit(f"{source}: found another file, expected countries-50m.json of world-atlas 2.0.2")
    west, south, east, north = map(float, extent)
    result = {
        "title": "Land and frontiers, 1:50 million",
        "credit": "Made with Natural Earth",
        "licence": "Public domain (Natural Earth); packaged by world-atlas 2.0.2, ISC",
        "sha256": PINNED,
        **crop(json.loads(data), west, south, east, north),
    }
    target = Path(__file__).with_name("frontiers.json")
    target.write_text(json.dumps(result, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
