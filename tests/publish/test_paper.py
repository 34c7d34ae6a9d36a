"""What goes on paper: an exhibit once, and no question without an answer."""

import nbformat.v4 as nb

from helpers.publish.markdown import nodes
from helpers.publish.paper import blocks, once
from helpers.shown import PAYLOAD


def question(text):
    return {"type": "markdown", "nodes": nodes(f"## {text}\n\nHow it is measured.")}


def chapter(*blocks):
    return {"title": "Chapter", "blocks": [{"type": "markdown", "nodes": nodes("# Chapter")}, *blocks]}


def asked(made):
    return [block["nodes"][0]["c"][0]["v"] for block in made["blocks"] if block["type"] == "markdown"]


def test_a_question_whose_only_answer_stands_further_up_falls_away():
    calendar = {"type": "figure", "name": "a.calendar"}
    other = {"type": "figure", "name": "a.other"}
    first = chapter(calendar)
    second = chapter(question("Next?"), calendar, question("Both?"), calendar, other, question("Method"))
    made = once([first, second])
    assert [block["name"] for one in made for block in one["blocks"] if "name" in block] == ["a.calendar", "a.other"]
    # What its author left without an answer stays.
    assert asked(made[1]) == ["Chapter", "Both?", "Method"]


def test_what_was_not_found_is_printed_in_the_small_print_of_its_chapter():
    def said(*names):
        found = [
            {"id": f"trade.{name}", "text": f"{name}.", "period": "", "quantities": {}, "confidence": "low"}
            for name in names
        ]
        data = {PAYLOAD: {"type": "passage", "lead": False, "screen": False, "findings": found}}
        return nb.new_code_cell("trade.say()", outputs=[nb.new_output("display_data", data)])

    edition = {"type": "edition", "as_of": "2026-11-25", "profile": False, "pair_name": "A–B", "a": {}, "b": {}}
    opened = nb.new_code_cell("edition", outputs=[nb.new_output("display_data", {PAYLOAD: edition})])
    limits = nb.new_markdown_cell("## Limits\n\n- One.", metadata={"tags": ["limits"]})
    cells = [nb.new_markdown_cell("# Trade"), opened, said("latest-a", "casa-1000-not-found"), limits]
    made = blocks(nb.new_notebook(cells=[*cells, said("not-found"), said("freshness")]))
    assert [block["type"] for block in made] == ["markdown", "passage", "closing"]
    assert [one["id"] for one in made[1]["findings"]] == ["trade.latest-a"]
    small = [one["id"].removeprefix("trade.") for one in made[2]["findings"]]
    assert small == ["casa-1000-not-found", "not-found", "freshness"]
