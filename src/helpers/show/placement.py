"""Where labels stand in a drawing: beside their point, or on a leader, or shorter, or not at all.

Labels are placed one after the other, the weightiest first. Each takes the first place that keeps a millimetre from the
labels and marks before it and stays inside the frame; among such places the one that hides least of the lines below.
A label that finds no place takes a leader, then its shorter form, then leaves: it never overlaps, shrinks or turns.
This is the greedy point-feature labelling of Christensen, Marks and Shieber (1995, doi:10.1145/212332.212334) with leaders.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.font_manager import FontProperties, findfont
from matplotlib.transforms import Affine2D, ScaledTranslation, Transform
from shapely import STRtree, box
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry

from helpers.show.style import RC, colour

MM = 72 / 25.4  # points in a millimetre
GAP = 1.0  # mm between two labels
LEADING = 1.22  # line height over type size
SIDES = ((1, 0), (-1, 0), (1, 0.8), (1, -0.8), (-1, 0.8), (-1, -0.8), (0, 1), (0, -1))
AWAY = (5, 8, 12, 17, 23, 30)  # mm of a leader
AROUND = np.deg2rad(np.arange(0, 360, 15))
HIDING = 0.9  # cost of a mm of line under a label, against a mm of distance
LEADER = 6.0  # cost of needing a leader at all


@dataclass(frozen=True)
class Label:
    """What is to be written at a point.

    Parameters
    ----------
    at
        The point in points of type from the lower left corner of the axes.
    lines
        Its lines, the first one first.
    short
        The lines that may stand in for it where there is no room.
    bold
        Whether the first line is bold.
    reach
        Half the size of the mark at the point, in points.
    spots
        Where its middle may stand, in points, if not beside the point (a name in an area).
    mirrored
        Whether the left side goes before the right one.
    """

    at: tuple[float, float]
    lines: tuple[str, ...]
    short: tuple[str, ...] = ()
    bold: bool = False
    size: float = 8.0
    role: str = "ink"
    reach: float = 3.0
    style: str = "normal"
    leader: bool = True
    spots: tuple[tuple[float, float], ...] = ()
    mirrored: bool = False


@dataclass(frozen=True)
class Placed:
    """A label with its box (x, y of the lower left corner, width, height, in points), its side and its leader."""

    label: Label
    lines: tuple[str, ...]
    corner: tuple[float, float]
    extent: tuple[float, float]
    align: str
    leader: tuple[tuple[float, float], tuple[float, float]] | None = field(default=None)

    @property
    def box(self) -> BaseGeometry:
        """The rectangle that it takes."""
        (x, y), (wide, high) = self.corner, self.extent
        return box(x, y, x + wide, y + high)


@cache
def _advances(weight: str) -> dict[str, float]:
    """Width of every character of the chart face in ems, taken from the face that is asked first for it."""
    from fontTools.ttLib import TTFont

    found: dict[str, float] = {}
    for family in reversed(RC["font.family"]):
        with TTFont(findfont(FontProperties(family=family, weight=weight)), lazy=True) as face:
            ems, table = face["head"].unitsPerEm, face["hmtx"]
            found |= {chr(code): table[name][0] / ems for code, name in face.getBestCmap().items()}
    return found


def width(text: str, size: float, weight: str = "normal") -> float:
    """Width of a line of text in the house's chart face, in points; kerning makes it shorter, hardly ever longer."""
    ems = _advances(weight)
    return size * sum(ems.get(letter, 0.6) for letter in text)


def extent(lines: Sequence[str], size: float, bold: bool) -> tuple[float, float]:
    """Width and height of some lines, in points."""
    wide = max(width(text, size, "bold" if bold and not row else "normal") for row, text in enumerate(lines))
    return wide, len(lines) * size * LEADING


def _beside(label: Label, size: tuple[float, float]) -> list[tuple[tuple[float, float], str, float, bool]]:
    """Corner, alignment, cost and whether a leader is needed, of each place that a label may take."""
    wide, high = size
    if label.spots:
        return [((x - wide / 2, y - high / 2), "center", 0.2 * rank, False) for rank, (x, y) in enumerate(label.spots)]
    x, y = label.at
    near = label.reach + 0.9 + 0.4 * MM
    found = []

    def corner(dx: float, dy: float, away: float) -> tuple[tuple[float, float], str]:
        if abs(dx) < 0.35:
            return (x + away * dx - wide / 2, y + away * dy + (0 if dy > 0 else -high)), "center"
        left = x + away * dx - (0 if dx > 0 else wide)
        # The first line is the name: it is level with the point, the others hang below it.
        return (left, y + away * dy - high + first / 2), "left" if dx > 0 else "right"

    first = label.size * LEADING
    for rank, (dx, dy) in enumerate((-x, y) if label.mirrored else (x, y) for x, y in SIDES):
        if dx and dy and high > 1.5 * first:
            continue  # a name of several lines that is not level with its point takes a leader
        up = dy * (high / 2 + near * 0.6) / near if dx else dy
        found.append((*corner(dx, up, near), 0.4 * rank, False))
    if label.leader:
        for away in AWAY:
            for angle in AROUND:
                dx, dy = float(np.cos(angle)), float(np.sin(angle))
                found.append((*corner(dx, dy, away * MM), LEADER + away, True))
    return found


