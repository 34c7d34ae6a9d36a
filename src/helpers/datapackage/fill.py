"""What a package need not say because it follows: blank cells filled by its rules, and one thing in two rows told once."""

from typing import Any

import pandas as pd

from helpers.datapackage.rules import derived
from helpers.datapackage.series import alike


def filled(raw: pd.DataFrame, rules: list[dict[str, Any]]) -> pd.DataFrame:
    """The cells of a table as text, those that are blank and follow from others filled.

    A rule ``derived`` or ``default`` fills its column; a rule ``one`` sets its flag in the only row of a key. What
    was written stands.
    """
    raw = raw.copy()
    for rule in rules:
        if rule["kind"] in ("derived", "default"):
            blank = raw[rule["column"]] == ""
            if blank.any():
                rows = raw[blank].to_dict("records")
                raw.loc[blank, rule["column"]] = [derived(row, rule) for row in rows]
    for rule in rules:
        if rule["kind"] == "one":
            blank = raw[rule["flag"]] == ""
            if blank.any():
                others = raw[raw[rule["flag"]].str.lower() != "false"]
                alone = ~others.duplicated(rule["key"], keep=False)
                raw.loc[blank & alone.reindex(raw.index, fill_value=False), rule["flag"]] = "true"
    return raw


def told_once(tables: dict[str, pd.DataFrame], resources: list[dict[str, Any]]) -> dict[str, dict[str, str]]:
    """Leave out, in place, the rows that tell what an earlier row tells; references to them go to that row.

    Returns
    -------
    dict
        By table the keys left out, each with the key of the row that stands for it.
    """
    repeats: dict[str, dict[str, str]] = {}
    for resource in resources:
        for rule in resource.get("x-rules", []):
            if rule["kind"] == "repeated" and rule.get("once"):
                key = resource["schema"]["primaryKey"][0]
                twins = _twins(tables[resource["name"]], rule, key)
                if twins:
                    repeats[resource["name"]] = twins
                    frame = tables[resource["name"]]
                    tables[resource["name"]] = frame[~frame[key].isin(twins)].reset_index(drop=True)
    for resource in resources:
        for reference in resource["schema"].get("foreignKeys", []):
            twins = repeats.get(reference["reference"]["resource"])
            column = reference["fields"][0]
            if twins and tables[resource["name"]][column].isin(twins).any():
                frame = tables[resource["name"]]
                tables[resource["name"]] = frame.assign(**{column: frame[column].replace(twins)})
    return repeats


def _twins(frame: pd.DataFrame, rule: dict[str, Any], key: str) -> dict[str, str]:
    # A list in another order is the same list.
    same = [
        frame[name].map(lambda cell: tuple(sorted(cell)) if isinstance(cell, tuple) else cell) for name in rule["same"]
    ]
    found: dict[str, str] = {}
    for _, rows in frame.groupby(same, sort=False):
        if len(rows) > 1:
            kept: list[tuple[str, str]] = []
            for name, text in zip(rows[key], rows[rule["like"]], strict=True):
                twin = next((other for other, known in kept if alike(text, known)), "")
                if twin:
                    found[name] = twin
                else:
                    kept.append((name, text))
    return found
