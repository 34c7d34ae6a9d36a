"""The descriptor of a data package: ``datapackage.json``, checked as far as a reader relies on it.

Tables that the project's own package has are described by its schema and its rules, whatever package they stand in.
"""

import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from helpers.faults import InputError
from helpers.files import read_regular

PROJECT = Path(__file__).resolve().parents[3]
DEFAULT_DATA = PROJECT / "data"
OWN = ("x-lens", "x-rules")  # what a table of the project has from the project's descriptor, beside its schema


def read_descriptor(folder: Path) -> dict[str, Any]:
    """Read ``datapackage.json`` of a folder; every table has a name, a schema and a path inside the folder.

    Raises
    ------
    InputError
        If the folder has none, it is not JSON or lacks what a package needs.
    """
    path = Path(folder) / "datapackage.json"
    try:
        descriptor = json.loads(read_regular(path).decode("utf-8-sig"))
    except (FileNotFoundError, NotADirectoryError):
        raise InputError(f"{path}: found no such file, expected the descriptor of a data package") from None
    except OSError as error:
        raise InputError(f"{path}: found {error.strerror}, expected a file that can be read") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: found {error}, expected JSON") from None
    for found, expected in _descriptor_faults(Path(folder), descriptor):
        raise InputError(f"{path}: found {found}, expected {expected}")
    descriptor.setdefault("pairs", [])
    descriptor["resources"] = [_known(resource) for resource in descriptor["resources"]]
    return descriptor


def _descriptor_faults(folder: Path, descriptor: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(descriptor, dict) or not isinstance(descriptor.get("resources"), list):
        yield "no list of resources", "a data package with its tables as resources"
        return
    cutoff = descriptor.get("cutoff")
    if not isinstance(cutoff, str) or not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", cutoff):
        yield f"cutoff {cutoff!r}", "the information cut-off, an ISO 8601 date such as 2026-11-23"
    earlier = descriptor.get("x-earlier-cutoffs", [])
    if not isinstance(earlier, list) or not all(
        re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(day)) for day in earlier
    ):
        yield f"x-earlier-cutoffs {earlier!r}", "a list of ISO 8601 dates"
    pairs = descriptor.get("pairs", [])
    if not isinstance(pairs, list) or not all(isinstance(pair, str) for pair in pairs):
        yield f"pairs {pairs!r}", "a list of pairs, two ISO 3166-1 alpha-3 codes with a hyphen each"
    basemap = descriptor.get("x-basemap", "")
    if basemap != "" and not (isinstance(basemap, str) and _inside(folder, basemap)):
        yield f"x-basemap {basemap!r}", "the path of a file inside the folder of the package"
    names = set()
    for place, resource in enumerate(descriptor["resources"]):
        name = resource.get("name") if isinstance(resource, dict) else None
        if not isinstance(name, str) or not re.fullmatch(r"[a-z][a-z0-9_]*", name) or name in names:
            yield f"name {name!r} of resource {place + 1}", "a name of its own in lower case"
            continue
        names.add(name)
        path = resource.get("path")
        if not isinstance(path, str) or "://" in path or not _inside(folder, path):
            yield f"path {path!r} of table {name}", "a file inside the folder of the package"
        fields = resource.get("schema", {}).get("fields") if isinstance(resource.get("schema", {}), dict) else None
        if name not in house() and not (
            isinstance(fields, list)
            and fields
            and all(isinstance(spec, dict) and isinstance(spec.get("name"), str) for spec in fields)
        ):
            yield f"no fields of table {name}", "a schema with fields, as this is no table of the project"


def _inside(folder: Path, path: str) -> bool:
    try:
        return bool(path) and (folder / path).resolve().is_relative_to(folder.resolve())
    except (OSError, ValueError):
        return False


@cache
def house() -> dict[str, dict[str, Any]]:
    """The tables of the project's own package: what every chapter is written for."""
    try:
        descriptor = json.loads((DEFAULT_DATA / "datapackage.json").read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{DEFAULT_DATA}: found {error.strerror}, expected the project's own data package") from None
    return {resource["name"]: resource for resource in descriptor["resources"]}


def _known(resource: dict[str, Any]) -> dict[str, Any]:
    """The resource with the project's schema, if it is one of the project's tables."""
    own = house().get(resource["name"])
    if own is None:
        fields = [{"type": "string", **spec} for spec in resource["schema"]["fields"]]
        return {**resource, "schema": {**resource["schema"], "fields": fields}}
    return {**resource, "schema": own["schema"], **{name: own[name] for name in OWN if name in own}}
