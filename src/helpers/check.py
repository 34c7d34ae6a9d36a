"""Checking a data package: everything that Frictionless checks, and what its schema cannot say.

Beyond types, keys and enumerations: values of lists exist in the table they refer to, dates exist in the calendar,
nothing ends before it starts, a reporter is not its own partner.
"""

import contextlib
import csv
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from helpers.data import Fault, read_descriptor
from helpers.periods import period

LIMIT = 100
EXAMPLES = {"period": "2024 or 2024-07/2025-06", "date": "2005, 2005-03 or 2005-03-17"}


def check(folder: str | Path, limit: int = LIMIT) -> list[Fault]:
    """All faults of a data package, at most ``limit``, in the order of files and lines.

    Raises
    ------
    InputError
        If there is no readable descriptor.
    """
    folder = Path(folder)
    descriptor = read_descriptor(folder)
    faults = list(_frictionless(folder, descriptor, limit))
    if not faults:
        faults = list(_own(folder, descriptor))
    return faults[:limit]


def _frictionless(folder: Path, descriptor: dict[str, Any], limit: int) -> Iterator[Fault]:
    from frictionless import Package, system

    with system.use_context(trusted=True):
        package = Package.from_descriptor(descriptor, basepath=str(folder))
        report = package.validate(limit_errors=limit)
    paths = {resource["name"]: resource["path"] for resource in descriptor["resources"]}
    for task in report.tasks:
        for error in task.errors:
            yield _fault(str(folder / paths.get(task.name, task.name)), error, descriptor, task.name)
    for error in report.errors:
        yield Fault(str(folder / "datapackage.json"), None, "", error.message, "a valid descriptor")


def _fault(file: str, error: Any, descriptor: dict[str, Any], table: str) -> Fault:
    line = getattr(error, "row_number", None)
    column = getattr(error, "field_name", "") or ""
    cell = getattr(error, "cell", None)
    found = repr(cell) if cell is not None else "nothing" if error.type == "missing-cell" else error.note
    return Fault(
        file,
        line or (1 if "header" in error.tags or "label" in error.type else None),
        column,
        found,
        _expected(error, descriptor, table, column),
    )


def _expected(error: Any, descriptor: dict[str, Any], table: str, column: str) -> str:
    fields = {
        resource["name"]: {spec["name"]: spec for spec in resource.get("schema", {}).get("fields", [])}
        for resource in descriptor["resources"]
    }
    spec = fields.get(table, {}).get(column, {})
    constraints = spec.get("constraints", {})
    if error.type == "type-error":
        return {"integer": "a whole number", "number": "a plain number", "boolean": "true or false"}.get(
            spec.get("type", ""), spec.get("type", "another type")
        )
    if error.type == "constraint-error":
        if "enum" in constraints:
            return f"one of {', '.join(map(str, constraints['enum']))}"
        if spec.get("x-kind") in ("date", "period"):
            return f"an ISO 8601 {spec['x-kind']} such as {EXAMPLES[spec['x-kind']]}"
        return ", ".join(f"{name} {value}" for name, value in constraints.items())
    if error.type == "foreign-key":
        return "a value that exists in the table referred to"
    if error.type == "primary-key":
        return "a key that stands in one row only"
    return {
        "missing-label": "the column of the schema",
        "incorrect-label": "the column of the schema",
        "missing-cell": "a cell for every column",
        "extra-cell": "as many cells as columns",
        "blank-row": "a row with values",
        "blank-header": "a header row",
        "source-error": "a readable CSV file",
        "encoding-error": "UTF-8",
        "scheme-error": "a readable file",
    }.get(error.type, error.title)


def _own(folder: Path, descriptor: dict[str, Any]) -> Iterator[Fault]:
    rows = {}
    for resource in descriptor["resources"]:
        with (folder / resource["path"]).open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file)
            rows[resource["name"]] = [(reader.line_num, row) for row in reader]
    values = {}
    for resource in descriptor["resources"]:
        file = str(folder / resource["path"])
        for line, row in rows[resource["name"]]:
            for spec in resource["schema"]["fields"]:
                name, cell = spec["name"], row.get(spec["name"]) or ""
                yield from (Fault(file, line, name, *fault) for fault in _cell(cell, spec, rows, values))
            yield from (Fault(file, line, *fault) for fault in _row(row))
        if resource["name"] == "memberships":
            yield from (Fault(file, *fault) for fault in _spells(rows["memberships"]))


def _cell(cell: str, spec: dict[str, Any], rows: dict, values: dict) -> Iterator[tuple[str, str]]:
    kind = spec.get("x-kind")
    if kind in ("date", "period") and cell:
        try:
            period(cell)
        except ValueError as error:
            found, _, expected = str(error).removeprefix("found ").partition(", expected ")
            yield found, expected
    target = spec.get("x-references")
    if kind == "list" and target and cell:
        key = (target["resource"], target["field"])
        if key not in values:
            values[key] = {row[target["field"]].strip() for _, row in rows.get(key[0], [])}
        known = values[key] | set(spec.get("x-also", []))
        for part in cell.split(";"):
            if part.strip() not in known:
                yield repr(part), f"a {target['field']} of the table {target['resource']}"


ORDER = (
    ("start", "end"),
    ("date", "end_date"),
    ("date_signed", "date_in_force"),
    ("closed_from", "closed_to"),
    ("value_low", "value_high"),
)


def _row(row: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    if row.get("reporter") and row.get("reporter") == row.get("partner"):
        yield "partner", repr(row["partner"]), "another country than the reporter"
    for first, last in ORDER:
        if row.get(first) and row.get(last):
            try:
                early = float(row[first]) if first.startswith("value") else period(row[first]).start
                late = float(row[last]) if first.startswith("value") else period(row[last]).end
            except ValueError:
                continue
            if late < early:
                yield last, repr(row[last]), f"nothing before {first} {row[first]}"
    # A rejected length may stay in the table for the record, but no route is computed from it.
    if row.get("preferred") == "true" and row.get("distance_km") and row.get("great_circle_km"):
        with contextlib.suppress(ValueError):
            if float(row["distance_km"]) < float(row["great_circle_km"]):
                yield (
                    "distance_km",
                    repr(row["distance_km"]),
                    f"at least the great circle, {row['great_circle_km']} km",
                )


def _spells(rows: list[tuple[int, dict[str, str]]]) -> Iterator[tuple[int, str, str, str]]:
    """Preferred spells of one country in one body overlap only where one is a suspension."""
    seen: dict[tuple[str, str], list[tuple[date, date, str]]] = {}
    for line, row in rows:
        if row["preferred"] != "true" or row["status"] == "suspended":
            continue
        try:
            first = period(row["start"]).start if row["start"] else date.min
            last = period(row["end"]).start if row["end"] else date.max
        except ValueError:
            continue
        spells = seen.setdefault((row["org_id"], row["country"]), [])
        for start, end, key in spells:
            if first < end and start < last:
                yield line, "start", repr(row["start"]), f"a spell that does not overlap {key}"
        spells.append((first, last, row["membership_id"]))
