"""The gap in trade between two countries: to what was promised, between their ledgers, and to comparable pairs.

A *ledger* is what one side reports. The exporter values goods FOB, the importer CIF, so its figure is larger by
freight and insurance; what goes beyond that is a gap that is shown and never averaged. A *total* is exports plus
imports of one side. It comes from that side's statistics where both flows are published there, else from an
official's statement, else from components that the press reports. Calendar and fiscal years are kept apart.
A *target* without a due date is listed and not scored.

Methods: CIF/FOB factor and the cap on freight from the rows ``cif_fob_factor`` and ``tau_upper_limit`` of the table
``gravity``; compound growth; the drift method for trends (Hyndman and Athanasopoulos, Forecasting: Principles and
Practice, 3rd ed., 5.5); reference class forecasting (Flyvbjerg 2006) with Wilson intervals; relative intensity and
gravity benchmark with published elasticities.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from math import ceil, exp, inf, isfinite, isnan, log, nan, sqrt
from statistics import NormalDist

import numpy as np
import pandas as pd
from scipy.special import stdtrit

from helpers.datapackage.read import InputError
from helpers.edition import Edition
from helpers.figures.passage import Finding, Judgement, likelihood_word
from helpers.periods import label, period
from helpers.sources import Sources
from helpers.words.formats import WORDS, count, listed, number, percent, sentence_case, times, usd

FREIGHT_CAP = 0.20
SAME = 0.05
ADMISSIBLE_MONTHS = 36
WINDOWS = (5, 10)
INTERVAL = 0.80
FEW = 20
DRAWS = 4000
SEED = 586
SMALL_BASE = 1e6
TOLERANCE = 0.10
EQUAL = 0.01
FRESH_YEARS = 4
PASS_THROUGH = 0.5
FURTHEST = 100
VERDICTS = {
    "freight": "freight",
    "calendar": "calendar",
    "neither": "neither",
    "one side": "one side only",
    "zero": "reported zero",
    "no value": "no value",
}
BASES = ("statistics", "statement", "components", "approximate")
BASIS_WORDS = {
    "statistics": "statistics",
    "statement": "statement",
    "components": "flows added up",
    "approximate": "rounded",
    "bound": "a bound",
}
BOUNDS = {"upper-bound": "under ", "lower-bound": "over ", "approximate": "about "}


@dataclass(frozen=True)
class Reference:
    """Windows of other pairs that began near one baseline, to see whether any grew by the required multiple.

    ``rows`` holds a window a row; ``n`` windows of ``pairs`` pairs, ``k`` of which reached the multiple in ``years``.
    Windows of one pair are not independent, so ``best`` keeps one a pair: the one that rose most, which favours the
    target. Shares by pair are ``reached`` of ``pairs``.
    """

    side: str
    base_usd: float
    base_period: str
    multiple: float
    years: int
    rows: pd.DataFrame

    @property
    def n(self) -> int:
        """Windows."""
        return len(self.rows)

    @property
    def k(self) -> int:
        """Windows that reached the multiple."""
        return int(self.rows["reached"].sum())

    @property
    def pairs(self) -> int:
        """Pairs of countries among the windows."""
        return self.rows["pair"].nunique()

    @property
    def best(self) -> pd.DataFrame:
        """One window a pair: the one that rose most."""
        return self.rows.drop_duplicates("pair")

    @property
    def reached(self) -> int:
        """Pairs with a window that reached the multiple."""
        return int(self.best["reached"].sum())

    @property
    def clear(self) -> pd.DataFrame:
        """The windows that are not flagged as re-export trade."""
        return self.rows[~self.rows["re_export"]]


@dataclass(frozen=True)
class Benchmark:
    """Trade of one reporter with its partners in one year against a gravity benchmark.

    ``rows`` has a row a partner: trade, distance, ``intensity``, ``relative`` (the pair = 1), ``median``, ``low``,
    ``high`` (80% interval), ``ratio`` (reported over median), ``is_pair``. ``error`` is the median factor by which the
    benchmark misses the other partners, ``inside`` how many of the ``tested`` lie within their interval. ``values``
    and ``reporters`` count what the whole panel has for that year: too little to estimate a model with fixed effects.
    """

    side: str
    year: str
    measure: str
    rows: pd.DataFrame
    error: float
    inside: int
    tested: int
    values: int
    reporters: int
    elasticities: tuple[float, ...]
    source_ids: tuple[int, ...]
    trade_ids: tuple[int, ...]


@dataclass(frozen=True)
class Study:
    """Everything that the chapter shows, for one choice of parameters; see :func:`study`."""

    cif_fob: float
    cap: float
    cap_ids: tuple[int, ...]
    comparators: tuple[str, ...]
    values: pd.DataFrame
    totals: pd.DataFrame
    mirror: pd.DataFrame
    panel: pd.DataFrame
    targets: pd.DataFrame
    target: dict | None
    baselines: dict[str, dict]
    required: pd.DataFrame
    crossings: pd.DataFrame
    references: tuple[Reference, ...]
    benchmark: Benchmark | None


# --- arithmetic ---------------------------------------------------------------------------------------------------


def mirror_ratio(imported: float, exported: float) -> float:
    """Importer's value over exporter's value; NaN unless both are positive."""
    return imported / exported if imported > 0 and exported > 0 else nan


def symmetric_gap(imported: float, exported: float, cif_fob: float) -> float:
    """Gap after the CIF/FOB factor over the mean size of the two, from -2 to 2.

    ``(M - c X) / ((M + c X) / 2)``; NaN if a value is missing or both are zero.
    """
    fob = cif_fob * exported
    return (imported - fob) / ((imported + fob) / 2) if imported + fob > 0 else nan


def required_growth(base: float, target: float, years: float) -> float:
    """Compound growth a year that leads from ``base`` to ``target``: ``(T/B)^(1/h) - 1``.

    Returns a share (2.38 is 238%); NaN without a positive base, target or horizon.
    """
    if not (base > 0 and target > 0 and years > 0):
        return nan
    return (target / base) ** (1 / years) - 1


def horizon(base_period: str, due: str) -> float:
    """Years from the end of one period to the end of another, counted in whole months; NaN if one is not known."""
    if not base_period or not due:
        return nan
    start, end = period(base_period).end, period(due).end
    return ((end.year - start.year) * 12 + end.month - start.month) / 12


def wilson(k: int, n: int, level: float = 0.95) -> tuple[float, float]:
    """Wilson interval of a share ``k/n`` (Wilson 1927); (0, 1) where there is no observation."""
    if n == 0:
        return 0.0, 1.0
    z, share = NormalDist().inv_cdf(0.5 + level / 2), k / n
    centre = (share + z**2 / (2 * n)) / (1 + z**2 / n)
    half = z * sqrt(share * (1 - share) / n + (z / (2 * n)) ** 2) / (1 + z**2 / n)
    # At no and at all hits the bound is the share itself, which rounding would miss.
    return (max(0.0, centre - half) if k else 0.0), (min(1.0, centre + half) if k < n else 1.0)


def passing(logs: Sequence[float], goal: float, level: float = INTERVAL) -> tuple[float, float, float]:
    """Years until a log series with drift passes ``goal``: by the median path, at the earliest, at the latest.

    Parameters
    ----------
    logs
        Natural logarithms of consecutive yearly values, the last one is now.
    goal
        Natural logarithm of the value to pass.
    level
        Level of the interval. The path after ``h`` years has the drift ``m h`` and the standard error
        ``s sqrt(h (1 + h/n))`` with ``n`` yearly changes of mean ``m`` and standard deviation ``s`` (drift method).

    Returns
    -------
    tuple of float
        Middle, earliest, latest; ``inf`` where the path does not pass within a hundred years.
    """
    steps = np.diff(np.asarray(logs, dtype=float))
    n, gap = len(steps), goal - logs[-1]
    if n < 2:
        return nan, nan, nan
    drift, spread = float(steps.mean()), float(steps.std(ddof=1))
    reach = float(stdtrit(n - 1, 0.5 + level / 2)) * spread
    years = np.arange(0, FURTHEST, 0.01)
    width = reach * np.sqrt(years * (1 + years / n))

    def first(path: np.ndarray) -> float:
        hit = np.flatnonzero(path >= gap)
        return float(years[hit[0]]) if len(hit) else inf

    return first(drift * years), first(drift * years + width), first(drift * years - width)


def gravity_draws(
    donors: pd.DataFrame,
    gdp: float,
    distance: float,
    landlocked: bool,
    elasticities: Sequence[float],
    penalty: tuple[float, float],
    draws: int = DRAWS,
) -> np.ndarray:
    """Trade with one partner as inferred from others of the same reporter, drawn over published elasticities.

    Each draw takes one donor partner and scales its trade by the ratio of the GDPs (elasticity one), by the ratio of
    the distances to the power of an elasticity drawn between the lowest and the highest published one, and by the
    published penalty of landlocked economies, also drawn from its published range.

    Parameters
    ----------
    donors
        Columns ``value_usd``, ``gdp``, ``distance`` (km), ``landlocked``, a row a partner.
    gdp, distance, landlocked
        Of the partner in question.
    elasticities
        Published distance elasticities (negative).
    penalty
        Lowest and highest published share of trade lost by being landlocked (0.27, 0.41).
    draws
        Number of draws.

    Returns
    -------
    numpy.ndarray
        USD, shape ``(draws,)``. The same input gives the same draws.
    """
    chance = np.random.default_rng(SEED)
    pick = chance.integers(0, len(donors), draws)
    power = chance.uniform(min(elasticities), max(elasticities), draws)
    kept = 1 - chance.uniform(*penalty, draws)
    own = kept if landlocked else np.ones(draws)
    theirs = np.where(donors["landlocked"].to_numpy(dtype=bool)[pick], kept, 1.0)
    scale = gdp / donors["gdp"].to_numpy(dtype=float)[pick]
    near = (distance / donors["distance"].to_numpy(dtype=float)[pick]) ** power
    return donors["value_usd"].to_numpy(dtype=float)[pick] * scale * near * own / theirs


# --- ledgers ------------------------------------------------------------------------------------------------------


def flows(trade: pd.DataFrame) -> pd.DataFrame:
    """The preferred value of each one-way flow, period and reporter, with ``importer`` and the ``kind`` of period.

    ``value_usd`` is NaN unless the status is ``reported``; a bound stays in ``bound_usd``.
    """
    rows = trade[trade["preferred"] & trade["flow"].isin(["export", "import"]) & (trade["reporter"] != "")].copy()
    rows["importer"] = [p if e == r else r for e, r, p in rows[["exporter", "reporter", "partner"]].values]
    rows["kind"] = [period(text).kind for text in rows["period"]]
    exact = rows["status"] == "reported"
    rows["bound_usd"] = rows["value_usd"].where(~exact)
    rows["value_usd"] = rows["value_usd"].where(exact)
    return rows[rows["kind"].isin(["year", "fiscal"])].reset_index(drop=True)


def _two_years(fiscal: dict[int, tuple[float, tuple]], year: int) -> tuple[float, tuple]:
    """Sum of the two fiscal years that a calendar year lies in (by the year they end in), NaN without both."""
    first, second = fiscal.get(year, (nan, ())), fiscal.get(year + 1, (nan, ()))
    return first[0] + second[0], first[1] + second[1]


def verdict(ratio: float, low: float, high: float, cap: float) -> str:
    """What explains a mirror ratio: ``freight``, ``calendar`` or ``neither``; empty if there is none.

    Parameters
    ----------
    ratio
        Importer's over exporter's value where both are known for the period, else NaN.
    low, high
        Bounds of the ratio from fiscal years, else NaN. A calendar year is at least nothing and at most the two
        fiscal years that it lies in.
    cap
        Share that freight and insurance add at most (0.20). Values within 0.05 log points count as equal.
    """
    floor = exp(-SAME)
    if not isnan(ratio):
        return "freight" if floor <= ratio <= 1 + cap else "neither"
    if isnan(low) or isnan(high):
        return ""
    return "calendar" if low <= 1 + cap and high >= floor else "neither"


def mirror(rows: pd.DataFrame, cif_fob: float, cap: float = FREIGHT_CAP) -> pd.DataFrame:
    """Both ledgers side by side, a row per exporter, importer and period.

    Parameters
    ----------
    rows
        The result of :func:`flows`.
    cif_fob
        CIF over FOB value that freight and insurance explain on average (1.06).
    cap
        Highest share of freight and insurance (0.20).

    Returns
    -------
    pandas.DataFrame
        ``exporter``, ``importer``, ``period``, ``kind``, ``x_usd`` and ``m_usd`` (exporter's and importer's USD),
        ``x_bound`` and ``m_bound`` (values stated as bounds), ``x_status``, ``m_status``, ``x_top`` and ``m_top`` (most
        that fiscal years allow), ``ratio``, ``adjusted`` (after the factor), ``gap`` (symmetric), ``verdict``,
        ``source_ids``.
    """
    columns = [
        "exporter", "importer", "period", "kind", "x_usd", "m_usd", "x_bound", "m_bound", "x_status", "m_status",
        "x_top", "m_top", "ratio", "adjusted", "gap", "verdict", "source_ids",
    ]  # fmt: skip
    ledgers: dict[tuple[str, str], dict[str, dict]] = {}
    for row in rows.to_dict("records"):
        way = ledgers.setdefault((row["exporter"], row["importer"]), {"x": {}, "m": {}})
        way["x" if row["reporter"] == row["exporter"] else "m"][row["period"]] = row
    out = []
    for (exporter, importer), values in sorted(ledgers.items()):
        fiscal = {
            name: {
                period(text).end.year: (row["value_usd"], row["source_ids"])
                for text, row in side.items()
                if row["kind"] == "fiscal"
            }
            for name, side in values.items()
        }
        for text in sorted({*values["x"], *values["m"]}, key=lambda one: (period(one).end, one)):
            kind = period(text).kind
            row = {"exporter": exporter, "importer": importer, "period": text, "kind": kind}
            ids = ()
            for name in ("x", "m"):
                found = values[name].get(text, {})
                row[f"{name}_usd"] = found.get("value_usd", nan)
                row[f"{name}_bound"] = found.get("bound_usd", nan)
                row[f"{name}_status"] = found.get("status", "")
                ids += found.get("source_ids", ())
                row[f"{name}_top"] = nan
            if kind == "year":
                for name, other in (("x", "m"), ("m", "x")):
                    if isnan(row[f"{name}_usd"]) and row[f"{other}_usd"] > 0:
                        row[f"{name}_top"], more = _two_years(fiscal[name], int(text))
                        ids += more
            out.append({**row, **_compare(row, cif_fob, cap), "source_ids": tuple(sorted(set(ids)))})
    return pd.DataFrame(out, columns=columns)


def _compare(row: dict, cif_fob: float, cap: float) -> dict:
    exported, imported = row["x_usd"], row["m_usd"]
    ratio = mirror_ratio(imported, exported)
    low, high = nan, nan
    if row["x_top"] > 0:
        low, high = imported / row["x_top"], inf
    elif row["m_top"] > 0:
        low, high = 0.0, row["m_top"] / exported
    found = verdict(ratio, low, high, cap)
    if not found:
        known = [value for value in (exported, imported) if not isnan(value)]
        found = "zero" if 0 in known else "one side" if known else "no value"
    gap = symmetric_gap(imported, exported, cif_fob)
    return {"ratio": ratio, "adjusted": ratio / cif_fob, "gap": gap, "verdict": found}


# --- totals -------------------------------------------------------------------------------------------------------


def totals_published(trade: pd.DataFrame, sources: Sources) -> pd.DataFrame:
    """Every published value of total trade (exports plus imports), one row each, none chosen.

    Announced totals as they are, and for each side and period the sum of its two flows where both are reported.
    ``side`` is empty where the publication does not say whose figure it is. ``stated`` is true where a month is
    named in which a level was quoted, not the period that it measures; it is set against the calendar year.

    Returns
    -------
    pandas.DataFrame
        ``side``, ``period``, ``kind``, ``value_usd``, ``status``, ``basis`` (``statistics``, ``statement``,
        ``components``, ``approximate``, ``bound``), ``stated``, ``preferred``, ``source_ids``.
    """
    out = []
    known = trade[(trade["flow"] == "total") & trade["value_usd"].notna()]
    for row in known.to_dict("records"):
        span = period(row["period"])
        month = span.kind == "window" and (span.start.year, span.start.month) == (span.end.year, span.end.month)
        data = sources.known(row["source_ids"]) and all(
            sources[n]["kind"] == "dataset" for n in sources.known(row["source_ids"])
        )
        basis = {"reported": "statistics" if data else "statement", "approximate": "approximate"}
        out.append(
            {
                "side": row["reporter"], "period": str(span.start.year) if month else row["period"],
                "kind": "year" if month else span.kind, "value_usd": row["value_usd"], "status": row["status"],
                "basis": basis.get(row["status"], "bound"), "stated": month, "preferred": row["preferred"],
                "source_ids": row["source_ids"],
            }
        )  # fmt: skip
    both = flows(trade).dropna(subset=["value_usd"])
    for (side, text), pair in both.groupby(["reporter", "period"], sort=True):
        if set(pair["flow"]) != {"export", "import"} or len(pair) != 2:
            continue
        ids = tuple(sorted({n for many in pair["source_ids"] for n in many}))
        data = all(sources[n]["kind"] == "dataset" for n in sources.known(ids))
        out.append(
            {
                "side": side, "period": text, "kind": pair["kind"].iloc[0], "value_usd": pair["value_usd"].sum(),
                "status": "reported", "basis": "statistics" if data else "components", "stated": False,
                "preferred": True, "source_ids": ids,
            }
        )  # fmt: skip
    columns = ["side", "period", "kind", "value_usd", "status", "basis", "stated", "preferred", "source_ids"]
    frame = pd.DataFrame(out, columns=columns)
    same = ["side", "period", "value_usd", "basis"]
    frame = frame.groupby(same, as_index=False, sort=False).agg(
        {**{name: "first" for name in columns if name not in same}, "source_ids": _union}
    )
    frame["end"] = [period(text).end for text in frame["period"]]
    return frame.sort_values(["end", "kind", "side", "value_usd"], ignore_index=True)[[*columns, "end"]]


def _union(column: Iterable[tuple[int, ...]]) -> tuple[int, ...]:
    return tuple(sorted({n for ids in column for n in ids}))


def totals(values: pd.DataFrame) -> pd.DataFrame:
    """One total per side and period, from which lines are drawn: statistics before statements before components.

    ``conflict`` is true where another value of the same side and period differs by more than a tenth.
    """
    annual = values[values["kind"].isin(["year", "fiscal"]) & ~values["stated"] & (values["basis"] != "bound")].copy()
    annual["rank"] = [BASES.index(basis) for basis in annual["basis"]]
    annual["late"] = ~annual["preferred"].astype(bool)
    spread = annual.groupby(["side", "period"])["value_usd"].agg(["min", "max"])
    chosen = annual.sort_values(["end", "rank", "late"]).drop_duplicates(["side", "period"])
    wide = spread["max"] > (1 + TOLERANCE) * spread["min"]
    keys = zip(chosen["side"], chosen["period"], strict=True)
    chosen = chosen.assign(conflict=[bool(wide[key]) for key in keys])
    return chosen.drop(columns=["rank", "late"]).sort_values(["end", "side"], ignore_index=True)


def latest(chosen: pd.DataFrame, side: str, basis: str = "") -> dict | None:
    """The last total of a side for a whole year; rounded statements are not taken. ``basis`` asks for one kind."""
    rows = chosen[(chosen["side"] == side) & (chosen["basis"] != "approximate") & (chosen["value_usd"] > 0)]
    if basis:
        rows = rows[rows["basis"] == basis]
    return rows.iloc[-1].to_dict() if len(rows) else None


def statistics(chosen: pd.DataFrame, side: str) -> pd.Series:
    """The last unbroken run of calendar years in a side's statistics: USD by year."""
    rows = chosen[(chosen["side"] == side) & (chosen["kind"] == "year") & (chosen["basis"] == "statistics")]
    series = pd.Series(rows["value_usd"].to_numpy(), index=rows["period"].astype(int), dtype=float)
    series = series[series > 0]
    breaks = [place for place, (one, two) in enumerate(pairwise(series.index), 1) if two != one + 1]
    return series.iloc[breaks[-1] :] if breaks else series


