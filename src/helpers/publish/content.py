"""What executed notebooks showed, as data: payloads in order, numbers of exhibits, findings that agree, references.

An exhibit gets its number here, in the order in which exhibits are printed: *Figure 1*, *Table 1*; those of the HTML
edition alone follow as *Figure A1*. Two findings of one id and different values are an error: an edition has one answer.
"""

import copy
import re
from typing import Any

import nbformat

from helpers.shown import PAYLOAD

EXHIBITS = ("figure", "table")


class ExportFailed(Exception):
    """A notebook cannot be published: it failed, was not run, contradicts another, or the compiler refused it."""


def payloads(node: nbformat.NotebookNode, kind: str = "") -> list[dict[str, Any]]:
    """What the cells of an executed notebook showed, as data, in order; only one kind if given."""
    found = []
    for cell in node.cells:
        for output in cell.get("outputs", []):
            if output["output_type"] == "error":
                raise ExportFailed(f"found a failed cell ({output['ename']}), expected an executed notebook")
            payload = output.get("data", {}).get(PAYLOAD)
            if payload and kind in ("", payload["type"]):
                found.append(payload)
    return found


def title(node: nbformat.NotebookNode) -> str:
    """The first-level heading of a notebook."""
    for cell in node.cells:
        found = re.match(r"#\s+(.+)", cell.source) if cell.cell_type == "markdown" else None
        if found:
            return found[1].strip()
    raise ExportFailed("found no first-level heading, expected one in the first cell")


def _has_content(cell: nbformat.NotebookNode) -> bool:
    """Whether a cell shows a reader something: an exhibit, a statement, an output of one's own."""
    for output in cell.get("outputs", []):
        payload = output.get("data", {}).get(PAYLOAD)
        if payload is None:
            if "frame" not in cell.metadata.get("tags", []):
                return True
        elif payload["type"] in EXHIBITS or any(
            payload.get(key) for key in ("findings", "judgements", "items", "paragraphs")
        ):
            return True
    return False


def told(chapters: dict[str, nbformat.NotebookNode]) -> tuple[dict[str, nbformat.NotebookNode], list[str]]:
    """The chapters without sections that have nothing to say, and the titles of those that fall away whole.

    A section is what stands under a second-level heading. One whose cells show nothing vanishes with its text; one
    without a cell (the limits of a chapter) stays as long as its chapter says something.
    """
    kept, silent = {}, []
    for name, node in chapters.items():
        sections: list[list[nbformat.NotebookNode]] = [[]]
        for cell in node.cells:
            if cell.cell_type == "markdown" and cell.source.startswith("## "):
                sections.append([])
            sections[-1].append(cell)
        speaks = [any(_has_content(cell) for cell in section) for section in sections]
        if not any(speaks):
            silent.append(title(node))
            continue
        text_only = [all(cell.cell_type == "markdown" for cell in section) for section in sections]
        chosen = [
            section
            if place == 0 or speaks[place] or text_only[place]
            else [cell for cell in section if cell.cell_type != "markdown"]
            for place, section in enumerate(sections)
        ]
        kept[name] = nbformat.NotebookNode({**node, "cells": [cell for section in chosen for cell in section]})
    return kept, silent


def numbered(chapters: dict[str, nbformat.NotebookNode]) -> dict[str, nbformat.NotebookNode]:
    """The chapters with their exhibits numbered in the order of print and every reference told by its label.

    An exhibit that is shown twice keeps the number of its first place, where its anchor is.
    """
    chapters = copy.deepcopy(chapters)
    labels: dict[str, str] = {}
    last: dict[tuple[str, bool], int] = {}
    for node in chapters.values():
        for payload in payloads(node):
            if payload["type"] not in EXHIBITS:
                continue
            name, key = payload["name"], (payload["type"], payload["screen"])
            if name not in labels:
                last[key] = last.get(key, 0) + 1
                payload["number"] = f"{'A' if payload['screen'] else ''}{last[key]}"
                labels[name] = f"{payload['type'].capitalize()} {payload['number']}"
            payload["label"] = labels[name]
            payload["number"] = labels[name].split()[-1]
    for node in chapters.values():
        for payload in payloads(node):
            for part in [*payload.get("findings", []), *payload.get("judgements", [])]:
                part["exhibit_label"] = labels.get(part["exhibit"], "")
        for cell in node.cells:
            if cell.cell_type == "markdown":
                cell.source = _labelled(cell.source, labels)
    return chapters


