"""What of an executed chapter goes on paper, and in which order.

The screen edition shows everything; paper holds what a reader needs first. An exhibit is printed if the registry says
so, a finding if it opens its chapter or weighs more than
:data:`~helpers.chapters.summary.relevance.LEAST`. A section of which nothing is left falls away with its text, and the small
print that closes a chapter says how much stands on screen only. A profile and an author's own chapters are printed
whole.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import nbformat

from helpers.chapters.registry import CHAPTERS
from helpers.chapters.summary.relevance import LEAST, relevance
from helpers.finding import number
from helpers.methods.base_rates import LIKELIHOODS
from helpers.publish.content import EXHIBITS, cited, numbers_in, payloads
from helpers.publish.markdown import nodes, plain
from helpers.publish.reading import pair_of
from helpers.shown import PAYLOAD
from helpers.words.formats import label
from helpers.words.say import phrase

TEXT = ("passage", "story")
SMALL = ("freshness", "not-found")  # how far a chapter reaches and what was not found: told in its small print
LIMITS = "limits"  # tag of the cell that closes a chapter
ON_SCREEN = ("csv", "marks", "marks_narrow", "svg_narrow")  # what only the screen has of an exhibit
_NUMBERED = re.compile(r"\[(\d+)\]")
Block = dict[str, Any]


def blocks(node: nbformat.NotebookNode) -> list[Block]:
    """The notebook as a sequence of blocks for print: Markdown nodes and payloads in reading order."""
    edition = next(iter(payloads(node, "edition")), {})
    sequence = _answer_first(_told([block for cell in node.cells for block in _of_cell(cell, edition)]))
    return _closed([block for block in sequence if block["type"] != "screen"], _screen(sequence, edition))


def once(chapters: list[Block]) -> list[Block]:
    """The chapters with each exhibit in the first place where it is shown: on paper it does not stand twice.

    A question whose only answer stands further up falls away.
    """
    shown: set[str] = set()
    for chapter in chapters:
        kept = []
        for block in chapter["blocks"]:
            name = block.get("name", "") if block["type"] in EXHIBITS else ""
            kept.append({"type": "screen"} if name in shown else block)
            shown |= {name} - {""}
        chapter["blocks"] = [block for block in _told(kept) if block["type"] != "screen"]
    return chapters


def left_out(chapters: list[nbformat.NotebookNode]) -> tuple[set[str], list[set[str]], set[int]]:
    """What of a page a browser does not print either, so that its print is the brief on paper.

    Ids of findings, of each chapter the questions, and numbers of the sources that nothing printed names.
    """
    told = once([{"blocks": blocks(node)} for node in chapters])
    printed = [block for chapter in told for block in chapter["blocks"]]
    silent = [
        _asked([part for cell in node.cells for part in cell.metadata.get("nodes", ())])
        - _asked([part for block in chapter["blocks"] for part in block.get("nodes", ())])
        - {block.get("head") for block in chapter["blocks"]}
        for node, chapter in zip(chapters, told, strict=True)
    ]
    findings = _ids([payload for node in chapters for payload in payloads(node)]) - _ids(printed)
    return findings, silent, cited(chapters) - set().union(*map(_named, printed))


def _asked(parts: list[Block]) -> set[str]:
    return {plain(part["c"]) for part in parts if (part["t"], part.get("level")) == ("heading", 2)}


def _ids(shown: list[Block]) -> set[str]:
    return {finding["id"] for one in shown for finding in one.get("findings", ())}


def _named(block: Block) -> set[int]:
    """The sources that a printed block names: of a statement its marks, of a row the first one."""
    if block["type"] not in EXHIBITS:
        said = [one for key in ("findings", "judgements") for one in block.get(key, ())]
        marked = {number for one in said for number in one["marks"]}
        return marked | numbers_in({**block, "findings": [], "judgements": []})
    rows = block.get("rows", [])[: block.get("print_rows")]
    firsts = {number for row in rows for cell in row for number in cell["sources"][:1]}
    return firsts | set(block["drawn"]) | numbers_in({"source_line": block["source_line"]})


def explained(sequence: list[Block]) -> list[Block]:
    """The blocks with what explains a section handed to its text as ``notes``, which has a margin for them.

    Where exhibits stand between the two, the text that states what they show comes first.
    """
    made: list[Block] = []
    notes: list[Block] = []
    for place, block in enumerate(sequence):
        plain_text = block["type"] == "markdown" and {node["t"] for node in block["nodes"]} <= {"heading", "paragraph"}
        parts = [node for node in block["nodes"] if node["t"] == "paragraph"] if plain_text else []
        heads = [node for node in block["nodes"] if node["t"] == "heading"] if plain_text else []
        following = next((one for one in sequence[place + 1 :] if not _moves(one)), {"type": ""})
        if parts and following["type"] in TEXT:
            notes += parts
            made += [{**block, "nodes": heads}] if heads else []
        elif parts and not heads and (last := _last_text(made)) is not None:
            made[last] = {**made[last], "notes": [*made[last].get("notes", ()), *parts]}
        elif block["type"] in TEXT and notes:
            last = next(n for n in range(len(made), -1, -1) if n == 0 or not _moves(made[n - 1]))
            made.insert(last, {**block, "notes": notes})
            notes = []
        else:
            made.append(block)
    return made


def _last_text(made: list[Block]) -> int | None:
    """The place of the text that only exhibits stand behind."""
    place = next((n for n in range(len(made) - 1, -1, -1) if not _moves(made[n])), -1)
    return place if place >= 0 and made[place]["type"] in TEXT else None


def _moves(block: Block) -> bool:
    """Whether text may pass a block by: an exhibit, but for one of an author's own cell."""
    return block["type"] in EXHIBITS and not block.get("own")


