"""Whether the two ledgers agree."""

import pandas as pd

from helpers.chapters.trade.frames.ledgers import Freight
from helpers.edition import Edition
from helpers.finding import (
    Finding,
    Judgement,
    Quantity,
    amount,
    choice,
    country,
    number,
    ratio,
    several,
    share,
    union,
    when,
)

FEWEST = 3  # years from which something general is said
JUDGED = ["freight", "calendar", "neither"]


def _size(value: float) -> Quantity:
    """Whether a ratio is told as a multiple or as a share."""
    return choice("larger" if value >= 1 else "smaller")


def _ends(rows: pd.DataFrame) -> dict[str, Quantity]:
    return {"importer": country(rows["importer"].iloc[0]), "exporter": country(rows["exporter"].iloc[0])}


def mirror_latest(main_direction: pd.DataFrame) -> Finding | None:
    """Both ledgers of the main direction in the last year that has both."""
    known = main_direction.dropna(subset=["ratio"])
    if known.empty:
        return None
    row = known.iloc[-1]
    return Finding(
        "trade.mirror-latest",
        {
            "ratio": ratio(row["ratio"], row["period"], row["row_ids"]),
            "size": _size(row["ratio"]),
            "year": when(row["period"]),
            "imports": amount(row["m_usd"], row["period"], row["row_ids"]),
            "exports": amount(row["x_usd"], row["period"], row["row_ids"]),
            **_ends(known),
        },
        exhibit="trade.two-ledgers",
        conflict=row["verdict"] == "neither",
    )


def mirror_range(main_direction: pd.DataFrame, years_above: pd.DataFrame, freight: Freight) -> Finding | None:
    """Smallest and largest ratio of the main direction, and how long it has exceeded what freight explains."""
    known = main_direction.dropna(subset=["ratio"])
    if len(known) < FEWEST:
        return None
    low, high = known.loc[known["ratio"].idxmin()], known.loc[known["ratio"].idxmax()]
    told = len(years_above) >= FEWEST
    return Finding(
        "trade.mirror-range",
        {
            "high": ratio(high["ratio"], high["period"], high["row_ids"]),
            "high_size": _size(high["ratio"]),
            "high_year": when(high["period"]),
            "low": ratio(low["ratio"], low["period"], low["row_ids"]),
            "low_size": _size(low["ratio"]),
            "low_year": when(low["period"]),
            "added": share(freight.factor - 1, rows=freight.factor_rows),
            "adjusted": ratio(high["adjusted"], high["period"]),
            "run": choice("long" if told else "short"),
            "years": number(len(years_above), "years", rows=union(years_above["row_ids"])),
            "since": when(years_above["period"].iloc[0] if told else ""),
            "cap": share(freight.cap, rows=freight.cap_rows),
            **_ends(known),
        },
        exhibit="trade.two-ledgers",
        conflict=True,
    )


def verdicts(main_direction: pd.DataFrame, freight: Freight) -> Finding | None:
    """How many years freight, calendar or neither explain, in the main direction; nothing below three years."""
    judged = main_direction[main_direction["verdict"].isin(JUDGED)]
    if len(judged) < FEWEST:
        return None
    tally = judged["verdict"].value_counts().reindex(JUDGED, fill_value=0)
    span = f"{judged['period'].iloc[0]}-01/{judged['period'].iloc[-1]}-12"
    rows = union(judged["row_ids"])
    return Finding(
        "trade.verdicts",
        {
            "neither": number(int(tally["neither"]), "years", span, rows),
            "judged": number(len(judged), "years", span, rows),
            "freight": number(int(tally["freight"]), "years", span),
            "calendar": number(int(tally["calendar"]), "years", span),
            "explained": choice("none" if tally["neither"] == len(judged) else "some"),
            **_ends(judged),
        },
        exhibit="trade.ledger-verdicts",
        rows=freight.cap_rows,
        conflict=True,
    )


def fiscal_check(main_direction: pd.DataFrame) -> Finding | None:
    """The last year in which one side has fiscal years only: what they allow at most, against the other ledger."""
    rows = main_direction[main_direction["x_top"].gt(0) | main_direction["m_top"].gt(0)]
    if rows.empty:
        return None
    row = rows.iloc[-1]
    exporter_bound = row["x_top"] > 0
    bounded, exact = ("x", "m") if exporter_bound else ("m", "x")
    unexplained = row["verdict"] == "neither"
    sides = row["exporter"], row["importer"]
    side, other = sides if exporter_bound else sides[::-1]
    return Finding(
        "trade.fiscal-check",
        {
            "most": amount(row[f"{bounded}_top"], row["period"], row["row_ids"]),
            "reported": amount(row[f"{exact}_usd"], row["period"], row["row_ids"]),
            "year": when(row["period"]),
            "side": country(side),
            "other": country(other),
            "flow": choice("exports" if exporter_bound else "imports"),
            "timing": choice("fails" if unexplained else "suffices"),
        },
        exhibit="trade.ledger-verdicts",
        conflict=unexplained,
    )


def pattern(comparator_ledgers: pd.DataFrame) -> Finding | None:
    """The ratio of the two ledgers for the same exporter's other destinations, at most three of them."""
    rows = comparator_ledgers.query("group == 'to'").drop_duplicates(["exporter", "importer"], keep="last")
    if rows.empty:
        return None
    last = rows.iloc[-1]
    places = [
        {
            "ratio": ratio(row["ratio"], row["period"], row["row_ids"]),
            "importer": country(row["importer"]),
            "year": when(row["period"]),
        }
        for row in rows.head(3).to_dict("records")
    ]
    return Finding(
        "trade.pattern",
        {
            "last": ratio(float(last["ratio"]), last["period"], last["row_ids"]),
            "exporter": country(last["exporter"]),
            "destinations": several(places),
        },
        exhibit="trade.ledgers-of-comparators",
    )


def judgement_ledgers(edition: Edition, years_above: pd.DataFrame, freight: Freight) -> Judgement | None:
    """Whether the two ledgers can be reconciled; nothing where freight explains one of the last three years."""
    if len(years_above) < FEWEST:
        return None
    rows = union([*years_above["row_ids"], freight.cap_rows])
    return Judgement(
        "trade.ledgers",
        {
            "years": number(len(years_above), "years", rows=rows),
            "since": when(years_above["period"].iloc[0]),
            "low": ratio(years_above["ratio"].min()),
            "high": ratio(years_above["ratio"].max()),
            "cap": share(freight.cap, rows=freight.cap_rows),
            **_ends(years_above),
        },
        exhibit="trade.two-ledgers",
        confidence=edition.confidence_of(rows),
    )
