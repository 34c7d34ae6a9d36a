"""Running notebooks: papermill with checked parameters, a time limit per cell and an error that names the cell."""

import json
import os
import tempfile
from pathlib import Path
from typing import Any

import nbformat
from jupyter_client import AsyncKernelManager

from helpers.faults import InputError
from helpers.parameters import misfit, unknown

CELL_SECONDS = 120


class LocalKernelManager(AsyncKernelManager):
    """Kernels on sockets of the file system where there are some: no port to run out of, nothing to overhear."""

    def _transport_default(self) -> str:
        return "ipc" if os.name == "posix" else "tcp"

    def _ip_default(self) -> str:
        if self.transport == "tcp":
            return super()._ip_default()
        self._sockets = tempfile.TemporaryDirectory(prefix="brief-")
        return f"{self._sockets.name}/kernel"


class NotebookFailed(Exception):
    """A cell raised or ran out of time; the message names the notebook, the cell and the error."""


def chapter_parameters(path: Path) -> dict[str, str]:
    """Names of the parameters of a notebook, each with its kind (``float``, ``dict`` …) or ``None`` as text."""
    import papermill

    return {name: one["inferred_type_name"] for name, one in papermill.inspect_notebook(str(path)).items()}


def check_parameters(path: Path, parameters: dict[str, Any]) -> None:
    """Refuse parameters that the notebook does not have, and values of another kind than it declares.

    Raises
    ------
    InputError
        With the nearest name for a misspelt one.
    """
    known = chapter_parameters(path)
    for name, value in parameters.items():
        if name not in known:
            raise InputError(f"{path.name}: found parameter {name!r}, expected {unknown(name, known)}")
        if value is not None and not isinstance(value, (str, int, float, bool, list, dict)):
            expected = "text, a number, a boolean, a list, a table of names and values or null"
            raise InputError(f"{path.name}: found {value!r} for {name}, expected {expected}")
        wrong = misfit(name, value, known[name])
        if wrong:
            raise InputError(f"{path.name}: {wrong}")


def execute(path: Path, parameters: dict[str, Any], engine: str = "kernel") -> nbformat.NotebookNode:
    """Run a notebook and return it with outputs, without times or machine paths.

    ``engine`` is ``kernel``, a kernel of its own, or another of :class:`helpers.publish.build.Request`: in this process,
    which must be a child made for it (:func:`helpers.publish.children.forked`).

    Raises
    ------
    InputError
        If a cell says that its parameters or the data cannot be used.
    NotebookFailed
        If a cell raises anything else, hangs for more than :data:`CELL_SECONDS` or the kernel dies.
    """
    import papermill
    from papermill.exceptions import PapermillExecutionError

    os.environ.setdefault("PYDEVD_DISABLE_FILE_VALIDATION", "1")
    try:
        node = papermill.execute_notebook(
            str(path),
            None,
            parameters=parameters,
            cwd=str(path.parent),
            progress_bar=False,
            log_output=False,
            execution_timeout=CELL_SECONDS,
            kernel_name="python3",
            **_options(engine),
        )
    except PapermillExecutionError as error:
        # Counted from one in the notebook as it is written: without the cell that papermill injects.
        place = error.cell_index + (0 if parameters else 1)
        if error.ename in ("InputError", "PackageError"):
            raise InputError(f"{path.name}: cell {place}: {error.evalue.strip()}") from None
        raise NotebookFailed(f"{path.name}: cell {place}: {error.ename}: {_first(error.evalue)}") from error
    except Exception as error:
        raise NotebookFailed(f"{path.name}: {type(error).__name__}: {_first(str(error))}") from error
    return settled(node)


def _options(engine: str) -> dict[str, Any]:
    if engine != "kernel":
        from helpers.publish.engine import NAME

        return {"engine_name": NAME}
    return {"kernel_manager_class": LocalKernelManager, "shutdown_kernel": "immediate"}


def _first(text: str) -> str:
    return (text.strip().splitlines() or [""])[0]


def settled(node: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook without what differs from run to run: times, durations, paths, kernel messages."""
    node.metadata.pop("papermill", None)
    node.metadata["language_info"] = nbformat.from_dict({"name": "python"})
    for place, cell in enumerate(node.cells):
        cell.metadata.pop("papermill", None)
        cell.metadata.pop("execution", None)
        if "injected-parameters" in cell.metadata.get("tags", []):
            cell["id"] = f"injected-{place}"
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if output.get("name") != "stderr"]
    return node


def read_statements(path: str, edition: Any, data: str = "") -> dict[str, Any]:
    """What the other chapters of an edition stated: from the file that a build wrote, or by running them here.

    Parameters
    ----------
    path
        JSON of :func:`helpers.publish.content.statements`; empty: every other notebook is run, with its defaults.
    edition
        The edition that the summary opened.
    data
        Folder of its data package; empty: the project's own.
    """
    from joblib import Parallel, delayed

    from helpers.publish.content import statements
    from helpers.publish.inputs import NOTEBOOKS, SUMMARY, chapter_names

    if path:
        return json.loads(Path(path).read_text(encoding="utf-8"))
    common = {"pair": edition.slug, "as_of": edition.as_of.isoformat(), "vintage": edition.vintage, "data": data}
    notebooks = [NOTEBOOKS / f"{name}.ipynb" for name in chapter_names() if name != SUMMARY]
    given = [{name: common[name] for name in chapter_parameters(path) if name in common} for path in notebooks]
    run = Parallel(n_jobs=2, prefer="threads")(delayed(execute)(*task) for task in zip(notebooks, given, strict=True))
    return statements({path.stem: node for path, node in zip(notebooks, run, strict=True)})
