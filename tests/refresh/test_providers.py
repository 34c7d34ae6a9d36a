"""What the publishers' answers are read as, each trap of theirs, and how a gap is told from a failure."""

import json

import pytest

import publishers as made
from helpers.refresh import comtrade, imf, worldbank
from helpers.refresh.fetch import Unusable

PAIR = ("PAK", "KGZ")
ASKED = ("PAK", 586, "KGZ", 417, "X", 2019)


def results(found):
    """Why there is no value, by flow and year."""
    return {(gap.what, gap.year): gap.result for gap in found.gaps}


def body(answer):
    return json.dumps(answer).encode()


# ---- UN Comtrade


def test_a_total_is_read_though_it_is_marked_as_not_reported():
    value = comtrade.total(body(made.total(made.record("PAK", "KGZ", "X", 2019, 1234.5))), ASKED)
    assert value.value == 1234.5 and dict(value.key) == {
        "period": "2019", "reporter": "PAK", "partner": "KGZ", "exporter": "PAK", "flow": "export",
    }  # fmt: skip
    assert value.columns["valuation"] == "FOB" and value.columns["as_published"] == "1234.5 (US$)"


def test_an_import_comes_from_the_partner_and_is_cif_unless_only_fob_is_given():
    asked = ("KGZ", 417, "PAK", 586, "M", 2019)
    cif = comtrade.total(body(made.total(made.record("KGZ", "PAK", "M", 2019, 9))), asked)
    assert cif.columns["valuation"] == "CIF" and dict(cif.key)["exporter"] == "PAK"
    row = made.record("KGZ", "PAK", "M", 2019, 9, cifvalue=None, fobvalue=9)
    assert comtrade.total(body(made.total(row)), asked).columns["valuation"] == "FOB"


def test_of_several_rows_the_total_is_taken_and_two_totals_are_refused():
    whole = made.record("PAK", "KGZ", "X", 2019, 100)
    parts = [made.record("PAK", "KGZ", "X", 2019, 50, motCode=mode) for mode in (1000, 2000)]
    assert comtrade.total(body(made.total(*parts, whole)), ASKED).value == 100
    with pytest.raises(Unusable, match="found 2 rows for one total"):
        comtrade.total(body(made.total(whole, whole)), ASKED)
    with pytest.raises(Unusable, match="found 2 rows for one total"):
        comtrade.total(body(made.total(*parts)), ASKED)


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"partnerCode": 0}, "partnerCode: found 0, expected 417"),
        ({"reporterCode": 699}, "reporterCode: found 699, expected 586"),
        ({"flowCode": "M"}, "flowCode: found 'M', expected 'X'"),
        ({"refYear": 2018}, "refYear: found 2018, expected 2019"),
        ({"reporterISO": "IND"}, "reporterISO: found 'IND', expected 'PAK'"),
        ({"primaryValue": -5}, "primaryValue: found -5"),
        ({"primaryValue": "n/a"}, "primaryValue: found 'n/a'"),
    ],
)
def test_an_answer_about_something_else_is_refused(changes, found):
    with pytest.raises(Unusable, match=found):
        comtrade.total(body(made.total(made.record("PAK", "KGZ", "X", 2019, 5, **changes))), ASKED)


def test_names_may_be_null_without_descriptions():
    row = made.record("PAK", "KGZ", "X", 2019, 5, reporterISO=None, partnerISO=None)
    assert comtrade.total(body(made.total(row)), ASKED).value == 5


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (made.total(error="quota exceeded"), "the error 'quota exceeded' inside the answer"),
        (made.total(count=3), "found 0 rows, expected 3"),
        ({"statusCode": 200, "message": "x"}, "without a list of data"),
        ([], "without a list of data"),
        ("text", "without a list of data"),
    ],
)
def test_an_error_inside_a_200_is_an_error(answer, found):
    with pytest.raises(Unusable, match=found):
        comtrade.total(body(answer), ASKED)
    with pytest.raises(Unusable, match="no JSON"):
        comtrade.total(b"<html>", ASKED)


