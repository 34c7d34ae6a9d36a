"""The only reader of the data package: the folder in, checked and typed frames out.

The package is a Frictionless data package (``datapackage.json`` and one CSV a table). Its schema carries, beside
types, keys and enumerations, a few properties of our own:

``x-kind``       ``date`` and ``period`` (ISO 8601, see :mod:`helpers.periods`), ``list`` (values joined by ``;``)
``x-references`` for a list: the table and field in which each value must exist
``x-narrative``  free text that may mention later years (the edition cuts such sentences)
``x-forward``    a date that may lie in the future of the row (a due date)
``x-ahead``      a date that may lie after the information cut-off
``x-rules``      of a table: what holds between the columns of a row and between rows (:mod:`helpers.datapackage.rules`,
                 :mod:`helpers.datapackage.series`); blank cells that follow from others are filled by them
``x-lens``       of a table: by which column it is dated, whether it is public as it happens (``known``: ``date``), how its rows
                 belong to a pair, and which columns are the key of a value that later vintages of one data set revise

and, beside ``cutoff``, ``x-earlier-cutoffs``: the cut-offs under which earlier editions were made.

Read as the same table: with or without byte order mark, LF or CRLF, columns in any order, without columns that are not
required, further columns, padded cells, empty rows. A period that Comtrade writes ``202206`` is read as ``2022-06``. A
thing that stands in two rows (rule ``repeated`` with ``once``) is read once. Tables that the project's own package has are read by its schema, whatever package they stand in.
"""

from __future__ import annotations

import copy
import hashlib
import json
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.datapackage.check import check
from helpers.datapackage.descriptor import DEFAULT_DATA, PROJECT, house, read_descriptor
from helpers.datapackage.fill import filled, told_once
from helpers.datapackage.rows import read_rows
from helpers.faults import Fault, InputError, PackageError
from helpers.files import irregular
from helpers.periods import iso

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
    "read_rows",
]


@dataclass(frozen=True)
class Package:
    """A data package in memory: the descriptor, ``tables`` by name, and what was left out as a repeat.

    ``repeats`` are, by table, the keys of rows that tell what another row tells, with the key of that row.
    """

    folder: Path
    descriptor: dict[str, Any]
    tables: dict[str, pd.DataFrame] = field(repr=False)
    repeats: dict[str, dict[str, str]] = field(default_factory=dict)

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


def _raw(path: Path, fields: list[dict[str, Any]]) -> pd.DataFrame:
    """The columns of a table as text, in the order of the schema."""
    import pandas as pd

    rows = read_rows(path)
    header = next(rows, (0, []))[1]
    columns: dict[str, list[str]] = {spec["name"]: [] for spec in fields}
    places = [(columns[name], header.index(name)) for name in columns if name in header]
    known: dict[str, str] = {}
    count = 0
    for _, row in rows:
        count += 1
        for column, place in places:
            column.append(known.setdefault(row[place], row[place]))
    return pd.DataFrame({name: pd.Series(column or [""] * count, dtype=str) for name, column in columns.items()})


def typed(frame: pd.DataFrame, fields: list[dict[str, Any]]) -> pd.DataFrame:
    """Columns of text as the types of the schema."""
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
        elif spec.get("x-kind") == "period":
            columns[name] = values.map(iso).astype(object)
        else:
            columns[name] = values.astype(object)
    return pd.DataFrame(columns)


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
        content.update(b"" if irregular(path) or not path.exists() else path.read_bytes())
    known = _read(folder, content.hexdigest())
    # Frames of its own, sharing what nobody changes: many editions of one package are opened in one process.
    tables = {name: frame.copy(deep=False) for name, frame in known.tables.items()}
    return Package(folder, copy.deepcopy(known.descriptor), tables, known.repeats)


@cache
def _empty() -> dict[str, pd.DataFrame]:
    """The project's own tables without a row."""
    import pandas as pd

    found = {}
    for name, resource in house().items():
        fields = resource["schema"]["fields"]
        found[name] = typed(pd.DataFrame({spec["name"]: pd.Series(dtype=str) for spec in fields}), fields)
    return found


@lru_cache(maxsize=2)
def _read(folder: Path, content: str) -> Package:
    descriptor = read_descriptor(folder)
    tables = {}
    for resource in descriptor["resources"]:
        fields = resource["schema"]["fields"]
        try:
            raw = filled(_raw(folder / resource["path"], fields), resource.get("x-rules", []))
            tables[resource["name"]] = typed(raw, fields)
        except (PackageError, ValueError, IndexError, TypeError, OverflowError) as error:
            # What cannot be read is a fault; the checker knows its place and all others.
            fault = Fault(str(folder / resource["path"]), None, "", str(error), "a table of the schema")
            raise PackageError(check(folder) or [fault]) from None
    for resource in house().values():
        if resource["name"] not in tables:
            tables[resource["name"]] = _empty()[resource["name"]]
            descriptor["resources"].append(resource)
    repeats = told_once(tables, descriptor["resources"])
    return Package(folder, descriptor, tables, repeats)