def place(
    labels: Sequence[Label],
    frame: BaseGeometry,
    taken: Sequence[BaseGeometry] = (),
    lines: Sequence[BaseGeometry] = (),
    barred: Sequence[BaseGeometry] = (),
) -> list[Placed]:
    """Find a place for each label, the first ones first.

    Parameters
    ----------
    labels
        By weight.
    frame
        What they must stay inside of, in points.
    taken
        Marks and panels that no label may touch.
    lines
        Lines that a label should not hide.
    barred
        Lines that no label may touch; a leader may not cross them either, but where it begins.

    Returns
    -------
    list of Placed
        In the order given, without those that found no place.
    """
    boxes, leaders, placed = [], [], []
    marks = STRtree([one.buffer(0.3 * MM, join_style="mitre") for one in taken])
    below, fixed = STRtree(list(lines)), STRtree(list(barred))
    for label in labels:
        best: tuple[float, Placed] | None = None
        for form in (label.lines, label.short):
            if not form or best is not None:
                continue
            size = extent(form, label.size, label.bold)
            for corner, align, cost, led in _beside(label, size):
                if best is not None and cost >= best[0]:
                    continue
                body = box(corner[0], corner[1], corner[0] + size[0], corner[1] + size[1])
                if not frame.contains(body):
                    continue
                roomy = body.buffer(GAP * MM * 0.98, join_style="mitre")
                if any(roomy.intersects(other) for other in boxes) or any(body.intersects(one) for one in leaders):
                    continue
                if any(len(tree.query(body, predicate="intersects")) for tree in (marks, fixed)):
                    continue
                leader = _leader(label, corner, size, align) if led else None
                if leader is not None:
                    thread = LineString(leader)
                    rest = LineString([thread.interpolate(1.5 * label.reach + 3), thread.coords[-1]])
                    if any(thread.intersects(one) for one in leaders) or any(rest.intersects(one) for one in boxes):
                        continue
                    if any(len(tree.query(rest, predicate="intersects")) for tree in (marks, fixed)):
                        continue
                hit = below.query(body, predicate="intersects")
                cost += HIDING * sum(lines[number].intersection(body).length for number in hit) / MM
                if best is None or cost < best[0]:
                    best = cost, Placed(label, tuple(form), corner, size, align, leader)
        if best is not None:
            placed.append(best[1])
            boxes.append(best[1].box)
            if best[1].leader:
                leaders.append(LineString(best[1].leader))
    return placed


def _leader(label: Label, corner: tuple[float, float], size: tuple[float, float], align: str) -> tuple:
    (x, y), (wide, high) = corner, size
    across = {"left": x - 1.5, "right": x + wide + 1.5}.get(align, x + wide / 2)
    # To the middle of the first line, or to the edge that faces the point.
    up = y + high - label.size * LEADING / 2 if align != "center" else y if label.at[1] < y else y + high
    return label.at, (across, up)


def in_points(axes: Axes, at: Sequence[Sequence[float]]) -> list[tuple[float, float]]:
    """Data of axes with a fixed place, in points of type from their lower left corner."""
    shown = axes.transData.transform(np.asarray(at, dtype=float)) - axes.bbox.min
    return [tuple(point) for point in shown * 72 / axes.figure.dpi]


def label_points(
    axes: Axes,
    labels: Sequence[Label],
    lines: Sequence[Sequence[Sequence[float]]] = (),
    marks: Sequence[Sequence[float]] = (),
    beyond: tuple[float, float, float, float] = (0, 0, 0, 0),
) -> list[Placed]:
    """Write labels at data of axes that have a fixed place, off the lines and marks given as data.

    ``beyond`` is the room outside the axes that labels may take: left, bottom, right, top, in mm.
    """
    if not labels:
        return []
    size = axes.bbox.size * 72 / axes.figure.dpi
    left, bottom, right, top = (side * MM for side in beyond)
    frame = box(-left, -bottom, size[0] + right, size[1] + top)
    barred = [LineString(in_points(axes, line)).buffer(2.4) for line in lines if len(line) > 1]
    taken = [Point(at).buffer(2.6) for at in in_points(axes, marks)] if len(marks) else []
    spots = in_points(axes, [label.at for label in labels])
    moved = [replace(label, at=spot) for label, spot in zip(labels, spots, strict=True)]
    placed = place(moved, frame, taken, barred=barred)
    corner = axes.get_position(original=True).min * axes.figure.get_size_inches()
    inches = axes.figure.dpi_scale_trans
    write(axes, placed, None, transform=Affine2D().scale(1 / 72) + inches + ScaledTranslation(*corner, inches))
    return placed


def write(
    axes: Axes,
    placed: Sequence[Placed],
    halo: dict[str, Any] | None,
    zorder: float = 8,
    transform: Transform | None = None,
) -> None:
    """Write labels that have been placed; the axes' data are points of type, unless a transform takes these."""
    place_in = {"transform": transform} if transform is not None else {}
    bounds = axes.axis()
    for one in placed:
        label = one.label
        (x, y), (wide, high) = one.corner, one.extent
        across = {"left": x, "right": x + wide}.get(one.align, x + wide / 2)
        if one.leader:
            ends = zip(*one.leader, strict=True)
            axes.plot(*ends, color=colour("ink"), linewidth=0.5, zorder=zorder - 1, clip_on=False, **place_in)
        step = label.size * LEADING
        for row, text in enumerate(one.lines):
            axes.text(
                across,
                y + high - (row + 0.5) * step - 0.08 * label.size,
                text,
                ha=one.align,
                va="center_baseline",
                fontsize=label.size,
                fontweight="bold" if label.bold and not row else "normal",
                fontstyle=label.style,
                color=colour(label.role),
                bbox=halo,
                zorder=zorder,
                **place_in,
            )
    axes.axis(bounds)
