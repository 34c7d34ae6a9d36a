"""The map of the road: where it runs, what is shut, the power lines beside it, and its heights on the same kilometres."""

import calendar
from itertools import pairwise

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from shapely import box
from shapely.geometry import LineString, Point
from shapely.ops import substring

from helpers.edition import Edition
from helpers.finding import number, when, wording
from helpers.show import maps, placement, style
from helpers.show.marks import tell
from helpers.show.placement import MM, Label
from helpers.words.say import phrase

MAP_MM, PROFILE_MM, WIDE_MM, LEFT_MM = 150.0, 52.0, 170.0, 13.0
CITIES, NARROW_CITIES = 14, 6  # off the road
BEADS = 500.0  # km between the marks along the road
BUILT = ("operational", "complete")
STEPS = (200, 250, 500, 1000, 2000)  # m or km between ticks


def _words(name: str, edition: Edition, **quantities) -> str:
    return phrase("exhibit-connectivity-corridor", name, edition, **quantities)


class Ground:
    """What the map shows, found once: positions of places, links with their way points, power lines."""

    def __init__(self, edition: Edition, itinerary: pd.DataFrame, places: pd.DataFrame, links: pd.DataFrame):
        self.at = places.dropna(subset=["lat", "lon"]).set_index("node_id")
        self.where = self.at[["lat", "lon"]].to_dict("index")
        self.links = links[links["from_node"].isin(self.at.index) & links["to_node"].isin(self.at.index)]
        self.between = {edge: rows.sort_values("order") for edge, rows in edition.all.waypoints.groupby("edge_id")}
        roads = self.links[self.links["mode"] == "road"]
        self.by_ends = {frozenset((row.from_node, row.to_node)): row for row in roads.itertuples()}
        self.stops = itinerary.dropna(subset=["lat", "lon"])

    def legs(self, path: list[str]) -> list[tuple[dict, dict, pd.DataFrame]]:
        """The links of a path with their way points in its direction; places without a position are passed over."""
        nothing = pd.DataFrame({"lat": [], "lon": []})
        found = []
        for start, end in pairwise([node for node in path if node in self.at.index]):
            link = self.by_ends.get(frozenset((start, end)))
            bends = self.between.get(link.edge_id, nothing) if link is not None else nothing
            if link is not None and link.from_node != start:
                bends = bends.iloc[::-1]
            found.append((self.where[start], self.where[end], bends))
        return found


def _lines(edition: Edition, programmes: pd.DataFrame) -> pd.DataFrame:
    """Points of the power lines of programmes that concern the pair."""
    lines = edition.all.lines
    theirs = programmes.loc[programmes["ground"] != "", "programme"]
    return lines[lines["programme"].isin(theirs)].sort_values(["line_id", "order"])


