"""From retrieved values to a proposal that a person reads, and from an accepted proposal to a new vintage.

A value is compared with the newest one that the package holds of the same data set (column ``dataset`` of its source)
and key. What is new or different becomes a row of its own with a new source, dated by the day of retrieval; rows
that stand are never changed. What the publisher no longer gives is told and stays.
"""

import csv
import hashlib
import io
import json
import re
import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.datapackage.check import check
from helpers.datapackage.read import InputError, Package, PackageError, read_descriptor, read_rows
from helpers.edition import Edition
from helpers.files import write_whole
from helpers.refresh.fetch import Gap, Retrieval, Value, describe

FORMAT = "brief-proposal-1"
MEASURES = {"trade": "value_usd", "indicators": "value", "unga_agreement": "n_agree"}  # what is compared, by table
TABLES = tuple(MEASURES)
SAME = 1e-9  # relative difference below which two numbers are one, written differently
PARTS = {
    "format": str,
    "pair": str,
    "retrieved": str,
    "base": dict,
    "sources": list,
    "rows": dict,
    "changes": list,
    "gaps": list,
}


def propose(package: Package, pair: tuple[str, str], retrievals: list[Retrieval]) -> dict[str, Any]:
    """Compare what was retrieved with a package.

    Returns
    -------
    dict
        ``base`` (hash of each table), ``sources`` and ``rows`` (by table) to be appended, as text by column,
        ``changes`` (``kind`` added, changed or gone, ``table``, ``key``, ``old``, ``new``, ``percent``, ``beside``)
        and ``gaps`` (what there is no value of, and why).
    """
    current = _newest(package, pair)
    rows: dict[str, list[dict[str, str]]] = {table: [] for table in TABLES}
    sources, changes, gaps = [], [], []
    number = int(package.tables["sources"]["source_id"].max()) if len(package.tables["sources"]) else 0
    days = [answer.day for retrieval in retrievals for answer in retrieval.answers]
    for retrieval in retrievals:
        found = list(_compare(current, retrieval, package))
        changes += [change for change, _, _ in found]
        gaps += [{"provider": retrieval.provider, **vars(gap)} for gap in retrieval.gaps]
        new = [(value, preferred) for _, value, preferred in found if value]
        if not new:
            continue
        number += 1
        day = max(answer.day for answer in retrieval.answers)
        sources.append(
            {**retrieval.source, "source_id": str(number), "published": day.isoformat(), "published_basis": "shown"}
        )
        for value, preferred in new:
            rows[value.table].append(_row(value, number, preferred))
    for table in TABLES:
        _number(rows[table], table, package)
    return {
        "format": FORMAT,
        "pair": "-".join(pair),
        "retrieved": max(days).isoformat() if days else "",
        "base": _base(package.folder, rows),
        "sources": sources,
        "rows": rows,
        "changes": changes,
        "gaps": gaps,
    }


def _newest(package: Package, pair: tuple[str, str]) -> dict[str, pd.DataFrame]:
    """The tables as an edition sees them that knows every vintage."""
    edition = Edition(package, pair, date.fromisoformat(package.cutoff), "latest")
    return {table: getattr(edition.all, table) for table in TABLES}


def _key_fields(package: Package, table: str) -> list[str]:
    resource = package.resources[table]
    return resource["x-lens"].get("vintage") or resource["schema"]["primaryKey"]


def _texts(frame: pd.DataFrame, columns: list[str]) -> list[tuple[str, ...]]:
    return [tuple(str(cell) for cell in row) for row in frame[columns].itertuples(index=False)]


