"""What is traded, as a table of sections, and the balance by the ledger of either side."""

from functools import partial

import pandas as pd
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from helpers.edition import Edition
from helpers.finding import amount, choice, country, number, share, union, when, wording
from helpers.show import style
from helpers.show.exhibit import Column, Exhibit
from helpers.show.labels import MILLION, fiscal_years, head, runs, side_mark, write_beside
from helpers.words.formats import listed
from helpers.words.say import phrase

__all__ = ["balance", "composition"]

FEWEST = 3


def composition(edition: Edition, sections: pd.DataFrame) -> Exhibit | None:
    """Shares of product sections by exporter and year."""
    if sections.empty:
        return None
    rows = sections.assign(percent=sections["share"] * 100)
    names = {
        (exporter, text): phrase(
            "exhibit-trade-composition", "cell-from", edition, exporter=country(exporter), year=when(text)
        )
        for exporter in edition.pair
        for text in sorted(rows["period"].unique())
    }
    keys = ["code", "product"]
    wide = rows.pivot_table(index=keys, columns=["exporter", "period"], values="percent", aggfunc="first")
    wide = wide.reindex(columns=[key for key in names if key in wide.columns])
    wide.columns = [names[key] for key in wide.columns]
    table = wide.join(rows.groupby(keys)["row_ids"].agg(union)).reset_index()
    last = rows[rows["period"].eq(rows["period"].max())]
    top = last.loc[last["share"].idxmax()]
    return Exhibit(
        edition,
        data=table,
        columns=[Column("product"), *(Column(name, "number", 1) for name in wide.columns)],
        quantities={
            "year": when(top["period"]),
            "product": wording(top["plain"]),
            "share": share(top["share"]),
            "exporter": country(top["exporter"]),
            "importer": country(edition.pair[top["exporter"] == edition.pair[0]]),
            "scheme": wording(listed(sorted(set(rows["classification"]) - {""}))),
        },
    )


def balance(edition: Edition, balances: pd.DataFrame) -> Exhibit | None:
    """Balance over time by the ledger of either side, calendar and fiscal years apart."""
    if balances.empty:
        return None
    deficits = int(balances["balance_usd"].lt(0).sum())
    low, high = (balances.loc[place] for place in (balances["balance_usd"].idxmin(), balances["balance_usd"].idxmax()))
    few, every = len(balances) < FEWEST, deficits in (0, len(balances))
    kind = "few" if few else "mixed" if not every else "deficit" if deficits else "surplus"
    by_end = balances.sort_values("end", kind="stable")["period"]
    return Exhibit(
        edition,
        data=balances.drop(columns="end"),
        drawing=partial(_balance, edition, balances),
        quantities={
            "picture": choice(kind),
            "deficits": number(deficits, "years"),
            "years": number(len(balances), "years"),
            "low": amount(low["balance_usd"]),
            "low_period": when(low["period"]),
            "high": amount(high["balance_usd"]),
            "high_period": when(high["period"]),
            "first": when(by_end.iloc[0]),
            "last": when(by_end.iloc[-1]),
        },
        conflict=balances["side"].nunique() > 1,
    )


def _balance(edition: Edition, balances: pd.DataFrame, wide: float) -> Figure:
    """Calendar years and fiscal years in panels: beside one another, on a telephone under one another."""
    kinds = [kind for kind in ("year", "fiscal") if balances["kind"].eq(kind).any()]
    across = {"ncols": len(kinds), "width_ratios": [2.6, 1][: len(kinds)]}
    layout = across if wide > style.NARROW else {"nrows": len(kinds)}
    high = 66 if wide > style.NARROW else 52 * len(kinds)
    figure, axes = style.new(high, wide, squeeze=False, sharey=True, **layout)
    for panel, kind in zip(axes.flat, kinds, strict=True):
        own = balances[balances["kind"].eq(kind)].sort_values("period")
        for side, line in own.groupby("side"):
            years, millions = [day.year for day in line["end"]], line["balance_usd"] / MILLION
            for run in runs(years, millions):
                panel.plot(*run, linewidth=1.6, **side_mark(edition, side, size=3.8))
            name = phrase("trade-words", "count-of", edition, side=country(side))
            write_beside(panel, (years[-1], millions.iloc[-1]), (5, 4), name, ha="left", va="center")
        panel.axhline(0, color=style.colour("ink"), linewidth=0.8)
        head(panel, phrase("trade-words", f"kind-{kind}", edition))
        panel.xaxis.set_major_locator(MaxNLocator(integer=True, nbins=7, min_n_ticks=1))
        if kind == "fiscal":
            ends = sorted({day.year for day in own["end"]})
            fiscal_years(panel, ends)
            panel.set_xlim(ends[0] - 0.6, ends[-1] + 0.6)
        panel.grid(axis="y")
    return figure
