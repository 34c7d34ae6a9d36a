"""One-way flows as each side reports them, and both ledgers side by side."""

from dataclasses import dataclass
from math import isfinite

import pandas as pd

from helpers.chapters.comparison import compared
from helpers.datapackage.read import InputError
from helpers.edition import Edition
from helpers.finding import Rows, union
from helpers.methods.mirror import CIF_FOB, FREIGHT_CAP, mirror_ratio, mirror_verdict, symmetric_gap
from helpers.periods import period

WAY = ["exporter", "importer"]


@dataclass(frozen=True)
class Freight:
    """What freight and insurance add to the importer's value.

    ``factor`` is the average ratio CIF over FOB (1.06), ``cap`` the highest share that freight adds (0.20), each with
    the rows it comes from.
    """

    factor: float
    cap: float
    factor_rows: Rows = ()
    cap_rows: Rows = ()


def freight(edition: Edition, cif_fob: float) -> Freight:
    """The CIF/FOB factor, the published one unless ``cif_fob`` gives another, and the cap on freight.

    Raises
    ------
    InputError
        If ``cif_fob`` is neither 0 nor a factor from 1 to 2.
    """
    number = isinstance(cif_fob, (int, float)) and not isinstance(cif_fob, bool) and isfinite(cif_fob)
    if not number or not (cif_fob == 0 or 1 <= cif_fob <= 2):
        raise InputError(f"cif_fob: found {cif_fob!r}, expected a factor from 1 to 2, or 0 for the published one")
    # A package of one's own need not hold the literature: the method names the values that it is published with.
    rows = edition.whole("gravity").dropna(subset=["value"]).drop_duplicates("parameter").set_index("parameter")
    values, row_ids = rows["value"].to_dict(), rows["row_ids"].to_dict()
    return Freight(
        factor=float(cif_fob or values.get("cif_fob_factor", CIF_FOB)),
        cap=float(values.get("tau_upper_limit", FREIGHT_CAP)),
        factor_rows=() if cif_fob else row_ids.get("cif_fob_factor", ()),
        cap_rows=row_ids.get("tau_upper_limit", ()),
    )


def comparator_codes(edition: Edition, comparators: tuple[str, ...]) -> tuple[str, ...]:
    """The countries to compare with (:func:`helpers.chapters.comparison.compared`)."""
    return compared(edition, comparators)


def _one_way(trade: pd.DataFrame) -> pd.DataFrame:
    rows = trade[trade["preferred"] & trade["flow"].isin(["export", "import"]) & trade["reporter"].ne("")]
    spans, exact = rows["period"].map(period), rows["status"].eq("reported")
    rows = rows.drop(columns="source_ids").assign(
        importer=rows["reporter"].where(rows["exporter"].ne(rows["reporter"]), rows["partner"]),
        kind=[span.kind for span in spans],
        end=[span.end for span in spans],
        bound_usd=rows["value_usd"].where(~exact),
        value_usd=rows["value_usd"].where(exact),
    )
    return rows[rows["kind"].isin(["year", "fiscal"])].reset_index(drop=True)


def flows(edition: Edition) -> pd.DataFrame:
    """The preferred value of each one-way flow between the two countries, by year and reporter.

    Returns
    -------
    pandas.DataFrame
        The columns of ``trade`` with ``importer``, ``kind`` (``year``, ``fiscal``) and ``end`` of the period.
        ``value_usd`` is NaN unless the status is ``reported``; a bound stands in ``bound_usd``.
    """
    return _one_way(edition.trade)


def every_flow(edition: Edition) -> pd.DataFrame:
    """The :func:`flows` between all countries."""
    return _one_way(edition.all.trade)


def _two_fiscal_years(flows: pd.DataFrame) -> pd.DataFrame:
    """``top``: the sum of the two fiscal years that a calendar year lies in, by direction, ledger and year."""
    fiscal = flows[flows["kind"].eq("fiscal")].assign(year=lambda rows: [end.year for end in rows["end"]])
    fiscal = fiscal[[*WAY, "ledger", "year", "value_usd", "row_ids"]]
    both = fiscal.merge(fiscal.assign(year=fiscal["year"] - 1), on=[*WAY, "ledger", "year"], suffixes=("", "_next"))
    return both.assign(
        period=both["year"].astype(str),
        top=both["value_usd"] + both["value_usd_next"],
        top_rows=both["row_ids"] + both["row_ids_next"],
    )


