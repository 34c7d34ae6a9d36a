"""What comes next: one line for each fact that is due or scheduled, and the chance that the leaders meet."""

import re
from datetime import date

import numpy as np
import pandas as pd

from helpers.chapters.announced import announced_targets
from helpers.edition import Edition
from helpers.finding import union
from helpers.methods.base_rates import succession
from helpers.methods.decimal_years import elapsed_years
from helpers.periods import Period, period

MONTHS_AHEAD = 18
YEARS_BACK = 10
# Of two statements made on one day the one that stands further up words the fact.
KINDS = ("target", "promise", "completion", "start", "scheduled")
MILESTONE_KINDS = {"target-completion": "completion", "target-start": "start"}


def shared_programmes(edition: Edition) -> pd.DataFrame:
    """Programmes that both sides belong to: ``programme``, ``row_ids`` (their memberships)."""
    rows = edition.all.programme_memberships
    rows = rows[rows["country"].isin(edition.pair) & rows["belongs"].astype(bool)]
    table = rows.groupby("programme", as_index=False).agg(sides=("country", "nunique"), row_ids=("row_ids", union))
    return table.loc[table["sides"] == 2, ["programme", "row_ids"]].reset_index(drop=True)


def scheduled(edition: Edition, shared_programmes: pd.DataFrame) -> pd.DataFrame:
    """Scheduled events with a date that concern the pair.

    Those of both sides, and those of one side alone that belong to no programme or to one that both are in.
    """
    rows = edition.all.scheduled
    shared = rows["programme"].isin(shared_programmes["programme"])
    both = rows["parties"].map(set(edition.pair).issubset).astype(bool)
    own = rows["parties"].map(lambda parties: bool(parties) and set(parties) <= set(edition.pair)).astype(bool)
    concerned = both | (own & (shared | (rows["programme"] == "")))
    told = (rows["status"] == "scheduled") & (rows["date"] != "") & (rows["what"] != "")
    return rows.assign(programme=rows["programme"].where(shared, ""))[concerned & told].reset_index(drop=True)


def _linked(rows: pd.DataFrame, facts: dict, column: str) -> pd.Series:
    """The facts that a column of ids names; ``None`` where it names none."""
    return pd.Series([facts.get(key) for key in rows[column]], index=rows.index, dtype=object)


def _keyed(rows: pd.DataFrame, facts: dict, columns: list[str]) -> pd.Series:
    """The facts stated with the same dates."""
    keys = zip(*(rows[column] for column in columns), strict=True)
    return pd.Series([facts.get(key) for key in keys], index=rows.index, dtype=object)


def _due_targets(edition: Edition, statements: pd.DataFrame, facts: dict) -> pd.DataFrame:
    rows = announced_targets(edition).rename(columns={"announced": "stated_on", "due": "date"})
    dated = statements[statements["due"] != ""]
    by_date = dict(zip(zip(dated["due"], dated["stated_on"], strict=True), dated["fact"], strict=True))
    fact = _linked(rows, facts, "promise_id").fillna(_keyed(rows, by_date, ["date", "stated_on"]))
    # One amount announced on one day is one target, whatever year each report gives for it.
    fact = fact.groupby([rows["target_usd"], rows["stated_on"]]).transform("first").fillna(rows["target_id"])
    return rows.assign(fact=fact, kind="target", what="", programme="", end_date="")


def _due_milestones(edition: Edition, statements: pd.DataFrame, facts: dict, programmes: pd.Series) -> pd.DataFrame:
    rows = edition.all.milestones.rename(columns={"component": "what"})
    part = rows["programme"] + " " + rows["what"]
    built = part[rows["kind"] == "commissioned"]
    kept = rows["programme"].isin(programmes) & rows["kind"].isin(list(MILESTONE_KINDS)) & ~part.isin(built)
    rows = rows[kept]
    keys = zip(statements["due"], statements["stated_on"], statements["programme"], strict=True)
    by_date = dict(zip(keys, statements["fact"], strict=True))
    fact = _linked(rows, facts, "promise_id").fillna(_keyed(rows, by_date, ["date", "stated_on", "programme"]))
    of_its_own = part[kept] + " " + rows["kind"]
    fact = fact.groupby(of_its_own).transform("first").fillna(of_its_own)
    return rows.assign(fact=fact, kind=rows["kind"].map(MILESTONE_KINDS), end_date="")


def date_statements(
    edition: Edition, promise_statements: pd.DataFrame, shared_programmes: pd.DataFrame, scheduled: pd.DataFrame
) -> pd.DataFrame:
    """Every statement that something is due or scheduled, whatever table it stands in, under the key of its fact.

    A target, a milestone or a scheduled event is the same fact as a promise if it names it, or was stated on one day
    with it for one date; statements of one part of a programme are one fact.

    Returns
    -------
    pandas.DataFrame
        ``fact``, ``kind`` (of :data:`KINDS`), ``what`` (free text; the part of a programme), ``target_usd`` (NaN
        but of a target), ``programme``, ``stated_on``, ``date``, ``end_date``, ``row_ids``.
    """
    facts = dict(zip(promise_statements["promise_id"], promise_statements["fact"], strict=True))
    promised = promise_statements.rename(columns={"due": "date", "promise": "what"})
    targets = _due_targets(edition, promise_statements, facts)
    stones = _due_milestones(edition, promise_statements, facts, shared_programmes["programme"])
    coming = scheduled.rename(columns={"announced_on": "stated_on"})
    of_stone = dict(zip(stones["milestone_id"], stones["fact"], strict=True))
    fact = _linked(coming, facts, "promise_id").fillna(_linked(coming, of_stone, "milestone_id"))
    parts = [
        promised.assign(kind="promise", end_date="", target_usd=np.nan),
        targets,
        stones.assign(target_usd=np.nan),
        coming.assign(fact=fact.fillna(coming["scheduled_id"]), kind="scheduled", target_usd=np.nan),
    ]
    columns = ["fact", "kind", "what", "target_usd", "programme", "stated_on", "date", "end_date", "row_ids"]
    rows = pd.concat([part[columns].astype({"target_usd": float}) for part in parts], ignore_index=True)
    return rows[rows["date"] != ""].reset_index(drop=True)


