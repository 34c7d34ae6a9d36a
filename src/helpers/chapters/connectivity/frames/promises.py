"""What was promised of programmes: every dated statement of a completion date, what came of it, and what is due next."""

import pandas as pd

from helpers.chapters.chapter import open_chapter
from helpers.chapters.connectivity.frames.programmes import _of
from helpers.chapters.record import days, record
from helpers.edition import Edition
from helpers.methods.base_rates import succession
from helpers.methods.decimal_years import decimal_year
from helpers.periods import period

WHOLE = "whole"


def completion_statements(edition: Edition) -> pd.DataFrame:
    """Every dated statement of a completion date, the oldest first.

    Returns
    -------
    pandas.DataFrame
        ``programme``, ``component``, ``country``, ``stated_on``, ``date`` (promised), ``stated`` (middle of the date of
        the statement, decimal year), ``promised_from`` and ``promised`` (begin and end of the promised date, decimal
        years: a promise of a year is a year long), ``confidence`` and ``row_ids``.
    """
    rows = edition.all.milestones
    rows = rows[(rows["kind"] == "target-completion") & (rows["stated_on"] != "") & (rows["date"] != "")]
    rows = rows.assign(
        stated=[decimal_year(period(text).middle) for text in rows["stated_on"]],
        promised_from=[decimal_year(period(text).start) for text in rows["date"]],
        promised=[decimal_year(period(text).end) for text in rows["date"]],
    ).sort_values(["programme", "stated", "promised"], kind="stable", ignore_index=True)
    columns = ["programme", "component", "country", "stated_on", "date", "stated", "promised_from", "promised"]
    return rows[[*columns, "confidence", "row_ids"]]


def whole_statements(completion_statements: pd.DataFrame, programmes_known: pd.DataFrame) -> pd.DataFrame:
    """The statements about a whole programme that concerns the pair, of programmes with two or more of them.

    The programme with most statements comes first.
    """
    theirs = programmes_known.loc[programmes_known["ground"].isin(["both", "gives"]), "programme"]
    whole = (completion_statements["component"] == WHOLE) & completion_statements["programme"].isin(theirs)
    rows = completion_statements[whole]
    rows = rows.assign(statements=rows.groupby("programme")["date"].transform("size"))
    rows = rows[rows["statements"] >= 2].sort_values(
        ["statements", "programme", "stated"], ascending=[False, True, True]
    )
    return rows.reset_index(drop=True)


def slips(whole_statements: pd.DataFrame) -> pd.DataFrame:
    """From the first to the last statement of each programme, and all that was promised between.

    A statement of low confidence is left aside where others stand.

    Returns
    -------
    pandas.DataFrame
        ``programme``, ``first_stated``, ``first``, ``last_stated``, ``last`` (ISO dates), ``earliest`` and ``latest``
        (promised dates, the extremes of all), ``moved`` (years between the first and the last promised date), ``passed``
        (years between the two statements), ``statements`` and ``row_ids``.
    """
    sure = whole_statements[whole_statements["confidence"] != "low"]
    enough = sure.groupby("programme")["date"].transform("size") >= 2
    few = whole_statements[~whole_statements["programme"].isin(sure.loc[enough, "programme"])]
    rows = pd.concat([sure[enough], few]).sort_values(
        ["statements", "programme", "stated"], ascending=[False, True, True]
    )
    groups = rows.groupby("programme", sort=False)
    ends = groups.agg(
        first_stated=("stated_on", "first"),
        first=("date", "first"),
        last_stated=("stated_on", "last"),
        last=("date", "last"),
        moved=("promised", lambda years: round(years.iloc[-1] - years.iloc[0], 1)),
        passed=("stated", lambda years: round(years.iloc[-1] - years.iloc[0], 1)),
        statements=("date", "size"),
        row_ids=("row_ids", lambda ids: tuple(row for rows in ids for row in rows)),
    )
    by_date = rows.sort_values("promised").groupby("programme")["date"]
    return ends.assign(earliest=by_date.first(), latest=by_date.last()).reset_index()


def promise_outcomes(edition: Edition, completion_statements: pd.DataFrame) -> pd.DataFrame:
    """What came of each date by which something was to be complete, over all programmes: the base of a likelihood.

    A promise is *kept* if the part was put to use by its date, *broken* if it was later, or if a later date was stated
    after it had passed. What is not known is left out. A date stated more than once counts once.

    Returns
    -------
    pandas.DataFrame
        ``programme``, ``component``, ``date``, ``stated_on`` (first), ``outcome`` (``kept``, ``broken``), ``row_ids``.
    """
    dates = edition.all.milestones
    reached = dates[(dates["kind"] == "commissioned") & (dates["date"] != "")]
    reached = reached.assign(reached=[decimal_year(period(text).start) for text in reached["date"]])
    reached = reached.groupby(["programme", "component"])["reached"].min()
    key = ["programme", "component"]
    rows = completion_statements.merge(reached.reset_index(), on=key, how="left")
    later = rows.merge(rows[[*key, "stated", "promised"]], on=key, suffixes=("", "_later"))
    later = later[(later["stated_later"] > later["promised"]) & (later["promised_later"] > later["promised"])]
    restated = rows.set_index([*key, "date"]).index.isin(later.set_index([*key, "date"]).index)
    kept = rows["reached"] <= rows["promised"]
    broken = (rows["reached"] > rows["promised"]) | (rows["reached"].isna() & restated)
    rows = rows.assign(outcome=kept.map({True: "kept", False: ""}).where(~broken, "broken"))
    rows = rows[rows["outcome"] != ""].drop_duplicates([*key, "date"])
    return rows[[*key, "date", "stated_on", "outcome", "row_ids"]].reset_index(drop=True)


