"""A new data package: every table with its header, the schema of the project, and a description of each column."""

import csv
import json
import shutil
import tempfile
from importlib.metadata import version
from pathlib import Path
from typing import Any

from helpers.countries import names, parse_pair
from helpers.datapackage.codebook import codebook
from helpers.datapackage.read import DEFAULT_DATA, InputError, read_descriptor
from helpers.files import within_umask
from helpers.periods import parse_as_of


def new_data(folder: Path, pair: str = "", cutoff: str = "") -> Path:
    """Write an empty, valid package into a new folder; with a pair its two countries and their source are in it.

    Parameters
    ----------
    folder
        A folder that does not exist or is empty.
    pair
        Two alpha-3 codes or names; the package names none if empty.
    cutoff
        The information cut-off, an ISO date; that of the project's own package if empty.

    Raises
    ------
    InputError
        If the folder holds something or cannot be written, or pair or date cannot be used.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise InputError(f"new data: found {folder} with something in it, expected a folder that is new or empty")
    descriptor = read_descriptor(DEFAULT_DATA)
    codes = parse_pair(pair) if pair else ()
    slug = "-".join(sorted(codes))
    descriptor |= {
        "name": f"brief-data-{slug.lower()}" if slug else "brief-data",
        "title": " and ".join(names()[code]["name"] for code in sorted(codes))
        or "Facts and figures on a pair of countries",
        "version": "0.1.0",
        "cutoff": parse_as_of(cutoff or descriptor["cutoff"]).isoformat(),
        "pairs": [slug] if slug else [],
    }
    del descriptor["x-basemap"]  # without a map of its own a package has the project's
    rows = _first_rows(sorted(codes))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        aside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.new-", dir=folder.parent))
    except OSError as error:
        raise InputError(
            f"new data: found {folder.parent} ({error.strerror}), expected a folder that can be written"
        ) from None
    try:
        for resource in descriptor["resources"]:
            _table(aside / resource["path"], resource, rows.get(resource["name"], []))
        text = json.dumps(descriptor, indent=1, ensure_ascii=False) + "\n"
        (aside / "datapackage.json").write_text(text, encoding="utf-8", newline="\n")
        (aside / "README.md").write_text(codebook(descriptor), encoding="utf-8", newline="\n")
        within_umask(aside, 0o777)
        aside.replace(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return folder


def _first_rows(codes: list[str]) -> dict[str, list[dict[str, str]]]:
    """The countries of the pair and where their names come from."""
    if not codes:
        return {}
    source = {
        "source_id": "1",
        "publisher": "Debian iso-codes (pycountry)",
        "title": f"ISO 3166-1 country codes and names (pycountry {version('pycountry')})",
        "url": "https://pypi.org/project/pycountry/",
        "kind": "dataset",
        "licence": "LGPL-2.1",
        "redistributable": "true",
    }
    keep = ("name", "official_name", "adjective", "capital")
    countries = [{"iso3": code, **{key: names()[code][key] for key in keep}, "source_ids": "1"} for code in codes]
    return {"countries": countries, "sources": [source]}


def _table(path: Path, resource: dict[str, Any], rows: list[dict[str, str]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        columns = [spec["name"] for spec in resource["schema"]["fields"]]
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
