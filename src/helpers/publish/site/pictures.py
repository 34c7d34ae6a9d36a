"""Pictures for other people's pages: cards of 1200 by 630 pixels made from exhibits, and single exhibits to embed."""

import html
from pathlib import Path
from typing import Any

from helpers.manifest import read_manifest
from helpers.publish.reading import SERIES
from helpers.publish.site.catalogue import Published
from helpers.show.style import faces

WIDTH, HEIGHT = 1200, 630
_CARD = """
#set page(width: {width}pt, height: {height}pt, margin: 40pt, footer: none)
#set block(spacing: 0pt)
#set text(font: "Source Sans 3", size: 24pt, fill: rgb("#1c1c1c"))
#block(height: 86pt, clip: true, text(size: 32pt, weight: 600, sys.inputs.title))
#v(8pt)
#image(bytes(sys.inputs.svg), format: "svg", height: 420pt, width: 100%, fit: "contain")
#v(8pt)
#text(size: 20pt, fill: rgb("#555555"))[#sys.inputs.pair #h(1fr) #sys.inputs.series, #sys.inputs.day]
"""


def card(edition: Published, exhibit: dict[str, Any]) -> bytes:
    """A figure with its title, pair and date as PNG, in the proportions that feeds and messengers show."""
    import typst

    source = _CARD.format(width=WIDTH, height=HEIGHT)
    texts = {"title": exhibit["title"], "pair": edition.name, "series": SERIES, "day": edition.day}
    inputs = {**texts, "svg": exhibit["svg"]}
    return typst.compile(source.encode(), format="png", ppi=72.0, sys_inputs=inputs, font_paths=faces())


def pictured(edition: Published) -> list[dict[str, Any]]:
    """The figures of an edition that are printed, in order; if none is, those on the screen."""
    figures = [exhibit for exhibit in edition.exhibits.values() if exhibit["svg"]]
    return [exhibit for exhibit in figures if not exhibit["screen"]] or figures


def redrawn(old: Path, new: Path, folder: Path) -> list[str]:
    """Write each figure that two editions draw otherwise as ``NAME.before.png`` and ``NAME.after.png``.

    Parameters
    ----------
    old, new
        Folders of the editions, or their manifests.

    Returns
    -------
    list of str
        Names of the exhibits; one that only one of them has has one picture.
    """
    places = [path if path.is_dir() else path.parent for path in (old, new)]
    editions = {
        when: Published(place, read_manifest(place)) for when, place in zip(("before", "after"), places, strict=True)
    }
    drawn = {when: {e["name"]: e for e in edition.exhibits.values() if e["svg"]} for when, edition in editions.items()}
    names = [
        name
        for name in {**drawn["before"], **drawn["after"]}
        if drawn["before"].get(name, {}).get("svg") != drawn["after"].get(name, {}).get("svg")
    ]
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        for when, edition in editions.items():
            if name in drawn[when]:
                (folder / f"{name}.{when}.png").write_bytes(card(edition, drawn[when][name]))
    return names


def citation(edition: Published, exhibit: dict[str, Any] | None = None, url: str = "") -> str:
    """How an edition, or one exhibit of it, is cited."""
    part = f"“{exhibit['title']}”, {exhibit['label']}, in: " if exhibit else ""
    place = f" {url}{edition.home}/" if url else ""
    return f"{part}{SERIES} project, {edition.name}: the relationship in figures, edition as of {edition.day}.{place}"


def oembed(edition: Published, exhibit: dict[str, Any], url: str) -> dict[str, Any]:
    """The oEmbed answer (version 1.0) of an exhibit; ``url`` is the address of the site with its last slash."""
    page = f"{url}{edition.pair}/embed/{exhibit['name']}.html"
    return {
        "version": "1.0",
        "type": "rich",
        "title": exhibit["title"],
        "author_name": f"{SERIES} project",
        "provider_name": SERIES,
        "provider_url": url,
        "width": 720,
        "height": 520,
        "html": f'<iframe src="{page}" width="720" height="520" title="{html.escape(exhibit["title"])}"></iframe>',
    }
