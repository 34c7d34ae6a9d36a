"""What goes wrong outside the program, done for real in processes of their own: kill -9 at every step, a full disk, a
folder that cannot be written, two builds at once, a dying and a hanging notebook.

Each time the edition that stood before is whole, the message says what happened, and the next build needs no cleaning.
The notebook is one of four cells, so that a build takes seconds; everything else is the program as it is.
"""

import contextlib
import hashlib
import importlib
import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers.datapackage.read import PROJECT
from helpers.publish import build, inputs, place, record, run  # noqa: F401 (what every forked build inherits)
from helpers.publish.engine import warm
from small import small_package, trade_row

PARAMETERS = 'pair = ""  # pair\nas_of = ""  # date\nvintage = "as-of"  # vintage\ndata = ""  # folder'
OPEN = "from helpers import open_edition\nedition = open_edition(pair, as_of, vintage, data)\nedition"
DRIVER = """
import os, signal, sys, time
from pathlib import Path
from helpers.datapackage.read import InputError
from helpers.publish import build, inputs, place, record, run
work = Path(sys.argv[1])
build.NOTEBOOKS = inputs.NOTEBOOKS = work / "notebooks"
build._warm = lambda data: None
exec(os.environ.get("FAULT", ""))
try:
    made = build.request("PAK-KAZ", data=work / "data", out=Path(sys.argv[2]), formats=("html",))
    build.build(made, fresh=True)
except (InputError, run.NotebookFailed, OSError) as error:
    sys.exit(f"{type(error).__name__}: {error}")
"""
KILL = "os.kill(os.getpid(), signal.SIGKILL)"
NOBODY = """
import filelock
workplace = build.workplace
build.workplace = lambda request: (os.setuid(65534), workplace(request))[1]
"""
# The n-th time that the build reads, lists, writes, makes, moves, frees or removes something, the system refuses, once.
REFUSED = """
import errno
left, reached = [{n}], os.fsencode(work / "reached")
asked = {{"open", "os.listdir", "os.scandir", "os.mkdir", "os.rename", "os.chmod", "os.remove", "os.rmdir"}}
def refuse(event, arguments):
    if event not in asked or not any(str(work) in str(one) for one in arguments) or "reached" in str(arguments[0]):
        return
    left[0] -= 1
    if left[0] < 0 and not os.path.exists(reached):
        os.close(os.open(reached, os.O_CREAT | os.O_WRONLY))
        raise OSError(errno.EIO, os.strerror(errno.EIO), str(arguments[0]))
sys.addaudithook(refuse)
"""
WAIT = "(work / 'reached').touch(), time.sleep(60)"


@pytest.fixture
def work(tmp_path):
    """A folder with a package, a notebook and nothing built."""
    small_package(tmp_path / "data", trade=[trade_row(1)])
    (tmp_path / "notebooks").mkdir()
    notebook(tmp_path)
    return tmp_path


def notebook(work, *cells):
    """Write the notebook; ``cells`` run before its end."""
    parameters = new_code_cell(PARAMETERS, metadata={"tags": ["parameters"]})
    code = [new_code_cell(source) for source in (OPEN, *cells, "print('A probe.')", "edition.sources")]
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    node = new_notebook(cells=[new_markdown_cell("# Probe"), parameters, *code], metadata=kernel)
    nbformat.write(node, work / "notebooks" / "00_probe.ipynb")


