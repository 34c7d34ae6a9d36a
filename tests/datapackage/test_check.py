"""The package checker names file, line, column, what was found and what was expected."""

import csv
import json
import os
import pty
import subprocess
import sys
import termios

import pytest

from conftest import brief
from helpers.datapackage.check import check
from helpers.datapackage.read import DEFAULT_DATA, Package, read_package
from small import SOURCES, event_row, small_package, trade_row


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
        if "source_ids" in frame and name != "coverage":
            assert frame["source_ids"].map(lambda ids: bool(ids) and set(ids) <= known).all(), name


def test_one_preferred_value_a_series_and_period():
    trade = read_package().tables["trade"]
    trade = trade[trade["preferred"]]
    key = ["period", "reporter", "partner", "exporter", "flow", "parties"]
    assert not trade.duplicated(key).any()


def told(folder):
    return [str(fault).removeprefix(f"{folder}/") for fault in check(folder)]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"value_usd": "1,234,567"}, "found '1,234,567', expected a plain number such as 1234567.8, without thousands"),
        ({"value_usd": "1 234 567"}, "without thousands separators"),
        ({"value_usd": "1\u202f234"}, "without thousands separators"),
        ({"value_usd": "1'234.50"}, "without thousands separators"),
        ({"value_usd": "5,5"}, "with a point before decimals"),
        ({"value_usd": "5 million"}, "found '5 million', expected a plain number such as 1234567.8, without a unit"),
        ({"value_usd": "USD 5"}, "without a unit"),
        ({"value_usd": "$5"}, "without a unit"),
        ({"value_usd": "12%"}, "without a unit"),
        ({"value_usd": "NaN"}, "found 'NaN', expected a plain number; an empty cell where there is none"),
        ({"value_usd": "n/a"}, "an empty cell where there is none"),
        ({"value_usd": "-"}, "an empty cell where there is none"),
        ({"value_usd": "inf"}, "an empty cell where there is none"),
        ({"value_usd": "1e999"}, "found '1e999', expected a plain number below 1e+15"),
        ({"value_usd": "1_000"}, "found '1_000', expected a plain number"),
        ({"value_usd": "٣٤"}, "expected a plain number"),
        ({"value_usd": "0x10"}, "expected a plain number"),
        ({"value_usd": "-3"}, "value_usd: found '-3', expected minimum 0"),
        ({"period": "2031"}, "period: found '2031', expected nothing after the information cut-off 2026-11-23"),
        ({"period": "2019/20"}, "a fiscal year from July to June is written 2024-07/2025-06"),
        ({"period": "FY2019-20"}, "a fiscal year from July to June is written"),
        ({"period": "2019-13/2020-06"}, "expected a month from 01 to 12"),
        ({"period": "2020-07/2019-06"}, "expected a period that does not end before it starts"),
        (
            {"reporter": "PK"},
            "reporter: found 'PK', expected an assigned ISO 3166-1 alpha-3 code, such as PAK for Pakistan",
        ),
        ({"reporter": "pak"}, "such as PAK for Pakistan"),
        ({"reporter": "QQQ"}, "found 'QQQ', expected an assigned ISO 3166-1 alpha-3 code"),
        ({"partner": "UNK"}, "partner: found 'UNK', expected an assigned"),
        ({"reporter": "FRA"}, "found 'FRA', expected a value that exists in the table referred to, iso3 of countries"),
        ({"partner": "PAK", "parties": ""}, "partner: found 'PAK', expected another country than the reporter"),
        ({"parties": "KAZ;PAK;FRA"}, "parties: found 'FRA', expected a iso3 of the table countries"),
        ({"source_ids": "1;77"}, "source_ids: found '77', expected a source_id of the table sources"),
        ({"source_ids": ";"}, "source_ids: found ';', expected a source_id"),
        ({"source_ids": ""}, "source_ids: found nothing, expected a value"),
        ({"trade_id": "T\u200b1"}, "trade_id: found an invisible character, U+200B, in 'T\\u200b1', expected a key of"),
        ({"reporter": "PAK\u2060"}, "reporter: found an invisible character, U+2060"),
        ({"parties": "KAZ;\ufeffPAK"}, "parties: found an invisible character, U+FEFF"),
        ({"flow": "exp\u00adort"}, "flow: found an invisible character, U+00AD"),
        ({"notes": "a\x07b"}, "notes: found a character that is no text, U+0007"),
        ({"notes": "a\ufffdb"}, "notes: found a letter lost in a conversion, U+FFFD"),
        ({"notes": "a\u202eb"}, "notes: found a character that is no text, U+202E"),
        ({"preferred": "yes"}, "preferred: found 'yes', expected true or false"),
        ({"status": "Reported"}, "status: found 'Reported', expected one of reported, not-recorded"),
        ({"trade_id": ""}, "trade_id: found nothing, expected a value"),
        ({"trade_id": "T9"}, "trade_id: found 'T9' as in line 3, expected a key that stands in one row only"),
    ],
)
def test_a_cell_of_trade_that_is_not_harmless_is_refused(tmp_path, changes, message):
    folder = small_package(tmp_path / "data", trade=[trade_row(8), trade_row(9), trade_row(10, **changes)])
    faults = told(folder)
    assert len(faults) == 1 and faults[0].startswith("trade.csv:4: ") and message in faults[0], faults


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"date": "43591"}, "date: found '43591', expected an ISO 8601 date such as 2005, 2005-03 or 2005-03-17; 43591 is the day number of 2019-05-06 in a spreadsheet"),
        ({"date": "43591.5"}, "is the day number of 2019-05-06"),
        ({"date": "03/04/2019"}, "day and month cannot be told apart"),
        ({"date": "3.4.19"}, "day and month cannot be told apart"),
        ({"date": "25/12/2019"}, "found '25/12/2019', expected an ISO 8601 date"),
        ({"date": "2019-02-29"}, "found '2019-02-29', expected a day from 01 to 28"),
        ({"date": "2019-04-31"}, "expected a day from 01 to 30"),
        ({"date": "2019-20"}, "expected a month from 01 to 12; a fiscal year does not belong in a column of dates"),
        ({"date": "0000-01-01"}, "expected an ISO 8601 date"),
        ({"date": "6 May 2019"}, "expected an ISO 8601 date"),
        ({"date": "٢٠١٩-٠٥-٠٦"}, "expected an ISO 8601 date"),
        ({"date": "2026-11-24"}, "date: found '2026-11-24', expected nothing after the information cut-off 2026-11-23, or status planned"),
        ({"end_date": "2019-05-05"}, "end_date: found '2019-05-05', expected nothing before date 2019-05-06"),
        ({"visitor": "UZB"}, "visitor: found 'UZB', expected one of the parties KAZ;PAK"),
        ({"forum": "CLUB"}, "forum: found 'CLUB', expected a value that exists in the table referred to, org_id"),
        ({"title": ""}, "title: found nothing, expected a value"),
    ],
)  # fmt: skip
def test_a_cell_of_events_that_is_not_harmless_is_refused(tmp_path, changes, message):
    folder = small_package(tmp_path / "data", events=[event_row(1), event_row(2, **changes)])
    faults = told(folder)
    assert len(faults) == 1 and faults[0].startswith("events.csv:3: ") and message in faults[0], faults


