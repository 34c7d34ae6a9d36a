"""Exhibits of the timeline: lanes, meetings of leaders, promises, the calendar ahead, decades, all events, delivery."""

from functools import partial

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from helpers.chapters.timeline import calendar_chart, lane_chart, promise_chart
from helpers.chapters.timeline.frames.calendar import MONTHS_AHEAD
from helpers.chapters.timeline.frames.contacts import CONTACT_LANES, LANES
from helpers.chapters.timeline.frames.promises import STATES
from helpers.edition import Edition
from helpers.finding import Quantity, choice, number, share, union, when, wording
from helpers.show import style
from helpers.show.exhibit import LEAD, Column, Exhibit
from helpers.show.labels import counted, event_dates
from helpers.show.marks import tell
from helpers.words.formats import percent, short
from helpers.words.say import phrase

LEAST = 3
LISTED = 18  # meetings on paper
DAYS_ARE_TOLD, MONTHS_ARE_TOLD = 60, 730
MONTH_DAYS = 365.25 / 12


def lanes(
    edition: Edition, marks: pd.DataFrame, turning_points: pd.DataFrame, visit_gaps: pd.DataFrame
) -> Exhibit | None:
    """Turning points by name, all events a year, and contacts, agreements and crises in lanes."""
    if marks.empty:
        return None
    met = int(marks["lane"].isin(CONTACT_LANES).sum())
    gap = visit_gaps.loc[visit_gaps["low"].idxmax()] if len(visit_gaps) else None
    quantities = {
        "told": choice("gap" if gap is not None and met >= LEAST else "few"),
        "contacts": number(met, "contacts"),
        "events": number(len(marks), "events"),
        "gap": number(gap["low"] if gap is not None else float("nan"), "years"),
        "first": when(str(marks["first"].min().year)),
        "last": when(str(marks["last"].max().year)),
        "crowded": choice("yes" if lane_chart.crowded(marks) else "no"),
    }
    columns = ["event_id", "date", "end_date", "title", "lane", "how", "visitor", "forum", "independent", "row_ids"]
    drawing = partial(lane_chart.draw, edition, marks, turning_points, gap)
    return Exhibit(edition, data=marks[columns], drawing=drawing, quantities=quantities)


def top_level(
    edition: Edition, contact_documents: pd.DataFrame, documents: pd.DataFrame, window_days: int
) -> Exhibit | None:
    """Meetings of leaders: first those at or soon after which documents were signed, then the others, latest first."""
    if contact_documents.empty:
        return None
    followed = contact_documents["signed"].map({0: 1}).fillna(0).where(contact_documents["signed"].notna(), 2)
    table = contact_documents.iloc[followed.argsort(kind="stable")]
    judged = table[table["signed"].notna()]
    quantities = {
        "told": choice("few" if len(judged) < LEAST or documents.empty else "some"),
        "signed": number(int((judged["signed"] > 0).sum()), "meetings"),
        "meetings": number(len(judged), "meetings"),
        "days": number(window_days, "days"),
    }
    data = pd.DataFrame(
        {
            "event_id": table["event_id"],
            "date": table["date"],
            "when": event_dates(edition, table),
            "title": table["title"],
            "meeting": [_meeting(edition, row) for row in table.to_dict("records")],
            "setting": [_setting(edition, row) for row in table.to_dict("records")],
            "signed": [_signed(edition, number) for number in table["signed"]],
            "documents": table["documents"],
            "row_ids": table["row_ids"],
        }
    )
    columns = [
        Column("signed", "group"),
        Column("when"),
        Column("meeting", "lead"),
        Column("setting"),
        Column("source_ids", "sources"),
    ]
    return Exhibit(edition, data=data, columns=columns, quantities=quantities, print_rows=LISTED)


def _setting(edition: Edition, row: dict) -> str:
    """What kind of meeting it was, and in which country of the two."""
    host = {edition.a.iso3: edition.b.name, edition.b.iso3: edition.a.name}.get(row["visitor"], "")
    where = {"forum": wording(row["forum"]), "named": _named(row["forum"]), "host": wording(host), "at": _named(host)}
    return phrase("timeline-cell", "visit" if row["mode"] == "visit" else "margins", edition, **where)


def _named(text: str) -> Quantity:
    return choice("yes" if text else "no")


def _signed(edition: Edition, documents: float) -> str:
    return phrase("timeline-cell", "coarse" if documents != documents else "some" if documents else "none", edition)


def _meeting(edition: Edition, row: dict) -> str:
    """A meeting and what was signed at it, three documents by name."""
    titles = row["documents"].split("; ") if row["documents"] else []
    rest = number(len(titles) - LEAST, "documents")
    signed = "; ".join(titles[:LEAST])
    if len(titles) > LEAST:
        signed = phrase("timeline-cell", "more", edition, documents=wording(signed), rest=rest)
    return LEAD.join(filter(None, [row["title"], signed]))


