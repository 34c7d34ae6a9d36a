"""What the timeline tells: contacts and gaps, who travels, what was signed, which promises were kept, what is next."""

import pandas as pd

from helpers.chapters.record import COIN, scored
from helpers.edition import Edition
from helpers.finding import Finding, Judgement, Quantity, choice, country, number, several, share, union, when, wording
from helpers.methods.base_rates import likelihood_word, succession
from helpers.methods.wilson import wilson_interval
from helpers.periods import period
from helpers.words.say import phrase

INTERVAL = 0.95  # level of the Wilson interval of a rate
LANES, TOP_LEVEL, PROMISES = "timeline.lanes", "timeline.top-level", "timeline.promise-ladder"
LEAST_MEETINGS = 3
LEAST_GAP = 1.0  # years, for certain
# Below so many promises of which the outcome is known nothing can be said of the next.
LEAST_OUTCOMES = 5


def _over(rows: pd.DataFrame, column: str = "date") -> str:
    """First and last date of rows in order of time as an ISO 8601 period."""
    first, last = rows[column].iloc[0], rows[column].iloc[-1]
    return first if first == last else f"{first}/{last}"


def _count(n: int, noun: str) -> Quantity:
    return number(int(n), noun)


def _year_of(day) -> Quantity:
    return when(str(day.year))


def contact_count(contacts: pd.DataFrame) -> Finding | None:
    """How many contacts are known, by lane."""
    if contacts.empty:
        return None
    by_lane = contacts["lane"].value_counts()
    quantities = {
        "contacts": number(len(contacts), "contacts", _over(contacts), union(contacts["row_ids"])),
        "since": _year_of(contacts["first"].iloc[0]),
        "until": _year_of(contacts["last"].iloc[-1]),
        "span": choice("year" if contacts["first"].iloc[0].year == contacts["last"].iloc[-1].year else "years"),
        "leaders": _count(by_lane.get("top-level", 0), "contacts"),
        "gathered": _count(
            len(contacts.query("lane == 'top-level' and mode == 'meeting' and forum != ''")), "contacts"
        ),
        "ministers": _count(by_lane.get("ministers", 0), "contacts"),
        "officials": _count(by_lane.get("consultations", 0), "contacts"),
    }
    return Finding("timeline.contacts", quantities, LANES)


def single_source(contacts: pd.DataFrame) -> Finding | None:
    """How many contacts rest on one source."""
    if len(contacts) < 2:
        return None
    quantities = {
        "alone": number(int((contacts["independent"] <= 1).sum()), "contacts", _over(contacts)),
        "contacts": number(len(contacts), "contacts", rows=union(contacts["row_ids"])),
    }
    return Finding("timeline.single-source", quantities, LANES)


def _gap(id: str, gap: pd.Series) -> Finding | None:
    if gap["low"] < LEAST_GAP:
        return None
    low, high, over = gap["low"], gap["high"], f"{gap['since']}/{gap['until']}"
    quantities = {
        "gap": number(round(low, 2), "years", over, gap["row_ids"]),
        "at_least": number(low, "years", over),
        "at_most": number(high, "years", over),
        "dates": choice("exact" if low == high else "coarse"),
        "since": when(gap["since"]),
        "until": when(gap["until"]),
    }
    return Finding(id, quantities, LANES)


def visit_gap(visit_gaps: pd.DataFrame) -> Finding | None:
    """The gap between bilateral visits of leaders that is longest for certain."""
    return _gap("timeline.gap", visit_gaps.loc[visit_gaps["low"].idxmax()]) if len(visit_gaps) else None


def journey_gap(visit_gaps: pd.DataFrame, journey_gaps: pd.DataFrame) -> Finding | None:
    """The longest gap once travel to a summit in the other country counts as well, where that changes it."""
    if journey_gaps.empty:
        return None
    longest = journey_gaps.loc[journey_gaps["low"].idxmax()]
    same = len(visit_gaps) and visit_gaps.loc[visit_gaps["low"].idxmax(), "row_ids"] == longest["row_ids"]
    return None if same else _gap("timeline.gap-with-summits", longest)


def direction(edition: Edition, visits: pd.DataFrame, journeys: pd.DataFrame) -> Finding | None:
    """Which side travelled how often, visits and travel to summits apart."""
    if journeys.empty:
        return None
    quantities = {"journeys": number(len(journeys), "journeys", _over(journeys), union(journeys["row_ids"]))}
    for side, traveller in (("a", edition.a), ("b", edition.b)):
        own = int((visits["visitor"] == traveller.iso3).sum())
        quantities[side] = country(traveller.iso3)
        quantities[f"visits_{side}"] = _count(own, "visits")
        quantities[f"summits_{side}"] = _count((journeys["visitor"] == traveller.iso3).sum() - own, "journeys")
    return Finding("timeline.direction", quantities, TOP_LEVEL)