# --- targets ------------------------------------------------------------------------------------------------------


def dated_target(targets: pd.DataFrame, target_id: str = "") -> dict | None:
    """The target with this id; without an id, the last one that was announced with a due date.

    Raises
    ------
    InputError
        If there is no target with this id.
    """
    if target_id:
        found = targets[targets["target_id"] == target_id]
        if found.empty:
            known = ", ".join(targets["target_id"]) or "none, because no target is on record"
            raise InputError(f"target_id: found {target_id!r}, expected one of {known}")
        return found.iloc[0].to_dict()
    dated = targets[targets["due"] != ""]
    if dated.empty:
        return None
    order = sorted(dated.to_dict("records"), key=lambda row: (row["announced"], period(row["due"]).end))
    return order[-1]


def baselines(chosen: pd.DataFrame, sides: Sequence[str], baseline: str = "") -> dict[str, dict]:
    """The total of each side that growth is counted from: its latest, or the one asked for as ``REPORTER:period``.

    Raises
    ------
    InputError
        If the text is not of that form or there is no such total.
    """
    found = {side: latest(chosen, side) for side in sides}
    if baseline:
        side, _, text = baseline.partition(":")
        rows = chosen[(chosen["side"] == side) & (chosen["period"] == text) & (chosen["value_usd"] > 0)]
        if side not in sides or rows.empty:
            known = chosen[chosen["side"].isin(sides)]
            some = [f"{row.side}:{row.period}" for row in known.tail(4).itertuples()]
            raise InputError(
                f"baseline: found {baseline!r}, expected a reporter and a period such as {listed(some, 'or') or 'none'}"
            )
        found[side] = rows.iloc[0].to_dict()
    return {side: row for side, row in found.items() if row}


