"""Where published figures differ, and which are older than said."""

import pandas as pd

from helpers.finding import Finding, amount, choice, country, number, ratio, union, when, wording

__all__ = ["conflicts", "quoted_before", "self_conflict"]


def conflicts(conflicting_totals: pd.DataFrame) -> Finding | None:
    """How many periods have more than one published total, and where they differ most."""
    rows = conflicting_totals
    if rows.empty:
        return None
    widest = rows.loc[rows["spread"].idxmax(), "period"]
    values = rows[rows["period"].eq(widest)]
    low, high, behind = values.iloc[0], values.iloc[-1], union(values["row_ids"])
    return Finding(
        "trade.conflicts",
        {
            "spread": ratio(float(low["spread"]), widest, behind),
            "periods": number(rows["period"].nunique(), "periods", rows=union(rows["row_ids"])),
            "widest": when(widest),
            "low": amount(low["value_usd"], widest, low["row_ids"]),
            "low_is": choice(low["status"]),
            "high": amount(high["value_usd"], widest, high["row_ids"]),
            "high_is": choice(high["status"]),
        },
        "trade.conflicts",
        conflict=True,
    )


def self_conflict(self_conflicts: pd.DataFrame) -> Finding | None:
    """The last period for which one side published totals that differ by more than a tenth, and the one before."""
    if self_conflicts.empty:
        return None
    quantities = {}
    for lead, row in zip(("", "earlier_"), self_conflicts.iloc[::-1].to_dict("records"), strict=False):
        quantities |= {
            f"{lead}spread": ratio(row["spread"], row["period"], row["row_ids"]),
            f"{lead}side": country(row["side"]),
            f"{lead}period": when(row["period"]),
            f"{lead}low": amount(row["low"], row["period"], row["row_ids"]),
            f"{lead}high": amount(row["high"], row["period"], row["row_ids"]),
        }
    quantities.pop("earlier_spread", None)
    return Finding(
        "trade.self-conflict",
        quantities,
        "trade.conflicts",
        conflict=True,
        message="trade-self-conflict" if len(self_conflicts) == 1 else "trade-self-conflict-twice",
    )


def quoted_before(early_quotes: pd.DataFrame) -> Finding | None:
    """A figure that a document gives for a year although it was already quoted before that year."""
    if early_quotes.empty:
        return None
    row = early_quotes.iloc[0]
    quantities = {
        "amount": amount(row["amount"], row["claimed_date"], row["row_ids"]),
        "publisher": wording(row["publisher"]),
        "published": when(row["published"]),
        "claimed": when(row["claimed_date"]),
        "seen": when(row["first_seen"]),
    }
    if row["side"]:
        quantities |= {
            "side": country(row["side"]),
            "measured": amount(row["statistics_usd"], row["claimed_date"], row["row_ids"]),
        }
    return Finding(
        "trade.quoted-before",
        quantities,
        "trade.conflicts",
        conflict=True,
        message="trade-quoted-before" if row["side"] else "trade-quoted-before-only",
    )