def test_what_is_planned_may_lie_ahead(tmp_path):
    folder = small_package(tmp_path, events=[event_row(1, date="2027-01-01", status="planned")])
    assert check(folder) == []


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"url": "javascript:alert(1)"}, "url: found 'javascript:alert(1)', expected an address that starts with http"),
        ({"url": "data:text/html,x"}, "expected an address that starts with http"),
        ({"url": "https://a b"}, "expected an address that starts with http"),
        ({"published": "2030"}, "published: found '2030', expected nothing after the information cut-off"),
        ({"source_id": "1"}, "source_id: found '1' as in line 2, expected a key that stands in one row only"),
        ({"source_id": "2.5"}, "source_id: found '2.5', expected a whole number"),
        ({"repeats": "40"}, "repeats: found '40', expected a source_id of the table sources"),
        ({"repeats": "3"}, "repeats: found '3', expected another source than this one"),
    ],
)
def test_a_source_that_cannot_be_cited_is_refused(tmp_path, changes, message):
    third = {"source_id": "3", "publisher": "P", "title": "T", "kind": "news", **changes}
    folder = small_package(tmp_path / "data", sources=[*SOURCES, third])
    faults = told(folder)
    assert len(faults) == 1 and faults[0].startswith("sources.csv:4: ") and message in faults[0], faults