def admissible(values: pd.DataFrame, target: dict | None, chosen: dict[str, dict]) -> pd.DataFrame:
    """Required growth to a target from every admissible baseline.

    Admissible is each published total of a whole year, or of a level quoted in a month, that ended at most three
    years before the announcement (or is the baseline asked for) and before the due date.

    Returns
    -------
    pandas.DataFrame
        The rows of ``values`` with ``years`` to the due date, ``multiple``, ``growth`` (share a year, NaN within
        less than a year), ``is_base``. A value known as a bound gives a bound of the same kind. The baselines in use come first, then the rows with
        the lowest and the highest growth, then the others by value. Empty without a target.
    """
    columns = [*values.columns, "years", "multiple", "growth", "is_base"]
    if target is None:
        return pd.DataFrame(columns=columns)
    announced = target["announced"] or target["due"] or "9999"
    asked = {(side, row["period"], row["value_usd"], row["basis"]) for side, row in chosen.items()}
    out = []
    for row in values[values["kind"].isin(["year", "fiscal"]) & (values["value_usd"] > 0)].to_dict("records"):
        base = (row["side"], row["period"], row["value_usd"], row["basis"]) in asked
        years = horizon(row["period"], target["due"])
        age = horizon(row["period"], announced)
        if (not base and age * 12 > ADMISSIBLE_MONTHS) or years <= 0:
            continue
        out.append(
            {
                **row,
                "years": years,
                "multiple": target["target_usd"] / row["value_usd"],
                "growth": required_growth(row["value_usd"], target["target_usd"], years) if years >= 1 else nan,
                "is_base": base,
            }
        )
    frame = pd.DataFrame(out, columns=columns).sort_values(["value_usd", "is_base"], ignore_index=True)
    frame = frame.drop_duplicates(["side", "period", "value_usd"], keep="last", ignore_index=True)
    rates = frame["growth"].astype(float)
    middle = ~frame["is_base"].astype(bool) & rates.ne(rates.min()) & rates.ne(rates.max())
    order = pd.DataFrame({"middle": middle, "other": ~frame["is_base"].astype(bool), "value": frame["value_usd"]})
    return frame.loc[order.sort_values(list(order.columns)).index].reset_index(drop=True)


def crossings(targets: pd.DataFrame, chosen: pd.DataFrame, sides: Sequence[str], year: int) -> pd.DataFrame:
    """In which year each amount aimed at was passed, or would be at the trend of the last 5 and 10 years.

    Parameters
    ----------
    targets, chosen
        Rows of the table ``targets``; the result of :func:`totals`.
    sides
        Reporters, alpha-3.
    year
        The year of the edition; statistics that end more than four years before give no trend.

    Returns
    -------
    pandas.DataFrame
        A row per amount, side and window: ``target_usd``, ``side``, ``passed`` (period in which it was first reached,
        or ""), ``window`` (years), ``first`` and ``last`` (of the trend), ``growth`` (share a year), ``middle``,
        ``low``, ``high`` (years; ``inf`` if not within a hundred years), ``source_ids``.
    """
    columns = [
        "target_usd", "side", "passed", "window", "first", "last", "growth", "middle", "low", "high", "source_ids",
    ]  # fmt: skip
    out = []
    for amount in sorted(set(targets["target_usd"].dropna())):
        for side in sides:
            own = chosen[(chosen["side"] == side) & (chosen["basis"] != "approximate")]
            above = own[own["value_usd"] >= amount]
            row = dict.fromkeys(columns, nan) | {"target_usd": amount, "side": side, "passed": ""}
            if len(above):
                reached = {"passed": above.iloc[0]["period"], "source_ids": above.iloc[0]["source_ids"]}
                out.append(row | reached)
                continue
            series = statistics(chosen, side)
            for window in WINDOWS:
                last = series.iloc[-window - 1 :]
                if len(last) <= window or last.index[-1] < year - FRESH_YEARS:
                    continue
                middle, low, high = (last.index[-1] + ceil(step) if isfinite(step) else inf for step in
                                     passing(np.log(last.to_list()), log(amount)))  # fmt: skip
                ids = _union(own[own["period"].isin([str(last.index[0]), str(last.index[-1])])]["source_ids"])
                out.append(
                    row
                    | {
                        "window": window, "first": int(last.index[0]), "last": int(last.index[-1]),
                        "growth": required_growth(last.iloc[0], last.iloc[-1], window),
                        "middle": middle, "low": low, "high": high, "source_ids": ids,
                    }
                )  # fmt: skip
    return pd.DataFrame(out, columns=columns)


# --- what comparable pairs do -------------------------------------------------------------------------------------


@lru_cache(maxsize=8)
def every_flow(edition: Edition) -> pd.DataFrame:
    """The :func:`flows` between all countries, made once for an edition."""
    return flows(edition.all.trade)


@lru_cache(maxsize=8)
def yearly(edition: Edition) -> dict[tuple[str, str, str], pd.Series]:
    """Yearly series of every reporter and partner country: totals where both flows are published, else exports.

    Returns
    -------
    dict
        ``(reporter, partner, measure)`` with ``measure`` ``total`` or ``export`` to USD by year.
    """
    codes = set(edition.all.countries["iso3"])
    rows = every_flow(edition)
    rows = rows[(rows["kind"] == "year") & rows["partner"].isin(codes)].dropna(subset=["value_usd"])
    rows = rows.assign(year=rows["period"].astype(int))
    wide = rows.pivot_table(index=["reporter", "partner", "year"], columns="flow", values="value_usd", aggfunc="first")
    wide = wide.reindex(columns=["export", "import"])
    out = {}
    for measure, column in (("total", wide.sum(axis=1, skipna=False)), ("export", wide["export"])):
        for (reporter, partner), series in column.dropna().groupby(level=["reporter", "partner"]):
            out[reporter, partner, measure] = series.droplevel(["reporter", "partner"])
    return dict(sorted(out.items()))


def reference(edition: Edition, side: str, base: dict, multiple: float, years: float) -> Reference:
    """Windows of other pairs that began between half and twice a baseline.

    A pair gives its longest series (totals before exports) and windows that do not overlap, the earliest first.
    The horizon is rounded up to whole years, which favours the target. A window is flagged as re-export trade if
    the reporter's or the partner's imports from the world exceeded half of its GDP in the last year of the window.

    Parameters
    ----------
    edition
        The edition; its own pair is left out.
    side, base
        The reporter and its total (``value_usd``, ``period``).
    multiple, years
        Required multiple and time.
    """
    whole = max(1, ceil(years - 1e-9))
    through = pass_through(edition)
    longest: dict[frozenset, tuple] = {}
    for (reporter, partner, measure), series in yearly(edition).items():
        key = frozenset((reporter, partner))
        rank = (measure == "total", len(series))
        if key != set(edition.pair) and (key not in longest or rank > longest[key][0]):
            longest[key] = (rank, reporter, partner, measure, series)
    calendar = every_flow(edition)
    calendar = calendar[calendar["kind"] == "year"]
    ids = {key: _union(rows["source_ids"]) for key, rows in calendar.groupby(["reporter", "partner"])}
    rows = []
    for _, reporter, partner, measure, series in longest.values():
        free = -inf
        for start, value in series.items():
            end = start + whole
            if start < free or end not in series.index or not base["value_usd"] / 2 <= value <= base["value_usd"] * 2:
                continue
            free = end
            rows.append(
                {
                    "pair": f"{reporter}-{partner}", "reporter": reporter, "partner": partner, "measure": measure,
                    "first": start, "last": end, "base_usd": value, "end_usd": series[end],
                    "multiple": series[end] / value, "reached": bool(series[end] / value >= multiple),
                    "re_export": bool({(reporter, end), (partner, end)} & through),
                    "source_ids": ids[reporter, partner],
                }
            )  # fmt: skip
    columns = [
        "pair", "reporter", "partner", "measure", "first", "last", "base_usd", "end_usd", "multiple", "reached",
        "re_export", "source_ids",
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=columns).astype({"reached": bool, "re_export": bool})
    frame = frame.sort_values(["multiple", "pair", "first"], ascending=[False, True, True], ignore_index=True)
    return Reference(side, base["value_usd"], base["period"], multiple, whole, frame)


def pass_through(edition: Edition) -> set[tuple[str, int]]:
    """Countries and years in which imports from the world exceeded half of GDP: much of it passes through.

    Imports from the indicators or, where they have none, from the country's own ledger of imports from the world.
    """
    table = edition.all.indicators
    wide = table.pivot_table(index=["country", "year"], columns="indicator", values="value", aggfunc="first")
    wide = wide.reindex(columns=["gdp_usd", "imports_usd"])
    world = edition.all.trade
    world = world[(world["partner"] == "WLD") & (world["flow"] == "import") & world["preferred"]]
    own = {
        (row["reporter"], period(row["period"]).end.year): row["value_usd"]
        for row in world.to_dict("records")
        if period(row["period"]).kind == "year"
    }
    imports = wide["imports_usd"].combine_first(pd.Series(own, dtype=float)).reindex(wide.index)
    return set(wide.index[imports > PASS_THROUGH * wide["gdp_usd"]])


