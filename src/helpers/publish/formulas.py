"""Formulas in LaTeX for both publications: MathML for a page, a drawing with its measures for paper.

The drawing is made of outlines, so it needs no face with a table of mathematics; its alternative text is the LaTeX.
"""

import html
from typing import Any
from xml.etree import ElementTree

SIZE = 24.0  # points of the drawing; measures are told in em


def formula(tex: str, display: bool) -> dict[str, Any] | None:
    """A formula as a node: ``tex``, ``mathml``, ``svg`` and its ``width``, ``height`` and ``depth`` in em.

    Returns
    -------
    dict or None
        ``None`` if it is no LaTeX that can be set.

    Examples
    --------
    >>> formula("x^2", display=False)["tex"]
    'x^2'
    """
    import ziamath
    from latex2mathml.converter import convert_to_element

    tex = tex.strip()
    try:
        tree = convert_to_element(tex, display="block" if display else "inline")
        drawn = ziamath.Latex(tex, size=SIZE, inline=not display)
        width, height = drawn.getsize()
        depth = -drawn.getyofst()
        svg = drawn.svg()
    except Exception:  # both readers raise whatever their parsers meet
        return None
    for part in tree.iter():
        # The converter writes entities as text; told as signs they are escaped again below, and nothing else is markup.
        part.text = html.unescape(part.text) if part.text else part.text
    return {
        "t": "math",
        "display": display,
        "tex": tex,
        "mathml": ElementTree.tostring(tree, encoding="unicode"),
        "svg": svg,
        "width": round(width / SIZE, 4),
        "height": round(height / SIZE, 4),
        "depth": round(depth / SIZE, 4),
    }
