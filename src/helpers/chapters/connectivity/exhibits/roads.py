"""Drawings and tables of the road: where it runs, which other ways there are, what a closure costs."""

from functools import partial
from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from helpers.chapters.connectivity.exhibits import road_map
from helpers.datapackage.read import InputError
from helpers.edition import Edition
from helpers.finding import Quantity, choice, number, several, share, union, when, wording
from helpers.show import maps, style
from helpers.show.board import LINE, ROW_GAP, Board
from helpers.show.exhibit import Column, Exhibit
from helpers.show.labels import counted
from helpers.words import formats
from helpers.words.say import phrase

CONVENTIONS = ("map", "schematic")
NO_ROAD = float("inf")
LEAST_DETOUR = 5.0  # km: less is no change when lengths are told in tens


def _road_quantities(edition: Edition, road_in_use: pd.DataFrame, shut_by_choice: pd.DataFrame) -> dict[str, Quantity]:
    road = road_in_use.iloc[0]
    return {
        "start": wording(road["start"]),
        "goal": wording(road["goal"]),
        "km": number(float(road["km"]), "km", rows=road["row_ids"]),
        "via": wording(formats.listed(edition.country(code).name for code in road["via"])),
        "direct": choice("no" if road["via"] else "yes"),
        "condition": choice(road["standing"]),
        "closed": wording(formats.listed(shut_by_choice["name"])),
        "published": share(1 - (road["estimated_km"] + road["derived_km"]) / road["km"]),
        "derived": share(road["derived_km"] / road["km"]),
        "summed": choice("yes" if road["derived_km"] else "no"),
        "whole": choice("no" if road["estimated_km"] else "yes"),
    }


def corridor(
    edition: Edition,
    road_in_use: pd.DataFrame,
    itinerary: pd.DataFrame,
    mapped_links: pd.DataFrame,
    places: pd.DataFrame,
    road_links: pd.DataFrame,
    shut_today: pd.DataFrame,
    shortest_roads: pd.DataFrame,
    programmes_known: pd.DataFrame,
    shut_by_choice: pd.DataFrame,
    map_convention: str,
) -> Exhibit | None:
    """Figure: the road in use on a map with its elevation profile, or as a strip that needs no map.

    Parameters
    ----------
    map_convention
        ``map``, or ``schematic`` where a brief must circulate in capitals that draw frontiers differently.

    Raises
    ------
    InputError
        If the convention is neither.
    """
    if map_convention not in CONVENTIONS:
        raise InputError(f"map_convention: found {map_convention!r}, expected {' or '.join(CONVENTIONS)}")
    if itinerary.empty:
        return None
    placed = itinerary.dropna(subset=["lat", "lon"])
    on_map = map_convention == "map" and len(placed) > 1 and maps.covers(edition.basemap, placed)
    quantities = _road_quantities(edition, road_in_use, shut_by_choice)
    shown = (mapped_links, road_links, shut_today, shortest_roads, programmes_known)
    if on_map:
        drawing = partial(road_map.draw, edition, road_in_use, itinerary, places, *shown)
    else:
        drawing = partial(_schematic, edition, itinerary, quantities)
    drawn = [*mapped_links.loc[mapped_links["mode"] == "road", "row_ids"], *shut_today["row_ids"]] if on_map else []
    credit = {
        "form": choice("map" if on_map else "strip"),
        "credit": wording(edition.basemap["credit"] if on_map else ""),
    }
    return Exhibit(
        edition,
        data=itinerary,
        drawing=drawing,
        quantities={**quantities, **credit},
        rows=union([*road_in_use["row_ids"], *drawn]),
        modelled=True,
    )


def _profile(edition: Edition, axes: Axes, stops: pd.DataFrame) -> None:
    known = stops.dropna(subset=["elevation_m"])
    axes.plot(known["km"], known["elevation_m"], color=style.colour("a"), marker="o", markersize=3.5, linewidth=1)
    axes.fill_between(known["km"].astype(float), known["elevation_m"].astype(float), color=style.colour("seq-1"))
    counted(axes, phrase("exhibit-connectivity-corridor", "label-up", edition))
    axes.yaxis.set_major_formatter("{x:,.0f}")
    axes.xaxis.set_major_formatter("{x:,.0f}")
    axes.set_ylim(bottom=0)
    axes.margins(y=0.18)


