"""What executed notebooks showed: numbers in the order of print, one value for one finding."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.publish.content import ExportFailed, findings, numbered, payloads, statements
from helpers.shown import PAYLOAD


def shown(*contents, text=""):
    outputs = [new_output("display_data", {"text/plain": "", PAYLOAD: content}) for content in contents]
    return new_notebook(cells=[new_markdown_cell(f"# Chapter\n{text}"), new_code_cell("", outputs=outputs)])


def exhibit(name, kind="figure", screen=False):
    return {"type": kind, "name": name, "label": kind.capitalize(), "screen": screen, "number": "", "source_ids": []}


def passage(value, exhibit_name="trade.targets", **changes):
    finding = {"id": "trade.required", "value": value, "unit": "share", "period": "2025", "text": f"It is {value}."}
    return {"type": "passage", "lead": False, "findings": [{**finding, "exhibit": exhibit_name, **changes}]}


def labels(chapters):
    return {
        p["name"]: p["label"] for node in chapters.values() for p in payloads(node) if p["type"] in ("figure", "table")
    }


def test_exhibits_are_numbered_in_the_order_in_which_they_are_printed():
    chapters = {
        "01_a": shown(exhibit("a.one"), exhibit("a.two", "table"), exhibit("a.three", screen=True)),
        "02_b": shown(exhibit("b.one"), exhibit("b.two", screen=True)),
    }
    expected = {
        "a.one": "Figure 1",
        "a.two": "Table 1",
        "a.three": "Figure A1",
        "b.one": "Figure 2",
        "b.two": "Figure A2",
    }
    assert labels(numbered(chapters)) == expected
    assert set(labels(chapters).values()) == {"Figure", "Table"}  # what stands is not touched


def test_an_exhibit_of_the_summary_keeps_its_number_in_its_chapter():
    chapters = {"00_summary": shown(exhibit("b.one")), "01_b": shown(exhibit("b.zero"), exhibit("b.one"))}
    assert labels(numbered(chapters)) == {"b.one": "Figure 1", "b.zero": "Figure 2"}


def test_references_are_told_by_the_label_of_what_they_lead_to():
    chapters = {"01_a": shown(exhibit("a.one"), passage(1, "a.one"), text="See [there](#a.one) and [this](#a.none).")}
    node = numbered(chapters)["01_a"]
    assert "See [Figure 1](#a.one) and this." in node.cells[0].source
    assert payloads(node, "passage")[0]["findings"][0]["exhibit_label"] == "Figure 1"


def test_two_findings_of_one_id_and_different_values_fail_the_build():
    chapters = {"00_summary": shown(passage(2)), "02_trade": shown(passage(3))}
    with pytest.raises(ExportFailed, match=r"trade.required: found 2 in 00_summary and 3 in 02_trade"):
        findings(chapters)
    assert findings({"00_summary": shown(passage(2)), "02_trade": shown(passage(2))})["trade.required"]["value"] == 2


def test_a_failed_cell_is_no_content():
    node = new_notebook(
        cells=[new_code_cell("", outputs=[new_output("error", ename="ValueError", evalue="", traceback=[])])]
    )
    with pytest.raises(ExportFailed, match="failed cell"):
        payloads(node)


def test_the_summary_gets_what_the_chapters_stated_and_what_they_lack():
    judgement = {"id": "trade.target", "value": 1}
    chapters = {
        "02_trade": shown(passage(2), {"type": "judgements", "judgements": [judgement]}, exhibit("trade.targets")),
        "04_roads": shown({"type": "absence", "name": "roads.map"}),
    }
    found = statements(chapters)
    assert [one["id"] for one in found["findings"]] == ["trade.required"]
    assert (found["judgements"], found["absent"]) == ([judgement], ["roads.map"])
    assert [one["name"] for one in found["exhibits"]] == ["trade.targets"]


def test_notebooks_of_content_are_valid():
    nbformat.validate(shown(exhibit("a.one")))
