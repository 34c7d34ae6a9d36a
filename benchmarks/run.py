"""How long an edition takes, against what a user would write: medians of rounds in which the ways take turns.

Run by ``make bench``; prints the table and writes ``benchmarks/latest.md``. Timings are never assertions of a test.
"""

import argparse
import csv
import ctypes
import itertools
import os
import platform
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path

from helpers.datapackage.read import DEFAULT_DATA, PROJECT
from helpers.publish.inputs import NOTEBOOKS, chapter_names, versions

BIN = Path(sys.executable).parent
PR_SET_CHILD_SUBREAPER = 36
ALL_PAIRS = 193 * 192 // 2
BRIEF = [sys.executable, "-m", "helpers.cli"]


def run(command: list[str], **options) -> float:
    """Seconds that a command takes; it must succeed."""
    started = time.perf_counter()
    subprocess.run(command, check=True, capture_output=True, **options)
    return time.perf_counter() - started


def loop(folder: Path, webpdf: bool = False) -> float:
    """What a user would write: papermill, then nbconvert to HTML (and by a browser to PDF), a notebook at a time."""
    started = time.perf_counter()
    for chapter in chapter_names():
        out = folder / f"{chapter}.ipynb"
        run([str(BIN / "papermill"), str(NOTEBOOKS / f"{chapter}.ipynb"), str(out)], cwd=NOTEBOOKS)
        run([str(BIN / "jupyter"), "nbconvert", "--to", "html", str(out)])
        if webpdf:
            run([str(BIN / "jupyter"), "nbconvert", "--to", "webpdf", "--disable-chromium-sandbox", str(out)])
    return time.perf_counter() - started


def build(folder: Path, *options: str) -> float:
    """The flagship edition by our command."""
    return run([*BRIEF, "build", "--out", str(folder), *options])


def one_row(folder: Path) -> float:
    """A rebuild after one row of a table changed that one chapter and the summary read."""
    data = folder / "package"
    shutil.copytree(DEFAULT_DATA, data)
    out = folder / "one-row"
    build(out, "--data", str(data))
    table = data / "visas.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    table.write_text("\n".join(lines[:-1]) + "\n", encoding="utf-8")
    return build(out, "--data", str(data))


def many(folder: Path, editions: int, jobs: int) -> float:
    """Editions of the flagship pair at dates a year apart, ``jobs`` at a time, seconds an edition."""
    from helpers.publish.batch import build_all
    from helpers.publish.build import request

    dates = [f"{2026 - place}-06-30" for place in range(editions)]
    requests = [request("", day, out=folder / f"jobs-{jobs}") for day in dates]
    started = time.perf_counter()
    outcomes = list(build_all(requests, jobs))
    faults = [outcome.fault for outcome in outcomes if outcome.fault]
    if faults:
        raise SystemExit("\n".join(faults))
    return (time.perf_counter() - started) / editions


def sample(count: int) -> list[str]:
    """Pairs of members of the United Nations drawn at random, the same ones every time."""
    from helpers.world import World

    every = list(itertools.combinations(sorted(World().whole("states")["country"]), 2))
    return ["-".join(pair) for pair in random.Random(17).sample(every, count)]


@contextmanager
def cluster(workers: int) -> Iterator[str]:
    """A dask scheduler with workers of one thread each, every one a process; gives its address."""
    from distributed.utils import open_port

    address, port = "127.0.0.1", str(open_port())
    dask, quiet = [sys.executable, "-m"], {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    options = ["--host", address, "--no-dashboard"]
    started = [subprocess.Popen([*dask, "distributed.cli.dask_scheduler", "--port", port, *options], **quiet)]
    worker = [
        *dask,
        "distributed.cli.dask_worker",
        f"tcp://{address}:{port}",
        "--nthreads",
        "1",
        "--no-nanny",
        *options,
    ]
    started += [subprocess.Popen(worker, **quiet) for _ in range(workers)]
    try:
        yield f"tcp://{address}:{port}"
    finally:
        for process in reversed(started):
            process.terminate()
            process.wait()


def used() -> float:
    """Processor seconds of all children so far that have ended, those whose parent went before them too."""
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return ended.ru_utime + ended.ru_stime


def profiles(pairs: list[str], jobs: int, on_dask: bool) -> tuple[float, float]:
    """Seconds, and processor seconds, that a profile takes with its PDF, ``jobs`` at a time."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1)  # what a worker leaves behind is ours to wait for
    before, started = used(), time.perf_counter()
    with tempfile.TemporaryDirectory() as folder, cluster(jobs) if on_dask else nullcontext("") as address:
        run([*BRIEF, "build", *pairs, "--out", folder, "--jobs", str(jobs), "--scheduler", address])
    seconds = time.perf_counter() - started
    return seconds / len(pairs), (used() - before) / len(pairs)


def check(folder: Path, rows: int) -> float:
    """The check of a package whose trade table has ``rows`` rows."""
    data = folder / f"rows-{rows}"
    shutil.copytree(DEFAULT_DATA, data)
    with (data / "trade.csv").open(encoding="utf-8", newline="") as file:
        held = list(csv.DictReader(file))
    with (data / "trade.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, held[0])
        writer.writeheader()
        writer.writerows(held[:rows])
        for place in range(len(held), rows):
            # Of the rows of one key one is preferred: the first.
            row = held[place % len(held)]
            writer.writerow({**row, "trade_id": f"{row['trade_id']}-{place}", "preferred": "false"})
    return run([*BRIEF, "check", "--data", str(data)])


def peak() -> int:
    """Largest resident memory of a child so far, in MB."""
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024


def processor() -> str:
    """Name of the processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.processor()
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith("model name")), platform.machine())