def test_codes_are_the_publisher_s_own_and_of_today():
    rows = [
        {"reporterCode": 356, "reporterCodeIsoAlpha3": "IND", "entryExpiredDate": "1974-12-31"},
        {"reporterCode": 699, "reporterCodeIsoAlpha3": "IND"},
        {"reporterCode": 97, "reporterCodeIsoAlpha3": "EUR", "isGroup": True},
    ]
    assert comtrade.codes(body({"results": rows}), "reporterCode") == {"IND": 699}
    # The other list spells it PartnerCode; read by the wrong name it would list nobody, without a word.
    with pytest.raises(Unusable, match="found no country with PartnerCodeIsoAlpha3"):
        comtrade.codes(body({"results": rows}), "PartnerCode")


def test_no_record_not_reported_yet_and_not_retrieved_are_told_apart_by_year(server):
    made.references(server)
    made.covered(server, "PAK", 2018, 2019, 2020)
    made.covered(server, "KGZ", 2018, 2020, 2021)
    for year in (2018, 2020):
        for reporter, partner in (PAIR, PAIR[::-1]):
            made.trade(server, reporter, partner, "X", year, made.total(made.record(reporter, partner, "X", year, 7)))
            made.trade(server, reporter, partner, "M", year, made.total())
    made.trade(server, "PAK", "KGZ", "X", 2019, (500, {}, b"oops"))
    made.trade(server, "PAK", "KGZ", "M", 2019, made.total(made.record("PAK", "KGZ", "M", 2019, 0)))
    made.trade(server, "KGZ", "PAK", "X", 2021, made.total(made.record("KGZ", "PAK", "X", 2021, 1)))
    made.trade(server, "KGZ", "PAK", "M", 2021, made.total(made.record("KGZ", "PAK", "M", 2021, 1, primaryValue=None)))
    found = comtrade.retrieve(PAIR, (2018, 2021))
    assert len(found.values) == 6 and 0 in [value.value for value in found.values]
    assert results(found) == {
        ("import of PAK from KGZ", 2018): "no record",
        ("export of PAK to KGZ", 2019): "not retrieved",
        ("import of PAK from KGZ", 2020): "no record",
        ("export of PAK to KGZ", 2021): "not reported yet",
        ("import of PAK from KGZ", 2021): "not reported yet",
        ("import of KGZ from PAK", 2018): "no record",
        ("export of KGZ to PAK", 2019): "no record",
        ("import of KGZ from PAK", 2019): "no record",
        ("import of KGZ from PAK", 2020): "no record",
        ("import of KGZ from PAK", 2021): "no record",
    }
    assert [error.status for error in found.errors] == [500]
    # Coverage is asked before any year, and nobody is asked for a year that was not reported.
    calls = [query.get("period") for path, query, _ in server.asked if "preview" in path]
    assert "getDA" in server.asked[2][0] and calls.count("2021") == 2 and calls.count("2019") == 1 + 4


def test_each_total_is_asked_for_alone_and_without_breakdown(server):
    made.references(server)
    made.covered(server, "PAK", 2019)
    made.covered(server, "KGZ")
    for flow in "XM":
        made.trade(server, "PAK", "KGZ", flow, 2019, made.total())
    comtrade.retrieve(PAIR, (2019, 2019))
    _, query, headers = server.asked[-2]
    assert {name: query[name] for name in ("cmdCode", "partner2Code", "customsCode", "motCode")} == {
        "cmdCode": "TOTAL", "partner2Code": "0", "customsCode": "C00", "motCode": "0",
    }  # fmt: skip
    assert query["includeDesc"] == "true" and query["period"] == "2019"
    assert "Ocp-Apim-Subscription-Key" not in headers


def test_with_a_key_the_full_service_is_asked_and_the_key_stays_in_the_header(server, monkeypatch):
    monkeypatch.setenv(comtrade.KEY, "s3cret-key")
    made.references(server)
    made.covered(server, "PAK", 2019)
    made.covered(server, "KGZ")
    for flow in "XM":
        made.trade(server, "PAK", "KGZ", flow, 2019, made.total(), full=True)
    found = comtrade.retrieve(PAIR, (2019, 2019))
    assert all(headers["Ocp-Apim-Subscription-Key"] == "s3cret-key" for _, _, headers in server.asked)
    assert "s3cret-key" not in repr(found) and not any("s3cret-key" in str(query) for _, query, _ in server.asked)