def forums(edition: Edition, leader_contacts: pd.DataFrame) -> Finding | None:
    """How many meetings of leaders took place on the margins of a forum since the first that did."""
    aside = leader_contacts[leader_contacts["mode"] == "margins"]
    if len(aside) < 2:
        return None
    since = leader_contacts[leader_contacts["first"] >= aside["first"].iloc[0]]
    if len(since) < LEAST_MEETINGS:
        return None
    bodies = edition.all.organisations.set_index("org_id")["name"].to_dict()
    tally = aside.loc[aside["forum"] != "", "forum"].value_counts()
    quantities = {
        "aside": number(len(aside), "meetings", _over(since), union(since["row_ids"])),
        "meetings": _count(len(since), "meetings"),
        "since": _year_of(since["first"].iloc[0]),
        "named": choice("some" if len(tally) else "none"),
        "forums": several(
            [{"forum": wording(bodies.get(name, name)), "times": _count(n, "meetings")} for name, n in tally.items()]
        ),
    }
    return Finding("timeline.forums", quantities, TOP_LEVEL)


def latest_meeting(leader_contacts: pd.DataFrame) -> Finding | None:
    """The latest meeting of leaders."""
    if leader_contacts.empty:
        return None
    last = leader_contacts.iloc[-1]
    return Finding("timeline.latest", {"date": when(last["date"], last["row_ids"])}, TOP_LEVEL)


def documents_signed(contact_documents: pd.DataFrame, documents: pd.DataFrame, window_days: int) -> Finding | None:
    """At or soon after how many meetings of leaders the two sides signed a document; nothing if no document is known."""
    judged = contact_documents[contact_documents["signed"].notna()].iloc[::-1]
    if len(judged) < 2 or documents.empty:
        return None
    quantities = {
        "signed": number(int((judged["signed"] > 0).sum()), "contacts", _over(judged), union(judged["row_ids"])),
        "meetings": _count(len(judged), "meetings"),
        "days": number(window_days, "days"),
    }
    return Finding("timeline.followed", quantities, TOP_LEVEL)


def reporting(edition: Edition, decades: pd.DataFrame) -> Finding | None:
    """Contacts and sources of the last decade against the one before: density of news is not diplomacy."""
    if len(decades) < 2 or not decades["sources"].any():
        return None
    before, after = decades.iloc[-2], decades.iloc[-1]
    over = f"{before['decade']}/{edition.as_of.year}"
    both = after["contacts"] > before["contacts"], after["sources"] > before["sources"]
    quantities = {
        "contacts": number(int(after["contacts"]), "contacts", over, union(decades["row_ids"])),
        "contacts_before": _count(before["contacts"], "contacts"),
        "sources": _count(after["sources"], "sources"),
        "sources_before": _count(before["sources"], "sources"),
        "decade": wording(f"{after['decade']}s"),
        "decade_before": wording(f"{before['decade']}s"),
        "together": choice("rise" if all(both) else "fall" if not any(both) else "apart"),
    }
    return Finding("timeline.reporting", quantities, "timeline.decades")


def _promised(edition: Edition, n: int, rows: pd.DataFrame) -> Quantity:
    first = min((text for text in rows["stated_on"] if text), default="")
    as_of = edition.as_of.isoformat()
    return number(n, "promises", f"{first}/{as_of}" if first else as_of, union(rows["row_ids"]))


def promises_kept(edition: Edition, ledger: pd.DataFrame, fallen_due: pd.DataFrame) -> Finding | None:
    """Of the promises past due: how many were delivered, how many in time, of how many nothing is public."""
    if ledger.empty:
        return None
    over = fallen_due if len(fallen_due) else ledger
    quantities = {
        "delivered": _promised(edition, int((fallen_due["state"] == "delivered").sum()), over),
        "due": _count(len(fallen_due), "promises"),
        "in_time": _count(fallen_due["in_time"].sum(), "promises"),
        "late": _count((fallen_due["state"] == "overdue").sum(), "promises"),
        "silent": _count((fallen_due["state"] == "no-public-evidence").sum(), "promises"),
        "promises": number(len(ledger), "promises", rows=union(ledger["row_ids"])),
        "ever": _count((ledger["state"] == "delivered").sum(), "promises"),
    }
    return Finding(
        "timeline.promises", quantities, PROMISES, message="" if len(fallen_due) else "timeline-promises-ahead"
    )


def undated_promises(edition: Edition, ledger: pd.DataFrame) -> Finding | None:
    """Promises without a due date, by state."""
    rest = ledger[ledger["due"] == ""]
    if rest.empty:
        return None
    by_state = rest["state"].value_counts()
    order = [state for state in ("delivered", "open", "overdue", "no-public-evidence") if state in by_state]
    quantities = {
        "promises": _promised(edition, len(rest), rest),
        "states": several([{"n": _count(by_state[state], "promises"), "state": choice(state)} for state in order]),
    }
    return Finding("timeline.promises-undated", quantities, PROMISES)


