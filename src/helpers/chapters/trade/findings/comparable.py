"""How much the pair trades for its size and distance, by the trade of one side with its other partners."""

import pandas as pd

from helpers.finding import Finding, Quantity, amount, choice, country, number, ratio, union, when

__all__ = ["back_test", "gravity", "intensity"]


def _case(benchmark: pd.DataFrame) -> tuple[dict, str, dict[str, Quantity]]:
    """The row of the pair, its year, and what every sentence names: partner, reporter, year, measure."""
    own = benchmark[benchmark["is_pair"]].iloc[0].to_dict()
    year = str(own["year"])
    named = {
        "partner": country(own["partner"]),
        "reporter": country(own["reporter"]),
        "year": when(year),
        "measure": choice(own["measure"]),
    }
    return own, year, named


def intensity(benchmark: pd.DataFrame) -> Finding | None:
    """The place of the pair by trade intensity, and how intense the middle one of the other partners is."""
    if benchmark.empty:
        return None
    own, year, named = _case(benchmark)
    rows = union(benchmark["row_ids"])
    others = benchmark.loc[~benchmark["is_pair"], "relative"].median()
    return Finding(
        "trade.intensity",
        {
            "others": ratio(float(others), year, rows),
            "place": number(int(benchmark["intensity"].gt(own["intensity"]).sum()) + 1, "place", year, rows),
            "partners": number(len(benchmark), "partners", year, rows),
            **named,
        },
        "trade.comparable-pairs",
    )


def gravity(benchmark: pd.DataFrame, published_elasticities: pd.DataFrame) -> Finding | None:
    """What the trade with the other partners suggests for the pair, with its interval, against what is reported."""
    if benchmark.empty:
        return None
    own, year, named = _case(benchmark)
    rows = union([*benchmark["row_ids"], *published_elasticities["row_ids"]])
    place = "below" if own["value_usd"] < own["low"] else "above" if own["value_usd"] > own["high"] else "inside"
    return Finding(
        "trade.gravity",
        {
            "ratio": ratio(float(own["ratio"]), year, rows),
            "median": amount(own["median"], year, rows),
            "low": amount(own["low"], year, rows),
            "high": amount(own["high"], year, rows),
            "reported": amount(own["value_usd"], year, own["row_ids"]),
            "place": choice(place),
            "size": choice("less" if own["ratio"] < 1 else "more"),
            **named,
        },
        "trade.gravity-benchmark",
        kind="modelled",
        conflict=True,
    )


def back_test(benchmark: pd.DataFrame, benchmark_check: pd.DataFrame) -> Finding | None:
    """How far the benchmark misses the other partners."""
    if benchmark_check.empty:
        return None
    _, year, named = _case(benchmark)
    check = benchmark_check.iloc[0]
    rows = union(benchmark.loc[~benchmark["is_pair"], "row_ids"])
    return Finding(
        "trade.back-test",
        {
            "error": number(float(check["error"]), "factor", year, rows),
            "tested": number(int(check["tested"]), "partners", year, rows),
            "inside": number(int(check["inside"]), "partners", year, rows),
            "reporter": named["reporter"],
            "year": named["year"],
        },
        "trade.gravity-benchmark",
        kind="modelled",
        conflict=True,
    )
