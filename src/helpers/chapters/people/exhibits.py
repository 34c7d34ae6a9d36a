"""Exhibits of people and security: students, crises, a third country, visas and offices, themes of events, figures."""

from datetime import date
from functools import partial

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.dates import date2num
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, MaxNLocator

from helpers.chapters.people.frames import TOLERANCE
from helpers.chapters.people.published import name_count, name_values
from helpers.edition import Edition
from helpers.finding import choice, country, number, when, wording
from helpers.finding import several as listing
from helpers.show import style
from helpers.show.board import LINE, broken
from helpers.show.exhibit import LEAD, Column, Exhibit
from helpers.show.labels import counted, event_dates, publisher
from helpers.show.placement import Label, label_points
from helpers.words.formats import label, short
from helpers.words.say import has, phrase

CHART = "exhibit-people-students"
TYPES = {"official": ("o", "a"), "press": ("s", "third"), "other": ("D", "muted")}
LEAST = 3
NAMED = 4  # values that may take a leader to who counted
MARGIN, WHO = 46.0, 2  # mm right of the axes for the latest counts, and how many are named of each value
GAP = 0.8  # mm between two of them
ARROW = 10  # points of a floor or ceiling
APART = 5  # years without a count, before which counts are told and not drawn
PRINTED = 8
SIDES = {"alone_a": "a", "alone_b": "b", "together": "both"}


def students(
    edition: Edition,
    students: pd.DataFrame,
    dated_students: pd.DataFrame,
    recent_students: pd.DataFrame,
    student_ranges: pd.DataFrame,
) -> Exhibit | None:
    """Dated counts of students by type of publisher, with the range of each year."""
    seen = dated_students
    if seen.empty:
        return None
    later = seen["year"].diff() >= APART
    first = int(seen.loc[later[later].index[-1] if later.any() else 0, "year"])
    first = first if (seen["year"] >= first).sum() >= LEAST else int(seen["year"].min())
    early, shown = seen[seen["year"] < first], seen[seen["year"] >= first]
    several = student_ranges[(student_ranges["n"] > 1) & (student_ranges["year"] >= first)]
    last = recent_students
    undated = len(students) - len(seen)
    quantities = {
        "told": choice("few" if len(seen) < LEAST else "range"),
        "origin": country(seen["origin"].iloc[0]),
        "host": country(seen["host"].iloc[0]),
        "low": number(last["low"].min(), "persons"),
        "high": number(last["high"].max(), "persons"),
        "recent": when(str(int(last["year"].min()))),
        "until": when(str(int(last["year"].max()))),
        "first": when(str(first)),
        "early": choice("some" if len(early) else "none"),
        "before": listing(
            [
                {"value": number(_value(row)[0], "persons"), "date": when(row["date"])}
                for row in early.to_dict("records")
            ]
        ),
        "counts": number(len(seen), "counts"),
        "lowest": number(seen["low"].min(), "persons"),
        "highest": number(seen["high"].max(), "persons"),
        "undated": number(undated, "counts"),
    }
    data = students.drop(columns=["start", "stop"]).assign(when=[label(text) for text in students["date"]])
    conflict = bool((several["ratio"] > TOLERANCE).any())
    drawing = partial(_students, edition, shown, recent_students, several)
    return Exhibit(edition, data=data, drawing=drawing, quantities=quantities, conflict=conflict)


