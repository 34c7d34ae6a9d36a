"""Exporters on small notebooks: text is never code, failed or unrun notebooks are refused."""

from datetime import date

import pytest
from helpers.figures.passage import PAYLOAD, Finding, say
from nbconvert.exporters import get_exporter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from test_exhibit import SOURCES, drawing, table

from helpers.publish.export import (
    BriefHTMLExporter,
    BriefPDFExporter,
    ExportFailed,
    cited,
    pages,
    printable,
    spelt_out,
    typeset,
)
from helpers.publish.markdown import nodes

EDITION = {
    "type": "edition",
    "slug": "AAA-BBB",
    "a": {"iso3": "AAA", "name": "Aland", "official_name": "Republic of Aland"},
    "b": {"iso3": "BBB", "name": "Bland", "official_name": "Kingdom of Bland"},
    "as_of": "2026-11-23",
    "cutoff": "2026-11-23",
    "vintage": "as-of",
    "as_of_label": "23 November 2026",
    "cutoff_label": "23 November 2026",
    "vintage_label": "known by then",
}
NASTY = "#let x = 1 \\end{document} *b* $m$ <script>alert(1)</script> {{ 7 * 7 }} =HYPERLINK() Ңң Өө Үү اردو 😀"


def shown(thing):
    if isinstance(thing, dict):
        return new_output("display_data", data={PAYLOAD: thing, "text/html": ""})
    return new_output("display_data", data=thing._repr_mimebundle_())


def notebook(*things, heading="# Demo", text="Prose with [Exhibit 2.1](#exhibit-2.1)."):
    finding = Finding("demo.x", NASTY, 1.0, "USD", "2024", (7,), "low")
    outputs = [shown(EDITION), shown(say(finding)), *map(shown, things), shown(SOURCES)]
    cells = [new_markdown_cell(f"{heading}\n\n{text}"), *(new_code_cell("x", outputs=[out]) for out in outputs)]
    return new_notebook(cells=cells)


def test_pdf_takes_any_text_as_text():
    assert typeset([notebook(table(), drawing(number="2.2", name="other"))]).startswith(b"%PDF-1.7")


def test_pdf_is_the_same_bytes_twice():
    assert typeset([notebook(table())]) == typeset([notebook(table())])


def test_html_takes_any_text_as_text():
    page = BriefHTMLExporter().from_notebook_node(notebook(table()))[0]
    assert "<script>alert(1)" not in page
    assert "{{ 7 * 7 }}" in page and "49" not in page.split("demo.x")[1][:200]
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page


def test_raw_html_in_markdown_does_not_run():
    page = pages({"demo": notebook(table(), text="<script>alert(1)</script> <img src=x onerror=alert(1)>")})[""]
    assert "<script>alert(1)" not in page and "<img" not in page and "&lt;img" in page


def test_the_whole_page_lists_each_source_once():
    page = pages({"one": notebook(table()), "two": notebook(table(number="3.1", name="again"))})[""]
    assert page.count('id="source-7"') == 1
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
    node = notebook()
    node.cells[2].outputs[0].data[PAYLOAD]["findings"][0]["source_ids"] = [99]
    with pytest.raises(ExportFailed, match=r"found marks \[99\]"):
        typeset([node])


def test_cited_collects_marks_of_findings_tables_and_source_lines():
    assert cited([notebook(table())]) == {7}


def test_a_character_without_a_glyph_is_named():
    assert printable("a Ң ы ا – 中 😀 𓀀") == "a Ң ы ا – 中 😀 [U+13000]"


def test_markdown_nodes():
    found = nodes("# T\n\nA *b* **c** `d` [e](#exhibit-1.1)\n\n1. one\n2. two\n\n<b>raw</b>")
    assert [node["t"] for node in found] == ["heading", "paragraph", "list", "paragraph"]
    assert [node["t"] for node in found[1]["c"]] == ["text", "em", "text", "strong", "text", "code", "text", "link"]
    assert found[2]["ordered"] is True and len(found[2]["c"]) == 2


def test_nbconvert_finds_both_exporters_by_name():
    for name, suffix, head in (("brief_pdf", ".pdf", b"%PDF"), ("brief_html", ".html", b"<!DOCTYPE html>")):
        made, resources = get_exporter(name)().from_notebook_node(notebook(table()))
        assert (made if isinstance(made, bytes) else made.encode()).startswith(head)
        assert resources["output_extension"] == suffix


def test_abbreviations_that_occur_are_spelt_out_once():
    known = {"SCO": "Shanghai", "SC": "other", "FY": "fiscal year", "X-1": "ray", "b": "letter"}
    assert spelt_out("The SCO-led FY2024 X-1000 talks of the SCO, X-1.", known) == [
        ["Abbreviations.", "FY fiscal year; SCO Shanghai; X-1 ray."]
    ]
    assert spelt_out("None.", known) == []


def test_the_pdf_carries_the_date_of_the_edition():
    year, month, day = date.fromisoformat(EDITION["as_of"]).timetuple()[:3]
    assert f"D:{year}{month:02d}{day:02d}".encode() in typeset([notebook()])
