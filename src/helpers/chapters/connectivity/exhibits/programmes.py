"""Drawings and tables of programmes: the page of one, and what is published of all that concern the pair."""

import re
from functools import partial
from textwrap import wrap

import pandas as pd
import pycountry
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.chapters.connectivity.exhibits import sheet
from helpers.chapters.connectivity.findings.programmes import _slug
from helpers.chapters.connectivity.frames.programmes import DONE
from helpers.edition import Edition
from helpers.finding import Quantity, amount, choice, country, number, union, when, wording
from helpers.methods.decimal_years import decimal_year
from helpers.periods import period
from helpers.show import style
from helpers.show.exhibit import Column, Exhibit
from helpers.show.labels import counted
from helpers.show.placement import Label, label_points
from helpers.words import formats
from helpers.words.say import phrase

LOOKS = (("a", "o"), ("b", "s"), ("third", "D"))
UNITS = r"_(usd|cny|pkr|eur|km|pct|mw|kv|gwh|t|usc_kwh|usd_15y)$"
SHEET = ["panel", "group", "what", "of", "land", "done", "told", "low", "high", "top", "unit", "value"]
SHEET += ["first", "last", "state", "reached", "row_ids"]
NUMBERS = ("low", "high", "top", "value")
PANELS = {"cost": "cost", "financing": "paid"}  # the others stand in the table of points
SPAN = re.compile(r"(\d{4}-\d\d(?:-\d\d)?)\.\.((?:\d\d-)?\d\d)")
BAND = 1.0  # a promise of a year is a bar a year long


def _words(exhibit: str, name: str, edition: Edition, **quantities) -> str:
    return phrase(f"exhibit-connectivity-{exhibit}", name, edition, **quantities)


def _land(edition: Edition, code: str, otherwise: str = "") -> str:
    return edition.country(code).name if code else otherwise


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


