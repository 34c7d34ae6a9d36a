"""Drawings for the page: their colours follow its theme by role, and their text is short without looking different."""

import re

from helpers.show.style import PALETTE

# What the roles of the palette are on dark paper; a role that is not here stays as it is.
DARK = {
    "ink": "#E9EDF0",
    "a": "#7FB6DC",
    "third": "#7CC0BB",
    "context": "#56636C",
    "muted": "#A9B4BC",
    "grid": "#333D44",
    "land": "#20282E",
    "water": "#1B2B38",
    "relief": "#262E34",
    "river": "#35516A",
    "frontier": "#7D8891",
    "shut": "#D9A36B",
    "paper": "#12171B",
    "delivered": "#B7D3EC",
    "on-track": "#5B9BD0",
    "stalled": "#D9784B",
    "seq-1": "#1E2B35",
    "seq-2": "#2F4A5E",
    "seq-3": "#4A7596",
    "seq-4": "#7CAACB",
    "seq-5": "#B7D6EC",
}


def palette() -> str:
    """The roles of colours as custom properties: those of print, and those of the dark."""
    light = "".join(f"--{role}:{colour};" for role, colour in PALETTE.items())
    dark = "".join(f"--{role}:{colour};" for role, colour in DARK.items())
    return (
        f":root{{{light}}}\n"
        f"@media screen and (prefers-color-scheme:dark){{:root:not([data-theme=light]){{{dark}}}}}\n"
        f"@media screen{{:root[data-theme=dark]{{{dark}}}}}"
    )


def tinted(svg: str) -> str:
    """A drawing whose colours follow the page: those of the palette by their role, so that the dark has its own.

    Places keep a tenth of a point, which no screen shows better; the face is that of the page's drawings; groups and
    grounds that show nothing, and what the page says of all drawings, go.
    """
    roles = {colour.lower(): role for role, colour in reversed(PALETTE.items())}
    svg = re.sub(
        r"#[0-9a-fA-F]{6}\b", lambda hit: f"var(--{roles[hit[0].lower()]})" if hit[0].lower() in roles else hit[0], svg
    )
    svg = re.sub(r' d="[^"]*"', lambda hit: _short(hit[0]), svg)
    svg = re.sub(r' (x|y)="(-?[\d.]+)"', lambda hit: f' {hit[1]}="{float(hit[2]):.1f}"'.replace('.0"', '"'), svg)
    svg = re.sub(r' ?font-family: [^;"]+;?|(?<=>)\s+(?=[<a-z])| transform="rotate\(-?0 [^"]*"', "", svg)
    svg = re.sub(r'style="[^"]*"', lambda hit: re.sub(r"([:;])\s+", r"\1", hit[0]), svg)
    svg = re.sub(r'<path d="[^"]*" style="fill:none"/>|<defs><style.*?</style></defs>', "", svg, flags=re.S)
    svg = re.sub(r' (xmlns:xlink|version)="[^"]*"', "", svg).replace(" xlink:href=", " href=")
    return _ungrouped(svg)


def shared(page: str) -> tuple[str, str]:
    """The page with the styles inside its drawings as classes, and their rules: thousands of marks share few styles."""
    classes: dict[str, str] = {}

    def drawing(hit: re.Match) -> str:
        return re.sub(r' style="([^"]*)"', lambda one: f' class="{_class(classes, one[1])}"', hit[0])

    page = re.sub(r"<svg\b.*?</svg>", drawing, page, flags=re.S)
    return page, "".join(f".{name}{{{look}}}" for look, name in classes.items())


def _class(classes: dict[str, str], look: str) -> str:
    return classes.setdefault(look, f"s{len(classes)}")


def _ungrouped(svg: str) -> str:
    """The drawing without groups that have no attribute."""
    kept: list[bool] = []

    def group(hit: re.Match) -> str:
        if hit[0] == "</g>":
            return hit[0] if kept.pop() else ""
        if not hit[0].endswith("/>"):
            kept.append(hit[0] != "<g>")
        return hit[0] if hit[0] not in ("<g>", "<g/>") else ""

    return re.sub(r"</?g\b[^<>]*>", group, svg)


def _short(path: str) -> str:
    """The data of a path in tenths, each point told from the one before it; what is told otherwise stays as it is."""
    steps = re.findall(r"([MLCQz])([-\d.\seE]*)", path)
    if re.sub(r"[MLCQz][-\d.\seE]*", "", path) != ' d=""':
        return path
    made, here, start, before = [], (0, 0), (0, 0), ""
    for command, text in steps:
        numbers = [round(float(number) * 10) for number in text.split()]
        if command == "z":
            here = start
        told = " ".join(f"{(number - here[place % 2]) / 10:g}" for place, number in enumerate(numbers))
        made.append(f"{command.lower()}{told}" if command != before or command in "Mz" else f" {told}")
        before = command
        here = tuple(numbers[-2:]) if numbers else here
        start = here if command == "M" else start
    return f' d="{re.sub(r"(?<![0-9])0(?=[.])", "", "".join(made)).replace(" -", "-")}"'
