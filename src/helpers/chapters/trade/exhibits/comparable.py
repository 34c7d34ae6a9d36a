"""Trade for size and distance: the partners as a table, and the benchmark drawn."""

from functools import partial

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, NullLocator

from helpers.edition import Edition
from helpers.finding import Quantity, amount, choice, country, number, ratio, union, when
from helpers.show import style
from helpers.show.board import broken
from helpers.show.exhibit import Column, Exhibit
from helpers.show.labels import MILLION, write
from helpers.show.marks import tell
from helpers.words.formats import multiple, percent, times
from helpers.words.say import phrase

__all__ = ["comparable_pairs", "gravity_benchmark"]


def _million(usd: float) -> str:
    return multiple(usd / MILLION)


def _quantities(
    benchmark: pd.DataFrame, benchmark_check: pd.DataFrame, published_elasticities: pd.DataFrame
) -> dict[str, Quantity]:
    own, check = benchmark[benchmark["is_pair"]].iloc[0], benchmark_check.iloc[0]
    distance = published_elasticities.loc[published_elasticities["parameter"].eq("distance"), "value"]
    return {
        "place": number(int(benchmark["intensity"].gt(own["intensity"]).sum()) + 1, "place"),
        "partners": number(len(benchmark), "partners"),
        "partner": country(own["partner"]),
        "reporter": country(own["reporter"]),
        "measure": choice(own["measure"]),
        "year": when(str(own["year"])),
        "ratio": ratio(own["ratio"]),
        "size": choice("less" if own["ratio"] < 1 else "more"),
        "top": country(benchmark.iloc[0]["partner"]),
        "top_ratio": ratio(benchmark.iloc[0]["ratio"]),
        "steepest": number(distance.min(), "elasticity"),
        "flattest": number(distance.max(), "elasticity"),
        "tested": number(int(check["tested"]), "partners"),
        "inside": number(int(check["inside"]), "partners"),
        "error": number(check["error"], "factor"),
        "values": number(int(check["values"]), "values"),
        "reporters": number(int(check["reporters"]), "reporters"),
    }


def comparable_pairs(
    edition: Edition,
    benchmark: pd.DataFrame,
    benchmark_check: pd.DataFrame,
    published_elasticities: pd.DataFrame,
) -> Exhibit | None:
    """Partners by trade intensity, with the gravity benchmark of each."""
    if benchmark.empty:
        return None
    rows = benchmark.sort_values("intensity", ascending=False, ignore_index=True)
    named = [
        phrase(
            "exhibit-trade-comparable-pairs", "cell-who", edition, partner=country(code), own=choice(str(own).lower())
        )
        for code, own in rows[["partner", "is_pair"]].itertuples(index=False)
    ]
    table = rows.assign(
        who=named,
        million=rows["value_usd"] / MILLION,
        central=rows["median"].map(_million),
        band=[f"{_million(low)} to {_million(high)}" for low, high in rows[["low", "high"]].to_numpy()],
        share=rows["ratio"].map(times),
        times=rows["relative"].map(times),
    )
    return Exhibit(
        edition,
        data=table,
        columns=[
            Column("who"),
            Column("million", "number", 1),
            Column("distance", "number"),
            Column("times", "number"),
            Column("central", "number"),
            Column("band", "number"),
            Column("share", "number"),
        ],
        quantities=_quantities(benchmark, benchmark_check, published_elasticities),
        rows=union([*rows["row_ids"], *published_elasticities["row_ids"]]),
        print_rows=12,
        modelled=True,
    )


def gravity_benchmark(
    edition: Edition,
    benchmark: pd.DataFrame,
    benchmark_check: pd.DataFrame,
    published_elasticities: pd.DataFrame,
) -> Exhibit | None:
    """Reported trade, median and interval of the benchmark by partner."""
    if benchmark.empty:
        return None
    return Exhibit(
        edition,
        data=benchmark,
        drawing=partial(_gravity, edition, benchmark),
        quantities=_quantities(benchmark, benchmark_check, published_elasticities),
        rows=union([*benchmark["row_ids"], *published_elasticities["row_ids"]]),
        conflict=True,
        modelled=True,
    )


def _gravity(edition: Edition, benchmark: pd.DataFrame, wide: float) -> Figure:
    rows = benchmark.iloc[::-1].reset_index(drop=True)
    key = broken(phrase("exhibit-trade-gravity-benchmark", "label-axis", edition), 0.75 * wide)
    figure, axes = style.new(14 + 4 * len(key) + 4.6 * len(rows), wide)
    beside = axes.get_yaxis_transform()
    for place, row in enumerate(rows.itertuples()):
        tint = style.colour("a" if row.is_pair else "muted")
        axes.plot([row.low / MILLION, row.high / MILLION], [place, place], linestyle="--", linewidth=1.2, color=tint)
        axes.plot(row.median / MILLION, place, marker="|", markersize=11, markeredgewidth=1.6, color=tint)
        axes.plot(row.value_usd / MILLION, place, marker="o", markersize=6, color=tint, linestyle="")
        usd = {key: amount(getattr(row, key)) for key in ("value_usd", "median", "low", "high")}
        words = {"partner": country(row.partner), "year": when(str(row.year)), **usd}
        told = phrase("exhibit-trade-gravity-benchmark", "label-told", edition, **words)
        tell(axes, len(rows) - 1 - place, row.value_usd / MILLION, row.value_usd / MILLION, place, told)
        weight = "bold" if row.is_pair else "normal"
        if row.is_pair:
            axes.axhspan(place - 0.5, place + 0.5, color=style.colour("land"), linewidth=0, zorder=0)
        write(
            axes,
            1.01,
            place,
            percent(row.ratio, 1 if row.ratio < 0.1 else 0),
            transform=beside,
            va="center",
            fontweight=weight,
            bbox=None,
        )
    axes.set_xscale("log")
    axes.xaxis.set_minor_locator(NullLocator())
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,g}"))
    axes.set_yticks(range(len(rows)), [edition.country(code).name for code in rows["partner"]])
    axes.set_xlabel("\n".join(key))
    head = phrase("exhibit-trade-gravity-benchmark", "label-ratio", edition)
    write(axes, 1.01, len(rows) - 0.35, head, transform=beside, va="bottom")
    axes.grid(axis="x")
    return figure