@pytest.mark.parametrize(
    ("table", "changes", "message"),
    [
        ("unga_agreement", {"n_agree": "1"}, "n_both: found '16', expected n_agree + n_half + n_opposed, 7"),
        ("unga_agreement", {"n_rollcalls": "3"}, "n_both: found '16', expected at most n_rollcalls 3"),
        ("unga_opposed", {"vote_b": "Y"}, "vote_b: found 'Y', expected another vote than vote_a"),
        ("promises", {"status": "delivered", "delivered_on": ""}, "delivered_on: found nothing, expected the date of"),
        ("promises", {"status": "open", "delivered_on": "2020"}, "delivered_on: found '2020', expected nothing, as the"),
        ("promises", {"status": "overdue", "due": "", "delivered_on": ""}, "due: found nothing, expected the date promised"),
        ("people", {"value": "5", "value_low": "6", "value_high": ""}, "value: found '5', expected nothing below value_low"),
        ("people", {"value": "5", "value_low": "", "value_high": "4"}, "value_high: found '4', expected nothing below value"),
        ("people", {"origin": "PAK", "host": "PAK"}, "host: found 'PAK', expected another country than the origin"),
    ],
)  # fmt: skip
def test_rows_that_do_not_add_up_are_refused(tmp_path, table, changes, message):
    with (DEFAULT_DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        row = {**next(csv.DictReader(file)), **changes}
    wanted = {name: rows(DEFAULT_DATA / f"{name}.csv") for name in ("countries", "sources", "events", "organisations")}
    folder = small_package(tmp_path / "data", **wanted, **{table: [row]})
    assert any(fault.startswith(f"{table}.csv:2: {message}") or message in fault for fault in told(folder)), told(
        folder
    )


def header(data):
    return data.split(b"\n", 1)[0]


FILES = {
    "semicolons": (lambda data: data.replace(b",", b";"), "trade.csv:1: found columns parted by a semicolon, expected"),
    "tabs": (
        lambda data: data.replace(b",", b"\t"),
        "found columns parted by a tab, expected columns parted by a comma",
    ),
    "empty": (lambda data: b"", "trade.csv: found an empty file, expected a header row: trade_id,period"),
    "blank": (lambda data: b"\n\n \n", "found an empty file"),
    "missing column": (
        lambda data: data.replace(b"value_usd", b"value", 1),
        "trade.csv:1: found no column 'value_usd', expected the columns trade_id,period",
    ),
    "header twice in a line": (
        lambda data: data.replace(b",notes", b",period", 1),
        "found the column 'period' 2 times, expected a column of each name",
    ),
    "header repeated": (
        lambda data: data + header(data) + b"\n",
        "trade.csv:4: found the header once more, expected a row of data",
    ),
    "no header": (lambda data: data.split(b"\n", 1)[1], "trade.csv:1: found no column 'trade_id'"),
    "unclosed quote": (
        lambda data: data.replace(b"T2", b'"T2'),
        "trade.csv:3: found a quote that is never closed, expected",
    ),
    "quote in the middle": (lambda data: data.replace(b",2019,", b',"20"19,'), "trade.csv:2: found a row that cannot"),
    "a cell too many": (lambda data: data.replace(b"T2,", b"T2,,"), "trade.csv:3: found 17 cells, expected 16 cells"),
    "a cell too few": (lambda data: data.replace(b"T2,2018", b"T2"), "trade.csv:3: found 15 cells, expected 16 cells"),
    "cp1251": (
        lambda data: data.replace(b"1.5 million", "млн".encode("cp1251")),
        "trade.csv:2: found byte 0xEC at place",
    ),
    "latin-1": (lambda data: data.replace(b"1.5 million", b"caf\xe9"), "expected UTF-8"),
    "UTF-16": (lambda data: data.decode().encode("utf-16"), "trade.csv:1: found UTF-16, expected a file in UTF-8"),
    "UTF-16 without a mark": (lambda data: data.decode().encode("utf-16-le"), "found NUL bytes as in UTF-16"),
    "NUL": (lambda data: data.replace(b"T2", b"T\x002"), "trade.csv:3: found a NUL byte, expected text in UTF-8"),
    "zip": (lambda data: b"PK\x03\x04\x14\x00\x06\x00" + bytes(range(256)), "trade.csv:2: found byte 0x80"),
}


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_such_table_is_refused(tmp_path, name):
    change, message = FILES[name]
    folder = small_package(tmp_path / "data", trade=[trade_row(1), trade_row(2)])
    path = folder / "trade.csv"
    path.write_bytes(change(path.read_bytes()))
    assert any(message in fault for fault in told(folder)), told(folder)
    assert all("found" in fault and ", expected " in fault for fault in told(folder))


def test_a_file_that_is_not_there_is_named(tmp_path):
    folder = small_package(tmp_path / "data", trade=[trade_row(1)])
    (folder / "trade.csv").unlink()
    assert told(folder) == ["trade.csv: found No such file or directory, expected a file that can be read"]


def test_a_bad_column_does_not_hide_the_others_and_the_list_ends(tmp_path):
    many = [trade_row(n, value_usd="1,5", parties="KAZ;FRA" if n == 400 else "KAZ;PAK") for n in range(500)]
    folder = small_package(tmp_path / "data", trade=many, events=[event_row(1, lane="x")])
    faults = told(folder)
    assert sum("value_usd" in fault for fault in faults) == 11
    assert "trade.csv: value_usd: found 490 more faults of this column, expected none" in faults
    assert any(fault.startswith("trade.csv:402: parties:") for fault in faults)
    assert any(fault.startswith("events.csv:2: lane:") for fault in faults)
    assert len(check(folder, limit=5)) == 5


def test_a_fault_is_quoted_in_short_and_without_control_characters(tmp_path):
    folder = small_package(tmp_path / "data", trade=[trade_row(1, value_usd="9" * 5000 + "\x1b[31m")])
    (fault,) = told(folder)
    assert len(fault) < 250 and "\x1b" not in fault


def test_a_large_table_takes_no_memory_of_its_size(tmp_path):
    folder = small_package(tmp_path / "data", trade=[])
    with (folder / "trade.csv").open("a", encoding="utf-8") as file:
        for n in range(60_000):
            file.write(
                f"M{n},{1950 + n % 70},PAK,KAZ,PAK,KAZ;PAK,export,FOB,{n}.5,reported,{n},false,high,,note {n},1\n"
            )
        file.write("M7,2019,PAK,KAZ,PAK,KAZ;PAK,export,FOB,1,reported,1,false,high,,again,1\n")
    code = (
        "import resource, sys\nfrom helpers.datapackage.check import check\n"
        "check(sys.argv[2])\n"  # everything imported, all caches of the schema filled
        "before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss\n"
        "print(*check(sys.argv[1]), sep='\\n')\n"
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)"
    )
    tiny = small_package(tmp_path / "tiny", trade=[trade_row(1), trade_row(1)])
    done = subprocess.run([sys.executable, "-c", code, folder, tiny], capture_output=True, text=True, check=True)
    fault, grown = done.stdout.strip().splitlines()
    assert fault.endswith(
        "trade.csv:60002: trade_id: found 'M7' as in line 9, expected a key that stands in one row only"
    )
    assert int(grown) < 25_000  # kilobytes; the table as rows would take 90 MB
    assert done.stderr == ""


def test_a_progress_bar_runs_on_a_terminal_only(tmp_path):
    folder = small_package(tmp_path / "data", trade=[trade_row(n, preferred="false") for n in range(20_000)])
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (24, 80))
    command = [sys.executable, "-m", "helpers.cli", "check", "--data", folder]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=slave)
    os.close(slave)
    shown = b""
    while True:
        try:
            part = os.read(master, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    assert process.wait() == 0
    assert b"check:" in shown and b"%|" in shown


def test_the_project_s_package_is_a_frictionless_one():
    frictionless = pytest.importorskip("frictionless")
    with frictionless.system.use_context(trusted=True):
        package = frictionless.Package.from_descriptor(str(DEFAULT_DATA / "datapackage.json"))
        names = {"trade", "countries", "sources"}
        for extra in [name for name in package.resource_names if name not in names]:
            package.remove_resource(extra)
        assert package.validate().valid
