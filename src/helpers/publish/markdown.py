"""Markdown for both publications by one parser: a tree of nodes, set as HTML here and by the template on paper.

A node is ``{"t": kind, …}``. What JupyterLab renders is rendered: tables, formulas, footnotes, task and definition
lists, strikethrough, pictures. A comment is never published. Other raw HTML is the text that it is, on both.
"""

import base64
import html as escaping
import re
from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import urlsplit

from helpers.publish.formulas import formula

Node = dict[str, Any]
_TAGS = re.compile(r"<!--.*?-->|<br\s*/?>|<(/?)(sub|sup)>", re.IGNORECASE | re.DOTALL)
_PAIRED = {"sub": "sub", "sup": "super"}
_SCHEMES = ("", "http", "https", "mailto")


@cache
def _parser():
    from markdown_it import MarkdownIt
    from mdit_py_plugins.deflist import deflist_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.footnote import footnote_plugin
    from mdit_py_plugins.tasklists import tasklists_plugin

    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    parser.use(footnote_plugin, inline=False).use(deflist_plugin).use(tasklists_plugin)
    # "$5 million to $6 million" is no formula: no space inside the signs, no digit beside them.
    parser.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=True)
    return parser


def _math(tex: str, display: bool) -> Node:
    return formula(tex, display) or {"t": "code", "v": tex.strip()}


class _Reader:
    """Turns the parser's tree into nodes; ``picture`` gives the SVG of a picture's address, or none."""

    def __init__(self, picture: Callable[[str], str], notes: dict[int, list[Any]]):
        self.picture, self.notes = picture, notes

    def inline(self, tokens: list[Any]) -> list[Node]:
        nodes: list[Node] = []
        opened: list[tuple[str, list[Node]]] = []
        for token in tokens:
            kind = token.type
            if kind == "html_inline":
                if token.content.startswith('<input class="task-list-item-checkbox"'):
                    nodes.append({"t": "task", "done": "checked" in token.content})
                    continue
                hit = _TAGS.fullmatch(token.content.strip())
                if hit is None:
                    nodes.append({"t": "text", "v": token.content})
                elif hit[2] and not hit[1]:
                    opened.append((hit[2].lower(), nodes))
                    nodes = []
                elif hit[2] and opened and opened[-1][0] == hit[2].lower():
                    name, before = opened.pop()
                    before.append({"t": _PAIRED[name], "c": nodes})
                    nodes = before
                elif not token.content.startswith("<!--"):
                    nodes.append({"t": "break"})
            else:
                nodes += self._inline(token, kind)
        for _, before in reversed(opened):
            before += nodes
            nodes = before
        if len(nodes) > 1 and nodes[0]["t"] == "task" and nodes[1]["t"] == "text":
            nodes[1]["v"] = nodes[1]["v"].lstrip()
        return nodes

    def _inline(self, token: Any, kind: str) -> list[Node]:
        if kind in ("strong", "em", "s"):
            return [{"t": {"s": "strike"}.get(kind, kind), "c": self.inline(token.children)}]
        if kind == "link":
            return [{"t": "link", "url": token.attrs["href"], "c": self.inline(token.children)}]
        if kind == "code_inline":
            return [{"t": "code", "v": token.content}]
        if kind == "hardbreak":
            return [{"t": "break"}]
        if kind == "softbreak":
            return [{"t": "text", "v": " "}]
        if kind.startswith("math_inline"):
            return [_math(token.content, display=False)]
        if kind == "image":
            alt = token.content or "Picture"
            svg = self.picture(str(token.attrs["src"]))
            return [{"t": "image", "svg": svg, "alt": alt} if svg else {"t": "text", "v": f"[{alt}]"}]
        if kind == "footnote_ref":
            return [{"t": "footnote", "c": self.notes.get(token.meta["id"], [])}]
        if kind == "footnote_anchor":
            return []
        if token.children:
            return self.inline(token.children)
        return [{"t": "text", "v": token.content}] if token.content else []

    def block(self, token: Any) -> list[Node]:
        kind = token.type
        if kind == "heading":
            return [{"t": "heading", "level": int(token.tag[1]), "c": self.blocks_inline(token)}]
        if kind == "paragraph":
            inner = self.blocks_inline(token)
            if len(inner) == 1 and inner[0]["t"] == "image":
                return inner
            return [{"t": "paragraph", "c": inner}] if inner else []
        if kind in ("bullet_list", "ordered_list"):
            items = [self.blocks(item.children) for item in token.children]
            start = int(token.attrs.get("start", 1))
            return [{"t": "list", "ordered": kind == "ordered_list", "start": start, "c": items}]
        if kind == "blockquote":
            return [{"t": "quote", "c": self.blocks(token.children)}]
        if kind in ("fence", "code_block"):
            return [{"t": "code", "v": token.content.rstrip("\n")}]
        if kind == "html_block":
            text = re.sub(r"<!--.*?(-->|\Z)", "", token.content, flags=re.DOTALL).strip()
            return [{"t": "code", "v": text}] if text else []
        if kind == "hr":
            return [{"t": "rule"}]
        if kind.startswith("math_block"):
            return [_math(token.content, display=True)]
        if kind == "table":
            return [self._table(token)]
        if kind == "dl":
            return [self._definitions(token)]
        if kind == "footnote_block":
            return []
        return self.blocks(token.children)

    def blocks(self, tokens: list[Any]) -> list[Node]:
        return [node for token in tokens for node in self.block(token)]

    def blocks_inline(self, token: Any) -> list[Node]:
        return self.inline([inner for child in token.children for inner in child.children])

    def _table(self, token: Any) -> Node:
        rows = [row for part in token.children for row in part.children]
        styles = [str(cell.attrs.get("style", "")) for cell in rows[0].children]
        cells = [[self.blocks_inline(cell) for cell in row.children] for row in rows]
        align = [style.removeprefix("text-align:") or "left" for style in styles]
        return {"t": "table", "align": align, "head": cells[0], "rows": cells[1:]}

    def _definitions(self, token: Any) -> Node:
        found: list[Node] = []
        for child in token.children:
            if child.type == "dt":
                found.append({"term": self.blocks_inline(child), "c": []})
            else:
                found[-1]["c"].append(self.blocks(child.children))
        return {"t": "definitions", "c": found}