def test_without_the_lists_of_codes_nothing_is_retrieved(server):
    server.map("/files/v1/app/reference/Reporters.json", (503, {}, b""))
    found = comtrade.retrieve(PAIR, (2018, 2019))
    assert not found.values and [gap.result for gap in found.gaps] == ["not retrieved"]


def test_the_last_year_is_the_one_that_has_ended_by_the_server_s_clock(server):
    made.references(server)
    made.covered(server, "PAK")
    made.covered(server, "KGZ")
    found = comtrade.retrieve(PAIR, (2024, None))
    assert {gap.year for gap in found.gaps} == {2024, 2025}


# ---- World Bank


def test_a_null_is_a_gap_and_no_zero():
    rows = [made.point("KGZ", "SP.POP.TOTL", 2025, None), made.point("KGZ", "SP.POP.TOTL", 2024, 7_200_000)]
    values, gaps = worldbank.read(rows, "SP.POP.TOTL", "persons")
    assert [(dict(value.key), value.value, value.columns) for value in values] == [
        ({"country": "KGZ", "year": "2024", "indicator": "population"}, 7_200_000, {"unit": "persons"})
    ]
    assert [(gap.what, gap.year, gap.result) for gap in gaps] == [("population of KGZ", 2025, "no record")]


def test_all_pages_are_followed(server):
    for code in worldbank.INDICATORS:
        rows = [made.point(iso3, code, year, year) for iso3 in PAIR for year in (2019, 2018)]
        made.indicator(server, PAIR, code, made.pages(code, rows, size=3))
    found = worldbank.retrieve(PAIR, (2018, 2019), {})
    assert len(found.values) == 12 and len(found.answers) == 6 and not found.errors
    assert found.source["notes"] == "Last updated by the publisher 2026-10-14."
    assert server.asked[0][1]["date"] == "2018:2019"


@pytest.mark.parametrize("fault", ["short", "other update", "lost"])
def test_pages_that_do_not_fit_are_not_retrieved(server, fault):
    for code in worldbank.INDICATORS:
        rows = [made.point(iso3, code, year, year) for iso3 in PAIR for year in (2019, 2018)]
        first, second = made.pages(code, rows, size=3)
        if fault == "short":
            first[1].pop()
        elif fault == "other update":
            second[0]["lastupdated"] = "2026-12-01"
        else:
            second = (404, {}, b"gone")
        made.indicator(server, PAIR, code, [first, second])
    found = worldbank.retrieve(PAIR, (2018, 2019), {})
    assert not found.values and {gap.result for gap in found.gaps} == {"not retrieved"} and len(found.errors) == 3


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (
            b'[{"message":[{"id":"120","key":"Invalid value","value":"The parameter is not valid"}]}]',
            "The parameter is not valid",
        ),
        ("\ufeff<?xml version='1.0'?><error>Invalid</error>".encode(), 'found "<\\?xml'),
        (b"{}", "another shape"),
        (b'[{"page": 1}, []]', "found the head"),
        (body([{**made.HEAD, "page": 2, "total": 1}, []]), "found page 2, expected page 1"),
        (body(made.pages("SP.POP.TOTL", [made.point("IND", "SP.POP.TOTL", 2019, 1)])[0]), "found the country 'IND'"),
        (body(made.pages("SP.POP.TOTL", [made.point("PAK", "OTHER", 2019, 1)])[0]), "found the indicator 'OTHER'"),
    ],
)
def test_errors_of_the_world_bank_come_with_status_200(answer, found):
    with pytest.raises(Unusable, match=found):
        worldbank.parse(answer, "SP.POP.TOTL", set(PAIR), 1)


