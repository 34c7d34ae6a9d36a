"""Abbreviations spelt out where they first stand: *Shanghai Cooperation Organisation (SCO)*.

The words know their quantities, not the page on which they will stand; so the publication spells out, in the order of
print, the first use of each abbreviation that the package explains. Tables, titles and drawings keep the short form.
"""

import copy
import re
from collections.abc import Mapping

import nbformat

from helpers.publish.content import payloads

NODES = {"nodes": "text", "because_nodes": "because"}  # a text in parts with the marks between, and the same as one


def meaning(text: str) -> str:
    """What an abbreviation stands for without its explanation.

    >>> meaning("free on board: value of exports at the border of the exporter")
    'free on board'
    """
    return re.sub(r"\s*\(.*", "", text.partition(":")[0]).strip()


class Speller:
    """Spells out each abbreviation once, in the order in which it is given texts."""

    def __init__(self, abbreviations: Mapping[str, str]):
        told = {short: meaning(text) for short, text in abbreviations.items()}
        # A name with digits is a name; what its own meaning repeats cannot be spelt out by it.
        self.waiting = {
            short: text for short, text in told.items() if text and not re.search(r"\d", short) and short not in text
        }

    def __call__(self, text: str) -> str:
        """The text with the abbreviations that stand in it for the first time spelt out."""
        for short in sorted(self.waiting, key=len, reverse=True):
            # Beside a number it is a unit or a part of a name; in brackets it has been introduced.
            use = re.compile(rf"(?<![\w(-])(?<!\d ){re.escape(short)}(?![\w-]|,? \d)")
            if f"({short})" in text:
                del self.waiting[short]
            elif hit := use.search(text):
                text = f"{text[: hit.start()]}{self.waiting.pop(short)} ({short}){text[hit.end() :]}"
        return text


def spelt(
    chapters: Mapping[str, nbformat.NotebookNode], abbreviations: Mapping[str, str]
) -> dict[str, nbformat.NotebookNode]:
    """The chapters with each abbreviation spelt out at its first use in running text."""
    speller, shown = Speller(abbreviations), copy.deepcopy(dict(chapters))
    for node in shown.values():
        for cell in node.cells:
            if cell.cell_type == "markdown":
                lines = cell.source.split("\n")
                cell.source = "\n".join(line if line.startswith("#") else speller(line) for line in lines)
            else:
                for payload in payloads(nbformat.NotebookNode(cells=[cell])):
                    _spell(payload, speller)
    return shown


def _spell(payload: dict, speller: Speller) -> None:
    """Spell out in the running text of a payload, in place."""
    said = [part for kind in ("paragraphs", "findings", "judgements") for part in payload.get(kind, [])]
    for part in said if payload["type"] != "strip" else ():
        for key, whole in NODES.items():
            own = [node for node in part.get(key, ()) if node["t"] == "text"]
            for node in own:
                node["v"] = speller(node["v"])
            if own and whole in part:
                part[whole] = "".join(node["v"] for node in own)
        if "change" in part:
            part["change"] = speller(part["change"])
    if payload["type"] == "note":
        payload["items"] = [speller(item) for item in payload["items"]]
