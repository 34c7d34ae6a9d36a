"""Which pairs get a brief, and which the profile that tables of all states allow."""

import json

import pytest

from helpers.datapackage.depth import FEWEST, is_profile, researched_rows
from helpers.datapackage.new import new_data
from helpers.datapackage.read import DEFAULT_DATA

BOTH = frozenset({"AAA", "BBB"})


@pytest.fixture
def folder(tmp_path):
    events = {
        "name": "events",
        "path": "events.csv",
        "x-lens": {"pair": {"parties": "parties"}},
        "schema": {"fields": []},
    }
    sources = {"name": "sources", "path": "sources.csv", "schema": {"fields": []}}
    descriptor = {"name": "x", "cutoff": "2026-01-01", "pairs": ["AAA-BBB"], "resources": [events, sources]}
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor))
    (tmp_path / "sources.csv").write_text("source_id,kind\n1,dataset\n2,press\n")
    return tmp_path


def write(folder, *rows):
    (folder / "events.csv").write_text("parties,source_ids\n" + "".join(f"{row}\n" for row in rows))


def test_rows_of_data_sets_and_of_groups_are_no_research_on_a_pair(folder):
    write(folder, "AAA;BBB,1", "AAA;BBB;CCC;DDD,2", "AAA;CCC,2", "AAA;BBB;CCC,1;2")
    assert researched_rows(folder)[BOTH] == 1


def test_a_pair_that_the_package_names_is_a_brief_from_its_first_researched_row(folder):
    write(folder, "AAA;BBB,1")
    assert is_profile(folder, "AAA-BBB")
    write(folder, "AAA;BBB,2")
    assert not is_profile(folder, "AAA-BBB") and not is_profile(folder, "BBB-AAA")


def test_a_pair_that_the_package_only_touches_needs_many(folder):
    write(folder, *["AAA;CCC,2"] * (FEWEST - 1))
    assert is_profile(folder, "AAA-CCC")
    write(folder, *["AAA;CCC,2"] * FEWEST)
    assert not is_profile(folder, "AAA-CCC")


def test_the_flagship_is_a_brief_and_a_new_package_a_profile(tmp_path):
    assert not is_profile(DEFAULT_DATA, "PAK-KGZ") and is_profile(DEFAULT_DATA, "IDN-KEN")
    assert is_profile(new_data(tmp_path / "data", "IDN-KEN"), "IDN-KEN")
