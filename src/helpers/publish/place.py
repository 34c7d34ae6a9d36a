"""Where an edition is built and how it is put in place: aside first, then whole, one build after the other."""

import ctypes
import hashlib
import os
import shutil
import tempfile
from contextlib import AbstractContextManager
from pathlib import Path

from helpers.datapackage.read import InputError


def workplace(target: Path) -> Path:
    """Make a folder beside the target to build in, on the same file system; remove those of builds that were killed.

    Raises
    ------
    InputError
        If nothing can be written there.
    """
    parent = target.parent
    try:
        parent.mkdir(parents=True, exist_ok=True)
        with _turn(target):
            _recover(target)
        for left in parent.glob(f".{target.name}.building-*"):
            if not _alive(int(left.name.rsplit("-", 2)[1])):
                shutil.rmtree(left, ignore_errors=True)
        return Path(tempfile.mkdtemp(prefix=f".{target.name}.building-{os.getpid()}-", dir=parent))
    except OSError as error:
        raise InputError(
            f"output folder: found {parent} ({error.strerror}), expected a folder that can be written"
        ) from None


def _alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


def replace(target: Path, folder: Path) -> None:
    """Put a finished folder in the place of the target; at every moment one of the two stands there, whole."""
    folder.chmod(0o755)
    with _turn(target):
        _swap(target, folder)


def _turn(target: Path) -> AbstractContextManager:
    """The right to put an edition in place: one build after the other."""
    from filelock import FileLock

    name = hashlib.sha256(str(target.resolve()).encode()).hexdigest()[:16]
    return FileLock(Path(tempfile.gettempdir()) / f"brief-{name}.lock")


def _swap(target: Path, folder: Path) -> None:
    if not target.exists():
        folder.replace(target)
    elif _exchange(target, folder):
        shutil.rmtree(folder, ignore_errors=True)
    else:
        old = Path(tempfile.mkdtemp(prefix=f".{target.name}.old-", dir=target.parent))
        target.replace(old / "edition")
        try:
            folder.replace(target)
        finally:
            _recover(target)


def _exchange(first: Path, second: Path) -> bool:
    """Let two folders change places in one step; False where the system cannot."""
    try:
        swap = ctypes.CDLL(None, use_errno=True).renameat2
    except (AttributeError, OSError, TypeError):
        return False
    here, exchange = -100, 2
    return swap(here, os.fsencode(first), here, os.fsencode(second), exchange) == 0


def _recover(target: Path) -> None:
    """Put back the edition that a build took away and was killed before it put its own there."""
    for left in target.parent.glob(f".{target.name}.old-*"):
        if not target.exists() and (left / "edition").is_dir():
            (left / "edition").replace(target)
        shutil.rmtree(left, ignore_errors=True)
