"""From two countries to a first edition, and the profile that it is."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from pypdf import PdfReader

from helpers.datapackage.read import InputError
from helpers.publish.start import reachable, start

# In a process of its own: one that has typeset has threads, and a build forks.
START = """
import json, sys
from pathlib import Path
from helpers.publish.start import start
asked = []
made, said = start("Kenya-Indonesia", Path(sys.argv[1]), lambda data: asked.append(str(data)) or "nobody answered")
print(json.dumps([str(made), said, asked]))
"""

pytestmark = pytest.mark.long


@pytest.fixture(scope="module")
def begun(tmp_path_factory):
    folder = tmp_path_factory.mktemp("begun")
    command = [sys.executable, "-c", START, folder / "brief"]
    run = subprocess.run(command, capture_output=True, text=True, check=True)
    made, said, asked = json.loads(run.stdout)
    return folder, Path(made), said, [Path(path) for path in asked]


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
    last = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    assert "Tables end in different years" in last and "No table tells what the two governments say" in last
    assert "A program made this profile" in first and "nobody read the text before it was published" in first


def test_a_folder_with_something_in_it_is_refused(begun):
    folder, *_ = begun
    with pytest.raises(InputError, match="expected a folder that is new or empty"):
        start("IDN-KEN", folder / "brief")


def test_without_a_network_nobody_is_waited_for():
    assert not reachable("https://nowhere.invalid/data")
