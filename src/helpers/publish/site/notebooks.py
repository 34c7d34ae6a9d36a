"""Executed notebooks as pages that anybody can look at: text, code and what it gave, as it was run."""

import re
from functools import cache, lru_cache
from typing import Any

import nbformat
from markupsafe import Markup, escape

from helpers.publish.markdown import data_uri, html
from helpers.publish.site.catalogue import Published


@cache
def _highlighter():
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name

    return get_lexer_by_name("python"), HtmlFormatter(nowrap=True)


@lru_cache(maxsize=1024)
def coloured(source: str) -> Markup:
    """Python code as HTML with the classes of Pygments."""
    from pygments import highlight

    return Markup(highlight(source, *_highlighter()))  # noqa: S704 (Pygments escapes)


def _output(output: dict[str, Any]) -> Markup:
    data = output.get("data", {})
    if "text/html" in data:
        # Made by the run itself; the policy of the page lets nothing in it run or be fetched.
        return Markup("".join(data["text/html"]))  # noqa: S704
    if "image/svg+xml" in data:
        return Markup('<img src="{}" alt="Drawing">').format(data_uri("".join(data["image/svg+xml"])))
    if "image/png" in data:
        return Markup('<img src="data:image/png;base64,{}" alt="Drawing">').format("".join(data["image/png"]).strip())
    text = data.get("text/plain") or output.get("text") or "\n".join(output.get("traceback", []))
    return Markup("<pre>{}</pre>").format("".join(text)) if text else Markup("")


def cells(node: nbformat.NotebookNode) -> list[dict[str, Any]]:
    """The cells in order: prose as HTML, or code with its outputs as HTML."""
    made: list[dict[str, Any]] = []
    for cell in node.cells:
        if cell.cell_type == "markdown":
            made.append({"prose": Markup(html(cell.source))})  # noqa: S704 (Markdown without raw HTML)
        elif cell.cell_type == "code" and cell.source.strip():
            outputs = [shown for output in cell.get("outputs", []) if (shown := _output(output))]
            made.append({"code": coloured(cell.source), "outputs": outputs, "run": cell.get("execution_count")})
        elif cell.cell_type == "raw":
            made.append({"prose": Markup("<pre>{}</pre>").format(escape(cell.source))})
    return made


def linked(shown: list[dict[str, Any]], edition: Published, root: str) -> list[dict[str, Any]]:
    """The cells with links to exhibits of other chapters, which the page does not hold, led to the edition."""
    here = {
        name for cell in shown for output in cell.get("outputs", []) for name in re.findall(r'id="([^"]+)"', output)
    }

    def lead(hit: re.Match) -> str:
        name = hit[1]
        return hit[0] if name in here or name not in edition.exhibits else f'href="{root}{edition.anchor(name)}"'

    for cell in shown:
        if "outputs" in cell:
            cell["outputs"] = [Markup(re.sub(r'href="#([^"]+)"', lead, output)) for output in cell["outputs"]]  # noqa: S704
    return shown
