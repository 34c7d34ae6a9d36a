"""Exhibits of the claims ledger: a mark a statement, every statement with its reason, figures older than said."""

from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from helpers.chapters.claims.rule import PENDING, VERDICTS, WORST_FIRST
from helpers.edition import Edition
from helpers.finding import choice, number
from helpers.periods import period
from helpers.show import style
from helpers.show.exhibit import Column, Exhibit
from helpers.words.say import phrase

MOST_MARKS = 60  # beyond that a mark stands for its count
LOOKS = {
    "confirmed": {"marker": "o", "color": style.colour("delivered")},
    "imprecise": {
        "marker": "o",
        "color": style.colour("delivered"),
        "fillstyle": "left",
        "markerfacecoloralt": style.colour("paper"),
    },
    "contested": {"marker": "D", "color": style.colour("late"), "markeredgecolor": style.colour("ink")},
    "contradicted": {"marker": "X", "color": style.colour("stalled"), "markersize": 9},
    "unverified": {"marker": "o", "color": style.colour("muted"), "markerfacecolor": style.colour("paper")},
    PENDING: {"marker": ".", "color": style.colour("muted")},
}


def _theme(edition: Edition, topic: str) -> str:
    return phrase("exhibit-claims-ledger", "cell-theme", edition, topic=choice(topic))


def _known_then(edition: Edition, row: Any) -> str:
    """What stands for the editor's reason while not all of his evidence was public."""
    counts = {side: number(getattr(row, side), "publishers") for side in ("supports", "contradicts")}
    state = choice("pending" if row.verdict == PENDING else "judged")
    return phrase("exhibit-claims-ledger", "cell-known", edition, state=state, **counts)


def _mark(verdict: str) -> dict:
    return {"linestyle": "", "markersize": 8, "markeredgewidth": 0.8, **LOOKS[verdict]}


def _tally(ledger: pd.DataFrame) -> dict:
    doubtful = ledger["verdict"].isin(["contradicted", "imprecise", "contested"])
    counts = {"confirmed": ledger["verdict"] == "confirmed", "wrong": ledger["verdict"] == "contradicted"}
    return {
        "statements": number(len(ledger), "claims"),
        **{name: number(int(rows.sum()), "claims") for name, rows in {**counts, "doubtful": doubtful}.items()},
    }


def verdicts(edition: Edition, ledger: pd.DataFrame, verdicts_by_topic: pd.DataFrame) -> Exhibit | None:
    """Figure: a mark a statement, by theme and verdict; counts beside the marks where there are many."""
    if ledger.empty:
        return None
    shown = [verdict for verdict in (*VERDICTS, PENDING) if verdict in verdicts_by_topic]
    figure, axes = style.new(8 + 5 * max(len(verdicts_by_topic), len(shown)))
    for place, counts in enumerate(verdicts_by_topic[shown].to_dict("records")):
        _marks(axes, place, counts, single=len(ledger) <= MOST_MARKS)
    axes.set_yticks(range(len(verdicts_by_topic)), [_theme(edition, topic) for topic in verdicts_by_topic["topic"]])
    axes.set_ylim(len(verdicts_by_topic) - 0.4, -0.6)
    axes.set_xticks([])
    axes.tick_params(axis="y", length=0)
    axes.spines[["left", "bottom"]].set_visible(False)
    totals = verdicts_by_topic[shown].sum()
    handles = [Line2D([], [], label=f"{totals[verdict]} {verdict}", **_mark(verdict)) for verdict in shown]
    axes.legend(handles=handles, loc="center left", bbox_to_anchor=(1, 0.5), handletextpad=0.3)
    return Exhibit(edition, data=verdicts_by_topic, drawing=figure, quantities=_tally(ledger))


def _marks(axes: Axes, place: int, counts: dict[str, int], single: bool) -> None:
    at = 0
    for verdict, count in counts.items():
        if not count:
            continue
        drawn = count if single else 1
        axes.plot(range(at, at + drawn), [place] * drawn, clip_on=False, **_mark(verdict))
        if not single:
            axes.annotate(f"{count:,}", (at, place), (7, 0), textcoords="offset points", va="center", fontsize=8)
        at += drawn if single else 3


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
        Column("theme", width=0.9),
        Column("claim", width=2.6),
        Column("verdict", width=1.0),
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
