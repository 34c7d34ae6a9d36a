"""Contacts, visits and promises of a pair over time.

A *contact* is a dated meeting, call or visit of leaders, ministers or officials of both sides that took place.
Dates keep the precision of their source: a year is a span of a year, so the gap between two visits is a range.
A *promise* is an announced deliverable with a due date or an event by which delivery can be told. Its state is
worked out for the date of the edition, never copied from a later one. Restatements of one promise count once,
against the date that was promised first. The kept share is a count of rows; a Kaplan-Meier curve is drawn only
from twenty promises on.
"""

import re
from collections import Counter
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from math import exp, log, sqrt

import pandas as pd

from helpers.edition import Edition
from helpers.figures.passage import Finding, Judgement, likelihood_word
from helpers.periods import label, period
from helpers.sources import Sources
from helpers.words.formats import WORDS, count, listed, number, sentence_case

LANES = {
    "top-level": "Head of state or government",
    "ministers": "Ministers",
    "consultations": "Commission and consultations",
    "agreements": "Agreements",
    "crises": "Crises",
}
CONTACT_LANES = ("top-level", "ministers", "consultations")
MODES = {
    "visit": "in person",
    "meeting": "in person",
    "margins": "margins of a forum",
    "phone": "phone or video",
    "video": "phone or video",
}
STATES = {"delivered": "D", "overdue": "L", "open": "O", "no-public-evidence": "N"}
STATE_WORDS = {
    "delivered": "delivered",
    "overdue": "late, not delivered",
    "open": "open",
    "no-public-evidence": "no public evidence",
}
ENOUGH = 20
WINDOW_DAYS = 30
YEAR_DAYS = 365.25
RECENT_YEARS = 10


@dataclass(frozen=True)
class Gap:
    """The time between two dated events, in years, as a range where the dates are not exact to the day."""

    low: float
    high: float
    first: str
    last: str
    source_ids: tuple[int, ...]

    @property
    def shown(self) -> str:
        """The gap as printed: ``10.5 years``, ``8.0 to 9.0 years``."""
        low, high = number(self.low, 1), number(self.high, 1)
        return f"{low} years" if low == high else f"{low} to {high} years"


@dataclass(frozen=True)
class Lanes:
    """What the lane chart draws: marks, the longest gap, counts per decade, sources per year, history."""

    marks: pd.DataFrame
    gap: Gap | None
    decades: pd.DataFrame
    per_year: pd.Series
    undated_sources: int
    history: pd.DataFrame


def _ids(column: pd.Series) -> tuple[int, ...]:
    return tuple(sorted({number for ids in column for number in ids}))


def _ends(frame: pd.DataFrame) -> tuple[int, ...]:
    """One source of the earliest and one of the latest row: the marks of a sentence that counts rows."""
    return tuple(dict.fromkeys(frame["source_ids"].iloc[place][0] for place in (0, -1))) if len(frame) else ()


def _none(n: int) -> str:
    """A count on its own: ``none``, ``two``, ``12``."""
    return "none" if n == 0 else WORDS[n] if n <= 10 else number(n)


def _side(edition: Edition, code: str) -> str:
    return {edition.a.iso3: "a", edition.b.iso3: "b"}.get(code, "")


def dated(events: pd.DataFrame, sources: Sources) -> pd.DataFrame:
    """The events with the span of their date and the number of independent sources, in order of time.

    Parameters
    ----------
    events
        Rows of the table ``events``; rows without a date are left out.
    sources
        The edition's sources, which tell which of them are independent.

    Returns
    -------
    pandas.DataFrame
        The rows with ``first`` and ``last`` (days between which the event lies or began), ``precision``
        (``day``, ``month``, ``year``), ``when`` (printed date) and ``independent`` (number of sources).
    """
    frame = events[events["date"] != ""].copy()
    spans = [period(text) for text in frame["date"]]
    frame["first"], frame["last"] = [span.start for span in spans], [span.end for span in spans]
    frame["precision"] = [span.kind for span in spans]
    frame["when"] = [span.label for span in spans]
    frame["independent"] = [sources.independent(ids) for ids in frame["source_ids"]]
    return frame.sort_values(["first", "last", "event_id"], ignore_index=True)


def happened(events: pd.DataFrame) -> pd.DataFrame:
    """The events that took place or were reported to; plans are left out."""
    return events[events["status"] != "planned"].reset_index(drop=True)


