"""The timeline as a drawing: named turning points on a stair, all events a year, and every contact in its lane."""

from textwrap import wrap
from typing import Any, NamedTuple

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
LEVELS = 8
FORMS = ((26, 2), (18, 4))  # letters and lines of a turning point: the first that has a place and loses nothing
SIDE = 2.5  # points between a stem and a text
TRIES = 40000  # places looked at before a level more is taken
LEAD = 3.15  # mm from one line of a turning point to the next
NEAR = 3  # years between which the numbers of two full ones fit on a telephone too
DOT, SHOWN, STACK = 2.0, 6, 24  # mm across; how many stand on one another, and how many may before counts take over
NAMED = 3  # of the events behind one mark
BESIDE = ("margins of a forum", "phone or video")
GATHERED = "in person"  # with a forum: of more states than the two
SHADES = ("seq-1", "seq-2", "seq-3", "seq-4", "seq-5")


class Step(NamedTuple):
    """A turning point: its row, place of its stem, date and lines, level, and the ends of its text, in points."""

    row: str
    at: float
    day: str
    lines: list[str]
    level: int
    left: float
    right: float


def _stacks(marks: pd.DataFrame) -> pd.Series:
    """How many events a lane has in a year."""
    return marks.assign(year=[day.year for day in marks["first"]]).groupby(["lane", "year"]).size()


def crowded(marks: pd.DataFrame) -> bool:
    """Whether a lane has more in a year than can stand on one another, or the numbers over near years would touch.

    Counts take the place of marks then.
    """
    stacks = _stacks(marks)
    apart = stacks[stacks > SHOWN].reset_index().groupby("lane")["year"].diff()
    return bool(stacks.max() > STACK or apart.lt(NEAR).any())


def draw(
    edition: Edition, marks: pd.DataFrame, named: pd.DataFrame, gap: pd.Series | None, wide: float = 170.0
) -> Figure:
    """Turning points over a line of years, a strip of events a year, and the lanes under it."""
    years = [day.year for day in marks["first"]]
    first, last = min(years), max(edition.as_of.year, *years)
    across = (wide - LEFT_MM - RIGHT_MM) * MM / (last + 1 - first)
    points = _stair(named, first, across, (wide - LEFT_MM) * MM)
    tops = _tops(points)
    top = tops[-1] + (4 if points else 0)
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
    events = marks.assign(year=years, place=range(len(marks)))
    _points(axes, points, tops, line, events.set_index("event_id"))
    strip = line - 19 * MM
    _density(edition, axes, events, strip, first, across)
    foot = strip - arrow * MM
    if gap is not None:
        _gap(edition, axes, gap, strip - 3.4 * MM, first, across)
    for lane, high in zip(lanes, heights, strict=True):
        own = events[events["lane"] == lane]
        _lane(edition, axes, lane, own, foot, high * MM, first, across, counted, int(stacks.max()))
        foot -= high * MM
        axes.plot([0, (last + 1 - first) * across], [foot] * 2, color=style.colour("context"), linewidth=0.6)
    if counted:
        _shade_key(axes, foot - 4 * MM, int(stacks.max()), wide)
    return figure


def _height(edition: Edition, lane: str, most: int) -> float:
    """Height of a lane in mm: its circles, at most six of them and a number, or the lines of its name."""
    rows = min(most, SHOWN) + (most > SHOWN) * 1.4
    return max((DOT + 0.3) * rows + 2.6, 3.3 * len(wrap(phrase(CHART, f"label-{lane}", edition), 17)) + 2.0)


