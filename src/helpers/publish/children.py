"""Work in forked children of this process, a few at a time: each has its own memory and its own end.

Light to import, so that the first child can start before the parent loads what the others need.
"""

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import wait
from typing import Any

GRACE = 10
RARELY = (100_000, 20, 20)  # a child ends soon: what it no longer needs may wait
ENDING = (signal.SIGINT, signal.SIGTERM)


class ChildDied(Exception):
    """A child ended without an answer, or gave none in time; ``place`` is that of its task."""

    def __init__(self, place: int, message: str):
        self.place = place
        super().__init__(message)


def forked(
    tasks: Sequence[Callable[[], Any]], jobs: int, limit: float, meanwhile: Callable[[], None] | None = None
) -> Iterator[tuple[int, Any]]:
    """Run each task in a forked child, ``jobs`` at a time; yield place and result as they end.

    ``limit`` is the time in seconds that a child may take between two signs of life (:func:`alive`). ``meanwhile`` is
    done here once the first child has started; the others inherit what it loaded.

    Raises
    ------
    ChildDied
        If a child ended without a result or was silent for longer than ``limit``.
    Exception
        What a task raised, as it was raised. The other children are ended.
    """
    context = multiprocessing.get_context("fork")
    waiting = list(enumerate(tasks))
    running: dict[Any, tuple[int, Any, float]] = {}
    frozen = gc.get_freeze_count() > 0  # by whoever keeps this process for many such runs
    try:
        while waiting or running:
            while waiting and len(running) < jobs:
                place, task = waiting.pop(0)
                here, there = context.Pipe(duplex=False)
                child = context.Process(target=_answer, args=(task, there, os.getpid()))
                with _held():
                    child.start()
                there.close()
                running[here] = (place, child, time.monotonic())
                if meanwhile and place == 0:
                    meanwhile()
                    if not frozen:
                        gc.freeze()
            for pipe in wait(list(running), timeout=1):
                place, child, _ = running.pop(pipe)
                try:
                    kind, value = pipe.recv()
                except EOFError:
                    child.join()
                    raise ChildDied(place, f"the process died (exit code {child.exitcode})") from None
                if kind == "alive":
                    running[pipe] = (place, child, time.monotonic())
                    continue
                child.join()
                if kind == "raised":
                    raise value
                yield place, value
            for place, _, since in running.values():
                if time.monotonic() - since > limit:
                    raise ChildDied(place, f"no answer within {limit:.0f} s")
    finally:
        for _, child, _ in running.values():
            child.kill()
            child.join()
        if not frozen:
            gc.unfreeze()


_pipe = None


def alive() -> None:
    """Tell the parent, if there is one, that this child is at work."""
    if _pipe is not None:
        _pipe.send(("alive", None))


@contextmanager
def _held() -> Iterator[None]:
    """Hold back what would end the process while it forks: libraries run code then in which no exception can rise."""
    signal.pthread_sigmask(signal.SIG_BLOCK, ENDING)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)


def _answer(task: Callable[[], Any], pipe: Any, parent: int) -> None:
    global _pipe
    signal.pthread_sigmask(signal.SIG_UNBLOCK, ENDING)
    _pipe = pipe
    gc.set_threshold(*RARELY)
    threading.Thread(target=_die_with, args=(parent,), daemon=True).start()
    try:
        message = ("done", task())
    except BaseException as error:
        message = ("raised", error)
    pipe.send(message)


def _die_with(parent: int) -> None:
    """End this process when its parent is gone, even by kill -9: nobody waits for its answer."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os._exit(1)