def nodes(text: str, picture: Callable[[str], str] = lambda address: "") -> list[Node]:
    """Markdown text as a list of block nodes.

    ``picture`` gives the SVG of a picture's address, or an empty text: its alternative text then stands for it.
    """
    from markdown_it.tree import SyntaxTreeNode

    tree = SyntaxTreeNode(_parser().parse(text))
    notes: dict[int, list[Node]] = {}
    reader = _Reader(picture, notes)
    for part in tree.children:
        if part.type == "footnote_block":
            for note in part.children:
                inner: list[Node] = []
                for node in reader.blocks(note.children):
                    inner += ([{"t": "break"}] if inner else []) + (node["c"] if node["t"] == "paragraph" else [node])
                notes[note.meta["id"]] = inner
    return reader.blocks(tree.children)


def plain(inline: list[Node]) -> str:
    """The words of inline nodes."""
    return "".join(node.get("v", "") or plain(node.get("c", [])) for node in inline).strip()


def html(content: str | list[Node]) -> str:
    """Markdown text, or its nodes, as HTML; only what the nodes say is markup."""
    notes: list[list[Node]] = []
    made = "\n".join(_block_html(node, notes) for node in (nodes(content) if isinstance(content, str) else content))
    if notes:
        made += '\n<section class="footnotes"><ol>'
        # A note may hold notes: the list grows while it is written.
        for note in notes:
            made += f"<li>{_inline_html(note, notes)}</li>"
        made += "</ol></section>"
    return made


def inline_html(inline: list[Node]) -> str:
    """Inline nodes as HTML."""
    return _inline_html(inline, [])