def draw(
    edition: Edition,
    road_in_use: pd.DataFrame,
    itinerary: pd.DataFrame,
    places: pd.DataFrame,
    links: pd.DataFrame,
    road_links: pd.DataFrame,
    shut_today: pd.DataFrame,
    shortest_roads: pd.DataFrame,
    programmes: pd.DataFrame,
    wide: float = WIDE_MM,
) -> Figure:
    """The map with the height profile under it; on a telephone with the key under the map."""
    narrow = wide < WIDE_MM
    ground, lines = Ground(edition, itinerary, places, links), _lines(edition, programmes)
    road = road_in_use.iloc[0]
    other = shortest_roads[(shortest_roads["condition"] == "open") & (shortest_roads["start_id"] == road["start_id"])]
    shut_path = list(other.iloc[0]["places"]) if len(other) else []
    shut_nodes = shut_today[(shut_today["cause"] == "closure") & shut_today["key"].isin(ground.at.index)]
    fitted = [ground.stops[["lat", "lon"]]]
    if not narrow:
        fitted += [lines[["lat", "lon"]], ground.at.reindex(shut_path)[["lat", "lon"]].dropna()]
    fit = pd.concat(fitted)
    high = 128.0 if narrow else MAP_MM
    has_heights = itinerary["elevation_m"].notna().sum() >= 4 and itinerary["lat"].notna().any()
    under = (PROFILE_MM if has_heights else 0) + (41 if narrow else 0)
    figure = style.sheet(high + under, wide)
    chart = figure.add_axes((0.4 / wide, under / (high + under), 1 - 0.8 / wide, (high - 0.4) / (high + under)))
    view = maps.View(fit, wide - 0.8, high - 0.4)
    dotted, frontiers = maps.ground(chart, edition.basemap, view)
    labels, marks, barred, soft = [], [], [], [*frontiers, *(line for _, line in dotted)]

    used, instead = ({frozenset(pair) for pair in pairwise(path)} for path in (road["places"], shut_path))
    for pair, link in ground.by_ends.items():
        if pair not in used:
            points = maps.way(view, ground.legs([link.from_node, link.to_node]))
            shut = pair in instead or not pair.isdisjoint(shut_nodes["key"])
            maps.road(chart, points, "shut" if shut else "other")
            soft.append(LineString(points))
    use = maps.way(view, ground.legs(list(road["places"])))
    maps.road(chart, use, "use")
    for leg, estimated in zip(pairwise(road["places"]), itinerary["estimated_leg"][1:], strict=True):
        if estimated and ground.at.index.isin(leg).sum() == 2:
            ends = view.points([(ground.where[node]["lon"], ground.where[node]["lat"]) for node in leg])
            part = substring(LineString(use), *(LineString(use).project(Point(end)) for end in ends))
            maps.road(chart, list(part.coords), "estimated")
    barred.append(LineString(use).buffer(1.5))
    unbuilt = []
    for _, part in lines.groupby("line_id"):
        points = maps.bent(view.points(part[["lon", "lat"]].to_numpy()))
        built = part["status"].iloc[0] in BUILT
        maps.power_line(chart, points, built)
        barred.append(LineString(points).buffer(1.5))
        unbuilt += [] if built else [(LineString(points), part.iloc[0])]

    labels += _shut_labels(edition, chart, view, ground, shut_nodes, marks)
    labels += _stop_labels(edition, chart, view, itinerary, places, road_links, marks, narrow)
    named = []
    if unbuilt and not narrow:
        line, row = max(unbuilt, key=lambda found: found[0].length)
        at = line.interpolate(0.45, normalized=True)
        text = (
            _words("label-power", edition, programme=wording(row["programme"])),
            _words("label-unbuilt", edition, country=wording(edition.country(row["country"]).name)),
            _words("label-unbuilt-on", edition, date=when(row["as_of"])),
        )
        named = [Label((at.x, at.y), text, short=text[:1], bold=True, reach=1.5)]
    beads = _beads(edition, view, LineString(use), ground.stops, marks)
    panels = _panels(edition, chart, view, fit, road, marks + barred, shut_nodes, other, lines, bool(dotted), narrow)
    cities = _other_cities(edition, view, ground, itinerary, shut_path, [*marks, *panels])
    cities = cities[:NARROW_CITIES] if narrow else cities
    names = {row["code"]: edition.country(row["code"]).name for row in edition.basemap.get("countries", [])}
    countries = maps.country_labels(edition.basemap, view, names)
    placed = placement.place(
        [*labels[:8], *countries, *named, *cities[:4], *_line_names(dotted), *labels[8:], *beads, *cities[4:]],
        box(3, 3, view.width - 3, view.height - 3),
        taken=[*marks, *panels, *(Point(one.at).buffer(one.reach) for one in (*beads, *cities))],
        lines=soft,
        barred=barred,
    )
    placement.write(chart, placed, maps.halo())
    # A bead or a city off the road that finds no room for its name is not marked.
    for kind, those in {"bead": beads, "place": cities}.items():
        for one in placed:
            if any(one.label is label for label in those):
                maps.mark(chart, one.label.at, kind)
    if has_heights:
        room = (LEFT_MM / wide, 9 / (high + under), 1 - (LEFT_MM + 3) / wide, (PROFILE_MM - 16) / (high + under))
        profile(edition, figure.add_axes(room), itinerary, places, (wide - LEFT_MM - 3, PROFILE_MM - 16), narrow)
    return figure


