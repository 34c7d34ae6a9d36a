"""A repository of one's own around a data package: the house, notebooks and workflows for another pair."""

import json
import re
import shutil
from pathlib import Path

from helpers.datapackage.descriptor import read_descriptor
from helpers.datapackage.read import DEFAULT_DATA, PROJECT, InputError, read_package
from helpers.edition import open_edition

WHOLE = ("src", "notebooks", "data/world", "data/basemap", ".github", ".devcontainer", ".binder")
FILES = ("Makefile", "pyproject.toml", "requirements.txt", "LICENSE")
IGNORED = shutil.ignore_patterns("__pycache__", "*.egg-info", ".ipynb_checkpoints", "*.building*")
# The tests and benchmarks are those of the project and rest on its package: a repository of one's own checks and builds.
TARGETS = "report lab check clean requirements ready site changes release lint-workflows lint-scripts ci-steps"
CHANGES = {
    ".github/workflows/report.yml": [
        (r"(?ms)^  test:\n.*?(?=^  audit:)", ""),
        (r"needs: \[edition, test\]", "needs: [edition]"),
        (r"      - run: \.venv/bin/brief build --as-of \S+\n", ""),
    ],
    ".github/workflows/refresh.yml": [(r"run: make check test", "run: make check report")],
    "Makefile": [
        (r"(?m)^(ci-steps: .*) test  ##", r"\1  ##"),
        (r"(?ms)^(FUZZ_SECONDS [^\n]*\n)?(test|test-all|fuzz|same-bytes|bench|mutants|docs/page-1\.png): .*?\n\n", ""),
        (r"(?m)^\.PHONY: .*$", f".PHONY: {TARGETS}"),
    ],
    # What cannot be told of the project's rows is not said of others.
    "docs/limits.md": [
        (r"(?ms)^## Data\n.*?(?=^## )", ""),
        (r"(?m)^- The rule for the chance .*\n(?:  .*\n)*", ""),
    ],
}
UNTOLD = ("changelog.md", "speed.md", "testing.md")
GITIGNORE = ".venv/\n__pycache__/\n*.egg-info/\n.ipynb_checkpoints/\n/reports/\n/data/proposals/\n/data/raw/\n"
README = """# {name}

A brief on the relationship between {a} and {b}, rebuilt by one command from `data/`.

```sh
make report   # environment, data check, notebooks, HTML and PDF, into reports/
make site     # a site of all editions
make check    # validate the data package
make lab      # the notebooks in JupyterLab
```

[How to add a fact, a source, a claim, a sentence, an exhibit, a chapter](docs/how-to.md) · [Codebook](docs/codebook.md) ·
[Newer figures](docs/refresh.md). Set GitHub Pages to "GitHub Actions"; push a tag `{slug}/DATE` for a release of an edition.
"""
CITATION = """cff-version: 1.2.0
title: "{name}: the relationship in figures"
message: "Cite the as-of date of the edition that you used."
type: dataset
authors:
  - name: "The editors of this repository"
"""


def repository(folder: Path) -> Path:
    """Put what builds and publishes an edition around ``folder/data``, and return the folder.

    Parameters
    ----------
    folder
        Holds a data package in ``data``, as ``brief start`` makes it.

    Raises
    ------
    InputError
        If the project does not stand in its source tree, or a file of that name is there already.
    """
    if not (PROJECT / "Makefile").is_file():
        raise InputError(f"--repo: found no Makefile in {PROJECT}, expected the source tree of the project")
    pair = read_package(folder / "data").descriptor["pairs"][0]
    edition = open_edition(pair, data=folder / "data")
    a, b = (edition.country(code) for code in edition.pair)
    given = {"name": f"{a}–{b}", "a": a, "b": b, "slug": "-".join(edition.pair)}
    texts = {"README.md": README, "CITATION.cff": CITATION, ".gitignore": GITIGNORE}
    for name in (*FILES, *texts, "src", "notebooks", ".github"):
        if (folder / name).exists():
            raise InputError(f"--repo: found {folder / name}, expected a folder without it")
    for name in WHOLE:
        if (PROJECT / name).is_dir():
            shutil.copytree(PROJECT / name, folder / name, ignore=IGNORED, dirs_exist_ok=True)
    # There the package is the project's own: the base map that came with it is named.
    descriptor = read_descriptor(folder / "data") | {"x-basemap": read_descriptor(DEFAULT_DATA)["x-basemap"]}
    text = json.dumps(descriptor, indent=1, ensure_ascii=False) + "\n"
    (folder / "data" / "datapackage.json").write_text(text, encoding="utf-8", newline="\n")
    told = [path for path in (PROJECT / "docs").glob("*.md") if path.name not in UNTOLD]
    for path in [*(PROJECT / name for name in FILES), *told]:
        target = folder / path.relative_to(PROJECT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(path, target)
    for name, changes in CHANGES.items():
        text = (folder / name).read_text(encoding="utf-8")
        for pattern, new in changes:
            text = re.sub(pattern, new, text)
        (folder / name).write_text(text, encoding="utf-8", newline="\n")
    for name, text in texts.items():
        (folder / name).write_text(text.format(**given), encoding="utf-8", newline="\n")
    (folder / "docs" / "changelog.md").write_text("# Changelog\n", encoding="utf-8", newline="\n")
    return folder
