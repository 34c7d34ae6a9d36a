"""Executed notebooks as self-contained HTML pages: one of each chapter and one of all.

A page is read in layers: the summary and the answer of each chapter stand open; its questions, long tables, rows and
code open on demand. What the script needs beside the text (rows behind exhibits, quantities behind sentences) stands in
the page as one packed block; without the script all is there to read but the rows.
"""

import base64
import hashlib
import io
import json
import re
import zlib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
import nbformat
from markupsafe import Markup
from nbconvert.exporters import Exporter, TemplateExporter

from helpers.countries import names
from helpers.datapackage.read import PROJECT
from helpers.publish.content import EXHIBITS, numbered_one, payloads, references, title
from helpers.publish.markdown import html, inline_html, plain
from helpers.publish.paper import left_out
from helpers.publish.reading import metadata, spelt_out
from helpers.publish.tint import palette, shared, tinted
from helpers.publish.typeset import glyphs
from helpers.show import html as shown
from helpers.show.style import FONTS
from helpers.shown import PAYLOAD

TEMPLATES = Path(__file__).parent / "templates"
RULES = PROJECT / "docs" / "method-of-statements.md"
SCRIPTS = ("methods", "base", "cards", "tables", "figures", "living", "page")
FACES = (
    ("Source Sans 3", 400, "SourceSans3-Regular"),
    ("Source Sans 3", 600, "SourceSans3-Semibold"),
    ("Source Serif 4", 400, "SourceSerif4-Regular"),
    ("Source Serif 4", 600, "SourceSerif4Display-Semibold"),
)
UNREAD = ("sources", "edition", "absence", "pagebreak")
ALPHABETS = (*range(0x20, 0x180), *range(0x2010, 0x2040), *range(0x2190, 0x21A0), 0x2212)


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
        self.folder: str | None = None

    def _file_extension_default(self):
        return ".html"

    def _template_extension_default(self):
        return ".html.j2"

    def default_filters(self):
        """The filters of nbconvert and ours: Markdown without raw HTML, joined outputs, what is an exhibit."""
        yield from super().default_filters()
        yield "prose", lambda cell: html(cell.metadata.get("nodes", cell.source))
        yield "exhibit_type", lambda data: data.get(PAYLOAD, {}).get("type") in EXHIBITS
        yield "is_read", lambda output: output.get("data", {}).get(PAYLOAD, {}).get("type") not in UNREAD
        yield "shown", self._shown
        yield "layers", layers

    def _shown(self, data: Mapping[str, Any]) -> str:
        payload = data[PAYLOAD]
        if payload["type"] in EXHIBITS:
            place = {} if self.folder is None else {"folder": self.folder}
            # A drawing of an author's own keeps its colours: it is shown as a picture, in which nothing runs.
            drawn = () if payload.get("own") else ("svg", "svg_narrow")
            payload = {**payload, **{key: tinted(payload.get(key, "")) for key in drawn}, **place}
        elif payload.get("locator"):
            payload = {**payload, "locator": {**payload["locator"], "tinted": tinted(payload["locator"]["svg"])}}
        return shown.html(payload)

    def from_notebook_node(self, nb, resources=None, **kwargs):
        """Export a notebook; refuses one that was not run or has a failed cell."""
        # First what runs before an export: with --execute the notebook is run there.
        nb, resources = Exporter.from_notebook_node(self, nb, resources, **kwargs)
        nb = numbered_one(nb, resources)
        self.folder = None
        body = self._set(nb, self._resources("chapter", False, given=resources))
        return rendered(page([nb], characters([nb]), title(nb)), [section("chapter", nb, body)]), resources

    def _set(self, nb: nbformat.NotebookNode, resources: dict[str, Any]) -> str:
        return self.template.render(nb=nb, resources=resources).lstrip("\r\n")

    def body(self, nb: nbformat.NotebookNode, name: str, layered: bool = False) -> str:
        """The chapter alone, to be joined into a page; ``layered`` closes its questions."""
        self.folder = "data/" if name != "chapter" else "../data/"
        return self._set(nb, self._resources(name, layered))

    def _resources(self, name: str, layered: bool, given: Any = None) -> dict[str, Any]:
        return {**(given or {}), "chapter": {"name": name, "layered": layered}}


