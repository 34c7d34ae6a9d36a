"""A notebook finds out by itself that it was given a name or a value that it does not take."""

import nbformat
import papermill
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from helpers.chapters import open_chapter
from helpers.faults import InputError
from helpers.parameters import check_parameters, is_of

CELL = 'pair: str = ""\ncif_fob: float = 0.0\nweights: dict = {"member": 1}\nyears: list = []'


def given(**values):
    namespace = {}
    exec(CELL, namespace)
    namespace |= {"math": __import__("math"), "_private": 1, **values}
    check_parameters(namespace)


def test_defaults_and_values_of_their_kind_pass():
    given()
    given(cif_fob=1, weights={}, years=[2019, 2020])
    assert not is_of(True, "float") and is_of((1,), "list")


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"ciffob": 1.1}, "found 'ciffob', expected 'cif_fob'"),
        ({"zzz": 1}, "found 'zzz', expected one of pair, cif_fob, weights, years"),
        ({"cif_fob": "1.1"}, "found '1.1' for cif_fob, expected a number"),
        ({"weights": [1]}, "expected a table of names and values"),
        ({"years": "2019"}, "expected a list"),
        ({"pair": None}, "found None for pair, expected text"),
    ],
)
def test_a_misspelt_or_mistyped_parameter_is_told(values, message):
    with pytest.raises(InputError, match=message):
        given(**values)


def test_plain_papermill_runs_into_it(tmp_path):
    cells = [
        new_code_cell(CELL, metadata={"tags": ["parameters"]}),
        new_code_cell("from helpers.parameters import check_parameters\n\ncheck_parameters(globals())"),
    ]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    nbformat.write(new_notebook(cells=cells, metadata=kernel), tmp_path / "probe.ipynb")
    papermill.execute_notebook(tmp_path / "probe.ipynb", None, {"cif_fob": 1.1}, progress_bar=False)
    with pytest.raises(papermill.PapermillExecutionError, match="found 'cif_fobb', expected 'cif_fob'"):
        papermill.execute_notebook(tmp_path / "probe.ipynb", None, {"cif_fobb": 1.1}, progress_bar=False)


def test_a_chapter_checks_its_own(edition):
    with pytest.raises(InputError, match="found '1.1' for cif_fob, expected a number"):
        open_chapter("trade", edition, cif_fob="1.1")
    with pytest.raises(InputError, match="found parameter 'basline', expected 'baseline'"):
        open_chapter("trade", edition, basline="")
