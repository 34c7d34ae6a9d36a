"""Drawings and tables of programmes: the page of one, and what is published of all that concern the pair."""

import re
from functools import partial
from textwrap import wrap

import pandas as pd
import pycountry
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.chapters.connectivity.exhibits import sheet, sheet_rows
from helpers.chapters.connectivity.exhibits.sheet_rows import _land, _when, _words
from helpers.chapters.connectivity.findings.programmes import _slug
from helpers.edition import Edition
from helpers.finding import choice, country, number, when, wording
from helpers.methods.decimal_years import decimal_year
from helpers.periods import period
from helpers.show import style
from helpers.show.exhibit import Column, Exhibit
from helpers.show.labels import counted
from helpers.show.placement import Label, label_points
from helpers.words import formats

LOOKS = (("a", "o"), ("b", "s"), ("third", "D"))
UNITS = r"_(usd|cny|pkr|eur|km|pct|mw|kv|gwh|t|usc_kwh|usd_15y)$"
SHEET = ["panel", "group", "what", "of", "land", "done", "told", "low", "high", "top", "unit", "value"]
SHEET += ["first", "last", "state", "reached", "row_ids"]
NUMBERS = ("low", "high", "top", "value")
BAND = 1.0  # a promise of a year is a bar a year long


def _value(value: float, unit: str) -> str:
    if value != value:
        return ""
    if unit == "USD":
        return formats.usd(value)
    if pycountry.currencies.get(alpha_3=unit):
        return f"{unit} {formats.number(value / 1e6, 0 if value >= 20e6 else 1)} million"
    return formats.number(value, 0 if float(value).is_integer() else 1)


def _range(low: float, high: float, unit: str) -> str:
    ends = [_value(low, unit), _value(high, unit)]
    return ends[0] if ends[0] == ends[1] else " to ".join(ends)


def _metric(name: str) -> str:
    """What is measured, without the unit, which stands in a column of its own."""
    return re.sub(UNITS, "", name).replace("_", " ")


def _published(figures: pd.DataFrame) -> pd.DataFrame:
    """The figures as a reader sees them: what, how much, unit, when."""
    spans = zip(figures["low"], figures["high"], figures["unit"], strict=True)
    return figures.assign(
        metric=figures["metric"].map(_metric),
        published=[_range(*span) for span in spans],
        unit=[unit if not pycountry.currencies.get(alpha_3=unit) else "" for unit in figures["unit"]],
        when=[_when(first, last) for first, last in zip(figures["first"], figures["last"], strict=True)],
    )


def programme_sheet(
    edition: Edition,
    page: pd.DataFrame,
    page_parties: pd.DataFrame,
    page_money: pd.DataFrame,
    page_sizes: pd.DataFrame,
    page_promises: pd.DataFrame,
    runs: pd.DataFrame,
) -> Exhibit | None:
    """Figure: who is in the programme of the page, what it costs and carries, what was promised of each part."""
    used = sheet_rows.runs(edition, page, runs)
    parts = sheet_rows.promised(edition, page_promises, bool(used))
    title = sheet_rows.found(edition, page_parties, bool(used), page_money)
    rows = [
        *sheet_rows.parties(edition, page_parties),
        *sheet_rows.money(edition, page_money),
        *sheet_rows.sizes(edition, page_sizes),
    ]
    rows += [*used, *parts]
    if not rows:
        return None
    data = pd.DataFrame(rows, columns=SHEET)
    data = data.assign(top=sheet_rows.tops(data)).fillna({key: "" for key in SHEET if key not in NUMBERS})
    row = page.iloc[0]
    return Exhibit(
        edition,
        data=data,
        drawing=partial(sheet.draw, edition, data),
        quantities={
            "programme": wording(row["programme"]),
            **title,
            **sheet_rows.runs_known(edition, page, runs),
            "parties": number(page_parties["country"].nunique(), "countries"),
            "moved": number(sum(part["first"] != part["last"] for part in parts), "parts"),
            "rest": number(
                int((data.groupby("panel").cumcount() >= data["panel"].map(sheet.MOST).fillna(0)).sum()), "rows"
            ),
            "named": choice("yes" if row["purpose"] else "no"),
            "name": wording(row["name"]),
            "purpose": wording(row["purpose"]),
        },
        of=_slug(row["programme"]),
    )


