"""The trade gap against values computed by hand and the published ones."""

import pytest

from helpers import open_edition
from helpers.analysis import trade
from helpers.writing import usd


@pytest.fixture(scope="module")
def pairs(edition):
    return trade.mirror(edition, "PAK", "KGZ").set_index("period")


def test_mirror_ratio_of_the_published_years(pairs):
    assert pairs.loc["2017", "ratio"] == pytest.approx(4319004 / 928724)
    assert round(pairs.loc["2017", "ratio"], 2) == 4.65
    assert round(pairs.loc["2004", "ratio"], 3) == 0.059
    assert pairs.loc["2017", "ratio_adjusted"] == pytest.approx(4.6505 / 1.06, abs=1e-3)


def test_symmetric_gap_by_hand(pairs):
    imported, exported = 4319004, 1.06 * 928724
    assert pairs.loc["2017", "gap"] == pytest.approx((imported - exported) / ((imported + exported) / 2))


def test_verdicts(pairs):
    assert pairs.loc["2017", "verdict"] == "importer higher than freight explains"
    assert pairs.loc["2004", "verdict"] == "importer lower"
    assert pairs.loc["1994", "verdict"] == "one side only"
    assert pairs.loc["1994"][["ratio", "gap"]].isna().all()


def test_the_total_that_passed_ten_million(edition):
    totals = trade.totals(edition)
    row = totals[(totals["reporter"] == "KGZ") & (totals["period"] == "2022")].iloc[0]
    assert usd(row["value_usd"], 2) == "USD 11.96 million"
    before = totals[(totals["reporter"] == "KGZ") & (totals["kind"] == "year") & (totals["period"] < "2022")]
    assert before["value_usd"].max() < 10e6
    assert trade.mark_passed(edition).period == "2022"


def test_growth_of_the_reported_total(edition):
    totals = trade.totals(edition)
    series = totals[(totals["reporter"] == "KGZ") & (totals["kind"] == "year")].set_index("period")["value_usd"]
    assert 100 * ((series["2023"] / series["2018"]) ** (1 / 5) - 1) == pytest.approx(30.6, abs=0.1)


def test_required_growth_from_the_quoted_baseline(edition):
    target = edition.targets[edition.targets["due"] == "2027-07/2028-06"].iloc[0].to_dict()
    table = trade.required_growth(edition, target)
    row = table[(table["value_usd"] == 5_180_000) & (table["period"] == "FY2024-25")].iloc[0]
    assert row["years"] == 3
    assert round(row["multiple"], 1) == 38.6
    assert round(row["growth"]) == 238


def test_a_target_that_is_asked_for_changes_the_finding(edition):
    found = {item.id: item for item in trade.findings(edition, target_id="TG02")}
    assert "USD 100 million" in found["trade.required-growth"].text


def test_calendar_and_fiscal_years_are_apart(edition):
    totals = trade.totals(edition)
    assert set(totals["kind"]) == {"year", "fiscal"}
    assert totals[totals["kind"] == "fiscal"]["period"].str.contains("/").all()


def test_conflicting_totals_are_all_kept(edition):
    spread = trade.conflicts(edition).set_index("period")
    assert spread.loc["2022-07/2023-06", "values"] == [8_630_000, 11_200_000]
    assert spread.loc["2022-07/2023-06", "ratio"] == pytest.approx(1.298, abs=1e-3)


def test_as_the_article_knew_it_there_is_no_growth_to_ask_for():
    edition = open_edition("PAK-KGZ", as_of="2021-12-15")
    assert trade.latest_target(edition) is None
    assert not [item for item in trade.findings(edition) if item.id == "trade.required-growth"]


@pytest.mark.parametrize("pair", ["KAZ-PAK", "KGZ-IND", "ARE-EGY"])
def test_other_pairs_do_not_crash(pair):
    edition = open_edition(pair)
    for item in trade.findings(edition):
        assert "nan" not in item.text.split() and item.source_ids
    trade.judgements(edition)
