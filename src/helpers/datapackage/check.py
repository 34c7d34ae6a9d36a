"""Checking a data package against its schema, and against what a schema cannot say, in one pass of bounded memory.

Types, keys, enumerations and references as the Frictionless descriptor states them; beyond it: dates exist in the
calendar and do not lie after the information cut-off, country codes are assigned, nothing ends before it starts, a
reporter is not its own partner, counts add up. Rows are streamed; of a table stay only the keys that others refer
to and eight bytes a row to find keys that stand twice.
"""

import re
import sys
import unicodedata
from array import array
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from helpers.datapackage.descriptor import read_descriptor
from helpers.datapackage.rows import read_rows
from helpers.faults import Fault, PackageError
from helpers.periods import period

LIMIT = 100
PER_COLUMN = 10  # faults listed of one column, so that one bad column does not hide the others
CACHED = 5_000  # good cells remembered a column, so that a repeated one is not examined again
LARGEST = 1e15  # ten times the product of the world in dollars: beyond it a number is a slip

AGGREGATES = frozenset({"WLD", "CA5"})
NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
ISO = {
    "date": "an ISO 8601 date such as 2005, 2005-03 or 2005-03-17",
    "period": "an ISO 8601 period such as 2024 or 2024-07/2025-06",
}

Found = tuple[str, str]
Row = dict[str, str]


def check(folder: str | Path, limit: int = LIMIT) -> list[Fault]:
    """All faults of a data package, at most ``limit``, in the order of files and lines.

    Of one column of a file :data:`PER_COLUMN` faults are listed; a last entry counts the others. On a terminal a
    progress bar runs over the bytes read.

    Raises
    ------
    InputError
        If there is no readable descriptor.
    """
    from tqdm import tqdm

    folder = Path(folder)
    descriptor = read_descriptor(folder)
    resources = descriptor["resources"]
    paths = {resource["name"]: folder / resource["path"] for resource in resources}
    total = sum(path.stat().st_size for path in paths.values() if path.is_file())
    values = _referred(resources, paths)
    cutoff = _cutoff(descriptor)
    faults = [] if cutoff else [_no_cutoff(folder, descriptor)]
    # Quiet where nobody watches: in a log, in a test, in a notebook's kernel.
    with tqdm(total=total, unit="B", unit_scale=True, desc="check", disable=not _watched(), leave=False) as bar:
        for resource in resources:
            table = _Table(resource, paths[resource["name"]], values, cutoff or date.max)
            done = bar.n
            faults += islice(_thinned(table.faults(lambda read, done=done: bar.update(done + read - bar.n))), limit)
            if len(faults) >= limit:
                break
    return faults[:limit]


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
    counts: dict[tuple[str, str], int] = {}
    for fault in faults:
        key = (fault.file, fault.column)
        counts[key] = counts.get(key, 0) + 1
        if counts[key] <= PER_COLUMN or not fault.line:
            yield fault
    for (file, column), count in counts.items():
        if count > PER_COLUMN:
            yield Fault(file, None, column, f"{count - PER_COLUMN:,} more faults of this column", "none")


def _referred(resources: list[dict[str, Any]], paths: dict[str, Path]) -> dict[tuple[str, str], set[str]]:
    """The values of every column that another table refers to."""
    wanted: set[tuple[str, str]] = set()
    for resource in resources:
        for spec in resource["schema"]["fields"]:
            if spec.get("x-references"):
                wanted.add((spec["x-references"]["resource"], spec["x-references"]["field"]))
        for key in resource["schema"].get("foreignKeys", []):
            wanted.add((key["reference"]["resource"], key["reference"]["fields"][0]))
    values: dict[tuple[str, str], set[str]] = {key: set() for key in wanted}
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
        except PackageError:
            continue  # told when the table itself is checked
    return values


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


