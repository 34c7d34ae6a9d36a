"""Many editions: on this machine and on a real cluster of which one worker is killed in the middle."""

import os
import re
import signal
import subprocess
import sys
import threading
import time

import pytest

from conftest import FLAGSHIP, brief
from helpers import open_edition
from helpers.datapackage.read import InputError, read_package
from helpers.edition import all_pairs
from helpers.publish import batch
from helpers.publish.batch import build_all
from helpers.publish.build import request
from small import small_package, trade_row


def test_all_pairs_have_rows_and_come_once():
    package = read_package()
    pairs = all_pairs(package)
    assert "-".join(pairs[0]) == package.descriptor["pairs"][0]
    assert len({frozenset(pair) for pair in pairs}) == len(pairs) > 20
    edition = open_edition("-".join(pairs[-1]))
    tables = [name for name, spec in package.resources.items() if {"parties", "both"} & set(spec["x-lens"]["pair"])]
    assert any(len(getattr(edition, name)) for name in tables)


def test_a_pair_and_all_pairs_are_one_too_many():
    result = brief("build", FLAGSHIP, "--all-pairs")
    assert result.returncode == 2 and f"--all-pairs: found the pair '{FLAGSHIP}' beside it" in result.stderr


@pytest.fixture
def small(tmp_path):
    """A package of one row, so that an edition takes seconds."""
    return small_package(tmp_path / "data", trade=[trade_row(1)])


@pytest.mark.long
def test_failures_are_told_at_the_end_and_the_rest_is_kept(small, tmp_path):
    blocked = tmp_path / "blocked"
    blocked.write_text("in the way")
    places = {"1996-06-30": tmp_path / "out", "2001-06-30": blocked}
    requests = [request(data=small, as_of=day, out=out, formats=("html",)) for day, out in places.items()]
    claim = {
        "claim_id": "C1",
        "claim": "One vote parts them",
        "verdict": "confirmed",
        "parties": "KAZ;PAK",
        "source_ids": "1",
    }
    claim |= {"finding_id": "institutions.opposed", "finding_value": "1"}
    turned = small_package(tmp_path / "turned", trade=[trade_row(1)], claims=[claim])
    requests.append(request(data=turned, out=tmp_path / "out", formats=("html",)))
    # A profile is made in a child of a process that has made one: nothing may have started threads there.
    requests.append(request("CHN-USA", data=small, out=tmp_path / "out"))
    outcomes = {outcome.name: outcome for outcome in build_all(requests, 2)}
    name = requests[0].pair
    assert outcomes[f"{name} 1996-06-30"].fault == ""
    assert "expected a folder that can be written" in outcomes[f"{name} 2001-06-30"].fault
    assert "finding_value: found 1 of C1, expected 6" in outcomes[f"{name} {requests[2].as_of}"].fault
    assert not requests[2].target.exists()
    assert outcomes[f"CHN-USA {requests[3].as_of}"].fault == "" and list(requests[3].target.glob("*.pdf"))
    assert requests[0].target.is_dir() and 50 < outcomes[f"{name} 1996-06-30"].memory < 2000


def test_no_scheduler_is_named(tmp_path, monkeypatch):
    monkeypatch.setattr(batch, "CONNECT_SECONDS", 1)
    made = [request(FLAGSHIP, "1996-06-30", out=tmp_path)]
    with pytest.raises(InputError, match=r"--scheduler: found no scheduler at 'tcp://127.0.0.1:9'"):
        list(build_all(made, 1, "tcp://127.0.0.1:9"))


@pytest.fixture
def cluster(tmp_path):
    """A scheduler and two workers, as a cluster has them; yields address and workers."""
    here = {**os.environ, "DASK_DISTRIBUTED__WORKER__DAEMON": "False"}
    log = (tmp_path / "scheduler.log").open("w")
    command = [sys.executable, "-m", "distributed.cli.dask_scheduler", "--host", "127.0.0.1", "--port", "0"]
    command += ["--no-dashboard"]
    started = [subprocess.Popen(command, stderr=log, stdout=log, env=here)]
    try:
        address = _wait(lambda: re.search(r"tcp://127\.0\.0\.1:\d+", (tmp_path / "scheduler.log").read_text()))[0]
        worker = [sys.executable, "-m", "distributed.cli.dask_worker", address, "--nthreads", "1", "--no-nanny"]
        worker += ["--no-dashboard", "--local-directory", str(tmp_path)]
        workers = [subprocess.Popen(worker, stderr=log, stdout=log, env=here) for _ in range(2)]
        started += workers
        _wait(lambda: (tmp_path / "scheduler.log").read_text().count("Register worker") >= 2)
        yield address, workers
    finally:
        for process in started:
            process.kill()
            process.wait()
        log.close()


def _wait(condition, seconds=60):
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        found = condition()
        if found:
            return found
        time.sleep(0.2)
    raise AssertionError("nothing happened in time")


@pytest.mark.cluster
def test_a_cluster_builds_all_editions_though_a_worker_is_killed(cluster, small, tmp_path):
    address, workers = cluster
    out = tmp_path / "out"
    settings = {"cif_fob": "1.1"}
    days = ("1993-01-01", "1994-01-01")
    requests = [request(data=small, as_of=day, out=out, formats=("html",), settings=settings) for day in days]

    def kill():
        # Both workers have an edition each by the time that both folders are being filled.
        _wait(lambda: len(list(out.glob("*/.*"))) >= 2)
        workers[0].send_signal(signal.SIGKILL)

    killer = threading.Thread(target=kill)
    killer.start()
    outcomes = list(build_all(requests, 2, address))
    killer.join()
    assert [outcome.fault for outcome in outcomes] == ["", ""] and workers[0].wait(10) == -signal.SIGKILL
    assert {outcome.name for outcome in outcomes} == {f"{made.pair} {made.as_of}" for made in requests}
    for made in requests:
        assert '"cif_fob": 1.1' in (made.target / "manifest.json").read_text()