def _students(
    edition: Edition, seen: pd.DataFrame, recent_students: pd.DataFrame, several: pd.DataFrame, wide: float
) -> Figure:
    high, foot, margin = (62.0, 11.8, MARGIN) if wide > 120 else (72.0, 16.0, 1.8)
    figure = style.sheet(high, wide)
    across, up = wide - 11 - margin, high - foot - 4.3
    axes = figure.add_axes((11 / wide, foot / high, across / wide, up / high))
    for year, low, high in zip(several["year"], several["low"], several["high"], strict=True):
        left, right = date2num(date(year, 1, 1)), date2num(date(year, 12, 31))
        axes.fill_between([left, right], low, high, color=style.colour("seq-2"), linewidth=0, zorder=0.5)
    for row in seen.to_dict("records"):
        _draw_count(axes, row)
    top = seen["high"].max() * 1.16
    axes.set_ylim(-top * 0.05, top)
    axes.set_yticks([tick for tick in MaxNLocator(5, steps=[1, 2, 5, 10]).tick_values(0, top) if tick <= top])
    start, stop = date(int(seen["year"].min()), 1, 1), edition.as_of
    axes.set_xlim(date2num(start) - 100, date2num(stop) + 200)
    style.years(axes, (edition.as_of.year - start.year) * 110 / across)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
    axes.grid(axis="y")
    counted(axes, phrase(CHART, "label-students", edition))
    recent = seen[seen["people_id"].isin(recent_students["people_id"])]
    beside = recent if margin == MARGIN else recent.iloc[:0]
    _draw_labels(edition, axes, seen, beside)
    if len(beside):
        _draw_margin(edition, axes, beside, across, up)
    _draw_key(edition, figure, seen, len(several) > 0, wide)
    return figure


def _middle(row: dict) -> float:
    return (date2num(row["start"]) + date2num(row["stop"])) / 2


def _draw_count(axes: Axes, row: dict) -> None:
    marker, role = TYPES[row["type"]]
    ink, x = style.colour(role), _middle(row)
    if row["bound"] == "range":
        axes.plot([x, x], [row["low"], row["high"]], color=ink, linewidth=1.4, marker="_", markersize=7, zorder=2)
        return
    if row["bound"] in ("floor", "ceiling"):
        shift = ARROW if row["bound"] == "floor" else -ARROW
        arrow = {"arrowstyle": "<-", "color": ink, "linewidth": 0.9, "shrinkA": 0, "shrinkB": 0}
        axes.annotate(
            "", (x, row["low"]), (0, shift), textcoords="offset points", annotation_clip=False, arrowprops=arrow
        )
    face = style.colour("paper") if row["single"] else ink
    look = {"markersize": 4.8, "markerfacecolor": face, "markeredgecolor": ink, "markeredgewidth": 1.2}
    axes.plot([x], [row["low"]], marker=marker, zorder=3, **look)


def _draw_labels(edition: Edition, axes: Axes, seen: pd.DataFrame, beside: pd.DataFrame) -> None:
    """Value and who counted, each value once a year: the latest first; not for the counts named beside the axes."""
    labels: dict[tuple, Label] = {}
    for row in seen.drop(beside.index).iloc[::-1].to_dict("records"):
        value, short = _value(row)
        text = tuple(broken(f"{short} {_who(edition, row)}", 34))
        near = len(labels) < NAMED
        label = Label((_middle(row), value), text, short=(short,), reach=3.2, leader=near, mirrored=True)
        labels.setdefault((row["year"], value), label)
    marks = [(_middle(row), row["low"]) for row in seen.to_dict("records")]
    tip = ARROW * np.diff(axes.get_ylim())[0] / (axes.bbox.height * 72 / axes.figure.dpi)
    way = seen["bound"].map({"floor": tip, "ceiling": -tip}).fillna(0)
    arrows = [((x, y), (x, y + long)) for (x, y), long in zip(marks, way, strict=True) if long]
    label_points(axes, list(labels.values()), arrows, marks)


def _value(row: dict) -> tuple[float, str]:
    """Where the value of a count stands, and its words."""
    if row["bound"] == "range":
        return (row["low"] + row["high"]) / 2, f"{row['low']:,.0f}–{row['high']:,.0f}"
    value = row["low"] if row["bound"] == "ceiling" else row["high"]
    return value, f"{value:,.0f}"


def _who(edition: Edition, row: dict) -> str:
    return row.get("said_by") or publisher(edition, row["row_ids"])


