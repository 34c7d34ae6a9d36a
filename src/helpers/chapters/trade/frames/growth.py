"""The reference class: whether trade of other pairs ever grew as a target asks for (Flyvbjerg 2006)."""

import numpy as np
import pandas as pd

from helpers.chapters.chapter import open_chapter
from helpers.chapters.record import days, record
from helpers.edition import Edition
from helpers.finding import union
from helpers.methods.base_rates import succession
from helpers.methods.reference_class import growth_windows
from helpers.methods.wilson import wilson_interval

__all__ = ["pass_through", "reference_classes", "reference_windows", "rise_record", "yearly_series"]

PASS_THROUGH = 0.5  # imports above this share of GDP: much of them passes through
FEWEST_CHANGES = 3  # from which a share of rises is told
INTERVAL = 0.95  # level of the Wilson intervals
SERIES = ["reporter", "partner", "measure"]


def yearly_series(edition: Edition, every_flow: pd.DataFrame) -> pd.DataFrame:
    """Calendar years of trade between countries: totals where both flows are reported, and exports.

    Returns
    -------
    pandas.DataFrame
        ``reporter``, ``partner``, ``measure`` (``total``, ``export``), ``year``, ``value_usd``, ``row_ids``.
    """
    rows = every_flow[every_flow["kind"].eq("year") & every_flow["partner"].isin(edition.all.countries["iso3"])]
    rows = rows.dropna(subset=["value_usd"]).assign(year=lambda known: known["period"].astype(int))
    rows = rows.drop_duplicates(["reporter", "partner", "year", "flow"])
    both = rows.groupby(["reporter", "partner", "year"], as_index=False).agg(
        value_usd=("value_usd", "sum"), row_ids=("row_ids", union), n=("flow", "size")
    )
    parts = [rows.query("flow == 'export'").assign(measure="export"), both.query("n == 2").assign(measure="total")]
    series = pd.concat(parts)[[*SERIES, "year", "value_usd", "row_ids"]]
    return series.sort_values([*SERIES, "year"], ignore_index=True)


def pass_through(edition: Edition) -> pd.DataFrame:
    """Countries and years whose imports from the world exceeded half of GDP: much of them passes through.

    Imports are those of the indicators or, where these have none, of the country's own ledger.

    Returns
    -------
    pandas.DataFrame
        ``country``, ``year``, ``row_ids``.
    """
    columns, key = ["country", "year", "value", "row_ids"], ["country", "year"]
    known = edition.all.indicators.dropna(subset=["value"])
    trade = edition.all.trade.query("partner == 'WLD' and flow == 'import' and preferred")
    own = trade[trade["period"].str.fullmatch(r"\d{4}")].rename(columns={"reporter": "country", "value_usd": "value"})
    own = own.assign(year=own["period"].astype(int)).dropna(subset=["value"])
    imports = pd.concat([known.query("indicator == 'imports_usd'")[columns], own[columns]]).drop_duplicates(key)
    gdp = known.query("indicator == 'gdp_usd'")[columns].drop_duplicates(key)
    rows = imports.merge(gdp, on=key, suffixes=("", "_gdp"))
    rows = rows[rows["value"] > PASS_THROUGH * rows["value_gdp"]]
    traced = [one + other for one, other in zip(rows["row_ids"], rows["row_ids_gdp"], strict=True)]
    return rows[key].assign(row_ids=traced).sort_values(key, ignore_index=True)


def _longest(edition: Edition, yearly_series: pd.DataFrame) -> pd.DataFrame:
    """The longest series of every other pair, totals before exports, from whichever of the two reports it."""
    between = [
        "-".join(sorted(ends)) for ends in yearly_series[["reporter", "partner"]].itertuples(index=False, name=None)
    ]
    rows = yearly_series.assign(between=between)
    rows = rows[rows["between"].ne("-".join(sorted(edition.pair)))]
    sizes = rows.groupby(["between", *SERIES], as_index=False).size()
    sizes = sizes.assign(total=sizes["measure"].eq("total"))
    chosen = sizes.sort_values(["total", "size"], ascending=False, kind="stable").drop_duplicates("between")
    return rows.merge(chosen[SERIES], on=SERIES)


def needs(growth_needed: pd.DataFrame) -> pd.DataFrame:
    """The multiple that each side needs, and the whole years, rounded up, which favours the target."""
    rows = growth_needed.query("years > 0 and multiple > 1")
    rows = rows.rename(columns={"value_usd": "base_usd", "period": "base_period", "multiple": "needed"})
    return rows.assign(years=np.ceil(rows["years"] - 1e-9).clip(lower=1).astype(int))


