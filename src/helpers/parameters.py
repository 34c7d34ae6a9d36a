"""Parameters of notebooks: a name that a notebook does not have and a value of another kind are told, with the nearest.

A notebook says what it takes in the cell tagged ``parameters``, a name, its type and its default a line. papermill writes
what it is given into a cell of its own, whatever the names; so a notebook looks for itself.
"""

import difflib
from collections.abc import Iterable, Mapping
from types import ModuleType
from typing import Any

from helpers.faults import InputError

KINDS = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "list": "a list",
    "dict": "a table of names and values",
}


def is_of(value: Any, kind: str) -> bool:
    """Whether a value is of a kind that a notebook declares: ``str``, ``int``, ``float``, ``bool``, ``list``, ``dict``.

    A whole number is a number; ``True`` is none. What is of no declared kind may be anything.

    Examples
    --------
    >>> is_of(1, "float"), is_of(True, "int"), is_of(None, "str"), is_of((), "list")
    (True, False, False, True)
    """
    types = {"str": str, "int": int, "float": (int, float), "bool": bool, "list": (list, tuple), "dict": dict}
    if kind not in types:
        return True
    return isinstance(value, types[kind]) and (kind == "bool" or not isinstance(value, bool))


def unknown(name: str, known: Iterable[str]) -> str:
    """What was expected in the place of a name that is none: the nearest, or those that there are."""
    known = list(known)
    near = difflib.get_close_matches(name, known, n=1)
    return repr(near[0]) if near else f"one of {', '.join(known) or 'none'}"


def misfit(name: str, value: Any, kind: str) -> str:
    """The message on a value that is not of its kind; empty if it is."""
    return "" if is_of(value, kind) else f"found {value!r} for {name}, expected {KINDS[kind]}"


def check_parameters(namespace: Mapping[str, Any]) -> None:
    """Let a notebook check what it was given: ``check_parameters(globals())`` in the cell after its parameters.

    What is annotated (``cif_fob: float = 0.0``) are the parameters; another plain value that stands beside them was
    written by somebody who meant one of them.

    Raises
    ------
    InputError
        With the nearest name for a misspelt parameter, and the kind expected of a value.
    """
    declared = {
        name: getattr(kind, "__name__", str(kind)) for name, kind in namespace.get("__annotations__", {}).items()
    }
    for name, value in namespace.items():
        plain = isinstance(value, (str, int, float, bool, list, dict, tuple, type(None)))
        if name.startswith("_") or name in ("In", "Out") or isinstance(value, ModuleType) or not plain:
            continue
        if name not in declared:
            raise InputError(f"parameters: found {name!r}, expected {unknown(name, declared)}")
        wrong = misfit(name, value, declared[name])
        if wrong:
            raise InputError(f"parameters: {wrong}")
