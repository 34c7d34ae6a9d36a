"""Outputs of an author's own cells: whatever a cell shows is in both publications, and each is accounted for."""

import base64
import io
import json
import logging

import nbformat
import pandas as pd
import pypdf
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, new_raw_cell
from PIL import Image

from helpers.publish.content import ExportFailed, ledger, numbered, payloads, told
from helpers.publish.export import BriefHTMLExporter, BriefPDFExporter
from helpers.shown import PAYLOAD
from small import EDITION

FRAME = pd.DataFrame({"year": [2023, 2024], "exports": [8.1, 12.4]})


def picture(kind="PNG"):
    out = io.BytesIO()
    Image.new("RGB", (8, 6), "red").save(out, kind)
    return base64.b64encode(out.getvalue()).decode()


def bundle(**data):
    names = {"html": "text/html", "svg": "image/svg+xml", "png": "image/png", "jpeg": "image/jpeg", "gif": "image/gif"}
    names |= {"md": "text/markdown", "latex": "text/latex", "text": "text/plain", "json": "application/json"}
    names |= {"plotly": "application/vnd.plotly.v1+json", "vega": "application/vnd.vegalite.v5+json"}
    names |= {"widget": "application/vnd.jupyter.widget-view+json"}
    return new_output("display_data", {names[key]: value for key, value in data.items()})


def html(markup):
    return bundle(html=markup, text="")


SVG = '<svg width="9" height="9" viewBox="0 0 9 9"><circle cx="4" cy="4" r="3"/></svg>'
PLOTLY = {"data": [{"type": "bar", "x": ["north", "south"], "y": [1, 2]}], "layout": {"title": {"text": "By side"}}}
BYTES = {"dtype": "f8", "bdata": base64.b64encode(pd.Series([3.5, 4.5]).to_numpy().tobytes()).decode()}
VEGA = {"data": {"name": "d"}, "datasets": {"d": [{"place": "Osh", "km": 12}]}, "mark": "bar"}
LEVELS = pd.DataFrame([[1, 2]], columns=pd.MultiIndex.from_product([["a"], ["x", "y"]]), index=pd.Index([7], name="n"))
# Kind of output: the output, the kind of payload, and words that a reader must find.
OUTPUTS = {
    "PNG": (bundle(png=picture(), text="<Figure size 1x1>"), "figure", ""),
    "JPEG": (bundle(jpeg=picture("JPEG")), "figure", ""),
    "GIF": (bundle(gif=picture("GIF")), "figure", ""),
    "SVG": (bundle(svg=f'<?xml version="1.0"?>{SVG}'), "figure", ""),
    "SVG beside PNG": (bundle(svg=SVG, png=picture()), "figure", ""),
    "frame": (html(FRAME._repr_html_()), "table", "12.4"),
    "frame by year": (html(FRAME.set_index("year")._repr_html_()), "table", "2024"),
    "frame of levels": (html(LEVELS._repr_html_()), "table", "a – y"),
    "cut frame": (html(pd.DataFrame({"n": range(200)})._repr_html_()), "table", "199"),
    "styled frame": (html(FRAME.style.set_caption("Styled so").format("{:.2f}")._repr_html_()), "table", "12.40"),
    "frame without rows": (html(FRAME.iloc[:0]._repr_html_()), "table", "exports"),
    "series": (bundle(text="0    8.1\nName: exports"), "markdown", "Name: exports"),
    "two tables": (html("<table><tr><td>uno</td></tr></table><table><tr><td>duo</td></tr></table>"), "markdown", "duo"),
    "HTML": (html("<p>Said <b>strongly</b></p><ul><li>item</li></ul><script>bad()</script>"), "markdown", "strongly"),
    "HTML picture": (html(f'<img alt="Red" src="data:image/png;base64,{picture()}">'), "markdown", ""),
    "frame of a page": (html('<iframe src="https://example.org/map"></iframe>'), "markdown", "example.org/map"),
    "Markdown": (bundle(md="**Bold** and $x^2$"), "markdown", "Bold"),
    "LaTeX": (bundle(latex=r"$\displaystyle \frac{a}{b}$"), "markdown", ""),
    "LaTeX display": (bundle(latex=r"$$\ln T$$"), "markdown", ""),
    "LaTeX text": (bundle(latex=r"Let $x$ be small"), "markdown", "be small"),
    "print": (new_output("stream", text="printed \x1b[31mred\x1b[0m\n"), "markdown", "printed red"),
    "value": (bundle(text="'forty-two'"), "markdown", "forty-two"),
    "JSON": (bundle(json={"key": "held"}, text="<JSON object>"), "markdown", "held"),
    "plotly": (bundle(plotly=PLOTLY, html="<script>draw()</script>"), "table", "south"),
    "plotly of bytes": (bundle(plotly={"data": [{"x": [1, 2], "y": BYTES}]}), "table", "4.5"),
    "altair": (bundle(vega=VEGA, text="alt.Chart(...)"), "table", "Osh"),
    "widget": (bundle(widget={"model_id": "1"}, text="IntSlider(value=3)"), "markdown", "IntSlider"),
    "signs": (bundle(text="≥ ≤ ≈ → ∞ −"), "markdown", "≥ ≤ ≈ → ∞ −"),
    "script of a third country": (bundle(text="中吉乌铁路 ✓ 😀"), "markdown", "中吉乌铁路 ✓ 😀"),
}