def _draw_margin(edition: Edition, axes: Axes, rows: pd.DataFrame, wide: float, high: float) -> None:
    """The latest counts right of the axes, each value once with who gives it, on a level line from its latest mark."""
    named: dict[tuple, list[dict]] = {}
    for row in rows.iloc[::-1].to_dict("records"):
        named.setdefault(_value(row), []).append(row)
    low, top = axes.get_ylim()
    place, at_right = axes.get_yaxis_transform(), 1 + 3 / wide
    last = high
    for (value, words), counts in sorted(named.items(), reverse=True):
        who = list(dict.fromkeys(f"{_who(edition, row)} {row['year']:.0f}" for row in counts))
        lines = broken(f"{words} {'; '.join(who[:WHO])}", MARGIN - 4)
        at = min((value - low) / (top - low) * high + LINE / 2, last - GAP)
        last = at - LINE * len(lines)
        if last < -2 * LINE:
            break
        tip = (low + (at - LINE / 2) / high * (top - low), value)
        x = axes.transLimits.transform((_middle(counts[0]), 0))[0]
        axes.plot(
            [x, 1, at_right - 0.5 / wide],
            [tip[1], tip[1], tip[0]],
            transform=place,
            clip_on=False,
            zorder=1,
            color=style.colour("muted"),
            linewidth=0.5,
        )
        for row, line in enumerate(lines):
            axes.text(
                at_right, (at - LINE * (row + 0.5)) / high, line, transform=axes.transAxes, va="center", fontsize=8
            )


def _draw_key(edition: Edition, figure: Figure, seen: pd.DataFrame, bands: bool, wide: float) -> None:
    look = {"linestyle": "", "markersize": 4.8, "markerfacecolor": style.colour("paper"), "markeredgewidth": 1.2}
    handles = [
        Line2D([], [], marker=marker, color=style.colour(role), label=phrase(CHART, f"label-{kind}", edition), **look)
        for kind, (marker, role) in TYPES.items()
        if (seen["type"] == kind).any()
    ]
    if bands:
        text = phrase(CHART, "label-band", edition)
        handles.append(Line2D([], [], color=style.colour("seq-2"), linewidth=7, label=text))
    figure.legend(
        handles=handles, loc="lower left", ncols=int(wide / 42), columnspacing=1.4, handletextpad=0.6, borderaxespad=0
    )


def crises(edition: Edition, crisis_figures: pd.DataFrame) -> Exhibit | None:
    """What sources count in each crisis that hurt people, as ranges."""
    if crisis_figures.empty:
        return None
    rows = crisis_figures.to_dict("records")
    data = crisis_figures.assign(
        crisis=[
            ", ".join((title, short(text)))
            for title, text in zip(crisis_figures["title"], crisis_figures["crisis_date"], strict=True)
        ],
        what=[name_count(edition, row) for row in rows],
        published=[
            name_values(edition, [("range" if row["low"] < row["high"] else "", row["low"], row["high"])], "persons")
            for row in rows
        ],
        counted=[short(text) for text in crisis_figures["date"]],
    )
    columns = [Column("crisis", "group"), Column("what"), Column("published", "number"), Column("counted")]
    columns += [Column("source_ids", "sources")]
    first = crisis_figures.iloc[0]
    own = crisis_figures[(crisis_figures["crisis"] == first["crisis"]) & crisis_figures["origin"].ne("")]
    dead, home = (own[own["metric"] == metric].head(1) for metric in ("deaths", "evacuated"))
    home = home[home["origin"].isin(dead["origin"])]
    quantities = {
        "told": choice("both" if len(home) else "some"),
        "crises": number(crisis_figures["crisis"].nunique(), "crises"),
        "latest": when(first["crisis_date"]),
        "origin": country(home["origin"].iloc[0] if len(home) else edition.a.iso3),
        "dead": number(dead["high"].sum(), "persons"),
        "home": number(home["high"].sum(), "persons"),
        "ends": choice("one" if home["low"].equals(home["high"]) else "two"),
    }
    return Exhibit(edition, data=data, columns=columns, quantities=quantities)


