"""Published values that differ, against values worked out by hand."""

import pytest

from helpers import open_edition
from helpers.chapters import open_chapter
from helpers.words.say import say
from small import small_package, trade_row

SOURCES = [
    {"source_id": "1", "publisher": "Office", "title": "Yearbook", "published": "2020", "kind": "dataset"},
    {"source_id": "2", "publisher": "Agency", "title": "News", "published": "2021-03-04", "kind": "news"},
    {"source_id": "3", "publisher": "Insight", "title": "A call", "published": "2021-12-15", "kind": "news"},
]


def total(number, value, side="PAK", period="2019", status="reported", **changes):
    row = {"reporter": side, "exporter": "", "flow": "total", "period": period, "value_usd": str(value)}
    return trade_row(number, **row, status=status, valuation="", source_ids="2", **changes)


def flow(number, value, flow="export", preferred="true", **changes):
    exporter = "PAK" if flow == "export" else "KAZ"
    row = {"period": "2019", "flow": flow, "exporter": exporter, "value_usd": str(value), "preferred": preferred}
    return trade_row(number, **{**row, **changes})


def chapter(folder, rows, **tables):
    data = small_package(folder, sources=SOURCES, trade=rows, **tables)
    return open_chapter("trade", open_edition("PAK-KAZ", data=data))


TOTALS = [
    total(1, 5e6, "PAK", "2018"),
    total(2, 5.02e6, "KAZ", "2018"),  # the same figure, rounded
    total(3, 2e6, "", "2019", "lower-bound"),
    total(4, 4e6, "PAK", "2019"),
    total(5, 9e6, "KAZ", "2019"),
    total(6, 3e6, "PAK", "2020"),
]


@pytest.fixture
def trade(tmp_path):
    return chapter(tmp_path / "data", TOTALS)


def test_periods_with_more_than_one_figure_and_their_spread(trade):
    rows = trade.conflicting_totals
    assert rows["period"].tolist() == ["2019"] * 2
    assert rows["value_usd"].tolist() == [4e6, 9e6] and set(rows["spread"]) == {2.25}  # the bound is no value
    assert trade.draw("conflicts").title == "For 2019 Kazakhstan counted 2.2 times what Pakistan counted"


def test_the_widest_conflict_is_said_with_what_kind_of_value_it_is(trade):
    found = trade.find("conflicts")
    assert say(found) == (
        "We know of several published totals for one year. "
        "They differ most for 2019: from USD 4.0 million to USD 9.0 million."
    )
    assert (found.value, found.headline.period) == (2.25, "2019")
    assert set(found.all_rows) == {"trade:T4", "trade:T5"}


def test_a_side_that_contradicts_itself_by_more_than_a_tenth(tmp_path):
    twice = [total(1, 10e6), total(2, 10.9e6), total(3, 4e6, period="2020"), total(4, 5.2e6, period="2020")]
    made = chapter(tmp_path / "data", twice)
    assert made.self_conflicts[["period", "low", "high"]].to_numpy().tolist() == [["2020", 4e6, 5.2e6]]
    found = made.find("self-conflict")
    assert say(found) == "The Pakistani side published both USD 4.0 million and USD 5.2 million for 2020."
    assert (found.value, say(found, "shown")) == (1.3, "1.3 times")


def test_the_last_two_self_conflicts_are_said_the_latest_first(tmp_path):
    rows = [total(place, value, "KAZ", period) for place, (period, value) in enumerate(
        [("2017", 1e6), ("2017", 9e6), ("2018", 2e6), ("2018", 3e6), ("2020", 4e6), ("2020", 5.2e6)])]  # fmt: skip
    found = chapter(tmp_path / "data", rows).find("self-conflict")
    assert say(found) == (
        "The Kazakh side published both USD 4.0 million and USD 5.2 million for 2020. "
        "For 2018 the Kazakh side published both USD 2.0 million and USD 3.0 million."
    )


