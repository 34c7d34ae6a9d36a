"""Findings: named quantities bound to rows."""

import pytest

from helpers import open_edition
from helpers.finding import Finding, Judgement, amount, number, union, wording
from small import small_package, trade_row


@pytest.fixture
def edition(tmp_path):
    rows = [trade_row(1, source_ids="2"), trade_row(2, period="2018", source_ids="1;2")]
    return open_edition("PAK-KAZ", data=small_package(tmp_path / "data", trade=rows))


def test_rows_are_united_without_repeats():
    assert union([("b", "a"), ("b",), ()]) == ("a", "b")


def test_the_first_quantity_is_the_headline():
    finding = Finding("t.x", {"sum": amount(5.0, "2019"), "n": number(2, "rows")})
    assert (finding.value, finding.headline.unit, finding.words) == (5.0, "USD", "t-x")


def test_an_absence_needs_its_search():
    with pytest.raises(ValueError, match="expected a search"):
        Finding("t.x", {"what": wording("treaty")}, kind="absent")
    assert Finding("t.x", {"what": wording("treaty")}, kind="absent", search="S1").value is None


def test_a_judgement_is_a_probability_or_a_confidence():
    for given in ({}, {"probability": 0.5, "confidence": "high"}, {"probability": 1.5}):
        with pytest.raises(ValueError, match="expected"):
            Judgement("t.x", {"n": number(1, "rows")}, **given)


def test_sources_follow_from_the_rows_the_strongest_first(edition):
    assert edition.sources_of(["trade:T1"]) == (2,)
    assert edition.sources_of(["trade:T2", "trade:T1"]) == (1, 2)  # the official one before the news
    with pytest.raises(KeyError):
        edition.sources_of(["trade:T9"])


def test_a_finding_explains_itself_by_rows_and_sources(edition):
    finding = Finding("t.x", {"sum": amount(1.5e6, "2019", ["trade:T1"])}, rows=("trade:T2",)).of(edition, "m.f")
    table = finding.explain()
    assert list(table["row"]) == ["trade:T1", "trade:T2", "trade:T2"]
    assert list(table["publisher"]) == ["Agency", "Office", "Agency"]
    assert table.attrs["made_by"] == "m.f"
