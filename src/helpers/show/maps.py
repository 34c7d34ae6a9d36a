"""Maps: ways and lines over land, lakes, rivers and frontiers, in a conic projection that keeps distances nearly true.

Land has one tone: no state is filled. A line that is not an agreed frontier is dotted, and named where the base map names
it. The axes of a map are points of type from its lower left corner, so that labels, marks and gaps have their size in
print. Each kind of line has its own width and form, so that a greyscale print tells them apart.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import shapely
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Circle, PathPatch, Rectangle
from matplotlib.path import Path
from pyproj import Proj
from shapely import Polygon, box, union_all
from shapely.geometry import LineString
from shapely.geometry.base import BaseGeometry
from shapely.ops import polylabel

from helpers.show import style
from helpers.show.placement import MM, Label, extent, place, write

MARGIN = 0.07
MOST_SPOTS = 150  # places that are tried for the name of a country
CURVE = 8  # steps of a curve between two points
ROUND = (25, 50, 100, 200, 250, 500, 1000)  # km of a scale bar
DOTTED = (0, (1, 1.5))
DASHED = (0, (4, 2))
BEAD, TRIANGLE, SQUARE = 1.9 * MM, 3.5 * MM, 3.1 * MM  # sizes of marks, across


class View:
    """A window on the Earth: degrees to points of type, by a Lambert conic with two standard parallels.

    Parameters
    ----------
    places
        What must be seen: ``lat`` and ``lon`` in degrees.
    width, height
        Size of the window in mm.
    """

    def __init__(self, places: pd.DataFrame, width: float, height: float):
        west, east = places["lon"].min(), places["lon"].max()
        south, north = places["lat"].min(), places["lat"].max()
        sixth = (north - south) / 6 or 1
        self.project = Proj(
            proj="lcc", lat_1=south + sixth, lat_2=north - sixth, lat_0=(south + north) / 2, lon_0=(west + east) / 2
        )
        self.width, self.height = width * MM, height * MM
        x, y = self.project(places["lon"].to_numpy(), places["lat"].to_numpy())
        self.metres = (1 + 2 * MARGIN) * max(np.ptp(y) / self.height, np.ptp(x) / self.width, 1.0)  # in a point
        self.left = (x.min() + x.max()) / 2 - self.metres * self.width / 2
        self.bottom = (y.min() + y.max()) / 2 - self.metres * self.height / 2
        self.frame = box(0, 0, self.width, self.height)

    def points(self, coordinates: Iterable[Iterable[float]]) -> list[tuple[float, float]]:
        """Degrees (longitude, latitude) to points of type."""
        lon, lat = zip(*coordinates, strict=True)
        x, y = self.project(lon, lat)
        return list(
            zip((np.asarray(x) - self.left) / self.metres, (np.asarray(y) - self.bottom) / self.metres, strict=True)
        )

    def seen(self, coordinates: Iterable[Iterable[float]]) -> list[list[tuple[float, float]]]:
        """The parts of a line that lie in the window, in points of type."""
        points = self.points(coordinates)
        if len(points) < 2:
            return []
        line = LineString(points).intersection(self.frame)
        return [list(part.coords) for part in getattr(line, "geoms", [line]) if part.geom_type == "LineString"]

    def area(self, polygon: Sequence[Sequence[Sequence[float]]]) -> BaseGeometry:
        """The part of a polygon (rings in degrees) that lies in the window."""
        rings = [self.points(ring) for ring in polygon]
        return Polygon(rings[0], rings[1:]).buffer(0).intersection(self.frame)


def covers(basemap: Mapping[str, Any], places: pd.DataFrame) -> bool:
    """Whether every place lies within the extent of a base map."""
    west, south, east, north = basemap["extent"]
    return bool(places["lon"].between(west, east).all() and places["lat"].between(south, north).all())


def bent(points: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """A smooth line through points: a uniform Catmull-Rom spline, eight steps a stretch.

    >>> bent([(0, 0), (1, 1)])
    [(0, 0), (1, 1)]
    """
    if len(points) < 3:
        return list(points)
    knots = np.array([points[0], *points, points[-1]], dtype=float)
    steps = np.linspace(0, 1, CURVE, endpoint=False)[:, None]
    made = []
    for a, b, c, d in zip(knots, knots[1:], knots[2:], knots[3:], strict=False):
        turn = 2 * b + (c - a) * steps + (2 * a - 5 * b + 4 * c - d) * steps**2 + (3 * b - a - 3 * c + d) * steps**3
        made += [tuple(point) for point in turn / 2]
    return [*made, tuple(knots[-1])]


def way(view: View, edges: Iterable[tuple[Mapping, Mapping, pd.DataFrame]]) -> list[tuple[float, float]]:
    """A road through the way points of its links, bent, in points of type.

    Parameters
    ----------
    edges
        Start, end and way points of each link in order, each with ``lat`` and ``lon``.
    """
    points: list[tuple[float, float]] = []
    for start, end, between in edges:
        legs = [
            (start["lon"], start["lat"]),
            *zip(between["lon"], between["lat"], strict=True),
            (end["lon"], end["lat"]),
        ]
        legs = view.points(legs)
        points += legs[1:] if points else legs
    return bent(points)


def _shape(axes: Axes, area: BaseGeometry, **look: Any) -> None:
    for part in getattr(area, "geoms", [area]):
        if part.geom_type == "Polygon" and not part.is_empty:
            rings = [Path(ring.coords, closed=True) for ring in (part.exterior, *part.interiors)]
            axes.add_artist(PathPatch(Path.make_compound_path(*rings), **look))


def _strokes(axes: Axes, parts: Iterable[Sequence[tuple[float, float]]], **look: Any) -> None:
    """Lines that look the same, as one artist: hundreds of their own would take longer than all else on the map."""
    paths = [Path(points) for points in parts if len(points)]
    if paths:
        whole = Path.make_compound_path(*paths)
        axes.add_artist(PathPatch(whole, facecolor="none", joinstyle="round", **look))


def ground(axes: Axes, basemap: Mapping[str, Any], view: View) -> tuple[list[tuple[str, LineString]], list[LineString]]:
    """Sea, land, lakes, rivers and lines.

    Returns the lines that are no agreed frontier with their names, longest first, and the frontiers.
    """
    axes.set_xlim(0, view.width)
    axes.set_ylim(0, view.height)
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(True)
        spine.set_color(style.colour("muted"))
    axes.set_facecolor(style.colour("water"))
    land = union_all([view.area(polygon) for polygon in basemap["land"]])
    _shape(axes, land, facecolor=style.colour("relief"), edgecolor=style.colour("muted"), linewidth=0.5, zorder=0)
    rivers = [points for line in basemap.get("rivers", []) for points in view.seen(line)]
    _strokes(axes, rivers, edgecolor=style.colour("river"), linewidth=0.6, zorder=0.5)
    for polygon in basemap.get("lakes", []):
        look = {"facecolor": style.colour("water"), "edgecolor": style.colour("river"), "linewidth": 0.5}
        _shape(axes, view.area(polygon), **look, zorder=0.6)
    open_lines, frontiers = [], []
    for line in basemap["lines"]:
        seen = [LineString(points) for points in view.seen(line["points"])]
        if line["kind"] == "frontier":
            frontiers += seen
        else:
            open_lines += [(line.get("label", ""), one) for one in seen]
    agreed, others = ([one.coords for one in lines] for lines in (frontiers, [one for _, one in open_lines]))
    _strokes(axes, agreed, edgecolor=style.colour("frontier"), linewidth=0.75, zorder=1)
    _strokes(axes, others, edgecolor=style.colour("ink"), linewidth=1.0, linestyle=DOTTED, zorder=1)
    return sorted(open_lines, key=lambda found: -found[1].length), frontiers


def country_labels(basemap: Mapping[str, Any], view: View, names: Mapping[str, str]) -> list[Label]:
    """The names of the countries in the window, the smallest area first, each with the places where it may stand."""
    labels = []
    for country in basemap.get("countries", []):
        area = union_all([view.area(polygon) for polygon in country["shape"]])
        area = max(getattr(area, "geoms", [area]), key=lambda part: part.area, default=area)
        text = names.get(country["code"], "").upper()
        wide, high = extent((text,), 8.5, False) if text else (0.0, 0.0)
        if not text or area.geom_type != "Polygon" or area.area < wide * high:
            continue
        core = polylabel(area, tolerance=4)
        west, south, east, north = area.bounds
        xs, ys = np.meshgrid(np.arange(west, east, 9), np.arange(south, north, 7), indexing="ij")
        xs, ys = np.append(core.x, xs), np.append(core.y, ys)
        bodies = shapely.box(xs - wide / 2, ys - high / 2, xs + wide / 2, ys + high / 2)
        shapely.prepare(area)
        inside = shapely.contains(area, bodies).astype(float)
        partly = (inside == 0) & shapely.contains_xy(area, xs, ys)
        inside[partly] = shapely.area(shapely.intersection(bodies[partly], area)) / (wide * high)
        away = shapely.distance(shapely.points(xs, ys), core)
        order = np.lexsort((away, np.round(1 - inside, 1)))
        spots = [(float(xs[one]), float(ys[one])) for one in order if inside[one] > 0.8]
        spots = spots[:: 1 + len(spots) // MOST_SPOTS]
        if spots:
            label = Label(spots[0], (text,), size=8.5, role="muted", spots=tuple(spots), leader=False)
            labels.append((area.area, label))
    return [label for _, label in sorted(labels, key=lambda found: found[0])]


def road(axes: Axes, points: Sequence[tuple[float, float]], kind: str) -> None:
    """Draw a road: ``use``, ``shut`` or ``other``; ``estimated`` marks a part of one in use that is drawn already."""
    xs, ys = zip(*points, strict=True)
    if kind == "use":
        axes.plot(xs, ys, color=style.colour("paper"), linewidth=4.4, zorder=3, solid_capstyle="round")
    axes.plot(xs, ys, **road_look(kind), zorder={"use": 3.1, "estimated": 3.2, "shut": 2.5}.get(kind, 2))


def road_look(kind: str) -> dict[str, Any]:
    """Colour, width and dash of a road in use, one that is shut, and any other."""
    return {
        "use": {"color": style.colour("a"), "linewidth": 2.9, "solid_capstyle": "round"},
        "estimated": {"color": style.colour("paper"), "linewidth": 1.7, "linestyle": (0, (1.4, 1.4))},
        "shut": {"color": style.colour("shut"), "linewidth": 1.5, "linestyle": DASHED},
        "other": {"color": style.colour("frontier"), "linewidth": 1.0},
    }[kind]


def power_line(
    axes: Axes, points: Sequence[tuple[float, float]], built: bool, zorder: float = 2.8, clip_on: bool = True
) -> None:
    """Draw a power line with cross ticks: solid where it is built, a hollow twin line where it is not."""
    xs, ys = zip(*points, strict=True)
    ink, paper = style.colour("ink"), style.colour("paper")
    look = {"solid_capstyle": "butt", "clip_on": clip_on}
    axes.plot(xs, ys, color=ink, linewidth=1.7 if built else 3.0, zorder=zorder, **look)
    if not built:
        axes.plot(xs, ys, color=paper, linewidth=1.7, zorder=zorder + 0.02, **look)
    line, ticks = LineString(points), []
    for at in np.arange(2.5 * MM, line.length, 3.2 * MM):
        here, ahead = line.interpolate(at), line.interpolate(at + 0.5)
        back = line.interpolate(at - 0.5)
        dx, dy = ahead.x - back.x, ahead.y - back.y
        size = 0.8 * MM / (np.hypot(dx, dy) or 1)
        ticks.append([(here.x - dy * size, here.y + dx * size), (here.x + dy * size, here.y - dx * size)])
    _strokes(axes, ticks, edgecolor=ink, linewidth=0.9, zorder=zorder + 0.03, clip_on=clip_on)


def mark(axes: Axes, at: tuple[float, float], kind: str, zorder: float = 5.0, clip_on: bool = True) -> BaseGeometry:
    """Draw a mark (``bead``, ``place``, ``end``, ``pass`` or ``shut``) and return the room that it takes."""
    ink, paper = style.colour("ink"), style.colour("paper")
    looks = {
        "bead": {"marker": "o", "ms": 0.8 * BEAD, "mfc": paper, "mec": style.colour("a"), "mew": 1.0},
        "place": {"marker": "o", "ms": BEAD, "mfc": paper, "mec": ink, "mew": 1.0},
        "end": {"marker": "o", "ms": 1.4 * BEAD, "mfc": ink, "mec": ink, "mew": 1.0},
        "pass": {"marker": "^", "ms": TRIANGLE, "mfc": paper, "mec": ink, "mew": 1.3},
        "shut": {"marker": "s", "ms": SQUARE, "mfc": paper, "mec": style.colour("shut"), "mew": 1.4},
    }
    axes.plot(*at, **looks[kind], zorder=zorder, linestyle="", clip_on=clip_on)
    if kind == "shut":
        cross = {"marker": "x", "ms": SQUARE * 0.62, "mec": style.colour("shut"), "mew": 1.4}
        axes.plot(*at, **cross, zorder=zorder + 0.1, linestyle="", clip_on=clip_on)
    half = looks[kind]["ms"] / 2 + 0.8
    return box(at[0] - half, at[1] - half, at[0] + half, at[1] + half)


def scale_bar(axes: Axes, view: View, corner: tuple[float, float], unit: str) -> BaseGeometry:
    """A scale bar of about 30 mm with its lower left end at a corner; returns the room that it takes."""
    km = max((length for length in ROUND if length * 1e3 / view.metres <= 34 * MM), default=ROUND[0])
    (x, y), long = corner, km * 1e3 / view.metres
    for start, face in ((0, "ink"), (0.5, "paper")):
        at = (x + start * long, y)
        bar = Rectangle(at, long / 2, 1.1 * MM, fc=style.colour(face), ec=style.colour("ink"), lw=0.6, zorder=6)
        axes.add_patch(bar)
    for part in (0, 0.5, 1):
        text = f"{km * part:,.0f}" if part < 1 else f"{km:,.0f} {unit}"
        # The figure of the last mark stands under it, its unit runs on.
        axes.text(
            x + part * long - (3 if part == 1 else 0), y + 2.0 * MM, text, fontsize=8, va="bottom",
            ha="left" if part == 1 else "center", zorder=6,
        )  # fmt: skip
    return box(x - 2 * MM, y - 1 * MM, x + long + 9 * MM, y + 6 * MM)


def globe(
    axes: Axes, land: Sequence[Sequence[Any]], view: View, places: pd.DataFrame, middle: tuple[float, float]
) -> None:
    """A small globe of 25 mm with the window marked on it."""
    size = 12.5 * MM
    east, north = np.deg2rad(places["lon"].mean()), np.deg2rad(places["lat"].mean() / 2)

    def put(coordinates: Iterable[Iterable[float]]) -> list[tuple[float, float]]:
        """Orthographic; what lies behind is drawn on the rim, and a shape that lies behind as a whole not at all."""
        lon, lat = np.deg2rad(np.array(list(coordinates), dtype=float)).T[:2]
        x, y = np.cos(lat) * np.sin(lon - east), np.cos(north) * np.sin(lat)
        y = y - np.sin(north) * np.cos(lat) * np.cos(lon - east)
        behind = np.sin(north) * np.sin(lat) + np.cos(north) * np.cos(lat) * np.cos(lon - east) < 0
        far = np.where(behind, np.hypot(x, y), 1.0)
        if behind.all():
            return []
        return list(zip(middle[0] + size * x / far, middle[1] + size * y / far, strict=True))

    disc = Circle(middle, size, fc=style.colour("water"), ec=style.colour("frontier"), lw=0.7, zorder=6)
    axes.add_patch(disc)
    rings = [Path(ring) for ring in (put(polygon[0]) for polygon in land) if len(ring) > 3]
    look = {"fc": style.colour("context"), "ec": "none", "zorder": 6.1, "clip_path": disc}
    axes.add_artist(PathPatch(Path.make_compound_path(*rings), **look))
    corners = [(x * view.width, y * view.height) for x, y in ((0, 0), (1, 0), (1, 1), (0, 1), (0, 0))]
    metres = [(view.left + x * view.metres, view.bottom + y * view.metres) for x, y in corners]
    frame = put([view.project(x, y, inverse=True) for x, y in metres])
    axes.plot(*zip(*frame, strict=True), color=style.colour("ink"), linewidth=1.0, zorder=6.2)


def halo() -> dict:
    """A pale patch behind the names on a map."""
    return {"facecolor": style.colour("relief"), "edgecolor": "none", "pad": 0.2, "alpha": 0.6}


def locator(
    basemap: Mapping[str, Any], names: Mapping[str, str], pair: Sequence[str], wide: float = 45.0
) -> Figure | None:
    """Where two states lie: a dot on each over plain land, so that no state is drawn by its frontier.

    ``names`` are those of all countries by code. None if the base map does not hold both whole.
    """
    shapes = {one["code"]: one["shape"] for one in basemap.get("countries", []) if one["code"] in pair}
    points = np.array([point for shape in shapes.values() for polygon in shape for ring in polygon for point in ring])
    if len(shapes) < len(pair):
        return None
    (west, south), (east, north) = points.min(axis=0), points.max(axis=0)
    left, foot, right, top = basemap["extent"]
    if west <= left or east >= right or south <= foot or north >= top:
        return None
    around = pd.DataFrame({"lon": [west - 6, east + 6], "lat": [south - 3, north + 3]}).clip(
        {"lon": left, "lat": foot}, {"lon": right, "lat": top}, axis=1
    )
    view = View(around, wide, wide * 0.8)
    figure = style.sheet(wide * 0.8, wide)
    axes = figure.add_axes((0, 0, 1, 1))
    ground(axes, {**basemap, "rivers": []}, view)
    labels, marks = [], []
    for code, role in zip(pair, ("a", "b"), strict=True):
        areas = [view.area(polygon) for polygon in shapes[code]]
        core = polylabel(max(areas, key=lambda area: area.area), tolerance=2)
        axes.plot(
            core.x, core.y, "o", ms=BEAD * 1.4, mfc=style.colour(role), mec=style.colour("ink"), mew=0.8, zorder=5
        )
        marks.append(core.buffer(BEAD))
        labels.append(Label((core.x, core.y), (names[code],), bold=True, reach=BEAD, leader=False))
    others = country_labels(basemap, view, {code: name for code, name in names.items() if code not in pair})
    others = [replace(label, lines=(label.lines[0].title(),), size=8.0) for label in others]
    write(axes, place([*labels, *others], box(2, 2, view.width - 2, view.height - 2), taken=marks), halo())
    return figure


def free_corner(
    view: View, size: tuple[float, float], taken: Sequence[BaseGeometry], order: str
) -> tuple[float, float]:
    """Lower left corner of a panel of a size in points, in that corner of the window where it hides least.

    ``order`` says which corner goes first where several hide as little: letters of ``b`` bottom, ``t`` top, in pairs with
    ``l`` and ``r`` (``"br bl tr tl"``).
    """

    def hidden(corner: tuple[float, float]) -> float:
        body = box(*corner, corner[0] + size[0], corner[1] + size[1])
        return sum(1 + body.intersection(one).length for one in taken if body.intersects(one))

    # Against the frame, and a little along it.
    across = {"l": 0.0, "r": view.width - size[0]}
    up = {"b": 0.0, "t": view.height - size[1]}
    corners = [(across[name[1]], up[name[0]]) for name in order.split()]
    return min(corners, key=hidden)
