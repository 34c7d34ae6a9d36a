"""The workflows: pinned, of least permissions, made of make targets that exist, telling readers what they promise."""

import os
import re
import subprocess
import sys

import pytest
import yaml

from helpers.datapackage.read import PROJECT

FOLDER = PROJECT / ".github" / "workflows"
FILES = sorted(FOLDER.glob("*.yml"))
MAKEFILE = (PROJECT / "Makefile").read_text(encoding="utf-8")


def read(path):
    # YAML 1.1 takes "on" for true.
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {("on" if key is True else key): value for key, value in content.items()}


def steps(path):
    for name, job in read(path)["jobs"].items():
        for step in job["steps"]:
            yield name, step


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_actions_are_pinned_by_commit_with_their_version(path):
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    assert lines and all(re.search(r"uses: [\w/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line) for line in lines)


def test_one_action_has_one_version_everywhere():
    used = {step["uses"] for path in FILES for _, step in steps(path) if "uses" in step}
    assert len({use.partition("@")[0] for use in used}) == len(used)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_nothing_may_be_written_unless_a_job_says_so(path):
    assert read(path)["permissions"] == {"contents": "read"}
    for _, step in steps(path):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_every_target_that_a_workflow_makes_is_one(path):
    targets = set(re.findall(r"^([\w-]+):", MAKEFILE, re.MULTILINE))
    made = [
        word
        for _, step in steps(path)
        for call in re.findall(r"\bmake ([^\n]+)", step.get("run", ""))
        for word in call.split()
    ]
    named = {word for word in made if re.fullmatch(r"[a-z-]+", word)}
    assert named and named <= targets


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_no_input_or_branch_name_is_put_into_a_script(path):
    for _, step in steps(path):
        assert "${{" not in step.get("run", ""), step


def test_readers_get_the_edition_even_if_a_step_is_red():
    uploads = [step for _, step in steps(FOLDER / "report.yml") if "upload-artifact@" in step.get("uses", "")]
    assert uploads and all(step["if"] == "always()" for step in uploads)
    # The edition does not wait for the tests.
    assert "needs" not in read(FOLDER / "report.yml")["jobs"]["edition"]


@pytest.mark.parametrize("drawn", [True, False])
def test_the_one_comment_shows_the_figures_that_change(tmp_path, drawn):
    """The step is run as it stands; a folder stands for the repository, and ``gh`` keeps what it is given."""
    job = read(FOLDER / "report.yml")["jobs"]["comment"]
    assert job["permissions"] == {"contents": "write", "pull-requests": "write"}
    assert not any("actions/checkout@" in step.get("uses", "") for step in job["steps"])
    changes, bin_, home = (tmp_path / name for name in ("reports/changes", "bin", "home"))
    for folder in (changes, bin_, home):
        folder.mkdir(parents=True)
    (changes / "comment.md").write_text("## Findings that change\n")
    for name in ("trade.gap.before.png", "trade.gap.after.png") if drawn else ():
        (changes / name).write_bytes(b"a picture")
    (bin_ / "gh").write_text(f'#!/bin/sh\nprintf "%s " "$@" >> {tmp_path}/asked\n')
    (bin_ / "gh").chmod(0o755)
    subprocess.run(["git", "init", "--quiet", "--bare", tmp_path / "repository"], check=True)
    given = {"REPOSITORY": f"file://{tmp_path}/repository", "NUMBER": "12", "RUN": "", "HOME": str(home)}
    path = f"{bin_}:{os.environ['PATH']}"
    script = job["steps"][-1]["run"]
    subprocess.run(["bash", "-ec", script], cwd=tmp_path, env={**os.environ, **given, "PATH": path}, check=True)
    assert "pr comment 12" in (tmp_path / "asked").read_text()
    text = (changes / "comment.md").read_text()
    assert text.startswith("## Findings that change\n")
    found = re.findall(r"!\[.*?\]\(file://.*?/raw/(\w+)/(\S+)\)", text)
    assert [name for _, name in found] == (["trade.gap.before.png", "trade.gap.after.png"] if drawn else [])
    for commit, name in found:
        shown = subprocess.run(["git", "show", f"{commit}:{name}"], cwd=tmp_path / "repository", capture_output=True)
        assert shown.stdout == b"a picture"


def test_what_a_test_reads_starts_the_workflow():
    events = read(FOLDER / "report.yml")["on"]
    assert events["push"]["paths"] == events["pull_request"]["paths"]
    heads = {path.partition("/")[0] for path in events["push"]["paths"]}
    tracked = subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True).stdout.split()
    folders = {name.partition("/")[0] for name in tracked if "/" in name}
    assert folders - heads <= {".ci", "reports", ".devcontainer", ".binder"}
    assert {"Makefile", "pyproject.toml", "requirements.txt", "*.md"} <= heads


def test_a_kept_environment_is_known_by_what_it_was_made_from():
    for path in FILES:
        for _, step in steps(path):
            if "actions/cache@" in step.get("uses", ""):
                key = step["with"]["key"]
                assert "requirements.txt" in key and "pyproject.toml" in key and "steps.python.outputs" in key
    assert re.search(r"^READY := .*requirements.txt pyproject.toml \| cksum", MAKEFILE, re.MULTILINE)
    assert re.search(r"^\$\(READY\):\s*$", MAKEFILE, re.MULTILINE), "a prerequisite would make it by time again"


def test_the_python_versions_are_those_that_the_package_claims():
    versions = read(FOLDER / "report.yml")["jobs"]["test"]["strategy"]["matrix"]["python"]
    assert versions[0] == "3.11" and f"{sys.version_info[0]}.{sys.version_info[1]}" in versions


def test_the_schema_of_workflows_holds():
    tool = PROJECT / ".venv" / "bin" / "check-jsonschema"
    if not tool.exists():
        pytest.skip("check-jsonschema is not installed")
    run = subprocess.run([tool, "--builtin-schema", "vendor.github-workflows", *FILES], capture_output=True, text=True)
    assert run.returncode == 0, run.stdout
