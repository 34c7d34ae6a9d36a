"""Drawings and tables of the overlap of memberships."""

from functools import partial

import pandas as pd
from matplotlib.figure import Figure

from helpers.edition import Edition
from helpers.finding import choice, number, several, union, when
from helpers.show import style
from helpers.show.exhibit import Column, Exhibit
from helpers.show.labels import write, write_beside
from helpers.words.formats import label
from helpers.words.say import phrase

CHART = "exhibit-institutions-overlap"
LEAST_YEARS = 10  # that make a line worth drawing which nothing is set beside
APART = 0.07  # of the largest count, between two names


def overlap(edition: Edition, pair_overlap: pd.DataFrame, world_chance: pd.DataFrame) -> Exhibit | None:
    """Bodies shared over time with what chance gives at the end."""
    verdict = world_chance["verdict"].iloc[0] if len(world_chance) else ""
    if pair_overlap.empty or (not verdict and len(pair_overlap) < LEAST_YEARS):
        return None
    first, last = pair_overlap.iloc[0], pair_overlap.iloc[-1]
    quantities = {
        "told": choice("chance" if verdict else "count"),
        "verdict": choice(verdict),
        "shared": number(int(last["n_shared"]), "bodies"),
        "first": when(str(int(first["year"]))),
        "last": when(str(int(last["year"]))),
        "highest": number(int(pair_overlap["n_shared"].max()), "bodies"),
    }
    rows = union([*pair_overlap["row_ids"], *world_chance["row_ids"]])
    drawing = partial(_shared, edition, pair_overlap, world_chance)
    return Exhibit(
        edition, data=pair_overlap, drawing=drawing, quantities=quantities, rows=rows, modelled=bool(verdict)
    )


def _shared(edition: Edition, pair_overlap: pd.DataFrame, world_chance: pd.DataFrame, wide: float) -> Figure:
    figure, axes = style.new(52, wide)
    axes.set_title(phrase(CHART, "label-bodies", edition), loc="left")
    years, shared = pair_overlap["year"].astype(float), pair_overlap["n_shared"].astype(float)
    axes.step(years, shared, where="mid", color=style.colour("ink"), linewidth=2.0)
    last, end = float(years.iloc[-1]), float(shared.iloc[-1])
    span = max(last - float(years.iloc[0]), 5)
    drawn = phrase(CHART, "label-shared", edition, n=number(end, "bodies"))
    top = shared.max()
    for row in world_chance.to_dict("records"):
        at = last + span * 0.06
        axes.plot([at, at], [row["low"], row["high"]], color=style.colour("seq-3"), linewidth=5, solid_capstyle="butt")
        axes.plot(at, row["expected"], "_", color=style.colour("ink"), markersize=9)
        band = {"low": number(row["low"], "bodies"), "high": number(row["high"], "bodies")}
        text = phrase(CHART, "label-chance", edition, **band)
        write(axes, last, row["low"] - top * 0.05, text, ha="right", va="top")
        top = max(top, row["high"])
    write(
        axes,
        last - span * 0.02,
        max(end, shared.tail(5).max()) + top * 0.04,
        drawn,
        ha="right",
        va="bottom",
        fontweight="bold",
        bbox=None,
    )
    axes.set_ylim(0, top * 1.2)
    axes.set_xlim(float(years.iloc[0]), last + span * 0.1)
    # Years up to the last one: what stands to the right of it is of that year.
    style.whole_numbers(axes.xaxis)
    axes.set_xticks([tick for tick in axes.get_xticks() if axes.get_xlim()[0] <= tick <= last])
    return figure


