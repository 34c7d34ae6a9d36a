"""Executed notebooks as self-contained HTML pages: one of each chapter and one of all."""

import base64
import hashlib
import io
import json
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
import nbformat
from nbconvert.exporters import TemplateExporter

from helpers.publish.content import EXHIBITS, numbered, references, title
from helpers.publish.markdown import html
from helpers.publish.reading import metadata, spelt_out
from helpers.publish.typeset import FONTS, glyphs
from helpers.show import html as shown
from helpers.shown import PAYLOAD

TEMPLATES = Path(__file__).parent / "templates"
ALPHABETS = (*range(0x20, 0x180), *range(0x400, 0x530), *range(0x2010, 0x2040), *range(0x2190, 0x21A0), 0x2212)


class BriefHTMLExporter(TemplateExporter):
    """One executed notebook as one self-contained page without remote resources.

    Not a child of nbconvert's HTML exporter, which parses each page a second time to mend what ours does not have.
    """

    export_from_notebook = "Brief (HTML)"
    output_mimetype = "text/html"

    def __init__(self, **kwargs):
        kwargs.setdefault("template_name", "brief")
        kwargs.setdefault("extra_template_basedirs", [str(TEMPLATES)])
        super().__init__(**kwargs)

    def _file_extension_default(self):
        return ".html"

    def _template_extension_default(self):
        return ".html.j2"

    def default_filters(self):
        """The filters of nbconvert and ours: Markdown without raw HTML, joined outputs, what is an exhibit."""
        yield from super().default_filters()
        yield "prose", html
        yield "exhibit_type", lambda data: data.get(PAYLOAD, {}).get("type") in EXHIBITS
        yield "shown", lambda data: shown.html(data[PAYLOAD])
        yield "join_lines", lambda text: "".join(text) if isinstance(text, list) else text

    def from_notebook_node(self, nb, resources=None, **kwargs):
        """Export a notebook; refuses one that was not run or has a failed cell."""
        nb = numbered({"": nb})[""]
        brief = page([nb], title(nb))
        body, resources = super().from_notebook_node(nb, resources, **kwargs)
        return rendered(brief, [{"id": "chapter", "title": brief["title"], "body": body}]), resources

    def body(self, nb: nbformat.NotebookNode) -> str:
        """The chapter alone, to be joined into a page."""
        return super().from_notebook_node(nb)[0]


@lru_cache(maxsize=4)
def webfonts(characters: frozenset[str]) -> str:
    """The bundled face cut to the characters of a page, as ``@font-face`` rules, to read the same everywhere."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    rules = []
    for weight, name in ((400, "SourceSans3-Regular"), (600, "SourceSans3-Semibold")):
        font = TTFont(FONTS / f"{name}.ttf", recalcTimestamp=False, lazy=True)
        for table in ("GPOS", "GSUB", "GDEF"):  # the cut of 3,000 kerning pairs takes seconds
            del font[table]
        cutter = subset.Subsetter(subset.Options(flavor="woff", notdef_outline=True))
        cutter.populate(text="".join(sorted(characters)))
        cutter.subset(font)
        out = io.BytesIO()
        font.flavor = "woff"
        font.save(out)
        data = base64.b64encode(out.getvalue()).decode()
        rules.append(
            f'@font-face{{font-family:"Source Sans 3";font-weight:{weight};'
            f'src:url(data:font/woff;base64,{data}) format("woff")}}'
        )
    return "\n".join(rules)


def characters(chapters: list[nbformat.NotebookNode]) -> frozenset[str]:
    """The letters of the web face: those of European and Cyrillic text, and what else these chapters print."""
    text = {ord(letter) for node in chapters for letter in set(json.dumps(node, ensure_ascii=False))}
    return frozenset(map(chr, (set(ALPHABETS) | text) & glyphs()))


def page(chapters: list[nbformat.NotebookNode], heading: str = "", silent: Sequence[str] = ()) -> dict[str, Any]:
    """What the HTML page template needs beside the chapters' bodies."""
    script = (TEMPLATES / "page.js").read_text(encoding="utf-8")
    css = (TEMPLATES / "brief.css").read_text(encoding="utf-8")
    return {
        **metadata(chapters, heading, silent),
        "css": webfonts(characters(chapters)) + "\n" + css,
        "script": script,
        "script_hash": "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        "sources": references(chapters),
    }


def rendered(brief: dict[str, Any], sections: list[dict[str, str]]) -> str:
    """One self-contained HTML page of sections (id, title, body) with one list of sources."""
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(str(TEMPLATES / "brief")), autoescape=True)
    return environment.get_template("page.html.j2").render(brief=brief, sections=sections)


def pages(
    chapters: dict[str, nbformat.NotebookNode],
    abbreviations: Mapping[str, str] | None = None,
    silent: Sequence[str] = (),
) -> dict[str, str]:
    """An HTML page for each chapter, as the exporter makes it, and under ``""`` one of all with contents."""
    exporter = BriefHTMLExporter()
    sections = [{"id": name, "title": title(node), "body": exporter.body(node)} for name, node in chapters.items()]
    made = {
        section["id"]: rendered(page([node], section["title"]), [{**section, "id": "chapter"}])
        for section, node in zip(sections, chapters.values(), strict=True)
    }
    whole = page(list(chapters.values()), silent=silent)
    text = " ".join(section["body"] for section in sections)
    whole["reading"] += spelt_out(text, abbreviations or {})
    return {**made, "": rendered(whole, sections)}
