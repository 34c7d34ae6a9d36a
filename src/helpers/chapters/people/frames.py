"""The frames of the chapter: counts of people, crises, themes of events, a third country, visas, offices and aims."""

import re
from datetime import timedelta

import pandas as pd

from helpers.edition import Edition
from helpers.finding import union
from helpers.methods.decimal_years import elapsed_years
from helpers.periods import period
from helpers.sources import PRIMARY

STUDENTS, EVERYONE = "students", "foreign_students"
TOLERANCE = 1.25
RECENT_YEARS = 3
# What is counted in a crisis; of the cumulative ones the latest date stands.
# Not those expelled: they are counted over a time that the sources leave open.
CASUALTIES = ("deaths", "injured", "hospital", "detained")
CUMULATIVE = ("evacuated", "evacuation_expected", "evacuation_flights")
APART_DAYS, BEFORE_DAYS, AFTER_DAYS = 45, 15, 45
# Events with one other country by which it counts as one that both sides deal with, for each side.
LEAST_WITH_THIRD = 3
# Years within which a source must have shown a person in office.
SEEN_YEARS = 2
# A theme of events: its categories, and words in the title that narrow it down.
THEMES = {
    "education": (("education",), ""),
    "violence": (("crisis", "humanitarian"), ""),
    "security": (("security-defence",), ""),
    "bank": (("trade-economic",), r"\bbranch\b"),
    "flights": (("transport",), r"\bflights?\b|\bcharter\b|\bair link\b"),
    "culture": (("culture",), ""),
}


def _publisher_type(edition: Edition, ids: tuple[str, ...]) -> str:
    """``official`` if one of the sources is primary, else ``press`` or ``other`` (academic, encyclopedia)."""
    kinds = {edition.sources[number]["kind"] for number in edition.sources_of(ids)}
    return "official" if kinds & PRIMARY else "press" if "news" in kinds else "other"


def _counted(edition: Edition, people: pd.DataFrame) -> pd.DataFrame:
    rows = people[people[["value", "value_low", "value_high"]].notna().any(axis=1)]
    low, high = rows["value_low"], rows["value_high"]
    bound = pd.Series("range", index=rows.index).mask(low.isna() & high.isna(), "")
    bound = bound.mask(low.notna() & high.isna(), "floor").mask(low.isna() & high.notna(), "ceiling")
    spans = [period(text) if text else None for text in rows["date"]]
    rows = rows.assign(
        bound=bound,
        low=low.fillna(rows["value"]).fillna(high),
        high=high.fillna(rows["value"]).fillna(low),
        start=pd.Series([span and span.start for span in spans], index=rows.index, dtype=object),
        stop=pd.Series([span and span.end for span in spans], index=rows.index, dtype=object),
        year=[span.start.year if span else float("nan") for span in spans],
        single=[edition.sources.independent(edition.sources_of(ids)) <= 1 for ids in rows["row_ids"]],
        type=[_publisher_type(edition, ids) for ids in rows["row_ids"]],
        order=rows["date"].where(rows["date"] != "", "9999"),
    )
    return rows.sort_values(["order", "people_id"], ignore_index=True).drop(columns="order")


def counts(edition: Edition) -> pd.DataFrame:
    """The rows of the pair that hold a value, in order of time, undated last.

    Returns
    -------
    pandas.DataFrame
        The columns of ``people`` and ``bound`` (``floor``, ``ceiling``, ``range`` or empty), ``low``, ``high`` (ends of
        what is published; equal for a plain value), ``start``, ``stop`` (days, ``None`` if undated), ``year`` (first
        year, NaN if undated), ``single`` (one source), ``type`` (of publisher: ``official``, ``press``, ``other``).
    """
    return _counted(edition, edition.people)


def host_counts(edition: Edition) -> pd.DataFrame:
    """Counts in one of the two countries of people of any origin, columns of :func:`counts`."""
    rows = edition.all.people
    return _counted(edition, rows[rows["host"].isin(edition.pair) & (rows["origin"] == "")])


def students(counts: pd.DataFrame) -> pd.DataFrame:
    """Counts of students of one side in the other, of the direction with more rows, whole country only.

    Counts of a part of the country (``place`` given), and of those who came or are planned, do not compare.
    """
    rows = counts[(counts["metric"] == STUDENTS) & (counts["place"] == "") & counts["count_kind"].isin(["", "stock"])]
    if rows.empty:
        return rows
    origin, host = rows.groupby(["origin", "host"]).size().idxmax()
    return rows[(rows["origin"] == origin) & (rows["host"] == host)].reset_index(drop=True)


def dated_students(students: pd.DataFrame) -> pd.DataFrame:
    """The counts of students that bear a date."""
    return students[students["year"].notna()].reset_index(drop=True)