def layers(node: nbformat.NotebookNode) -> list[dict[str, Any]]:
    """What stands before the first second-level heading, then each section: ``title`` (HTML; ``asked`` plain), ``id``, ``cells``."""
    parts: list[dict[str, Any]] = [{"title": "", "id": "", "cells": []}]
    for cell in node.cells:
        if cell.cell_type != "markdown":
            parts[-1]["cells"].append(cell)
            continue
        run: list[dict[str, Any]] = []
        for block in [*cell.metadata["nodes"], None]:
            if block is not None and (block["t"], block.get("level")) != ("heading", 2):
                run.append(block)
                continue
            if run:
                text = nbformat.v4.new_markdown_cell(
                    metadata={**cell.metadata, "nodes": run}, id=cell.get("id", "text")
                )
                parts[-1]["cells"].append(text)
                run = []
            if block is not None:
                asked = plain(block["c"])
                name = re.sub(r"\W+", "-", asked.lower()).strip("-") or "part"
                taken = name in {part["id"] for part in parts}
                name = f"{name}-{len(parts)}" if taken else name
                parts.append({"title": inline_html(block["c"]), "asked": asked, "id": name, "cells": []})
    return parts


def section(name: str, node: nbformat.NotebookNode, body: str) -> dict[str, Any]:
    """A chapter of a page: ``id``, ``title``, ``body`` and the ``parts`` that the contents name."""
    parts = [{**part, "id": f"{name}.{part['id']}"} for part in layers(node)[1:]]
    return {"id": name, "title": title(node), "body": body, "parts": parts}


def behind(chapters: list[nbformat.NotebookNode]) -> dict[str, Any]:
    """The rows behind exhibits and the quantities behind sentences, for the script of the page."""
    exhibits, findings = {}, {}
    for node in chapters:
        for payload in payloads(node):
            if payload["type"] in EXHIBITS:
                exhibits[payload["name"]] = {
                    **{key: payload[key] for key in ("csv", "label", "file", "source_ids")},
                    "marks": payload.get("marks", []),
                    "marks_narrow": payload.get("marks_narrow", []),
                }
            for finding in [*payload.get("findings", []), *payload.get("judgements", [])]:
                quantities = [
                    [name, one["written"], one["unit"], one["period"], one["rows"]]
                    for name, one in finding.get("quantities", {}).items()
                    if one["written"] and one["unit"] != "choice"
                ]
                findings[finding["id"]] = {
                    "quantities": quantities,
                    "rows": finding["rows"],
                    "by": finding.get("made_by", ""),
                    "kind": finding.get("kind", ""),
                    "confidence": finding.get("confidence", ""),
                    "rule": finding.get("derivation", ""),
                    "exhibit": finding.get("exhibit", ""),
                }
    codes = {code for one in exhibits.values() for code in re.findall(r"(?:^|[,;])([A-Z]{3})(?=[,;\n])", one["csv"])}
    countries = {code: entry["name"] for code, entry in names().items() if code in codes}
    return {"exhibits": exhibits, "findings": findings, "countries": countries}


def packed(content: Any) -> str:
    """Content as JSON, deflated and in letters."""
    # What is no number is no JSON either: no script would read any of it.
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), sort_keys=True, allow_nan=False)
    return base64.b64encode(zlib.compress(text.encode(), 9)).decode()


