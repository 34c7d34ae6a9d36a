"""What a build meets where its own state should be: anything else is said by name, and nothing of others is touched."""

import errno
import functools
import json
import os
import signal
import subprocess
import sys
import time

import pytest

from conftest import PROJECT, brief
from helpers.datapackage.check import check
from helpers.datapackage.read import InputError, read_descriptor
from helpers.manifest import read_manifest
from helpers.publish.inputs import digest, recorded
from helpers.publish.place import _turn, naming, replace, workplace
from small import small_package, trade_row

FINDING = {"id": "a.b", "value": 1, "unit": "", "period": "", "text": "One.", "label": "", "shown": ""}
GOOD = {
    "pair": "PAK-KAZ", "pair_name": "Pakistan–Kazakhstan", "as_of": "2026-11-23", "findings": [FINDING], "formats": ["html"],
    "made": {"00_summary": {"reads": ["data/trade.csv"], "parameters": {}}}, "inputs": {"data/trade.csv": "0"},
    "outputs": {"a.html": "0"}, "versions": {"python": "3.11"},
}  # fmt: skip
DAMAGED = {
    "no JSON": (b"{", "found no JSON"),
    "no text": (b"\xff\xfe\x00", "found no JSON"),
    "a list": (b"[]", "must be object"),
    "inputs a list": ({**GOOD, "inputs": []}, "inputs"),
    "made a list": ({**GOOD, "made": []}, "made"),
    "made without reads": ({**GOOD, "made": {"00_summary": {}}}, "00_summary"),
    "another floor": ({**GOOD, "made": {"00_summary": {"reads": ["etc/passwd"], "parameters": {}}}}, "reads"),
    "out of the house": ({**GOOD, "made": {"00_summary": {"reads": ["data/../../x"], "parameters": {}}}}, "reads"),
    "outputs elsewhere": ({**GOOD, "outputs": {"../x": "0"}}, "outputs"),
    "a finding of wrong types": ({**GOOD, "findings": [{**FINDING, "unit": 5}]}, "unit"),
    "a finding without a value": ({**GOOD, "findings": [{"id": "a.b"}]}, "findings"),
}


def write(folder, content):
    folder.mkdir(parents=True, exist_ok=True)
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    (folder / "manifest.json").write_bytes(body)


@pytest.mark.parametrize("name", DAMAGED)
def test_a_manifest_that_is_none_is_said_and_the_edition_made_anew(tmp_path, caplog, name):
    content, message = DAMAGED[name]
    write(tmp_path, content)
    assert recorded(tmp_path) == {}
    assert f"{tmp_path / 'manifest.json'}: found" in caplog.text and message in caplog.text
    assert "expected the manifest of an edition; the edition is made anew" in caplog.text


def test_a_good_manifest_is_read_and_none_is_no_news(tmp_path, caplog):
    write(tmp_path, GOOD)
    assert recorded(tmp_path) == GOOD and recorded(tmp_path / "none") == {} and not caplog.text


@pytest.mark.parametrize(
    "name", ["no JSON", "no text", "a list", "a finding of wrong types", "a finding without a value"]
)
def test_what_reads_findings_names_the_file(tmp_path, name):
    write(tmp_path, DAMAGED[name][0])
    with pytest.raises(InputError, match=r"/manifest\.json: found .*expected the manifest of an edition"):
        read_manifest(tmp_path)


def test_diff_and_site_end_with_2_and_name_the_file(tmp_path):
    edition = tmp_path / "PAK-KAZ" / "2026-11-23"
    write(edition, b"[]")
    for arguments in (("diff", edition, edition), ("site", "--reports", tmp_path, "--out", tmp_path / "site")):
        done = brief(*arguments)
        assert done.returncode == 2 and f"{edition / 'manifest.json'}: found" in done.stderr, done.stderr
        assert "Traceback" not in done.stderr


def test_a_pipe_in_the_place_of_a_file_is_told_and_not_waited_for(tmp_path):
    folder = small_package(tmp_path / "data", trade=[trade_row(1)])
    (folder / "trade.csv").unlink()
    os.mkfifo(folder / "trade.csv")
    (fault,) = check(folder)
    assert str(fault).endswith("trade.csv: found a named pipe, expected a file that can be read")
    assert digest(folder / "trade.csv") == ""
    (folder / "datapackage.json").unlink()
    os.mkfifo(folder / "datapackage.json")
    with pytest.raises(InputError, match="found a named pipe"):
        read_descriptor(folder)
    os.mkfifo(tmp_path / "manifest.json")
    assert recorded(tmp_path) == {}


@pytest.mark.parametrize("path", ["/etc/passwd", 7, "../other.json", None, ["a"]])
def test_a_base_map_lies_in_the_package(tmp_path, path):
    folder = small_package(tmp_path, trade=[trade_row(1)])
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    (folder / "datapackage.json").write_text(json.dumps({**descriptor, "x-basemap": path}), encoding="utf-8")
    with pytest.raises(InputError, match="x-basemap"):
        check(folder)


