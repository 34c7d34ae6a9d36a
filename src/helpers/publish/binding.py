"""Claims bound to findings: if the number turns, the build stops until the claim is judged again.

A claim names the finding that measures it (``finding_id``) and the value that its verdict was signed at
(``finding_value``). A verdict that was signed at another value than the finding has now is nobody's.
"""

from typing import Any

from helpers.datapackage.read import InputError, Package

CLOSE = 0.005  # share by which a number may differ from the one signed, which is written in a few digits


def signed_off(package: Package, pair: str, findings: dict[str, dict[str, Any]]) -> list[str]:
    """Findings that claims about a pair are bound to and that its edition does not state.

    Parameters
    ----------
    pair
        Two alpha-3 codes with a hyphen.
    findings
        Every finding of an edition by id.

    Raises
    ------
    InputError
        If a finding has another value than the one that a verdict was signed at.
    """
    claims = package.tables["claims"]
    about = claims["parties"].map(set(pair.split("-")).issubset).astype(bool)
    missing = []
    for claim in claims[about].to_dict("records"):
        values = claim.get("finding_value", ())
        for place, name in enumerate(claim["finding_id"]):
            if name not in findings:
                missing.append(f"claims.csv: finding_id: found {name!r} of {claim['claim_id']}, expected a finding")
                continue
            signed = values[place] if place < len(values) else ""
            now = findings[name]["value"]
            if signed and not _same(signed, now):
                raise InputError(
                    f"claims.csv: finding_value: found {signed} of {claim['claim_id']}, expected {now}, the value that "
                    f"{name} has now: judge the claim again and write the new value"
                )
    return missing


def _same(signed: str, now: Any) -> bool:
    try:
        first, second = float(signed), float(now)
    except (TypeError, ValueError):
        return signed == ("" if now is None else str(now))
    return abs(first - second) <= CLOSE * max(abs(first), abs(second))