def _shut_labels(edition, chart: Axes, view: maps.View, ground: Ground, shut: pd.DataFrame, marks: list) -> list[Label]:
    labels = []
    for row in shut.itertuples():
        (at,) = view.points([ground.at.loc[row.key, ["lon", "lat"]]])
        if not view.frame.contains(Point(at)):
            continue
        marks.append(maps.mark(chart, at, "shut"))
        lines = (row.name, _words("label-shut", edition, date=when(row.since)))
        seen = () if row.fresh else (_words("label-seen", edition, date=when(row.confirmed)),)
        labels.append(Label(at, (*lines, *seen), short=lines, bold=True, reach=maps.SQUARE / 2))
    return labels


def _month(day: str) -> str:
    return calendar.month_name[int(day[:2])]


def _season(edition: Edition, links: pd.DataFrame, node: str) -> tuple[str, ...]:
    """The months in which a pass is open, by a rule in force or one that has lapsed; empty if none is on record."""
    ids = links.loc[(links["from_node"] == node) | (links["to_node"] == node), "edge_id"]
    rows = edition.all.edges
    rows = rows[rows["edge_id"].isin(ids) & (rows["season_open"] != "")]
    if rows.empty:
        return ()
    row = rows.iloc[0]
    lapsed = bool(row["season_valid_to"]) and row["season_valid_to"] < edition.as_of.isoformat()
    months = {"first": wording(_month(row["season_open"])), "last": wording(_month(row["season_close"]))}
    if lapsed:
        until = when(row["season_valid_to"])
        return tuple(_words(f"label-season-{part}", edition, **months, until=until) for part in ("since", "before"))
    return (_words("label-season", edition, **months),)


def _stop_labels(edition, chart, view, itinerary, places, links, marks: list, narrow: bool) -> list[Label]:
    """Passes, both ends, then the cities of the road; a triangle for a pass, a disc for an end, a circle for a city."""
    kinds = places.set_index("node_id")["kind"]
    capitals = {edition.country(code).capital for codes in places["country"] for code in codes}
    stops = itinerary.dropna(subset=["lat", "lon"])
    found = []
    for place, row in enumerate(stops.itertuples()):
        (at,) = view.points([(row.lon, row.lat)])
        end, top = place in (0, len(stops) - 1), kinds[row.node_id] == "pass"
        if top:
            height = {"height": number(round(row.elevation_m), "m")} if row.elevation_m == row.elevation_m else {}
            name = _words("label-top", edition, place=wording(row.place), **height) if height else row.place
            season = _season(edition, links, row.node_id)
            full = (name, *season) if not narrow else (name,)
            label = Label(at, full, short=(name,), bold=True, reach=maps.TRIANGLE / 2)
            found.append((0, at, "pass", label))
        elif end or row.place in capitals:
            found.append((1, at, "end", Label(at, (row.place,), bold=True, size=8.8, reach=0.8 * maps.BEAD)))
        elif kinds[row.node_id] in ("city", "port"):
            found.append((2, at, "place", Label(at, (row.place,), size=8.4, reach=maps.BEAD / 2, leader=False)))
        else:
            found.append((3, at, "place", Label(at, (row.place,), size=8, reach=maps.BEAD / 2, leader=False)))
    labels = []
    for weight, at, kind, label in sorted(found, key=lambda one: one[0]):
        room = box(at[0] - maps.BEAD, at[1] - maps.BEAD, at[0] + maps.BEAD, at[1] + maps.BEAD)
        if weight > 1 and any(room.intersects(one) for one in marks):
            continue  # a mark on a mark says nothing; the profile has the place
        marks.append(maps.mark(chart, at, kind))
        labels.append(label)
    for row, at in zip(stops.itertuples(), view.points(stops[["lon", "lat"]].to_numpy()), strict=True):
        _tell(chart, row, at)
    return labels