@pytest.mark.parametrize("content", ['{"extent": [1, 2, "x", 4]}', "{", None])
def test_a_base_map_that_is_none_is_told_by_the_check(tmp_path, content):
    folder = small_package(tmp_path, trade=[trade_row(1)])
    assert check(folder) == []  # without one of its own it has the project's
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    (folder / "datapackage.json").write_text(json.dumps({**descriptor, "x-basemap": "map.json"}), encoding="utf-8")
    if content:
        (folder / "map.json").write_text(content, encoding="utf-8")
    with pytest.raises(InputError, match=r"map\.json: found .*expected the base map"):
        check(folder)


def test_only_what_a_build_left_is_removed(tmp_path):
    target = tmp_path / "PAK-KAZ" / "2026-11-23"
    mine, dead = target.parent / ".2026-11-23.building-mine", target.parent / ".2026-11-23.building-4194305-abc"
    for folder in (mine, dead):
        folder.mkdir(parents=True)
    workplace(target)
    assert mine.exists() and not dead.exists()


def test_nothing_else_is_replaced_by_an_edition(tmp_path):
    target = tmp_path / "PAK-KAZ" / "2026-11-23"
    target.mkdir(parents=True)
    workplace(target)  # an empty folder is nobody's loss
    (target / "thesis.txt").write_text("years of work")
    with pytest.raises(InputError, match="found other files, expected an edition, an empty folder or nothing"):
        workplace(target)
    (target.parent / "2026-11-24").write_text("a file")
    with pytest.raises(InputError, match="found a file, expected an edition"):
        workplace(target.parent / "2026-11-24")


def test_an_edition_has_the_rights_that_the_user_s_mask_leaves(tmp_path):
    target = tmp_path / "PAK-KAZ" / "2026-11-23"
    for mask, want in ((0o027, 0o750), (0o002, 0o775), (0o077, 0o700)):
        before = os.umask(mask)
        try:
            folder = workplace(target)
            (folder / "manifest.json").write_text("{}")
            replace(target, folder)
        finally:
            os.umask(before)
        assert target.stat().st_mode & 0o777 == want


def test_the_right_to_put_in_place_leaves_no_file_that_another_user_could_not_open(tmp_path):
    target = tmp_path / "PAK-KAZ" / "2026-11-23"
    target.parent.mkdir()
    with _turn(target):
        assert list(target.parent.iterdir()) == []
        code = (
            "import sys; from pathlib import Path; from helpers.publish.place import _turn\n"
            "with _turn(Path(sys.argv[1])): print('mine')"
        )
        other = subprocess.Popen([sys.executable, "-c", code, target], stdout=subprocess.PIPE, text=True)
        with pytest.raises(subprocess.TimeoutExpired):
            other.wait(1)
    assert other.communicate(timeout=20)[0] == "mine\n" and list(target.parent.iterdir()) == []


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EFBIG])
def test_a_full_disk_names_the_folder(tmp_path, number):
    with pytest.raises(OSError, match=str(tmp_path)), naming(tmp_path):
        raise OSError(number, os.strerror(number))
    with pytest.raises(OSError, match="elsewhere"), naming(tmp_path):
        raise OSError(number, os.strerror(number), "elsewhere")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGINT, 130)])
def test_a_signal_ends_the_command_cleanly(tmp_path, number, code):
    folder = small_package(tmp_path / "data", trade=[trade_row(1)])
    command = [sys.executable, "-m", "helpers.cli", "build", "--data", folder, "--out", tmp_path / "out"]
    # A shell that started the tests in the background had SIGINT ignored; a user's does not.
    heeding = functools.partial(signal.signal, number, signal.SIG_DFL)
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True}
    process = subprocess.Popen(command, cwd=PROJECT, preexec_fn=heeding, **pipes)
    deadline = time.monotonic() + 60
    while not list(tmp_path.glob("out/*/.*building*")) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    process.send_signal(number)
    told = process.communicate(timeout=60)[1]
    assert process.returncode == code and "interrupted; nothing was changed" in told
    # Where Python may not raise, as in a collection of garbage, it tells so itself; the build ends all the same.
    assert "Traceback" not in told.partition("Exception ignored in")[0]
    assert list((tmp_path / "out" / "PAK-KAZ").iterdir()) == []


def test_a_publication_kept_alone_may_be_built_over(tmp_path):
    target = tmp_path / "PAK-KAZ" / "2021-01-01"
    target.mkdir(parents=True)
    (target / "PAK-KAZ_2021-01-01.pdf").write_bytes(b"%PDF")
    assert workplace(target).parent == target.parent
    (target / "notes.txt").write_text("mine")
    with pytest.raises(InputError, match="found other files"):
        workplace(target)