class _Table:
    """One table on its way through the checker."""

    def __init__(self, resource: dict[str, Any], path: Path, values: dict, cutoff: date):
        self.name, self.path, self.values, self.cutoff = resource["name"], path, values, cutoff
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
        self.rules = RULES.get(self.name, ())
        self.spells: dict[tuple[str, str], list[tuple[date, date, str]]] = {}

    def fault(self, line: int | None, column: str, found: str, expected: str) -> Fault:
        return Fault(str(self.path), line, column, found, expected)

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
            for found, expected in self._header(header):
                broken = True
                yield self.fault(line, "", found, expected)
            if broken:
                return
            for line, row in rows:
                yield from self._row(line, row, header, hashes)
        except PackageError as error:
            yield from error.faults
        yield from self._twice(hashes)

    def _names(self) -> str:
        return ",".join(column.name for column in self.columns)

    def _header(self, header: list[str]) -> Iterator[Found]:
        if len(header) == 1 and len(self.columns) > 1:
            for mark, word in ((";", "a semicolon"), ("\t", "a tab"), ("|", "a bar"), (":", "a colon")):
                if mark in header[0]:
                    yield f"columns parted by {word}", "columns parted by a comma"
                    return
        for name in sorted({name for name in header if name and header.count(name) > 1}):
            yield f"the column {name!r} {header.count(name)} times", "a column of each name"
        known = set(header)
        for column in self.columns:
            if column.name in known:
                column.place = header.index(column.name)
            else:
                yield f"no column {column.name!r}", f"the columns {self._names()}"

    def _row(self, line: int, row: list[str], header: list[str], hashes: array) -> Iterator[Fault]:
        if len(row) != len(header):
            yield self.fault(line, "", f"{len(row)} cells", f"{len(header)} cells, as many as columns")
            return
        if row == header:
            yield self.fault(line, "", "the header once more", "a row of data")
            return
        cells: Row = {}
        clean = True
        for column in self.columns:
            cell = cells[column.name] = row[column.place]
            if cell in column.good:
                continue
            fault = self._cell(cell, column)
            if fault:
                clean = False
                yield self.fault(line, column.name, *fault)
            elif len(column.good) < CACHED:
                column.good.add(cell)
        if clean:
            for found in _general(cells):
                yield self.fault(line, *found)
            for rule in self.rules:
                for found in rule(cells, self):
                    yield self.fault(line, *found)
        if self.primary:
            hashes.append(hash(tuple(cells[name] for name in self.primary)))

    def _cell(self, cell: str, column: _Column) -> Found | None:
        spec = column.spec
        constraints = spec.get("constraints") or {}
        if not cell:
            if constraints.get("required") or column.key:
                return "nothing", "a value"
            return None
        fault = _letters(cell, column, spec)
        if fault:
            return fault
        kind = spec["type"]
        if kind in ("integer", "number"):
            fault = _number(cell, kind, constraints, spec["name"], self.cutoff)
        elif kind == "boolean":
            fault = None if cell.lower() in ("true", "false") else (repr(cell), "true or false")
        elif "enum" in constraints:
            known = constraints["enum"]
            fault = None if cell in known else (_short(cell), f"one of {', '.join(map(str, known))}")
        elif spec.get("x-kind") in ISO:
            fault = _date(cell, spec, self.name, self.cutoff)
        elif "[A-Z]{3}" in constraints.get("pattern", ""):
            fault = _country(cell)
        elif "pattern" in constraints and not re.fullmatch(constraints["pattern"], cell):
            expected = "an address that starts with http:// or https://" if spec["name"] == "url" else None
            fault = _short(cell), expected or f"text of the form {constraints['pattern']}"
        if not fault and column.reference and cell not in self.values[column.reference]:
            table, name = column.reference
            fault = _short(cell), f"a value that exists in the table referred to, {name} of {table}"
        if not fault and spec.get("x-kind") == "list" and spec.get("x-references"):
            fault = self._list(cell, spec)
        return fault

    def _list(self, cell: str, spec: dict[str, Any]) -> Found | None:
        target = spec["x-references"]
        known = self.values[target["resource"], target["field"]]
        also = spec.get("x-also", ())
        parts = [part.strip() for part in cell.split(";") if part.strip()]
        for part in parts:
            if part not in known and part not in also:
                return _short(part), f"a {target['field']} of the table {target['resource']}"
        if not parts:
            return _short(cell), f"a {target['field']} of the table {target['resource']}"
        return None

    def _twice(self, hashes: array) -> Iterator[Fault]:
        """The rows whose key stands in an earlier row; looked up in the file, which is read again only then."""
        import numpy

        ordered = numpy.sort(numpy.frombuffer(hashes, dtype=numpy.int64)) if len(hashes) else numpy.empty(0)
        double = set(ordered[1:][ordered[1:] == ordered[:-1]].tolist())
        if not double:
            return
        rows = read_rows(self.path)
        header = next(rows)[1]
        places = [header.index(name) for name in self.primary]
        first: dict[tuple[str, ...], int] = {}
        try:
            for line, row in rows:
                if len(row) != len(header) or row == header:
                    continue
                key = tuple(row[place] for place in places)
                if hash(key) not in double or not all(key):
                    continue
                if key in first:
                    found = f"{_short(', '.join(key))} as in line {first[key]}"
                    yield self.fault(line, ", ".join(self.primary), found, "a key that stands in one row only")
                first.setdefault(key, line)
        except PackageError:
            return


