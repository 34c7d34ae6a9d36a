"""Write tables of the world layer so that the same rows are the same bytes on every machine.

A table is a CSV (UTF-8, LF, sorted by its key) in a gzip without name and time. The descriptor keeps number of rows,
bytes and SHA-256 of each file; the reader refuses a file that is another one.
"""

import csv
import gzip
import hashlib
import io
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.faults import InputError

DESCRIPTOR = "datapackage.json"


def csv_bytes(frame: pd.DataFrame, resource: Mapping[str, Any]) -> bytes:
    """A frame of text as the CSV of a table: the columns of its schema, sorted by its key.

    Parameters
    ----------
    frame
        Text in every cell, ``""`` for missing.
    resource
        The Frictionless resource.

    Raises
    ------
    InputError
        If a column is missing or the key of a row stands twice.
    """
    schema = resource["schema"]
    columns = [spec["name"] for spec in schema["fields"]]
    missing = [column for column in columns if column not in frame]
    if missing:
        raise InputError(f"table {resource['name']}: found no column {missing[0]!r}, expected {', '.join(columns)}")
    whole = {spec["name"] for spec in schema["fields"] if spec["type"] in ("integer", "number")}
    key = schema["primaryKey"]
    twice = frame[frame.duplicated(key)]
    if len(twice):
        found = "/".join(twice.iloc[0][key])
        raise InputError(f"table {resource['name']}: found the key {found!r} twice, expected it once")
    order = pd.DataFrame({name: pd.to_numeric(frame[name]) if name in whole else frame[name] for name in key})
    ordered = frame.loc[order.sort_values(key).index, columns]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(ordered.itertuples(index=False, name=None))
    return text.getvalue().encode()


def pack(content: bytes) -> bytes:
    """Compress without name and time.

    >>> pack(b"a") == pack(b"a")
    True
    """
    return gzip.compress(content, 9, mtime=0)


def write_tables(folder: Path, frames: Mapping[str, pd.DataFrame]) -> list[str]:
    """Write tables into a world package that has a descriptor, and note what they are there.

    Returns
    -------
    list of str
        The tables whose content changed.
    """
    path = folder / DESCRIPTOR
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    changed = []
    for resource in descriptor["resources"]:
        frame = frames.get(resource["name"])
        if frame is None:
            continue
        content = csv_bytes(frame, resource)
        file = folder / resource["path"]
        body = pack(content) if file.suffix == ".gz" else content
        if not file.is_file() or _content(file) != content:
            changed.append(resource["name"])
            file.write_bytes(body)
        body = file.read_bytes()
        resource["bytes"] = len(body)
        resource["hash"] = f"sha256:{hashlib.sha256(body).hexdigest()}"
        resource["x-rows"] = len(frame)
    path.write_text(json.dumps(descriptor, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return changed


def _content(file: Path) -> bytes:
    body = file.read_bytes()
    return gzip.decompress(body) if file.suffix == ".gz" else body


def text_frame(rows: Iterable[Mapping[str, Any]] | pd.DataFrame) -> pd.DataFrame:
    """Any frame as text: missing as ``""``, whole numbers without a point, truth as ``true`` and ``false``."""
    frame = pd.DataFrame(rows)
    return pd.DataFrame({name: frame[name].map(_text).astype(object) for name in frame}, index=frame.index)


def _text(value: Any) -> str:
    if value is None or value != value:
        return ""
    if isinstance(value, bool) or type(value).__name__ == "bool":
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)
