"""The base map of a data package: the file that ``x-basemap`` of its descriptor names."""

from pathlib import Path
from typing import Any

from helpers.datapackage.descriptor import DEFAULT_DATA, read_descriptor
from helpers.files import read_json

BASEMAP = "basemap"  # the name under which an edition notes that its base map was read
_POINTS = {"type": "array", "items": {"type": "array", "items": {"type": "number"}, "minItems": 2}}
SHAPE = {
    "type": "object",
    "required": ["extent", "land", "lines", "credit", "licence"],
    "properties": {
        "extent": {"type": "array", "items": {"type": "number"}, "minItems": 4, "maxItems": 4},
        "land": {"type": "array", "items": {"type": "array", "items": _POINTS}},
        "lines": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["kind", "points"],
                "properties": {"kind": {"type": "string"}, "points": _POINTS},
            },
        },
        "credit": {"type": "string"},
        "licence": {"type": "string"},
    },
}


def read_basemap(folder: Path, descriptor: dict[str, Any]) -> dict[str, Any]:
    """Land and frontiers for the maps of a package, from the file that its descriptor names, or the project's own.

    Returns
    -------
    dict
        ``extent`` (west, south, east, north in degrees), ``land`` (polygons of rings of longitude and latitude),
        ``lines`` (``kind``, ``label``, ``points``), ``credit`` and ``licence``.

    Raises
    ------
    InputError
        If the named file is not there, is not JSON or has another shape.
    """
    named = descriptor.get("x-basemap")
    path = folder / named if named else DEFAULT_DATA / read_descriptor(DEFAULT_DATA)["x-basemap"]
    what = "the base map of the data package (without x-basemap it has the project's)"
    return read_json(path, SHAPE, what)
