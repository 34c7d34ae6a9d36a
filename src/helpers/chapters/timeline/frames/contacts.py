"""Events of a pair: contacts, journeys and the gaps between them, documents signed close to a meeting of leaders."""

from datetime import date, timedelta

import pandas as pd

from helpers.edition import Edition
from helpers.finding import union
from helpers.methods.decimal_years import elapsed_years
from helpers.periods import period

LANES = ("top-level", "ministers", "consultations", "agreements", "crises")
CONTACT_LANES = LANES[:3]
TURNING_POINTS, APART = 12, 180  # how many, and days between two
HOW = {
    "visit": "in person",
    "meeting": "in person",
    "margins": "margins of a forum",
    "phone": "phone or video",
    "video": "phone or video",
}
NOT_SIGNED = ("announced", "under-negotiation", "listed", "not-found")


def _spanned(rows: pd.DataFrame, column: str = "date") -> pd.DataFrame:
    """The rows that have a date, with the days between which it lies and its precision, in order of time."""
    rows = rows[rows[column] != ""]
    spans = [period(text) for text in rows[column]]
    rows = rows.assign(
        first=pd.Series([span.start for span in spans], index=rows.index, dtype=object),
        last=pd.Series([span.end for span in spans], index=rows.index, dtype=object),
        precision=pd.Series([span.kind for span in spans], index=rows.index, dtype=object),
    )
    return rows.sort_values(["first", "last", rows.columns[0]], ignore_index=True)


def _until(rows: pd.DataFrame) -> pd.Series:
    """The last day on which an event of several days may have gone on."""
    ends = [
        max(last, period(text).end) if text else last for last, text in zip(rows["last"], rows["end_date"], strict=True)
    ]
    return pd.Series(ends, index=rows.index, dtype=object)


def _independent(edition: Edition, rows: pd.DataFrame) -> list[int]:
    return [edition.sources.independent(edition.sources_of(ids)) for ids in rows["row_ids"]]


def dated_events(edition: Edition) -> pd.DataFrame:
    """The dated events of the pair, plans too.

    Returns
    -------
    pandas.DataFrame
        The columns of ``events`` and ``first``, ``last`` (days between which the event lies or began), ``precision``
        (``day``, ``month``, ``year``), ``independent`` (sources that do not repeat one another); in order of time.
    """
    rows = _spanned(edition.events)
    return rows.assign(independent=_independent(edition, rows))


def contacts(edition: Edition, dated_events: pd.DataFrame) -> pd.DataFrame:
    """Meetings, calls and visits of the two sides that took place, the parts of one journey as one.

    A contact that is ``part_of`` another one is told with it. So are rows of one lane with the same traveller and
    place, somebody in common and days that touch: title and dates are those of the first, ``row_ids`` those of all.
    """
    met = dated_events["lane"].isin(CONTACT_LANES) & dated_events["mode"].isin(list(HOW))
    rows = dated_events[met & (dated_events["status"] != "planned")]
    rows = rows.sort_values(["lane", "visitor", "location", "first", "last", "event_id"])
    before = rows.shift()
    touching = [
        exact
        and isinstance(end, date)
        and first <= end + timedelta(days=1)
        and not set(actors).isdisjoint(others or ())
        for exact, first, end, actors, others in zip(
            (rows["precision"] == "day") & (before["precision"] == "day") & (rows["visitor"] != ""),
            rows["first"],
            _until(rows).shift(),
            rows["actors"],
            before["actors"],
            strict=True,
        )
    ]
    same_way = (rows[["lane", "visitor", "location"]] == before[["lane", "visitor", "location"]]).all(axis=1)
    same_way &= pd.Series(touching, index=rows.index, dtype=bool)
    journey = rows["event_id"].where(~same_way).ffill()
    journey = rows["part_of"].where(rows["part_of"].isin(rows["event_id"]), journey)
    ids = rows["row_ids"].groupby(journey).agg(union) if len(rows) else {}
    rows = rows[rows["event_id"] == journey]
    rows = rows.assign(row_ids=rows["event_id"].map(ids))
    rows = rows.assign(independent=_independent(edition, rows))
    return rows.sort_values(["first", "last", "event_id"], ignore_index=True)


def leader_contacts(contacts: pd.DataFrame) -> pd.DataFrame:
    """Contacts of the leaders of both sides: visits to the other country and meetings on the margins of a forum."""
    rows = contacts[(contacts["lane"] == "top-level") & contacts["mode"].isin(["visit", "margins"])]
    return rows.reset_index(drop=True)


def visits(leader_contacts: pd.DataFrame) -> pd.DataFrame:
    """Visits of leaders made for the other country itself, not for a summit that it hosted."""
    return leader_contacts[leader_contacts["mode"] == "visit"].reset_index(drop=True)


