"""After an accepted refresh nothing is red but what is expected of the shipped edition: that stands in tests/flagship."""

import os
import shutil
import subprocess
import sys

import pytest

import publishers as made
from helpers.datapackage.read import PROJECT, read_descriptor
from helpers.refresh import proposal, refresh

# Made anew by each build or checkout, or read by nobody here.
ASIDE = ("reports", "site", ".git", ".venv", "mutants", "__pycache__", ".hypothesis", ".pytest_cache", ".ruff_cache")
# What rests on the shipped rows and builds no edition.
RESTS = ("chapters", "datapackage", "show", "world", "words/test_say.py", "words/test_formats.py", "page")
YEAR = "2025"


@pytest.mark.long
def test_two_rows_and_a_later_cutoff_leave_the_rest_green(tmp_path, server):
    house = tmp_path / "house"
    shutil.copytree(PROJECT, house, ignore=shutil.ignore_patterns(*ASIDE))
    (house / "reports").symlink_to(PROJECT / "reports")  # pages of the documents lead there
    made.references(server)
    for one, other, value in (("PAK", "KGZ", 31_234_567), ("KGZ", "PAK", 4_321_098)):
        made.covered(server, one, int(YEAR))
        exported = made.total(made.record(one, other, "X", int(YEAR), value))
        made.trade(server, one, other, "X", int(YEAR), exported)
        made.trade(server, one, other, "M", int(YEAR), made.total())
    before = read_descriptor(house / "data")["cutoff"]
    found = refresh(("comtrade",), years=f"{YEAR}:{YEAR}", data=house / "data")
    assert proposal.accept(found.path, house / "data")["trade"] == 2
    assert read_descriptor(house / "data")["cutoff"] > before
    environment = {**os.environ, "PYTHONPATH": str(house / "src")}
    codebook = subprocess.run(
        [sys.executable, "-m", "helpers.cli", "codebook"], cwd=house, env=environment, capture_output=True, check=True
    )
    (house / "docs" / "codebook.md").write_bytes(codebook.stdout)
    tests = [
        *(f"tests/{name}" for name in RESTS),
        *sorted(f"tests/{path.name}" for path in house.glob("tests/test_*.py")),
    ]
    command = [sys.executable, "-m", "pytest", "-q", "-n", "2", "-p", "no:cacheprovider", *tests]
    ended = subprocess.run(command, cwd=house, env=environment, capture_output=True, text=True)
    assert ended.returncode == 0, ended.stdout[-3000:]
