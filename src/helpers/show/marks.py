"""Which row of an exhibit stands behind each mark of its drawing.

A drawing may say it itself, with the words of each mark (:func:`tell`). Elsewhere it is found: lines, points and bars know the numbers that they were drawn from. An axis shows a column of the rows if nearly all
marks of one artist stand at numbers of that column, as they are or in thousands, millions, billions or percent, and
dates at the beginning, middle or end of their period. A mark that leads to one row only is kept; the others stay silent.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from matplotlib.axes import Axes
from matplotlib.collections import PathCollection
from matplotlib.container import BarContainer
from matplotlib.dates import date2num
from matplotlib.figure import Figure

from helpers.methods.decimal_years import decimal_year
from helpers.periods import period

SCALES = (1.0, 1e3, 1e6, 1e9, 0.01)
NEARLY_ALL = 0.8
PLAIN = 1000  # a single mark at a small whole number may stand anywhere, so it proves nothing


def tell(axes: Axes, row: int | Sequence[int], left: float, right: float, y: float, text: str) -> None:
    """What a reader learns who points at the mark from ``left`` to ``right``, and where its row or rows stand."""
    axes.figure.told = [*getattr(axes.figure, "told", ()), (axes, row, left, right, y, text)]


def marks(figure: Figure, rows: pd.DataFrame) -> list[tuple]:
    """The marks of a drawn figure that lead to a row.

    Parameters
    ----------
    figure
        A figure that was drawn, so that its layout stands.
    rows
        The rows of the exhibit.

    Returns
    -------
    list of tuple
        Points of the SVG from left and top (72 an inch), and the position of the row; each place once. Of a mark
        that was told also its words and where it ends; if it stands for several rows, the list of them.
    """
    scale, height = 72 / figure.dpi, figure.get_figheight() * 72
    if hasattr(figure, "told"):
        told = (_told(*mark, scale, height) for mark in figure.told)
        return sorted((mark for mark in told if np.isfinite(mark[0] + mark[1] + mark[4])), key=lambda mark: mark[1::-1])
    columns = list(_numbers(rows))
    found: dict[tuple[float, float], int] = {}
    for axes in figure.axes:
        for at, values in _artists(axes):
            for point, row in zip(axes.transData.transform(at) * scale, _rows(values, columns), strict=True):
                x, y = round(float(point[0]), 1), round(float(height - point[1]), 1)
                if row >= 0 and np.isfinite(point).all():
                    found.setdefault((x, y), row)
    return [(*place, row) for place, row in sorted(found.items())]


def _told(
    axes: Axes, row: int | Sequence[int], left: float, right: float, y: float, text: str, scale: float, height: float
) -> tuple:
    (x, up), (end, _) = (axes.transData.transform([(left, y), (right, y)]) * scale).tolist()
    place = int(row) if np.isscalar(row) else list(map(int, row))
    return round(x, 1), round(float(height) - up, 1), place, text, round(end, 1)


def _artists(axes: Axes) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Where the marks of each artist stand, in data, and the numbers that they show on both axes."""
    for line in axes.lines:
        if line.get_transform().contains_branch(axes.transData) and len(line.get_xdata()):
            x, y = (np.asarray(axis.convert_units(data), float) for axis, data in _both(axes, line.get_data()))
            known = np.isfinite(x) & np.isfinite(y)
            if known.any():
                at = np.column_stack([x[known], y[known]])
                yield at, at
    for dots in axes.collections:
        if isinstance(dots, PathCollection) and dots.get_offset_transform() == axes.transData:
            at = np.ma.filled(np.ma.asarray(dots.get_offsets(), float), np.nan)
            if len(at):
                yield at, at
    for bars in axes.containers:
        if isinstance(bars, BarContainer) and len(bars):
            boxes = np.array([[*bar.get_xy(), bar.get_width(), bar.get_height()] for bar in bars])
            x, y, width, length = boxes.T
            if bars.orientation == "horizontal":
                yield np.column_stack([x + width, y + length / 2]), np.column_stack([width, y + length / 2])
            else:
                yield np.column_stack([x + width / 2, y + length]), np.column_stack([x + width / 2, length])


def _both(axes: Axes, data: tuple) -> list[tuple]:
    return [(axes.xaxis, data[0]), (axes.yaxis, data[1])]


def _numbers(rows: pd.DataFrame) -> Iterator[np.ndarray]:
    """Each column as the numbers at which its values may be drawn."""
    for name, column in rows.items():
        if name in ("row_ids", "source_ids"):
            continue
        if pd.api.types.is_numeric_dtype(column) and not pd.api.types.is_bool_dtype(column):
            values = column.to_numpy(float, na_value=np.nan)
            yield from (values / scale for scale in SCALES)
        else:
            yield from _days(column)


def _days(column: pd.Series) -> list[np.ndarray]:
    """A column of dates as days and decimal years; nothing if it is none."""
    spans = []
    for text in column:
        try:
            spans.append(period(text) if isinstance(text, str) and text[:2].isdigit() else None)
        except ValueError:
            spans.append(None)
    if not any(spans):
        return []
    first, last = ([getattr(span, end) if span else None for span in spans] for end in ("start", "end"))
    days = [np.array([date2num(day) if day else np.nan for day in ends]) for ends in (first, last)]
    years = [np.array([decimal_year(day) if day else np.nan for day in ends]) for ends in (first, last)]
    whole = np.array([day.year if day else np.nan for day in first], float)
    return [days[0], days[1], (days[0] + days[1]) / 2, *years, (years[0] + years[1]) / 2, whole, whole + 0.5]


def _rows(values: np.ndarray, columns: list[np.ndarray]) -> list[int]:
    """The row of each mark of an artist, -1 where none or several would do."""
    at_axis: list[np.ndarray | None] = []
    for shown in values.T:
        hits = [np.abs(shown[:, None] - column[None, :]) <= 1e-7 * np.abs(column[None, :]) for column in columns]
        hits = [hit for hit in hits if hit.any(axis=1).mean() >= NEARLY_ALL]
        at_axis.append(np.logical_or.reduce(hits) if hits else None)
    x, y = at_axis
    tells_x, tells_y = _telling(values[:, 0]), _telling(values[:, 1])
    if x is not None and y is not None and (x & y).any() and (tells_x or tells_y):
        both = x & y
    else:
        both = y if y is not None and tells_y else x if x is not None and tells_x else None
    if both is None:
        return [-1] * len(values)
    return [int(np.flatnonzero(row)[0]) if row.sum() == 1 else -1 for row in both]


def _telling(shown: np.ndarray) -> bool:
    """Whether the numbers of an axis are more than places one, two, three of a list."""
    return bool(((np.abs(shown) >= PLAIN) | (shown != np.round(shown))).mean() >= 0.5)
