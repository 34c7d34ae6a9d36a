"""A repository of one's own: generated, checked by its workflow's schema, built by its own copy of the house."""

import os
import re
import subprocess
import sys

import pytest
import yaml

from helpers.datapackage.check import check
from helpers.datapackage.new import new_data
from helpers.datapackage.read import InputError, read_descriptor
from helpers.publish.repository import TARGETS, repository


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    folder = tmp_path_factory.mktemp("own")
    new_data(folder / "data", "IDN-KEN")
    return repository(folder)


def brief(folder, *words):
    environment = {**os.environ, "PYTHONPATH": str(folder / "src"), "PYTHONDONTWRITEBYTECODE": ""}
    run = [sys.executable, "-m", "helpers.cli", *words]
    return subprocess.run(run, cwd=folder, env=environment, capture_output=True, text=True)


def test_its_workflows_ask_for_nothing_that_it_has_not(own):
    targets = set(re.findall(r"^([\w-]+):", (own / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    for path in (own / ".github" / "workflows").glob("*.yml"):
        text = path.read_text(encoding="utf-8")
        jobs = yaml.safe_load(text)["jobs"]
        assert all(
            set([job["needs"]] if isinstance(job.get("needs"), str) else job.get("needs", [])) <= set(jobs)
            for job in jobs.values()
        )
        made = {word for call in re.findall(r"run: make ([a-z -]+)", text) for word in call.split()}
        assert made <= targets and "test" not in made
    makefile = (own / "Makefile").read_text(encoding="utf-8")
    assert re.search(r"^\.PHONY: (.*)", makefile, re.MULTILINE)[1].split() == TARGETS.split()
    assert set(TARGETS.split()) == targets and not re.search("tests/|benchmarks/|PAK", makefile)
    assert "Indonesia" in (own / "README.md").read_text(encoding="utf-8") and not (own / "tests").exists()


def test_what_it_tells_is_true_of_it(own):
    for page in (own / "README.md", *(own / "docs").glob("*.md")):
        text = page.read_text(encoding="utf-8")
        links = [link for link in re.findall(r"\]\(([^)#]+)", text) if "://" not in link]
        assert all((page.parent / link).exists() for link in links), (page.name, links)
    limits = (own / "docs" / "limits.md").read_text(encoding="utf-8")
    assert "## Methods" in limits and "Pakistan" not in limits and "coder" not in limits


def test_its_package_names_the_base_map_that_came_with_it_and_is_valid(own):
    # There it is the project's own package, which has none to fall back on.
    assert (own / "data" / read_descriptor(own / "data")["x-basemap"]).is_file() and check(own / "data") == []


@pytest.mark.long
def test_it_builds_from_its_own_data_and_stays_clean(own):
    git = ["git", "-c", "user.name=x", "-c", "user.email=x@example.org"]
    for words in (["init", "-q"], ["add", "."], ["commit", "-q", "-m", "start"]):
        subprocess.run([*git, *words], cwd=own, check=True)
    checked = brief(own, "check")
    assert checked.returncode == 0, checked.stderr
    built = brief(own, "build", "--formats", "html")
    assert built.returncode == 0, built.stderr
    assert list((own / "reports").glob("IDN-KEN/*/manifest.json"))
    assert brief(own, "site").returncode == 0 and (own / "reports" / "site" / "IDN-KEN" / "index.html").is_file()
    left = subprocess.run([*git, "status", "--porcelain"], cwd=own, capture_output=True, text=True).stdout
    assert left == ""


def test_what_stands_is_not_overwritten(own):
    with pytest.raises(InputError, match="--repo: found .*Makefile, expected a folder without it"):
        repository(own)
