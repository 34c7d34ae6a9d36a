"""What has happened since the last edition: dated events first, then numbers that moved beyond their own error."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import pandas as pd

from helpers.chapters.summary.relevance import CONFIDENCE
from helpers.edition import Edition
from helpers.periods import period

# What an event of a kind changes for a ministry.
CONSEQUENCE = {
    "crisis": 5,
    "high-level-visit": 4,
    "afghanistan": 2,
    "agreement": 2,
    "multilateral": 2,
    "security-defence": 2,
    "trade-economic": 2,
    "transport": 2,
    "energy": 2,
    "humanitarian": 2,
}
# A value that is measured or rounded is not nearer than this share of it. Other units count the rows of the package: a
# count that grows with the record is no news.
ERROR = {"USD": 0.1, "share": 0.05, "share a year": 0.1, "ratio": 0.1, "persons": 0.2, "years": 0.1, "km": 0.05}


def events(edition: Edition, since: str, most: int, told: Collection[str] = ()) -> pd.DataFrame:
    """The events after a day that weigh most, of equals those that most sources tell; the earliest first.

    Those of both sides and the crises of either one; a part of a visit goes with the visit. The weight is that of the
    kind, higher for leaders, times two for what concerns both sides or what the first page ``told`` (row ids), times the
    confidence.
    """
    rows = edition.all.events
    both = rows["parties"].map(set(edition.pair).issubset).astype(bool)
    one = rows["parties"].map(lambda parties: bool(set(parties) & set(edition.pair))).astype(bool)
    recent = rows["date"].map(lambda text: bool(text) and period(text).start.isoformat() > since).astype(bool)
    own = both | (one & (rows["category"] == "crisis") & (rows["lane"] == "crises"))
    rows = rows[recent & own & (rows["part_of"] == "") & rows["status"].isin(["occurred", "reported"])]
    weight = rows["category"].map(CONSEQUENCE).fillna(1) + (rows["lane"] == "top-level")
    shared = rows["parties"].map(set(edition.pair).issubset) | ~rows["row_ids"].map(set(told).isdisjoint)
    weight = weight * shared.map({True: 2, False: 1})
    weight = weight * rows["confidence"].map(CONFIDENCE).fillna(2)
    rows = rows.assign(weight=weight, told_by=rows["source_ids"].map(len))
    order = {"weight": False, "told_by": False, "date": False, "event_id": True}
    rows = rows.sort_values(list(order), ascending=list(order.values()))
    return rows.head(most).sort_values(["date", "event_id"], ignore_index=True)


def moved(old: Sequence[Mapping[str, Any]], new: Sequence[Mapping[str, Any]]) -> list[tuple[Mapping, Mapping]]:
    """Key figures of two editions that differ by more than their error, of one unit and one definition.

    One definition: the same words chosen (whose count, on what basis) and the same kind of period. The error is half the
    distance of the figure's own ``low`` and ``high``, at least :data:`ERROR`.
    """
    known = {finding["id"]: finding for finding in old}
    able = [finding for finding in new if finding["id"] in known and finding["label"] and finding["unit"] in ERROR]
    pairs = [(known[finding["id"]], finding) for finding in able]
    return [(before, after) for before, after in pairs if _same_definition(before, after) and _differs(before, after)]


def _same_definition(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    return before["unit"] == after["unit"] and _definition(before) == _definition(after)


def _definition(finding: Mapping[str, Any]) -> tuple:
    chosen = sorted(
        (name, one["value"])
        for name, one in finding.get("quantities", {}).items()
        if one["unit"] in ("choice", "country")
    )
    return tuple(chosen), period(finding["period"]).kind if finding["period"] else ""


def _differs(before: Mapping[str, Any], after: Mapping[str, Any]) -> bool:
    values = before["value"], after["value"]
    if any(isinstance(value, bool) or not isinstance(value, (int, float)) for value in values):
        return False
    least = ERROR[after["unit"]] * max(map(abs, values))
    return abs(values[0] - values[1]) > max(least, *(_half_range(finding) for finding in (before, after)))


def _half_range(finding: Mapping[str, Any]) -> float:
    ends = [finding.get("quantities", {}).get(name) for name in ("low", "high")]
    if any(end is None or end["unit"] != finding["unit"] or end["value"] is None for end in ends):
        return 0.0
    return abs(ends[1]["value"] - ends[0]["value"]) / 2
