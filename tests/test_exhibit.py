from datetime import date

import pandas as pd
import pytest

from helpers.figures.exhibit import ALT_LIMIT, Column, Exhibit, absent, alt_text
from helpers.figures.passage import PAYLOAD
from helpers.show import style
from helpers.sources import Sources

SOURCES = Sources(
    pd.DataFrame(
        [(7, "Office", "Table", "2024", "dataset", "", "https://example.org")],
        columns=["source_id", "publisher", "title", "published", "kind", "repeats", "url"],
    ),
    date(2026, 11, 23),
)


def table(**changes):
    frame = pd.DataFrame(
        {"name": ["=1+1", "plain", "<i>x</i>"], "value": [1.5, float("nan"), -2.0], "s": [(7,), (7,), ()]}
    )
    base = {
        "number": "2.1",
        "name": "demo",
        "title": "Two of three have a value",
        "subtitle": "Value, USD, 2024, one side",
        "sources": SOURCES,
        "source_ids": [7],
        "data": frame,
        "columns": [Column("name", "Name"), Column("value", "Value", "number", 1), Column("s", "Source", "sources")],
    }
    return Exhibit(**{**base, **changes})


def drawing(**changes):
    figure, axes = style.new(50)
    axes.plot([1, 2], [3, 4])
    axes.set_title("A & B", fontfamily="Noto Sans")
    return table(drawing=figure, columns=(), alt="Line of a value", **changes)


def test_a_table_shows_missing_and_escapes_text():
    html = table()._repr_mimebundle_()["text/html"]
    assert "n.f." in html and "&lt;i&gt;x" in html and "−2.0" in html
    assert 'scope="col"' in html and 'href="#source-7"' in html


def test_the_csv_twin_is_exact_and_disarmed():
    csv = table().payload()["csv"]
    assert csv == "name,value,s\n'=1+1,1.5,7\nplain,,7\n<i>x</i>,-2,\n"


def test_a_figure_has_real_text_alt_and_source_line():
    bundle = drawing()._repr_mimebundle_()
    assert "A &amp; B</text>" in bundle[PAYLOAD]["svg"]
    assert 'aria-label="Line of a value"' in bundle["text/html"]
    assert "Source: Office, Table (2024)" in bundle["text/html"]
    assert "Confidence: moderate" in bundle["text/html"]


def test_the_same_drawing_gives_the_same_bytes_and_own_ids():
    assert drawing().svg == drawing().svg
    other = drawing(number="2.2").svg
    assert "x2-2-demo-" in other and "x2-1-demo-" not in other


@pytest.mark.parametrize("gap", ["title", "subtitle", "source_ids", "alt"])
def test_what_a_reader_needs_is_required(gap):
    figure, _ = style.new(40)
    base = {"drawing": figure, "columns": (), "alt": "text"}
    with pytest.raises(ValueError, match="expected"):
        table(**{**base, gap: [] if gap == "source_ids" else ""})


def test_alt_text_keeps_its_limit():
    text = alt_text("Line chart", "trade, USD", "A–B", "1994 to 2024", "2026-11-23", "word " * 80)
    assert len(text) <= ALT_LIMIT


def test_an_absent_exhibit_says_where_rows_go():
    note = absent("2.1", "No trade is on record.", ["trade"])
    assert "data/trade.csv" in note.payload()["items"][0]


def test_a_missing_colour_is_an_error():
    with pytest.raises(KeyError, match="palette has"):
        style.colour("c")
