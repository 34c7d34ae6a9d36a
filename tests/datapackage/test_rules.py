"""What holds between columns and rows: contradictions are faults with both lines, what is odd is a warning."""

import pytest

from helpers import open_edition
from helpers.datapackage.amounts import amounts, other_currency
from helpers.datapackage.check import MOST_ROWS, check, examine, warnings
from helpers.datapackage.descriptor import house
from helpers.datapackage.read import read_package
from helpers.datapackage.rules import KINDS as OF_A_ROW
from helpers.datapackage.series import KINDS as OF_ROWS
from helpers.datapackage.series import alike
from small import SOURCES, event_row, small_package, trade_row

IMPORT = {"reporter": "KAZ", "partner": "PAK", "exporter": "PAK", "flow": "import", "valuation": "CIF"}


def told(found, folder):
    return [str(fault).removeprefix(f"{folder}/") for fault in found]


def faults(tmp_path, **tables):
    folder = small_package(tmp_path / "data", **tables)
    return told(check(folder), folder)


def test_every_rule_that_is_declared_is_one_and_names_columns_that_are_there():
    for resource in house().values():
        columns = {spec["name"] for spec in resource["schema"]["fields"]}
        for rule in resource.get("x-rules", []):
            assert rule["kind"] in {*OF_A_ROW, *OF_ROWS, "verdict"}, rule
            named = [rule.get(key) for key in ("column", "by", "text", "list", "flag", "total", "limit", "like")]
            for key in ("key", "same", "columns", "parts", "less", "limits"):
                named += [rule[key]] if isinstance(rule.get(key), str) else rule.get(key, [])
            named += list(rule.get("when", {})) + list(rule.get("unless", {}))
            assert {name for name in named if name} <= columns, (resource["name"], rule)


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"exporter": "KAZ"}, "exporter: found 'KAZ', expected PAK, the reporter of flow export"),
        ({**IMPORT, "exporter": "KAZ"}, "exporter: found 'KAZ', expected PAK, the partner of flow import"),
        ({"parties": "PAK;UZB"}, "parties: found 'PAK;UZB', expected KAZ;PAK;UZB, as reporter and partner belong to it"),
        ({"parties": "KAZ;PAK;UZB"}, "parties: found 'KAZ;PAK;UZB', expected KAZ;PAK, the reporter and the partner"),
        ({"value_usd": "", "status": "reported"}, "value_usd: found nothing, expected a value, as the status is reported"),
        ({"value_usd": "445.9", "as_published": "$445.9 mln"}, "value_usd: found '445.9', expected 445900000, as as_published says '$445.9 mln'; factor 1e+06"),
        ({"value_usd": "3406000", "as_published": "3406000 (thousand US dollars)"}, "expected 3406000000, as as_published says '3406000 (thousand US dollars)'; factor 1,000"),
        ({"value_usd": "25000000", "as_published": "Rs 2.5 crore"}, "expected US dollars, as as_published 'Rs 2.5 crore' is an amount in Rs"),
        ({"value_usd": "7000000", "as_published": "€7 million"}, "is an amount in €"),
        ({"value_usd": "2300", "as_published": "2.3 млрд долл"}, "expected 2300000000"),
        ({"flow": "exports"}, "flow: found 'exports', expected one of export, import, total; nearest is export"),
    ],
)  # fmt: skip
def test_columns_that_contradict_each_other_are_a_fault(tmp_path, changes, message):
    found = faults(tmp_path, trade=[trade_row(1, **changes)])
    assert len(found) == 1 and found[0].startswith("trade.csv:2: ") and message in found[0], found


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("15000000", "about $15-16 million"),
        ("4550000", "62.5 less Kazakhstan 24.5, Uzbekistan 33.4 million"),
        ("2000000", "2 (US$ million, rounded)"),
        ("5180000", "USD 5.18 million in 2024-25"),
        ("9700000", "under $10 million"),
        ("0", "- (thousand US dollars)"),
        ("1500", "Rs 250000"),
    ],
)
def test_words_that_fit_the_number_or_hold_several_are_left(tmp_path, value, text):
    assert faults(tmp_path, trade=[trade_row(1, value_usd=value, as_published=text, status="reported")]) == []


