"""Valid means it builds: any sample of rows that the check passes runs every notebook, and nothing is said of nothing.

In the suite a few samples; ``FUZZ_SECONDS`` sets for how long they are drawn (``make fuzz``).
"""

import csv
import json
import os
import re
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from helpers.datapackage.check import check
from helpers.datapackage.descriptor import house
from helpers.datapackage.read import DEFAULT_DATA, read_descriptor
from helpers.publish.build import chapter_names, request, run_chapter
from helpers.publish.children import forked
from helpers.publish.content import payloads, statements
from helpers.publish.engine import warm
from helpers.publish.inputs import SUMMARY
from small import event_row, small_package, text, trade_row

SECONDS = float(os.environ.get("FUZZ_SECONDS", "0"))
JOBS = 1 if SECONDS else 2
LIMIT = 120  # seconds that a notebook may take
WHOLE = ("countries", "sources", "abbreviations", "organisations", "gravity")
NOTHING = re.compile(r"\bnan\b|\bNone\b|\bNaT\b|\binf\b|\b0 of 0\b")


def rows(table):
    with (DEFAULT_DATA / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def held():
    """Every row of the project's package, by table."""
    return {resource["name"]: rows(resource["name"]) for resource in read_descriptor(DEFAULT_DATA)["resources"]}


@pytest.fixture(scope="module", autouse=True)
def warmed():
    warm()


def told_by(folder, pair, as_of=""):
    """Run every notebook on a package, each in a child of its own, the summary last; what they showed."""
    made = request(pair, as_of, data=folder, out=folder / "out", jobs=2)
    others = [name for name in chapter_names() if name != SUMMARY]
    tasks = [lambda name=name: run_chapter(name, made) for name in others]
    nodes = dict(forked(tasks, JOBS, LIMIT))
    found = folder / "statements.json"
    found.write_text(
        json.dumps(statements({name: nodes[place] for place, name in enumerate(others)})), encoding="utf-8"
    )
    (summary,) = (node for _, node in forked([lambda: run_chapter(SUMMARY, made, found)], 1, LIMIT))
    return [*nodes.values(), summary]


def runs(folder, pair, as_of=""):
    """Assert that every notebook runs and that no sentence or title is of nothing."""
    for node in told_by(folder, pair, as_of):
        for payload in payloads(node):
            said = [finding["text"] for finding in payload.get("findings", [])] + [payload.get("title") or ""]
            assert not [one for one in said if NOTHING.search(one)]
            assert "nan," not in (payload.get("csv") or "")


def valid(folder, held, tables, pair):
    """Write a package of the rows given without those that the check refuses; they may refer to what is not there."""
    small_package(folder, pair, **{**{name: held[name] for name in WHOLE}, **tables})
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    descriptor["cutoff"] = read_descriptor(DEFAULT_DATA)["cutoff"]
    (folder / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    for _ in range(8):
        faults = check(folder, limit=10_000)
        if not faults:
            return folder
        for name in {fault.file for fault in faults}:
            table = name.rsplit("/", 1)[-1].removesuffix(".csv")
            refused = {fault.line for fault in faults if fault.file == name}
            with Path(name).open(encoding="utf-8", newline="") as file:
                reader = csv.DictReader(file)
                kept = [row for row in reader if reader.line_num not in refused]
            (folder / f"{table}.csv").write_text(text(table, kept), encoding="utf-8")
    raise AssertionError(check(folder)[:3])


NUMBERS = ("0", "-1", "1", "0.004", "1e12", "7")


def words(table, column):
    """What the schema names for a column: the words of an enumeration and of a closed vocabulary."""
    resource = house()[table]
    specs = {spec["name"]: spec for spec in resource["schema"]["fields"]}
    found = set(specs[column].get("constraints", {}).get("enum", ()))
    rules = [rule for rule in resource.get("x-rules", ()) if rule["kind"] == "vocabulary" and rule["column"] == column]
    for listed in (rule["words"] for rule in rules):
        found.update(listed if isinstance(listed, list) else [word for part in listed.values() for word in part])
    return found


@st.composite
def samples(draw, held):
    """Rows of some tables, some of their cells blank or those of another row, a pair and a date."""
    names = sorted(name for name in held if name not in WHOLE and held[name])
    tables = {}
    for name in draw(st.lists(st.sampled_from(names), min_size=1, max_size=8, unique=True)):
        start, step = draw(st.integers(0, len(held[name]) - 1)), draw(st.integers(1, 7))
        rows = [dict(row) for row in held[name][start::step][: draw(st.sampled_from([1, 2, 5, 40]))]]
        for _ in range(draw(st.integers(0, 4))):
            column = draw(st.sampled_from(sorted(rows[0])))
            others = {row[column] for row in held[name][:: len(held[name]) // 50 + 1]} | words(name, column)
            draw(st.sampled_from(rows))[column] = draw(st.sampled_from(["", *NUMBERS, *sorted(others)]))
        tables[name] = rows
    pair = draw(st.sampled_from(["PAK-KGZ", "PAK-KAZ", "UZB-KGZ", "AFG-CHN", "KGZ-PAK"]))
    return tables, pair, draw(st.sampled_from(["", "2021-12-15", "2005-01-01"]))


@pytest.mark.long
def test_any_sample_that_passes_the_check_runs_every_notebook(tmp_path_factory, held):
    count, end = 0, time.monotonic() + SECONDS

    @settings(max_examples=3, suppress_health_check=list(HealthCheck), database=None, phases=[Phase.generate])
    @given(sample=samples(held))
    def sampled(sample):
        nonlocal count
        count += 1
        tables, pair, as_of = sample
        runs(valid(tmp_path_factory.mktemp("sample"), held, tables, pair), pair, as_of)

    sampled()
    while time.monotonic() < end:
        sampled()
    print(f"{count} samples")


TARGET = {
    "target_id": "G1", "parties": "KAZ;PAK", "announced": "2019-06-14", "target_usd": "100000000", "due": "2025",
    "measure": "total bilateral trade", "standing": "commitment", "source_ids": "1",
}  # fmt: skip
FOREIGN = {
    "one trade row and one target": {"trade": [trade_row(1)], "targets": [TARGET]},
    "a trade year of which one side is zero": {"trade": [trade_row(1), trade_row(2, period="2019", reporter="KAZ", partner="PAK", exporter="PAK", flow="import", value_usd="0")]},
    "events only": {"events": [event_row(n, date=f"20{n:02d}-05-06") for n in range(1, 20)]},
}  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("name", FOREIGN)
def test_a_package_that_nobody_here_wrote_runs_every_notebook(tmp_path, name):
    runs(small_package(tmp_path, **FOREIGN[name]), "PAK-KAZ")
