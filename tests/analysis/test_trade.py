"""The trade gap against values computed by hand and the published ones."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import open_edition
from helpers.analysis import trade


@pytest.fixture(scope="module")
def study(edition):
    return trade.study(edition)


def flow(study, period, exporter="PAK", importer="KGZ"):
    rows = study.mirror
    match = (rows["exporter"] == exporter) & (rows["importer"] == importer) & (rows["period"] == period)
    return rows[match].iloc[0]


def test_mirror_ratio_of_the_published_years(study):
    assert round(flow(study, "2017")["ratio"], 2) == 4.65
    assert round(flow(study, "2004")["ratio"], 3) == 0.059
    assert flow(study, "2017")["adjusted"] == pytest.approx(4.6505 / 1.06, abs=1e-3)


def test_symmetric_gap_by_hand(study):
    imported, exported = 4319004, 1.06 * 928724
    assert flow(study, "2017")["gap"] == pytest.approx((imported - exported) / ((imported + exported) / 2))


def test_one_side_alone_gives_no_ratio(study):
    assert math.isnan(flow(study, "1994")["ratio"])


def test_required_growth_by_hand():
    assert trade.required_growth(5.18e6, 200e6, 3) == pytest.approx((200 / 5.18) ** (1 / 3) - 1)
    assert round(100 * trade.required_growth(5.18e6, 200e6, 3)) == 238
    assert trade.horizon("2024-07/2025-06", "2027-07/2028-06") == 3


def test_growth_of_the_kyrgyz_reported_total(edition, study):
    series = trade.statistics(study.totals, "KGZ")
    values = {str(key): value for key, value in series.items()}
    growth = (values["2023"] / values["2018"]) ** (1 / 5) - 1
    assert 100 * growth == pytest.approx(30.6, abs=0.1)


def test_ten_million_were_passed_in_2022_on_that_side(edition, study):
    values = {str(key): value for key, value in trade.statistics(study.totals, "KGZ").items()}
    assert values["2022"] == pytest.approx(11.96e6, abs=0.01e6)
    assert max(value for year, value in values.items() if year < "2022") < 10e6
    assert "2022" in trade.passed(edition, study).text


def test_wilson_interval_of_a_known_case():
    low, high = trade.wilson(0, 10)
    assert low == 0 and high == pytest.approx(0.2775, abs=1e-3)


@given(st.integers(0, 40), st.integers(1, 40))
def test_wilson_holds_the_share(k, n):
    k = min(k, n)
    low, high = trade.wilson(k, n)
    assert 0 <= low <= k / n <= high <= 1


def test_choosing_a_target_changes_the_text(edition):
    text = {item.id: item.text for item in trade.findings(edition, target_id="TG02")}
    assert "USD 100 million" in text["trade.required"]


def test_the_old_figure_is_said_to_be_older(edition):
    text = next(item.text for item in trade.findings(edition) if item.id == "trade.quoted-before")
    assert "June 2018" in text


def test_calendar_and_fiscal_years_are_apart(study):
    totals = study.totals
    assert totals[totals["kind"] == "fiscal"]["period"].str.contains("/").all()
    assert not totals[totals["kind"] == "year"]["period"].str.contains("/").any()


def test_as_the_article_knew_it_no_target_had_a_date():
    edition = open_edition("PAK-KGZ", as_of="2021-12-15")
    ids = {item.id for item in trade.findings(edition)}
    assert "trade.no-target" in ids and "trade.required" not in ids


@pytest.mark.parametrize("pair", ["KAZ-PAK", "KGZ-IND", "ARE-EGY"])
def test_other_pairs_do_not_crash(pair):
    edition = open_edition(pair)
    for item in trade.findings(edition):
        assert not {"nan", "inf", "None"} & set(item.text.split())
    trade.judgements(edition)
