"""Exhibits of the claims ledger: a mark a statement, every statement with its reason, figures older than said."""

from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from helpers.chapters.claims.rule import PENDING, VERDICTS, WORST_FIRST
from helpers.edition import Edition
from helpers.finding import choice, number
from helpers.periods import period
from helpers.show import placement, style
from helpers.show.exhibit import Column, Exhibit
from helpers.show.placement import MM
from helpers.words.say import phrase

MOST_MARKS = 60  # beyond that a mark stands for its count
SQUARE_MM, NAME_MM, GROUP_GAP = 5.0, 4.2, 2.5  # height of a square and of a name, room between two verdicts
# Told apart by fill and hatch: full, half, dotted, crossed, empty.
LOOKS: dict[str, dict] = {
    "confirmed": {"facecolor": style.colour("delivered")},
    "imprecise": {"facecolor": style.colour("on-track"), "hatch": "//////"},
    "contested": {"facecolor": style.colour("late"), "hatch": "...."},
    "contradicted": {"facecolor": style.colour("stalled"), "hatch": "xxxx"},
    "unverified": {"facecolor": style.colour("paper")},
    PENDING: {"facecolor": style.colour("context")},
}


def _theme(edition: Edition, topic: str) -> str:
    return phrase("exhibit-claims-ledger", "cell-theme", edition, topic=choice(topic))


def _known_then(edition: Edition, row: Any) -> str:
    """What stands for the editor's reason while not all of his evidence was public."""
    counts = {side: number(getattr(row, side), "publishers") for side in ("supports", "contradicts")}
    state = choice("pending" if row.verdict == PENDING else "judged")
    return phrase("exhibit-claims-ledger", "cell-known", edition, state=state, **counts)


def _tally(ledger: pd.DataFrame) -> dict:
    doubtful = ledger["verdict"].isin(["contradicted", "imprecise", "contested"])
    counts = {"confirmed": ledger["verdict"] == "confirmed", "wrong": ledger["verdict"] == "contradicted"}
    return {
        "statements": number(len(ledger), "claims"),
        **{name: number(int(rows.sum()), "claims") for name, rows in {**counts, "doubtful": doubtful}.items()},
    }


def verdicts(edition: Edition, ledger: pd.DataFrame, verdicts_by_topic: pd.DataFrame) -> Exhibit | None:
    """Figure: a square a statement in one line, by verdict; bars by count where there are many."""
    if ledger.empty:
        return None
    shown = [verdict for verdict in (*VERDICTS, PENDING) if verdict in verdicts_by_topic]
    totals = verdicts_by_topic[shown].sum()
    figure = _squares(edition, totals[totals > 0])
    return Exhibit(edition, data=verdicts_by_topic, drawing=figure, quantities=_tally(ledger))


def _squares(edition: Edition, totals: pd.Series) -> Figure:
    """One line of squares, a square a statement, or of bars by count where there are many; the names under their group."""
    single = totals.sum() <= MOST_MARKS
    size = min(6.0, (170 - GROUP_GAP * (len(totals) - 1)) / totals.sum())
    lefts = [size * before + GROUP_GAP * place for place, before in enumerate(totals.cumsum() - totals)]
    names = [f"label-{'pending' if verdict == PENDING else verdict}" for verdict in totals.index]
    texts = [
        f"{count} {phrase('exhibit-claims-verdicts', name, edition)}" for name, count in zip(names, totals, strict=True)
    ]
    rows: list[int] = []
    # From the right: a name stands under the leaders of the groups that it runs below.
    for place in reversed(range(len(texts))):
        end = min(lefts[place], 170 - placement.width(texts[place], 8.4) / MM) + placement.width(texts[place], 8.4) / MM
        below = [row for left, row in zip(lefts[place + 1 :], rows, strict=True) if left < end + 1]
        rows.insert(0, 1 + max(below, default=-1))
    total = SQUARE_MM + 3 + NAME_MM * (1 + max(rows))
    figure = style.sheet(total)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, 170)
    axes.set_ylim(-total, 0)
    axes.axis("off")
    for (verdict, count), left, text, row in zip(totals.items(), lefts, texts, rows, strict=True):
        for place in range(count if single else 1):
            wide = size - 0.5 if single else size * count
            box = (left + place * size, -SQUARE_MM - 0.5)
            look = {"linewidth": 0.7, "edgecolor": style.colour("ink"), **LOOKS[verdict]}
            axes.add_patch(Rectangle(box, wide, SQUARE_MM, **look))
        top = -SQUARE_MM - 1.6 - row * NAME_MM
        axes.plot([left + 0.2] * 2, [-SQUARE_MM - 0.8, top], color=style.colour("ink"), linewidth=0.6)
        at = min(left, 170 - placement.width(text, 8.4) / MM)
        axes.text(at, top - 0.3, text, va="top", fontsize=8.4)
    return figure


def ledger(edition: Edition, ledger: pd.DataFrame) -> Exhibit | None:
    """Table: every statement with verdict and reason, by theme in the order of the document, the worst first."""
    if ledger.empty:
        return None
    themes = list(ledger["topic"].unique())
    known = [_known_then(edition, row) for row in ledger[["verdict", "supports", "contradicts"]].itertuples()]
    rows = ledger.assign(
        theme=ledger["topic"].map(lambda topic: _theme(edition, topic)),
        reason=ledger["reason"].mask(ledger["reason"] == "", pd.Series(known, ledger.index)),
        by_theme=ledger["topic"].map(themes.index),
        by_verdict=ledger["verdict"].map(WORST_FIRST.index),
    ).sort_values(["by_theme", "by_verdict", "claim_id"])
    columns = [
        Column("claim_id", width=0.5, screen=True),
        Column("paragraph", "number", width=0.4, screen=True),
        Column("theme", "group"),
        Column("claim", width=2.6),
        Column("verdict", "verdict"),
        Column("reason", width=3.6),
        Column("rest", width=3.0, screen=True),
        Column("independent", "number", width=0.6, screen=True),
        Column("confidence", width=1.0, screen=True),
        Column("source_ids", "sources", width=0.9),
    ]
    return Exhibit(
        edition,
        data=rows[[*(column.key for column in columns), "evidence", "row_ids"]],
        columns=columns,
        quantities=_tally(ledger),
        print_rows=len(rows),
    )


def older(edition: Edition, older_figures: pd.DataFrame) -> Exhibit | None:
    """Figure: the year that the document gives a figure against the month in which it was first published."""
    if older_figures.empty:
        return None
    figure, axes = style.new(14 + 8 * len(older_figures))
    for place, row in enumerate(older_figures.itertuples()):
        seen, claimed = period(row.first_seen), period(row.claimed_date)
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
        axes.annotate(row.claim, (seen.middle, place), (0, 9), textcoords="offset points")
    axes.set_ylim(-0.6, len(older_figures) - 0.2)
    axes.set_yticks([])
    style.years(axes, 0)
    axes.margins(x=0.25)
    return Exhibit(
        edition,
        data=older_figures[["claim_id", "claim", "first_seen", "claimed_date", "years", "row_ids"]],
        drawing=figure,
        quantities={"figures": number(len(older_figures), "figures")},
    )
