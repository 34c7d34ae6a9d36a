"""Many editions: each worker process warms itself once and builds one after another; what failed is told at the end.

joblib starts the workers on this machine. With the address of a ``dask.distributed`` scheduler the same call hands the
editions to its workers, which must see the same files; there each thread of a worker keeps a process of its own that
builds one edition after another, because a process with threads must not be forked.
"""

import base64
import gc
import os
import pickle
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from helpers.datapackage.depth import is_profile
from helpers.datapackage.read import InputError
from helpers.publish.build import HERE, Request, build, chapters_of, request
from helpers.publish.children import GRACE, forked
from helpers.publish.run import CELL_SECONDS

MEGABYTE = 1024
ANY = "CHN-USA"  # a pair of which every table of the world layer holds something
CONNECT_SECONDS = 5  # that a scheduler has to answer


@dataclass(frozen=True)
class Outcome:
    """How the build of one edition ended: ``fault`` is empty if it stands; seconds, and peak memory in MB."""

    name: str
    fault: str
    seconds: float
    memory: int


def build_all(requests: list[Request], jobs: int, scheduler: str = "") -> Iterator[Outcome]:
    """Build editions ``jobs`` at a time, or on the workers of a scheduler; yield how each ended, in the order they end.

    Parameters
    ----------
    requests
        One an edition.
    jobs
        Worker processes on this machine; with a scheduler, editions handed over at a time.
    scheduler
        Address of a running ``dask.distributed`` scheduler, such as ``tcp://10.0.0.1:8786``; empty: this machine.

    Raises
    ------
    InputError
        If there is no such scheduler, or the optional packages are not installed.
    """
    from joblib import Parallel, delayed

    task = _apart if scheduler else _here
    with _backend(scheduler):
        yield from Parallel(n_jobs=jobs, return_as="generator_unordered", batch_size=1)(
            delayed(task)(replace(request, jobs=1)) for request in requests
        )


@contextmanager
def _backend(scheduler: str) -> Iterator[None]:
    if not scheduler:
        yield
        return
    try:
        from distributed import Client
    except ImportError:
        raise InputError("--scheduler: found no package distributed, expected the extra 'cluster' installed") from None
    from joblib import parallel_config

    try:
        client = Client(scheduler, timeout=CONNECT_SECONDS, set_as_default=True)
    except (OSError, ValueError) as error:
        raise InputError(f"--scheduler: found no scheduler at {scheduler!r} ({error})") from None
    with client, parallel_config(backend="dask"):
        yield


@cache
def _warmed(data: Path) -> None:
    """Build an edition here and throw it away, so that each child of this process has what is the same for every pair.

    Without a PDF or a picture: the typesetter starts threads, and a process with threads must not be forked.
    """
    from helpers.publish.engine import warm

    warm()
    if is_profile(data, ANY):
        with tempfile.TemporaryDirectory(prefix="brief-") as folder, _without_pictures():
            build(replace(request(ANY, data=data, out=Path(folder), formats=("html",)), engine=HERE))
    gc.collect()
    gc.freeze()


@contextmanager
def _without_pictures() -> Iterator[None]:
    from helpers.show import exhibit

    drawn, exhibit.png = exhibit.png, lambda drawing: b""
    try:
        yield
    finally:
        exhibit.png = drawn


def _here(asked: Request) -> Outcome:
    started = time.monotonic()
    try:
        _warmed(asked.data)
        if asked.engine == "fork" and len(chapters_of(asked)) == 1:
            # One notebook needs no child beside that of its edition, which makes the publications too.
            list(forked([partial(build, replace(asked, engine=HERE))], 1, CELL_SECONDS + GRACE))
        else:
            build(asked)
        fault = ""
    except Exception as error:
        # Told at the end with the others: one bad pair must not cost the rest.
        fault = f"{type(error).__name__}: {error}"
    return _outcome(asked, fault, started)


_own = threading.local()


def _apart(request: Request) -> Outcome:
    """Build in the process that this thread keeps for it, so that it is warmed once and not for every edition."""
    started = time.monotonic()
    kept = getattr(_own, "process", None)
    if kept is None or kept.poll() is not None:
        command = [sys.executable, "-m", "helpers.publish.batch"]
        kept = _own.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    try:
        kept.stdin.write(base64.b64encode(pickle.dumps(request)) + b"\n")
        kept.stdin.flush()
        answer = kept.stdout.readline()
    except OSError:
        answer = b""
    if not answer:
        kept.kill()
        return _outcome(request, f"the process died (exit code {kept.wait()})", started)
    return pickle.loads(base64.b64decode(answer))  # noqa: S301 (from a process of our own)


def serve() -> None:
    """Build what comes in by a line each, and answer each by a line; ends with its input."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else is printed must not stand among the answers
    for line in sys.stdin.buffer:
        asked = pickle.loads(base64.b64decode(line))  # noqa: S301 (from the process that started this one)
        answers.write(base64.b64encode(pickle.dumps(_here(asked))) + b"\n")
        answers.flush()


def _outcome(request: Request, fault: str, started: float) -> Outcome:
    own, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return Outcome(f"{request.pair} {request.as_of}", fault, time.monotonic() - started, max(own, children) // MEGABYTE)


if __name__ == "__main__":
    from helpers.publish import batch

    batch.serve()  # of the module by its name, so that what it sends can be read where it is known by that name