@pytest.mark.parametrize("damage", [{"value": "n/a"}, {"value": -1}, {"date": "2019Q1"}])
def test_a_value_that_is_no_number_is_not_retrieved(server, damage):
    for code in worldbank.INDICATORS:
        made.indicator(server, PAIR, code, made.pages(code, [{**made.point("PAK", code, 2019, 1), **damage}]))
    found = worldbank.retrieve(PAIR, (2019, 2019), {})
    assert not found.values and {gap.result for gap in found.gaps} == {"not retrieved"}


def test_a_quarter_is_no_year(server):
    made.imts(server, PAIR, made.series(("PAK", "XG_FOB_USD", "KGZ", "2019-Q1", "5")))
    assert [gap.result for gap in imf.retrieve(PAIR, (2019, 2019)).gaps] == ["not retrieved"]


def test_no_row_at_all_is_an_answer():
    page = worldbank.parse(body([{"page": 0, "pages": 0, "per_page": 1000, "total": 0}, None]), "X", set(PAIR), 1)
    assert page.rows == []


# ---- IMF

ROW = ("PAK", "XG_FOB_USD", "KGZ", 2019, "1672284904")


def test_the_scale_does_not_scale():
    (value,) = imf.parse(made.series(ROW), PAIR)
    assert value.value == 1_672_284_904 and value.columns["valuation"] == "FOB"
    assert value.columns["notes"] == "derivation type M of the publisher" and value.columns["confidence"] == "moderate"


def test_a_country_with_itself_is_left_out_and_others_are_refused():
    assert imf.parse(made.series(ROW, ("PAK", "XG_FOB_USD", "PAK", 2019, 5)), PAIR)[0].value == 1_672_284_904
    for other in ("IND", "G001"):
        with pytest.raises(Unusable, match="expected the series asked for"):
            imf.parse(made.series(ROW, ("PAK", "XG_FOB_USD", other, 2019, 5)), PAIR)
    with pytest.raises(Unusable, match="two rows"):
        imf.parse(made.series(ROW, ROW), PAIR)


@pytest.mark.parametrize(
    ("answer", "found"),
    [
        (made.series(), "found no observation"),
        (b"", "found no observation"),
        (b"A,B\r\n1,2\r\n", "expected COUNTRY among them"),
        (made.series(ROW).replace(b",6,M", b""), "breaks off"),
        (made.series(ROW).replace(b"1672284904", b"n.a."), "expected a number"),
        (b"\xff\xfe", "cannot be read"),
    ],
)
def test_an_answer_of_the_imf_that_tells_nothing_is_refused(answer, found):
    with pytest.raises(Unusable, match=found):
        imf.parse(answer, PAIR)


def test_a_key_in_the_wrong_order_is_answered_200_and_counts_as_not_retrieved(server):
    made.imts(server, PAIR, made.series())
    found = imf.retrieve(PAIR, (2018, 2019))
    assert [(gap.result, gap.detail) for gap in found.gaps] == [("not retrieved", "status 200")]
    assert "which a key that is not understood is answered with too" in str(found.errors[0])


def test_all_four_series_come_in_one_call_and_empty_cells_are_no_record(server):
    rows = [ROW, ("KGZ", "MG_CIF_USD", "PAK", 2019, 5), ("KGZ", "XG_FOB_USD", "PAK", 2019, "")]
    made.imts(server, PAIR, made.series(*rows))
    found = imf.retrieve(PAIR, (2019, 2019))
    assert len(server.asked) == 1 and len(found.values) == 2
    assert results(found) == {
        ("import of PAK from KGZ", 2019): "no record",
        ("export of KGZ to PAK", 2019): "no record",
    }
    assert server.asked[0][1] == {"startPeriod": "2019", "endPeriod": "2019"}
    assert server.asked[0][2]["Accept"] == imf.ACCEPT


# ---- the real ones, by hand: pytest -m network


@pytest.mark.network
@pytest.mark.enable_socket
def test_the_publishers_still_answer_in_these_shapes():
    """Shape only: what they say changes."""
    for found in (
        comtrade.retrieve(PAIR, (2019, 2019)),
        worldbank.retrieve(PAIR, (2019, 2019), {}),
        imf.retrieve(PAIR, (2019, 2019)),
    ):
        assert not found.errors and (found.values or found.gaps)
