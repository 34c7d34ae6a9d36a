"""The editions under a folder, by pair: their manifests, what was drawn and the rows behind it."""

import csv
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import nbformat

from helpers.manifest import read_manifest
from helpers.periods import label
from helpers.publish.content import EXHIBITS, payloads

LISTS = ("row_ids", "source_ids", "parties", "actors")
FILES = ("pdf", "docx", "html")
_FOLDER = re.compile(r"[A-Z]{3}-[A-Z]{3}")


@dataclass(frozen=True)
class Published:
    """One edition as it stands in its folder."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def pair(self) -> str:
        """Two alpha-3 codes: the pair's folder on the site."""
        return self.manifest["pair"]

    @property
    def name(self) -> str:
        """The two countries by name."""
        return self.manifest.get("pair_name", self.pair)

    @property
    def as_of(self) -> str:
        """The as-of date, ISO 8601: the edition's folder below that of its pair."""
        return self.manifest["as_of"]

    @property
    def day(self) -> str:
        """The as-of date in words."""
        return label(self.as_of)

    @property
    def stem(self) -> str:
        """Name of its files without suffix."""
        return f"{self.pair}_{self.as_of}"

    @property
    def home(self) -> str:
        """Address of its folder on the site."""
        return f"{self.pair}/{self.as_of}"

    @property
    def files(self) -> dict[str, str]:
        """Its publications by kind, addresses on the site."""
        there = {kind: f"{self.stem}.{kind}" for kind in FILES if (self.folder / f"{self.stem}.{kind}").is_file()}
        return {kind: f"{self.home}/{name}" for kind, name in there.items()}

    @property
    def findings(self) -> list[dict[str, Any]]:
        """Every finding of the manifest."""
        return self.manifest["findings"]

    @property
    def figures(self) -> list[dict[str, Any]]:
        """The key figures: findings with a label and a short value, those of the first page first, in its order."""
        strips = [payload for node in self.notebooks.values() for payload in payloads(node, "strip")]
        first = [entry["id"] for strip in strips for entry in strip["findings"]]
        order = {key: place for place, key in enumerate(dict.fromkeys(first))}
        figures = [finding for finding in self.findings if finding["label"] and finding["shown"]]
        return sorted(figures, key=lambda finding: order.get(finding["id"], len(order)))

    @cached_property
    def notebooks(self) -> dict[str, nbformat.NotebookNode]:
        """The executed chapters by name."""
        return {path.stem: nbformat.read(path, as_version=4) for path in sorted(self.folder.glob("notebooks/*.ipynb"))}

    @cached_property
    def exhibits(self) -> dict[str, dict[str, Any]]:
        """What was drawn, by name: the payload, with number and label as they are printed; in print order."""
        drawn = {
            payload["name"]: payload
            for node in self.notebooks.values()
            for payload in payloads(node)
            if payload["type"] in EXHIBITS
        }
        listed = {record["name"]: record for record in self.manifest.get("exhibits", [])}
        return {name: drawn[name] | listed[name] for name in listed if name in drawn}

    def anchor(self, exhibit: str) -> str:
        """Address of an exhibit in the HTML edition, or of the edition; of the pair's page if there is no HTML."""
        page = self.files.get("html", f"{self.pair}/index.html")
        return f"{page}#{exhibit}" if exhibit in self.exhibits and "html" in self.files else page

    def rows(self, exhibit: str) -> list[dict[str, Any]]:
        """The CSV twin of an exhibit; cells that hold several ids as lists, numbers of sources as numbers."""
        path = self.folder / "data" / f"{exhibit}.csv"
        if not path.is_file():
            return []
        with path.open(encoding="utf-8", newline="") as file:
            found = list(csv.DictReader(file))
        for row in found:
            for key in LISTS:
                if key in row:
                    row[key] = [part for part in row[key].split(";") if part]
            if "source_ids" in row:
                row["source_ids"] = [int(number) for number in row["source_ids"]]
        return found

    def quantity(self, finding: str, name: str) -> Any:
        """Value of a named quantity of a finding; ``None`` if the edition has none."""
        found = next((entry for entry in self.findings if entry["id"] == finding), {})
        return found.get("quantities", {}).get(name, {}).get("value")


def read_catalogue(reports: Path) -> dict[str, list[Published]]:
    """The editions by pair, the newest first; the pair with the most findings first.

    Raises
    ------
    InputError
        If a manifest cannot be read.
    """
    found: dict[str, list[Published]] = {}
    for path in sorted(reports.glob("*/[!.]*/manifest.json")):
        if _FOLDER.fullmatch(path.parents[1].name):
            edition = Published(path.parent, read_manifest(path))
            found.setdefault(edition.pair, []).append(edition)
    for editions in found.values():
        editions.sort(key=lambda edition: edition.as_of, reverse=True)
    return dict(sorted(found.items(), key=lambda entry: (-len(entry[1][0].findings), entry[1][0].name)))
