"""Exhibits of people and security: students, crises, a third country, visas and offices, themes of events, figures."""

from functools import partial

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from helpers.chapters.people.frames import TOLERANCE
from helpers.chapters.people.published import name_count, name_value, name_values
from helpers.edition import Edition
from helpers.finding import choice, country, number, union, when, wording
from helpers.show import style
from helpers.show.board import LINE, SIZE, Board
from helpers.show.exhibit import LEAD, Column, Exhibit
from helpers.show.labels import event_dates, publisher
from helpers.show.placement import MM, width
from helpers.words.formats import label, short
from helpers.words.say import has, phrase

CHART = "exhibit-people-students"
TYPES = {"official": ("o", "a"), "press": ("s", "third"), "other": ("D", "muted")}
LEAST = 3
COUNTS, WHO = 13, 2  # rows of counts that are drawn, and how many are named of each value
GAP = 0.4  # mm between two of them
PRINTED = 8
EXPLAINED, LISTED = 5, 20  # events of a third country: explained on paper, and listed
SIDES = {"alone_a": "a", "alone_b": "b", "together": "both"}


def students(
    edition: Edition,
    students: pd.DataFrame,
    dated_students: pd.DataFrame,
    recent_students: pd.DataFrame,
    student_ranges: pd.DataFrame,
) -> Exhibit | None:
    """Dated counts of students, a row a value and year, the latest first, with who gave it."""
    if dated_students.empty:
        return None
    last, undated = recent_students, len(students) - len(dated_students)
    rows = _one_a_value(edition, dated_students, students)
    shown = rows.head(COUNTS)
    quantities = {
        "told": choice("few" if len(dated_students) < LEAST else "range"),
        "origin": country(dated_students["origin"].iloc[0]),
        "host": country(dated_students["host"].iloc[0]),
        "low": number(last["low"].min(), "persons"),
        "high": number(last["high"].max(), "persons"),
        "recent": when(str(int(last["year"].min()))),
        "until": when(str(int(last["year"].max()))),
        "first": when(str(int(shown["year"].min()))),
        "earlier": number(int((dated_students["year"] < shown["year"].min()).sum()), "counts"),
        "counts": number(len(dated_students), "counts"),
        "lowest": number(dated_students["low"].min(), "persons"),
        "highest": number(dated_students["high"].max(), "persons"),
        "undated": number(undated, "counts"),
    }
    data = students.drop(columns=["start", "stop"]).assign(when=[label(text) for text in students["date"]])
    several = student_ranges[(student_ranges["n"] > 1) & (student_ranges["year"] >= shown["year"].min())]
    drawing = partial(_students, edition, shown)
    return Exhibit(
        edition, data=data, drawing=drawing, quantities=quantities, conflict=bool((several["ratio"] > TOLERANCE).any())
    )


def _one_a_value(edition: Edition, dated: pd.DataFrame, students: pd.DataFrame) -> pd.DataFrame:
    """The counts, the latest first, those of one value and year in one row with all who gave it.

    So many whole years are kept as fit into :data:`COUNTS` rows, at least the latest.
    """
    rows = dated.assign(
        place=[students.index[students["people_id"] == one][0] for one in dated["people_id"]],
        who=[row.get("said_by") or publisher(edition, row["row_ids"]) for row in dated.to_dict("records")],
    )
    rows = rows.iloc[::-1].groupby(["year", "low", "high", "bound", "type", "single"], as_index=False, sort=False)
    rows = rows.agg(date=("date", "first"), place=("place", "first"), who=("who", lambda who: list(dict.fromkeys(who))))
    fits = rows["year"].map(rows.groupby("year").size().sort_index(ascending=False).cumsum()) <= COUNTS
    return rows[fits] if fits.any() else rows


