"""Drawings and tables of the overlap of memberships."""

import pandas as pd
from matplotlib.axes import Axes

from helpers.chapters.institutions.findings.ranks import own_row
from helpers.edition import Edition
from helpers.finding import choice, number, several, union, when
from helpers.show import style
from helpers.show.exhibit import Column, Exhibit
from helpers.show.labels import write, write_beside
from helpers.words.formats import label
from helpers.words.say import phrase

CHART = "exhibit-institutions-overlap"
LEAST_YEARS = 10  # that make a line worth drawing which nothing is set beside
APART = 0.1
# Share of the axis of years that the ranges of all partners take on the right.
ROOM = 0.72


def overlap(
    edition: Edition, pair_overlap: pd.DataFrame, overlap_partners: pd.DataFrame, world_chance: pd.DataFrame
) -> Exhibit | None:
    """Bodies shared over time with what chance gives at the end, and the overlap by size beside that of all states."""
    verdict = world_chance["verdict"].iloc[0] if len(world_chance) else ""
    if pair_overlap.empty or (not verdict and len(pair_overlap) < LEAST_YEARS):
        return None
    figure, (left, right) = style.new(52, ncols=2)
    _draw_shared(left, edition, pair_overlap, world_chance)
    _draw_ranges(right, edition, pair_overlap, overlap_partners)
    left.set_title(phrase(CHART, "label-bodies", edition), loc="left")
    right.set_title(phrase(CHART, "label-weighted", edition), loc="left")
    first, last = pair_overlap.iloc[0], pair_overlap.iloc[-1]
    ranked = any(own_row(overlap_partners, edition, side) is not None for side in "ab")
    quantities = {
        "told": choice("chance" if verdict else "count"),
        "ranked": choice("yes" if ranked else "no"),
        "verdict": choice(verdict),
        "shared": number(int(last["n_shared"]), "bodies"),
        "first": when(str(int(first["year"]))),
        "last": when(str(int(last["year"]))),
        "highest": number(int(pair_overlap["n_shared"].max()), "bodies"),
    }
    rows = union([*pair_overlap["row_ids"], *world_chance["row_ids"]])
    return Exhibit(edition, data=pair_overlap, drawing=figure, quantities=quantities, rows=rows, modelled=bool(verdict))


def _draw_shared(axes: Axes, edition: Edition, pair_overlap: pd.DataFrame, world_chance: pd.DataFrame) -> None:
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
    _end_years(axes, last)


def _end_years(axes: Axes, last: float) -> None:
    """Years on the axis up to the last one; what stands to the right of it is of that year."""
    style.whole_numbers(axes.xaxis)
    axes.set_xticks([tick for tick in axes.get_xticks() if axes.get_xlim()[0] <= tick <= last])


def _draw_ranges(axes: Axes, edition: Edition, pair_overlap: pd.DataFrame, overlap_partners: pd.DataFrame) -> None:
    years = pair_overlap["year"].astype(float)
    axes.plot(years, pair_overlap["weighted_jaccard"], color=style.colour("ink"), linewidth=2.0)
    last, end = float(years.iloc[-1]), float(pair_overlap["weighted_jaccard"].iloc[-1])
    span = max(last - float(years.iloc[0]), 5)
    own = {side: own_row(overlap_partners, edition, side) for side in "ab"}
    top = float(pair_overlap["weighted_jaccard"].max())
    for place, side in enumerate(side for side in "ab" if own[side] is not None):
        values = overlap_partners.loc[overlap_partners["of"] == side, "weighted_jaccard"]
        low, middle, high = values.quantile([0.1, 0.5, 0.9])
        at = last + span * (0.2 + 0.3 * place)
        tint = style.colour("a" if side == "a" else "b")
        axes.plot([at, at], [low, high], color=tint, linewidth=6, alpha=0.5, solid_capstyle="butt")
        axes.plot(at, middle, "_", color=style.colour("muted"), markersize=9)
        axes.plot(at, end, "D", color=style.colour("ink"), markersize=3.6)
        write_beside(axes, (at, max(high, end)), (0, 5), edition.country(edition.pair[side == "b"]).name, ha="center")
        top = max(top, float(high))
    write_beside(axes, (last, end), (-2, 7), f"{end:.2f}", ha="right", fontweight="bold", bbox=None)
    axes.set_ylim(0, top * 1.15)
    axes.set_xlim(float(years.iloc[0]), last + span * ROOM)
    _end_years(axes, last)


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
    columns = [
        Column("list"),
        Column("when"),
        Column("null"),
        Column("bodies", "number"),
        Column("n_a", "number"),
        Column("n_b", "number"),
        Column("shared", "number"),
        Column("expected", "number", digits=1),
        Column("low", "number"),
        Column("high", "number"),
        Column("lift", "number", digits=2),
        Column("p", "number", digits=3),
    ]
    return Exhibit(edition, data=shown, columns=columns, quantities=quantities, modelled=True)


def curated_overlap(
    edition: Edition, curated_overlaps: pd.DataFrame, yearly_members: pd.DataFrame, status_overlap: pd.DataFrame
) -> Exhibit | None:
    """Overlap on the curated list to the as-of date, with that of the other pairs of either side."""
    mine = curated_overlaps[curated_overlaps["of"].eq("a") & curated_overlaps["partner"].eq(edition.b.iso3)]
    if mine.empty:
        return None
    name = "exhibit-institutions-curated-overlap"
    figure, (left, right) = style.new(64, ncols=2)
    _draw_pairs(left, edition, curated_overlaps, mine, "n_shared", named=False)
    _draw_pairs(right, edition, curated_overlaps, mine, "weighted_jaccard", named=True)
    left.set_title(phrase(name, "label-bodies", edition), loc="left")
    right.set_title(phrase(name, "label-weighted", edition), loc="left")
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
    return Exhibit(edition, data=curated_overlaps, drawing=figure, quantities=quantities, rows=rows)


def _draw_pairs(axes: Axes, edition: Edition, every: pd.DataFrame, mine: pd.DataFrame, key: str, named: bool) -> None:
    other = {"a": edition.b.iso3, "b": edition.a.iso3}
    ends = []
    for (side, partner), rows in every[every["partner"].ne(every["of"].map(other))].groupby(["of", "partner"]):
        axes.plot(rows["year"], rows[key], **style.line("context"), zorder=1)
        ends.append((float(rows[key].iloc[-1]), f"{edition.pair[side == 'b']}–{partner}", float(rows["year"].iloc[-1])))
    axes.plot(mine["year"], mine[key], color=style.colour("ink"), linewidth=2.2, zorder=3)
    value, year = float(mine[key].iloc[-1]), float(mine["year"].iloc[-1])
    text = f"{'–'.join(edition.pair)} {value:.2f}" if named else f"{value:.0f}"
    write_beside(axes, (year, value), (4, 0), text, va="center", fontweight="bold")
    placed = [value]
    for end, pair, at in sorted(ends, reverse=True) if named else ():
        if all(abs(end - taken) > APART for taken in placed):
            write_beside(axes, (at, end), (4, 0), f"{pair} {end:.2f}", va="center")
            placed.append(end)
    axes.set_ylim(0, None)
    axes.set_xlim(every["year"].min(), every["year"].max())
    style.whole_numbers(axes.xaxis)