def measure(ways: dict[str, Callable[[Path], float]], rounds: int) -> dict[str, list[float]]:
    """Seconds of each way in each round; the ways take turns, so that a busy machine slows all of them."""
    times: dict[str, list[float]] = {name: [] for name in ways}
    for place in range(rounds):
        for name, way in ways.items():
            with tempfile.TemporaryDirectory() as folder:
                times[name].append(way(Path(folder)))
            print(f"round {place + 1}: {name}: {times[name][-1]:.2f} s", file=sys.stderr)
    return times


def main() -> None:
    """Measure, print and write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3, help="rounds of the main ways (default: 3)")
    parser.add_argument("--editions", type=int, default=20, help="editions of the batch (default: 20)")
    parser.add_argument("--pairs", type=int, default=200, help="profiles of pairs drawn at random (default: 200)")
    parser.add_argument("--rows", default="10000,100000,1000000", help="sizes of the checked table")
    parser.add_argument("--webpdf", action="store_true", help="also the loop with PDF by nbconvert's browser")
    options = parser.parse_args()

    warm = Path(tempfile.mkdtemp())
    build(warm)
    ways: dict[str, Callable[[Path], float]] = {
        "shell loop: papermill, nbconvert to HTML": loop,
        "brief build, cold": build,
        "brief build, cold, a kernel each": lambda folder: build(folder, "--engine", "kernel"),
        "brief build, nothing changed": lambda folder: build(warm),
        "brief build, one row changed": one_row,
        "brief --help": lambda folder: run([*BRIEF, "--help"]),
    }
    if options.webpdf:
        ways["shell loop with a PDF each by a browser"] = lambda folder: loop(folder, webpdf=True)
    times = measure(ways, options.rounds)
    memory = peak()
    shutil.rmtree(warm)
    cold = statistics.median(times["brief build, cold"])
    lines = [
        f"Machine: {processor()}, {os.cpu_count()} cores, {platform.system()} {platform.release()}.",
        "Versions: " + ", ".join(f"{name} {number}" for name, number in versions().items()) + ".",
        f"{options.rounds} rounds, the ways in turn; medians. Largest memory of a process: {memory} MB.",
        "",
        "| way | median s | least s | of a cold build |",
        "|---|--:|--:|--:|",
    ]
    for name, found in times.items():
        middle = statistics.median(found)
        lines.append(f"| {name} | {middle:.2f} | {min(found):.2f} | {middle / cold:.2f} |")
    lines += ["", "| editions | at a time | s an edition | editions an hour and core |", "|--:|--:|--:|--:|"]
    for jobs in range(1, (os.cpu_count() or 1) + 1):
        with tempfile.TemporaryDirectory() as folder:
            each = many(Path(folder), options.editions, jobs)
        lines.append(f"| {options.editions} | {jobs} | {each:.2f} | {3600 / each / jobs:.0f} |")
    pairs, cores = sample(options.pairs), os.cpu_count() or 1
    head = [
        "profiles with PDF",
        "where",
        "at a time",
        "s each",
        "processor s each",
        "an hour and core",
        "core-hours of 18,528",
    ]
    lines += ["", f"| {' | '.join(head)} |", "|--:|---" + "|--:" * 5 + "|"]
    for where in ("here", "on dask") if pairs else ():
        each, own = profiles(pairs, cores, where == "on dask")
        told = [f"{each:.2f}", f"{own:.2f}", f"{3600 / own:.0f}", f"{ALL_PAIRS * own / 3600:.1f}"]
        lines.append(f"| {' | '.join([str(len(pairs)), where, str(cores), *told])} |")
    lines += ["", "| rows of trade.csv | check, s | peak memory so far, MB |", "|--:|--:|--:|"]
    for rows in (int(text) for text in options.rows.split(",") if text):
        with tempfile.TemporaryDirectory() as folder:
            lines.append(f"| {rows:,} | {check(Path(folder), rows):.1f} | {peak()} |")
    table = "\n".join(lines) + "\n"
    (PROJECT / "benchmarks" / "latest.md").write_text("# Latest measurement\n\n" + table, encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()
