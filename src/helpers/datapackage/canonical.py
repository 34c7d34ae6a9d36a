"""The canonical form of a table, so that a change of one row is a change of one line.

UTF-8 without byte order mark, LF, columns in the order of the schema (further ones after them), rows in the natural
order of their key, cells without padding, lists joined by ``;``, ``true`` and ``false`` in lower case, numbers without
exponent, plus sign and leading zeros. Digits are kept as they are: 0.30 says more than 0.3.
"""

import csv
import io
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from helpers.datapackage.cells import NUMBER
from helpers.datapackage.descriptor import read_descriptor
from helpers.datapackage.rows import read_rows
from helpers.faults import PackageError
from helpers.files import write_whole
from helpers.periods import iso

_PLAIN = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")


def rewrite(folder: Path) -> list[Path]:
    """Bring every table of a package that can be read into canonical form; the files that changed.

    A file that cannot be read, or lacks a column, stays as it is: what is wrong with it is for the check to say.

    Raises
    ------
    InputError
        If there is no readable descriptor, or the folder cannot be written.
    """
    changed = []
    for resource in read_descriptor(folder)["resources"]:
        path = folder / resource["path"]
        text = canonical(path, resource["schema"])
        if text is not None and text.encode() != path.read_bytes():
            write_whole(path, text.encode())
            changed.append(path)
    return changed


def canonical(path: Path, schema: dict[str, Any]) -> str | None:
    """The canonical text of a table, or None if it cannot be read as one."""
    try:
        rows = [row for _, row in read_rows(path)]
    except PackageError:
        return None
    if not rows:
        return None
    header, *body = rows
    specs = {spec["name"]: spec for spec in schema["fields"]}
    needed = {name for name, spec in specs.items() if (spec.get("constraints") or {}).get("required")}
    readable = needed <= set(header) and len(set(header)) == len(header)
    if not readable or any(len(row) != len(header) for row in body):
        return None
    names = [*(name for name in specs if name in header), *(name for name in header if name not in specs)]
    table = [
        [_cell(cells[name], specs.get(name, {})) for name in names]
        for cells in (dict(zip(header, row, strict=True)) for row in body)
    ]
    keys = schema.get("primaryKey", [])
    places = [names.index(name) for name in ([keys] if isinstance(keys, str) else keys) if name in names]
    table.sort(key=lambda row: [natural(row[place]) for place in places])
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([names, *table])
    return out.getvalue()


def natural(text: str) -> list[tuple[int, int, str]]:
    """A key by which ``T9`` comes before ``T10``, whatever the case."""
    parts = re.split(r"([0-9]+)", text)
    return [(0, int(part), "") if part.isdigit() else (1, 0, part.casefold()) for part in parts] + [(2, 0, text)]


def _cell(cell: str, spec: dict[str, Any]) -> str:
    if spec.get("x-kind") == "list":
        return ";".join(part.strip() for part in cell.split(";") if part.strip())
    if spec.get("x-kind") == "period":
        return iso(cell)
    kind = spec.get("type")
    if kind == "boolean" and cell.lower() in ("true", "false"):
        return cell.lower()
    if kind in ("integer", "number") and NUMBER.fullmatch(cell) and not _PLAIN.fullmatch(cell):
        text = f"{Decimal(cell):f}"
        return text.rstrip("0").rstrip(".") if "e" in cell.lower() and "." in text else text
    return cell
