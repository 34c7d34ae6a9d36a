"""Executed notebooks as one tagged PDF, typeset by Typst from data.

The compiler enforces PDF/UA-1 and PDF/A-2a, so a missing alt text, title or glyph is an error.
"""

import copy
import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import nbformat

from helpers.publish.content import ExportFailed, references, renumber, title
from helpers.publish.pagination import Pages, Step
from helpers.publish.paper import blocks, explained, once
from helpers.publish.reading import metadata, spelt_out
from helpers.show.style import FONTS, faces

TEMPLATES = Path(__file__).parent / "templates"
STANDARDS = ["a-2a", "ua-1"]


SAID = ("headline", "nodes", "because", "change", "label", "shown")  # what of a statement is printed


def _printed(block: dict[str, Any]) -> dict[str, Any]:
    """A block without what stands on screen only: rows, columns, and what findings rest on."""
    if "rows" not in block:
        said = [one for key in ("findings", "judgements") for one in block.get(key, ())]
        return {**block, "findings": [{key: one.get(key) for key in SAID} for one in said], "judgements": []}
    block = {key: value for key, value in block.items() if key != "source_line"}
    columns = [place for place, column in enumerate(block["columns"]) if not column["screen"]]
    return {
        **block,
        "rows": [[row[place]["text"] for place in columns] for row in block["rows"][: block["print_rows"]]],
    }


class Typesetter:
    """The chapters as the template takes them.

    Parameters
    ----------
    chapters
        Executed notebooks, numbered.
    options
        Those of the command that made them, printed with it.
    abbreviations
        Those that occur are spelt out.
    silent
        The chapters that had nothing to say.
    notes
        What is told of the data, heads and paragraphs.
    """

    def __init__(
        self,
        chapters: list[nbformat.NotebookNode],
        heading: str = "",
        options: str = "",
        abbreviations: Mapping[str, str] | None = None,
        silent: Sequence[str] = (),
        notes: Sequence[list[str]] = (),
    ):
        meta = metadata(chapters, heading, silent, notes)
        meta["rebuild"] += options
        self.date = meta["date"]
        told = once([{"title": title(node), "blocks": blocks(node)} for node in chapters])
        content = {
            "meta": meta,
            "chapters": [{**one, "blocks": explained(one["blocks"])} for one in told],
            "sources": references(chapters),
        }
        text = json.dumps(
            [_printed(block) for one in content["chapters"] for block in one["blocks"]], ensure_ascii=False
        )
        meta["reading"] += spelt_out(text, abbreviations or {})
        self.edition = printable(json.dumps(content, ensure_ascii=False))

    def plan(self) -> Pages:
        """The pages, planned from the heights of what stands on them."""
        return Pages(json.loads(self._set("query", {"measure": "yes"}, "<measured>", field="value", one=True)))

    def pdf(self, steps: list[Step]) -> bytes:
        """One tagged PDF (UA-1, A-2a), the same bytes for the same notebooks."""
        given = {"format": "pdf", "pdf_standards": STANDARDS, "timestamp": _noon(self.date)}
        return self._set("compile", {"plan": json.dumps(steps)}, **given)

    def _set(self, task: str, inputs: dict[str, str], *given: str, **named: Any) -> Any:
        import typst

        compiler = typst.Compiler(
            (TEMPLATES / "report.typ").read_bytes(),
            root=str(TEMPLATES),
            font_paths=faces(),
            ignore_system_fonts=True,
            sys_inputs={"edition": self.edition, **inputs},
        )
        try:
            return getattr(compiler, task)(*given, **named)
        except RuntimeError as error:  # of which TypstError is one
            told = f"{error.message} {'; '.join(error.hints)}\n{error.diagnostic}" if hasattr(error, "hints") else error
            raise ExportFailed(f"the typesetter refused the document: {told}") from None


def planned(chapters: list[nbformat.NotebookNode], **told: Any) -> tuple[list[Step], list[str]]:
    """How the pages of the chapters are set, and the names of their exhibits in the order of print."""
    pages = Typesetter(chapters, **told).plan()
    return pages.plan, pages.order


def typeset(
    chapters: list[nbformat.NotebookNode], heading: str = "", steps: list[Step] | None = None, **told: Any
) -> bytes:
    """One tagged PDF of the chapters, set in ``steps``; planned here if none are given, and numbered as they stand.

    Raises
    ------
    ExportFailed
        If the compiler refuses the document.
    """
    if steps is None:
        chapters = copy.deepcopy(chapters)
        steps, order = planned(chapters, heading=heading, **told)
        renumber(dict(enumerate(chapters)), order)
    return Typesetter(chapters, heading, **told).pdf(steps)


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