def chance(edition: Edition, null_models: pd.DataFrame) -> Exhibit | None:
    """The shared count against each null model."""
    if null_models.empty:
        return None
    words = {
        key: phrase("institutions-null", key, edition) for key in ("cow", "all", "narrow", "degree", "hypergeometric")
    }
    lifts = null_models.loc[null_models["null"] == "degree", "lift"].dropna()
    shown = null_models.assign(
        list=null_models["list"].map(words), null=null_models["null"].map(words), when=null_models["year"].map(label)
    )
    quantities = {
        "told": choice("range" if len(lifts) > 1 else "few"),
        "low": number(float(lifts.min()), "ratio"),
        "high": number(float(lifts.max()), "ratio"),
    }
    # The stricter test of each list first; its numbers in words, the rest in the CSV.
    shown = shown.assign(
        told=[
            phrase("exhibit-institutions-chance", "cell-told", edition, shared=number(row["shared"], "bodies"),
                   low=number(row["low"], "bodies"), high=number(row["high"], "bodies"))
            for row in shown.to_dict("records")
        ],
        loose=null_models["null"].ne("degree"),
    ).sort_values("loose", kind="stable").drop(columns="loose")  # fmt: skip
    columns = [Column("list"), Column("told"), Column("null"), Column("lift", "number", digits=2), Column("when")]
    return Exhibit(edition, data=shown, columns=columns, quantities=quantities, modelled=True)


def curated_overlap(
    edition: Edition, curated_overlaps: pd.DataFrame, yearly_members: pd.DataFrame, status_overlap: pd.DataFrame
) -> Exhibit | None:
    """Overlap on the curated list to the as-of date, with that of the other pairs of either side."""
    mine = curated_overlaps[curated_overlaps["of"].eq("a") & curated_overlaps["partner"].eq(edition.b.iso3)]
    if mine.empty:
        return None
    first, last = mine.iloc[0], mine.iloc[-1]
    tried = status_overlap[status_overlap["overlap"].notna()]
    quantities = {
        "told": choice("change" if len(mine) >= LEAST_YEARS else "few"),
        "was": number(int(first["n_shared"]), "bodies"),
        "is": number(int(last["n_shared"]), "bodies"),
        "first": when(str(int(first["year"]))),
        "last": when(str(int(last["year"]))),
        "weighed": choice("yes" if len(tried) else "no"),
        "tried": several(
            [
                {"weight": number(row.observer_weight, "weight"), "overlap": number(row.overlap, "index")}
                for row in tried.itertuples()
            ]
        ),
    }
    rows = union(yearly_members.loc[yearly_members["country"].isin(edition.pair), "row_ids"])
    drawing = partial(_pairs, edition, curated_overlaps, mine)
    return Exhibit(edition, data=curated_overlaps, drawing=drawing, quantities=quantities, rows=rows)


def _pairs(edition: Edition, every: pd.DataFrame, mine: pd.DataFrame, wide: float) -> Figure:
    figure, axes = style.new(64, wide)
    axes.set_title(phrase("exhibit-institutions-curated-overlap", "label-bodies", edition), loc="left")
    other = {"a": edition.b.iso3, "b": edition.a.iso3}
    ends = [(*_last(mine), _pair_name(edition, "a", edition.b.iso3), "bold")]
    for (side, partner), rows in every[every["partner"].ne(every["of"].map(other))].groupby(["of", "partner"]):
        axes.plot(rows["year"], rows["n_shared"], **style.line("context"), zorder=1)
        ends.append((*_last(rows), _pair_name(edition, side, partner), "normal"))
    axes.plot(mine["year"], mine["n_shared"], color=style.colour("ink"), linewidth=2.2, zorder=3)
    placed: list[float] = []
    gap = max(end for end, *_ in ends) * APART
    for end, year, name, weight in [ends[0], *sorted(ends[1:], reverse=True)]:
        if all(abs(end - taken) > gap for taken in placed):
            write_beside(axes, (year, end), (4, 0), f"{end:.0f} {name}", va="center", fontweight=weight)
            placed.append(end)
    axes.set_ylim(0, None)
    axes.set_xlim(every["year"].min(), every["year"].max())
    style.whole_numbers(axes.xaxis)
    return figure


def _last(rows: pd.DataFrame) -> tuple[float, float]:
    return float(rows["n_shared"].iloc[-1]), float(rows["year"].iloc[-1])


def _pair_name(edition: Edition, side: str, partner: str) -> str:
    return f"{edition.country(edition.pair[side == 'b']).name}–{edition.country(partner).name}"
