"""Checking a data package against its schema, and against what a schema cannot say, in one pass of bounded memory.

Types, keys, enumerations and references as the Frictionless descriptor states them; beyond it cells
(:mod:`helpers.datapackage.cells`), rules between the columns of a row (:mod:`helpers.datapackage.rules`) and between
rows (:mod:`helpers.datapackage.series`), which the descriptor declares as ``x-rules``. What a rule calls a warning is
told apart: the package can be used, and somebody should look. Rows are streamed; of a table stay only the keys that
others refer to and a few numbers a row.
"""

import difflib
import hashlib
import json
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache, partial
from itertools import islice
from pathlib import Path
from typing import Any

from helpers.datapackage import rules, series
from helpers.datapackage.basemap import read_basemap
from helpers.datapackage.cells import cell_fault, short
from helpers.datapackage.descriptor import read_descriptor
from helpers.datapackage.keys import datasets, referred, standing_twice
from helpers.datapackage.rows import read_rows
from helpers.datapackage.rules import Row
from helpers.datapackage.verdicts import verdict_faults
from helpers.faults import Fault, PackageError

LIMIT = 100
PER_COLUMN = 10  # faults listed of one column, so that one bad column does not hide the others
CACHED = 5_000  # good cells remembered a column, so that a repeated one is not examined again
MOST_ROWS = 1_000_000  # of one table: a page on one pair cannot hold more, and nobody reads it


def check(folder: str | Path, limit: int = LIMIT, strict: bool = False) -> list[Fault]:
    """All faults of a data package, at most ``limit``, in the order of files and lines; with ``strict`` warnings too.

    Of one column of a file :data:`PER_COLUMN` faults are listed; a last entry counts the others. On a terminal a
    progress bar runs over the bytes read.

    Raises
    ------
    InputError
        If there is no readable descriptor, or the base map that it names cannot be read.
    """
    found = examine(folder, limit)
    return found if strict else [fault for fault in found if not fault.warning]


def warnings(folder: str | Path, limit: int = LIMIT) -> list[Fault]:
    """What can be used and should be looked at, such as a value a thousand times that of the year before."""
    return [fault for fault in examine(folder, limit) if fault.warning]


def examine(folder: str | Path, limit: int = LIMIT) -> list[Fault]:
    """Faults and warnings, at most ``limit`` of each; see :func:`check`.

    A package whose files have the content that they had is not gone through again.
    """
    folder = Path(folder)
    descriptor = read_descriptor(folder)
    read_basemap(folder, descriptor)
    content = hashlib.sha256(json.dumps(descriptor).encode())
    for resource in descriptor["resources"]:
        path = folder / resource["path"]
        try:
            if path.is_file():
                with path.open("rb") as file:
                    content.update(hashlib.file_digest(file, "sha256").digest())
        except OSError as error:
            content.update(str(error).encode())
    return list(_examined(folder, content.hexdigest(), limit))


@lru_cache(maxsize=4)
def _examined(folder: Path, _: str, limit: int) -> tuple[Fault, ...]:
    from tqdm import tqdm

    descriptor = read_descriptor(folder)
    resources = descriptor["resources"]
    paths = {resource["name"]: folder / resource["path"] for resource in resources}
    total = sum(path.stat().st_size for path in paths.values() if path.is_file())
    (values, unread), vintages = referred(resources, paths), datasets(resources, paths)
    cutoff = _cutoff(descriptor)
    faults = [] if cutoff else [_no_cutoff(folder, descriptor)]
    told: list[Fault] = []
    # Quiet where nobody watches: in a log, in a test, in a notebook's kernel.
    with tqdm(total=total, unit="B", unit_scale=True, desc="check", disable=not _watched(), leave=False) as bar:
        for resource in resources:
            table = _Table(resource, paths[resource["name"]], values, vintages, cutoff or date.max)
            done = bar.n
            found = _thinned(table.faults(lambda read, done=done: bar.update(done + read - bar.n)))
            for fault in islice(found, 2 * limit):
                (told if fault.warning else faults).append(fault)
            if len(faults) >= limit:
                break
    # What could be read when its turn came, and not when others asked for its keys, leaves them unchecked.
    faults += [fault for fault in unread if fault.file not in {other.file for other in faults}]
    if not faults:
        for fault in verdict_faults(resources, paths):
            (told if fault.warning else faults).append(fault)
    return (*faults[:limit], *told[:limit])


