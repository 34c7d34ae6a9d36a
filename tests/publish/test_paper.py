"""What goes on paper: an exhibit once, and no question without an answer."""

import nbformat.v4 as nb

from helpers.publish.markdown import nodes
from helpers.publish.paper import blocks, explained, left_out, once
from helpers.shown import PAYLOAD


def question(text):
    return {"type": "markdown", "nodes": nodes(f"## {text}\n\nHow it is measured.")}


SIDES = {side: {"iso3": 3 * side.upper(), "name": side.upper()} for side in "ab"}
EDITION = {"type": "edition", "as_of": "2026-11-25", "profile": False, **SIDES}
OPENED = nb.new_code_cell("edition", outputs=[nb.new_output("display_data", {PAYLOAD: EDITION})])


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
            {
                "id": f"trade.{name}",
                "text": f"{name}.",
                "period": "",
                "quantities": {},
                "confidence": "low",
                "marks": [],
            }
            for name in names
        ]
        data = {PAYLOAD: {"type": "passage", "lead": False, "screen": False, "findings": found}}
        return nb.new_code_cell("trade.say()", outputs=[nb.new_output("display_data", data)])

    limits = nb.new_markdown_cell("## Limits\n\n- One.", metadata={"tags": ["limits"]})
    cells = [nb.new_markdown_cell("# Trade"), OPENED, said("latest-a", "casa-1000-not-found"), limits]
    made = blocks(nb.new_notebook(cells=[*cells, said("not-found"), said("freshness")]))
    assert [block["type"] for block in made] == ["markdown", "passage", "closing"]
    assert [one["id"] for one in made[1]["findings"]] == ["trade.latest-a"]
    small = [one["id"].removeprefix("trade.") for one in made[2]["findings"]]
    assert small == ["casa-1000-not-found", "not-found", "freshness"]


def test_a_browser_leaves_out_of_its_print_what_paper_leaves_out():
    def shown(text, name, screen, sources):
        data = {"name": name, "source_line": f"One [{sources[0]}]", "source_ids": sources, "svg": ""}
        output = nb.new_output("display_data", {PAYLOAD: {"type": "figure", "screen": screen, **data}})
        cell = nb.new_code_cell("chapter.draw()", outputs=[output])
        return [nb.new_markdown_cell(f"## {text}", metadata={"nodes": nodes(f"## {text}")}), cell]

    cells = [
        OPENED,
        *shown("First?", "a.one", False, [1, 2]),
        *shown("Next?", "a.two", True, [3]),
    ]
    findings, (asked,), sources = left_out([nb.new_notebook(cells=cells)])
    # Of the figure that is printed only the first source is named.
    assert (findings, asked, sources) == (set(), {"Next?"}, {2, 3})


def test_what_explains_a_section_stands_beside_its_text_and_the_text_comes_before_the_exhibit():
    said, drawn = {"type": "passage", "findings": []}, {"type": "figure", "name": "a.one"}
    both = chapter(question("Why?"), drawn, said, question("When?"), drawn)["blocks"]
    made = explained([*both, {"type": "markdown", "nodes": nodes("Only read.")}])
    assert [one["type"] for one in made] == [
        "markdown",
        "markdown",
        "passage",
        "figure",
        "markdown",
        "figure",
        "markdown",
    ]
    assert [len(one.get("notes", ())) for one in made] == [0, 0, 1, 0, 0, 0, 0]
    own = chapter(question("Why?"), {**drawn, "own": True}, said)["blocks"]
    assert explained(own) == own
