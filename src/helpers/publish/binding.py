"""Claims bound to findings: if the number turns, the build stops until the claim is judged again.

A claim names the findings that measure it (``finding_id``; ``ID:QUANTITY`` for one that is not the first of its finding)
and the values that its verdict was signed at (``finding_value``). A verdict that was signed at another value than the
finding has now is nobody's; one that a number of the same unit speaks against cannot be signed.
"""

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pandas as pd

from helpers.chapters import open_chapter
from helpers.datapackage.canonical import canonical
from helpers.datapackage.read import InputError, Package, read_package, read_rows
from helpers.edition import all_pairs, open_edition
from helpers.faults import Fault
from helpers.files import write_whole
from helpers.show.passage import stated

CLOSE = 0.005  # share by which a number may differ from the one signed, which is written in four digits
NEAR = 0.1  # share by which a number that is said and one that is measured may differ and still be called the same
ABSENT = "none"  # the value signed where a search found nothing


def signed_off(package: Package, pair: str, findings: dict[str, dict[str, Any]]) -> list[Fault]:
    """Findings that claims about a pair are bound to and that its edition does not state, or that nobody signed.

    Parameters
    ----------
    pair
        Two alpha-3 codes with a hyphen.
    findings
        Every finding of an edition by id, as plain data.

    Raises
    ------
    InputError
        If a finding has another value than the one that a verdict was signed at, or speaks against the verdict.
    """
    told = []
    for claim, name, signed, now in _bound(package, pair, findings):
        found = f"{name!r} of {claim['claim_id']}"
        if now is None:
            told.append(Fault("claims.csv", None, "finding_id", found, "a finding", warning=True))
        elif not signed:
            expected = "its value in finding_value (brief check --sign)"
            told.append(Fault("claims.csv", None, "finding_id", f"{found} unsigned", expected, warning=True))
        elif not _same(signed, now["value"]):
            raise InputError(
                f"claims.csv: finding_value: found {signed} of {claim['claim_id']}, expected {now['value']}, the value "
                f"that {name} has now: judge the claim again, then sign it with brief check --sign"
            )
    return told


def sign(folder: Path) -> list[str]:
    """Write into a package the values that the findings of its claims have at its cut-off; what was written, in lines.

    Whoever runs it has read the claims again: it signs their verdicts.

    Raises
    ------
    InputError
        If a claim is bound to no finding, or a finding speaks against its verdict.
    """
    package = read_package(folder)
    bound = package.tables["claims"].query("finding_id.str.len() > 0")
    values: dict[str, list[str]] = {}
    told = []
    for pair in map("-".join, all_pairs(package)):
        mine = bound[_about(bound, pair) & ~bound["claim_id"].isin(values)]
        if mine.empty:
            continue
        names = sorted({name.partition(".")[0] for ids in mine["finding_id"] for name in ids})
        edition = open_edition(pair, data=folder)
        findings = {one["id"]: one for name in names for one in map(stated, open_chapter(name, edition).findings)}
        for claim, name, signed, now in _bound(package, pair, findings):
            if claim["claim_id"] in set(mine["claim_id"]):
                if now is None:
                    raise InputError(
                        f"claims.csv: finding_id: found {name!r} of {claim['claim_id']}, expected a finding"
                    )
                values.setdefault(claim["claim_id"], []).append(_written(now["value"]))
                if not _same(signed, now["value"]):
                    told.append(f"{claim['claim_id']}: {name}: {signed or 'unsigned'}, now {_written(now['value'])}")
    _write(folder / package.resources["claims"]["path"], package.resources["claims"]["schema"], values)
    return told


def _about(claims: pd.DataFrame, pair: str) -> pd.Series:
    return claims["parties"].map(set(pair.split("-")).issubset).astype(bool)


def _bound(
    package: Package, pair: str, findings: dict[str, dict[str, Any]]
) -> Iterator[tuple[dict[str, Any], str, str, dict[str, Any] | None]]:
    """Each claim about a pair with a finding that it is bound to: its name, the value signed, the quantity now."""
    claims = package.tables["claims"]
    for claim in claims[_about(claims, pair)].to_dict("records"):
        values = claim.get("finding_value", ())
        for place, name in enumerate(claim["finding_id"]):
            key, _, quantity = name.partition(":")
            now = findings.get(key)
            now = now["quantities"].get(quantity) if now and quantity else now
            if now and _speaks_against(claim, now):
                raise InputError(
                    f"claims.csv: verdict: found {claim['verdict']} of {claim['claim_id']}, expected another: it says "
                    f"{claim['value']} {claim['unit']}, and {name} is {now['value']}"
                )
            yield claim, name, values[place] if place < len(values) else "", now


def _speaks_against(claim: dict[str, Any], now: dict[str, Any]) -> bool:
    apart = _apart(claim["value"], now["value"])
    if claim["unit"] != now["unit"] or apart is None:
        return False
    return claim["verdict"] == ("confirmed" if apart > NEAR else "contradicted")


def _same(signed: str, now: Any) -> bool:
    apart = _apart(signed, now)
    return signed == _written(now) if apart is None else apart <= CLOSE


def _apart(one: Any, other: Any) -> float | None:
    """How far two numbers are apart, as a share of the larger; None if one is none."""
    try:
        first, second = float(one), float(other)
    except (TypeError, ValueError):
        return None
    return abs(first - second) / (max(abs(first), abs(second)) or 1.0)


def _written(value: Any) -> str:
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else f"{value:.4g}"
    return ABSENT if value is None else str(value)


def _write(path: Path, schema: dict[str, Any], values: dict[str, list[str]]) -> None:
    header, *body = (row for _, row in read_rows(path))
    rows = [{**dict(zip(header, row, strict=True))} for row in body]
    rows = [row | {"finding_value": ";".join(values.get(row["claim_id"], []))} for row in rows]
    out = io.StringIO()
    writer = csv.DictWriter(out, dict.fromkeys([*header, "finding_value"]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    write_whole(path, out.getvalue().encode())
    write_whole(path, canonical(path, schema).encode())