def _students(edition: Edition, rows: pd.DataFrame, wide: float) -> Figure:
    board = Board(wide)
    small = wide < style.NARROW
    left, right = (2.0, wide - 8) if small else (98.0, wide - 4)
    _draw_key(edition, board, rows)
    top = rows["high"].max() or 1
    ticks = [tick for tick in MaxNLocator(4, steps=[1, 2, 5, 10]).tick_values(0, top) if tick <= top * 1.15]
    scale = (right - left) / max(top, ticks[-1])
    for tick in ticks:
        board.write(left + tick * scale, board.y, f"{tick:,.0f}", 14, align="center", role="muted")
    start = board.y = board.y + LINE + 1
    year = rows["year"].iloc[0]
    for row in rows.to_dict("records"):
        if row["year"] != year:
            board.rule(board.y, 0, wide)
            year, board.y = row["year"], board.y + 0.4
        value, who = name_value(edition, {**row, "unit": "persons"}), "; ".join(row["who"][:WHO])
        high = board.write(0, board.y, short(row["date"]), 18)
        if small:
            board.write(17, board.y, value, 30, bold=True)
            high = board.write(44, board.y, who, wide - 44) + LINE
        else:
            high = max(high, board.write(19, board.y, who, 53))
            board.write(94, board.y, value, 30, align="right", bold=True)
        y = board.y + (high - LINE / 2 if small else LINE / 2)
        low, end = left + row["low"] * scale, left + row["high"] * scale
        marker, role = TYPES[row["type"]]
        board.rule(y, low, end, role, linewidth=1.6)
        for x in {low, end}:
            board.dot(x, y, role, not row["single"], marker)
        board.tell(row["place"], low, end, y, f"{short(row['date'])} · {value} · {who}")
        board.y += high + GAP
    for tick in ticks:
        board.stem(left + tick * scale, start, board.y, zorder=0)
    return board.done()


def _draw_key(edition: Edition, board: Board, rows: pd.DataFrame) -> None:
    """What the marks stand for, where there are several kinds."""
    x, kinds = 1.0, [kind for kind in TYPES if (rows["type"] == kind).any()]
    for kind in kinds if len(kinds) > 1 else ():
        name = phrase(CHART, f"label-{kind}", edition)
        board.dot(x, board.y + LINE / 2, TYPES[kind][1], False, TYPES[kind][0])
        board.write(x + 2, board.y, name, 60)
        x += 6 + width(name, SIZE) / MM
    board.y += LINE + 0.8 if len(kinds) > 1 else 0.0


def crises(edition: Edition, crisis_figures: pd.DataFrame) -> Exhibit | None:
    """What sources count in each crisis that hurt people, as ranges; what was planned stands beside what was done."""
    if crisis_figures.empty:
        return None
    planned = crisis_figures["metric"].eq("evacuation_expected")
    done = crisis_figures[~planned].merge(
        crisis_figures.loc[planned, ["crisis", "origin", "low", "high", "row_ids"]].assign(metric="evacuated"),
        "left",
        on=["crisis", "origin", "metric"],
        suffixes=("", "_planned"),
    )
    rows = done.to_dict("records")
    data = done.assign(
        crisis=[", ".join((row["title"], short(row["crisis_date"]))) for row in rows],
        what=[_words("crises", f"cell-{row['metric'].replace('_', '-')}", edition) for row in rows],
        who=[_words("crises", "cell-who", edition, of=choice("one" if row["origin"] else "anyone"),
                    origin=country(row["origin"] or edition.a.iso3)) for row in rows],
        published=[_counted(edition, row) for row in rows],
        counted=[short(text) for text in done["date"]],
        row_ids=[union([row["row_ids"], row["row_ids_planned"]]) if row["high_planned"] == row["high_planned"]
                 else row["row_ids"] for row in rows],
    ).drop(columns="row_ids_planned")  # fmt: skip
    columns = [Column("crisis", "group"), Column("what"), Column("published"), Column("who"), Column("counted")]
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


def _words(exhibit: str, name: str, edition: Edition, **quantities) -> str:
    return phrase(f"exhibit-people-{exhibit}", name, edition, **quantities)