def _stair(named: pd.DataFrame, first: int, across: float, right: float) -> list[Step]:
    """Level and side of each turning point: as few levels as keep every text off the other texts and stems.

    What would need more levels than there are leaves, the lightest of it first.
    """
    while True:
        texts = []
        for row in named.itertuples():
            at = (row.first.year - first + (row.first.timetuple().tm_yday - 1) / 365.25) * across
            forms = [wrap(row.title, letters, max_lines=most, placeholder=" …") for letters, most in FORMS]
            day = short(row.date)
            forms = [lines for lines in forms if not lines[-1].endswith("…")] or forms[-1:]
            wides = [max(width(day, 8, "bold"), *(width(line, 8) for line in lines)) for lines in forms]
            texts.append((row.event_id, at, day, list(zip(forms, wides, strict=True))))
        for levels in range(1, LEVELS + 1):
            # The last first: those at the right edge have the least choice.
            found = _placed(texts[::-1], levels, right, [TRIES])
            if found is not None:
                return found[::-1]
        named = named.drop(index=named["weight"].idxmin())


def _placed(texts: list[tuple], levels: int, right: float, tries: list[int], done: tuple[Step, ...] = ()) -> Any:
    """The steps of all texts on so many levels, by going back where one finds no place; none if there is no way."""
    if len(done) == len(texts):
        return list(done)
    row, at, day, forms = texts[len(done)]
    places = [(at - wide - SIDE, lines, wide) for lines, wide in forms] + [(at + SIDE, *form) for form in forms]
    for level in range(levels):
        for left, lines, wide in places:
            step = Step(row, at, day, lines, level, left, left + wide)
            tries[0] -= 1
            if left < -LEFT_MM * MM or left + wide > right or tries[0] < 0:
                continue
            if not any(_strikes(step, other) or _strikes(other, step) for other in done):
                found = _placed(texts, levels, right, tries, (*done, step))
                if found is not None:
                    return found
    return None


def _strikes(step: Step, other: Step) -> bool:
    """Whether the stem of one runs through the text of the other, or their texts meet."""
    crossed = other.left - SIDE < step.at < other.right + SIDE and step.level >= other.level
    return crossed or (step.level == other.level and step.left < other.right + SIDE and other.left < step.right + SIDE)


def _years(axes: Axes, y: float, first: int, last: int, across: float) -> None:
    ink = style.colour("ink")
    axes.plot([0, (last + 1 - first) * across], [y, y], color=ink, linewidth=1.2, zorder=3)
    step = next(one for one in (1, 2, 5, 10, 20) if (last + 1 - first) / one <= 12)
    for year in range(first, last + 2):
        x = (year - first) * across
        axes.plot([x, x], [y, y - (1.6 if year % step == 0 else 0.8) * MM], color=ink, linewidth=0.7)
        if year % step == 0 and year <= last:
            axes.text(x, y - 2.2 * MM, f"{year}", ha="center", va="top", fontsize=8)


def _tops(points: list[Step]) -> list[float]:
    """Where each level ends, in mm above the line: a date and the most lines of its texts; at least one level."""
    high = pd.Series([LEAD * (1 + len(step.lines)) + 0.4 for step in points], dtype=float)
    return [0.0, *high.groupby([step.level for step in points]).max().cumsum()]


def _points(axes: Axes, points: list[Step], tops: list[float], line: float, events: pd.DataFrame) -> None:
    for name, at, day, lines, level, left, right in points:
        top = line + (tops[level + 1] + 0.5) * MM
        axes.plot([at, at], [line, top], color=style.colour("ink"), linewidth=0.6, zorder=2)
        axes.plot(at, line, "o", markersize=1.6 * MM, color=style.colour("ink"), zorder=4)
        tell(axes, events.at[name, "place"], at, at, line, f"{day} · {events.at[name, 'title']}")
        for place, text in enumerate((day, *lines)):
            weight = "normal" if place else "bold"
            x, align = (right, "right") if right < at else (left, "left")
            axes.text(x, top - (place * LEAD + 0.2) * MM, text, ha=align, va="top", fontsize=8, fontweight=weight)


def _told(edition: Edition, year: int, rows: pd.DataFrame) -> str:
    """A year, how many events it has, and the first of them by name."""
    events = phrase(CHART, "label-count", edition, events=number(len(rows), "events"))
    return f"{year} · {events}: {'; '.join(rows['title'].head(NAMED))}{'; …' if len(rows) > NAMED else ''}"


