"""Outputs of an author's own cells as payloads, so that both publications set them as they set ours.

Whatever a cell shows has one of three forms: a *figure* (a drawing; a raster picture is wrapped into one), a *table*,
or *Markdown* nodes for text, formulas and other markup. What a bundle offers beside it is not looked at. Only what says
why it is not published (a tag, an empty frame, a warning on stderr) is left out; anything else without a form fails.

A cell describes its output in its metadata or in comments at its head::

    #| caption: Exports by year
    #| alt: Bars that grow from 2 to 9 million USD
    #| name: exports
"""

import base64
import binascii
import csv
import io
import json
import re
import struct
from typing import Any

import nbformat

from helpers.publish.markdown import Node, html, nodes
from helpers.shown import PAYLOAD

REMOVED = {"remove-cell", "remove_cell", "lab-only"}
HIDDEN_OUTPUT = {"remove-output", "remove_output", "hide-output", "hide-cell"}
HIDDEN_INPUT = {"remove-input", "remove_input", "hide-input", "hide-cell"}
FRAME = "frame"
PICTURES = ("image/png", "image/jpeg", "image/gif", "image/webp")
PLOTLY = "application/vnd.plotly.v1+json"
PRINT_ROWS = 40
PIXELS = 100  # an inch: what matplotlib draws a figure of its size with
_OPTION = re.compile(r"#\|\s*([\w-]+)\s*:\s*(.*?)\s*$")
_ANSI = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_NUMERIC = re.compile(r"[-+−]?[\d, ]*\.?\d+(e[-+]?\d+)?\s*%?|nan|NaN|[-−]?inf|<NA>|None|–|-|", re.IGNORECASE)
# How pandas writes what is missing or without bound, and how a reader is told; the CSV keeps the value as it is.
_SIGNS = {**dict.fromkeys(("NaN", "nan", "NaT", "<NA>", "None"), "–"), "inf": "∞", "-inf": "−∞"}
_FORMULA = re.compile(r"\s*[=+\-@]")


class Unpublishable(Exception):
    """An output that has no form on paper; the message says what it holds."""


def tags(cell: nbformat.NotebookNode) -> set[str]:
    """The tags of a cell, those of a comment ``#| tags: [a, b]`` included."""
    given = set(cell.metadata.get("tags", []))
    return given | set(re.findall(r"[\w-]+", options(cell).get("tags", "")))


def options(cell: nbformat.NotebookNode) -> dict[str, str]:
    """Caption, alternative text, name and the like: from the comments at the head of a cell, else from its metadata."""
    found = {key: cell.metadata[key] for key in ("caption", "alt", "name") if isinstance(cell.metadata.get(key), str)}
    for line in cell.source.lstrip().splitlines() if cell.cell_type == "code" else ():
        hit = _OPTION.match(line)
        if hit is None:
            break
        key = hit[1].lower().removeprefix("fig-").removeprefix("tbl-")
        found[{"cap": "caption", "label": "name"}.get(key, key)] = hit[2].strip("\"'")
    return found


def left_out(cell: nbformat.NotebookNode, output: nbformat.NotebookNode) -> str:
    """Why an output is not published; empty if it is."""
    if tags(cell) & REMOVED or "injected-parameters" in tags(cell):
        return "the cell is tagged so"
    if output.output_type == "stream":
        if output.get("name") == "stderr":
            return "it is a warning"
        return "" if _text(output.text).strip() else "it is empty"
    data = output.get("data", {})
    if PAYLOAD in data:
        return ""
    if "remove-output" in tags(cell) or "remove_output" in tags(cell):
        return "the cell is tagged so"
    if FRAME in tags(cell) and _is_empty(data):
        return "the frame has no row"
    held = [_text(value) if isinstance(value, (str, list)) else value for value in data.values()]
    return "" if any(value.strip() if isinstance(value, str) else value for value in held) else "it is empty"


def _text(value: Any) -> str:
    return "".join(value) if isinstance(value, list) else str(value)


