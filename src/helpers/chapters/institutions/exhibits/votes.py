"""Drawings and tables of votes in the General Assembly."""

from functools import partial

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.chapters.institutions.findings.ranks import LEAST_PARTNERS, own_row, places
from helpers.chapters.institutions.findings.votes import LEAST_YEARS
from helpers.chapters.institutions.frames.votes import FEW
from helpers.edition import Edition
from helpers.finding import Quantity, choice, country, number, several, share, when, wording
from helpers.show import style
from helpers.show.exhibit import Column, Exhibit
from helpers.show.labels import counted
from helpers.show.marks import tell
from helpers.words.formats import percent
from helpers.words.say import phrase

CHART = "exhibit-institutions-votes"
THEME_ROWS = 6
LONGEST = 46
NAMED = 8
LEVEL = 0.9  # of the interval of ideal points
NONE = number(0, "rank")
# Of the drawing of partners: distance of names as a share of the pile of dots, mm of a letter, letters of room on the left.
LIFT, LETTER, ROOM = 0.26, 1.785, 15.24
UNDER, ABOVE = 2.2, 4  # mm within which a dot is hidden by that of the pair, and places in the pile that it rises


def _years(years: tuple[int, ...] | pd.Series) -> dict[str, Quantity]:
    return {"first": when(str(int(min(years)))), "last": when(str(int(max(years))))}


def votes(
    edition: Edition,
    pair_votes: pd.DataFrame,
    averaged_votes: pd.DataFrame,
    vote_partners: pd.DataFrame,
    universe_used: str,
) -> Exhibit | None:
    """Agreement per year above the number of votes; gaps stay gaps, partial years stand apart."""
    table = pair_votes[pair_votes["n_rollcalls"] > 0]
    if not (table["n_both"] > 0).any():
        return None
    years = np.arange(table["year"].min(), table["year"].max() + 1)
    series = table.set_index("year").reindex(years)
    empty = years[series["n_both"].fillna(0).to_numpy() == 0]
    ranked = places(edition, vote_partners, "")
    mean = len(averaged_votes) >= LEAST_YEARS
    quantities = {
        "told": choice("few" if not mean else "rank" if ranked.get("place_b", NONE).value else "mean"),
        "mean": share(float(averaged_votes["agreement_share"].mean())),
        "from": when(str(averaged_votes["year"].min()) if mean else ""),
        "to": when(str(averaged_votes["year"].max()) if mean else ""),
        "place": ranked.get("place_b", NONE),
        "places": ranked.get("places_b", NONE),
        **_years(years),
        "universe": choice(universe_used.lower()),
        "few": number(FEW, "votes"),
        "hatched": choice("yes" if len(empty) else "no"),
        "empty": several(
            [
                {"start": when(str(run[0])), "end": when(str(run[-1])), "more": choice("yes" if len(run) > 1 else "no")}
                for run in np.split(np.array(empty, dtype=int), np.flatnonzero(np.diff(empty) > 1) + 1)
                if len(run)
            ]
        ),
    }
    return Exhibit(edition, data=table, drawing=partial(_votes, edition, series), quantities=quantities)


def _votes(edition: Edition, series: pd.DataFrame, wide: float) -> Figure:
    """Shares above counts; ``series`` has a row for each year, empty or not."""
    figure, (above, below) = style.new(62, wide, nrows=2, sharex=True, height_ratios=[3.4, 1])
    years, both = series.index.to_numpy(), series["n_both"].to_numpy(float)
    started = series["partial_year"].eq(True).to_numpy()
    thin = started | series["few"].eq(True).to_numpy()
    values, colour = series["agreement_share"].to_numpy(float), style.colour("a")
    whole = np.where(started, np.nan, values)
    above.plot(years, whole, color=colour, linewidth=1.8, zorder=3)
    for chosen, face in ((~thin, colour), (thin, style.colour("paper"))):
        above.plot(years[chosen], values[chosen], "o", color=colour, markerfacecolor=face, markersize=4.2, zorder=4)
    look = {"textcoords": "offset points", "fontsize": 8, "annotation_clip": False}
    known = np.flatnonzero(~np.isnan(whole))
    for place in known[-1:]:
        above.annotate(percent(values[place]), (years[place], values[place]), (0, 6), ha="center", **look)
    if started[-1] and both[-1] > 0:
        text = phrase(CHART, "label-partial", edition)
        above.annotate(text, (years[-1], values[-1]), (6, 0), va="center", **look)
    above.set_ylim(0, 1.06)
    above.yaxis.set_major_formatter(lambda value, _: percent(value))
    counted(above, phrase(CHART, "label-agreement", edition))
    _draw_counts(below, years, both, thin)
    counted(below, phrase(CHART, "label-votes", edition))
    look = {"facecolor": "none", "edgecolor": style.colour("context"), "hatch": "////", "linewidth": 0}
    for panel in (above, below):
        for year in years[~(both > 0)]:
            panel.axvspan(year - 0.45, year + 0.45, **look)
    return figure


