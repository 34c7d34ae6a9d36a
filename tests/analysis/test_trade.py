"""The trade gap against values computed by hand and the published ones."""

import math
import re
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from helpers import open_edition
from helpers.analysis import trade
from helpers.datapackage.read import InputError
from helpers.figures.passage import LIKELIHOODS

TWO_LEDGERS = [
    # exporter, importer, period, reporter, USD
    ("AAA", "BBB", "2019", "AAA", 100.0),
    ("AAA", "BBB", "2019", "BBB", 106.0),
    ("AAA", "BBB", "2020", "AAA", 100.0),
    ("AAA", "BBB", "2020", "BBB", 300.0),
    ("AAA", "BBB", "2021-07/2022-06", "AAA", 50.0),
    ("AAA", "BBB", "2022-07/2023-06", "AAA", 70.0),
    ("AAA", "BBB", "2022", "BBB", 110.0),
    ("AAA", "BBB", "2023", "BBB", 110.0),
    ("AAA", "BBB", "2024", "BBB", 0.0),
]


def ledgers(rows=TWO_LEDGERS):
    """Rows of the table ``trade`` from exporter, importer, period, reporter and value."""
    return pd.DataFrame(
        [
            {
                "exporter": exporter,
                "reporter": reporter,
                "partner": importer if reporter == exporter else exporter,
                "flow": "export" if reporter == exporter else "import",
                "period": text,
                "value_usd": value,
                "status": "reported",
                "preferred": True,
                "source_ids": (place,),
            }
            for place, (exporter, importer, text, reporter, value) in enumerate(rows, 1)
        ]
    )


def sums(**series):
    """Totals as :func:`trade.totals` gives them, by side: ``AAA={"2020": 5.0}``, all of them statistics."""
    rows = [
        {"side": side, "period": text, "kind": trade.period(text).kind, "value_usd": value, "basis": "statistics",
         "end": trade.period(text).end, "conflict": False, "source_ids": (1,)}
        for side, values in series.items()
        for text, value in values.items()
    ]  # fmt: skip
    return pd.DataFrame(rows).sort_values(["end", "side"], ignore_index=True)


@pytest.fixture(scope="module")
def study(edition):
    return trade.study(edition)


@pytest.fixture(scope="module")
def found(edition):
    return {item.id.removeprefix("trade."): item for item in trade.findings(edition)}


opened = cache(open_edition)


def flow(study, period, exporter="PAK", importer="KGZ"):
    rows = study.mirror
    match = (rows["exporter"] == exporter) & (rows["importer"] == importer) & (rows["period"] == period)
    return rows[match].iloc[0]


def texts(edition, **parameters):
    return {item.id.removeprefix("trade."): item.text for item in trade.findings(edition, **parameters)}


# Two ledgers --------------------------------------------------------------------------------------------------------


def test_mirror_ratio_of_the_published_years(study):
    assert round(flow(study, "2017")["ratio"], 2) == 4.65
    assert round(flow(study, "2004")["ratio"], 3) == 0.059
    assert flow(study, "2017")["adjusted"] == pytest.approx(4.6505 / 1.06, abs=1e-3)


def test_symmetric_gap_by_hand(study):
    imported, exported = 4319004, 1.06 * 928724
    assert flow(study, "2017")["gap"] == pytest.approx((imported - exported) / ((imported + exported) / 2))
    assert trade.symmetric_gap(106, 100, 1.06) == pytest.approx(0)
    assert trade.symmetric_gap(5, 0, 1.06) == 2
    assert math.isnan(trade.symmetric_gap(0, 0, 1.06))


@given(st.floats(1, 1e9), st.floats(1, 1e9))
def test_gap_turns_its_sign_with_the_sides_and_stays_within_two(one, two):
    assert -2 <= trade.symmetric_gap(one, two, 1) <= 2
    assert trade.symmetric_gap(one, two, 1) == pytest.approx(-trade.symmetric_gap(two, one, 1))


@pytest.mark.parametrize("imported, exported", [(0, 5), (5, 0), (math.nan, 5), (5, math.nan)])
def test_no_ratio_without_two_positive_values(imported, exported):
    assert math.isnan(trade.mirror_ratio(imported, exported))


