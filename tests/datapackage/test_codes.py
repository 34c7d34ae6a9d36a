"""Countries by the codes and names that the trade uses; what is none is told with what it was or what is near."""

import pytest

from helpers import open_edition
from helpers.countries import code_of, names, parse_pair, user_assigned, withdrawn
from helpers.datapackage.check import check
from helpers.datapackage.new import new_data
from helpers.datapackage.read import InputError
from small import small_package, trade_row

SOMELAND = "XAA,Someland,Republic of Someland,Somelander,Someville,,,,1\n"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("UAE", "ARE"), ("u.a.e.", "ARE"), ("Bosnia", "BIH"), ("Bosnia & Herzegovina", "BIH"), ("Ivory Coast", "CIV"),
        ("Cote d'Ivoire", "CIV"), ("Côte d’Ivoire", "CIV"), ("Côte dʼIvoire", "CIV"), ("Côte d`Ivoire", "CIV"), ("PK", "PAK"),
        ("kg", "KGZ"), ("Taiwan", "TWN"), ("Turkey", "TUR"), ("TÜRKİYE", "TUR"), ("Burma", "MMR"), ("nowhere", ""),
        ("Chinese Taipei", "TWN"), ("490", "TWN"), ("s19", "TWN"), ("699", "IND"), ("Kosovo", "XKX"), ("KOS", "XKX"),
    ],
)  # fmt: skip
def test_usual_names_and_abbreviations_stand_for_their_code(text, code):
    assert code_of(text) == code


def test_alpha_2_codes_make_a_pair_and_taiwan_is_named_neutrally():
    assert parse_pair("PK-KG") == ("PAK", "KGZ")
    assert names()["TWN"]["name"] == names()["TWN"]["official_name"] == "Taiwan"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("PAK-Kyrgistan", r"nearest is KGZ \(Kyrgyzstan\)"),
        ("YUG-PAK", "YUG was withdrawn in 2003"),
        ("PAK Kyrgistan", r"nearest is KGZ \(Kyrgyzstan\)"),
        ("XAA-ALB", "XAA is left to its users: name it in countries.csv"),
        ("PAKKGZ", "expected two countries with a hyphen, such as PAK-KGZ"),
    ],
)
def test_what_is_no_country_is_told_with_what_is_near(text, message):
    with pytest.raises(InputError, match=message):
        parse_pair(text)


def test_a_withdrawn_code_in_a_cell_is_named_as_such(tmp_path):
    folder = small_package(tmp_path, trade=[trade_row(1, partner="YUG", parties="", exporter="")])
    (fault,) = check(folder)
    assert "found 'YUG', expected an assigned ISO 3166-1 alpha-3 code; YUG was withdrawn in 2003" in str(fault)
    assert withdrawn("PAK") == "" and user_assigned("XAA") and not user_assigned("PAK")


def test_a_package_may_name_a_code_that_is_left_to_its_users(tmp_path):
    folder = new_data(tmp_path / "data", "ALB-SRB")
    row = "T1,2022,ALB,XAA,,,export,FOB,5000000,reported,,,high,,,1\n"
    with (folder / "trade.csv").open("a", encoding="utf-8") as file:
        file.write(row)
    assert any("or this one with a row in countries.csv" in str(fault) for fault in check(folder))
    with (folder / "countries.csv").open("a", encoding="utf-8") as file:
        file.write(SOMELAND)
    assert check(folder) == []
    for text in ("XAA-ALB", "Someland Albania"):
        edition = open_edition(text, data=folder)
        assert (edition.slug, edition.b.name, len(edition.trade)) == ("ALB-XAA", "Someland", 1)


def test_a_user_assigned_code_that_all_use_alike_needs_no_row_of_its_own(tmp_path):
    folder = new_data(tmp_path / "data", "XKX-ALB")
    edition = open_edition(data=folder)
    assert check(folder) == [] and (edition.b.name, edition.b.adjective) == ("Kosovo", "Kosovar")