def _tell(axes: Axes, stop: tuple, at: tuple[float, float]) -> None:
    """A place of the road tells how far along it lies, and how high."""
    high = f" · {stop.elevation_m:,.0f} m" if stop.elevation_m == stop.elevation_m else ""
    tell(axes, stop.Index, at[0], at[0], at[1], f"{stop.place} · {stop.km:,.0f} km{high}")


def _kilometres(line: LineString, stops: pd.DataFrame, view: maps.View) -> list[tuple[float, Point]]:
    """Where every 500 km of the road lie on its drawn line: between two stops by their kilometres."""
    along = [line.project(Point(at)) for at in view.points(stops[["lon", "lat"]].to_numpy())]
    every = np.arange(BEADS, stops["km"].max(), BEADS)
    return [(km, line.interpolate(np.interp(km, stops["km"].astype(float), along))) for km in every]


def _beads(edition: Edition, view: maps.View, line: LineString, stops: pd.DataFrame, marks: list) -> list[Label]:
    """A bead and its kilometres at every 500 km of the road, off the marks of stops."""
    labels = []
    for km, point in _kilometres(line, stops, view):
        if not any(point.buffer(maps.BEAD * 0.7).intersects(one) for one in marks):
            text = _words("label-bead", edition, km=number(km, "km"))
            labels.append(Label((point.x, point.y), (text,), role="a", reach=maps.BEAD / 2, leader=False))
    return labels


def _other_cities(
    edition: Edition, view: maps.View, ground: Ground, itinerary: pd.DataFrame, shut_path: list[str], taken: list
) -> list[Label]:
    """Cities and ports of the network off the road: capitals first, then by the way that is shut, then by their links."""
    degree = pd.concat([ground.links["from_node"], ground.links["to_node"]]).value_counts()
    there = ground.at[ground.at["kind"].isin(["city", "port"]) & ~ground.at.index.isin(itinerary["node_id"])]
    there = there[there.index.isin(degree.index)]
    capital = [row.place in {edition.country(code).capital for code in row.country} for row in there.itertuples()]
    there = there.assign(capital=capital, port=there["kind"] == "port", shut=there.index.isin(shut_path), links=degree)
    labels, rooms = [], list(taken)
    for row in there.sort_values(["capital", "shut", "port", "links"], ascending=False, kind="stable").itertuples():
        (at,) = view.points([(row.lon, row.lat)])
        room = Point(at).buffer(maps.BEAD)
        if view.frame.buffer(-6).contains(Point(at)) and not any(room.intersects(one) for one in rooms):
            labels.append(Label(at, (row.place,), size=8.4, reach=maps.BEAD / 2, leader=row.capital))
            rooms.append(room)
    return labels[:CITIES]


def _line_names(dotted: list[tuple[str, LineString]]) -> list[Label]:
    """One name for each kind of line that is no agreed frontier, at its longest part."""
    labels, named = [], set()
    for name, line in dotted:
        if name and name not in named and line.length > 12:
            named.add(name)
            at = line.interpolate(0.5, normalized=True)
            labels.append(Label((at.x, at.y), (name,), reach=1, style="italic"))
    return labels