def test_one_side_alone_gives_no_ratio(study):
    assert math.isnan(flow(study, "1994")["ratio"])
    assert flow(study, "1994")["verdict"] == "one side"


@pytest.mark.parametrize(
    "ratio, expected",
    [(1.0, "freight"), (1.2, "freight"), (1.21, "neither"), (math.exp(-0.05), "freight"), (0.9, "neither")],
)
def test_freight_explains_up_to_its_cap(ratio, expected):
    assert trade.verdict(ratio, math.nan, math.nan, 0.20) == expected


@pytest.mark.parametrize(
    "low, high, expected",
    [(1.1, math.inf, "calendar"), (1.3, math.inf, "neither"), (0, 0.96, "calendar"), (0, 0.9, "neither")],
)
def test_calendar_explains_what_fiscal_years_allow(low, high, expected):
    assert trade.verdict(math.nan, low, high, 0.20) == expected
    assert trade.verdict(math.nan, math.nan, math.nan, 0.20) == ""


def test_verdict_of_each_year_by_hand():
    rows = trade.mirror(trade.flows(ledgers()), 1.06).set_index("period")
    expected = {"2019": "freight", "2020": "neither", "2022": "calendar", "2023": "one side", "2024": "zero"}
    assert rows.loc[list(expected), "verdict"].to_dict() == expected
    assert rows.loc["2022", "x_top"] == 120 and math.isnan(rows.loc["2023", "x_top"])
    assert rows.loc["2019", "adjusted"] == pytest.approx(1)
    assert rows.loc["2022", "source_ids"] == (5, 6, 7)


def test_a_bound_is_no_value_and_no_zero():
    table = ledgers(TWO_LEDGERS[:2])
    table.loc[0, "status"] = "upper-bound"
    row = trade.mirror(trade.flows(table), 1.06).iloc[0]
    assert math.isnan(row["x_usd"]) and row["x_bound"] == 100 and row["verdict"] == "one side"


def test_verdict_of_2023_rests_on_two_fiscal_years(study, found):
    row = flow(study, "2023")
    assert row["x_top"] == flow(study, "2022-07/2023-06")["x_usd"] + flow(study, "2023-07/2024-06")["x_usd"]
    assert row["verdict"] == "neither" and "Timing does not explain" in found["fiscal-check"].text


def test_the_pattern_across_destinations_is_said_and_never_averaged(study, found):
    latest = trade.latest_ratios(study, "to").set_index("importer")["ratio"]
    assert {"KAZ", "UZB"} <= set(latest.index)
    for value in latest:
        assert trade.ratio(value) in found["pattern"].text
    assert trade.ratio(latest.mean()) not in found["pattern"].text


@pytest.mark.parametrize(
    "value, text", [(4.6505, "×4.65"), (0.0594, "×0.059"), (38.61, "×38.6"), (0.0001, "below ×0.001")]
)
def test_ratios_as_printed(value, text):
    assert trade.ratio(value) == text


# Totals and targets -------------------------------------------------------------------------------------------------


def test_growth_of_the_kyrgyz_reported_total(study, found):
    series = trade.statistics(study.totals, "KGZ")
    assert 100 * ((series[2023] / series[2018]) ** (1 / 5) - 1) == pytest.approx(30.6, abs=0.05)
    assert found["past-growth"].text.startswith("The Kyrgyz-reported total grew 30.6% a year from 2018 to 2023")


def test_ten_million_were_passed_in_2022_on_that_side(study, found):
    series = trade.statistics(study.totals, "KGZ")
    assert series[2022] == pytest.approx(11.96e6, abs=0.005e6)
    assert series[series.index < 2022].max() < 10e6
    assert "The Kyrgyz-reported total passed it in 2022, with USD 12.0 million." in found["passed"].text


def test_calendar_and_fiscal_years_are_apart(study):
    totals = study.totals
    assert totals[totals["kind"] == "fiscal"]["period"].str.contains("/").all()
    assert not totals[totals["kind"] == "year"]["period"].str.contains("/").any()


