"""From two countries to a first edition, and the profile that it is."""

import json

import pytest
from pypdf import PdfReader

from helpers.datapackage.read import InputError
from helpers.publish.start import reachable, start


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    asked = []

    def ask(data):
        asked.append(data)
        return "nobody answered"

    folder = tmp_path_factory.mktemp("begun")
    return folder, *start("Kenya-Indonesia", folder / "brief", ask), asked


def test_the_package_and_the_first_edition_stand(begun):
    folder, made, said, asked = begun
    assert made == folder / "brief/reports/IDN-KEN" / made.name and said == "nobody answered"
    assert asked == [folder / "brief/data"]
    assert json.loads((asked[0] / "datapackage.json").read_text())["pairs"] == ["IDN-KEN"]


def test_the_edition_is_a_profile_of_two_to_four_pages_that_says_so(begun):
    _, made, *_ = begun
    manifest = json.loads((made / "manifest.json").read_text())
    assert list(manifest["made"]) == ["07_profile"] and manifest["judgements"] == []
    (path,) = made.glob("*.pdf")
    pdf = PdfReader(path)
    assert 2 <= len(pdf.pages) <= 4
    first = " ".join(pdf.pages[0].extract_text().split())
    assert "machine-made profile" in first and "No press was searched" in first


def test_a_folder_with_something_in_it_is_refused(begun):
    folder, *_ = begun
    with pytest.raises(InputError, match="expected a folder that is new or empty"):
        start("IDN-KEN", folder / "brief")


def test_without_a_network_nobody_is_waited_for():
    assert not reachable("https://nowhere.invalid/data")
