"""Building an edition: notebooks run side by side, publications made aside, everything moved into place whole.

Until the last step nothing under ``reports/`` changes; a failed build leaves the previous edition as it was.
"""

from __future__ import annotations

import json
import logging
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from dataclasses import replace as replace_fields
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.datapackage.depth import is_profile
from helpers.datapackage.read import (
    DEFAULT_DATA,
    PROJECT,
    Fault,
    InputError,
    Package,
    PackageError,
    read_descriptor,
    read_package,
)
from helpers.manifest import read_manifest
from helpers.parameters import unknown
from helpers.publish.inputs import (
    NOTEBOOKS,
    SUMMARY,
    changed,
    chapter_names,
    damaged,
    digest,
    publication,
    reasons,
    recorded,
)
from helpers.publish.place import naming, replace, workplace

if TYPE_CHECKING:
    import nbformat

    from helpers.edition import Edition
    from helpers.faults import Fault

FORMATS = ("html", "pdf")
OFFERED = (*FORMATS, "docx")
CHECK = "check"
ENGINES = ("fork", "kernel")
HERE = "here"  # of a process that was forked for this one edition
# Forking after libraries were loaded is not safe on macOS, and Windows has no fork: there each notebook has a kernel.
ENGINE = "fork" if sys.platform.startswith("linux") else "kernel"


