"""What the ledger says: how many statements stand, which are wrong, which figures are older than said."""

import pandas as pd

from helpers.chapters.claims.rule import PENDING
from helpers.edition import Edition
from helpers.finding import Finding, Judgement, Quantity, choice, number, several, union, when, wording

SETTLED = ("confirmed", "imprecise", "contradicted")
OTHERS = {"imprecise": "imprecise", "contested": "contested", "unverified": "unverified", PENDING: "pending"}
FEWEST_SETTLED = 10
FEWEST_OF_A_TOPIC = 3


def _counted(edition: Edition, rows: pd.DataFrame) -> Quantity:
    return number(len(rows), "claims", edition.as_of.isoformat(), union(rows["row_ids"]))


def introduction(edition: Edition, document: pd.DataFrame, ledger: pd.DataFrame) -> Finding | None:
    """What the document is, before it is judged: title, publisher, date, number of statements."""
    if ledger.empty:
        return None
    own = document.iloc[0]
    return Finding(
        "claims.introduction",
        {
            "statements": number(len(ledger), "claims", own["published"], own["row_ids"]),
            "title": wording(own["title"], own["row_ids"]),
            "publisher": wording(own["publisher"]),
            "published": when(own["published"]),
        },
        "claims.ledger",
    )


def count(edition: Edition, ledger: pd.DataFrame) -> Finding | None:
    """How many statements hold up, how many are wrong, and how the others stand."""
    if ledger.empty:
        return None
    by_verdict = {verdict: ledger[ledger["verdict"] == verdict] for verdict in ("confirmed", "contradicted", *OTHERS)}
    others = [
        {"n": _counted(edition, by_verdict[verdict]), "verdict": choice(key)}
        for verdict, key in OTHERS.items()
        if len(by_verdict[verdict])
    ]
    return Finding(
        "claims.count",
        {
            "confirmed": _counted(edition, by_verdict["confirmed"]),
            "statements": _counted(edition, ledger),
            "wrong": _counted(edition, by_verdict["contradicted"]),
            "others": several(others),
            "more": choice("yes" if others else "no"),
        },
        "claims.verdicts",
    )


def contradicted(edition: Edition, ledger: pd.DataFrame) -> list[Finding]:
    """How many statements the evidence contradicts, then each of them with the reason."""
    wrong = ledger[ledger["verdict"] == "contradicted"]
    if wrong.empty:
        return []
    each = [
        Finding(
            f"claims.wrong-{row.claim_id.lower()}",
            {"claim": wording(row.claim, row.row_ids), "reason": wording(row.reason, row.row_ids)},
            "claims.ledger",
            message="claims-wrong",
        )
        for row in wrong[wrong["reason"] != ""].itertuples()
    ]
    return [Finding("claims.contradicted", {"wrong": _counted(edition, wrong)}, "claims.ledger"), *each]


def older(older_figures: pd.DataFrame) -> list[Finding]:
    """Each figure that was published before the date that the document gives it."""
    return [
        Finding(
            f"claims.older-{row.claim_id.lower()}",
            {
                "years": number(row.years, "years", row.first_seen, row.row_ids),
                "claim": wording(row.claim, row.row_ids),
                "seen": when(row.first_seen, row.row_ids),
            },
            "claims.older",
            message="claims-older",
        )
        for row in older_figures.itertuples()
    ]


def single(edition: Edition, ledger: pd.DataFrame) -> Finding | None:
    """How many statements rest on the document alone: no other source supports or contradicts them."""
    if ledger.empty:
        return None
    alone = (ledger["supports"] == 0) & (ledger["contradicts"] == 0)
    return Finding(
        "claims.single",
        {
            "alone": _counted(edition, ledger[alone]),
            "statements": _counted(edition, ledger),
            "weak": _counted(edition, ledger[(ledger["verdict"] == "unverified") & ~alone]),
            "twice": _counted(edition, ledger[ledger["independent"] >= 2]),
        },
        "claims.ledger",
    )


def _weakest_topic(settled: pd.DataFrame) -> pd.DataFrame:
    """The settled statements of the topic with the smallest share confirmed; none without a topic of three."""
    stands = (settled["verdict"] == "confirmed").groupby(settled["topic"]).agg(["mean", "size"])
    stands = stands[stands["size"] >= FEWEST_OF_A_TOPIC]
    return settled[settled["topic"] == (stands["mean"].idxmin() if len(stands) else None)]


def judgement_document(edition: Edition, ledger: pd.DataFrame) -> Judgement | None:
    """How far the document can be relied on, from the statements that could be settled."""
    settled = ledger[ledger["verdict"].isin(SETTLED)]
    if len(settled) < FEWEST_SETTLED:
        return None
    weak = _weakest_topic(settled)
    return Judgement(
        "claims.document",
        {
            "stands": _counted(edition, settled[settled["verdict"] == "confirmed"]),
            "settled": _counted(edition, settled),
            "open": _counted(edition, ledger.drop(settled.index)),
            "topic": choice(weak["topic"].iloc[0] if len(weak) else "none"),
            "right": _counted(edition, weak[weak["verdict"] == "confirmed"]),
            "of": _counted(edition, weak),
        },
        "claims.ledger",
        confidence=edition.confidence_of(union(settled["row_ids"])),
        derivation="share of the statements that could be settled",
    )
