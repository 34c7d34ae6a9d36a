"""Many editions: each worker process warms itself once and builds one after another; what failed is told at the end.

joblib starts the workers on this machine. With the address of a ``dask.distributed`` scheduler the same call hands the
editions to its workers, which must see the same files; there each edition is built by a process of its own, because a
worker has threads and a process with threads must not be forked.
"""

import gc
import json
import resource
import subprocess
import sys
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


def _apart(request: Request) -> Outcome:
    started = time.monotonic()
    command = [sys.executable, "-m", "helpers.cli", "build", request.pair, "--as-of", request.as_of]
    command += ["--vintage", request.vintage, "--data", str(request.data.resolve()), "--jobs", "1"]
    command += ["--out", str(request.out.resolve()), "--formats", ",".join(request.formats), "--engine", request.engine]
    given = {name: value for values in request.parameters.values() for name, value in values.items()}
    for name, value in given.items():
        command += ["--set", f"{name}={json.dumps(value)}"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return _outcome(request, done.stderr.strip() if done.returncode else "", started)


def _outcome(request: Request, fault: str, started: float) -> Outcome:
    own, children = (resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return Outcome(f"{request.pair} {request.as_of}", fault, time.monotonic() - started, max(own, children) // MEGABYTE)
