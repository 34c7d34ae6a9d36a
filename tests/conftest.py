"""What the tests share: the project's edition and one real build of it, made once a session."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from helpers import open_edition
from helpers.datapackage.read import DEFAULT_DATA, PROJECT

# How long an example takes says something about the machine only.
settings.register_profile("suite", deadline=None, max_examples=50)
settings.load_profile("suite")

FLAGSHIP = "PAK-KGZ"
BUILT = ("test_build", "test_pages", "test_layout_pdf", "test_browser", "test_language")
LONG = (
    "test_pairs",
    "test_faults",
    "test_batch",
    "test_lab",
    "test_builds",
    "test_start",
    "test_repository",
    "test_run",
)


class _Files(LoadScopeScheduling):
    """A file of tests goes to one worker, and all files of tests of the built editions to the same one.

    So fixtures of a module are made once, and no worker waits for the editions that the other builds.
    """

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return "built" if Path(file).stem in BUILT else file


def pytest_xdist_make_scheduler(config, log):
    config.option.loadscopereorder = False
    return _Files(config, log)


def pytest_collection_modifyitems(items):
    """What takes longest goes first, so that the workers end together."""
    order = {name: place for place, name in enumerate((*BUILT, *LONG))}
    items.sort(key=lambda item: order.get(item.path.stem, len(order)))


@pytest.fixture(scope="session")
def edition():
    """The flagship edition at the data's cut-off."""
    return open_edition(FLAGSHIP)


@pytest.fixture
def package(tmp_path):
    """A copy of the project's data package that a test may damage."""
    folder = tmp_path / "data"
    shutil.copytree(DEFAULT_DATA, folder)
    return folder


def brief(*arguments, **options):
    """Run the command line as a user does, without network; returns the finished process."""
    command = [sys.executable, "-m", "helpers.cli", *map(str, arguments)]
    paths = os.pathsep.join(str(PROJECT / folder) for folder in ("tests/offline", "src"))
    offline = {**os.environ, "PYTHONPATH": paths}
    return subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, timeout=600, env=offline, **options)


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Path:
    """A folder with the flagship edition and the one of 2021-12-15, built once for all workers."""
    base = tmp_path_factory.getbasetemp()
    # The workers of one run share a folder above their own; without workers there is nobody to share with.
    root = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "built"
    with FileLock(f"{root}.lock"):
        if not (root / "done").exists():
            for arguments in ([FLAGSHIP], [FLAGSHIP, "--as-of", "2021-12-15"]):
                result = brief("build", *arguments, "--out", root)
                assert result.returncode == 0, result.stderr
            (root / "done").touch()
    return root / FLAGSHIP
