"""A finding: one sentence with its value, unit, period, sources and confidence.

Every number in the report's prose is a finding, computed in :mod:`helpers.analysis` and never typed. Findings show
themselves in a notebook as a paragraph with source marks; the build collects them into the edition's manifest.
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from markupsafe import Markup, escape

PAYLOAD = "application/vnd.brief+json"
LIKELIHOODS = {
    "almost no chance": (0.01, 0.05),
    "very unlikely": (0.05, 0.20),
    "unlikely": (0.20, 0.45),
    "roughly even chance": (0.45, 0.55),
    "likely": (0.55, 0.80),
    "very likely": (0.80, 0.95),
    "almost certain": (0.95, 0.99),
}


@dataclass(frozen=True)
class Finding:
    """A computed statement.

    ``text`` is one or two whole sentences that contain the value as printed. ``period`` is ISO 8601. ``label`` and
    ``shown`` are the short forms for the strip of key figures. ``exhibit`` is the number of the exhibit that shows
    it. ``value`` is ``None`` when what was looked for was not found.
    """

    id: str
    text: str
    value: float | str | None
    unit: str
    period: str
    source_ids: tuple[int, ...]
    confidence: str
    label: str = ""
    shown: str = ""
    trend: str = ""
    exhibit: str = ""


@dataclass(frozen=True)
class Judgement:
    """A key judgement: a likelihood word or a confidence level, never both.

    ``would_change`` names the number that would change it, ``exhibit`` where it is shown.
    """

    id: str
    text: str
    would_change: str
    exhibit: str
    source_ids: tuple[int, ...]
    likelihood: str = ""
    confidence: str = ""

    def __post_init__(self):
        if bool(self.likelihood) == bool(self.confidence):
            raise ValueError(f"{self.id}: found both or neither, expected a likelihood or a confidence level")
        if self.likelihood and self.likelihood not in LIKELIHOODS:
            raise ValueError(f"{self.id}: found {self.likelihood!r}, expected one of {', '.join(LIKELIHOODS)}")


def likelihood_word(probability: float) -> str:
    """The word of the ICD 203 scale for a probability (0 to 1)."""
    for word, (_, top) in LIKELIHOODS.items():
        if probability <= top:
            return word
    return "almost certain"


def marks(source_ids: Sequence[int]) -> Markup:
    """Source marks as HTML links: ``[12] [45]``."""
    return Markup(" ").join(
        Markup('<a class="mark" href="#source-{0}" aria-label="Source {0}">[{0}]</a>').format(number)
        for number in source_ids
    )


class Shown:
    """Something that shows itself in a notebook and carries its content as data for the publications."""

    kind = ""

    def payload(self) -> dict[str, Any]:
        """The content as plain data; the PDF template typesets it, the build reads it."""
        raise NotImplementedError

    def html(self) -> Markup:
        """The content as HTML."""
        raise NotImplementedError

    def _repr_mimebundle_(self, include=None, exclude=None) -> dict[str, Any]:
        payload = {"type": self.kind, **self.payload()}
        return {"text/plain": f"<{self.kind}>", "text/html": str(self.html()), PAYLOAD: payload}


class Passage(Shown):
    """Findings as one paragraph; ``lead`` sets it as the answer at the head of a chapter."""

    kind = "passage"

    def __init__(self, findings: Sequence[Finding], lead: bool = False):
        self.findings, self.lead = list(findings), lead

    def payload(self) -> dict[str, Any]:
        """``findings`` as dictionaries and whether this is the lead."""
        return {"lead": self.lead, "findings": [asdict(finding) for finding in self.findings]}

    def html(self) -> Markup:
        """A paragraph; each sentence is followed by its source marks."""
        sentences = Markup(" ").join(
            Markup('<span class="finding" data-finding="{}">{} {}</span>').format(
                finding.id, escape(finding.text), marks(finding.source_ids)
            )
            for finding in self.findings
        )
        return Markup('<p class="{}">{}</p>').format("lead" if self.lead else "passage", sentences)


def say(*findings: Finding | None) -> Passage:
    """The findings as a paragraph; ``None`` (nothing to say) is left out."""
    return Passage([finding for finding in findings if finding is not None])


def answer(*findings: Finding | None) -> Passage:
    """The findings as the answer that opens a chapter."""
    return Passage([finding for finding in findings if finding is not None], lead=True)


class Strip(Shown):
    """Key figures: value, label, period and marks of each finding, side by side."""

    kind = "strip"

    def __init__(self, findings: Sequence[Finding]):
        self.findings = list(findings)

    def payload(self) -> dict[str, Any]:
        """``findings`` as dictionaries."""
        return {"findings": [asdict(finding) for finding in self.findings]}

    def html(self) -> Markup:
        """A definition list."""
        items = Markup("").join(
            Markup('<div class="figure-item"><dd>{}</dd><dt>{} {}</dt></div>').format(
                finding.shown, finding.label, marks(finding.source_ids)
            )
            for finding in self.findings
        )
        return Markup('<dl class="strip">{}</dl>').format(items)


class Judgements(Shown):
    """Key judgements as a numbered list, KJ1 to KJn."""

    kind = "judgements"

    def __init__(self, judgements: Sequence[Judgement]):
        self.judgements = list(judgements)

    def payload(self) -> dict[str, Any]:
        """``judgements`` as dictionaries."""
        return {"judgements": [asdict(judgement) for judgement in self.judgements]}

    def html(self) -> Markup:
        """An ordered list with an anchor ``KJn`` each."""
        items = Markup("").join(
            Markup(
                '<li id="KJ{0}"><p><strong>{1}</strong> {2}</p><p class="small">{3} Would change it: {4} '
                '<a href="#exhibit-{5}">Exhibit {5}</a></p></li>'
            ).format(
                place,
                judgement.text,
                marks(judgement.source_ids),
                f"Confidence: {judgement.confidence}." if judgement.confidence else "",
                judgement.would_change,
                judgement.exhibit,
            )
            for place, judgement in enumerate(self.judgements, 1)
        )
        return Markup('<ol class="judgements">{}</ol>').format(items)


class Note(Shown):
    """Lines of computed text in a titled box or list: what changed, points to watch, what was not found."""

    kind = "note"

    def __init__(
        self,
        title: str,
        items: Sequence[str],
        source_ids: Sequence[Sequence[int]] = (),
        exhibit: str = "",
        screen: bool = False,
    ):
        self.exhibit, self.screen = exhibit, screen
        self.title, self.items = title, [str(item) for item in items]
        self.source_ids = [tuple(ids) for ids in source_ids] or [()] * len(self.items)

    def payload(self) -> dict[str, Any]:
        """``title``, ``items``, the source numbers of each item, and whether it is left out of print."""
        content = {"title": self.title, "items": self.items, "source_ids": self.source_ids}
        return {**content, "screen": True} if self.screen else content

    def html(self) -> Markup:
        """A titled list."""
        items = Markup("").join(
            Markup("<li>{} {}</li>").format(item, marks(ids))
            for item, ids in zip(self.items, self.source_ids, strict=True)
        )
        # A note in the place of an exhibit takes its anchor, so that references to it lead somewhere.
        anchor = Markup(' id="exhibit-{}"').format(self.exhibit) if self.exhibit else ""
        return Markup('<section class="note"{}><p class="note-title">{}</p><ul>{}</ul></section>').format(
            anchor, self.title, items
        )


class PageBreak(Shown):
    """A new page in print; nothing on screen."""

    kind = "pagebreak"

    def payload(self) -> dict[str, Any]:
        """Nothing."""
        return {}

    def html(self) -> Markup:
        """Nothing."""
        return Markup("")