@lru_cache(maxsize=4)
def webfonts(characters: frozenset[str]) -> str:
    """The bundled face cut to the characters of a page, as ``@font-face`` rules, to read the same everywhere."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    rules = []
    for family, weight, name in FACES:
        font = TTFont(FONTS / f"{name}.ttf", recalcTimestamp=False, lazy=True)
        for table in ("GPOS", "GSUB", "GDEF"):  # the cut of 3,000 kerning pairs takes seconds
            if table in font:
                del font[table]
        cutter = subset.Subsetter(subset.Options(flavor="woff", notdef_outline=True, hinting=False))
        cutter.populate(text="".join(sorted(characters)))
        cutter.subset(font)
        out = io.BytesIO()
        font.flavor = "woff"
        font.save(out)
        data = base64.b64encode(out.getvalue()).decode()
        rules.append(
            f'@font-face{{font-family:"{family}";font-weight:{weight};'
            f'src:url(data:font/woff;base64,{data}) format("woff")}}'
        )
    return "\n".join(rules)


def characters(chapters: list[nbformat.NotebookNode]) -> frozenset[str]:
    """The letters of the web face: those of European and Cyrillic text, and what else these chapters print."""
    text = {ord(letter) for node in chapters for letter in set(json.dumps(node, ensure_ascii=False))}
    return frozenset(map(chr, (set(ALPHABETS) | text) & glyphs()))


def page(
    chapters: list[nbformat.NotebookNode],
    letters: frozenset[str],
    heading: str = "",
    silent: Sequence[str] = (),
    notes: Sequence[list[str]] = (),
) -> dict[str, Any]:
    """What the HTML page template needs beside the chapters' bodies; ``letters`` are those of the web face."""
    text = script()
    return {
        **metadata(chapters, heading, silent, notes),
        "css": webfonts(letters) + "\n" + palette() + "\n" + _template("brief.css"),
        "script": text,
        "script_hash": "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode(),
        "rows": packed(behind(chapters)),
        "sources": references(chapters),
        "left_out": left_out(chapters),
        "rules": Markup(html(RULES.read_text(encoding="utf-8").partition("\n")[2])),  # noqa: S704 (Markdown without raw HTML)
        "rules_named": f"docs/{RULES.name}",
        "rules_link": Markup('<a href="#rules">docs/{}</a>').format(RULES.name),
    }


def script() -> str:
    """The script of a page: its files as one, which leave no name behind."""
    return "(function () {\n" + "\n".join(_template(f"brief/{name}.js") for name in SCRIPTS) + "\n})();"


def _template(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def rendered(brief: dict[str, Any], sections: list[dict[str, str]]) -> str:
    """One self-contained HTML page of sections (id, title, body) with one list of sources."""
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(str(TEMPLATES / "brief")), autoescape=True)
    findings, asked, _ = brief["left_out"]
    silent = {
        part["id"]
        for one, heads in zip(sections, asked, strict=True)
        for part in one["parts"]
        if part["asked"] in heads
    }

    def unprinted(hit: re.Match) -> str:
        return f'class="{hit[1]}{" unprinted" if hit[3] in silent | findings else ""}"{hit[2]}"{hit[3]}"'

    # The script names the marks again; a page has thousands.
    bare = [{**part, "body": re.sub(r' aria-label="Source \d+"(?=>\[)', "", part["body"])} for part in sections]
    for part in bare:
        part["body"] = re.sub(
            r'class="(finding|layer|part)"( data-finding=|><h2 id=|><summary><h2 id=)"([^"]*)"', unprinted, part["body"]
        )
    text, rules = shared(environment.get_template("page.html.j2").render(brief=brief, sections=bare))
    return text.replace('<style id="drawn">', f'<style id="drawn">{rules}')


def pages(
    chapters: dict[str, nbformat.NotebookNode],
    abbreviations: Mapping[str, str] | None = None,
    silent: Sequence[str] = (),
    notes: Sequence[list[str]] = (),
) -> dict[str, str]:
    """An HTML page for each chapter, as the exporter makes it, and under ``""`` one of all with contents."""
    exporter, every = BriefHTMLExporter(), list(chapters.values())
    letters = characters(every)  # the same for all pages: the cut of a face takes longer than a page
    made = {
        name: rendered(page([node], letters, title(node)), [section("chapter", node, exporter.body(node, "chapter"))])
        for name, node in chapters.items()
    }
    sections = [
        section(name, node, exporter.body(node, name, layered=place > 0))
        for place, (name, node) in enumerate(chapters.items())
    ]
    whole = page(every, letters, silent=silent, notes=notes)
    text = " ".join(part["body"] for part in sections)
    whole["reading"] += spelt_out(text, abbreviations or {})
    return {**made, "": rendered(whole, _anchored_once(sections))}


def _anchored_once(sections: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The sections with each ``id`` where it stands first: what the summary shows too has its anchor there."""
    seen: set[str] = set()

    def first(found: re.Match) -> str:
        if found[1] in seen:
            return ""
        seen.add(found[1])
        return found[0]

    return [{**part, "body": re.sub(r'(?<=[\w"]) id="([^"]+)"', first, part["body"])} for part in sections]
