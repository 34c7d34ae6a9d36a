"""Statements on the page: a paragraph of findings, key figures, judgements, lists of dated lines.

Each is made of findings bound to their edition and turned into plain data: text, sources and the quantities with
their row ids, so that any printed number leads back to its rows. A sentence that has a number ends with the marks of
its own sources (``nodes``), and so does the last one.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from helpers.edition import Edition
from helpers.finding import Finding, Judgement, Quantity, union
from helpers.methods.base_rates import likelihood_word
from helpers.shown import Shown
from helpers.words import formats
from helpers.words.say import say, written

# Where a sentence ends and the next one begins.
_END = re.compile(r"(?<=[a-z\d”%)]\.) (?=[A-Z“])")


def _plain(quantity: Quantity, edition: Edition) -> dict[str, Any]:
    value = quantity.value
    if quantity.unit == "list":
        value = [{name: _plain(inner, edition) for name, inner in item.items()} for item in value]
    elif hasattr(value, "item"):
        value = value.item()
    if isinstance(value, float) and value != value:
        value = None
    return {
        "value": value,
        "unit": quantity.unit,
        "period": quantity.period,
        "rows": list(quantity.rows),
        "written": "" if quantity.unit == "list" else written(quantity, edition),
    }


def stated(finding: Finding) -> dict[str, Any]:
    """A finding as plain data: its words, headline, quantities, rows and sources."""
    edition = finding.edition
    rows = finding.all_rows
    # An absence is marked by its search in the words themselves; what the search found instead is no source of it.
    ids = edition.sources_of(rows) if finding.kind != "absent" else ()
    groups = [quantity.rows for quantity in finding.quantities.values()] + [finding.rows]
    text = say(finding)
    return {
        "id": finding.id,
        "kind": finding.kind,
        "text": text,
        "nodes": _marked(text, finding) if ids else [{"t": "text", "v": text}],
        "value": _plain(finding.headline, edition)["value"] if finding.kind != "absent" else None,
        "unit": finding.headline.unit,
        "period": finding.headline.period,
        "quantities": {name: _plain(quantity, edition) for name, quantity in finding.quantities.items()},
        "rows": list(rows),
        "source_ids": list(ids),
        "marks": list(edition.marks(groups)) if ids else [],
        "search": finding.search,
        "confidence": edition.sources.grade(ids, finding.conflict, finding.kind == "modelled"),
        "label": say(finding, "label"),
        "shown": say(finding, "shown"),
        "trend": finding.trend,
        "exhibit": finding.exhibit,
        "made_by": finding.made_by,
    }


def _marked(text: str, finding: Finding) -> list[dict[str, Any]]:
    """A text as nodes: after each sentence that has a number, and after the last, the marks of what it says."""
    sentences = _END.split(text)
    told = list(_told(finding.quantities.values(), finding.headline.rows or finding.all_rows))
    bound = [one for one in _told(finding.quantities.values(), ()) if one.rows]  # by rows of their own
    nodes: list[dict[str, Any]] = []
    for place, sentence in enumerate(sentences, start=1):
        nodes.append({"t": "text", "v": f"{' ' if nodes else ''}{sentence}"})
        if place < len(sentences) and not re.search(r"\d", sentence):
            continue
        named = [one for one in told if _names(sentence, one, finding.edition)]
        own = [one.rows for one in named if one in bound] or [one.rows for one in named]
        groups = own if own and len(sentences) > 1 else [*(one.rows for one in told), finding.rows]
        nodes.append({"t": "marks", "ids": list(finding.edition.marks(groups))})
    return nodes


def _told(quantities: Iterable[Quantity], rows: tuple[str, ...]) -> Iterator[Quantity]:
    """The quantities and those of lists; one without rows of its own rests on these."""
    for quantity in quantities:
        if quantity.unit == "list":
            for item in quantity.value:
                yield from _told(item.values(), union(one.rows for one in item.values()) or quantity.rows or rows)
        elif quantity.unit not in ("choice", "country"):
            yield replace(quantity, rows=quantity.rows or rows)


def _names(sentence: str, quantity: Quantity, edition: Edition) -> bool:
    """Whether a sentence has this quantity in one of the forms in which it may be written."""
    value, forms = quantity.value, {written(quantity, edition)}
    if quantity.unit == "date":
        forms |= {formats.short(value), formats.year(value)} if value else set()
    elif isinstance(value, (int, float)) and not formats.missing(value):
        forms |= {*(formats.number(value, digits) for digits in (-1, 0, 1, 2)), formats.word(value)}
        forms |= {formats.percent(value, digits) for digits in (0, 1)} | {formats.one_in(value), formats.times(value)}
        forms |= {formats.usd(value, 0), formats.number(value / 1e6, 1)}
    return any(
        re.search(rf"(?<![\w.,]){re.escape(form)}(?![\w%]|[.,]\d)", sentence, re.IGNORECASE) for form in forms if form
    )


def judged(judgement: Judgement) -> dict[str, Any]:
    """A judgement as plain data."""
    because = _closed(say(judgement, "because"))
    likelihood = "" if judgement.probability is None else likelihood_word(judgement.probability)
    return {
        **stated(judgement),
        "probability": judgement.probability,
        "likelihood": likelihood,
        "confidence": judgement.confidence,
        "because": because,
        "because_nodes": _marked(because, judgement) if because else [],
        "change": _closed(say(judgement, "change")),
        "derivation": judgement.derivation,
        "rule": judgement.rule,
        "resolves_on": judgement.resolves_on,
    }


def _closed(clause: str) -> str:
    """A clause with the full stop that ends its sentence."""
    return f"{clause}." if clause and not clause.endswith(".") else clause


def _sources(findings: Sequence[Finding]) -> Any:
    """The sources of the edition that the findings are of."""
    return next((finding.edition.sources for finding in findings if finding.edition is not None), None)


class Passage(Shown):
    """Findings as one paragraph; ``lead`` sets it as the answer at the head of a chapter."""

    kind = "passage"

    def __init__(self, findings: Iterable[Finding], lead: bool = False):
        self.findings, self.lead = list(findings), lead
        self.sources = _sources(self.findings)

    def __repr__(self) -> str:
        return " ".join(say(finding) for finding in self.findings)

    def payload(self) -> dict[str, Any]:
        """``findings`` as plain data and whether this is the lead."""
        return {"lead": self.lead, "findings": [stated(finding) for finding in self.findings]}


class Judgements(Shown):
    """Judgements with probability, reasons and what would change them."""

    kind = "judgements"

    def __init__(self, judgements: Iterable[Judgement], screen: bool = False):
        self.judgements, self.screen = list(judgements), screen
        self.sources = _sources(self.judgements)

    def __repr__(self) -> str:
        return "\n".join(say(judgement) for judgement in self.judgements)

    def payload(self) -> dict[str, Any]:
        """``judgements`` as plain data."""
        return {"judgements": [judged(judgement) for judgement in self.judgements], "screen": self.screen}


class Recalled(Shown):
    """Content of chapters that were run, shown again: key figures or judgements as the chapters stated them."""

    def __init__(self, kind: str, content: Mapping[str, Any]):
        self.kind, self.content = kind, dict(content)

    def __repr__(self) -> str:
        parts = next((value for value in self.content.values() if isinstance(value, list)), [])
        return "\n".join(str(part.get("shown") or part.get("text") or part) for part in parts if isinstance(part, dict))

    def payload(self) -> dict[str, Any]:
        """The content as it is."""
        return self.content


class Note(Shown):
    """A titled list of lines: what changed, what is due, what this edition does not hold."""

    kind = "note"

    def __init__(
        self, title: str, items: Sequence[str], source_ids: Sequence[Sequence[int]] = (), screen: bool = False
    ):
        self.title, self.items, self.screen = title, [str(item) for item in items], screen
        self.source_ids = [tuple(ids) for ids in source_ids] or [()] * len(self.items)

    def __repr__(self) -> str:
        return "\n".join([self.title, *self.items])

    def payload(self) -> dict[str, Any]:
        """``title``, ``items``, the source numbers of each item, and whether it is left out of print."""
        ids = [list(numbers) for numbers in self.source_ids]
        return {"title": self.title, "items": self.items, "source_ids": ids, "screen": self.screen}


class PageBreak(Shown):
    """A new page in print; nothing on screen."""

    kind = "pagebreak"

    def __repr__(self) -> str:
        return ""

    def payload(self) -> dict[str, Any]:
        """Nothing."""
        return {}