def recent_students(dated_students: pd.DataFrame) -> pd.DataFrame:
    """The counts of the last years, counted back from the latest one."""
    return dated_students[dated_students["year"] > dated_students["year"].max() - RECENT_YEARS]


def student_ranges(dated_students: pd.DataFrame) -> pd.DataFrame:
    """Range of the counts of students of each year.

    Returns
    -------
    pandas.DataFrame
        ``year``, ``low``, ``high``, ``n`` (values), ``ratio`` (high over low, NaN where low is zero), ``row_ids``.
    """
    table = dated_students.groupby("year", as_index=False).agg(
        low=("low", "min"), high=("high", "max"), n=("high", "size"), row_ids=("row_ids", union)
    )
    return table.assign(year=table["year"].astype(int), ratio=table["high"] / table["low"].where(table["low"] > 0))


def other_figures(counts: pd.DataFrame) -> pd.DataFrame:
    """All counts but the students, a row a quantity, place and year, latest first, undated last.

    Within a year the latest date stands, because such counts (of evacuees) are cumulative; flows stand for themselves.

    Returns
    -------
    pandas.DataFrame
        ``metric``, ``origin``, ``host``, ``place``, ``date``, ``low``, ``high``, ``unit``, ``values`` (each as
        (bound, low, high)), ``several`` (they differ), ``conflict`` (by more than :data:`TOLERANCE`), ``notes``,
        ``row_ids``.
    """
    rows = counts[(counts["metric"] != STUDENTS) | (counts["place"] != "")]
    rows = rows.assign(span=rows["year"].astype(object).mask(rows["count_kind"] == "flow", rows["date"]))
    key = ["metric", "origin", "host", "place", "span"]
    latest = rows.groupby(key, dropna=False)["date"].transform("last")
    rows = rows[rows["date"] == latest].sort_values("low", kind="stable")
    rows = rows.assign(values=list(zip(rows["bound"], rows["low"], rows["high"], strict=True)))
    table = rows.groupby(key, dropna=False, as_index=False, sort=False).agg(
        date=("date", "first"),
        low=("low", "min"),
        high=("high", "max"),
        unit=("unit", "first"),
        values=("values", lambda given: tuple(dict.fromkeys(given))),
        several=("values", lambda given: len({value[1:] for value in given}) > 1),
        n=("values", "size"),
        notes=("notes", lambda given: "; ".join(dict.fromkeys(filter(None, given)))),
        row_ids=("row_ids", union),
    )
    table = table.assign(conflict=(table["n"] > 1) & (table["high"] > table["low"] * TOLERANCE))
    table = table.sort_values(
        ["date", "metric", "place"], ascending=[False, True, True], kind="stable", ignore_index=True
    )
    return table.drop(columns=["span", "n"])


def crises(edition: Edition) -> pd.DataFrame:
    """Crises of the pair: events of that lane that follow one another closely.

    Returns
    -------
    pandas.DataFrame
        ``crisis`` (place in time), ``first``, ``last`` (days), ``date``, ``title``, ``description`` of the event that
        stands for it (the best documented one of category ``crisis``), ``events`` (number), ``row_ids``.
    """
    columns = ["crisis", "first", "last", "date", "title", "description", "events", "row_ids"]
    rows = edition.events
    rows = rows[(rows["lane"] == "crises") & (rows["status"] != "planned") & (rows["date"].str.len() > len("2024"))]
    if rows.empty:
        return pd.DataFrame(columns=columns)
    rows = rows.sort_values(["date", "event_id"], ignore_index=True)
    days = [period(text).start for text in rows["date"]]
    apart = [(day - before).days > APART_DAYS for before, day in zip([days[0], *days], days, strict=False)]
    rows = rows.assign(
        crisis=pd.Series(apart).cumsum(),
        day=pd.Series(days, dtype=object),
        end=pd.Series([period(text).end for text in rows["date"]], dtype=object),
        other=rows["category"] != "crisis",
        told=-rows["source_ids"].map(len),
    )
    group = rows.groupby("crisis")
    lead = rows.sort_values(["other", "told", "date"]).drop_duplicates("crisis").set_index("crisis").sort_index()
    table = lead[["date", "title", "description"]].assign(
        first=group["day"].min(), last=group["end"].max(), events=group.size(), row_ids=group["row_ids"].agg(union)
    )
    return table.reset_index()[columns]