@dataclass(frozen=True)
class Request:
    """What to build.

    Pair slug, ISO date, vintage, data folder, output folder, formats, notebooks at a time, engine (one of
    :data:`ENGINES` or :data:`HERE`), parameters of chapters other than the defaults, and the manifest of the edition before this one.
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

    known = {chapter: chapter_parameters(NOTEBOOKS / f"{chapter}.ipynb") for chapter in chapter_names()}
    own = sorted(
        {name for names in known.values() for name in names}
        - {"pair", "as_of", "vintage", "data", "previous", "statements"}
    )
    chosen: dict[str, dict[str, Any]] = {}
    for name, text in settings.items():
        if name not in own:
            raise InputError(f"--set: found {name!r}, expected {unknown(name, own)}")
        try:
            value = json.loads(text)
        except json.JSONDecodeError:
            value = text
        for chapter in known:
            if name in known[chapter]:
                chosen.setdefault(chapter, {})[name] = value
    return chosen


def _previous(request: Request) -> Path | None:
    """The manifest of the latest earlier edition of the pair in the same folder that is one."""
    # A folder that begins with a point is a build under way or killed, not an edition.
    known = request.target.parent.glob("[0-9]*/manifest.json")
    for path in sorted((path for path in known if path.parent.name < request.as_of), reverse=True):
        try:
            read_manifest(path)
        except InputError as error:
            logging.getLogger("brief").warning("%s; it is not compared with", error)
        else:
            return path
    return None


def parameters(chapter: str, request: Request) -> dict[str, Any]:
    """The parameters of a chapter as the manifest records them: without folders, which differ between machines."""
    known = _parameter_names(chapter)
    common = {"pair": request.pair, "as_of": request.as_of, "vintage": request.vintage}
    common = {name: value for name, value in common.items() if name in known}
    if chapter == SUMMARY and request.previous:
        common["previous"] = f"{request.previous.parent.name} {digest(request.previous)}"
    return {**common, **request.parameters.get(chapter, {})}


@cache
def _parameter_names(chapter: str) -> frozenset[str]:
    from helpers.publish.run import chapter_parameters

    return frozenset(chapter_parameters(NOTEBOOKS / f"{chapter}.ipynb"))


def run_chapter(chapter: str, request: Request, statements: Path | None = None) -> nbformat.NotebookNode:
    """Execute one chapter with the parameters of the request.

    ``statements`` is what the other chapters found, for the summary (see :func:`helpers.publish.content.statements`).
    """
    import nbformat

    from helpers.publish.content import cited, payloads
    from helpers.publish.run import check_parameters, execute

    path = NOTEBOOKS / f"{chapter}.ipynb"
    own = request.data.resolve() == DEFAULT_DATA.resolve()
    given = parameters(chapter, request)
    if "data" in _parameter_names(chapter):
        given["data"] = "" if own else str(request.data.resolve())
    if "previous" in given:
        given["previous"] = str(request.previous.resolve())
    if statements:
        given["statements"] = str(statements)
    check_parameters(path, given)
    node = execute(path, given, request.engine)
    node.cells = [cell for cell in node.cells if "injected-parameters" not in cell.metadata.get("tags", [])]
    # The register is in the package: what stands keeps the entries that it cites.
    numbers = cited([node])
    for payload in payloads(node, "sources"):
        payload["entries"] = [entry for entry in payload["entries"] if entry["number"] in numbers]
    # As it is read back when the next edition reuses it, keys in the order of the file: the same bytes either way.
    return nbformat.from_dict(json.loads(json.dumps(node, sort_keys=True)))


def in_parallel(tasks: dict[str, Callable[[], Any]], request: Request) -> Iterator[tuple[str, Any]]:
    """Run tasks ``jobs`` at a time, each in a process of its own, and yield name and result; the first failure ends all."""
    names = list(tasks)
    if request.engine == HERE:
        yield from ((name, task()) for name, task in tasks.items())
    elif request.engine == "fork":
        from helpers.publish.children import GRACE, ChildDied, forked
        from helpers.publish.run import CELL_SECONDS, NotebookFailed

        warm = partial(_warm, request.data)
        try:
            with closing(forked(list(tasks.values()), request.jobs, CELL_SECONDS + GRACE, warm)) as ended:
                for place, result in ended:
                    yield names[place], result
        except ChildDied as error:
            raise NotebookFailed(f"{names[error.place]}: {error}") from None
    else:
        from joblib import Parallel, delayed

        found = Parallel(n_jobs=request.jobs, return_as="generator")(delayed(task)() for task in tasks.values())
        yield from zip(names, found, strict=True)


def _warm(data: Path) -> None:
    from helpers.publish.engine import warm

    warm()
    read_package(data)


def write(request: Request, executed: dict[str, nbformat.NotebookNode], warnings: list[Fault], folder: Path) -> None:
    """Write the publications, executed notebooks, CSV twins and manifest of an edition into a folder.

    ``warnings`` are those of the check of its package.
    """
    import nbformat

    from helpers.edition import open_edition
    from helpers.publish.content import EXHIBITS, ledger, numbered, payloads, renumber, told
    from helpers.publish.ledger import notes, rows_read, shown_rows
    from helpers.publish.record import manifest
    from helpers.publish.spelling import spelt

    for name in ("chapters", "notebooks", "data"):
        (folder / name).mkdir()
    opened = open_edition(request.pair, request.as_of, request.vintage, request.data)
    short, odd = abbreviations(opened.package), [*warnings, *unbound(request, executed)]
    # A profile opens few tables, and the others tell nothing of it.
    tables = {table for node in executed.values() for one in payloads(node, "sources") for table in one["tables"]}
    read = rows_read(opened, shown_rows(executed), tables if is_profile(request.data, request.pair) else None)
    numbers = numbered(executed)
    ledger(executed, numbers)
    shown, silent = told(numbers)
    shown = spelt(shown, short)
    beside = {"abbreviations": short, "silent": silent, "notes": notes(read, odd, opened)}
    printing = {"options": options(request), **beside}
    # Every form numbers its exhibits as they stand on paper.
    planning = {"pages": partial(_made, "typeset", "planned", (list(shown.values()),), printing)}
    ((_, (steps, order)),) = in_parallel(planning, request)
    for chapters in (numbers, shown):
        renumber(chapters, order)
    made = {
        "html": ("page", "pages", (shown,), beside),
        "pdf": ("typeset", "typeset", (list(shown.values()),), {"steps": steps, **printing}),
        "docx": ("docx", "summary_document", (list(shown.values()),), {}),
    }
    printed = dict(in_parallel({name: partial(_made, *made[name]) for name in request.formats}, request))
    for chapter, node in executed.items():
        nbformat.write(node, folder / "notebooks" / f"{chapter}.ipynb")
        for payload in payloads(numbers[chapter]):
            if payload["type"] in EXHIBITS and payload["file"]:
                _text(folder / "data" / payload["file"], payload["csv"])
    for chapter, page in printed.get("html", {}).items():
        if chapter:
            _text(folder / "chapters" / f"{chapter}.html", _outward(page, f"../{request.stem}.html"))
        else:
            _text(folder / f"{request.stem}.html", page)
    for suffix in printed.keys() - {"html"}:
        (folder / f"{request.stem}.{suffix}").write_bytes(printed[suffix])
    given = {name: parameters(name, request) for name in numbers}
    record = manifest(request, numbers, given, folder, read, odd)
    _text(folder / "manifest.json", json.dumps(record, indent=1, ensure_ascii=False) + "\n")


def _made(module: str, function: str, given: tuple, named: dict[str, Any]) -> Any:
    """A publication; its libraries are loaded in the process that makes it."""
    return getattr(import_module(f"helpers.publish.{module}"), function)(*given, **named)


def unbound(request: Request, executed: dict[str, nbformat.NotebookNode]) -> list[Fault]:
    """Claims that are bound to findings that are not stated."""
    from helpers.publish.binding import signed_off
    from helpers.publish.content import findings

    package = read_package(request.data)
    if request.parameters or (request.as_of, request.vintage) != (package.cutoff, "as-of"):
        return []
    return signed_off(package, request.pair, findings(executed))


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
    """Let references to what stands in other chapters lead into the whole page."""
    here = set(re.findall(r' id="([^"]+)"', page))
    return re.sub(
        r'href="#([a-z_]+\.[a-z0-9-]+)"', lambda hit: hit[0] if hit[1] in here else f'href="{whole}#{hit[1]}"', page
    )


def _text(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="\n")


def chapters_of(request: Request) -> list[str]:
    """The notebooks of an edition: those of a brief, or of a profile (:func:`helpers.datapackage.depth.is_profile`)."""
    return chapter_names(is_profile(request.data, request.pair))


def plan(request: Request) -> dict[str, list[str]]:
    """Why each chapter, and ``publications``, must be made again; no reason: it stands as it would be made."""
    old, chapters = recorded(request.target), chapters_of(request)
    why = {
        chapter: reasons(old, chapter, parameters(chapter, request), request.data, request.target)
        for chapter in chapters
    }
    if SUMMARY in why and any(why[chapter] for chapter in why if chapter != SUMMARY):
        why[SUMMARY] = why[SUMMARY] or ["a chapter runs again"]
    rest = [f"{chapter} runs again" for chapter in chapters if why[chapter]]
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
    why = {name: ["asked for"] for name in (*chapters_of(request), "publications")} if fresh else plan(request)
    if not any(why.values()):
        return request.target
    folder = workplace(request.target)
    try:
        with naming(request.target.parent):
            executed, warnings = _executed(request, [chapter for chapter in chapters_of(request) if why[chapter]])
            write(request, executed, warnings, folder)
            replace(request.target, folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return request.target


def _executed(request: Request, chapters: list[str]) -> tuple[dict[str, nbformat.NotebookNode], list[Fault]]:
    """All chapters, and the warnings of the package, which is checked beside them.

    Those named are run, the others taken from what stands. The summary runs last, from what the others found.
    """
    import nbformat
    from tqdm import tqdm

    stands, names = request.target / "notebooks", chapters_of(request)
    # First those whose parameters were chosen, so that a wrong one is told soon; then the longest, so that all end together.
    size = {name: (NOTEBOOKS / f"{name}.ipynb").stat().st_size for name in chapters}
    rest = sorted(set(chapters) - {SUMMARY}, key=lambda name: (name not in request.parameters, -size[name], name))
    with tqdm(total=len(chapters) + 1, disable=not sys.stderr.isatty(), unit="step", leave=False) as bar:
        results = _run(request, {name: partial(run_chapter, name, request) for name in rest}, bar)
        for name in names:
            if name not in results and name not in chapters:
                results[name] = nbformat.read(stands / f"{name}.ipynb", as_version=4)
        if SUMMARY in chapters:
            from helpers.publish.content import statements  # loaded by now, beside the check

            with tempfile.TemporaryDirectory(prefix="brief-") as folder:
                found = Path(folder) / "statements.json"
                others = {name: results[name] for name in names if name != SUMMARY}
                stated = {**statements(others), "scenario": bool(request.parameters)}
                found.write_text(json.dumps(stated), encoding="utf-8")
                results |= _run(request, {SUMMARY: partial(run_chapter, SUMMARY, request, found)}, bar, checked=True)
    return {name: results[name] for name in names}, results[CHECK]


def _run(request: Request, tasks: dict[str, Callable], bar: Any, checked: bool = False) -> dict[str, Any]:
    from helpers.datapackage.check import check, examine
    from helpers.publish.run import NotebookFailed

    results: dict[str, Any] = {}
    tasks = tasks if checked else {CHECK: partial(examine, request.data), **tasks}
    try:
        with closing(in_parallel(tasks, request)) as ended:
            for name, result in ended:
                bar.set_description(name)
                bar.update()
                results[name] = result
                if name == CHECK and (faults := [fault for fault in result if not fault.warning]):
                    raise PackageError(faults)
    except (NotebookFailed, InputError) as error:
        # A cell that fails on faulty data says less than the check does.
        faults = [] if checked or CHECK in results or isinstance(error, PackageError) else check(request.data)
        if faults:
            raise PackageError(faults) from None
        raise
    return results
