"""Sections of goods and the balance against values worked out by hand."""

import pytest

from helpers import open_edition
from helpers.chapters import open_chapter
from helpers.words.say import say
from small import small_package, trade_row


def product_row(number, exporter, period, code, product, share):
    return {
        "product_id": f"PR{number}",
        "period": period,
        "partner": "KAZ" if exporter == "PAK" else "PAK",
        "exporter": exporter,
        "parties": "KAZ;PAK",
        "flow": "export",
        "classification": "SITC",
        "code": code,
        "product": product,
        "value_usd": "1000",
        "share": str(share),
        "source_ids": "1",
    }


def flow_row(number, reporter, exporter, period, value):
    importer = "KAZ" if exporter == "PAK" else "PAK"
    return trade_row(
        number,
        reporter=reporter,
        exporter=exporter,
        partner=importer if reporter == exporter else exporter,
        flow="export" if reporter == exporter else "import",
        period=period,
        value_usd=str(value),
    )


PRODUCTS = [
    product_row(1, "PAK", "2010", "0", "Food (fresh)", 0.9),
    product_row(2, "PAK", "2015", "0", "Food (fresh)", 0.2),
    product_row(3, "PAK", "2015", "5", "Chemicals", 0.7),
    product_row(4, "KAZ", "2015", "6", "Manufactures (by material)", 0.4),
]
TRADE = [
    flow_row(1, "PAK", "PAK", "2019", 30e6),
    flow_row(2, "PAK", "KAZ", "2019", 50e6),
    flow_row(3, "PAK", "PAK", "2020", 90e6),  # imports not reported: no balance
    flow_row(4, "KAZ", "PAK", "2018", 9e6),
    flow_row(5, "KAZ", "KAZ", "2018", 2e6),
]


def chapter(folder, **tables):
    return open_chapter("trade", open_edition("PAK-KAZ", data=small_package(folder, **tables)))


@pytest.fixture
def trade(tmp_path):
    return chapter(tmp_path / "data", products=PRODUCTS, trade=TRADE)


def test_balance_by_hand(trade):
    rows = trade.balances
    assert rows[["side", "period", "balance_usd"]].to_numpy().tolist() == [["KAZ", "2018", 7e6], ["PAK", "2019", -20e6]]
    assert rows["row_ids"].tolist() == [("trade:T4", "trade:T5"), ("trade:T1", "trade:T2")]


def test_who_is_ahead_by_the_figures_of_either_side(trade):
    found = trade.find("balance")
    assert say(found) == (
        "Pakistani figures put Kazakhstan USD 20 million ahead in 2019 and "
        "Kazakh figures put Pakistan USD 7.0 million ahead in 2018."
    )
    # The latest of all is the headline.
    assert (found.value, found.headline.period, say(found, "shown")) == (-20e6, "2019", "USD −20 million")


def test_the_largest_section_of_each_direction_in_the_last_year(trade):
    found = trade.find("goods")
    assert say(found) == (
        "In 2015, the last year whose goods we hold, manufactures made up 40% of the USD 2,500 that Kazakhstan sold to Pakistan. "
        "Chemicals made up 70% of the USD 1,430 that Pakistan sold to Kazakhstan. "
        "The source does not say which side counted."
    )
    assert (found.value, found.headline.period) == (0.4, "2015")
    assert set(found.all_rows) == {"products:PR3", "products:PR4"}


def test_one_direction_alone_is_said_alone(tmp_path):
    found = chapter(tmp_path / "data", products=PRODUCTS[:3]).find("goods")
    said = "chemicals made up 70% of the USD 1,430 that Pakistan sold to Kazakhstan."
    unnamed = "The source does not say which side counted."
    assert say(found) == f"In 2015, the last year whose goods we hold, {said} {unnamed}"


def test_the_table_has_a_column_a_direction_and_year_and_leaves_gaps(trade):
    table = trade.draw("composition")
    assert list(table.data.columns[:5]) == ["code", "product", "Pakistan 2010", "Pakistan 2015", "Kazakhstan 2015"]
    cells = {row[0]["text"]: [cell["text"] for cell in row[1:]] for row in table.payload()["rows"]}
    assert cells["Food (fresh)"] == ["90.0", "20.0", "n.f."]
    assert cells["Chemicals"] == ["n.f.", "70.0", "n.f."]
    assert table.title == "In 2015 chemicals made up 70% of what Pakistan sold to Kazakhstan"


@pytest.mark.parametrize(
    ("values", "title"),
    [
        ([1e6, 2e6, 3e6], "Pakistan sells more than it buys in all three years that a side reports"),
        ([-1e6, -2e6, -3e6], "Pakistan buys more than it sells in all three years that a side reports"),
        ([1e6, -2e6, 3e6], "Pakistan buys more than it sells in one of three reported years"),
        ([1e6, -2e6], "Who sells more: the balance of Pakistan in goods with Kazakhstan"),
    ],
)
def test_the_title_says_who_sells_more(tmp_path, values, title):
    rows = []
    for year, value in zip(range(2017, 2020), values, strict=False):
        rows += [
            flow_row(f"{year}1", "PAK", "PAK", str(year), 9e6),
            flow_row(f"{year}2", "PAK", "KAZ", str(year), 9e6 - value),
        ]
    assert chapter(tmp_path / "data", trade=rows).draw("balance").title == title


def test_a_line_never_crosses_a_year_without_both_flows(tmp_path):
    rows = []
    for year in (2014, 2015, 2018, 2019):
        rows += [flow_row(f"{year}1", "PAK", "PAK", str(year), 9e6), flow_row(f"{year}2", "PAK", "KAZ", str(year), 4e6)]
    axes = chapter(tmp_path / "data", trade=rows).draw("balance").drawing.axes[0]
    drawn = [list(line.get_xdata()) for line in axes.lines if line.get_marker() == "o"]
    assert drawn == [[2014, 2015], [2018, 2019]]


def test_calendar_and_fiscal_years_have_panels_of_their_own(tmp_path):
    periods = ("2018", "2018", "2018-07/2019-06", "2018-07/2019-06")
    rows = [
        flow_row(number, "PAK", "KAZ" if number % 2 else "PAK", text, 5e6) for number, text in enumerate(periods, 1)
    ]
    figure = chapter(tmp_path / "data", trade=rows).draw("balance").drawing
    assert [axes.get_title(loc="left") for axes in figure.axes] == ["Calendar years", "Fiscal years (July to June)"]


def test_without_rows_nothing_is_said_or_drawn(tmp_path):
    bare = chapter(tmp_path / "data")
    assert bare.find("goods") is None and bare.find("balance") is None
    assert {bare.draw(name).kind for name in ("composition", "balance", "conflicts", "every-conflict")} == {"absence"}
