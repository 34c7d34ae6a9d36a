"""Exporters on small notebooks: text is never code, failed or unrun notebooks are refused."""

import io
from datetime import date

import pytest
from nbconvert.exporters import get_exporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from pypdf import PdfReader
from traitlets.config import Config

from helpers.publish.content import cited, numbered
from helpers.publish.export import BriefHTMLExporter, BriefPDFExporter, ExportFailed
from helpers.publish.page import pages
from helpers.publish.reading import spelt_out
from helpers.publish.typeset import printable, typeset
from helpers.shown import PAYLOAD
from small import EDITION

NASTY = "#let x = 1 \\end{document} *b* $m$ <script>alert(1)</script> {{ 7 * 7 }} =HYPERLINK() Ңң Өө Үү اردو 😀"
SVG = '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="40"><text x="1" y="9">A &amp; B</text></svg>'
ENTRY = {"number": 7, "publisher": NASTY, "title": NASTY, "published": "2020", "url": "https://example.org/?a=1&b=<c>"}
SOURCES = {"type": "sources", "entries": [{**ENTRY, "kind": "news", "grade": "low", "later": False}], "tables": []}
FINDING = {
    "id": "demo.x", "value": 1.0, "unit": "USD", "period": "2024", "text": NASTY, "kind": "measured", "label": NASTY,
    "shown": "1", "confidence": "low", "source_ids": [7], "marks": [7], "rows": [], "quantities": {}, "exhibit": "",
    "made_by": "", "search": "", "trend": "", "nodes": [{"t": "text", "v": NASTY}, {"t": "marks", "ids": [7]}],
}  # fmt: skip


def exhibit(kind, name):
    about = {"type": kind, "name": name, "label": kind.capitalize(), "number": "", "screen": False, "title": NASTY}
    told = {
        "subtitle": NASTY,
        "note": NASTY,
        "alt": NASTY,
        "confidence": "low",
        "basis": NASTY,
        "conflict": False,
        "modelled": False,
    }
    sources = {"source_ids": [7], "source_line": f"{NASTY} [7]", "file": f"{name}.csv", "csv": "a\n1\n"}
    column = {"key": "a", "head": NASTY, "kind": "text", "digits": 0, "width": 2, "screen": False}
    rows = [[{"text": NASTY, "sources": [7]}]] if kind == "table" else []
    return {
        **about, **told, **sources, "columns": [column] if rows else [], "rows": rows, "print_rows": 5,
        "svg": "" if rows else SVG, "width": 80, "height": 40,
    }  # fmt: skip


def table(name="demo.rows"):
    return exhibit("table", name)


def drawing(name="demo.drawn"):
    return exhibit("figure", name)


def notebook(*things, heading="# Demo", text="Prose with [it](#demo.rows)."):
    passage = {"type": "passage", "lead": False, "findings": [FINDING]}
    outputs = [new_output("display_data", {PAYLOAD: thing}) for thing in (EDITION, passage, *things, SOURCES)]
    cells = [new_markdown_cell(f"{heading}\n\n{text}"), *(new_code_cell("x", outputs=[out]) for out in outputs)]
    return new_notebook(cells=cells)


def ready(**chapters):
    return numbered(chapters)


def printed(*things):
    return typeset(list(ready(demo=notebook(*things)).values()))


def test_pdf_takes_any_text_as_text_the_same_bytes_twice_with_the_date_of_the_edition():
    made = printed(table(), drawing())
    assert made.startswith(b"%PDF-1.7") and made == printed(table(), drawing())
    assert f"D:{date.fromisoformat(EDITION['as_of']):%Y%m%d}".encode() in made


def test_html_takes_any_text_as_text():
    page = BriefHTMLExporter().from_notebook_node(notebook(table(), drawing()))[0]
    assert "<script>alert(1)" not in page and "{{ 7 * 7 }}" in page
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page