def _is_empty(data: dict[str, Any]) -> bool:
    """Whether it is a frame without rows."""
    plain = _text(data.get("text/plain", ""))
    if plain.startswith(("Empty DataFrame", "Series([]")) or plain.strip() in ("[]", "{}", "()"):
        return True
    markup = _text(data.get("text/html", ""))
    return "<table" in markup and "<tbody" in markup and not re.search(r"<tbody[^>]*>\s*<tr", markup)


def adopted(cell: nbformat.NotebookNode, output: nbformat.NotebookNode, heading: str, place: str) -> dict[str, Any]:
    """The payload of an output of one's own: figure, table or Markdown.

    Parameters
    ----------
    heading
        What stands over the cell, the caption of a figure or table that has none.
    place
        Notebook and cell, for the alternative text of a figure that has none.

    Raises
    ------
    Unpublishable
        If nothing that the bundle holds can be set.
    """
    given = options(cell)
    made = (
        {"type": "markdown", "nodes": [{"t": "code", "v": _ANSI.sub("", _text(output.text)).rstrip()}]}
        if output.output_type == "stream"
        else _of_bundle(output.get("data", {}), output.get("metadata", {}))
    )
    if made["type"] != "markdown":
        title = given.get("caption") or made.get("title") or heading
        made = {**_bare(made["type"]), **made, "title": title}
        if made["type"] == "figure":
            made["alt"] = given.get("alt") or made["alt"] or f"{title} ({place})"
    if made["type"] == "markdown":
        made["html"] = html(made["nodes"])
    made["screen"] = bool(tags(cell) & (HIDDEN_OUTPUT | {FRAME}))
    if made["screen"]:
        # A page folds the rows of a frame together with the code that made them.
        kind = "frame" if FRAME in tags(cell) else "folded"
        return {"type": kind, "screen": True, "summary": _summary(made), "inner": made}
    return made


def _bare(kind: str) -> dict[str, Any]:
    """An exhibit that claims nothing: no source, no confidence."""
    texts = ("name", "number", "subtitle", "alt", "note", "source_line", "confidence", "basis", "file", "csv", "svg")
    return {
        "type": kind,
        **dict.fromkeys(texts, ""),
        "label": kind.capitalize(),
        "source_ids": [],
        "modelled": False,
        "own": True,
        "columns": [],
        "rows": [],
        "print_rows": PRINT_ROWS,
    }


def _summary(made: dict[str, Any]) -> str:
    if made["type"] == "table":
        rows = len(made["rows"])
        heads = ", ".join(column["head"] for column in made["columns"] if column["head"])
        return f"{rows} row{'s' if rows != 1 else ''}: {heads}"
    return made.get("title", "") or "Output"


def _of_bundle(data: dict[str, Any], metadata: dict[str, Any]) -> dict[str, Any]:
    if "image/svg+xml" in data:
        return {"type": "figure", "svg": drawing(_text(data["image/svg+xml"])), "alt": ""}
    for kind in PICTURES:
        if kind in data:
            svg = wrapped(kind, _text(data[kind]))
            pixels = int(re.search(r'width="(\d+)"', svg)[1])
            return {"type": "figure", "svg": svg, "alt": "", "width": pixels * 25.4 / PIXELS}
    if PLOTLY in data:
        return _plotly(data[PLOTLY])
    vega = next((data[kind] for kind in data if kind.startswith("application/vnd.vega")), None)
    if vega is not None:
        return _vega(vega)
    markup = _text(data.get("text/html", ""))
    if "<table" in markup:
        return _of_html(markup)
    if "text/latex" in data:
        return {"type": "markdown", "nodes": _latex(_text(data["text/latex"]))}
    if "text/markdown" in data:
        return {"type": "markdown", "nodes": nodes(_text(data["text/markdown"]))}
    if markup.strip():
        found = _of_html(markup)
        if found.get("nodes"):
            return found
    if "application/json" in data:
        text = json.dumps(data["application/json"], indent=2, ensure_ascii=False)
        return {"type": "markdown", "nodes": [{"t": "code", "v": text}]}
    plain = _ANSI.sub("", _text(data.get("text/plain", ""))).rstrip()
    if plain:
        return {"type": "markdown", "nodes": [{"t": "code", "v": plain}]}
    raise Unpublishable(", ".join(data) or "nothing")


# ---- pictures ----------------------------------------------------------------------------------------------