def _density(edition: Edition, axes: Axes, events: pd.DataFrame, foot: float, first: int, across: float) -> None:
    per_year = events["year"].value_counts()
    scale = 8 * MM / per_year.max()
    for year, rows in events.groupby("year"):
        left, count = (year - first) * across, len(rows)
        tell(axes, rows["place"].to_list(), left, left + across, foot + 3 * MM, _told(edition, year, rows))
        axes.add_patch(
            Rectangle(
                (left + 0.6, foot), across - 1.2, count * scale, color=style.colour("muted"), alpha=0.55, linewidth=0
            )
        )
    most = per_year.idxmax()
    axes.text((most - first + 0.5) * across, foot + 8.3 * MM, f"{per_year.max()}", ha="center", va="bottom", fontsize=8)
    axes.plot(
        [0, (events["year"].max() + 1 - first) * across], [foot, foot], color=style.colour("muted"), linewidth=0.6
    )
    for place, text in enumerate(wrap(phrase(CHART, "label-events", edition), 17)):
        axes.text(-LEFT_MM * MM, foot + (6.6 - 3.4 * place) * MM, text, va="top", fontsize=8)


def _gap(edition: Edition, axes: Axes, gap: pd.Series, y: float, first: int, across: float) -> None:
    ends = [period(gap["since"]).end, period(gap["until"]).start]
    left, right = ((day.year - first + (day.timetuple().tm_yday - 1) / 365.25) * across for day in ends)
    arrow = {"arrowstyle": "<->", "color": style.colour("ink"), "linewidth": 0.8, "shrinkA": 0, "shrinkB": 0}
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
            role, y = SHADES[_class(len(rows), most)], top - high / 2
            tell(axes, rows["place"].to_list(), middle - across / 2, middle + across / 2, y, _told(edition, year, rows))
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
        beside = rows["how"].isin(BESIDE) | (rows["how"].eq(GATHERED) & rows["forum"].ne(""))
        order = rows.assign(beside=beside).sort_values("beside", kind="stable")
        if len(order) > SHOWN:
            y = top - high + (0.6 + SHOWN * (DOT + 0.3)) * MM
            axes.text(middle, y, f"+{len(order) - SHOWN}", ha="center", va="bottom", fontsize=8)
            rest = order.iloc[SHOWN:]
            tell(axes, rest["place"].to_list(), middle, middle, y + LEAD / 2 * MM, _told(edition, year, rest))
        for place, row in enumerate(order.head(SHOWN).itertuples()):
            y = top - high + (0.4 + DOT / 2 + 0.3 + place * (DOT + 0.3)) * MM
            tell(axes, row.place, middle, middle, y, f"{short(row.date)} · {row.title}")
            look = {"markerfacecolor": paper if row.beside else tint, "markeredgecolor": tint, "markeredgewidth": 1.1}
            axes.plot(middle, y, "o", markersize=min(DOT * MM, 1.05 * across) * 0.86, **look)


def _class(count: int, most: int) -> int:
    return min(len(SHADES) - 1, (count - 1) * len(SHADES) // most)


def _shade_key(axes: Axes, y: float, most: int, wide: float) -> None:
    counts = range(1, most + 1)
    for place, role in enumerate(SHADES):
        own = [count for count in counts if _class(count, most) == place]
        if own:
            x = (place * min(24.0, (wide - RIGHT_MM) / len(SHADES)) - LEFT_MM) * MM
            axes.add_patch(Rectangle((x, y), 4 * MM, 2.6 * MM, color=style.colour(role), linewidth=0))
            text = f"{own[0]}" if len(own) == 1 else f"{own[0]}–{own[-1]}"
            axes.text(x + 5 * MM, y + 1.3 * MM, text, va="center_baseline", fontsize=8)
