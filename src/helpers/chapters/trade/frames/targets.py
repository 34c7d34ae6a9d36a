"""What was announced, and how far and how fast it is from the totals."""

import numpy as np
import pandas as pd

from helpers.chapters.announced import announced_targets
from helpers.datapackage.read import InputError
from helpers.edition import Edition
from helpers.finding import union
from helpers.methods.drift import years_to_pass
from helpers.methods.growth import compound_growth, horizon
from helpers.periods import period

ADMISSIBLE_YEARS = 3  # a baseline ended at most so long before the announcement
WINDOWS = (5, 10)  # years of the trends
LEVEL = 0.80  # of the band around a trend
FRESH_YEARS = 4  # a trend does not rest on statistics that ended longer ago


def announcements(edition: Edition) -> pd.DataFrame:
    """The targets of trade that count, the oldest first: the columns of the table ``targets``."""
    rows = announced_targets(edition).drop(columns="source_ids")
    return rows.sort_values(["announced", "target_id"], ignore_index=True)


def target(announcements: pd.DataFrame, target_id: str) -> pd.DataFrame:
    """The target that is measured: the one with this id, else the last one announced with a due date.

    Of several announced on one day the one with the latest due date, which favours the target. No row if there is none.

    Raises
    ------
    InputError
        If no announced target has this id.
    """
    if not isinstance(target_id, str):
        raise InputError(f"target_id: found {target_id!r}, expected text")
    if target_id:
        found = announcements.query("target_id == @target_id")
        if found.empty:
            known = ", ".join(announcements["target_id"]) or "none, because no target is announced"
            raise InputError(f"target_id: found {target_id!r}, expected one of {known}")
        return found.reset_index(drop=True)
    dated = announcements.query("due != ''")
    dated = dated.assign(end=[period(text).end for text in dated["due"]])
    last = dated.sort_values(["announced", "end"], kind="stable").tail(1)
    return last.drop(columns="end").reset_index(drop=True)


def _years_between(start: str, end: str) -> float:
    """Years between the ends of two periods; NaN if one is not known."""
    return horizon(period(start).end, period(end).end) if start and end else np.nan


def _to_target(rows: pd.DataFrame, target: pd.DataFrame) -> pd.DataFrame:
    """Rows of totals with what leads from each to the target; none without a target."""
    goal = target.rename(columns={"row_ids": "target_rows"})[["target_usd", "due", "announced", "target_rows"]]
    rows = rows.merge(goal, how="cross")
    years = pd.Series(map(_years_between, rows["period"], rows["due"]), rows.index, float)
    # A rate a year would be absurd for what is due within months.
    rate = compound_growth(rows["value_usd"], rows["target_usd"], years).where(years.ge(1))
    return rows.assign(
        due_end=[period(text).end if text else None for text in rows["due"]],
        gap_usd=rows["target_usd"] - rows["value_usd"],
        years=years,
        multiple=rows["target_usd"] / rows["value_usd"],
        growth=rate,
    )


def growth_needed(baselines: pd.DataFrame, target: pd.DataFrame) -> pd.DataFrame:
    """What leads from the baseline of each side to the target.

    Returns
    -------
    pandas.DataFrame
        The rows of :func:`baselines` with ``target_usd``, ``due``, ``announced``, ``target_rows``, ``due_end``, the
        last day of the due period, ``gap_usd``, ``years`` from ``end`` to it (NaN without a due date), ``multiple``, and ``growth``, the
        compound growth a year as a share (NaN within less than a year). No row without a target.
    """
    return _to_target(baselines, target)