def _parameter(edition: Edition, name: str, default: float) -> tuple[float, tuple[int, ...]]:
    rows = edition.all.gravity
    rows = rows[(rows["parameter"] == name) & rows["value"].notna()]
    return (float(rows.iloc[0]["value"]), rows.iloc[0]["source_ids"]) if len(rows) else (default, ())


def partners(edition: Edition, reporter: str, year: int, measure: str) -> pd.DataFrame:
    """Trade of one reporter with each partner in a year, with GDP, distance and whether the partner is landlocked.

    Distance is population-weighted (``distw``) in km. Partners that lack one of the three are left out.
    """
    table, dyads = edition.all.indicators, edition.all.dyads
    distances = dyads[(dyads["variable"] == "distw") & (dyads["country_a"] != dyads["country_b"])]
    gdp = table[(table["indicator"] == "gdp_usd") & (table["year"] == year)].drop_duplicates("country")
    gdp = gdp.set_index("country")
    inland = edition.all.countries.set_index("iso3")["landlocked"]
    rows = []
    for (side, partner, what), series in yearly(edition).items():
        if (side, what) != (reporter, measure) or year not in series.index or series[year] <= 0:
            continue
        ends = [side, partner]
        near = distances[distances["country_a"].isin(ends) & distances["country_b"].isin(ends)]
        if near.empty or partner not in gdp.index or side not in gdp.index:
            continue
        own = gdp.loc[side, "value"]
        rows.append(
            {
                "partner": partner, "value_usd": series[year], "gdp": gdp.loc[partner, "value"],
                "distance": near.iloc[0]["value"], "landlocked": bool(inland.get(partner, False)),
                "intensity": series[year] / (own * gdp.loc[partner, "value"] / near.iloc[0]["value"]),
                "source_ids": _union([gdp.loc[partner, "source_ids"], near.iloc[0]["source_ids"]]),
            }
        )  # fmt: skip
    columns = ["partner", "value_usd", "gdp", "distance", "landlocked", "intensity", "source_ids"]
    return pd.DataFrame(rows, columns=columns)


def benchmark(edition: Edition, comparators: Sequence[str] = ()) -> Benchmark | None:
    """Relative intensity and gravity benchmark of the pair against other partners of the same reporter and year.

    The side and measure with the latest year are taken, totals before exports. The intensity is
    ``X_ij / (Y_i Y_j / D_ij)``; the benchmark is that of :func:`gravity_draws`. Each comparator is tested as if it
    were not known, from the other comparators. ``None`` with fewer than three comparators or without elasticities.

    Parameters
    ----------
    edition
        The edition.
    comparators
        Alpha-3 codes to compare with; all partners with data if empty.
    """
    gravity = edition.all.gravity
    rows = gravity[(gravity["parameter"] == "distance") & gravity["value"].notna()]
    elasticities = tuple(sorted(rows["value"]))
    low, low_ids = _parameter(edition, "export_penalty_low", -0.27)
    high, high_ids = _parameter(edition, "export_penalty_high", -0.41)
    known = set(edition.all.indicators.loc[edition.all.indicators["indicator"] == "gdp_usd", "year"])
    candidates = []
    for (reporter, partner, measure), series in yearly(edition).items():
        years = [year for year in series.index if year in known and series[year] > 0]
        if {reporter, partner} == set(edition.pair) and years:
            candidates.append((measure == "total", years[-1], reporter == edition.pair[0], reporter, partner))
    for total, year, _, reporter, partner in sorted(candidates, reverse=True):
        measure = "total" if total else "export"
        frame = partners(edition, reporter, year, measure)
        if comparators:
            frame = frame[frame["partner"].isin([*comparators, partner])]
        frame = frame.assign(is_pair=frame["partner"] == partner).reset_index(drop=True)
        if elasticities and frame["is_pair"].sum() == 1 and len(frame) >= 4:
            break
    else:
        return None
    spread = sorted((-low, -high))
    bands = []
    for row in frame.to_dict("records"):
        donors = frame[~frame["is_pair"] & (frame["partner"] != row["partner"])]
        drawn = gravity_draws(donors, row["gdp"], row["distance"], row["landlocked"], elasticities, tuple(spread))
        bands.append(np.quantile(drawn, [0.5, 0.5 - INTERVAL / 2, 0.5 + INTERVAL / 2]))
    frame[["median", "low", "high"]] = bands
    frame["ratio"] = frame["value_usd"] / frame["median"]
    frame["relative"] = frame["intensity"] / frame.loc[frame["is_pair"], "intensity"].iloc[0]
    others = frame[~frame["is_pair"]]
    error = exp(float(np.median(np.abs(np.log(others["ratio"])))))
    inside = int(((others["value_usd"] >= others["low"]) & (others["value_usd"] <= others["high"])).sum())
    trade = every_flow(edition)
    trade = trade[(trade["reporter"] == reporter) & (trade["period"] == str(year))]
    ids = _union([*rows["source_ids"], low_ids, high_ids, *frame["source_ids"], *trade["source_ids"]])
    frame = frame.sort_values("ratio", ascending=False, ignore_index=True)
    panel = {key for key, series in yearly(edition).items() if key[2] == measure and year in series.index}
    return Benchmark(
        side=reporter,
        year=str(year),
        measure=measure,
        rows=frame,
        error=error,
        inside=inside,
        tested=len(others),
        values=len(panel),
        reporters=len({key[0] for key in panel}),
        elasticities=elasticities,
        source_ids=ids,
        trade_ids=_union(trade["source_ids"]),
    )


def mirrored(edition: Edition, cif_fob: float, cap: float, comparators: Sequence[str]) -> pd.DataFrame:
    """Mirror ratios of the pair beside those of comparators, for the direction that both sides report longest.

    ``group`` is ``pair``, ``to`` (same exporter, other destinations) or ``from`` (same importer, other origins). Empty
    if no year has both sides.
    """
    every = mirror(every_flow(edition), cif_fob, cap)
    every = every[every["ratio"].notna() & (every["kind"] == "year")]
    own = every[every["exporter"].isin(edition.pair) & every["importer"].isin(edition.pair)]
    if len(own):
        exporter, importer = own.groupby(["exporter", "importer"]).size().idxmax()
    else:
        exporter, importer = edition.pair
    wanted = set(comparators) or (set(every["exporter"]) | set(every["importer"]))
    groups = []
    for row in every[["exporter", "importer"]].to_dict("records"):
        ends = (row["exporter"], row["importer"])
        other = next((code for code in ends if code not in edition.pair), "")
        if ends == (exporter, importer):
            groups.append("pair")
        elif ends[0] == exporter and other in wanted:
            groups.append("to")
        elif ends[1] == importer and other in wanted:
            groups.append("from")
        else:
            groups.append("")
    every = every.assign(group=groups)
    every = every[every["group"] != ""]
    order = {"pair": 0, "to": 1, "from": 2}
    return every.sort_values(
        ["group", "exporter", "importer", "period"],
        key=lambda column: column.map(order) if column.name == "group" else column,
        ignore_index=True,
    )


def composition(products: pd.DataFrame) -> pd.DataFrame:
    """Shares of product sections by benchmark year and exporter: ``exporter``, ``period``, ``code``, ``share``, USD."""
    rows = products[(products["code"] != "") & products["share"].notna()]
    columns = ["exporter", "period", "classification", "code", "product", "value_usd", "share", "source_ids"]
    return rows[columns].sort_values(["exporter", "period", "code"], ignore_index=True)


def balance(rows: pd.DataFrame, surplus_of: str) -> pd.DataFrame:
    """Exports less imports of one country in goods with the other, by the ledger of either side.

    Parameters
    ----------
    rows
        The result of :func:`flows` for one pair.
    surplus_of
        The country whose surplus is positive.

    Returns
    -------
    pandas.DataFrame
        ``side`` (reporter), ``period``, ``kind``, ``balance_usd``, ``source_ids``; periods with both flows only.
    """
    out = []
    for (side, text), pair in rows.dropna(subset=["value_usd"]).groupby(["reporter", "period"], sort=True):
        if len(pair) == 2 and set(pair["flow"]) == {"export", "import"}:
            sold = pair.loc[pair["exporter"] == surplus_of, "value_usd"].sum()
            out.append(
                (side, text, pair["kind"].iloc[0], 2 * sold - pair["value_usd"].sum(), _union(pair["source_ids"]))
            )
    return pd.DataFrame(out, columns=["side", "period", "kind", "balance_usd", "source_ids"])


def conflicts(values: pd.DataFrame) -> pd.DataFrame:
    """The published totals of each year for which there is more than one value, with the ratio of largest to smallest.

    Returns
    -------
    pandas.DataFrame
        The rows of ``values`` for those years with ``spread`` (largest over smallest of all values, bounds included).
    """
    annual = values[values["kind"].isin(["year", "fiscal"]) & (values["value_usd"] > 0)]
    amounts = annual.groupby("period")["value_usd"]
    rows = annual[amounts.transform("max") > (1 + EQUAL) * amounts.transform("min")].copy()
    groups = rows.groupby("period")["value_usd"]
    rows["spread"] = groups.transform("max") / groups.transform("min")
    return rows.sort_values(["end", "kind", "value_usd"], ignore_index=True)


def flow_conflicts(trade: pd.DataFrame) -> pd.DataFrame:
    """One-way flows of one reporter and period for which there is more than one published value.

    Returns
    -------
    pandas.DataFrame
        ``period``, ``reporter``, ``exporter``, ``values`` (USD, smallest to largest), ``spread``, ``source_ids``.
    """
    rows = trade[trade["flow"].isin(["export", "import"]) & trade["value_usd"].gt(0) & (trade["reporter"] != "")]
    out = []
    for (text, reporter, exporter), group in rows.groupby(["period", "reporter", "exporter"], sort=True):
        amounts = sorted(set(group["value_usd"]))
        if len(amounts) > 1:
            out.append(
                (text, reporter, exporter, tuple(amounts), amounts[-1] / amounts[0], _union(group["source_ids"]))
            )
    return pd.DataFrame(out, columns=["period", "reporter", "exporter", "values", "spread", "source_ids"])


# --- the study of an edition --------------------------------------------------------------------------------------