def _draw_counts(axes: Axes, years: np.ndarray, both: np.ndarray, thin: np.ndarray) -> None:
    axes.bar(years[~thin], both[~thin], width=0.7, color=style.colour("seq-3"))
    hollow = {"facecolor": style.colour("paper"), "edgecolor": style.colour("muted"), "hatch": "////", "linewidth": 0.6}
    axes.bar(years[thin], both[thin], width=0.7, **hollow)
    axes.set_ylim(0, None)
    axes.set_xlim(years[0] - 0.8, years[-1] + 0.8)
    style.whole_numbers(axes.xaxis)
    axes.yaxis.set_major_locator(style.MaxNLocator(nbins=2, integer=True))


def partners(
    edition: Edition,
    vote_partners: pd.DataFrame,
    comparator_codes: tuple[str, ...],
    averaged_votes: pd.DataFrame,
) -> Exhibit | None:
    """Every partner of each side as a dot by identical votes; the other side and states to compare with are named."""
    own = {side: own_row(vote_partners, edition, side) for side in "ab"}
    sides = [side for side in "ab" if own[side] is not None]
    if not sides:
        return None
    name = "exhibit-institutions-partners"

    def draw(wide: float) -> Figure:
        layout = {"nrows": len(sides), "sharex": True, "squeeze": False}
        figure, panels = style.new(12 + 36 * len(sides), wide, **layout)
        every = vote_partners.assign(row=range(len(vote_partners)))
        for axes, side in zip(panels[:, 0], sides, strict=True):
            rows = every[every["of"] == side]
            _draw_partners(axes, edition, rows, own[side], _named(edition, rows, comparator_codes), wide)
            axes.set_title(phrase(name, "label-with", edition, side=country(edition.pair[side == "b"])), loc="left")
            axes.tick_params(labelbottom=side == sides[-1])
        panels[-1, 0].xaxis.set_major_formatter(lambda value, _: percent(value))
        return figure

    ranked = places(edition, vote_partners, "")
    quantities = {
        "told": ranked.get("sides", choice("few")),
        **{key: ranked.get(key, NONE) for key in ("place_a", "places_a", "place_b", "places_b")},
        **_years(averaged_votes["year"]),
    }
    return Exhibit(edition, data=vote_partners, drawing=draw, quantities=quantities)