def _panels(edition, chart, view, fit, road, busy, shut_nodes, other, lines, dotted, narrow) -> list:
    """The globe, the key and the scale bar, each in the corner where it hides least; returns the room they take."""
    taken = []
    rows = _key_rows(edition, road, len(shut_nodes) > 0, other, lines, dotted)
    row_high, pad = 5.0 * MM, 2.4 * MM
    wide = 14 * MM + max(placement.width(text, 8.2) for _, text in rows) + 2 * pad
    high = row_high * len(rows) + 2 * pad - 1 * MM
    if narrow:
        at = (0.0, -high - 1 * MM)
    else:
        at = maps.free_corner(view, (wide, high), busy, "br bl tr tl")
        look = {"fc": style.colour("paper"), "ec": style.colour("muted"), "lw": 0.6, "zorder": 6}
        chart.add_patch(Rectangle(at, wide, high, **look))
        taken.append(box(at[0], at[1], at[0] + wide, at[1] + high))
    for place, (kind, text) in enumerate(rows):
        y = at[1] + high - pad - (place + 0.4) * row_high
        _key_sign(chart, kind, at[0] + pad, y)
        chart.text(at[0] + pad + 14 * MM, y, text, fontsize=8.2, va="center_baseline", zorder=7, clip_on=False)
    if not narrow and edition.basemap.get("globe"):
        size = 28 * MM
        corner = maps.free_corner(view, (size, size), [*busy, *taken], "tl tr bl br")
        maps.globe(chart, edition.basemap["globe"], view, fit, (corner[0] + size / 2, corner[1] + size / 2))
        taken.append(box(*corner, corner[0] + size, corner[1] + size))
    size = (48 * MM, 9 * MM)
    corner = maps.free_corner(view, size, [*busy, *taken], "bl br tl tr")
    taken.append(maps.scale_bar(chart, view, (corner[0] + 4 * MM, corner[1] + 2.4 * MM), _words("label-km", edition)))
    return taken


def _key_rows(
    edition, road, crossing: bool, other: pd.DataFrame, lines: pd.DataFrame, dotted: bool
) -> list[tuple[str, str]]:
    programmes = {"programme": wording(", ".join(dict.fromkeys(lines["programme"])))}
    built = lines["status"].isin(BUILT)
    km = number(float(road["km"]), "km")
    wanted = [
        ("use", True, {"km": km}),
        ("estimated", road["estimated_km"] > 0, {"km": number(float(road["estimated_km"]), "km")}),
        ("shut", len(other) > 0, {"km": number(float(other["km"].sum()), "km")}),
        ("other", True, {}),
        ("built", bool(built.any()), programmes),
        ("unbuilt", bool((~built).any()), programmes),
        ("crossing", crossing, {}),
        ("boundary", dotted, {}),
    ]
    return [(name, _words(f"key-{name}", edition, **words)) for name, there, words in wanted if there]


def _key_sign(chart: Axes, kind: str, x: float, y: float) -> None:
    ends = [(x, y), (x + 10 * MM, y)]
    xs = [x, x + 10 * MM]
    if kind == "estimated":
        chart.plot(xs, [y, y], **maps.road_look("use"), zorder=7, clip_on=False)
    if kind in ("use", "estimated", "shut", "other"):
        chart.plot(xs, [y, y], **maps.road_look(kind), zorder=7, clip_on=False)
    elif kind in ("built", "unbuilt"):
        maps.power_line(chart, ends, kind == "built", zorder=7, clip_on=False)
    elif kind == "crossing":
        maps.mark(chart, (x + 5 * MM, y), "shut", zorder=7, clip_on=False)
    else:
        chart.plot(xs, [y, y], color=style.colour("ink"), linewidth=1.0, linestyle=maps.DOTTED, zorder=7, clip_on=False)


def _stretches(itinerary: pd.DataFrame, places: pd.DataFrame) -> list[tuple[str, float, float]]:
    """Countries of the road in order, with the kilometres at which each is entered and left."""
    codes = itinerary["node_id"].map(places.set_index("node_id")["country"])
    found: list[list] = []
    border = 0.0
    for km, code in zip(itinerary["km"], codes, strict=True):
        if len(code) != 1:
            border = km
            continue
        if not found or found[-1][0] != code[0]:
            if found:
                found[-1][2] = border = border if border > found[-1][2] else km
            found.append([code[0], border if found else 0.0, km])
        found[-1][2] = km
    return [tuple(one) for one in found]


