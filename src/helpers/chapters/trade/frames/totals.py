"""Total trade, exports plus imports of one side: every published value, and the one that lines are drawn from."""

import pandas as pd

from helpers.datapackage.read import InputError
from helpers.edition import Edition
from helpers.finding import union
from helpers.periods import period
from helpers.words.formats import listed

BASES = ["statistics", "statement", "components", "approximate"]
COLUMNS = ["side", "period", "kind", "value_usd", "status", "basis", "stated", "preferred", "end", "row_ids"]
LEADS_FOR = 5  # years before the date of the edition within which a well documented total leads before a newer weak one
TOLERANCE = 0.10  # values of one side and period that differ by more are in conflict


def _from_data_sets(edition: Edition, rows: pd.Series) -> pd.Series:
    """Whether all sources of a row are data sets."""
    kinds = rows.map(lambda ids: {edition.sources[number]["kind"] for number in edition.sources_of(ids)})
    return kinds.map(lambda found: found == {"dataset"}).astype(bool)


def _announced(edition: Edition) -> pd.DataFrame:
    """Totals that are published as such."""
    rows = edition.trade.query("flow == 'total'").dropna(subset=["value_usd"])
    spans = rows["period"].map(period)
    month = pd.Series([(s.start.year, s.start.month) == (s.end.year, s.end.month) for s in spans], rows.index, bool)
    basis = rows["status"].map({"approximate": "approximate"}).fillna("bound")
    data = _from_data_sets(edition, rows["row_ids"]).map({True: "statistics", False: "statement"})
    return rows.assign(
        side=rows["reporter"],
        period=rows["period"].mask(month, rows["period"].str[:4]),
        kind=pd.Series([span.kind for span in spans], rows.index, object).mask(month, "year"),
        basis=basis.mask(rows["status"].eq("reported"), data),
        stated=month,
    )


def _added_up(edition: Edition, flows: pd.DataFrame) -> pd.DataFrame:
    """Totals of a side and period for which both flows are reported."""
    known = flows.dropna(subset=["value_usd"])
    sums = known.groupby(["reporter", "period"], as_index=False).agg(
        kind=("kind", "first"),
        value_usd=("value_usd", "sum"),
        n=("flow", "size"),
        directions=("flow", "nunique"),
        row_ids=("row_ids", union),
    )
    sums = sums.query("n == 2 and directions == 2").rename(columns={"reporter": "side"})
    data = _from_data_sets(edition, sums["row_ids"]).map({True: "statistics", False: "components"})
    return sums.assign(status="reported", basis=data, stated=False, preferred=True)


def published_totals(edition: Edition, flows: pd.DataFrame) -> pd.DataFrame:
    """Every published value of total trade, one row each, none chosen.

    Announced totals as they are, and for each side and period the sum of its two flows where both are reported.

    Returns
    -------
    pandas.DataFrame
        ``side`` (alpha-3; empty where the publication does not say whose figure it is), ``period``, ``kind``,
        ``value_usd``, ``status``, ``basis`` (``statistics``: a data set; ``statement``; ``components``: flows of the
        press added up; ``approximate``: a round sum; ``bound``), ``stated`` (a month is named in which a level was quoted, not the period that it measures; it is
        set against the calendar year), ``preferred``, ``end`` of the period, ``row_ids``.
    """
    parts = [_announced(edition), _added_up(edition, flows)]
    rows = pd.concat([part for part in parts if len(part)] or parts)
    rows = rows.assign(end=[period(text).end for text in rows["period"]])[COLUMNS]
    same = ["side", "period", "value_usd", "basis"]
    others = {name: (name, "first") for name in COLUMNS if name not in (*same, "row_ids")}
    rows = rows.groupby(same, as_index=False, sort=False).agg(**others, row_ids=("row_ids", union))
    rows = rows.astype({"stated": bool, "preferred": bool})
    return rows.sort_values(["end", "kind", "side", "value_usd"], ignore_index=True)[COLUMNS]


def totals(published_totals: pd.DataFrame) -> pd.DataFrame:
    """One total per side and year, from which lines are drawn: statistics before statements before flows added up.

    ``conflict`` is true where another value of the same side and period differs by more than a tenth. The other
    columns are those of :func:`published_totals`.
    """
    rows = published_totals.query("kind in ['year', 'fiscal'] and not stated and basis != 'bound'")
    values = rows.groupby(["side", "period"])["value_usd"]
    rows = rows.assign(
        conflict=values.transform("max") > (1 + TOLERANCE) * values.transform("min"),
        rank=rows["basis"].map(BASES.index),
        late=~rows["preferred"],
    )
    rows = rows.sort_values(["end", "rank", "late"], kind="stable").drop_duplicates(["side", "period"])
    return rows.drop(columns=["rank", "late"]).sort_values(["end", "side"], ignore_index=True)


