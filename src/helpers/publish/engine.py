"""Running notebooks in forked children of one warmed process, as an engine of papermill.

A kernel costs a second to start, a second to load its libraries and a conversation over sockets. A child that is forked
from a process that has the libraries loaded starts at once and is as isolated: its own memory, its own end. IPython
runs the cells as it does in a kernel, so outputs and tracebacks are the same. Not the default where fork is not safe:
on macOS system libraries fail after a fork, and Windows has none; there a notebook gets a kernel.
"""

import importlib
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from nbformat.v4 import new_output
from papermill.engines import Engine, papermill_engines

from helpers.chapters.registry import CHAPTERS
from helpers.publish.children import alive

NAME = "brief-fork"
MATPLOTLIB = "module://matplotlib_inline.backend_inline"
# What every chapter imports; loaded once, before the first fork.
LIBRARIES = (
    "pandas",
    "matplotlib.backends.backend_svg",
    "matplotlib.pyplot",
    "IPython.core.completer",
    "IPython.core.magics",
    "helpers.chapters.summary",
    *(f"helpers.chapters.{name}.{floor}" for name in CHAPTERS for floor in ("frames", "findings", "exhibits")),
)


def warm() -> None:
    """Load what the chapters need, words included, so that each child has it from its first moment."""
    os.environ.setdefault("MPLBACKEND", MATPLOTLIB)
    for name in LIBRARIES:
        importlib.import_module(name)
    importlib.import_module("helpers.words.say").messages()
    for weight in ("normal", "bold"):
        importlib.import_module("helpers.show.placement").width("", 1, weight)


class _Record:
    """The outputs of the cell that runs, and every display that may still be updated."""

    def __init__(self) -> None:
        self.outputs: list[Any] = []
        self.displays: dict[str, list[Any]] = {}

    def stream(self, name: str, text: str) -> None:
        # A kernel holds back each stream until something else is shown, so stderr does not part stdout.
        for output in reversed(self.outputs):
            if output["output_type"] != "stream":
                break
            if output["name"] == name:
                output["text"] += text
                return
        if text:
            self.outputs.append(new_output("stream", name=name, text=text))

    def display(self, data: dict, metadata: dict, transient: dict, update: bool) -> None:
        key = transient.get("display_id", "")
        if update:
            for output in self.displays.get(key, []):
                output["data"], output["metadata"] = data, metadata
            return
        output = new_output("display_data", data=data, metadata=metadata)
        self.outputs.append(output)
        if key:
            self.displays.setdefault(key, []).append(output)


class _Stream:
    """What ``print`` writes to while a cell runs."""

    encoding = "utf-8"

    def __init__(self, record: _Record, name: str) -> None:
        self.record, self.name = record, name

    def write(self, text: str) -> int:
        self.record.stream(self.name, text)
        return len(text)

    def flush(self) -> None:
        """Nothing is held back."""

    def isatty(self) -> bool:
        return False


class _Publisher(DisplayPublisher):
    record: _Record

    def publish(self, data, metadata=None, source=None, *, transient=None, update=False, **_) -> None:
        self.record.display(data, metadata or {}, transient or {}, update)

    def clear_output(self, wait=False) -> None:
        self.record.outputs.clear()


class _Hook(DisplayHook):
    record: _Record

    def write_output_prompt(self) -> None:
        """A notebook has none."""

    def write_format_data(self, format_dict, md_dict=None) -> None:
        self.record.outputs.append(
            new_output("execute_result", data=format_dict, metadata=md_dict or {}, execution_count=self.prompt_count)
        )

    def finish_displayhook(self) -> None:
        """Nothing to flush."""


class _Shell(InteractiveShell):
    """IPython without terminal, history file or colours; its outputs go to a record."""

    def __init__(self, **options) -> None:
        super().__init__(**options)
        self.record = self.display_pub.record = self.displayhook.record = _Record()

    def init_history(self) -> None:
        self.config.HistoryManager.enabled = False
        super().init_history()

    def _showtraceback(self, etype, evalue, stb) -> None:
        self.record.outputs.append(new_output("error", ename=etype.__name__, evalue=str(evalue), traceback=list(stb)))


class ForkEngine(Engine):
    """papermill's engine for a process of its own: each cell by IPython here, with a time limit a cell."""

    @classmethod
    def execute_managed_notebook(cls, nb_man, kernel_name, execution_timeout=None, **_) -> None:
        """Run the cells of ``nb_man`` until one fails; its error is the cell's last output."""
        _Shell.clear_instance()
        InteractiveShell.clear_instance()
        from IPython.core.pylabtools import activate_matplotlib
        from matplotlib_inline.backend_inline import configure_inline_support

        shell = _Shell.instance(display_pub_class=_Publisher, displayhook_class=_Hook, colors="nocolor")
        record = shell.record
        # Figures that a cell leaves open are its output, as in a kernel.
        activate_matplotlib(MATPLOTLIB)
        configure_inline_support(shell, MATPLOTLIB)
        for index, cell in enumerate(nb_man.nb.cells):
            if cell.cell_type != "code":
                continue
            alive()
            nb_man.cell_start(cell, index)
            record.outputs = cell.outputs = []
            with (
                redirect_stdout(_Stream(record, "stdout")),
                redirect_stderr(_Stream(record, "stderr")),
                _at_most(execution_timeout),
            ):
                result = shell.run_cell(cell.source, store_history=True)
            cell.execution_count = shell.execution_count - 1
            if not result.success:
                nb_man.cell_exception(cell, index)
            nb_man.cell_complete(cell, index)
            if not result.success:
                return


papermill_engines.register(NAME, ForkEngine)


class CellTimeoutError(Exception):
    """A cell ran longer than it may."""


@contextmanager
def _at_most(seconds: float | None) -> Iterator[None]:
    """Interrupt what runs longer than ``seconds`` with an error at the line where it was."""

    def interrupt(number, frame):
        raise CellTimeoutError(f"the cell did not end within {seconds:g} s")

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds or 0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
