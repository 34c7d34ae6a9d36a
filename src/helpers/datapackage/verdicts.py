"""Verdicts of claims against the rule: what the evidence of a package gives must be what its editor wrote, or a reason.

Sources of a row that a claim leans on stand in other tables, so this runs once all tables were found right.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from helpers.datapackage.cells import short
from helpers.datapackage.rows import read_rows
from helpers.datapackage.rules import Row, listed
from helpers.faults import Fault
from helpers.methods.verdict import computed_verdict, is_strong

SIDES = ("supports", "contradicts")


def verdict_faults(resources: list[dict[str, Any]], paths: dict[str, Path]) -> list[Fault]:
    """Claims whose verdict is not the computed one though no ``override_reason`` is given, and evidence of no row.

    A package without typed evidence has the verdicts of its editor. The rule ``verdict`` of the table ``claims`` says
    whether a difference is a warning.
    """
    declared = {resource["name"]: resource for resource in resources}
    if not {"claims", "evidence", "sources"} <= set(declared):
        return []
    evidence = list(_rows(declared["evidence"], paths))
    if not evidence:
        return []
    return list(_faults(evidence, declared, paths))


def _faults(evidence: list[tuple[int, Row]], declared: dict[str, Any], paths: dict[str, Path]) -> Iterator[Fault]:
    sources = {row["source_id"]: row for _, row in _rows(declared["sources"], paths)}
    documents = dict(_of_keys(declared["documents"], paths)) if "documents" in declared else {}
    wanted = {row["table"] for _, row in evidence if row["table"]} & set(declared)
    behind = {f"{table}:{key}": row for table in wanted for key, row in _of_keys(declared[table], paths)}
    on: dict[tuple[str, str], set[str]] = {}
    for line, row in evidence:
        cited = [row["source_id"]] if row["source_id"] else []
        if row["table"]:
            name = f"{row['table']}:{row['row_id']}"
            if name not in behind:
                expected = "the key of a row of the table named"
                yield Fault(str(paths["evidence"]), line, "row_id", short(name), expected)
                continue
            cited = listed(behind[name].get("source_ids", "")) or cited
        on.setdefault((row["claim_id"], row["relation"]), set()).add(";".join(sorted(cited)))
    rule = next((rule for rule in declared["claims"].get("x-rules", []) if rule["kind"] == "verdict"), {})
    for line, claim in _rows(declared["claims"], paths):
        own = set(listed(documents.get(claim["document_id"], {}).get("source_ids", "")))
        strong = []
        for side in SIDES:
            links = [set(listed(link)) for link in on.get((claim["claim_id"], side), ())]
            # The document under test is no evidence; a row that leans on it alone neither.
            found = {number for link in links if not link <= own for number in link} & set(sources)
            kinds, origins = (
                {sources[number]["kind"] for number in found},
                {_origin(number, sources) for number in found},
            )
            strong.append(is_strong(kinds, origins))
        want = computed_verdict(*strong)
        if claim["verdict"] != want and not claim.get("override_reason", ""):
            expected = f"{want}, the verdict of its evidence, or an override_reason"
            yield Fault(
                str(paths["claims"]), line, "verdict", repr(claim["verdict"]), expected, rule.get("warning", False)
            )


def _origin(number: str, sources: dict[str, Row]) -> str:
    """The publisher of the source whose text or data a source repeats, or is made from; its own if none."""
    row, seen = sources[number], set()
    while row["source_id"] not in seen:
        seen.add(row["source_id"])
        above = row.get("repeats") or row.get("derived_from") or row["source_id"]
        if above not in sources:
            return f"source {above}"  # one of those that are held for every pair
        row = sources[above]
    return row["publisher"]


def _rows(resource: dict[str, Any], paths: dict[str, Path]) -> Iterator[tuple[int, Row]]:
    names = [spec["name"] for spec in resource["schema"]["fields"]]
    rows = read_rows(paths[resource["name"]])
    header = next(rows, (0, []))[1]
    for line, row in rows:
        yield line, {**dict.fromkeys(names, ""), **dict(zip(header, row, strict=True))}


def _of_keys(resource: dict[str, Any], paths: dict[str, Path]) -> Iterator[tuple[str, Row]]:
    keys = resource["schema"].get("primaryKey") or [resource["schema"]["fields"][0]["name"]]
    keys = [keys] if isinstance(keys, str) else keys
    for _, row in _rows(resource, paths):
        yield "|".join(row[name] for name in keys), row