def study(
    edition: Edition,
    baseline: str = "",
    target_id: str = "",
    cif_fob: float = 1.06,
    comparators: Sequence[str] = (),
) -> Study:
    """Work out everything that the chapter shows, for one choice of parameters.

    Parameters
    ----------
    edition
        The edition.
    baseline
        ``REPORTER:period`` from which growth is counted for that side, e.g. ``AAA:2023``; empty: its latest total.
    target_id
        The target that is measured; empty: the last one announced with a due date.
    cif_fob
        CIF over FOB value, from 1 to 2.
    comparators
        Alpha-3 codes; empty: all countries that share the data.

    Raises
    ------
    InputError
        If a parameter cannot be used.
    """
    if isinstance(cif_fob, bool) or not isinstance(cif_fob, (int, float)) or not 1 <= cif_fob <= 2:
        raise InputError(f"cif_fob: found {cif_fob!r}, expected a factor from 1 to 2")
    for name, text in {"baseline": baseline, "target_id": target_id}.items():
        if not isinstance(text, str):
            raise InputError(f"{name}: found {text!r}, expected text")
    if isinstance(comparators, str):
        raise InputError(f"comparators: found {comparators!r}, expected a list of alpha-3 codes")
    known = set(edition.all.countries["iso3"])
    for code in comparators:
        if code not in known or code in edition.pair:
            raise InputError(f"comparators: found {code!r}, expected another country of the countries table")
    return _study(edition, baseline, target_id, cif_fob, tuple(comparators))


@lru_cache(maxsize=8)
def _study(edition: Edition, baseline: str, target_id: str, cif_fob: float, comparators: tuple[str, ...]) -> Study:
    """The study of checked parameters, kept: findings and judgements ask for the same one."""
    cap, cap_ids = _parameter(edition, "tau_upper_limit", FREIGHT_CAP)
    values = totals_published(edition.trade, edition.sources)
    chosen = totals(values)
    targets = edition.targets.sort_values(["announced", "target_id"], ignore_index=True)
    target = dated_target(targets, target_id)
    bases = baselines(chosen, edition.pair, baseline)
    references = []
    if target is not None and target["due"]:
        for side, row in bases.items():
            years = horizon(row["period"], target["due"])
            multiple = target["target_usd"] / row["value_usd"]
            if years > 0 and multiple > 1:
                references.append(reference(edition, side, row, multiple, years))
    return Study(
        cif_fob=cif_fob,
        cap=cap,
        cap_ids=cap_ids,
        comparators=comparators,
        values=values,
        totals=chosen,
        mirror=mirror(flows(edition.trade), cif_fob, cap),
        panel=mirrored(edition, cif_fob, cap, comparators),
        targets=targets,
        target=target,
        baselines=bases,
        required=admissible(values, target, bases),
        crossings=crossings(targets, chosen, edition.pair, edition.as_of.year),
        references=tuple(references),
        benchmark=benchmark(edition, comparators),
    )


# --- sentences ----------------------------------------------------------------------------------------------------


def _adjective(edition: Edition, side: str) -> str:
    return edition.country(side).adjective if side else "unnamed"


def side_name(edition: Edition, side: str) -> str:
    """Whose figure it is, as printed: ``Kyrgyz side``; ``side not named`` where the publication does not say."""
    return f"{_adjective(edition, side)} side" if side else "side not named"


def growth(share: float) -> str:
    """Growth a year as printed: one decimal below 100%."""
    return percent(share, 1 if abs(share) < 1 else 0)


def _few(n: int) -> str:
    """A count without its noun: ``none``, ``three``, ``12``."""
    return "none" if n == 0 else WORDS[n] if n < len(WORDS) else number(n)


def ratio(value: float) -> str:
    """A ratio as printed, with three decimals below a tenth: ``×4.65``, ``×0.059``, ``below ×0.001``."""
    if 0 < value < 0.0005:
        return "below ×0.001"
    return f"×{number(value, 3)}" if 0 < value < 0.1 else times(value)


def _finding(edition: Edition, slug: str, text: str, value, unit: str, when: str, ids, exhibit: str, **more) -> Finding:
    conflict, known = more.pop("conflict", False), edition.sources.known(ids)
    # That nothing was found is no evidence of absence, however good the sources that were looked through.
    grade = "low" if value is None else edition.confidence(known, conflict)
    return Finding(f"trade.{slug}", text, value, unit, when, known, grade, exhibit=exhibit, **more)


def main_direction(study: Study) -> pd.DataFrame:
    """The ledgers of the direction with most years that both sides report; empty if there is none."""
    rows = study.mirror[study.mirror["ratio"].notna() & (study.mirror["kind"] == "year")]
    if rows.empty:
        return study.mirror.iloc[0:0]
    exporter, importer = rows.groupby(["exporter", "importer"]).size().idxmax()
    return study.mirror[(study.mirror["exporter"] == exporter) & (study.mirror["importer"] == importer)]


def above(rows: pd.DataFrame, cap: float) -> pd.DataFrame:
    """The last unbroken run of years with both ledgers in which the ratio exceeds what freight explains."""
    known = rows[rows["ratio"].notna()]
    run = 0
    for ratio in reversed(known["ratio"].to_list()):
        if ratio <= 1 + cap:
            break
        run += 1
    return known.iloc[len(known) - run :]


def latest_total(edition: Edition, study: Study, side: str) -> Finding:
    """The latest total of a side and how it is known."""
    slug = "latest-a" if side == edition.a.iso3 else "latest-b"
    adjective = _adjective(edition, side)
    row = latest(study.totals, side)
    if row is None:
        text = f"No public total of exports and imports reported by the {adjective} side was found."
        return _finding(edition, slug, text, None, "USD", "", _any_ids(edition, edition.trade), "2.5")
    how = {"statement": ", stated by an official", "components": ", its published flows added up"}.get(row["basis"], "")
    when, amount = label(row["period"]), usd(row["value_usd"])
    text = f"The latest {adjective}-reported total of exports and imports is {amount} for {when}{how}."
    clash = _others(study, row)
    return _finding(
        edition,
        slug,
        text,
        row["value_usd"],
        "USD",
        row["period"],
        row["source_ids"],
        "2.5",
        conflict=bool(len(clash)),
        label=f"exports and imports, {when}, {adjective} side",
        shown=amount,
    )


def _any_ids(edition: Edition, frame: pd.DataFrame) -> tuple[int, ...]:
    """The sources of what was looked through, for a sentence that something was not found."""
    return _union(frame["source_ids"])[:2] or _union(edition.all.trade["source_ids"])[:1]


def _others(study: Study, row: dict) -> pd.DataFrame:
    """Other published values for the side and period of a total that differ by more than a tenth."""
    same = study.values[(study.values["side"] == row["side"]) & (study.values["period"] == row["period"])]
    return same[(same["value_usd"] - row["value_usd"]).abs() > TOLERANCE * row["value_usd"]]


def _ordered(edition: Edition, study: Study) -> list[tuple[str, dict]]:
    return [(side, study.baselines[side]) for side in edition.pair if side in study.baselines]


def no_target(edition: Edition, study: Study) -> Finding | None:
    """That no dated target is on record."""
    if study.target is not None:
        return None
    text = f"No public target with a due date was found for trade between {edition.a.name} and {edition.b.name}."
    return _finding(edition, "no-target", text, None, "", "", _any_ids(edition, study.targets), "2.4")


def distance(edition: Edition, study: Study) -> Finding | None:
    """How far the baseline of each side is from the target today."""
    if study.target is None or not study.baselines:
        return None
    goal, due, parts, gaps, ids = study.target["target_usd"], study.target["due"], [], [], study.target["source_ids"]
    until = f" for {label(due)}" if due else ""
    for side, row in _ordered(edition, study):
        gap, total = goal - row["value_usd"], f"the {_adjective(edition, side)}-side total for {label(row['period'])}"
        gaps.append(gap)
        ids += row["source_ids"]
        subject = "It" if parts else f"The target of {usd(goal)}{until}"
        where = "above" if gap > 0 else "below"
        parts.append(f"{subject} lies {usd(abs(gap), 0)} {where} {total}.")
    low, high = (number(gap / 1e6) for gap in (min(gaps), max(gaps)))
    size = high if low == high else f"{low} to {high}"
    return _finding(
        edition,
        "distance",
        " ".join(parts),
        max(gaps),
        "USD",
        due,
        ids,
        "2.5",
        label=f"from the latest totals of either side to the target of {usd(goal)}{until}",
        shown=f"USD {size} million" if min(gaps) > 0 else "reached",
    )


def required(edition: Edition, study: Study) -> Finding | None:
    """Growth a year from the baseline of each side to the target."""
    if study.target is None or not study.baselines:
        return None
    goal, due, parts, rates, ids = study.target["target_usd"], study.target["due"], [], [], study.target["source_ids"]
    if not due:
        text = f"The target of {usd(goal)} has no due date; it is listed and not scored."
        return _finding(edition, "required", text, None, "share a year", "", ids, "2.6")
    multiples = []
    for side, row in _ordered(edition, study):
        years = horizon(row["period"], due)
        if not years > 0 or goal <= row["value_usd"]:
            continue
        rate, multiple = required_growth(row["value_usd"], goal, years), ratio(goal / row["value_usd"])
        change = f", plus {usd(goal - row['value_usd'], 0)}" if row["value_usd"] < SMALL_BASE else ""
        base = f"from the {_adjective(edition, side)}-side total for {label(row['period'])}"
        # A rate a year would be absurd for what is due within months.
        months = f"{multiple} within {count(round(years * 12), 'month')}{change}"
        rise = f"{growth(rate)} a year ({multiple}{change})" if years >= 1 else months
        opening = f"Required growth to {usd(goal)} in {label(due)} is {rise} {base}."
        parts.append(f"{sentence_case(base)} it is {rise}." if parts else opening)
        rates += [rate] if years >= 1 else []
        multiples.append(goal / row["value_usd"])
        ids += row["source_ids"]
    if not parts:
        text = f"From the latest totals to {label(due)}, when {usd(goal)} is due, no growth rate can be worked out."
        return _finding(edition, "required", text, None, "share a year", due, ids, "2.6")
    values = rates or multiples
    low, high = ((growth if rates else ratio)(value) for value in (min(values), max(values)))
    return _finding(
        edition,
        "required",
        " ".join(parts),
        values[0],
        "share a year" if rates else "multiple",
        due,
        ids,
        "2.6",
        label=f"growth {'a year ' if rates else ''}required for {usd(goal)} in {label(due)}, from the latest totals "
        "of either side",
        shown=high if low == high else f"{low} to {high}",
    )


