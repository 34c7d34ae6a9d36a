"""The pair against all states: what a gravity model expects, and how often a flow of its size grew as a target asks for."""

import numpy as np
import pandas as pd

from helpers.chapters.trade.frames.growth import needs
from helpers.edition import Edition
from helpers.finding import union
from helpers.world.economy import ESTIMATED, FIXED, gravity, growth_windows

__all__ = ["expected_flows", "world_windows"]

NEAR = 1.1  # a multiple may be above the one needed by so much


def world_windows(edition: Edition, growth_needed: pd.DataFrame) -> pd.DataFrame:
    """How often trade both ways that stood where a side's count stands grew by the multiple that it needs.

    The multiple is that of the tables which is nearest to the one needed, at most a tenth above it.

    Returns
    -------
    pandas.DataFrame
        ``side``, ``needed`` and the columns of :func:`helpers.world.economy.growth_windows`: rows of kind ``time`` and,
        beside them, ``noise`` (two reports of one flow in one year). No row where the tables have no such window.
    """
    parts = []
    for need in needs(growth_needed).itertuples():
        rows = growth_windows(edition.world, need.base_usd, need.needed, need.years)
        rows = rows[rows["multiple"].le(need.needed * NEAR)]
        off = np.log(rows["multiple"] / need.needed).abs()
        rows = rows[off.eq(off.min())]
        if rows["kind"].eq("time").any():
            parts.append(rows.assign(side=need.side, needed=need.needed))
    if not parts:
        return growth_windows(edition.world, 1e6, 2, 3).head(0).assign(side="", needed=np.nan)
    return pd.concat(parts, ignore_index=True)


def expected_flows(edition: Edition, flows: pd.DataFrame) -> pd.DataFrame:
    """Goods that a model of all pairs expects each way, and what the importer reported for the same years.

    The model of 2012-2014 with effects of importer and exporter (:data:`helpers.world.economy.FIXED`); where it has
    none, and for later years, the one with GDP.

    Returns
    -------
    pandas.DataFrame
        The columns of :func:`helpers.world.economy.gravity` (specifications ``c`` and ``d``) with ``reported_usd``
        (mean of the years that the importer reported, NaN if none), ``reported_rows`` and ``place`` (``below``,
        ``inside``, ``above`` the interval; empty).
    """
    ways = [gravity(edition.world, buyer, seller) for buyer, seller in (edition.pair[::-1], edition.pair)]
    rows = pd.concat([rows for rows in ways if len(rows)] or ways[:1], ignore_index=True)
    newest = rows["period"].eq(rows.loc[rows["spec"].eq("d"), "period"].max())
    rows = rows[rows["spec"].eq("c") | (rows["spec"].eq("d") & newest)].reset_index(drop=True)
    own = flows[flows["flow"].eq("import") & flows["kind"].eq("year")].dropna(subset=["value_usd"])
    found = [_reported(own, *key) for key in rows[["importer", "exporter", "period"]].itertuples(index=False)]
    rows = rows.assign(reported_usd=[value for value, _ in found], reported_rows=[ids for _, ids in found])
    place = np.select(
        [
            rows["reported_usd"].isna(),
            rows["reported_usd"] < rows["low80_usd"],
            rows["reported_usd"] > rows["high80_usd"],
        ],
        ["", "below", "above"],
        "inside",
    )
    traced = [(*ids, *more) for ids, more in zip(rows["row_ids"], rows["reported_rows"], strict=True)]
    return rows.assign(place=place, row_ids=traced)


def _reported(own: pd.DataFrame, importer: str, exporter: str, period: str) -> tuple[float, tuple[str, ...]]:
    years = map(str, ESTIMATED) if period == FIXED else [period]
    rows = own[own["importer"].eq(importer) & own["exporter"].eq(exporter) & own["period"].isin(list(years))]
    return float(rows["value_usd"].mean()), union(rows["row_ids"])