def _watched() -> bool:
    return sys.stderr is not None and sys.stderr.isatty()


def _cutoff(descriptor: dict[str, Any]) -> date | None:
    try:
        return date.fromisoformat(descriptor["cutoff"])
    except ValueError:
        return None


def _no_cutoff(folder: Path, descriptor: dict[str, Any]) -> Fault:
    found = f"cutoff {descriptor['cutoff']!r}"
    return Fault(str(folder / "datapackage.json"), None, "", found, "a date that exists in the calendar")


def _thinned(faults: Iterable[Fault]) -> Iterator[Fault]:
    """The first faults of each column, then how many more there are."""
    counts: dict[tuple[str, str, bool], int] = {}
    for fault in faults:
        key = (fault.file, fault.column, fault.warning)
        counts[key] = counts.get(key, 0) + 1
        if counts[key] <= PER_COLUMN or not fault.line:
            yield fault
    for (file, column, warning), count in counts.items():
        if count > PER_COLUMN:
            what = "warnings" if warning else "faults"
            more = count - PER_COLUMN
            yield Fault(file, None, column, f"{more:,} more {what} of this column", "none", warning, more)


@dataclass
class _Column:
    """A column of the schema: its place in the file and what every cell is held against."""

    spec: dict[str, Any]
    key: bool
    reference: tuple[str, str] | None
    place: int = -1
    good: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        return self.spec["name"]

    @property
    def required(self) -> bool:
        return self.key or bool((self.spec.get("constraints") or {}).get("required"))