def crisis_figures(counts: pd.DataFrame, host_counts: pd.DataFrame, crises: pd.DataFrame) -> pd.DataFrame:
    """What sources count in each crisis that hurt people, latest crisis first: the range between sources.

    Only counts of one group of people are in one range; of cumulative counts the latest date stands.

    Returns
    -------
    pandas.DataFrame
        ``crisis``, ``crisis_date``, ``title``, ``metric``, ``origin`` (empty: anyone), ``host``, ``date`` (latest),
        ``low``, ``high``, ``row_ids``.
    """
    columns = ["crisis", "crisis_date", "title", "metric", "origin", "host", "date", "low", "high", "row_ids"]
    rows = pd.concat([counts, host_counts], ignore_index=True)
    rows = rows[rows["metric"].isin([*CASUALTIES, *CUMULATIVE]) & (rows["date"].str.len() > len("2024"))]
    of = crises.rename(columns={"date": "crisis_date"})[["crisis", "crisis_date", "title", "first", "last"]]
    both = rows.drop(columns="year").merge(of, how="cross")
    near = [
        first - timedelta(days=BEFORE_DAYS) <= start <= last + timedelta(days=AFTER_DAYS)
        for start, first, last in zip(both["start"], both["first"], both["last"], strict=True)
    ]
    both = both[pd.Series(near, index=both.index, dtype=bool)]
    key = ["crisis", "crisis_date", "title", "metric", "origin", "host"]
    latest = both.groupby(key)["date"].transform("max")
    both = both[~both["metric"].isin(CUMULATIVE) | (both["date"] == latest)]
    table = both.groupby(key, as_index=False).agg(
        date=("date", "max"), low=("low", "min"), high=("high", "max"), row_ids=("row_ids", union)
    )
    hurt = table.loc[table["metric"].isin(["deaths", "injured"]) & (table["high"] > 0), "crisis"]
    order = table["metric"].map([*CASUALTIES[:3], *CUMULATIVE, *CASUALTIES[3:]].index)
    table = table.assign(order=order)[table["crisis"].isin(hurt)]
    table = table.sort_values(["crisis", "order", "origin"], ascending=[False, True, False], ignore_index=True)
    return table[columns]


def theme_events(edition: Edition) -> pd.DataFrame:
    """Dated events of the themes, in the order of :data:`THEMES`, latest first, with ``theme``."""
    rows = edition.events
    rows = rows[rows["date"] != ""].sort_values("date", ascending=False)
    return pd.concat(
        [
            rows[
                rows["category"].isin(categories) & rows["title"].str.contains(words, flags=re.IGNORECASE, regex=True)
            ].assign(theme=theme)
            for theme, (categories, words) in THEMES.items()
        ],
        ignore_index=True,
    )


def themes(theme_events: pd.DataFrame) -> pd.DataFrame:
    """A row a theme: its events and the one that stands for it, a crisis first, then the best documented, the latest.

    Plans stand for a theme only where nothing has happened.

    Returns
    -------
    pandas.DataFrame
        ``theme``, ``n``, ``first``, ``last`` (years), ``date``, ``title``, ``description`` of the event, ``row_ids``
        (its own).
    """
    took_place = theme_events["status"] != "planned"
    some = took_place.groupby(theme_events["theme"]).transform("any")
    rows = theme_events[took_place | ~some.astype(bool)]
    rows = rows.assign(crisis=rows["lane"] == "crises", told=rows["source_ids"].map(len), year=rows["date"].str[:4])
    group = rows.groupby("theme", sort=False)
    best = rows.sort_values(["crisis", "told", "date"]).drop_duplicates("theme", keep="last").set_index("theme")
    table = best.assign(n=group.size(), first=group["year"].min(), last=group["year"].max())
    table = table.loc[list(dict.fromkeys(rows["theme"]))].rename_axis("theme").reset_index()
    return table[["theme", "n", "first", "last", "date", "title", "description", "row_ids"]]


def third_country(edition: Edition) -> pd.DataFrame:
    """The country, if any, that both sides deal with most: by dated events with one or both of them and no other state.

    Returns
    -------
    pandas.DataFrame
        One row or none: ``country`` (alpha-3 code), ``with_a``, ``with_b`` (events), ``category`` (the most frequent
        one of these events), ``row_ids``.
    """
    rows = edition.all.events
    both = set(edition.pair)
    other = [set(parties) - both if both & set(parties) else set() for parties in rows["parties"]]
    rows = rows.assign(country=[next(iter(codes)) if len(codes) == 1 else "" for codes in other])
    rows = rows[(rows["country"] != "") & (rows["date"] != "") & (rows["lane"] != "history")]
    rows = rows.assign(
        with_a=rows["parties"].map(lambda parties: edition.pair[0] in parties).astype(bool),
        with_b=rows["parties"].map(lambda parties: edition.pair[1] in parties).astype(bool),
    )
    table = rows.groupby("country", as_index=False).agg(
        with_a=("with_a", "sum"),
        with_b=("with_b", "sum"),
        category=("category", lambda given: given.mode().iloc[0]),
        row_ids=("row_ids", union),
    )
    table = table.assign(least=table[["with_a", "with_b"]].min(axis=1))
    table = table[table["least"] >= LEAST_WITH_THIRD]
    order = table.sort_values(["least", "country"], ascending=[False, True])
    return order.head(1).drop(columns="least").reset_index(drop=True)


