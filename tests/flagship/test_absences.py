"""Every absence that an edition prints carries a search of this pair that had been made by its date."""

import pytest

from helpers import open_edition
from helpers.chapters import open_chapter
from helpers.chapters.registry import CHAPTERS
from helpers.datapackage.absence import says_absent, unsearched
from helpers.datapackage.read import read_package
from helpers.show.passage import stated

EDITIONS = [
    ("PAK-KGZ", "2015-06-30"),
    ("PAK-KGZ", "2019-06-30"),
    ("PAK-KGZ", "2021-12-15"),
    ("PAK-KGZ", ""),
    *((pair, "") for pair in ("KAZ-PAK", "KGZ-TUR", "IDN-KEN")),
    *(pytest.param(pair, "", marks=pytest.mark.long) for pair in ("DEU-FRA", "KAZ-UZB")),
]


@pytest.mark.parametrize(("pair", "as_of"), EDITIONS)
def test_every_absence_carries_its_search(pair, as_of):
    edition = open_edition(pair, as_of)
    rows = edition.whole("coverage").set_index("search_id")
    absent = 0
    for name in CHAPTERS:
        chapter = open_chapter(name, edition)
        for finding in map(stated, [*chapter.findings, *chapter.absences().findings]):
            if not says_absent(finding["text"]):
                continue
            absent += 1
            assert finding["kind"] == "absent" and finding["value"] is None and not finding["marks"], finding["text"]
            for search in finding["search"].split(";"):
                row = rows.loc[search]
                assert row["result"] != "found" and f"[{search}]" in finding["text"]
                assert row["searched_on"] and row["searched_on"] <= edition.as_of.isoformat()
                assert set(row["parties"]) <= set(pair.split("-")) or set(pair.split("-")) <= set(row["parties"])
    assert bool(absent) == ((pair, as_of) in {("PAK-KGZ", ""), ("KAZ-PAK", ""), ("KGZ-TUR", "")})


def test_no_editor_says_not_found_without_a_search():
    assert unsearched(read_package(None)) == []