def _theme(edition: Edition, key: str) -> str:
    return phrase("people-theme", key, edition)


def themes(edition: Edition, themes: pd.DataFrame) -> Exhibit | None:
    """Subjects of dated events, one event each."""
    if themes.empty:
        return None
    names = [_theme(edition, key) for key in themes["theme"]]
    data = themes.drop(columns=["first", "last"]).assign(
        theme=names,
        span=[
            first if first == last else f"{first}–{last}"
            for first, last in zip(themes["first"], themes["last"], strict=True)
        ],
        when=[short(text) for text in themes["date"]],
        subject=[f"{name} ({n})" for name, n in zip(names, themes["n"], strict=True)],
    )
    most = themes["n"].idxmax()
    quantities = {
        "told": choice("few" if len(themes) < LEAST else "most"),
        "most": wording(names[most]),
        "n": number(int(themes["n"].max()), "events"),
        "events": number(int(themes["n"].sum()), "events"),
    }
    columns = [
        Column("subject"),
        Column("span", screen=True),
        Column("when"),
        Column("description"),
        Column("source_ids", "sources"),
    ]
    return Exhibit(edition, data=data, columns=columns, quantities=quantities)


def _event_columns(*first: Column) -> list[Column]:
    return [
        *first,
        Column("when"),
        Column("event", "lead"),
        Column("status", screen=True),
        Column("notes", screen=True),
        Column("source_ids", "sources"),
    ]


def _told(events: pd.DataFrame) -> pd.Series:
    """An event and what happened."""
    return events["title"] + (LEAD + events["description"]).where(events["description"] != "", "")


def theme_events(edition: Edition, theme_events: pd.DataFrame) -> Exhibit | None:
    """All events of the themes."""
    if theme_events.empty:
        return None
    kept = ["theme", "date", "title", "lane", "description", "status", "notes", "row_ids"]
    data = theme_events[kept].assign(
        event=_told(theme_events),
        theme=[_theme(edition, key) for key in theme_events["theme"]],
        when=event_dates(edition, theme_events),
    )
    quantities = {"events": number(len(data), "events")}
    return Exhibit(edition, data=data, columns=_event_columns(Column("theme")), quantities=quantities)


def other_figures(edition: Edition, other_figures: pd.DataFrame) -> Exhibit | None:
    """All other published counts."""
    table = other_figures
    if table.empty:
        return None
    rows = table.to_dict("records")
    data = table.drop(columns=["values", "origin", "host", "place"]).assign(
        what=[name_count(edition, row) for row in rows],
        when=[label(text) for text in table["date"]],
        published=[name_values(edition, row["values"], row["unit"]) for row in rows],
    )
    conflicts = int(table["conflict"].sum())
    quantities = {
        "told": choice("conflict" if conflicts and len(table) >= LEAST else "few"),
        "conflicts": number(conflicts, "figures"),
        "figures": number(len(table), "figures"),
    }
    columns = [
        Column("what"),
        Column("when"),
        Column("published"),
        Column("unit"),
        Column("notes"),
        Column("source_ids", "sources"),
    ]
    return Exhibit(edition, data=data, columns=columns, quantities=quantities, conflict=conflicts > 0)


def third_country(edition: Edition, third_country: pd.DataFrame, third_country_events: pd.DataFrame) -> Exhibit | None:
    """What the two sides did about a third country that both deal with, latest first."""
    table = third_country_events
    if third_country.empty or table.empty:
        return None
    who = {"a": edition.a.name, "b": edition.b.name, "both": phrase("people-cell", "both", edition)}
    data = table.assign(who=table["side"].map(who), when=event_dates(edition, table), event=_told(table))
    quantities = {
        "country": country(third_country["country"].iloc[0]),
        "events": number(len(table), "events"),
        **{side: number(int((table["side"] == key).sum()), "events") for side, key in SIDES.items()},
        "first": when(table["date"].iloc[-1][:4]),
        "last": when(table["date"].iloc[0][:4]),
    }
    columns = _event_columns(Column("who"))
    return Exhibit(edition, data=data, columns=columns, quantities=quantities, print_rows=PRINTED)


