"""House style of all drawings: sizes in print, palette by role, marks by meaning, reproducible SVG.

The palette is told apart by colour-blind readers and in greyscale (lightness steps of at least 10 L*). Every role
has a second coding: line style and marker. Solid is reported, dashed an estimate, dotted a target; a hollow marker
rests on a single source; missing is not drawn.
"""

import hashlib
import io
import re
from functools import cache
from pathlib import Path

import matplotlib as mpl
import typst
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.dates import DateFormatter, YearLocator
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

FONTS = Path(__file__).resolve().parents[1] / "fonts"
MM = 1 / 25.4
NARROW = 120.0  # mm of width under which a drawing is for a telephone

PALETTE = {
    "ink": "#111111",
    "a": "#0B4F7C",
    "b": "#E8A33D",
    "third": "#4F8F8B",
    "context": "#CBD1D6",
    "muted": "#5B6770",
    "grid": "#E4E8EB",
    "land": "#F1F3F4",
    "relief": "#F3F4F2",
    "water": "#DDE8EF",
    "river": "#A9C3D4",
    "frontier": "#8E989F",
    "shut": "#6B3E12",
    "paper": "#FFFFFF",
    "delivered": "#08306B",
    "on-track": "#5B9BD0",
    "late": "#F1B45A",
    "stalled": "#8C3B0A",
    "seq-1": "#E6EEF4",
    "seq-2": "#B7CFE0",
    "seq-3": "#7FA9C8",
    "seq-4": "#3F7CA6",
    "seq-5": "#0B4F7C",
}

RC = {
    "font.family": ["Source Sans 3", "Noto Sans"],
    "font.size": 8.5,
    "axes.titlesize": 9,
    "axes.labelsize": 8.5,
    "axes.labelcolor": PALETTE["ink"],
    "axes.edgecolor": PALETTE["muted"],
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": False,
    "axes.axisbelow": True,
    "grid.color": PALETTE["grid"],
    "grid.linewidth": 0.6,
    "xtick.labelsize": 8,
    "ytick.labelsize": 8,
    "xtick.color": PALETTE["muted"],
    "ytick.color": PALETTE["muted"],
    "xtick.labelcolor": PALETTE["ink"],
    "ytick.labelcolor": PALETTE["ink"],
    "xtick.major.width": 0.6,
    "ytick.major.width": 0.6,
    "lines.linewidth": 1.8,
    "lines.markersize": 5,
    "legend.frameon": False,
    "legend.fontsize": 8,
    "hatch.linewidth": 0.5,
    "svg.fonttype": "none",
    "figure.facecolor": "none",
    "axes.facecolor": "none",
    "axes.unicode_minus": True,
    "text.parse_math": False,  # a dollar sign in a title is a dollar sign
}


def _register_fonts() -> None:
    known = {entry.fname for entry in font_manager.fontManager.ttflist}
    for path in sorted(FONTS.glob("*.ttf")):
        if str(path) not in known:
            font_manager.fontManager.addfont(str(path))


_register_fonts()


def colour(role: str) -> str:
    """The colour of a role.

    Raises
    ------
    KeyError
        If the palette has no such role; a missing key is an error, not a default colour.
    """
    if role not in PALETTE:
        raise KeyError(f"no colour for {role!r}; the palette has {', '.join(PALETTE)}")
    return PALETTE[role]


def halo() -> dict:
    """A paper patch behind text that crosses lines (for ``bbox``); a path effect would turn the text into outlines."""
    return {"facecolor": colour("paper"), "edgecolor": "none", "pad": 0.6, "alpha": 0.8}


def line(role: str) -> dict:
    """Line, marker and colour of a side: ``a``, ``b``, ``third``, ``context`` or ``ink`` (a target)."""
    styles = {
        "a": {"linestyle": "-", "marker": "o", "linewidth": 1.8},
        "b": {
            "linestyle": "-",
            "marker": "s",
            "linewidth": 2.4,
            "markeredgecolor": colour("ink"),
            "markeredgewidth": 0.6,
        },
        "third": {"linestyle": "-.", "marker": "D", "linewidth": 1.4},
        "context": {"linestyle": "-", "marker": "", "linewidth": 0.9},
        "ink": {"linestyle": ":", "marker": "", "linewidth": 1.6},
    }
    return {"color": colour(role), **styles[role]}


