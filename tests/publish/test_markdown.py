"""Markdown of an author: what JupyterLab renders is rendered in both publications, nothing else is markup."""

import pytest

from helpers.publish.formulas import formula
from helpers.publish.markdown import html, nodes, plain

CASES = {
    "table": ("| Year | Exports |\n|---|---:|\n| 2023 | 8.1 |", ["table"], '<td class="num">8.1</td>'),
    "strikethrough": ("was ~~100~~ 200", ["paragraph"], "<del>100</del>"),
    "task list": ("- [x] verified\n- [ ] open", ["list"], 'aria-label="done" checked> verified'),
    "start number": ("3. three\n4. four", ["list"], '<ol start="3">'),
    "definitions": ("Term\n: What it is", ["definitions"], "<dt>Term</dt><dd>What it is</dd>"),
    "formula": ("$$\\ln T = \\beta_0$$", ["math"], "<mi>β</mi>"),
    "line break": ("one<br>two", ["paragraph"], "one<br>two"),
    "index": ("H<sub>2</sub>O", ["paragraph"], "H<sub>2</sub>O"),
    "rule": ("a\n\n---\n\nb", ["paragraph", "rule", "paragraph"], "<hr>"),
    "quotation": ("> said", ["quote"], "<blockquote><p>said</p></blockquote>"),
    "footnote": ("A[^1]\n\n[^1]: *Note*.", ["paragraph"], "<li><em>Note</em>.</li>"),
}


@pytest.mark.parametrize("text, kinds, expected", CASES.values(), ids=CASES)
def test_what_jupyterlab_renders_is_rendered(text, kinds, expected):
    assert [node["t"] for node in nodes(text)] == kinds
    assert expected in html(text)


def test_a_comment_is_never_published():
    text = "Before.\n\n<!-- editor: check\n\nthis -->\n\nSeen <!-- hidden --> words.\n\n<!-- open end"
    assert "editor" not in html(text) and "hidden" not in html(text) and "open end" not in html(text)
    assert "Seen" in html(text) and "words." in html(text)


def test_prices_are_no_formula():
    assert html("Costs rose from $5 million to $6 million.") == "<p>Costs rose from $5 million to $6 million.</p>"


def test_a_formula_has_markup_drawing_measures_and_its_source():
    made = formula(r"r = \frac{X_{ij}}{M_{ji}}", display=False)
    assert made["mathml"].startswith("<math") and "<mfrac>" in made["mathml"]
    assert made["svg"].startswith("<svg") and 0 < made["depth"] < made["height"] < made["width"]
    assert made == formula(r"r = \frac{X_{ij}}{M_{ji}}", display=False)


def test_what_is_no_latex_stands_as_it_is_written():
    assert formula(r"\frac{", display=True) is None
    assert nodes("$$\n\\frac{\n$$") == [{"t": "code", "v": "\\frac{"}]


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "a <img src=x onerror=alert(1)> b",
        "$\\text{<img src=x onerror=alert(1)>}$",
        "[x](javascript:alert(1))",
        "[x](a.b:c)",
        "![<b>x</b>](javascript:x)",
    ],
)
def test_raw_markup_and_foreign_schemes_are_text(text):
    made = html(text)
    assert not any(sign in made for sign in ("<script", "<img", "href=", "<b>"))


def test_nodes_are_the_kinds_that_the_template_sets():
    found = nodes("# T\n\nA *b* **c** `d` [e](#trade.targets)\n\n1. one\n2. two\n\n<b>raw</b>")
    assert [node["t"] for node in found] == ["heading", "paragraph", "list", "paragraph"]
    assert [node["t"] for node in found[1]["c"]] == ["text", "em", "text", "strong", "text", "code", "text", "link"]
    assert found[2]["ordered"] is True and len(found[2]["c"]) == 2
    assert plain(found[0]["c"]) == "T"
