"""Content as HTML: a template for each kind of payload, for the notebook and for the publications alike."""

import base64
import re
from functools import cache
from html import unescape
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import pass_context
from markupsafe import Markup, escape

from helpers.show.placement import width
from helpers.shown import Shown

TEMPLATES = Path(__file__).parent / "templates"
_TEXT = re.compile(r"""<text style="([^"]*font-family: 'Source Sans 3'[^"]*)"([^>]*)>([^<]+)</text>""")
KINDS = tuple(sorted(path.name.removesuffix(".html.j2") for path in TEMPLATES.glob("[a-z]*.html.j2")))


@cache
def _environment() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(str(TEMPLATES))
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["linked"] = pass_context(lambda context, line: linked(line, context.get("sources")))
    environment.filters["held"] = held
    environment.filters["data_uri"] = lambda text: base64.b64encode(text.encode()).decode()
    # Drawn by matplotlib, which escapes all text.
    environment.filters["drawing"] = Markup
    return environment


def held(drawing: str) -> str:
    """A drawing with the width of each text, so that a machine without the house's face squeezes or stretches its own."""
    return _TEXT.sub(_held, drawing)


def _held(hit: re.Match) -> str:
    weight, size = ("bold" if "font-weight: 700" in hit[1] else "normal"), re.search(r"font-size: ([\d.]+)px", hit[1])
    wide = width(unescape(hit[3]), float(size[1]), weight)
    return f'<text style="{hit[1]}" textLength="{wide:.1f}" lengthAdjust="spacingAndGlyphs"{hit[2]}>{hit[3]}</text>'


def released(drawing: str) -> str:
    """The drawing as it was before :func:`held`."""
    return re.sub(r' textLength="[\d.]+" lengthAdjust="spacingAndGlyphs"', "", drawing)


def marks(source_ids: list[int], sources: Any = None) -> Markup:
    """Source marks as links: ``[12] [45]``; with ``sources``, each says which it is and leads there."""
    return Markup(" ").join(_mark(number, sources) for number in source_ids)


def _mark(number: int, sources: Any) -> Markup:
    if sources is None:
        return Markup('<a class="mark" href="#source-{0}" aria-label="Source {0}">[{0}]</a>').format(number)
    entry = sources[number]
    sources.shown.add(number)
    told = f"{entry['publisher']}: {entry['title']} ({entry['published']})"
    if not str(entry["url"]).startswith("http"):
        return Markup('<span class="mark" title="{}">[{}]</span>').format(told, number)
    link = Markup('<a class="mark" href="{}" title="{}" target="_blank" rel="noreferrer">[{}]</a>')
    return link.format(entry["url"], told, number)


def linked(line: str, sources: Any = None) -> Markup:
    """A source line with its ``[n]`` marks as links."""
    parts = re.split(r"\[(\d+)\]", line)
    return Markup("").join(
        marks([int(part)], sources) if place % 2 else escape(part) for place, part in enumerate(parts)
    )


def html(payload: dict[str, Any], sources: Any = None) -> Markup:
    """A payload as HTML; nothing for a kind that shows nothing on screen."""
    if payload["type"] not in KINDS:
        return Markup("")
    text = (
        _environment()
        .get_template(f"{payload['type']}.html.j2")
        .render(it=payload, marks=lambda ids: marks(ids, sources), sources=sources)
    )
    return Markup(text.strip())  # noqa: S704 (the template escapes)


STYLE = (TEMPLATES / "_lab.css").read_text(encoding="utf-8").replace("\n", "")
LONG = 12  # rows from which a table on the screen has a box to search it
# Made by the script, so that a notebook that is not trusted shows no box that does nothing.
_SEARCH = """<script>{
const box = document.currentScript.parentElement, find = document.createElement("input");
find.type = "search"; find.placeholder = find.ariaLabel = "Search these rows";
find.oninput = () => { for (const row of box.querySelectorAll("tbody tr"))
  row.style.display = row.textContent.toLowerCase().includes(find.value.toLowerCase()) ? "" : "none"; };
box.querySelector(".scroll").before(find);
}</script>"""
# What a script of the published page answers has nothing to show here.
_OF_THE_PAGE = ("growth", "roads")


def views(payload: dict[str, Any], sources: Any = None) -> dict[str, str]:
    """What a notebook shows of a payload beside its plain text.

    A drawing is shown as a picture: a notebook that is not trusted, or a page that does not know us, shows it too.
    """
    if payload["type"] not in KINDS or payload["type"] in _OF_THE_PAGE:
        return {}
    if sources is not None and payload["type"] in ("figure", "table"):
        # More than the marks beside it: the rows of a drawing have sources too.
        sources.shown.update(payload.get("source_ids", ()))
    search = _SEARCH if len(payload.get("rows", ())) > LONG else ""
    # On the page of a notebook nothing is folded because it is not printed.
    told = {**payload, "own": True, "screen": False}
    return {"text/html": f'<style>{STYLE}</style><div class="brief">{html(told, sources)}{search}</div>'}


Shown.render = staticmethod(views)
