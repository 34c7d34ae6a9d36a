"""Arithmetic that warns is arithmetic that went wrong: a warning out of a method fails its test."""

import warnings

import pytest


@pytest.fixture(autouse=True)
def methods_do_not_warn():
    with warnings.catch_warnings():
        warnings.filterwarnings("error", module=r"helpers\.methods")
        yield
