"""Keys of a package: the values that other tables refer to, and keys that stand twice."""

from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpers.datapackage.rows import read_rows
from helpers.faults import Fault, PackageError

Known = dict[tuple[str, str], set[str]]


def referred(resources: list[dict[str, Any]], paths: dict[str, Path]) -> tuple[Known, list[Fault]]:
    """The values of every column that another table refers to; of a table that cannot be read none, and why."""
    wanted: set[tuple[str, str]] = set()
    for resource in resources:
        for spec in resource["schema"]["fields"]:
            if spec.get("x-references"):
                wanted.add((spec["x-references"]["resource"], spec["x-references"]["field"]))
        for key in resource["schema"].get("foreignKeys", []):
            wanted.add((key["reference"]["resource"], key["reference"]["fields"][0]))
    values: Known = {key: set() for key in wanted}
    unread: list[Fault] = []
    for table in {table for table, _ in wanted} & set(paths):
        columns = [column for name, column in wanted if name == table]
        try:
            rows = read_rows(paths[table])
            header = next(rows, (0, []))[1]
            places = [(values[table, column], header.index(column)) for column in columns if column in header]
            for _, row in rows:
                for known, place in places:
                    if place < len(row):
                        known.add(row[place])
        except PackageError as error:
            unread += error.faults
            for column in columns:
                del values[table, column]
    return values, unread


def datasets(resources: list[dict[str, Any]], paths: dict[str, Path]) -> dict[str, tuple[str, str]]:
    """Of each source of the package its data set and date of publication, for vintages of one data set."""
    if not any(resource["name"] == "sources" for resource in resources):
        return {}
    try:
        rows = read_rows(paths["sources"])
        header = next(rows, (0, []))[1]
        return {
            cells["source_id"]: (cells.get("dataset", ""), cells.get("published", ""))
            for cells in (dict(zip(header, row, strict=False)) for _, row in rows)
            if cells.get("source_id")
        }
    except PackageError:
        return {}  # told when the table itself is checked


def standing_twice(path: Path, primary: list[str], hashes: array) -> Iterator[tuple[int, tuple[str, ...], int]]:
    """Line, key and line of the first such key, of each row whose key stands in an earlier row.

    The keys come as hashes; the file is read again only where two are equal.
    """
    import numpy

    ordered = numpy.sort(numpy.frombuffer(hashes, dtype=numpy.int64)) if len(hashes) else numpy.empty(0)
    double = set(ordered[1:][ordered[1:] == ordered[:-1]].tolist())
    if not double:
        return
    first: dict[tuple[str, ...], int] = {}
    try:
        rows = read_rows(path)
        header = next(rows)[1]
        places = [header.index(name) for name in primary]
        for line, row in rows:
            if len(row) != len(header) or row == header:
                continue
            key = tuple(row[place] for place in places)
            if hash(key) not in double or not all(key):
                continue
            if key in first:
                yield line, key, first[key]
            first.setdefault(key, line)
    except PackageError:
        return
