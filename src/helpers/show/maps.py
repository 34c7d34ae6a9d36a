"""Maps: links of a network over land and frontiers, in a conic projection that keeps distances nearly true.

Land has one neutral fill and no names of countries; a line that is not an agreed frontier is dotted and, where the
base map names it, labelled. Links are straight and schematic: never measure on them. Colour is the mode, the line's
pattern its state, so that both can be told apart in greyscale.
"""

from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import LineCollection
from matplotlib.patches import PathPatch
from matplotlib.path import Path
from pyproj import Proj

from helpers.show import style

DISCLAIMER = (
    "Borders follow Natural Earth (control on the ground); dotted lines are not agreed frontiers, that of the Line of "
    "Control is approximate. The map takes no view on sovereignty or on any boundary. Links are schematic."
)
MODES = {"road": "muted", "rail": "b", "hvdc": "third", "hvac": "third", "sea": "seq-3"}
PATTERNS = {
    "operational": "-",
    "seasonal": (0, (4, 1.5)),
    "suspended": (0, (1, 1.5)),
    "planned": (0, (1, 2.5)),
    "under-construction": (0, (5, 1.5, 1, 1.5)),
}
MARGIN = 0.06
# Half the size of a mark as a share of the height of the view: a letter, the frame, a line.
MARK_WIDTH, MARK_PAD, MARK_HEIGHT = 0.012, 0.014, 0.036


class View:
    """A window on the Earth: degrees to metres of a Lambert conic (two standard parallels) around the places."""

    def __init__(self, places: pd.DataFrame, aspect: float):
        west, east = places["lon"].min(), places["lon"].max()
        south, north = places["lat"].min(), places["lat"].max()
        sixth = (north - south) / 6 or 1
        self.project = Proj(
            proj="lcc", lat_1=south + sixth, lat_2=north - sixth, lat_0=(south + north) / 2, lon_0=(west + east) / 2
        )
        x, y = self.project(places["lon"].to_numpy(), places["lat"].to_numpy())
        height = max(y.max() - y.min(), (x.max() - x.min()) / aspect, 1.0) * (1 + 2 * MARGIN)
        centre = ((x.min() + x.max()) / 2, (y.min() + y.max()) / 2)
        self.x = (centre[0] - height * aspect / 2, centre[0] + height * aspect / 2)
        self.y = (centre[1] - height / 2, centre[1] + height / 2)

    def points(self, coordinates: Iterable[Iterable[float]]) -> list[tuple[float, float]]:
        """Degrees (longitude, latitude) to metres."""
        lon, lat = zip(*coordinates, strict=True)
        return list(zip(*self.project(lon, lat), strict=True))


def covers(basemap: Mapping[str, Any], places: pd.DataFrame) -> bool:
    """Whether every place lies within the extent of a base map."""
    west, south, east, north = basemap["extent"]
    return bool(places["lon"].between(west, east).all() and places["lat"].between(south, north).all())


def ground(axes: Axes, basemap: Mapping[str, Any], view: View) -> None:
    """Land in one fill, frontiers thin, other lines dotted with their label."""
    for polygon in basemap["land"]:
        rings = [view.points(ring) for ring in polygon]
        shape = Path.make_compound_path(*(Path(ring, closed=True) for ring in rings))
        axes.add_patch(PathPatch(shape, facecolor=style.colour("land"), edgecolor="none", zorder=0))
    for line in basemap["lines"]:
        agreed = line["kind"] == "frontier"
        points = view.points(line["points"])
        axes.plot(
            *zip(*points, strict=True),
            color=style.colour("muted"),
            linewidth=0.5 if agreed else 0.9,
            linestyle="-" if agreed else (0, (1, 1.4)),
            zorder=1,
        )
        if line["label"]:
            x, y = points[len(points) // 2]
            axes.annotate(
                line["label"], (x, y), xytext=(8, -10), textcoords="offset points", color=style.colour("muted"), zorder=5,
                fontstyle="italic", bbox=style.halo(),
            )  # fmt: skip
    axes.set_xlim(view.x)
    axes.set_ylim(view.y)
    axes.set_aspect("equal")
    axes.set_xticks([])
    axes.set_yticks([])
    for spine in axes.spines.values():
        spine.set_visible(True)
        spine.set_color(style.colour("grid"))


def links(axes: Axes, edges: pd.DataFrame, places: pd.DataFrame, view: View) -> list[tuple[str, str]]:
    """Draw links between placed nodes; returns the (mode, status) that were drawn, for the key."""
    at = places.set_index("node_id")[["lon", "lat"]]
    drawn: list[tuple[str, str]] = []
    for (mode, status), part in edges.groupby(["mode", "status"], sort=True):
        ends = part[part["from_node"].isin(at.index) & part["to_node"].isin(at.index)]
        if ends.empty:
            continue
        segments = [
            view.points([at.loc[row.from_node], at.loc[row.to_node]]) for row in ends.itertuples() if row.from_node
        ]
        role = MODES.get(mode, "muted")
        axes.add_collection(
            LineCollection(
                segments, colors=style.colour(role), linewidths=1.0, linestyles=[PATTERNS.get(status, "-")], zorder=2
            )
        )
        drawn.append((mode, status))
    return drawn


def way(axes: Axes, stops: pd.DataFrame, view: View) -> None:
    """A route as a strong line through its placed stops, with their numbers; stops too near share a mark."""
    points = view.points(stops[["lon", "lat"]].to_numpy())
    axes.plot(*zip(*points, strict=True), color=style.colour("a"), linewidth=2.2, zorder=3, solid_capstyle="round")
    groups = _apart(list(zip(points, stops["number"], strict=True)), view)
    for group in groups:
        (x, y), name = group[len(group) // 2][0], _name(group)
        box = {"boxstyle": "round,pad=0.25", "facecolor": style.colour("paper"), "edgecolor": style.colour("ink")}
        axes.text(x, y, name, ha="center", va="center", fontsize=8, zorder=5, bbox={**box, "linewidth": 0.7})


def _name(group: list[tuple[tuple[float, float], int]]) -> str:
    first, last = group[0][1], group[-1][1]
    return str(first) if first == last else f"{first}–{last}"


def _apart(stops: list[tuple[tuple[float, float], int]], view: View) -> list[list[tuple[tuple[float, float], int]]]:
    """The stops in groups whose marks do not stand on one another, in the order of the route."""
    size = view.y[1] - view.y[0]
    groups = [[stop] for stop in stops]

    def box(group: list[tuple[tuple[float, float], int]]) -> tuple[float, float, float, float]:
        (x, y), name = group[len(group) // 2][0], _name(group)
        wide = (len(name) * MARK_WIDTH + MARK_PAD) * size
        return x - wide, x + wide, y - MARK_HEIGHT * size, y + MARK_HEIGHT * size

    while True:
        boxes = [box(group) for group in groups]
        for first, last in combinations(range(len(groups)), 2):
            a, b = boxes[first], boxes[last]
            if a[0] < b[1] and b[0] < a[1] and a[2] < b[3] and b[2] < a[3]:
                # What lies between the two on the route belongs to them.
                joined = [stop for group in groups[first : last + 1] for stop in group]
                groups[first : last + 1] = [joined]
                break
        else:
            return groups
