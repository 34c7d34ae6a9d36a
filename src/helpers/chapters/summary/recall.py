"""What the chapters of an edition stated, and the choice of what the first two pages repeat of it."""

from pathlib import Path
from typing import Any

from helpers.chapters.summary.changes import differences, read_manifest, stated
from helpers.edition import Edition
from helpers.finding import number, when, wording
from helpers.show.exhibit import Absence
from helpers.show.passage import Note, Recalled
from helpers.shown import Shown
from helpers.words.say import phrase

LEAD = ("trade.required", "timeline.gap", "connectivity.shortest", "claims.count", "institutions.shared")
WORDS = 75
SENTENCES = 3
FIGURES = 6
CHANGES = 6
JUDGEMENTS = 7


class Summary:
    """Recalls statements of the chapters.

    Parameters
    ----------
    edition
        The edition that the chapters are of.
    statements
        ``findings``, ``judgements``, ``exhibits`` and ``absent`` as the executed chapters showed them
        (:func:`helpers.publish.content.statements`).
    """

    def __init__(self, edition: Edition, statements: dict[str, Any]):
        self.edition = edition
        # What the chapters cite from later documents may be cited here too.
        edition.clocks.later.update(statements["later"])
        self.findings = list({finding["id"]: finding for finding in statements["findings"]}.values())
        self._judgements = statements["judgements"]
        self._exhibits = {exhibit["name"]: exhibit for exhibit in statements["exhibits"]}

    def __repr__(self) -> str:
        return f"summary of {self.edition!r}: {len(self.findings)} findings, {len(self._judgements)} judgements"

    def answer(self) -> Recalled:
        """The findings of :data:`LEAD` that there are, together no longer than :data:`WORDS` words."""
        known = {finding["id"]: finding for finding in self.findings}
        taken: list[dict] = []
        for finding in [known[key] for key in LEAD if key in known] or self.findings:
            words = sum(len(one["text"].split()) for one in [*taken, finding])
            if words <= WORDS and len(taken) < SENTENCES:
                taken.append(finding)
        return Recalled("passage", {"lead": True, "findings": taken})

    def key_figures(self) -> Recalled:
        """Up to six findings with a short form, at most two a chapter if others have some, in the order of the chapters."""
        taken: list[dict] = []
        for rank in (1, 2, 3):
            for finding in self.findings:
                fits = finding["label"] and finding["shown"] and finding not in taken and len(taken) < FIGURES
                if fits and sum(_chapter(one) == _chapter(finding) for one in taken) < rank:
                    taken.append(finding)
        return Recalled("strip", {"findings": [finding for finding in self.findings if finding in taken]})

    def judgements(self) -> Recalled:
        """The judgements of the chapters, at most :data:`JUDGEMENTS`."""
        return Recalled("judgements", {"judgements": self._judgements[:JUDGEMENTS], "screen": False})

    def exhibit(self, name: str) -> Shown:
        """An exhibit as its chapter drew it; nothing if the chapter had nothing to draw."""
        found = self._exhibits.get(name)
        return Recalled(found["type"], {**found, "screen": False}) if found else Absence(name)

    def changed(self, previous: str = "") -> Note:
        """What changed since the edition whose ``manifest.json`` is given: old value, new value; key figures first."""
        title = phrase("summary-changed", "", self.edition)
        if not previous:
            return Note(title, [phrase("summary-changed", "first", self.edition)])
        manifest = read_manifest(Path(previous))
        known = {finding["id"] for finding in manifest["findings"]}
        both = [finding for finding in self.findings if finding["id"] in known]
        days = manifest["as_of"], self.edition.as_of.isoformat()
        differ = [change for change in differences(manifest["findings"], both, days) if change.kind == "changed"]
        since = when(manifest["as_of"])
        of = number(len(both), "numbers")
        if not differ:
            return Note(title, [phrase("summary-changed", "none", self.edition, since=since, of=of)])
        differ.sort(key=lambda change: not change.new["label"])
        lines = [
            phrase(
                "summary-changed",
                "line",
                self.edition,
                what=wording(change.new["label"] or change.id),
                old=wording(stated(change.old)),
                new=wording(stated(change.new)),
            )
            for change in differ[:CHANGES]
        ]
        count = number(len(differ), "numbers")
        return Note(title, [phrase("summary-changed", "count", self.edition, count=count, since=since, of=of), *lines])


def _chapter(finding: dict[str, Any]) -> str:
    return finding["id"].split(".")[0]
