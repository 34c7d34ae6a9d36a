"""What each side sells most of, and who sells more."""

import pandas as pd

from helpers.edition import Edition
from helpers.finding import Finding, amount, choice, country, several, share, union, when, wording

__all__ = ["balance", "goods"]


def goods(edition: Edition, sections: pd.DataFrame) -> Finding | None:
    """The largest section of goods in each direction in the last year with shares."""
    if sections.empty:
        return None
    year = sections["period"].max()
    rows = sections[sections["period"].eq(year)].sort_values("share", ascending=False).drop_duplicates("exporter")
    first, *others = (
        {
            "share": share(row.share, year, row.row_ids),
            "exporter": country(row.exporter),
            "importer": country(edition.pair[row.exporter == edition.pair[0]]),
            "product": wording(row.plain, row.row_ids),
            "sold": amount(row.value_usd / row.share if row.share else 0.0, year, row.row_ids),
            "known": choice("yes" if row.value_usd > 0 and row.share else "no"),
            "by": choice("known" if row.reporter else "unknown"),
        }
        for row in rows.sort_values("exporter").itertuples()
    )
    return Finding(
        "trade.goods",
        {**first, "year": when(year), "others": several(others), "more": choice("yes" if others else "no")},
        "trade.composition",
    )


def balance(edition: Edition, balances: pd.DataFrame) -> Finding | None:
    """Who sold more, by the last figures of each side in the order of the pair."""
    if balances.empty:
        return None
    last = balances.sort_values("end", kind="stable").drop_duplicates("side", keep="last")
    final = last.iloc[-1]
    sides = [
        {
            "side": country(row.side),
            "seller": country(edition.pair[0 if row.balance_usd >= 0 else 1]),
            "ahead": amount(abs(row.balance_usd), row.period, row.row_ids),
            "period": when(row.period),
        }
        for row in sorted(last.itertuples(), key=lambda row: edition.pair.index(row.side))
    ]
    return Finding(
        "trade.balance",
        {
            "surplus": amount(float(final["balance_usd"]), final["period"], union(last["row_ids"])),
            "country": country(edition.a.iso3),
            "partner": country(edition.b.iso3),
            "sides": several(sides),
        },
        "trade.balance",
        conflict=len(last) > 1,
    )
