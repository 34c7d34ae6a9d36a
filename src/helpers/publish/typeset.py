"""Executed notebooks as one tagged PDF, typeset by Typst from data.

The compiler enforces PDF/UA-1 and PDF/A-2a, so a missing alt text, title or glyph is an error.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat

from helpers.methods.base_rates import LIKELIHOODS
from helpers.publish.content import EXHIBITS, ExportFailed, references, title
from helpers.publish.markdown import nodes
from helpers.publish.reading import metadata, spelt_out
from helpers.shown import PAYLOAD
from helpers.words.formats import label

TEMPLATES = Path(__file__).parent / "templates"
FONTS = Path(__file__).parents[1] / "fonts"
STANDARDS = ["a-2a", "ua-1"]


def blocks(node: nbformat.NotebookNode) -> list[dict[str, Any]]:
    """The notebook as a sequence of blocks for the PDF: Markdown nodes and payloads in reading order."""
    sequence: list[dict[str, Any]] = []
    for cell in node.cells:
        if cell.cell_type == "markdown":
            sequence.append({"type": "markdown", "nodes": cell.metadata.get("nodes", nodes(cell.source))})
        for output in cell.get("outputs", []):
            payload = output.get("data", {}).get(PAYLOAD)
            if payload and payload["type"] not in ("edition", "sources", "absence") and not payload.get("screen"):
                block = {key: value for key, value in payload.items() if key != "csv"}
                if payload["type"] == "judgements":
                    block["judgements"] = [_resolved(judgement) for judgement in payload["judgements"]]
                if "rows" in payload:
                    block["print_rows"] = min(payload["print_rows"], len(payload["rows"]))
                sequence.append(block)
    return _answer_first(sequence)


def _once(chapters: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The chapters with each exhibit in the first place where it is shown: on paper it does not stand twice."""
    shown: set[str] = set()
    for chapter in chapters:
        kept = []
        for block in chapter["blocks"]:
            name = block.get("name", "") if block["type"] in EXHIBITS else ""
            if name not in shown:
                kept.append(block)
            shown |= {name} - {""}
        chapter["blocks"] = kept
    return chapters


def _answer_first(sequence: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The blocks with the lead passage straight after the heading of the chapter."""
    lead = next((place for place, block in enumerate(sequence) if block.get("lead")), 0)
    return sequence[:1] + sequence[lead : lead + 1] + sequence[1:lead] + sequence[lead + 1 :] if lead > 1 else sequence


def _resolved(judgement: dict[str, Any]) -> dict[str, Any]:
    """A judgement with the band of its likelihood word and its day as they are printed."""
    low, high = LIKELIHOODS.get(judgement["likelihood"], (0.0, 1.0))
    band = f"{low:.0%}–{high:.0%}".replace("%–", "–")
    day = label(judgement["resolves_on"]) if judgement["resolves_on"] else ""
    return {**judgement, "band": [low, high], "band_label": band, "resolves_label": day}


def typeset(
    chapters: list[nbformat.NotebookNode],
    heading: str = "",
    options: str = "",
    abbreviations: Mapping[str, str] | None = None,
    silent: Sequence[str] = (),
) -> bytes:
    """One tagged PDF (UA-1, A-2a) of the chapters, the same bytes for the same notebooks.

    ``options`` are those of the command that made them, printed with it; ``abbreviations`` that occur are spelt out;
    ``silent`` are the chapters that had nothing to say.

    Raises
    ------
    ExportFailed
        If the compiler refuses the document.
    """
    import typst

    meta = metadata(chapters, heading, silent)
    meta["rebuild"] += options
    content = {
        "meta": meta,
        "chapters": _once([{"title": title(node), "blocks": blocks(node)} for node in chapters]),
        "sources": references(chapters),
    }
    meta["reading"] += spelt_out(json.dumps(content["chapters"], ensure_ascii=False), abbreviations or {})
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])
    compiler = typst.Compiler(
        (TEMPLATES / "report.typ").read_bytes(),
        root=str(TEMPLATES),
        font_paths=fonts,
        ignore_system_fonts=True,
        sys_inputs={"edition": printable(json.dumps(content, ensure_ascii=False))},
    )
    try:
        return compiler.compile(format="pdf", pdf_standards=STANDARDS, timestamp=_noon(meta["date"]))
    except typst.TypstError as error:
        hints = "; ".join(error.hints)
        raise ExportFailed(
            f"the typesetter refused the document: {error.message} {hints}\n{error.diagnostic}"
        ) from None


@lru_cache(maxsize=1)
def glyphs() -> frozenset[int]:
    """The code points that the bundled faces can print."""
    from fontTools.ttLib import TTFont

    return frozenset(code for path in sorted(FONTS.glob("*-Regular.ttf")) for code in TTFont(path).getBestCmap())


def printable(text: str) -> str:
    """The text with characters that no bundled face has written as their code point, ``[U+1F600]``.

    The compiler would refuse them, and a box in their place would say less.
    """
    known = glyphs()
    return "".join(letter if ord(letter) in known or letter in "\n\t" else f"[U+{ord(letter):04X}]" for letter in text)


def _noon(day: list[int]) -> int:
    return (date(*day) - date(1970, 1, 1)).days * 86400 + 43200
