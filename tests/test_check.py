"""The package checker names file, line, column, what was found and what was expected."""

import csv

import pytest

from conftest import brief
from helpers.check import check
from helpers.data import DEFAULT_DATA, Package, read_package


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def damage(package, table, line, **changes):
    """Change cells of one row; ``line`` counts from 1 with the header."""
    path = package / f"{table}.csv"
    found = rows(path)
    found[line - 2].update(changes)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, found[0].keys(), lineterminator="\n")
        writer.writeheader()
        writer.writerows(found)


def test_the_project_s_package_has_no_fault():
    assert check(DEFAULT_DATA) == []


@pytest.mark.parametrize(
    ("table", "changes", "message"),
    [
        ("trade", {"value_usd": "12,5"}, "trade.csv:4: value_usd: found '12,5', expected a plain number"),
        ("trade", {"value_usd": "-5"}, "trade.csv:4: value_usd: found '-5', expected minimum 0"),
        (
            "trade",
            {"period": "FY2024-25"},
            "trade.csv:4: period: found 'FY2024-25', expected an ISO 8601 period",
        ),
        (
            "trade",
            {"source_ids": "99999"},
            "trade.csv:4: source_ids: found '99999', expected a source_id of the table sources",
        ),
        ("trade", {"source_ids": ""}, "trade.csv:4: source_ids: found"),
        (
            "events",
            {"date": "2021-02-30"},
            "events.csv:4: date: found '2021-02-30', expected a day from 01 to 28",
        ),
        (
            "events",
            {"date": "15/12/2021"},
            "events.csv:4: date: found '15/12/2021', expected an ISO 8601 date",
        ),
        (
            "events",
            {"end_date": "1200"},
            "events.csv:4: end_date: found '1200', expected nothing before date",
        ),
        (
            "events",
            {"lane": "summits"},
            "events.csv:4: lane: found 'summits', expected one of top-level, ministers",
        ),
        ("events", {"event_id": "EV001"}, "expected a key that stands in one row only"),
        ("claims", {"verdict": ""}, "claims.csv:4: verdict: found"),
        ("claims", {"document_id": "NONE"}, "expected a value that exists in the table referred to"),
        ("nodes", {"lat": "95"}, "nodes.csv:4: lat: found '95', expected"),
        ("edges", {"to_node": "ZZZ"}, "expected a value that exists in the table referred to"),
        (
            "memberships",
            {"status": "friend"},
            "memberships.csv:4: status: found 'friend', expected one of member",
        ),
        (
            "unga_agreement",
            {"agreement_share": "1.2"},
            "unga_agreement.csv:4: agreement_share: found '1.2', expected",
        ),
    ],
)
def test_a_fault_is_named(package, table, changes, message):
    damage(package, table, 4, **changes)
    assert any(message in str(fault) for fault in check(package)), [str(fault) for fault in check(package)][:3]


def test_reporter_and_partner_differ(package):
    line, row = next((n, row) for n, row in enumerate(rows(package / "trade.csv"), 2) if row["reporter"])
    damage(package, "trade", line, partner=row["reporter"])
    assert any("partner: found" in str(fault) and "another country" in str(fault) for fault in check(package))


def test_two_spells_of_one_state_in_one_body_do_not_overlap(package):
    path = package / "memberships.csv"
    found = rows(path)
    line = next(n for n, row in enumerate(found, 2) if row["preferred"] == "true" and row["status"] == "member")
    twin = dict(found[line - 2], membership_id="ZZZ-twin")
    path.write_text(path.read_text(encoding="utf-8") + ",".join(twin.values()) + "\n", encoding="utf-8")
    assert any("a spell that does not overlap" in str(fault) for fault in check(package))


def test_a_road_is_not_shorter_than_the_great_circle(package):
    found = rows(package / "edges.csv")
    line = next(
        n
        for n, row in enumerate(found, 2)
        if row["preferred"] == "true" and row["distance_km"] and row["great_circle_km"]
    )
    damage(package, "edges", line, distance_km="1")
    assert any(f"edges.csv:{line}: distance_km: found '1', expected at least" in str(fault) for fault in check(package))


def test_all_faults_are_told_at_once(package):
    damage(package, "trade", 4, value_usd="x")
    damage(package, "events", 9, lane="x")
    assert {fault.file.rsplit("/", 1)[-1] for fault in check(package)} == {"trade.csv", "events.csv"}


def test_the_command_exits_2_with_the_faults(package):
    damage(package, "trade", 4, value_usd="x")
    result = brief("check", "--data", package)
    assert result.returncode == 2 and "trade.csv:4: value_usd: found 'x'" in result.stderr
    assert brief("check").returncode == 0


def test_a_table_that_is_left_out_is_read_as_empty(package):
    import json

    path = package / "datapackage.json"
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    descriptor["resources"] = [r for r in descriptor["resources"] if r["name"] != "shipments"]
    path.write_text(json.dumps(descriptor), encoding="utf-8")
    (package / "shipments.csv").unlink()
    read = read_package(package)
    assert isinstance(read, Package) and len(read.tables["shipments"]) == 0
    assert "route" in read.tables["shipments"]


def test_every_column_has_a_definition_and_every_table_a_licence():
    for resource in read_package().descriptor["resources"]:
        assert resource["licenses"] and resource["description"].startswith("A row is")
        for field in resource["schema"]["fields"]:
            assert field["description"], (resource["name"], field["name"])


def test_every_row_has_a_source_that_resolves():
    package = read_package()
    known = set(package.tables["sources"]["source_id"])
    for name, frame in package.tables.items():
        if name != "sources":
            assert frame["source_ids"].map(lambda ids: bool(ids) and set(ids) <= known).all(), name


def test_one_preferred_value_a_series_and_period():
    trade = read_package().tables["trade"]
    trade = trade[trade["preferred"]]
    key = ["period", "reporter", "partner", "exporter", "flow", "parties"]
    assert not trade.duplicated(key).any()
