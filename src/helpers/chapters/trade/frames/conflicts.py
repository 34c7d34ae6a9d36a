"""Where published figures differ: several totals of one period, several values of one flow, figures older than said."""

import pandas as pd

from helpers.edition import Edition
from helpers.finding import union
from helpers.periods import period

__all__ = ["conflicting_flows", "conflicting_totals", "early_quotes", "self_conflicts"]

EQUAL = 0.01  # values that differ by less are the same figure
TOLERANCE = 0.10  # a side that differs from itself by more contradicts itself


def conflicting_totals(published_totals: pd.DataFrame) -> pd.DataFrame:
    """The published totals of each year for which there is more than one value; a bound is none.

    Returns
    -------
    pandas.DataFrame
        The columns of ``published_totals`` with ``spread``, the largest over the smallest value.
    """
    rows = published_totals.query("kind in ['year', 'fiscal'] and value_usd > 0 and basis != 'bound'")
    values = rows.groupby("period")["value_usd"]
    rows = rows.assign(spread=values.transform("max") / values.transform("min"))
    return rows[rows["spread"] > 1 + EQUAL].sort_values(["end", "kind", "value_usd"], ignore_index=True)


def self_conflicts(published_totals: pd.DataFrame) -> pd.DataFrame:
    """The periods for which one side published totals that differ by more than a tenth, the latest last.

    Returns
    -------
    pandas.DataFrame
        ``side``, ``period``, ``end``, ``low``, ``high`` (USD), ``spread`` (high over low), ``row_ids``.
    """
    rows = published_totals.query("side != '' and kind in ['year', 'fiscal'] and not stated and basis != 'bound'")
    rows = rows.groupby(["side", "period"], as_index=False).agg(
        end=("end", "first"), low=("value_usd", "min"), high=("value_usd", "max"), row_ids=("row_ids", union)
    )
    rows = rows[rows["high"] > (1 + TOLERANCE) * rows["low"]]
    return rows.assign(spread=rows["high"] / rows["low"]).sort_values("end", kind="stable", ignore_index=True)


def conflicting_flows(edition: Edition) -> pd.DataFrame:
    """One-way flows of one reporter and period for which there is more than one published value.

    Returns
    -------
    pandas.DataFrame
        ``period``, ``reporter``, ``exporter``, ``importer``, ``values`` (USD, smallest to largest), ``spread``,
        ``row_ids``.
    """
    rows = edition.trade.query("flow in ['export', 'import'] and value_usd > 0 and reporter != ''")
    rows = rows.assign(importer=rows["reporter"].where(rows["exporter"].ne(rows["reporter"]), rows["partner"]))
    rows = rows.groupby(["period", "reporter", "exporter", "importer"], as_index=False).agg(
        values=("value_usd", lambda amounts: tuple(sorted(set(amounts)))), row_ids=("row_ids", union)
    )
    rows = rows[rows["values"].map(len) > 1]
    return rows.assign(spread=rows["values"].map(lambda amounts: amounts[-1] / amounts[0])).reset_index(drop=True)


def early_quotes(edition: Edition, totals: pd.DataFrame) -> pd.DataFrame:
    """Amounts of trade that a document gives for a period although they were quoted before that period began.

    Returns
    -------
    pandas.DataFrame
        ``claim_id``, ``amount`` (USD), ``claimed_date``, ``first_seen``, ``publisher`` and ``published`` of the
        document, ``side`` and ``statistics_usd`` of the statistics for that period (empty and NaN without), ``row_ids``.
    """
    claims = edition.claims.query("topic == 'trade' and first_seen != '' and claimed_date != ''")
    before = [
        period(seen).start < period(claimed).start
        for seen, claimed in zip(claims["first_seen"], claims["claimed_date"], strict=True)
    ]
    rows = claims.assign(amount=pd.to_numeric(claims["value"], errors="coerce"))[pd.Series(before, claims.index, bool)]
    rows = rows.dropna(subset=["amount"])
    documents = edition.documents[["document_id", "publisher", "published", "row_ids"]]
    books = totals.query("basis == 'statistics'").drop_duplicates("period")
    books = books[["period", "side", "value_usd", "row_ids"]].rename(columns={"value_usd": "statistics_usd"})
    rows = rows.merge(documents, on="document_id", suffixes=("", "_document"))
    rows = rows.merge(books, left_on="claimed_date", right_on="period", how="left", suffixes=("", "_statistics"))
    traced = rows[["row_ids", "row_ids_document", "row_ids_statistics"]]
    rows = rows.assign(
        side=rows["side"].fillna(""),
        row_ids=[union(ids for ids in cells if isinstance(ids, tuple)) for cells in traced.itertuples(index=False)],
    )
    columns = ["claim_id", "amount", "claimed_date", "first_seen", "publisher", "published", "side", "statistics_usd"]
    return rows[[*columns, "row_ids"]]
