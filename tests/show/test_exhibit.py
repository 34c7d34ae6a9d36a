"""Exhibits and passages as data and as markup."""

import base64
import json
import re

import pandas as pd
import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from helpers import open_edition
from helpers.finding import Finding, Judgement, amount, number, wording
from helpers.publish.content import payloads
from helpers.show import style
from helpers.show.exhibit import ALT_LIMIT, Absence, Column, Exhibit
from helpers.show.html import html
from helpers.show.passage import Judgements, Note, Passage
from helpers.show.placement import width
from helpers.shown import PAYLOAD
from helpers.words import say as words
from small import small_package, trade_row

FTL = """
exhibit-demo-values = Two of { $count } have a value
    .subtitle = Value, USD
    .note = A note.
    .alt = Line of { $pair }, { $long }
    .head-value = Amount
t-x = Trade was <b>{ $sum }</b>.
t-kj = It passes.
    .change = a figure comes.
"""


@pytest.fixture
def edition(tmp_path, monkeypatch):
    (tmp_path / "words" / "en").mkdir(parents=True)
    (tmp_path / "words" / "en" / "t.ftl").write_text(FTL, encoding="utf-8")
    monkeypatch.setattr(words, "FOLDER", tmp_path / "words")
    words._bundle.cache_clear()
    rows = [trade_row(1), trade_row(2, period="2018", source_ids="2")]
    yield open_edition("PAK-KAZ", data=small_package(tmp_path / "data", trade=rows))
    words._bundle.cache_clear()


def table(edition, **changes):
    frame = pd.DataFrame(
        {
            "name": ["=1+1", "plain", "<i>x</i>"],
            "value": [1.5, float("nan"), -2.0],
            "row_ids": [("trade:T1",), ("trade:T2",), ()],
        }
    )
    columns = [Column("name"), Column("value", "number", 1), Column("source_ids", "sources")]
    quantities = {"count": number(3, "rows"), "long": number(1, "rows")}
    return Exhibit(edition, **{"data": frame, "columns": columns, "quantities": quantities, **changes})


def drawing(edition, **changes):
    figure, axes = style.new(50)
    axes.plot([1, 2], [3, 4])
    axes.set_title("A & B")
    return table(edition, drawing=figure, columns=(), **changes)


def test_a_table_shows_missing_and_escapes_text(edition):
    made = html(table(edition).named("demo.values").payload())
    assert "n.f." in made and "&lt;i&gt;x" in made and "−2.0" in made
    assert "Amount" in made and 'href="#source-1"' in made


def test_the_csv_twin_is_exact_disarmed_and_leads_to_its_rows(edition):
    csv = table(edition).named("demo.values").payload()["csv"]
    expected = "name,value,row_ids,source_ids\n'=1+1,1.5,trade:T1,1\nplain,,trade:T2,2\n<i>x</i>,-2,,\n"
    assert csv == expected


def test_a_figure_has_real_text_alt_and_its_sources(edition):
    payload = drawing(edition).named("demo.values").payload()
    assert "A &amp; B</text>" in payload["svg"]
    assert payload["alt"] == f"Line of {edition.name}, 1"
    assert payload["source_ids"] == [1, 2] and "Office, Yearbook (2020) [1]" in payload["source_line"]


def test_a_notebook_shows_a_drawing_untrusted_in_every_form_and_stores_it_once(edition):
    exhibit = drawing(edition).named("demo.values")
    bundle = exhibit._repr_mimebundle_()
    (picture,) = re.findall(r'<img src="data:image/svg\+xml;base64,([^"]+)"', bundle["text/html"])
    shown = base64.b64decode(picture).decode()
    wide = width("A & B", 9)  # what the house's face takes: another face is squeezed or stretched to it
    assert f'textLength="{wide:.1f}" lengthAdjust="spacingAndGlyphs"' in shown and "<script" not in bundle["text/html"]
    assert base64.b64decode(bundle["image/png"]).startswith(b"\x89PNG") and exhibit.title in bundle["text/markdown"]
    assert bundle["text/plain"].startswith(repr(exhibit)) and "plain" in bundle["text/plain"]
    assert "266.456693pt" in bundle[PAYLOAD].pop("svg_narrow")  # a figure of print width, on a sheet of a telephone's
    assert json.dumps(bundle).count("svg") < 5 and bundle[PAYLOAD]["svg"] == ""
    node = new_notebook(cells=[new_code_cell("x", outputs=[new_output("display_data", bundle)])])
    assert payloads(node)[0]["svg"] == exhibit.payload()["svg"]


