"""From two countries to a first brief: a package, what publishers answer if they can be reached, and an edition."""

import socket
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

from helpers.datapackage.new import new_data
from helpers.datapackage.read import read_package

SECONDS = 3.0  # that a publisher has to take a connection


def reachable(address: str) -> bool:
    """Whether the host of an address takes a connection: without a network nobody is asked and nothing is waited for."""
    try:
        socket.create_connection((urlsplit(address).hostname, 443), SECONDS).close()
    except OSError:
        return False
    return True


def start(
    pair: str,
    folder: Path,
    ask: Callable[[Path], str] | None = None,
    formats: tuple[str, ...] = ("html", "pdf"),
    as_of: str = "",
) -> tuple[Path, str]:
    """Write ``folder/data`` and build the first edition of the pair into ``folder/reports``.

    Parameters
    ----------
    pair
        Two alpha-3 codes or names of countries.
    folder
        A folder that is new or empty.
    ask
        Gets figures from publishers into a package and says what came of it; nobody is asked if not given.
    formats
        As of :func:`helpers.publish.build.request`.
    as_of
        ISO date of the edition; the package's information cut-off if empty.

    Returns
    -------
    tuple
        The folder of the edition, and what ``ask`` said.

    Raises
    ------
    InputError
        If the folder holds something or the pair cannot be used.
    """
    from helpers.publish.build import build, request

    data = new_data(folder / "data", pair)
    said = ask(data) if ask else ""
    named = read_package(data).descriptor["pairs"][0]
    return build(request(named, as_of, data=data, out=folder / "reports", formats=formats)), said