def promises(edition: Edition, ledger: pd.DataFrame, fallen_due: pd.DataFrame) -> Exhibit | None:
    """Every promise with its state, those with a due date first."""
    if ledger.empty:
        return None
    order = ledger.assign(undated=ledger["due"] == "", place=ledger["state"].map(STATES.index))
    table = order.sort_values(["undated", "place"], kind="stable").drop(columns=["undated", "place"])
    rows = table.to_dict("records")
    data = table.assign(
        what=[_promise(edition, row) for row in rows],
        said=[short(text) for text in table["stated_on"]],
        promised=[_due(edition, row) for row in rows],
        outcome=[_outcome(edition, row) for row in rows],
        late=[_late(edition, row["late_low"], row["late_high"]) for row in rows],
    )
    quantities = {
        "told": choice("few" if len(fallen_due) < LEAST else "some"),
        "delivered": number(int((fallen_due["state"] == "delivered").sum()), "promises"),
        "due": number(len(fallen_due), "promises"),
        "in_time": number(int(fallen_due["in_time"].sum()), "promises"),
    }
    columns = [
        Column("what"),
        Column("said"),
        Column("promised"),
        Column("outcome"),
        Column("late"),
        Column("source_ids", "sources"),
        Column("verifiable_event", screen=True),
        Column("notes", screen=True),
    ]
    dated = int((ledger["due"] != "").sum())
    return Exhibit(edition, data=data, columns=columns, quantities=quantities, print_rows=max(dated, 20))


def promise_ladder(edition: Edition, ledger: pd.DataFrame, fallen_due: pd.DataFrame) -> Exhibit | None:
    """Every promise as a bar from the day it was made to the day it was kept, or to today."""
    table = promises(edition, ledger, fallen_due)
    if table is None:
        return None
    drawing = partial(promise_chart.draw, edition, table.data)
    return Exhibit(edition, data=table.data, drawing=drawing, quantities=table.quantities)


def _promise(edition: Edition, row: dict) -> str:
    """A promise with its programme in front, unless it says it, and the standing of its target where one side's."""
    words = set(row["programme"].casefold().split())
    names = bool(words) and words.isdisjoint(row["promise"].casefold().split())
    return phrase(
        "timeline-cell",
        "promise",
        edition,
        promise=wording(row["promise"]),
        programme=wording(row["programme"]),
        named=choice("yes" if names else "no"),
        standing=choice(row["standing"] or "none"),
    )


def _due(edition: Edition, row: dict) -> str:
    return phrase(
        "timeline-cell",
        "due",
        edition,
        dated=_named(row["due"]),
        due=when(row["due"]),
        moved=_named(row["restated"]),
        restated=when(row["restated"]),
    )


def _outcome(edition: Edition, row: dict) -> str:
    quantities = {
        "state": choice(row["state"]),
        "delivered": when(row["delivered_on"]),
        "looked": _named(row["searched_on"]),
        "searched": when(row["searched_on"]),
    }
    return phrase("timeline-cell", "outcome", edition, **quantities)


def _late(edition: Edition, low: float, high: float) -> str:
    """Time between the day promised and delivery, in days, months or years; empty without a due date that has passed."""
    if low != low:
        return ""
    longest = max(abs(low), abs(high))
    unit, days = ("days", 1) if longest < DAYS_ARE_TOLD else ("months", MONTH_DAYS)
    unit, days = (unit, days) if longest < MONTHS_ARE_TOLD else ("years", 365.25)
    digits = 1 if unit == "years" else 0
    ends = sorted(round(abs(day) / days, digits) for day in (low, high))
    return phrase(
        "timeline-cell",
        "late",
        edition,
        sign=choice("early" if high <= 0 else "late"),
        unit=choice(unit),
        low=number(ends[0], unit),
        high=number(ends[1], unit),
        ends=choice("one" if ends[0] == ends[1] else "two"),
    )


def calendar(edition: Edition, calendar: pd.DataFrame) -> Exhibit | None:
    """What is due or scheduled in the next months: a flag for a day, a dotted span for what has none."""
    if calendar.empty:
        return None
    rows = calendar.to_dict("records")
    data = calendar.drop(columns=["first", "last"]).assign(
        when=[_on_calendar(edition, row) for row in rows],
        step=[
            phrase(
                "timeline-cell",
                "step",
                edition,
                kind=choice(row["kind"]),
                what=wording(row["what"]),
                target=Quantity(row["target_usd"], "USD"),
                whole=choice("yes" if row["what"] == "whole" else "no"),
                programme=wording(row["programme"]),
                named=_named(row["programme"]),
            )
            for row in rows
        ],
        said=[short(row["stated_on"]) if row["stated_on"] else "" for row in rows],
    )
    quantities = {
        "dates": number(len(calendar), "dates"),
        "fixed": number(int(calendar["date"].str.fullmatch(r"\d{4}-\d\d-\d\d").sum()), "dates"),
        "free": number(int((~calendar["date"].str.fullmatch(r"\d{4}-\d\d-\d\d")).sum()), "dates"),
        "months": number(MONTHS_AHEAD, "months"),
        "next": when(calendar["date"].iloc[0]),
    }
    return Exhibit(edition, data=data, drawing=partial(calendar_chart.draw, edition, data), quantities=quantities)


