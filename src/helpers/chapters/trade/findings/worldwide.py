"""The pair against all states: what a model expects of it, and how often others grew as it would have to."""

import re

import pandas as pd

from helpers.edition import Edition
from helpers.finding import Finding, amount, choice, country, number, ratio, share, union, when
from helpers.methods.wilson import wilson_interval

__all__ = ["expected", "world_growth"]

EXHIBIT = "trade.expected-trade"
LEVEL = 0.95  # of the interval within which a frequency is taken for that of noise


def expected(expected_flows: pd.DataFrame) -> list[Finding]:
    """What a model of all pairs expects each way, with its interval, and its error out of sample."""
    known = expected_flows[expected_flows["reported_usd"].notna()]
    known = known[known["spec"].eq("c")] if known["spec"].eq("c").any() else known
    made = []
    for place, row in enumerate(known.itertuples()):
        span = list(dict.fromkeys(re.findall(r"[0-9]{4}", row.period)))
        years = "/".join(span)
        quantities = {
            "typical": amount(row.typical_usd, years, row.row_ids),
            "low": amount(row.low80_usd, years),
            "high": amount(row.high80_usd, years),
            "reported": amount(row.reported_usd, years, row.reported_rows),
            "place": choice(row.place),
            "exporter": country(row.exporter),
            "importer": country(row.importer),
            "first": when(span[0]),
            "last": when(span[-1]),
            "span": choice("several" if len(span) > 1 else "one"),
            "apart": choice("yes" if row.held_out else "no"),
            "order": choice("next" if place else "first"),
        }
        name = f"trade.expected-{row.exporter.lower()}-{row.importer.lower()}"
        made.append(Finding(name, quantities, EXHIBIT, kind="modelled", message="trade-expected"))
    if made:
        row = known.iloc[0]
        error = {
            "error": number(float(row["median_factor"]), "factor", row["period"].replace("-", "/"), row["row_ids"]),
            "inside": share(float(row["coverage_80"])),
        }
        made.append(Finding("trade.expected-error", error, EXHIBIT, kind="modelled"))
    return made


def world_growth(edition: Edition, world_windows: pd.DataFrame) -> list[Finding]:
    """How often trade of that size grew so much among all pairs, beside what two reports of one year differ by."""
    made = []
    for side, rows in world_windows.groupby("side", sort=False):
        row, noise = rows[rows["kind"].eq("time")].iloc[0], rows[rows["kind"].eq("noise")]["pair_share"]
        if noise.empty:
            continue
        first, last = re.findall(r"[0-9]{4}", row["era"])
        least, _ = wilson_interval(int(row["pairs_reached"]), int(row["pairs"]), LEVEL)
        made.append(
            Finding(
                f"trade.world-growth-{'a' if side == edition.pair[0] else 'b'}",
                {
                    "share": share(float(row["pair_share"]), f"{first}/{last}", union(rows["row_ids"])),
                    "reached": number(int(row["pairs_reached"]), "pairs"),
                    "pairs": number(int(row["pairs"]), "pairs"),
                    "low": amount(row["base_low_usd"]),
                    "high": amount(row["base_high_usd"]),
                    "multiple": ratio(row["multiple"]),
                    "years": number(int(row["horizon_years"]), "years"),
                    "first": when(first),
                    "last": when(last),
                    "noise_low": share(float(noise.min())),
                    "noise_high": share(float(noise.max())),
                    "verdict": choice("noise" if least <= noise.max() else "more"),
                    "side": country(side),
                },
                "trade.reference-class",
                message="trade-world-growth",
            )
        )
    return made