def _schematic(edition: Edition, stops: pd.DataFrame, quantities: dict[str, Quantity], wide: float) -> Figure:
    # Names in turn above and below the road, on so many levels of 8 mm that those of near places keep apart.
    levels = 2 if wide > style.NARROW else 4
    figure, (high, strip) = style.new(40 + 16 * levels, wide, nrows=2, sharex=True, height_ratios=[37, 16 * levels])
    _profile(edition, high, stops)
    known = stops.dropna(subset=["elevation_m"])
    if len(known):
        top = known.loc[known["elevation_m"].astype(float).idxmax()]
        label = phrase(
            "exhibit-connectivity-corridor",
            "label-top",
            edition,
            place=wording(top["place"]),
            height=number(round(top["elevation_m"]), "m"),
        )
        at = (top["km"], top["elevation_m"])
        high.annotate(label, at, xytext=(-6, 0), textcoords="offset points", ha="right", va="center")
    for start, end in pairwise(stops.itertuples()):
        dash = "--" if end.estimated_leg else "-"
        strip.plot([start.km, end.km], [0, 0], color=style.colour("ink"), linewidth=2, linestyle=dash)
    dots = {"s": 26, "facecolor": style.colour("paper"), "edgecolor": style.colour("ink"), "zorder": 3}
    strip.scatter(stops["km"], [0] * len(stops), **dots)
    leader = {"arrowstyle": "-", "color": style.colour("muted"), "linewidth": 0.5}
    for place, step in enumerate(stops.itertuples()):
        level = (0.45 + place // 2 % levels / 2) * (-1) ** place
        strip.annotate(step.place, (step.km, 0), xytext=(step.km, level), ha="center", va="center", arrowprops=leader)
    strip.set_ylim(-0.3 - levels / 2, 0.3 + levels / 2)
    strip.set_yticks([])
    strip.spines["left"].set_visible(False)
    strip.set_xlabel(phrase("exhibit-connectivity-corridor", "label-dashed", edition, start=quantities["start"]))
    return figure


def _span(low: float, high: float, digits: int = 0) -> str:
    ends = [formats.number(round(end, digits)) for end in (low, high) if end == end]
    return "–".join(dict.fromkeys(ends))


def routes(
    edition: Edition,
    road_in_use: pd.DataFrame,
    other_ways: pd.DataFrame,
    shut_today: pd.DataFrame,
    shut_by_choice: pd.DataFrame,
) -> Exhibit | None:
    """Table: the ways from every start, one for each set of transit countries; what is open and shortest first."""
    if other_ways.empty:
        return None
    seen = shut_today["confirmed"].max() if len(shut_today) else ""
    yes_no = {
        state: phrase("exhibit-connectivity-routes", f"cell-{word}", edition, seen=when(seen), dated=choice(dated))
        for state, word, dated in ((True, "yes", "no"), (False, "no", "yes" if seen else "no"))
    }
    open_ways = other_ways.loc[other_ways["open"].astype(bool), "via"].map(tuple).unique()
    starts = [road_in_use["start"].iloc[0], *other_ways["start"]]
    order = other_ways.assign(place=other_ways["start"].map(starts.index), shut=~other_ways["open"].astype(bool))
    other_ways = order.sort_values(["place", "shut", "km"], kind="stable").drop(columns=["place", "shut"])
    spans = zip(other_ways["hours_low"], other_ways["hours_high"], strict=True)
    lengths = zip(other_ways["km"], other_ways["km_low"], other_ways["km_high"], strict=True)
    data = other_ways.assign(
        length=[
            _span(km, km, -1) if round(low, -1) == round(high, -1) else f"{_span(km, km, -1)} ({_span(low, high, -1)})"
            for km, low, high in lengths
        ],
        via=[", ".join(edition.country(code).name for code in codes) or "none" for codes in other_ways["via"]],
        unknown=other_ways["unknown"].map(", ".join),
        hours=[_span(low, high) for low, high in spans],
        open=other_ways["open"].map(yes_no),
    ).round({"km": 0, "km_low": 0, "km_high": 0, "estimated": 0, "hours_low": 1, "hours_high": 1})
    columns = [
        Column("start", "group"),
        Column("via"),
        Column("length", "number"),
        Column("estimated", "number"),
        Column("crossings", "number"),
        Column("top_m", "number"),
        Column("hours", "number"),
        Column("unknown", screen=True),
        Column("months", "number", screen=True),
        Column("open"),
        Column("source_ids", "sources", screen=True),
    ]
    return Exhibit(
        edition,
        data=data,
        columns=columns,
        quantities={
            **_road_quantities(edition, road_in_use, shut_by_choice),
            "only": choice("yes" if len(open_ways) == 1 and open_ways[0] else "no"),
        },
        print_rows=int((other_ways["start"] == starts[0]).sum()),
        modelled=True,
    )


def disruption(
    edition: Edition,
    detours: pd.DataFrame,
    base_roads: pd.DataFrame,
    shut_today: pd.DataFrame,
    shut_by_choice: pd.DataFrame,
) -> Exhibit | None:
    """Figure: the road that each further closure leaves from the first start; the other starts are in its rows."""
    if detours.empty:
        return None
    wide = detours.pivot(index=["scenario_id", "name"], columns="start", values="extra_km").astype(float)
    order = detours.drop_duplicates("scenario_id")[["scenario_id", "name"]]
    wide = wide.loc[[tuple(key) for key in order.to_numpy()], list(detours["start"].unique())]
    lead = base_roads.iloc[0]
    ids = detours.groupby("scenario_id")["row_ids"].agg(union)
    none_left = phrase("exhibit-connectivity-disruption", "cell-none", edition)
    data = wide.astype(object).where(wide != NO_ROAD, none_left).reset_index()
    shut = shut_today["name"].drop_duplicates()
    return Exhibit(
        edition,
        data=data.assign(row_ids=data["scenario_id"].map(ids)),
        drawing=partial(_closures, edition, wide[lead["start"]].droplevel(0), float(lead["km"])),
        quantities={
            "cutting": number(int((wide[lead["start"]] == NO_ROAD).sum()), "closures"),
            "tried": number(len(wide), "closures"),
            "start": wording(lead["start"]),
            "shut": several([{"place": wording(name)} for name in shut]),
            "some": choice("yes" if len(shut) else "no"),
            "closed": wording(formats.listed(shut_by_choice["name"])),
            "asked": choice("yes" if len(shut_by_choice) else "no"),
            "others": wording(formats.listed(start for start in wide.columns if start != lead["start"])),
            "alone": choice("no" if len(wide.columns) > 1 else "yes"),
        },
        modelled=True,
    )


def _closures(edition: Edition, extra: pd.Series, today: float, wide: float) -> Figure:
    """Today's road as a bar, and under it the road that each further closure leaves: what cuts it first, no change last."""
    board, narrow = Board(wide), wide < style.NARROW
    name = "exhibit-connectivity-disruption"
    left, words = (0.0, 36.0) if narrow else (62.0, 40.0)
    scale = (wide - left - words) / (today + max([0.0, *extra[extra < NO_ROAD]]))
    order = extra.reset_index(drop=True).fillna(0.0).sort_values(ascending=False, kind="stable")
    rows = [(None, phrase(name, "label-today", edition), 0.0)]
    rows += [(place, str(extra.index[place]), more) for place, more in order.items()]
    for place, closure, more in rows:
        high = board.write(0, board.y, closure, wide if narrow else left - 3, bold=place is None)
        y = board.y + LINE / 2 + (high if narrow else 0)
        end = left + today * scale
        text = f"{formats.number(round(today + more, -1))} km" if more < NO_ROAD else phrase(name, "cell-none", edition)
        if more == NO_ROAD:
            board.bar(left, end, y, "paper", edgecolor=style.colour("stalled"), linestyle=":")
            board.dot((left + end) / 2, y, "stalled", marker="X", size=2.2)
        elif place is None or more >= LEAST_DETOUR:
            board.bar(left, end, y, "a")
            board.bar(end, end + more * scale, y, "late", edgecolor=style.colour("ink"))
            text += f" (+{formats.number(round(more, -1))})" if more else ""
            end += more * scale
        else:
            board.bar(left, end, y, "context")
            text = phrase(name, "cell-same", edition)
        board.write(end + 2, y - LINE / 2, text, words, bold=more == NO_ROAD)
        if place is not None:
            board.tell(place, left, end, y, f"{closure} · {text}")
        board.y += (high + LINE if narrow else high) + ROW_GAP
    return board.done()


def criticality(edition: Edition, critical_places: pd.DataFrame, shut_by_choice: pd.DataFrame) -> Exhibit | None:
    """Table: what each place on a shortest road is worth."""
    if critical_places.empty:
        return None
    none = phrase("exhibit-connectivity-criticality", "cell-none", edition)
    return Exhibit(
        edition,
        data=critical_places.assign(
            way=[
                formats.number(round(extra)) if extra == extra and extra != NO_ROAD else none
                for extra in critical_places["extra"]
            ]
        ),
        columns=[Column("place"), Column("way"), Column("cut", "number")],
        quantities={
            "alone": number(int((critical_places["cut"] > 0).sum()), "places"),
            "places": number(len(critical_places), "places"),
            "closed": wording(formats.listed(shut_by_choice["name"])),
            "asked": choice("yes" if len(shut_by_choice) else "no"),
        },
        modelled=True,
    )


def lengths(edition: Edition, whole_lengths: pd.DataFrame) -> Exhibit | None:
    """Table: lengths published for a whole stretch beside the sum of its links."""
    if whole_lengths.empty:
        return None
    joined = [
        phrase("exhibit-connectivity-lengths", "cell-stretch", edition, start=wording(start), end=wording(end))
        for start, end in zip(whole_lengths["start"], whole_lengths["end"], strict=True)
    ]
    data = whole_lengths.assign(
        stretch=joined,
        published=[
            formats.listed([formats.number(value) for value in values], last="or")
            for values in whole_lengths["published"]
        ],
    ).round({"summed": 0, "estimated_km": 0})
    columns = [
        Column("stretch"),
        Column("published"),
        Column("summed", "number"),
        Column("estimated_km", "number"),
        Column("source_ids", "sources"),
    ]
    return Exhibit(
        edition,
        data=data[["stretch", "published", "summed", "estimated_km", "row_ids"]],
        columns=columns,
        quantities={"stretches": number(len(data), "stretches")},
        modelled=True,
    )
