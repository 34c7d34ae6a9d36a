"""A new package is valid, documented and grows as the walk-through says."""

import csv
import re

import pytest

from conftest import brief
from helpers import open_edition
from helpers.datapackage.check import check
from helpers.datapackage.new import new_data
from helpers.datapackage.read import DEFAULT_DATA, PROJECT, InputError, read_descriptor, read_package

GUIDE = PROJECT / "docs" / "your-own-pair.md"


def test_a_new_package_is_valid_and_without_rows(tmp_path):
    folder = new_data(tmp_path / "new")
    assert check(folder) == []
    assert all(len(frame) == 0 for frame in read_package(folder).tables.values())
    assert [resource["name"] for resource in read_descriptor(folder)["resources"]] == [
        resource["name"] for resource in read_descriptor(DEFAULT_DATA)["resources"]
    ]
    with pytest.raises(InputError, match="pair: found none given and none named by the data package"):
        open_edition(data=folder)
    assert open_edition("FRA-BRA", data=folder).name == "Brazil–France"


def test_a_new_package_of_a_pair_names_its_countries(tmp_path):
    folder = new_data(tmp_path / "deep" / "new", "Türkiye-kyrgyz republic", "2025-06-30")
    assert check(folder) == []
    edition = open_edition(data=folder)
    assert (edition.slug, edition.as_of.isoformat()) == ("KGZ-TUR", "2025-06-30")
    assert (edition.a.adjective, edition.b.capital) == ("Kyrgyz", "Ankara")
    assert list(read_package(folder).tables["sources"]["source_id"]) == [1]


def test_every_column_is_described(tmp_path):
    text = (new_data(tmp_path / "new") / "README.md").read_text(encoding="utf-8")
    for resource in read_descriptor(DEFAULT_DATA)["resources"]:
        section = text.split(f"## {resource['path']}\n")[1].split("\n## ")[0]
        for spec in resource["schema"]["fields"]:
            assert re.search(rf"\| `{spec['name']}` \| \S", section), (resource["name"], spec["name"])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("PAK-PAK",), "found 'PAK' twice"),
        (("PAK-XYZ",), "found 'XYZ', expected an assigned"),
        (("", "30.06.2025"), "found '30.06.2025', expected an ISO 8601 date"),
    ],
)
def test_a_pair_or_date_that_is_none_writes_nothing(tmp_path, arguments, message):
    with pytest.raises(InputError, match=message):
        new_data(tmp_path / "new", *arguments)
    assert list(tmp_path.iterdir()) == []


def test_what_stands_in_a_folder_is_never_overwritten(tmp_path):
    (tmp_path / "keep.txt").write_text("keep")
    for place in (tmp_path, tmp_path / "keep.txt"):
        with pytest.raises(InputError, match="expected a folder that is new or empty"):
            new_data(place)
    assert (tmp_path / "keep.txt").read_text() == "keep"
    assert brief("new-data", tmp_path).returncode == 2


def test_the_walk_through_works_as_written(tmp_path):
    folder = new_data(tmp_path / "my-data", "PAK-KAZ")
    text = GUIDE.read_text(encoding="utf-8")
    blocks = re.findall(r"<!-- (\w+) -->\n```csv\n(.*?)```", text, re.DOTALL)
    assert [table for table, _ in blocks] == ["sources", "trade"]
    for table, rows in blocks:
        with (folder / f"{table}.csv").open("a", encoding="utf-8") as file:
            file.write(rows)
    assert check(folder) == []
    edition = open_edition(data=folder)
    assert edition.slug == "KAZ-PAK" and len(edition.trade) == 6
    trade = folder / "trade.csv"
    trade.write_text(trade.read_text(encoding="utf-8").replace("1915233", '"1,915,233"', 1), encoding="utf-8")
    (fault,) = check(folder)
    assert str(fault).replace(str(folder), "my-data") in text


def test_the_rows_of_the_walk_through_are_those_that_ship():
    package = read_package()
    shipped = {tuple(row) for row in package.tables["trade"][["period", "reporter", "flow", "value_usd"]].values}
    rows = re.findall(r"^TR\d+,(.*)$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) == 6
    for line in rows:
        period, reporter, _, _, _, flow, _, value = line.split(",")[:8]
        assert (period, reporter, flow, float(value)) in shipped
    known = set(zip(package.tables["sources"]["publisher"], package.tables["sources"]["title"], strict=True))
    cited = re.findall(r"^[23],.*$", GUIDE.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(cited) == 2 and {tuple(next(csv.reader([line]))[1:3]) for line in cited} <= known


def test_tables_named_in_the_guide_exist():
    known = {resource["name"] for resource in read_descriptor(DEFAULT_DATA)["resources"]}
    section = GUIDE.read_text(encoding="utf-8").split("## What each chapter reads")[1]
    for _, tables in re.findall(r"^\| ([A-Z][^|]*) \| (.*?) \|$", section, re.MULTILINE):
        assert set(tables.split(", ")) <= known
