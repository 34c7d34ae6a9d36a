"""The one list of chapters and exhibits: their order, and what goes on paper.

An exhibit that is not listed, such as one of an analyst's own chapter, is printed. The number of an exhibit is given by
the publication in the order in which it prints them, never here.
"""

CHAPTERS = ("timeline", "trade", "institutions", "connectivity", "people", "claims", "profile")

# Name and whether it goes on paper; the others stand in the HTML edition and as CSV.
EXHIBITS = {
    "trade.targets-and-actual": True,
    "timeline.lanes": True,
    "timeline.top-level": True,
    "timeline.promise-ladder": True,
    "timeline.promises": False,
    "timeline.calendar": True,
    "timeline.survival": False,
    "timeline.record": False,
    "timeline.decades": False,
    "timeline.events": False,
    "trade.two-ledgers": True,
    "trade.return-ledgers": False,
    "trade.ledgers-of-comparators": False,
    "trade.ledger-verdicts": False,
    "trade.targets": True,
    "trade.required-growth": True,
    "trade.years-of-passing": False,
    "trade.reference-class": False,
    "trade.comparable-pairs": False,
    "trade.gravity-benchmark": True,
    "trade.expected-trade": False,
    "trade.composition": False,
    "trade.balance": False,
    "trade.conflicts": True,
    "trade.every-conflict": False,
    "institutions.memberships": True,
    "institutions.membership-table": False,
    "institutions.activation": False,
    "institutions.overlap": False,
    "institutions.chance": False,
    "institutions.curated-overlap": False,
    "institutions.votes": False,
    "institutions.partners": True,
    "institutions.distance": False,
    "institutions.oppositions": False,
    "institutions.opposition-list": False,
    "institutions.key-votes": False,
    "institutions.treaties": False,
    "connectivity.corridor": True,
    "connectivity.routes": True,
    "connectivity.lengths": False,
    "connectivity.disruption": True,
    "connectivity.criticality": False,
    "connectivity.slippage": True,
    "connectivity.progress": False,
    "connectivity.programme-points": True,
    "connectivity.programme-sheet": True,
    "connectivity.programmes": False,
    "connectivity.shipments": False,
    "connectivity.rules": False,
    "people.students": True,
    "people.crises": True,
    "people.third-country": True,
    "people.themes": False,
    "people.theme-events": False,
    "people.other-figures": False,
    "people.visas": True,
    "people.offices": False,
    "people.aims": False,
    "people.reasons": False,
    "claims.verdicts": True,
    "claims.ledger": True,
    "claims.older": False,
    "profile.sides": True,
    "profile.partners": True,
}


def on_paper(name: str) -> bool:
    """Whether an exhibit is printed."""
    return EXHIBITS.get(name, True)