def drawing(text: str) -> str:
    """An SVG document without what stands before it.

    Raises
    ------
    Unpublishable
        If there is none.
    """
    start = text.find("<svg")
    if start < 0:
        raise Unpublishable("image/svg+xml without a drawing")
    text = text[start:].strip()
    head = text[: text.index(">")]
    return text if "xmlns=" in head else text.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)


def wrapped(kind: str, encoded: str) -> str:
    """A raster picture (base64) as a drawing of its size, which both publications set as they set any other.

    Raises
    ------
    Unpublishable
        If it is not a picture of that kind.
    """
    try:
        raw = base64.b64decode(encoded)
        width, height = _size(kind, raw)
    except (binascii.Error, struct.error, ValueError, IndexError) as error:
        raise Unpublishable(f"{kind} that cannot be read ({error})") from None
    address = f"data:{kind};base64,{base64.b64encode(raw).decode()}"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}">'
        f'<image width="{width}" height="{height}" href="{address}"/></svg>'
    )


def _size(kind: str, raw: bytes) -> tuple[int, int]:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(raw)) as picture:
            return picture.size
    except OSError as error:
        raise ValueError(str(error)) from None


# ---- tables and other markup -------------------------------------------------------------------------------


def _table(heads: list[str], rows: list[list[str]], title: str = "", note: str = "") -> dict[str, Any]:
    kinds = [
        # The first column names the row.
        "number" if place and rows and all(_NUMERIC.fullmatch(row[place].strip()) for row in rows) else "text"
        for place in range(len(heads))
    ]
    return {
        "type": "table",
        "title": title,
        "note": note,
        "csv": _csv(heads, rows),
        "columns": [
            {"key": f"c{place}", "kind": kind, "digits": 0, "screen": False, "head": head}
            for place, (head, kind) in enumerate(zip(heads, kinds, strict=True))
        ],
        "rows": [[{"text": _SIGNS.get(cell, cell), "sources": []} for cell in row] for row in rows],
    }


def _csv(heads: list[str], rows: list[list[str]]) -> str:
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    for row in (heads, *rows):
        # What a spreadsheet takes for a formula is disarmed.
        writer.writerow(
            [f"'{cell}" if _FORMULA.match(cell) and not _NUMERIC.fullmatch(cell.strip()) else cell for cell in row]
        )
    return out.getvalue()


def _of_html(markup: str) -> dict[str, Any]:
    from bs4 import BeautifulSoup

    soup = BeautifulSoup(markup, "html.parser")
    for part in soup(["style", "script", "template"]):
        part.decompose()
    tables = soup.find_all("table")
    if len(tables) == 1:
        table = tables[0].extract()
        if len(soup.get_text(" ", strip=True)) < 80 and not soup.find(["img", "svg", "a"]):
            return _of_table(table, soup.get_text(" ", strip=True))
        soup = BeautifulSoup(markup, "html.parser")
        for part in soup(["style", "script", "template"]):
            part.decompose()
    return {"type": "markdown", "nodes": _blocks_of(soup)}


def _grid(rows: list[Any]) -> list[list[str]]:
    """Cells of HTML rows as a rectangle: what spans several is repeated in each."""
    grid: list[list[str]] = []
    held: dict[int, tuple[int, str]] = {}
    for row in rows:
        line: list[str] = []
        for cell in row.find_all(["th", "td"], recursive=False):
            while held.get(len(line), (0, ""))[0]:
                left, text = held[len(line)]
                held[len(line)] = (left - 1, text)
                line.append(text)
            text = cell.get_text(" ", strip=True)
            down, across = int(cell.get("rowspan", 1) or 1), int(cell.get("colspan", 1) or 1)
            for _ in range(across):
                held[len(line)] = (down - 1, text)
                line.append(text)
        while held.get(len(line), (0, ""))[0]:
            left, text = held[len(line)]
            held[len(line)] = (left - 1, text)
            line.append(text)
        grid.append(line)
    width = max(map(len, grid), default=0)
    return [line + [""] * (width - len(line)) for line in grid]


