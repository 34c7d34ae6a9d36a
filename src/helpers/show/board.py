"""A drawing that grows downwards, placed in millimetres: rows of words, bars and marks under one another.

For exhibits that are read like a table and seen like a chart. Nothing is laid out twice: a text is measured, broken to
the width that it has, and pushes what follows down, so that no label meets another whatever the data.
"""

from collections.abc import Callable, Sequence
from datetime import date

from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Rectangle

from helpers.methods.decimal_years import decimal_year
from helpers.periods import period
from helpers.show import style
from helpers.show.marks import tell
from helpers.show.placement import MM, width

SIZE = 8.0  # points
LINE = 3.5  # mm from one line of text to the next
ROW_GAP = 1.1  # mm between two rows
CITE_GAP = 0.7  # mm more than a space before them
CITED = 1  # source numbers that stand in a row of a drawing; the others are in its CSV


def broken(text: str, wide: float, lines: int = 99, bold: bool = False) -> list[str]:
    """A text in lines of at most ``wide`` mm; what does not fit into ``lines`` ends in an ellipsis.

    A word that is longer than a line is cut.
    """
    weight, limit = "bold" if bold else "normal", wide * MM * 0.99
    rows, left = [], text.split(" ")
    while left:
        if len(rows) == lines:
            last = rows[-1]
            while last and width(f"{last} …", SIZE, weight) > limit:
                last = last[:-1].rstrip()
            return [*rows[:-1], f"{last} …"]
        if width(left[0], SIZE, weight) > limit:
            fits = next((n for n in range(len(left[0]), 1, -1) if width(left[0][:n], SIZE, weight) <= limit), 1)
            left[:1] = [left[0][:fits], left[0][fits:]] if fits < len(left[0]) else left[:1]
        taken = 1
        while taken < len(left) and width(" ".join(left[: taken + 1]), SIZE, weight) <= limit:
            taken += 1
        rows.append(" ".join(left[:taken]))
        left = left[taken:]
    return rows


def cites(numbers: Sequence[int]) -> str:
    """The strongest source numbers as they stand behind a text of a drawing."""
    return "\u00a0".join(f"[{number}]" for number in numbers[:CITED])


class Board:
    """See the module. ``y`` is where the next row begins, in mm from the top."""

    def __init__(self, wide: float = 170.0):
        self.wide, self.y = wide, 0.0
        self.figure = style.sheet(10, wide)
        self.axes = self.figure.add_axes((0, 0, 1, 1))
        self.axes.axis("off")

    def write(
        self,
        x: float,
        y: float,
        text: str,
        wide: float = 170.0,
        *,
        cited: str = "",
        lines: int = 99,
        align: str = "left",
        bold: bool = False,
        role: str = "ink",
    ) -> float:
        """Text from its upper edge at ``y`` with its source numbers behind it; returns its height in mm."""
        weight = "bold" if bold else "normal"
        rows = broken(f"{text} {cited}", wide - CITE_GAP, lines, bold) if cited else broken(text, wide, lines, bold)
        for place, row in enumerate(rows):
            at, across = y + LINE * (place + 0.5), x
            look = {"fontsize": SIZE, "ha": align, "va": "center_baseline"}
            if cited and place == len(rows) - 1 and row.endswith(cited) and align != "center":
                row = row.removesuffix(cited).strip()
                shift = width(f"{row} ", SIZE, weight) / MM + CITE_GAP if row else 0.0
                back = -width(f" {cited}", SIZE) / MM - CITE_GAP if align == "right" else 0.0
                self.axes.text(x + (0.0 if back else shift), at, cited, color=style.colour("muted"), **look)
                across += back
            self.axes.text(across, at, row, fontweight=weight, color=style.colour(role), **look)
        return LINE * len(rows)

    def head(self, text: str, x: float = 0.0, wide: float = 0.0) -> None:
        """The heading of a panel with a rule under it; the next row begins below."""
        wide = wide or self.wide - x
        self.y += self.write(x, self.y, text, wide, bold=True) + 0.6
        self.rule(self.y, x, x + wide, role="muted")
        self.y += 1.0

    def rule(self, y: float, left: float, right: float, role: str = "grid", **look) -> None:
        """A level line."""
        self._line([left, right], [y, y], role, **look)

    def stem(self, x: float, top: float, foot: float, role: str = "grid", **look) -> None:
        """An upright line."""
        self._line([x, x], [top, foot], role, **look)

    def _line(self, xs: list[float], ys: list[float], role: str, **look) -> None:
        # Not by plot, which would look for limits of the axes each time.
        look = {"linewidth": 0.6, "zorder": 1, "solid_capstyle": "butt", "clip_on": False, **look}
        self.axes.add_artist(Line2D(xs, ys, color=style.colour(role), **look))

    def bar(self, left: float, right: float, y: float, role: str, high: float = 2.2, **look) -> None:
        """A bar around the middle ``y``."""
        look = {
            "facecolor": style.colour(role),
            "edgecolor": "none",
            "linewidth": 0.5,
            "zorder": 2,
            "clip_on": False,
            **look,
        }
        self.axes.add_patch(Rectangle((left, y - high / 2), right - left, high, **look))

    def dot(
        self, x: float, y: float, role: str = "ink", full: bool = True, marker: str = "o", size: float = 1.9
    ) -> None:
        """A mark of ``size`` mm, hollow if not ``full``."""
        tint = style.colour(role)
        face = tint if full else style.colour("paper")
        look = {"markerfacecolor": face, "markeredgecolor": tint, "markeredgewidth": 1.0, "markersize": size * MM * 0.9}
        self._line([x], [y], role, marker=marker, linestyle="", zorder=4, **look)

    def tell(self, row: int, left: float, right: float, y: float, text: str) -> None:
        """What a reader learns who points at the mark from ``left`` to ``right``, and the row of the exhibit behind it."""
        tell(self.axes, row, left, right, y, text)

    def done(self) -> Figure:
        """The figure, as high as what stands on it."""
        high = max(self.y, LINE) + ROW_GAP
        self.figure.set_size_inches(self.wide * style.MM, high * style.MM)
        self.axes.set_xlim(0, self.wide)
        self.axes.set_ylim(high, 0)
        return self.figure


def years(board: Board, left: float, right: float, days: Sequence[date], most: int = 9) -> Callable[[date], float]:
    """An axis of years, written in the board's next row; returns where a day stands on it."""
    low, high = decimal_year(min(days)), max(decimal_year(max(days)), decimal_year(min(days)) + 1)
    room = (high - low) * 0.02
    low, high = low - room, high + room
    scale = (right - left) / (high - low)
    step = next(one for one in (1, 2, 5, 10, 20, 50, 100) if (high - low) / one <= most)
    for year in range(int(low) - int(low) % step, int(high) + 1, step):
        if low <= year <= high:
            half = width(f"{year}", SIZE) / MM / 2
            place = min(max(left + (year - low) * scale, half), board.wide - half)
            board.write(place, board.y, f"{year}", 20, align="center", role="muted")
    board.y += LINE + 0.5
    return lambda day: left + (decimal_year(day) - low) * scale


def middle(text: str) -> date:
    """The day in the middle of a date or period, where its mark stands."""
    return period(text).middle
