"""Real notebooks, really run: parameters, failures, hanging cells."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.data import InputError
from helpers.publish import run


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


@pytest.mark.parametrize("value", [(2010, 2020), None, {"a": 1}])
def test_values_that_change_on_the_way_are_refused(notebook, value):
    with pytest.raises(InputError, match="expected text, a number"):
        run.check_parameters(notebook(), {"pair": value})


def test_a_run_carries_parameters_and_leaves_no_times(notebook):
    node = run.execute(notebook("print(pair, start_year)"), {"pair": "PAK-KGZ"})
    assert node.cells[-1].outputs[0].text == "PAK-KGZ 1991\n"
    assert "papermill" not in node.metadata
    assert all("papermill" not in cell.metadata and "execution" not in cell.metadata for cell in node.cells)


@pytest.mark.parametrize("parameters", [{}, {"pair": "PAK-KGZ"}])
def test_a_failed_cell_is_named(notebook, parameters):
    with pytest.raises(run.NotebookFailed, match=r"demo.ipynb: cell 3: ZeroDivisionError: division by zero"):
        run.execute(notebook("1 / 0"), parameters)


def test_a_hanging_cell_is_ended(notebook, monkeypatch):
    monkeypatch.setattr(run, "CELL_SECONDS", 2)
    with pytest.raises(run.NotebookFailed, match="demo.ipynb: CellTimeoutError"):
        run.execute(notebook("import time; time.sleep(60)"), {})


def test_a_kernel_that_dies_is_an_error(notebook):
    with pytest.raises(run.NotebookFailed, match="demo.ipynb: DeadKernelError"):
        run.execute(notebook("import os; os._exit(1)"), {})
