"""The summary: the answer, key figures and judgements, all taken from the chapters' findings.

Nothing is computed here that a chapter does not show; what changed since an earlier edition comes from its manifest.
"""

from dataclasses import asdict
from pathlib import Path

from helpers.analysis import claims, connectivity, institutions, people_security, timeline, trade
from helpers.changes import differences, read_manifest, stated
from helpers.edition import Edition
from helpers.figures.passage import Finding, Judgement, Note
from helpers.periods import label, period
from helpers.words.formats import dated, sentence_case, usd

CHAPTERS = (timeline, trade, institutions, connectivity, people_security, claims)
LEAD = ("trade.required", "timeline.gap", "connectivity.shortest", "claims.count", "institutions.shared")
WORDS = 75
SENTENCES = 3
FIGURES = 6
CHANGES = 6
WATCHED = 7
WHOLE = "whole"  # the component of a milestone that stands for its programme


def findings(edition: Edition, claims_document: str = "") -> list[Finding]:
    """The findings of all chapters, in their order; the claims are those of a document, the pair's first if empty."""
    found = [finding for chapter in CHAPTERS[:-1] for finding in chapter.findings(edition)]
    return found + claims.findings(edition, claims_document)


def lead(found: list[Finding]) -> list[Finding]:
    """The answer: the findings of :data:`LEAD` that there are, together no longer than :data:`WORDS` words."""
    taken: list[Finding] = []
    known = {finding.id: finding for finding in found}
    for finding in [known[key] for key in LEAD if key in known] or found:
        words = sum(len(one.text.split()) for one in [*taken, finding])
        if words <= WORDS and len(taken) < SENTENCES:
            taken.append(finding)
    return taken


def key_figures(chosen: list[Finding]) -> list[Finding]:
    """Up to six findings with a short form, at most two a chapter, in the order of the chapters."""
    taken: list[Finding] = []
    for rank in (1, 2, 3):
        for finding in chosen:
            chapter = finding.id.split(".")[0]
            fits = finding.label and finding.shown and finding not in taken and len(taken) < FIGURES
            if fits and sum(one.id.split(".")[0] == chapter for one in taken) < rank:
                taken.append(finding)
    order = {finding.id: place for place, finding in enumerate(chosen)}
    return sorted(taken, key=lambda finding: order[finding.id])


def judgements(edition: Edition, claims_document: str = "") -> list[Judgement]:
    """Up to seven key judgements of the chapters."""
    judged = [judgement for chapter in CHAPTERS[:-1] for judgement in chapter.judgements(edition)]
    return [*judged, *claims.judgements(edition, claims_document)][:7]


def changed(edition: Edition, found: list[Finding], previous: str = "") -> Note:
    """What changed since the edition whose ``manifest.json`` is given: old value, new value; key figures first.

    ``brief diff`` prints every difference; here stand the first :data:`CHANGES` of the findings in both editions.
    """
    title = "What changed since the last edition"
    if not previous:
        return Note(title, ["No earlier edition to compare with."])
    manifest = read_manifest(Path(previous))
    known = {finding["id"] for finding in manifest["findings"]}
    both = [asdict(finding) for finding in found if finding.id in known]
    days = manifest["as_of"], edition.as_of.isoformat()
    differ = [change for change in differences(manifest["findings"], both, days) if change.kind == "changed"]
    if not differ:
        return Note(title, [f"None of {len(both)} numbers changed since {label(manifest['as_of'])}."])
    differ.sort(key=lambda change: not change.new["label"])
    lines = [
        f"{sentence_case(change.new['label'] or change.id)}: {stated(change.old)}, now {stated(change.new)}."
        for change in differ[:CHANGES]
    ]
    return Note(title, [f"{len(differ)} of {len(both)} numbers since {label(manifest['as_of'])}, among them:", *lines])


def watch(edition: Edition) -> Note:
    """Points to watch: what falls due after the as-of date, the next first; of a project, the date last promised."""
    day = edition.as_of
    targets = edition.targets
    announced = set(zip(targets["due"], targets["announced"], strict=True))
    ahead = [
        (row["due"], f"{row['programme']}: {row['promise']}", row["source_ids"])
        for row in edition.promises.to_dict("records")
        if not row["delivered_on"] and (row["due"], row["stated_on"]) not in announced
    ]
    ahead += [
        (row["due"], f"Target of {usd(row['target_usd'])} announced {dated(row['announced'])}", row["source_ids"])
        for row in targets.to_dict("records")
    ]
    stones = edition.all.milestones
    stones = stones[~stones["programme"].map(lambda name: connectivity.of_others(edition, name)).astype(bool)]
    last = stones[stones["kind"] == "target-completion"].sort_values("stated_on").groupby(["programme", "component"])
    ahead += [
        (row["date"], f"{_project(row)}: completion as promised {dated(row['stated_on'])}", row["source_ids"])
        for row in last.tail(1).to_dict("records")
    ]
    due = sorted(
        (entry for entry in ahead if entry[0] and period(entry[0]).end > day), key=lambda entry: period(entry[0]).end
    )
    if not due:
        return Note("Points to watch", [f"Nothing on record falls due after {label(day.isoformat())}."])
    due = due[:WATCHED]
    return Note(
        "Points to watch",
        [f"{label(when)}: {what.rstrip('.')}." for when, what, _ in due],
        [edition.sources.known(ids) for _, _, ids in due],
    )


def _project(row: dict) -> str:
    return row["programme"] if row["component"] == WHOLE else f"{row['component']} ({row['programme']})"