def test_statistics_end_at_the_last_gap():
    chosen = sums(AAA={"2018": 1.0, "2020": 2.0, "2021": 3.0}, BBB={"2021": 9.0})
    assert trade.statistics(chosen, "AAA").to_dict() == {2020: 2.0, 2021: 3.0}
    assert trade.statistics(chosen, "CCC").empty


def test_every_published_value_is_kept_and_none_is_averaged(edition, study):
    values = study.values
    year = values[(values["period"] == "2024-07/2025-06") & (values["side"] == "PAK")]
    assert sorted(year["value_usd"]) == [4561000.0, 5180000.0]
    chosen = study.totals
    assert set(chosen["value_usd"]) <= set(values["value_usd"])
    assert not chosen.duplicated(["side", "period"]).any()


def test_required_growth_by_hand(found):
    assert trade.required_growth(5.18e6, 200e6, 3) == pytest.approx((200 / 5.18) ** (1 / 3) - 1)
    assert round(100 * trade.required_growth(5.18e6, 200e6, 3)) == 238
    assert trade.horizon("2024-07/2025-06", "2027-07/2028-06") == 3
    assert "238% a year (×38.6) from the Pakistani-side total for FY2024-25" in found["required"].text


@pytest.mark.parametrize("base, goal, years", [(0, 5, 1), (-1, 5, 1), (5, 0, 1), (5, 5, 0), (math.nan, 5, 1)])
def test_no_growth_from_what_cannot_grow(base, goal, years):
    assert math.isnan(trade.required_growth(base, goal, years))


@given(st.floats(1, 1e8), st.floats(1.01, 1000), st.integers(1, 30))
def test_required_growth_leads_to_the_target(base, multiple, years):
    assert base * (1 + trade.required_growth(base, base * multiple, years)) ** years == pytest.approx(base * multiple)


@pytest.mark.parametrize(
    "base, due, years", [("2024", "2027", 3), ("2024-07/2025-06", "2025", 0.5), ("", "2027", None), ("2024", "", None)]
)
def test_horizon_in_whole_months(base, due, years):
    found = trade.horizon(base, due)
    assert math.isnan(found) if years is None else found == years


def test_admissible_baselines_are_recent_and_sorted_for_print(study):
    rows = study.required
    ages = [trade.horizon(text, study.target["announced"]) for text in rows["period"]]
    assert all(age <= 3 for age, used in zip(ages, rows["is_base"], strict=True) if not used)
    assert rows["is_base"].tolist()[:2] == [True, True] and not rows["is_base"][2:].any()
    assert {rows["growth"].idxmin(), rows["growth"].idxmax()} <= set(range(4))
    assert rows["value_usd"][4:].is_monotonic_increasing
    assert len(rows) > 10


def test_within_months_there_is_a_multiple_and_no_annual_rate(edition):
    case = trade.study(edition, target_id="TG02")
    half = case.required[case.required["years"] < 1]
    assert len(half) and half["growth"].isna().all() and half["multiple"].notna().all()
    assert "×19.3 within six months from the Pakistani-side total" in trade.required(edition, case).text
    assert max(int(number) for number in re.findall(r"(\d+)%", trade.required_title(case))) < 1000


def test_trend_of_steady_growth_passes_when_arithmetic_says():
    logs = np.log([1, 2, 4, 8, 16, 32])
    assert trade.passing(logs, math.log(128)) == pytest.approx((2, 2, 2), abs=0.011)
    assert trade.passing(logs, math.log(20))[0] == 0
    assert trade.passing(-logs, math.log(2))[0] == math.inf
    assert all(math.isnan(value) for value in trade.passing([0.0, 0.5], 1.0))


def test_trend_interval_by_hand():
    # Steps 0 and 2: mean 1, standard deviation √2, n = 2; t of one degree of freedom at 90% is 3.078.
    middle, low, high = trade.passing([0.0, 0.0, 2.0], 4.0)
    reach = 3.0776835 * math.sqrt(2)
    edge = min(h / 100 for h in range(1, 500) if h / 100 + reach * math.sqrt(h / 100 * (1 + h / 200)) >= 2)
    assert middle == pytest.approx(2, abs=0.011) and low == pytest.approx(edge, abs=0.011) and high == math.inf