def visas(edition: Edition, visas: pd.DataFrame) -> Exhibit | None:
    """Visa rules between the two."""
    if visas.empty:
        return None
    data = visas.assign(
        who=[edition.country(code).adjective for code in visas["passport"]],
        to=[edition.country(code).name for code in visas["destination"]],
        reason=[_purpose(edition, key) for key in visas["purpose"]],
        since=[short(text) if text else "" for text in visas["start"]],
        confirmed=[short(text) if text else "" for text in visas["last_confirmed"]],
    )
    columns = [Column("who"), Column("to"), Column("reason"), Column("regime"), Column("since")]
    columns += [Column("confirmed"), Column("source_ids", "sources")]
    return Exhibit(edition, data=data, columns=columns, quantities={"rules": number(len(data), "rules")})


def _purpose(edition: Edition, key: str) -> str:
    return phrase("people-cell", "purpose", edition, purpose=choice(key or "any"))


def offices(edition: Edition, office_holders: pd.DataFrame) -> Exhibit | None:
    """Who holds which office of the two sides."""
    if office_holders.empty:
        return None
    data = office_holders.assign(
        side=[edition.country(code).name for code in office_holders["country"]],
        held=[short(text) if text else "" for text in office_holders["since"]],
        seen=[short(text) if text else "" for text in office_holders["seen_last"]],
    )
    columns = [Column("side"), Column("office"), Column("person"), Column("held"), Column("seen")]
    columns += [Column("source_ids", "sources")]
    return Exhibit(edition, data=data, columns=columns, quantities={"offices": number(len(data), "offices")})


def aims(edition: Edition, aims: pd.DataFrame) -> Exhibit | None:
    """What each side says that it wants."""
    if aims.empty:
        return None
    data = aims.assign(
        side=[edition.country(code).name for code in aims["country"]], when=[short(text) for text in aims["date"]]
    )
    columns = [Column("side"), Column("theme"), Column("aim")]
    columns += [Column("said_by"), Column("when"), Column("source_ids", "sources")]
    return Exhibit(edition, data=data, columns=columns, quantities={"aims": number(len(data), "aims")})


def reasons(edition: Edition, reasons: pd.DataFrame) -> Exhibit | None:
    """Why trade is small, and who says so: by cause, the one that is named most often first."""
    if reasons.empty:
        return None
    known = {kind: phrase("people-kind", kind, edition) for kind in set(reasons["kind"]) if has("people-kind", kind)}
    causes = [phrase("people-cause", "", edition, theme=choice(theme or "none")) for theme in reasons["theme"]]
    data = reasons.assign(
        cause=causes,
        who=reasons["kind"].map(known).fillna(reasons["kind"]),
        when=[short(day) for day in reasons["date"]],
    )
    other = phrase("people-cause", "", edition, theme=choice("none"))
    times = data["cause"].value_counts().drop(other, errors="ignore")
    place = data["cause"].map(times).fillna(0)
    data = data.assign(place=place).sort_values(["place", "cause"], ascending=[False, True], kind="stable")
    columns = [
        Column("cause", "group"),
        Column("reason"),
        Column("said_by"),
        Column("who", screen=True),
        Column("when"),
    ]
    quantities = {
        "told": choice("most" if len(times) > 1 and times.iloc[0] > times.iloc[1] else "few"),
        "cause": wording(times.index[0] if len(times) else other),
        "most": number(int(times.max()) if len(times) else 0, "reasons"),
        "reasons": number(len(data), "reasons"),
    }
    return Exhibit(
        edition,
        data=data.drop(columns="place"),
        columns=[*columns, Column("source_ids", "sources")],
        quantities=quantities,
        print_rows=PRINTED,
    )