def _on_calendar(edition: Edition, row: dict) -> str:
    dates = [row["date"], *filter(None, row["also"].split(";"))]
    return phrase(
        "timeline-cell",
        "dates",
        edition,
        date=when(dates[0]),
        several=choice("yes" if len(dates) > 1 else "no"),
        also=when(dates[-1]),
    )


def decades(edition: Edition, decades: pd.DataFrame) -> Exhibit | None:
    """Contacts, agreements, crises and the sources that report them, by decade."""
    if decades.empty:
        return None
    names = [f"{decade}s" for decade in decades["decade"]]
    kinds = ["contacts", *LANES, "sources"]
    data = decades[kinds].set_axis(names).T.rename_axis("kind").reset_index()
    data = data.assign(kind=[phrase("exhibit-timeline-decades", f"cell-{kind}", edition) for kind in data["kind"]])
    ends = decades.iloc[[0, -1]]
    quantities = {
        "told": choice("more" if len(decades) > 1 else "one"),
        "since": when(str(ends["decade"].iloc[0])),
        **{f"{at}_{kind}": number(int(ends[kind].iloc[place]), kind)
           for place, at in enumerate(("first", "last")) for kind in ("contacts", "sources")},
    }  # fmt: skip
    columns = [Column("kind"), *(Column(name, "number") for name in names)]
    return Exhibit(edition, data=data, columns=columns, quantities=quantities, rows=union(decades["row_ids"]))


def events(edition: Edition, dated_events: pd.DataFrame) -> Exhibit | None:
    """The full list of events, latest first."""
    if dated_events.empty:
        return None
    table = dated_events.iloc[::-1].reset_index(drop=True)
    data = table.drop(columns=["first", "last"]).assign(
        when=event_dates(edition, table), end=[short(text) if text else "" for text in table["end_date"]]
    )
    columns = [
        Column("when"),
        Column("end"),
        Column("title"),
        Column("lane"),
        Column("mode"),
        Column("status"),
        Column("description"),
        Column("notes"),
        Column("independent", "number"),
        Column("source_ids", "sources"),
    ]
    return Exhibit(edition, data=data, columns=columns, quantities={"events": number(len(table), "events")})


def survival(edition: Edition, delivery_curve: pd.DataFrame, ledger: pd.DataFrame) -> Exhibit | None:
    """Share of promises not yet delivered; nothing below the number of promises that allows it."""
    if delivery_curve.empty:
        return None
    end = delivery_curve.iloc[-1]
    quantities = {
        "share": share(end["share"]),
        "years": number(end["years"], "years"),
        "first": when(min(text for text in ledger["stated_on"] if text)[:4]),
        "last": when(str(edition.as_of.year)),
    }
    drawing = partial(_survival, edition, delivery_curve)
    return Exhibit(edition, data=delivery_curve, drawing=drawing, quantities=quantities, modelled=True)


def _survival(edition: Edition, curve: pd.DataFrame, wide: float) -> Figure:
    figure, axes = style.new(48, wide)
    end, band = curve.iloc[-1], style.colour("seq-2")
    axes.fill_between(curve["years"], curve["low"], curve["high"], step="post", color=band, linewidth=0)
    axes.step(curve["years"], curve["share"], where="post", color=style.colour("a"), linestyle="--")
    words = {
        key: phrase("exhibit-timeline-survival", f"label-{key}", edition) for key in ("interval", "years", "share")
    }
    axes.text(end["years"], end["low"] - 0.04, words["interval"], ha="right", va="top", fontsize=8)
    for place, row in enumerate(curve.to_dict("records")):
        told = {key: share(row[key]) for key in ("share", "low", "high")} | {"years": number(row["years"], "years")}
        text = phrase("exhibit-timeline-survival", "label-told", edition, **told)
        tell(axes, place, row["years"], row["years"], row["share"], text)
    axes.set_ylim(0, 1.02)
    axes.set_xlim(0, None)
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0%}"))
    axes.set_xlabel(words["years"])
    counted(axes, words["share"])
    return figure


def record(edition: Edition, meeting_record: pd.DataFrame) -> Exhibit | None:
    """What the rule for leaders' meetings would have said on past days, and what came."""
    if meeting_record.empty or not union(meeting_record["row_ids"]):
        return None
    shown = meeting_record.assign(
        asked=meeting_record["asked"].map(short),
        chance_shown=meeting_record["chance"].map(percent),
        came_shown=meeting_record["came"].map({True: "yes", False: "no"}),
    )
    columns = [Column("asked"), Column("chance_shown"), Column("came_shown"), Column("source_ids", "sources")]
    return Exhibit(edition, data=shown, columns=columns, modelled=True)
