"""Executed notebooks as one tagged PDF, typeset by Typst from data.

The compiler enforces PDF/UA-1 and PDF/A-2a, so a missing alt text, title or glyph is an error.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

import nbformat

from helpers.publish.content import ExportFailed, references, title
from helpers.publish.paper import blocks, once
from helpers.publish.reading import metadata, spelt_out
from helpers.show.style import FONTS, faces

TEMPLATES = Path(__file__).parent / "templates"
STANDARDS = ["a-2a", "ua-1"]


def typeset(
    chapters: list[nbformat.NotebookNode],
    heading: str = "",
    options: str = "",
    abbreviations: Mapping[str, str] | None = None,
    silent: Sequence[str] = (),
    notes: Sequence[list[str]] = (),
) -> bytes:
    """One tagged PDF (UA-1, A-2a) of the chapters, the same bytes for the same notebooks.

    ``options`` are those of the command that made them, printed with it; ``abbreviations`` that occur are spelt out;
    ``silent`` are the chapters that had nothing to say, ``notes`` what is told of the data, heads and paragraphs.

    Raises
    ------
    ExportFailed
        If the compiler refuses the document.
    """
    import typst

    meta = metadata(chapters, heading, silent, notes)
    meta["rebuild"] += options
    content = {
        "meta": meta,
        "chapters": once([{"title": title(node), "blocks": blocks(node)} for node in chapters]),
        "sources": references(chapters),
    }
    meta["reading"] += spelt_out(json.dumps(content["chapters"], ensure_ascii=False), abbreviations or {})
    compiler = typst.Compiler(
        (TEMPLATES / "report.typ").read_bytes(),
        root=str(TEMPLATES),
        font_paths=faces(),
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
