"""Building an edition: notebooks run side by side, publications made aside, everything moved into place whole.

Until the last step nothing under ``reports/`` changes; a failed build leaves the previous edition as it was.
"""

from __future__ import annotations

import ctypes
import difflib
import hashlib
import json
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from dataclasses import dataclass, field
from dataclasses import replace as replace_fields
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.datapackage.read import (
    BASEMAP,
    DEFAULT_DATA,
    PROJECT,
    InputError,
    Package,
    PackageError,
    read_descriptor,
    read_package,
)
from helpers.publish.inputs import (
    NOTEBOOKS,
    changed,
    damaged,
    digest,
    imported,
    place,
    publication,
    reasons,
    recorded,
    versions,
)

if TYPE_CHECKING:
    import nbformat

    from helpers.edition import Edition

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
CHECK = "check"
ENGINES = ("fork", "kernel")
# Forking after libraries were loaded is not safe on macOS, and Windows has no fork: there each notebook has a kernel.
ENGINE = "fork" if sys.platform.startswith("linux") else "kernel"


@dataclass(frozen=True)
class Request:
    """What to build.

    Pair slug, ISO date, vintage, data folder, output folder, formats, notebooks at a time, engine (one of
    :data:`ENGINES`), parameters of chapters other than the defaults, and the manifest of the edition before this one.
    """

    pair: str
    as_of: str
    vintage: str = "as-of"
    data: Path = DEFAULT_DATA
    out: Path = PROJECT / "reports"
    formats: tuple[str, ...] = FORMATS
    jobs: int = 2
    engine: str = ENGINE
    parameters: dict[str, dict[str, Any]] = field(default_factory=dict)
    previous: Path | None = None

    @property
    def target(self) -> Path:
        """The folder of the edition."""
        return self.out / self.pair / self.as_of

    @property
    def stem(self) -> str:
        """File name of the edition's publications, without suffix."""
        return f"{self.pair}_{self.as_of}"


def request(
    pair: str = "",
    as_of: str = "",
    vintage: str = "as-of",
    data: Path | None = None,
    out: Path | None = None,
    formats: tuple[str, ...] = FORMATS,
    jobs: int = 2,
    engine: str | None = None,
    settings: dict[str, str] | None = None,
) -> Request:
    """A request from what a user gives, with the package's first pair and its cut-off where nothing is given.

    ``settings`` are parameters of notebooks: JSON, or text that is not JSON.

    Raises
    ------
    InputError, PackageError
        If pair, date, a parameter or the package cannot be used.
    """
    data, out = data or DEFAULT_DATA, out or PROJECT / "reports"
    descriptor = read_descriptor(data)
    pair, as_of = pair or next(iter(descriptor["pairs"]), ""), as_of or descriptor["cutoff"]
    chosen = _chosen(settings or {})
    engine = engine or ENGINE
    made = Request(pair, as_of, vintage, data, out, formats, jobs, engine, chosen)
    # What was built once under this very name need not be looked up again.
    known = (
        recorded(made.target) if re.fullmatch(r"[A-Z]{3}-[A-Z]{3}", pair) and as_of.replace("-", "").isdigit() else {}
    )
    if (known.get("pair"), known.get("as_of")) != (pair, as_of):
        edition = _opened(pair, as_of, vintage, data)
        made = replace_fields(made, pair=edition.slug, as_of=edition.as_of.isoformat())
    return replace_fields(made, previous=_previous(made))


def _opened(pair: str, as_of: str, vintage: str, data: Path) -> Edition:
    from helpers.datapackage.check import check
    from helpers.edition import open_edition

    try:
        return open_edition(pair, as_of, vintage, data)
    except Exception:
        faults = check(data)
        if faults:
            raise PackageError(faults) from None
        raise


