"""What was read: of each table the rows held, those shown, and why the others are not; each row is counted once."""

import csv
from collections import Counter
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.clocks import row_ids
from helpers.edition import Edition
from helpers.periods import period

# Why a row is not shown, in the order in which it is asked; the first that holds counts.
REASONS = {
    "repeats": "tells what another row tells",
    "later": "dated later, or not yet public",
    "others": "about other countries",
    "unpreferred": "another value of its key is preferred",
    "parts": "about a part of a year",
    "unused": "in the lens, and no exhibit or statement rests on it",
}
PARTS = frozenset({"month", "quarter", "window"})


def shown_rows(manifest: dict[str, Any], folder: Path) -> set[str]:
    """Ids of the rows on which the statements and exhibits of an edition rest, and of the sources that they cite."""
    parts = (*manifest["findings"], *manifest["judgements"])
    found = {row for part in parts for row in part.get("rows", ())}
    cited = {number for part in (*parts, *manifest["exhibits"]) for number in part.get("source_ids", ())}
    found |= {f"sources:{number}" for number in cited}
    for exhibit in manifest["exhibits"]:
        path = folder / "data" / exhibit["file"]
        if path.is_file():
            with path.open(encoding="utf-8", newline="") as file:
                found |= {row for line in csv.DictReader(file) for row in (line.get("row_ids") or "").split(";") if row}
    return found


def ledger(edition: Edition, shown: Iterable[str], tables: Collection[str] | None = None) -> pd.DataFrame:
    """Of each table of the package with rows: how many are held, shown, and not shown for each of :data:`REASONS`.

    Parameters
    ----------
    shown
        Ids of rows, see :func:`shown_rows`.
    tables
        Those to count; all if not given.

    Returns
    -------
    pandas.DataFrame
        ``table``, ``held``, ``shown`` and a column a reason; ``held`` is the sum of the others.
    """
    shown, package = set(shown), edition.package
    rows = []
    for table, frame in package.tables.items():
        repeats = len(package.repeats.get(table, {}))
        if (frame.empty and not repeats) or (tables is not None and table not in tables):
            continue
        # Some tables have the name of something else that an edition has, such as its sources.
        dated, mine = _ids(getattr(edition.all, table)), _ids(edition.__getattr__(table))
        counts = Counter({"repeats": repeats})
        ids = (one for (one,) in row_ids(package, table, frame))
        for one, preferred, part in zip(ids, _preferred(frame), _in_parts(edition, table, frame), strict=True):
            if one in shown:
                why = "shown"
            elif one not in dated:
                why = "later"
            elif one not in mine:
                why = "others"
            else:
                why = "parts" if preferred and part else "unused" if preferred else "unpreferred"
            counts[why] += 1
        named = {name: counts[name] for name in ("shown", *REASONS)}
        rows.append({"table": table, "held": counts.total(), **named})
    return pd.DataFrame(rows, columns=["table", "held", "shown", *REASONS])


def _ids(frame: pd.DataFrame) -> set[str]:
    return {one for ids in frame["row_ids"] for one in ids}


def _preferred(frame: pd.DataFrame) -> Iterable[bool]:
    return frame["preferred"].astype(bool) if "preferred" in frame else [True] * len(frame)


def _in_parts(edition: Edition, table: str, frame: pd.DataFrame) -> list[bool]:
    columns = [spec["name"] for spec in edition.package.fields(table) if spec.get("x-kind") == "period"]
    column = edition.package.resources[table].get("x-lens", {}).get("date")
    if column not in columns:
        return [False] * len(frame)
    return [bool(text) and period(text).kind in PARTS for text in frame[column]]