def test_several_values_of_one_flow_are_listed_from_low_to_high(tmp_path):
    rows = [flow(1, 3e6), flow(2, 2e6, preferred="false"), flow(3, 3e6, preferred="false"), flow(4, 7e6, "import")]
    made = chapter(tmp_path / "data", rows)
    flows = made.conflicting_flows
    assert flows[["exporter", "importer", "reporter"]].to_numpy().tolist() == [["PAK", "KAZ", "PAK"]]
    assert flows["values"].tolist() == [(2e6, 3e6)] and flows["spread"].tolist() == [1.5]
    assert flows["row_ids"].tolist() == [("trade:T1", "trade:T2", "trade:T3")]
    table = made.draw("every-conflict")
    assert table.title == "One quantity has more than one published value"
    cells = [cell["text"] for cell in table.payload()["rows"][0]]
    assert cells[:4] == ["Pakistan to Kazakhstan, by Pakistani count", "2019", "2.00 / 3.00", "1.50"]


CLAIM = {
    "claim_id": "CL1",
    "document_id": "DOC",
    "claim": "Trade was 4 million dollars in 2020",
    "topic": "trade",
    "value": "4000000",
    "unit": "USD",
    "claimed_date": "2020",
    "first_seen": "2018-06",
    "verdict": "imprecise",
    "parties": "KAZ;PAK",
    "source_ids": "2;3",
}
DOCUMENT = {
    "document_id": "DOC",
    "title": "A call",
    "publisher": "Insight",
    "published": "2021-12-15",
    "parties": "KAZ;PAK",
    "source_ids": "3",
}


def test_a_figure_older_than_its_year_is_set_against_the_statistics(tmp_path):
    rows = [flow(1, 5e6, period="2020"), flow(2, 2.4e6, "import", period="2020")]
    found = chapter(tmp_path / "data", rows, claims=[CLAIM], documents=[DOCUMENT]).find("quoted-before")
    assert say(found) == (
        "Insight wrote on 15 December 2021 that trade was USD 4.0 million in 2020. "
        "That figure was already quoted in June 2018, so it does not measure 2020. "
        "Pakistani statistics for 2020 add up to USD 7.4 million."
    )
    assert (found.value, found.headline.unit, found.headline.period) == (4e6, "USD", "2020")
    assert set(found.all_rows) == {"claims:CL1", "documents:DOC", "trade:T1", "trade:T2"}


def test_without_statistics_the_old_figure_is_said_alone(tmp_path):
    found = chapter(tmp_path / "data", [], claims=[CLAIM], documents=[DOCUMENT]).find("quoted-before")
    assert say(found).endswith("so it does not measure 2020.")


@pytest.mark.parametrize("change", [{"first_seen": "2020-06"}, {"value": "some"}, {"topic": "people"}])
def test_a_figure_first_seen_in_its_year_or_no_amount_of_trade_is_left_alone(tmp_path, change):
    made = chapter(tmp_path / "data", [], claims=[{**CLAIM, **change}], documents=[DOCUMENT])
    assert made.early_quotes.empty and made.find("quoted-before") is None


def test_the_strip_says_who_published_either_end(trade):
    exhibit = trade.draw("conflicts")
    written = [text.get_text() for text in exhibit.drawing.axes[0].texts]
    assert "2019" in written and {"Pakistani count", "Kazakh count"} <= set(written)
    low, low_by, high, high_by = written[-4:]  # at either end the value and who published it
    assert (low, high) == ("4.0", "9.0") and {low_by, high_by} <= {"Office", "Agency"}, written


def test_periods_that_do_not_fit_are_counted_in_the_note(tmp_path):
    years = range(2001, 2015)
    rows = [total(year, 1e6, "PAK", str(year)) for year in years]
    rows += [total(year + 1000, 2e6, "KAZ", str(year)) for year in years]
    exhibit = chapter(tmp_path / "data", rows).draw("conflicts")
    assert exhibit.payload()["note"].endswith("Three years whose totals lie closer are in the CSV.")
    written = [text.get_text() for text in exhibit.drawing.axes[0].texts]
    rows = [text for text in written if text.startswith("20") and len(text) == 4]
    assert rows == [str(year) for year in range(2014, 2003, -1)] and len(exhibit.data) == 28