def _of_cell(cell: nbformat.NotebookNode, edition: Block) -> Iterator[Block]:
    """What a cell gives to print; in place of what stands on screen only, how much of it there is."""
    if cell.cell_type == "markdown":
        kind = "closing" if LIMITS in cell.metadata.get("tags", []) else "markdown"
        yield {"type": kind, "nodes": cell.metadata.get("nodes", nodes(cell.source))}
    for output in cell.get("outputs", []):
        payload = output.get("data", {}).get(PAYLOAD)
        if not payload or payload["type"] in ("edition", "sources", "absence"):
            continue
        block = {key: value for key, value in payload.items() if key not in ON_SCREEN}
        if payload.get("screen"):
            yield {"type": "screen", "statements": 0, "exhibits": int(payload["type"] in EXHIBITS)}
        elif payload["type"] == "passage":
            shown = [one for one in payload["findings"] if payload["lead"] or _weighs(one, edition)]
            yield {"type": "screen", "statements": len(payload["findings"]) - len(shown), "exhibits": 0}
            small = [one for one in shown if one["id"].endswith(SMALL)]
            shown = [one for one in shown if one not in small]
            if shown:
                yield {**block, "findings": _headed(shown) if payload["lead"] else shown}
            if small:
                yield {**block, "lead": False, "findings": small}
        else:
            if payload["type"] == "judgements":
                block["judgements"] = [_resolved(judgement) for judgement in payload["judgements"]]
            if payload["type"] in EXHIBITS:
                # Sources that a drawing names by their number.
                block["drawn"] = sorted({int(hit) for hit in _NUMBERED.findall(payload.get("svg", ""))})
            if "rows" in payload:
                block["print_rows"] = min(payload["print_rows"], len(payload["rows"]))
            yield block


def _weighs(finding: Block, edition: Block) -> bool:
    """Whether a finding is printed; so is what no chapter of this project stated, and the small print."""
    chapter, _, name = finding["id"].partition(".")
    if not edition or edition.get("profile") or chapter not in CHAPTERS or name.endswith(SMALL):
        return True
    return relevance(finding, date.fromisoformat(edition["as_of"])) > LEAST


def _headed(findings: list[Block]) -> list[Block]:
    """The findings of an answer, the first one with the sentence that is its headline."""
    first, *rest = findings
    following = [place for place, node in enumerate(first["nodes"]) if node["t"] == "text"]
    end = following[1] if len(following) > 1 else len(first["nodes"])
    left = [dict(node) for node in first["nodes"][end:]]
    if left:
        left[0]["v"] = left[0]["v"].lstrip()  # it opens a paragraph now
    return [{**first, "headline": first["nodes"][:end], "nodes": left}, *rest]


def _told(sequence: list[Block]) -> list[Block]:
    """The blocks without sections of which all but their text stands on screen."""
    sections: list[list[Block]] = [[]]
    for block in sequence:
        head = next(iter(block.get("nodes", ())), {}) if block["type"] == "markdown" else {}
        if (head.get("t"), head.get("level")) == ("heading", 2):
            sections.append([])
        sections[-1].append(block)
    kept = []
    for place, section in enumerate(sections):
        kinds = {block["type"] for block in section if not _small(block)} - {"markdown"}
        kept += (
            [block for block in section if block["type"] != "markdown"] if place and kinds == {"screen"} else section
        )
    return kept


def _answer_first(sequence: list[Block]) -> list[Block]:
    """The blocks with the lead passage straight after the heading of the chapter."""
    lead = next((place for place, block in enumerate(sequence) if block.get("lead")), 0)
    return sequence[:1] + sequence[lead : lead + 1] + sequence[1:lead] + sequence[lead + 1 :] if lead > 1 else sequence


def _screen(sequence: list[Block], edition: Block) -> str:
    """How many statements and exhibits of a chapter stand on screen only, in words; empty if none do."""
    left = [block for block in sequence if block["type"] == "screen"]
    counts = {key: sum(block[key] for block in left) for key in ("statements", "exhibits")}
    if not any(counts.values()):
        return ""
    return phrase("report-screen", "", pair_of(edition), **{key: number(value, key) for key, value in counts.items()})


def _closed(sequence: list[Block], screen: str) -> list[Block]:
    """The blocks with the small print in one at the end: limits, what was not found, how far it reaches, what is on screen."""
    small = [block for block in sequence if _small(block)]
    if not small and not screen:
        return sequence
    parts = [node for block in small for node in block.get("nodes", ())]
    findings = [one for block in small for one in block.get("findings", ())]
    head = "".join(plain(node["c"]) for node in parts if node["t"] == "heading")
    listed = [item for node in parts if node["t"] == "list" for item in node["c"]]
    items = [
        plain(node["c"]) for item in (*listed, [node for node in parts if node["t"] == "paragraph"]) for node in item
    ]
    closing = {"type": "closing", "head": head, "items": items, "findings": findings, "screen": screen}
    return [*(block for block in sequence if not _small(block)), closing]


def _small(block: Block) -> bool:
    found = block.get("findings", ()) if block["type"] == "passage" else ()
    return block["type"] == "closing" or (bool(found) and all(one["id"].endswith(SMALL) for one in found))


def _resolved(judgement: Block) -> Block:
    """A judgement with the band of its likelihood word and its day as they are printed."""
    low, high = LIKELIHOODS.get(judgement["likelihood"], (0.0, 1.0))
    band = f"{low:.0%}–{high:.0%}".replace("%–", "–")
    day = label(judgement["resolves_on"]) if judgement["resolves_on"] else ""
    return {**judgement, "band": [low, high], "band_label": band, "resolves_label": day}