def _chosen(settings: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Parameters by chapter: each goes to the chapters whose notebook has it."""
    if not settings:
        return {}
    from helpers.publish.run import chapter_parameters

    known = {chapter: chapter_parameters(NOTEBOOKS / f"{chapter}.ipynb") for chapter in CHAPTERS}
    own = sorted(
        {name for names in known.values() for name in names} - {"pair", "as_of", "vintage", "data", "previous"}
    )
    chosen: dict[str, dict[str, Any]] = {}
    for name, text in settings.items():
        if name not in own:
            near = difflib.get_close_matches(name, own, n=1)
            expected = repr(near[0]) if near else f"one of {', '.join(own)}"
            raise InputError(f"--set: found {name!r}, expected {expected}")
        try:
            value = json.loads(text)
        except json.JSONDecodeError:
            value = text
        for chapter in CHAPTERS:
            if name in known[chapter]:
                chosen.setdefault(chapter, {})[name] = value
    return chosen


def _previous(request: Request) -> Path | None:
    """The manifest of the latest earlier edition of the pair in the same folder."""
    # A folder that begins with a point is a build under way or killed, not an edition.
    known = request.target.parent.glob("[0-9]*/manifest.json")
    earlier = [path for path in known if path.parent.name < request.as_of]
    return max(earlier, default=None)


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
        with _turn(request.target):
            _recover(request.target)
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


def parameters(chapter: str, request: Request) -> dict[str, Any]:
    """The parameters of a chapter as the manifest records them: without folders, which differ between machines."""
    common = {"pair": request.pair, "as_of": request.as_of, "vintage": request.vintage}
    if chapter == CHAPTERS[0] and request.previous:
        common["previous"] = f"{request.previous.parent.name} {digest(request.previous)}"
    return {**common, **request.parameters.get(chapter, {})}


def run_chapter(chapter: str, request: Request) -> nbformat.NotebookNode:
    """Execute one chapter with the parameters of the request."""
    import nbformat

    from helpers.publish.run import check_parameters, execute

    path = NOTEBOOKS / f"{chapter}.ipynb"
    own = request.data.resolve() == DEFAULT_DATA.resolve()
    given = {**parameters(chapter, request), "data": "" if own else str(request.data.resolve())}
    if "previous" in given:
        given["previous"] = str(request.previous.resolve())
    check_parameters(path, given)
    node = execute(path, given, request.engine)
    node.cells = [cell for cell in node.cells if "injected-parameters" not in cell.metadata.get("tags", [])]
    # As it will be read back when the next edition reuses it, so that both give the same bytes.
    return nbformat.reads(nbformat.writes(node), as_version=4)


def in_parallel(tasks: dict[str, Callable[[], Any]], request: Request) -> Iterator[tuple[str, Any]]:
    """Run tasks ``jobs`` at a time, each in a process of its own, and yield name and result; the first failure ends all."""
    names = list(tasks)
    if request.engine == "fork":
        from helpers.publish.children import GRACE, ChildDied, forked
        from helpers.publish.run import CELL_SECONDS, NotebookFailed

        try:
            with closing(forked(list(tasks.values()), request.jobs, CELL_SECONDS + GRACE, _warm)) as ended:
                for place, result in ended:
                    yield names[place], result
        except ChildDied as error:
            raise NotebookFailed(f"{names[error.place]}: {error}") from None
    else:
        from joblib import Parallel, delayed

        found = Parallel(n_jobs=request.jobs, return_as="generator")(delayed(task)() for task in tasks.values())
        yield from zip(names, found, strict=True)


def _warm() -> None:
    from helpers.publish.engine import warm

    warm()


def manifest(request: Request, executed: dict[str, nbformat.NotebookNode], folder: Path) -> dict[str, Any]:
    """Every finding and exhibit of the edition, the hashes of what it was made from, and of what was made."""
    from helpers.publish.export import payloads

    findings, exhibits, judgements, made = {}, [], [], {}
    for chapter, node in executed.items():
        for payload in payloads(node):
            for finding in payload.get("findings", []):
                findings.setdefault(finding["id"], {"chapter": chapter, **finding})
            if payload["type"] == "judgements":
                judgements += payload["judgements"]
            if payload["type"] in ("figure", "table"):
                keep = ("number", "name", "label", "title", "source_ids", "confidence", "file")
                exhibits.append({"chapter": chapter, **{key: payload[key] for key in keep}})
        tables = sorted({table for payload in payloads(node, "sources") for table in payload["tables"]})
        descriptor = read_descriptor(request.data)
        paths = {resource["name"]: resource["path"] for resource in descriptor["resources"]}
        if "x-basemap" in descriptor:
            paths[BASEMAP] = descriptor["x-basemap"]
        reads = [f"data/{paths[table]}" for table in tables if table in paths]
        made[chapter] = {
            "parameters": parameters(chapter, request),
            "reads": [f"notebooks/{chapter}.ipynb", "data/datapackage.json", *reads, *imported(chapter)],
        }
    names = {name for record in made.values() for name in record["reads"]} | set(publication())
    names |= {f"data/{path.name}" for path in request.data.glob("*.csv")}
    edition = payloads(next(iter(executed.values())), "edition")[0]
    outputs = {path.relative_to(folder).as_posix(): digest(path) for path in folder.rglob("*") if path.is_file()}
    return {
        "pair": request.pair,
        "pair_name": f"{edition['a']['name']}–{edition['b']['name']}",
        "as_of": request.as_of,
        "vintage": request.vintage,
        "formats": list(request.formats),
        "findings": [findings[key] for key in sorted(findings)],
        "judgements": judgements,
        "exhibits": exhibits,
        "made": made,
        "inputs": {name: digest(place(name, request.data)) for name in sorted(names)},
        "versions": versions(),
        "outputs": {name: outputs[name] for name in sorted(outputs)},
    }


def write(request: Request, executed: dict[str, nbformat.NotebookNode], folder: Path) -> None:
    """Write the publications, executed notebooks, CSV twins and manifest of an edition into a folder."""
    import nbformat

    from helpers.publish.export import pages, payloads, typeset

    for name in ("chapters", "notebooks", "data"):
        (folder / name).mkdir()
    short = abbreviations(read_package(request.data))
    made = {
        "html": partial(pages, executed, short),
        "pdf": partial(typeset, list(executed.values()), options=options(request), abbreviations=short),
    }
    printed = dict(in_parallel({name: made[name] for name in request.formats}, request))
    for chapter, node in executed.items():
        nbformat.write(node, folder / "notebooks" / f"{chapter}.ipynb")
        for payload in payloads(node):
            if payload["type"] in ("figure", "table"):
                _text(folder / "data" / payload["file"], payload["csv"])
    for chapter, page in printed.get("html", {}).items():
        if chapter:
            _text(folder / "chapters" / f"{chapter}.html", _outward(page, f"../{request.stem}.html"))
        else:
            _text(folder / f"{request.stem}.html", page)
    if "pdf" in printed:
        (folder / f"{request.stem}.pdf").write_bytes(printed["pdf"])
    record = manifest(request, executed, folder)
    _text(folder / "manifest.json", json.dumps(record, indent=1, ensure_ascii=False) + "\n")


def abbreviations(package: Package) -> dict[str, str]:
    """Abbreviations of the package and what they stand for: bodies and what else the table names."""
    bodies, others = package.tables["organisations"], package.tables["abbreviations"]
    return {
        **dict(zip(bodies["org_id"], bodies["name"], strict=True)),
        **dict(zip(others["abbreviation"], others["meaning"], strict=True)),
    }


def options(request: Request) -> str:
    """The options of the command that set parameters other than the defaults."""
    given = {name: value for values in request.parameters.values() for name, value in values.items()}
    return "".join(f" --set {name}={json.dumps(value)}" for name, value in sorted(given.items()))


def _outward(page: str, whole: str) -> str:
    """Let references to exhibits of other chapters lead into the whole page."""
    here = set(re.findall(r' id="(exhibit-[^"]+)"', page))
    return re.sub(
        r'href="#(exhibit-[^"]+)"', lambda hit: hit[0] if hit[1] in here else f'href="{whole}#{hit[1]}"', page
    )


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def replace(target: Path, folder: Path) -> None:
    """Put a finished folder in the place of the target; at every moment one of the two stands there, whole."""
    folder.chmod(0o755)
    with _turn(target):
        _swap(target, folder)


def _turn(target: Path) -> AbstractContextManager:
    """The right to put an edition in place: one build after the other."""
    from filelock import FileLock

    name = hashlib.sha256(str(target.resolve()).encode()).hexdigest()[:16]
    return FileLock(Path(tempfile.gettempdir()) / f"brief-{name}.lock")


def _swap(target: Path, folder: Path) -> None:
    if not target.exists():
        folder.replace(target)
    elif _exchange(target, folder):
        shutil.rmtree(folder, ignore_errors=True)
    else:
        old = Path(tempfile.mkdtemp(prefix=f".{target.name}.old-", dir=target.parent))
        target.replace(old / "edition")
        try:
            folder.replace(target)
        finally:
            _recover(target)


def _exchange(first: Path, second: Path) -> bool:
    """Let two folders change places in one step; False where the system cannot."""
    try:
        swap = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    here, exchange = -100, 2
    return swap(here, os.fsencode(first), here, os.fsencode(second), exchange) == 0


def _recover(target: Path) -> None:
    """Put back the edition that a build took away and was killed before it put its own there."""
    for left in target.parent.glob(f".{target.name}.old-*"):
        if not target.exists() and (left / "edition").is_dir():
            (left / "edition").replace(target)
        shutil.rmtree(left, ignore_errors=True)


def plan(request: Request) -> dict[str, list[str]]:
    """Why each chapter, and ``publications``, must be made again; no reason: it stands as it would be made."""
    old = recorded(request.target)
    why = {
        chapter: reasons(old, chapter, parameters(chapter, request), request.data, request.target)
        for chapter in CHAPTERS
    }
    rest = [f"{chapter} runs again" for chapter in CHAPTERS if why[chapter]]
    if old and not rest:
        rest = [f"{name} changed" for name in changed(old, publication(), request.data)]
        rest += [f"{name} is missing or was edited" for name in damaged(old, request.target)]
        rest += [] if old["formats"] == list(request.formats) else [f"formats: {', '.join(request.formats)}"]
        names = [name for name in old["inputs"] if name.startswith("data/")]
        rest += [f"{name} changed, no chapter reads it" for name in changed(old, names, request.data)]
    return {**why, "publications": rest}


def build(request: Request, fresh: bool = False) -> Path:
    """Build an edition and return its folder.

    Chapters that would come out as they stand are not run (see :mod:`helpers.publish.inputs`); if nothing would change,
    nothing is done. With ``fresh`` everything is made anew.

    Raises
    ------
    InputError
        If the request or the data cannot be used.
    NotebookFailed, ExportFailed
        If a cell failed or a publication could not be made; the previous edition stays.
    """
    why = {name: ["asked for"] for name in (*CHAPTERS, "publications")} if fresh else plan(request)
    if not any(why.values()):
        return request.target
    folder = workplace(request)
    try:
        executed = _executed(request, [chapter for chapter in CHAPTERS if why[chapter]])
        write(request, executed, folder)
        replace(request.target, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return request.target


def _executed(request: Request, chapters: list[str]) -> dict[str, nbformat.NotebookNode]:
    """All chapters: those named are run, with a check of the package beside them, the others taken from what stands."""
    import nbformat
    from tqdm import tqdm

    from helpers.datapackage.check import check
    from helpers.publish.run import NotebookFailed

    # Chapters with a setting first: that is where a fault of the request shows.
    chapters = sorted(chapters, key=lambda chapter: chapter not in request.parameters)
    tasks = {CHECK: partial(check, request.data), **{name: partial(run_chapter, name, request) for name in chapters}}
    results: dict[str, Any] = {}
    try:
        with (
            tqdm(total=len(tasks), disable=not sys.stderr.isatty(), unit="step", leave=False) as bar,
            closing(in_parallel(tasks, request)) as ended,
        ):
            for name, result in ended:
                bar.set_description(name)
                bar.update()
                results[name] = result
                if results.get(CHECK):
                    raise PackageError(results[CHECK])
    except (NotebookFailed, InputError) as error:
        # A cell that fails on faulty data says less than the check does.
        faults = [] if CHECK in results or isinstance(error, PackageError) else check(request.data)
        if faults:
            raise PackageError(faults) from None
        raise
    stands = request.target / "notebooks"
    return {
        name: results[name] if name in results else nbformat.read(stands / f"{name}.ipynb", as_version=4)
        for name in CHAPTERS
    }
