"""Exhibits of the claims ledger: a mark a statement, every statement with its reason, figures older than said."""

from functools import partial
from typing import Any

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from helpers.chapters.claims.rule import PENDING, VERDICTS, WORST_FIRST
from helpers.edition import Edition
from helpers.finding import choice, number
from helpers.periods import label
from helpers.show import style
from helpers.show.board import LINE, ROW_GAP, SIZE, Board
from helpers.show.exhibit import Column, Exhibit
from helpers.show.placement import MM, width
from helpers.words.say import phrase

MOST_MARKS = 60  # beyond that a mark stands for its count
GAP = 2.5  # mm between two verdicts
# Told apart by form and fill: full disc, half disc, diamond, crossed square, ring; a grey square is not yet judged.
LOOKS = {
    "confirmed": ("o", "delivered"),
    "imprecise": ("o", "on-track"),
    "contested": ("D", "late"),
    "contradicted": ("s", "stalled"),
    "unverified": ("o", "paper"),
    PENDING: ("s", "context"),
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
    confirmed = ledger["verdict"] == "confirmed"
    counts = {
        "confirmed": confirmed,
        "wrong": ledger["verdict"] == "contradicted",
        "doubtful": doubtful,
        "unconfirmed": ~confirmed,
    }
    return {
        "statements": number(len(ledger), "claims"),
        **{name: number(int(rows.sum()), "claims") for name, rows in counts.items()},
    }


def verdicts(edition: Edition, ledger: pd.DataFrame) -> Exhibit | None:
    """Figure: a mark a statement, by verdict; bars by count where there are many."""
    if ledger.empty:
        return None
    order = [*VERDICTS, PENDING]
    rows = ledger.sort_values("verdict", key=lambda verdict: verdict.map(order.index), kind="stable")
    rows = rows[["claim_id", "topic", "claim", "verdict", "row_ids"]].reset_index(drop=True)
    return Exhibit(edition, data=rows, drawing=partial(_marks, edition, rows), quantities=_tally(ledger))


def _marks(edition: Edition, rows: pd.DataFrame, wide: float) -> Figure:
    """A mark a statement, in lines, each verdict with its number and name; bars by count where there are many."""
    board, totals = Board(wide), rows.groupby("verdict", sort=False).size()
    if totals.sum() > MOST_MARKS:
        scale = (wide - 40) / totals.max()
        for verdict, count in totals.items():
            board.write(0, board.y, _named(edition, verdict, count), 38)
            ink = {"edgecolor": style.colour("ink")}
            board.bar(40, 40 + count * scale, board.y + LINE / 2, LOOKS[verdict][1], 2.6, **ink)
            board.y += LINE + ROW_GAP
        return board.done()
    names = {verdict: _named(edition, verdict, count) for verdict, count in totals.items()}

    def needed(verdict: str, size: float) -> float:
        return max(totals[verdict] * size, width(names[verdict], SIZE) / MM)

    # On one line if marks of 2.4 mm allow it.
    sizes = [3.4 - step / 10 for step in range(11)]
    size = next((s for s in sizes if sum(needed(one, s) + GAP for one in names) <= wide + GAP), 3.4)
    x, of = 0.0, {verdict: own.itertuples() for verdict, own in rows.groupby("verdict")}
    for verdict, count in totals.items():
        name, need = names[verdict], needed(verdict, size)
        if x and x + need > wide:
            x, board.y = 0.0, board.y + 2 * LINE + 2
        for place in range(count):
            at = x + (place + 0.5) * size
            _mark(board, verdict, at, board.y + 1.7, size)
            row = next(of[verdict])
            board.tell(row.Index, at, at, board.y + 1.7, f"{verdict} · {row.claim}")
        board.rule(board.y + 3.9, x, x + count * size, "ink")
        board.write(x, board.y + 4.4, name, wide)
        x += need + GAP
    board.y += 4.6 + LINE
    return board.done()


def _named(edition: Edition, verdict: str, count: int) -> str:
    key = "pending" if verdict == PENDING else verdict
    return f"{count} {phrase('exhibit-claims-verdicts', f'label-{key}', edition)}"


def _mark(board: Board, verdict: str, x: float, y: float, size: float) -> None:
    marker, role = LOOKS[verdict]
    ink, paper = style.colour("ink"), style.colour("paper")
    fill = {"fillstyle": "left", "markerfacecoloralt": paper} if verdict == "imprecise" else {}
    edge = style.colour("muted") if verdict == "unverified" else ink
    look = {
        "markersize": size * MM * (0.75 if marker == "o" else 0.64),
        "markeredgecolor": edge,
        "markeredgewidth": 0.7,
        **fill,
    }
    board.axes.add_artist(Line2D([x], [y], marker=marker, linestyle="", color=style.colour(role), **look))
    if verdict == "contradicted":
        board.axes.add_artist(
            Line2D([x], [y], marker="x", linestyle="", markersize=size, markeredgewidth=1.1, color=paper, zorder=5)
        )


def ledger(edition: Edition, ledger: pd.DataFrame) -> Exhibit | None:
    """Table: every statement with the reason, by verdict, the worst first, in the order of the document."""
    if ledger.empty:
        return None
    themes = list(ledger["topic"].unique())
    verdicts = ledger["verdict"].replace(PENDING, "pending")
    known = [_known_then(edition, row) for row in ledger[["verdict", "supports", "contradicts"]].itertuples()]
    rows = ledger.assign(
        theme=ledger["topic"].map(lambda topic: _theme(edition, topic)),
        reason=ledger["reason"].mask(ledger["reason"] == "", pd.Series(known, ledger.index)),
        backing=[
            f"{one} ({own})" if one else "0" for one, own in zip(ledger["independent"], ledger["primary"], strict=True)
        ],
        found=[phrase("exhibit-claims-verdicts", f"label-{verdict}", edition) for verdict in verdicts],
        by_theme=ledger["topic"].map(themes.index),
        by_verdict=ledger["verdict"].map(WORST_FIRST.index),
    ).sort_values(["by_verdict", "by_theme", "claim_id"])
    columns = [
        Column("claim_id", screen=True),
        Column("paragraph", "number", screen=True),
        Column("found", "verdict"),
        Column("verdict", screen=True),
        Column("theme", screen=True),
        Column("claim"),
        Column("reason"),
        Column("rest", screen=True),
        Column("backing"),
        Column("confidence", screen=True),
        Column("source_ids", "sources"),
    ]
    kept = [*(column.key for column in columns), "independent", "primary", "evidence", "row_ids"]
    return Exhibit(
        edition,
        data=rows[kept],
        columns=columns,
        quantities=_tally(ledger),
        print_rows=len(rows),
    )


def older(edition: Edition, older_figures: pd.DataFrame) -> Exhibit | None:
    """The date that the document gives a figure beside that of its first print."""
    if older_figures.empty:
        return None
    dates = {name: [label(text) for text in older_figures[name]] for name in ("first_seen", "claimed_date")}
    return Exhibit(
        edition,
        data=older_figures[["claim_id", "claim", "first_seen", "claimed_date", "years", "row_ids"]].assign(**dates),
        columns=[
            Column("claim"),
            Column("claimed_date"),
            Column("first_seen"),
            Column("years", "number", digits=1),
            Column("source_ids", "sources"),
        ],
        quantities={"figures": number(len(older_figures), "figures")},
    )
