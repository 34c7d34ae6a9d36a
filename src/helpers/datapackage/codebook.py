"""The codebook of a data package: what each table and column holds, from its descriptor alone."""

from typing import Any

from helpers.periods import label

KINDS = {
    "date": "date, ISO 8601, as precise as known",
    "period": "ISO 8601: 2024, 2024-03, 2024-Q1, 2024-07/2025-06",
    "list": "values joined by `;`",
}


def codebook(descriptor: dict[str, Any]) -> str:
    """The codebook in Markdown: a section a table, a line a column with its form, key and reference."""
    parts = [
        f"# {descriptor['title']}",
        f"A data package for `brief`; information cut-off {label(descriptor['cutoff'])}. Add rows, then run `brief check "
        "--data DIR` and `brief build PAIR --data DIR`. A table without rows is fine: its chapter says what is missing.",
        "- UTF-8 and commas; an empty cell is missing, never zero.\n"
        "- Every row names its sources: numbers of rows in `sources.csv`, joined by `;`. A number is never used twice.\n"
        "- Countries are ISO 3166-1 alpha-3 and stand in `countries.csv` before other tables name them.\n"
        "- Numbers are plain (`1234567.8`), US dollars in full; two sources that disagree are two rows.",
    ]
    for resource in descriptor["resources"]:
        schema = resource["schema"]
        licences = ", ".join(licence["name"] for licence in resource.get("licenses", []))
        note = " ".join(part for part in (licences, resource.get("x-licence-note", "")) if part)
        parts.append(f"## {resource['path']}\n\n{resource['description']}" + (f" Licence: {note}" if note else ""))
        keys = {name: f"`{target}`" for name, target in _references(schema)}
        rules = resource.get("x-rules", [])
        follows = {rule["column"] for rule in rules if rule["kind"] in ("derived", "default")}
        lines = ["| column | | |", "|---|---|---|"]
        for spec in schema["fields"]:
            words = [word for word in (_form(spec), keys.get(spec["name"], "")) if word]
            if spec["name"] in follows:
                words.append("blank: follows from others")
            if spec["name"] in schema.get("primaryKey", []):
                words.insert(0, "key")
            lines.append(f"| `{spec['name']}` | {spec.get('description', '')} | {'; '.join(words)} |")
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


def _references(schema: dict[str, Any]) -> list[tuple[str, str]]:
    found = [
        (name, f"{key['reference']['resource']}.{target}")
        for key in schema.get("foreignKeys", [])
        for name, target in zip(key["fields"], key["reference"]["fields"], strict=True)
    ]
    for spec in schema["fields"]:
        if spec.get("x-references"):
            found.append((spec["name"], "{resource}.{field}".format(**spec["x-references"])))
    return found


def _form(spec: dict[str, Any]) -> str:
    constraints = spec.get("constraints") or {}
    words = ["required"] if constraints.get("required") else []
    if "enum" in constraints:
        words.append("one of " + ", ".join(f"`{value}`" for value in constraints["enum"]))
    elif spec.get("x-kind") in KINDS:
        words.append(KINDS[spec["x-kind"]])
    elif spec["type"] != "string":
        words.append({"boolean": "`true` or `false`", "integer": "whole number"}.get(spec["type"], spec["type"]))
    elif "[A-Z]{3}" in constraints.get("pattern", ""):
        words.append("ISO 3166-1 alpha-3")
    if spec.get("unit"):
        words.append(spec["unit"])
    return "; ".join(words)