def _short(cell: str) -> str:
    """The cell as it is quoted in a message: every odd letter visible, the length bounded."""
    shown = (
        ascii(cell) if any(unicodedata.category(letter) in ("Cf", "Cc", "Zl", "Zp") for letter in cell) else repr(cell)
    )
    return shown if len(shown) <= 80 else f"{shown[:60]}… ({len(cell):,} characters)"


OVERRIDES = frozenset("\u202d\u202e")  # they print the letters that follow in another order than they are read
_ODD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202d\u202e\ufdd0-\ufdef\ufffd\ufffe\uffff]")
_KEYED = re.compile(r"[^\x20-\x7e]")


def _letters(cell: str, column: _Column, spec: dict[str, Any]) -> Found | None:
    """Characters that are no text, or that hide in what other cells refer to."""
    if cell.isascii() and cell.isprintable():
        return None
    odd = _ODD.search(cell)
    if odd:
        what = "a letter lost in a conversion" if odd[0] == "\ufffd" else "a character that is no text"
        return f"{what}, U+{ord(odd[0]):04X}, in {_short(cell)}", "plain text in UTF-8"
    constraints = spec.get("constraints") or {}
    if column.key or column.reference or spec.get("x-references") or "enum" in constraints or "pattern" in constraints:
        for letter in cell:
            if unicodedata.category(letter) in ("Cf", "Mn", "Zs", "Zl", "Zp") and letter != " ":
                return f"an invisible character, U+{ord(letter):04X}, in {_short(cell)}", "a key of visible letters"
    return None


def _number(cell: str, kind: str, constraints: dict[str, Any], name: str, cutoff: date) -> Found | None:
    plain = "a whole number" if kind == "integer" else "a plain number"
    if not NUMBER.fullmatch(cell):
        return _short(cell), plain + _number_hint(cell)
    value = float(cell)
    if not abs(value) < LARGEST:
        return _short(cell), f"{plain} below {LARGEST:.0e}"
    if kind == "integer" and value != int(value):
        return _short(cell), plain
    if "minimum" in constraints and value < constraints["minimum"]:
        return _short(cell), f"minimum {constraints['minimum']}"
    if "maximum" in constraints and value > constraints["maximum"]:
        return _short(cell), f"maximum {constraints['maximum']}"
    if name == "year" and not 1000 <= value <= cutoff.year:
        serial = f" ({_serial(cell)})" if _serial(cell) else ""
        return _short(cell), f"a calendar year from 1000 to {cutoff.year}, the year of the cut-off{serial}"
    return None


def _number_hint(cell: str) -> str:
    if cell.strip("+-").lower() in ("nan", "na", "n/a", "inf", "infinity", "null", "none", "", "n.a.", "#n/a"):
        return "; an empty cell where there is none"
    if re.fullmatch(r"[0-9]{4}[-/][0-9]{2,4}|FY.*", cell, re.IGNORECASE):
        return "; a fiscal year does not belong in a column of calendar years"
    if re.fullmatch(r"[+-]?[0-9]{1,3}([,.'’\s\u202f][0-9]{3})+([.,][0-9]+)?", cell):
        return " such as 1234567.8, without thousands separators"
    if re.fullmatch(r"[+-]?[0-9]+,[0-9]+", cell):
        return " such as 1234567.8, with a point before decimals"
    if re.search(r"[^\W\d_]|[%$€£¥₽₨]", cell) and re.search(r"[0-9]", cell):
        return " such as 1234567.8, without a unit or words"
    return " such as 1234567.8"


def _serial(cell: str) -> str:
    """What a spreadsheet's day number would mean as a date."""
    if not re.fullmatch(r"[0-9]{5}(\.[0-9]+)?", cell):
        return ""
    day = date(1899, 12, 30) + timedelta(days=int(float(cell)))
    return f"{cell} is the day number of {day.isoformat()} in a spreadsheet"


