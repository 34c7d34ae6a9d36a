"""The only reader of the data package: the folder in, checked and typed frames out.

The package is a Frictionless data package (``datapackage.json`` and one CSV a table). Its schema carries, beside
types, keys and enumerations, a few properties of our own:

``x-kind``       ``date`` and ``period`` (ISO 8601, see :mod:`helpers.periods`), ``list`` (values joined by ``;``)
``x-references`` for a list: the table and field in which each value must exist
``x-narrative``  free text that may mention later years (the edition cuts such sentences)
``x-forward``    a date that may lie in the future of the row (a due date)
``x-lens``       of a table: by which column it is dated and how its rows belong to a pair
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pandas as pd

PROJECT = Path(__file__).resolve().parents[2]
DEFAULT_DATA = PROJECT / "data"
BASEMAP = "basemap"  # the name under which an edition notes that its base map was read


class InputError(Exception):
    """Something given to the program cannot be used; the message says what was found and what was expected."""


@dataclass(frozen=True)
class Fault:
    """One fault of a data package, at a place that can be opened in an editor."""

    file: str
    line: int | None
    column: str
    found: str
    expected: str

    def __str__(self) -> str:
        where = f"{self.file}:{self.line}" if self.line else self.file
        column = f" {self.column}:" if self.column else ""
        return f"{where}:{column} found {self.found}, expected {self.expected}"


class PackageError(InputError):
    """A data package with faults; ``faults`` holds them all, the message prints them a line each."""

    def __init__(self, faults: list[Fault]):
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


@dataclass(frozen=True)
class Package:
    """A data package in memory: ``tables`` by name, ``schemas`` by name and the descriptor."""

    folder: Path
    descriptor: dict[str, Any]
    tables: dict[str, pd.DataFrame] = field(repr=False)

    @property
    def cutoff(self) -> str:
        """The information cut-off (ISO date): nothing later was looked at."""
        return self.descriptor["cutoff"]

    @cached_property
    def resources(self) -> dict[str, dict[str, Any]]:
        """Table name to its Frictionless resource descriptor."""
        return {resource["name"]: resource for resource in self.descriptor["resources"]}

    def fields(self, table: str) -> list[dict[str, Any]]:
        """The field descriptors of a table, in order."""
        return self.resources[table]["schema"]["fields"]


def read_descriptor(folder: Path) -> dict[str, Any]:
    """Read ``datapackage.json`` of a folder.

    Raises
    ------
    InputError
        If the folder has none or it is not JSON.
    """
    path = Path(folder) / "datapackage.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(f"{path}: found no such file, expected the descriptor of a data package") from None
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: found {error}, expected JSON") from None


def _typed(frame: pd.DataFrame, fields: list[dict[str, Any]]) -> pd.DataFrame:
    import pandas as pd

    columns = {}
    for spec in fields:
        name, kind = spec["name"], spec["type"]
        values = frame[name].str.strip()
        if kind in ("integer", "number"):
            numbers = pd.to_numeric(values.replace("", None))
            whole = kind == "integer" and not numbers.isna().any()
            columns[name] = numbers.astype("int64" if whole else "float64")
        elif kind == "boolean":
            columns[name] = values.eq("true")
        elif spec.get("x-kind") == "list":
            numeric = spec.get("x-references", {}).get("resource") == "sources"
            split = values.map(lambda cell: tuple(part.strip() for part in cell.split(";") if part.strip()))
            columns[name] = split.map(lambda cell: tuple(map(int, cell))) if numeric else split
        else:
            columns[name] = values.astype(object)
    return pd.DataFrame(columns)


def read_basemap(package: Package) -> dict[str, Any]:
    """Land and frontiers for maps, from the file that ``x-basemap`` names, or the project's own.

    Returns
    -------
    dict
        ``extent`` (west, south, east, north in degrees), ``land`` (polygons of rings of longitude and latitude),
        ``lines`` (``kind``, ``label``, ``points``), ``credit`` and ``licence``.

    Raises
    ------
    InputError
        If the named file is not there or is not JSON.
    """
    named = package.descriptor.get("x-basemap")
    path = package.folder / named if named else DEFAULT_DATA / read_descriptor(DEFAULT_DATA)["x-basemap"]
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise InputError(f"{path}: found no such file, expected the base map of the data package") from None
    except (json.JSONDecodeError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: found {error}, expected JSON") from None


def read_package(folder: str | Path | None = None) -> Package:
    """Read a data package into typed frames.

    Text is ``str`` with ``""`` for missing, numbers are float or int with NaN for missing, lists are tuples (of
    ``int`` for source numbers), dates and periods stay ISO text (see :func:`helpers.periods.period`).

    Parameters
    ----------
    folder
        The folder with ``datapackage.json``; the project's own ``data/`` if not given. A table of the project's own
        package that this one lacks is read as one without rows.

    Raises
    ------
    PackageError
        If the package does not validate; all faults are in it.
    InputError
        If there is no package there.
    """
    import pandas as pd

    folder = Path(folder) if folder else DEFAULT_DATA
    descriptor = read_descriptor(folder)
    tables = {}
    for resource in descriptor["resources"]:
        path = folder / resource["path"]
        raw = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
        tables[resource["name"]] = _typed(raw, resource["schema"]["fields"])
    for resource in read_descriptor(DEFAULT_DATA)["resources"]:
        if resource["name"] not in tables:
            fields = resource["schema"]["fields"]
            empty = pd.DataFrame({spec["name"]: pd.Series(dtype=str) for spec in fields})
            tables[resource["name"]] = _typed(empty, fields)
            descriptor["resources"].append(resource)
    return Package(folder, descriptor, tables)
