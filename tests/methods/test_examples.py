"""Every method has an example that holds, and names what it rests on."""

import doctest
import importlib
import inspect
import pkgutil
import re

import pytest

from helpers import methods

MODULES = [name for _, name, _ in pkgutil.iter_modules(methods.__path__)]
ARITHMETIC_ONLY = {"growth", "decimal_years"}  # no more than a definition: nobody to cite


def load(name):
    return importlib.import_module(f"helpers.methods.{name}")


def public(module):
    found = inspect.getmembers(module, inspect.isfunction)
    return [(name, one) for name, one in found if one.__module__ == module.__name__ and not name.startswith("_")]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_hold(name):
    failed, tried = doctest.testmod(load(name))
    assert tried and not failed


@pytest.mark.parametrize("name", MODULES)
def test_every_function_has_an_example(name):
    functions = public(load(name))
    assert functions
    assert [one for one, function in functions if ">>> " not in (function.__doc__ or "")] == []


@pytest.mark.parametrize("name", sorted(set(MODULES) - ARITHMETIC_ONLY))
def test_every_method_names_its_source(name):
    text = load(name).__doc__
    assert "References\n----------\n" in text
    assert re.search(r"\(\d{4}\)", text)
