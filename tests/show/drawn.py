"""What can be read off a drawing: its texts with their places, and what is wrong with them."""

from itertools import combinations

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

LEAST_POINTS = 7.6  # kilometres and scale of the map; 8 elsewhere
TOUCH = 0.35  # mm that two boxes may share: they hold room above and below the letters


def texts(figure: Figure) -> list[tuple[str, Bbox, Text]]:
    """Every visible text with its box in mm from the lower left corner."""
    figure.set_dpi(300)  # coarse dots would widen the letters
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    renderer, scale = canvas.get_renderer(), 25.4 / figure.dpi
    # Ticks beyond the limits of their axis are there but not drawn.
    axes = [axis for one in figure.axes for axis in (one.xaxis, one.yaxis)]
    seen = [axis for axis in axes if axis.axes.axison and axis.get_visible()]
    drawn = {id(tick) for axis in seen for tick in axis._update_ticks()}
    ticks = [tick for axis in axes for tick in [*axis.majorTicks, *axis.minorTicks] if id(tick) not in drawn]
    hidden = {id(label) for tick in ticks for label in (tick.label1, tick.label2)}
    return [
        (text.get_text(), Bbox(text.get_window_extent(renderer).get_points() * scale), text)
        for text in figure.findobj(Text)
        if text.get_text().strip() and text.get_visible() and id(text) not in hidden
    ]


def faults(figure: Figure) -> list[str]:
    """Texts that are cut, turned, small or that touch one another."""
    found, wrong = texts(figure), []
    wide, high = figure.get_size_inches() * 25.4
    for words, box, text in found:
        if box.x0 < -TOUCH or box.y0 < -TOUCH or box.x1 > wide + TOUCH or box.y1 > high + TOUCH:
            wrong.append(
                f"cut: {words!r} at {box.x0:.1f}-{box.x1:.1f} of {wide:.0f}, {box.y0:.1f}-{box.y1:.1f} of {high:.0f}"
            )
        if text.get_rotation() != 0:
            wrong.append(f"turned: {words!r}")
        if text.get_fontsize() < LEAST_POINTS:
            wrong.append(f"small: {words!r}, {text.get_fontsize()} points")
    for (one, box, _), (other, beside, _) in combinations(found, 2):
        shared = Bbox.intersection(box, beside)
        if shared is not None and shared.width > TOUCH and shared.height > 3 * TOUCH:
            wrong.append(f"over one another: {one!r} and {other!r}, {shared.width:.1f} x {shared.height:.1f} mm")
    return wrong
