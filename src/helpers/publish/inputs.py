"""What an edition was made from, by content: hashes of tables, notebooks, helpers, parameters and versions.

The manifest records them. A chapter is run again only if something that it reads has another hash, never because of a
time stamp; what has not changed is taken from the edition that stands. Light to import: nothing here loads a library.
"""

import hashlib
import json
import logging
import platform
import re
from collections.abc import Iterable
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from helpers.faults import InputError
from helpers.files import read_regular
from helpers.manifest import MANIFEST, RECORD, read_manifest

HELPERS = Path(__file__).resolve().parents[1]
NOTEBOOKS = HELPERS.parents[1] / "notebooks"
SUMMARY = "00_summary"
PROFILE = "07_profile"  # the one notebook of a profile; a brief has all others
_IMPORT = re.compile(r"^\s*import (helpers[\w.]*)", re.MULTILINE)
_FROM = re.compile(r"^\s*from (helpers[\w.]*) import (\([^)]*\)|.*)", re.MULTILINE)
PACKAGES = ("pandas", "matplotlib", "nbconvert", "papermill", "typst", "networkx", "scipy")


def digest(path: Path) -> str:
    """SHA-256 of a file; empty if there is none, or something else stands there."""
    try:
        return hashlib.sha256(read_regular(path)).hexdigest()
    except (FileNotFoundError, NotADirectoryError, InputError):
        return ""


def versions() -> dict[str, str]:
    """Versions of Python and of the packages that the output depends on."""
    return {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}}


def place(name: str, data: Path) -> Path:
    """The file that a recorded name such as ``data/trade.csv`` or ``helpers/periods.py`` stands for."""
    floor, _, rest = name.partition("/")
    return {"data": data, "helpers": HELPERS, "notebooks": NOTEBOOKS}[floor] / rest


def chapter_names(profile: bool = False) -> list[str]:
    """The notebooks of a brief in order, ``NN_name``, found by their names; the summary is ``00_summary``.

    With ``profile`` that of an edition about a pair of which nothing was researched (:mod:`helpers.datapackage.depth`).
    """
    found = sorted(path.stem for path in NOTEBOOKS.glob("[0-9][0-9]_*.ipynb"))
    return [name for name in found if (name == PROFILE) == profile]


def imported(chapter: str) -> list[str]:
    """Names of what a notebook is made by: modules that it imports, folders and words of the chapters that it opens."""
    node = json.loads((NOTEBOOKS / f"{chapter}.ipynb").read_text(encoding="utf-8"))
    cells = ["".join(cell["source"]) for cell in node["cells"] if cell["cell_type"] == "code"]
    opened = {name for cell in cells for name in re.findall(r"open_chapter\(\s*[\"']([a-z_]+)", cell)}
    found: set[Path] = set()
    waiting = [path for cell in cells for path in _imports(cell)]
    waiting += [path for name in opened for path in (HELPERS / "chapters" / name).rglob("*.py")]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += _read_imports(path)
    words = [path for name in (*opened, "report", "summary") for path in (HELPERS / "words").glob(f"*/{name}*.ftl")]
    templates = [path for path in (HELPERS / "show" / "templates").glob("*") if path.is_file()]
    found |= {*(HELPERS / "fonts").glob("*.ttf"), *HELPERS.glob("*.csv"), *words, *templates}
    return sorted(f"helpers/{path.relative_to(HELPERS).as_posix()}" for path in found)


@cache
def _read_imports(path: Path) -> list[Path]:
    return _imports(path.read_text(encoding="utf-8"))


def _imports(source: str) -> list[Path]:
    names = set(_IMPORT.findall(source))
    for module, members in _FROM.findall(source):
        names |= {module, *(f"{module}.{member}" for member in re.findall(r"\w+", members))}
    parts = [name.split(".")[1:] for name in sorted(names)]
    paths = [HELPERS.joinpath(*steps[:-1], f"{steps[-1]}.py") if steps else HELPERS / "__init__.py" for steps in parts]
    packages = [HELPERS.joinpath(*steps[:depth], "__init__.py") for steps in parts for depth in range(len(steps) + 1)]
    return [path for path in {*paths, *packages} if path.is_file()]


def publication() -> list[str]:
    """Names of what turns executed notebooks into publications: exporters, templates, faces."""
    files = [path for path in (HELPERS / "publish").rglob("*") if path.is_file() and path.suffix not in (".pyc", "")]
    files += [path for path in (HELPERS / "show").rglob("*") if path.is_file() and path.suffix not in (".pyc", "")]
    files += [HELPERS / "sources.py", *(HELPERS / "fonts").glob("*.ttf"), *(HELPERS / "words").rglob("*.ftl")]
    return sorted(f"helpers/{path.relative_to(HELPERS).as_posix()}" for path in files)


def recorded(folder: Path) -> dict[str, Any]:
    """The manifest of the edition that stands in a folder; empty if there is none that can be relied on.

    What stands there and is no manifest, or is damaged, is told; the edition is then made anew.
    """
    path = folder / MANIFEST
    if not path.exists() and not path.is_symlink():
        return {}
    try:
        return read_manifest(path, RECORD)
    except InputError as error:
        logging.getLogger("brief").warning("%s; the edition is made anew", error)
        return {}


def changed(manifest: dict[str, Any], names: Iterable[str], data: Path) -> list[str]:
    """Which of the recorded names have another content now."""
    return [name for name in names if digest(place(name, data)) != manifest["inputs"].get(name)]


def reasons(manifest: dict[str, Any], chapter: str, parameters: dict[str, Any], data: Path, folder: Path) -> list[str]:
    """Why a chapter must be run again; empty if what stands is what it would give."""
    record = manifest.get("made", {}).get(chapter)
    if record is None:
        return ["no edition stands"]
    found = [f"{name} changed" for name in changed(manifest, record["reads"], data)]
    for name in sorted({*parameters, *record["parameters"]}):
        old, new = record["parameters"].get(name), parameters.get(name)
        if old != new:
            found.append(f"parameter {name}: {old!r} to {new!r}")
    now = versions()
    found += [f"{name} {old} to {now.get(name)}" for name, old in manifest["versions"].items() if now.get(name) != old]
    name = f"notebooks/{chapter}.ipynb"
    if not found and digest(folder / name) != manifest["outputs"].get(name):
        found.append("its executed notebook is missing or was edited")
    return found


def damaged(manifest: dict[str, Any], folder: Path) -> list[str]:
    """Outputs that are missing or were edited after the edition was built."""
    return [name for name, known in manifest["outputs"].items() if digest(folder / name) != known]
