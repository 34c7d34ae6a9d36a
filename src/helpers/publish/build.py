"""Building an edition: notebooks run side by side, publications made aside, everything moved into place whole.

Until the last step nothing under ``reports/`` changes; a failed build leaves the previous edition as it was.
"""

import hashlib
import json
import os
import platform
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import nbformat

from helpers.data import DEFAULT_DATA, PROJECT, InputError
from helpers.publish.run import NOTEBOOKS, check_parameters, execute

CHAPTERS = (
    "00_summary",
    "01_timeline",
    "02_trade_gap",
    "03_institutions",
    "04_connectivity",
    "05_people_security",
    "06_claims",
)
FORMATS = ("html", "pdf")
PACKAGES = ("pandas", "matplotlib", "nbconvert", "papermill", "typst", "networkx", "scipy")


@dataclass(frozen=True)
class Request:
    """What to build: pair slug, ISO date, vintage, data folder, output folder, formats, notebooks at a time."""

    pair: str
    as_of: str
    vintage: str = "as-of"
    data: Path = DEFAULT_DATA
    out: Path = PROJECT / "reports"
    formats: tuple[str, ...] = FORMATS
    jobs: int = 2

    @property
    def target(self) -> Path:
        """The folder of the edition."""
        return self.out / self.pair / self.as_of

    @property
    def stem(self) -> str:
        """File name of the edition's publications, without suffix."""
        return f"{self.pair}_{self.as_of}"


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def workplace(request: Request) -> Path:
    """Make a folder beside the target to build in, on the same file system; remove those of builds that were killed.

    Raises
    ------
    InputError
        If nothing can be written there.
    """
    parent = request.target.parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        for left in parent.glob(f".{request.as_of}.building-*"):
            if not _alive(int(left.name.rsplit("-", 2)[1])):
                shutil.rmtree(left, ignore_errors=True)
        return Path(tempfile.mkdtemp(prefix=f".{request.as_of}.building-{os.getpid()}-", dir=parent))
    except OSError as error:
        raise InputError(
            f"output folder: found {parent} ({error.strerror}), expected a folder that can be written"
        ) from None


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def run_chapter(chapter: str, request: Request) -> nbformat.NotebookNode:
    """Execute one chapter with the parameters of the request."""
    path = NOTEBOOKS / f"{chapter}.ipynb"
    parameters = {
        "pair": request.pair,
        "as_of": request.as_of,
        "vintage": request.vintage,
        "data": "" if request.data.resolve() == DEFAULT_DATA.resolve() else str(request.data.resolve()),
    }
    check_parameters(path, parameters)
    node = execute(path, parameters)
    node.cells = [cell for cell in node.cells if "injected-parameters" not in cell.metadata.get("tags", [])]
    return node


def run_chapters(
    request: Request, done: Callable[[str], None], chapters: Iterable[str] = CHAPTERS
) -> dict[str, nbformat.NotebookNode]:
    """Run the chapters ``jobs`` at a time, each in a kernel of its own; the first failure ends the run."""
    from joblib import Parallel, delayed

    chapters = list(chapters)
    results = Parallel(n_jobs=request.jobs, return_as="generator")(
        delayed(run_chapter)(chapter, request) for chapter in chapters
    )
    executed = {}
    for chapter, node in zip(chapters, results, strict=True):
        executed[chapter] = node
        done(chapter)
    return executed