@given(st.lists(st.floats(-1, 1), min_size=3, max_size=12), st.floats(0.1, 4))
def test_the_middle_lies_within_the_interval(steps, gap):
    logs = np.concatenate([[0.0], np.cumsum(steps)])
    middle, low, high = trade.passing(logs, logs[-1] + gap)
    assert low <= middle <= high


def test_years_of_passing_by_amount_and_window(study):
    rows = study.crossings[study.crossings["target_usd"] == 200e6].set_index("window")
    assert rows.loc[5, ["first", "last", "middle", "low", "high"]].tolist() == [2018, 2023, 2032, 2029, 2041]
    assert rows.loc[10, "middle"] == 2041 and math.isinf(rows.loc[10, "high"])
    assert study.crossings.query("target_usd == 1e7 and side == 'KGZ'")["passed"].tolist() == ["2022"]


def test_old_statistics_give_no_trend(study):
    late = trade.crossings(study.targets, study.totals, ("PAK", "KGZ"), 2040)
    assert late["window"].isna().all()


# Reference class ----------------------------------------------------------------------------------------------------


def test_wilson_interval_of_a_known_case():
    low, high = trade.wilson(0, 10)
    assert low == 0 and high == pytest.approx(0.2775, abs=1e-3)
    assert trade.wilson(5, 10) == pytest.approx((0.2366, 0.7634), abs=1e-4)
    assert trade.wilson(0, 0) == (0, 1)


@given(st.integers(0, 40), st.integers(1, 40))
def test_wilson_holds_the_share(k, n):
    k = min(k, n)
    low, high = trade.wilson(k, n)
    assert 0 <= low <= k / n <= high <= 1


@given(st.integers(1, 40), st.integers(0, 40))
def test_wilson_narrows_with_more_observations(n, k):
    assume(k <= n)
    few, many = trade.wilson(k, n), trade.wilson(2 * k, 2 * n)
    assert many[1] - many[0] < few[1] - few[0]


def test_windows_begin_near_the_baseline_and_do_not_overlap(study):
    for case in study.references:
        rows = case.rows
        assert rows["base_usd"].between(case.base_usd / 2, case.base_usd * 2).all()
        assert (rows["last"] - rows["first"] == case.years).all()
        assert rows["multiple"].to_numpy() == pytest.approx((rows["end_usd"] / rows["base_usd"]).to_numpy())
        for _, own in rows.groupby("pair"):
            assert (own.sort_values("first")["first"].diff().dropna() >= case.years).all()
        assert not rows["pair"].isin(["PAK-KGZ", "KGZ-PAK"]).any()


def test_share_by_window_by_pair_and_without_re_exports(study, found):
    case = study.references[0]
    assert (case.n, case.pairs, case.k, case.reached, len(case.clear)) == (25, 7, 0, 0, 13)
    text = found["reference-a"].text
    assert "25 windows of seven other pairs" in text and "none reached ×38.6 in three years" in text
    assert "0% to 13% by window and 0% to 35% by pair (95%)" in text and "none of 13" in text
    assert len(case.best) == 7 and case.best["multiple"].max() == case.rows["multiple"].max()


def test_one_window_a_pair_is_the_one_that_rose_most():
    columns = ["pair", "multiple", "reached", "re_export"]
    rows = [("X-Y", 9.0, True, True), ("X-Y", 8.0, True, False), ("X-Z", 2.0, False, False)]
    case = trade.Reference("X", 1e6, "2020", 7.0, 3, pd.DataFrame(rows, columns=columns))
    assert (case.k, case.n, case.reached, case.pairs) == (2, 3, 1, 2)
    assert case.best["multiple"].tolist() == [9.0, 2.0]
    assert case.clear["multiple"].tolist() == [8.0, 2.0]


def test_few_windows_give_no_share(edition):
    text = texts(edition, baseline="PAK:2014")["reference-a"]
    assert text.startswith("Five windows of five other pairs") and "too few for a share" in text and "95%" not in text


def test_a_class_without_windows_is_said(edition):
    assert "so there is no reference class" in texts(edition, baseline="KGZ:1995")["reference-b"]