def journeys(leader_contacts: pd.DataFrame) -> pd.DataFrame:
    """Visits of leaders and their travel to a summit held in the other country."""
    travelled = (leader_contacts["visitor"] != "") & (leader_contacts["visitor"] != leader_contacts["location"])
    return leader_contacts[travelled].reset_index(drop=True)


def _gaps(rows: pd.DataFrame) -> pd.DataFrame:
    first, then = rows.iloc[:-1].reset_index(drop=True), rows.iloc[1:].reset_index(drop=True)
    certain = [max(elapsed_years(end, start), 0) for end, start in zip(first["last"], then["first"], strict=True)]
    at_most = [elapsed_years(start, end) for start, end in zip(first["first"], then["last"], strict=True)]
    return pd.DataFrame(
        {
            "since": first["date"],
            "until": then["date"],
            "low": pd.Series(certain, dtype=float),
            "high": pd.Series(at_most, dtype=float),
            "row_ids": [union(pair) for pair in zip(first["row_ids"], then["row_ids"], strict=True)],
        }
    )


def visit_gaps(visits: pd.DataFrame) -> pd.DataFrame:
    """Time from each bilateral visit of a leader to the next.

    Returns
    -------
    pandas.DataFrame
        ``since``, ``until`` (dates), ``low``, ``high`` (years of 365.25 days): ``low`` is from the last possible day of
        one to the first possible day of the next, zero where the spans overlap, ``high`` the other way round.
    """
    return _gaps(visits)


def journey_gaps(journeys: pd.DataFrame) -> pd.DataFrame:
    """The same with travel to summits in the other country; columns of :func:`visit_gaps`."""
    return _gaps(journeys)


def marks(edition: Edition, dated_events: pd.DataFrame, contacts: pd.DataFrame) -> pd.DataFrame:
    """What the lane chart marks: contacts, agreements and crises.

    Returns
    -------
    pandas.DataFrame
        The columns of :func:`contacts` and ``how`` (they met, or what it is), ``side`` (``a``, ``b`` or empty: who
        travelled), ``single`` (one source); in order of time.
    """
    took_place = dated_events["status"] != "planned"
    other = dated_events[took_place & dated_events["lane"].isin(["agreements", "crises"])]
    rows = pd.concat([contacts, other]).sort_values(["first", "last", "event_id"], ignore_index=True)
    kind = rows["lane"].map({"agreements": "document"}).fillna("event")
    return rows.assign(
        how=rows["mode"].map(HOW).fillna(kind),
        side=rows["visitor"].map({edition.a.iso3: "a", edition.b.iso3: "b"}).fillna(""),
        single=rows["independent"] <= 1,
    )


def turning_points(marks: pd.DataFrame) -> pd.DataFrame:
    """The events that a drawing names, by a rule and not by hand: at most twelve, 180 days or more apart.

    An event weighs as much as it has independent sources, up to five, and two more for a visit of a leader or a crisis,
    one more for a visit of a minister, three more for being the first on record, one less for what officials did, and
    two less where only its year is known. The heavier goes first.

    Returns
    -------
    pandas.DataFrame
        Rows of :func:`marks` with their ``weight``, in order of time.
    """
    visit, crisis = marks["mode"].eq("visit"), marks["lane"].eq("crises") & marks["how"].eq("event")
    extra = 2.0 * (visit & marks["lane"].eq("top-level") | crisis) + (visit & marks["lane"].eq("ministers"))
    extra += 3.0 * (marks.index == marks.index.min()) - marks["level"].eq("official")
    rows = marks.assign(weight=marks["independent"].clip(upper=5) + extra - 2.0 * marks["precision"].eq("year"))
    kept: list[int] = []
    for place, day in rows.sort_values("weight", ascending=False, kind="stable")["first"].items():
        if len(kept) < TURNING_POINTS and all(abs((day - rows.at[other, "first"]).days) >= APART for other in kept):
            kept.append(place)
    return rows.loc[sorted(kept)]


def reporting_sources(edition: Edition, marks: pd.DataFrame) -> pd.DataFrame:
    """The sources of the marks with the year in which each was published: ``source_id``, ``year`` (NaN undated).

    Their number a year is a measure of reporting; contacts are easier to find where there is more of it.
    """
    numbers = edition.sources.known(edition.sources_of(union(marks["row_ids"])))
    published = [edition.sources[number]["published"] for number in numbers]
    years = [period(text).start.year if text else float("nan") for text in published]
    return pd.DataFrame({"source_id": numbers, "year": pd.Series(years, dtype=float)})


