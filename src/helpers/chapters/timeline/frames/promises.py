"""Promises of a pair: statements, the ledger of what became of them, and how long delivery takes."""

from datetime import date

import numpy as np
import pandas as pd

from helpers.chapters.announced import announced_promises, announced_targets
from helpers.edition import Edition
from helpers.finding import union
from helpers.methods.decimal_years import elapsed_years
from helpers.methods.survival import kaplan_meier
from helpers.periods import period

STATES = ("delivered", "overdue", "open", "no-public-evidence")
ENOUGH = 20  # promises from which a curve of delivery is drawn


def _ends(dates: pd.Series) -> pd.Series:
    """The last day of each date; ``None`` where there is none."""
    return pd.Series([period(text).end if text else None for text in dates], index=dates.index, dtype=object)


def promise_statements(edition: Edition) -> pd.DataFrame:
    """Every statement of a promise, oldest first, with ``fact``: the id of the statement that first made it.

    Statements with the same programme and promise, but for a bracket at its end ("(restated)"), are one promise.
    """
    rows = announced_promises(edition).sort_values(["stated_on", "promise_id"], ignore_index=True)
    what = rows["promise"].str.replace(r"\s*\([^)]*\)$", "", regex=True).str.strip().str.casefold()
    key = [rows["programme"].str.strip().str.casefold(), what]
    return rows.assign(fact=rows["promise_id"].groupby(key, sort=False).transform("first"))


def ledger(edition: Edition, promise_statements: pd.DataFrame, date_statements: pd.DataFrame) -> pd.DataFrame:
    """One row a promise with its state at the date of the edition.

    The due date first named is what delivery is measured against; ``restated`` is the one stated last, in whatever table.
    A promise is *delivered* when a date of delivery is known by then, *open* while its due date is ahead, *overdue* after
    it. "No public evidence" is kept as coded, and no lateness is told of it: openings are reported more often than
    failures. Method: after the commitment tables of the G7/G20 Research Group.

    Returns
    -------
    pandas.DataFrame
        ``promise_id``, ``programme``, ``promise``, ``verifiable_event``, ``stated_on``, ``due``, ``restated``,
        ``statements``, ``state``, ``delivered_on``, ``late_low``, ``late_high`` (days, negative if early, NaN where
        no due date has passed or no outcome is public), ``standing`` (of a target announced with it), ``searched_on``
        (day of the search that found no outcome), ``notes``, ``row_ids``; in order
        of the first statement.
    """
    said = promise_statements
    group = said.groupby("fact", sort=False)
    rows = said[said["promise_id"] == said["fact"]].set_index("fact")
    dates = date_statements.sort_values("stated_on", kind="stable")
    later = dates[dates["stated_on"] > dates["fact"].map(rows["stated_on"])]
    last = later.groupby("fact")["date"].last().reindex(rows.index).fillna("")
    rows = rows.assign(
        delivered_on=group["delivered_on"].max(),
        statements=group.size(),
        restated=last.mask(last == rows["due"], ""),
        row_ids=group["row_ids"].agg(union) if len(said) else (),
    ).reset_index(drop=True)
    due, as_of = _ends(rows["due"]), edition.as_of
    has_due, done = rows["due"] != "", rows["delivered_on"] != ""
    passed = pd.Series([isinstance(day, date) and day < as_of for day in due], index=rows.index, dtype=bool)
    silent = rows["status"] == "no-public-evidence"
    state = np.select(
        [done, has_due & ~passed, silent, passed], ["delivered", "open", "no-public-evidence", "overdue"], "open"
    )
    told = list(zip(rows["delivered_on"], state == "overdue", due, strict=True))
    low, high = (
        [_days(getattr(period(done), end) if done else as_of if late else None, day) for done, late, day in told]
        for end in ("start", "end")
    )
    targets = announced_targets(edition).query("due != ''")
    standing = dict(zip(zip(targets["due"], targets["announced"], strict=True), targets["standing"], strict=True))
    with_target = [standing.get(key, "") for key in zip(rows["due"], rows["stated_on"], strict=True)]
    looked = dict(edition.coverage()[["search_id", "searched_on"]].itertuples(index=False))
    searched = [looked.get(search, "") for search in rows["search_id"]]
    rows = rows.assign(state=state, late_low=low, late_high=high, standing=with_target, searched_on=searched)
    columns = ["promise_id", "programme", "promise", "verifiable_event", "stated_on", "due", "restated", "statements"]
    columns += ["state", "delivered_on", "late_low", "late_high", "standing", "searched_on", "notes", "row_ids"]
    return rows[columns]


def _days(until: date | None, due: date | None) -> float:
    return float((until - due).days) if until and due else float("nan")


def fallen_due(edition: Edition, ledger: pd.DataFrame) -> pd.DataFrame:
    """The promises whose first due date has passed, with ``in_time``: delivered by the last day promised, for certain.

    Columns of :func:`ledger`.
    """
    passed = [isinstance(day, date) and day < edition.as_of for day in _ends(ledger["due"])]
    rows = ledger[pd.Series(passed, index=ledger.index, dtype=bool)].reset_index(drop=True)
    return rows.assign(in_time=(rows["state"] == "delivered") & (rows["late_high"] <= 0))


def delivery_curve(edition: Edition, ledger: pd.DataFrame) -> pd.DataFrame:
    """Share of promises not yet delivered, by years since the first statement, from :data:`ENOUGH` promises on.

    Undelivered promises are censored at the date of the edition.

    Returns
    -------
    pandas.DataFrame
        ``years``, ``at_risk``, ``delivered``, ``share``, ``low``, ``high`` (90% interval), ``row_ids``; no rows below :data:`ENOUGH`.
    """
    rows = ledger[ledger["stated_on"] != ""]
    if len(rows) < ENOUGH:
        return pd.DataFrame(columns=["years", "at_risk", "delivered", "share", "low", "high", "row_ids"])
    done = rows["delivered_on"] != ""
    ends = [period(text).middle if text else edition.as_of for text in rows["delivered_on"]]
    starts = [period(text).middle for text in rows["stated_on"]]
    years = [max(elapsed_years(start, end), 0) for start, end in zip(starts, ends, strict=True)]
    curve = kaplan_meier(years, done).rename(columns={"time": "years", "ended": "delivered"})
    return curve.assign(row_ids=[union(rows["row_ids"])] * len(curve))
