"""What an analyst asks for by hand: what an edition holds, rows of one's own, lists, comparison, short errors."""

import jupytext
import nbformat
import pytest

import helpers
from helpers import open_chapter, open_edition, with_periods
from helpers.analyst import baselines, comparators, compare, pairs, past_judgements, places, targets
from helpers.datapackage.read import PROJECT, InputError
from small import event_row, small_package, trade_row

SOURCE = {"source_id": 900001, "publisher": "Own", "title": "Note", "published": "2021-05-01", "kind": "official"}
EVENT = {
    key: value for key, value in event_row(9).items() if key not in ("event_id", "parties", "source_ids", "visitor")
}


@pytest.fixture(scope="module")
def edition(tmp_path_factory):
    folder = small_package(
        tmp_path_factory.mktemp("own") / "data",
        trade=[trade_row(1), trade_row(2, period="2018")],
        events=[event_row(1)],
    )
    return open_edition(data=str(folder))


def test_an_edition_tells_what_it_holds_without_reading_it(edition):
    before = set(edition.tables_read)
    held = edition.tables
    assert held.loc["trade", ["rows", "newest"]].tolist() == [2, "2019"] and held.loc["trade", "licence"]
    assert edition.tables_read == before
    assert {"trade", "events"} <= set(dir(edition)) and len(repr(edition)) < 200
    assert "edition.tables" in edition._repr_mimebundle_()["text/html"]


def test_rows_of_ones_own_are_seen_by_everything_and_change_nothing_else(edition):
    own = edition.with_rows(sources=[SOURCE], events=[{**EVENT, "source_ids": [900001]}])
    assert (len(edition.events), len(own.events)) == (1, 2)
    assert own.events["row_ids"].tolist()[-1] == ("events:OWN1",) and own.sources_of(["events:OWN1"]) == (900001,)
    assert own.with_rows(events=own.events.head(0)).events.equals(own.events)


@pytest.mark.parametrize(
    ("tables", "message"),
    [
        ({"event": []}, "found table 'event', expected 'events'"),
        ({"events": [{"dat": "2020"}]}, "row 1: found column 'dat', expected 'date'"),
        ({"events": [{**EVENT, "lane": "call", "source_ids": [1]}]}, "lane: found 'call', expected one of top-level"),
        ({"events": [{**EVENT, "source_ids": [77]}]}, "source_ids: found '77', expected"),
        ({"events": [{**EVENT, "event_id": "E1", "source_ids": [1]}]}, "found key 'E1' again"),
        ({"trade": [{**trade_row(5), "value_usd": "much"}]}, "value_usd: found 'much', expected a number"),
    ],
)
def test_a_row_that_the_table_cannot_hold_is_named(edition, tables, message):
    with pytest.raises(InputError, match=message):
        edition.with_rows(**tables)


def test_another_date_of_the_same_pair(edition):
    assert len(edition.at("2018-06-01").events) == 0 and edition.at("2018-06-01").slug == edition.slug
    with pytest.raises(InputError, match="expected at most"):
        edition.at("2099-01-01")


def test_periods_in_mixed_forms_are_dates_in_order():
    flows = with_periods(open_edition().trade)
    assert flows["start"].is_monotonic_increasing and set(flows["kind"]) >= {"year", "fiscal"}
    with pytest.raises(InputError, match="found no column 'day'"):
        with_periods(flows, "day")


def test_the_values_of_every_list_are_taken():
    edition = open_edition()
    choice = {
        "baseline": baselines(edition)["baseline"].iloc[-1],
        "target_id": targets(edition)["target_id"].iloc[0],
        "comparators": [comparators(edition)["code"].iloc[0]],
    }
    assert open_chapter("trade", edition, **choice).say("required").findings
    listed = places(edition)
    assert not listed["code"].duplicated().any()
    assert open_chapter("connectivity", edition, closed=[listed["name"].iloc[-1]]).draw("routes")
    assert pairs()["pair"].iloc[0] == edition.slug


def test_what_the_rules_would_have_said_on_past_days_and_how_it_scored(edition):
    few = past_judgements(edition)
    assert set(few["rule"]) == {"timeline.meeting_record"} and few["asked"].str.endswith("-06-30").all()
    record = past_judgements(open_edition())
    assert record["rule"].nunique() == 4 and record["score"].between(0, 1).all()
    met = record.query("rule == 'timeline.meeting_record'")
    assert len(met) == 16 and met["came"].sum() == 7 and met["score"].mean() == pytest.approx(0.274, abs=5e-4)


def test_two_editions_are_compared_by_what_they_say():
    edition = open_edition()
    found = compare(edition, edition.at("2024-01-01"), "trade")
    assert found.index.str.startswith("trade.").all() and found["ratio"].notna().any()
    same = compare(edition, edition, "claims")
    assert (same["ratio"].dropna() == 1).all()


def test_an_error_in_a_notebook_is_the_line_and_the_message():
    try:
        open_edition("PAK-KGX")
    except InputError as error:
        shown = error._render_traceback_()
    assert len(shown) <= 3 and 'open_edition("PAK-KGX")' in shown[0] and "found" in shown[-1]


def test_the_front_names_what_it_has():
    assert dir(helpers) == helpers.__all__ and all(callable(getattr(helpers, name)) for name in helpers.__all__)


@pytest.mark.parametrize("path", sorted((PROJECT / "notebooks").glob("*.ipynb")), ids=lambda path: path.stem)
def test_a_notebook_survives_the_way_to_a_script_and_back(path):
    node = nbformat.read(path, as_version=4)
    back = jupytext.reads(jupytext.writes(node, "py:percent"), "py:percent")
    assert [(cell.cell_type, cell.source) for cell in back.cells] == [
        (cell.cell_type, cell.source) for cell in node.cells
    ]
    assert [cell.metadata.get("tags") for cell in back.cells] == [cell.metadata.get("tags") for cell in node.cells]
