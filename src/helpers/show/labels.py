"""Labels, marks, axes and dates that several exhibits share."""

from collections.abc import Iterable, Sequence
from itertools import pairwise

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.ticker import FixedLocator, FuncFormatter, NullLocator

from helpers.edition import Edition
from helpers.finding import when
from helpers.periods import period
from helpers.show.style import colour, halo
from helpers.words.formats import short
from helpers.words.say import phrase

MILLION = 1e6
MOST_TICKS = 9  # at 1, 2 and 5; where there are more, decades alone
DECADES = tuple(10.0**power for power in range(-3, 7))


def role_of(edition: Edition, side: str) -> str:
    """Role of a country in the palette: ``a`` or ``b`` of the pair, ``muted`` for any other."""
    return {edition.a.iso3: "a", edition.b.iso3: "b"}.get(side, "muted")


def side_mark(edition: Edition, side: str, hollow: bool = False, size: float = 4.6) -> dict:
    """Marker of a side: filled for statistics, hollow for a single source or an estimate."""
    role = role_of(edition, side)
    tint = colour(role)
    return {
        "marker": {"a": "o", "b": "s"}.get(role, "D"),
        "markersize": size,
        "color": tint,
        "markerfacecolor": colour("paper") if hollow else tint,
        "markeredgecolor": colour("ink") if role == "b" and not hollow else tint,
        "markeredgewidth": 0.6 if role == "b" and not hollow else 1.1,
    }


def draw_line(axes: Axes, points: Sequence[tuple[float, float]], role: str) -> None:
    """A line of a side; that of the second has an ink edge, which tells it apart in greyscale."""
    xs, ys = zip(*points, strict=True)
    if role == "b":
        axes.plot(xs, ys, color=colour("ink"), linewidth=3.4, zorder=2, solid_joinstyle="round")
    axes.plot(xs, ys, color=colour(role), linewidth=2.3 if role == "b" else 2.0, zorder=3)


def write(axes: Axes, x: float, y: float, text: str, **options) -> None:
    """Text at a place of the axes, on paper so that lines do not cross it."""
    axes.text(x, y, text, **{"fontsize": 8, "color": colour("ink"), "bbox": halo(), **options})


def write_beside(axes: Axes, at: tuple[float, float], offset: tuple[float, float], text: str, **options) -> None:
    """Text beside a point, moved by so many points of type."""
    look = {"fontsize": 8, "color": colour("ink"), "bbox": halo(), "textcoords": "offset points"}
    axes.annotate(text, at, offset, annotation_clip=False, **{**look, **options})


def counted(axes: Axes, text: str) -> None:
    """What the upright axis counts, written level above it."""
    axes.set_title(text, loc="left", fontsize=8, color=colour("muted"), pad=4)


def head(axes: Axes, text: str) -> None:
    """The heading of one panel among several."""
    axes.set_title(text, loc="left", fontsize=8.5, fontweight="bold", pad=3)


def log_axis(axes: Axes, values: Iterable[float], room: float = 0.0) -> None:
    """A logarithmic upright axis around positive values with ticks at decades, or at 1, 2 and 5 if these are few.

    ``room`` is the share of the height to keep free above.
    """
    known = [value for value in values if value > 0] or [1.0]
    low, high = min(known) / 1.9, max(known) * 1.9
    high *= (high / low) ** room
    axes.set_yscale("log")
    axes.set_ylim(low, high)
    decades = [tick for tick in DECADES if low <= tick <= high]
    between = sorted(step * tick for tick in DECADES for step in (1, 2, 5) if low <= step * tick <= high)
    axes.yaxis.set_major_locator(FixedLocator(between if len(between) <= MOST_TICKS else decades))
    axes.yaxis.set_minor_locator(NullLocator())
    axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.12g}"))
    axes.grid(axis="y")


def runs(years: Sequence[int], values: Sequence[float]) -> list[tuple[list[int], list[float]]]:
    """Unbroken runs of years, so that no line crosses a year without a value.

    >>> runs([2001, 2002, 2004], [1.0, 2.0, 3.0])
    [([2001, 2002], [1.0, 2.0]), ([2004], [3.0])]
    """
    years, values = list(years), list(values)
    breaks = [place for place, (one, other) in enumerate(pairwise(years), 1) if other != one + 1]
    return [
        (years[first:last], values[first:last]) for first, last in pairwise([0, *breaks, len(years)]) if last > first
    ]


def publisher(edition: Edition, row_ids: tuple[str, ...]) -> str:
    """Who published a value: the strongest of its sources, without what stands in brackets behind its name."""
    numbers = edition.sources_of(row_ids)
    return edition.sources[numbers[0]]["publisher"].partition(" (")[0] if numbers else ""


def place_of(text: str) -> float:
    """Middle of a date or period in years, where its mark stands."""
    day = period(text).middle
    return day.year + (day.timetuple().tm_yday - 1) / 365.25


def event_dates(edition: Edition, rows: pd.DataFrame) -> list[str]:
    """The dates of events for a column; with "by" where the day is that of the report or the latest possible."""
    return [
        phrase("report-by", "", edition, date=when(text)) if basis in ("report", "bound") else short(text)
        for text, basis in zip(rows["date"], rows["date_basis"], strict=True)
    ]


def fiscal_years(axes: Axes, places: Sequence[float]) -> None:
    """Ticks at the first and the last of the fiscal years at these places, ``2024-25``."""
    ends = [places[0], places[-1]] if len(places) > 2 else list(places)
    axes.xaxis.set_major_locator(FixedLocator(ends))
    axes.xaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{round(value) - 1}-{round(value) % 100:02d}"))