def profile(edition, axes: Axes, itinerary, places, size: tuple[float, float], narrow: bool) -> None:
    """Heights along the road, straight between those that are known; passes are triangles."""
    wide, high = size[0] * MM, size[1] * MM
    known = itinerary.dropna(subset=["elevation_m"])
    total, top = float(itinerary["km"].max()), float(known["elevation_m"].max())
    room = 0.72 * high

    def at(km: float, metres: float) -> tuple[float, float]:
        return wide * km / total, room * metres / top

    kinds = places.set_index("node_id")["kind"]
    points = [at(*pair) for pair in zip(known["km"], known["elevation_m"], strict=True)]
    for stop, point in zip(known.itertuples(), points, strict=True):
        _tell(axes, stop, point)
    xs, ys = zip(*points, strict=True)
    axes.set_xlim(0, wide)
    axes.set_ylim(0, high)
    axes.fill_between(xs, ys, color=style.colour("context"), alpha=0.6, linewidth=0, zorder=1)
    axes.plot(xs, ys, color=style.colour("a"), linewidth=1.3, zorder=2, clip_on=False)
    marks, labels = [], []
    order = known.assign(pas=known["node_id"].map(kinds) == "pass").reset_index(drop=True)
    order["weight"] = [0 if row.pas else 1 if row.Index in (0, len(order) - 1) else 2 for row in order.itertuples()]
    heights = order["elevation_m"].astype(float)
    last_top = order.loc[order["pas"], "km"].max()
    order["rising"] = (heights.diff() > 0) & (order["km"] != last_top)
    for row in order.sort_values(["weight", "elevation_m"], ascending=[True, False]).itertuples():
        spot = at(row.km, row.elevation_m)
        kind = "pass" if row.pas else "bead"
        room_taken = Point(spot).buffer(maps.BEAD / 2)
        if row.weight == 2 and any(room_taken.intersects(one) for one in marks):
            continue
        marks.append(maps.mark(axes, spot, kind))
        text = _words("label-height", edition, place=wording(row.place), height=number(round(row.elevation_m), "m"))
        labels.append(
            Label(
                spot,
                (text,),
                bold=row.pas,
                reach=(maps.TRIANGLE if row.pas else maps.BEAD) / 2,
                leader=row.weight < 2,
                mirrored=row.rising,
            )
        )
    for line in axes.lines:
        line.set_clip_on(False)
    line = LineString(points)
    frame = box(1, 1, wide + 2 * MM, high - 1 * MM)
    bars = [line.buffer(1.6)]
    placement.write(axes, placement.place(labels, frame, taken=marks, barred=bars), None)
    step = next(one for one in STEPS if top / one <= 3)
    ticks = np.arange(0, top + 1, step)
    axes.set_yticks(
        [at(0, tick)[1] for tick in ticks], [f"{tick:,.0f}" if tick < ticks[-1] else f"{tick:,.0f} m" for tick in ticks]
    )
    axes.grid(axis="y", linewidth=0.5)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    step = 1000 if narrow else next(one for one in STEPS if total / one <= 8)
    ticks = [*np.arange(0, total - 0.7 * step, step), total]
    axes.set_xticks(
        [at(tick, 0)[0] for tick in ticks], [*(f"{tick:,.0f}" for tick in ticks[:-1]), f"{round(total, -1):,.0f} km"]
    )
    axes.get_xticklabels()[-1].set_ha("right")
    free = -np.inf
    for code, start, end in _stretches(itinerary, places):
        left, right = at(start, 0)[0], at(end, 0)[0]
        land = edition.country(code).name
        whole = _words("label-stretch", edition, country=wording(land), km=number(end - start, "km"))
        axes.plot([left + 1.5, right - 1.5], [high, high], color=style.colour("ink"), linewidth=0.9, clip_on=False)
        for text, beyond in ((whole, 10), (land, 22)):
            begin = min((left + right - placement.width(text, 8)) / 2, wide + 2 * MM - placement.width(text, 8))
            if placement.width(text, 8) < right - left + beyond and begin > free:
                axes.text(begin, high + 2 * MM, text, va="bottom", fontsize=8)
                free = begin + placement.width(text, 8) + placement.GAP * 2 * MM
                break
