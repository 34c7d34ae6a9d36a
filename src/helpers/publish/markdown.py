"""Markdown cells for both publications, by one parser: as HTML and as plain nodes for the PDF template.

A node is ``{"t": kind, …}``. Raw HTML is the text that it is, on both.
"""

from typing import Any

import mistune

_parse = mistune.create_markdown(renderer="ast")
html = mistune.create_markdown(escape=True)
_BLOCKS = {"paragraph", "block_text"}


def _inline(tokens: list[dict[str, Any]]) -> list[dict[str, Any]]:
    nodes = []
    for token in tokens:
        kind = token["type"]
        if kind in ("strong", "emphasis"):
            nodes.append({"t": "strong" if kind == "strong" else "em", "c": _inline(token["children"])})
        elif kind == "link":
            nodes.append({"t": "link", "url": token["attrs"]["url"], "c": _inline(token["children"])})
        elif kind == "codespan":
            nodes.append({"t": "code", "v": token["raw"]})
        elif kind == "linebreak":
            nodes.append({"t": "break"})
        elif kind == "softbreak":
            nodes.append({"t": "text", "v": " "})
        elif "children" in token:
            nodes.extend(_inline(token["children"]))
        else:
            nodes.append({"t": "text", "v": token.get("raw", "")})
    return nodes


def _block(token: dict[str, Any]) -> dict[str, Any] | None:
    kind = token["type"]
    if kind == "heading":
        return {"t": "heading", "level": token["attrs"]["level"], "c": _inline(token["children"])}
    if kind in _BLOCKS:
        return {"t": "paragraph", "c": _inline(token["children"])}
    if kind == "list":
        items = [_blocks(item["children"]) for item in token["children"]]
        return {"t": "list", "ordered": token["attrs"]["ordered"], "c": items}
    if kind == "block_quote":
        return {"t": "quote", "c": _blocks(token["children"])}
    if kind in ("block_code", "block_html"):
        return {"t": "code", "v": token["raw"].rstrip("\n")}
    return None


def _blocks(tokens: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [node for node in map(_block, tokens) if node is not None]


def nodes(text: str) -> list[dict[str, Any]]:
    """Markdown text as a list of block nodes: heading, paragraph, list, quote, code."""
    return _blocks(_parse(text))
