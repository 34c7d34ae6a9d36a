"""Targets as they were announced, and totals drawn against them."""

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from helpers.chapters.trade.exhibits.wording import say_owner, say_word, span_of
from helpers.edition import Edition
from helpers.finding import amount, choice, country, number, several, share, union, when
from helpers.periods import period
from helpers.show import style
from helpers.show.exhibit import Column, Exhibit
from helpers.show.labels import (
    MILLION,
    fiscal_years,
    head,
    log_axis,
    place_of,
    role_of,
    runs,
    side_mark,
    write,
    write_beside,
)
from helpers.words.formats import label, listed, short
from helpers.words.say import phrase

NAME = "exhibit-trade-targets-and-actual"
DOTTED = {"color": style.colour("ink"), "linestyle": ":", "zorder": 1}


def targets(edition: Edition, announcements: pd.DataFrame) -> Exhibit | None:
    """Every announcement of a target, with who, when, due date and the baseline quoted then."""
    if announcements.empty:
        return None
    none = say_word(edition, "no-date")
    table = announcements.assign(
        on=announcements["announced"].map(short),
        by=announcements["announced_by"],
        million=announcements["target_usd"] / MILLION,
        until=[label(text) if text else none for text in announcements["due"]],
        quoted=announcements["baseline_wording"],
    )
    return Exhibit(
        edition,
        data=table,
        columns=[
            Column("on", width=1.15),
            Column("million", "number", 0, width=0.85),
            Column("until", width=0.95),
            Column("by", width=3.1),
            Column("quoted", width=1.75),
            Column("standing", width=1.25),
            Column("source_ids", "sources", width=1.3),
        ],
        quantities={
            "announced": number(len(table), "announcements"),
            "dated": number(int(announcements["due"].ne("").sum()), "announcements"),
        },
        print_rows=12,
    )


def targets_and_actual(
    edition: Edition, totals: pd.DataFrame, announcements: pd.DataFrame, growth_needed: pd.DataFrame
) -> Exhibit | None:
    """Totals by reporting side, calendar and fiscal years apart, with the targets."""
    rows = totals.query("value_usd > 0")
    if rows.empty:
        return None
    aims = announcements.dropna(subset=["target_usd"])
    aims = aims.assign(kind=[period(text).kind if text else "year" for text in aims["due"]])
    kinds = [kind for kind in ("year", "fiscal") if kind in {*rows["kind"], *aims["kind"]}]
    figure, axes = style.new(64, ncols=len(kinds), squeeze=False, sharey=True, width_ratios=[2.3, 1][: len(kinds)])
    for panel, kind in zip(axes[0], kinds, strict=True):
        own = rows[rows["kind"].eq(kind)]
        _totals_panel(panel, edition, own, aims[aims["kind"].eq(kind)], kind, growth_needed)
        head(panel, say_word(edition, f"kind-{kind}"))
    log_axis(axes[0, 0], [value / MILLION for value in (*rows["value_usd"], *aims["target_usd"])], 0.06)
    for panel in axes[0]:
        panel.grid(axis="y")
    axes[0, 0].set_ylabel(phrase(NAME, "label-axis", edition))
    best = rows.loc[rows["value_usd"].idxmax()]
    parts = [
        {"part": share(one / goal), "side": country(side)}
        for one, goal, side in growth_needed[["value_usd", "target_usd", "side"]].itertuples(index=False, name=None)
    ]
    return Exhibit(
        edition,
        data=rows.drop(columns=["end", "stated", "preferred"]),
        drawing=figure,
        quantities={
            "aim": choice("some" if parts else "none"),
            "goal": amount(growth_needed["target_usd"].max()),
            "parts": several(parts),
            **span_of(rows["period"]),
            "goals": choice("some" if len(aims) else "none"),
            "best": amount(best["value_usd"]),
            "best_period": when(best["period"]),
        },
        rows=union([*rows["row_ids"], *aims["row_ids"]]),
        conflict=bool(rows["conflict"].any()),
    )