def test_re_export_flag_is_imports_above_half_of_gdp(edition):
    flagged = trade.pass_through(edition)
    table = edition.all.indicators
    wide = table.pivot_table(index=["country", "year"], columns="indicator", values="value", aggfunc="first")
    wide = wide.dropna(subset=["imports_usd", "gdp_usd"])
    high = wide["imports_usd"] > 0.5 * wide["gdp_usd"]
    assert set(wide.index[high]) <= flagged and not set(wide.index[~high]) & flagged


def test_likelihood_follows_the_pairs_not_the_windows(edition, study):
    judgement = trade.judgements(edition)[0]
    centres = [sum(trade.wilson(case.reached, case.pairs)) / 2 for case in study.references]
    low, high = LIKELIHOODS[judgement.likelihood]
    assert low <= max(centres) <= high
    assert judgement.id == "trade.target" and not judgement.confidence


def test_what_was_due_before_the_edition_is_not_foretold(edition):
    assert [judgement.id for judgement in trade.judgements(edition, target_id="TG02")] == ["trade.ledgers"]


# Comparable pairs ---------------------------------------------------------------------------------------------------


def donors(value=100.0):
    return pd.DataFrame({"value_usd": [value], "gdp": [10.0], "distance": [1000.0], "landlocked": [False]})


def test_gravity_by_hand():
    # One donor, one elasticity, no penalty: twice the GDP and half the distance with elasticity -1 is four times.
    drawn = trade.gravity_draws(donors(), 20.0, 500.0, False, [-1.0], (0.0, 0.0), draws=5)
    assert drawn == pytest.approx([400.0] * 5)
    inland = trade.gravity_draws(donors(), 20.0, 500.0, True, [-1.0], (0.3, 0.3), draws=5)
    assert inland == pytest.approx([400.0 * 0.7] * 5)


def test_gravity_draws_repeat_and_span_the_published_elasticities():
    drawn = trade.gravity_draws(donors(), 10.0, 100.0, False, [-1.2, -0.8], (0.0, 0.0))
    assert np.array_equal(drawn, trade.gravity_draws(donors(), 10.0, 100.0, False, [-0.8, -1.2], (0.0, 0.0)))
    assert drawn.min() >= 100 * 10**0.8 and drawn.max() <= 100 * 10**1.2
    assert np.median(drawn) == pytest.approx(100 * 10, rel=0.05)


def test_benchmark_holds_its_interval_and_its_back_test(study, found):
    case = study.benchmark
    rows = case.rows
    assert (rows["low"] <= rows["median"]).all() and (rows["median"] <= rows["high"]).all()
    assert rows["ratio"].to_numpy() == pytest.approx((rows["value_usd"] / rows["median"]).to_numpy())
    others = rows[~rows["is_pair"]]
    assert case.tested == len(others) == 8
    assert case.error == pytest.approx(np.exp(np.median(np.abs(np.log(others["ratio"])))))
    assert f"by a median factor of {case.error:.1f}" in found["back-test"].text
    assert (case.values, case.reporters) == (15, 3)


def test_intensity_by_hand(edition, study):
    case = study.benchmark
    own = case.rows[case.rows["is_pair"]].iloc[0]
    table = edition.all.indicators
    gdp = table[(table["indicator"] == "gdp_usd") & (table["year"] == int(case.year))].set_index("country")["value"]
    value = own["value_usd"] / (gdp[case.side] * gdp[own["partner"]] / own["distance"])
    assert own["intensity"] == pytest.approx(value) and own["relative"] == 1
    assert trade.standing(edition, case) == (8, "Pakistan")


def test_balance_by_hand():
    two = ledgers([("AAA", "BBB", "2020", "AAA", 30.0), ("BBB", "AAA", "2020", "AAA", 50.0)])
    lone = ledgers([("AAA", "BBB", "2021", "AAA", 30.0)])
    rows = trade.balance(trade.flows(pd.concat([two, lone])), "AAA")
    assert rows[["side", "period", "balance_usd"]].values.tolist() == [["AAA", "2020", -20.0]]
    assert trade.balance(trade.flows(two), "BBB")["balance_usd"].tolist() == [20.0]


def test_shares_of_sections_of_one_year_do_not_exceed_the_whole(edition):
    rows = trade.composition(edition.products)
    assert (rows.groupby(["exporter", "period"])["share"].sum() <= 1.005).all()


