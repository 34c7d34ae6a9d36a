"""What executed notebooks showed, as data: payloads in order, numbers of exhibits, findings that agree, references.

An exhibit gets its number here: *Figure 1*, *Table 1* in the order of the notebooks, or in that of print once pages are
planned (:mod:`helpers.publish.pagination`); those of the HTML edition alone are *Figure A1*. Two findings of one id and different values are an error: an edition has one answer.
Outputs of an author's own cells become payloads here (:mod:`helpers.publish.outputs`), so that each is published.
"""

import base64
import copy
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import nbformat

from helpers.publish import outputs
from helpers.publish.markdown import nodes, plain
from helpers.show.html import released
from helpers.shown import PAYLOAD

EXHIBITS = ("figure", "table")
PICTURE_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".gif": "image/gif"}
_EMBEDDED = re.compile(r"data:image/svg\+xml;base64,([A-Za-z0-9+/=]+)")
log = logging.getLogger(__name__)


class ExportFailed(Exception):
    """A notebook cannot be published: it failed, was not run, contradicts another, or the compiler refused it."""


def _payload(output: nbformat.NotebookNode) -> dict[str, Any] | None:
    """The payload of an output; a drawing, stored once, comes back from the picture that the notebook shows."""
    payload = output.get("data", {}).get(PAYLOAD)
    if payload and payload["type"] == "figure" and not payload.get("svg"):
        shown = output["data"].get("text/html", "")
        hit = _EMBEDDED.search("".join(shown) if isinstance(shown, list) else shown)
        payload["svg"] = released(base64.b64decode(hit[1]).decode()) if hit else ""
    return payload


def payloads(node: nbformat.NotebookNode, kind: str = "") -> list[dict[str, Any]]:
    """What the cells of an executed notebook showed, as data, in order; only one kind if given."""
    found = []
    for place, cell in enumerate(node.cells, start=1):
        for output in cell.get("outputs", []):
            if output["output_type"] == "error":
                raise ExportFailed(f"found a failed cell ({output['ename']}) at {place}, expected an executed notebook")
            payload = _payload(output)
            if payload and kind in ("", payload["type"]):
                found.append(payload)
    return found


def title(node: nbformat.NotebookNode, name: str = "") -> str:
    """The first first-level heading of a notebook; its file name if it has none."""
    for cell in node.cells:
        if cell.cell_type == "markdown" and re.search(r"^ {0,3}(#\s|=+\s*$)", cell.source, re.MULTILINE):
            for part in cell.metadata.get("nodes") or nodes(cell.source):
                if part["t"] == "heading" and part["level"] == 1:
                    return plain(part["c"])
    return re.sub(r"^\d+_", "", name).replace("_", " ").strip().capitalize() or "Untitled"


def _has_content(cell: nbformat.NotebookNode) -> bool:
    """Whether a cell shows a reader something: an exhibit, a statement, an output of one's own."""
    if cell.cell_type == "raw":
        return bool(cell.source.strip())
    for output in cell.get("outputs", []):
        payload = output.get("data", {}).get(PAYLOAD)
        if payload is None:
            if outputs.FRAME not in outputs.tags(cell) and not outputs.left_out(cell, output):
                return True
        elif (
            payload["type"] in (*EXHIBITS, "markdown", "folded")
            or any(payload.get(key) for key in ("judgements", "items", "paragraphs"))
            or any(not finding["id"].endswith(".freshness") for finding in payload.get("findings", []))
        ):
            return True
    return False


def _is_silent(cell: nbformat.NotebookNode) -> bool:
    """Whether a cell was asked for statements and has none."""
    return any(
        payload["type"] == "passage" and not payload["findings"]
        for payload in map(_payload, cell.get("outputs", []))
        if payload
    )


def _lists_sources(cell: nbformat.NotebookNode) -> bool:
    """Whether all that a cell shows are the sources, which close a chapter and are set apart."""
    shown = [_payload(output) for output in cell.get("outputs", [])]
    return bool(shown) and all(payload and payload["type"] == "sources" for payload in shown)


