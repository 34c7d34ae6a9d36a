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
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from helpers.datapackage.read import InputError
from helpers.publish.build import Request, build

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
    """Load and compute here what is the same for every pair, so that each child of this process has it."""
    from helpers.chapters import open_chapter
    from helpers.datapackage.check import examine
    from helpers.edition import open_edition
    from helpers.publish.engine import warm

    warm()
    examine(data)
    edition = open_edition(ANY, data=data)
    for name in ("profile", "institutions"):
        chapter = open_chapter(name, edition)
        shown = [chapter.findings, *(chapter.draw(exhibit).payload() for exhibit in chapter.exhibits)]
        shown.clear()
    gc.collect()
    gc.freeze()


def _here(request: Request) -> Outcome:
    started = time.monotonic()
    try:
        _warmed(request.data)
        build(request)
        fault = ""
    except Exception as error:
        # Told at the end with the others: one bad pair must not cost the rest.
        fault = f"{type(error).__name__}: {error}"
    return _outcome(request, fault, started)


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
    return pickle.loads(base64.b64decode(answer))


def serve() -> None:
    """Build what comes in by a line each, and answer each by a line; ends with its input."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever else is printed must not stand among the answers
    for line in sys.stdin.buffer:
        answers.write(base64.b64encode(pickle.dumps(_here(pickle.loads(base64.b64decode(line))))) + b"\n")
        answers.flush()


def _outcome(request: Request, fault: str, started: float) -> Outcome:
    own, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return Outcome(f"{request.pair} {request.as_of}", fault, time.monotonic() - started, max(own, children) // MEGABYTE)


if __name__ == "__main__":
    from helpers.publish import batch

    batch.serve()  # of the module by its name, so that what it sends can be read where it is known by that name