def _span(day: str, end: str) -> Period:
    return period(f"{day}/{end}" if end else day)


def calendar(edition: Edition, date_statements: pd.DataFrame, promise_statements: pd.DataFrame) -> pd.DataFrame:
    """What is due or scheduled in the next months, a row a fact: as stated last, the next first.

    A fact of which a delivery is known is left out. A step counts on the last day of its date, as soon as it may come to an end; a term counts from its first day.

    Returns
    -------
    pandas.DataFrame
        The columns of :func:`date_statements` and ``also`` (other dates given on the same day, joined by ``;``),
        ``first``, ``last`` (days), ``row_ids`` (those of all statements of the fact).
    """
    done = promise_statements.loc[promise_statements["delivered_on"] != "", "fact"]
    rows = date_statements[~date_statements["fact"].isin(done)]
    rows = rows.assign(rank=rows["kind"].map(KINDS.index))
    spans = [_span(day, end) for day, end in zip(rows["date"], rows["end_date"], strict=True)]
    rows = rows.assign(
        first=pd.Series([span.start for span in spans], index=rows.index, dtype=object),
        last=pd.Series([span.end for span in spans], index=rows.index, dtype=object),
    )
    latest = rows[rows["stated_on"] == rows.groupby("fact")["stated_on"].transform("max")]
    latest = latest.sort_values(["rank", "last", "date"])
    dates = latest.groupby("fact")["date"].agg(lambda given: ";".join(dict.fromkeys(given)))
    ids = rows.groupby("fact")["row_ids"].agg(union)
    rows = latest.drop_duplicates("fact").drop(columns="rank")
    also = [";".join(every.split(";")[1:]) for every in rows["fact"].map(dates)]
    rows = rows.assign(also=also, row_ids=rows["fact"].map(ids))
    until = (pd.Timestamp(edition.as_of) + pd.DateOffset(months=MONTHS_AHEAD)).date()
    rows = rows.assign(by=rows["last"].mask(rows["end_date"] != "", rows["first"]))
    ahead = pd.Series([edition.as_of < day <= until for day in rows["by"]], index=rows.index, dtype=bool)
    return rows[ahead].sort_values(["by", "first", "fact"], ignore_index=True).drop(columns="by")


def meeting_rate(edition: Edition, contacts: pd.DataFrame, leader_contacts: pd.DataFrame) -> pd.DataFrame:
    """In how many of the last ten spans of twelve months leaders met, and the chance of the next by Laplace's rule.

    ``high`` counts meetings of several leaders in a third country too, so that the range says what the coding of such
    a row decides. Scheduled summits are told beside the rate and not added to it: no past schedule stands
    in the rows, so the sum of both could not be tried on past days.

    Returns
    -------
    pandas.DataFrame
        ``spans``, ``hits``, ``hits_high``, ``low``, ``high``, ``row_ids``; no row if the leaders are not known to have
        met.
    """
    columns = ["spans", "hits", "hits_high", "low", "high", "row_ids"]
    if leader_contacts.empty:
        return pd.DataFrame(columns=columns)
    together = (contacts["lane"] == "top-level") & (contacts["mode"] == "meeting")
    wide = pd.concat([leader_contacts, contacts[together & ~contacts["location"].isin(edition.pair)]])
    hits, hits_high = (_hits(edition.as_of, every, YEARS_BACK) for every in (leader_contacts, wide))
    low, high = succession(hits, YEARS_BACK), succession(hits_high, YEARS_BACK)
    return pd.DataFrame([(YEARS_BACK, hits, hits_high, low, high, union(wide["row_ids"]))], columns=columns)


def summits_ahead(edition: Edition, leader_contacts: pd.DataFrame, scheduled: pd.DataFrame) -> pd.DataFrame:
    """Scheduled events of the next twelve months, or that may fall into them, of forums at which the leaders have met.

    Columns of :func:`scheduled`, by date.
    """
    forums = [re.escape(name) for name in dict.fromkeys(leader_contacts["forum"]) if name]
    until = (pd.Timestamp(edition.as_of) + pd.DateOffset(years=1)).date()
    soon = [edition.as_of < period(text).end and period(text).start <= until for text in scheduled["date"]]
    rows = scheduled[pd.Series(soon, scheduled.index, bool)]
    rows = rows[rows["parties"].map(set(edition.pair).issubset).astype(bool)]
    named = rows["what"].str.contains(rf"\b(?:{'|'.join(forums)})\b") & bool(forums)
    return rows[named].sort_values("date", ignore_index=True)


def _span_of(as_of: date, day: date) -> int:
    """How many whole years before the date a day lies."""
    return int(elapsed_years(day, as_of))


def _hits(as_of: date, rows: pd.DataFrame, spans: int) -> int:
    """In how many of the last twelve-month spans a row lies, by the middle of its date."""
    return len({_span_of(as_of, period(text).middle) for text in rows["date"]} & set(range(spans)))