def test_conflicts_name_the_quantities_of_the_issue(study):
    rows = trade.conflicts(study.values)
    periods = set(rows["period"])
    assert {"2020", "2021", "2022-07/2023-06", "2024-07/2025-06", "2025"} <= periods
    for _, own in rows.groupby("period"):
        assert own["spread"].iloc[0] == pytest.approx(own["value_usd"].max() / own["value_usd"].min())
        assert own["spread"].iloc[0] > 1.01


def test_the_old_figure_is_said_to_be_older(edition, found):
    finding = found["quoted-before"]
    assert "USD 4.0 million" in finding.text and "already quoted in June 2018" in finding.text
    early = [n for n in finding.source_ids if edition.sources[n]["published"].startswith("2018-06")]
    assert early and len(finding.source_ids) > len(early)


# Parameters ---------------------------------------------------------------------------------------------------------


def test_choosing_a_target_changes_text_and_titles(edition):
    said, case = texts(edition, target_id="TG02"), trade.study(edition, target_id="TG02")
    for text in (said["required"], said["distance"], said["trend"], trade.required_title(case)):
        assert "USD 100 million" in text and "USD 200 million" not in text
    assert "16.0%" in trade.actual_title(edition, case)


def test_a_target_without_due_date_is_not_scored(edition):
    said, case = texts(edition, target_id="TG01"), trade.study(edition, target_id="TG01")
    assert said["required"].endswith("has no due date; it is listed and not scored.")
    assert not {"reference-a", "reference-b", "required-range"} & set(said)
    assert case.required["growth"].isna().all() and not case.references


def test_choosing_a_baseline_changes_that_side_alone(edition, found):
    said = texts(edition, baseline="KGZ:2023")
    assert "USD 180 million above the Kyrgyz-side total for 2023" in said["distance"]
    assert "66.3% a year (×9.85)" in said["required"] and "238% a year (×38.6)" in said["required"]
    assert said["reference-a"] == found["reference-a"].text and said["reference-b"] != found["reference-b"].text
    assert "10.2% (Kyrgyz side)" in trade.actual_title(edition, trade.study(edition, baseline="KGZ:2023"))


def test_choosing_a_factor_changes_what_is_left_after_it(edition, study, found):
    case = trade.study(edition, cif_fob=1.10)
    assert flow(case, "2017")["adjusted"] == pytest.approx(flow(study, "2017")["ratio"] / 1.10)
    said = texts(edition, cif_fob=1.10)
    assert "×4.23 after a CIF/FOB factor of 1.1)" in said["mirror-range"]
    assert said["required"] == found["required"].text


def test_choosing_comparators_changes_panel_and_benchmark(edition):
    case = trade.study(edition, comparators=["RUS", "CHN", "IND", "TUR"])
    assert set(case.benchmark.rows["partner"]) == {"RUS", "CHN", "IND", "TUR", "PAK"}
    few = trade.study(edition, comparators=["KAZ"])
    assert few.benchmark is None
    assert set(few.panel["importer"]) | set(few.panel["exporter"]) == {"PAK", "KGZ", "KAZ"}
    assert "pattern" in texts(edition, comparators=["KAZ"])


@pytest.mark.parametrize(
    "name, value, expected",
    [
        ("baseline", "KGZ", "a reporter and a period such as"),
        ("baseline", "KGZ:2030", "PAK:2024-07/2025-06"),
        ("baseline", 2023, "text"),
        ("target_id", "TG99", "one of TG01"),
        ("target_id", 8, "text"),
        ("cif_fob", 0.9, "a factor from 1 to 2"),
        ("cif_fob", "1.06", "a factor from 1 to 2"),
        ("cif_fob", math.nan, "a factor from 1 to 2"),
        ("cif_fob", True, "a factor from 1 to 2"),
        ("comparators", ["ZZZ"], "another country of the countries table"),
        ("comparators", ["PAK"], "another country of the countries table"),
        ("comparators", "KAZ", "a list of alpha-3 codes"),
    ],
)
def test_what_cannot_be_used_is_named(edition, name, value, expected):
    with pytest.raises(InputError, match=f"^{name}: found .*, expected .*{re.escape(expected)}"):
        trade.study(edition, **{name: value})