def reference_windows(
    edition: Edition, yearly_series: pd.DataFrame, pass_through: pd.DataFrame, growth_needed: pd.DataFrame
) -> pd.DataFrame:
    """Windows of other pairs that began between half and twice the baseline of a side.

    A pair gives its longest series and windows that do not overlap, the earliest first.

    Returns
    -------
    pandas.DataFrame
        ``side`` whose baseline it is, ``needed`` (multiple), ``years``, ``pair``, ``reporter``, ``partner``, ``measure``,
        ``first``, ``last``, ``base_usd``, ``end_usd``, ``multiple``, ``reached``, ``re_export`` (the imports of one of
        the two passed through, see :func:`pass_through`), ``row_ids``; by side, the largest multiple first.
    """
    columns = ["side", "needed", "years", "pair", *SERIES, "first", "last", "base_usd", "end_usd", "multiple"]
    longest = _longest(edition, yearly_series)
    found = [
        growth_windows(own.set_index("year")["value_usd"], need.years, need.base_usd / 2, need.base_usd * 2).assign(
            side=need.side, needed=need.needed, years=need.years, **dict(zip(SERIES, names, strict=True))
        )
        for need in needs(growth_needed).itertuples()
        for names, own in longest.groupby(SERIES)
    ]
    if not found:
        return pd.DataFrame(columns=[*columns, "reached", "re_export", "row_ids"])
    rows = pd.concat(found, ignore_index=True).rename(columns={"base": "base_usd", "end": "end_usd"})
    traced = longest.set_index([*SERIES, "year"])["row_ids"]
    ends = [pd.MultiIndex.from_frame(rows[[*SERIES, end]]) for end in ("first", "last")]
    through = pd.MultiIndex.from_frame(pass_through[["country", "year"]])
    rows = rows.assign(
        pair=rows["reporter"] + "-" + rows["partner"],
        reached=rows["multiple"].ge(rows["needed"]),
        re_export=pd.MultiIndex.from_frame(rows[["reporter", "last"]]).isin(through)
        | pd.MultiIndex.from_frame(rows[["partner", "last"]]).isin(through),
        row_ids=[union(two) for two in zip(*(traced.reindex(end) for end in ends), strict=True)],
        place=rows["side"].map(edition.pair.index),
    )
    rows = rows.sort_values(["place", "multiple", "pair", "first"], ascending=[True, False, True, True])
    return rows[[*columns, "reached", "re_export", "row_ids"]].reset_index(drop=True)


def reference_classes(reference_windows: pd.DataFrame, growth_needed: pd.DataFrame) -> pd.DataFrame:
    """How many of the :func:`reference_windows` of each side reached the multiple that its baseline requires.

    Windows of one pair are not independent, so they are counted by pair too: a pair reached it if any of its windows
    did, which favours the target.

    Returns
    -------
    pandas.DataFrame
        ``side``, ``base_usd``, ``base_period``, ``needed``, ``years``, ``windows`` and ``windows_reached``, ``pairs`` and
        ``pairs_reached``, ``clear`` and ``clear_reached`` (windows without re-export trade), ``pairs_low`` and
        ``pairs_high`` (95% Wilson interval of the share of pairs), ``row_ids``; a side without windows has zeros.
    """
    windows = reference_windows.assign(
        clear=~reference_windows["re_export"],
        clear_reached=reference_windows["reached"] & ~reference_windows["re_export"],
        one=reference_windows["pair"].where(reference_windows["reached"]),
    )
    counts = windows.groupby("side").agg(
        windows=("pair", "size"),
        windows_reached=("reached", "sum"),
        pairs=("pair", "nunique"),
        pairs_reached=("one", "nunique"),
        clear=("clear", "sum"),
        clear_reached=("clear_reached", "sum"),
    )
    rows = needs(growth_needed)[["side", "base_usd", "base_period", "needed", "years", "row_ids"]].merge(
        counts, on="side", how="left"
    )
    rows = rows.fillna(dict.fromkeys(counts.columns, 0)).astype(dict.fromkeys(counts.columns, int))
    bounds = [wilson_interval(k, n, INTERVAL) for k, n in zip(rows["pairs_reached"], rows["pairs"], strict=True)]
    return rows.assign(**pd.DataFrame(bounds, rows.index, ["pairs_low", "pairs_high"], float))


def rise_record(edition: Edition, totals: pd.DataFrame) -> pd.DataFrame:
    """The chance that the next yearly figure of a side would be higher than its last on past days, and whether it was.

    The chance is that of Laplace's rule on the rises that the side's statistics had by the day. Columns of
    :func:`helpers.chapters.record.record`.
    """
    now = _yearly(totals)
    answers = []
    for day in days(edition):
        then = _yearly(open_chapter("trade", edition.at(day)).totals)
        for side in edition.pair:
            known = {year: value for (of, year), (value, _) in then.items() if of == side}
            rises = [known[year + 1] > value for year, value in known.items() if year + 1 in known]
            last = max(known, default=0)
            if len(rises) >= FEWEST_CHANGES and {(side, last), (side, last + 1)} <= set(now):
                (before, first), (after, second) = now[side, last], now[side, last + 1]
                answers.append((day, side, succession(sum(rises), len(rises)), after > before, union([first, second])))
    return record(answers)


def _yearly(totals: pd.DataFrame) -> dict[tuple[str, int], tuple[float, tuple[str, ...]]]:
    """Value and rows of each side's statistics by side and calendar year."""
    rows = totals.query("kind == 'year' and basis == 'statistics'")
    return {(row.side, int(row.period)): (row.value_usd, row.row_ids) for row in rows.itertuples()}