def told(chapters: dict[str, nbformat.NotebookNode]) -> tuple[dict[str, nbformat.NotebookNode], list[str]]:
    """The chapters without sections that have nothing to say, and the titles of those that fall away whole.

    A section is what stands under a second-level heading. One whose cells show nothing vanishes with its text, the
    answer that opens a chapter but for the title; one without a cell (the limits of a chapter) stays as long as its
    chapter says something.
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
            silent.append(title(node, name))
            continue
        speaks[0] = speaks[0] or not any(map(_is_silent, sections[0]))  # an introduction of one's own answers nothing
        text_only = [
            all(cell.cell_type == "markdown" or _lists_sources(cell) for cell in section) for section in sections
        ]
        chosen = [
            section
            if speaks[place] or text_only[place]
            else [cell for cell in section if cell.cell_type != "markdown" or cell is node.cells[0]]
            for place, section in enumerate(sections)
        ]
        kept[name] = nbformat.NotebookNode({**node, "cells": [cell for section in chosen for cell in section]})
    return kept, silent


def numbered(
    chapters: dict[str, nbformat.NotebookNode], folder: Path | None = None
) -> dict[str, nbformat.NotebookNode]:
    """The chapters as they are set: every output a payload, exhibits numbered, references told by their label.

    An exhibit that is shown twice keeps the number of its first place, where its anchor is.

    Parameters
    ----------
    chapters
        Executed notebooks by name.
    folder
        Where pictures that the text names by a path lie; the folder of the project's notebooks if not given.

    Raises
    ------
    ExportFailed
        If a cell failed, or shows what no form on paper can hold; which notebook, cell and output.
    """
    chapters = {name: _prepared(copy.deepcopy(node), name) for name, node in chapters.items()}
    labels = _label(chapters, [])
    for name, node in chapters.items():
        _read(node, name, labels, folder)
    return chapters


def renumber(chapters: dict[str, nbformat.NotebookNode], order: Sequence[str]) -> None:
    """Number the exhibits of numbered chapters anew, in place: by the order of their names, and all that refers to them."""
    labels = _label(chapters, order)
    for node in chapters.values():
        for cell in node.cells:
            if cell.cell_type == "markdown":
                cell.source = _labelled(cell.source, labels)
                for link in _links(cell.metadata.get("nodes", [])):
                    if label := labels.get(link["url"].removeprefix("#")):
                        link["c"] = [{"t": "text", "v": label}]


def _links(tree: Any) -> Iterator[dict[str, Any]]:
    """The links in a tree of nodes."""
    if isinstance(tree, dict):
        if tree.get("t") == "link":
            yield tree
        tree = list(tree.values())
    if isinstance(tree, list):
        for inner in tree:
            yield from _links(inner)


def _label(chapters: dict[str, nbformat.NotebookNode], order: Sequence[str]) -> dict[str, str]:
    """Give the exhibits their numbers, those of ``order`` first; label by name."""
    shown = [payload for node in chapters.values() for payload in payloads(node)]
    kinds: dict[str, tuple[str, bool]] = {}
    for payload in shown:
        if payload["type"] in EXHIBITS:
            kinds.setdefault(payload["name"], (payload["type"], payload["screen"]))
    place = {name: place for place, name in enumerate(order)}
    labels: dict[str, str] = {}
    last: Counter = Counter()
    for name in sorted(kinds, key=lambda name: place.get(name, len(place))):
        kind, screen = kinds[name]
        last[kind, screen] += 1
        labels[name] = f"{kind.capitalize()} {'A' if screen else ''}{last[kind, screen]}"
    for payload in shown:
        if payload["type"] in EXHIBITS:
            payload["label"] = labels[payload["name"]]
            payload["number"] = payload["label"].split()[-1]
        for part in [*payload.get("findings", []), *payload.get("judgements", [])]:
            part["exhibit_label"] = labels.get(part["exhibit"], "")
    return labels


def numbered_one(node: nbformat.NotebookNode, resources: dict[str, Any] | None = None) -> nbformat.NotebookNode:
    """A notebook alone as it is set; name and folder are what nbconvert tells of it."""
    told = (resources or {}).get("metadata", {})
    name = "" if told.get("name") in (None, "Notebook") else told["name"]
    return numbered({name: node}, Path(told["path"]) if told.get("path") else None)[name]


def _prepared(node: nbformat.NotebookNode, name: str) -> nbformat.NotebookNode:
    """Own outputs as payloads; cells that are not published go, raw cells become text."""
    heading = title(node, name)
    stem = re.sub(r"^\d+_", "", name) or "own"
    stem = re.sub(r"[^a-z_]+", "_", stem.lower())
    count = 0
    for place, cell in enumerate(node.cells, start=1):
        # Where a cell stood, for messages about it; the injected one is not counted.
        cell.metadata["place"] = place
        if cell.cell_type == "markdown":
            found = re.findall(r"^#{1,6}\s+(.+?)\s*#*$", cell.source, re.MULTILINE)
            heading = plain(nodes(found[-1])[0].get("c", [])) if found else heading
        kept = []
        for number, output in enumerate(cell.get("outputs", []), start=1):
            if output.output_type == "error" or PAYLOAD in output.get("data", {}):
                kept.append(output)
                continue
            if outputs.left_out(cell, output):
                continue
            try:
                made = outputs.adopted(cell, output, heading, f"cell {place} of {name}" if name else f"cell {place}")
            except outputs.Unpublishable as error:
                raise ExportFailed(
                    f"{name or 'notebook'}: cell {place}: output {number}: found {error}, expected a picture, table or text"
                ) from None
            if made["type"] in EXHIBITS:
                count += 1
                own = re.sub(r"[^a-z0-9-]+", "-", outputs.options(cell).get("name", "").lower()).strip("-")
                made["name"] = f"{stem}.{own}" if own and len(kept) == 0 else f"{stem}.{count}"
                made["file"] = f"{made['name']}.csv" if made["csv"] else ""
            kept.append(nbformat.v4.new_output("display_data", {PAYLOAD: made}))
        if "outputs" in cell:
            cell.outputs = kept
        if cell.cell_type == "code" and outputs.tags(cell) & outputs.HIDDEN_INPUT:
            cell.source = ""
    node.cells = [_as_text(cell) for cell in node.cells if not outputs.tags(cell) & outputs.REMOVED]
    if title(node) == "Untitled" and node.cells:
        words = title(node, name)
        log.warning(f"{name or 'notebook'}: found no first-level heading, {words!r} is set")
        node.cells.insert(0, nbformat.v4.new_markdown_cell(f"# {words}", id="title"))
    return node


def _as_text(cell: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """A raw cell as text: as Markdown, HTML or LaTeX if it says so, else as it is written."""
    if cell.cell_type != "raw":
        return cell
    kind = cell.metadata.get("raw_mimetype") or cell.metadata.get("format") or ""
    if kind in ("text/markdown", "text/html", "text/latex"):
        output = nbformat.v4.new_output("display_data", {kind: cell.source})
    else:
        output = nbformat.v4.new_output("stream", text=cell.source)
    made = nbformat.v4.new_code_cell("", id=cell.get("id", "raw"), metadata={"place": cell.metadata["place"]})
    if not outputs.left_out(made, output):
        made.outputs = [nbformat.v4.new_output("display_data", {PAYLOAD: outputs.adopted(made, output, "", "")})]
    return made


def _read(node: nbformat.NotebookNode, name: str, labels: dict[str, str], folder: Path | None) -> None:
    """Read the Markdown cells into nodes: references by label, pictures embedded, heading levels closed up."""
    level = 0
    for cell in node.cells:
        if cell.cell_type != "markdown":
            continue
        where = f"{name or 'notebook'}: cell {cell.metadata.get('place', 1)}"
        cell.source = _labelled(cell.source, labels)
        found = nodes(cell.source, _pictures(cell, folder, where))
        for part in found:
            if part["t"] == "heading":
                if part["level"] > level + 1:
                    log.warning(
                        f"{where}: found a heading of level {part['level']} under level {level}, set as {level + 1}",
                    )
                    part["level"] = level + 1
                level = part["level"]
        cell.metadata["nodes"] = found


def _pictures(cell: nbformat.NotebookNode, folder: Path | None, where: str):
    """Pictures of a Markdown cell: pasted into it, written into its text, or a file beside the notebook."""

    def picture(address: str) -> str:
        try:
            if address.startswith("attachment:"):
                (kind, data), *_ = cell.get("attachments", {})[address.removeprefix("attachment:")].items()
                return outputs.picture_of(f"data:{kind};base64,{''.join(data)}")
            if address.startswith("data:"):
                return outputs.picture_of(address)
            if "://" not in address:
                return _file((folder or _notebooks()), address)
        except (KeyError, ValueError, OSError, outputs.Unpublishable):
            pass
        log.warning(f"{where}: found no picture {address[:80]!r}, its description is set")
        return ""

    return picture


def _notebooks() -> Path:
    from helpers.publish.inputs import NOTEBOOKS

    return NOTEBOOKS


def _file(folder: Path, address: str) -> str:
    from urllib.parse import unquote

    root = folder.resolve().parent
    path = (folder / unquote(address)).resolve()
    if not path.is_relative_to(root) or not path.is_file():
        raise ValueError(address)
    if path.suffix.lower() == ".svg":
        return outputs.drawing(path.read_text(encoding="utf-8"))
    return outputs.wrapped(PICTURE_TYPES[path.suffix.lower()], base64.b64encode(path.read_bytes()).decode())


def _labelled(text: str, labels: dict[str, str]) -> str:
    """References such as ``[Exhibit](#trade.targets)`` by the label of what they lead to; as plain words if it is not there."""

    def told(hit: re.Match) -> str:
        label = labels.get(hit[2])
        return f"[{label}](#{hit[2]})" if label else hit[1]

    return re.sub(r"\[([^\]]*)\]\(#([a-z_]+\.[a-z0-9-]+)\)", told, text)


def ledger(
    executed: dict[str, nbformat.NotebookNode], published: dict[str, nbformat.NotebookNode]
) -> list[dict[str, Any]]:
    """Every output of the executed notebooks and what became of it: outputs in are outputs out.

    Parameters
    ----------
    executed, published
        The notebooks as they were run, and as :func:`numbered` gives them.

    Returns
    -------
    list of dict
        ``notebook``, ``cell``, ``output``, and ``set`` (the kind of payload) or ``left_out`` (why), an entry an output.

    Raises
    ------
    ExportFailed
        If an output is neither published nor left out for a reason.
    """
    found = []
    for name, node in executed.items():
        made = {cell.metadata.get("place"): cell for cell in published[name].cells}
        for place, cell in enumerate(node.cells, start=1):
            if cell.cell_type != "code":
                continue
            kept = iter(made[place].get("outputs", []) if place in made else [])
            for number, output in enumerate(cell.get("outputs", []), start=1):
                entry = {"notebook": name, "cell": place, "output": number}
                why = outputs.left_out(cell, output)
                payload = None if why else next(kept, {}).get("data", {}).get(PAYLOAD)
                if not why and payload is None:
                    raise ExportFailed(f"{name}: cell {place}: output {number}: found nothing of it, expected it set")
                found.append({**entry, "left_out": why} if why else {**entry, "set": payload["type"]})
            if next(kept, None) is not None:
                raise ExportFailed(f"{name}: cell {place}: found more set than it shows")
    return found


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
    return numbers_in([payload for node in chapters for payload in payloads(node) if payload["type"] != "sources"])


def numbers_in(content: Any) -> set[int]:
    """Numbers of all sources that payloads cite."""
    numbers: set[int] = set()

    def collect(value: Any) -> None:
        if isinstance(value, dict) and value.get("t") == "marks":
            numbers.update(value["ids"])
        elif isinstance(value, dict):
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

    collect(content)
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
