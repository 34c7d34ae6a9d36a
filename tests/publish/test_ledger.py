"""What a package holds is shown or counted among what is not; a claim's verdict holds while its finding does."""

import re

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output

from helpers import open_edition
from helpers.datapackage.read import InputError, read_package
from helpers.faults import Fault
from helpers.publish.binding import signed_off
from helpers.publish.content import PAYLOAD
from helpers.publish.ledger import REASONS, notes, rows_read, shown_rows
from small import SOURCES, event_row, small_package, trade_row


def shown(payload):
    return new_code_cell("", outputs=[new_output("display_data", {PAYLOAD: payload})])


@pytest.fixture
def held(tmp_path):
    rows = [
        trade_row(1),
        trade_row(2, period="2019", preferred="false", value_usd="7"),
        trade_row(3, period="2019-06", value_usd="7"),
        trade_row(4, period="2025", value_usd="7"),
        trade_row(5, partner="UZB", parties="PAK;UZB"),
        trade_row(6),
    ]
    events = [event_row(1), event_row(2, title="A visit of the President")]
    return small_package(tmp_path, trade=rows, events=events)


def test_every_row_is_counted_once_with_its_reason(held):
    counts = rows_read(open_edition(as_of="2024-12-31", data=held), {"trade:T1"}).set_index("table")
    trade = counts.loc["trade"]
    assert trade.to_dict() == {
        "held": 6, "shown": 1, "repeats": 0, "later": 1, "others": 1, "unpreferred": 1, "parts": 1, "unused": 1
    }  # fmt: skip
    assert counts.loc["events", ["held", "repeats", "unused"]].tolist() == [2, 1, 1]
    assert (counts[["shown", *REASONS]].sum(axis=1) == counts["held"]).all()


def test_rows_of_the_project_add_up(edition):
    counts = rows_read(edition, set())
    assert (counts[["shown", *REASONS]].sum(axis=1) == counts["held"]).all() and (counts["shown"] == 0).all()
    held = {name: len(frame) for name, frame in edition.package.tables.items() if len(frame)}
    assert dict(zip(counts["table"], counts["held"], strict=True)) == held


def test_rows_shown_are_those_of_statements_exhibits_and_marks():
    finding = {"id": "a.b", "value": 1, "unit": "", "period": "", "text": "", "rows": ["events:E1"], "source_ids": [7]}
    node = new_notebook(
        cells=[
            shown({"type": "passage", "findings": [finding]}),
            shown({"type": "judgements", "judgements": [{**finding, "id": "a.c", "rows": ["promises:P1"]}]}),
            shown({"type": "table", "source_ids": [1], "csv": "x,row_ids\n1,trade:T1;trade:T2\n2,\n"}),
            shown({"type": "figure", "source_ids": [], "csv": None}),
        ]
    )
    want = {"trade:T1", "trade:T2", "events:E1", "promises:P1", "sources:7", "sources:1"}
    assert shown_rows({"01_a": node}) == want


def test_the_edition_says_how_many_rows_it_leaves_out_and_it_adds_up(held):
    opened = open_edition(as_of="2024-12-31", data=held)
    read = rows_read(opened, {"trade:T1", "trade:T6"})
    odd = [
        Fault("/a/trade.csv", 3, "value_usd", "1", "2", True),
        Fault("/a/trade.csv", None, "value_usd", "", "", True, 11),
    ]
    rows, warned = (text for _, text in notes(read, odd, opened))
    held_rows, behind, *left = [int(number) for number in re.findall(r"\b\d+\b", rows.replace(",", ""))]
    assert held_rows == behind + sum(left) == read["held"].sum() and behind == 2 and len(left) == 6
    assert "12 places: 12 in trade" in warned
    assert notes(read.assign(**dict.fromkeys(REASONS, 0)), [], opened) == []


@pytest.mark.parametrize(
    ("signed", "now", "verdict", "fault"),
    [
        ("4000000", 4_000_000, "confirmed", ""),
        ("0.795", 0.7948899, "unverified", ""),
        ("held", "held", "confirmed", ""),
        ("none", None, "confirmed", ""),
        ("", 4_100_000, "unverified", ""),
        ("4000000", 7_391_664, "unverified", "finding_value: found 4000000 of C1, expected 7391664, .*judge the claim again"),
        ("held", "lost", "confirmed", "finding_value: found held of C1, expected lost"),
        ("7391664", 7_391_664, "confirmed", "verdict: found confirmed of C1, expected another: it says 4000000 USD"),
        ("", 4_100_000, "contradicted", "verdict: found contradicted of C1, expected another"),
    ],
)  # fmt: skip
def test_a_verdict_holds_while_its_finding_has_the_value_it_was_signed_at(tmp_path, signed, now, verdict, fault):
    claim = {
        "claim_id": "C1", "claim": "Trade was 4 million", "verdict": verdict, "parties": "KAZ;PAK", "source_ids": "1",
        "value": "4000000", "unit": "USD", "finding_id": "trade.total:sum", "finding_value": signed,
    }  # fmt: skip
    package = read_package(small_package(tmp_path, claims=[claim], sources=SOURCES))
    findings = {"trade.total": {"value": 1, "quantities": {"sum": {"value": now, "unit": "USD"}}}}
    if fault:
        with pytest.raises(InputError, match=rf"claims\.csv: {fault}"):
            signed_off(package, "PAK-KAZ", findings)
    else:
        assert bool(signed_off(package, "PAK-KAZ", findings)) == (not signed)
    assert signed_off(package, "PAK-UZB", {}) == []
    assert "found 'trade.total:sum' of C1, expected a finding" in str(signed_off(package, "KAZ-PAK", {})[0])
