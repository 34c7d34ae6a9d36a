"""What goes on paper: an exhibit once, and no question without an answer."""

from helpers.publish.markdown import nodes
from helpers.publish.paper import once


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