class _Table:
    """One table on its way through the checker."""

    def __init__(self, resource: dict[str, Any], path: Path, values: dict, vintages: dict, cutoff: date):
        self.name, self.path, self.values, self.datasets, self.cutoff = resource["name"], path, values, vintages, cutoff
        schema = resource["schema"]
        keys = schema.get("primaryKey", [])
        self.primary = [keys] if isinstance(keys, str) else list(keys)
        references = {
            key["fields"][0]: (key["reference"]["resource"], key["reference"]["fields"][0])
            for key in schema.get("foreignKeys", [])
        }
        self.columns = [
            _Column(spec, spec["name"] in self.primary, references.get(spec["name"])) for spec in schema["fields"]
        ]
        declared = resource.get("x-rules", [])
        self.rules = [rule for rule in declared if rule["kind"] in rules.KINDS]
        self.series = [(rule, series.Series(rule, self)) for rule in declared if rule["kind"] in series.KINDS]

    def fault(self, line: int | None, column: str, found: str, expected: str, warning: bool = False) -> Fault:
        return Fault(str(self.path), line, column, found, expected, warning)

    def faults(self, progress: Callable[[int], None]) -> Iterator[Fault]:
        """Every fault of the table, one at a time."""
        hashes = array("q")
        try:
            rows = read_rows(self.path, progress)
            line, header = next(rows, (0, []))
            if not header:
                yield self.fault(None, "", "an empty file", f"a header row: {self._names()}")
                return
            broken = False
            for found, expected, warning in self._header(header):
                broken |= not warning
                yield self.fault(line, "", found, expected, warning)
            if broken:
                return
            for count, (line, row) in enumerate(rows, 1):
                if count > MOST_ROWS:
                    yield self.fault(
                        line, "", f"more than {MOST_ROWS:,} rows", f"at most {MOST_ROWS:,} rows of a table"
                    )
                    return
                yield from self._row(line, row, header, hashes)
        except PackageError as error:
            yield from error.faults
            return
        for line, key, earlier in standing_twice(self.path, self.primary, hashes):
            found = f"{short(', '.join(key))} as in line {earlier}"
            yield self.fault(line, ", ".join(self.primary), found, "a key that stands in one row only")
        for rule, held in self.series:
            for line, column, found, expected in sorted(held.told(partial(self._again, header))):
                yield self.fault(line, column, found, expected, rule.get("warning", False))

    def _again(self, header: list[str]) -> Iterator[tuple[int, Row]]:
        rows = read_rows(self.path)
        next(rows)
        for line, row in rows:
            if len(row) == len(header) and row != header:
                yield line, self._cells(row)

    def _cells(self, row: list[str]) -> Row:
        return {column.name: row[column.place] if column.place >= 0 else "" for column in self.columns}

    def _names(self) -> str:
        return ",".join(column.name for column in self.columns)

    def _header(self, header: list[str]) -> Iterator[tuple[str, str, bool]]:
        if len(header) == 1 and len(self.columns) > 1:
            for mark, word in ((";", "a semicolon"), ("\t", "a tab"), ("|", "a bar"), (":", "a colon")):
                if mark in header[0]:
                    yield f"columns parted by {word}", "columns parted by a comma", False
                    return
        for name in sorted({name for name in header if name and header.count(name) > 1}):
            yield f"the column {name!r} {header.count(name)} times", "a column of each name", False
        known, further = set(header), [name for name in header if name not in {column.name for column in self.columns}]
        for column in self.columns:
            if column.name in known:
                column.place = header.index(column.name)
                continue
            near = difflib.get_close_matches(column.name, further, n=1, cutoff=0.7)
            if column.required or near:
                hint = f"; nearest is {near[0]!r}" if near else ""
                yield f"no column {column.name!r}", f"the columns {self._names()}{hint}", False
        for name in further:
            yield f"the column {name!r}", "a column that something reads", True

    def _row(self, line: int, row: list[str], header: list[str], hashes: array) -> Iterator[Fault]:
        if len(row) != len(header):
            yield self.fault(line, "", f"{len(row)} cells", f"{len(header)} cells, as many as columns")
            return
        if row == header:
            yield self.fault(line, "", "the header once more", "a row of data")
            return
        cells = self._cells(row)
        clean = True
        for column in self.columns:
            cell = cells[column.name]
            if cell in column.good:
                continue
            fault = self._cell(cell, column)
            if fault:
                clean = False
                yield self.fault(line, column.name, *fault)
            elif len(column.good) < CACHED:
                column.good.add(cell)
        if clean:
            grave = False
            for found in rules.general(cells):
                grave = True
                yield self.fault(line, *found)
            for rule in self.rules:
                warning = rule.get("warning", False)
                for found in rules.told(cells, rule, self):
                    grave |= not warning
                    yield self.fault(line, *found, warning)
            if not grave:
                for _, held in self.series:
                    held.add(line, cells)
        if self.primary:
            hashes.append(hash(tuple(cells[name] for name in self.primary)))

    def _cell(self, cell: str, column: _Column) -> tuple[str, str] | None:
        if not cell:
            return ("nothing", "a value") if column.required else None
        spec = column.spec
        keyed = column.key or bool(column.reference)
        named = self.values.get(("countries", "iso3"), frozenset())
        fault = cell_fault(cell, spec, keyed, self.cutoff, named)
        if not fault and column.reference and cell not in self.values.get(column.reference, (cell,)):
            table, name = column.reference
            fault = short(cell), f"a value that exists in the table referred to, {name} of {table}"
        if not fault and spec.get("x-kind") == "list" and spec.get("x-references"):
            fault = self._list(cell, spec)
        return fault

    def _list(self, cell: str, spec: dict[str, Any]) -> tuple[str, str] | None:
        target = spec["x-references"]
        also, parts = spec.get("x-also", ()), rules.listed(cell)
        known = self.values.get((target["resource"], target["field"]), parts)
        for part in parts:
            if part not in known and part not in also:
                return short(part), f"a {target['field']} of the table {target['resource']}"
        if not parts:
            return short(cell), f"a {target['field']} of the table {target['resource']}"
        return None