def mirror(flows: pd.DataFrame, freight: Freight) -> pd.DataFrame:
    """Both ledgers side by side, a row per exporter, importer and period.

    Returns
    -------
    pandas.DataFrame
        ``exporter``, ``importer``, ``period``, ``kind``, ``x_usd`` and ``m_usd`` (exporter's and importer's USD),
        ``x_bound`` and ``m_bound`` (values stated as bounds), ``x_status``, ``m_status``, ``x_top`` and ``m_top`` (most
        that the two fiscal years around a calendar year allow where the ledger lacks it), ``ratio`` (importer's over
        exporter's), ``adjusted`` (after the CIF/FOB factor), ``gap`` (symmetric), ``verdict``, ``row_ids``.
    """
    flows = flows.assign(ledger=flows["reporter"].eq(flows["exporter"]).map({True: "x", False: "m"}))
    named = {"value_usd": "usd", "bound_usd": "bound", "status": "status", "row_ids": "rows"}
    key = [*WAY, "period", "kind", "end"]
    wide = flows.drop_duplicates([*key, "ledger"], keep="last").pivot(index=key, columns="ledger", values=list(named))
    tops = _two_fiscal_years(flows).pivot(index=[*WAY, "period"], columns="ledger", values=["top", "top_rows"])
    wide.columns = [f"{ledger}_{named[name]}" for name, ledger in wide.columns]
    tops.columns = [f"{ledger}_{name}" for name, ledger in tops.columns]
    rows = wide.reset_index().merge(tops.reset_index(), on=[*WAY, "period"], how="left")
    rows = rows.sort_values([*WAY, "end", "period"], ignore_index=True)
    numeric = [f"{ledger}_{name}" for ledger in "xm" for name in ("usd", "bound", "top")]
    traced = [f"{ledger}_{name}" for ledger in "xm" for name in ("rows", "top_rows")]
    rows = rows.reindex(columns=[*key, *numeric, "x_status", "m_status", *traced])
    rows[numeric] = rows[numeric].astype(float)
    rows[["x_status", "m_status"]] = rows[["x_status", "m_status"]].astype(object).fillna("")
    for ledger, other in ("xm", "mx"):
        used = rows["kind"].eq("year") & rows[f"{ledger}_usd"].isna() & rows[f"{other}_usd"].gt(0)
        rows[[f"{ledger}_top", f"{ledger}_top_rows"]] = rows[[f"{ledger}_top", f"{ledger}_top_rows"]].where(used)
    ratio = mirror_ratio(rows["m_usd"], rows["x_usd"])
    rows = rows.assign(
        ratio=ratio,
        adjusted=ratio / freight.factor,
        gap=symmetric_gap(rows["m_usd"], rows["x_usd"], freight.factor),
        verdict=mirror_verdict(rows["m_usd"], rows["x_usd"], rows["m_top"], rows["x_top"], freight.cap),
        row_ids=[union(cell for cell in cells if isinstance(cell, tuple)) for cells in rows[traced].to_numpy()],
    )
    return rows.drop(columns=["end", *traced])


def main_direction(mirror: pd.DataFrame) -> pd.DataFrame:
    """The ledgers of the direction with most calendar years that both sides report; no row if there is none."""
    known = mirror[mirror["ratio"].notna() & mirror["kind"].eq("year")]
    longest = known.groupby(WAY).size().nlargest(1).index
    return mirror.set_index(WAY).loc[lambda rows: rows.index.isin(longest)].reset_index()


def years_above(main_direction: pd.DataFrame, freight: Freight) -> pd.DataFrame:
    """The last unbroken run of years with both ledgers in which the ratio exceeds what freight explains."""
    known = main_direction.dropna(subset=["ratio"])
    within = known["ratio"].le(1 + freight.cap)
    return known[within[::-1].cumsum()[::-1].eq(0)].reset_index(drop=True)


def comparator_ledgers(
    edition: Edition, every_flow: pd.DataFrame, freight: Freight, comparator_codes: tuple[str, ...]
) -> pd.DataFrame:
    """Mirror ratios of the pair beside those of comparators, for the direction that both sides report longest.

    ``group`` is ``pair``, ``to`` (same exporter, other destinations) or ``from`` (same importer, other origins); the
    other columns are those of :func:`mirror`.
    """
    every = mirror(every_flow, freight)
    every = every[every["ratio"].notna() & every["kind"].eq("year")]
    own = every[every["exporter"].isin(edition.pair) & every["importer"].isin(edition.pair)]
    seller, buyer = main_direction(own)[WAY].iloc[0] if len(own) else edition.pair
    sells, buys = every["exporter"].eq(seller), every["importer"].eq(buyer)
    to = sells & ~every["importer"].isin(edition.pair)
    origin = buys & ~every["exporter"].isin(edition.pair)
    if comparator_codes:
        to, origin = to & every["importer"].isin(comparator_codes), origin & every["exporter"].isin(comparator_codes)
    groups = (sells & buys).map({True: "pair"}).mask(to, "to").mask(origin, "from")
    group = pd.Categorical(groups, ["pair", "to", "from"])
    every = every.assign(group=group).dropna(subset=["group"])
    every = every.sort_values(["group", *WAY, "period"], ignore_index=True)
    return every.astype({"group": str})