def test_an_amount_is_read_with_its_scale_and_currency():
    assert [one.value for one in amounts("2.5 crore")] == [25_000_000]
    assert [one.value for one in amounts("1,234.5 thousand")] == [1_234_500]
    assert [one.value for one in amounts("in 2019 the volume was $ 7 bln")] == [7e9]
    assert other_currency("PKR 5 billion") == "PKR" and not other_currency("$5 bn") and not other_currency("5 bn")


def test_a_row_pasted_again_under_another_key_is_a_fault_with_both_lines(tmp_path):
    found = faults(tmp_path, trade=[trade_row(1), trade_row(2, period="2019", value_usd="1600000")])
    assert found == [
        "trade.csv:3: preferred: found true for 2019, PAK, KAZ, PAK, export, KAZ;PAK as in line 2, "
        "expected one preferred row of a key"
    ]


def test_vintages_of_one_data_set_may_each_be_preferred_and_other_publishers_not(tmp_path):
    sets = [{**SOURCES[0], "dataset": "totals"}, {**SOURCES[1], "dataset": "totals"}]
    rows = [trade_row(1), trade_row(2, period="2019", value_usd="1600000", source_ids="2")]
    assert faults(tmp_path / "same", sources=sets, trade=rows) == []
    assert len(faults(tmp_path / "other", trade=rows)) == 1


def test_what_follows_need_not_be_typed(tmp_path):
    bare = {"exporter": "", "parties": "", "preferred": ""}
    events = [
        event_row(1, lane="", mode=""),
        event_row(2, lane="", mode="", level="minister", visitor="", date="2018"),
        event_row(3, lane="", mode="", level="", visitor="", category="crisis", date="2017"),
    ]
    rows = [trade_row(1, **bare), trade_row(2, **{**IMPORT, **bare}), trade_row(3, **bare, value_usd="9")]
    folder = small_package(tmp_path, trade=rows, events=events)
    assert check(folder) == []
    trade, met = (read_package(folder).tables[name] for name in ("trade", "events"))
    assert trade["exporter"].tolist() == ["PAK", "PAK", "PAK"] and trade["preferred"].all()
    assert trade["parties"].tolist() == [("KAZ", "PAK")] * 3
    assert list(zip(met["lane"], met["mode"], strict=True)) == [
        ("top-level", "visit"), ("ministers", "none"), ("crises", "none"),
    ]  # fmt: skip
    assert len(open_edition(data=folder).trade) == 3


def test_of_two_rows_of_a_key_somebody_must_choose(tmp_path):
    rows = [trade_row(1, preferred=""), trade_row(2, period="2019", preferred="", value_usd="7")]
    (found,) = faults(tmp_path / "none", trade=rows)
    assert "trade.csv:3: preferred: found nothing in lines 2 and 3, which are of one key" in found
    rows[0]["preferred"] = "true"
    folder = small_package(tmp_path / "one", trade=rows)
    assert check(folder) == [] and read_package(folder).tables["trade"]["preferred"].tolist() == [True, False]


def test_a_column_that_is_not_required_may_be_left_out_and_a_misspelt_one_not(tmp_path):
    folder = small_package(tmp_path, trade=[trade_row(1)])
    path = folder / "trade.csv"
    head = "trade_id,period,reporter,partner,flow,value_usd,status,source_ids\n"
    path.write_text(head + "T1,2019,PAK,KAZ,export,5,reported,1\n", encoding="utf-8")
    assert check(folder) == []
    (row,) = read_package(folder).tables["trade"].to_dict("records")
    assert (row["exporter"], row["parties"], row["preferred"], row["notes"]) == ("PAK", ("KAZ", "PAK"), True, "")
    path.write_text(head.replace("reporter", "reportr") + "T1,2019,PAK,KAZ,export,5,reported,1\n", encoding="utf-8")
    assert any(
        "found no column 'reporter'" in str(fault) and "nearest is 'reportr'" in str(fault) for fault in check(folder)
    )


