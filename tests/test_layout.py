"""The house: fixed top level, one direction of imports, no country in the code."""

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

from helpers.chapters.registry import CHAPTERS
from helpers.datapackage.read import PROJECT
from helpers.publish.inputs import chapter_names

HELPERS = PROJECT / "src" / "helpers"
LINTER = Path(sys.executable).with_name("lint-imports")
MODULES = sorted(HELPERS.rglob("*.py"))
TOP = {
    "README.md", "requirements.txt", "notebooks", "data", "src", "reports", "tests", "docs", "benchmarks",
    "pyproject.toml", "Makefile", "LICENSE", "CITATION.cff", "CONTRIBUTING.md",
}  # fmt: skip


def imports(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)
        elif isinstance(node, ast.Import):
            yield from (name.name for name in node.names)


def test_the_top_level_is_what_the_readme_says():
    listed = subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=True).stdout
    found = {line.split("/")[0] for line in listed.splitlines()}
    assert {name for name in found if not name.startswith(".")} <= TOP


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(HELPERS).as_posix())
def test_no_country_is_named_in_code(path):
    text = path.read_text(encoding="utf-8")
    code = re.sub(r'("""|\'\'\')(?:.|\n)*?\1|#.*', "", text)
    assert not re.search(
        r"\b(PAK|KGZ)\b|Pakistan|Kyrgyz|Bishkek|Islamabad|Karachi", code.replace("such as PAK-KGZ", "")
    )


def test_the_floors_of_the_house_hold():
    done = subprocess.run([LINTER, "--no-cache"], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(HELPERS).as_posix())
def test_a_library_is_used_on_its_own_floor_and_no_clock_at_all(path):
    floor = path.relative_to(HELPERS).parts[0]
    used = set(imports(path))
    if (
        floor in ("methods", "world", "datapackage")
        or path.name in ("frames.py", "findings.py")
        or path.parent.name in ("frames", "findings")
    ):
        assert not any(name.startswith("matplotlib") for name in used)
    if floor not in ("publish", "cli.py"):
        assert not any(re.match(r"papermill|nbconvert", name) for name in used)
    if floor not in ("refresh", "cli.py"):
        assert not any(re.match(r"requests|urllib\.request|httpx", name) for name in used)
    assert not re.search(r"\btoday\(|\bnow\(", path.read_text(encoding="utf-8"))


def test_a_chapter_has_one_name_everywhere():
    named = {name[3:] for profile in (False, True) for name in chapter_names(profile)} - {"summary"}
    assert set(CHAPTERS) == named
    for chapter in CHAPTERS:
        assert (PROJECT / "tests" / "chapters" / chapter).is_dir(), chapter
        assert list((HELPERS / "words" / "en").glob(f"{chapter}*.ftl")), chapter


def test_no_module_is_longer_than_500_lines():
    long = {path.name: len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in long.items() if lines > 500} == {}


def test_no_module_without_a_subject():
    names = {path.stem for path in MODULES}
    assert not names & {"utils", "util", "common", "misc", "helpers", "tools"}


def test_requirements_are_pinned_with_hashes():
    text = (PROJECT / "requirements.txt").read_text(encoding="utf-8")
    assert "index-url" not in text and "://" not in text
    for block in re.split(r"\n(?=[a-z])", text):
        assert re.match(r"[\w.\[\]-]+==\S+", block) and "--hash=sha256:" in block, block[:60]