def data_uri(svg: str) -> str:
    """A drawing as the address of a picture, in which nothing runs."""
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def _inline_html(inline: list[Node], notes: list[list[Node]]) -> str:
    return "".join(_one_html(node, notes) for node in inline)


_INLINE = {"strong": "strong", "em": "em", "strike": "del", "sub": "sub", "super": "sup"}


def _one_html(node: Node, notes: list[list[Node]]) -> str:
    kind = node["t"]
    if kind in _INLINE:
        return f"<{_INLINE[kind]}>{_inline_html(node['c'], notes)}</{_INLINE[kind]}>"
    if kind == "link":
        inner = _inline_html(node["c"], notes)
        if urlsplit(node["url"]).scheme.lower() not in _SCHEMES:
            return inner
        far = ' rel="noreferrer"' if node["url"].startswith("http") else ""
        return f'<a href="{escaping.escape(node["url"])}"{far}>{inner}</a>'
    if kind == "code":
        return f"<code>{escaping.escape(node['v'])}</code>"
    if kind == "break":
        return "<br>"
    if kind == "task":
        return f'<input type="checkbox" disabled aria-label="{"done" if node["done"] else "open"}"{" checked" * node["done"]}> '
    if kind == "math":
        return node["mathml"]
    if kind == "image":
        return f'<img src="{data_uri(node["svg"])}" alt="{escaping.escape(node["alt"])}">'
    if kind == "footnote":
        notes.append(node["c"])
        return f'<sup class="note-mark">{len(notes)}</sup>'
    return escaping.escape(node.get("v", ""))


def _block_html(node: Node, notes: list[list[Node]]) -> str:
    kind = node["t"]
    if kind == "heading":
        return f"<h{node['level']}>{_inline_html(node['c'], notes)}</h{node['level']}>"
    if kind == "paragraph":
        return f"<p>{_inline_html(node['c'], notes)}</p>"
    if kind == "list":
        name, start = (
            ("ol", f' start="{node["start"]}"' if node["start"] != 1 else "") if node["ordered"] else ("ul", "")
        )
        items = "".join(f"<li>{_item_html(item, notes)}</li>" for item in node["c"])
        return f"<{name}{start}>{items}</{name}>"
    if kind == "quote":
        return f"<blockquote>{''.join(_block_html(child, notes) for child in node['c'])}</blockquote>"
    if kind == "code":
        return f'<pre tabindex="0"><code>{escaping.escape(node["v"])}</code></pre>'
    if kind == "table":
        return _table_html(node, notes)
    if kind == "math":
        return f'<p class="formula">{node["mathml"]}</p>'
    if kind == "image":
        return f"<p>{_one_html(node, notes)}</p>"
    if kind == "definitions":
        parts = (
            f"<dt>{_inline_html(entry['term'], notes)}</dt>"
            + "".join(f"<dd>{_item_html(part, notes)}</dd>" for part in entry["c"])
            for entry in node["c"]
        )
        return f"<dl>{''.join(parts)}</dl>"
    if kind == "rule":
        return "<hr>"
    return _one_html(node, notes)


def _item_html(item: list[Node], notes: list[list[Node]]) -> str:
    # An item of one paragraph is set without the space of a paragraph.
    if item and item[0]["t"] == "paragraph":
        rest = "".join(_block_html(child, notes) for child in item[1:])
        return _inline_html(item[0]["c"], notes) + rest
    return "".join(_block_html(child, notes) for child in item)


def _table_html(node: Node, notes: list[list[Node]]) -> str:
    classes = [' class="num"' if side == "right" else "" for side in node["align"]]

    def row(cells: list[list[Node]], tag: str) -> str:
        inner = (
            f"<{tag}{name}>{_inline_html(cell, notes)}</{tag}>" for name, cell in zip(classes, cells, strict=False)
        )
        return f"<tr>{''.join(inner)}</tr>"

    body = "".join(row(cells, "td") for cells in node["rows"])
    return f'<div class="scroll" tabindex="0"><table><thead>{row(node["head"], "th")}</thead><tbody>{body}</tbody></table></div>'
