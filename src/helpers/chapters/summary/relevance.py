"""What a finding weighs: the one rule by which the first pages, and paper at all, choose.

Relevance is consequence × surprise × freshness × confidence, each a small whole number. Consequence (what a ministry
would do otherwise if it were not so) and surprise (how far it is from what one expects of any two states) are declared
here, a line a finding; the last line that fits decides. Freshness is 3 if what the finding tells ended within two
years of the edition's date, 2 within five, else 1. Confidence is 4 if high, 3 if moderate, 2 if low: a conflict of
sources lowers a finding and does not silence it.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from fnmatch import fnmatch
from typing import Any

from helpers.periods import period

LEAST = 12  # what weighs no more is printed only if it opens its chapter
PLACES = ("state", "binds", "obstacle", "watch")
# Finding, the paragraph of the first page that it belongs to, consequence (1 to 3), surprise (1 to 3).
DECLARED = (
    ("*", "", 1, 1),
    ("timeline.contacts", "state", 2, 1),
    ("timeline.gap", "state", 2, 2),
    ("timeline.latest", "state", 3, 2),
    ("timeline.promises", "obstacle", 3, 2),
    ("timeline.next-due", "watch", 2, 1),
    ("timeline.next-meeting", "watch", 3, 2),
    ("trade.latest-*", "state", 3, 3),
    ("trade.required", "obstacle", 3, 2),
    ("trade.target", "watch", 3, 3),
    ("trade.targets", "watch", 2, 1),
    ("trade.past-growth", "state", 2, 2),
    ("trade.mirror-latest", "obstacle", 2, 3),
    ("trade.ledgers", "obstacle", 2, 3),
    ("trade.goods", "binds", 2, 3),
    ("trade.balance", "state", 2, 2),
    ("trade.expected-*", "", 1, 3),
    ("trade.intensity", "state", 2, 2),
    ("institutions.shared", "binds", 2, 1),
    ("institutions.activation", "binds", 2, 2),
    ("institutions.votes", "binds", 2, 1),
    ("institutions.votes-rank", "binds", 1, 2),
    ("institutions.opposed", "obstacle", 2, 2),
    ("institutions.investment", "binds", 2, 3),
    ("institutions.treaties", "binds", 2, 1),
    ("institutions.judgement-overlap", "watch", 2, 2),
    ("institutions.judgement-forum", "watch", 1, 1),
    ("connectivity.shortest", "obstacle", 3, 2),
    ("connectivity.none", "obstacle", 3, 3),
    ("connectivity.cut", "obstacle", 3, 2),
    ("connectivity.shut", "obstacle", 3, 2),
    ("connectivity.shipments", "obstacle", 2, 2),
    ("connectivity.slip*", "watch", 3, 3),
    ("connectivity.*-next", "", 2, 2),
    ("connectivity.completion", "watch", 3, 3),
    ("people.students", "binds", 3, 3),
    ("people.crisis", "obstacle", 3, 3),
    ("people.third-country", "obstacle", 2, 1),
    ("people.judgement*", "watch", 2, 2),
    ("claims.count", "", 1, 2),
    ("claims.document", "", 1, 2),
    ("timeline.forums", "", 2, 2),
    ("timeline.direction", "", 2, 1),
    ("timeline.followed", "", 2, 1),
    ("trade.mirror-range", "", 3, 3),
    ("trade.verdicts", "", 2, 2),
    ("trade.passed", "", 2, 2),
    ("trade.required-range", "", 2, 2),
    ("trade.self-conflict", "", 2, 2),
    ("institutions.activation-rate", "", 1, 2),
    ("institutions.idle", "", 2, 1),
    ("institutions.opposed-side", "", 1, 2),
    ("institutions.taxation", "", 2, 2),
    ("connectivity.reopened", "", 2, 1),
    ("connectivity.hours", "", 2, 2),
    ("connectivity.disjoint", "", 2, 1),
    ("connectivity.progress-*", "", 3, 3),
    ("connectivity.*-runs", "", 2, 2),
    ("connectivity.claim-*", "", 1, 1),  # each stands in the ledger of claims
    ("people.students-first-last", "", 1, 2),
    ("people.students-sources", "", 2, 1),
    ("timeline.promises-undated", "", 2, 2),
    ("trade.world-growth-*", "", 3, 3),
    ("claims.single", "", 2, 1),
)
CONFIDENCE = {"high": 4, "moderate": 3, "low": 2}
YEARS = ((2, 3), (5, 2))  # ended at most so many years before: this freshness


def declared(name: str) -> tuple[str, int, int]:
    """Paragraph, consequence and surprise of a finding.

    >>> declared("trade.latest-a")
    ('state', 3, 3)
    """
    return next((place, *weights) for pattern, place, *weights in reversed(DECLARED) if fnmatch(name, pattern))


def freshness(text: str, as_of: date) -> int:
    """3, 2 or 1 by how long before the date a period ended; without a period, 1.

    >>> freshness("2024-07/2025-06", date(2026, 11, 24)), freshness("2015", date(2026, 11, 24))
    (3, 1)
    """
    if not text:
        return 1
    years = (as_of - period(text).end).days / 365.25
    return next((weight for limit, weight in YEARS if years <= limit), 1)


def relevance(finding: Mapping[str, Any], as_of: date) -> int:
    """The score of a finding, of :func:`helpers.show.passage.stated` or :func:`~helpers.show.passage.judged`."""
    _, consequence, surprise = declared(finding["id"])
    spans = [finding["period"], *(one["period"] for one in finding["quantities"].values())]
    fresh = max(freshness(text, as_of) for text in [*spans, finding.get("resolves_on", "")])
    return consequence * surprise * fresh * CONFIDENCE.get(finding["confidence"], 3)


def chosen(findings: Iterable[Mapping[str, Any]], as_of: date, most: int) -> list[Mapping[str, Any]]:
    """The most relevant findings, the weightiest first; of equals the one that stands further up."""
    return sorted(findings, key=lambda finding: -relevance(finding, as_of))[:most]