def _totals_panel(
    axes: Axes, edition: Edition, rows: pd.DataFrame, goals: pd.DataFrame, kind: str, growth_needed: pd.DataFrame
) -> None:
    rows = rows.assign(at=rows["period"].map(place_of), million=rows["value_usd"] / MILLION)
    for side in sorted(set(rows["side"]), key=lambda code: (code == "", code)):
        own = rows[rows["side"].eq(side)]
        books = own[own["basis"].eq("statistics")]
        width = 1.8 if role_of(edition, side) == "a" else 2.2
        tint = style.colour(role_of(edition, side))
        for years, values in runs([end.year for end in books["end"]], books["million"]):
            shift = books["at"].iloc[0] - books["end"].iloc[0].year
            axes.plot([year + shift for year in years], values, color=tint, linewidth=width, zorder=2)
        for chosen, hollow in ((books, False), (own.drop(books.index), True)):
            mark = side_mark(edition, side, hollow, 5 if hollow else 3.6)
            axes.plot(chosen["at"], chosen["million"], linestyle="", zorder=3, **mark)
        if side:
            _name_side(axes, edition, books if len(books) else own, side, kind)
    goals = goals.assign(
        start=[place_of(text) if text else None for text in goals["announced"]],
        until=[place_of(text) if text else None for text in goals["due"]],
    ).astype({"start": float, "until": float})
    places = pd.concat([rows["at"], goals["start"], goals["until"]]).dropna()
    axes.set_xlim(places.min() - 0.9, places.max() + 0.9)
    for row in goals.dropna(subset=["until"]).drop_duplicates(["target_usd", "due"]).to_dict("records"):
        _draw_path(axes, row, growth_needed)
    for goal, own in goals.dropna(subset=["start"]).groupby("target_usd"):
        _draw_amount(axes, edition, goal, goals[goals["target_usd"].eq(goal)], own["start"].min(), places.max() + 0.9)
    if kind == "fiscal":
        fiscal_years(axes, sorted({*rows["at"], *goals["until"].dropna()}))
    else:
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=7, min_n_ticks=1))
        axes.xaxis.set_major_formatter("{x:.0f}")


def _name_side(axes: Axes, edition: Edition, own: pd.DataFrame, side: str, kind: str) -> None:
    """The name of a side at its last point of statistics, else at its last point."""
    at = own["at"].iloc[-1], own["million"].iloc[-1]
    name = say_owner(edition, side)
    if kind == "fiscal":
        write_beside(axes, at, (0, -7), name, ha="center", va="top")
    elif role_of(edition, side) == "a":
        write_beside(axes, at, (5, -3), name, ha="left", va="center")
    else:
        write_beside(axes, at, (-8, 4), name, ha="right", va="bottom")


def _draw_path(axes: Axes, row: dict, growth_needed: pd.DataFrame) -> None:
    """The path from the baseline quoted at the announcement, or the one in use, to a dated target."""
    used = growth_needed.loc[growth_needed["kind"].eq(row["kind"]), "value_usd"]
    base = row["baseline_usd"] if row["baseline_usd"] > 0 else used.iloc[0] if len(used) else None
    due, goal = row["until"], row["target_usd"] / MILLION
    axes.plot(due, goal, marker="d", markersize=4.5, color=style.colour("ink"), linestyle="", zorder=3)
    if base and row["start"] == row["start"]:
        axes.plot([row["start"], due], [base / MILLION, goal], linewidth=1.4, **DOTTED)


def _draw_amount(axes: Axes, edition: Edition, goal: float, rows: pd.DataFrame, start: float, right: float) -> None:
    """A dotted line at an amount from its first announcement on, labelled with the due dates that were named."""
    axes.plot([start, right], [goal / MILLION] * 2, linewidth=0.9, **DOTTED)
    dues = [phrase(NAME, "label-due", edition, due=when(due)) for due in sorted(set(rows["due"]) - {""}, key=place_of)]
    dues += [say_word(edition, "no-date")] if rows["due"].eq("").any() else []
    text = f"{phrase(NAME, 'label-goal', edition, goal=amount(goal))}: {listed(dues)}"
    if start - axes.get_xlim()[0] > 6:
        write(axes, start - 0.4, goal / MILLION, text, ha="right", va="center")
    else:
        write_beside(axes, (right, goal / MILLION), (0, 3), text.removeprefix("USD "), ha="right", va="bottom")
