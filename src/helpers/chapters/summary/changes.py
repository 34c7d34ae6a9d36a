"""What changed between two editions: the findings of two manifests, number by number."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from helpers.faults import InputError
from helpers.manifest import read_manifest
from helpers.periods import label, period

# The quantities that say what a number is of, beside the countries; the others say it in words.
DEFINING = ("basis", "programme", "decade", "apart", "crisis")
MEASURED = ("USD", "share", "share a year", "ratio")

__all__ = ["Change", "compare", "differences", "read_manifest", "stated"]


@dataclass(frozen=True)
class Change:
    """A finding that differs: ``kind`` is ``changed``, ``redefined`` (now of something else), ``new`` or ``gone``.

    A missing side is ``None``.
    """

    id: str
    kind: str
    old: Mapping[str, Any] | None
    new: Mapping[str, Any] | None

    def __str__(self) -> str:
        if self.kind in ("new", "gone"):
            finding = self.new or self.old
            return f"{self.kind}: {self.id}: {finding['text']}"
        if self.kind == "redefined":
            return f"redefined: {self.id}: {stated(self.old)}; now {stated(self.new)}"
        return f"changed: {self.id}: {stated(self.old)} to {stated(self.new)}"


def stated(finding: Mapping[str, Any]) -> str:
    """Value, unit and period of a finding as text; what was not found is ``n.f.``."""
    value = finding["value"]
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        shown = "n.f." if value is None else str(value)
    elif value == int(value):
        shown = f"{int(value):,}"
    else:
        shown = f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"
    unit = f" {finding['unit']}" if finding["unit"] and value is not None else ""
    return f"{shown}{unit} ({label(finding['period'])})" if finding["period"] else f"{shown}{unit}"


def differences(
    old: list[Mapping[str, Any]], new: list[Mapping[str, Any]], as_of: tuple[str, str] = ("", "")
) -> list[Change]:
    """Findings whose value, unit or period differ, that are new, and that are gone; in the order of the new ones.

    ``as_of`` are the dates of the two editions: what holds as of either is not changed by the date alone. Two numbers are
    compared if they are of one thing: the same countries, basis and kind of period. A modelled one that reads the same
    is as it was.
    """

    def content(finding: Mapping[str, Any], day: str) -> tuple:
        when = finding["period"].replace(day, "as of") if day else finding["period"]
        return finding["value"], finding["unit"], when

    before = {finding["id"]: finding for finding in old}
    after = {finding["id"]: finding for finding in new}
    both = [(key, before[key], after[key]) for key in after if key in before]
    found = [
        Change(key, "changed" if _definition(one) == _definition(other) else "redefined", one, other)
        for key, one, other in both
        if content(one, as_of[0]) != content(other, as_of[1])
        and not ({one.get("kind"), other.get("kind")} == {"modelled"} and one["text"] == other["text"])
    ]
    found += [Change(key, "new", None, after[key]) for key in after if key not in before]
    return found + [Change(key, "gone", before[key], None) for key in before if key not in after]


def _definition(finding: Mapping[str, Any]) -> tuple:
    of = sorted(
        (name, one["value"])
        for name, one in finding.get("quantities", {}).items()
        if one.get("unit") == "country" or name in DEFINING
    )
    return (
        tuple(of),
        finding["unit"],
        finding["unit"] in MEASURED and bool(finding["period"]) and period(finding["period"]).kind == "fiscal",
    )


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
    counts = {kind: sum(change.kind == kind for change in found) for kind in ("changed", "redefined", "new", "gone")}
    same = len(new["findings"]) - counts["changed"] - counts["redefined"] - counts["new"]
    head = f"{new['pair']}, {old['as_of']} to {new['as_of']}: {counts['changed']} changed, {counts['new']} new, "
    redefined = f"{counts['redefined']} redefined, " if counts["redefined"] else ""
    return [f"{head}{counts['gone']} gone, {redefined}{same} as they were", *map(str, found)]
