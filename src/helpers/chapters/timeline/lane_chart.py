"""The timeline as a drawing: named turning points on a stair, all events a year, and every contact in its lane."""

from textwrap import wrap

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from helpers.chapters.timeline.frames.contacts import LANES
from helpers.edition import Edition
from helpers.finding import number
from helpers.periods import period
from helpers.show import style
from helpers.show.marks import tell
from helpers.show.placement import MM, width
from helpers.words.formats import short
from helpers.words.say import phrase

CHART = "exhibit-timeline-lanes"
LEFT_MM, RIGHT_MM = 25.0, 3.0
LETTERS, LINES, LEVELS = 40, 2, 8
STEP = 9.7  # mm of a level: a date and two lines
DOT, SHOWN, STACK = 2.0, 6, 24  # mm across; how many stand on one another, and how many may before counts take over
BESIDE = ("margins of a forum", "phone or video")
SHADES = ("seq-1", "seq-2", "seq-3", "seq-4", "seq-5")


def _stacks(marks: pd.DataFrame) -> pd.Series:
    """How many events a lane has in a year."""
    return marks.assign(year=[day.year for day in marks["first"]]).groupby(["lane", "year"]).size()


def crowded(marks: pd.DataFrame) -> bool:
    """Whether a lane has more in a year than can stand on one another: counts take the place of marks."""
    return bool(_stacks(marks).max() > STACK)


def draw(
    edition: Edition, marks: pd.DataFrame, named: pd.DataFrame, gap: pd.Series | None, wide: float = 170.0
) -> Figure:
    """Turning points over a line of years, a strip of events a year, and the lanes under it."""
    years = [day.year for day in marks["first"]]
    first, last = min(years), max(edition.as_of.year, *years)
    across = (wide - LEFT_MM - RIGHT_MM) * MM / (last + 1 - first)
    points = _stair(named, first, across)
    top = (1 + max((level for *_, level in points), default=-1)) * STEP + (4 if points else 0)
    lanes = [lane for lane in LANES if (marks["lane"] == lane).any()]
    stacks, counted = _stacks(marks), crowded(marks)
    heights = [_height(edition, lane, 1 if counted else int(stacks[lane].max())) for lane in lanes]
    middle, arrow = 25.0, 5.0 if gap is not None else 0.0
    total = top + middle + arrow + sum(heights) + (6.0 if counted else 1.0)
    figure = style.sheet(total, wide)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(-LEFT_MM * MM, (wide - LEFT_MM) * MM)
    axes.set_ylim(-total * MM, 0)
    axes.axis("off")

    line = -(top + 2) * MM
    _years(axes, line, first, last, across)
    _points(axes, points, line)
    strip = line - 19 * MM
    _density(edition, axes, years, strip, first, across)
    foot = strip - arrow * MM
    if gap is not None:
        _gap(edition, axes, gap, strip - 3.4 * MM, first, across)
    for lane, high in zip(lanes, heights, strict=True):
        own = marks.assign(year=years, place=range(len(marks)))[marks["lane"] == lane]
        _lane(edition, axes, lane, own, foot, high * MM, first, across, counted, int(stacks.max()))
        foot -= high * MM
        axes.plot([0, (last + 1 - first) * across], [foot] * 2, color=style.colour("context"), linewidth=0.6)
    if counted:
        _shade_key(axes, foot - 4 * MM, int(stacks.max()))
    return figure


def _height(edition: Edition, lane: str, most: int) -> float:
    """Height of a lane in mm: its circles, at most six of them and a number, or the lines of its name."""
    rows = min(most, SHOWN) + (most > SHOWN) * 1.4
    return max((DOT + 0.3) * rows + 2.6, 3.3 * len(wrap(phrase(CHART, f"label-{lane}", edition), 17)) + 2.0)


def _stair(named: pd.DataFrame, first: int, across: float) -> list[tuple[float, str, list[str], int]]:
    """Place, date, lines and level of each turning point: text left of its stem, higher than what its text would cross.

    What would need more levels than there are leaves, the lightest of it first.
    """
    while True:
        found: list[tuple[float, str, list[str], int]] = []
        for row in named.itertuples():
            at = (row.first.year - first + (row.first.timetuple().tm_yday - 1) / 365.25) * across
            letters = min(LETTERS, max(12, int((at + LEFT_MM * MM) / 3.7)))
            lines = wrap(row.title, letters, max_lines=LINES, placeholder=" …")
            wide = max(
                width(text, 8, "bold" if not place else "normal")
                for place, text in enumerate([short(row.date), *lines])
            )
            crossed = [level for other, _, _, level in found if other > at - wide - 4 * 1.0]
            found.append((at, short(row.date), lines, 1 + max(crossed, default=-1)))
        if len(named) == 0 or max(level for *_, level in found) < LEVELS:
            return found
        named = named.drop(index=named["weight"].idxmin())


def _years(axes: Axes, y: float, first: int, last: int, across: float) -> None:
    ink = style.colour("ink")
    axes.plot([0, (last + 1 - first) * across], [y, y], color=ink, linewidth=1.2, zorder=3)
    step = next(one for one in (1, 2, 5, 10, 20) if (last + 1 - first) / one <= 12)
    for year in range(first, last + 2):
        x = (year - first) * across
        axes.plot([x, x], [y, y - (1.6 if year % step == 0 else 0.8) * MM], color=ink, linewidth=0.7)
        if year % step == 0 and year <= last:
            axes.text(x, y - 2.2 * MM, f"{year}", ha="center", va="top", fontsize=8)