def _compare(
    current: dict[str, pd.DataFrame], retrieval: Retrieval, package: Package
) -> Iterator[tuple[dict[str, Any], Value | None, bool]]:
    """Each change, with the value that is to be appended and whether it is the preferred one of its key."""
    dataset = retrieval.source["dataset"]
    of = package.tables["sources"].set_index("source_id")["dataset"]
    for table in TABLES:
        values = [value for value in retrieval.values if value.table == table]
        frame, fields = current[table], _key_fields(package, table)
        measure = MEASURES[table]
        own, other, alone = {}, {}, fields == package.resources[table]["schema"]["primaryKey"]
        for key, row in zip(_texts(frame, fields), frame.to_dict("records"), strict=True):
            if row[measure] != row[measure]:
                continue  # looked for and not recorded: there is no value to revise
            # Where the columns that are compared are the key of the table there can be no second row beside the first.
            if all(of.get(source) == dataset for source in row["source_ids"]) or alone:
                own[key] = row
            else:
                other.setdefault(key, []).append(row)
        for value in values:
            key = tuple(dict(value.key)[name] for name in fields)
            before = own.pop(key)[measure] if key in own else None
            rivals = other.get(key, [])
            beside = [f"{row[measure]:,.0f} [{'; '.join(map(str, row['source_ids']))}]" for row in rivals]
            if before is not None and abs(before - value.value) <= SAME * max(abs(before), abs(value.value)):
                continue
            kind = "added" if before is None else "changed"
            percent = round((value.value / before - 1) * 100, 2) if before else None
            change = _change(kind, retrieval, value.table, value.key, before, value.value, percent, beside)
            # Whose value lines are drawn from, if another publisher's already is, is for a person to say.
            if alone and before is not None:
                yield change, None, False
                continue
            yield change, value, not any(row.get("preferred") for row in rivals)
        # Gone is what was asked for, answered, and is not there any more.
        for gap in retrieval.gaps:
            for key, row in own.items():
                if gap.result == "no record" and _same(gap, table, dict(zip(fields, key, strict=True))):
                    pairs = tuple(zip(fields, key, strict=True))
                    yield _change("gone", retrieval, table, pairs, row[measure], None, None, []), None, False


def _same(gap: Gap, table: str, key: dict[str, str]) -> bool:
    return gap.what == describe(table, key) and str(gap.year) == (key.get("period") or key.get("year"))


def _change(kind, retrieval, table, key, old, new, percent, beside) -> dict[str, Any]:
    return {
        "kind": kind, "provider": retrieval.provider, "table": table, "key": dict(key), "old": old, "new": new,
        "percent": percent, "beside": beside,
    }  # fmt: skip


def _row(value: Value, source: int, preferred: bool) -> dict[str, str]:
    key = dict(value.key)
    row = {**key, **value.columns, "source_ids": str(source)}
    if value.table != "trade":
        return {**row, MEASURES[value.table]: _plain(value.value)}
    return {
        **row,
        "value_usd": _plain(value.value),
        "parties": ";".join(sorted((key["reporter"], key["partner"]))),
        "status": "reported",
        "preferred": str(preferred).lower(),
    }


def _plain(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)


def _number(rows: list[dict[str, str]], table: str, package: Package) -> None:
    """Give each row the next key of its table, in the form of the ones that stand."""
    name, *others = package.resources[table]["schema"]["primaryKey"]
    if others:
        return
    parts = [re.fullmatch(r"(.*?)(\d+)", key) for key in package.tables[table][name]]
    known = [(found[1], found[2]) for found in parts if found]
    prefix = Counter(first for first, _ in known).most_common(1)[0][0] if known else table[:2].upper()
    numbers = [digits for first, digits in known if first == prefix]
    last, width = max(map(int, numbers), default=0), max(map(len, numbers), default=4)
    for place, row in enumerate(rows, 1):
        row[name] = f"{prefix}{last + place:0{width}d}"


