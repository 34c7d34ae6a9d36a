"""Executed notebooks to HTML and PDF, as nbconvert exporters and for a whole edition.

``brief_html`` and ``brief_pdf`` are registered with nbconvert, so ``jupyter nbconvert --to brief_pdf`` and
JupyterLab's export menu offer what the build makes. The PDF is typeset by Typst from data; the compiler enforces
PDF/UA-1 and PDF/A-2a, so a missing alt text, title or glyph is an error.
"""

import base64
import hashlib
import io
import json
import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import nbformat
from nbconvert.exporters import Exporter, TemplateExporter

from helpers.finding import several, share, when, wording
from helpers.methods.base_rates import LIKELIHOODS
from helpers.publish.content import EXHIBITS, ExportFailed, numbered, payloads, references, title
from helpers.publish.markdown import html, nodes
from helpers.show import html as shown
from helpers.shown import PAYLOAD
from helpers.words.formats import label
from helpers.words.say import phrase

TEMPLATES = Path(__file__).parent / "templates"
FONTS = Path(__file__).parents[1] / "fonts"
STANDARDS = ["a-2a", "ua-1"]
ALPHABETS = (*range(0x20, 0x180), *range(0x400, 0x530), *range(0x2010, 0x2040), *range(0x2190, 0x21A0), 0x2212)
SERIES = "Bilateral brief"
AUTHOR = "Bilateral Brief project"


def blocks(node: nbformat.NotebookNode) -> list[dict[str, Any]]:
    """The notebook as a sequence of blocks for the PDF: Markdown nodes and payloads in reading order."""
    sequence: list[dict[str, Any]] = []
    for cell in node.cells:
        if cell.cell_type == "markdown":
            sequence.append({"type": "markdown", "nodes": nodes(cell.source)})
        for output in cell.get("outputs", []):
            payload = output.get("data", {}).get(PAYLOAD)
            if payload and payload["type"] not in ("edition", "sources", "absence") and not payload.get("screen"):
                block = {key: value for key, value in payload.items() if key != "csv"}
                if payload["type"] == "judgements":
                    block["judgements"] = [_resolved(judgement) for judgement in payload["judgements"]]
                if "rows" in payload:
                    block |= {"rows": payload["rows"][: payload["print_rows"]], "total": len(payload["rows"])}
                sequence.append(block)
    return sequence


def _resolved(judgement: dict[str, Any]) -> dict[str, Any]:
    """A judgement with the band of its likelihood word and its day as they are printed."""
    low, high = LIKELIHOODS.get(judgement["likelihood"], (0.0, 1.0))
    band = f"{low:.0%}–{high:.0%}".replace("%–", "–")
    day = label(judgement["resolves_on"]) if judgement["resolves_on"] else ""
    return {**judgement, "band": [low, high], "band_label": band, "resolves_label": day}


def metadata(chapters: list[nbformat.NotebookNode], heading: str = "") -> dict[str, Any]:
    """Title, dates and reading notes of a publication, from the edition that its first notebook opened."""
    shown = payloads(chapters[0], "edition")
    if not shown:
        raise ExportFailed("found no edition in the notebook, expected it to be run and to show one")
    edition = shown[0]
    name = f"{edition['a']['name']}–{edition['b']['name']}"
    day = date.fromisoformat(edition["as_of"])
    official = f"{edition['a']['official_name']} and {edition['b']['official_name']}"
    exhibits = [p for node in chapters for p in payloads(node) if p["type"] in EXHIBITS]
    return {
        "title": heading or f"{name}: the relationship in figures",
        "heading": heading or f"{edition['a']['name']} and {edition['b']['name']}",
        "standfirst": "",
        "pair_name": name,
        "series": SERIES,
        "author": AUTHOR,
        "description": f"Relationship between the {official}, as of {edition['as_of']}",
        "keywords": [edition["a"]["name"], edition["b"]["name"], "bilateral relations", "trade", "connectivity"],
        "date": [day.year, day.month, day.day],
        "as_of_label": edition["as_of_label"],
        "cutoff_label": edition["cutoff_label"],
        "vintage_label": edition["vintage_label"],
        "edition_id": f"{edition['slug']} {edition['as_of']}",
        "exhibits": {p["name"]: p["label"] for p in exhibits if not p["screen"]},
        "rebuild": f"brief build {edition['slug']} --as-of {edition['as_of']} --vintage {edition['vintage']}",
        "reading": reading(edition),
    }