def manifest(request: Request, executed: dict[str, nbformat.NotebookNode]) -> dict[str, Any]:
    """Every finding and exhibit of the edition, with the hashes of what it was made from."""
    from helpers.publish.export import payloads

    findings, exhibits, judgements = {}, [], []
    for chapter, node in executed.items():
        for payload in payloads(node):
            for finding in payload.get("findings", []):
                findings.setdefault(finding["id"], {"chapter": chapter, **finding})
            if payload["type"] == "judgements":
                judgements += payload["judgements"]
            if payload["type"] in ("figure", "table"):
                keep = ("number", "name", "label", "title", "source_ids", "confidence", "file")
                exhibits.append({"chapter": chapter, **{key: payload[key] for key in keep}})
    tables = [*sorted(request.data.glob("*.csv")), request.data / "datapackage.json"]
    edition = payloads(next(iter(executed.values())), "edition")[0]
    return {
        "pair": request.pair,
        "pair_name": f"{edition['a']['name']}–{edition['b']['name']}",
        "as_of": request.as_of,
        "vintage": request.vintage,
        "findings": [findings[key] for key in sorted(findings)],
        "judgements": judgements,
        "exhibits": exhibits,
        "inputs": {
            "data": {path.name: digest(path) for path in tables},
            "notebooks": {f"{chapter}.ipynb": digest(NOTEBOOKS / f"{chapter}.ipynb") for chapter in executed},
        },
        "versions": {"python": platform.python_version(), **{name: version(name) for name in PACKAGES}},
    }


def write(request: Request, executed: dict[str, nbformat.NotebookNode], folder: Path) -> None:
    """Write the publications, executed notebooks, CSV twins and manifest of an edition into a folder."""
    from helpers.publish.export import (
        BriefHTMLExporter,
        characters,
        page,
        payloads,
        title,
        typeset,
        whole_page,
    )

    for name in ("chapters", "notebooks", "data"):
        (folder / name).mkdir()
    for chapter, node in executed.items():
        nbformat.write(node, folder / "notebooks" / f"{chapter}.ipynb")
        for payload in payloads(node):
            if payload["type"] in ("figure", "table"):
                _text(folder / "data" / payload["file"], payload["csv"])
    if "html" in request.formats:
        exporter = BriefHTMLExporter()
        letters = characters(list(executed.values()))
        for chapter, node in executed.items():
            resources = {"brief": page([node], title(node), letters)}
            body = exporter.from_notebook_node(node, resources)[0]
            _text(folder / "chapters" / f"{chapter}.html", _outward(body, f"../{request.stem}.html"))
        _text(folder / f"{request.stem}.html", whole_page(executed))
    if "pdf" in request.formats:
        (folder / f"{request.stem}.pdf").write_bytes(typeset(list(executed.values())))
    record = manifest(request, executed)
    _text(folder / "manifest.json", json.dumps(record, indent=1, ensure_ascii=False) + "\n")


def _outward(page: str, whole: str) -> str:
    """Let references to exhibits of other chapters lead into the whole page."""
    here = set(re.findall(r' id="(exhibit-[^"]+)"', page))
    return re.sub(
        r'href="#(exhibit-[^"]+)"', lambda hit: hit[0] if hit[1] in here else f'href="{whole}#{hit[1]}"', page
    )


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def replace(target: Path, folder: Path) -> None:
    """Put a finished folder in the place of the target; the old one is removed only when the new one stands."""
    from filelock import FileLock

    folder.chmod(0o755)
    name = hashlib.sha256(str(target.resolve()).encode()).hexdigest()[:16]
    with FileLock(Path(tempfile.gettempdir()) / f"brief-{name}.lock"):
        _swap(target, folder)


def _swap(target: Path, folder: Path) -> None:
    old = None
    if target.exists():
        old = Path(tempfile.mkdtemp(prefix=f".{target.name}.old-", dir=target.parent))
        target.replace(old / "edition")
    try:
        folder.replace(target)
    except OSError:
        if old:
            (old / "edition").replace(target)
        raise
    if old:
        shutil.rmtree(old, ignore_errors=True)


def build(request: Request) -> Path:
    """Build an edition and return its folder.

    Raises
    ------
    InputError
        If the request or the data cannot be used.
    NotebookFailed, ExportFailed
        If a cell failed or a publication could not be made; the previous edition stays.
    """
    from tqdm import tqdm

    folder = workplace(request)
    try:
        quiet = not sys.stderr.isatty()
        with tqdm(total=len(CHAPTERS) + 1, disable=quiet, unit="step", leave=False) as bar:

            def done(chapter: str) -> None:
                bar.set_description(chapter)
                bar.update()

            executed = run_chapters(request, done)
            write(request, executed, folder)
            bar.update()
        replace(request.target, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return request.target