class start:
    """A build in a process of its own, forked so that nothing is imported again.

    ``fault`` is run in it before the build, ``before`` first of all. What it says goes to a file.
    """

    def __init__(self, work, fault="", before=None):
        self.said = work / f"said-{time.monotonic_ns()}.txt"
        self.pid, self.returncode = os.fork(), None
        if self.pid == 0:
            code = 70
            try:
                self._run(work, fault, before)
                code = 0
            except SystemExit as end:
                code = 1 if isinstance(end.code, str) else end.code or 0
                os.write(2, str(end.code or "").encode())
            except BaseException as error:
                os.write(2, f"Traceback: {error!r}".encode())
            finally:
                os._exit(code)

    def _run(self, work, fault, before):
        said = os.open(self.said, os.O_WRONLY | os.O_CREAT)
        os.dup2(said, 1)
        os.dup2(said, 2)
        sys.stdout, sys.stderr = open(1, "w", closefd=False), open(2, "w", closefd=False)  # noqa: SIM115
        os.environ["FAULT"], sys.argv[:] = fault, ["driver", str(work), str(work / "out")]
        if before:
            before()
        exec(compile(DRIVER, "driver", "exec"), {"__name__": "__main__"})

    def poll(self):
        if self.returncode is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            self.returncode = os.waitstatus_to_exitcode(status) if pid else None
        return self.returncode

    def kill(self):
        if self.poll() is None:
            os.kill(self.pid, signal.SIGKILL)


def ended(process, seconds=120):
    """Exit code and message of a build."""
    deadline = time.monotonic() + seconds
    while process.poll() is None:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return process.returncode, process.said.read_text() if process.said.exists() else ""


def tree(folder):
    """The content of every file of a folder by its name."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def names(folder):
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """An edition as a build leaves it."""
    work = tmp_path_factory.mktemp("first")
    warm()
    importlib.import_module("helpers.publish.export")
    small_package(work / "data", trade=[trade_row(1)])
    (work / "notebooks").mkdir()
    notebook(work)
    code, message = ended(start(work))
    assert code == 0, message
    return work / "out"


@pytest.fixture
def edition(work, first):
    """The folder of an edition that stands, marked so that it can be told from what a build would make."""
    shutil.copytree(first, work / "out")
    folder = work / "out" / "PAK-KAZ" / "2026-11-23"
    (folder / "mark.txt").write_text("stood before")
    return folder


STEPS = {
    "while a cell runs": None,
    "while publications are written": f"record.manifest = lambda *a: ({WAIT})",
    "between two renames": f"""
place._exchange = lambda *a: False
place._recover.__code__ = (lambda target: None).__code__
move = Path.replace
def once(self, target):
    if ".building-" in str(self): {KILL}
    return move(self, target)