def test_raw_html_in_markdown_does_not_run():
    text = "<script>alert(1)</script> <img src=x onerror=alert(1)>"
    page = pages(ready(demo=notebook(table(), text=text)))[""]
    assert "<script>alert(1)" not in page and "<img" not in page and "&lt;img" in page


def test_the_whole_page_lists_each_source_and_anchors_each_exhibit_once():
    page = pages(ready(one=notebook(table()), two=notebook(table(), table("demo.again"))))[""]
    assert page.count('id="source-7"') == page.count('id="demo.rows"') == page.count('id="demo.again"') == 1
    assert page.count('data-name="demo.rows"') == 2
    assert page.index('href="#one"') < page.index('href="#two"')


@pytest.mark.parametrize("exporter", [BriefHTMLExporter, BriefPDFExporter])
def test_a_failed_notebook_is_refused(exporter):
    node = notebook(table())
    node.cells.append(
        new_code_cell("1/0", outputs=[new_output("error", ename="ZeroDivisionError", evalue="", traceback=[])])
    )
    with pytest.raises(ExportFailed, match="found a failed cell \\(ZeroDivisionError\\)"):
        exporter().from_notebook_node(node)


@pytest.mark.parametrize("exporter", [BriefHTMLExporter, BriefPDFExporter])
def test_a_notebook_that_was_not_run_is_refused(exporter):
    with pytest.raises(ExportFailed, match="expected it to be run"):
        exporter().from_notebook_node(new_notebook(cells=[new_markdown_cell("# Demo")]))


def test_a_mark_without_an_entry_is_refused():
    node = notebook(table())
    node.cells[2].outputs[0].data[PAYLOAD]["findings"][0] |= {"source_ids": [99], "marks": [99]}
    with pytest.raises(ExportFailed, match=r"found marks \[99\]"):
        typeset(list(ready(demo=node).values()))


def test_cited_collects_marks_of_findings_stories_tables_and_source_lines():
    assert cited([notebook(table())]) == {7}
    nodes = [{"t": "text", "v": "Told."}, {"t": "marks", "ids": [8]}]
    story = {"type": "story", "paragraphs": [{"head": "", "nodes": nodes, "marks": [8], "rows": [], "place": "story"}]}
    assert cited([notebook(story)]) == {7, 8}


def test_a_character_without_a_glyph_is_named():
    assert printable("a Ң ы ا – 中 😀 𓀀") == "a Ң ы ا – 中 😀 [U+13000]"


def test_nbconvert_finds_both_exporters_by_name():
    for name, suffix, head in (("brief_pdf", ".pdf", b"%PDF"), ("brief_html", ".html", b"<!DOCTYPE html>")):
        made, resources = get_exporter(name)().from_notebook_node(notebook(table()))
        assert (made if isinstance(made, bytes) else made.encode()).lower().startswith(head.lower())
        assert resources["output_extension"] == suffix


def test_abbreviations_that_occur_are_spelt_out_once():
    known = {"SCO": "Shanghai", "SC": "other", "FY": "fiscal year", "X-1": "ray", "b": "letter"}
    (told,) = spelt_out("The SCO-led FY2024 X-1000 talks of the SCO, X-1.", known)
    assert told == ["Abbreviations.", "FY fiscal year; SCO Shanghai; X-1 ray."]
    assert spelt_out("None.", known) == []


def test_both_exporters_run_a_notebook_first_where_asked():
    told = [EDITION, {"type": "sources", "entries": [], "tables": []}]
    code = (
        f"from IPython.display import display\nfor one in {told!r}:\n    display({{{PAYLOAD!r}: one}}, raw=True)\n6 * 7"
    )
    node = new_notebook(cells=[new_markdown_cell("# Mine"), new_code_cell(code)])
    for exporter in (BriefHTMLExporter, BriefPDFExporter):
        made = exporter(config=Config({"ExecutePreprocessor": {"enabled": True}})).from_notebook_node(node)[0]
        assert "42" in (made if isinstance(made, str) else PdfReader(io.BytesIO(made)).pages[0].extract_text())
    assert not node.cells[1].outputs
