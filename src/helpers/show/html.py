"""Content as HTML: a template for each kind of payload, for the notebook and for the publications alike."""

import base64
import re
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
from markupsafe import Markup, escape

from helpers.shown import Shown

TEMPLATES = Path(__file__).parent / "templates"
KINDS = tuple(sorted(path.name.removesuffix(".html.j2") for path in TEMPLATES.glob("[a-z]*.html.j2")))


@cache
def _environment() -> jinja2.Environment:
    loader = jinja2.FileSystemLoader(str(TEMPLATES))
    environment = jinja2.Environment(loader=loader, autoescape=True, trim_blocks=True, lstrip_blocks=True)
    environment.filters["linked"] = linked
    environment.filters["data_uri"] = lambda text: base64.b64encode(text.encode()).decode()
    # Drawn by matplotlib, which escapes all text.
    environment.filters["drawing"] = Markup  # nosec B704
    return environment


def marks(source_ids: list[int]) -> Markup:
    """Source marks as links: ``[12] [45]``."""
    link = Markup('<a class="mark" href="#source-{0}" aria-label="Source {0}">[{0}]</a>')
    return Markup(" ").join(link.format(number) for number in source_ids)


def linked(line: str) -> Markup:
    """A source line with its ``[n]`` marks as links."""
    parts = re.split(r"\[(\d+)\]", line)
    return Markup("").join(marks([int(part)]) if place % 2 else escape(part) for place, part in enumerate(parts))


def html(payload: dict[str, Any]) -> Markup:
    """A payload as HTML; nothing for a kind that shows nothing on screen."""
    if payload["type"] not in KINDS:
        return Markup("")
    text = _environment().get_template(f"{payload['type']}.html.j2").render(it=payload, marks=marks)
    return Markup(text.strip())  # nosec B704 (the template escapes)


def views(payload: dict[str, Any]) -> dict[str, str]:
    """What a notebook shows of a payload beside its plain text."""
    style = _environment().get_template("_lab.css").render()
    return {"text/html": f"<style>{style}</style>{html(payload)}"} if payload["type"] in KINDS else {}


Shown.render = staticmethod(views)