Path.replace = once
""",
    "before the old edition is removed": f"build.shutil.rmtree = lambda *a, **k: {KILL}",
}


LATE = [pytest.param(step, marks=pytest.mark.long) for step in STEPS][1:]


@pytest.mark.parametrize("step", [*list(STEPS)[:1], *LATE])
def test_kill_9_at_any_step_leaves_an_edition_whole_and_the_next_build_works(work, edition, step):
    before = tree(edition)
    if step == "while a cell runs":
        notebook(work, f"import pathlib, time\nwork = pathlib.Path({str(work)!r})\n{WAIT}")
    process = start(work, STEPS[step] or "")
    if step.startswith("while"):
        for _ in range(600):
            if (work / "reached").exists() or process.poll() is not None:
                break
            time.sleep(0.05)
        process.kill()
    assert ended(process)[0] == -signal.SIGKILL
    if edition.exists():
        whole = tree(edition)
        assert whole == before or set(whole) == set(before) - {"mark.txt"}
    else:
        assert step == "between two renames"  # only where the system cannot exchange two folders in one step
        (kept,) = edition.parent.glob(".2026-11-23.old-*/edition")
        assert tree(kept) == before
    notebook(work)
    code, message = ended(start(work))
    assert code == 0, message
    assert names(edition.parent) == ["2026-11-23"]
    assert set(tree(edition)) == set(before) - {"mark.txt"}


@pytest.mark.parametrize(
    ("cell", "fault", "message"),
    [
        ("import os, signal\nos.kill(os.getpid(), signal.SIGKILL)", "", "NotebookFailed: 00_probe: the process died"),
        ("import time\ntime.sleep(60)", "run.CELL_SECONDS = 1", "CellTimeoutError: the cell did not end within 1 s"),
        ("raise MemoryError('no more')", "", "NotebookFailed: 00_probe.ipynb: cell 4: MemoryError: no more"),
    ],
    ids=["dies", "hangs", "out of memory"],
)
def test_a_notebook_that_dies_or_hangs_leaves_the_edition(work, edition, cell, fault, message):
    before = tree(edition)
    notebook(work, cell)
    code, told = ended(start(work, fault))
    assert code == 1 and message in told and "Traceback" not in told, told
    assert tree(edition) == before and names(edition.parent) == ["2026-11-23"]


def test_a_full_disk_leaves_the_edition(work, edition):
    before = tree(edition)

    def little_room():
        # No file may grow beyond 20 kB: what a write to a full disk meets, without filling one.
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    code, told = ended(start(work, before=little_room))
    assert code == 1 and "File too large" in told and "Traceback" not in told, told
    assert tree(edition) == before and names(edition.parent) == ["2026-11-23"]


def test_a_disk_that_is_really_full_leaves_the_edition(work, edition):
    """A file system of 400 kB of its own, seen by this build only; where mounting is not allowed, not run."""
    unshare = shutil.which("unshare")
    if not unshare or os.getuid() or subprocess.run([unshare, "-m", "true"], capture_output=True).returncode:
        pytest.skip("needs a mount of its own")
    size = sum(path.stat().st_size for path in edition.rglob("*") if path.is_file()) // 1024 + 60
    script = (
        f'mount -t tmpfs -o size={size}k none "$2/small" || exit 77; cp -r "$2/out/PAK-KAZ" "$2/small/" || exit 78; '
        '"$0" -c "$1" "$2" "$2/small"; code=$?; cmp "$2/small/PAK-KAZ/2026-11-23/manifest.json" '
        '"$2/out/PAK-KAZ/2026-11-23/manifest.json" && ls -A "$2/small/PAK-KAZ"; exit $code'
    )
    (work / "small").mkdir()
    source = {**os.environ, "PYTHONPATH": str(PROJECT / "src")}
    command = [unshare, "-m", "sh", "-c", script, sys.executable, DRIVER, str(work)]
    done = subprocess.run(command, env=source, capture_output=True, text=True, timeout=60)
    if done.returncode == 77:
        pytest.skip("mounting is not allowed here")
    assert done.returncode == 1 and "No space left on device" in done.stderr, done
    assert done.stdout.split() == ["2026-11-23"]


def test_an_output_that_cannot_be_written_is_named(work, edition):
    before = tree(edition)
    # Root may write anywhere, so the build runs as nobody where the tests run as root.
    room = Path(tempfile.mkdtemp())
    try:
        shutil.copytree(work, room / "work")
        out = room / "work" / "out" / "PAK-KAZ"
        for folder in (room, room / "work", out.parent, out):
            folder.chmod(0o555)
        code, told = ended(start(room / "work", NOBODY if not os.getuid() else ""))
        assert code == 1 and "InputError: output folder: found" in told and "(Permission denied)" in told, told
        assert tree(out / "2026-11-23") == before and names(out) == ["2026-11-23"]
    finally:
        with contextlib.suppress(OSError):
            for folder in (room, room / "work", room / "work" / "out", room / "work" / "out" / "PAK-KAZ"):
                folder.chmod(0o755)
        shutil.rmtree(room, ignore_errors=True)


def test_two_builds_of_one_edition_at_once_both_end_well(work, edition):
    both = [start(work), start(work)]
    assert [ended(process) for process in both] == [(0, ""), (0, "")]
    assert names(edition.parent) == ["2026-11-23"]
    assert "mark.txt" not in tree(edition)


@pytest.mark.long
def test_whatever_the_system_refuses_nothing_is_lost_and_the_message_is_clear(work, edition):
    before = tree(edition)
    for n in range(600):
        (work / "reached").unlink(missing_ok=True)
        code, told = ended(start(work, REFUSED.format(n=n)))
        if not (work / "reached").exists():
            break
        assert names(edition.parent) == ["2026-11-23"] and "Traceback" not in told, (n, told)
        if code == 0:  # what was refused had been there already
            before = tree(edition)
            continue
        assert code == 1 and "Input/output error" in told, (n, told)
        assert tree(edition) == before, n
    assert n > 8 and code == 0
