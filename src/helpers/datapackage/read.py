"""The only reader of the data package: the folder in, checked and typed frames out.

The package is a Frictionless data package (``datapackage.json`` and one CSV a table). Its schema carries, beside
types, keys and enumerations, a few properties of our own:

``x-kind``       ``date`` and ``period`` (ISO 8601, see :mod:`helpers.periods`), ``list`` (values joined by ``;``)
``x-references`` for a list: the table and field in which each value must exist
``x-narrative``  free text that may mention later years (the edition cuts such sentences)
``x-forward``    a date that may lie in the future of the row (a due date)
``x-lens``       of a table: by which column it is dated, whether it is public as it happens (``known``: ``date``), how its rows
                 belong to a pair, and which columns are the key of a value that later vintages of one data set revise

and, beside ``cutoff``, ``x-earlier-cutoffs``: the cut-offs under which earlier editions were made.

Read as the same table: with or without byte order mark, LF or CRLF, columns in any order, further columns, padded
cells, empty rows. Tables that the project's own package has are read by its schema, whatever package they stand in.
"""

from __future__ import annotations

import codecs
import copy
import csv
import hashlib
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.faults import Fault, InputError, PackageError

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "DEFAULT_DATA",
    "PROJECT",
    "Fault",
    "InputError",
    "Package",
    "PackageError",
    "read_descriptor",
    "read_package",
]

