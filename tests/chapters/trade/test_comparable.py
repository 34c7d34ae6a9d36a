"""Trade for size and distance against values worked out by hand."""

import pandas as pd
import pytest

from helpers import open_edition
from helpers.chapters import open_chapter
from helpers.words.say import say
from small import small_package

SIZE = {"PAK": 10e9, "KAZ": 4e9, "UZB": 2e9, "TJK": 1e9, "KGZ": 1e9}
# Kilometres from Pakistan; trade of the others is GDP times 1,000 over distance, divided by 1,000.
DISTANCE = {"KAZ": 2000, "UZB": 1000, "TJK": 500, "KGZ": 800}
TRADE = {"KAZ": 1e6, "UZB": 2e6, "TJK": 2e6, "KGZ": 1.25e6}
GRAVITY = [("distance", -1.0), ("export_penalty_low", -0.3), ("export_penalty_high", -0.3)]


def rows_of_trade(trade, year="2020", flows=("export",)):
    return [
        {
            "trade_id": f"T{year}{partner}{flow}",
            "period": year,
            "reporter": "PAK",
            "partner": partner,
            "exporter": "PAK" if flow == "export" else partner,
            "parties": ";".join(sorted(("PAK", partner))),
            "flow": flow,
            "valuation": "FOB",
            "value_usd": str(value),
            "status": "reported",
            "as_published": str(value),
            "preferred": "true",
            "confidence": "high",
            "source_ids": "1",
        }
        for partner, value in trade.items()
        for flow in flows
    ]


def package(folder, trade=TRADE, inland=(), gravity=GRAVITY, years=("2020",), trade_rows=None):
    countries = [
        {
            "iso3": code,
            "name": code.title(),
            "official_name": code,
            "adjective": f"{code.title()}i",
            "capital": code,
            "landlocked": str(code in inland).lower(),
            "source_ids": "1",
        }
        for code in SIZE
    ]
    gdp = [
        {"indicator_id": f"I{code}{year}", "country": code, "year": year, "indicator": "gdp_usd", "value": str(value),
         "unit": "USD", "source_ids": "1"}
        for code, value in SIZE.items()
        for year in years
    ]  # fmt: skip
    dyads = [
        {"country_a": min(code, "PAK"), "country_b": max(code, "PAK"), "variable": "distw", "value": str(km),
         "unit": "km", "source_ids": "1"}
        for code, km in DISTANCE.items()
    ]  # fmt: skip
    published = [
        {"gravity_id": f"G{place}", "group": "elasticity", "parameter": name, "value": str(value), "unit": "1",
         "confidence": "high", "source_ids": "2"}
        for place, (name, value) in enumerate(gravity)
    ]  # fmt: skip
    named = {"countries": countries, "indicators": gdp, "dyads": dyads, "gravity": published}
    return small_package(folder, trade=trade_rows or rows_of_trade(trade), **named)


def chapter(folder, **parameters):
    return open_chapter("trade", open_edition("PAK-KAZ", data=folder), **parameters)


@pytest.fixture
def trade(tmp_path):
    return chapter(package(tmp_path / "data"))


def test_partners_have_trade_size_and_distance(trade):
    rows = trade.partners.set_index("partner")
    assert list(rows.index) == ["KAZ", "KGZ", "TJK", "UZB"]
    kazakh = rows.loc["KAZ"]
    assert (kazakh["reporter"], kazakh["measure"], kazakh["year"]) == ("PAK", "export", 2020)
    assert kazakh["intensity"] == pytest.approx(1e6 / (10e9 * 4e9 / 2000))
    assert set(kazakh["row_ids"]) == {
        "trade:T2020KAZexport", "indicators:IKAZ2020", "indicators:IPAK2020", "dyads:KAZ|PAK|distw"
    }  # fmt: skip
    assert rows["is_pair"].to_dict() == {"KAZ": True, "KGZ": False, "TJK": False, "UZB": False}


def test_where_all_trade_follows_size_and_distance_the_benchmark_is_exact(trade):
    rows = trade.benchmark.set_index("partner")
    # The others trade GDP / distance, in thousands; Kazakhstan by that rule 4e9 / 2000 = 2 million, reported is half.
    for column in ("median", "low", "high"):
        assert rows.loc["KAZ", column] == pytest.approx(2e6)
    assert rows.loc["KAZ", "ratio"] == pytest.approx(0.5)
    assert rows.loc["UZB", "ratio"] == pytest.approx(1) and rows.loc["UZB", "relative"] == pytest.approx(2)
    check = trade.benchmark_check.iloc[0]
    assert check["error"] == pytest.approx(1) and check["tested"] == 3
    assert (check["values"], check["reporters"]) == (4, 1)