def contacts(frame: pd.DataFrame) -> pd.DataFrame:
    """Meetings, calls and visits of the two sides: the three lanes of contacts with a mode that tells how they met."""
    met = frame["lane"].isin(CONTACT_LANES) & frame["mode"].isin(list(MODES))
    return happened(frame[met])


def leaders(frame: pd.DataFrame) -> pd.DataFrame:
    """Contacts of the leaders of both sides: visits to the other country and meetings on the margins of a forum."""
    met = contacts(frame)
    return met[(met["lane"] == "top-level") & met["mode"].isin(["visit", "margins"])].reset_index(drop=True)


def visits(frame: pd.DataFrame) -> pd.DataFrame:
    """Top-level visits made for the other country itself, not for a summit that it hosted."""
    met = leaders(frame)
    return met[met["mode"] == "visit"].reset_index(drop=True)


def trips(frame: pd.DataFrame) -> pd.DataFrame:
    """Top-level visits and travel to a summit held in the other country."""
    met = leaders(frame)
    return met[(met["visitor"] != "") & (met["visitor"] != met["location"])].reset_index(drop=True)


def gaps(frame: pd.DataFrame) -> list[Gap]:
    """Time from each dated row to the next, in years of 365.25 days.

    Parameters
    ----------
    frame
        Rows of :func:`dated`, in order of time.

    Returns
    -------
    list of Gap
        One less than rows. ``low`` is from the last possible day of one to the first possible day of the next
        (zero where the spans overlap), ``high`` the other way round.
    """
    rows = frame.to_dict("records")
    return [
        Gap(
            max((then["first"] - row["last"]).days, 0) / YEAR_DAYS,
            (then["last"] - row["first"]).days / YEAR_DAYS,
            row["date"],
            then["date"],
            tuple(dict.fromkeys((row["source_ids"][0], then["source_ids"][0]))),
        )
        for row, then in pairwise(rows)
    ]


def longest(frame: pd.DataFrame) -> Gap | None:
    """The gap that is longest for certain (by its lower bound); ``None`` below two rows."""
    return max(gaps(frame), key=lambda gap: gap.low, default=None)