def _when(first: str, last: str) -> str:
    return formats.label(last) if first == last else f"{formats.label(first)} to {formats.label(last)}"


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
    used = _runs(edition, page, runs)
    parts = _promised(edition, page_promises, bool(used))
    title = _found(edition, page_parties, page_sizes, page_money)
    rows = [*_parties(edition, page_parties), *_money(edition, page_money), *_sizes(edition, page_sizes)]
    rows += [*used, *parts]
    if not rows:
        return None
    data = pd.DataFrame(rows, columns=SHEET)
    data = data.assign(top=_tops(data)).fillna({key: "" for key in SHEET if key not in NUMBERS})
    row = page.iloc[0]
    return Exhibit(
        edition,
        data=data,
        drawing=partial(sheet.draw, edition, data),
        quantities={
            "programme": wording(row["programme"]),
            **title,
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


def _tops(rows: pd.DataFrame) -> pd.Series:
    """The longest value of the scale that each row shares with others, NaN where there is none: money in dollars alone."""
    shown = rows[rows.groupby("panel").cumcount() < rows["panel"].map(sheet.MOST).fillna(0)]
    drawn = shown[shown["panel"].eq("sizes") | (shown["panel"].isin(PANELS.values()) & shown["unit"].eq("USD"))]
    scale = drawn.groupby([drawn["panel"] == "sizes", "unit"])["high"]
    top = scale.transform("max")
    return top[(scale.transform("size") > 1) & (drawn["high"] > sheet.LEAST_BAR * top)]


def _runs(edition: Edition, page: pd.DataFrame, runs: pd.DataFrame) -> list[dict]:
    """The runs known between the two: those under the programme of the page, and beside them those under another."""
    name = page["programme"].iloc[0]
    under = runs["agreements"].map(lambda agreements: name in agreements)
    rows = []
    for row in (runs if under.any() else runs[:0]).to_dict("records"):
        own = name in row["agreements"]
        ends = {"exporter": country(row["origin"]), "importer": country(row["destination"])}
        told = {"date": when(row["date"]), "own": choice("yes" if own else "no")}
        other = wording(formats.listed(row["agreements"]) or "–")
        rows.append(
            {
                "panel": "dates",
                "what": _words(
                    "programme-sheet",
                    "label-run",
                    edition,
                    **ends,
                    cargo=wording(row["cargo"]),
                    cargoes=choice("yes" if row["cargo"] else "no"),
                ),
                "told": _words("programme-sheet", "label-ran", edition, **told, other=other),
                "state": "run" if own else "other run",
                "reached": row["date"],
                "row_ids": row["row_ids"],
            }
        )
    return rows


def _found(edition: Edition, parties: pd.DataFrame, sizes: pd.DataFrame, money: pd.DataFrame) -> dict[str, Quantity]:
    """What the title tells: where it is done and where not, a side that is not in it, the runs known, or who is in it."""
    whole = money["component"].map(_is_whole).astype(bool)
    cost = money[whole & money["kind"].eq("cost") & money["unit"].eq("USD")].head(1)
    known = parties.dropna(subset=["progress"]).drop_duplicates("country")
    done = known["progress"] >= DONE
    outside = parties[parties["country"].isin(edition.pair) & ~parties["belongs"].astype(bool)].head(1)
    runs = sizes[sizes["metric"] == "runs"].head(1)
    told = "done" if done.nunique() == 2 else "outside" if len(outside) else "runs" if len(runs) else "parties"
    return {
        "told": choice(told),
        "least": number(known.loc[done, "progress"].min(), "%"),
        "ready": wording(formats.listed(_land(edition, code) for code in known.loc[done, "country"])),
        "unready": wording(formats.listed(_land(edition, code) for code in known.loc[~done, "country"])),
        "land": country(outside["country"].iloc[0] if len(outside) else edition.a.iso3),
        "cost": amount(cost["high"].sum(), cost["last"].sum(), union(cost["row_ids"])),
        "costed": choice("yes" if len(cost) else "no"),
        "runs": number(int(runs["high"].sum()), "runs"),
        "since": when(runs["first"].sum() or edition.as_of.isoformat()),
    }


def _parties(edition: Edition, parties: pd.DataFrame) -> list[dict]:
    rows = []
    for row in parties.to_dict("records"):
        land, value = _land(edition, row["country"]), float(row["progress"])
        since = {
            "role": wording(row["role"]),
            "date": when(row["date"]),
            "dated": choice("yes" if row["date"] else "no"),
        }
        part = row["part"].removeprefix(land).strip(" ,")
        done = {"value": number(value, "%"), "date": when(row["progress_on"]), "part": wording(part)}
        ends = {"low": number(row["low"], "%"), "high": number(row["high"], "%")}
        done |= {**ends, "ends": choice("one" if row["low"] == row["high"] else "two")}
        known = value == value
        words = {
            name: _words("programme-sheet", f"label-{name}", edition, of=choice("part" if part else "all"), **done)
            for name in ("done", "told-of")
        }
        made = {
            "panel": "parties",
            "land": land,
            "what": _words(
                "programme-sheet", "label-role", edition, **since, within=choice("yes" if row["belongs"] else "no")
            ),
            "done": words["done"] if known else "",
            "told": words["told-of"] if known else "",
        }
        rows.append({**row, **made, "value": value, "last": row["progress_on"]})
    # A side of the pair that is not in it stands first.
    return sorted(rows, key=lambda row: row["belongs"] or row["country"] not in edition.pair)


def _money(edition: Edition, figures: pd.DataFrame) -> list[dict]:
    """Costs of the whole and of each country and who pays, the largest first; earnings and prices are not drawn.

    A part that goes on with the name of one that is told, or that is told as a cost, is not told again. Dollars come
    before other currencies, which share no scale with them.
    """
    lands = {*figures["country"].map(lambda code: _land(edition, code)), ""}
    panel = figures["kind"].map(PANELS).fillna("")
    named = [
        part in ("whole", _land(edition, code))
        for part, code in zip(figures["component"], figures["country"], strict=True)
    ]
    # A cost is told of a whole or a country, a sum paid by its payer.
    apt = pd.Series(named, figures.index, dtype=bool) == (panel == "cost")
    whole = figures["component"].map(_is_whole)
    order = figures.assign(panel=panel, whole=whole, apt=apt, dollars=figures["unit"] == "USD")
    order = order.sort_values(["panel", "whole", "apt", "dollars", "high"], ascending=False, kind="stable")
    order = order.sort_values("panel", key=lambda names: names.map(["cost", "paid", ""].index), kind="stable")
    told: list[str] = []
    rows = []
    for row in order.to_dict("records"):
        part = row["component"]
        again = not row["whole"] and part not in lands and any(part.startswith(one) for one in told)
        told += [] if row["whole"] or part in lands or again else [part]
        made = _figure(
            edition,
            row,
            "" if again else row["panel"],
            _words("programme-sheet", "label-kind", edition, kind=choice(row["kind"])),
        )
        rows.append((not made["panel"], made))
    return [made for _, made in sorted(rows, key=lambda pair: pair[0])]


def _is_whole(component: str) -> bool:
    return component == "whole" or component.startswith("whole ")


def _sizes(edition: Edition, figures: pd.DataFrame) -> list[dict]:
    runs = _words("programme-sheet", "label-runs", edition)
    named = figures.assign(component=figures["component"].mask(figures["metric"] == "runs", runs))
    return [_figure(edition, row, "sizes", "") for row in named.to_dict("records")]


def _part(edition: Edition, name: str) -> str:
    return _words("programme-sheet", "label-whole", edition) if name == "whole" else name


def _span(found: re.Match) -> str:
    """``2024-01..10`` as a reader says it."""
    start, end = found.groups()
    return _when(start, start[: len(start) - len(end)] + end)


def _is_money(unit: str) -> bool:
    return pycountry.currencies.get(alpha_3=unit) is not None


def _figure(edition: Edition, row: dict, panel: str, group: str) -> dict:
    money, land = _is_money(row["unit"]), _land(edition, row["country"])
    # A part that does not say whose it is has its country in front.
    known = not land or land[:4].casefold() in row["component"].casefold()
    part = _part(edition, row["component"])
    what = SPAN.sub(_span, part if known else f"{land}: {part}")
    told = sheet.amount(row["low"], row["high"], "" if row["metric"] == "runs" else row["unit"], money).strip()
    told += f", {_when(row['first'], row['last'])}" if row["metric"] == "runs" else sheet.newest(row["last"])
    of = "whole" if _is_whole(row["component"]) else "part"
    made = {"panel": panel, "group": group, "land": land, "what": what, "of": of, "told": told}
    return {**row, **made, "state": row["metric"]}


def _promised(edition: Edition, promises: pd.DataFrame, late: bool = False) -> list[dict]:
    """What was promised of each part: what moved first, then the newest; without promises what happened, in its order or the latest first (``late``).

    Progress alone has no day on the axis; it is told of the countries.
    """
    promises = promises[promises["first"].ne("") | promises["state"].ne("progress")]
    moved = promises["first"] != promises["last"]
    newest = [max(pair) for pair in zip(promises["reached"], promises["last_stated"], strict=True)]
    order = promises.assign(still=~moved, newest=newest, part=promises["component"] != "whole")
    order = order.sort_values("newest", ascending=not late and not promises["first"].any(), kind="stable")
    rows = []
    for row in order.sort_values(["still", "part"], kind="stable").to_dict("records"):
        dates = {key: when(row[key]) for key in ("first", "last", "reached")}
        value = number(float(row["value"]) if row["value"] == row["value"] else 0.0, "%")
        how = choice("none" if not row["first"] else "moved" if row["first"] != row["last"] else "once")
        told = _words("programme-sheet", "label-told", edition, how=how, **dates, value=value,
                      state=choice(row["state"] or "none"), passed=choice(_passed(edition, row["last"])))  # fmt: skip
        land = _land(edition, row["country"])
        rows.append({**row, "panel": "dates", "land": land, "what": _part(edition, row["component"]), "told": told})
    return rows


def _passed(edition: Edition, text: str) -> str:
    return "yes" if text and period(text).end < edition.as_of else "no"


def programme_points(
    edition: Edition,
    page: pd.DataFrame,
    page_points: pd.DataFrame,
    page_parties: pd.DataFrame,
    page_sizes: pd.DataFrame,
) -> Exhibit | None:
    """Table: what holds the programme of the page back, what it gives each, how it is used, what moved, what is open.

    What concerns a side of the pair that is not in it stands first.
    """
    if page_points.empty:
        return None
    outside = page_parties[page_parties["country"].isin(edition.pair) & ~page_parties["belongs"].astype(bool)].head(1)
    runs = int(page_sizes.loc[page_sizes["metric"] == "runs", "high"].sum())
    if len(outside):
        last, other = page_points["kind"].eq("friction"), page_points["country"].ne(outside["country"].iloc[0])
        of_kind = page_points["kind"].map({"gives": 0}).fillna(1)
        page_points = page_points.assign(last=last, of_kind=of_kind, other=other)
        page_points = page_points.sort_values(["last", "of_kind", "other"], kind="stable", ignore_index=True)
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
            "frictions": number(int((page_points["kind"] == "friction").sum()), "points"),
            "told": choice("outside" if len(outside) else "runs" if runs else "parties"),
            "land": country(outside["country"].iloc[0] if len(outside) else edition.a.iso3),
            "runs": number(runs, "runs"),
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
