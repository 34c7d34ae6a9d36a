"""Files that analysts hold: each publisher's own header and quirks, in a few rows made by hand."""

import json

import pytest

from helpers.datapackage.new import new_data
from helpers.datapackage.read import InputError
from helpers.refresh.held import propose
from helpers.world import World

NEW = (
    "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,flowCode,flowDesc,"
    "partnerCode,partnerISO,partnerDesc,partner2Code,cmdCode,customsCode,motCode,cifvalue,fobvalue,primaryValue,"
    "legacyEstimationFlag,isReported,isAggregate\n"
)
OLD = (
    "Classification,Year,Period,Period Desc.,Aggregate Level,Is Leaf Code,Trade Flow Code,Trade Flow,Reporter Code,"
    "Reporter,Reporter ISO,Partner Code,Partner,Partner ISO,Commodity Code,Commodity,Trade Value (US$),Flag\n"
)
BULK = "typeCode\tfreqCode\trefPeriodId\trefYear\tperiod\treporterCode\tflowCode\tpartnerCode\tpartner2Code\tcmdCode\tcustomsCode\tmotCode\tprimaryValue\n"


@pytest.fixture
def data(tmp_path):
    return new_data(tmp_path / "data", "IDN-KEN")


def proposed(data, tmp_path, text, name="held.csv", encoding="utf-8"):
    """Rows of the proposal by table, and its text."""
    path = tmp_path / name
    path.write_bytes(text.encode(encoding))
    found = propose([path], data)
    return (json.loads(found.path.read_text())["rows"] if found.path else {}), found.text


def flows(rows):
    return {(row["reporter"], row["partner"], row["flow"], row["period"]): row["value_usd"] for row in rows["trade"]}


def test_a_comtrade_download_gives_totals_of_the_pair_and_with_the_world_and_counts_the_rest(data, tmp_path):
    text = NEW + (
        '"C","A","20220101","2022","52","2022","404","KEN","Kenya","X","Export","360","IDN","Indonesia","0","TOTAL","C00","0","","34000","34000","0","false","true",\n'
        '"C","A","20220101","2022","52","2022","404","KEN","Kenya","X","Export","360","IDN","Indonesia","0","09","C00","0","","30000","30000","0","false","true",\n'
        '"C","A","20220101","2022","52","2022","404","KEN","Kenya","M","Import","0","W00","World","0","TOTAL","C00","0","","","21000000","0","false","true",\n'
        '"C","A","20220101","2022","52","2022","404","KEN","Kenya","X","Export","899","_X ","Areas, nes","0","TOTAL","C00","0","","","7","0","false","true",\n'
        '"C","A","20220101","2022","52","2022","404","KEN","Kenya","RX","Re-export","360","IDN","Indonesia","0","TOTAL","C00","0","","","9","0","false","true",\n'
        '"C","A","20220101","2022","52","2022","404","KEN","Kenya","M","Import","384","CIV","Côte d\'Ivoire","0","TOTAL","C00","0","","","5","0","false","true",\n'
    )
    rows, said = proposed(data, tmp_path, text, encoding="cp1252")
    assert flows(rows) == {("KEN", "IDN", "export", "2022"): "34000", ("KEN", "WLD", "import", "2022"): "21000000"}
    assert "Left out of held.csv: 4" in said


def test_a_comtrade_bulk_file_has_numbers_for_countries(data, tmp_path):
    text = BULK + "C\tA\t20190101\t2019\t2019\t360\tM\t404\t0\tTOTAL\tC00\t0\t1234.5\n"
    rows, _ = proposed(data, tmp_path, text, "bulk.txt")
    assert flows(rows) == {("IDN", "KEN", "import", "2019"): "1234.5"}


def test_an_old_comtrade_download_is_read(data, tmp_path):
    text = OLD + 'H4,2014,2014,2014,0,0,2,Exports,404,Kenya,KEN,360,Indonesia,IDN,TOTAL,All Commodities,"5000",0\n'
    rows, _ = proposed(data, tmp_path, text)
    assert flows(rows) == {("KEN", "IDN", "export", "2014"): "5000"}


