"""What changed between two editions: the findings of two manifests, number by number."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helpers.faults import InputError
from helpers.manifest import read_manifest
from helpers.periods import label

__all__ = ["Change", "compare", "differences", "read_manifest", "stated"]


@dataclass(frozen=True)
class Change:
    """A finding that differs: ``kind`` is ``changed``, ``new`` or ``gone``; a missing side is ``None``."""

    id: str
    kind: str
    old: Mapping[str, Any] | None
    new: Mapping[str, Any] | None

    def __str__(self) -> str:
        if self.kind != "changed":
            finding = self.new or self.old
            return f"{self.kind}: {self.id}: {finding['text']}"
        return f"changed: {self.id}: {stated(self.old)} to {stated(self.new)}"


def stated(finding: Mapping[str, Any]) -> str:
    """Value, unit and period of a finding as text; what was not found is ``n.f.``."""
    value = finding["value"]
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        shown = "n.f." if value is None else str(value)
    elif value == int(value):
        shown = f"{int(value):,}"
    else:
        shown = f"{value:,.4g}"
    unit = f" {finding['unit']}" if finding["unit"] and value is not None else ""
    return f"{shown}{unit} ({label(finding['period'])})" if finding["period"] else f"{shown}{unit}"


def differences(
    old: list[Mapping[str, Any]], new: list[Mapping[str, Any]], as_of: tuple[str, str] = ("", "")
) -> list[Change]:
    """Findings whose value, unit or period differ, that are new, and that are gone; in the order of the new ones.

    ``as_of`` are the dates of the two editions: what holds as of either is not changed by the date alone.
    """

    def content(finding: Mapping[str, Any], day: str) -> tuple:
        when = finding["period"].replace(day, "as of") if day else finding["period"]
        return finding["value"], finding["unit"], when

    before = {finding["id"]: finding for finding in old}
    after = {finding["id"]: finding for finding in new}
    found = [
        Change(key, "changed", before[key], after[key])
        for key in after
        if key in before and content(before[key], as_of[0]) != content(after[key], as_of[1])
    ]
    found += [Change(key, "new", None, after[key]) for key in after if key not in before]
    return found + [Change(key, "gone", before[key], None) for key in before if key not in after]


def compare(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """What changed from one manifest to the other, a line each, under a line that counts.

    Raises
    ------
    InputError
        If they are not about the same pair.
    """
    if set(old["pair"].split("-")) != set(new["pair"].split("-")):
        raise InputError(f"found editions of {old['pair']} and {new['pair']}, expected two of one pair")
    found = differences(old["findings"], new["findings"], (old["as_of"], new["as_of"]))
    counts = {kind: sum(change.kind == kind for change in found) for kind in ("changed", "new", "gone")}
    same = len(new["findings"]) - counts["changed"] - counts["new"]
    head = f"{new['pair']}, {old['as_of']} to {new['as_of']}: {counts['changed']} changed, {counts['new']} new, "
    return [f"{head}{counts['gone']} gone, {same} as they were", *map(str, found)]
