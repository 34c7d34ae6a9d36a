"""Pages 1 and 2 as a document of a word processor: headings, figures with alt text, marks as footnotes.

A ministry pastes from it, so it has the words, pictures and sources of the summary and no layout of its own.
"""

import io
from datetime import UTC, datetime
from typing import Any

import nbformat

from helpers.publish.content import references
from helpers.publish.paper import blocks
from helpers.publish.reading import metadata
from helpers.show.style import png

# Pixels to an inch of the pictures.
RESOLUTION = 200
FOOTNOTES = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class _Paper:
    """A document under way, with the footnotes that its marks have made so far."""

    def __init__(self, chapters: list[nbformat.NotebookNode]) -> None:
        from docx import Document

        self.document = Document()
        self.entries = {entry["number"]: entry for entry in references(chapters)}
        self.notes: list[str] = []

    def heading(self, text: str, level: int) -> None:
        self.document.add_heading(text, level)

    def paragraph(self, style: str | None = None) -> Any:
        return self.document.add_paragraph(style=style)

    def marks(self, paragraph: Any, numbers: list[int]) -> None:
        """Footnotes that tell title, publisher and day of the sources."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        if not numbers:
            return
        told = (self.entries[number] for number in numbers)
        self.notes.append(
            "; ".join(
                f"[{e['number']}] {e['title']}. {e['publisher']}, {e['published']}. {e['url']}".strip() for e in told
            )
        )
        run = paragraph.add_run()
        run.font.superscript = True
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(len(self.notes)))
        run._r.append(reference)

    def inline(self, paragraph: Any, nodes: list[dict[str, Any]], bold: bool = False) -> None:
        for node in nodes:
            if node["t"] in ("text", "code"):
                paragraph.add_run(node["v"]).bold = bold
            elif node["t"] == "marks":
                self.marks(paragraph, node["ids"])
            elif node["t"] == "break":
                paragraph.add_run().add_break()
            else:
                self.inline(paragraph, node.get("c", []), bold or node["t"] == "strong")

    def picture(self, exhibit: dict[str, Any]) -> None:
        from docx.shared import Mm

        shape = self.document.add_picture(io.BytesIO(png(exhibit["svg"], RESOLUTION, "170mm")), width=Mm(165))
        properties = shape._inline.docPr
        properties.set("descr", exhibit["alt"])
        properties.set("title", exhibit["title"])

    def table(self, exhibit: dict[str, Any]) -> None:
        shown = [place for place, column in enumerate(exhibit["columns"]) if not column["screen"]]
        table = self.document.add_table(rows=1, cols=len(shown), style="Light List")
        for cell, place in zip(table.rows[0].cells, shown, strict=True):
            cell.text = exhibit["columns"][place]["head"]
        for row in exhibit["rows"][: exhibit["print_rows"]]:
            for cell, place in zip(table.add_row().cells, shown, strict=True):
                if exhibit["columns"][place]["kind"] == "sources":
                    self.marks(cell.paragraphs[0], row[place]["sources"])
                else:
                    cell.text = row[place]["text"]

    def bytes(self) -> bytes:
        """The file, the same for the same content."""
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        part = Part(PackURI("/word/footnotes.xml"), FOOTNOTES, _footnotes(self.notes), self.document.part.package)
        self.document.part.relate_to(part, RELATION)
        file = io.BytesIO()
        self.document.save(file)
        return file.getvalue()


def summary_document(chapters: list[nbformat.NotebookNode]) -> bytes:
    """The first of the chapters, the summary, as DOCX."""
    paper, meta = _Paper(chapters), metadata(chapters)
    properties = paper.document.core_properties
    properties.title, properties.author = meta["title"], meta["author"]
    properties.created = properties.modified = datetime(*meta["date"], tzinfo=UTC)
    paper.heading(meta["heading"], 0)
    paper.paragraph().add_run(f"{meta['series']}, {meta['as_of_label']}. Information cut-off {meta['cutoff_label']}.")
    for block in blocks(chapters[0]):
        _add(paper, block)
    return paper.bytes()


def _add(paper: _Paper, block: dict[str, Any]) -> None:
    kind = block["type"]
    if kind == "markdown":
        for node in block["nodes"]:
            if node["t"] == "heading":
                paper.heading("".join(inner.get("v", "") for inner in node["c"]), node["level"])
            elif node["t"] == "paragraph":
                paper.inline(paper.paragraph(), node["c"])
    elif kind == "story":
        for part in filter(None, [block.get("standfirst"), *block["paragraphs"]]):
            paragraph = paper.paragraph()
            if part["head"]:
                paragraph.add_run(f"{part['head']} ").bold = True
            paper.inline(paragraph, part["nodes"])
    elif kind in ("passage", "strip"):
        paragraph = paper.paragraph()
        for finding in block["findings"]:
            if kind == "strip":
                paragraph = paper.paragraph("List Bullet")
                paragraph.add_run(f"{finding['shown']} ").bold = True
            own = [{"t": "text", "v": finding["label"]}, {"t": "marks", "ids": finding["marks"]}]
            paper.inline(paragraph, own if kind == "strip" else finding["nodes"])
            paragraph.add_run(" ")
    elif kind == "judgements":
        for one in block["judgements"]:
            paragraph = paper.paragraph("List Number")
            paper.inline(paragraph, one["nodes"], bold=True)
            if one["because"]:
                paragraph.add_run(" Because ")
                paper.inline(paragraph, one["because_nodes"])
            paragraph.add_run(f" We would change our mind if {one['change']}")
            likelihood = f"{one['likelihood']} ({one['band_label']})" if one["likelihood"] else ""
            paragraph.add_run(f" {likelihood or 'Confidence: ' + one['confidence']}.")
            if one["resolves_label"]:
                paragraph.add_run(f" Resolved on {one['resolves_label']}.")
    elif kind == "note":
        paper.heading(block["title"], 2)
        for item, numbers in zip(block["items"], block["source_ids"], strict=True):
            paragraph = paper.paragraph("List Bullet")
            paragraph.add_run(item)
            paper.marks(paragraph, numbers)
    elif kind == "pagebreak":
        paper.document.add_page_break()
    elif kind in ("figure", "table"):
        paper.heading(f"{block['label']}  {block['title']}", 3)
        paper.paragraph().add_run(block["subtitle"])
        (paper.picture if kind == "figure" else paper.table)(block)
        paper.paragraph().add_run(" ".join(filter(None, [block["note"], block["source_line"]])))


def _footnotes(notes: list[str]) -> bytes:
    """The part of the file that holds the footnotes, with the two separators that a word processor expects."""
    from lxml import etree

    def tag(name: str) -> str:
        return f"{{{WORD}}}{name}"

    root = etree.Element(tag("footnotes"), nsmap={"w": WORD})
    for number, kind in ((-1, "separator"), (0, "continuationSeparator")):
        note = etree.SubElement(root, tag("footnote"), {tag("type"): kind, tag("id"): str(number)})
        run = etree.SubElement(etree.SubElement(note, tag("p")), tag("r"))
        etree.SubElement(run, tag(kind))
    for number, text in enumerate(notes, start=1):
        note = etree.SubElement(root, tag("footnote"), {tag("id"): str(number)})
        paragraph = etree.SubElement(note, tag("p"))
        properties = etree.SubElement(etree.SubElement(paragraph, tag("r")), tag("rPr"))
        etree.SubElement(properties, tag("vertAlign"), {tag("val"): "superscript"})
        etree.SubElement(properties.getparent(), tag("footnoteRef"))
        words = etree.SubElement(etree.SubElement(paragraph, tag("r")), tag("t"))
        words.text = f" {text}"
        words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