def exact_totals(totals: pd.DataFrame) -> pd.DataFrame:
    """The totals that growth may be counted from: no rounded figure, which measures no year."""
    return totals.query("basis != 'approximate' and value_usd > 0")


def leading_totals(edition: Edition, exact_totals: pd.DataFrame) -> pd.DataFrame:
    """The total of each side that leads: its latest exact one that does not rest on a single weak source.

    Where the last five years have none but weak ones, the latest leads. ``weak`` tells of each; the other columns are
    those of :func:`exact_totals`.
    """
    rows = exact_totals.assign(weak=[edition.weak(ids) for ids in exact_totals["row_ids"]]).astype({"weak": bool})
    since = edition.as_of.replace(year=edition.as_of.year - LEADS_FOR, day=1)
    return pd.concat([rows, rows[~rows["weak"] & rows["end"].ge(since)]]).drop_duplicates("side", keep="last")


def baselines(edition: Edition, totals: pd.DataFrame, leading_totals: pd.DataFrame, baseline: str) -> pd.DataFrame:
    """The total of each side that growth is counted from, in the order of the pair.

    It is the side's total that leads, or for one side the one asked for as ``REPORTER:period``.

    Raises
    ------
    InputError
        If the text is not of that form or there is no such total.
    """
    if not isinstance(baseline, str):
        raise InputError(f"baseline: found {baseline!r}, expected text")
    rows = leading_totals
    if baseline:
        side, _, text = baseline.partition(":")
        known = totals[totals["side"].isin(edition.pair) & totals["value_usd"].gt(0)]
        asked = known[known["side"].eq(side) & known["period"].eq(text)]
        if asked.empty:
            some = (known["side"] + ":" + known["period"]).tail(4)
            raise InputError(
                f"baseline: found {baseline!r}, expected a reporter and a period such as {listed(some, 'or') or 'none'}"
            )
        rows = pd.concat([rows[rows["side"].ne(side)], asked])
    return rows.set_index("side").reindex([side for side in edition.pair if side in set(rows["side"])]).reset_index()


def statistics(totals: pd.DataFrame) -> pd.DataFrame:
    """The last unbroken run of calendar years in each side's statistics.

    Returns
    -------
    pandas.DataFrame
        ``side``, ``year``, ``value_usd``, ``row_ids``; by side and year.
    """
    rows = totals.query("kind == 'year' and basis == 'statistics' and value_usd > 0")
    rows = rows.assign(year=rows["period"].astype(int)).sort_values(["side", "year"], ignore_index=True)
    run = rows["year"].diff().ne(1).cumsum()
    last = run.groupby(rows["side"]).transform("max")
    return rows.loc[run.eq(last), ["side", "year", "value_usd", "row_ids"]].reset_index(drop=True)


def parts_of_years(edition: Edition) -> pd.DataFrame:
    """What was published of months within a year: a series of its own that is set against no year.

    Returns
    -------
    pandas.DataFrame
        The newest row of each reporter and flow, the newest first: ``reporter``, ``exporter`` (empty of a total),
        ``flow``, ``period``, ``value_usd``, ``bound`` (``ceiling``, ``floor``, ``about``, ``plain``), ``before_usd`` and
        ``before`` (the same months a year earlier; NaN and empty where they are not known, or a bound), ``row_ids``.
    """
    rows = edition.trade.dropna(subset=["value_usd"]).query("reporter != ''")
    spans = rows["period"].map(period)
    part = [span.kind == "window" and span.start.month != span.end.month for span in spans]
    rows = rows[pd.Series(part, rows.index, bool)]
    bounds = {"upper-bound": "ceiling", "lower-bound": "floor", "approximate": "about"}
    rows = rows.assign(bound=rows["status"].map(bounds).fillna("plain"))
    key = ["reporter", "flow", "period"]
    earlier = rows[~rows["bound"].isin(["ceiling", "floor"])].drop_duplicates(key)
    earlier = earlier.assign(before=earlier["period"], period=earlier["period"].map(_a_year_later))
    earlier = earlier.rename(columns={"value_usd": "before_usd", "row_ids": "before_rows"})
    rows = rows.sort_values("period", ascending=False).drop_duplicates(["reporter", "flow"])
    rows = rows.merge(earlier[[*key, "before_usd", "before", "before_rows"]], how="left", on=key)
    known = rows["before_usd"].notna() & ~rows["bound"].isin(["ceiling", "floor"])
    ids = [
        union([own, *([before] if told else [])])
        for own, before, told in zip(rows["row_ids"], rows["before_rows"], known, strict=True)
    ]
    rows = rows.assign(before_usd=rows["before_usd"].where(known), before=rows["before"].where(known, ""), row_ids=ids)
    columns = ["reporter", "exporter", "flow", "period", "value_usd", "bound", "before_usd", "before", "row_ids"]
    return rows[columns].reset_index(drop=True)


def _a_year_later(text: str) -> str:
    return "/".join(f"{int(part[:4]) + 1}{part[4:]}" for part in text.split("/"))
