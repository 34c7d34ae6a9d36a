"""Real notebooks, really run: parameters, failures, hanging cells."""

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.datapackage.read import InputError
from helpers.publish import run
from helpers.publish.children import ChildDied, forked


@pytest.fixture
def notebook(tmp_path):
    def make(*sources):
        parameters = new_code_cell('pair = ""  # pair\nstart_year = 1991  # year', metadata={"tags": ["parameters"]})
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
        cells = [new_markdown_cell("# Demo"), parameters, *map(new_code_cell, sources)]
        path = tmp_path / "demo.ipynb"
        nbformat.write(new_notebook(cells=cells, metadata=kernel), path)
        return path

    return make


def test_a_misspelt_parameter_names_the_nearest(notebook):
    with pytest.raises(InputError, match=r"demo.ipynb: found parameter 'start_yaer', expected 'start_year'"):
        run.check_parameters(notebook(), {"start_yaer": 2000})


def test_values_that_change_on_the_way_are_refused(notebook):
    with pytest.raises(InputError, match="expected text, a number"):
        run.check_parameters(notebook(), {"pair": (2010, 2020)})


def test_values_of_another_kind_than_a_notebook_declares_are_refused(notebook):
    path = notebook()
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("start_year = ", "start_year: int = "), encoding="utf-8")
    run.check_parameters(path, {"start_year": 2000})
    with pytest.raises(InputError, match="demo.ipynb: found '2000' for start_year, expected a whole number"):
        run.check_parameters(path, {"start_year": "2000"})


@pytest.fixture(params=["kernel", "fork"])
def execute(request):
    """Run a notebook as the build does with each engine."""

    def run_it(path, parameters):
        if request.param == "kernel":
            return run.execute(path, parameters)
        task = partial(run.execute, path, parameters, "fork")
        return next(forked([task], 1, 60))[1]

    return run_it


@pytest.mark.parametrize("value", [None, {"member": 1, "observer": 0.5}, ["KAZ"]])
def test_tables_lists_and_null_arrive(notebook, execute, value):
    path = notebook("print(repr(pair))")
    run.check_parameters(path, {"pair": value})
    assert execute(path, {"pair": value}).cells[-1].outputs[0].text == f"{value!r}\n"


def test_a_run_carries_parameters_and_leaves_no_times(notebook, execute):
    node = execute(notebook("print(pair, start_year)"), {"pair": "PAK-KGZ"})
    assert node.cells[-1].outputs[0].text == "PAK-KGZ 1991\n"
    assert "papermill" not in node.metadata
    assert all("papermill" not in cell.metadata and "execution" not in cell.metadata for cell in node.cells)


@pytest.mark.parametrize("parameters", [{}, {"pair": "PAK-KGZ"}])
def test_a_failed_cell_is_named(notebook, execute, parameters):
    with pytest.raises(run.NotebookFailed, match=r"demo.ipynb: cell 3: ZeroDivisionError: division by zero"):
        execute(notebook("1 / 0"), parameters)


def test_a_hanging_cell_is_ended(notebook, execute, monkeypatch):
    monkeypatch.setattr(run, "CELL_SECONDS", 1)
    with pytest.raises(run.NotebookFailed, match="demo.ipynb: .*CellTimeoutError"):
        execute(notebook("import time; time.sleep(60)"), {})


def test_a_kernel_that_dies_is_an_error(notebook, execute):
    with pytest.raises((run.NotebookFailed, ChildDied), match=r"DeadKernelError|the process died \(exit code 3\)"):
        execute(notebook("import os; os._exit(3)"), {})


CELLS = (
    "import sys; print('out'); print('err', file=sys.stderr); print('more'); 6 * 7",
    "from IPython.display import HTML, display; shown = display(HTML('<b>1</b>'), display_id='x'); _ + 1",
    "shown.update(HTML('<b>2</b>')); get_ipython().user_ns['pair']",
    "import asyncio; await asyncio.sleep(0); __name__",
)


def test_both_engines_give_the_same_notebook(notebook):
    path = notebook(*CELLS)
    forked_node = next(forked([partial(run.execute, path, {"pair": "x"}, "fork")], 1, 60))[1]
    node = run.execute(path, {"pair": "x"})
    assert node == forked_node
    outputs = [output for cell in node.cells if cell.cell_type == "code" for output in cell.outputs]
    assert [output.get("text") for output in outputs[:1]] == ["out\nmore\n"]
    assert outputs[1].data["text/plain"] == "42" and outputs[2].data["text/html"] == "<b>2</b>"
    assert [output.data["text/plain"] for output in outputs[-2:]] == ["'x'", "'__main__'"]


def test_what_one_child_does_the_others_do_not_see():
    seen = dict(forked([partial(os.environ.__setitem__, "SEEN", "1"), partial(os.environ.get, "SEEN")], 1, 60))
    assert seen == {0: None, 1: None} and "SEEN" not in os.environ


def test_a_silent_child_is_ended():
    with pytest.raises(ChildDied, match="no answer within 1 s"):
        list(forked([partial(time.sleep, 600)], 1, 1))


def test_no_child_outlives_a_killed_parent(tmp_path):
    script = """
import os, sys, time
from functools import partial
from pathlib import Path
from helpers.publish.children import forked
def work(folder):
    Path(folder, str(os.getpid())).touch()
    time.sleep(600)
list(forked([partial(work, sys.argv[1])] * 2, 2, 900))
"""
    parent = subprocess.Popen([sys.executable, "-c", script, str(tmp_path)])
    deadline = time.monotonic() + 60
    while len(list(tmp_path.iterdir())) < 2 and time.monotonic() < deadline:
        time.sleep(0.1)
    children = [int(path.name) for path in tmp_path.iterdir()]
    assert len(children) == 2
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    while any(map(running, children)) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not any(map(running, children))


def running(process):
    try:
        return Path(f"/proc/{process}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False