def notebook(*cells):
    sources = new_output("display_data", {PAYLOAD: {"type": "sources", "entries": [], "tables": []}})
    head = new_code_cell("edition", outputs=[new_output("display_data", {PAYLOAD: EDITION})])
    return new_notebook(cells=[new_markdown_cell("# My chapter"), head, *cells, new_code_cell("s", outputs=[sources])])


def cell(*outputs, source="x", tags=(), **metadata):
    return new_code_cell(source, outputs=list(outputs), metadata={"tags": list(tags), **metadata})


def words_of(pdf):
    return " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


@pytest.fixture(scope="module")
def published():
    node = notebook(*(cell(output, source=f"#| caption: Of {name}") for name, (output, _, _) in OUTPUTS.items()))
    page = BriefHTMLExporter().from_notebook_node(node)[0]
    printed = BriefPDFExporter().from_notebook_node(node)[0]
    return page, words_of(printed), pypdf.PdfReader(io.BytesIO(printed))


@pytest.mark.parametrize("name", OUTPUTS)
def test_every_kind_of_output_is_in_both_publications(published, name):
    output, kind, words = OUTPUTS[name]
    page, text, _ = published
    made = payloads(numbered({"07_own": notebook(cell(output))})["07_own"])[1]
    assert made["type"] == kind
    words = words or (f"Of {name}" if kind == "figure" else "")
    assert words in page.replace("&#39;", "'").replace("&gt;", ">")
    assert "".join(words.split()) in "".join(text.split())


def test_a_picture_is_a_picture_on_paper(published):
    figures = [name for name, (_, kind, _) in OUTPUTS.items() if kind == "figure"]
    assert sum(f"Of {name}" in published[1] for name in figures) == len(figures)
    kinds = [kind for page in published[2].pages for kind in page.get("/Resources", {}).get("/XObject", {})]
    assert len(kinds) >= len(figures) - 2  # two are drawings


def test_nothing_that_runs_is_published(published):
    assert "bad()" not in published[0] and "draw()" not in published[0]


def test_the_code_of_a_cell_is_hidden_where_its_tag_says_so():
    node = notebook(*(cell(bundle(text="1"), tags=tags) for tags in (["hide-input"], ["remove-input", "frame"], [])))
    ran = [one for one in node.cells if one.cell_type == "code"]
    for one in ran:
        one.source = "secret()"
    made = [one.source for one in numbered({"07_own": node})["07_own"].cells if one.cell_type == "code"]
    assert [source for source in made if source] == ["secret()"] * (len(ran) - 2)


def test_outputs_in_are_outputs_out_and_what_is_left_out_says_why():
    node = notebook(
        cell(new_output("stream", name="stderr", text="careful"), bundle(text="1")),
        cell(bundle(text="hidden"), tags=["remove-cell"]),
        new_markdown_cell("For who runs it", metadata={"tags": ["lab-only"]}),
        cell(html(FRAME._repr_html_()), tags=["frame"]),
        cell(html(FRAME.iloc[:0]._repr_html_()), tags=["frame"]),
        cell(bundle(text="secret"), tags=["remove-output"]),
        cell(bundle(text="  ")),
    )
    made = numbered({"07_own": node})
    assert "For who runs it" not in json.dumps(made["07_own"])
    found = ledger({"07_own": node}, made)
    told_of = [entry.get("set") or entry["left_out"] for entry in found]
    assert len(found) == sum(len(one.get("outputs", [])) for one in node.cells)
    assert told_of[1:-1] == [
        "it is a warning",
        "markdown",
        "the cell is tagged so",
        "frame",
        "the frame has no row",
        "the cell is tagged so",
        "it is empty",
    ]


def test_an_output_that_is_lost_fails_and_is_named():
    node = notebook(cell(bundle(text="1")))
    made = numbered({"07_own": node})
    made["07_own"].cells[2].outputs = []
    with pytest.raises(ExportFailed, match=r"07_own: cell 3: output 1: found nothing of it"):
        ledger({"07_own": node}, made)


def test_what_has_no_form_is_named_with_notebook_cell_and_output():
    node = notebook(cell(bundle(text="fine"), new_output("display_data", {"application/x-own": "data"})))
    with pytest.raises(ExportFailed, match=r"07_own: cell 3: output 2: found application/x-own"):
        numbered({"07_own": node})