@pytest.mark.parametrize(
    ("table", "row", "message"),
    [
        ("events", event_row(1, category="Security-Defence"), "nearest is security-defence"),
        ("indicators", {"indicator": "GDP (current US$)", "unit": "USD"}, "nearest is gdp_usd"),
        ("indicators", {"indicator": "gdp", "unit": "USD"}, "nearest is gdp_usd"),
        (
            "indicators",
            {"indicator": "gdp_usd", "unit": "US$ million"},
            "unit: found 'US$ million', expected one of USD",
        ),
        ("dyads", {"variable": "distance", "unit": "km"}, "variable: found 'distance', expected one of"),
        ("dyads", {"variable": "dist", "unit": "miles"}, "unit: found 'miles', expected one of km"),
    ],
)
def test_a_word_that_nothing_reads_is_a_fault_with_the_nearest(tmp_path, table, row, message):
    common = {
        "indicators": {"indicator_id": "I1", "country": "PAK", "year": "2019", "value": "5", "source_ids": "1"},
        "dyads": {"country_a": "KAZ", "country_b": "PAK", "value": "5", "source_ids": "1"},
    }
    found = faults(tmp_path, **{table: [{**common.get(table, {}), **row}]})
    assert any(message in one for one in found), found


def test_what_is_odd_is_a_warning_and_with_strict_a_fault(tmp_path):
    rows = [
        trade_row(1, value_usd="3400000000"),
        trade_row(2, value_usd="3400000"),
        trade_row(3, **IMPORT, period="2018", value_usd="4600000000"),
    ]
    folder = small_package(tmp_path, trade=rows)
    assert check(folder) == []
    found = told(warnings(folder), folder)
    assert "value_usd: found 3,400,000,000, 1,000 times apart from line 3" in found[0]
    assert "1,353 times apart from line 3, expected less than 100 times between two accounts of one thing" in found[1]
    assert len(found) == 2 and len(check(folder, strict=True)) == 2


def test_a_part_of_a_year_is_no_neighbour_of_a_year(tmp_path):
    rows = [trade_row(1, value_usd="5000000"), trade_row(2, period="2019-06", value_usd="900"), trade_row(3)]
    assert warnings(small_package(tmp_path, trade=rows)) == []


def test_shares_above_one_and_columns_that_nothing_reads_are_told(tmp_path):
    base = {
        "period": "2019",
        "reporter": "PAK",
        "partner": "KAZ",
        "flow": "export",
        "classification": "HS",
        "source_ids": "1",
    }
    rows = [{**base, "product_id": f"P{n}", "code": f"0{n}", "product": "Rice", "share": "0.6"} for n in (1, 2)]
    folder = small_package(tmp_path, products=rows)
    path = folder / "products.csv"
    lines = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([lines[0] + ",mine", *(line + ",x" for line in lines[1:])]) + "\n", encoding="utf-8")
    found = told(warnings(folder), folder)
    assert "products.csv:1: found the column 'mine', expected a column that something reads" in found
    assert "products.csv:3: share: found 1.2, the sum of lines 2, 3, expected at most 1.02" in found


def test_one_event_under_a_second_key_is_told_and_counts_once(tmp_path):
    events = [event_row(1), event_row(2, title="The visit of the President."), event_row(3, title="Talks on trade")]
    treaty = {
        "treaty_id": "TY1",
        "title": "Agreement",
        "parties": "KAZ;PAK",
        "status": "in-force",
        "event_id": "E2",
        "source_ids": "1",
    }
    folder = small_package(tmp_path, events=events, treaties=[treaty])
    assert check(folder) == []
    assert told(warnings(folder), folder) == [
        "events.csv:3: title: found 'The visit of the President.' as 'Visit of the president' in line 2, "
        "expected a thing that stands in one row"
    ]
    package = read_package(folder)
    assert package.tables["events"]["event_id"].tolist() == ["E1", "E3"] and package.repeats == {"events": {"E2": "E1"}}
    assert package.tables["treaties"]["event_id"].tolist() == ["E1"]