def test_a_target_where_there_is_none_is_refused():
    with pytest.raises(InputError, match="none, because no target is on record"):
        trade.dated_target(pd.DataFrame({"target_id": [], "due": []}), "TG01")


# Other editions -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "pair, as_of",
    [
        ("PAK-KGZ", "2026-11-23"),
        ("PAK-KGZ", "2021-12-15"),
        ("PAK-KGZ", "1996-06-30"),
        ("KAZ-PAK", "2026-11-23"),
        ("KGZ-IND", "2026-11-23"),
        ("PAK-TJK", "2026-11-23"),
        ("ARE-EGY", "2026-11-23"),
    ],
)
def test_every_sentence_is_clean_and_short(pair, as_of):
    edition = opened(pair, as_of)
    made = trade.findings(edition)
    ids = [item.id for item in made]
    assert made and len(ids) == len(set(ids))
    said = [item.text for item in made] + [judgement.text for judgement in trade.judgements(edition)]
    for text in said:
        assert not re.search(r"\b(nan|None|inf)\b", text), text
        assert not re.search(r"\b(may|might|could|possibly|probably|bilateral trade)\b", text), text
        assert max(len(part.split()) for part in re.split(r"(?<=\.)\s", text)) <= 25, text
        assert text.endswith("."), text
    for item in made:
        assert item.confidence == "low" or item.value is not None, item.id
        assert item.source_ids == edition.sources.known(item.source_ids) != (), item.id
    if as_of < "2025":
        years = [int(year) for text in said for year in re.findall(r"\b(?:19|20)\d\d\b", text)]
        assert max(years) <= int(as_of[:4])


def test_as_the_article_knew_it_no_target_had_a_date():
    said = texts(opened("PAK-KGZ", "2021-12-15"))
    assert "no-target" in said and "required" not in said
    assert "none has a due date" in said["targets"]


@pytest.mark.parametrize("pair, silent", [("KGZ-IND", "Indian"), ("PAK-TJK", "Tajik")])
def test_a_pair_with_one_reporter_says_what_cannot_be_computed(pair, silent):
    edition = opened(pair, "2026-11-23")
    said, case = texts(edition), trade.study(edition)
    side = "a" if edition.a.adjective == silent else "b"
    assert said[f"latest-{side}"] == f"No public total of exports and imports reported by the {silent} side was found."
    assert said["mirror-latest"].startswith("No year has a value of one flow from both sides")
    assert case.mirror["ratio"].isna().all() and set(case.mirror["verdict"]) == {"one side"}
    assert not {"mirror-range", "verdicts", "required"} & set(said)


def test_titles_are_short_or_neutral(edition, study):
    titles = [
        trade.mirror_title(edition, study), trade.panel_title(edition, study), trade.verdict_title(study),
        trade.targets_title(study), trade.actual_title(edition, study), trade.required_title(study),
        trade.crossings_title(edition, study), trade.reference_title(study), trade.intensity_title(edition, study),
        trade.gravity_title(edition, study), trade.conflicts_title(trade.conflicts(study.values)),
        trade.goods_title(edition, trade.composition(edition.products)),
        trade.balance_title(edition, trade.balance(trade.flows(edition.trade), "PAK")),
    ]  # fmt: skip
    assert all(len(title.split()) <= 14 for title in titles), titles
    assert all(re.search(r"\d|\bone\b|\btwo\b|\bnine\b|\bnone\b", title.lower()) for title in titles), titles
    bare = replace(study, target=None, references=(), required=study.required[:0], mirror=study.mirror[:0])
    bare = replace(bare, panel=study.panel[:0])
    assert trade.required_title(bare) == "Required growth by baseline"
    assert trade.reference_title(bare) == "Windows of other pairs that began near the baselines"
    assert trade.verdict_title(bare) == "Both ledgers by direction and period"
    assert trade.actual_title(edition, bare) == "Totals of exports and imports by reporting side"
    assert trade.mirror_title(edition, bare) == "Exports and imports of Pakistan–Kyrgyzstan by both ledgers, by year"
    assert trade.panel_title(edition, bare) == "Importer's over exporter's value, by year and partner"