PROJECT = Path(__file__).resolve().parents[3]
DEFAULT_DATA = PROJECT / "data"
BASEMAP = "basemap"  # the name under which an edition notes that its base map was read
CELL_LIMIT = 1_000_000  # characters; beyond it a quote that is never closed would take the whole file


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
    """Read ``datapackage.json`` of a folder; every table has a name, a schema and a path inside the folder.

    Raises
    ------
    InputError
        If the folder has none, it is not JSON or lacks what a package needs.
    """
    path = Path(folder) / "datapackage.json"
    try:
        descriptor = json.loads(path.read_text(encoding="utf-8-sig"))
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
        if name not in _house() and not (
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
def _house() -> dict[str, dict[str, Any]]:
    """The tables of the project's own package: what every chapter is written for."""
    try:
        descriptor = json.loads((DEFAULT_DATA / "datapackage.json").read_text(encoding="utf-8"))
    except OSError as error:
        raise InputError(f"{DEFAULT_DATA}: found {error.strerror}, expected the project's own data package") from None
    return {resource["name"]: resource for resource in descriptor["resources"]}


def _known(resource: dict[str, Any]) -> dict[str, Any]:
    """The resource with the project's schema, if it is one of the project's tables."""
    house = _house().get(resource["name"])
    if house is None:
        fields = [{"type": "string", **spec} for spec in resource["schema"]["fields"]]
        return {**resource, "schema": {**resource["schema"], "fields": fields}}
    return {**resource, "schema": house["schema"], "x-lens": house.get("x-lens", {})}


def read_rows(path: Path, progress: Callable[[int], None] | None = None) -> Iterator[tuple[int, list[str]]]:
    """Stream the rows of a CSV file as they stand, cells stripped of padding, each with its first line number.

    The first row is the header. Rows without any text are left out. Nothing but one row is held in memory.

    Parameters
    ----------
    path
        A UTF-8 file with commas; a byte order mark and any line ends are taken.
    progress
        Called now and then with the number of bytes read so far.

    Raises
    ------
    PackageError
        With one fault, where the file stops to be readable.
    """
    csv.field_size_limit(CELL_LIMIT)
    first = 1
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            if file.buffer.peek(2)[:2] in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
                raise PackageError([Fault(str(path), 1, "", "UTF-16", "a file in UTF-8")])
            reader = csv.reader(_clean_lines(file, path), strict=True, skipinitialspace=True)
            for number, row in enumerate(reader):
                if progress and number % 5000 == 0:
                    progress(file.buffer.tell())
                cells = [cell.strip() for cell in row]
                if any(cells):
                    yield first, cells
                first = reader.line_num + 1
            if progress:
                progress(file.buffer.tell())
    except UnicodeDecodeError:
        raise PackageError([_undecodable(path)]) from None
    except csv.Error as error:
        found = {
            "unexpected end of data": "a quote that is never closed",
            f"field larger than field limit ({CELL_LIMIT})": "a quote that is not closed or a cell without end",
        }.get(str(error), f"a row that cannot be read ({error})")
        expected = f"cells of at most {CELL_LIMIT:,} characters, quotes in pairs and doubled inside quotes"
        raise PackageError([Fault(str(path), first, "", found, expected)]) from None
    except OSError as error:
        raise PackageError([Fault(str(path), None, "", error.strerror, "a file that can be read")]) from None


def _clean_lines(file: Any, path: Path) -> Iterator[str]:
    for number, line in enumerate(file, 1):
        if "\0" in line:
            found = "a NUL byte" if line.count("\0") < len(line) // 3 else "NUL bytes as in UTF-16"
            raise PackageError([Fault(str(path), number, "", found, "text in UTF-8")])
        yield line


def _undecodable(path: Path) -> Fault:
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as error:
                byte = f"byte 0x{line[error.start]:02X} at place {error.start + 1} of the line"
                return Fault(str(path), number, "", byte, "UTF-8 (is the file saved as Windows-1251 or Latin-1?)")
    return Fault(str(path), None, "", "bytes that are no text", "UTF-8")


def _raw(path: Path, fields: list[dict[str, Any]]) -> pd.DataFrame:
    """The columns of a table as text, in the order of the schema."""
    import pandas as pd

    rows = read_rows(path)
    header = next(rows, (0, []))[1]
    places = [header.index(spec["name"]) for spec in fields]
    columns: list[list[str]] = [[] for _ in fields]
    known: dict[str, str] = {}
    for _, row in rows:
        for column, place in zip(columns, places, strict=True):
            column.append(known.setdefault(row[place], row[place]))
    names = [spec["name"] for spec in fields]
    return pd.DataFrame({name: pd.Series(column, dtype=str) for name, column in zip(names, columns, strict=True)})


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
            columns[name] = values.str.lower().eq("true")
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
        If a table cannot be read; all faults of the package are in it. What can be read but is not right is left to
        :func:`helpers.datapackage.check.check`.
    InputError
        If there is no package there.
    """
    folder = Path(folder) if folder else DEFAULT_DATA
    descriptor = read_descriptor(folder)
    paths = [folder / resource["path"] for resource in descriptor["resources"]]
    content = hashlib.sha256(json.dumps(descriptor).encode())
    for path in paths:
        content.update(path.read_bytes() if path.is_file() else b"")
    known = _read(folder, content.hexdigest())
    # Frames of its own, sharing what nobody changes: many editions of one package are opened in one process.
    tables = {name: frame.copy(deep=False) for name, frame in known.tables.items()}
    return Package(folder, copy.deepcopy(known.descriptor), tables)


@cache
def _empty() -> dict[str, pd.DataFrame]:
    """The project's own tables without a row."""
    import pandas as pd

    found = {}
    for name, resource in _house().items():
        fields = resource["schema"]["fields"]
        found[name] = _typed(pd.DataFrame({spec["name"]: pd.Series(dtype=str) for spec in fields}), fields)
    return found


@lru_cache(maxsize=2)
def _read(folder: Path, content: str) -> Package:
    descriptor = read_descriptor(folder)
    tables = {}
    for resource in descriptor["resources"]:
        fields = resource["schema"]["fields"]
        try:
            tables[resource["name"]] = _typed(_raw(folder / resource["path"], fields), fields)
        except (PackageError, ValueError, IndexError, TypeError, OverflowError) as error:
            # What cannot be read is a fault; the checker knows its place and all others.
            from helpers.datapackage.check import check

            fault = Fault(str(folder / resource["path"]), None, "", str(error), "a table of the schema")
            raise PackageError(check(folder) or [fault]) from None
    for resource in _house().values():
        if resource["name"] not in tables:
            tables[resource["name"]] = _empty()[resource["name"]]
            descriptor["resources"].append(resource)
    return Package(folder, descriptor, tables)
