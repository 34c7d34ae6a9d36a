"""The claims ledger: what a document says, what was found, and the verdict.

A verdict stands in an edition only if every source that the full ledger cites for the claim was known by the as-of
date; otherwise the claim is *not yet assessable*. The document itself is never evidence for its own claims.
"""

import pandas as pd

from helpers.datapackage.read import InputError
from helpers.edition import Edition
from helpers.figures.passage import Finding, Judgement
from helpers.periods import label, period
from helpers.words.formats import count, dated, listed, sentence_case

VERDICTS = ("confirmed", "imprecise", "contradicted", "contested", "unverified")
PENDING = "not yet assessable"
ORDER = ("contradicted", "imprecise", "contested", "unverified", PENDING, "confirmed")


def ledger(edition: Edition, document_id: str = "") -> pd.DataFrame:
    """The claims of a document as the edition knows them.

    Parameters
    ----------
    document_id
        A row of the table documents; the first one of the pair if empty.

    Returns
    -------
    pandas.DataFrame
        The columns of the table claims, ``verdict`` as it stands at the as-of date, ``independent`` (number of
        independent sources beside the document) and ``confidence``.

    Raises
    ------
    InputError
        If there is no such document.
    """
    documents = edition.documents
    if document_id and document_id not in set(documents["document_id"]):
        expected = f"one of {', '.join(documents['document_id'])}" if len(documents) else "none: there are no documents"
        raise InputError(f"claims document: found {document_id!r}, expected {expected}")
    if not len(documents):
        return edition.whole("claims").iloc[:0].assign(evidence_ids=[], independent=0, confidence="")
    chosen = documents[documents["document_id"] == document_id] if document_id else documents.iloc[:1]
    own = set(chosen.iloc[0]["source_ids"])
    # What the document says is known with the document, whatever was found later: the rows come whole, their sources
    # and findings only as far as they were known.
    claims = edition.whole("claims")
    claims = claims[claims["document_id"] == chosen.iloc[0]["document_id"]].reset_index(drop=True)
    known = [all(number in edition.sources for number in ids) for ids in claims["source_ids"]]
    claims["source_ids"] = claims["source_ids"].map(edition.sources.known)
    claims["verdict"] = claims["verdict"].where(known, PENDING)
    claims["evidence"] = claims["evidence"].where(known, "")
    claims["evidence_value"] = claims["evidence_value"].where(known, "")
    claims["first_seen"] = claims["first_seen"].where(known, "")
    claims["evidence_ids"] = [tuple(number for number in ids if number not in own) for ids in claims["source_ids"]]
    claims["independent"] = [edition.sources.independent(ids) for ids in claims["evidence_ids"]]
    claims["confidence"] = [
        edition.confidence(ids, conflict=verdict == "contested")
        for ids, verdict in zip(claims["evidence_ids"], claims["verdict"], strict=True)
    ]
    return claims


def counts(claims: pd.DataFrame) -> pd.DataFrame:
    """Claims by topic (rows) and verdict (columns), most first."""
    order = [verdict for verdict in (*VERDICTS, PENDING) if verdict in set(claims["verdict"])]
    table = claims.groupby(["topic", "verdict"]).size().unstack(fill_value=0).reindex(columns=order, fill_value=0)
    return table.loc[table.sum(axis=1).sort_values().index]


def older(claims: pd.DataFrame) -> pd.DataFrame:
    """Figures on record earlier than the date that the document gives them, with the years between."""
    rows = claims[(claims["first_seen"] != "") & (claims["claimed_date"] != "")].copy()
    rows["years"] = [
        (period(claimed).start - period(seen).start).days / 365.25
        for claimed, seen in zip(rows["claimed_date"], rows["first_seen"], strict=True)
    ]
    return rows[rows["years"] > 0].reset_index(drop=True)