def _base(folder: Path, rows: dict[str, list]) -> dict[str, str]:
    """The hash of each table of the package that a proposal may add to."""
    paths = {resource["name"]: folder / resource["path"] for resource in read_descriptor(folder)["resources"]}
    for table in ("sources", *(table for table in TABLES if rows.get(table))):
        if table not in paths:
            raise InputError(
                f"{folder}: found no table {table} in the package, expected one to which rows can be added"
            )
    tables = [table for table in ("sources", *TABLES) if table in paths]
    return {table: hashlib.sha256(paths[table].read_bytes()).hexdigest() for table in tables}


def report(proposal: dict[str, Any]) -> Iterator[str]:
    """The proposal in Markdown, for a terminal and for the text of a change request."""
    retrieved = f"retrieved {proposal['retrieved']}" if proposal["retrieved"] else "nothing retrieved"
    yield f"# {proposal['pair']}: figures as published, {retrieved}"
    for kind in ("changed", "gone", "added"):
        chosen = [change for change in proposal["changes"] if change["kind"] == kind]
        yield ""
        yield f"## {kind.capitalize()}: {len(chosen)}"
        for change in chosen:
            yield f"- {_line(change)}"
    for result in ("not retrieved", "not reported yet", "no record"):
        chosen = [gap for gap in proposal["gaps"] if gap["result"] == result]
        if chosen:
            yield ""
            yield f"## {result.capitalize()}: {len(chosen)}"
            grouped: dict[tuple[str, str, str], list[int]] = {}
            for gap in chosen:
                grouped.setdefault((gap["provider"], gap["what"], gap["detail"]), []).append(gap["year"])
            for (provider, what, detail), years in grouped.items():
                listed = ", ".join(str(year) for year in sorted(year for year in years if year))
                yield f"- {provider}: {what}{f': {listed}' if listed else ''}{f' ({detail})' if detail else ''}"


def _line(change: dict[str, Any]) -> str:
    key = change["key"]
    when = key.get("period") or key.get("year")
    what = f"{change['provider']}: {describe(change['table'], key)} {when}"
    new = f"{change['new']:,.0f}" if change["new"] is not None else ""
    old = f"{change['old']:,.0f}" if change["old"] is not None else ""
    if change["kind"] == "gone":
        return f"{what}: {old} is no longer published; it stays in the package as the earlier vintage"
    if change["kind"] == "changed":
        by = f" ({change['percent']:+.2f}%)" if change["percent"] is not None else ""
        return f"{what}: {old} is now {new}{by}"
    beside = f", beside {', '.join(change['beside'])}" if change["beside"] else ""
    return f"{what}: {new}{beside}"


def write(proposal: dict[str, Any], path: Path) -> Path:
    """Write the proposal aside and move it into place; nothing that is there is overwritten by another content.

    Raises
    ------
    InputError
        If the folder cannot be written.
    """
    text = json.dumps(proposal, indent=1, ensure_ascii=False, sort_keys=True) + "\n"
    number, free = 1, path
    while free.exists() and free.read_text(encoding="utf-8") != text:
        number += 1
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
    write_whole(free, text.encode())
    return free


def read(path: Path) -> dict[str, Any]:
    """Read a proposal.

    Raises
    ------
    InputError
        If it is not one.
    """
    try:
        proposal = json.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise InputError(f"{path}: found {error.strerror}, expected a proposal of brief refresh") from None
    except ValueError as error:
        raise InputError(f"{path}: found {error}, expected JSON") from None
    for name, kind in PARTS.items():
        if not isinstance(proposal, dict) or not isinstance(proposal.get(name), kind):
            raise InputError(f"{path}: {name}: found nothing of the kind, expected a proposal of brief refresh")
    if proposal["format"] != FORMAT:
        raise InputError(f"{path}: format: found {proposal['format']!r}, expected {FORMAT!r}")
    tables = {**proposal["rows"], "sources": proposal["sources"]}
    for table, rows in tables.items():
        if table not in ("sources", *TABLES) or not isinstance(rows, list):
            raise InputError(f"{path}: rows: found the table {table!r}, expected {' or '.join(TABLES)}")
        for row in rows:
            if not isinstance(row, dict) or not all(isinstance(cell, str) for cell in row.values()):
                raise InputError(f"{path}: rows of {table}: found {str(row)[:80]}, expected text by column")
    return proposal