def next_due(calendar: pd.DataFrame) -> Finding | None:
    """The next thing that is due or scheduled."""
    if calendar.empty:
        return None
    row = calendar.iloc[0]
    quantities = {
        "date": when(row["date"], row["row_ids"]),
        "kind": choice(row["kind"]),
        "what": wording(row["what"]),
        "part": choice("whole" if row["what"] == "whole" else "part"),
        "programme": wording(row["programme"]),
        "target": Quantity(row["target_usd"], "USD"),
        "ahead": _count(len(calendar), "dates"),
    }
    return Finding("timeline.next-due", quantities, "timeline.calendar")


def judgement_next_meeting(
    edition: Edition,
    leader_contacts: pd.DataFrame,
    meeting_rate: pd.DataFrame,
    summits_ahead: pd.DataFrame,
    meeting_record: pd.DataFrame,
) -> Judgement | None:
    """Whether the leaders meet within twelve months: the rate of such years, the summits ahead, how the rate scored."""
    if len(leader_contacts) < LEAST_MEETINGS:
        return None
    rate, score = meeting_rate.iloc[0], track_record(meeting_record)
    low, high = round(rate["low"], 2), round(rate["high"], 2)
    least, most = wilson_interval(int(rate["hits"]), int(rate["spans"]), INTERVAL)
    until = (pd.Timestamp(edition.as_of) + pd.DateOffset(years=1)).date().isoformat()
    quantities = {
        "chance": share(low, until, union([rate["row_ids"], *summits_ahead["row_ids"]])),
        "likelihood": wording(likelihood_word(low)),
        "at_most": share(high),
        "range": choice("none" if low == high else "some"),
        "until": when(until),
        "hits": _count(rate["hits"], "spans"),
        "spans": _count(rate["spans"], "spans"),
        "least": share(least),
        "most": share(most),
        "calendar": choice("some" if len(summits_ahead) else "none"),
        "summits": several(
            [{"summit": wording(row.what), "date": when(row.date)} for row in summits_ahead.itertuples(index=False)]
        ),
        "scored": choice(score.quantities["better"].value if score else "none"),
        "score": score.headline if score else number(float("nan"), "Brier score"),
        "coin": number(COIN, "Brier score"),
        "asked": _count(len(meeting_record), "forecasts"),
    }
    return Judgement(
        "timeline.next-meeting",
        quantities,
        TOP_LEVEL,
        probability=low,
        derivation=phrase("timeline-next-meeting", "derivation", edition, **quantities),
        rule=phrase("timeline-next-meeting", "rule", edition, **quantities),
        resolves_on=until,
    )


def track_record(meeting_record: pd.DataFrame) -> Finding | None:
    """How the rate of meetings would have done on past days."""
    return scored("timeline.track-record", "meeting", meeting_record, "timeline.record")


def promises_record(promise_record: pd.DataFrame) -> Finding | None:
    """How the rate of promises kept in time would have done on past days."""
    return scored("timeline.promises-record", "promise", promise_record, PROMISES)


def judgement_next_promise(edition: Edition, ledger: pd.DataFrame, fallen_due: pd.DataFrame) -> Judgement | None:
    """Whether the next promise to fall due is delivered in time, from those of which the outcome is known.

    Silence is no proof of failure, so it counts in the lower end of the range only. A promise of trade is left to the
    chapter of trade, which knows how far it is.
    """
    known = fallen_due[fallen_due["state"] != "no-public-evidence"]
    ahead = ledger[(ledger["state"] == "open") & (ledger["due"] != "") & (ledger["standing"] == "")]
    if len(known) < LEAST_OUTCOMES or ahead.empty:
        return None
    row = min(ahead.to_dict("records"), key=lambda row: (period(row["due"]).end, row["promise_id"]))
    kept = int(known["in_time"].sum())
    chance, low = round(succession(kept, len(known)), 2), round(succession(kept, len(fallen_due)), 2)
    until = period(row["due"]).end.isoformat()
    quantities = {
        "chance": share(chance, until, union([*fallen_due["row_ids"], row["row_ids"]])),
        "likelihood": wording(likelihood_word(chance)),
        "at_least": share(low),
        "promise": wording(row["promise"]),
        "due": when(row["due"]),
        "kept": _count(kept, "promises"),
        "known": _count(len(known), "promises"),
    }
    return Judgement(
        "timeline.next-promise",
        quantities,
        PROMISES,
        probability=chance,
        derivation=phrase("timeline-next-promise", "derivation", edition, **quantities),
        rule=phrase("timeline-next-promise", "rule", edition, **quantities),
        resolves_on=until,
    )