def _points(axes: Axes, points: list[tuple[float, str, list[str], int]], line: float) -> None:
    for at, day, lines, level in points:
        top = line + ((level + 1) * STEP + 0.5) * MM
        axes.plot([at, at], [line, top], color=style.colour("ink"), linewidth=0.6, zorder=2)
        axes.plot(at, line, "o", markersize=1.6 * MM, color=style.colour("ink"), zorder=4)
        for place, text in enumerate((day, *lines)):
            weight = "normal" if place else "bold"
            axes.text(
                at - 2.5, top - (place * 3.15 + 0.2) * MM, text, ha="right", va="top", fontsize=8, fontweight=weight
            )


def _density(edition: Edition, axes: Axes, years: list[int], foot: float, first: int, across: float) -> None:
    per_year = pd.Series(years).value_counts()
    scale = 8 * MM / per_year.max()
    for year, count in per_year.items():
        left = (year - first) * across
        axes.add_patch(
            Rectangle(
                (left + 0.6, foot), across - 1.2, count * scale, color=style.colour("muted"), alpha=0.55, linewidth=0
            )
        )
    most = per_year.idxmax()
    axes.text((most - first + 0.5) * across, foot + 8.3 * MM, f"{per_year.max()}", ha="center", va="bottom", fontsize=8)
    axes.plot([0, (max(years) + 1 - first) * across], [foot, foot], color=style.colour("muted"), linewidth=0.6)
    for place, text in enumerate(wrap(phrase(CHART, "label-events", edition), 17)):
        axes.text(-LEFT_MM * MM, foot + (6.6 - 3.4 * place) * MM, text, va="top", fontsize=8)


def _gap(edition: Edition, axes: Axes, gap: pd.Series, y: float, first: int, across: float) -> None:
    ends = [period(gap["since"]).end, period(gap["until"]).start]
    left, right = ((day.year - first + (day.timetuple().tm_yday - 1) / 365.25) * across for day in ends)
    arrow = {"arrowstyle": "<->", "linewidth": 0.8, "shrinkA": 0, "shrinkB": 0}
    axes.annotate("", (left, y), (right, y), arrowprops=arrow)
    text = phrase(CHART, "label-gap", edition, gap=number(gap["low"], "years"))
    # Beside the arrow, on the side that has room; where none has, the title says it alone.
    if width(text, 8) < left:
        axes.text(left - 3, y, text, ha="right", va="center_baseline", fontsize=8)
    elif right + width(text, 8) < axes.get_xlim()[1] - 3:
        axes.text(right + 3, y, text, ha="left", va="center_baseline", fontsize=8)


def _lane(
    edition,
    axes: Axes,
    lane: str,
    own: pd.DataFrame,
    top: float,
    high: float,
    first: int,
    across: float,
    counted: bool,
    most: int,
) -> None:
    """A circle a contact, hollow if beside a forum or by phone; where there are too many, shades by count."""
    text = wrap(phrase(CHART, f"label-{lane}", edition), 17)
    for place, row in enumerate(reversed(text)):
        axes.text(-LEFT_MM * MM, top - high + (1.0 + 3.3 * place) * MM, row, va="bottom", fontsize=8, fontweight="bold")
    tint, paper = style.colour("a"), style.colour("paper")
    for year, rows in own.groupby("year"):
        middle = (year - first + 0.5) * across
        if counted:
            role = SHADES[_class(len(rows), most)]
            axes.add_patch(
                Rectangle(
                    (middle - across / 2 + 0.4, top - high + 2),
                    across - 0.8,
                    high - 5,
                    color=style.colour(role),
                    linewidth=0,
                )
            )
            continue
        # What stands for itself first, what happened beside something else on top of it.
        order = rows.assign(beside=rows["how"].isin(BESIDE)).sort_values("beside", kind="stable")
        if len(order) > SHOWN:
            y = top - high + (0.6 + SHOWN * (DOT + 0.3)) * MM
            axes.text(middle, y, f"+{len(order) - SHOWN}", ha="center", va="bottom", fontsize=8)
        for place, row in enumerate(order.head(SHOWN).itertuples()):
            y = top - high + (0.4 + DOT / 2 + 0.3 + place * (DOT + 0.3)) * MM
            tell(axes, row.place, middle, middle, y, f"{short(row.date)} · {row.title}")
            look = {"markerfacecolor": paper if row.beside else tint, "markeredgecolor": tint, "markeredgewidth": 1.1}
            axes.plot(middle, y, "o", markersize=min(DOT * MM, 1.05 * across) * 0.86, **look)


def _class(count: int, most: int) -> int:
    return min(len(SHADES) - 1, (count - 1) * len(SHADES) // most)


def _shade_key(axes: Axes, y: float, most: int) -> None:
    counts = range(1, most + 1)
    for place, role in enumerate(SHADES):
        own = [count for count in counts if _class(count, most) == place]
        if own:
            x = place * 24 * MM
            axes.add_patch(Rectangle((x, y), 4 * MM, 2.6 * MM, color=style.colour(role), linewidth=0))
            text = f"{own[0]}" if len(own) == 1 else f"{own[0]}–{own[-1]}"
            axes.text(x + 5 * MM, y + 1.3 * MM, text, va="center_baseline", fontsize=8)
