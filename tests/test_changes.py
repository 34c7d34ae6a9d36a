"""What changed between two editions, number by number."""

import json

import pytest

from helpers.chapters.summary.changes import compare, differences, read_manifest, stated
from helpers.datapackage.read import InputError


def finding(key, value, unit="USD", period="2024"):
    return {"id": key, "text": f"About {key}.", "value": value, "unit": unit, "period": period}


def manifest(as_of, *findings, pair="AAA-BBB"):
    return {"pair": pair, "as_of": as_of, "findings": list(findings)}


def test_changed_new_and_gone_are_told_apart():
    old = manifest("2021-12-15", finding("x", 1.0), finding("same", 2.0), finding("gone", 3.0))
    new = manifest("2026-11-23", finding("x", 1234567.0), finding("same", 2.0), finding("new", None, "", ""))
    assert compare(old, new) == [
        "AAA-BBB, 2021-12-15 to 2026-11-23: 1 changed, 1 new, 1 gone, 1 as they were",
        "changed: x: 1 USD (2024) to 1,234,567 USD (2024)",
        "new: new: About new.",
        "gone: gone: About gone.",
    ]


@pytest.mark.parametrize("other", [finding("x", 1.5), finding("x", 1.0, "km"), finding("x", 1.0, period="2023")])
def test_value_unit_or_period_make_a_difference(other):
    kind = "changed" if other["unit"] == "USD" else "redefined"
    assert [change.kind for change in differences([finding("x", 1.0)], [other])] == [kind]
    assert not differences([other], [other])


def test_a_number_of_something_else_is_not_said_to_have_changed():
    def quantities(side, basis):
        return {"side": {"value": side, "unit": "country"}, "basis": {"value": basis, "unit": "choice"}}

    old = {**finding("x", 1e6), "quantities": quantities("AAA", "statistics")}
    for other in (
        {**finding("x", 5e6), "quantities": quantities("AAA", "statement")},
        {**finding("x", 5e6), "quantities": quantities("BBB", "statistics")},
        {**old, "value": 5e6, "period": "2024-07/2025-06"},
    ):
        assert [change.kind for change in differences([old], [other])] == ["redefined"]
    assert [change.kind for change in differences([old], [{**old, "value": 5e6}])] == ["changed"]
    head, line = compare(manifest("2021-12-15", old), manifest("2026-11-23", other))
    assert head.endswith("0 changed, 0 new, 0 gone, 1 redefined, 0 as they were")
    assert line == "redefined: x: 1,000,000 USD (2024); now 5,000,000 USD (FY2024-25)"


def test_a_modelled_number_that_reads_the_same_is_as_it_was():
    old, new = ({**finding("x", value, "ratio"), "kind": "modelled"} for value in (0.9101, 0.9108))
    assert differences([old], [new]) == []
    assert [one.kind for one in differences([old], [{**new, "text": "Another."}])] == ["changed"]
    assert [one.kind for one in differences([old], [{**new, "kind": "measured"}])] == ["changed"]


@pytest.mark.parametrize("period", ["{}", "1991/{}"])
def test_the_date_of_the_edition_alone_is_no_change(period):
    days = ("2021-12-15", "2026-11-23")
    old, new = (finding("x", 3, "claims", period.format(day)) for day in days)
    assert differences([old], [new], days) == []
    assert [change.kind for change in differences([old], [{**new, "value": 4}], days)] == ["changed"]
    assert compare(manifest(days[0], old), manifest(days[1], new))[0].endswith("0 gone, 1 as they were")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, "n.f."),
        (0.12345, "0.1235 USD"),
        ("east", "east USD"),
        (True, "True USD"),
        (-2, "-2 USD"),
        (1061485.4, "1,061,485 USD"),
    ],
)
def test_a_value_is_stated_with_its_unit(value, text):
    assert stated(finding("x", value, period="")) == text


def test_two_pairs_are_not_compared():
    with pytest.raises(InputError, match="found editions of AAA-BBB and AAA-CCC, expected two of one pair"):
        compare(manifest("2021-12-15"), manifest("2022-01-01", pair="AAA-CCC"))


@pytest.mark.parametrize("text", ["", "[]", '{"findings": [{"id": "x"}]}', "{}"])
def test_what_is_no_manifest_is_refused(tmp_path, text):
    (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(InputError, match="expected the manifest of an edition"):
        read_manifest(tmp_path)


def test_a_missing_manifest_is_named(tmp_path):
    with pytest.raises(InputError, match="none.json: found no such file or directory"):
        read_manifest(tmp_path / "none.json")


def test_a_folder_or_its_file_will_do(tmp_path):
    (tmp_path / "manifest.json").write_text(json.dumps(manifest("2021-12-15")))
    assert read_manifest(tmp_path) == read_manifest(tmp_path / "manifest.json")