def _date(cell: str, spec: dict[str, Any], table: str, cutoff: date) -> Found | None:
    kind = spec["x-kind"]
    hint = ""
    if _serial(cell):
        hint = f"; {_serial(cell)}"
    elif re.fullmatch(r"[0-9]{1,2}[./-][0-9]{1,2}[./-][0-9]{2,4}", cell):
        first, second = (int(part) for part in re.split(r"[./-]", cell)[:2])
        hint = "; day and month cannot be told apart" if first <= 12 and second <= 12 and first != second else ""
    elif re.match(r"(FY|F\.Y\.)", cell, re.IGNORECASE) or re.fullmatch(r"[0-9]{4}/[0-9]{2,4}", cell):
        hint = "; a fiscal year from July to June is written 2024-07/2025-06"
    pattern = (spec.get("constraints") or {}).get("pattern", "")
    if hint or (pattern and not re.fullmatch(pattern, cell, re.ASCII)):
        return _short(cell), ISO[kind] + hint
    try:
        span = period(cell)
    except ValueError as error:
        found, parted, expected = str(error).partition(", expected ")
        if not parted:
            return _short(cell), ISO[kind]
        fiscal = kind == "date" and re.fullmatch(r"([0-9]{2})([0-9]{2})-([0-9]{2})", cell)
        if fiscal and int(fiscal[3]) == (int(fiscal[2]) + 1) % 100:
            expected += "; a fiscal year does not belong in a column of dates"
        return found.removeprefix("found "), expected
    if span.start > cutoff and not spec.get("x-forward") and (table, spec["name"]) not in AHEAD:
        return _short(cell), f"nothing after the information cut-off {cutoff.isoformat()}"
    return None


# Terms that are fixed in advance; the rule of events looks at the status.
AHEAD = frozenset(
    {
        ("events", "date"),
        ("events", "end_date"),
        ("memberships", "start"),
        ("memberships", "end"),
        ("closures", "closed_to"),
    }
)


@cache
def _assigned() -> frozenset[str]:
    import pycountry

    return frozenset(country.alpha_3 for country in pycountry.countries)


def _country(cell: str) -> Found | None:
    if cell in _assigned() or cell in AGGREGATES:
        return None
    import pycountry

    hint = ""
    if len(cell) == 2 or cell.upper() in _assigned():
        known = pycountry.countries.get(alpha_2=cell.upper()) or pycountry.countries.get(alpha_3=cell.upper())
        hint = f", such as {known.alpha_3} for {known.name}" if known else ""
    return _short(cell), f"an assigned ISO 3166-1 alpha-3 code{hint}"


# ---- what rows must keep to ---------------------------------------------------------------------------------------

ORDER = (
    ("start", "end"),
    ("date", "end_date"),
    ("date_signed", "date_in_force"),
    ("closed_from", "closed_to"),
    ("value_low", "value_high"),
    ("q5", "ideal_point"),
    ("ideal_point", "q95"),
    ("value_low", "value"),
    ("value", "value_high"),
)
MEASURES = frozenset({"value", "value_low", "q5", "ideal_point"})
DIFFERENT = (
    ("reporter", "partner", "another country than the reporter"),
    ("origin", "host", "another country than the origin"),
    ("from_node", "to_node", "another place than from_node"),
)

Rule = Callable[[Row, _Table], Iterator[tuple[str, str, str]]]


def _general(row: Row) -> Iterator[tuple[str, str, str]]:
    for first, second, expected in DIFFERENT:
        if row.get(second) and row.get(first) == row[second]:
            yield second, repr(row[second]), expected
    for first, last in ORDER:
        early, late = row.get(first), row.get(last)
        if early and late:
            wrong = float(late) < float(early) if first in MEASURES else period(late).end < period(early).start
            if wrong:
                yield last, repr(late), f"nothing {'below' if first in MEASURES else 'before'} {first} {early}"


def _within_one(*names: str) -> Rule:
    def rule(row: Row, table: _Table) -> Iterator[tuple[str, str, str]]:
        for name in names:
            if row[name] and abs(float(row[name])) > 1:
                yield name, repr(row[name]), "a coefficient from -1 to 1"

    return rule