def _of_table(table: Any, note: str = "") -> dict[str, Any]:
    """A table of HTML; the running number that pandas puts before rows without an index falls away."""
    caption = table.find("caption")
    every = table.find_all("tr")
    head = table.find("thead")
    head_rows = head.find_all("tr") if head else [row for row in every[:1] if not row.find("td")]
    body = [row for row in every if row not in head_rows]
    grid = _grid(head_rows) if head_rows else []
    rows = _grid(body)
    width = max([len(line) for line in (*grid, *rows)], default=0)
    grid, rows = ([line + [""] * (width - len(line)) for line in part] for part in (grid, rows))
    heads = [
        " – ".join(dict.fromkeys(line[place] for line in grid if line[place] and not line[place].startswith("Unnamed")))
        for place in range(width)
    ]
    if width > 1 and not heads[0] and [row[0] for row in rows] == [str(number) for number in range(len(rows))]:
        heads, rows = heads[1:], [row[1:] for row in rows]
    note = "" if re.fullmatch(r"\d+ rows × \d+ columns", note) and "..." not in {c for r in rows for c in r} else note
    return _table(heads, rows, caption.get_text(" ", strip=True) if caption else "", note)


_INLINE = {"b": "strong", "strong": "strong", "i": "em", "em": "em", "s": "strike", "del": "strike", "sub": "sub"}
_BLOCK = ("p", "div", "section", "article", "ul", "ol", "pre", "blockquote", "table", "hr", "h1", "h2", "h3", "h4")


def _blocks_of(parent: Any) -> list[Node]:
    """Markup as nodes: what is said, not how it looks."""
    found: list[Node] = []
    loose: list[Any] = []

    def close() -> None:
        inner = [node for node in _inline_of(loose) if node.get("v", "x").strip() or len(loose) > 1]
        words = [node for node in inner if node.get("v", "x").strip()]
        if len(words) == 1 and words[0]["t"] == "image":
            found.append(words[0])
        elif any(node.get("v", "x").strip() for node in inner):
            found.append({"t": "paragraph", "c": inner})
        loose.clear()

    for child in parent.children:
        name = getattr(child, "name", None)
        if name not in _BLOCK:
            loose.append(child)
            continue
        close()
        if name in ("ul", "ol"):
            items = [_blocks_of(item) for item in child.find_all("li", recursive=False)]
            found.append({"t": "list", "ordered": name == "ol", "start": int(child.get("start", 1) or 1), "c": items})
        elif name == "pre":
            found.append({"t": "code", "v": child.get_text().strip("\n")})
        elif name == "blockquote":
            found.append({"t": "quote", "c": _blocks_of(child)})
        elif name == "table":
            table = _of_table(child)
            cells = [[[{"t": "text", "v": cell["text"]}] for cell in row] for row in table["rows"]]
            heads = [[{"t": "text", "v": column["head"]}] for column in table["columns"]]
            align = ["right" if column["kind"] == "number" else "left" for column in table["columns"]]
            if heads:
                found.append({"t": "table", "align": align, "head": heads, "rows": cells})
        elif name == "hr":
            found.append({"t": "rule"})
        elif name.startswith("h") and name[1:].isdigit():
            # A heading of an output is no heading of the chapter.
            found.append({"t": "paragraph", "c": [{"t": "strong", "c": _inline_of(child.children)}]})
        else:
            found += _blocks_of(child)
    close()
    return found


def _inline_of(children: Any) -> list[Node]:
    found: list[Node] = []
    for child in children:
        name = getattr(child, "name", None)
        if name is None:
            # A comment is a kind of text to the parser, and is never published.
            if type(child).__name__ == "NavigableString":
                found.append({"t": "text", "v": re.sub(r"\s+", " ", str(child))})
        elif name in _INLINE:
            found.append({"t": _INLINE[name], "c": _inline_of(child.children)})
        elif name == "sup":
            found.append({"t": "super", "c": _inline_of(child.children)})
        elif name == "br":
            found.append({"t": "break"})
        elif name in ("code", "kbd", "samp", "tt"):
            found.append({"t": "code", "v": child.get_text()})
        elif name in ("a", "iframe", "video", "audio", "source") and (address := child.get("href") or child.get("src")):
            inner = _inline_of(child.children) or [{"t": "text", "v": address[:80]}]
            found.append({"t": "link", "url": address, "c": inner} if address.startswith("http") else inner[0])
        elif name == "img":
            svg = picture_of(str(child.get("src", "")))
            alt = child.get("alt") or "Picture"
            found.append({"t": "image", "svg": svg, "alt": alt} if svg else {"t": "text", "v": f"[{alt}]"})
        elif name == "svg":
            found.append({"t": "image", "svg": drawing(str(child)), "alt": child.get("aria-label") or "Drawing"})
        else:
            found += _inline_of(child.children)
    return found