def programme_points(
    edition: Edition, page: pd.DataFrame, page_points: pd.DataFrame, page_parties: pd.DataFrame, runs: pd.DataFrame
) -> Exhibit | None:
    """Table: what the programme of the page gives each, how it is used, what moved, what is open, what holds it back.

    Of a kind what concerns a side of the pair that is not in it stands first, then the newest. What holds it back stands
    last: where room is short its oldest rows are cut.
    """
    if page_points.empty:
        return None
    outside = page_parties[page_parties["country"].isin(edition.pair) & ~page_parties["belongs"].astype(bool)].head(1)
    known = sheet_rows.runs_known(edition, page, runs)
    some = known["runs"].value + known["weak"].value
    held = page_points.loc[(page_points["kind"] == "friction") & (page_points["country"] != ""), "country"]
    gains = page_points.loc[page_points["kind"] == "gives", "country"]
    kind = page_points["kind"].replace("moved", "use")
    page_points = page_points.assign(
        place=kind.map({name: place for place, name in enumerate(dict.fromkeys(kind))}),
        other=~page_points["country"].isin(outside["country"]),
    )
    page_points = page_points.sort_values(["place", "other"], kind="stable", ignore_index=True)
    data = page_points.assign(
        about=[_words("programme-points", f"cell-{kind}", edition) for kind in page_points["kind"]],
        land=page_points["country"].map(
            lambda code: _land(edition, code, _words("programme-points", "cell-all", edition))
        ),
        when=page_points["as_of"].map(lambda text: formats.short(text) if text else ""),
    )
    columns = [
        Column("about", "group"),
        Column("land"),
        Column("point"),
        Column("when"),
        Column("source_ids", "sources"),
    ]
    return Exhibit(
        edition,
        data=data[["about", "land", "point", "when", "row_ids"]],
        columns=columns,
        quantities={
            "programme": wording(page.iloc[0]["programme"]),
            **known,
            "told": choice("outside" if len(outside) else "runs" if some else "parties"),
            "land": country(outside["country"].iloc[0] if len(outside) else edition.a.iso3),
            "gains": number(gains[gains != ""].nunique(), "countries"),
            "held": number(held.nunique(), "countries"),
            "where": wording(formats.listed(sorted({_land(edition, code) for code in held}))),
        },
        of=_slug(page.iloc[0]["programme"]),
    )


def slippage(
    edition: Edition, whole_statements: pd.DataFrame, slips: pd.DataFrame, interruptions: pd.DataFrame
) -> Exhibit | None:
    """Figure: the completion promised against the day of the statement; a promise of a year is a bar through the year."""
    shown = list(slips["programme"][: len(LOOKS)])
    rows = whole_statements[whole_statements["programme"].isin(shown)]
    if rows.empty:
        return None
    row = slips.iloc[0]
    return Exhibit(
        edition,
        data=rows[["programme", "stated_on", "date", "stated", "promised_from", "promised", "confidence", "row_ids"]],
        drawing=partial(_slippage, edition, rows, shown, interruptions),
        quantities={
            "programme": wording(row["programme"]),
            "first": when(row["first"]),
            "last": when(row["last"]),
            "passed": number(row["passed"], "years"),
            "way": choice("same" if row["moved"] == 0 else "later" if row["moved"] > 0 else "earlier"),
            "statements": number(len(rows), "statements"),
            "weak": number(int((rows["confidence"] == "low").sum()), "statements"),
            "others": choice("some" if rows["programme"].nunique() > 1 else "none"),
        },
    )