def completion_record(edition: Edition, promise_outcomes: pd.DataFrame) -> pd.DataFrame:
    """The chance that a date of completion then ahead would be kept on past days, and whether it was.

    Columns of :func:`helpers.chapters.record.record`.
    """
    key = ["programme", "component", "date"]
    now = promise_outcomes.set_index(key)
    answers = []
    for day in days(edition):
        then = open_chapter("connectivity", edition.at(day))
        past = then.promise_outcomes
        if past.empty:
            continue
        chance = succession(int((past["outcome"] == "kept").sum()), len(past))
        for programme, component, date in then.completion_statements[key].drop_duplicates().itertuples(index=False):
            if period(date).end > day and (programme, component, date) in now.index:
                found = now.loc[(programme, component, date)]
                answers.append((day, f"{programme} {component}", chance, found["outcome"] == "kept", found["row_ids"]))
    return record(answers)


def page_promises(page: pd.DataFrame, completion_statements: pd.DataFrame, part_states: pd.DataFrame) -> pd.DataFrame:
    """Promised against actual, of the programme of the page: a row a part that was given a date.

    Returns
    -------
    pandas.DataFrame
        ``part``, ``country``, ``first_stated``, ``first``, ``last_stated``, ``last``, ``statements``, ``state``, ``value``,
        ``reached`` (date of the state; empty where none is known) and ``row_ids``.
    """
    said = _of(completion_statements, page)
    groups = said.groupby(["component", "country"], as_index=False, sort=False).agg(
        first_stated=("stated_on", "first"),
        first=("date", "first"),
        last_stated=("stated_on", "last"),
        last=("date", "last"),
        statements=("date", "size"),
        row_ids=("row_ids", lambda ids: tuple(row for rows in ids for row in rows)),
    )
    states = _of(part_states, page).rename(columns={"part": "component", "date": "reached", "row_ids": "state_rows"})
    table = groups.merge(states[["component", "country", "state", "value", "reached", "state_rows"]], how="outer")
    empty = table.select_dtypes(exclude="number").columns.difference(["row_ids", "state_rows"])
    table[empty] = table[empty].fillna("")
    ids = [
        tuple(sorted({row for rows in pair if isinstance(rows, tuple) for row in rows}))
        for pair in zip(table["row_ids"], table["state_rows"], strict=True)
    ]
    table = table.assign(row_ids=ids, order=table["component"] != WHOLE).drop(columns="state_rows")
    return table.sort_values(["order", "country", "component"], ignore_index=True).drop(columns="order")


def next_dates(edition: Edition, completion_statements: pd.DataFrame) -> pd.DataFrame:
    """What programmes have before them: the date last given for each part, promises and scheduled events.

    Returns
    -------
    pandas.DataFrame
        ``programme``, ``date``, ``what`` (the part or the event), ``kind`` (``completion``, ``start``, ``promise``,
        ``scheduled``), ``stated_on`` and ``row_ids``; by date.
    """
    dates = edition.all.milestones
    starts = dates[(dates["kind"] == "target-start") & (dates["date"] != "")].sort_values("stated_on", kind="stable")
    columns = ["programme", "date", "what", "kind", "stated_on", "row_ids"]
    parts = pd.concat([completion_statements.assign(kind="completion"), starts.assign(kind="start")])
    parts = parts.rename(columns={"component": "what"}).drop_duplicates(["programme", "what", "kind"], keep="last")
    promised = edition.all.promises
    promised = promised[(promised["status"] != "delivered") & ~promised["promise_id"].isin(dates["promise_id"])]
    promised = promised.assign(date=promised["due"], what=promised["promise"], kind="promise")
    planned = edition.all.scheduled
    planned = planned[(planned["promise_id"] == "") & (planned["milestone_id"] == "")]
    planned = planned.assign(kind="scheduled", stated_on=planned["announced_on"])
    rows = pd.concat([frame[columns] for frame in (parts, promised, planned)], ignore_index=True)
    rows = rows[(rows["programme"] != "") & (rows["date"] != "")]
    rows = rows[rows["date"].map(lambda text: period(text).end > edition.as_of).astype(bool)]
    return rows.sort_values("date", key=lambda column: column.map(lambda text: period(text).end), ignore_index=True)