def test_a_landlocked_partner_is_expected_to_trade_less(tmp_path):
    inland = chapter(package(tmp_path / "data", inland=["KAZ"])).benchmark.set_index("partner")
    assert inland.loc["KAZ", "median"] == pytest.approx(0.7 * 2e6)


def test_the_interval_holds_four_fifths_of_the_draws(trade):
    # Nine others whose trade is 1 to 9 times what size and distance give: the tenths of the draws are known.
    base = trade.partners
    pair = base[base["is_pair"]]
    others = pair.loc[pair.index.repeat(9)].assign(
        is_pair=False, partner=list("abcdefghi"), value_usd=[2e6 * place for place in range(1, 10)]
    )
    row = trade.with_frames(partners=pd.concat([others, pair], ignore_index=True)).benchmark.query("is_pair").iloc[0]
    assert (row["low"], row["median"], row["high"]) == pytest.approx((2e6, 10e6, 18e6))


def test_fewer_than_three_others_or_no_published_elasticity_give_no_benchmark(tmp_path):
    few = {code: value for code, value in TRADE.items() if code != "KGZ"}
    assert chapter(package(tmp_path / "few", trade=few)).benchmark.empty
    lacking = chapter(package(tmp_path / "lacking", gravity=GRAVITY[:2]))
    assert lacking.benchmark.empty and lacking.benchmark_check.empty
    for name in ("intensity", "gravity", "back-test"):
        assert lacking.find(name) is None
    assert lacking.draw("comparable-pairs").kind == "absence"


def test_comparators_limit_the_partners(tmp_path):
    some = chapter(package(tmp_path / "data"), comparators=["UZB", "TJK", "KGZ"])
    assert len(some.partners) == 4
    assert chapter(package(tmp_path / "data2"), comparators=["UZB"]).partners.empty


def test_totals_go_before_exports_and_later_years_before_earlier(tmp_path):
    exports = rows_of_trade(TRADE, "2019") + rows_of_trade(TRADE, "2020")
    late = chapter(package(tmp_path / "exports", years=("2019", "2020"), trade_rows=exports))
    assert set(late.partners["year"]) == {2020}
    both = exports + rows_of_trade(TRADE, "2018", ("export", "import"))
    total = chapter(package(tmp_path / "totals", years=("2018", "2019", "2020"), trade_rows=both))
    assert set(total.partners["measure"]) == {"total"} and set(total.partners["year"]) == {2018}
    assert total.partners.set_index("partner").loc["KAZ", "value_usd"] == 2e6


@pytest.mark.parametrize(
    ("reported", "said"),
    [
        (1e6, "The USD 1.0 million reported for 2020 are 50% of that. They lie below even the wide range"),
        (2e6, "The USD 2.0 million reported for 2020 are 1.0 times that. They lie within the range"),
        (4e6, "The USD 4.0 million reported for 2020 are 2.0 times that. They lie above even the wide range"),
    ],
)
def test_what_is_reported_lies_below_within_or_above_the_range(trade, reported, said):
    rows = trade.benchmark
    rows.loc[rows["is_pair"], "value_usd"] = reported
    rows.loc[rows["is_pair"], "ratio"] = reported / 2e6
    rows.loc[rows["is_pair"], ["low", "high"]] = [1.5e6, 3e6]
    assert said in say(trade.find("gravity", benchmark=rows))


def test_sentences_of_intensity_and_back_test(trade):
    found = trade.find("intensity")
    # The others are twice as intense: GDP / distance against half of it.
    assert found.value == pytest.approx(2)
    assert say(found) == (
        "For its size and distance Kaz comes 4th of the four partners that we can compare, by Paki count in 2020. "
        "By that measure a typical one of the others trades 2.0 times as much, by exports alone."
    )
    rows = trade.benchmark
    rows.loc[rows["partner"].eq("UZB"), ["low", "high"]] = [3e6, 4e6]
    assert say(trade.find("back-test", benchmark=rows)).endswith("Two of them lie within the range given for it.")


def test_exhibits_have_title_sources_and_the_rows_of_the_benchmark(trade):
    for name in ("comparable-pairs", "gravity-benchmark"):
        exhibit = trade.draw(name)
        payload = exhibit.payload()
        assert len(exhibit.data) == 4 and exhibit.modelled
        assert set(payload["source_ids"]) == {1, 2}  # the rows of trade, size and distance; the elasticities
        assert "misses by a factor of 1.0 in the middle case" in payload["note"]
    assert trade.draw("gravity-benchmark").title == "What Pak reports for Kaz is 50% of what its other partners suggest"
    assert trade.draw("comparable-pairs").payload()["rows"][-1][0]["text"] == "Kaz (this pair)"
