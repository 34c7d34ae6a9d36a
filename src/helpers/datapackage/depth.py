"""How much a package holds of a pair that somebody researched: a brief, or the profile that a machine makes of any pair.

A row counts if it is about the two alone (a third party may stand beside them) and rests on more than data sets: what
a publisher gives of every pair, figures of trade or votes, is no research on this one. Light to import.
"""

import csv
from collections import Counter
from functools import lru_cache
from itertools import combinations
from pathlib import Path

from helpers.datapackage.descriptor import read_descriptor

FEWEST = 25  # rows from which a brief is made of a pair that the package only touches
PARTIES = 3  # a row with more parties is of a group, not of a pair
Stamp = tuple[tuple[str, int, int], ...]


def is_profile(folder: Path, pair: str) -> bool:
    """Whether an edition of a pair, ``IDN-KEN``, is a profile.

    It is if the package holds fewer than :data:`FEWEST` researched rows of it; of a pair that the package names, if it
    holds none.
    """
    named = {frozenset(text.split("-")) for text in read_descriptor(folder)["pairs"]}
    both = frozenset(pair.split("-"))
    return researched_rows(folder)[both] < (1 if both in named else FEWEST)


def researched_rows(folder: Path) -> Counter[frozenset[str]]:
    """Researched rows by pair."""
    stamp = tuple((path.name, path.stat().st_mtime_ns, path.stat().st_size) for path in sorted(folder.glob("*.csv")))
    return _counted(folder, stamp)


@lru_cache(maxsize=4)
def _counted(folder: Path, _: Stamp) -> Counter[frozenset[str]]:
    data_sets = {row["source_id"] for row in _rows(folder / "sources.csv") if row.get("kind") == "dataset"}
    found: Counter[frozenset[str]] = Counter()
    for resource in read_descriptor(folder)["resources"]:
        rule = resource.get("x-lens", {}).get("pair", {})
        columns = [rule["parties"]] if "parties" in rule else rule.get("both", [])
        for row in _rows(folder / resource["path"]) if columns else ():
            parties = {code.strip() for column in columns for code in (row.get(column) or "").split(";")} - {""}
            sources = {number.strip() for number in (row.get("source_ids") or "").split(";")} - {""}
            if 2 <= len(parties) <= PARTIES and not sources <= data_sets:
                found.update(map(frozenset, combinations(sorted(parties), 2)))
    return found


def _rows(path: Path) -> list[dict[str, str]]:
    if not path.is_file():
        return []
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))
