"""What the language of an edition is measured by: its sentences, their length, numbers and verbs, the patterns banned."""

import re
from collections.abc import Iterable
from pathlib import Path
from statistics import quantiles
from typing import Any

import nbformat

from helpers.publish.content import EXHIBITS, payloads

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
SHORT = "|".join(month[:3] for month in MONTHS.split("|"))
DATE = re.compile(rf"(?:\d{{1,2}} )?(?:{MONTHS}|{SHORT}) \d{{4}}|\d{{4}}-\d{{2}}-\d{{2}}|FY\d{{4}}-\d{{2}}")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_END = re.compile(r"(?<=[.!?])[”\"’]?\s+(?=[A-Z“\"\d])")
_WORD = re.compile(r"[A-Za-zÀ-ÿ’'%\d][\w’',.%–-]*")
# Forms that are verbs in this project's prose; a past tense in -ed counts besides.
VERBS = frozenset(Path(__file__).with_name("verbs.txt").read_text(encoding="utf-8").split())
BANNED = (
    r"\bof all 1\b",
    r"\bneither \d",
    r"\b0 bear\b",
    r"\b1 (?:promises|statements|visits|bodies|contacts|sources|years|counts)\b",
    r"\bthe data hold no\b",
    r"×0\.",
    r"\b(?:[2-9]|\d{2,}) (?:promise|visit|contact|year) (?:is|was|has)\b",
    r"\bcannot be shown\b",
    r"\bnan\b|\bNone\b(?! of)|\bNaN\b",
    r"\{|\}",
    r"(?<!FY)\b20\d\d-(?:1[3-9]|[2-9]\d)\b",  # a fiscal year is written with FY
)
KINDS_OF_TEXT = ("text", "because", "change")


def texts(chapters: Iterable[nbformat.NotebookNode], titles: bool = True) -> list[tuple[str, str]]:
    """Every text of executed notebooks that a reader reads as prose, with where it stands; ``titles`` of exhibits too."""
    found: list[tuple[str, str]] = []
    for node in chapters:
        for cell in node.cells:
            if cell.cell_type == "markdown":
                lines = [line for line in cell.source.splitlines() if line and not line.startswith("#")]
                joined = " ".join(line.lstrip("- ").strip() for line in lines)
                found.append(("prose", re.sub(r"[*_`]|\[([^\]]*)\]\([^)]*\)", r"\1", joined)))
        for payload in payloads(node):
            found += _of(payload, titles)
    return [(where, " ".join(text.split())) for where, text in dict.fromkeys(found) if text.strip()]


def _of(payload: dict[str, Any], titles: bool) -> list[tuple[str, str]]:
    found = [(finding["id"], finding["text"]) for finding in payload.get("findings", [])]
    for judgement in payload.get("judgements", []):
        found.append((judgement["id"], judgement["text"]))
        found.append((f"{judgement['id']} because", f"Because {judgement['because']}"))
        found.append((f"{judgement['id']} change", f"We would change our mind if {judgement['change']}"))
    for paragraph in payload.get("paragraphs", []):
        told = "".join(node["v"] for node in paragraph["nodes"] if node["t"] == "text")
        found += [(f"story {paragraph['place']} head", paragraph["head"]), (f"story {paragraph['place']}", told)]
    if payload["type"] == "note":
        found += [("news head", item) for item in payload["items"]]
    if titles and payload["type"] in EXHIBITS:
        found += [(f"{payload['name']} title", payload["title"]), (f"{payload['name']} note", payload["note"])]
    return found


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [part.strip() for part in _END.split(text) if part.strip()]


def words(sentence: str) -> int:
    """How many words a sentence has."""
    return len(_WORD.findall(sentence))


def numbers(sentence: str, names: Iterable[str] = ()) -> int:
    """How many numbers in digits a sentence has; a date is one, a name with digits none."""
    for name in names:
        sentence = sentence.replace(name, "")
    # A year in brackets says of when a figure is; it is not read as a number.
    without, dates = DATE.subn("", re.sub(r"\((?:[^()\d]*, )?\d{4}\)", "", sentence))
    return dates + len(_NUMBER.findall(without))


def has_verb(sentence: str) -> bool:
    """Whether one of :data:`VERBS`, or a word in -ed, stands in it."""
    tokens = re.findall(r"[a-zà-ÿ’']+", sentence.lower())
    return any(token in VERBS or (token.endswith("ed") and len(token) > 4) for token in tokens)


def percentile(values: list[int], percent: int) -> float:
    """A percentile of counts."""
    return quantiles(values, n=100, method="inclusive")[percent - 1]
