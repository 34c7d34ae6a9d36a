"""What the tests share: the project's edition and one real build of it, made once a session."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from helpers import open_edition
from helpers.data import DEFAULT_DATA, PROJECT

FLAGSHIP = "PAK-KGZ"


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
    offline = {**os.environ, "PYTHONPATH": str(PROJECT / "tests" / "offline")}
    return subprocess.run(command, capture_output=True, text=True, cwd=PROJECT, timeout=600, env=offline, **options)


@pytest.fixture(scope="session")
def built(tmp_path_factory) -> Path:
    """A folder with the flagship edition and the one of 2021-12-15, built once for all workers."""
    root = tmp_path_factory.getbasetemp().parent / "built"
    with FileLock(f"{root}.lock"):
        if not (root / "done").exists():
            for arguments in ([FLAGSHIP], [FLAGSHIP, "--as-of", "2021-12-15"]):
                result = brief("build", *arguments, "--out", root)
                assert result.returncode == 0, result.stderr
            (root / "done").touch()
    return root / FLAGSHIP