def _labelled(text: str, labels: dict[str, str]) -> str:
    """References such as ``[Exhibit](#trade.targets)`` by the label of what they lead to; as plain words if it is not there."""

    def told(hit: re.Match) -> str:
        label = labels.get(hit[2])
        return f"[{label}](#{hit[2]})" if label else hit[1]

    return re.sub(r"\[([^\]]*)\]\(#([a-z_]+\.[a-z0-9-]+)\)", told, text)


def findings(chapters: dict[str, nbformat.NotebookNode]) -> dict[str, dict[str, Any]]:
    """Every finding of the chapters by id, with its chapter; judgements are findings too.

    Raises
    ------
    ExportFailed
        If one id has two values: which, and in which chapters.
    """
    found: dict[str, dict[str, Any]] = {}
    for chapter, node in chapters.items():
        for payload in payloads(node):
            for finding in [*payload.get("findings", []), *payload.get("judgements", [])]:
                known = found.setdefault(finding["id"], {"chapter": chapter, **finding})
                here, there = (
                    [one.get(key) for key in ("value", "unit", "period", "text")] for one in (known, finding)
                )
                if here != there:
                    raise ExportFailed(
                        f"finding {finding['id']}: found {here[0]!r} in {known['chapter']} and {there[0]!r} in {chapter} "
                        f"({here[3]!r}, {there[3]!r}), expected one answer"
                    )
    return found


def statements(chapters: dict[str, nbformat.NotebookNode]) -> dict[str, Any]:
    """What the summary is made of: findings, judgements, exhibits, absences and later sources of the chapters that were run."""
    found: dict[str, Any] = {"findings": [], "judgements": [], "exhibits": [], "absent": [], "later": []}
    for node in chapters.values():
        for payload in payloads(node):
            found["findings"] += payload.get("findings", [])
            found["judgements"] += payload.get("judgements", [])
            if payload["type"] in EXHIBITS:
                found["exhibits"].append(payload)
            if payload["type"] == "absence":
                found["absent"].append(payload["name"])
            if payload["type"] == "sources":
                found["later"] += [entry["number"] for entry in payload["entries"] if entry["later"]]
    return found


def cited(chapters: list[nbformat.NotebookNode]) -> set[int]:
    """Numbers of all sources that the chapters cite."""
    numbers: set[int] = set()

    def collect(value: Any) -> None:
        if isinstance(value, dict):
            for key, inner in value.items():
                if key in ("source_ids", "sources") and isinstance(inner, list):
                    for entry in inner:
                        numbers.update(entry if isinstance(entry, list) else [entry])
                elif key == "source_line":
                    numbers.update(map(int, re.findall(r"\[(\d+)\]", inner)))
                else:
                    collect(inner)
        elif isinstance(value, list):
            for inner in value:
                collect(inner)

    for node in chapters:
        for payload in payloads(node):
            if payload["type"] != "sources":
                collect(payload)
    return numbers


def references(chapters: list[nbformat.NotebookNode]) -> list[dict[str, Any]]:
    """Entries of the sources cited, in ascending number."""
    numbers = cited(chapters)
    entries = {}
    for node in chapters:
        for payload in payloads(node, "sources"):
            entries.update({entry["number"]: entry for entry in payload["entries"]})
    missing = sorted(numbers - set(entries))
    if missing:
        raise ExportFailed(f"found marks {missing} without an entry, expected each notebook to end with its sources")
    return [entries[number] for number in sorted(numbers)]