def test_wits_counts_in_thousands(data, tmp_path):
    head = "Nomenclature,ReporterISO3,ProductCode,ReporterName,PartnerISO3,PartnerName,Year,TradeFlowName,TradeFlowCode,TradeValue in 1000 USD\n"
    rows, _ = proposed(data, tmp_path, head + "H3,KEN,Total,Kenya,IDN,Indonesia,2015,Import,5,480.25\n")
    assert flows(rows) == {("KEN", "IDN", "import", "2015"): "480250"}
    summary = "Reporter,Partner,Product categories,Indicator Type,Indicator,2014,2015\n"
    text = (
        summary
        + "Kenya,Indonesia,All Products,Export,Export(US$ Thousand),,12.5\nKenya,Indonesia,All Products,Export,Export Product Share(%),3,4\n"
    )
    rows, _ = proposed(data, tmp_path, text, "summary.csv")
    assert flows(rows) == {("KEN", "IDN", "export", "2015"): "12500"}


def test_the_four_lines_above_a_file_of_the_world_bank_are_no_header(data, tmp_path):
    text = (
        '\ufeff"Data Source","World Development Indicators",\n\n"Last Updated Date","2026-10-01",\n\n'
        '"Country Name","Country Code","Indicator Name","Indicator Code","2022","2023",\n'
        '"Kenya","KEN","GDP (current US$)","NY.GDP.MKTP.CD","113420008179.0","",\n'
        '"Africa Eastern and Southern","AFE","GDP (current US$)","NY.GDP.MKTP.CD","1","2",\n'
    )
    rows, _ = proposed(data, tmp_path, text)
    (row,) = rows["indicators"]
    assert (row["country"], row["year"], row["indicator"], row["value"]) == ("KEN", "2022", "gdp_usd", "113420008179")


def test_notes_below_an_export_of_databank_are_no_rows(data, tmp_path):
    text = (
        "Country Name,Country Code,Series Name,Series Code,2022 [YR2022],2023 [YR2023]\n"
        'Indonesia,IDN,"Population, total",SP.POP.TOTL,278830529,..\n,,,,,\n'
        "Data from database: World Development Indicators,,,,,\nLast Updated: 10/01/2026,,,,,\n"
    )
    rows, _ = proposed(data, tmp_path, text)
    assert [row["value"] for row in rows["indicators"]] == ["278830529"]


def test_both_layouts_of_the_imf_are_read(data, tmp_path):
    sdmx = "DATAFLOW,COUNTRY,INDICATOR,COUNTERPART_COUNTRY,FREQUENCY,TIME_PERIOD,OBS_VALUE,SCALE\n"
    text = (
        sdmx
        + "IMF.STA:IMTS(1.0.0),KEN,MG_CIF_USD,IDN,A,2023,700000,6\nIMF.STA:IMTS(1.0.0),KEN,MG_CIF_USD,IDN,M,2023-M01,5,6\n"
    )
    rows, _ = proposed(data, tmp_path, text)
    assert flows(rows) == {("KEN", "IDN", "import", "2023"): "700000"}
    bulk = "Country Name,Country Code,Indicator Name,Indicator Code,Counterpart Country Name,Counterpart Country Code,Time Period,Value,Status,\n"
    text = bulk + '"Kenya","664","Goods, Value of Exports","TXG_FOB_USD","Indonesia","536","2011","812000","",\n'
    rows, _ = proposed(data, tmp_path, text, "bulk.csv")
    assert flows(rows) == {("KEN", "IDN", "export", "2011"): "812000"}


GRAVITY = (
    "year,country_id_o,country_id_d,iso3_o,iso3_d,iso3num_o,iso3num_d,country_exists_o,country_exists_d,contig,"
    "distw_harmonic,tradeflow_comtrade_o,tradeflow_comtrade_d,tradeflow_baci,tradeflow_imf_o,tradeflow_imf_d\n"
)


def test_gravity_gives_what_each_side_reported_in_thousands(data, tmp_path):
    text = GRAVITY + (
        "2019,IDN,KEN,IDN,KEN,360,404,1,1,0,7923.1,301234.5,,290000,,\n"
        "2019,KEN,IDN,KEN,IDN,404,360,1,1,0,7923.1,NA,22000.25,21000,,\n"
        "1950,IDN.1,KEN,IDN,KEN,360,404,0,1,0,7923.1,5,6,,,\n"
    )
    rows, said = proposed(data, tmp_path, text)
    assert flows(rows) == {("IDN", "KEN", "export", "2019"): "301234500", ("IDN", "KEN", "import", "2019"): "22000250"}
    assert "2 without a value" in said and "1 of a state that there was not in the year" in said