def decades(marks: pd.DataFrame, reporting_sources: pd.DataFrame) -> pd.DataFrame:
    """Contacts, agreements, crises and sources by decade, decades without any between the first and the last too.

    Returns
    -------
    pandas.DataFrame
        ``decade`` (first year), one column a lane, ``contacts`` (sum of the three lanes of contacts), ``sources``
        (dated ones, by year of publication), ``row_ids``.
    """
    decade = pd.Series([day.year // 10 * 10 for day in marks["first"]], index=marks.index, dtype=int)
    every = range(decade.min(), decade.max() + 10, 10) if len(marks) else []
    table = pd.crosstab(decade, marks["lane"]).reindex(index=every, columns=list(LANES), fill_value=0)
    ids = marks.groupby(decade)["row_ids"].agg(union).reindex(every) if len(marks) else []
    published = (reporting_sources["year"] // 10 * 10).value_counts().reindex(every, fill_value=0)
    table = table.assign(
        contacts=table[list(CONTACT_LANES)].sum(axis=1),
        sources=published.astype(int),
        row_ids=[rows if isinstance(rows, tuple) else () for rows in ids],
    )
    return table.rename_axis(index="decade", columns=None).reset_index()


def history(edition: Edition) -> pd.DataFrame:
    """Events before the states existed, if the rows touch both sides of the pair; else none.

    Such an event seldom has both states as parties, so the rows of all countries are looked at.
    """
    rows = edition.all.events
    apart = rows["parties"].map(set(edition.pair).isdisjoint).astype(bool)
    rows = rows[(rows["lane"] == "history") & ~apart]
    touched = {code for parties in rows["parties"] for code in parties}
    return _spanned(rows if set(edition.pair) <= touched else rows.iloc[:0])


def documents(edition: Edition, dated_events: pd.DataFrame) -> pd.DataFrame:
    """What the two sides signed, with or without third parties: treaties, and agreements that no treaty stands for.

    A treaty stands for the event that it names, or for those within its dates. A document dated by year only is left
    out unless it names its event, because nothing tells what it followed.

    Returns
    -------
    pandas.DataFrame
        ``title``, ``date``, ``first``, ``last``, ``event_id`` (the visit or event at which it was signed, or empty),
        ``row_ids``.
    """
    columns = ["title", "date", "first", "last", "event_id", "row_ids"]
    treaties = edition.treaties
    signed = _spanned(treaties[~treaties["status"].isin(NOT_SIGNED)], "date_signed")
    signed = signed[(signed["precision"] != "year") | (signed["event_id"] != "")].rename(
        columns={"date_signed": "date"}
    )
    agreed = dated_events[(dated_events["lane"] == "agreements") & (dated_events["status"] != "planned")]
    agreed = agreed[agreed["precision"] != "year"]
    both = agreed[["event_id", "first", "last"]].merge(signed, how="cross", suffixes=("", "_signed"))
    within = (
        (both["precision"] != "year") & (both["first_signed"] <= both["last"]) & (both["last_signed"] >= both["first"])
    )
    stood_for = set(both.loc[within, "event_id"]) | set(signed["event_id"])
    rows = pd.concat([signed[columns], agreed.loc[~agreed["event_id"].isin(stood_for), columns]])
    # Signed at a part of a visit is signed at the visit.
    parts = dict(zip(dated_events["event_id"], dated_events["part_of"], strict=True))
    rows = rows.assign(event_id=[parts.get(event) or event for event in rows["event_id"]])
    return rows.sort_values(["first", "title"], ignore_index=True)


def contact_documents(leader_contacts: pd.DataFrame, documents: pd.DataFrame, window_days: int) -> pd.DataFrame:
    """Meetings of leaders with the documents signed at them, or from their first day to some days after their last.

    What followed was not shown to be an effect.

    Returns
    -------
    pandas.DataFrame
        The columns of :func:`contacts` and ``signed`` (number of documents; NaN for a meeting dated by its year only
        of which none is known), ``documents`` (titles joined by ``; ``); latest first.
    """
    rows = leader_contacts.assign(until=_until(leader_contacts))
    pairs = rows[["event_id", "first", "until", "precision"]].merge(documents, how="cross", suffixes=("", "_paper"))
    days = [(paper - end).days for paper, end in zip(pairs["first_paper"], pairs["until"], strict=True)]
    after = pd.Series(days, index=pairs.index, dtype=float) <= window_days
    close = (pairs["precision"] != "year") & (pairs["first"] <= pairs["last"]) & after
    at_it = pairs["event_id_paper"] == pairs["event_id"]
    elsewhere = pairs["event_id_paper"].isin(rows["event_id"])
    found = pairs[at_it | (close & ~elsewhere)].groupby("event_id")
    table = rows.set_index("event_id").assign(
        signed=found.size().astype(float), documents=found["title"].agg("; ".join), papers=found["row_ids"].agg(union)
    )
    table["signed"] = table["signed"].where(table["signed"].notna() | (table["precision"] == "year"), 0.0)
    papers = [own if isinstance(own, tuple) else () for own in table["papers"]]
    table["row_ids"] = [union(ids) for ids in zip(table["row_ids"], papers, strict=True)]
    table["documents"] = table["documents"].fillna("")
    return table.drop(columns=["until", "papers"]).reset_index().iloc[::-1].reset_index(drop=True)
