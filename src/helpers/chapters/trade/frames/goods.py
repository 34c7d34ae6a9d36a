"""What is traded and who sells more."""

import pandas as pd

from helpers.edition import Edition
from helpers.finding import union

__all__ = ["balances", "sections"]


def sections(edition: Edition) -> pd.DataFrame:
    """Shares of product sections by year and exporter.

    Returns
    -------
    pandas.DataFrame
        ``reporter`` (empty if unknown), ``exporter``, ``period``, ``classification``, ``code``, ``product``, ``plain`` (its
        name within a sentence),
        ``value_usd``, ``share``, ``row_ids``.
    """
    rows = edition.products
    rows = rows[rows["code"].ne("") & rows["share"].notna()]
    name = rows["product"].str.split(" (", regex=False).str[0]
    rows = rows.assign(plain=name.str[:1].str.lower() + name.str[1:])
    columns = [
        "reporter",
        "exporter",
        "period",
        "classification",
        "code",
        "product",
        "plain",
        "value_usd",
        "share",
        "row_ids",
    ]
    return rows[columns].sort_values(["exporter", "period", "code"], ignore_index=True)


def balances(edition: Edition, flows: pd.DataFrame) -> pd.DataFrame:
    """Exports less imports of the first country in goods with the other, by the ledger of either side.

    Returns
    -------
    pandas.DataFrame
        ``side`` (reporter), ``period``, ``kind``, ``end``, ``balance_usd`` (a surplus of the first country is positive),
        ``row_ids``; by side and period, those with both flows only.
    """
    known = flows.dropna(subset=["value_usd"])
    signed = known["value_usd"].where(known["exporter"].eq(edition.a.iso3), -known["value_usd"])
    rows = known.assign(balance_usd=signed).groupby(["reporter", "period"], as_index=False)
    rows = rows.agg(
        kind=("kind", "first"),
        end=("end", "first"),
        balance_usd=("balance_usd", "sum"),
        flows=("flow", "size"),
        directions=("flow", "nunique"),
        row_ids=("row_ids", union),
    )
    rows = rows.query("flows == 2 and directions == 2").rename(columns={"reporter": "side"})
    return rows[["side", "period", "kind", "end", "balance_usd", "row_ids"]].reset_index(drop=True)