def admissible_baselines(published_totals: pd.DataFrame, baselines: pd.DataFrame, target: pd.DataFrame) -> pd.DataFrame:
    """What leads to the target from every total that a side could name as its baseline.

    Admissible is each published total of a whole year, or of a level quoted in a month, that ended at most three
    years before the announcement (or is a baseline in use) and before the due date. A bound gives a bound.

    Returns
    -------
    pandas.DataFrame
        The rows of :func:`published_totals` with the columns of :func:`growth_needed` and ``is_base``. The baselines
        in use come first, then the rows with the lowest and the highest growth, then the others by value.
    """
    same = ["side", "period", "value_usd", "basis"]
    rows = published_totals.query("kind in ['year', 'fiscal'] and value_usd > 0")
    rows = rows.merge(baselines[same].assign(is_base=True), on=same, how="left")
    rows = _to_target(rows.assign(is_base=rows["is_base"].eq(True)), target)
    announced = rows["announced"].mask(rows["announced"].eq(""), rows["due"]).replace("", "9999")
    age = pd.Series(map(_years_between, rows["period"], announced), rows.index, float)
    rows = rows[(rows["is_base"] | age.le(ADMISSIBLE_YEARS)) & ~rows["years"].le(0)]
    rows = rows.sort_values(["value_usd", "is_base"]).drop_duplicates(same[:3], keep="last")
    extreme = rows["growth"].isin([rows["growth"].min(), rows["growth"].max()])
    rows = rows.assign(middle=~rows["is_base"] & ~extreme, other=~rows["is_base"])
    rows = rows.sort_values(["middle", "other", "value_usd"], kind="stable", ignore_index=True)
    return rows.drop(columns=["middle", "other"])


def trends(edition: Edition, statistics: pd.DataFrame) -> pd.DataFrame:
    """The last five and ten years of each side's statistics.

    Returns
    -------
    pandas.DataFrame
        ``side``, ``window`` (years), ``first``, ``last``, ``from_usd``, ``to_usd``, ``growth`` (share a year), ``logs``
        (natural logarithms of the yearly totals), ``fresh`` (they reach to the last four years), ``row_ids``.
    """
    windows = [
        statistics.groupby("side").tail(window + 1).assign(window=window).groupby(["side", "window"], as_index=False)
        for window in WINDOWS
    ]
    rows = pd.concat(
        window.agg(
            first=("year", "first"),
            last=("year", "last"),
            from_usd=("value_usd", "first"),
            to_usd=("value_usd", "last"),
            logs=("value_usd", lambda values: tuple(np.log(values))),
            row_ids=("row_ids", union),
        )
        for window in windows
    )
    full = rows["last"] - rows["first"] == rows["window"]
    rows = rows[full & rows["side"].isin(edition.pair)].reset_index(drop=True)
    return rows.assign(
        growth=compound_growth(rows["from_usd"], rows["to_usd"], rows["window"]),
        fresh=rows["last"].ge(edition.as_of.year - FRESH_YEARS),
    )


def years_of_passing(
    edition: Edition, announcements: pd.DataFrame, exact_totals: pd.DataFrame, trends: pd.DataFrame
) -> pd.DataFrame:
    """In which year each amount aimed at was passed by a side's total, or would be at its trends.

    Returns
    -------
    pandas.DataFrame
        A row per amount, side and trend: ``target_usd``, ``side``, ``passed`` (period in which it was first reached, or
        empty), ``passed_usd``, ``window`` (years), ``first`` and ``last`` (of the trend), ``growth`` (share a year),
        ``middle``, ``low``, ``high`` (years; ``inf`` if not within a hundred years), ``row_ids``.
    """
    columns = ["target_usd", "side", "passed", "passed_usd", "window", "first", "last", "growth"]
    columns += ["middle", "low", "high", "row_ids"]
    amounts = announcements[["target_usd"]].dropna().drop_duplicates().sort_values("target_usd")
    marks = amounts.merge(pd.DataFrame({"side": edition.pair}), how="cross")
    reached = marks.merge(exact_totals, on="side").query("value_usd >= target_usd")
    reached = reached.drop_duplicates(["target_usd", "side"]).rename(
        columns={"period": "passed", "value_usd": "passed_usd"}
    )
    rows = marks.merge(reached[["target_usd", "side", "passed", "passed_usd", "row_ids"]], how="left")
    open_rows = rows[rows["passed"].isna()].drop(columns="row_ids").merge(trends.query("fresh"), on="side")
    ahead = [
        years_to_pass(np.array(logs), np.log(goal), LEVEL)
        for logs, goal in zip(open_rows["logs"], open_rows["target_usd"], strict=True)
    ]
    ahead = pd.DataFrame(ahead, open_rows.index, ["middle", "low", "high"], float)
    open_rows = pd.concat([open_rows, np.ceil(ahead).add(open_rows["last"], axis=0)], axis=1)
    rows = pd.concat([rows[rows["passed"].notna()], open_rows]).reindex(columns=columns)
    order = {code: place for place, code in enumerate(edition.pair)}
    rows = rows.assign(passed=rows["passed"].fillna(""), place=rows["side"].map(order))
    return rows.sort_values(["target_usd", "place", "window"], ignore_index=True).drop(columns="place")
