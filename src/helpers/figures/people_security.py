"""Exhibits of people and security: students by source, themes of events, what was not found, other figures."""

from datetime import date

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter

from helpers.analysis import people_security as people
from helpers.edition import Edition
from helpers.figures.exhibit import Column, Exhibit, absent, alt_text
from helpers.figures.passage import Note
from helpers.periods import label, short
from helpers.show import style

TYPES = {"official": ("o", "a"), "press": ("s", "third"), "other": ("D", "muted")}


def student_chart(edition: Edition, frame: pd.DataFrame) -> Exhibit | Note:
    """Exhibit 5.1: dated counts of students by type of source, with the range of each year."""
    seen = frame[frame["year"].notna()] if len(frame) else frame
    if seen.empty:
        return absent("5.1", "No dated count of students of either side in the other is on record.", ["people"])
    figure, axes = style.new(54)
    _bands(axes, people.ranges(seen))
    for row in seen.to_dict("records"):
        _point(axes, row)
    _labels(axes, seen)
    top = seen["high"].max() * 1.16
    axes.set_yticks([tick for tick in axes.get_yticks() if 0 <= tick <= top])
    axes.set_ylim(-top * 0.05, top)
    start, stop = date(int(seen["year"].min()), 1, 1), edition.as_of
    axes.set_xlim(date2num(start) - 200, date2num(stop) + 500)
    style.years(axes, edition.as_of.year - start.year)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axes.grid(axis="y")
    axes.set_ylabel("Students")
    _key(figure, seen)
    title = people.students_title(edition, frame)
    first, last = int(seen["year"].min()), int(seen["year"].max())
    span = f"{first} to {last}" if first < last else f"{first}"
    undated = len(frame) - len(seen)
    note = (
        "A band spans all values published for a year; it is no statistical interval. Each mark is one statement: "
        "hollow on one source; an arrow up is a floor, an arrow down a ceiling, a bar a range."
    )
    if undated:
        note += f" Not drawn: {undated} undated."
    return Exhibit(
        number="5.1",
        name="students",
        title=title,
        subtitle=f"Students, persons, {span}, as each source published it, by type of publisher",
        sources=edition.sources,
        source_ids=[number for ids in frame["source_ids"] for number in ids],
        data=frame.drop(columns=["start", "stop"]),
        drawing=figure,
        alt=alt_text(
            "Dot chart",
            "published counts of students",
            edition.name,
            span,
            edition.as_of,
            title,
            f"Lowest {seen['low'].min():,.0f}, highest {seen['high'].max():,.0f}.",
        ),
        note=note,
        conflict=people.widest(seen) is not None,
    )


def _bands(axes: Axes, table: pd.DataFrame) -> None:
    for row in table[table["n"] > 1].to_dict("records"):
        left, right = date2num(date(row["year"], 1, 1)), date2num(date(row["year"], 12, 31))
        axes.fill_between([left, right], row["low"], row["high"], color=style.colour("seq-2"), linewidth=0, zorder=0.5)


def _middle(row: dict) -> float:
    return (date2num(row["start"]) + date2num(row["stop"])) / 2


def _point(axes: Axes, row: dict) -> None:
    marker, role = TYPES[row["type"]]
    ink, x = style.colour(role), _middle(row)
    if row["bound"] == "range":
        axes.plot([x, x], [row["low"], row["high"]], color=ink, linewidth=1.4, marker="_", markersize=7, zorder=2)
        return
    if row["bound"] in ("floor", "ceiling"):
        shift = 10 if row["bound"] == "floor" else -10
        axes.annotate(
            "",
            (x, row["low"]),
            (0, shift),
            textcoords="offset points",
            annotation_clip=False,
            arrowprops={"arrowstyle": "<-", "color": ink, "linewidth": 0.9, "shrinkA": 0, "shrinkB": 0},
        )
    face = style.colour("paper") if row["single"] else ink
    axes.plot(
        [x],
        [row["low"]],
        marker=marker,
        markersize=4.8,
        markerfacecolor=face,
        markeredgecolor=ink,
        markeredgewidth=1.2,
        zorder=3,
    )


def _labels(axes: Axes, seen: pd.DataFrame) -> None:
    """Label the latest, the highest, the first value and the lowest of the recent ones, each value once a year."""
    recent = people.recent(seen)
    latest, highest, first, lowest = seen.index[-1], seen["high"].idxmax(), seen.index[0], recent["low"].idxmin()
    taken: set[tuple[float, float]] = set()
    for index in dict.fromkeys((latest, highest, first, lowest)):
        row = seen.loc[index].to_dict()
        value = row["low"] if index == lowest else row["high"]
        if (row["year"], value) in taken:
            continue
        taken.add((row["year"], value))
        offset, across, up = (7, 0), "left", "center"
        if index == lowest and index not in (latest, first):
            offset, across, up = (0, -6), "center", "top"
        elif index == highest and index != latest:
            offset, across = (-7, 0), "right"
        axes.annotate(
            f"{value:,.0f}", (_middle(row), value), offset, textcoords="offset points", fontsize=8, va=up, ha=across
        )