def _counted(edition: Edition, row: dict) -> str:
    """The range of a count, with what was planned."""
    ends = [(row["low"], row["high"]), (row["low_planned"], row["high_planned"])]
    value, plan = (
        name_values(edition, [("range" if low < high else "", low, high)], "persons") if high == high else ""
        for low, high in ends
    )
    return _words("crises", "cell-planned", edition, value=wording(value), plan=wording(plan)) if plan else value


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
    late = pd.Series(range(len(table)), table.index) < EXPLAINED
    data = table.assign(
        who=table["side"].map(who),
        when=event_dates(edition, table),
        event=_told(table).where(late, table["title"]),
        more=table["description"].mask(late, ""),
    )
    quantities = {
        "country": country(third_country["country"].iloc[0]),
        "events": number(len(table), "events"),
        **{side: number(int((table["side"] == key).sum()), "events") for side, key in SIDES.items()},
        "first": when(table["date"].iloc[-1][:4]),
        "last": when(table["date"].iloc[0][:4]),
    }
    first, last = _event_columns(Column("who"))[:3], _event_columns()[2:]
    columns = [*first, Column("more", screen=True), *last]
    return Exhibit(edition, data=data, columns=columns, quantities=quantities, print_rows=LISTED)


def visas(edition: Edition, visas: pd.DataFrame) -> Exhibit | None:
    """Visa rules between the two."""
    if visas.empty:
        return None
    rows = visas.to_dict("records")
    data = visas.assign(
        way=[
            _words("visas", "cell-way", edition, passport=country(row["passport"]), to=country(row["destination"]))
            for row in rows
        ],
        reason=[_purpose(edition, key) for key in visas["purpose"]],
        rule=[
            _words(
                "visas",
                "cell-rule",
                edition,
                regime=wording(row["regime"]),
                earlier=choice("yes" if row["earlier"] else "no"),
            )
            for row in rows
        ],
        since=[short(text) if text else "" for text in visas["start"]],
        confirmed=[short(text) if text else "" for text in visas["last_confirmed"]],
    )
    columns = [Column("way", "group"), Column("reason"), Column("rule"), Column("since")]
    columns += [Column("confirmed"), Column("source_ids", "sources")]
    past = visas[visas["earlier"]].head(1)
    way = ["passport", "destination"]
    now = visas[~visas["earlier"]].merge(past[way]).head(1) if len(past) else visas.head(1)
    quantities = {
        "rules": number(len(data), "rules"),
        "told": choice("changed" if len(past) else "known"),
        "passport": country(now["passport"].iloc[0]),
        "regime": wording(now["regime"].iloc[0]),
        "reason": wording(_purpose(edition, past["purpose"].sum())),
        "before": wording(past["regime"].sum()),
        "started": choice("yes" if past["start"].sum() else "no"),
        "start": when(past["start"].sum() or edition.as_of.isoformat()),
        "until": when(past["last_confirmed"].sum() or edition.as_of.isoformat()),
    }
    return Exhibit(edition, data=data, columns=columns, quantities=quantities)


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
    voiced = data[data["kind"] != "derived"]  # our own reading is no voice
    times = voiced["cause"].value_counts().drop(other, errors="ignore")
    place = data["cause"].map(times).fillna(0)
    data = data.assign(place=place).sort_values(["place", "cause"], ascending=[False, True], kind="stable")
    heads = {
        cause: {"cause": wording(cause), "n": number(int((voiced["cause"] == cause).sum()), "reasons")}
        for cause in set(data["cause"])
    }
    data["cause"] = [
        _words("reasons", "cell-cause", edition, **heads[cause], all=number(len(voiced), "reasons"))
        for cause in data["cause"]
    ]
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
        "reasons": number(len(voiced), "reasons"),
    }
    return Exhibit(
        edition,
        data=data.drop(columns="place"),
        columns=[*columns, Column("source_ids", "sources")],
        quantities=quantities,
        print_rows=PRINTED,
    )
