"""The document under test, its statements, the evidence on each, and the ledger of verdicts."""

import pandas as pd

from helpers.chapters.claims.rule import PENDING, computed_verdict
from helpers.datapackage.read import InputError
from helpers.edition import Edition
from helpers.finding import union
from helpers.methods.decimal_years import elapsed_years
from helpers.periods import period

# How a source that is merely cited relates to a statement, by the verdict that the editor drew from it.
CITED = {
    "confirmed": "supports",
    "imprecise": "supports",
    "contested": "contradicts",
    "contradicted": "contradicts",
    "unverified": "context",
}
# The first sentence; of a contested statement what speaks for it and the sentence that says what speaks against it.
_REASON = r"(?s)^(?P<reason>(?:.*?\bAgainst: )?.+?\.(?=\s|$)|.*)\s*(?P<rest>.*)$"


def document(edition: Edition, claims_document: str) -> pd.DataFrame:
    """The document under test: one row of the table ``documents``, or none.

    Raises
    ------
    InputError
        If there is no such document.
    """
    documents = edition.documents
    if not claims_document:
        return documents.head(1)
    if claims_document not in set(documents["document_id"]):
        known = ", ".join(documents["document_id"]) or "none: there are no documents"
        raise InputError(f"claims_document: found {claims_document!r}, expected one of {known}")
    return documents[documents["document_id"] == claims_document]


def statements(edition: Edition, document: pd.DataFrame) -> pd.DataFrame:
    """What the document says: its rows of the table ``claims``, known with the document, whatever was found later."""
    claims = edition.whole("claims")
    return claims[claims["document_id"].isin(document["document_id"])].reset_index(drop=True)


def evidence_links(edition: Edition, document: pd.DataFrame, statements: pd.DataFrame) -> pd.DataFrame:
    """The evidence on each statement, a row a link; the document itself is none.

    The links are the rows of the table ``evidence``. A package without such rows has citations only; a citation
    relates to the statement as the editor's verdict says.

    Returns
    -------
    pandas.DataFrame
        ``claim_id``, ``relation`` (``supports``, ``contradicts``, ``context``), ``source_ids``, ``known`` (whether it
        was public by the as-of date), ``typed`` (whether it is a row of ``evidence``), ``row_ids``.
    """
    typed = edition.whole("evidence") if "evidence" in edition.package.tables else pd.DataFrame({"claim_id": []})
    typed = typed[typed["claim_id"].isin(statements["claim_id"])]
    links = _typed(edition, typed) if len(typed) else _cited(edition, statements)
    own = set(union(document["source_ids"]))
    other = links["source_ids"].map(lambda ids: not ids or not set(ids) <= own)
    columns = ["claim_id", "relation", "source_ids", "known", "typed", "row_ids"]
    return links.astype({"known": bool, "typed": bool})[other.astype(bool)][columns].reset_index(drop=True)


def _cited(edition: Edition, statements: pd.DataFrame) -> pd.DataFrame:
    links = statements[["claim_id", "verdict", "source_ids", "row_ids"]].explode("source_ids")
    return links.assign(
        relation=links["verdict"].map(CITED),
        known=links["source_ids"].isin(edition.clocks.known_sources),
        source_ids=[(source,) for source in links["source_ids"]],
        typed=False,
    )


def _typed(edition: Edition, typed: pd.DataFrame) -> pd.DataFrame:
    of_row = typed["table"].ne("")
    behind = typed["table"] + ":" + typed["row_id"]
    tables = {name: getattr(edition.all, name)["row_ids"] for name in typed.loc[of_row, "table"].unique()}
    seen = {row for rows in tables.values() for ids in rows for row in ids}
    ids = [
        edition.sources_of([row]) if has_row else (int(source),)
        for row, has_row, source in zip(behind, of_row, typed["source_id"], strict=True)
    ]
    public = [edition.vintage == "latest" or edition.clocks.seen(day) for day in typed["known_from"]]
    return typed.assign(
        source_ids=ids,
        known=[
            is_public and (row in seen if has_row else sources[0] in edition.clocks.known_sources)
            for is_public, row, has_row, sources in zip(public, behind, of_row, ids, strict=True)
        ],
        row_ids=typed["row_ids"] + behind.map(lambda row: (row,) if row != ":" else ()),
        typed=True,
    )


def ledger(edition: Edition, statements: pd.DataFrame, evidence_links: pd.DataFrame) -> pd.DataFrame:
    """Every statement with its verdict at the as-of date.

    By the rule the verdict follows from the evidence known by then; the editor's stands where he gives a reason and
    all of his evidence was known. A package without typed evidence has the verdicts of its table, each as soon as all
    of its sources were known; before that it is ``not yet assessable``.

    Returns
    -------
    pandas.DataFrame
        The columns of ``claims`` with ``verdict`` as it stands, ``supports`` and ``contradicts`` (independent
        publishers known by then), ``independent`` (those behind the verdict), ``primary`` (those of them with a primary
        source), ``confidence``, ``reason`` and ``rest`` (first sentence of ``evidence`` and what follows), ``source_ids`` (known by then, without the document) and
        ``row_ids``. What was found later is not told.
    """
    known = evidence_links[evidence_links["known"]]
    supports = _gathered(statements, known[known["relation"] == "supports"], "source_ids")
    contradicts = _gathered(statements, known[known["relation"] == "contradicts"], "source_ids")
    complete = ~statements["claim_id"].isin(evidence_links.loc[~evidence_links["known"], "claim_id"])
    verdict = statements["verdict"].where(complete, PENDING)
    if evidence_links["typed"].any():
        strong = [sources.map(edition.confidence).ne("low") for sources in (supports, contradicts)]
        overridden = complete & (statements.get("override_reason", "") != "")
        verdict = statements["verdict"].where(overridden, pd.Series(map(computed_verdict, *strong)))
    behind = (
        (supports + contradicts).mask(verdict == "confirmed", supports).mask(verdict == "contradicted", contradicts)
    )
    texts = statements[["evidence", "evidence_value", "first_seen"]].where(complete, "")
    return statements.assign(
        **texts,
        **texts["evidence"].str.extract(_REASON),
        verdict=verdict,
        supports=supports.map(edition.sources.independent),
        contradicts=contradicts.map(edition.sources.independent),
        independent=behind.map(edition.sources.independent),
        primary=behind.map(edition.sources.primary).map(edition.sources.independent),
        confidence=[
            edition.confidence(ids, conflict=reading == "contested")
            for ids, reading in zip(behind, verdict, strict=True)
        ],
        source_ids=_gathered(statements, known, "source_ids"),
        row_ids=(statements["row_ids"] + _gathered(statements, known, "row_ids")).map(lambda rows: union([rows])),
    )


def _gathered(statements: pd.DataFrame, links: pd.DataFrame, column: str) -> pd.Series:
    """The tuples of the links of each statement, united."""
    sets = links.groupby("claim_id")[column].agg(union)
    return pd.Series([sets.get(claim, ()) for claim in statements["claim_id"]], index=statements.index, dtype=object)


def older_figures(ledger: pd.DataFrame) -> pd.DataFrame:
    """Statements whose figure was published before the date that the document gives it, with the ``years`` between."""
    rows = ledger[ledger["first_seen"].ne("") & ledger["claimed_date"].ne("")]
    rows = rows[pd.to_numeric(rows["value"], errors="coerce").notna()]
    spans = zip(rows["first_seen"], rows["claimed_date"], strict=True)
    rows = rows.assign(years=[elapsed_years(period(seen).start, period(claimed).start) for seen, claimed in spans])
    return rows[rows["years"] > 0].reset_index(drop=True)