def _key(figure, seen: pd.DataFrame) -> None:
    names = {"official": "official publisher", "press": "press", "other": "academic or other"}
    handles = [
        Line2D(
            [],
            [],
            marker=TYPES[kind][0],
            color=style.colour(TYPES[kind][1]),
            linestyle="",
            markersize=4.8,
            markerfacecolor=style.colour("paper"),
            markeredgewidth=1.2,
            label=text,
        )
        for kind, text in names.items()
        if (seen["type"] == kind).any()
    ]
    if seen["year"].duplicated().any():
        handles.append(
            Line2D([], [], color=style.colour("seq-2"), linewidth=7, label="range between sources in a year")
        )
    figure.legend(
        handles=handles, loc="outside lower left", ncols=4, columnspacing=1.4, handletextpad=0.6, borderaxespad=0
    )


def themes(edition: Edition, table: pd.DataFrame) -> Exhibit | Note:
    """Exhibit 5.2: security, Afghanistan, education, bank, flights and culture, one event each."""
    if table.empty:
        return absent(
            "5.2", "No dated event on security, education, culture or flights is on record for this pair.", ["events"]
        )
    return Exhibit(
        number="5.2",
        name="themes",
        title=people.themes_title(table),
        subtitle=f"Dated events by subject up to {label(edition.as_of.isoformat())}, and the one that stands for it: "
        "a crisis first, then the best documented",
        sources=edition.sources,
        source_ids=[number for ids in table["source_ids"] for number in ids],
        data=table.assign(
            subject=[f"{row['theme']} ({row['n']})" for row in table.to_dict("records")],
            when=[short(text) for text in table["date"]],
        ),
        columns=[
            Column("subject", "Subject (events)", width=1.9),
            Column("span", "Years", screen=True),
            Column("when", "Date", width=1.25),
            Column("description", "What happened", width=5.7),
            Column("source_ids", "Sources", "sources", width=1.25),
        ],
        note="All events of a subject are in the list of events on screen (table 5.3).",
        print_rows=4,
    )


def theme_list(edition: Edition, table: pd.DataFrame) -> Exhibit | Note:
    """Exhibit 5.3 (screen): all events of the themes."""
    if table.empty:
        return absent(
            "5.3",
            "No dated event on security, education, culture or flights is on record for this pair.",
            ["events"],
            screen=True,
        )
    return Exhibit(
        number="5.3",
        name="theme-events",
        title=f"All {len(table)} events on security, education, culture and daily links",
        subtitle=f"By subject, latest first, as of {label(edition.as_of.isoformat())}",
        sources=edition.sources,
        source_ids=[number for ids in table["source_ids"] for number in ids],
        data=table,
        columns=[
            Column("theme", "Subject"),
            Column("when", "Date"),
            Column("title", "Event", width=2.0),
            Column("description", "What happened", width=3.0),
            Column("status", "Status"),
            Column("notes", "Notes", width=2.0),
            Column("source_ids", "Sources", "sources"),
        ],
        screen=True,
    )


def other_figures(edition: Edition, table: pd.DataFrame) -> Exhibit | Note:
    """Exhibit 5.4 (screen): all other published counts."""
    if table.empty:
        return absent(
            "5.4", "No other published count of people or money is on record for this pair.", ["people"], screen=True
        )
    return Exhibit(
        number="5.4",
        name="other-figures",
        title=people.figures_title(table),
        subtitle=f"As published, latest first, as of {label(edition.as_of.isoformat())}; within a year the latest date",
        sources=edition.sources,
        source_ids=[number for ids in table["source_ids"] for number in ids],
        data=table,
        columns=[
            Column("what", "Quantity", width=2.6),
            Column("when", "Date"),
            Column("published", "Published", width=1.6),
            Column("unit", "Unit"),
            Column("notes", "Notes", width=2.4),
            Column("source_ids", "Sources", "sources"),
        ],
        conflict=bool(table["conflict"].any()),
        screen=True,
    )


def not_found(edition: Edition, lines: list[tuple[str, tuple[int, ...]]]) -> Note:
    """The printed list of what no public figure was found for."""
    title = f"Not found by {label(edition.as_of.isoformat())}"
    if not lines:
        return Note(title, ["Every quantity that this chapter asks for has a published figure."])
    return Note(title, [text for text, _ in lines], [ids for _, ids in lines])
