"""What was read: of each table the rows held, those shown, and why the others are not; each row is counted once."""

import csv
import io
from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from pathlib import Path

import nbformat
import pandas as pd

from helpers.clocks import row_ids
from helpers.edition import Edition
from helpers.faults import Fault
from helpers.finding import choice, number, several, wording
from helpers.periods import period
from helpers.publish.content import EXHIBITS, findings, payloads
from helpers.words.say import phrase

# Why a row is not shown, in the order in which it is asked; the first that holds counts. Worded in ``report-rows``.
REASONS = ("repeats", "later", "others", "unpreferred", "parts", "unused")
PARTS = frozenset({"month", "quarter", "window"})


def shown_rows(executed: dict[str, nbformat.NotebookNode]) -> set[str]:
    """Ids of the rows on which the statements and exhibits of the notebooks rest, and of the sources that they cite."""
    said = findings(executed).values()
    drawn = [payload for node in executed.values() for payload in payloads(node) if payload["type"] in EXHIBITS]
    found = {f"sources:{number}" for part in (*said, *drawn) for number in part.get("source_ids", ())}
    found |= {row for part in said for row in part.get("rows", ())}
    for exhibit in drawn:
        lines = csv.DictReader(io.StringIO(exhibit["csv"] or ""))
        found |= {row for line in lines for row in (line.get("row_ids") or "").split(";")}
    return found - {""}


def notes(read: pd.DataFrame, warnings: Sequence[Fault], edition: Edition) -> list[list[str]]:
    """What the edition says of the rows that it leaves out and of what the check warns of: heads and paragraphs.

    Parameters
    ----------
    read
        As :func:`rows_read` gives it.
    """
    left = [{"rows": number(read[why].sum(), "rows"), "why": choice(why)} for why in REASONS if read[why].any()]
    odd = Counter()
    for warning in warnings:
        odd[Path(warning.file).stem] += warning.more or 1
    given = {}
    if left:
        totals = {name: number(read[name].sum(), "rows") for name in ("held", "shown")}
        given["rows"] = {**totals, "left": several(left)}
    if odd:
        tables = [{"cells": number(count, "cells"), "table": wording(table)} for table, count in sorted(odd.items())]
        given["warnings"] = {"all": number(odd.total(), "cells"), "tables": several(tables)}
    return [
        [phrase(f"report-{name}", "", edition), phrase(f"report-{name}", "text", edition, **quantities)]
        for name, quantities in given.items()
    ]


def rows_read(edition: Edition, shown: Iterable[str], tables: Collection[str] | None = None) -> pd.DataFrame:
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
