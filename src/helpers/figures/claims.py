"""Exhibits of the claims ledger."""

import pandas as pd

from helpers.analysis import claims as analysis
from helpers.edition import Edition
from helpers.figures.exhibit import Column, Exhibit, absent, alt_text
from helpers.figures.passage import Note
from helpers.periods import label, period
from helpers.show import style

ROLE = {
    "confirmed": "delivered",
    "imprecise": "on-track",
    "contested": "context",
    "contradicted": "stalled",
    "unverified": "late",
    analysis.PENDING: "grid",
}
LETTER = {
    "confirmed": "C",
    "imprecise": "I",
    "contested": "D",
    "contradicted": "X",
    "unverified": "U",
    analysis.PENDING: "N",
}
COLUMNS = [
    Column("claim_id", "No.", width=0.5),
    Column("paragraph", "Par.", "number", width=0.4, screen=True),
    Column("claim", "Claim", width=1.9),
    Column("evidence", "What was found", width=5.2),
    Column("verdict", "Verdict", width=1.1),
    Column("independent", "Indep.", "number", width=0.6),
    Column("confidence", "Confidence", width=1.05),
    Column("evidence_ids", "Sources", "sources", width=0.9),
]
LIGHT = {"confirmed", "contradicted"}


def _ids(frame: pd.DataFrame) -> list[int]:
    return sorted({number for ids in frame["source_ids"] for number in ids})


def verdicts(edition: Edition, claims: pd.DataFrame) -> Exhibit | Note:
    """Figure 6.1: claims by topic and verdict."""
    if not len(claims):
        return absent("6.1", "No document with claims about this pair is on record.", ["documents", "claims"])
    table = analysis.counts(claims)
    figure, axes = style.new(11 + 3.7 * len(table))
    left = pd.Series(0, index=table.index)
    for verdict in table.columns:
        bars = axes.barh(
            table.index, table[verdict], left=left, color=style.colour(ROLE[verdict]), edgecolor=style.colour("ink"),
            linewidth=0.5, label=f"{LETTER[verdict]} {verdict}",
        )  # fmt: skip
        shown = [f"{LETTER[verdict]} {value}" if value else "" for value in table[verdict]]
        ink = style.colour("paper") if verdict in LIGHT else style.colour("ink")
        axes.bar_label(bars, shown, label_type="center", color=ink, fontsize=8)
        left = left + table[verdict]
    axes.set_xlabel("claims")
    axes.legend(loc="center left", bbox_to_anchor=(1, 0.5), ncols=1)
    title = analysis.counts_title(claims)
    when = edition.as_of.isoformat()
    return Exhibit(
        number="6.1", name="verdicts", title=title,
        subtitle=f"Claims of the document by topic and verdict, number, as of {label(when)}",
        alt=alt_text("Stacked bars", "claims by topic and verdict", edition.name, "one document", edition.as_of, title),
        sources=edition.sources, source_ids=_ids(claims), data=table.reset_index(), drawing=figure,
    )  # fmt: skip


def ledger(edition: Edition, claims: pd.DataFrame, rows: int = 5) -> Exhibit | Note:
    """Table 6.2: the ledger, what does not stand first; all rows on screen."""
    if not len(claims):
        return absent("6.2", "No document with claims about this pair is on record.", ["documents", "claims"])
    ranked = claims.assign(place=claims["verdict"].map(analysis.ORDER.index)).sort_values(["place", "claim_id"])
    ranked["verdict"] = [f"{LETTER[verdict]} {verdict}" for verdict in ranked["verdict"]]
    return Exhibit(
        number="6.2", name="ledger", title=analysis.ledger_title(claims),
        subtitle="Claims of the document, in our words, with what was found; independent sources beside the document",
        sources=edition.sources, source_ids=_ids(claims),
        data=ranked[[column.key for column in COLUMNS]],
        columns=COLUMNS,
        print_rows=rows,
    )  # fmt: skip


def older(edition: Edition, claims: pd.DataFrame) -> Exhibit | Note:
    """Figure 6.3: date claimed against date first seen."""
    rows = analysis.older(claims)
    if not len(rows):
        return absent("6.3", "No figure is on record earlier than the document dates it.", ["claims"], screen=True)
    figure, axes = style.new(14 + 8 * len(rows))
    for place, row in enumerate(rows.to_dict("records")):
        seen, claimed = period(row["first_seen"]), period(row["claimed_date"])
        axes.plot([seen.middle, claimed.middle], [place, place], color=style.colour("muted"), linewidth=0.8)
        axes.barh(
            place,
            claimed.end - claimed.start,
            left=claimed.start,
            height=0.16,
            color=style.colour("b"),
            edgecolor=style.colour("ink"),
            linewidth=0.5,
        )
        axes.plot(seen.middle, place, marker="o", color=style.colour("a"))
        axes.annotate(f"{row['claim']}", (seen.middle, place), xytext=(0, 9), textcoords="offset points")
    axes.set_ylim(-0.6, len(rows) - 0.2)
    axes.set_yticks([])
    axes.xaxis.set_major_locator(style.mpl.dates.YearLocator())
    axes.xaxis.set_major_formatter(style.mpl.dates.DateFormatter("%Y"))
    axes.margins(x=0.25)
    title = f"{len(rows)} figures were on record before the year the document gives them"
    return Exhibit(
        number="6.3", name="older", title=title,
        subtitle="Circle: month the figure is first on record; bar: year that the document gives it",
        alt=alt_text("Dot chart", "date claimed against date first seen", edition.name, "", edition.as_of, title),
        sources=edition.sources, source_ids=_ids(rows),
        data=rows[["claim_id", "claim", "first_seen", "claimed_date", "years"]],
        drawing=figure,
        screen=True,
    )  # fmt: skip
