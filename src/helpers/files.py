"""Files are written aside and moved into place whole, so that a reader never meets half of one."""

from contextlib import suppress
from pathlib import Path

from helpers.faults import InputError


def write_whole(path: Path, body: bytes) -> None:
    """Write a file, and its folder if there is none; what stood there before stands until the new one is complete.

    Raises
    ------
    InputError
        If the folder cannot be written.
    """
    aside = path.with_name(f".{path.name}.new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(body)
        if path.exists():
            aside.chmod(path.stat().st_mode)
        aside.replace(path)
    except OSError as error:
        with suppress(OSError):
            aside.unlink()
        raise InputError(f"{path}: found {error.strerror}, expected a folder that can be written") from None
