"""What one reporter trades with its partners, set against their size and distance."""

import numpy as np
import pandas as pd

from helpers.edition import Edition
from helpers.finding import union
from helpers.methods.gravity import factor_of_error, gravity_draws, trade_intensity

__all__ = ["benchmark", "benchmark_check", "partners", "published_elasticities"]

INTERVAL = 0.80
FEWEST_PARTNERS = 4  # the pair and three others
PENALTIES = ["export_penalty_low", "export_penalty_high"]
CASE = ["reporter", "measure", "year"]


def _distances(edition: Edition) -> pd.DataFrame:
    """Population-weighted distance in km by ``reporter`` and ``partner``, either way round."""
    dyads = edition.all.dyads.query("variable == 'distw' and country_a != country_b")
    columns = ["reporter", "partner", "distance", "row_ids"]
    there = dyads[["country_a", "country_b", "value", "row_ids"]].set_axis(columns, axis=1)
    back = dyads[["country_b", "country_a", "value", "row_ids"]].set_axis(columns, axis=1)
    return pd.concat([there, back]).drop_duplicates(["reporter", "partner"])


def partners(edition: Edition, yearly_series: pd.DataFrame, comparator_codes: tuple[str, ...]) -> pd.DataFrame:
    """Trade of one of the two countries with each of its partners in one year, with what explains it.

    It is the reporter, measure and latest year with most to say: totals before exports, then the later year, where the
    pair and at least three partners have trade, GDP and distance. Partners that lack one of the three are left out.

    Returns
    -------
    pandas.DataFrame
        ``reporter``, ``measure``, ``year``, ``partner``, ``value_usd``, ``gdp`` and ``reporter_gdp`` (USD),
        ``distance`` (km, population-weighted), ``landlocked``, ``intensity``, ``is_pair``, ``row_ids``; by partner.
    """
    gdp = edition.all.indicators.query("indicator == 'gdp_usd'").dropna(subset=["value"])
    gdp = gdp.drop_duplicates(["country", "year"])[["country", "year", "value", "row_ids"]]
    rows = yearly_series.query("value_usd > 0")
    rows = rows.assign(is_pair=rows["reporter"].isin(edition.pair) & rows["partner"].isin(edition.pair))
    cases = rows[rows["is_pair"] & rows["year"].isin(gdp["year"])].drop_duplicates(["reporter", "measure"], keep="last")
    cases = cases.assign(total=cases["measure"].eq("total"), first=cases["reporter"].eq(edition.pair[0]))
    cases = cases.sort_values(["total", "year", "first"], ascending=False, ignore_index=True)
    rows = rows.merge(cases[CASE].reset_index(names="place"), on=CASE)
    if comparator_codes:
        rows = rows[rows["is_pair"] | rows["partner"].isin(comparator_codes)]
    for side, name, suffix in (("partner", "gdp", "_gdp"), ("reporter", "reporter_gdp", "_own")):
        known = gdp.rename(columns={"country": side, "value": name})
        rows = rows.merge(known, on=[side, "year"], suffixes=("", suffix))
    rows = rows.merge(_distances(edition), on=["reporter", "partner"], suffixes=("", "_distance"))
    inland = edition.all.countries.set_index("iso3")["landlocked"]
    traced = rows[["row_ids", "row_ids_gdp", "row_ids_own", "row_ids_distance"]]
    rows = rows.assign(
        landlocked=rows["partner"].map(inland).eq(True),
        intensity=trade_intensity(rows["value_usd"], rows["reporter_gdp"], rows["gdp"], rows["distance"]),
        row_ids=[union(cells) for cells in traced.itertuples(index=False)],
    )
    usable = rows.groupby("place")["is_pair"].transform("any") & rows.groupby("place")["place"].transform("size").ge(
        FEWEST_PARTNERS
    )
    rows = rows[usable & rows["place"].eq(rows.loc[usable, "place"].min())]
    columns = ["partner", "value_usd", "gdp", "reporter_gdp", "distance", "landlocked", "intensity", "is_pair"]
    return rows.sort_values("partner", ignore_index=True)[[*CASE, *columns, "row_ids"]]


def published_elasticities(edition: Edition) -> pd.DataFrame:
    """What others estimated: elasticities of distance, and the share of trade that landlocked economies lose."""
    rows = edition.all.gravity.dropna(subset=["value"])
    return rows[rows["parameter"].isin(["distance", *PENALTIES])][["parameter", "value", "row_ids"]]


def benchmark(partners: pd.DataFrame, published_elasticities: pd.DataFrame) -> pd.DataFrame:
    """Each partner's trade against a gravity benchmark from the trade with the other partners.

    The pair itself is never among those that a benchmark is made from. Without :func:`published_elasticities` there is
    no benchmark.

    Returns
    -------
    pandas.DataFrame
        The columns of :func:`partners` with ``median``, ``low`` and ``high`` (80% interval, USD), ``ratio`` (reported
        over median) and ``relative`` (intensity, the pair being one); by ``ratio``, the highest first.
    """
    published = published_elasticities.groupby("parameter")["value"].agg(list)
    if not {"distance", *PENALTIES} <= set(published.index):
        partners = partners.head(0)
    quantiles = [0.5, 0.5 - INTERVAL / 2, 0.5 + INTERVAL / 2]
    bands = [
        np.quantile(
            gravity_draws(
                partners[~partners["is_pair"] & partners["partner"].ne(row.partner)],
                row.gdp,
                row.distance,
                row.landlocked,
                published["distance"],
                tuple(sorted(-published[name][0] for name in PENALTIES)),
            ),
            quantiles,
        )
        for row in partners.itertuples()
    ]
    bands = pd.DataFrame(bands, columns=["median", "low", "high"], dtype=float)
    own = partners.loc[partners["is_pair"], "intensity"]
    rows = partners.join(bands).assign(
        ratio=partners["value_usd"] / bands["median"], relative=partners["intensity"] / own.sum()
    )
    return rows.sort_values("ratio", ascending=False, ignore_index=True)


def benchmark_check(benchmark: pd.DataFrame, yearly_series: pd.DataFrame) -> pd.DataFrame:
    """How well the benchmark hits the other partners, and how little there is to estimate a model from: one row or none.

    Returns
    -------
    pandas.DataFrame
        ``tested`` partners, ``inside`` their interval, ``error`` (median factor by which it misses), ``values`` and
        ``reporters`` of the measure and year in all data.
    """
    if benchmark.empty:
        return pd.DataFrame(columns=["tested", "inside", "error", "values", "reporters"])
    others = benchmark[~benchmark["is_pair"]]
    panel = yearly_series.merge(benchmark[["measure", "year"]].head(1))
    return pd.DataFrame(
        {
            "tested": [len(others)],
            "inside": [int(others["value_usd"].between(others["low"], others["high"]).sum())],
            "error": [factor_of_error(others["value_usd"], others["median"])],
            "values": [len(panel)],
            "reporters": [panel["reporter"].nunique()],
        }
    )
