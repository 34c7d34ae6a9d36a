"""What a publication says of itself: title, dates, how to read and cite it, the abbreviations that occur."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from types import SimpleNamespace
from typing import Any

import nbformat

from helpers.chapters.record import COIN
from helpers.chapters.summary.relevance import LEAST
from helpers.finding import Quantity, number, several, share, when, wording
from helpers.methods.base_rates import LIKELIHOODS
from helpers.publish.content import EXHIBITS, ExportFailed, payloads
from helpers.words.say import phrase

SERIES = "Bilateral Brief"
AUTHOR = "Bilateral Brief project"


def metadata(
    chapters: list[nbformat.NotebookNode],
    heading: str = "",
    silent: Sequence[str] = (),
    notes: Sequence[list[str]] = (),
) -> dict[str, Any]:
    """Title, dates and reading notes of a publication, from the edition that its first notebook opened."""
    shown = payloads(chapters[0], "edition")
    if not shown:
        raise ExportFailed(
            "found no edition in the notebook, expected it to be run and saved (Run All Cells, or --execute)"
        )
    edition = shown[0]
    name = f"{edition['a']['name']}–{edition['b']['name']}"
    day = date.fromisoformat(edition["as_of"])
    official = f"{edition['a']['official_name']} and {edition['b']['official_name']}"
    both = f"{edition['a']['name']} and {edition['b']['name']}"
    kind = "profile" if edition.get("profile") else "title"
    exhibits = [p for node in chapters for p in payloads(node) if p["type"] in EXHIBITS]
    return {
        "title": heading or phrase(f"report-{kind}", "", pair_of(edition)),
        "heading": heading or (phrase("report-profile", "", pair_of(edition)) if edition.get("profile") else both),
        "standfirst": phrase("report-profile", "standfirst", pair_of(edition)) if edition.get("profile") else "",
        "pair_name": name,
        "series": SERIES,
        "author": AUTHOR,
        "description": f"Relationship between the {official}, as of {edition['as_of']}",
        "keywords": [edition["a"]["name"], edition["b"]["name"], "bilateral relations", "trade", "connectivity"],
        "date": [day.year, day.month, day.day],
        "as_of_label": edition["as_of_label"],
        "cutoff_label": edition["cutoff_label"],
        "vintage_label": edition["vintage_label"],
        "edition_id": f"{edition['slug']} {edition['as_of']}",
        "exhibits": {p["name"]: p["label"] for p in exhibits if not p["screen"]},
        "rebuild": f"brief build {edition['slug']} --as-of {edition['as_of']} --vintage {edition['vintage']}",
        "reading": reading(edition, silent, notes, _scores(chapters)),
    }


def _scores(chapters: list[nbformat.NotebookNode]) -> list[dict[str, Quantity]]:
    """The rule, the error score and the number of answers of each rule that was asked on past days."""
    shown = [one for node in chapters for payload in payloads(node) for one in payload.get("findings", [])]
    records = {one["id"]: one["quantities"] for one in shown if one["unit"] == "Brier score"}
    return [
        {name: Quantity(one[name]["value"], one[name]["unit"]) for name in ("rule", "score", "asked", "first")}
        for one in records.values()
    ]


def reading(
    edition: dict[str, Any],
    silent: Sequence[str] = (),
    notes: Sequence[list[str]] = (),
    scores: Sequence[Mapping[str, Quantity]] = (),
) -> list[list[str]]:
    """How to read and cite the brief: pairs of a head and a paragraph; ``notes`` stand before how to cite it."""
    scale = several(
        [{"word": wording(word), "low": share(low), "high": share(high)} for word, (low, high) in LIKELIHOODS.items()]
    )
    themes = several([{"theme": wording(theme)} for theme in silent])
    given = {
        "silent": {"themes": themes},
        "likelihood": {"scale": scale},
        "record": {
            "all": number(sum(one["asked"].value for one in scores), "answers"),
            "first": when(min((one["first"].value for one in scores), default="")),
            "coin": number(COIN, "score"),
            "rules": several(scores),
        },
        "selection": {"least": number(LEAST, "points")},
        "cite": {"cutoff": when(edition["cutoff"])},
    }
    names = (
        *(["silent"] if silent and not edition.get("profile") else []),
        "numbers",
        "confidence",
        *([] if edition.get("profile") else ["likelihood", *(["record"] if scores else []), "selection"]),
        "statements",
        "charts",
        *([] if edition.get("profile") else ["states"]),
        "cite",
        "licence",
    )
    pair = pair_of(edition)
    found = [
        [phrase(f"report-{name}", "", pair), phrase(f"report-{name}", "text", pair, **given.get(name, {}))]
        for name in names
    ]
    return [*found[:-2], *notes, *found[-2:]]


def pair_of(edition: dict[str, Any]) -> SimpleNamespace:
    """What the words need of an edition, from its payload."""
    sides = {edition[side]["iso3"]: SimpleNamespace(**edition[side]) for side in ("a", "b")}
    a, b = sides.values()
    name, day = f"{a.name}–{b.name}", date.fromisoformat(edition["as_of"])
    return SimpleNamespace(name=name, a=a, b=b, as_of=day, country=sides.__getitem__)


def spelt_out(text: str, abbreviations: Mapping[str, str]) -> list[list[str]]:
    """Head and paragraph that spell out the abbreviations that stand in a text; nothing if none does."""
    # A meaning may have an abbreviation itself.
    text = " ".join([text, *(meaning for short, meaning in abbreviations.items() if short in text)])
    words = set(re.findall(r"[\w-]+", text))
    heads = words | {re.sub(r"\d[\d-]*$", "", word) for word in words}
    found = [
        f"{short} {meaning}"
        for short, meaning in sorted(abbreviations.items(), key=lambda entry: entry[0].lower())
        if short in heads or (" " in short and short in text)
    ]
    return [["Abbreviations.", f"{'; '.join(found)}."]] if found else []
