"""Rows of an analyst's own beside those of a package, in memory: what is on disk stays as it is."""

import difflib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from helpers.datapackage.read import InputError, Package, typed

Rows = pd.DataFrame | Sequence[Mapping[str, Any]]


def _nearest(name: str, known: Iterable[str]) -> str:
    names = list(known)
    close = difflib.get_close_matches(name, names, n=1)
    return repr(close[0]) if close else f"one of {', '.join(names)}"


def with_own_rows(package: Package, pair: tuple[str, str], tables: Mapping[str, Rows]) -> Package:
    """The package with rows of one's own at the end of its tables.

    A row needs its required columns only. A key that is not given is made (``OWN1``), ``parties`` are the pair.

    Raises
    ------
    InputError
        If a table, a column, a word of a fixed list, a key or a source is not one of the package's.
    """
    made = dict(package.tables)
    for table in tables:
        if table not in package.resources:
            raise InputError(f"with_rows: found table {table!r}, expected {_nearest(table, package.resources)}")
    # Sources first, so that rows given with them may cite them.
    for table in sorted(tables, key=lambda name: name != "sources"):
        rows = tables[table]
        records = rows.to_dict("records") if isinstance(rows, pd.DataFrame) else [dict(row) for row in rows]
        for record in records:
            record.pop("row_ids", None)
        own = _typed_rows(package, table, records, pair, made)
        made[table] = pd.concat([made[table], own], ignore_index=True) if len(own) else made[table]
    return replace(package, tables=made)


def _typed_rows(
    package: Package, table: str, records: list[dict[str, Any]], pair: tuple[str, str], tables: dict[str, pd.DataFrame]
) -> pd.DataFrame:
    fields = {spec["name"]: spec for spec in package.fields(table)}
    key = package.resources[table]["schema"].get("primaryKey") or next(iter(fields))
    keys = [key] if isinstance(key, str) else list(key)
    known = set(zip(*(tables[table][name].astype(str) for name in keys), strict=True))
    cells: dict[str, list[str]] = {name: [] for name in fields}
    for number, record in enumerate(records, start=1):
        where = f"with_rows: {table}: row {number}"
        for name in record:
            if name not in fields:
                raise InputError(f"{where}: found column {name!r}, expected {_nearest(name, fields)}")
        row = {name: _text(record.get(name)) for name in fields}
        if len(keys) == 1 and not row[keys[0]]:
            row[keys[0]] = next(
                made for count in range(1, len(known) + 2) if ((made := _made(count, fields[keys[0]])),) not in known
            )
        if "parties" in row and not row["parties"]:
            row["parties"] = ";".join(sorted(pair))
        for name, spec in fields.items():
            _checked(where, name, row[name], spec, tables)
        its = tuple(row[name] for name in keys)
        if its in known:
            raise InputError(f"{where}: found key {'|'.join(its)!r} again, expected one that no row has")
        known.add(its)
        for name, cell in row.items():
            cells[name].append(cell)
    return typed(pd.DataFrame(cells, dtype=str), list(fields.values()))


def _made(count: int, spec: Mapping[str, Any]) -> str:
    return str(900000 + count) if spec["type"] == "integer" else f"OWN{count}"


def _text(value: Any) -> str:
    if isinstance(value, (list, tuple, set)):
        return ";".join(_text(part) for part in value)
    if value is None or value is pd.NA or value != value:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date):
        return value.isoformat()[:10]
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _checked(where: str, name: str, cell: str, spec: Mapping[str, Any], tables: Mapping[str, pd.DataFrame]) -> None:
    rules = spec.get("constraints", {})
    if not cell:
        if rules.get("required"):
            expected = f"one of {', '.join(map(str, rules['enum']))}" if rules.get("enum") else "a value"
            raise InputError(f"{where}: {name}: found nothing, expected {expected}")
        return
    parts = cell.split(";") if spec.get("x-kind") == "list" else [cell]
    if rules.get("enum"):
        for part in parts:
            if part not in map(str, rules["enum"]):
                raise InputError(
                    f"{where}: {name}: found {part!r}, expected one of {', '.join(map(str, rules['enum']))}"
                )
    if spec["type"] in ("integer", "number"):
        try:
            float(cell)
        except ValueError:
            raise InputError(f"{where}: {name}: found {cell!r}, expected a number") from None
    target = spec.get("x-references", {})
    if target.get("resource") in tables:
        frame = tables[target["resource"]]
        column = frame[target.get("field") or frame.columns[0]].astype(str)
        for part in parts:
            if not column.eq(part).any():
                close = difflib.get_close_matches(part, list(column), n=1)
                hint = f"such as {close[0]!r}" if close else f"a row of {target['resource']}"
                raise InputError(f"{where}: {name}: found {part!r}, expected {hint}")