def _named(edition: Edition, rows: pd.DataFrame, comparator_codes: tuple[str, ...]) -> list[str]:
    """The partners named in the drawing: those asked for, else those of the package; the first and the last always."""
    wanted = comparator_codes or tuple(edition.all.countries["iso3"])
    known = rows[rows["partner"].isin(wanted) & ~rows["partner"].isin(edition.pair)]["partner"]
    step = max(1, -(-len(known) // NAMED))
    return list(dict.fromkeys([rows["partner"].iloc[0], *known.iloc[::step], rows["partner"].iloc[-1]]))


def _standing(row: dict) -> dict[str, Quantity]:
    """The words of one partner: its share of identical votes, its place, and the range of the years."""
    words = {"state": country(row["partner"]), "share": share(row["mean"]), "place": number(int(row["place"]), "rank")}
    return words | {"places": number(row["places"], "states"), "low": share(row["low"]), "high": share(row["high"])}


def _draw_partners(
    axes: Axes, edition: Edition, rows: pd.DataFrame, own: pd.Series, named: list[str], wide: float
) -> None:
    """Dots piled up by value; a name stands below and to the left of its dot, deeper than those that it passes."""
    rows = rows.assign(height=_stacked(rows["mean"].to_numpy(float)))
    top, low, high = rows["height"].max() + 1, rows["mean"].min(), rows["mean"].max()
    width, letter = max(high - low, 0.01), LETTER / wide
    # A named state whose dot would lie under that of the pair stands higher in the pile.
    near = rows["partner"].isin(named) & ((rows["mean"] - own["mean"]).abs() < width * UNDER / wide)
    rows.loc[near, "height"] = rows.loc[rows["partner"] == own["partner"], "height"].max() + ABOVE
    top = max(top, rows["height"].max() + 1)
    axes.plot(rows["mean"], rows["height"], "o", color=style.colour("context"), markersize=3.4)
    for row in rows.to_dict("records"):
        told = phrase("exhibit-institutions-partners", "label-told", edition, **_standing(row))
        tell(axes, row["row"], row["mean"], row["mean"], row["height"], told)
    middle = {"color": style.colour("muted"), "linewidth": 0.8, "linestyle": ":", "zorder": 0}
    centre = rows["mean"].median()
    axes.plot([centre] * 2, [0, top], **middle)
    text = phrase("exhibit-institutions-partners", "label-middle", edition)
    axes.text(centre - width * letter, top, text, fontsize=8, ha="right", va="top", color=style.colour("muted"))
    marked = rows[rows["partner"].isin([*named, own["partner"]])].sort_values("mean")
    placed: list[tuple[float, int]] = []
    for row in marked.to_dict("records"):
        mine, name, at = row["partner"] == own["partner"], edition.country(row["partner"]).name, row["mean"]
        if mine and row["places"] >= LEAST_PARTNERS:
            name = phrase("exhibit-institutions-partners", "label-own", edition, **_standing(row))
        left = at - width * letter * (len(name) + 2)
        level = 1 + max((level for taken, level in placed if taken > left), default=-1)
        placed.append((at, level))
        base = -top * LIFT * (level + 1)
        look = {"color": style.colour("ink" if mine else "muted"), "linewidth": 0.6}
        # The other side of the pair is drawn last, over a state of the same place.
        over = 2 if mine else 0
        axes.plot([at, at], [row["height"], base], zorder=3 + over, **look)
        size, tint = (6, "ink") if mine else (3.4, "a")
        axes.plot(at, row["height"], "o", color=style.colour(tint), markersize=size, zorder=4 + over)
        weight = "bold" if mine else "normal"
        axes.text(at - width * letter * 0.6, base, name, fontsize=8, fontweight=weight, ha="right", va="center")
    axes.set_ylim(-top * LIFT * (max(level for _, level in placed) + 1.6), top)
    axes.set_xlim(low - width * letter * ROOM, high + width * 0.02)
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)


def _stacked(values: np.ndarray, bins: int = 90) -> np.ndarray:
    """Heights that pile up dots whose values fall into one of equal bins."""
    low, high = values.min(), values.max()
    places = np.floor((values - low) / (high - low or 1) * bins).astype(int)
    return pd.Series(places).groupby(places).cumcount().to_numpy(float)


def oppositions(edition: Edition, opposition_themes: pd.DataFrame) -> Exhibit | None:
    """The direct oppositions by theme."""
    if opposition_themes.empty:
        return None
    first, last = opposition_themes["first"].astype(str), opposition_themes["last"].astype(str)
    # A heading of the library is written as it stands there, a theme of our own with its first letter as a capital.
    themes = opposition_themes["theme"]
    shown = opposition_themes.assign(
        theme=(themes.str[:1].str.upper() + themes.str[1:]).replace("", phrase("institutions-theme", "none", edition)),
        years=first.where(first.eq(last), first + "–" + last),
        named=[_shortened(row.example, row.recurs) for row in opposition_themes.itertuples()],
    )
    top = opposition_themes.iloc[0]
    total = int(opposition_themes["votes"].sum())
    quantities = {
        "told": choice("few" if total < 3 or not top["theme"] else "theme"),
        "most": number(int(top["votes"]), "votes"),
        "total": number(total, "votes"),
        "theme": wording(top["theme"]),
        "coded": choice("hand" if top["by_hand"] else "library"),
        "first": when(first.min()),
        "last": when(last.max()),
    }
    columns = [
        Column("theme"),
        Column("votes", "number"),
        Column("a_yes", "number"),
        Column("b_yes", "number"),
        Column("years"),
        Column("named"),
        Column("source_ids", "sources", screen=True),
    ]
    return Exhibit(edition, data=shown, columns=columns, quantities=quantities, print_rows=THEME_ROWS)


def _shortened(title: str, recurs: int) -> str:
    short = title if len(title) <= LONGEST else title[:LONGEST].rsplit(" ", 1)[0] + " …"
    return f"{short} (×{recurs})" if recurs > 1 else short


def opposition_list(edition: Edition, opposed_votes: pd.DataFrame) -> Exhibit | None:
    """The direct oppositions one by one."""
    if opposed_votes.empty:
        return None
    keys = ("date", "symbol", "title", "theme", "vote_a", "vote_b")
    quantities = {"resolutions": number(len(opposed_votes), "resolutions")}
    columns = [*map(Column, keys), Column("source_ids", "sources")]
    return Exhibit(edition, data=opposed_votes, columns=columns, quantities=quantities)


def key_votes(edition: Edition, selected_votes: pd.DataFrame) -> Exhibit | None:
    """How the two voted on the selected resolutions."""
    if selected_votes.empty:
        return None
    cast = selected_votes[selected_votes["same"] != ""]
    quantities = {
        "told": choice("few" if len(cast) < 3 else "share"),
        "same": number(int(cast["same"].eq("yes").sum()), "resolutions"),
        "cast": number(len(cast), "resolutions"),
    }
    keys = ("date", "symbol", "title", "vote_a", "vote_b", "same")
    columns = [*map(Column, keys), Column("source_ids", "sources")]
    return Exhibit(edition, data=selected_votes, columns=columns, quantities=quantities)


def distance(edition: Edition, position_gaps: pd.DataFrame, misdated_years: pd.DataFrame) -> Exhibit | None:
    """Distance of the modelled positions with its interval."""
    if position_gaps.empty:
        return None
    first, last = position_gaps.iloc[0], position_gaps.iloc[-1]
    quantities = {
        "told": choice("few" if len(position_gaps) < 3 else "change"),
        "was": number(float(first["distance"]), "ideal-point units"),
        "is": number(float(last["distance"]), "ideal-point units"),
        "skipped": choice("yes" if len(misdated_years) else "no"),
        "omitted": several([{"year": when(str(year))} for year in misdated_years["year"]]),
        **_years(position_gaps["year"]),
    }
    drawing = partial(_distance, edition, position_gaps)
    return Exhibit(edition, data=position_gaps, drawing=drawing, quantities=quantities, modelled=True)


def _distance(edition: Edition, gaps: pd.DataFrame, wide: float) -> Figure:
    figure, axes = style.new(55, wide)
    years = np.arange(gaps["year"].min(), gaps["year"].max() + 1)
    series = gaps.set_index("year").reindex(years)
    axes.fill_between(years, series["low"], series["high"], color=style.colour("seq-2"), linewidth=0)
    axes.vlines(years, series["low"], series["high"], color=style.colour("seq-2"), linewidth=2)
    axes.plot(years, series["distance"], "--", color=style.colour("a"), linewidth=1.6)
    axes.plot(years, series["distance"], "o", color=style.colour("a"), markersize=3.5)
    look = {"textcoords": "offset points", "fontsize": 8, "annotation_clip": False}
    top, last = gaps.loc[gaps["high"].idxmax()], gaps.iloc[-1]
    axes.annotate(f"{last['distance']:.2f}", (last["year"], last["distance"]), (5, 0), va="center", **look)
    interval = phrase("exhibit-institutions-distance", "label-interval", edition, level=share(LEVEL))
    axes.annotate(interval, (top["year"], top["high"]), (8, -4), va="top", **look)
    for place, row in enumerate(gaps.to_dict("records")):
        words = {key: number(row[key], "ideal-point units") for key in ("distance", "low", "high")}
        told = phrase("exhibit-institutions-distance", "label-told", edition, year=when(str(row["year"])), **words)
        tell(axes, place, row["year"], row["year"], row["distance"], told)
    axes.set_ylim(0, None)
    counted(axes, phrase("exhibit-institutions-distance", "label-distance", edition))
    style.whole_numbers(axes.xaxis)
    return figure