def findings(edition: Edition, document_id: str = "") -> list[Finding]:
    """How many claims stand, which are contradicted, which figures are older than said."""
    claims = ledger(edition, document_id)
    if not len(claims):
        return []
    tally = claims["verdict"].value_counts()
    ids = tuple(sorted({number for row in claims["evidence_ids"] for number in row}))
    when = edition.as_of.isoformat()
    parts = [f"{tally[verdict]} {verdict}" for verdict in (*VERDICTS, PENDING) if tally.get(verdict)]
    out = [
        Finding(
            "claims.count", f"Of {count(len(claims), 'claim')} checked by {label(when)}, {listed(parts)}.",
            int(tally.get("confirmed", 0)), "claims", when, ids[:4], edition.confidence(ids),
            label=f"claims confirmed, {label(when)}", shown=f"{tally.get('confirmed', 0)} of {len(claims)}",
            exhibit="6.1",
        )
    ]  # fmt: skip
    wrong = claims[claims["verdict"] == "contradicted"]
    if len(wrong):
        ids = tuple(sorted({number for row in wrong["evidence_ids"] for number in row}))
        out.append(
            Finding(
                "claims.contradicted",
                f"Contradicted by {label(when)}: {listed(f'“{text}”' for text in wrong['claim'])}.",
                len(wrong), "claims", when, ids[:6], edition.confidence(ids), exhibit="6.2",
            )
        )  # fmt: skip
    for row in older(claims).to_dict("records"):
        out.append(
            Finding(
                f"claims.older-{row['claim_id'].lower()}",
                f"The figure of “{row['claim']}” was on record {dated(row['first_seen'])}.",
                row["years"], "years", row["first_seen"], row["evidence_ids"], row["confidence"], exhibit="6.3",
            )
        )  # fmt: skip
    alone = claims[claims["independent"] == 0]
    out.append(
        Finding(
            "claims.single",
            f"{sentence_case(count(len(alone), 'claim'))} of {len(claims)} rest on the document alone; "
            f"{int((claims['independent'] >= 2).sum())} have two or more independent sources, {label(when)}.",
            len(alone), "claims", when, ids[:4], edition.confidence(ids), exhibit="6.2",
        )
    )  # fmt: skip
    return out


def headline(edition: Edition, document_id: str = "") -> list[Finding]:
    """The count and the contradicted claims."""
    return findings(edition, document_id)[:2]


def weakest(settled: pd.DataFrame, at_least: int = 3) -> tuple[str, int, int] | None:
    """Topic with the smallest share of confirmed claims, how many are, of how many; topics of ``at_least`` claims."""
    stands = (settled["verdict"] == "confirmed").groupby(settled["topic"]).agg(["sum", "size"])
    stands = stands[stands["size"] >= at_least]
    if stands.empty:
        return None
    topic = (stands["sum"] / stands["size"]).idxmin()
    return topic, int(stands.loc[topic, "sum"]), int(stands.loc[topic, "size"])


def judgements(edition: Edition, document_id: str = "") -> list[Judgement]:
    """A judgement on the document as a source, from the share of claims that stand."""
    claims = ledger(edition, document_id)
    settled = claims[claims["verdict"].isin(["confirmed", "imprecise", "contradicted"])]
    if len(settled) < 10:
        return []
    stands = int((settled["verdict"] == "confirmed").sum())
    ids = tuple(sorted({number for row in settled["evidence_ids"] for number in row}))[:4]
    weak = weakest(settled)
    least = f"; least sure on {weak[0]}, {weak[1]} of {weak[2]}" if weak else ""
    return [
        Judgement(
            "claims.document",
            f"Of {len(settled)} claims that could be settled {stands} are confirmed{least}.",
            f"A source for one of the {len(claims) - len(settled)} claims that could not be settled.",
            "6.2", ids, confidence=edition.confidence(ids),
        )
    ]  # fmt: skip


def counts_title(claims: pd.DataFrame) -> str:
    """Title of the chart of verdicts."""
    if len(claims) < 3:
        return "Claims by topic and verdict"
    tally = claims["verdict"].value_counts()
    confirmed, wrong = tally.get("confirmed", 0), tally.get("contradicted", 0)
    return f"{confirmed} of {len(claims)} claims are confirmed, {wrong} contradicted"


def ledger_title(claims: pd.DataFrame) -> str:
    """Title of the ledger."""
    wrong = int(claims["verdict"].isin(["contradicted", "imprecise", "contested"]).sum())
    return f"{wrong} of {len(claims)} claims are contradicted, imprecise or contested"