def mirror_latest(edition: Edition, study: Study) -> Finding:
    """Both ledgers of the main direction in the last year that has both, or that there is none."""
    rows = main_direction(study)
    rows = rows[rows["ratio"].notna()]
    if rows.empty:
        text = f"No year has a value of one flow from both sides, so the ledgers of {edition.name} cannot be compared."
        return _finding(edition, "mirror-latest", text, None, "ratio", "", _any_ids(edition, edition.trade), "2.1")
    row = rows.iloc[-1]
    imports, exports = _adjective(edition, row["importer"]), _adjective(edition, row["exporter"])
    text = (
        f"In {label(row['period'])}, the last year with both ledgers, {imports}-reported imports of "
        f"{usd(row['m_usd'])} are {ratio(row['ratio'])} {exports}-reported exports of {usd(row['x_usd'])}."
    )
    ids, clash = row["source_ids"], row["verdict"] == "neither"
    return _finding(edition, "mirror-latest", text, row["ratio"], "ratio", row["period"], ids, "2.1", conflict=clash)


def mirror_range(edition: Edition, study: Study) -> Finding | None:
    """Smallest and largest ratio of the main direction, and how long it has exceeded what freight explains."""
    rows = main_direction(study)
    rows = rows[rows["ratio"].notna()]
    if len(rows) < 3:
        return None
    low, high = rows.loc[rows["ratio"].idxmin()], rows.loc[rows["ratio"].idxmax()]
    text = f"The ratio of the two runs from {ratio(low['ratio'])} in {low['period']} to {ratio(high['ratio'])} in "
    text += f"{high['period']} ({ratio(high['adjusted'])} after a CIF/FOB factor of {study.cif_fob:g})."
    run = above(rows, study.cap)
    if len(run) >= 3:
        text += (
            f" It exceeds {ratio(1 + study.cap)}, the most that freight explains, in all {len(run)} years with both "
        )
        text += f"since {run.iloc[0]['period']}."
    ids = _union([low["source_ids"], high["source_ids"], study.cap_ids, _parameter(edition, "cif_fob_factor", 0)[1]])
    return _finding(edition, "mirror-range", text, high["ratio"], "ratio", high["period"], ids, "2.1", conflict=True)


def verdicts(edition: Edition, study: Study) -> Finding | None:
    """How many years freight, calendar or neither explain, in the main direction; nothing below three years."""
    rows = main_direction(study)
    tally = rows["verdict"].value_counts()
    judged = int(sum(tally.get(name, 0) for name in ("freight", "calendar", "neither")))
    if judged < 3:
        return None

    def counted(name: str) -> str:
        return _few(int(tally.get(name, 0)))

    exporter, importer = rows.iloc[0]["exporter"], rows.iloc[0]["importer"]
    text = (
        f"Of {count(judged, 'year')} of goods from {edition.country(exporter).name} to "
        f"{edition.country(importer).name} "
        f"that can be judged, freight explains {counted('freight')}, fiscal-year timing "
        f"{counted('calendar')}, and neither {counted('neither')}."
    )
    judged_rows = rows[rows["verdict"].isin(["freight", "calendar", "neither"])]
    ids = _union([*judged_rows["source_ids"], study.cap_ids])
    when = f"{judged_rows.iloc[0]['period']}-01/{judged_rows.iloc[-1]['period']}-12"
    return _finding(edition, "verdicts", text, int(tally.get("neither", 0)), "years", when, ids, "2.3", conflict=True)


def fiscal_check(edition: Edition, study: Study) -> Finding | None:
    """The last year in which one side has fiscal years only: what they allow at most, against the other ledger."""
    rows = main_direction(study)
    rows = rows[rows["x_top"].gt(0) | rows["m_top"].gt(0)]
    if rows.empty:
        return None
    row = rows.iloc[-1]
    named = {"x": (row["exporter"], "exports"), "m": (row["importer"], "imports")}
    bounded, exact = ("x", "m") if row["x_top"] > 0 else ("m", "x")
    (side, flow), (other, opposite) = named[bounded], named[exact]
    text = (
        f"For {row['period']} two {_adjective(edition, side)} fiscal years allow {flow} of at most "
        f"{usd(row[f'{bounded}_top'])}, against {_adjective(edition, other)}-reported {opposite} of "
        f"{usd(row[f'{exact}_usd'])}."
    )
    unexplained = row["verdict"] == "neither"
    text += " Timing does not explain that gap." if unexplained else " Timing alone is able to explain the gap."
    value, ids = row[f"{bounded}_top"], row["source_ids"]
    return _finding(edition, "fiscal-check", text, value, "USD", row["period"], ids, "2.3", conflict=unexplained)


def latest_ratios(study: Study, group: str) -> pd.DataFrame:
    """The last two-sided year of each comparator in a group of the panel (``to`` or ``from``)."""
    rows = study.panel[study.panel["group"] == group]
    return rows.drop_duplicates(["exporter", "importer"], keep="last")


def pattern(edition: Edition, study: Study) -> Finding | None:
    """The ratio of ledgers for the same exporter's other destinations."""
    rows = latest_ratios(study, "to")
    if rows.empty:
        return None
    exporter = _adjective(edition, rows.iloc[0]["exporter"])
    parts = [
        f"{ratio(row['ratio'])} for {edition.country(row['importer']).name} ({row['period']})"
        for row in rows.to_dict("records")[:3]
    ]
    text = f"For other destinations of {exporter}-reported exports the importer's figure is {listed(parts)}."
    last = rows.iloc[-1]
    ids = _union(rows["source_ids"])
    return _finding(edition, "pattern", text, float(last["ratio"]), "ratio", last["period"], ids, "2.2")


def target_count(edition: Edition, study: Study) -> Finding | None:
    """How many targets were announced since when, and how many have a due date."""
    rows = study.targets
    if rows.empty:
        return None
    dated = int((rows["due"] != "").sum())
    first = next((text for text in rows["announced"] if text), "")
    since = f" since {label(first)}" if first else ""
    have = "has" if dated < 2 else "have"
    text = (
        f"{sentence_case(count(len(rows), 'announcement'))} of a trade target {'is' if len(rows) == 1 else 'are'} on "
    )
    text += f"record{since}; {_few(dated)} {have} a due date."
    ids = (*rows.iloc[0]["source_ids"][:1], *rows.iloc[-1]["source_ids"][:1])
    return _finding(edition, "targets", text, len(rows), "announcements", first, ids, "2.4")


def passed(edition: Edition, study: Study) -> Finding | None:
    """The smallest amount aimed at that a side's total has passed, and when."""
    rows = study.crossings[study.crossings["passed"] != ""]
    if rows.empty:
        return None
    amount = rows["target_usd"].min()
    target = study.targets[study.targets["target_usd"] == amount].iloc[0]
    when = f"due {label(target['due'])}" if target["due"] else "named without a due date"
    parts, ids = [], target["source_ids"]
    for row in rows[rows["target_usd"] == amount].to_dict("records"):
        own = study.totals[(study.totals["side"] == row["side"]) & (study.totals["period"] == row["passed"])].iloc[0]
        total = f"{_adjective(edition, row['side'])}-reported total"
        reached = f"in {label(row['passed'])}, with {usd(own['value_usd'])}"
        opening = f"The mark of {usd(amount)}, {when}, was passed by the {total} {reached}."
        parts.append(f"The {total} passed it {reached}." if parts else opening)
        now = latest(study.totals, row["side"])
        if now and now["value_usd"] < amount:
            parts.append(f"It was back at {usd(now['value_usd'])} in {label(now['period'])}.")
        ids += own["source_ids"]
    return _finding(edition, "passed", " ".join(parts), float(amount), "USD", rows.iloc[0]["passed"], ids, "2.7")


def required_range(edition: Edition, study: Study) -> Finding | None:
    """The range of required growth over all admissible baselines."""
    rows = study.required.dropna(subset=["growth"]) if len(study.required) else study.required
    rows = rows[rows["multiple"] > 1] if len(rows) else rows
    if len(rows) < 3:
        return None
    low, high = rows.loc[rows["growth"].idxmin()], rows.loc[rows["growth"].idxmax()]

    def named(row: pd.Series, unit: str = "") -> str:
        return f"{growth(row['growth'])}{unit} ({side_name(edition, row['side'])}, {label(row['period'])})"

    text = f"Over {count(len(rows), 'admissible baseline')}, required growth runs from {named(low)} to "
    text += f"{named(high, ' a year')}."
    ids = _union([low["source_ids"], high["source_ids"], study.target["source_ids"]])
    return _finding(
        edition, "required-range", text, float(high["growth"]), "share a year", study.target["due"], ids, "2.6",
        conflict=True,
    )  # fmt: skip


def past_growth(edition: Edition, study: Study) -> Finding | None:
    """Growth a year of the longest statistics over their last five years, with the absolute change."""
    for side in edition.pair:
        series = statistics(study.totals, side).iloc[-WINDOWS[0] - 1 :]
        if len(series) <= WINDOWS[0]:
            continue
        first, last = series.index[0], series.index[-1]
        rate = required_growth(series.iloc[0], series.iloc[-1], last - first)
        text = (
            f"The {_adjective(edition, side)}-reported total grew {growth(rate)} a year from {first} to {last}, from "
            f"{usd(series.iloc[0])} to {usd(series.iloc[-1])}."
        )
        rows = study.totals[(study.totals["side"] == side) & study.totals["period"].isin([str(first), str(last)])]
        when = f"{first}-01/{last}-12"
        ids = _union(rows["source_ids"])
        return _finding(edition, "past-growth", text, rate, "share a year", when, ids, "2.5")
    return None


def trend(edition: Edition, study: Study) -> Finding | None:
    """In which year the target is passed at the trend of the last five and ten years."""
    if study.target is None:
        return None
    rows = study.crossings
    rows = rows[(rows["target_usd"] == study.target["target_usd"]) & (rows["passed"] == "") & rows["window"].notna()]
    if rows.empty:
        return None
    side = rows.iloc[0]["side"]
    rows = rows[rows["side"] == side]
    parts = []
    for row in rows.to_dict("records"):
        span = f"{row['first']:.0f} to {row['last']:.0f}"
        when = f"{year_text(row['middle'])} (80% interval {interval_text(row['low'], row['high'])})"
        opening = f"At the trend of {span}, the {_adjective(edition, side)}-reported total passes "
        opening += f"{usd(study.target['target_usd'])} in {when}."
        parts.append(f"At that of {span} it does so in {when}." if parts else opening)
    middle = rows.iloc[0]["middle"]
    value = float(middle) if isfinite(middle) else None
    span = f"{rows.iloc[0]['first']:.0f}-01/{rows.iloc[0]['last']:.0f}-12"
    return _finding(edition, "trend", " ".join(parts), value, "year", span, _union(rows["source_ids"]), "2.7")