def test_baci_is_summed_over_products_and_is_nobodys_report(data, tmp_path):
    text = "t,i,j,k,v,q\n2019,360,404,010121,     1.500,     0.2\n2019,360,404,270900,     2.250,          NA\n2019,490,404,010121,9,1\n"
    rows, said = proposed(data, tmp_path, text)
    (row,) = rows["trade"]
    assert (row["reporter"], row["exporter"], row["partner"], row["value_usd"]) == ("", "IDN", "KEN", "3750")
    assert "reconciled" in row["notes"] and "goods from IDN to KEN 2019: 3,750" in said


def test_votes_one_by_one_are_counted_by_pair_and_year_and_accepted(data, tmp_path):
    from helpers.refresh.proposal import accept

    head = "rcid,ccode,session,member,vote,Country,Countryname,year,date,unres,amend,para\n"
    line = "{},{},74,1,{},X,X,2019,2019-12-12,R/74/1,0,0\n"
    # Indonesia 850, Kenya 501: alike, one abstains, opposed, one absent; Ghana 452 is of another pair.
    votes = [
        (1, 850, 1),
        (1, 501, 1),
        (2, 850, 1),
        (2, 501, 2),
        (3, 850, 1),
        (3, 501, 3),
        (4, 850, 1),
        (4, 501, 8),
        (4, 452, 1),
    ]
    (tmp_path / "votes.csv").write_text(head + "".join(line.format(*vote) for vote in votes))
    found = propose([tmp_path / "votes.csv"], data)
    (row,) = json.loads(found.path.read_text())["rows"]["unga_agreement"]
    assert (row["country_a"], row["country_b"], row["universe"]) == ("IDN", "KEN", "VOETEN")
    assert [row[f"n_{name}"] for name in ("rollcalls", "both", "agree", "half", "opposed")] == ["4", "3", "1", "1", "1"]
    assert "identical votes of IDN and KEN 2019: 1" in found.text
    assert accept(found.path, data)["unga_agreement"] == 1
    assert propose([tmp_path / "votes.csv"], data).path is None  # what stands is no news


def test_a_file_of_the_world_layer_is_told_against_what_the_layer_holds(data, tmp_path):
    held = World().whole("ideal_points").query("country == 'KEN' and year == 2020").iloc[0]
    head = '"ccode","session","Countryname","iso3c","year","NVotesFP","IdealPointFP","Q5%FP","Q95%FP"\n'.replace(
        '"', ""
    )
    row = f"501,75,Kenya,KEN,2020,{held['n_votes']:.0f},{held['ideal_point'] + 1:.5f},{held['q5']},{held['q95']}\n"
    path = tmp_path / "points.csv"
    path.write_text(head + row)
    found = propose([path], data)
    assert found.path is None and "ideal_points: 0 added, 1 changed, 11609 gone" in found.text
    assert f"KEN/2020: ideal_point {held['ideal_point']:g} is now {held['ideal_point'] + 1:g}" in found.text
    assert f"helpers.refresh.world ideal-points {path} --newer" in found.text


def test_half_of_geodist_asks_for_the_other_file(data, tmp_path):
    with pytest.raises(InputError, match="distances: found CEPII GeoDist, pairs alone, expected CEPII GeoDist, places"):
        proposed(data, tmp_path, "iso_o,iso_d,contig,comlang_off,dist,distw\nIDN,KEN,0,0,1,1\n")


def test_an_unknown_file_is_told_what_is_known(data, tmp_path):
    with pytest.raises(InputError, match="held.csv:1: found the columns a, b, expected those of one of: UN Comtrade"):
        proposed(data, tmp_path, "a,b\n1,2\n")
    (tmp_path / "held.zip").write_bytes(b"PK\x03\x04\0\0")
    with pytest.raises(InputError, match="zip archive"):
        propose([tmp_path / "held.zip"], data)


def test_a_file_with_two_values_of_one_key_is_refused(data, tmp_path):
    row = "C\tA\t20190101\t2019\t2019\t360\tM\t404\t0\tTOTAL\tC00\t0\t{}\n"
    with pytest.raises(InputError, match="found 1 and 2, expected one value"):
        proposed(data, tmp_path, BULK + row.format(1) + row.format(2))


def test_an_import_is_accepted_like_a_refresh(data, tmp_path):
    from helpers.datapackage.check import check
    from helpers.refresh.proposal import accept

    path = tmp_path / "bulk.txt"
    path.write_text(BULK + "C\tA\t20190101\t2019\t2019\t360\tM\t404\t0\tTOTAL\tC00\t0\t1234\n")
    assert accept(propose([path], data).path, data) == {"sources": 1, "trade": 1, "indicators": 0, "unga_agreement": 0}
    assert check(data) == []