def picture_of(address: str) -> str:
    """The drawing of an address that holds its picture, ``data:image/png;base64,…``; empty if it holds none."""
    hit = re.fullmatch(r"data:(image/[\w.+-]+);base64,(.+)", address, re.DOTALL)
    if hit is None:
        return ""
    if hit[1] == "image/svg+xml":
        return drawing(base64.b64decode(hit[2]).decode("utf-8", "replace"))
    return wrapped(hit[1], hit[2])


def _latex(text: str) -> list[Node]:
    bare = text.strip()
    for opening, closing in (("$$", "$$"), ("$", "$"), (r"\[", r"\]"), (r"\(", r"\)")):
        if bare.startswith(opening) and bare.endswith(closing) and len(bare) > len(opening + closing):
            inner = bare[len(opening) : -len(closing)].replace(r"\displaystyle", "").strip()
            if "$" not in inner:
                return nodes(f"$$\n{inner}\n$$")
    return nodes(text if "$" in text else f"$$\n{bare}\n$$")


# ---- charts that are drawn by a script: what they show, as a table ------------------------------------------


def _plain_title(title: Any) -> str:
    text = title.get("text", "") if isinstance(title, dict) else title
    return " ".join(text) if isinstance(text, list) else str(text or "")


def _values(column: Any) -> list[Any]:
    """A column of plotly: a list, or numbers as bytes."""
    if isinstance(column, dict) and "bdata" in column:
        import numpy as np

        return np.frombuffer(base64.b64decode(column["bdata"]), dtype=column["dtype"]).tolist()
    return list(column) if isinstance(column, (list, tuple)) else []


SCRIPTED = "An interactive chart in the notebook; its values are given here."


def _plotly(chart: dict[str, Any]) -> dict[str, Any]:
    layout = chart.get("layout", {})
    rows: list[list[str]] = []
    names = [("x", "y"), ("labels", "values"), ("lon", "lat"), ("locations", "z")]
    for number, trace in enumerate(chart.get("data", []), start=1):
        pair = next(((a, b) for a, b in names if _values(trace.get(a)) or _values(trace.get(b))), ("x", "y"))
        first, second = (_values(trace.get(key)) for key in pair)
        length = max(len(first), len(second))
        first, second = first or list(range(length)), second or [""] * length
        label = str(trace.get("name") or f"{trace.get('type', 'series')} {number}")
        rows += [[label, _written(a), _written(b)] for a, b in zip(first, second, strict=False)]
    heads = ["Series"] + [_plain_title(layout.get(f"{axis}axis", {}).get("title")) or axis for axis in "xy"]
    if not rows:
        return {"type": "markdown", "nodes": [{"t": "code", "v": json.dumps(chart, ensure_ascii=False)[:2000]}]}
    if len({row[0] for row in rows}) == 1:
        heads, rows = heads[1:], [row[1:] for row in rows]
    return _table(heads, rows, _plain_title(layout.get("title")), SCRIPTED)


def _vega(chart: dict[str, Any]) -> dict[str, Any]:
    """The data that an altair chart carries."""
    name = chart.get("data", {}).get("name", "")
    data = chart.get("datasets", {}).get(name) or chart.get("data", {}).get("values") or []
    if not data and chart.get("datasets"):
        data = next(iter(chart["datasets"].values()))
    keys = list(dict.fromkeys(key for row in data if isinstance(row, dict) for key in row))
    if not keys:
        return {"type": "markdown", "nodes": [{"t": "code", "v": json.dumps(chart, ensure_ascii=False)[:2000]}]}
    rows = [[_written(row.get(key)) for key in keys] for row in data]
    return _table(keys, rows, _plain_title(chart.get("title")), SCRIPTED)


def _written(value: Any) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)