def year_text(value: float) -> str:
    """A year in which an amount is passed, as printed."""
    return f"{value:.0f}" if isfinite(value) else "no year of the next hundred"


def interval_text(low: float, high: float) -> str:
    """An interval of years as printed: ``2029 to 2041``, ``2030 to an open end``."""
    if not isfinite(low):
        return "beyond a hundred years"
    return f"{low:.0f} to {high:.0f}" if isfinite(high) else f"{low:.0f} to an open end"


def comparable(edition: Edition, study: Study, place: int = 0) -> Finding | None:
    """How often other pairs grew by the multiple that one side's baseline requires."""
    if place >= len(study.references):
        return None
    case = study.references[place]
    slug = f"reference-{'a' if case.side == edition.a.iso3 else 'b'}"
    base = f"the {_adjective(edition, case.side)}-side {usd(case.base_usd)} of {label(case.base_period)}"
    years = count(case.years, "year")
    if not case.n:
        text = f"No window of {years} of another pair began near {base}, so there is no reference class."
        return _finding(edition, slug, text, None, "share", case.base_period, study.target["source_ids"], "2.8")
    best, clear = case.rows.iloc[0], case.clear
    n, pairs, reached = count(case.n, "window"), count(case.pairs, "other pair"), _few(case.k)
    text = f"{sentence_case(n)} of {pairs} began near {base}; {reached} reached {ratio(case.multiple)} in {years}. "
    some = f"That is {_interval(case.k, case.n)} by window and {_interval(case.reached, case.pairs)} by pair (95%)"
    text += some if case.n >= FEW else "That is too few for a share"
    text += f"; without re-export windows it is {_few(int(clear['reached'].sum()))} of {len(clear)}. "
    text += f"The largest rise is {ratio(best['multiple'])} ({pair_name(edition, best)}, {best['first']} to "
    text += f"{best['last']})."
    ids = _union(case.rows["source_ids"])
    return _finding(edition, slug, text, case.k / case.n, "share", case.base_period, ids, "2.8")


def _interval(k: int, n: int) -> str:
    """A 95% Wilson interval as printed."""
    low, high = wilson(k, n)
    return f"{percent(low)} to {percent(high)}"


def pair_name(edition: Edition, row: pd.Series | dict) -> str:
    """Reporter and partner of a row, by name."""
    return f"{edition.country(row['reporter']).name} with {edition.country(row['partner']).name}"


def intensity(edition: Edition, study: Study) -> Finding | None:
    """The pair's relative intensity among the partners of one reporter."""
    case = study.benchmark
    if case is None:
        return None
    place, partner = standing(edition, case)
    others = case.rows.loc[~case.rows["is_pair"], "relative"].median()
    text = (
        f"For GDP and distance, {partner} is number {place} of {len(case.rows)} partners in {measured(edition, case)}. "
        f"The median of the other partners in {case.year} is {ratio(others)} as intense."
    )
    return _finding(edition, "intensity", text, float(others), "ratio", case.year, case.trade_ids, "2.9")


def standing(edition: Edition, case: Benchmark) -> tuple[int, str]:
    """The place of the pair by intensity, the highest first, and the name of the partner."""
    own = case.rows[case.rows["is_pair"]].iloc[0]
    return int((case.rows["intensity"] > own["intensity"]).sum()) + 1, edition.country(own["partner"]).name


def measured(edition: Edition, case: Benchmark) -> str:
    """What a benchmark measures: ``…-reported exports and imports of 2023``."""
    what = "exports and imports" if case.measure == "total" else "exports"
    return f"{_adjective(edition, case.side)}-reported {what} of {case.year}"


def gravity(edition: Edition, study: Study) -> Finding | None:
    """The gravity benchmark of the pair with its interval."""
    case = study.benchmark
    if case is None:
        return None
    row = case.rows[case.rows["is_pair"]].iloc[0]
    where = "inside" if row["low"] <= row["value_usd"] <= row["high"] else "outside"
    text = (
        f"The gravity benchmark for {measured(edition, case)} is {usd(row['median'])} (80% interval "
        f"{usd(row['low'])} to {usd(row['high'])}). "
        f"The {usd(row['value_usd'])} reported for {case.year} lie {where} it, at {ratio(row['ratio'])} its median."
    )
    value = float(row["ratio"])
    return _finding(edition, "gravity", text, value, "ratio", case.year, case.source_ids, "2.10", conflict=True)


def back_test(edition: Edition, study: Study) -> Finding | None:
    """How far the benchmark misses the other partners."""
    case = study.benchmark
    if case is None:
        return None
    text = (
        f"For {count(case.tested, 'other partner')} it misses the {_adjective(edition, case.side)}-reported values of "
        f"{case.year} by a median factor of {number(case.error, 1)}; {_few(case.inside)} lie within their interval."
    )
    return _finding(edition, "back-test", text, case.error, "factor", case.year, case.trade_ids, "2.10", conflict=True)


def goods(edition: Edition) -> Finding | None:
    """The largest section of goods in each direction in the last benchmark year."""
    rows = composition(edition.products)
    if rows.empty:
        return None
    year = rows["period"].max()
    rows = rows[rows["period"] == year]
    top = rows.sort_values("share", ascending=False).drop_duplicates("exporter").sort_values("exporter")
    parts = [
        f"{percent(row['share'])} of {'those' if place else 'goods'} from {edition.country(row['exporter']).name} "
        f"{'' if place else 'were '}{plain(row['product'])}"
        for place, row in enumerate(top.to_dict("records"))
    ]
    text = f"In {year}, by value (side not named), {listed(parts)}."
    return _finding(
        edition, "goods", text, float(top.iloc[0]["share"]), "share", year, _union(top["source_ids"]), "2.11"
    )


def plain(product: str) -> str:
    """The name of a section within a sentence, without what stands in brackets."""
    name = product.split(" (")[0]
    return name[:1].lower() + name[1:]


def surplus(edition: Edition) -> Finding | None:
    """Who sold more, by the last figures of each side."""
    rows = balance(flows(edition.trade), edition.a.iso3)
    if rows.empty:
        return None
    rows = rows.assign(end=[period(text).end for text in rows["period"]]).sort_values("end")
    last = rows.drop_duplicates("side", keep="last")
    parts = []
    for side in edition.pair:
        for row in last[last["side"] == side].to_dict("records"):
            seller = edition.a if row["balance_usd"] >= 0 else edition.b
            amount, adjective = usd(abs(row["balance_usd"])), _adjective(edition, side)
            parts.append(
                f"By {adjective}-reported figures {seller.name} sold {amount} more than it bought in "
                f"{label(row['period'])}."
            )
    final, ids = last.iloc[-1], _union(last["source_ids"])
    value = float(final["balance_usd"])
    return _finding(
        edition, "balance", " ".join(parts), value, "USD", final["period"], ids, "2.12", conflict=len(last) > 1
    )


def disagreement(edition: Edition, study: Study) -> Finding | None:
    """How many periods have more than one published total, and where they differ most."""
    rows = conflicts(study.values)
    if rows.empty:
        return None
    n = rows["period"].nunique()
    wide = rows.loc[rows["spread"].idxmax()]
    amounts = rows[rows["period"] == wide["period"]]
    have = "has" if n == 1 else "have"
    text = (
        f"{sentence_case(count(n, 'period'))} {have} several totals published by either side or the press. "
        f"The widest spread is that of {label(wide['period'])}, from {_stated(amounts.iloc[0])} to "
        f"{_stated(amounts.iloc[-1])}."
    )
    value, ids = float(wide["spread"]), _union(amounts["source_ids"])
    return _finding(edition, "conflicts", text, value, "ratio", wide["period"], ids, "2.13", conflict=True)


def _stated(row: pd.Series | dict) -> str:
    """A value as it was published: ``under USD 10.0 million``."""
    return f"{BOUNDS.get(row['status'], '')}{usd(row['value_usd'])}"


def self_conflict(edition: Edition, study: Study) -> Finding | None:
    """The last two periods for which one side published values that differ by more than a tenth."""
    rows = study.values[(study.values["side"] != "") & study.values["kind"].isin(["year", "fiscal"])]
    rows = rows[~rows["stated"].astype(bool) & (rows["basis"] != "bound")]
    groups = rows.groupby(["side", "period"])["value_usd"].agg(["min", "max"])
    wide = groups[groups["max"] > (1 + TOLERANCE) * groups["min"]]
    if wide.empty:
        return None
    keys = sorted(wide.index, key=lambda key: period(key[1]).end)[-2:]
    said, ids = {}, ()
    for side, text in keys:
        low, high = wide.loc[(side, text), "min"], wide.loc[(side, text), "max"]
        said.setdefault(side, []).append(f"both {usd(low)} and {usd(high)} for {label(text)}")
        ids += _union(rows[(rows["side"] == side) & (rows["period"] == text)]["source_ids"])
    parts = [f"The {side_name(edition, side)} published {', and '.join(amounts)}." for side, amounts in said.items()]
    last = wide.loc[keys[-1]]
    value = float(last["max"] / last["min"])
    return _finding(
        edition,
        "self-conflict",
        " ".join(parts),
        value,
        "ratio",
        keys[-1][1],
        ids,
        "2.13",
        conflict=True,
    )


def quoted_before(edition: Edition) -> Finding | None:
    """A figure that a document gives for a year although it was already quoted before that year."""
    claims = edition.claims
    claims = claims[(claims["topic"] == "trade") & (claims["first_seen"] != "") & (claims["claimed_date"] != "")]
    for row in claims.to_dict("records"):
        if period(row["first_seen"]).start >= period(row["claimed_date"]).start:
            continue
        document = edition.documents[edition.documents["document_id"] == row["document_id"]]
        origin = document.iloc[0] if len(document) else None
        early = tuple(
            n
            for n in edition.sources.known(row["source_ids"])
            if edition.sources[n]["published"].startswith(row["first_seen"])
        )
        try:
            amount = usd(float(row["value"]))
        except ValueError:
            continue
        who = f"an article of {label(origin['published'])}" if origin is not None else "a document"
        text = (
            f"The {amount} that {who} gives for {label(row['claimed_date'])} was already quoted in "
            f"{label(row['first_seen'])}. It does not measure that year."
        )
        ids = early + (origin["source_ids"] if origin is not None else ()) or row["source_ids"]
        sums = totals(totals_published(edition.trade, edition.sources))
        sums = sums[(sums["period"] == row["claimed_date"]) & (sums["basis"] == "statistics")]
        if len(sums):
            best = sums.iloc[0]
            text += f" {_adjective(edition, best['side'])} statistics for {best['period']} add up to "
            text += f"{usd(best['value_usd'])}."
            ids += best["source_ids"]
        return _finding(
            edition, "quoted-before", text, float(row["value"]), "USD", row["claimed_date"], ids, "2.13", conflict=True
        )
    return None