def accept(path: Path, folder: Path) -> dict[str, int]:
    """Append the rows of a proposal to a package, and move its information cut-off to the day of retrieval.

    The package is completed aside and checked before anything is moved: the descriptor first, then sources, then the
    tables that cite them, so that whatever a crash leaves is a valid package.

    Returns
    -------
    dict
        Rows appended by table.

    Raises
    ------
    InputError
        If it is no proposal, the tables have changed since it was made, or (:class:`PackageError`) the package would
        have faults.
    """
    proposal = read(path)
    if _base(folder, proposal["rows"]) != proposal["base"]:
        raise InputError(
            f"{path}: found a proposal for other tables, expected one for those of {folder} as they stand; refresh again"
        )
    rows = {"sources": proposal["sources"], **{table: proposal["rows"].get(table, []) for table in TABLES}}
    rows = {table: new for table, new in rows.items() if table in proposal["base"]}
    descriptor = read_descriptor(folder)
    paths = {resource["name"]: resource["path"] for resource in descriptor["resources"]}
    place = folder.resolve()
    try:
        aside = Path(tempfile.mkdtemp(prefix=f".{place.name}.accepting-", dir=place.parent))
    except OSError as error:
        raise InputError(f"{place.parent}: found {error.strerror}, expected a folder that can be written") from None
    try:
        basemap = descriptor.get("x-basemap")
        for name in [resource["path"] for resource in descriptor["resources"]] + ([basemap] if basemap else []):
            (aside / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(folder / name, aside / name)
        (aside / "datapackage.json").write_text(
            _moved((folder / "datapackage.json").read_text(encoding="utf-8-sig"), proposal["retrieved"], path),
            encoding="utf-8",
            newline="\n",
        )
        for table, new in rows.items():
            _append(aside / paths[table], new, path, table)
        faults = check(aside)
        if faults:
            # The completed table is never seen, so its faults are told as those of the table that it would be.
            raise PackageError([replace(fault, file=fault.file.replace(str(aside), str(folder))) for fault in faults])
        for name in ("datapackage.json", *(paths[table] for table in rows)):
            (aside / name).replace(folder / name)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return {table: len(new) for table, new in rows.items()}


def _moved(text: str, retrieved: str, path: Path) -> str:
    """The descriptor with a later cut-off, the former one kept for the editions made under it."""
    try:
        day = date.fromisoformat(retrieved)
    except ValueError:
        raise InputError(f"{path}: retrieved: found {retrieved!r}, expected an ISO 8601 date") from None
    descriptor = json.loads(text)
    former = date.fromisoformat(descriptor["cutoff"])
    if day <= former:
        return text
    descriptor["cutoff"] = day.isoformat()
    descriptor["x-earlier-cutoffs"] = [*descriptor.get("x-earlier-cutoffs", []), former.isoformat()]
    return json.dumps(descriptor, indent=1, ensure_ascii=False) + "\n"


def _append(path: Path, rows: list[dict[str, str]], proposal: Path, table: str) -> None:
    """Add rows to the end of a file as it stands: its columns, its line ends, its byte order mark."""
    if not rows:
        return
    body = path.read_bytes()
    header = next(read_rows(path))[1]
    for row in rows:
        for name in row:
            if name not in header and row[name]:
                raise InputError(
                    f"{proposal}: rows of {table}: found the column {name!r}, expected one of {', '.join(header)}"
                )
    end = "\r\n" if b"\r\n" in body else "\n"
    text = io.StringIO()
    csv.DictWriter(text, header, restval="", extrasaction="ignore", lineterminator=end).writerows(rows)
    path.write_bytes(body + (b"" if body.endswith(b"\n") else end.encode()) + text.getvalue().encode())
