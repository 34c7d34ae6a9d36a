"""What a model of all pairs expects each way, as a table."""

import pandas as pd

from helpers.edition import Edition
from helpers.finding import country, number, share
from helpers.show.exhibit import Column, Exhibit
from helpers.show.labels import MILLION
from helpers.words.formats import multiple
from helpers.words.say import phrase

__all__ = ["expected_trade"]

MESSAGE = "exhibit-trade-expected-trade"


def expected_trade(edition: Edition, expected_flows: pd.DataFrame) -> Exhibit | None:
    """Typical value, interval and report of each way; nothing where no importer reported."""
    rows = expected_flows
    if not rows["place"].ne("").any():
        return None
    table = rows.drop(columns=["source_ids", "reported_rows"]).assign(
        way=[
            phrase(MESSAGE, "cell-way", edition, exporter=country(one), importer=country(other))
            for one, other in zip(rows["exporter"], rows["importer"], strict=True)
        ],
        years=rows["period"].str.replace("-", "–"),
        middle=(rows["typical_usd"] / MILLION).map(multiple),
        band=[
            f"{multiple(low / MILLION)}–{multiple(high / MILLION)}"
            for low, high in rows[["low80_usd", "high80_usd"]].to_numpy()
        ],
        reported=(rows["reported_usd"] / MILLION).map(multiple),
    )
    columns = [
        Column("way"),
        Column("years"),
        Column("middle", "number"),
        Column("band", "number"),
        Column("reported", "number"),
        Column("source_ids", "sources"),
    ]
    inside = int(rows["place"].eq("inside").sum())
    quantities = {
        "inside": number(inside, "flows"),
        "reported": number(int(rows["place"].ne("").sum()), "flows"),
        "coverage": share(float(rows["coverage_80"].min())),
        "error": number(float(rows["median_factor"].max()), "factor"),
    }
    return Exhibit(edition, data=table, columns=columns, quantities=quantities, modelled=True)