def test_rounds_and_sessions_of_one_body_are_not_one_thing():
    assert not alike("Session 3 of the commission", "Session 4 of the commission")
    assert alike("Joint commission, session 3", "session 3: Joint Commission")


@pytest.mark.parametrize(
    ("period", "kind", "label"),
    [("2022-06", "month", "June 2022"), ("202206", "month", "June 2022"), ("2022-Q2", "quarter", "second quarter of 2022"), ("2022Q2", "quarter", "second quarter of 2022")],
)  # fmt: skip
def test_months_and_quarters_are_periods(tmp_path, period, kind, label):
    from helpers.periods import period as span

    folder = small_package(tmp_path, trade=[trade_row(1, period=period)])
    assert check(folder) == []
    (read,) = open_edition(data=folder).trade["period"]
    assert (span(read).kind, span(read).label) == (kind, label) and "-" in read


def test_a_table_has_a_limit_of_rows(tmp_path, monkeypatch):
    assert MOST_ROWS == 1_000_000
    monkeypatch.setattr("helpers.datapackage.check.MOST_ROWS", 2)
    folder = small_package(tmp_path, trade=[trade_row(n) for n in (1, 2, 3)])
    assert "trade.csv:4: found more than 2 rows, expected at most 2 rows of a table" in told(check(folder), folder)


def claims(verdict, links, **changes):
    claim = {
        "claim_id": "C1",
        "document_id": "D1",
        "claim": "Trade was 5",
        "verdict": verdict,
        "parties": "KAZ;PAK",
        "source_ids": "1",
        **changes,
    }
    document = {"document_id": "D1", "title": "Article", "publisher": "Paper", "parties": "KAZ;PAK", "source_ids": "3"}
    sources = [*SOURCES, {"source_id": "3", "publisher": "Paper", "title": "Article", "kind": "official"}]
    evidence = [{"evidence_id": f"V{place}", "claim_id": "C1", **link} for place, link in enumerate(links)]
    return {"claims": [claim], "documents": [document], "evidence": evidence, "sources": sources}


@pytest.mark.parametrize(
    ("verdict", "links", "want"),
    [
        ("confirmed", [{"source_id": "1", "relation": "supports"}], ""),
        ("confirmed", [{"source_id": "2", "relation": "supports"}], "unverified"),
        ("confirmed", [{"source_id": "3", "relation": "supports"}], "unverified"),  # the document is no evidence
        ("confirmed", [{"source_id": "1", "relation": "supports"}, {"source_id": "1", "relation": "contradicts"}], "contested"),
        ("contradicted", [{"table": "trade", "row_id": "T1", "relation": "contradicts"}], ""),
        ("imprecise", [{"source_id": "1", "relation": "context"}], "unverified"),
    ],
)  # fmt: skip
def test_a_verdict_is_the_computed_one_or_has_a_reason(tmp_path, verdict, links, want):
    folder = small_package(tmp_path / "data", trade=[trade_row(1)], **claims(verdict, links))
    found = [str(fault) for fault in examine(folder)]
    assert len(found) == bool(want)
    assert all(
        f"claims.csv:2: verdict: found '{verdict}', expected {want}, the verdict of its evidence" in one
        for one in found
    )
    reasoned = claims(verdict, links, override_reason="The register was read by hand.")
    assert examine(small_package(tmp_path / "reasoned", trade=[trade_row(1)], **reasoned)) == []


def test_evidence_leans_on_a_row_that_is_there(tmp_path):
    found = faults(
        tmp_path,
        trade=[trade_row(1)],
        **claims("unverified", [{"table": "trade", "row_id": "T9", "relation": "context"}]),
    )
    assert found == ["evidence.csv:2: row_id: found 'trade:T9', expected the key of a row of the table named"]