def _votes(row: Row, table: _Table) -> Iterator[tuple[str, str, str]]:
    parts = [row[name] for name in ("n_agree", "n_half", "n_opposed")]
    both = row["n_both"]
    if both and all(parts) and sum(map(float, parts)) != float(both):
        yield "n_both", repr(both), f"n_agree + n_half + n_opposed, {sum(map(float, parts)):.0f}"
    if both and row["n_rollcalls"] and float(both) > float(row["n_rollcalls"]):
        yield "n_both", repr(both), f"at most n_rollcalls {row['n_rollcalls']}"


def _overlap(row: Row, table: _Table) -> Iterator[tuple[str, str, str]]:
    if not all(row[name] for name in ("n_a", "n_b", "n_shared")):
        return
    first, second, shared = (float(row[name]) for name in ("n_a", "n_b", "n_shared"))
    if shared > min(first, second):
        yield "n_shared", repr(row["n_shared"]), f"at most the smaller of n_a and n_b, {min(first, second):.0f}"
    if row["n_union"] and float(row["n_union"]) != first + second - shared:
        yield "n_union", repr(row["n_union"]), f"n_a + n_b - n_shared, {first + second - shared:.0f}"


def _two(row: Row, table: _Table) -> Iterator[tuple[str, str, str]]:
    if row["country_a"] == row["country_b"]:
        yield "country_b", repr(row["country_b"]), "another country than country_a"


def _opposed(row: Row, table: _Table) -> Iterator[tuple[str, str, str]]:
    if row["vote_a"] and row["vote_a"] == row["vote_b"]:
        yield "vote_b", repr(row["vote_b"]), "another vote than vote_a, as the two are opposed"


def _promise(row: Row, table: _Table) -> Iterator[tuple[str, str, str]]:
    if row["status"] == "delivered" and not row["delivered_on"]:
        yield "delivered_on", "nothing", "the date of delivery, as the status is delivered"
    if row["status"] != "delivered" and row["delivered_on"]:
        yield "delivered_on", repr(row["delivered_on"]), f"nothing, as the status is {row['status']}"
    if row["status"] == "overdue" and not row["due"]:
        yield "due", "nothing", "the date promised, as the status is overdue"


def _event(row: Row, table: _Table) -> Iterator[tuple[str, str, str]]:
    parties = {part.strip() for part in row["parties"].split(";")}
    if row["visitor"] and row["visitor"] not in parties:
        yield "visitor", repr(row["visitor"]), f"one of the parties {row['parties']}"
    for name in ("date", "end_date"):
        if row["status"] != "planned" and row[name] and period(row[name]).start > table.cutoff:
            expected = f"nothing after the information cut-off {table.cutoff.isoformat()}, or status planned"
            yield name, repr(row[name]), expected


def _length(row: Row, table: _Table) -> Iterator[tuple[str, str, str]]:
    # A rejected length may stay in the table for the record, but no route is computed from it.
    length, least = row["distance_km"], row["great_circle_km"]
    if row["preferred"].lower() == "true" and length and least and float(length) < float(least):
        yield "distance_km", repr(length), f"at least the great circle, {least} km"


def _spell(row: Row, table: _Table) -> Iterator[tuple[str, str, str]]:
    """Preferred spells of one country in one body overlap only where one is a suspension."""
    if row["preferred"].lower() != "true" or row["status"] == "suspended":
        return
    first = period(row["start"]).start if row["start"] else date.min
    last = period(row["end"]).start if row["end"] else date.max
    spells = table.spells.setdefault((row["org_id"], row["country"]), [])
    for start, end, key in spells:
        if first < end and start < last:
            yield "start", repr(row["start"]), f"a spell that does not overlap {key}"
    spells.append((first, last, row["membership_id"]))


def _original(row: Row, table: _Table) -> Iterator[tuple[str, str, str]]:
    if row["repeats"]:
        if row["repeats"] == row["source_id"]:
            yield "repeats", repr(row["repeats"]), "another source than this one"
        elif row["repeats"] not in table.values.get(("sources", "source_id"), ()):
            yield "repeats", repr(row["repeats"]), "a source_id of the table sources"


RULES: dict[str, tuple[Rule, ...]] = {
    "events": (_event,),
    "promises": (_promise,),
    "unga_agreement": (_two, _votes),
    "unga_opposed": (_two, _opposed),
    "edges": (_length,),
    "memberships": (_spell,),
    "sources": (_original,),
}