def _slippage(
    edition: Edition, rows: pd.DataFrame, shown: list[str], interruptions: pd.DataFrame, wide: float
) -> Figure:
    figure = style.sheet(78, wide)
    axes = figure.add_axes((8.5 / wide, 0.085, 1 - 12 / wide, 0.865))
    labels: list[Label] = []
    for (role, marker), programme in zip(LOOKS, shown, strict=False):
        own = rows[rows["programme"] == programme]
        labels += _statements(edition, axes, own, role, marker, named=len(shown) > 1)
    low, high = rows["stated"].min() - 0.5, max(edition.as_of.year + 1.0, rows["stated"].max() + 0.5)
    axes.plot([low, high], [low, high], color=style.colour("ink"), linestyle=":", linewidth=1)
    bottom, top = rows["promised_from"].min() - 0.3, rows["promised"].max() + 0.9
    axes.set_xlim(low, high)
    axes.set_ylim(bottom, top)
    middle = max(low, bottom) + 0.2 * (min(high, top) - max(low, bottom))
    labels.append(Label((middle, middle), (_words("slippage", "label-day", edition),), reach=1))
    marks = [*zip(rows["stated"], (rows["promised_from"] + rows["promised"]) / 2, strict=True)]
    years = [year for year in range(int(bottom), int(top) + 1) if bottom <= year + BAND / 2 <= top]
    for year in years:
        if year % 2 == 0:
            axes.axhspan(year, year + BAND, color=style.colour("land"), zorder=0, linewidth=0)
    # A year's name stands in the middle of its band: what was promised for 2018 is beside 2018.
    step = max(1, len(years) // 8)
    axes.set_yticks([year + BAND / 2 for year in years][::step], [f"{year}" for year in years][::step])
    axes.tick_params(axis="y", length=0)
    style.whole_numbers(axes.xaxis)
    counted(axes, _words("slippage", "label-up", edition))
    lines = [[(low, low), (high, high)], *_stops(edition, axes, interruptions, shown, bottom, top, labels)]
    lines += [[(row.stated, row.promised_from), (row.stated, row.promised)] for row in rows.itertuples()]
    label_points(axes, labels, lines, marks)
    return figure


def _statements(edition: Edition, axes: Axes, rows: pd.DataFrame, role: str, marker: str, named: bool) -> list[Label]:
    tint = style.colour(role)
    look = {"color": tint, "markeredgecolor": style.colour("ink"), "markeredgewidth": 0.4, "markersize": 4.5}
    for row in rows.itertuples():
        middle = (row.promised_from + row.promised) / 2
        axes.vlines(row.stated, row.promised_from, row.promised, color=tint, linewidth=2.2, alpha=0.5)
        face = style.colour("paper") if row.confidence == "low" else tint
        axes.plot(row.stated, middle, marker=marker, markerfacecolor=face, linestyle="", **look)
    ends = [rows.index[-1], rows.index[0]]
    # Beside the ends, the first statement of each later year, and of the latest one: that is where the date moved.
    years = rows["promised"].astype(int)
    moved = rows[(years > years.cummax().shift(fill_value=10_000)) | (years.diff() < 0)]
    labels = []
    for index in dict.fromkeys([*ends, *moved.index]):
        row = rows.loc[index]
        said = {"date": when(row["date"]), "stated": when(row["stated_on"]), "programme": wording(row["programme"])}
        text = _words("slippage", "label-said" if named and index in ends else "label-moved", edition, **said)
        at = (row["stated"], (row["promised_from"] + row["promised"]) / 2)
        labels.append(Label(at, (text,), short=tuple(wrap(text, 17)), bold=index == ends[0],
                            mirrored=True, reach=2.5, leader=True))  # fmt: skip
    return labels


def _stops(
    edition: Edition, axes: Axes, interruptions: pd.DataFrame, shown: list[str], bottom: float, top: float, labels: list
) -> list[list[tuple[float, float]]]:
    """An upright line at each day on which work stopped, named at its foot."""
    rows = interruptions[(interruptions["kind"] == "suspended") & interruptions["programme"].isin(shown)]
    lines = []
    for row in rows[rows["date"] != ""].itertuples():
        x = decimal_year(period(row.date).middle)
        axes.plot([x, x], [bottom, top], color=style.colour("stalled"), linestyle="--", linewidth=1.0, zorder=1)
        text = _words("slippage", "label-stopped", edition, part=wording(row.component), date=when(row.date))
        labels.append(Label((x, bottom + 1.2), (text,), short=tuple(wrap(text, 17)), reach=1.0, leader=False))
        lines.append([(x, bottom), (x, top)])
    return lines


def shipments(edition: Edition, shipments: pd.DataFrame, runs: pd.DataFrame) -> Exhibit | None:
    """Table: runs and openings of services on the corridors, the latest first; those between the two are marked."""
    if runs.empty:
        return None
    data = shipments.assign(
        shown=shipments["date"].map(formats.label),
        under=shipments["agreements"].map(", ".join),
        own=shipments["shipment_id"]
        .isin(runs["shipment_id"])
        .map({True: _words("shipments", "cell-own", edition), False: ""}),
    )
    columns = [
        Column("shown"),
        Column("own"),
        Column("route"),
        Column("under"),
        Column("carrier"),
        Column("cargo"),
        Column("days", "number"),
        Column("source_ids", "sources"),
    ]
    keys = ["shown", "date", "route", "own", "under", "carrier", "cargo", "days", "notes", "row_ids"]
    quantities = {
        "runs": number(len(data), "runs"),
        "own": number(len(runs), "runs"),
        "first": when(data["date"].min()),
    }
    return Exhibit(edition, data=data[keys], columns=columns, quantities=quantities)


def programmes(edition: Edition, told_programmes: pd.DataFrame, figures: pd.DataFrame) -> Exhibit | None:
    """Table: what is published of each programme with a page, ranges where sources differ."""
    rows = figures[figures["programme"].isin(told_programmes["programme"])]
    if rows.empty:
        return None
    # Those on which sources differ first.
    rows = rows.iloc[(rows["low"] >= rows["high"]).argsort(kind="stable")]
    columns = [
        Column("component"),
        Column("published"),
        Column("unit"),
        Column("values", "number"),
        Column("metric"),
        Column("programme"),
        Column("when"),
        Column("source_ids", "sources"),
    ]
    data = _published(rows)[[*(column.key for column in columns[:-1]), "row_ids"]]
    differ = int((rows["low"] < rows["high"]).sum())
    quantities = {"differ": number(differ, "quantities"), "quantities": number(len(rows), "quantities")}
    return Exhibit(edition, data=data, columns=columns, quantities=quantities)


def progress(edition: Edition, told_programmes: pd.DataFrame, progress: pd.DataFrame) -> Exhibit | None:
    """Table: progress by programme and country, every published value."""
    rows = progress[progress["programme"].isin(told_programmes["programme"])]
    if rows.empty:
        return None
    whole = _words("progress", "cell-whole", edition)
    data = rows.assign(
        where=rows["country"].map(lambda code: _land(edition, code, whole)),
        when=rows["as_of"].map(formats.label),
    )
    spread = data.groupby(["programme", "where"])["value"].agg(["min", "max"])
    programme, where = (spread["max"] - spread["min"]).idxmax()
    columns = [
        Column("programme"),
        Column("where"),
        Column("component"),
        Column("value", "number"),
        Column("when"),
        Column("notes"),
        Column("source_ids", "sources"),
    ]
    return Exhibit(
        edition,
        data=data[["programme", "where", "component", "value", "as_of", "when", "notes", "row_ids"]],
        columns=columns,
        quantities={
            "programme": wording(programme),
            "where": wording(where),
            "low": number(float(spread.loc[(programme, where), "min"]), "%"),
            "high": number(float(spread.loc[(programme, where), "max"]), "%"),
        },
    )


def rules(edition: Edition, transit_rules: pd.DataFrame) -> Exhibit | None:
    """Table: what the agreements of both sides allow, and what moved."""
    if transit_rules.empty:
        return None
    data = transit_rules.assign(
        parties=[
            "; ".join(
                " ".join(filter(None, [_land(edition, code), role, date and formats.label(date)]))
                for code, role, date in parts
            )
            for parts in transit_rules["parties"]
        ],
        permits=[
            "; ".join(f"{part}: {formats.number(value)}" for part, value in parts) for parts in transit_rules["permits"]
        ],
    )
    columns = [
        Column("programme"),
        Column("parties"),
        Column("permits"),
        Column("moved", "number"),
        Column("source_ids", "sources"),
    ]
    used = int((transit_rules["moved"] > 0).sum())
    quantities = {"used": number(used, "agreements"), "agreements": number(len(data), "agreements")}
    return Exhibit(edition, data=data, columns=columns, quantities=quantities)