def new(height_mm: float, width_mm: float = 170.0, **layout) -> tuple[Figure, Axes]:
    """A figure, by default of print width, with one axes; ``layout`` goes to ``subplots``.

    The house style is set for all that is drawn from here on: text and marks added later take it too.
    """
    mpl.rcParams.update(RC)
    figure = Figure(figsize=(width_mm * MM, height_mm * MM), layout="constrained")
    return figure, figure.subplots(**layout)


def sheet(height_mm: float, width_mm: float = 170.0) -> Figure:
    """An empty figure of a size in mm, in the house style, for a drawing that places its own axes."""
    mpl.rcParams.update(RC)
    return Figure(figsize=(width_mm * MM, height_mm * MM))


def years(axes: Axes, span: float) -> None:
    """Mark an axis of dates with whole years only, about ten of them; ``span`` is its length in years."""
    axes.xaxis_date()
    axes.xaxis.set_major_locator(YearLocator(max(1, 2 * round(span / 18))))
    axes.xaxis.set_major_formatter(DateFormatter("%Y"))


def whole_numbers(axis: Axis) -> None:
    """Ticks at whole numbers only, without separators: counts and years."""
    axis.set_major_locator(MaxNLocator("auto", integer=True))
    axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:.0f}"))


def svg(figure: Figure, key: str) -> str:
    """The figure as an SVG with real text, the same bytes for the same figure.

    ``key`` salts and prefixes the ids, so that two drawings can stand in one document.
    """
    out = io.StringIO()
    with mpl.rc_context({**RC, "svg.hashsalt": key}):
        # The canvas itself draws once; savefig would draw twice, the first time for the layout only.
        FigureCanvasSVG(figure).print_svg(out, metadata={"Date": None, "Creator": None})
    text = out.getvalue()
    text = text[text.index("<svg") :]
    text = re.sub(r"<metadata>.*?</metadata>", "", text, flags=re.S)
    prefix = f"x{hashlib.blake2s(key.encode(), digest_size=4).hexdigest()}-"
    # Numbered in the order of use: matplotlib hashes positions to the last bit, which its layout does not repeat.
    used = dict.fromkeys(re.findall(r'(?:url\(#|href="#)([^)"]+)', text))
    names = {old: f"{prefix}{place}" for place, old in enumerate(used)}
    text = re.sub(r' id="([^"]+)"', lambda hit: f' id="{names[hit[1]]}"' if hit[1] in names else "", text)
    text = re.sub(r'(url\(#|href="#)([^)"]+)', lambda hit: f"{hit[1]}{names[hit[2]]}", text)
    return text.replace("'Source Sans 3', 'Noto Sans'", "'Source Sans 3', 'Noto Sans', sans-serif").strip()


@cache
def faces() -> typst.Fonts:
    """The bundled faces for the typesetter, and no others."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def png(drawing: str, ppi: float = 110, width: str = "auto") -> bytes:
    """An SVG as PNG on white, drawn by the typesetter: a tenth of the time that matplotlib takes to draw it again.

    ``width`` is a length such as ``170mm``; its own if not given.
    """
    page = f"#set page(width: auto, height: auto, margin: 0pt)\n#image(bytes(sys.inputs.svg), width: {width})"
    return typst.compile(
        page.encode(), format="png", ppi=ppi, font_paths=faces(), ignore_system_fonts=True, sys_inputs={"svg": drawing}
    )


def save(figure: Figure, path: Path, key: str) -> None:
    """Write a figure as the suffix of the path says, in the house style and without a date."""
    if path.suffix == ".svg":
        path.write_text(svg(figure, key), encoding="utf-8", newline="\n")
    elif path.suffix == ".png":
        path.write_bytes(png(svg(figure, key), 200))
    else:
        with mpl.rc_context(RC):
            none = {"CreationDate": None, "Creator": None, "Producer": None}
            figure.savefig(path, metadata=none, facecolor=PALETTE["paper"])