def decades(frame: pd.DataFrame) -> pd.DataFrame:
    """Contacts, agreements and crises per decade and lane.

    Returns
    -------
    pandas.DataFrame
        Columns ``decade`` (first year), ``label``, one per lane of :data:`LANES`, ``contacts`` (sum of the three
        lanes of contacts), ``source_ids``. Decades without rows between the first and the last are zero.
    """
    seen = happened(frame)
    seen = seen[seen["lane"].isin(["agreements", "crises"])]
    rows = pd.concat([contacts(frame), seen])
    if rows.empty:
        return pd.DataFrame(columns=["decade", "label", *LANES, "contacts", "source_ids"])
    decade = rows["first"].map(lambda day: day.year // 10 * 10)
    table = []
    for start in range(decade.min(), decade.max() + 10, 10):
        part = rows[decade == start]
        lanes = {lane: int((part["lane"] == lane).sum()) for lane in LANES}
        met = sum(lanes[lane] for lane in CONTACT_LANES)
        table.append(
            {
                "decade": start,
                "label": f"{start}s",
                **lanes,
                "contacts": met,
                "source_ids": _ids(part["source_ids"]),
            }
        )
    return pd.DataFrame(table)


def sources_per_year(frame: pd.DataFrame, sources: Sources) -> tuple[pd.Series, int]:
    """How many sources of the events were published in each year, and how many bear no date.

    The number of sources a year is a measure of reporting; contacts are easier to find where there is more of it.
    """
    published = [sources[number]["published"] for number in sources.known(_ids(frame["source_ids"]))]
    years = Counter(period(text).start.year for text in published if text)
    return pd.Series(dict(sorted(years.items())), dtype="int64"), sum(not text for text in published)


def history(events: pd.DataFrame, pair: tuple[str, str], sources: Sources) -> pd.DataFrame:
    """Events before the states existed, if the rows touch both sides of the pair; else none.

    Such an event seldom has both states as parties, so the rows of all countries are looked at.
    """
    apart = events["parties"].map(set(pair).isdisjoint).astype(bool)
    rows = events[(events["lane"] == "history") & ~apart]
    touched = {code for parties in rows["parties"] for code in parties}
    return dated(rows if set(pair) <= touched else rows.iloc[:0], sources)


def lanes(edition: Edition) -> Lanes:
    """All that the lane chart shows, see :class:`Lanes`.

    ``marks`` has a row per contact, agreement and crisis: ``first``, ``last``, ``precision``, ``lane``, ``mode``,
    ``how`` (printed mode), ``side`` (``a``, ``b`` or empty: the side that travelled), ``single`` (one source).
    """
    frame = dated(edition.events, edition.sources)
    seen = happened(frame)
    signed = seen[seen["lane"].isin(["agreements", "crises"])]
    marks = pd.concat([contacts(frame), signed]).sort_values(["first", "last", "event_id"], ignore_index=True)
    marks["how"] = [
        MODES.get(mode, "document" if lane == "agreements" else "event")
        for mode, lane in zip(marks["mode"], marks["lane"], strict=True)
    ]
    marks["side"] = [_side(edition, code) for code in marks["visitor"]]
    marks["single"] = marks["independent"] <= 1
    per_year, undated = sources_per_year(marks, edition.sources)
    past = history(edition.all.events, edition.pair, edition.sources)
    return Lanes(marks, longest(visits(frame)), decades(frame), per_year, undated, past)


def lanes_title(result: Lanes) -> str:
    """The finding of the lane chart; a neutral title below three contacts or without a gap."""
    met = result.marks[result.marks["lane"].isin(CONTACT_LANES)]
    if result.gap is None or len(met) < 3:
        return "Dated contacts, agreements and crises"
    return f"{len(met)} contacts; longest gap between bilateral top-level visits {result.gap.shown}"


def followed(edition: Edition, days: int = WINDOW_DAYS) -> pd.DataFrame:
    """Top-level contacts with the documents signed from their first day to ``days`` days after their last.

    Only what the two sides signed is counted, with or without third parties; a document dated by year only is
    left out, because nothing tells whether it followed. What followed was not shown to be an effect.

    Returns
    -------
    pandas.DataFrame
        Latest first: ``when``, ``title``, ``travelled`` (name of the side, or "third place"), ``setting``,
        ``signed`` (rows of documents), ``documents`` (their titles), ``source_ids``.
    """
    frame = dated(edition.events, edition.sources)
    signed = happened(frame[(frame["lane"] == "agreements") & (frame["precision"] != "year")])
    names = {country.iso3: country.name for country in (edition.a, edition.b)}
    rows = []
    for row in leaders(frame).to_dict("records"):
        end = max(row["last"], period(row["end_date"]).end) if row["end_date"] else row["last"]
        after = [
            paper
            for paper in signed.to_dict("records")
            if row["first"] <= paper["last"] and (paper["first"] - end).days <= days
        ]
        after = [] if row["precision"] == "year" else after
        rows.append(
            {
                "event_id": row["event_id"],
                "date": row["date"],
                "when": row["when"],
                "title": row["title"],
                "travelled": names.get(row["visitor"], "both, third place"),
                "setting": "visit" if row["mode"] == "visit" else f"margins of {row['forum'] or 'a forum'}",
                "signed": float("nan") if row["precision"] == "year" else float(len(after)),
                "documents": "; ".join(paper["title"] for paper in after),
                "source_ids": row["source_ids"] + tuple(i for paper in after for i in paper["source_ids"]),
            }
        )
    columns = [
        "event_id",
        "date",
        "when",
        "title",
        "travelled",
        "setting",
        "signed",
        "documents",
        "source_ids",
    ]
    table = pd.DataFrame(rows, columns=columns)
    table["source_ids"] = table["source_ids"].map(lambda ids: tuple(dict.fromkeys(ids)))
    return table.iloc[::-1].reset_index(drop=True)


def followed_title(table: pd.DataFrame) -> str:
    """The finding of the table of top-level contacts; neutral below three that can be judged."""
    judged = table[table["signed"].notna()]
    if len(judged) < 3:
        return "Top-level contacts and documents signed"
    with_paper = int((judged["signed"] > 0).sum())
    return f"Documents were signed at or after {with_paper} of {len(judged)} top-level contacts"


def named(row: dict) -> str:
    """A promise with its programme in front, unless the promise says it already."""
    words = set(row["programme"].casefold().split())
    if words & set(row["promise"].casefold().split()) or not words:
        return row["promise"]
    return f"{sentence_case(row['programme'])}: {row['promise']}"


def _state(row: dict, as_of: date) -> str:
    if row["delivered_on"]:
        return "delivered"
    passed = bool(row["due"]) and period(row["due"]).end < as_of
    if row["due"] and not passed:
        return "open"
    if row["status"] == "no-public-evidence":
        return "no-public-evidence"
    return "overdue" if passed else "open"


def _days_late(row: dict, as_of: date) -> tuple[float, float]:
    """Days from the last day promised to delivery, or to the as-of date; NaN with no due date or one ahead."""
    nan = (float("nan"), float("nan"))
    if not row["due"]:
        return nan
    due = period(row["due"]).end
    if row["delivered_on"]:
        done = period(row["delivered_on"])
        return float((done.start - due).days), float((done.end - due).days)
    late = float((as_of - due).days)
    return (late, late) if late > 0 else nan


def ledger(promises: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """One row per promise with its state at a date.

    Statements with the same programme and promise (but for a bracket at its end, "(restated)") are one promise:
    the first one's due date is what delivery is measured against, the latest one's is kept in ``restated``. A
    promise is *delivered* when a
    date of delivery is known by then, *open* while its due date is ahead, *overdue* after it. "No public evidence"
    is kept as coded: openings are reported more often than failures. Method: after the commitment tables of the
    G7/G20 Research Group.

    Parameters
    ----------
    promises
        Rows of the table ``promises``, as the edition shows them.
    as_of
        Date of the edition.

    Returns
    -------
    pandas.DataFrame
        ``promise_id``, ``programme``, ``promise``, ``stated_on``, ``due``, ``restated``, ``statements``, ``state``,
        ``delivered_on``, ``late_low``, ``late_high`` (days, negative if early), ``notes``, ``source_ids``; in order
        of the first statement.
    """
    columns = [
        "promise_id",
        "programme",
        "promise",
        "verifiable_event",
        "stated_on",
        "due",
        "restated",
        "statements",
    ]
    columns += ["state", "delivered_on", "late_low", "late_high", "notes", "source_ids"]
    rows = []
    ordered = promises.assign(key=[_key(row) for row in promises.to_dict("records")])
    ordered = ordered.sort_values(["stated_on", "promise_id"])
    for _, group in ordered.groupby("key", sort=False):
        statements = group.to_dict("records")
        first = {**statements[0], "delivered_on": max(row["delivered_on"] for row in statements)}
        later = [row["due"] for row in statements[1:] if row["due"] and row["due"] != first["due"]]
        low, high = _days_late(first, as_of)
        rows.append(
            {
                **first,
                "restated": later[-1] if later else "",
                "statements": len(statements),
                "state": _state(first, as_of),
                "late_low": low,
                "late_high": high,
                "source_ids": _ids(group["source_ids"]),
            }
        )
    return pd.DataFrame(rows, columns=columns)


def _key(row: dict) -> tuple[str, str]:
    return row["programme"].strip().casefold(), re.sub(r"\s*\([^)]*\)$", "", row["promise"]).strip().casefold()


def fell_due(table: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """The promises of a ledger whose first due date had passed by a date."""
    passed = [bool(due) and period(due).end < as_of for due in table["due"]]
    return table[pd.Series(passed, index=table.index, dtype=bool)]


def kept_in_time(table: pd.DataFrame) -> int:
    """How many promises of a ledger were delivered by the last day promised, for certain."""
    return int(((table["state"] == "delivered") & (table["late_high"] <= 0)).sum())


def survival(table: pd.DataFrame, as_of: date) -> pd.DataFrame:
    """Share of promises not yet delivered, by years since the first statement.

    Product-limit estimate ``S(t) = prod(1 - d_i / n_i)``, undelivered promises censored at the as-of date, with
    Greenwood's variance on the log-minus-log scale for the 90 % interval.

    Parameters
    ----------
    table
        Rows of :func:`ledger`.
    as_of
        Date at which undelivered promises are censored.

    Returns
    -------
    pandas.DataFrame
        ``years``, ``at_risk``, ``delivered``, ``share``, ``low``, ``high``; no rows below :data:`ENOUGH` promises.

    References
    ----------
    Kaplan and Meier (1958), Journal of the American Statistical Association 53, 457-481.
    """
    columns = ["years", "at_risk", "delivered", "share", "low", "high"]
    dated_rows = [row for row in table.to_dict("records") if row["stated_on"]]
    if len(dated_rows) < ENOUGH:
        return pd.DataFrame(columns=columns)
    spells = []
    for row in dated_rows:
        end = period(row["delivered_on"]).middle if row["delivered_on"] else as_of
        years = max((end - period(row["stated_on"]).middle).days, 0) / YEAR_DAYS
        spells.append((years, bool(row["delivered_on"])))
    share, variance, rows = 1.0, 0.0, [(0.0, len(spells), 0, 1.0, 1.0, 1.0)]
    for years in sorted({span for span, done in spells if done}):
        at_risk = sum(span >= years for span, _ in spells)
        done = sum(span == years and ended for span, ended in spells)
        share *= 1 - done / at_risk
        if share <= 0:
            rows.append((years, at_risk, done, 0.0, 0.0, 0.0))
            break
        variance += done / (at_risk * (at_risk - done))
        rows.append((years, at_risk, done, share, *_interval(share, variance)))
    return pd.DataFrame(rows, columns=columns)


def _interval(share: float, variance: float) -> tuple[float, float]:
    spread = 1.645 * sqrt(variance) / abs(log(share))
    return share ** exp(spread), share ** exp(-spread)


def ledger_title(table: pd.DataFrame, as_of: date) -> str:
    """The finding of the promise ledger; neutral below three promises that fell due."""
    due = fell_due(table, as_of)
    if len(due) < 3:
        return "Promises and what became of them"
    done = int((due["state"] == "delivered").sum())
    words = f"{_none(done)} of {count(len(due), 'promise')} past due delivered, {_none(kept_in_time(due))} in time"
    return sentence_case(words)


def survival_title(curve: pd.DataFrame) -> str:
    """The finding of the survival curve."""
    return f"{curve['share'].iloc[-1]:.0%} of promises undelivered after {curve['years'].iloc[-1]:.1f} years"


def _span(frame: pd.DataFrame) -> str:
    """First and last date of the rows as an ISO 8601 period."""
    first, last = frame["date"].iloc[0], frame["date"].iloc[-1]
    return first if first == last else f"{first}/{last}"


def _finding(edition: Edition, slug: str, text: str, value, unit: str, over: pd.DataFrame, **more) -> Finding:
    """A finding about a set of dated rows: marks of its ends, confidence from all of its sources."""
    everything = _ids(over["source_ids"])
    return Finding(
        id=f"timeline.{slug}",
        text=text,
        value=value,
        unit=unit,
        period=more.pop("period", _span(over) if len(over) else edition.as_of.isoformat()),
        source_ids=more.pop("source_ids", _ends(over)),
        confidence=edition.confidence(everything),
        **more,
    )


def contact_counts(edition: Edition) -> Finding:
    """How many contacts are on record, by lane; or that none is."""
    met = contacts(dated(edition.events, edition.sources))
    if met.empty:
        text = f"The data hold no dated contact of {edition.a} and {edition.b} up to {_as_of(edition)}."
        return _finding(edition, "contacts", text, None, "contacts", met, exhibit="1.1")
    lane = met["lane"].value_counts()
    parts = listed(
        f"{_none(int(lane.get(name, 0)))} {words}"
        for name, words in zip(
            CONTACT_LANES, ("at top level", "of ministers", "of commissions and officials"), strict=True
        )
    )
    start, end = met["first"].iloc[0].year, met["last"].iloc[-1].year
    when = f"in {start}" if start == end else f"from {start} to {end}"
    text = f"The sources read record {count(len(met), 'dated contact')} {when}: {parts}."
    return _finding(edition, "contacts", text, len(met), "contacts", met, exhibit="1.1")


def _as_of(edition: Edition) -> str:
    return label(edition.as_of.isoformat())


def single_source(edition: Edition) -> Finding | None:
    """How many contacts rest on one source."""
    met = contacts(dated(edition.events, edition.sources))
    if met.empty:
        return None
    alone = int((met["independent"] <= 1).sum())
    last = met["last"].iloc[-1].year
    of = f"{sentence_case(_none(alone))} of the {count(len(met), 'contact')} up to {last}"
    text = f"{of} {'rests' if alone == 1 else 'rest'} on a single source."
    if len(met) == 1:
        text = f"The one contact up to {last} rests on {'a single source' if alone else 'several sources'}."
    return _finding(edition, "single-source", text, alone, "contacts", met, exhibit="1.1")


def visit_gap(edition: Edition) -> Finding | None:
    """The longest gap between top-level visits."""
    gap = longest(visits(dated(edition.events, edition.sources)))
    if gap is None:
        return None
    text = (
        f"The longest gap between bilateral top-level visits, summits apart, was {gap.shown}, "
        f"from {label(gap.first)} to {label(gap.last)}."
    )
    return _gap_finding(
        edition,
        "gap",
        text,
        gap,
        f"longest gap between bilateral top-level visits, {gap.first[:4]} to {gap.last[:4]}, summits apart",
    )


def trip_gap(edition: Edition) -> Finding | None:
    """The longest gap once travel to a summit in the other country counts as well, where that changes it."""
    frame = dated(edition.events, edition.sources)
    gap = longest(trips(frame))
    if gap is None or gap == longest(visits(frame)):
        return None
    text = (
        f"Counting travel to summits that the other side hosted, the longest gap was {gap.shown}, "
        f"from {label(gap.first)} to {label(gap.last)}."
    )
    return _gap_finding(edition, "gap-with-summits", text, gap, "")


def _gap_finding(edition: Edition, slug: str, text: str, gap: Gap, short: str) -> Finding:
    return Finding(
        id=f"timeline.{slug}",
        text=text,
        value=round(gap.low, 2),
        unit="years",
        period=f"{gap.first}/{gap.last}",
        source_ids=gap.source_ids,
        confidence=edition.confidence(gap.source_ids),
        label=short,
        shown=gap.shown if short else "",
        exhibit="1.1",
    )


def direction(edition: Edition) -> Finding | None:
    """Which side travelled how often, visits and travel to summits apart."""
    frame = dated(edition.events, edition.sources)
    went, summits = visits(frame), trips(frame)
    if summits.empty:
        return None
    sentences = []
    for here, there in ((edition.a, edition.b), (edition.b, edition.a)):
        own = int((went["visitor"] == here.iso3).sum())
        extra = int((summits["visitor"] == here.iso3).sum()) - own
        summit = f" and {count(extra, 'trip to a summit', 'trips to summits')} there" if extra else ""
        sentences.append(f"leaders of {here} made {count(own, 'visit')} to {there}{summit}.")
    start, end = summits["first"].iloc[0].year, summits["last"].iloc[-1].year
    when = f"In {start}" if start == end else f"From {start} to {end}"
    text = f"{when}, {sentences[0]} In the same time, {sentences[1]}"
    return _finding(edition, "direction", text, len(summits), "journeys", summits, exhibit="1.2")


def forums(edition: Edition) -> Finding | None:
    """How many meetings of leaders took place on the margins of a forum since the first that did."""
    met = leaders(dated(edition.events, edition.sources))
    aside = met[met["mode"] == "margins"]
    if len(aside) < 2:
        return None
    since = met[met["first"] >= aside["first"].iloc[0]]
    if len(since) < 3:
        return None
    named = [f"{org} {n}" for org, n in aside["forum"].value_counts().items() if org]
    text = (
        f"From {since['first'].iloc[0].year} to {since['last'].iloc[-1].year}, {_none(len(aside))} of "
        f"{count(len(since), 'meeting')} of leaders were on the margins of a forum ({listed(named)})."
    )
    return _finding(edition, "forums", text, len(aside), "meetings", since, exhibit="1.2")


def latest(edition: Edition) -> Finding | None:
    """The latest contact of leaders on record."""
    met = leaders(dated(edition.events, edition.sources))
    if met.empty:
        return None
    row = met.iloc[-1]
    years = (edition.as_of - row["last"]).days / YEAR_DAYS
    text = f"The latest contact of leaders on record is dated {row['when']}. It is listed as: {row['title']}."
    return _finding(edition, "latest", text, round(years, 2), "years ago", met.iloc[[-1]], exhibit="1.2",
                    source_ids=tuple(row["source_ids"][:2]))  # fmt: skip


def documents_after(edition: Edition, days: int = WINDOW_DAYS) -> Finding | None:
    """After how many contacts of leaders the two sides signed a document within the window."""
    table = followed(edition, days)
    judged = table[table["signed"].notna()]
    if judged.empty:
        return None
    with_paper = int((judged["signed"] > 0).sum())
    oldest, newest = label(judged["date"].iloc[-1])[-4:], label(judged["date"].iloc[0])[-4:]
    text = (
        f"Documents were signed within {days} days of {_none(with_paper)} of "
        f"{count(len(judged), 'contact')} of leaders dated to the month or day, {oldest} to {newest}."
    )
    return _finding(edition, "followed", text, with_paper, "contacts", judged.iloc[::-1], exhibit="1.2")


def reporting(edition: Edition) -> Finding | None:
    """Contacts and sources in the busiest decade against the one before: density of news is not diplomacy."""
    result = lanes(edition)
    table, years = result.decades, result.per_year
    if len(table) < 2 or years.empty:
        return None
    before, after = table.iloc[-2], table.iloc[-1]
    published = [
        int(years[(years.index >= d) & (years.index < d + 10)].sum()) for d in (before["decade"], after["decade"])
    ]
    so_far = f" up to {edition.as_of.year}" if edition.as_of.year < after["decade"] + 9 else ""
    text = (
        f"Contacts on record went from {before['contacts']} in the {before['label']} to {after['contacts']} in the "
        f"{after['label']}{so_far}; dated sources went from {published[0]} to {published[1]}."
    )
    return _finding(edition, "reporting", text, int(after["contacts"]), "contacts", result.marks, exhibit="1.4",
                    period=f"{before['decade']}/{edition.as_of.year}")  # fmt: skip


def promises_kept(edition: Edition) -> Finding | None:
    """Of the promises past due: how many were delivered, and how many in time."""
    table = ledger(edition.promises, edition.as_of)
    if table.empty:
        text = f"The data hold no promise with a due date or verifiable event up to {_as_of(edition)}."
        return Finding("timeline.promises", text, None, "promises", edition.as_of.isoformat(), (), "low", exhibit="1.3")
    due = fell_due(table, edition.as_of)
    if due.empty:
        of = "The one promise" if len(table) == 1 else f"None of the {count(len(table), 'promise')}"
        text = f"{of} on record had {'not ' * (len(table) == 1)}fallen due by {_as_of(edition)}."
        return _promise_finding(edition, "promises", text, 0, table, "")
    done, ever = (int((part["state"] == "delivered").sum()) for part in (due, table))
    in_time = _none(kept_in_time(due))
    text = (
        f"Of {count(len(table), 'promise')} on record by {_as_of(edition)}, {_none(ever)} "
        f"{'was' if ever == 1 else 'were'} delivered. {sentence_case(count(len(due), 'promise'))} had a due date that "
        f"had passed by {edition.as_of.year}: {_none(done)} delivered, {in_time} in time."
    )
    short = (
        f"promises with a passed due date delivered by {_as_of(edition)}, {in_time} in time; "
        f"{_none(ever)} of all {number(len(table))} delivered"
    )
    return _promise_finding(edition, "promises", text, done, due, f"{done} of {len(due)}", short)


def _promise_finding(
    edition: Edition, slug: str, text: str, value, over: pd.DataFrame, shown: str, short: str = ""
) -> Finding:
    everything = _ids(over["source_ids"])
    return Finding(
        id=f"timeline.{slug}",
        text=text,
        value=value,
        unit="promises",
        period=f"{over['stated_on'].min()}/{edition.as_of.isoformat()}"
        if len(over) and over["stated_on"].min()
        else edition.as_of.isoformat(),
        source_ids=_ends(over) if len(over) > 2 else everything,
        confidence=edition.confidence(everything),
        label=short,
        shown=shown if short else "",
        exhibit="1.3",
    )


def delays(edition: Edition) -> list[Finding]:
    """How late each delivered promise was and for how long each late one had been due, a sentence each."""
    due = fell_due(ledger(edition.promises, edition.as_of), edition.as_of)
    found = []
    for row in due.to_dict("records"):
        low, high = number(abs(row["late_low"])), number(abs(row["late_high"]))
        span = f"{low} days" if low == high else f"{low} to {high} days"
        promised = f"{named(row)}, promised for {label(row['due'])}"
        if row["state"] == "overdue":
            text = f"{promised}: not delivered {span} later, by {_as_of(edition)}."
        elif row["state"] != "delivered":
            text = f"{promised}: no public evidence of delivery {span} later, by {_as_of(edition)}."
        elif row["late_high"] <= 0:
            text = f"{promised}: delivered in time, {label(row['delivered_on'])}."
        else:
            text = f"{promised}: delivered {label(row['delivered_on'])}, {span} late."
        one = pd.DataFrame([row])
        found.append(
            _promise_finding(edition, f"delay-{row['promise_id']}", sentence_case(text), row["late_low"], one, "")
        )
    return found


def undated_promises(edition: Edition) -> Finding | None:
    """Promises without a due date, by state."""
    table = ledger(edition.promises, edition.as_of)
    rest = table[table["due"] == ""]
    if rest.empty:
        return None
    states = rest["state"].value_counts()
    parts = [f"{_none(int(states[state]))} {words}" for state, words in (
        ("delivered", "delivered"), ("open", "open"), ("overdue", "late"),
        ("no-public-evidence", "without public evidence"),
    ) if state in states]  # fmt: skip
    verb = "has" if len(rest) == 1 else "have"
    more = sentence_case(count(len(rest), "further promise"))
    text = f"{more} up to {edition.as_of.year} {verb} no due date: {listed(parts)}."
    return _promise_finding(edition, "promises-undated", text, len(rest), rest, "")


def curve_note(edition: Edition) -> Finding | None:
    """Whether the promises allow a survival curve."""
    table = ledger(edition.promises, edition.as_of)
    n = len(table)
    if n == 0 or n >= ENOUGH:
        return None
    text = (
        f"With {count(n, 'promise')} by {_as_of(edition)}, fewer than {ENOUGH}, every row is listed and no "
        "survival curve is drawn."
    )
    return _promise_finding(edition, "curve", text, n, table, "")


def headline(edition: Edition) -> list[Finding]:
    """The answer of the chapter: contacts, longest gap, promises kept."""
    return [found for found in (contact_counts(edition), visit_gap(edition), promises_kept(edition)) if found]


def findings(edition: Edition, days: int = WINDOW_DAYS) -> list[Finding]:
    """All findings of the chapter, for the summary and the edition's manifest."""
    found = [
        *headline(edition), single_source(edition), trip_gap(edition), direction(edition), forums(edition),
        latest(edition), documents_after(edition, days), reporting(edition), undated_promises(edition),
        *delays(edition), curve_note(edition),
    ]  # fmt: skip
    return [finding for finding in found if finding is not None]


def meeting_probability(met: pd.DataFrame, as_of: date, years: int = RECENT_YEARS) -> tuple[int, float]:
    """Calendar years of the recent ones with a contact of leaders, and the chance of one in the next twelve months.

    Laplace's rule of succession, ``(k + 1) / (n + 2)``: a base rate, no forecast from the state of relations.
    A row that is dated across years by less than a year counts in the year in which it began.
    """
    recent = range(as_of.year - years, as_of.year)
    with_contact = len({day.year for day in met["first"]} & set(recent))
    return with_contact, (with_contact + 1) / (years + 2)


def judgements(edition: Edition, days: int = WINDOW_DAYS) -> list[Judgement]:
    """Key judgements from base rates: the next meeting of leaders, the next promise to fall due."""
    found = []
    met = leaders(dated(edition.events, edition.sources))
    if len(met) >= 3:
        k, chance = meeting_probability(met, edition.as_of)
        word = likelihood_word(chance)
        start, end = edition.as_of.year - RECENT_YEARS, edition.as_of.year - 1
        found.append(
            Judgement(
                "timeline.next-meeting",
                f"{_likely(word)} the leaders meet in the next 12 months: they did in {_none(k)} of "
                f"{_none(RECENT_YEARS)} calendar years, {start} to {end}.",
                "a date announced for a visit, or a summit that both attend.",
                "1.2",
                _ends(met),
                likelihood=word,
            )
        )
    table = ledger(edition.promises, edition.as_of)
    due = fell_due(table, edition.as_of)
    ahead = table[table["state"] == "open"]
    if len(due) >= 3 and (ahead["due"] != "").any():
        kept = kept_in_time(due)
        word = likelihood_word((kept + 1) / (len(due) + 2))
        found.append(
            Judgement(
                "timeline.next-promise",
                f"{_likely(word)} the next promise to fall due is delivered in time: {_none(kept)} of "
                f"{_none(len(due))} was by {_as_of(edition)}.",
                f"delivery in time of a promise due in {label(min(ahead.loc[ahead['due'] != '', 'due']))}.",
                "1.3",
                _ends(due),
                likelihood=word,
            )
        )
    return found


def _likely(word: str) -> str:
    """A likelihood word as the opening of a sentence."""
    return (
        f"There is {'a ' if word.startswith('roughly') else ''}{word} that"
        if "chance" in word
        else f"It is {word} that"
    )
