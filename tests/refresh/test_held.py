"""Files that analysts hold: each publisher's own header and quirks, in a few rows made by hand."""

import json

import pytest

from helpers.datapackage.new import new_data
from helpers.datapackage.read import InputError
from helpers.refresh.held import propose

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


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("iso_o,iso_d,contig,comlang_off,dist,distw", "helpers.refresh.world distances"),
        ("t,i,j,k,v,q", "reconciled"),
        ("year,country_id_o,iso3_o,iso3_d,distw_harmonic", "Comtrade"),
        ("ccode,session,Countryname,IdealPointAll", "ideal-points"),
        ("rcid,ccode,member,vote", "roll calls"),
        ("ccode,year,state,AAAID,AALCO", "helpers.refresh.world igo"),
    ],
)
def test_what_belongs_elsewhere_is_known_and_said(data, tmp_path, header, says):
    with pytest.raises(InputError, match=says):
        proposed(data, tmp_path, f"{header}\n" + ",".join("1" for _ in header.split(",")) + "\n")


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
    assert accept(propose([path], data).path, data) == {"sources": 1, "trade": 1, "indicators": 0}
    assert check(data) == []
