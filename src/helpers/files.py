"""Files are read only where they are files, and written aside and moved into place whole.

So a reader never waits at a pipe and never meets half of a file.
"""

import json
import os
import stat
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

from helpers.faults import InputError

KINDS = {
    stat.S_IFIFO: "a named pipe",
    stat.S_IFSOCK: "a socket",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFDIR: "a folder",
}


def irregular(path: Path) -> str:
    """What stands in the place of a file, such as ``a named pipe``; empty if it is a file, or nothing is there."""
    try:
        mode = path.stat().st_mode
    except (OSError, ValueError):
        return ""
    return "" if stat.S_ISREG(mode) else KINDS.get(stat.S_IFMT(mode), "no file")


def read_regular(path: Path) -> bytes:
    """The bytes of a file; what is no file, such as a pipe that nobody fills, is not opened.

    Raises
    ------
    InputError
        If something else stands there.
    OSError
        If there is none, or it cannot be read.
    """
    other = irregular(path)
    if other:
        raise InputError(f"{path}: found {other}, expected a file")
    return path.read_bytes()


def read_json(path: Path, schema: dict[str, Any], what: str) -> Any:
    """A JSON file whose shape a JSON schema tells; ``what`` it is, such as *the manifest of an edition*, is said.

    Raises
    ------
    InputError
        If there is no such file, it cannot be read, is no JSON or has another shape; the message names the file.
    """
    try:
        found = json.loads(read_regular(path).decode("utf-8-sig"))
    except FileNotFoundError:
        raise InputError(f"{path}: found no such file or directory, expected {what}") from None
    except OSError as error:
        raise InputError(f"{path}: found {error.strerror.lower()}, expected {what}") from None
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path}: found no JSON ({error}), expected {what}") from None
    wrong = _misshapen(found, schema)
    if wrong:
        raise InputError(f"{path}: found {wrong}, expected {what}")
    return found


def _misshapen(found: Any, schema: dict[str, Any]) -> str:
    from fastjsonschema import JsonSchemaValueException

    try:
        _validator(json.dumps(schema, sort_keys=True))(found)
    except JsonSchemaValueException as error:
        name = error.name.removeprefix("data.").removeprefix("data")
        return f"{name or 'it'}: {error.message.removeprefix(error.name).strip()[:200]}".replace("must", "which must")
    return ""


@cache
def _validator(schema: str) -> Any:
    import fastjsonschema

    return fastjsonschema.compile(json.loads(schema))


def within_umask(path: Path, most: int) -> None:
    """Give a file or folder made with narrow rights those that it would have had: ``most`` without the user's mask."""
    mask = os.umask(0)
    os.umask(mask)
    path.chmod(most & ~mask)


def write_whole(path: Path, body: bytes) -> None:
    """Write a file, and its folder if there is none; what stood there before stands until the new one is complete.

    Raises
    ------
    InputError
        If the folder cannot be written; the message names it and the reason, such as no space left.
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
