"""Abbreviations are spelt out where they first stand, once, and only in running text."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from helpers.publish.content import payloads
from helpers.publish.spelling import Speller, meaning, spelt
from helpers.shown import PAYLOAD

SHORT = {"SCO": "Shanghai Cooperation Organisation", "UN": "United Nations", "MW": "megawatt", "LINE-1": "A line of 1"}


def test_the_first_use_is_spelt_out_and_the_next_is_not():
    speller = Speller(SHORT)
    assert speller("The SCO met.") == "The Shanghai Cooperation Organisation (SCO) met."
    assert speller("The SCO met again.") == "The SCO met again."


@pytest.mark.parametrize(
    "text",
    [
        "The Shanghai Cooperation Organisation (SCO) met.",
        "It carries 300 MW now.",
        "LINE-1 is a name.",
        "UNESCO is another word, and so is SCO-like.",
    ],
)
def test_what_is_introduced_a_unit_a_name_or_a_part_of_a_word_stays(text):
    assert Speller(SHORT)(text) == text


def test_what_its_own_meaning_repeats_is_not_spelt_out():
    assert Speller({"TIR": "TIR Convention (parties)"})("The TIR run.") == "The TIR run."
    assert meaning("free on board: value at the border") == "free on board"


def test_chapters_are_spelt_in_the_order_of_print_and_stay_untouched_themselves():
    def cell(payload):
        return new_code_cell(outputs=[new_output("display_data", {PAYLOAD: payload})])

    story = {"type": "story", "paragraphs": [{"head": "", "nodes": [{"t": "text", "v": "The UN."}]}]}
    strip = {"type": "strip", "findings": [{"text": "SCO", "label": "SCO"}]}
    passage = {
        "type": "passage",
        "findings": [{"nodes": [{"t": "text", "v": "The UN and the SCO."}], "text": "The UN and the SCO."}],
    }
    first = new_notebook(cells=[cell(story), cell(strip)])
    second = new_notebook(cells=[new_markdown_cell("# The SCO\n\nText."), cell(passage)])
    shown = spelt({"a": first, "b": second}, SHORT)
    assert payloads(shown["a"])[0]["paragraphs"][0]["nodes"][0]["v"] == "The United Nations (UN)."
    assert payloads(shown["a"])[1]["findings"][0]["text"] == "SCO"
    assert payloads(shown["b"])[0]["findings"][0]["text"] == "The UN and the Shanghai Cooperation Organisation (SCO)."
    assert shown["b"].cells[0].source.startswith("# The SCO\n")
    assert isinstance(shown["a"], nbformat.NotebookNode) and payloads(first)[0] == story