def test_the_same_drawing_gives_the_same_bytes_and_ids_of_its_own(edition):
    first, again = (drawing(edition).named("demo.values").payload()["svg"] for _ in range(2))
    own = re.search(r' id="(x[0-9a-f]+-)', first)[1]
    assert first == again
    assert own not in style.svg(drawing(edition).drawing, "demo.other")


def test_alt_text_keeps_its_limit(edition):
    long = {"count": number(3, "rows"), "long": wording("word " * 100)}
    assert len(drawing(edition, quantities=long).named("demo.values").alt) <= ALT_LIMIT


def test_an_exhibit_without_sources_is_refused(edition):
    with pytest.raises(ValueError, match="found no sources"):
        table(edition, rows=()).named("demo.values")


def test_an_exhibit_is_a_drawing_or_a_table(edition):
    with pytest.raises(ValueError, match="neither or both"):
        table(edition, columns=())


def test_what_has_nothing_to_show_shows_nothing(edition):
    assert html({"type": "absence", **Absence("demo.values").payload()}) == ""


@pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf", ".csv"])
def test_an_exhibit_is_saved_by_the_suffix(edition, tmp_path, suffix):
    path = drawing(edition).named("demo.values").save(tmp_path / f"x{suffix}")
    assert path.stat().st_size > 50


def test_another_suffix_is_refused(edition, tmp_path):
    with pytest.raises(ValueError, match="found .gif, expected"):
        drawing(edition).named("demo.values").save(tmp_path / "x.gif")


def test_a_missing_colour_is_an_error():
    with pytest.raises(KeyError, match="palette has"):
        style.colour("c")


def finding(edition, **changes):
    return Finding("t.x", {"sum": amount(5.2e6, "2024", ["trade:T1", "trade:T2"])}, **changes).of(edition)


def test_a_passage_shows_marks_and_carries_quantities_with_their_rows(edition):
    bundle = Passage([finding(edition)])._repr_mimebundle_()
    # The source has no address: its mark says which it is, and leads nowhere.
    assert 'title="Office: Yearbook (2020)">[1]</span>' in bundle["text/html"] and "<b>" not in bundle["text/html"]
    told = bundle[PAYLOAD]["findings"][0]
    assert told["quantities"]["sum"]["rows"] == ["trade:T1", "trade:T2"] == told["rows"]
    assert (told["value"], told["quantities"]["sum"]["written"]) == (5.2e6, "USD 5.2 million")
    assert bundle["text/plain"] == "Trade was <b>USD 5.2 million</b>."


def test_a_notebook_lists_the_sources_that_it_showed(edition):
    one = Finding("t.x", {"sum": amount(5.2e6, "2024", ["trade:T1"])}).of(edition)
    Passage([one])._repr_mimebundle_()
    shown = edition.sources._repr_mimebundle_()
    assert "1 source<" in shown["text/html"] and len(shown[PAYLOAD]["entries"]) == 2


def test_a_long_table_on_the_screen_can_be_searched(edition):
    many = table(edition, data=pd.concat([table(edition).data] * 1001, ignore_index=True)).named("demo.values")
    assert len(many.payload()["rows"]) == 2000 and many.payload()["csv"].count("\n") == 3004
    assert "2,000 of 3,003 rows; all: demo.values.csv" in many._repr_mimebundle_()["text/html"]
    rows = pd.concat([table(edition).data] * 5, ignore_index=True).drop(columns="source_ids")
    assert 'type = "search"' in table(edition, data=rows).named("demo.values")._repr_mimebundle_()["text/html"]
    assert "<script>" not in table(edition).named("demo.values")._repr_mimebundle_()["text/html"]


def test_a_judgement_says_its_likelihood_and_what_would_change_it(edition):
    judgement = Judgement(
        "t.kj", {"n": number(1, "rows", rows=["trade:T1"])}, probability=0.7, resolves_on="2027-12-31"
    )
    payload = Judgements([judgement.of(edition)]).payload()
    assert payload["judgements"][0]["likelihood"] == "likely"
    assert "We would change our mind if a figure comes." in html({"type": "judgements", **payload})


def test_a_note_is_a_titled_list(edition):
    made = html({"type": "note", **Note("Title", ["one <i>"], [[1]]).payload()})
    assert "Title" in made and "one &lt;i&gt;" in made and "[1]" in made
