"""Targets as they were announced, and totals drawn against them."""

from dataclasses import replace

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FixedLocator

from helpers.chapters.trade.exhibits.wording import say_owner, say_word, span_of
from helpers.edition import Edition
from helpers.finding import Quantity, amount, choice, country, number, several, share, union, when, wording
from helpers.show import style
from helpers.show.exhibit import Column, Exhibit
from helpers.show.labels import MILLION, draw_line, log_axis, place_of, role_of, runs, side_mark, write_beside
from helpers.show.placement import Label, label_points
from helpers.show.style import whole_numbers
from helpers.words import formats
from helpers.words.formats import label, listed, short
from helpers.words.say import phrase

NAME = "exhibit-trade-targets-and-actual"
RECENT = 3 * 366  # days before the latest total within which another is drawn to scale or named
LEAST_TIMES = 2
HIGH = 46.0  # mm: it shares the first page with its text


def targets(edition: Edition, announcements: pd.DataFrame) -> Exhibit | None:
    """Every announcement of a target by its occasion, the latest first: who, due date and the baseline quoted then."""
    if announcements.empty:
        return None
    none = say_word(edition, "no-date")
    announcements = announcements.sort_values("announced", ascending=False, kind="stable", ignore_index=True)
    titles = edition.all.events.set_index("event_id")["title"]
    named = announcements["event_id"].map(titles).fillna(announcements["occasion"])
    table = announcements.assign(
        occasion=[
            ", ".join(filter(None, [short(day), name]))
            for day, name in zip(announcements["announced"], named, strict=True)
        ],
        by=announcements["announced_by"],
        million=announcements["target_usd"] / MILLION,
        until=[label(text) if text else none for text in announcements["due"]],
        quoted=announcements["baseline_wording"],
    )
    return Exhibit(
        edition,
        data=table,
        columns=[
            Column("occasion", "group"),
            Column("by"),
            Column("million", "number", 0),
            Column("until"),
            Column("quoted"),
            Column("standing"),
            Column("source_ids", "sources"),
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
    rows = rows.assign(at=rows["period"].map(place_of), million=rows["value_usd"] / MILLION)
    aims = announcements.dropna(subset=["target_usd"])
    bars = _scale_rows(edition, rows, growth_needed)

    def draw(wide: float) -> Figure:
        # On a telephone the bars stand over the history, on paper beside it.
        above = 6.0 * len(bars) + 9 if wide < style.NARROW and len(bars) > 1 else 0.0
        figure = style.sheet(HIGH + above, wide)
        low, high = 6.5 / (HIGH + above), (HIGH - 13) / (HIGH + above)
        beside = len(bars) > 1 and not above
        history = figure.add_axes((0.44, low, 0.555, high) if beside else (10.2 / wide, low, 1 - 12 / wide, high))
        if len(bars) > 1:
            over = (0.005, HIGH / (HIGH + above), 0.99, (above - 7) / (HIGH + above))
            room = (0.005, low, 0.32, high) if beside else over
            _to_scale(edition, figure.add_axes(room), bars)
        _history(edition, history, rows, aims, growth_needed)
        return figure

    best = rows.loc[rows["value_usd"].idxmax()]
    parts = [
        {"part": share(one / goal), "side": country(side)}
        for one, goal, side in growth_needed[["value_usd", "target_usd", "side"]].itertuples(index=False, name=None)
    ]
    times = (growth_needed["target_usd"] / growth_needed["value_usd"]).round()
    aim = "none" if not parts else "some" if times.min() < LEAST_TIMES else "one" if times.nunique() == 1 else "grow"
    return Exhibit(
        edition,
        data=rows.drop(columns=["end", "stated", "preferred", "at", "million"]),
        drawing=draw,
        quantities={
            "aim": choice(aim),
            "low_times": number(float(times.min()) if parts else 0.0, "times"),
            "high_times": number(float(times.max()) if parts else 0.0, "times"),
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


def _scale_rows(edition: Edition, rows: pd.DataFrame, growth_needed: pd.DataFrame) -> list[tuple[float, str, str]]:
    """What is drawn to scale: the latest total of each side and its latest statistics, then the largest aim in use."""
    if growth_needed.empty:
        return []
    sides = rows[rows["side"].isin(edition.pair)].sort_values("end", kind="stable")
    latest = pd.concat([sides.groupby("side").tail(1), sides[sides["basis"] == "statistics"].groupby("side").tail(1)])
    since = sides["end"].max() - pd.Timedelta(days=RECENT)
    latest = latest[latest["end"] >= since]
    # What the sentences count from comes in any case.
    latest = pd.concat([sides.merge(growth_needed[["side", "period", "value_usd"]]), latest])
    latest = latest.drop_duplicates(["side", "period", "value_usd"]).sort_values("value_usd")
    bars = []
    for row in latest.itertuples():
        words = {"owner": country(row.side), "period": when(row.period), "basis": choice(_basis(row.basis))}
        text = phrase(NAME, "label-bar", edition, value=_millions(row.value_usd), **words)
        bars.append((row.million, role_of(edition, row.side), text))
    aim = growth_needed.loc[growth_needed["target_usd"].idxmax()]
    quantities = {
        "value": _millions(aim["target_usd"]),
        "due": when(aim["due"]),
        "dated": choice("yes" if aim["due"] else "no"),
    }
    return [*bars, (aim["target_usd"] / MILLION, "", phrase(NAME, "label-aim", edition, **quantities))]


def _millions(usd: float) -> Quantity:
    """A value in the unit of the axes."""
    value = usd / MILLION
    return wording(formats.number(value, 0 if value >= 10 else 1))


def _basis(name: str) -> str:
    return "statistics" if name == "statistics" else "statement"


def _to_scale(edition: Edition, axes: Axes, bars: list[tuple[float, str, str]]) -> None:
    """Bars from zero: what is, and the aim as a dotted frame."""
    axes.set_title(phrase(NAME, "label-scale", edition), loc="left", fontsize=8.5, fontweight="bold")
    axes.set_xlim(0, max(value for value, *_ in bars) * 1.01)
    axes.set_ylim(len(bars) - 0.4, -0.6)
    for place, (value, role, text) in enumerate(bars):
        if role:
            axes.barh(place, value, 0.58, color=style.colour(role), edgecolor=style.colour("ink"), linewidth=0.6)
            inside = value > 0.45 * axes.get_xlim()[1]
            at = (0.02 * axes.get_xlim()[1] if inside else value, place)
            # White on the first colour, ink on the light one.
            tint = "paper" if inside and role == "a" else "ink"
            write_beside(axes, at, (4, 0), text, va="center", color=style.colour(tint), bbox=None)
        else:
            look = {"facecolor": "none", "edgecolor": style.colour("ink"), "linestyle": (0, (1, 1.5)), "linewidth": 1.3}
            axes.barh(place, value, 0.58, **look)
            write_beside(axes, (0, place), (5, 0), text, va="center", fontweight="bold", bbox=None)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines["bottom"].set_visible(False)
    axes.spines["left"].set_color(style.colour("ink"))


def _history(edition: Edition, axes: Axes, rows: pd.DataFrame, aims: pd.DataFrame, used: pd.DataFrame) -> None:
    """All years on a log axis: lines for statistics of calendar years, dots for fiscal ones, hollow for what was said."""
    dated = aims[aims["due"].ne("") & aims["announced"].ne("")]
    aimed = [
        (
            goal,
            own["announced"].map(place_of).min(),
            own["due"].map(place_of).max(),
            sorted(set(own["due"]), key=place_of),
        )
        for goal, own in dated.groupby("target_usd")
    ]
    ends = [*rows["at"], *(end for *_, end, _ in aimed)]
    axes.set_title(phrase(NAME, "label-history", edition), loc="left", fontsize=8.5, fontweight="bold")
    goals = [goal / MILLION for goal, *_ in aimed]
    log_axis(axes, [*rows["million"], *goals], 0.04)
    # The largest aim has its own tick, in place of one too near for both.
    ticks = [tick for tick in axes.get_yticks() if not goals or abs(np.log10(tick / max(goals))) > 0.35]
    axes.yaxis.set_major_locator(FixedLocator(sorted({*ticks, *goals[-1:]})))
    axes.set_xlim(min(ends) - 0.9, max(ends) + 3.2)
    whole_numbers(axes.xaxis)
    lines, marks, labels = [], [], []
    for side in sorted(set(rows["side"]), key=lambda code: (code == "", code)):
        role = role_of(edition, side)
        own = rows[rows["side"].eq(side)]
        books = own[own["basis"].eq("statistics") & own["kind"].eq("year")]
        for years, values in runs([end.year for end in books["end"]], books["million"]):
            points = [(year + 0.5, value) for year, value in zip(years, values, strict=True)]
            if len(points) > 1:
                draw_line(axes, points, role)
                lines.append(points)
            else:
                axes.plot(*points[0], linestyle="", **side_mark(edition, side, False, 4))
                marks += points
        said = own.drop(books.index)
        for hollow, chosen in ((False, said["basis"].eq("statistics")), (True, said["basis"].ne("statistics"))):
            axes.plot(
                said.loc[chosen, "at"],
                said.loc[chosen, "million"],
                linestyle="",
                zorder=4,
                **side_mark(edition, side, hollow, 4.6),
            )
        marks += list(zip(said["at"], said["million"], strict=True))
        labels += _side_labels(edition, own, books, side, used)
    for goal, start, end, dues in aimed:
        span = [(start, goal / MILLION), (end, goal / MILLION)]
        ink = style.colour("ink")
        axes.plot(*zip(*span, strict=True), color=ink, linestyle=(0, (1, 1.5)), linewidth=1.6, zorder=4)
        axes.plot(end, goal / MILLION, marker="|", markersize=8, markeredgewidth=1.6, color=ink, zorder=4)
        named = [phrase(NAME, "label-due", edition, due=when(due)) for due in dues]
        text = phrase(NAME, "label-goal", edition, goal=_millions(goal), dues=wording(listed(named, last="or")))
        labels.insert(0, Label(span[0], (text,), bold=True, mirrored=True, leader=False))
        lines.append(span)
    label_points(axes, labels, lines, marks, beyond=(0, 0, 1, 1))


def _side_labels(
    edition: Edition, own: pd.DataFrame, books: pd.DataFrame, side: str, used: pd.DataFrame
) -> list[Label]:
    """The last value of a side's statistics and the last of all, with their years, and the name of the side at its line."""
    found = []
    if len(books) > 1:
        middle = books.iloc[len(books) // 3]
        name = Label((middle["end"].year + 0.5, middle["million"]), (say_owner(edition, side),), bold=True)
        found.append(replace(name, role="a" if role_of(edition, side) == "a" else "ink"))
    counted = own[own["period"].isin(used.loc[used["side"] == side, "period"])]
    recent = books[books["end"] >= own["end"].max() - pd.Timedelta(days=RECENT)]
    last = pd.concat([recent.tail(1), counted, own.tail(1)])
    for row in last[~last.index.duplicated()].itertuples():
        words = {"value": _millions(row.value_usd), "period": when(row.period)}
        found.append(Label((row.at, row.million), (phrase(NAME, "label-last", edition, **words),)))
    return found
