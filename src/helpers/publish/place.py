"""Where an edition is built and how it is put in place: aside first, then whole, one build after the other."""

import ctypes
import errno
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from helpers.faults import InputError
from helpers.files import irregular, within_umask
from helpers.manifest import MANIFEST

try:
    import fcntl
except ImportError:  # Windows
    fcntl = None


# The signals that told this process to end.
ENDED: list[int] = []
# What an edition is known by.
EDITION = (MANIFEST, "notebooks", "chapters")


def workplace(target: Path, known_by: tuple[str, ...] = EDITION) -> Path:
    """Make a folder beside the target to build in, on the same file system; remove those of builds that were killed.

    Raises
    ------
    InputError
        If nothing can be written there.
    """
    parent = target.parent
    _ours(target, known_by)
    try:
        parent.mkdir(parents=True, exist_ok=True)
        with _turn(target):
            _recover(target)
        for left in parent.glob(f".{target.name}.building-*-*"):
            process = left.name.rsplit("-", 2)[1]
            # Only what a build left; a folder of such a name that somebody made is his.
            if process.isdigit() and not _alive(int(process)):
                shutil.rmtree(left, ignore_errors=True)
        return Path(tempfile.mkdtemp(prefix=f".{target.name}.building-{os.getpid()}-", dir=parent))
    except OSError as error:
        raise InputError(
            f"output folder: found {parent} ({error.strerror}), expected a folder that can be written"
        ) from None


def _ours(target: Path, known_by: tuple[str, ...]) -> None:
    """Refuse to put an edition, or what else is built whole, in the place of something else."""
    other = "" if target.is_dir() else irregular(target) or ("a file" if target.exists() else "")
    if target.is_dir() and any(target.iterdir()):
        # A publication that is kept alone, as a repository keeps the PDF, is known by its name.
        kept = target / f"{target.parent.name}_{target.name}.pdf"
        known = any((target / name).exists() for name in known_by) or list(target.iterdir()) == [kept]
        other = "" if known else "other files"
    if other:
        raise InputError(f"{target}: found {other}, expected an edition, an empty folder or nothing")


@contextmanager
def naming(folder: Path) -> Iterator[None]:
    """Name the folder in errors of a disk that is full, which name nothing."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) and not error.filename:
            raise OSError(error.errno, error.strerror, str(folder)) from error
        raise


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
    within_umask(folder, 0o777)
    if ENDED:
        # The interrupt was raised where Python may not raise, as in a collection of garbage, and was lost.
        raise KeyboardInterrupt(*ENDED)
    with _turn(target):
        _swap(target, folder)


@contextmanager
def _turn(target: Path) -> Iterator[None]:
    """The right to put an edition in place: one build after the other, whoever made the one before.

    The folder itself is locked: no file is left that another user could not open.
    """
    if fcntl is None:
        from filelock import FileLock

        with FileLock(target.parent / f".{target.name}.lock"):
            yield
        return
    place = os.open(target.parent, os.O_RDONLY)
    try:
        fcntl.flock(place, fcntl.LOCK_EX)
        yield
    finally:
        os.close(place)


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