def headline(edition: Edition, study: Study) -> list[Finding]:
    """The answer of the chapter: latest totals, required growth, the two ledgers."""
    return _said(
        *(latest_total(edition, study, side) for side in edition.pair),
        required(edition, study) or no_target(edition, study),
        mirror_latest(edition, study),
    )


def _said(*found: Finding | None) -> list[Finding]:
    return [finding for finding in found if finding is not None]


def on_ledgers(edition: Edition, study: Study) -> list[Finding]:
    """What is said about the two ledgers."""
    return _said(
        mirror_range(edition, study),
        verdicts(edition, study),
        fiscal_check(edition, study),
        pattern(edition, study),
    )


def on_targets(edition: Edition, study: Study) -> list[Finding]:
    """What is said about targets and totals."""
    return _said(
        target_count(edition, study),
        distance(edition, study),
        passed(edition, study),
    )


def on_growth(edition: Edition, study: Study) -> list[Finding]:
    """What is said about required growth and past growth."""
    return _said(required_range(edition, study), past_growth(edition, study), trend(edition, study))


def on_reference(edition: Edition, study: Study) -> list[Finding]:
    """What is said about the growth of other pairs."""
    return _said(*(comparable(edition, study, place) for place in range(len(study.references))))


def on_comparable(edition: Edition, study: Study) -> list[Finding]:
    """What is said about comparable pairs."""
    return _said(intensity(edition, study), gravity(edition, study), back_test(edition, study))


def on_goods(edition: Edition) -> list[Finding]:
    """What is said about goods and the balance."""
    return _said(goods(edition), surplus(edition))


def on_conflicts(edition: Edition, study: Study) -> list[Finding]:
    """What is said about values that differ."""
    return _said(disagreement(edition, study), self_conflict(edition, study), quoted_before(edition))


def findings(edition: Edition, **parameters) -> list[Finding]:
    """All findings of the chapter; ``parameters`` are those of :func:`study`."""
    case = study(edition, **parameters)
    parts = (headline, on_ledgers, on_targets, on_growth, on_reference, on_comparable, on_conflicts)
    return [*(finding for part in parts for finding in part(edition, case)), *on_goods(edition)]


def judgements(edition: Edition, **parameters) -> list[Judgement]:
    """Up to two key judgements: whether the target is reached, and whether the ledgers can be reconciled.

    The likelihood is the centre of the Wilson interval of the share of pairs that reached the multiple, not of the
    share of windows, in the reference class where that centre is highest.
    """
    case = study(edition, **parameters)
    out = []
    classes = [one for one in case.references if one.n >= FEW]
    if classes and period(case.target["due"]).end > edition.as_of:
        best = max(classes, key=lambda one: sum(wilson(one.reached, one.pairs)))
        word = likelihood_word(sum(wilson(best.reached, best.pairs)) / 2)
        goal, due = usd(case.target["target_usd"]), label(case.target["due"])
        path = best.base_usd * (best.multiple) ** (1 / best.years)
        out.append(
            Judgement(
                "trade.target",
                f"It is {word} that the total reported by the {side_name(edition, best.side)} reaches {goal} in {due}.",
                f"a {_adjective(edition, best.side)}-reported total above {usd(path)} one year after "
                f"{label(best.base_period)}",
                "2.6",
                edition.sources.known(
                    case.target["source_ids"]
                    + case.baselines[best.side]["source_ids"]
                    + _union(best.rows["source_ids"])
                ),
                likelihood=word,
            )
        )
    rows = main_direction(case)
    run = above(rows, case.cap)
    if len(run) >= 3:
        exporter, importer = rows.iloc[0]["exporter"], rows.iloc[0]["importer"]
        ids = edition.sources.known(_union([*run["source_ids"], case.cap_ids]))
        out.append(
            Judgement(
                "trade.ledgers",
                f"Freight and insurance do not explain why {_adjective(edition, importer)}-reported imports exceed "
                f"{_adjective(edition, exporter)}-reported exports since {run.iloc[0]['period']}.",
                f"a year in which the ratio of the two is at most {ratio(1 + case.cap)}",
                "2.1",
                ids,
                confidence=edition.confidence(ids),
            )
        )
    return out


# --- titles of exhibits -------------------------------------------------------------------------------------------


def mirror_title(edition: Edition, study: Study) -> str:
    """Title of the dumbbell chart."""
    rows = main_direction(study)
    run = above(rows, study.cap)
    if len(run) >= 3:
        importer, exporter = (_adjective(edition, rows.iloc[0][name]) for name in ("importer", "exporter"))
        low, high = run["ratio"].min(), run["ratio"].max()
        return (
            f"Since {run.iloc[0]['period']}, {importer}-reported imports are {ratio(low)} to {ratio(high)} "
            f"{exporter}-reported exports"
        )
    return f"Exports and imports of {edition.name} by both ledgers, by year"


def panel_title(edition: Edition, study: Study) -> str:
    """Title of the small multiples."""
    rows = pd.concat([latest_ratios(study, "pair"), latest_ratios(study, "to")])
    if len(rows) < 2:
        return "Importer's over exporter's value, by year and partner"
    parts = [f"{edition.country(row['importer']).name} {ratio(row['ratio'])}" for row in rows.to_dict("records")[:3]]
    return f"Latest importer-to-exporter ratios: {listed(parts)}"


def verdict_title(study: Study) -> str:
    """Title of the table of verdicts."""
    rows = study.mirror[study.mirror["verdict"].isin(["freight", "calendar", "neither"])]
    if len(rows) < 3:
        return "Both ledgers by direction and period"
    left = int((rows["verdict"] == "neither").sum())
    return f"Neither freight nor calendar explains {left} of {len(rows)} comparable years"


def targets_title(study: Study) -> str:
    """Title of the list of targets."""
    n, dated = len(study.targets), int((study.targets["due"] != "").sum())
    listing = sentence_case(count(n, "announcement"))
    return f"{listing} of a trade target, {_few(dated)} with a due date"


def actual_title(edition: Edition, study: Study) -> str:
    """Title of the target and actual chart."""
    if study.target is None or not study.baselines:
        return "Totals of exports and imports by reporting side"
    parts = [
        f"{percent(row['value_usd'] / study.target['target_usd'], 1)} ({side_name(edition, side)})"
        for side, row in _ordered(edition, study)
    ]
    return f"Totals are {listed(parts)} of the target"


def required_title(study: Study) -> str:
    """Title of the table of required growth."""
    rows = study.required.dropna(subset=["growth"]) if len(study.required) else study.required
    if study.target is None:
        return "Required growth by baseline"
    goal = usd(study.target["target_usd"])
    if len(rows) < 3:
        return f"Required growth to {goal} by baseline"
    low, high = growth(rows["growth"].min()), growth(rows["growth"].max())
    return f"Required growth to {goal} in {label(study.target['due'])}: {low} to {high} a year"


def crossings_title(edition: Edition, study: Study) -> str:
    """Title of the table of years in which targets are passed."""
    rows = study.crossings
    open_rows = rows[(rows["passed"] == "") & (rows["window"] == WINDOWS[0])]
    if study.target is not None:
        open_rows = open_rows[open_rows["target_usd"] == study.target["target_usd"]]
        if len(open_rows) and isfinite(open_rows.iloc[0]["middle"]):
            row = open_rows.iloc[0]
            side = side_name(edition, row["side"])
            return (
                f"At the five-year trend, {usd(study.target['target_usd'])} is passed in {row['middle']:.0f} ({side})"
            )
    return "Year in which each amount was passed, or is at past trends"


def reference_title(study: Study) -> str:
    """Title of the reference class."""
    if sum(case.n for case in study.references) < 3:
        return "Windows of other pairs that began near the baselines"
    parts = [f"{_few(case.k)} of {case.n}" for case in study.references if case.n]
    return f"Windows of other pairs that grew enough: {', '.join(parts)}"


def intensity_title(edition: Edition, study: Study) -> str:
    """Title of the table of comparable pairs."""
    case = study.benchmark
    place, name = standing(edition, case)
    return f"{name} is number {place} of {len(case.rows)} partners by trade intensity in {case.year}"


def gravity_title(edition: Edition, study: Study) -> str:
    """Title of the gravity benchmark."""
    case = study.benchmark
    row = case.rows[case.rows["is_pair"]].iloc[0]
    name = edition.country(row["partner"]).name
    return f"{_adjective(edition, case.side)}-reported trade with {name} is {ratio(row['ratio'])} of the gravity median"


def goods_title(edition: Edition, rows: pd.DataFrame) -> str:
    """Title of the table of sections."""
    year = rows["period"].max()
    top = rows[rows["period"] == year].sort_values("share", ascending=False).iloc[0]
    name = edition.country(top["exporter"]).name
    return f"In {year}, {plain(top['product'])} were {percent(top['share'])} of goods from {name}"


def balance_title(edition: Edition, rows: pd.DataFrame) -> str:
    """Title of the chart of balances."""
    signs = {bool(value >= 0) for value in rows["balance_usd"]}
    if len(rows) < 3 or len(signs) > 1:
        short = int((rows["balance_usd"] < 0).sum())
        if len(rows) >= 3:
            return f"{edition.a.name} shows a deficit in {short} of {len(rows)} side-years, a surplus in the rest"
        return f"Trade balance of {edition.a.name} with {edition.b.name} by reporting side"
    what = "surplus" if signs == {True} else "deficit"
    return f"{edition.a.name} has a {what} in all {len(rows)} years that either side reports"


def conflicts_title(rows: pd.DataFrame) -> str:
    """Title of the strip of conflicting values; ``rows`` are those of the periods shown."""
    spans = rows.drop_duplicates("period")
    wide = spans.loc[spans["spread"].idxmax()]
    if len(spans) < 3:
        return "Every published total for periods with more than one"
    return f"Published totals differ by up to {ratio(wide['spread'])} for one period, {label(wide['period'])}"