def test_frames_are_for_the_screen_and_an_empty_one_shows_nothing():
    node = notebook(
        cell(html(FRAME._repr_html_()), tags=["frame"]), cell(html(FRAME.iloc[:0]._repr_html_()), tags=["frame"])
    )
    printed = words_of(BriefPDFExporter().from_notebook_node(node)[0])
    page = BriefHTMLExporter().from_notebook_node(node)[0]
    assert "12.4" in page and page.count("<table") == 1 and "12.4" not in printed


def test_what_is_missing_or_without_bound_is_told_by_a_sign_and_kept_as_it_is_in_the_csv():
    frame = pd.DataFrame({"place": ["Osh", None], "hours": [float("inf"), float("nan")]})
    made = payloads(numbered({"07_own": notebook(cell(html(frame._repr_html_())))})["07_own"])[1]
    assert [[one["text"] for one in row] for row in made["rows"]] == [["Osh", "∞"], ["–", "–"]]
    assert made["columns"][1]["kind"] == "number" and "inf" in made["csv"]


def test_a_section_whose_frames_are_empty_falls_away():
    empty = cell(html(FRAME.iloc[:0]._repr_html_()), tags=["frame"])
    node = notebook(new_markdown_cell("## Nothing"), empty, new_markdown_cell("## Said"), cell(bundle(text="1")))
    kept, silent = told({"07_own": node})
    text = " ".join(one.source for one in kept["07_own"].cells)
    assert "## Said" in text and "## Nothing" not in text and silent == []


def test_what_explains_an_answer_that_is_none_falls_away_with_it():
    asked = cell(new_output("display_data", {PAYLOAD: {"type": "passage", "findings": []}}))
    said = [new_markdown_cell("## Said"), cell(bundle(text="1"))]
    for answer, kept in (([asked], "# Title ## Said"), ([], "# Title What a total is. ## Said")):
        node = new_notebook(cells=[new_markdown_cell("# Title"), new_markdown_cell("What a total is."), *answer, *said])
        cells = told({"02_a": node})[0]["02_a"].cells
        assert " ".join(one.source for one in cells if one.cell_type == "markdown") == kept


@pytest.mark.parametrize(
    "own",
    [
        cell(bundle(png=picture()), source="#| caption: Exports\n#| alt: A bar\n#| name: exports\nplot()"),
        cell(bundle(png=picture()), caption="Exports", alt="A bar", name="exports"),
    ],
)
def test_caption_number_and_alternative_text_come_from_comments_or_metadata(own):
    node = notebook(new_markdown_cell("See [it](#own.exports)."), own)
    made = numbered({"07_own": node})["07_own"]
    figure = payloads(made, "figure")[0]
    assert (figure["title"], figure["alt"], figure["name"], figure["label"]) == (
        "Exports",
        "A bar",
        "own.exports",
        "Figure 1",
    )
    assert "[Figure 1](#own.exports)" in made.cells[2].source


def test_a_figure_without_a_caption_has_that_of_its_section():
    figure = payloads(numbered({"07_own": notebook(new_markdown_cell("## Exports"), cell(bundle(svg=SVG)))})["07_own"])
    assert figure[1]["title"] == "Exports" and "cell 4 of 07_own" in figure[1]["alt"]


def test_raw_cells_pasted_pictures_and_files_are_published(tmp_path, caplog):
    (tmp_path / "logo.png").write_bytes(base64.b64decode(picture()))
    pasted = new_markdown_cell("![Our chart](attachment:a.png)\n\n![Logo](logo.png)\n\n![Gone](none.png)")
    pasted["attachments"] = {"a.png": {"image/png": picture()}}
    with caplog.at_level(logging.WARNING):
        made = numbered({"07_own": notebook(pasted, new_raw_cell("Raw words"))}, tmp_path)["07_own"]
    assert [node["t"] for node in made.cells[2].metadata["nodes"]] == ["image", "image", "paragraph"]
    assert payloads(made, "markdown")[0]["nodes"] == [{"t": "code", "v": "Raw words"}]
    assert "07_own: cell 3: found no picture 'none.png'" in caplog.text


def test_levels_of_headings_are_closed_up_and_a_title_is_found(caplog):
    node = notebook(new_markdown_cell("### Deep"))
    with caplog.at_level(logging.WARNING):
        made = numbered({"07_own": node})["07_own"]
    assert made.cells[2].metadata["nodes"][0]["level"] == 2
    assert "07_own: cell 3: found a heading of level 3 under level 1, set as 2" in caplog.text
    node.cells[0].source = "\n<!-- a note -->\n\nIntroduction\n\nMy chapter\n=========="
    assert words_of(BriefPDFExporter().from_notebook_node(node)[0]).count("My chapter") >= 1
    node.cells[0].source = "No heading at all"
    with caplog.at_level(logging.WARNING):
        assert numbered({"07_my_own": node})["07_my_own"].cells[0].source == "# My own"
    assert "found no first-level heading, 'My own' is set" in caplog.text


def test_what_is_published_is_a_valid_notebook():
    nbformat.validate(numbered({"07_own": notebook(cell(bundle(text="1")))})["07_own"])