def reading(edition: dict[str, Any]) -> list[list[str]]:
    """How to read and cite the brief: pairs of a head and a paragraph."""
    scale = several(
        [{"word": wording(word), "low": share(low), "high": share(high)} for word, (low, high) in LIKELIHOODS.items()]
    )
    given = {"likelihood": {"scale": scale}, "cite": {"cutoff": when(edition["cutoff"])}}
    names = ("numbers", "confidence", "likelihood", "charts", "states", "cite", "licence")
    sides = {edition[side]["iso3"]: SimpleNamespace(**edition[side]) for side in ("a", "b")}
    name = f"{edition['a']['name']}–{edition['b']['name']}"
    a, b = sides.values()
    pair = SimpleNamespace(name=name, a=a, b=b, as_of=date.fromisoformat(edition["as_of"]), country=sides.__getitem__)
    return [
        [phrase(f"report-{name}", "", pair), phrase(f"report-{name}", "text", pair, **given.get(name, {}))]
        for name in names
    ]


def spelt_out(text: str, abbreviations: Mapping[str, str]) -> list[list[str]]:
    """Head and paragraph that spell out the abbreviations that stand in a text; nothing if none does."""
    words = set(re.findall(r"[\w-]+", text))
    heads = words | {re.sub(r"\d[\d-]*$", "", word) for word in words}
    found = [
        f"{short} {meaning}"
        for short, meaning in sorted(abbreviations.items(), key=lambda entry: entry[0].lower())
        if short in heads or (" " in short and short in text)
    ]
    return [["Abbreviations.", f"{'; '.join(found)}."]] if found else []


def typeset(
    chapters: list[nbformat.NotebookNode],
    heading: str = "",
    options: str = "",
    abbreviations: Mapping[str, str] | None = None,
) -> bytes:
    """One tagged PDF (UA-1, A-2a) of the chapters, the same bytes for the same notebooks.

    ``options`` are those of the command that made them, printed with it; ``abbreviations`` that occur are spelt out.

    Raises
    ------
    ExportFailed
        If the compiler refuses the document.
    """
    import typst

    meta = metadata(chapters, heading)
    meta["rebuild"] += options
    content = {
        "meta": meta,
        "first": next(iter(meta["exhibits"]), ""),
        "chapters": [{"title": title(node), "blocks": blocks(node)} for node in chapters],
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


class BriefPDFExporter(Exporter):
    """One executed notebook as a tagged PDF."""

    export_from_notebook = "Brief (PDF)"
    output_mimetype = "application/pdf"

    def _file_extension_default(self):
        return ".pdf"

    def from_notebook_node(self, nb, resources=None, **kwargs):
        """Export a notebook; refuses one that was not run or has a failed cell."""
        nb, resources = super().from_notebook_node(nb, resources, **kwargs)
        resources["output_extension"] = ".pdf"
        return typeset([numbered({"": nb})[""]], title(nb)), resources


@lru_cache(maxsize=4)
def webfonts(characters: frozenset[str]) -> str:
    """The bundled face cut to the characters of a page, as ``@font-face`` rules, to read the same everywhere."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    rules = []
    for weight, name in ((400, "NotoSans-Regular"), (700, "NotoSans-Bold")):
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
            f'@font-face{{font-family:"Noto Sans";font-weight:{weight};'
            f'src:url(data:font/woff;base64,{data}) format("woff")}}'
        )
    return "\n".join(rules)


def characters(chapters: list[nbformat.NotebookNode]) -> frozenset[str]:
    """The letters of the web face: those of European and Cyrillic text, and what else these chapters print."""
    text = {ord(letter) for node in chapters for letter in set(json.dumps(node, ensure_ascii=False))}
    return frozenset(map(chr, (set(ALPHABETS) | text) & glyphs()))


def page(chapters: list[nbformat.NotebookNode], heading: str = "") -> dict[str, Any]:
    """What the HTML page template needs beside the chapters' bodies."""
    script = (TEMPLATES / "page.js").read_text(encoding="utf-8")
    css = (TEMPLATES / "brief.css").read_text(encoding="utf-8")
    return {
        **metadata(chapters, heading),
        "css": webfonts(characters(chapters)) + "\n" + css,
        "script": script,
        "script_hash": "sha256-" + base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
        "sources": references(chapters),
    }


def rendered(brief: dict[str, Any], sections: list[dict[str, str]]) -> str:
    """One self-contained HTML page of sections (id, title, body) with one list of sources."""
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(str(TEMPLATES / "brief")), autoescape=True)
    return environment.get_template("page.html.j2").render(brief=brief, sections=sections)


def pages(chapters: dict[str, nbformat.NotebookNode], abbreviations: Mapping[str, str] | None = None) -> dict[str, str]:
    """An HTML page for each chapter, as the exporter makes it, and under ``""`` one of all with contents."""
    exporter = BriefHTMLExporter()
    sections = [{"id": name, "title": title(node), "body": exporter.body(node)} for name, node in chapters.items()]
    made = {
        section["id"]: rendered(page([node], section["title"]), [{**section, "id": "chapter"}])
        for section, node in zip(sections, chapters.values(), strict=True)
    }
    whole = page(list(chapters.values()))
    text = " ".join(section["body"] for section in sections)
    whole["reading"] += spelt_out(text, abbreviations or {})
    return {**made, "": rendered(whole, sections)}