def third_country_events(edition: Edition, third_country: pd.DataFrame) -> pd.DataFrame:
    """Dated events of one side or both with the third country, latest first.

    Those with no other state, and those of the same category with others.

    Returns
    -------
    pandas.DataFrame
        The columns of ``events`` and ``side`` (``a``, ``b`` or ``both``).
    """
    rows = edition.all.events
    if third_country.empty:
        return rows.iloc[:0].assign(side="")
    third = third_country.iloc[0]
    allowed = {*edition.pair, third["country"]}
    with_third = rows["parties"].map(
        lambda parties: third["country"] in parties and not set(parties).isdisjoint(edition.pair)
    )
    alone = rows["parties"].map(allowed.issuperset) | (rows["category"] == third["category"])
    rows = rows[with_third.astype(bool) & alone.astype(bool) & (rows["date"] != "") & (rows["lane"] != "history")]
    here, there = (rows["parties"].map(lambda parties, code=code: code in parties) for code in edition.pair)
    side = pd.Series("both", index=rows.index).mask(~there.astype(bool), "a").mask(~here.astype(bool), "b")
    return rows.assign(side=side).sort_values(["date", "event_id"], ascending=False, ignore_index=True)


def _by_side(edition: Edition, rows: pd.DataFrame) -> pd.DataFrame:
    place = rows["country"].map({code: place for place, code in enumerate(edition.pair)})
    return rows.assign(place=place).sort_values("place", kind="stable", ignore_index=True).drop(columns="place")


def visas(edition: Edition) -> pd.DataFrame:
    """Visa rules between the two that have not ended, by passport, the one confirmed last first.

    ``earlier``: it was confirmed more than a year before the rule of that way that was confirmed last.
    """
    rows = edition.visas
    ended = [bool(text) and period(text).end < edition.as_of for text in rows["end"]]
    rows = rows[~pd.Series(ended, index=rows.index, dtype=bool)]
    order = ["passport", "last_confirmed", "visa_id"]
    rows = rows.sort_values(order, ascending=[True, False, True], ignore_index=True)
    seen = rows["last_confirmed"].where(rows["last_confirmed"] != "")
    newest = seen.groupby([rows["passport"], rows["destination"]]).transform("max")
    ends = [(period(day).end, period(last).end) if day == day else None for day, last in zip(seen, newest, strict=True)]
    earlier = [pair is not None and elapsed_years(*pair) > 1 for pair in ends]
    return rows.assign(earlier=pd.Series(earlier, rows.index, dtype=bool))


def office_holders(edition: Edition) -> pd.DataFrame:
    """Who holds which office of the two sides: of each office the last person, without an end and lately seen there.

    Returns
    -------
    pandas.DataFrame
        The columns of ``offices`` and ``since`` (start, or the first day on which a source shows the person).
    """
    rows = edition.offices
    ended = [bool(text) and period(text).end < edition.as_of for text in rows["end"]]
    seen = rows["seen_last"].where(rows["seen_last"] != "", rows["start"])
    lately = [bool(text) and elapsed_years(period(text).end, edition.as_of) <= SEEN_YEARS for text in seen]
    rows = rows.assign(
        since=rows["start"].where(rows["start"] != "", rows["seen_first"]),
        name=rows["office"].str.replace(r"\s*\([^)]*\)$", "", regex=True),
    )
    rows = rows[pd.Series(lately, index=rows.index, dtype=bool) & ~pd.Series(ended, index=rows.index, dtype=bool)]
    rows = rows.sort_values(["since", "seen_last", "office_id"]).drop_duplicates(["country", "name"], keep="last")
    return _by_side(edition, rows.sort_values("office_id").drop(columns="name"))


def aims(edition: Edition) -> pd.DataFrame:
    """What each side says that it wants of the other, by country, latest first."""
    rows = edition.aims
    rows = rows[rows["country"].isin(edition.pair) & (rows["aim"] != "")]
    return _by_side(edition, rows.sort_values(["date", "aim_id"], ascending=[False, True]))


def reasons(edition: Edition) -> pd.DataFrame:
    """Why trade of the two is small, each reason with who gives it, latest first."""
    rows = edition.reasons
    return rows[rows["reason"] != ""].sort_values(["date", "reason_id"], ascending=[False, True], ignore_index=True)
